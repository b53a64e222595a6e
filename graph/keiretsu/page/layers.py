"""Who stands above whom, and in what order: the layers of an ownership graph with few crossings.

Owners stand above what they own. Where ownership goes round in a circle, the line that leads back towards the root is
drawn upward. The order within the layers comes from fast-sugiyama; it is asked in several ways, and the answer with the
fewest crossings is kept.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING, TypeAlias

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from keiretsu.page.drawing import Pair

__all__ = ["Layers", "forward", "layered"]

Edge: TypeAlias = tuple[int, int]

_SMALL = 200  # vertices; up to so many, the order is improved beyond the library's
_LARGE = 1_500  # beyond so many, to find the shortest edges takes too long
_TINY = 80  # up to so many, neighbours of the first vertex are tried on both of its sides
_SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Layers:
    """Vertices in layers from top to bottom, each from left to right, and each edge's vertices from end to end.

    Vertices not in the graph given are those that a long edge passes on its way.
    """

    rows: tuple[tuple[int, ...], ...]
    chains: Mapping[Edge, tuple[int, ...]]


def forward(pairs: Iterable[Pair], root: str) -> dict[Pair, Pair]:
    """Each pair to its ends from top to bottom: as it is, or turned where circles have to be opened.

    In a circle, whoever is nearer to the root stands higher; in one that the root does not reach, whoever is nearer to
    those who hold into it.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(sorted(pairs))
    place: dict[str, tuple[int, int, str]] = {}
    circle: dict[str, int] = {}
    for number, names in enumerate(nx.strongly_connected_components(graph)):
        circle |= dict.fromkeys(names, number)
        held = {name for name in names if any(holder not in names for holder in graph.predecessors(name))}
        begin = {root} if root in names else held or {min(names, key=lambda n: (-graph.out_degree(n), n))}
        within = graph.subgraph(names)
        far = nx.multi_source_dijkstra_path_length(within, begin)
        for name in names:
            place[name] = (int(far[name]), within.in_degree(name) - within.out_degree(name), name)
    return {
        (one, other): (other, one) if circle[one] == circle[other] and place[other] < place[one] else (one, other)
        for one, other in graph.edges
    }


def layered(edges: Mapping[Edge, int], vertices: Sequence[int], first: int) -> Layers:
    """The layers of a graph without circles; an edge's weight is how many lines run along it.

    The parts of the graph that hang together stand side by side, that of the vertex `first` as the leftmost.
    """
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(vertices)
    graph.add_edges_from(edges)
    found = sorted(nx.connected_components(graph), key=lambda names: (first not in names, -len(names), min(names)))
    rows: list[list[int]] = []
    chains: dict[Edge, tuple[int, ...]] = {}
    fresh = max(vertices) + 1
    for names in found:
        part = _part({edge: weight for edge, weight in edges.items() if edge[0] in names}, sorted(names), fresh)
        if first in names and len(names) <= _TINY:
            part = _balanced(part, edges, first)
        part = _ascending(part, fresh)
        fresh = max(fresh, *(vertex + 1 for row in part.rows for vertex in row))
        rows += [[] for _ in range(len(part.rows) - len(rows))]
        for row, more in zip(rows, part.rows, strict=False):
            row += more
        chains |= part.chains
    return Layers(tuple(map(tuple, rows)), chains)


def _part(edges: Mapping[Edge, int], names: Sequence[int], fresh: int) -> Layers:
    """The best layers of a part that hangs together; vertices on long edges are numbered from `fresh` on."""
    if not edges:
        return Layers((tuple(names),), {})
    small = len(names) <= _SMALL
    rankings = ("minimize", "up", "down") if small else ("minimize",) if len(names) <= _LARGE else ("up",)
    crossings = ("barycenter", "median") if small else ("barycenter",)
    found = [_asked(edges, names, fresh, *way) for way in product(rankings, crossings)]
    tried = [_improved(layers, edges, _SWEEPS if small else 0) for layers in found]
    return min(tried, key=lambda one: (one[0][0], sum(map(len, one[1].rows)), one[0][1]))[1]


def _asked(edges: Mapping[Edge, int], names: Sequence[int], fresh: int, ranking: str, crossing: str) -> Layers:
    """The layers that the library finds. It is given 0, 1, 2 …: with other numbers its own could be among them."""
    from fast_sugiyama import from_edges

    number = {name: place for place, name in enumerate(names)}
    asked = [(number[one], number[other]) for one, other in sorted(edges)]
    (positions, _, _, steps), *_ = from_edges(
        asked,
        dummy_vertices=True,
        vertex_spacing=1,
        dummy_size=1,
        ranking_type=ranking,  # type: ignore[arg-type]
        crossing_minimization=crossing,  # type: ignore[arg-type]
    )
    below: dict[int, list[int]] = defaultdict(list)
    for upper, lower in steps or ():
        below[int(upper)].append(int(lower))
    ways: dict[Edge, list[int]] = {}
    for one in range(len(names)):
        for step in below[one]:
            way = [one, step]
            while way[-1] >= len(names):
                way.append(below[way[-1]][0])
            ways[names[one], names[way[-1]]] = way
    name = dict(enumerate(names))  # what it adds is numbered anew, edge by edge
    for edge in sorted(ways):
        for vertex in ways[edge][1:-1]:
            name[vertex] = fresh + len(name) - len(names)
    rows: dict[float, list[tuple[float, int]]] = defaultdict(list)
    for place, (x, y) in positions:
        rows[-y].append((x, name[int(place)]))
    return Layers(
        tuple(tuple(vertex for _, vertex in sorted(rows[y])) for y in sorted(rows)),
        {edge: tuple(name[vertex] for vertex in way) for edge, way in ways.items()},
    )


class _Order:
    """An order that is being improved: who is linked with whom in the row above and below, and how strongly."""

    def __init__(self, layers: Layers, edges: Mapping[Edge, int]) -> None:
        self.at: dict[int, int] = {}
        self.take(layers.rows)
        self.near: tuple[dict[int, list[Edge]], ...] = (defaultdict(list), defaultdict(list))  # above, below
        for edge, chain in layers.chains.items():
            for upper, lower in pairwise(chain):
                self.near[0][lower].append((upper, edges[edge]))
                self.near[1][upper].append((lower, edges[edge]))

    def take(self, rows: Iterable[Iterable[int]]) -> None:
        """Begin from these rows."""
        self.rows = [list(row) for row in rows]
        for row in self.rows:
            self._number(row)

    def move(self, vertices: Iterable[int], *, left: bool) -> None:
        """To the ends of their rows."""
        for vertex in vertices:
            row = next(row for row in self.rows if vertex in row)
            row.remove(vertex)
            row.insert(0 if left else len(row), vertex)
            self._number(row)

    def aside(self, vertex: int) -> float:
        """How far from the middle of its row a vertex stands."""
        row = next(row for row in self.rows if vertex in row)
        return abs(self.at[vertex] - (len(row) - 1) / 2)

    def length(self) -> float:
        """How far to the side lines lead, with the middles of all rows above each other; squared, since far is bad."""
        middle = {vertex: (len(row) - 1) / 2 for row in self.rows for vertex in row}
        return sum(
            weight * (self.at[upper] - middle[upper] - self.at[lower] + middle[lower]) ** 2
            for upper, lowers in self.near[1].items()
            for lower, weight in lowers
        )

    def crossings(self) -> int:
        """How many lines cross, counted lane by lane: a line crosses those whose ends stand the other way round."""
        total = 0
        for row, lower in pairwise(self.rows):
            tree = [0] * (len(lower) + 1)
            seen = 0
            for vertex in row:
                ends = [(self.at[other], weight) for other, weight in self.near[1][vertex]]
                for place, weight in ends:
                    total += weight * (seen - _before(tree, place + 1))
                for place, weight in ends:
                    seen += weight
                    place += 1
                    while place < len(tree):
                        tree[place] += weight
                        place += place & -place
        return total

    def sweep(self, number: int) -> None:
        """Every vertex to the mean of those above, in the next sweep below it; then neighbours change places.

        They do while it helps; in every other pair of sweeps first also where it costs nothing, which leads on from an
        order that no single step makes better.
        """
        near, turned = self.near[number % 2], number % 4 >= 2
        for row in self.rows if number % 2 == 0 else reversed(self.rows):
            if turned:
                row.reverse()  # a stable sort turns round those that have the same mean
            row.sort(key=lambda vertex: self._mean(vertex, near[vertex]))
            self._number(row)
        for row in self.rows:
            if turned:
                self._exchange(row, level=True)
            for _ in range(len(row)):
                if not self._exchange(row):
                    break

    def _mean(self, vertex: int, near: Sequence[Edge]) -> float:
        weight = sum(weight for _, weight in near)
        return sum(self.at[other] * weight for other, weight in near) / weight if weight else self.at[vertex]

    def _number(self, row: Iterable[int]) -> None:
        self.at.update((vertex, place) for place, vertex in enumerate(row))

    def _exchange(self, row: list[int], *, level: bool = False) -> bool:
        changed = False
        for place in range(len(row) - 1):
            left, right = row[place], row[place + 1]
            gain = self._cost(left, right) - self._cost(right, left)
            if gain > 0 or (level and gain == 0):
                row[place], row[place + 1] = right, left
                self.at[left], self.at[right] = place + 1, place
                changed = True
        return changed

    def _cost(self, left: int, right: int) -> int:
        return sum(
            one * two
            for near in self.near
            for left_end, one in near[left]
            for right_end, two in near[right]
            if self.at[left_end] > self.at[right_end]
        )


def _before(tree: Sequence[int], place: int) -> int:
    """The sum of the first places of a Fenwick tree."""
    total = 0
    while place > 0:
        total += tree[place]
        place &= place - 1
    return total


def _improved(layers: Layers, edges: Mapping[Edge, int], sweeps: int) -> tuple[tuple[int, float], Layers]:
    """The best order that sweeps down and up come by, its crossings, and how far lines lead to the side."""
    order = _Order(layers, edges)
    best, rows = (order.crossings(), order.length()), layers.rows
    for number in range(sweeps):
        order.sweep(number)
        found = (order.crossings(), order.length())
        if found < best:
            best, rows = found, tuple(map(tuple, order.rows))
    return best, Layers(rows, layers.chains)


def _balanced(layers: Layers, edges: Mapping[Edge, int], first: int) -> Layers:
    """The first vertex nearer to the middle: who holds but one company, with that company, moves to the other side.

    Sweeps cannot find this, since every step on the way costs a crossing; where all move well, crossings become fewer.
    """
    order = _Order(layers, edges)
    holds = {edge[0] for edge in edges}
    moving = [
        (upper, lower)
        for upper, lower in sorted(layers.chains)
        if len(order.near[1][upper]) == 1 and not order.near[0][upper] and lower not in holds and upper != first
    ]
    best, rows = (order.crossings(), order.aside(first), order.length()), layers.rows
    for pair in moving:
        for left, sweeps in product((True, False), (0, 2)):
            order.take(rows)
            order.move(layers.chains[pair], left=left)
            for number in range(sweeps):
                order.sweep(number)
            found = (order.crossings(), order.aside(first), order.length())
            if found < best:
                best, rows = found, tuple(map(tuple, order.rows))
    return Layers(rows, layers.chains)


def _ascending(layers: Layers, fresh: int) -> Layers:
    """The layers or their mirror image, whichever has more neighbours in the order of their numbers."""
    rows = [[vertex for vertex in row if vertex < fresh] for row in layers.rows]
    steps = sum(1 if one < other else -1 for row in rows for one, other in pairwise(row))
    return layers if steps >= 0 else Layers(tuple(row[::-1] for row in layers.rows), layers.chains)
