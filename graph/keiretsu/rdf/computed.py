"""What is computed to quads: periods, conflicts, findings, snapshots, and the activities that made them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from keiretsu.claims import FigureClaim
from keiretsu.dates import PartialDate
from keiretsu.model import (
    Conflict,
    ConflictKey,
    EventKey,
    FigureKey,
    Finding,
    NameKey,
    Period,
    StakeKey,
)
from keiretsu.rdf.fields import COMPUTED, FIELDS, FINDING_TYPES, REASONED, Names
from keiretsu.rdf.writer import (
    BOOLEAN,
    DECIMAL,
    LABEL,
    RDF_TYPE,
    Writer,
    computed_graph,
    concept_term,
    day_literal,
    kei,
    share_terms,
    thing,
    written_literal,
)
from keiretsu.shares import canonical
from keiretsu.vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable


__all__ = ["activity_quads", "conflict_quads", "controls_quads", "finding_quads", "period_quads", "snapshot_quads"]


def _key_fields(w: Writer, subject: ox.NamedNode, key: ConflictKey) -> None:
    if isinstance(key, StakeKey):
        stake = ox.NamedNode(w.names.stake(key))
        w.add(subject, "stake", stake)
        w.kind(stake, "Stake")
        for node in (subject, stake):
            w.entity(node, "holder", key.holder)
            w.entity(node, "company", key.company)
            w.add(node, "right", concept_term("right", key.right))
    elif isinstance(key, EventKey):
        w.add(subject, "event", thing(w.names, "event", key.event))
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


def _record(w: Writer, subject: ox.NamedNode, item: Period | Conflict | Finding) -> None:
    w.add(subject, "knownFrom", day_literal(item.known_from))
    if item.known_until is not None:
        w.add(subject, "knownUntil", day_literal(item.known_until))


def period_quads(names: Names, period: Period) -> list[ox.Quad]:
    """A period, in the computed graph."""
    w = Writer(names, computed_graph(names, COMPUTED))
    subject = thing(names, "period", period.id)
    w.kind(subject, "StakePeriod" if isinstance(period.key, StakeKey) else "StandingPeriod")
    _key_fields(w, subject, period.key)
    w.add(subject, "state", concept_term("state", period.state))
    w.add(subject, "basis", concept_term("basis", period.basis))
    if period.standing:
        w.add(subject, "standing", concept_term("standing", period.standing))
    if period.share is not None:
        for name, term in share_terms("share", period.share):
            w.add(subject, name, term)
    for name in period.jointly_with:
        w.entity(subject, "jointHolder", name)
    for name, window in (("from", period.began), ("until", period.ended)):
        if window is not None and window.after is not None:
            w.add(subject, f"{name}After", day_literal(window.after))
        if window is not None and window.by is not None:
            w.add(subject, f"{name}By", day_literal(window.by))
    w.add(subject, "open", ox.Literal("true" if period.ended is None else "false", datatype=BOOLEAN))
    for name, day in (("lastSeen", period.seen), ("plannedSince", period.since)):
        if day is not None:
            w.add(subject, name, day_literal(day))
    for when in period.observed:
        w.add(subject, "observed", written_literal(when))
    w.text(subject, "evidenceFirst", period.first_evidence)
    w.text(subject, "evidenceLast", period.last_evidence)
    for claim in period.claims:
        w.add(subject, "restsOn", thing(names, "claim", claim))
    _record(w, subject, period)
    return w.quads


def conflict_quads(names: Names, conflict: Conflict) -> list[ox.Quad]:
    """A conflict, in the computed graph."""
    w = Writer(names, computed_graph(names, COMPUTED))
    subject = thing(names, "conflict", conflict.id)
    w.kind(subject, "Conflict")
    w.add(subject, "conflictKind", concept_term("conflict", conflict.kind))
    _key_fields(w, subject, conflict.key)
    for claim in conflict.claims:
        w.add(subject, "involves", thing(names, "claim", claim))
    w.add(subject, "prefers", thing(names, "claim", conflict.prefers))
    w.add(subject, "policy", concept_term("policy", conflict.policy))
    w.text(subject, "why", conflict.why)
    _record(w, subject, conflict)
    return w.quads


def finding_quads(names: Names, finding: Finding) -> list[ox.Quad]:
    """A finding, in the graph of what is computed from periods."""
    w = Writer(names, computed_graph(names, REASONED))
    subject = thing(names, "finding", finding.id)
    w.kind(subject, FINDING_TYPES[finding.kind])
    w.entity(subject, "company", finding.company)
    if finding.holder:
        w.entity(subject, "holder", finding.holder)
    for local, word in (("definition", finding.definition), ("verdict", finding.verdict)):
        if word:
            w.add(subject, local, concept_term(local, word))
    for local, bound in (("shareMin", finding.min), ("shareMax", finding.max)):
        if bound is not None:
            w.add(subject, local, ox.Literal(canonical(bound), datatype=DECIMAL))
    for local, so in (("shareMinOpen", finding.min_open), ("restsOnLastKnown", finding.last_known)):
        if so:
            w.add(subject, local, ox.Literal("true", datatype=BOOLEAN))
    for local, day in (("validFrom", finding.first), ("validUntil", finding.until)):
        if day is not None:
            w.add(subject, local, day_literal(day))
    for claim in finding.claims:
        w.add(subject, "restsOn", thing(names, "claim", claim))
    _record(w, subject, finding)
    return w.quads


def controls_quads(names: Names, day: date, pairs: Iterable[tuple[str, str]]) -> list[ox.Quad]:
    """Who surely controls what on a day, as plain edges in the snapshot of that day."""
    graph, controls = computed_graph(names, f"snapshot/{day}"), kei("controls")
    return [
        ox.Quad(thing(names, "entity", one), controls, thing(names, "entity", other), graph) for one, other in pairs
    ]


def snapshot_quads(
    names: Names, day: date, edges: Iterable[tuple[str, str, str]], documents: Iterable[str]
) -> list[ox.Quad]:
    """Plain edges (subject id, property, object id) of one day in a graph of their own, and what made them."""
    graph = computed_graph(names, f"snapshot/{day}")
    org = PREFIXES["org"]
    quads = [
        ox.Quad(
            thing(names, "entity", one),
            ox.NamedNode(org + local.removeprefix("org:")) if local.startswith("org:") else kei(local),
            thing(names, "entity", other),
            graph,
        )
        for one, local, other in edges
    ]
    w = Writer(names, ox.DefaultGraph())
    w.kind(graph, "Snapshot")
    w.add(graph, "day", day_literal(day))
    return quads + w.quads + activity_quads(names, f"snapshot/{day}", f"Snapshot of {day}", documents)


def activity_quads(names: Names, graph: str, label: str, documents: Iterable[str]) -> list[ox.Quad]:
    """Which activity computed a graph, and from which documents."""
    prov, default = PREFIXES["prov"], ox.DefaultGraph()
    made, activity = computed_graph(names, graph), thing(names, "activity", graph)
    quads = [
        ox.Quad(made, ox.NamedNode(prov + "wasGeneratedBy"), activity, default),
        ox.Quad(activity, RDF_TYPE, ox.NamedNode(prov + "Activity"), default),
        ox.Quad(activity, LABEL, ox.Literal(label), default),
    ]
    used = ox.NamedNode(prov + "used")
    return quads + [ox.Quad(activity, used, thing(names, "document", name), default) for name in documents]
