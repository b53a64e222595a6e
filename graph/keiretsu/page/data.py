"""What the page shows of a group: what is drawn on every day, as known on every day, and the claims behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import networkx as nx

from keiretsu.disputes import of_group, of_stake, of_standing
from keiretsu.model import StakeKey, StandingKey
from keiretsu.network import Network, group, network_of
from keiretsu.page.day import Day
from keiretsu.page.deals import Deal, deals
from keiretsu.states import Answer, change_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from keiretsu.claims import Claim
    from keiretsu.disputes import Dispute
    from keiretsu.lookup import Source
    from keiretsu.model import Conflict, Entity, Period

__all__ = ["Story", "World", "gather", "one_day"]


def _around(graph: Network, root: str) -> tuple[frozenset[str], frozenset[str], dict[StakeKey, Answer]]:
    """The members of the group, the holders of the root and of these, and every stake in any of them."""
    members = frozenset(member.id for member in group(graph, root))
    holders: set[str] = set()
    waiting = {root}
    while waiting:  # who holds jointly with a holder is one too
        company = waiting.pop()
        for _, _, data in graph.in_edges(company, data=True) if company in graph else ():
            waiting |= set(data["answer"].jointly_with) - holders
            holders |= set(data["answer"].jointly_with)
        new = set(graph.predecessors(company)) - holders if company in graph else set()
        holders |= new
        waiting |= new
    shown = {root, *members, *holders}
    stakes = {
        StakeKey(holder, company, right): data["answer"]
        for holder, company, right, data in graph.edges(keys=True, data=True)
        if company in shown
    }
    return members, frozenset(holders - members - {root}), stakes


@dataclass(frozen=True)
class World:
    """Every day of the group as known on one day."""

    known: date
    days: tuple[Day, ...]
    periods: Mapping[StakeKey | StandingKey, Sequence[Period]] = field(repr=False)
    conflicts: tuple[Conflict, ...] = field(repr=False)


@dataclass(frozen=True)
class Story:
    """A group on every day, as known on every day on which a document was published; the last is shown first."""

    source: Source
    root: str
    at: date
    worlds: tuple[World, ...]

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Every day of every state of knowledge."""
        return tuple(day for world in self.worlds for day in world.days)

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """Everybody who is drawn on some day."""
        shown = {name for day in self.days for name in day.boxes}
        return {name: self.source.entities[name] for name in sorted(shown)}

    @cached_property
    def stakes(self) -> list[StakeKey]:
        """Every stake that is shown on some day."""
        return sorted({key for day in self.days for key in day.stakes})

    @cached_property
    def standings(self) -> list[StandingKey]:
        """Every standing that is shown on some day."""
        return sorted({key for day in self.days for key in day.standings})

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """The claims behind what is shown."""
        answers = (a for day in self.days for a in (*day.stakes.values(), *day.standings.values()))
        ids = {name for answer in answers for name in answer.claims}
        shown = {*self.stakes, *self.standings}
        for world in self.worlds:
            ids |= {name for conflict in world.conflicts for name in conflict.claims}
            ids |= {c for key, stretch in world.periods.items() if key in shown for p in stretch for c in p.claims}
        return self.source.claims(ids)


def gather(source: Source, root: str, at: date, known: date, depth: int | None = None) -> Story:
    """The group under `root` on every day on which something in it changes, and on the day `at`.

    Once for each day until `known` on which a document was published. With `depth`, instead of the whole group, what
    lies within so many stakes or standings of `root`, in any direction.
    """
    published = sorted({d.known_from for d in source.documents.values() if d.known_from <= known})
    told = {day: source.periods(day) for day in published}
    near = None if depth is None else _near(told.values(), root, depth)
    worlds = []
    for day in published:
        turns = {turn for deal in deals(source, day) for turn in deal.turns}
        days = sorted({at, *turns, *change_days(told[day].values())})
        worlds.append(_world(source, root, days, day, told[day], near, at))
    return Story(source, root, at, tuple(worlds))


def one_day(source: Source, root: str, at: date, known: date, depth: int | None = None) -> Story:
    """The same of one day, as known on one day."""
    periods = source.periods(known)
    near = None if depth is None else _near([periods], root, depth)
    return Story(source, root, at, (_world(source, root, [at], known, periods, near, at),))


def _near(told: Iterable[Mapping[StakeKey | StandingKey, Sequence[Period]]], root: str, depth: int) -> frozenset[str]:
    """Who is linked with `root`, on any day, by at most `depth` stakes or standings in any direction."""
    links: nx.Graph[str] = nx.Graph()
    links.add_node(root)
    for periods in told:
        for key, stretch in periods.items():
            holder = key.holder if isinstance(key, StakeKey) else key.parent
            links.add_edges_from((name, key.company) for p in stretch for name in (holder, *p.jointly_with))
    return frozenset(nx.single_source_shortest_path_length(links, root, depth))


def _world(
    source: Source,
    root: str,
    turns: Sequence[date],
    known: date,
    periods: Mapping[StakeKey | StandingKey, Sequence[Period]],
    near: frozenset[str] | None,
    keep: date,
) -> World:
    happened = deals(source, known)
    found = of_group(source, known)
    every = (_day(source, root, day, known, periods, near, happened, found) for day in turns)
    days = tuple(_steps(every, keep))
    shown = {key for day in days for key in (*day.stakes, *day.standings)}
    conflicts = tuple(conflict for conflict in source.conflicts(known) if conflict.key in shown)
    return World(known, days, periods, conflicts)


def _steps(days: Iterable[Day], keep: date) -> Iterator[Day]:
    """The days on which what is told differs from the day before, the first with any line, and the day `keep`."""
    before: Day | None = None
    for day in days:
        if day.day == keep or (day.links if before is None else not day.same_as(before)):
            yield day
        before = day


def _day(
    source: Source,
    root: str,
    day: date,
    known: date,
    periods: Mapping[StakeKey | StandingKey, Sequence[Period]],
    near: frozenset[str] | None,
    happened: Sequence[Deal],
    found: Sequence[Dispute],
) -> Day:
    graph = network_of(source, periods, day, known)
    members, holders, stakes = _around(graph, root)
    if near is not None:
        stakes = {
            StakeKey(holder, company, right): data["answer"]
            for holder, company, right, data in graph.edges(keys=True, data=True)
            if holder in near and company in near
        }
        members &= near
    shown = {root, *members, *(name for key in stakes for name in (key.holder, key.company))}
    standings = {
        key: answer
        for key, answer in graph.graph["standings"].items()
        if {key.parent, key.company} <= (shown if near is None else near)
    }
    shown |= {name for key in standings for name in (key.parent, key.company)}
    there = {(key.holder, key.company) for key, answer in stakes.items() if answer.there}
    return Day(
        day=day,
        root=root,
        entities=source.entities,
        members=members,
        holders=holders,
        stakes=stakes,
        standings=standings,
        deals=tuple(deal for deal in happened if deal.on(day, there) and deal.pair[1] in shown),
        disputed=frozenset(
            [key for key, answer in stakes.items() if of_stake(found, key, answer, day)]
            + [key for key, answer in standings.items() if of_standing(found, key.company, answer, day)]
        ),
    )
