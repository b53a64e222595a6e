"""What the page shows of a group: what is drawn on every day, as known on every day, and the claims behind it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

import networkx as nx

from keiretsu.disputes import of_group, of_stake, of_standing
from keiretsu.model import StakeKey, StandingKey
from keiretsu.network import Network, group, network_of
from keiretsu.page import words
from keiretsu.page.deals import Deal, deals
from keiretsu.states import Answer, change_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from keiretsu.claims import Claim
    from keiretsu.disputes import Dispute
    from keiretsu.lookup import Source
    from keiretsu.model import Conflict, Entity, Period
    from keiretsu.page.drawing import Pair

_Held: TypeAlias = "Sequence[tuple[str, Answer]]"  # holders of a company, and in what they hold

__all__ = ["Day", "Look", "Mark", "Story", "World", "gather", "one_day"]

_CERTAIN: Final = ("stated", "held", "last-known")


@dataclass(frozen=True, slots=True)
class Look:
    """How a box looks on a day: its form, its caption, whether it was certainly there, and what is marked on it."""

    form: str
    caption: str
    certain: bool
    member: bool = False
    state: str = ""
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """How a line looks on a day: its label, how certain it is, the deals on it, as ids of events.

    `told` is what the label says but for how certain it is.
    """

    label: str
    line: str
    deals: tuple[str, ...] = ()
    told: str = ""


@dataclass(frozen=True)
class Day:
    """The group on a day, with the holders of its root and those who hold its companies beside it."""

    day: date
    root: str
    entities: Mapping[str, Entity] = field(repr=False)
    members: frozenset[str]
    holders: frozenset[str]
    stakes: Mapping[StakeKey, Answer]
    standings: Mapping[StandingKey, Answer]
    deals: tuple[Deal, ...] = ()
    disputed: frozenset[StakeKey | StandingKey] = frozenset()

    def same_as(self, other: Day) -> bool:
        """Whether everything that is shown is the same."""
        return (self.stakes, self.standings, self.boxes, self.links) == (
            other.stakes,
            other.standings,
            other.boxes,
            other.links,
        )

    @cached_property
    def boxes(self) -> dict[str, Look]:
        """Everybody who is shown, and how."""
        held: dict[str, list[tuple[str, Answer]]] = defaultdict(list)
        holding: dict[str, list[Answer]] = defaultdict(list)
        classed: dict[str, tuple[StandingKey, Answer]] = {}
        for key, answer in self.stakes.items():
            held[key.company].append((key.holder, answer))
            for holder in (key.holder, *answer.jointly_with):
                holding[holder].append(answer)
        for standing in sorted(self.standings):
            classed.setdefault(standing.company, (standing, self.standings[standing]))
        names = {self.root, *self.members, *(name for pair in self.links for name in pair)}
        return {
            name: Look("root", "group company", True)
            if name == self.root
            else self._member(held[name], classed.get(name))
            if name in self.members
            else self._beside(name, held[name], holding[name], classed.get(name))
            for name in sorted(names)
        }

    def _member(self, held: _Held, classed: tuple[StandingKey, Answer] | None) -> Look:
        if classed is not None:
            return self._classed(held, classed, True)
        inside = [answer for holder, answer in held if holder == self.root or holder in self.members]
        if all(answer.state == "planned" for answer in inside):
            return Look("planned", "planned", False, True, "planned")
        return Look("group-member", "standing not said", any(answer.there for _, answer in held), True)

    def _classed(self, held: _Held, classed: tuple[StandingKey, Answer], member: bool) -> Look:
        key, standing = classed
        form = "planned" if standing.state == "planned" else standing.standing
        certain = standing.state in _CERTAIN or any(answer.there for _, answer in held)
        return Look(form, words.caption(standing), certain, member, standing.state, key in self.disputed)

    def _beside(
        self, name: str, held: _Held, holding: Sequence[Answer], classed: tuple[StandingKey, Answer] | None
    ) -> Look:
        """Who is not of the group: its holders, what these hold beside it, others who hold its companies, parties."""
        if classed is not None and name not in self.holders:
            return self._classed(held, classed, False)
        if held and not holding and all(answer.state == "planned" for _, answer in held):
            return Look("planned", "planned", False, state="planned")
        concerned = [*holding, *(answer for _, answer in held)]
        certain = not concerned or any(answer.there or answer.state == "planned" for answer in concerned)
        if self.entities[name].kind == "person":
            return Look("person", "person", certain)
        parts = {"holder": name in self.holders, "other holder": holding, "other company": held}
        return Look("outside", next((part for part, plays in parts.items() if plays), "party to a deal"), certain)

    @cached_property
    def links(self) -> dict[Pair, Mark]:
        """The lines between boxes: stakes, parties that hold jointly, companies classed without a stake, and deals."""
        rights: dict[Pair, list[tuple[StakeKey, Answer]]] = defaultdict(list)
        lines: dict[Pair, Mark] = {
            (key.parent, key.company): Mark("", "classed") for key in self.standings if key.parent != key.company
        }
        for key, answer in sorted(self.stakes.items()):
            rights[key.holder, key.company].append((key, answer))
            for other in answer.jointly_with:
                if other != key.company:
                    lines[other, key.company] = Mark("jointly", words.line(answer), told="jointly")
        for pair, told in rights.items():
            if pair[0] != pair[1]:  # a company's own shares are in the table, not in the drawing
                labels = [words.label(answer, key.right, key in self.disputed) for key, answer in told]
                shares = [words.share(answer, key.right) for key, answer in told]
                lines[pair] = Mark("\n".join(labels), words.line(told[0][1]), told="\n".join(shares))
        for deal in self.deals:
            known = lines.get(deal.pair, Mark("", "deal"))
            says = deal.says(self.day)
            label, much = (f"{text}\n{says}".strip() for text in (known.label, known.told))
            lines[deal.pair] = Mark(label, known.line, (*known.deals, deal.event), much)
        return lines


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
