"""The chains of stakes between two entities, each with its shares, their product and the claims behind them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, pairwise
from math import prod
from typing import TYPE_CHECKING, Final

import networkx as nx

from keiretsu.direct import columns
from keiretsu.ownership import Interest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from keiretsu.direct import Columns, Right, Stake
    from keiretsu.network import Network

__all__ = ["MOST", "Route", "Step", "routes"]

MOST: Final = 1000


@dataclass(frozen=True, slots=True)
class Step:
    """One stake on the way: `share` in percent, between bounds; it is `undisclosed`, or only `last_known` (T7)."""

    holder: str
    company: str
    share: Interest
    undisclosed: bool
    last_known: bool
    jointly_with: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A chain that meets nobody twice. `product` is what comes down it alone, in percent.

    What is only last known may be anything on the day, so that its product is wide; `if_unchanged` is what it would be
    had nothing changed since. Where there are no loops, the products of all routes add up to the look-through share.
    """

    steps: tuple[Step, ...]
    product: Interest
    if_unchanged: Interest

    @property
    def claims(self) -> tuple[str, ...]:
        """All claims behind its stakes."""
        return tuple(sorted({claim for step in self.steps for claim in step.claims}))


def routes(
    graph: Network, holder: str, company: str, right: Right = "shares", most: int = MOST
) -> tuple[tuple[Route, ...], bool]:
    """The chains from a holder down to a company, shortest first, and whether there are more than `most`.

    A company's chains to itself are its loops.
    """
    held, unchanged = (columns(graph, right, unchanged=choice) for choice in (False, True))
    inside = ({holder} | held.below([holder])) & held.above(company)
    links: nx.DiGraph[str] = nx.DiGraph()
    links.add_nodes_from(inside)
    links.add_edges_from(
        (party, name)
        for name in sorted(inside & held.keys())
        for stake in held[name].stakes
        for party in stake.parties
        if party in inside
    )
    # The shortest first, so that what is left out where there are too many is the longest.
    paths = nx.shortest_simple_paths(links, holder, company) if holder != company else _loops(links, holder)
    try:
        found = list(islice(paths, most + 1))
    except (nx.NetworkXNoPath, nx.NodeNotFound):
        return (), False
    return tuple(_route(held, unchanged, path) for path in found[:most]), len(found) > most


def _loops(links: nx.DiGraph[str], name: str) -> Iterator[list[str]]:
    for cycle in nx.simple_cycles(links):
        if name in cycle:
            start = cycle.index(name)
            yield [*cycle[start:], *cycle[:start], name]


def _route(held: Columns, unchanged: Columns, path: Sequence[str]) -> Route:
    pairs = list(pairwise(path))
    product, if_unchanged = (_product([_part(table, *pair) for pair in pairs]) for table in (held, unchanged))
    return Route(tuple(_step(unchanged, *pair) for pair in pairs), product, if_unchanged)


def _part(held: Columns, holder: str, company: str) -> tuple[Fraction, Fraction, Stake]:
    """A party's part of a stake: of a joint one it may be none (S6), of any at most what the others leave (S7)."""
    column = held[company]
    stake = next(stake for stake in column.stakes if holder in stake.parties)
    low = stake.low if len(stake.parties) == 1 else Fraction(0)
    return low, min(stake.high, max(1 - (column.taken - stake.low), low)), stake


def _product(parts: Sequence[tuple[Fraction, Fraction, Stake]]) -> Interest:
    some = all(len(stake.parties) == 1 and (stake.open or stake.low) for _, _, stake in parts)
    low, high = (
        prod((low for low, _, _ in parts), start=Fraction(1)),
        prod((high for _, high, _ in parts), start=Fraction(1)),
    )
    return Interest.between(low, high, some=some)


def _step(held: Columns, holder: str, company: str) -> Step:
    low, high, stake = _part(held, holder, company)
    return Step(
        holder=holder,
        company=company,
        share=Interest.between(low, high, some=stake.open and len(stake.parties) == 1),
        undisclosed=stake.undisclosed,
        last_known=stake.last_known,
        jointly_with=tuple(party for party in stake.parties if party != holder),
        claims=stake.claims,
    )
