"""The ontology's terms as a closed vocabulary: a misspelt one raises."""

# ontology/keiretsu.ttl says what each term means, and a test holds the two to the same set. The terms are
# written out here because a lookup should not pay for parsing the turtle.

# ruff: noqa: N815  # terms are spelt as the ontology spells them

from types import MappingProxyType
from typing import Final

from rdflib import URIRef
from rdflib.namespace import DefinedNamespace, Namespace

from keiretsu.errors import KeiretsuError

__all__ = ["CONCEPTS", "KEI", "PREFIXES", "TERMS", "UnknownConceptError", "concept", "scheme", "token"]

CONCEPTS: Final = MappingProxyType(
    {
        "standing": ("consolidated-subsidiary", "equity-method-affiliate", "joint-venture", "group-member"),
        "basis": ("stated", "inferred"),
        "mode": ("actual", "planned"),
        "right": ("shares", "votes", "unspecified"),
        "route": ("direct", "indirect", "total", "unspecified"),
        "dated": ("as-of", "publication"),
        "stage": ("announced", "agreed", "planned", "in-progress", "completed", "cancelled"),
        "kind": (
            "establishment",
            "acquisition",
            "minority-buyout",
            "joint-investment",
            "merger",
            "capital-increase",
            "disposal",
            "dissolution",
            "renaming",
            "share-repurchase",
            "share-split",
            "share-issue",
            "share-exchange",
            "equity-finance",
            "borrowing",
            "dividend",
            "target",
            "launch",
            "announcement",
            "data-centre",
            "partnership",
            "adoption",
            "project",
            "award",
            "ranking",
            "patent",
            "listing",
            "filing",
            "results",
            "management-change",
            "expansion",
            "hiring",
            "reclassification",
            "presentation",
            "regulation",
            "accounting",
            "cost-reduction",
        ),
        "role": (
            "acquirer",
            "seller",
            "target",
            "investor",
            "established",
            "founder",
            "absorbed",
            "surviving",
            "issuer",
            "holder",
            "lender",
            "borrower",
            "provider",
            "product",
            "partner",
            "customer",
            "supplier",
            "awarder",
            "regulator",
            "person",
            "subject",
            "other",
        ),
        "state": ("stated", "held", "ended", "not-yet", "changing", "planned", "last-known", "unknown"),
        "name": ("full", "short", "logo", "misprint", "former", "local", "descriptive"),
        "identifier": (
            "ticker-tse",
            "ticker-nasdaq",
            "isin",
            "lei",
            "company-number",
            "web",
            "email",
            "telephone",
            "fax",
            "address",
            "other",
        ),
        "relation": (
            "partner",
            "carrier",
            "supplier",
            "counterparty",
            "regulator",
            "exchange",
            "research-house",
            "data-source",
            "standards-body",
            "member",
            "peer",
            "lender",
            "user-group",
            "other",
        ),
        "discrepancy": ("misprint", "contradiction"),
        "figure": ("actual", "target", "forecast"),
        "aspect": ("value", "change", "change-percent", "change-points", "share-percent"),
        "bound": ("about", "at-least", "at-most"),
        "period": ("instant", "duration"),
        "consolidation": ("consolidated", "non-consolidated"),
        "customer": ("representative", "user", "case-study", "group"),
        "policy": (
            "correction",
            "qualification",
            "stated-over-inferred",
            "later-publication",
            "earlier-publication",
            "preferred-document",
            "more-precise",
            "undecided",
        ),
        "conflict": ("stake", "standing", "date", "amount", "figure", "name"),
        "definition": ("look-through", "total", "first-arrival"),
        "verdict": ("yes", "no", "possible", "joint"),
    }
)
"""Each concept scheme and its tokens, the words that a dossier's files use."""

_LOCAL_NAMES: Final = MappingProxyType(
    {(name, word): f"{name}-{word}" for name, words in CONCEPTS.items() for word in words}
)


class _Keiretsu(DefinedNamespace):
    """The Keiretsu ontology."""

    _fail = True
    _NS = Namespace("https://w3id.org/keiretsu/ontology#")
    # What Python cannot spell as an attribute: a keyword, and names with hyphens.
    _extras = ["from", *(f"scheme-{name}" for name in CONCEPTS), *_LOCAL_NAMES.values()]  # noqa: RUF012  # rdflib's own hook

    # classes: what there is
    Dossier: URIRef
    Document: URIRef
    Place: URIRef
    Entity: URIRef
    Organization: URIRef
    Company: URIRef
    PublicBody: URIRef
    Person: URIRef
    Product: URIRef
    Event: URIRef

    # classes: what documents say
    Claim: URIRef
    NameClaim: URIRef
    IdentifierClaim: URIRef
    IdentityClaim: URIRef
    HoldingClaim: URIRef
    StandingClaim: URIRef
    ListingClaim: URIRef
    EventClaim: URIRef
    ProductClaim: URIRef
    CustomerClaim: URIRef
    RelationClaim: URIRef
    RoleClaim: URIRef
    DiscrepancyClaim: URIRef
    FigureClaim: URIRef
    Participation: URIRef
    Counterpart: URIRef
    Measurement: URIRef
    Amount: URIRef
    Measure: URIRef
    Segment: URIRef

    # classes: what is computed
    Holding: URIRef
    Stake: URIRef
    Result: URIRef
    Period: URIRef
    StakePeriod: URIRef
    StandingPeriod: URIRef
    Conflict: URIRef
    EffectiveShare: URIRef
    UndisclosedShare: URIRef
    ControlVerdict: URIRef
    Snapshot: URIRef

    # classes: the values of each scheme
    StandingValue: URIRef
    BasisValue: URIRef
    ModeValue: URIRef
    RightValue: URIRef
    RouteValue: URIRef
    DatedValue: URIRef
    StageValue: URIRef
    KindValue: URIRef
    RoleValue: URIRef
    StateValue: URIRef
    NameValue: URIRef
    FigureValue: URIRef
    AspectValue: URIRef
    BoundValue: URIRef
    PeriodValue: URIRef
    ConsolidationValue: URIRef
    CustomerValue: URIRef
    IdentifierValue: URIRef
    RelationValue: URIRef
    DiscrepancyValue: URIRef
    ConflictValue: URIRef
    PolicyValue: URIRef
    DefinitionValue: URIRef
    VerdictValue: URIRef

    # datatype
    PartialDate: URIRef

    # properties: common
    id: URIRef
    title: URIRef
    note: URIRef
    named: URIRef

    # properties: documents and places
    inDossier: URIRef
    root: URIRef
    publisher: URIRef
    sha256: URIRef
    fileName: URIRef
    fiscalYearEnd: URIRef
    documentKind: URIRef
    language: URIRef
    webAddress: URIRef
    inDocument: URIRef
    firstLine: URIRef
    lastLine: URIRef
    section: URIRef
    page: URIRef

    # properties: partial dates, each as written beside its first and last day
    asOf: URIRef
    asOfEarliest: URIRef
    asOfLatest: URIRef
    fromEarliest: URIRef
    fromLatest: URIRef
    until: URIRef
    untilEarliest: URIRef
    untilLatest: URIRef
    date: URIRef
    dateEarliest: URIRef
    dateLatest: URIRef
    published: URIRef
    publishedEarliest: URIRef
    publishedLatest: URIRef
    forPeriod: URIRef
    forPeriodEarliest: URIRef
    forPeriodLatest: URIRef
    comparedWith: URIRef
    comparedWithEarliest: URIRef
    comparedWithLatest: URIRef
    dated: URIRef

    # properties: every claim
    document: URIRef
    place: URIRef
    basis: URIRef
    printed: URIRef
    corrects: URIRef
    subject: URIRef
    event: URIRef
    listing: URIRef
    mode: URIRef

    # properties: names and identifiers
    name: URIRef
    nameKind: URIRef
    identifier: URIRef
    identifierScheme: URIRef
    identifierSchemeName: URIRef
    candidate: URIRef

    # properties: holdings and shares
    holder: URIRef
    company: URIRef
    jointHolder: URIRef
    right: URIRef
    route: URIRef
    shareMin: URIRef
    shareMax: URIRef
    shareMinOpen: URIRef
    shareMaxOpen: URIRef
    beforeMin: URIRef
    beforeMax: URIRef
    beforeMinOpen: URIRef
    beforeMaxOpen: URIRef
    indirectPart: URIRef

    # properties: standings and listings
    parent: URIRef
    standing: URIRef
    covers: URIRef
    completeness: URIRef
    member: URIRef

    # properties: events
    eventKind: URIRef
    stage: URIRef
    participation: URIRef
    amount: URIRef
    role: URIRef
    participant: URIRef
    participantName: URIRef
    count: URIRef
    location: URIRef
    becauseOf: URIRef

    # properties: products, customers, relations, people's roles
    product: URIRef
    category: URIRef
    provider: URIRef
    partner: URIRef
    technology: URIRef
    partOf: URIRef
    replaces: URIRef
    renamedFrom: URIRef
    customer: URIRef
    supplier: URIRef
    purpose: URIRef
    customerKind: URIRef
    relation: URIRef
    object: URIRef
    person: URIRef
    organization: URIRef
    post: URIRef

    # properties: discrepancies
    discrepancyKind: URIRef
    what: URIRef
    readAs: URIRef
    against: URIRef

    # properties: figures and amounts
    measure: URIRef
    value: URIRef
    valueMin: URIRef
    valueMax: URIRef
    approximate: URIRef
    unit: URIRef
    scale: URIRef
    normalisedValue: URIRef
    baseUnit: URIRef
    segment: URIRef
    figureKind: URIRef
    measureConcept: URIRef
    unitKind: URIRef
    aspect: URIRef
    bound: URIRef
    figureLine: URIRef
    periodKind: URIRef
    consolidation: URIRef

    # properties: computed results
    restsOn: URIRef
    knownFrom: URIRef
    knownUntil: URIRef
    stake: URIRef
    fromAfter: URIRef
    fromBy: URIRef
    untilAfter: URIRef
    untilBy: URIRef
    open: URIRef
    state: URIRef
    observed: URIRef
    evidenceFirst: URIRef
    evidenceLast: URIRef
    lastSeen: URIRef
    plannedSince: URIRef
    conflictKind: URIRef
    involves: URIRef
    prefers: URIRef
    why: URIRef
    policy: URIRef

    # properties: effective shares, control, snapshots
    day: URIRef
    validFrom: URIRef
    validUntil: URIRef
    definition: URIRef
    verdict: URIRef
    restsOnLastKnown: URIRef
    owns: URIRef
    possiblyOwns: URIRef
    controls: URIRef


KEI: Final[type[_Keiretsu]] = _Keiretsu
"""`KEI.holder` or `KEI["holder"]`; item access alone reaches `KEI["from"]` and the concepts."""
# A variable, not the class itself, since type checkers read an index on a class as a generic type.

TERMS: Final = frozenset([name for name in KEI.__annotations__ if not name.startswith("_")] + KEI._extras)
"""The local name of every term."""

PREFIXES: Final = MappingProxyType(
    {
        "kei": str(KEI),
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "prov": "http://www.w3.org/ns/prov#",
        "org": "http://www.w3.org/ns/org#",
        "dcterms": "http://purl.org/dc/terms/",
        "owl": "http://www.w3.org/2002/07/owl#",
        "sh": "http://www.w3.org/ns/shacl#",
        "qb": "http://purl.org/linked-data/cube#",
        "measure": "https://w3id.org/keiretsu/measures#",
        "schema": "https://schema.org/",
        "edtf": "http://id.loc.gov/datatypes/edtf/",
    }
)
"""The prefixes that queries may use without declaring them."""


class UnknownConceptError(KeiretsuError, KeyError):
    """A concept that the ontology does not have."""

    def __str__(self) -> str:
        """The message itself: KeyError would print it in quotes."""
        return str(self.args[0])


_IRIS: Final = {key: KEI[local] for key, local in _LOCAL_NAMES.items()}
_KEYS: Final = {iri: key for key, iri in _IRIS.items()}


def concept(scheme: str, token: str) -> URIRef:
    """The concept of a scheme with this token; raises UnknownConceptError, which names the choices."""
    try:
        return _IRIS[scheme, token]
    except KeyError:
        choices = CONCEPTS.get(scheme)
        if choices is None:
            message = f"no concept scheme {scheme!r}; there are {', '.join(CONCEPTS)}"
        else:
            message = f"no {scheme} {token!r}; there are {', '.join(choices)}"
        raise UnknownConceptError(message) from None


def token(iri: str) -> str:
    """The token of a concept, the inverse of `concept`; raises UnknownConceptError."""
    return _key(iri)[1]


def scheme(iri: str) -> str:
    """The name of a concept's scheme; raises UnknownConceptError."""
    return _key(iri)[0]


def _key(iri: str) -> tuple[str, str]:
    try:
        return _KEYS[URIRef(iri)]
    except KeyError:
        raise UnknownConceptError(f"<{iri}> is no concept of {KEI}") from None
