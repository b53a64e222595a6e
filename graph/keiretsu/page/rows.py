"""Rows of boxes, and of channels through which lines pass a row on their way to a lower one.

Companies with one holder and nothing below them (leaves) are one thing for the order of the layers; those that a layer
has no room for stand in further rows beneath it, reached by a channel of their holder, the trunk.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from math import ceil, isqrt
from typing import TYPE_CHECKING, Any, TypeAlias

from keiretsu.page.layers import layered

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from keiretsu.page.drawing import Pair

__all__ = ["GAP", "Item", "Rows", "rows_of", "spread"]

GAP = 16
_BOXES, _BOTH, _CHANNELS = 1.0, 2.0, 8.0  # how strongly two neighbours on a line's way hold on to each other
_STRAIGHT = 1e4  # and a channel to its place, at the end
_SNAP = 3  # less than half of the gap leaves room for, on both sides
_ROW = 70  # two thirds of the usual height of a row with its lane
_SWEEPS = 40


@dataclass(slots=True, eq=False)
class Item:
    """A box in its row, or where `id` is empty a channel; `width` is what it needs with the labels above it."""

    id: str
    width: int
    x: int = 0


@dataclass(slots=True)
class Rows:
    """The rows from top to bottom, and the way of each line through them, from the upper box to the lower."""

    rows: list[list[Item]]
    ways: dict[Pair, list[Item]]
    rising: frozenset[Pair]


def spread(
    wanted: Sequence[float], widths: Sequence[int], gap: int, weights: Sequence[float] | None = None
) -> list[int]:
    """Places near those wanted, in the same order, that leave a gap between things of these widths.

    The least (weighted) sum of squares: pool adjacent violators, over places from which the room needed before them is
    taken away.
    """
    offsets = [0]
    for one, other in pairwise(widths):
        offsets.append(offsets[-1] + (one + other + 1) // 2 + gap)
    pools: list[tuple[float, float, int]] = []  # sum of weighted places, sum of weights, number of things
    for want, offset, weight in zip(wanted, offsets, weights or [1.0] * len(wanted), strict=False):
        pools.append(((want - offset) * weight, weight, 1))
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] >= pools[-1][0] / pools[-1][1]:
            total, heavy, count = pools.pop()
            pools[-1] = (pools[-1][0] + total, pools[-1][1] + heavy, pools[-1][2] + count)
    fitted = [total / heavy for total, heavy, count in pools for _ in range(count)]
    return [round(place) + offset for place, offset in zip(fitted, offsets, strict=False)]


def rows_of(
    widths: Mapping[str, int], turned: Mapping[Pair, Pair], rank: Mapping[str, Any], root: str, width: int
) -> Rows:
    """Everybody in `widths` in a row and a place, as narrow as `width` where leaves can make way.

    `turned` has for each pair of a holder and a company which of them is above and which below.
    """
    builder = _Builder(widths, turned, rank, root)
    builder.build(width)
    rows = Rows(builder.rows, builder.ways, builder.rising)
    _place(rows, builder.items[root], [builder.items[name] for name in builder.loose])
    return rows


@dataclass(frozen=True, slots=True)
class _Cell:
    """A vertex of a layer: somebody, the leaves of a holder, or lines that pass."""

    name: str = ""
    holder: str = ""
    leaves: tuple[str, ...] = ()
    passing: tuple[Pair, ...] = ()


Place: TypeAlias = "str | tuple[Pair, ...]"  # in a row: a box, or lines that pass it


@dataclass(slots=True)
class _Builder:
    widths: Mapping[str, int]
    turned: Mapping[Pair, Pair]
    rank: Mapping[str, Any]
    root: str
    rows: list[list[Item]] = field(default_factory=list)
    ways: dict[Pair, list[Item]] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    loose: list[str] = field(default_factory=list)  # who has no line stands among the root's leaves
    rising: frozenset[Pair] = frozenset()
    _parents: dict[Item, tuple[Hashable, Item]] = field(default_factory=dict)
    _in: dict[str, list[Pair]] = field(default_factory=lambda: defaultdict(list))
    _out: dict[str, list[Pair]] = field(default_factory=lambda: defaultdict(list))

    def build(self, width: int) -> None:
        """The order of the layers, then each layer as one row or more."""
        turned = self.turned
        self.rising = frozenset(pair for pair, ends in turned.items() if pair != ends)
        for pair, (upper, lower) in turned.items():
            self._out[upper].append(pair)
            self._in[lower].append(pair)
        blocks = self._blocks()
        names = sorted(self.widths, key=lambda name: (self.rank.get(name, ()), name))
        number = {name: place for place, name in enumerate(names)}
        block = {len(names) + place: holder for place, holder in enumerate(sorted(blocks))}
        place_of = {leaf: vertex for vertex, holder in block.items() for leaf in blocks[holder]}
        along: dict[tuple[int, int], list[Pair]] = defaultdict(list)
        for pair, (upper, lower) in turned.items():
            along[number[upper], place_of.get(lower, number[lower])].append(pair)
        for vertex, holder in block.items():
            along.setdefault((number[holder], vertex), [])
        vertices = [number[name] for name in names if name not in place_of] + list(block)
        found = layered({edge: max(1, len(p)) for edge, p in along.items()}, vertices, number[self.root])
        passing = {vertex: along[edge] for edge, chain in found.chains.items() for vertex in chain[1:-1]}

        def cell(vertex: int) -> _Cell:
            if vertex in block:
                return _Cell(holder=block[vertex], leaves=tuple(blocks[block[vertex]]))
            return _Cell(name=names[vertex]) if vertex < len(names) else _Cell(passing=tuple(passing[vertex]))

        layers = [[cell(vertex) for vertex in row] for row in found.rows]
        room = max([width, *(max(self._fixed(layer), self._square(layer)) for layer in layers)])
        for layer in layers:
            for row in self._split(layer, room):
                self._row(row)

    def _blocks(self) -> dict[str, list[str]]:
        """The leaves of each holder, by rank."""
        holders: dict[str, list[str]] = defaultdict(list)
        for holder, company in self.turned:
            holders[company].append(holder)
        owners = {holder for holder, _ in self.turned}
        blocks: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self.widths, key=lambda name: (self.rank.get(name, ()), name)):
            if name not in owners and name != self.root and len(holders[name]) <= 1:
                blocks[holders[name][0] if holders[name] else self.root].append(name)
                if not holders[name]:
                    self.loose.append(name)
        return blocks

    def _fixed(self, layer: Sequence[_Cell]) -> int:
        """The width of a layer without its leaves."""
        return sum(GAP + self.widths.get(cell.name, 0) for cell in layer if not cell.leaves) - GAP

    def _square(self, layer: Sequence[_Cell]) -> int:
        """The width at which the rows of a layer's leaves are not much higher than wide."""
        return isqrt(_ROW * sum(self.widths[leaf] + GAP for cell in layer for leaf in cell.leaves))

    def _split(self, layer: Sequence[_Cell], room: int) -> list[list[Place]]:
        """A layer in as few rows as have room, the leaves spread evenly."""
        fixed = self._fixed(layer)
        blocks = [cell for cell in layer if cell.leaves]
        width = sum(self.widths[leaf] + GAP for cell in blocks for leaf in cell.leaves)
        most = max((len(cell.leaves) for cell in blocks), default=1)
        for count in range(min(most, max(1, ceil((fixed + width) / room))), most + 1):
            first = max(0.0, (fixed + width) / count - fixed) / width if width else 1.0
            ends = [first + (1 - first) * number / max(1, count - 1) for number in range(count)]
            cuts = {cell.holder: [0, *(ceil(len(cell.leaves) * end - 1e-6) for end in ends)] for cell in blocks}
            rows = [self._layout(layer, number, cuts) for number in range(count)]
            if all(self._width(row) <= room for row in rows):
                break
        return [row for row in rows if row]

    def _layout(self, layer: Sequence[_Cell], number: int, cuts: Mapping[str, Sequence[int]]) -> list[Place]:
        """The row `number` of a layer: beneath the first, whoever stands in the first sends lines through."""
        row: list[Place] = []
        for at, cell in enumerate(layer):
            if cell.name:
                row.append(cell.name if number == 0 else tuple(self._out[cell.name]))
            elif cell.passing:
                row.append(cell.passing)
            elif cell.leaves:
                start, end = cuts[cell.holder][number : number + 2]
                here, rest = cell.leaves[start:end], cell.leaves[end:]
                trunk = tuple((cell.holder, leaf) for leaf in rest if leaf not in self.loose)
                beside = (layer[:at], layer[at + 1 :]) if number == 0 else ((), ())
                middle = self._middle(cell.holder, here, *beside)
                row += [*here[:middle], trunk, *here[middle:]]
        return [place for place in row if place]

    def _middle(self, holder: str, here: Sequence[str], left: Iterable[_Cell], right: Iterable[_Cell]) -> int:
        """How many leaves to the left of a trunk bring it nearest to the middle of what its holder holds."""
        own = {company for _, company in self._out[holder]}
        before, after = (sum(self.widths[c.name] + GAP for c in cells if c.name in own) for cells in (left, right))
        whole = sum(self.widths[leaf] + GAP for leaf in here)
        sums = [0, *accumulate(self.widths[leaf] + GAP for leaf in here)]
        return min(range(len(sums)), key=lambda k: abs(before + sums[k] - (after + whole - sums[k])))

    def _width(self, row: Sequence[Place]) -> int:
        return sum(GAP + (self.widths[place] if isinstance(place, str) else 0) for place in row) - GAP

    def _row(self, places: Sequence[Place]) -> None:
        """A row of items; lines of one source that came together stay together while they are neighbours."""
        row: list[Item] = []
        for place in places:
            if isinstance(place, str):
                item = self.items[place] = Item(place, self.widths[place])
                row.append(item)
                for pair in self._in.get(place, ()):
                    self.ways[pair].append(item)
                for pair in self._out.get(place, ()):
                    self.ways[pair] = [item]
                continue
            for pair in place:
                parent = (pair if pair in self.rising else pair[0], self.ways[pair][-1])
                if not row or self._parents.get(row[-1]) != parent:
                    row.append(Item("", 0))
                    self._parents[row[-1]] = parent
                self.ways[pair].append(row[-1])
        self.rows.append(row)


def _place(rows: Rows, root: Item, loose: Sequence[Item]) -> None:
    """Every item near those it is linked with: the least sum of squared distances, row by row, again and again.

    Channels hold on to each other, for lines to be straight; at the end each stands below whence it comes if it can.
    """
    near: dict[Item, list[tuple[Item, float]]] = defaultdict(list)
    above: dict[Item, Item] = {}
    steps = dict.fromkeys(step for way in rows.ways.values() for step in pairwise(way))
    for upper, lower in [*steps, *((root, item) for item in loose)]:
        weight = (
            _BOXES if upper.id and lower.id and lower not in loose else _BOTH if upper.id or lower.id else _CHANNELS
        )
        near[lower].append((upper, weight))
        near[upper].append((lower, weight))
        if not lower.id:
            above[lower] = upper
    for row in rows.rows:
        _put(row, [(0.0, 1.0)] * len(row))
    for number in range(_SWEEPS):
        for row in rows.rows if number % 2 == 0 else reversed(rows.rows):
            _put(row, [_mean(near[item], item) for item in row])
    for _ in range(2):
        for row in rows.rows:
            _put(row, [(above[i].x, _STRAIGHT) if i in above else _mean(near[i], i) for i in row])
    for item in (item for row in rows.rows for item in row if item in above):
        if abs(item.x - above[item].x) <= _SNAP:  # a bend so small would look like a fault
            item.x = above[item].x


def _mean(near: Sequence[tuple[Item, float]], item: Item) -> tuple[float, float]:
    """Where an item would stand best, and how much that matters."""
    weight = sum(weight for _, weight in near)
    return (sum(one.x * weight for one, weight in near) / weight, weight) if weight else (item.x, 1e-3)


def _put(row: Sequence[Item], wanted: Sequence[tuple[float, float]]) -> None:
    xs = spread([want for want, _ in wanted], [item.width for item in row], GAP, [weight for _, weight in wanted])
    for item, x in zip(row, xs, strict=True):
        item.x = x
