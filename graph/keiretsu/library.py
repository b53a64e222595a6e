"""Keiretsu as a library: a graph that is asked in Python as it is on the command line, with typed, frozen answers.

>>> from keiretsu import open_graph
>>> graph = open_graph()
>>> table = graph.owners("Trust Networks", at="2010-03-31")
>>> [(owner.id, str(owner.direct), owner.control.verdict) for owner in table.owners][:1]
[('iij', '67.4–73.3 %', 'yes')]
>>> print(graph.effective("NTT", at="2010-03-31").shares["trust-networks"])
16.513–17.9585 %

Entities are named by id, by any of their names, or close enough. Days are dates or ISO text. `at` is valid time,
`known` record time (T10): only documents published by then are used; without it, all. Where one day is asked about and
none is given it is the last publication that is known.

Each question loads what it needs when it is asked: a look-up does not pay for reckoning.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from keiretsu.dataset import open_source
from keiretsu.dates import parse_day
from keiretsu.errors import RequestError
from keiretsu.lookup import EVER, HOLDABLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Set
    from pathlib import Path

    from rdflib.query import Result

    from keiretsu.changes import Change
    from keiretsu.control import Control, Disagreement
    from keiretsu.direct import Right
    from keiretsu.entries import Entry
    from keiretsu.lookup import Source
    from keiretsu.model import Entity
    from keiretsu.network import Member, Network
    from keiretsu.owners import CapTable
    from keiretsu.ownership import Definition, Interest
    from keiretsu.profile import Profile, Stakes
    from keiretsu.routes import Route
    from keiretsu.tenure import Span

__all__ = ["Controls", "Day", "Effective", "Graph", "Group", "Routes", "open_graph"]

Day: TypeAlias = date | str


@dataclass(frozen=True, slots=True)
class Group:
    """The companies under a root on a day, with the root's look-through share in each, in percent (S4).

    `if_unchanged` is what that share would be had what is only last known not changed since (T7).
    """

    root: Entity
    at: date
    known: date
    members: tuple[Member, ...]
    effective: Mapping[str, Interest]
    if_unchanged: Mapping[str, Interest]


@dataclass(frozen=True, slots=True)
class Effective:
    """What a holder has in every company that it reaches, in percent, by company, the greatest first.

    `if_unchanged` is what it would be had what is only last known not changed (T7); `claims` stand behind every stake
    on a route to the company.
    """

    holder: Entity
    at: date
    known: date
    definition: Definition
    right: Right
    shares: Mapping[str, Interest]
    if_unchanged: Mapping[str, Interest]
    claims: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Controls:
    """Who controls an entity on a day, and what it controls (S5).

    `above` has a verdict for everybody above it, `below` for what it controls, jointly controls or may control;
    `ultimate` are the pairs of one who controls a company and that company, where nobody else controls the first;
    `spans` say for such a pair since when. `disagreements` are standings that the votes do not bear out.
    """

    entity: Entity
    at: date
    known: date
    above: tuple[Control, ...]
    below: tuple[Control, ...]
    ultimate: frozenset[tuple[str, str]]
    spans: Mapping[tuple[str, str], tuple[Span, ...]]
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True)
class Routes:
    """The chains of stakes from a holder down to a company; `more` says that only the shortest are listed.

    `effective` is the holder's look-through share in percent, loops included; None where there is no chain.
    """

    holder: Entity
    company: Entity
    at: date
    known: date
    routes: tuple[Route, ...]
    more: bool
    effective: Interest | None


def open_graph(locator: str | Path = "", *, figures: bool = False, prefer: str = "") -> Graph:
    """A dossier folder, an RDF file or a store folder; without a locator, the packaged dossier.

    A dossier's figures, effective shares and verdicts on control are in its dataset only with `figures`: most questions
    need none, and `query` does. `prefer` decides conflicts otherwise than the written policy: `later`, `earlier`, or
    the id of a document (C2). Raises DataError with all faults of the data, RequestError where nothing can be opened.
    """
    return Graph(open_source(str(locator), figures=figures, prefer=prefer))


@dataclass(frozen=True)
class Graph:
    """A dataset that is asked. Every answer carries the claims that it rests on; `source` looks these up.

    Raises RequestError or AmbiguousName, with the candidates, where a name or a day cannot be understood.
    """

    source: Source

    def find(self, name: str) -> Entity:
        """The entity that a name means."""
        return self.source.find(name)

    def company(self, name: str) -> Entity:
        """The company that a name means, rather than anything else that has the words in its name."""
        return self.source.find(name, HOLDABLE)

    def day(self, at: Day | None = None, known: Day | None = None) -> date:
        """The day that is asked about: `at`, or the last publication that is known. Raises where nothing is known."""
        limit = _day(known) or EVER
        last = self.source.last_publication(limit)
        if last is None:
            if not self.source.documents:
                raise RequestError("the dataset has no documents: nothing is known")
            first = min(document.known_from for document in self.source.documents.values())
            raise RequestError(f"no document was published by {limit}; the first is of {first}")
        return _day(at) or last

    def history(self, company: str, at: Day | None = None, known: Day | None = None) -> Stakes:
        """Who held a company, how much, and when: every stake and standing with its periods.

        >>> from keiretsu import open_graph
        >>> stakes = open_graph().history("Trust Networks").stakes
        >>> [str(period.share) for held in stakes.values() for period in held.periods]
        ['60.2 %', '67.4 %', '73.3 %', '79.5 %']
        """
        from keiretsu import profile

        entity = self.company(company)
        return profile.stakes(self.source, _day(at), _day(known) or EVER, company=entity.id)

    def show(self, entity: str, at: Day | None = None, known: Day | None = None) -> Profile:
        """All that is told of one entity."""
        from keiretsu import profile

        return profile.profile(self.source, self.find(entity).id, _day(at), _day(known) or EVER)

    def network(self, at: Day | None = None, known: Day | None = None) -> Network:
        """The stakes of a day as a networkx.MultiDiGraph: nodes are ids, edges run from holder to company by right.

        Nodes have `name`, `kind`, `named`; edges `answer`, `share`, `state`; the graph `at`, `known`, `standings`.

        >>> import networkx as nx
        >>> from keiretsu import open_graph
        >>> graph = open_graph().network("2010-04-30")
        >>> nx.shortest_path(graph, "ntt", "trust-networks")
        ['ntt', 'iij', 'trust-networks']
        """
        from keiretsu import network

        return network.network(self.source, self.day(at, known), _day(known) or EVER)

    def group(self, root: str = "", at: Day | None = None, known: Day | None = None) -> Group:
        """The companies under a root, by default the dossier's, in order of distance and name.

        >>> from keiretsu import open_graph
        >>> group = open_graph().group(at="2010-04-30")
        >>> [member.id for member in group.members][:3]
        ['gdx-japan', 'hi-ho', 'iij-america']
        """
        from keiretsu import network, ownership

        entity = self.source.find(root or self.source.root, HOLDABLE)
        day, limit = self.day(at, known), _day(known) or EVER
        graph = network.network(self.source, day, limit)
        below = entity.id in graph
        shares, unchanged = (
            ownership.effective(graph, entity.id, unchanged=choice) if below else {} for choice in (False, True)
        )
        return Group(entity, day, limit, tuple(network.group(graph, entity.id)), shares, unchanged)

    def owners(
        self, company: str, at: Day | None = None, known: Day | None = None, right: Right = "shares"
    ) -> CapTable:
        """The owners of a company as a table that sums to 100, direct and looked through, with who controls it.

        Raises DataError where named holders have more than 100 (S3).
        """
        from keiretsu import owners

        entity = self.company(company)
        return owners.cap_table(self.network(at, known), entity.id, right)

    def effective(
        self,
        holder: str,
        at: Day | None = None,
        known: Day | None = None,
        definition: Definition = "look-through",
        right: Right = "shares",
    ) -> Effective:
        """What a holder has in every company that it reaches, by a definition of S4; see `ownership.effective`.

        >>> from keiretsu import open_graph
        >>> found = open_graph().effective("NTT", at="2010-03-31")
        >>> str(found.shares["trust-networks"]), len(found.claims["trust-networks"])
        ('16.513–17.9585 %', 6)
        """
        from keiretsu import direct, ownership

        entity, graph = self.find(holder), self.network(at, known)
        shares, unchanged = (
            ownership.effective(graph, entity.id, definition, right, unchanged=choice) for choice in (False, True)
        )
        held = direct.columns(graph, right)
        order = sorted(shares, key=lambda name: (-unchanged[name].min, name))
        return Effective(
            holder=entity,
            at=self.day(at, known),
            known=_day(known) or EVER,
            definition=definition,
            right=right,
            shares={name: shares[name] for name in order},
            if_unchanged=unchanged,
            claims={name: ownership.behind(held, entity.id, name) for name in order},
        )

    def control(self, entity: str, at: Day | None = None, known: Day | None = None) -> Controls:
        """Who controls an entity and what it controls; since when, and by which claims.

        >>> from keiretsu import open_graph
        >>> controls = open_graph().control("GDX Japan", at="2010-04-30")
        >>> [(one.holder, one.verdict) for one in controls.above if one.verdict != "no"]
        [('iij', 'yes')]
        >>> str(controls.spans["iij", "gdx-japan"][-1].since)
        '(2007-03-31, 2008-07-10]'
        """
        from keiretsu import control, tenure

        found, limit = self.find(entity), _day(known) or EVER
        graph = self.network(at, known)
        above = control.controllers(graph, found.id)
        below = [one for one in control.control(graph, found.id).values() if one.verdict != "no"]
        companies = (found.id, *(one.company for one in below))
        ends = [one for name in companies for one in control.ultimate_controllers(graph, name)]
        spans = {
            **tenure.tenures(self.source, limit, company=found.id),
            **tenure.tenures(self.source, limit, holder=found.id),
        }
        wrong = [one for one in control.disagreements(graph) if found.id in (one.parent, one.company)]
        return Controls(
            entity=found,
            at=self.day(at, known),
            known=limit,
            above=tuple(above),
            below=tuple(below),
            ultimate=frozenset((one.holder, one.company) for one in ends),
            spans=spans,
            disagreements=tuple(wrong),
        )

    def routes(
        self, holder: str, company: str, at: Day | None = None, known: Day | None = None, right: Right = "shares"
    ) -> Routes:
        """The chains of stakes from a holder down to a company, with their products; percent."""
        from keiretsu import ownership, routes

        one, other = self.find(holder), self.find(company)
        graph = self.network(at, known)
        found, more = routes.routes(graph, one.id, other.id, right)
        shares = ownership.effective(graph, one.id, right=right) if found else {}
        limit = _day(known) or EVER
        return Routes(one, other, self.day(at, known), limit, found, more, shares.get(other.id))

    def diff(self, start: Day, end: Day, known: Day | None = None) -> tuple[Change, ...]:
        """What changed in the world from one day to another, as known on a day.

        >>> from keiretsu import open_graph
        >>> changes = open_graph().diff("2009-02-12", "2010-04-30")
        >>> sorted(change.entity for change in changes if change.kind == "left")
        ['iij-financial-systems', 'iij-technology', 'on-demand-solutions']
        """
        from keiretsu import changes

        return changes.changed(self.source, _a_day(start), _a_day(end), _day(known) or EVER)

    def learned(self, start: Day, end: Day, at: Day | None = None) -> tuple[Change, ...]:
        """What changed from one day to another in what is known of a day `at`; corrections of the record are marked."""
        from keiretsu import changes

        first, last = _a_day(start), _a_day(end)
        return changes.learned(self.source, first, last, self.day(at, max(first, last)))

    def timeline(self, entity: str, known: Day | None = None) -> tuple[Entry, ...]:
        """Everything dated about an entity, in order."""
        from keiretsu import chronicle

        return chronicle.chronicle(self.source, self.find(entity).id, _day(known) or EVER)

    def query(
        self,
        text: str,
        at: Day | None = None,
        known: Day | None = None,
        entity: str = "",
        given: Set[str] = frozenset(),
    ) -> Result:
        """The result of a SPARQL query, or of a named one such as `@holders`; ?at, ?known and ?entity are bound.

        Raises RequestError where the query has a mistake, would do more than read, or does not use what is `given`.
        """
        from keiretsu import sparql

        body = sparql.named(text[1:]).text if text.startswith("@") else text
        return sparql.run(self.source, body, sparql.bindings(self.source, _day(at), _day(known), entity), given)


def _a_day(value: Day) -> date:
    if isinstance(value, date):
        return value
    try:
        return parse_day(value)
    except ValueError as error:
        raise RequestError(str(error)) from None


def _day(value: Day | None) -> date | None:
    return None if value is None else _a_day(value)
