"""Claims to RDF and back: nothing is lost, nothing depends on the machine, and every node has a name."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import write_files
from keiretsu import dataset, dossier, rdf, store
from keiretsu.claims import (
    Amount,
    Claim,
    EventClaim,
    HoldingClaim,
    NameClaim,
    Participant,
    Place,
)
from keiretsu.dates import PartialDate
from keiretsu.lookup import EVER, Source
from keiretsu.model import Document, Dossier, Entity, Event
from keiretsu.shares import Share
from strategies import (
    BASE,
    ENTITIES,
    FAR,
    Told,
    document,
    dossiers,
    event_claims,
    holdings,
    name_claims,
    recorded,
    standings,
    tables,
)


def made_of(*claims: Claim, **more: object) -> Dossier:
    """A dossier with given claims and one document."""
    names = [Entity(name, name, "company") for name in ENTITIES]
    events = [Event(name, "acquisition", "An event") for name in ("e1", "e2")]
    fields: dict[str, object] = {
        "id": "test",
        "title": "A test",
        "base": BASE,
        "root": "p",
        "documents": (document(),),
        "entities": tuple(names),
        "events": tuple(events),
        "claims": claims,
    }
    return Dossier(**(fields | more))  # type: ignore[arg-type]


def read_back(made: Dossier) -> Source:
    return Source(store.in_memory(dataset.assemble(made, ())))


# --- there and back ---------------------------------------------------------------------------------------------------


@given(st.one_of(holdings(), standings(), event_claims(), name_claims()).map(lambda claim: [claim]) | tables())
@example([NameClaim(document="d1", places=(Place(1, 1),), entity="p", name='a\\"b\n\r\t\x00\x85\u2028é𝔘 ', note=" ")])
@example([HoldingClaim(document="d1", places=(Place(1, 2), Place(1, 3)), holder="p", company="c", indirect=Decimal(5))])
@example(
    [
        EventClaim(
            document="d1",
            places=(Place(1, 1),),
            event="e1",
            stage="completed",
            participants=tuple(Participant("other", "", f"number {n}") for n in range(12)),
            amounts=tuple(Amount("price", Decimal(n), "JPY") for n in (5, 1, 1, *range(10))),
        )
    ]
)
def test_claims_come_back_as_they_were(claims: list[Claim]) -> None:
    """And under their own names."""
    found = read_back(made_of(*claims)).all_claims()
    assert found == {claim.id: claim for claim in claims}
    assert all(name == claim.id for name, claim in found.items())


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6) | st.just(Decimal("-0")) | st.just(Decimal(10**24)))
def test_amounts_come_back_however_large(value: Decimal) -> None:
    """DESIGN, traps: Oxigraph's decimals overflow past 18 digits, and it canonicalises literals."""
    fields = {"document": "d1", "places": (Place(1, 1),), "event": "e1", "stage": "completed"}
    claim = EventClaim(**fields, amounts=(Amount("price", value, "JPY"),))  # type: ignore[arg-type]
    found = read_back(made_of(claim)).all_claims()
    assert {name: found[name].id for name in found} == {claim.id: claim.id}


def test_what_a_dossier_says_twice_survives(tmp_path: Path) -> None:
    """What is printed twice, and a party named twice, is read as it will come back."""
    text = """\
== one 2010-07-07
holdings:
  - {holder: p, company: c, share: 60, as-of: 2010, lines: 1, printed: ["(1)", "(1)"], jointly-with: [q, q]}
events:
  - event: sale
    kind: acquisition
    title: Sale
    stage: completed
    parties: {seller: {name: others, candidates: [q, q]}}
    lines: 2
"""
    made = dossier.load(write_files(text, tmp_path / "dossier"))
    assert read_back(made).all_claims() == {claim.id: claim for claim in made.claims}


@settings(max_examples=40)
@given(dossiers(most=5))
def test_a_whole_dossier_comes_back(made: Dossier) -> None:
    """Documents, entities, events, claims, periods and conflicts, with their ids, as known on any day."""
    source, told = read_back(made), Told(made.claims, made.documents)
    assert source.documents == {document.id: document for document in made.documents}
    assert source.entities == {entity.id: entity for entity in made.entities}
    assert source.events == {event.id: event for event in made.events}
    assert source.all_claims() == {claim.id: claim for claim in made.claims}
    assert (source.root, source.title) == (made.root, made.title)
    for known in {EVER, FAR, *(told_in.known_from for told_in in made.documents)}:
        periods = [period for group in source.periods(known).values() for period in group]
        wanted = {period.id: period for period in told.timeline.periods if recorded(period, known)}
        assert {period.id: period for period in periods} == wanted
        assert len(periods) == len(wanted)
        conflicts = source.conflicts(known)
        assert {c.id: c for c in conflicts} == {c.id: c for c in told.timeline.conflicts if recorded(c, known)}


def test_known_far_in_the_future_equals_no_known(source: Source) -> None:
    assert source.periods(FAR) == source.periods()
    assert source.conflicts(FAR) == source.conflicts()


@settings(max_examples=20)
@given(dossiers(most=5), st.sampled_from(ENTITIES))
def test_periods_of_one_company_or_holder_are_those_among_all(made: Dossier, name: str) -> None:
    source = read_back(made)
    everything = source.periods()
    assert source.periods(company=name) == {key: group for key, group in everything.items() if key.company == name}
    held = {
        key: group for key, group in everything.items() if name == getattr(key, "holder", getattr(key, "parent", ""))
    }
    assert source.periods(holder=name) == held


def test_the_packaged_dossier_comes_back(source: Source, packaged: Dossier, told: Told) -> None:
    assert source.all_claims() == {claim.id: claim for claim in packaged.claims}
    assert source.documents == {document.id: document for document in packaged.documents}
    found = {period.id for group in source.periods().values() for period in group}
    assert found == {period.id for period in told.timeline.periods if period.known_until is None}


# --- how it stands in RDF ---------------------------------------------------------------------------------------------


@settings(max_examples=20)
@given(dossiers(), st.data())
def test_the_order_of_the_input_changes_no_byte(made: Dossier, data: st.DataObject) -> None:
    shuffled = replace(
        made,
        documents=tuple(data.draw(st.permutations(made.documents))),
        entities=tuple(data.draw(st.permutations(made.entities))),
        events=tuple(data.draw(st.permutations(made.events))),
        claims=tuple(data.draw(st.permutations(made.claims))),
    )
    assert dataset.assemble(shuffled, ()) == dataset.assemble(made, ())


@given(dossiers(most=5))
def test_there_are_no_blank_nodes_and_every_claim_stands_in_its_documents_graph(made: Dossier) -> None:
    quads = list(ox.parse(dataset.assemble(made, ()), format=ox.RdfFormat.N_QUADS))
    for quad in quads:
        assert isinstance(quad.subject, ox.NamedNode)
        assert isinstance(quad.object, ox.NamedNode | ox.Literal)
    graphs: dict[str, set[str]] = {}
    for quad in quads:
        graphs.setdefault(quad.subject.value, set()).add(str(quad.graph_name))
    for claim in made.claims:
        assert graphs[f"{BASE}claim/{claim.id}"] == {f"<{BASE}document/{claim.document}>"}
    for told_in in made.documents:
        assert str(ox.DefaultGraph()) in graphs[f"{BASE}document/{told_in.id}"]


def test_canonical_quads_are_sorted_and_stand_once(packaged_nquads: bytes) -> None:
    lines = packaged_nquads.splitlines(keepends=True)
    assert lines == sorted(set(lines))
    assert all(line.endswith(b" .\n") for line in lines)
    assert b"_:" not in packaged_nquads.replace(b"\\_", b"")


def test_no_clock_path_or_version_enters_the_dataset(packaged_nquads: bytes) -> None:
    """DESIGN: and no day after the last one that a document speaks of."""
    text = packaged_nquads.decode()
    years = {int(year) for year in re.findall(r'"(\d{4})-\d{2}-\d{2}(?:T[^"]*)?"', text)}
    assert max(years) <= 2014
    assert "dateTime" not in text
    assert str(Path(__file__).parents[1]) not in text
    assert str(Path.home()) + os.sep not in text


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    """Whatever order Python's hashes give."""
    program = (
        "import sys; from keiretsu import dataset, dossier, paths;"
        "sys.stdout.buffer.write(dataset.assemble(dossier.load(paths.default_dossier())))"
    )
    written = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
            check=True,
            capture_output=True,
            cwd=tmp_path,
        ).stdout
        for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/New_York"))
    }
    assert len(written) == 1
    assert next(iter(written)).count(b"\n") > 1000


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("2010", "http://www.w3.org/2001/XMLSchema#gYear"),
        ("2010-04", "http://www.w3.org/2001/XMLSchema#gYearMonth"),
        ("2010-04-30", "http://www.w3.org/2001/XMLSchema#date"),
        ("2010-04/2010-06", "http://id.loc.gov/datatypes/edtf/EDTF"),
    ],
)
def test_a_date_stands_as_written_beside_its_first_and_last_day(text: str, datatype: str) -> None:
    when = PartialDate.parse(text)
    claim = HoldingClaim(document="d1", places=(Place(1, 1),), holder="p", company="c", as_of=when)
    objects = {quad.predicate.value: quad.object for quad in rdf.claim_quads(rdf.Names(BASE), claim)}
    day = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
    written = {name.rpartition("#")[2]: term for name, term in objects.items() if "asOf" in name}
    assert written == {
        "asOf": ox.Literal(text, datatype=ox.NamedNode(datatype)),
        "asOfEarliest": ox.Literal(when.earliest.isoformat(), datatype=day),
        "asOfLatest": ox.Literal(when.latest.isoformat(), datatype=day),
    }


def test_a_place_is_a_line_range_of_its_document() -> None:
    """RFC 5147 counts the gaps between lines: lines 299 and 300 lie between positions 298 and 300."""
    claim = NameClaim(document="d1", places=(Place(299, 300, "Part"),), entity="p", name="P")
    nodes = {quad.subject.value for quad in rdf.claim_quads(rdf.Names(BASE), claim)}
    assert nodes == {f"{BASE}claim/{claim.id}", f"{BASE}document/d1#line=298,300"}


def test_a_share_is_a_decimal_and_undisclosed_is_nothing() -> None:
    """S1, S2: 24.50 is 24.5; what is not disclosed has no share property at all."""
    fields = {"document": "d1", "places": (Place(1, 1),), "holder": "p", "company": "c"}
    for share, wanted in (
        (Share.parse("24.50"), {"shareMin": "24.5", "shareMax": "24.5"}),
        (Share.parse("(25, 50]"), {"shareMin": "25", "shareMax": "50", "shareMinOpen": "true"}),
        (None, {}),
    ):
        quads = rdf.claim_quads(rdf.Names(BASE), HoldingClaim(share=share, **fields))  # type: ignore[arg-type]
        found = {quad.predicate.value.rpartition("#")[2]: quad.object.value for quad in quads}
        assert {name: value for name, value in found.items() if name.startswith("share")} == wanted


@given(dossiers(most=4))
def test_ids_tell_different_claims_apart(made: Dossier) -> None:
    assert len({claim.id for claim in made.claims}) == len(set(made.claims))
    for claim in made.claims:
        other = replace(claim, note=claim.note + "!")
        assert other.id != claim.id
        assert claim.id == replace(other, note=claim.note).id
        assert re.fullmatch(r"[0-9a-f]{16}", claim.id)


def test_names_and_iris_go_both_ways() -> None:
    for base in (BASE, "https://example.org/entity/", "http://a/claim/b/"):
        names = rdf.Names(base)
        for kind in ("entity", "claim", "document", "event"):
            assert names.id(names.iri(kind, "net-care")) == "net-care"


def test_every_document_comes_back() -> None:
    published, places = PartialDate.parse("2013-12"), (Place(1, 2, "S"),)
    made = Document("d1", "T", "k", "p", published, "f.txt", "0" * 64, places, 3, ("x",), "n")
    assert read_back(made_of(documents=(made,))).documents == {"d1": made}
