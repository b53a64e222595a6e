"""Periods at a day to a networkx graph, and the group of companies under one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import networkx as nx

from keiretsu.lookup import EVER, Source
from keiretsu.model import Period, StakeKey, StandingKey
from keiretsu.states import Answer, state_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

__all__ = ["Member", "Network", "Parent", "group", "network", "network_of"]

# Nodes are entity ids; edges run from holder to company and are keyed by the right.
Network: TypeAlias = "nx.MultiDiGraph[str]"


def network(source: Source, at: date, known: date = EVER) -> Network:
    """All stakes and standings that are there, may be there or are planned on a day.

    Node attributes: `name`, `kind`, `named`. Edge attributes: `answer` (an Answer: share in percent, state, claims),
    `share`, `state`. Graph attributes: `at`, `known`, and `standings`, Answers by StandingKey.
    """
    return network_of(source, source.periods(known), at, known)


def network_of(
    source: Source, periods: Mapping[StakeKey | StandingKey, Sequence[Period]], at: date, known: date = EVER
) -> Network:
    """The same from periods at hand, for who draws many days of one state of knowledge."""
    graph: Network = nx.MultiDiGraph(at=at, known=known, standings={})
    for key, stretch in periods.items():
        answer = state_at(stretch, at)
        if not answer.present:
            continue
        ends = (key.holder, key.company) if isinstance(key, StakeKey) else (key.parent, key.company)
        for name in (*ends, *answer.jointly_with):
            entity = source.entities[name]
            graph.add_node(name, name=entity.name, kind=entity.kind, named=entity.named)
        if isinstance(key, StakeKey):
            graph.add_edge(*ends, key=key.right, answer=answer, share=answer.share, state=answer.state)
        else:
            graph.graph["standings"][key] = answer
    return graph


@dataclass(frozen=True, slots=True)
class Parent:
    """A holder of a member, within the group."""

    id: str
    right: str
    answer: Answer

    def key(self, member: str) -> StakeKey:
        """The stake that it has in a member."""
        return StakeKey(self.id, member, self.right)


@dataclass(frozen=True, slots=True)
class Member:
    """A company of the group on a day: its standing, if it has one, and who in the group holds it."""

    id: str
    standing: Answer | None
    parents: tuple[Parent, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """All claims behind its standing and its stakes."""
        answers = [parent.answer for parent in self.parents] + ([self.standing] if self.standing else [])
        return tuple(sorted({claim for answer in answers for claim in answer.claims}))


def group(graph: Network, root: str) -> list[Member]:
    """What has a standing or a stake under `root`, neither ended nor not yet there, in order of distance and name."""
    standings: dict[StandingKey, Answer] = graph.graph["standings"]
    order: list[str] = []
    waiting = [root]
    while waiting:
        below: set[str] = set()
        for name in waiting:
            below |= set(graph.successors(name)) if name in graph else set()
            below |= {key.company for key in standings if key.parent == name}
        waiting = sorted(below - {root} - set(order), key=lambda name: graph.nodes[name]["name"].casefold())
        order += waiting
    inside = {root, *order}
    return [
        Member(
            id=name,
            standing=next((standings[k] for k in sorted(standings) if k.company == name and k.parent in inside), None),
            parents=tuple(
                Parent(holder, right, data["answer"])
                for holder, _, right, data in sorted(graph.in_edges(name, keys=True, data=True), key=lambda e: e[:3])
                if holder in inside
            ),
        )
        for name in order
    ]
