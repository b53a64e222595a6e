"""Where boxes, lines and labels stand: owners above what they own, in rows, and between the rows lanes for the lines.

A line leaves the middle of its holder's box, runs along a track of the lane below it that it shares with the holder's
other lines, and drops to its company; its label has a slot of its own on the drop, just above the company's box. Boxes,
slots and lanes do not overlap, so no line touches a box or a label that is not its own, whatever the day; a company
keeps its place as days move.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from keiretsu.page.drawing import Box, Drawing, Frame, Link, Pair, Part, Point, Text, size_of
from keiretsu.page.frames import framed
from keiretsu.page.layers import forward
from keiretsu.page.routing import Stem, tracks
from keiretsu.page.rows import rows_of, spread
from keiretsu.page.text import label_size

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from keiretsu.page.drawing import Size
    from keiretsu.page.rows import Item, Rows

__all__ = ["Box", "Drawing", "Frame", "Link", "Pair", "Part", "Point", "Text", "arrange", "spread"]

_AIR = 3  # around a label
_ARROW = 12  # below a slot
_TRACK = 9
_LEAD = 10  # from a box to the first track below it
_REST = 6  # from the last track to the labels
_PORT = 12  # between the stems of one box
_LEAST = 6  # between them where there are many
_EDGE = 8  # from a port to the end of its box
_MARGIN = 14  # from the structure to the lines of the parts
_STRAIGHTEN = 24  # how far from its middle a box lets go a single line, for the line to be straight


def arrange(
    texts: Mapping[str, Text],
    labels: Mapping[Pair, Sequence[str]],
    rank: Mapping[str, Any],
    root: str,
    parts: Sequence[Part] = (),
    width: int = 1040,
) -> Drawing:
    """Place the boxes of a group, its lines with the labels of all days, and the frames of its parts beneath.

    `rank` orders the leaves of one holder; `width` is that of the structure where its leaves can make way. The same
    input gives the same drawing.
    """
    sizes = {name: size_of(texts[name]) for name in sorted(texts)}
    slots = {pair: _slot(labels[pair]) for pair in sorted(labels)}
    turned = forward(slots, root)
    sizes = _widened(sizes, turned, [part.owner for part in parts])
    rows = rows_of(_widths(sizes, slots, turned), turned, rank, root, width)
    # Only the root's parts have a line: those of a dozen companies would be a thicket, and titles name the owner.
    sheet = _Sheet(rows, sizes, slots, [part for part in parts if part.owner == root])
    return framed(sheet.drawing(), parts, sheet.leads)


def _slot(labels: Sequence[str]) -> tuple[int, int]:
    """Width and height of a slot with room for each of these labels; even, so that its borders are whole numbers."""
    sizes = [label_size(label) for label in labels] or [(0, 0)]
    width, height = (max(size[side] for size in sizes) for side in (0, 1))
    return (width + 1) // 2 * 2 + 2 * _AIR, (height + 1) // 2 * 2 + 2 * _AIR


def _widened(sizes: Mapping[str, Size], turned: Mapping[Pair, Pair], owners: Sequence[str]) -> dict[str, Size]:
    """Boxes wide enough for their stems: each rising line and each line to a part has one of its own."""
    own = Counter(upper for pair, (upper, _) in turned.items() if pair != turned[pair])
    own.update(owners)
    least = {name: 2 * (_LEAST * (own[name] + 1) + _EDGE) for name in sizes}
    return {
        name: replace(size, width=max(size.width, least[name])) if own[name] else size for name, size in sizes.items()
    }


def _widths(
    sizes: Mapping[str, Size], slots: Mapping[Pair, tuple[int, int]], turned: Mapping[Pair, Pair]
) -> dict[str, int]:
    """What each box needs in its row: itself, and the slots above it side by side."""
    above: dict[str, int] = defaultdict(int)
    for pair, (_, lower) in turned.items():
        above[lower] += slots[pair][0] + _AIR
    return {name: max(size.width, above[name] - _AIR) for name, size in sizes.items()}


class _Sheet:
    """Rows on their way to a drawing: ports and stems first, then tracks, heights, and the lines' paths."""

    def __init__(
        self, rows: Rows, sizes: Mapping[str, Size], slots: Mapping[Pair, tuple[int, int]], parts: Sequence[Part]
    ) -> None:
        self.rows, self.sizes, self.slots, self.parts = rows, sizes, slots, parts
        self.leads: dict[str, list[Point]] = {}  # the paths of the parts' lines, as far as the margin
        self._middle()
        self.ports = self._ports()
        self.stems = self._stems()
        self.tracks = [tracks(list(lane.values())) for lane in self.stems]
        self._heights()

    def _middle(self) -> None:
        """The structure's middle becomes 0; the root stands there anyway where it has as much on both sides."""
        items = [item for row in self.rows.rows for item in row]
        left, right = min(i.x - i.width // 2 for i in items), max(i.x + (i.width + 1) // 2 for i in items)
        for item in items:
            item.x -= (left + right) // 2
        self.half = (right - left + 1) // 2 + 1

    def _key(self, pair: Pair) -> Hashable:
        """What a line shares its stem with: the other lines of its holder, or nothing if it rises."""
        return pair if pair in self.rows.rising else pair[0]

    def _ports(self) -> dict[Pair, int]:
        """Where each line enters its lower box: side by side in the order of where the lines come from."""
        arriving: dict[Item, list[Pair]] = defaultdict(list)
        for pair, way in self.rows.ways.items():
            arriving[way[-1]].append(pair)
        ports: dict[Pair, int] = {}
        place = {item: number for row in self.rows.rows for number, item in enumerate(row)}
        for item, pairs in arriving.items():
            pairs.sort(key=lambda pair: (place[self.rows.ways[pair][-2]], pair))
            widths = [self.slots[pair][0] for pair in pairs]
            wanted = [float(self.rows.ways[pair][-2].x) for pair in pairs] if len(pairs) > 1 else [float(item.x)]
            xs = spread(wanted, widths, _AIR)
            edge = item.x - item.width // 2
            for number, width in enumerate(widths):
                xs[number] = max(xs[number], edge + (width + 1) // 2)
                edge = xs[number] + (width + 1) // 2 + _AIR
            edge = item.x + item.width // 2
            for number in reversed(range(len(xs))):
                xs[number] = min(xs[number], edge - (widths[number] + 1) // 2)
                edge = xs[number] - (widths[number] + 1) // 2 - _AIR
            for pair, x in zip(pairs, xs, strict=True):
                source = self.rows.ways[pair][-2].x
                ports[pair] = source if abs(source - x) <= 1 else x  # there is air enough between two slots
        return ports

    def _stems(self) -> list[dict[Hashable, Stem]]:
        """The stems of each lane, by item and source."""
        drops: list[dict[tuple[Item, Hashable], set[int]]] = [defaultdict(set) for _ in self.rows.rows]
        level = {item: number for number, row in enumerate(self.rows.rows) for item in row}
        for pair, way in self.rows.ways.items():
            for upper, lower in pairwise(way):
                drops[level[upper]][upper, self._key(pair)].add(self.ports[pair] if lower.id else lower.x)
        boxes = {item.id: item for item in level if item.id}
        for number, part in enumerate(self.parts):
            item = boxes[part.owner]
            margin = self.half + _MARGIN + _TRACK * number
            drops[level[item]][item, ("part", part.id)].add(margin if part.kind == "customers" else -margin)
        return [self._lane(lane) for lane in drops]

    def _lane(self, drops: Mapping[tuple[Item, Hashable], set[int]]) -> dict[Hashable, Stem]:
        lane: dict[Hashable, Stem] = {}
        sides: dict[tuple[Item, bool], list[tuple[Item, Hashable]]] = defaultdict(list)
        for (item, key), found in sorted(drops.items(), key=lambda entry: (entry[0][0].x, repr(entry[0][1]))):
            if item.id and key != item.id:
                sides[item, min(found) > item.x].append((item, key))
                continue
            x = item.x
            if item.id and len(found) == 1 and abs(min(found) - x) <= min(_STRAIGHTEN, item.width // 4):
                x = min(found)
            lane[item, key] = Stem((item, key), x, tuple(sorted(found)))
        for (item, right), keys in sides.items():
            # What leads farther leaves farther out.
            keys.sort(key=lambda key: (max(map(abs, drops[key])), repr(key[1])))
            step = min(_PORT, (self.sizes[item.id].width // 2 - 4) // len(keys))
            begin = lane[item, item.id].x if (item, item.id) in lane else item.x
            for number, key in enumerate(keys, start=1):
                x = begin + number * step * (1 if right else -1)
                lane[key] = Stem(key, x, tuple(sorted(drops[key])))
        return lane

    def _heights(self) -> None:
        """Tops and bottoms of the rows; a lane is as high as its tracks and the labels on the way down need."""
        slots: dict[Item, int] = defaultdict(int)
        for pair, way in self.rows.ways.items():
            slots[way[-1]] = max(slots[way[-1]], self.slots[pair][1])
        self.tops: list[int] = []
        self.bottoms: list[int] = []
        self.level: dict[Item, int] = {}
        y = 0
        for number, row in enumerate(self.rows.rows):
            self.level |= dict.fromkeys(row, number)
            if number:
                labels = max((slots[item] for item in row), default=0)
                y += self._lane_height(number - 1) + (labels + _ARROW if labels else _REST)
            self.tops.append(y)
            y += max((self.sizes[item.id].height for item in row if item.id), default=0)
            self.bottoms.append(y)

    def _lane_height(self, number: int) -> int:
        """From a row down to the labels below it."""
        count = self.tracks[number].count
        return _LEAD + (count - 1) * _TRACK + _REST if count else _LEAD

    def _path(self, pair: Pair, way: Sequence[Item]) -> list[Point]:
        key = self._key(pair)
        x = self.stems[self.level[way[0]]][way[0], key].x
        path = [(x, self.bottoms[self.level[way[0]]])]
        for upper, lower in pairwise(way):
            number = self.level[upper]
            stem = self.stems[number][upper, key]
            end = self.ports[pair] if lower.id else lower.x
            if stem.x != end:
                y = self._track(number, stem, end)
                path += [(stem.x, y), (end, y)]
            x = end
        return [*path, (x, self.tops[self.level[way[-1]]])]

    def _track(self, number: int, stem: Stem, end: int) -> int:
        return self.bottoms[number] + _LEAD + self.tracks[number].level(stem, end) * _TRACK

    def drawing(self) -> Drawing:
        """The structure without the frames; the paths of the parts' lines are left in `leads`."""
        boxes = []
        reached: dict[Item, list[int]] = defaultdict(list)
        for pair, way in self.rows.ways.items():
            reached[way[-1]].append(self.ports[pair])
        for number, row in enumerate(self.rows.rows):
            top, bottom = self.tops[number], self.bottoms[number]
            for item in row:
                if item.id:
                    size = self.sizes[item.id]
                    width = max([size.width, *(2 * (abs(x - item.x) + _EDGE) for x in reached[item])])
                    boxes.append(Box(item.id, item.x, (top + bottom) // 2, width, bottom - top, size.lines))
        links = []
        for pair, way in sorted(self.rows.ways.items()):
            path = self._path(pair, way)
            width, height = self.slots[pair]
            slot = (path[-1][0], path[-1][1] - _ARROW - height // 2, width, height)
            links.append(Link(pair, tuple(path), slot, pair in self.rows.rising))
        items = {item.id: item for item in self.level if item.id}
        for part in self.parts:
            number = self.level[items[part.owner]]
            stem = self.stems[number][items[part.owner], ("part", part.id)]
            y = self._track(number, stem, stem.drops[0])
            self.leads[part.id] = [(stem.x, self.bottoms[number]), (stem.x, y), (stem.drops[0], y)]
        height = self.bottoms[-1]
        below = height + (self._lane_height(len(self.tracks) - 1) if self.tracks[-1].count else 0)
        return Drawing(tuple(boxes), tuple(links), (), 2 * self.half, below, height)
