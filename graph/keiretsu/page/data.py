"""What the page shows of a group: its companies, stakes and standings on every day, and the claims behind them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

import networkx as nx

from keiretsu.model import StakeKey, StandingKey
from keiretsu.network import Network, group, network_of
from keiretsu.page import words
from keiretsu.states import Answer, change_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from keiretsu.claims import Claim
    from keiretsu.lookup import Source
    from keiretsu.model import Conflict, Entity, Period
    from keiretsu.page.layout import Pair

__all__ = ["Day", "Look", "Mark", "Story", "gather", "stakes_around"]

_CERTAIN: Final = ("stated", "held", "last-known")


@dataclass(frozen=True, slots=True)
class Look:
    """How a box looks on a day: its form, its caption, and whether it was certainly there."""

    form: str
    caption: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """How a line looks on a day: its label, and how certain it is."""

    label: str
    line: str


@dataclass(frozen=True, slots=True)
class Day:
    """The group on a day, with the holders of its root and those who hold its companies beside it."""

    day: date
    members: Mapping[str, int]  # to their distance from the root
    holders: frozenset[str]
    stakes: Mapping[StakeKey, Answer]
    standings: Mapping[StandingKey, Answer]

    def boxes(self, root: str, entities: Mapping[str, Entity]) -> dict[str, Look]:
        """Everybody who is shown, and how."""
        names = {root, *self.members, *(name for pair in self.links() for name in pair)}
        return {name: self._look(name, root, entities[name]) for name in sorted(names)}

    def _look(self, name: str, root: str, entity: Entity) -> Look:
        if name == root:
            return Look("root", "group company", True)
        stakes = [answer for key, answer in self.stakes.items() if key.company == name]
        if name in self.members:
            standing = next((answer for key, answer in sorted(self.standings.items()) if key.company == name), None)
            if standing is not None:
                certain = standing.state in _CERTAIN or any(answer.there for answer in stakes)
                form = "planned" if standing.state == "planned" else standing.standing
                return Look(form, words.caption(standing), certain)
            inside = {root, *self.members}
            if all(a.state == "planned" for k, a in self.stakes.items() if k.company == name and k.holder in inside):
                return Look("planned", "planned", False)
            return Look("group-member", "standing not said", any(answer.there for answer in stakes))
        caption = "person" if entity.kind == "person" else "holder" if name in self.holders else "other holder"
        held = [answer for key, answer in self.stakes.items() if key.holder == name or name in answer.jointly_with]
        certain = any(answer.there or answer.state == "planned" for answer in held)
        return Look("person" if entity.kind == "person" else "outside", caption, certain)

    def links(self) -> dict[Pair, Mark]:
        """The lines between boxes: one for a holder and a company, and one for each party that holds jointly."""
        rights: dict[Pair, list[tuple[str, Answer]]] = defaultdict(list)
        joint: dict[Pair, Mark] = {}
        for key, answer in sorted(self.stakes.items()):
            rights[key.holder, key.company].append((key.right, answer))
            for other in answer.jointly_with:
                if other != key.company:
                    joint[other, key.company] = Mark("jointly", words.line(answer))
        lines = {
            pair: Mark("\n".join(words.label(answer, right) for right, answer in told), words.line(told[0][1]))
            for pair, told in rights.items()
            if pair[0] != pair[1]  # a company's own shares are in the list, not in the drawing
        }
        return {**joint, **lines}


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
class Story:
    """Every day of a group as known on one day."""

    source: Source
    root: str
    at: date
    known: date
    days: tuple[Day, ...]
    periods: Mapping[StakeKey | StandingKey, Sequence[Period]] = field(repr=False)

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """Everybody who is shown on some day."""
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
    def conflicts(self) -> list[Conflict]:
        """The conflicts about what is shown."""
        shown = {*self.stakes, *self.standings}
        return [conflict for conflict in self.source.conflicts(self.known) if conflict.key in shown]

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """The claims behind what is shown."""
        answers = (a for day in self.days for a in (*day.stakes.values(), *day.standings.values()))
        ids = {name for answer in answers for name in answer.claims}
        return self.source.claims(ids | {name for conflict in self.conflicts for name in conflict.claims})


def gather(source: Source, root: str, at: date, known: date) -> Story:
    """The group under `root` on every day on which some answer changes, and on the day `at`."""
    periods = source.periods(known)
    days: list[Day] = []
    for day in sorted({at, *change_days(periods.values())}):
        graph = network_of(source, periods, day, known)
        members, holders, stakes = stakes_around(graph, root)
        inside = {root, *members}
        standings = {
            key: answer
            for key, answer in graph.graph["standings"].items()
            if key.parent in inside and key.company in members
        }
        days.append(Day(day, members, holders, stakes, standings))
    return Story(source, root, at, known, tuple(days), periods)
