"""The ontology, its shapes and alignments, and the vocabulary that Python uses."""

import re
from functools import cache
from pathlib import Path
from typing import get_args

import pyshacl
import pytest
from rdflib import DCTERMS, FOAF, ORG, OWL, PROV, QB, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from keiretsu.errors import KeiretsuError
from keiretsu.schema import scalars
from keiretsu.vocab import CONCEPTS, KEI, PREFIXES, TERMS, UnknownConceptError, concept, scheme, token

ONTOLOGY = Path(__file__).parents[1] / "ontology"
NAMESPACE = str(KEI)


@cache
def graph(name: str) -> Graph:
    return Graph().parse(ONTOLOGY / f"{name}.ttl")


def local(term: Node) -> str | None:
    """The local name of a term of ours, None for anybody else's."""
    return str(term).removeprefix(NAMESPACE) if str(term).startswith(NAMESPACE) else None


def defined(*kinds: URIRef) -> set[str]:
    subjects = {local(s) for kind in kinds for s in graph("keiretsu").subjects(RDF.type, kind)}
    return {name for name in subjects if name is not None}


CLASSES = (OWL.Class, RDFS.Datatype)
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)


def messages(data: Graph) -> set[str]:
    """The messages of the shapes that a graph breaks; empty for a right one."""
    conforms, report, _ = pyshacl.validate(data, shacl_graph=graph("shapes"))
    found = {str(message) for message in report.objects(None, SH.resultMessage)}
    assert conforms == (not found)
    return found


# The vocabulary


def test_vocab_lists_exactly_the_ontologys_terms() -> None:
    subjects = {local(s) for s in graph("keiretsu").subjects()} - {None}
    assert subjects - TERMS == set(), "in the turtle, not in vocab.py"
    assert TERMS - subjects == set(), "in vocab.py, not in the turtle"


def test_concepts_are_exactly_the_ontologys() -> None:
    written = {
        (str(s).rpartition("#scheme-")[2], str(graph("keiretsu").value(c, SKOS.notation)))
        for c, s in graph("keiretsu").subject_objects(SKOS.inScheme)
    }
    assert written == {(name, word) for name, words in CONCEPTS.items() for word in words}


def test_dossier_files_use_the_ontologys_words() -> None:
    names = {
        "Standing": "standing",
        "Basis": "basis",
        "Mode": "mode",
        "Stage": "stage",
        "Right": "right",
        "Route": "route",
        "NameKind": "name",
        "Role": "role",
        "Kind": "kind",
        "IdentifierScheme": "identifier",
        "ListKind": "customer",
        "Relation": "relation",
        "Aspect": "aspect",
        "Bound": "bound",
        "FigureKind": "figure",
        "Consolidation": "consolidation",
    }
    for name, kind in names.items():
        assert set(get_args(getattr(scalars, name))) == set(CONCEPTS[kind]), name


@pytest.mark.parametrize("misspelt", ["hodler", "Holder", "standing-subsidary", ""])
def test_misspelt_terms_raise(misspelt: str) -> None:
    with pytest.raises(AttributeError):
        getattr(KEI, misspelt)
    with pytest.raises(AttributeError):
        KEI[misspelt]


def test_terms_are_reached_both_ways() -> None:
    assert KEI.holder == KEI["holder"] == URIRef(NAMESPACE + "holder")
    assert KEI["from"] == URIRef(NAMESPACE + "from")
    assert all(KEI[name] == URIRef(NAMESPACE + name) for name in TERMS)


def test_concept_and_token_are_inverse() -> None:
    for name, words in CONCEPTS.items():
        for word in words:
            assert (scheme(concept(name, word)), token(concept(name, word))) == (name, word)


@pytest.mark.parametrize(
    ("call", "hint"),
    [
        (lambda: concept("standing", "subsidiary"), "consolidated-subsidiary"),
        (lambda: concept("standings", "joint-venture"), "standing"),
        (lambda: token(NAMESPACE + "holder"), "holder"),
        (lambda: scheme("https://example.org/x"), "example"),
    ],
)
def test_unknown_concepts_raise_with_a_hint(call, hint: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UnknownConceptError, match=hint) as caught:
        call()
    assert isinstance(caught.value, KeyError)
    assert isinstance(caught.value, KeiretsuError)
    assert not str(caught.value).startswith("'")


def test_prefixes_agree_with_the_files() -> None:
    for name in ("keiretsu", "shapes", "alignments"):
        declared = re.findall(r"@prefix (\w+): <(.*)>", (ONTOLOGY / f"{name}.ttl").read_text("utf-8"))
        for prefix, iri in declared:
            assert PREFIXES.get(prefix, iri) == iri, (name, prefix)


# Lint


def test_every_term_is_of_one_kind() -> None:
    concepts, schemes = defined(SKOS.Concept), defined(SKOS.ConceptScheme)
    kinds = [defined(*CLASSES), defined(OWL.ObjectProperty), defined(OWL.DatatypeProperty), concepts, schemes]
    assert sum(map(len, kinds)) == len(set().union(*kinds)) == len(TERMS)


def test_labels_and_comments() -> None:
    for name in TERMS:
        labels = list(graph("keiretsu").objects(KEI[name], RDFS.label))
        comments = list(graph("keiretsu").objects(KEI[name], RDFS.comment))
        assert len(labels) == len(comments) == 1, name
        assert isinstance(labels[0], Literal)
        assert labels[0].language == "en", name
        text = str(comments[0])
        assert text[0].isupper(), f"{name}: a comment is a sentence"
        assert text.endswith("."), f"{name}: a comment ends with its full stop"
        assert "  " not in text, name
        for rule in re.findall(r"\b([TSC])(\d+)\b", text):
            assert int(rule[1]) <= {"T": 11, "S": 7, "C": 6}[rule[0]], f"{name} names no rule of ours: {rule}"


def test_labels_do_not_collide_within_a_kind() -> None:
    for kinds in (CLASSES, PROPERTIES):
        names = defined(*kinds)
        labels = {str(graph("keiretsu").value(KEI[name], RDFS.label)) for name in names}
        assert len(labels) == len(names)


def test_capitals() -> None:
    assert all(re.fullmatch(r"[A-Z][A-Za-z]*", name) for name in defined(*CLASSES))
    assert all(re.fullmatch(r"[a-z][A-Za-z0-9]*", name) for name in defined(*PROPERTIES))
    assert all(re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", name) for name in defined(SKOS.Concept, SKOS.ConceptScheme))


def test_domains_and_ranges_are_classes_that_exist() -> None:
    onto = graph("keiretsu")
    classes = {KEI[name] for name in defined(*CLASSES)} | {SKOS.Concept}
    for name in defined(*PROPERTIES):
        for side in (RDFS.domain, RDFS.range):
            targets = list(onto.objects(KEI[name], side))
            assert len(targets) == 1, (name, side)
            union = onto.value(targets[0], OWL.unionOf)
            members = list(Collection(onto, union)) if union else targets
            assert all(m in classes or str(m).startswith(PREFIXES["xsd"]) for m in members), (name, members)
            literal = members[0] == KEI.PartialDate or str(members[0]).startswith(PREFIXES["xsd"])
            if side == RDFS.range:
                assert literal == ((KEI[name], RDF.type, OWL.DatatypeProperty) in onto), name
            else:
                assert not literal, name


def test_unions_name_no_class_with_its_superclass() -> None:
    onto = graph("keiretsu")
    for union in onto.objects(None, OWL.unionOf):
        members = list(Collection(onto, union))
        for member in members:
            above = set(onto.transitive_objects(member, RDFS.subClassOf)) - {member}
            assert not above & set(members), members


def test_each_scheme_has_its_value_class() -> None:
    onto = graph("keiretsu")
    for name, words in CONCEPTS.items():
        assert (KEI[f"scheme-{name}"], RDF.type, SKOS.ConceptScheme) in onto
        value_class: URIRef = KEI[f"{name.capitalize()}Value"]
        assert set(onto.subjects(RDF.type, value_class)) == {concept(name, word) for word in words}


# The ontology under its own shapes


def test_ontology_passes_its_own_shapes() -> None:
    assert messages(graph("keiretsu")) == set()


def test_ontology_and_alignments_pass_together() -> None:
    assert messages(graph("keiretsu") + graph("alignments")) == set()


def test_shapes_are_shapes() -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=graph("shapes"), meta_shacl=True)
    assert conforms, text


@pytest.mark.parametrize(
    ("triple", "instead", "message"),
    [
        ((KEI.Stake, RDFS.label), None, "Give the term one English rdfs:label"),
        ((KEI.holder, RDFS.comment), Literal("who holds", "en"), "Give the term one English rdfs:label"),
        ((KEI.holder, RDFS.domain), None, "Give the property one rdfs:domain"),
        ((KEI.shareMin, RDFS.range), None, "Give the property one rdfs:domain"),
        ((KEI["standing-joint-venture"], SKOS.inScheme), None, "Put the concept in one scheme"),
        ((KEI["standing-joint-venture"], SKOS.notation), None, "Put the concept in one scheme"),
    ],
)
def test_a_broken_term_fails(triple: tuple[URIRef, URIRef], instead: Literal | None, message: str) -> None:
    broken = graph("keiretsu") + Graph()
    broken.remove((*triple, None))
    if instead is not None:
        broken.add((*triple, instead))
    found = messages(broken)
    assert len(found) == 1
    assert found.pop().startswith(message)


@pytest.mark.parametrize(
    ("name", "kind", "message"),
    [
        ("stakeKind", OWL.Class, "Name the class in UpperCamelCase."),
        ("HeldBy", OWL.ObjectProperty, "Name the property in lowerCamelCase."),
        ("jointVenture", SKOS.Concept, "Name the concept with its scheme, a hyphen and its token"),
    ],
)
def test_a_term_with_wrong_capitals_fails(name: str, kind: URIRef, message: str) -> None:
    broken = graph("keiretsu") + Graph()
    broken.add((URIRef(NAMESPACE + name), RDF.type, kind))
    assert any(found.startswith(message) for found in messages(broken))


def test_other_peoples_terms_are_left_alone() -> None:
    other = Graph().add((URIRef("https://example.org/thing"), RDF.type, OWL.Class))
    assert messages(other) == set()


# Data under the shapes

RIGHT = """
@prefix kei: <https://w3id.org/keiretsu/ontology#> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://example.org/> .

<d> a kei:Dossier ; kei:id "d" ; kei:title "Example" ; kei:root <entity/a> .
<document/r> a kei:Document ; kei:inDossier <d> ; kei:id "r" ; rdfs:label "Report" ; kei:title "Report" ;
    kei:publisher <entity/a> ; kei:sha256 "0000000000000000000000000000000000000000000000000000000000000000" ;
    kei:published "2010-05"^^xsd:gYearMonth ; kei:publishedEarliest "2010-05-01"^^xsd:date ;
    kei:publishedLatest "2010-05-31"^^xsd:date ; kei:knownFrom "2010-05-31"^^xsd:date ;
    kei:fileName "report.txt" ; kei:fiscalYearEnd 3 ; kei:documentKind "presentation" .
<document/r#line=4,6> a kei:Place ; kei:inDocument <document/r> ; kei:firstLine 5 ; kei:lastLine 6 ;
    kei:section "Group" ; kei:page 2 .
<entity/a> a kei:Company ; kei:id "a" ; rdfs:label "A Inc." .
<entity/b> a kei:Company ; kei:id "b" ; rdfs:label "B Inc." .
<entity/c> a kei:Company ; kei:id "c" ; rdfs:label "a company of C's" ; kei:named false .
<entity/p> a kei:Person ; kei:id "p" ; rdfs:label "P" .
<entity/s> a kei:Product ; kei:id "s" ; rdfs:label "S" .
<event/e> a kei:Event ; kei:id "e" ; rdfs:label "A buys B" ; kei:eventKind kei:kind-acquisition .

<claim/name> a kei:NameClaim ; kei:document <document/r> ; kei:place <document/r#line=4,6> ;
    kei:basis kei:basis-stated ; kei:subject <entity/a> ; kei:name "A Inc." ; kei:nameKind kei:name-full .
<claim/number> a kei:IdentifierClaim ; kei:document <document/r> ; kei:place <document/r#line=4,6> ;
    kei:basis kei:basis-stated ; kei:subject <entity/a> ; kei:identifier "0042" ;
    kei:identifierScheme kei:identifier-ticker-tse .
<claim/who> a kei:IdentityClaim ; kei:document <document/r> ; kei:place <document/r#line=4,6> ;
    kei:basis kei:basis-inferred ; kei:note "the only one at hand" ; kei:subject <entity/c> ;
    kei:candidate <entity/b> .
<claim/holding> a kei:HoldingClaim ; kei:document <document/r> ; kei:place <document/r#line=4,6> ;
    kei:basis kei:basis-stated ; kei:holder <entity/a> ; kei:company <entity/b> ; kei:jointHolder <entity/c> ;
    kei:shareMin 50.0 ; kei:shareMax 60.5 ; kei:shareMinOpen true ; kei:indirectPart 5.0 ;
    kei:right kei:right-shares ; kei:route kei:route-total ; kei:mode kei:mode-actual ;
    kei:asOf "2007-04-01/2007-06-30"^^edtf:EDTF ; kei:asOfEarliest "2007-04-01"^^xsd:date ;
    kei:asOfLatest "2007-06-30"^^xsd:date ; kei:dated kei:dated-as-of ; kei:printed "60.50" ;
    kei:listing <claim/listing> .
<claim/own> a kei:HoldingClaim ; kei:document <document/r> ; kei:place <document/r#line=4,6> ;
    kei:basis kei:basis-inferred ; kei:note "treasury shares" ; kei:holder <entity/b> ; kei:company <entity/b> ;
    kei:shareMin 100.0 ; kei:shareMax 100.0 ; kei:beforeMin 0.0 ; kei:beforeMax 100.0 ; kei:beforeMaxOpen true ;
    kei:right kei:right-votes ; kei:route kei:route-direct ; kei:mode kei:mode-planned ; kei:event <event/e> ;
    kei:from "2010"^^xsd:gYear ; kei:fromEarliest "2010-01-01"^^xsd:date ; kei:fromLatest "2010-12-31"^^xsd:date .
<claim/standing> a kei:StandingClaim ; kei:document <document/r> ; kei:place <document/r#line=4,6> ;
    kei:basis kei:basis-stated ; kei:parent <entity/a> ; kei:company <entity/b> ;
    kei:standing kei:standing-joint-venture .
<claim/listing> a kei:ListingClaim ; kei:document <document/r> ; kei:place <document/r#line=4,6> ;
    kei:basis kei:basis-stated ; kei:parent <entity/a> ; kei:covers kei:standing-joint-venture ;
    kei:completeness kei:basis-inferred ; kei:member <entity/b> ; kei:title "Group companies" .
<claim/event> a kei:EventClaim ; kei:document <document/r> ; kei:place <document/r#line=4,6> ;
    kei:basis kei:basis-stated ; kei:event <event/e> ; kei:stage kei:stage-agreed ;
    kei:participation <claim/event#participant-1> ; kei:amount <claim/event#amount-1> .
<claim/event#participant-1> a kei:Participation ; kei:role kei:role-seller ;
    kei:participantName "other holders" ; kei:count 3 ; kei:candidate <entity/p> .
<claim/event#amount-1> a kei:Amount ; kei:measure "price" ; kei:value 9170.0 ; kei:unit "JPY million" .
<claim/product> a kei:ProductClaim ; kei:document <document/r> ; kei:place <document/r#line=4,6> ;
    kei:basis kei:basis-stated ; kei:product <entity/s> ; kei:provider <entity/a> ; kei:category "cloud" ;
    kei:technology "3G" ; kei:renamedFrom "T" .
<claim/customer> a kei:CustomerClaim ; kei:document <document/r> ; kei:place <document/r#line=4,6> ;
    kei:basis kei:basis-stated ; kei:supplier <entity/a> ; kei:customer <entity/b> ; kei:product <entity/s> ;
    kei:customerKind kei:customer-user .
<claim/relation> a kei:RelationClaim ; kei:document <document/r> ; kei:place <document/r#line=4,6> ;
    kei:basis kei:basis-stated ; kei:subject <entity/a> ; kei:relation kei:relation-carrier ; kei:object <entity/b> ;
    kei:product <entity/s> ; kei:purpose "mobile lines" .
<claim/slip> a kei:DiscrepancyClaim ; kei:document <document/r> ; kei:place <document/r#line=4,6> ;
    kei:basis kei:basis-inferred ; kei:note "a month has no 31st" ; kei:discrepancyKind kei:discrepancy-contradiction ;
    kei:event <event/e> ; kei:what "the day" ; kei:printed "31" ; kei:readAs "30" ; kei:against <claim/slip#against-1> .
<claim/slip#against-1> a kei:Counterpart ; kei:document <document/r> ; kei:place <document/r#line=4,6> ;
    kei:printed "30" .
<claim/role> a kei:RoleClaim ; kei:document <document/r> ; kei:place <document/r#line=4,6> ;
    kei:basis kei:basis-stated ; kei:person <entity/p> ; kei:organization <entity/a> ; kei:post "President" .
<claim/figure> a kei:FigureClaim ; kei:document <document/r> ; kei:place <document/r#line=4,6> ;
    kei:basis kei:basis-stated ; kei:subject <entity/a> ; kei:measure "clients" ; kei:valueMin 6500.0 ;
    kei:approximate true ; kei:unit "clients" ; kei:figureKind kei:figure-actual ; kei:aspect kei:aspect-change ;
    kei:comparedWith "2009"^^xsd:gYear ; kei:comparedWithEarliest "2009-01-01"^^xsd:date ;
    kei:comparedWithLatest "2009-12-31"^^xsd:date ; kei:bound kei:bound-at-least ; kei:figureLine 5 ;
    kei:segment "homes" ; kei:measureConcept <https://w3id.org/keiretsu/measures#clients> ;
    kei:periodKind kei:period-instant ; kei:consolidation kei:consolidation-consolidated .

<https://w3id.org/keiretsu/measures#clients> a kei:Measure ; kei:unitKind "count" .
<segment/homes> a kei:Segment ; kei:id "homes" ; rdfs:label "homes" .

<stake/a--b> a kei:Stake ; kei:holder <entity/a> ; kei:company <entity/b> ; kei:right kei:right-shares .
<period/1> a kei:StakePeriod ; kei:stake <stake/a--b> ; kei:holder <entity/a> ; kei:company <entity/b> ;
    kei:right kei:right-shares ; kei:shareMin 60.5 ; kei:shareMax 60.5 ; kei:state kei:state-held ;
    kei:basis kei:basis-inferred ; kei:restsOn <claim/holding> ; kei:open false ; kei:fromBy "2007-06-30"^^xsd:date ;
    kei:untilAfter "2007-06-01"^^xsd:date ; kei:untilBy "2010-05-31"^^xsd:date ; kei:evidenceFirst "2007-04" ;
    kei:knownFrom "2010-05-31"^^xsd:date ; kei:knownUntil "2010-06-30"^^xsd:date .
<period/2> a kei:StandingPeriod ; kei:parent <entity/a> ; kei:company <entity/b> ;
    kei:standing kei:standing-joint-venture ; kei:state kei:state-last-known ; kei:basis kei:basis-stated ;
    kei:restsOn <claim/standing> ; kei:open true ; kei:observed "2010"^^xsd:gYear ;
    kei:fromAfter "2010-04-30"^^xsd:date ;
    kei:fromBy "2010-05-31"^^xsd:date .
<conflict/1> a kei:Conflict ; kei:conflictKind kei:conflict-stake ; kei:company <entity/b> ;
    kei:involves <claim/holding> , <claim/own> ; kei:prefers <claim/holding> ;
    kei:why "both cannot be" ; kei:policy kei:policy-stated-over-inferred .
<share/1> a kei:EffectiveShare ; kei:holder <entity/a> ; kei:company <entity/b> ; kei:shareMin 104.0 ;
    kei:shareMax 104.0 ; kei:definition kei:definition-total ; kei:restsOn <claim/holding> ;
    kei:validFrom "2010-05-31"^^xsd:date ; kei:knownFrom "2010-05-31"^^xsd:date .
<share/2> a kei:UndisclosedShare ; kei:company <entity/b> ; kei:shareMin 39.5 ; kei:shareMax 39.5 ;
    kei:restsOn <claim/holding> ; kei:validUntil "2010-05-31"^^xsd:date ; kei:knownFrom "2010-05-31"^^xsd:date .
<control/1> a kei:ControlVerdict ; kei:holder <entity/a> ; kei:company <entity/b> ;
    kei:verdict kei:verdict-yes ; kei:restsOnLastKnown true ;
    kei:restsOn <claim/holding> ; kei:knownFrom "2010-05-31"^^xsd:date .
<graph/snapshot/2010-05-31> a kei:Snapshot ; kei:day "2010-05-31"^^xsd:date .
"""


def test_a_right_graph_passes() -> None:
    assert messages(Graph().parse(data=RIGHT)) == set()


def test_the_right_graph_has_every_kind_of_thing() -> None:
    abstract = {"Entity", "Organization", "PublicBody", "Claim", "Measurement", "Holding", "Result", "Period"}
    values = {f"{name.capitalize()}Value" for name in CONCEPTS}
    shown = {local(kind) for kind in Graph().parse(data=RIGHT).objects(None, RDF.type)}
    assert defined(OWL.Class) - values - abstract == shown


# What is replaced in the right graph, by what, and the beginnings of the messages that must follow and no others.
# The first occurrence alone is replaced.
WRONG = {
    "document without id": (':inDossier <d> ; kei:id "r" ;', ":inDossier <d> ;", ["Give the document one kei:id"]),
    "no publisher": ("kei:publisher <entity/a> ;", "", ["Say who published the document"]),
    "sha256 in capitals": ('"00000', '"ABCDE', ["Give the document one kei:sha256"]),
    "fiscal year of month 13": ("kei:fiscalYearEnd 3", "kei:fiscalYearEnd 13", ["Write kei:fiscalYearEnd once"]),
    "known before published": (
        'kei:knownFrom "2010-05-31"',
        'kei:knownFrom "2010-04-30"',
        ["A document is not known before"],
    ),
    "undescribed document": (
        "kei:inDocument <document/r> ;",
        "kei:inDocument <document/x> ;",
        [
            "Describe the document",
            "Give the document one kei:id",
            "Give the document one kei:title",
            "Say who published the document",
            "Say when the document was published",
            "Give the document one kei:knownFrom",
            "Give the document one kei:sha256",
        ],
    ),
    "line 0": ("kei:firstLine 5", "kei:firstLine 0", ["Give the place one kei:firstLine"]),
    "lines swapped": ("kei:firstLine 5", "kei:firstLine 7", ["Swap the lines of the place"]),
    "blank place": (
        "kei:place <document/r#line=4,6>",
        "kei:place [ a kei:Place ; kei:inDocument <document/r> ; kei:firstLine 1 ; kei:lastLine 1 ]",
        ["Name the place with the document's IRI"],
    ),
    "month as text": ('"2010-05"^^xsd:gYearMonth', '"2010-05"', ["Write the date as an xsd:gYear"]),
    "invented day": ('"2010-05"^^xsd:gYearMonth', '"2010-05-99"^^xsd:date', ["Write the date as an xsd:gYear"]),
    "date without its days": ('kei:fromLatest "2010-12-31"^^xsd:date', 'kei:note "x"', ["Put one kei:fromLatest"]),
    "date with days swapped": (
        'kei:asOfEarliest "2007-04-01"',
        'kei:asOfEarliest "2007-07-01"',
        ["Swap kei:asOfEarliest"],
    ),
    "interval with words": ('"2007-04-01/2007-06-30"^^', '"1Q07/2Q07"^^', ["Write the date as an xsd:gYear"]),
    "unnamed by text": ("kei:named false", 'kei:named "no"', ["Write kei:named once"]),
    "entity without label": ('kei:id "b" ; rdfs:label "B Inc."', 'kei:id "b"', ["Give the entity an rdfs:label"]),
    "undescribed entity": (
        "kei:provider <entity/a>",
        "kei:provider <entity/x>",
        ["Describe the entity", "Give the entity one kei:id", "Give the entity an rdfs:label"],
    ),
    "event without kind": (" ; kei:eventKind kei:kind-acquisition", "", ["Say what kind of event"]),
    "claim without document": (
        "kei:NameClaim ; kei:document <document/r> ;",
        "kei:NameClaim ;",
        ["Say which document makes the claim"],
    ),
    "claim without basis": ("kei:basis kei:basis-stated ;", "", ["Say whether the claim is stated or inferred"]),
    "claim of two bases": (
        "kei:basis kei:basis-stated ;",
        'kei:basis kei:basis-stated , kei:basis-inferred ; kei:note "why" ;',
        ["Say whether the claim is stated or inferred"],
    ),
    "inferred without note": ('kei:note "treasury shares" ;', "", ["Say in kei:note why"]),
    "printed as number": ('kei:printed "60.50"', "kei:printed 60.50", ["Write kei:printed as a string"]),
    "name without kind": (" ; kei:nameKind kei:name-full", "", ["Say what kind of name"]),
    "identifier as number": ('kei:identifier "0042"', "kei:identifier 42", ["Give the identifier"]),
    "identity as fact": (
        'kei:basis kei:basis-inferred ; kei:note "the only one at hand"',
        "kei:basis kei:basis-stated",
        ["Who an unnamed entity may be is a reading"],
    ),
    "no holder": (
        "kei:holder <entity/a> ; kei:company <entity/b> ; kei:jointHolder",
        "kei:company <entity/b> ; kei:jointHolder",
        ["Say who holds"],
    ),
    "two holders": ("kei:holder <entity/a> ;", "kei:holder <entity/a> , <entity/p> ;", ["Say who holds"]),
    "held jointly with itself": ("kei:jointHolder <entity/c>", "kei:jointHolder <entity/a>", ["A joint holder"]),
    "no right": ("kei:right kei:right-votes ;", "", ["Say what the share is of"]),
    "share as text": (
        "kei:shareMin 50.0",
        'kei:shareMin "50.0"',
        ["Write the share in percent", "Swap kei:shareMin", "An open bound"],
    ),
    "share as float": ("kei:shareMax 60.5", "kei:shareMax 60.5e0", ["Write the share in percent"]),
    "share below 0": ("kei:shareMin 50.0", "kei:shareMin -1.0", ["Write the share in percent"]),
    "share above 100": (
        "kei:shareMin 100.0 ; kei:shareMax 100.0",
        "kei:shareMin 100.0 ; kei:shareMax 101.0",
        ["A share is at most 100"],
    ),
    "bounds swapped": ("kei:shareMin 50.0", "kei:shareMin 61.0", ["Swap kei:shareMin", "An open bound"]),
    "one bound": (
        "kei:shareMin 100.0 ; kei:shareMax 100.0 ;",
        "kei:shareMin 100.0 ;",
        ["Write kei:shareMax once"],
    ),
    "open and exact": ("kei:shareMin 50.0", "kei:shareMin 60.5", ["An open bound"]),
    "open and undisclosed": (
        "kei:beforeMin 0.0 ; kei:beforeMax 100.0 ;",
        "",
        ["An open bound"],
    ),
    "flag written where false": ("kei:shareMinOpen true", "kei:shareMinOpen false", ["Write kei:shareMinOpen only"]),
    "indirect part too large": ("kei:indirectPart 5.0", "kei:indirectPart 61.0", ["The indirect part"]),
    "holder as text": (
        "kei:holder <entity/a> ;",
        'kei:holder "A Inc." ;',
        [
            "Give the entity an IRI",
            "Describe the entity",
            "Give the entity one kei:id",
            "Give the entity an rdfs:label",
        ],
    ),
    "value as float": ("kei:value 9170.0", "kei:value 9170e0", ["Write the number as an xsd:decimal"]),
    "day as month": (
        'kei:fromBy "2007-06-30"^^xsd:date',
        'kei:fromBy "2007-06"^^xsd:gYearMonth',
        ["Write the day as an xsd:date"],
    ),
    "standing misspelt": (
        "kei:standing kei:standing-joint-venture",
        "kei:standing kei:standing-jointventure",
        ["Use a concept of kei:scheme-standing"],
    ),
    "standing from another scheme": (
        "kei:covers kei:standing-joint-venture",
        "kei:covers kei:kind-merger",
        ["Use a concept of kei:scheme-standing"],
    ),
    "standing as text": (
        "kei:standing kei:standing-joint-venture",
        'kei:standing "joint-venture"',
        ["Use a concept of kei:scheme-standing"],
    ),
    "listing without members": ("kei:member <entity/b> ;", "", ["Name the companies listed"]),
    "listing that covers nothing": ("kei:covers kei:standing-joint-venture ;", "", ["Say which standings"]),
    "event claim without stage": ("kei:stage kei:stage-agreed ;", "", ["Say how far the event has come"]),
    "participation without role": ("kei:role kei:role-seller ;", "", ["Say which part is played"]),
    "participation of nobody": ('kei:participantName "other holders" ;', "", ["Say who plays the part"]),
    "count of none": ("kei:count 3", "kei:count 0", ["Write kei:count once"]),
    "amount without unit": (' ; kei:unit "JPY million"', "", ["Give the unit"]),
    "amount without value": ("kei:value 9170.0 ;", "", ["Give the value that was read"]),
    "renamed from a product": ('kei:renamedFrom "T"', "kei:renamedFrom <entity/s>", ["Write kei:renamedFrom"]),
    "customer without kind": (
        "kei:product <entity/s> ;\n    kei:customerKind kei:customer-user",
        "kei:product <entity/s>",
        ["Say in what kind of list"],
    ),
    "relation to nobody": ("kei:object <entity/b> ;\n", "\n", ["Say who bears the relation"]),
    "relation of no kind": ("kei:relation-carrier", "kei:role-seller", ["Use a concept of kei:scheme-relation"]),
    "discrepancy that reads nothing": ('kei:readAs "30" ;', "", ["Say what is read instead"]),
    "discrepancy that shows nothing": ('kei:printed "31" ;', "", ["Give what is printed"]),
    "counterpart without a place": (
        "kei:Counterpart ; kei:document <document/r> ; kei:place <document/r#line=4,6> ;",
        "kei:Counterpart ; kei:document <document/r> ;",
        ["Say where it differs"],
    ),
    "figure of no aspect": ("kei:aspect-change ;", "kei:figure-actual ;", ["Use a concept of kei:scheme-aspect"]),
    "figure of no bound": ("kei:bound-at-least", "kei:aspect-value", ["Use a concept of kei:scheme-bound"]),
    "role without post": (' ; kei:post "President"', "", ["Give the post"]),
    "figure without kind": ("kei:figureKind kei:figure-actual ;", "", ["Say whether it is an actual"]),
    "period on nothing": ("kei:restsOn <claim/standing> ;", "", ["Name the claims that the period rests on"]),
    "empty window": (
        'kei:fromAfter "2010-04-30"',
        'kei:fromAfter "2010-05-31"',
        ["The window (after, by] of the beginning"],
    ),
    "open period with an end": (
        "kei:open true",
        'kei:open true ; kei:untilBy "2011-01-01"^^xsd:date',
        ["An open period has no end"],
    ),
    "record interval reversed": (
        'kei:knownUntil "2010-06-30"',
        'kei:knownUntil "2010-05-31"',
        ["Record time is half-open"],
    ),
    "conflict of one": (
        "kei:involves <claim/holding> , <claim/own>",
        "kei:involves <claim/holding>",
        ["A conflict has two claims"],
    ),
    "conflict about nothing": (
        "kei:company <entity/b> ;\n    kei:involves",
        "kei:involves",
        ["Say what the conflict is about"],
    ),
    "conflict of no kind": ("kei:conflictKind kei:conflict-stake ;", "", ["Say what the claims conflict about"]),
    "decided without a winner": ("kei:prefers <claim/holding> ;", "", ["Say which claim was preferred"]),
    "effective share of no definition": ("kei:definition kei:definition-total ;", "", ["Say which definition"]),
    "verdict on no claim": (
        "kei:restsOnLastKnown true ;\n    kei:restsOn <claim/holding> ;",
        "kei:restsOnLastKnown true ;",
        ["Name the claims that the result rests on"],
    ),
    "snapshot of no day": ("kei:Snapshot ; kei:day", "kei:Snapshot ; kei:lastSeen", ["Say for which day"]),
    "verdict in words": ("kei:verdict kei:verdict-yes", 'kei:verdict "yes"', ["Use a concept of kei:scheme-verdict"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_graph_fails_for_its_reason(name: str) -> None:
    right, wrong, reasons = WRONG[name]
    assert right in RIGHT, "the replaced text is not in the right graph"
    found = messages(Graph().parse(data=RIGHT.replace(right, wrong, 1)))
    assert len(found) == len(reasons), found
    assert all(any(message.startswith(reason) for message in found) for reason in reasons), found


def test_shapes_use_no_sparql_and_only_terms_that_exist() -> None:
    assert not list(graph("shapes").subject_objects(SH.sparql))
    used = {local(node) for triple in graph("shapes") for node in triple} - {None, ""}
    assert used <= TERMS


def test_every_message_says_the_fix() -> None:
    for message in graph("shapes").objects(None, SH.message):
        assert str(message)[0].isupper(), message
        assert str(message).endswith("."), message


def test_every_property_with_a_scheme_is_held_to_it() -> None:
    onto, shapes = graph("keiretsu"), graph("shapes")
    for name, words in CONCEPTS.items():
        users = set(onto.subjects(RDFS.range, KEI[f"{name.capitalize()}Value"]))
        (shape,) = {s for user in users for s in shapes.subjects(SH.targetObjectsOf, user)}
        assert set(shapes.objects(shape, SH.targetObjectsOf)) == users
        listed = shapes.value(shape, SH["in"])
        assert listed is not None
        assert set(Collection(shapes, listed)) == {concept(name, word) for word in words}


# The alignments


def test_alignments_mention_only_terms_that_exist() -> None:
    used = {local(node) for triple in graph("alignments") for node in triple} - {None}
    assert used <= TERMS


def test_alignments_say_nothing_between_our_own_terms() -> None:
    for s, p, o in graph("alignments"):
        assert local(s) is None or local(o) is None or str(p).endswith("codeList"), (s, p, o)


def test_every_aligned_vocabulary_is_there() -> None:
    targets = " ".join(str(o) for o in graph("alignments").objects())
    for vocabulary in ("prov#", "org#", "dc/terms/", "schema.org", "cube#", "fibo", "openownership", "gleif"):
        assert vocabulary in targets, vocabulary


def test_alignments_to_rdflibs_closed_vocabularies_exist() -> None:
    from rdflib import SDO  # here, because pytest's look at a module's names makes this one warn

    for closed in (DCTERMS, FOAF, ORG, PROV, QB, SDO):
        known = {str(term) for term in dir(closed)}
        for triple in graph("alignments"):
            for node in triple:
                if str(node).startswith(str(closed)):
                    assert str(node) in known, node


def test_readme_names_only_terms_that_exist() -> None:
    text = (ONTOLOGY / "README.md").read_text("utf-8")
    names = set(re.findall(r"\bkei:([A-Za-z][A-Za-z0-9-]*[A-Za-z0-9])", text))
    assert names
    assert names <= TERMS


def test_readme_queries_parse() -> None:
    text = (ONTOLOGY / "README.md").read_text("utf-8")
    queries = re.findall(r"```sparql\n(.*?)```", text, re.DOTALL)
    assert queries
    for query in queries:
        Graph().parse(data=RIGHT).query(query)


def test_measures_are_concepts_with_all_that_they_need() -> None:
    """Notation and local name agree; label, kind of unit, instant or duration, definition: one each."""
    found = graph("measures")
    scheme = URIRef("https://w3id.org/keiretsu/measures")
    measures = set(found.subjects(RDF.type, KEI.Measure))
    assert len(measures) > 120
    for measure in measures:
        (notation,) = found.objects(measure, SKOS.notation)
        assert str(measure) == f"{PREFIXES['measure']}{notation}"
        assert (measure, SKOS.inScheme, scheme) in found
        assert {str(kind) for kind in found.objects(measure, KEI.periodKind)} <= {
            str(concept("period", word)) for word in CONCEPTS["period"]
        }
        for needed in (RDFS.label, SKOS.definition, KEI.unitKind, KEI.periodKind):
            assert len(list(found.objects(measure, needed))) == 1, (measure, needed)
