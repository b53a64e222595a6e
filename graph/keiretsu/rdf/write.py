"""The model to quads."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import pyoxigraph as ox

from keiretsu.claims import Claim, Counterpart, FigureClaim, Participant, Place
from keiretsu.dates import PartialDate
from keiretsu.model import (
    Conflict,
    ConflictKey,
    Document,
    Dossier,
    EventKey,
    FigureKey,
    Finding,
    NameKey,
    Period,
    StakeKey,
)
from keiretsu.rdf.fields import COMPUTED, ENTITY_TYPES, FIELDS, FINDING_TYPES, REASONED, Names
from keiretsu.shares import Share, canonical
from keiretsu.units import UNITS, measures
from keiretsu.vocab import KEI, PREFIXES, concept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "activity_quads",
    "claim_quads",
    "conflict_quads",
    "controls_quads",
    "dossier_quads",
    "finding_quads",
    "period_quads",
    "snapshot_quads",
]

Term: TypeAlias = ox.NamedNode | ox.Literal

RDF_TYPE: Final = ox.NamedNode(PREFIXES["rdf"] + "type")
LABEL: Final = ox.NamedNode(PREFIXES["rdfs"] + "label")
XSD: Final = PREFIXES["xsd"]
DATE: Final = ox.NamedNode(XSD + "date")
DECIMAL: Final = ox.NamedNode(XSD + "decimal")
INTEGER: Final = ox.NamedNode(XSD + "integer")
BOOLEAN: Final = ox.NamedNode(XSD + "boolean")
EDTF: Final = ox.NamedNode(PREFIXES["edtf"] + "EDTF")


def _node(names: Names, kind: str, name: str) -> ox.NamedNode:
    return ox.NamedNode(names.iri(kind, name))


def _graph(names: Names, name: str) -> ox.NamedNode:
    """The IRI of a computed graph."""
    return _node(names, "graph", name)


@cache
def _kei(local: str) -> ox.NamedNode:
    return ox.NamedNode(str(KEI[local]))


@cache
def _concept(scheme: str, word: str) -> ox.NamedNode:
    return ox.NamedNode(str(concept(scheme, word)))


def _date(day: date) -> ox.Literal:
    return ox.Literal(day.isoformat(), datatype=DATE)


def _written(when: PartialDate) -> ox.Literal:
    """The date as written, in the type of its form (T1)."""
    forms = {4: "gYear", 7: "gYearMonth", 10: "date"}
    datatype = ox.NamedNode(XSD + forms[len(when.written)]) if len(when.written) in forms else EDTF
    return ox.Literal(when.written, datatype=datatype)


def _dates(prefix: str, when: PartialDate) -> Iterator[tuple[str, Term]]:
    yield prefix, _written(when)
    yield f"{prefix}Earliest", _date(when.earliest)
    yield f"{prefix}Latest", _date(when.latest)


def _share(prefix: str, share: Share) -> Iterator[tuple[str, Term]]:
    yield f"{prefix}Min", ox.Literal(canonical(share.min), datatype=DECIMAL)
    yield f"{prefix}Max", ox.Literal(canonical(share.max), datatype=DECIMAL)
    if share.min_open:
        yield f"{prefix}MinOpen", ox.Literal("true", datatype=BOOLEAN)
    if share.max_open:
        yield f"{prefix}MaxOpen", ox.Literal("true", datatype=BOOLEAN)


def _integer(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=INTEGER)


class _Writer:
    """Collects the quads of one graph."""

    def __init__(self, names: Names, graph: ox.NamedNode | ox.DefaultGraph) -> None:
        self.names, self.graph = names, graph
        self.quads: list[ox.Quad] = []

    def add(self, subject: ox.NamedNode, local: str, term: Term) -> None:
        self.quads.append(ox.Quad(subject, _kei(local), term, self.graph))

    def kind(self, subject: ox.NamedNode, local: str) -> None:
        self.quads.append(ox.Quad(subject, RDF_TYPE, _kei(local), self.graph))

    def label(self, subject: ox.NamedNode, text: str) -> None:
        self.quads.append(ox.Quad(subject, LABEL, ox.Literal(text), self.graph))

    def text(self, subject: ox.NamedNode, local: str, text: str) -> None:
        if text:
            self.add(subject, local, ox.Literal(text))

    def entity(self, subject: ox.NamedNode, local: str, name: str) -> None:
        self.add(subject, local, _node(self.names, "entity", name))

    def places(self, subject: ox.NamedNode, document: str, places: Iterable[Place]) -> None:
        for place in places:
            # RFC 5147 counts the gaps between lines: line 300 lies between positions 299 and 300.
            node = ox.NamedNode(f"{self.names.iri('document', document)}#line={place.first - 1},{place.last}")
            self.add(subject, "place", node)
            self.kind(node, "Place")
            self.add(node, "inDocument", _node(self.names, "document", document))
            self.add(node, "firstLine", _integer(place.first))
            self.add(node, "lastLine", _integer(place.last))
            self.text(node, "section", place.section)

    def field(self, subject: ox.NamedNode, document: str, form: str, local: str, value: Any) -> None:
        """One attribute of a claim, as the table says."""
        form, _, scheme = form.partition(":")
        if value is None or value in ("", ()):
            return
        if form == "text":
            self.text(subject, local, value)
        elif form == "texts":
            for text in value:
                self.text(subject, local, text)
        elif form in ("entity", "document", "event", "claim"):
            self.add(subject, local, _node(self.names, form, value))
        elif form in ("entities", "events"):
            for name in value:
                self.add(subject, local, _node(self.names, "entity" if form == "entities" else "event", name))
        elif form == "concept":
            self.add(subject, local, _concept(scheme or local, value))
        elif form == "concepts":
            for word in value:
                self.add(subject, local, _concept(scheme or local, word))
        elif form == "integer":
            self.add(subject, local, _integer(value))
        elif form == "decimal":
            self.add(subject, local, ox.Literal(canonical(value), datatype=DECIMAL))
        elif form in ("date", "share"):
            for name, term in (_dates if form == "date" else _share)(local, value):
                self.add(subject, name, term)
        elif form == "places":
            self.places(subject, document, value)
        elif form == "participants":
            for number, part in enumerate(value, 1):
                self._participant(ox.NamedNode(f"{subject.value}#participant-{number}"), subject, local, part)
        elif form == "amounts":
            for number, amount in enumerate(value, 1):
                node = ox.NamedNode(f"{subject.value}#amount-{number}")
                self.add(subject, local, node)
                self.kind(node, "Amount")
                self.text(node, "measure", amount.measure)
                self.add(node, "value", ox.Literal(canonical(amount.value), datatype=DECIMAL))
                self.text(node, "unit", amount.unit)
        elif form == "counterparts":
            for number, other in enumerate(value, 1):
                self._counterpart(ox.NamedNode(f"{subject.value}#against-{number}"), subject, local, other)

    def _participant(self, node: ox.NamedNode, claim: ox.NamedNode, local: str, part: Participant) -> None:
        self.add(claim, local, node)
        self.kind(node, "Participation")
        self.add(node, "role", _concept("role", part.role))
        if part.entity:
            self.entity(node, "participant", part.entity)
        self.text(node, "participantName", part.name)
        if part.count is not None:
            self.add(node, "count", _integer(part.count))
        for name in part.candidates:
            self.entity(node, "candidate", name)

    def _counterpart(self, node: ox.NamedNode, claim: ox.NamedNode, local: str, other: Counterpart) -> None:
        self.add(claim, local, node)
        self.kind(node, "Counterpart")
        self.add(node, "document", _node(self.names, "document", other.document))
        self.places(node, other.document, other.places)
        for text in other.printed:
            self.text(node, "printed", text)


def dossier_quads(dossier: Dossier) -> list[ox.Quad]:
    """What stands in the default graph: the dossier, its documents, entities and events."""
    names = Names(dossier.base)
    w = _Writer(names, ox.DefaultGraph())
    node = ox.NamedNode(dossier.base)
    w.kind(node, "Dossier")
    w.label(node, dossier.title)
    w.text(node, "id", dossier.id)
    w.entity(node, "root", dossier.root)
    for document in dossier.documents:
        _document(w, document)
    for entity in dossier.entities:
        subject = _node(names, "entity", entity.id)
        w.kind(subject, ENTITY_TYPES[entity.kind])
        w.label(subject, entity.name)
        w.text(subject, "id", entity.id)
        w.add(subject, "named", ox.Literal("true" if entity.named else "false", datatype=BOOLEAN))
        w.text(subject, "note", entity.note)
    for segment in dossier.segments:
        subject = _node(names, "segment", segment.id)
        w.kind(subject, "Segment")
        w.label(subject, segment.name)
        w.text(subject, "id", segment.id)
    _measured(w, dossier)
    for event in dossier.events:
        subject = _node(names, "event", event.id)
        w.kind(subject, "Event")
        w.label(subject, event.title)
        w.text(subject, "id", event.id)
        w.add(subject, "eventKind", _concept("kind", event.kind))
    return w.quads


def _measured(w: _Writer, dossier: Dossier) -> None:
    """The data set of the figures, and the measures that they use, described as the ontology has them."""
    used = sorted({claim.measure for claim in dossier.claims if isinstance(claim, FigureClaim)})
    if not used:
        return
    figures, cube = ox.NamedNode(f"{w.names.base}figures"), PREFIXES["qb"]
    structure = ox.NamedNode("https://w3id.org/keiretsu/alignments#figures")
    w.quads.append(ox.Quad(figures, RDF_TYPE, ox.NamedNode(cube + "DataSet"), w.graph))
    w.quads.append(ox.Quad(figures, ox.NamedNode(cube + "structure"), structure, w.graph))
    w.label(figures, f"Figures of {dossier.title}")
    for name in used:
        measure = measures()[name]
        subject = ox.NamedNode(PREFIXES["measure"] + name)
        w.kind(subject, "Measure")
        w.label(subject, measure.label)
        w.text(subject, "id", name)
        w.text(subject, "unitKind", measure.unit)
        w.add(subject, "periodKind", _concept("period", measure.period))


def _document(w: _Writer, document: Document) -> None:
    subject = _node(w.names, "document", document.id)
    w.kind(subject, "Document")
    w.label(subject, document.title)
    for local, text in (
        ("id", document.id),
        ("title", document.title),
        ("documentKind", document.kind),
        ("sha256", document.sha256),
        ("fileName", document.file),
        ("note", document.note),
    ):
        w.text(subject, local, text)
    for text in document.printed:
        w.text(subject, "printed", text)
    w.entity(subject, "publisher", document.publisher)
    for name, term in _dates("published", document.published):
        w.add(subject, name, term)
    w.add(subject, "knownFrom", _date(document.known_from))
    w.add(subject, "fiscalYearEnd", _integer(document.fiscal_year_end))
    w.places(subject, document.id, document.places)


def claim_quads(names: Names, claim: Claim) -> list[ox.Quad]:
    """A claim, in the named graph of its document."""
    w = _Writer(names, _node(names, "document", claim.document))
    subject = _node(names, "claim", claim.id)
    w.kind(subject, type(claim).__name__)
    for attribute, (form, local) in FIELDS[type(claim)].items():
        w.field(subject, claim.document, form, local, getattr(claim, attribute))
    if isinstance(claim, FigureClaim):
        _figure(w, subject, claim)
    return w.quads


def _figure(w: _Writer, subject: ox.NamedNode, claim: FigureClaim) -> None:
    """What follows from a figure's unit and measure, so that figures compare; and that it is an observation."""
    scale, base = UNITS[claim.unit]
    w.add(subject, "normalisedValue", ox.Literal(canonical(claim.value * scale), datatype=DECIMAL))
    w.add(subject, "scale", ox.Literal(canonical(scale), datatype=DECIMAL))
    w.text(subject, "baseUnit", base)
    w.add(subject, "measureConcept", ox.NamedNode(PREFIXES["measure"] + claim.measure))
    w.add(subject, "periodKind", _concept("period", measures()[claim.measure].period))
    w.quads.append(ox.Quad(subject, RDF_TYPE, ox.NamedNode(PREFIXES["qb"] + "Observation"), w.graph))
    figures = ox.NamedNode(f"{w.names.base}figures")
    w.quads.append(ox.Quad(subject, ox.NamedNode(PREFIXES["qb"] + "dataSet"), figures, w.graph))


def _key_fields(w: _Writer, subject: ox.NamedNode, key: ConflictKey) -> None:
    if isinstance(key, StakeKey):
        stake = ox.NamedNode(w.names.stake(key))
        w.add(subject, "stake", stake)
        w.kind(stake, "Stake")
        for node in (subject, stake):
            w.entity(node, "holder", key.holder)
            w.entity(node, "company", key.company)
            w.add(node, "right", _concept("right", key.right))
    elif isinstance(key, EventKey):
        w.add(subject, "event", _node(w.names, "event", key.event))
        w.text(subject, "measure", key.measure)
        w.text(subject, "baseUnit", key.unit)
    elif isinstance(key, NameKey):
        w.entity(subject, "subject", key.entity)
    elif isinstance(key, FigureKey):
        for attribute, (form, local) in _FIGURE_KEY.items():
            value = getattr(key, attribute)
            w.field(subject, "", form, local, PartialDate.parse(value) if form == "date" and value else value)
    else:
        w.entity(subject, "parent", key.parent)
        w.entity(subject, "company", key.company)


_FIGURE_KEY: Final = {
    **{name: FIELDS[FigureClaim][name] for name in FigureKey.__dataclass_fields__ if name != "unit"},
    "unit": ("text", "baseUnit"),
}


def _record(w: _Writer, subject: ox.NamedNode, item: Period | Conflict | Finding) -> None:
    w.add(subject, "knownFrom", _date(item.known_from))
    if item.known_until is not None:
        w.add(subject, "knownUntil", _date(item.known_until))


def period_quads(names: Names, period: Period) -> list[ox.Quad]:
    """A period, in the computed graph."""
    w = _Writer(names, _graph(names, COMPUTED))
    subject = _node(names, "period", period.id)
    w.kind(subject, "StakePeriod" if isinstance(period.key, StakeKey) else "StandingPeriod")
    _key_fields(w, subject, period.key)
    w.add(subject, "state", _concept("state", period.state))
    w.add(subject, "basis", _concept("basis", period.basis))
    if period.standing:
        w.add(subject, "standing", _concept("standing", period.standing))
    if period.share is not None:
        for name, term in _share("share", period.share):
            w.add(subject, name, term)
    for name in period.jointly_with:
        w.entity(subject, "jointHolder", name)
    for name, window in (("from", period.began), ("until", period.ended)):
        if window is not None and window.after is not None:
            w.add(subject, f"{name}After", _date(window.after))
        if window is not None and window.by is not None:
            w.add(subject, f"{name}By", _date(window.by))
    w.add(subject, "open", ox.Literal("true" if period.ended is None else "false", datatype=BOOLEAN))
    for name, day in (("lastSeen", period.seen), ("plannedSince", period.since)):
        if day is not None:
            w.add(subject, name, _date(day))
    for when in period.observed:
        w.add(subject, "observed", _written(when))
    w.text(subject, "evidenceFirst", period.first_evidence)
    w.text(subject, "evidenceLast", period.last_evidence)
    for claim in period.claims:
        w.add(subject, "restsOn", _node(names, "claim", claim))
    _record(w, subject, period)
    return w.quads


def conflict_quads(names: Names, conflict: Conflict) -> list[ox.Quad]:
    """A conflict, in the computed graph."""
    w = _Writer(names, _graph(names, COMPUTED))
    subject = _node(names, "conflict", conflict.id)
    w.kind(subject, "Conflict")
    w.add(subject, "conflictKind", _concept("conflict", conflict.kind))
    _key_fields(w, subject, conflict.key)
    for claim in conflict.claims:
        w.add(subject, "involves", _node(names, "claim", claim))
    w.add(subject, "prefers", _node(names, "claim", conflict.prefers))
    w.add(subject, "policy", _concept("policy", conflict.policy))
    w.text(subject, "why", conflict.why)
    _record(w, subject, conflict)
    return w.quads


def finding_quads(names: Names, finding: Finding) -> list[ox.Quad]:
    """A finding, in the graph of what is computed from periods."""
    w = _Writer(names, _graph(names, REASONED))
    subject = _node(names, "finding", finding.id)
    w.kind(subject, FINDING_TYPES[finding.kind])
    w.entity(subject, "company", finding.company)
    if finding.holder:
        w.entity(subject, "holder", finding.holder)
    for local, word in (("definition", finding.definition), ("verdict", finding.verdict)):
        if word:
            w.add(subject, local, _concept(local, word))
    for local, bound in (("shareMin", finding.min), ("shareMax", finding.max)):
        if bound is not None:
            w.add(subject, local, ox.Literal(canonical(bound), datatype=DECIMAL))
    for local, so in (("shareMinOpen", finding.min_open), ("restsOnLastKnown", finding.last_known)):
        if so:
            w.add(subject, local, ox.Literal("true", datatype=BOOLEAN))
    for local, day in (("validFrom", finding.first), ("validUntil", finding.until)):
        if day is not None:
            w.add(subject, local, _date(day))
    for claim in finding.claims:
        w.add(subject, "restsOn", _node(names, "claim", claim))
    _record(w, subject, finding)
    return w.quads


def controls_quads(names: Names, day: date, pairs: Iterable[tuple[str, str]]) -> list[ox.Quad]:
    """Who surely controls what on a day, as plain edges in the snapshot of that day."""
    graph, controls = _graph(names, f"snapshot/{day}"), _kei("controls")
    return [
        ox.Quad(_node(names, "entity", one), controls, _node(names, "entity", other), graph) for one, other in pairs
    ]


def snapshot_quads(
    names: Names, day: date, edges: Iterable[tuple[str, str, str]], documents: Iterable[str]
) -> list[ox.Quad]:
    """Plain edges (subject id, property, object id) of one day in a graph of their own, and what made them."""
    graph = _graph(names, f"snapshot/{day}")
    org = PREFIXES["org"]
    quads = [
        ox.Quad(
            _node(names, "entity", one),
            ox.NamedNode(org + local.removeprefix("org:")) if local.startswith("org:") else _kei(local),
            _node(names, "entity", other),
            graph,
        )
        for one, local, other in edges
    ]
    w = _Writer(names, ox.DefaultGraph())
    w.kind(graph, "Snapshot")
    w.add(graph, "day", _date(day))
    return quads + w.quads + activity_quads(names, f"snapshot/{day}", f"Snapshot of {day}", documents)


def activity_quads(names: Names, graph: str, label: str, documents: Iterable[str]) -> list[ox.Quad]:
    """Which activity computed a graph, and from which documents."""
    prov, default = PREFIXES["prov"], ox.DefaultGraph()
    made, activity = _graph(names, graph), _node(names, "activity", graph)
    quads = [
        ox.Quad(made, ox.NamedNode(prov + "wasGeneratedBy"), activity, default),
        ox.Quad(activity, RDF_TYPE, ox.NamedNode(prov + "Activity"), default),
        ox.Quad(activity, LABEL, ox.Literal(label), default),
    ]
    used = ox.NamedNode(prov + "used")
    return quads + [ox.Quad(activity, used, _node(names, "document", name), default) for name in documents]
