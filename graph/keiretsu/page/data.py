"""What the page shows of a group: what is drawn on every day, as known on every day, and the claims behind it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

import networkx as nx

from keiretsu.disputes import of_group, of_stake, of_standing
from keiretsu.model import StakeKey, StandingKey
from keiretsu.network import Network, group, network_of
from keiretsu.page import words
from keiretsu.page.deals import Deal, deals
from keiretsu.states import Answer, change_days

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from keiretsu.claims import Claim
    from keiretsu.disputes import Dispute
    from keiretsu.lookup import Source
    from keiretsu.model import Conflict, Entity, Period
    from keiretsu.page.drawing import Pair

__all__ = ["Day", "Look", "Mark", "Story", "World", "around", "gather", "stakes_around"]

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
    """How a line looks on a day: its label, how certain it is, and the deals on it, as ids of events."""

    label: str
    line: str
    deals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """The group on a day, with the holders of its root and those who hold its companies beside it."""

    day: date
    members: Mapping[str, int]  # to their distance from the root
    holders: frozenset[str]
    stakes: Mapping[StakeKey, Answer]
    standings: Mapping[StandingKey, Answer]
    deals: tuple[Deal, ...] = ()
    disputed: frozenset[StakeKey | StandingKey] = frozenset()

    def boxes(self, root: str, entities: Mapping[str, Entity]) -> dict[str, Look]:
        """Everybody who is shown, and how."""
        names = {root, *self.members, *(name for pair in self.links() for name in pair)}
        return {name: self._look(name, root, entities[name]) for name in sorted(names)}

    def _look(self, name: str, root: str, entity: Entity) -> Look:
        if name == root:
            return Look("root", "group company", True)
        stakes = [answer for key, answer in self.stakes.items() if key.company == name]
        if name in self.members:
            found = next(((key, self.standings[key]) for key in sorted(self.standings) if key.company == name), None)
            if found is not None:
                key, standing = found
                certain = standing.state in _CERTAIN or any(answer.there for answer in stakes)
                form = "planned" if standing.state == "planned" else standing.standing
                return Look(form, words.caption(standing), certain, True, standing.state, key in self.disputed)
            inside = {root, *self.members}
            if all(a.state == "planned" for k, a in self.stakes.items() if k.company == name and k.holder in inside):
                return Look("planned", "planned", False, True, "planned")
            return Look("group-member", "standing not said", any(answer.there for answer in stakes), True)
        held = [answer for key, answer in self.stakes.items() if key.holder == name or name in answer.jointly_with]
        party = not held and not stakes
        caption = (
            "person"
            if entity.kind == "person"
            else "party to a deal"
            if party
            else "holder"
            if name in self.holders
            else "other holder"
        )
        certain = party or any(answer.there or answer.state == "planned" for answer in (*held, *stakes))
        return Look("person" if entity.kind == "person" else "outside", caption, certain)

    def links(self) -> dict[Pair, Mark]:
        """The lines between boxes: stakes, parties that hold jointly, companies classed without a stake, and deals."""
        rights: dict[Pair, list[tuple[StakeKey, Answer]]] = defaultdict(list)
        lines: dict[Pair, Mark] = {
            (key.parent, key.company): Mark("", "classed")
            for key in sorted(self.standings)
            if key.parent != key.company
        }
        for key, answer in sorted(self.stakes.items()):
            rights[key.holder, key.company].append((key, answer))
            for other in answer.jointly_with:
                if other != key.company:
                    lines[other, key.company] = Mark("jointly", words.line(answer))
        for pair, told in rights.items():
            if pair[0] != pair[1]:  # a company's own shares are in the table, not in the drawing
                labels = [words.label(answer, key.right, key in self.disputed) for key, answer in told]
                lines[pair] = Mark("\n".join(labels), words.line(told[0][1]))
        for deal in self.deals:
            known = lines.get(deal.pair, Mark("", "deal"))
            label = f"{known.label}\n{deal.says}".strip()
            lines[deal.pair] = Mark(label, known.line, (*known.deals, deal.event))
        return lines


def stakes_around(graph: Network, root: str) -> tuple[dict[str, int], frozenset[str], dict[StakeKey, Answer]]:
    """The members by distance, the holders of the root and of these, and every stake in any of them."""
    members = [member.id for member in group(graph, root)]
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
    below: Network = nx.MultiDiGraph(graph)
    standings: Iterable[StandingKey] = graph.graph["standings"]
    below.add_edges_from((key.parent, key.company) for key in standings)
    far = nx.single_source_shortest_path_length(below, root) if root in below else {}
    return {name: far[name] for name in members}, frozenset(holders - set(members) - {root}), stakes


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
        shown = {name for day in self.days for name in day.boxes(self.root, self.source.entities)}
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
    """The group under `root` on every day on which some answer changes, and on the day `at`.

    Once for each day until `known` on which a document was published. With `depth`, instead of the whole group, what
    lies within so many stakes or standings of `root`, in any direction.
    """
    published = sorted({d.known_from for d in source.documents.values() if d.known_from <= known})
    told = {day: source.periods(day) for day in published}
    near = None if depth is None else around(told.values(), root, depth)
    return Story(source, root, at, tuple(_world(source, root, at, day, told[day], near) for day in published))


def around(told: Iterable[Mapping[StakeKey | StandingKey, Sequence[Period]]], root: str, depth: int) -> frozenset[str]:
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
    at: date,
    known: date,
    periods: Mapping[StakeKey | StandingKey, Sequence[Period]],
    near: Collection[str] | None,
) -> World:
    happened = deals(source, known)
    found = of_group(source, known)
    turns = {day for deal in happened for day in deal.turns}
    days = [
        _day(source, root, day, known, periods, near, happened, found)
        for day in sorted({at, *turns, *change_days(periods.values())})
    ]
    shown = {key for day in days for key in (*day.stakes, *day.standings)}
    conflicts = tuple(conflict for conflict in source.conflicts(known) if conflict.key in shown)
    return World(known, tuple(days), periods, conflicts)


def _day(
    source: Source,
    root: str,
    day: date,
    known: date,
    periods: Mapping[StakeKey | StandingKey, Sequence[Period]],
    near: Collection[str] | None,
    happened: Sequence[Deal],
    found: Sequence[Dispute],
) -> Day:
    graph = network_of(source, periods, day, known)
    members, holders, stakes = stakes_around(graph, root)
    if near is not None:
        stakes = {
            StakeKey(holder, company, right): data["answer"]
            for holder, company, right, data in graph.edges(keys=True, data=True)
            if holder in near and company in near
        }
        members = {name: far for name, far in members.items() if name in near}
    inside = {root, *members}
    standings = {
        key: answer
        for key, answer in graph.graph["standings"].items()
        if key.parent in inside and key.company in members
    }
    shown = {root, *members, *(name for key in stakes for name in (key.holder, key.company))}
    there = {(key.holder, key.company) for key, answer in stakes.items() if answer.there}
    return Day(
        day=day,
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
