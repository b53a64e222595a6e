"""Where boxes and labels stand: columns of boxes, and between them lanes in which every label has a slot of its own.

A line runs from a port in its holder's side to one end of its slot, straight through the slot with its label on it, and
on to a port in the company's side. Slots of one lane do not overlap and nothing else stands in a lane, so no label can
touch a box or another label, whatever the day; a company keeps its place as days move. All measures are pixels of the
drawing at scale 1, y downward, boxes by their middle.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from keiretsu.page.text import (
    CAPTION_LINE,
    CAPTION_SIZE,
    LABEL_LINE,
    NAME_LINE,
    NAME_SIZE,
    label_size,
    text_width,
    wrap,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Box", "Drawing", "Link", "Text", "arrange", "spread"]

_PADDING_X, _PADDING_Y = 12, 4
_GAP = 8
_WIDE_GAP = 34
_SLOT_GAP = 6
_PORT_GAP = 12
_LANE_MARGIN = 7
_STRAIGHT, _FAN = 14, 46

Pair: TypeAlias = tuple[str, str]
Point: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """What a box must have room for: a name, and the captions that it carries on one day or another."""

    name: str
    captions: tuple[str, ...]
    width: int = 170


@dataclass(frozen=True, slots=True)
class Box:
    """A placed box with its name in lines."""

    id: str
    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A placed line: its slot runs from `start` to `end` at height `y`. `stub` marks one that turns back there.

    `leaves` and `enters` are its ports, points in the sides of the holder's and the company's box.
    """

    pair: Pair
    start: int
    end: int
    y: int
    stub: bool
    leaves: Point = (0, 0)
    enters: Point = (0, 0)


@dataclass(frozen=True, slots=True)
class Drawing:
    """All places, and the size of the whole around the point (0, 0)."""

    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    width: int
    height: int


def spread(wanted: Sequence[float], heights: Sequence[int], gap: int) -> list[int]:
    """Places near those wanted, in the same order, that leave a gap between things of these heights.

    The least sum of squares: pool adjacent violators, over places from which the room needed above is taken away.
    """
    offsets = [0]
    for upper, lower in pairwise(heights):
        offsets.append(offsets[-1] + (upper + lower + 1) // 2 + gap)
    pools: list[tuple[float, int]] = []  # sum of places, number of things
    for want, offset in zip(wanted, offsets, strict=False):
        pools.append((want - offset, 1))
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] >= pools[-1][0] / pools[-1][1]:
            total, count = pools.pop()
            pools[-1] = (pools[-1][0] + total, pools[-1][1] + count)
    fitted = [total / count for total, count in pools for _ in range(count)]
    return [round(place) + offset for place, offset in zip(fitted, offsets, strict=False)]


@dataclass(frozen=True, slots=True)
class _Size:
    lines: tuple[str, ...]
    width: int
    height: int


def _size(text: Text) -> _Size:
    lines = wrap(text.name, text.width, NAME_SIZE)
    widths = [text_width(line, NAME_SIZE) for line in lines]
    widths += [text_width(caption, CAPTION_SIZE) for caption in text.captions]
    height = len(lines) * NAME_LINE + CAPTION_LINE + 2 * _PADDING_Y
    return _Size(lines, max(widths) + 2 * _PADDING_X, height)


def arrange(
    texts: Mapping[str, Text], columns: Sequence[Sequence[str]], labels: Mapping[Pair, Sequence[str]]
) -> Drawing:
    """Place boxes in columns from left to right, and lines with the labels that they carry on one day or another."""
    column = {name: number for number, names in enumerate(columns) for name in names}
    sizes = {name: _size(texts[name]) for name in column}
    heights = _heights(columns, column, sizes, list(labels))
    gutters: dict[int, list[Pair]] = {number: [] for number in range(len(columns))}
    for pair in labels:
        gutters[_gutter(column[pair[0]], column[pair[1]])].append(pair)
    boxes: list[Box] = []
    links: list[Link] = []
    left = 0
    for number, names in enumerate(columns):
        width = max((sizes[name].width for name in names), default=0)
        middle = left + width // 2
        boxes += [Box(n, middle, heights[n], width, sizes[n].height, sizes[n].lines) for n in names]
        left = middle + width - width // 2
        placed, left = _lane(gutters[number], {p: labels[p] for p in gutters[number]}, column, heights, left)
        links += placed
    return _centred(boxes, _ported(links, {box.id: box for box in boxes}), left)


def _gutter(holder: int, company: int) -> int:
    """The lane beside the company, on the side where its holder is; lane n lies to the right of column n."""
    return company - 1 if holder < company else company


def _heights(
    columns: Sequence[Sequence[str]], column: Mapping[str, int], sizes: Mapping[str, _Size], pairs: Iterable[Pair]
) -> dict[str, int]:
    """The height of every box: the longest column first, the others beside what they are linked with."""
    linked: dict[str, set[str]] = {name: set() for name in column}
    for holder, company in pairs:
        linked[holder].add(company)
        linked[company].add(holder)
    longest = max(range(len(columns)), key=lambda number: sum(sizes[name].height + _GAP for name in columns[number]))
    placed: dict[str, int] = {}
    for number in [*range(longest, len(columns)), *reversed(range(longest))]:
        wanted = {}
        for name in columns[number]:
            near = [placed[other] for other in sorted(linked[name]) if other in placed]
            wanted[name] = sum(near) / len(near) if near else 0.0
        names = sorted(columns[number], key=lambda name: wanted[name])  # a stable sort keeps the order given
        gap = _WIDE_GAP if len(set(wanted.values())) == 1 and number != longest else _GAP
        tall = [sizes[name].height for name in names]
        placed |= dict(zip(names, spread([wanted[name] for name in names], tall, gap), strict=True))
    return placed


def _lane(
    pairs: Sequence[Pair],
    labels: Mapping[Pair, Sequence[str]],
    column: Mapping[str, int],
    heights: Mapping[str, int],
    left: int,
) -> tuple[list[Link], int]:
    """The slots of one lane that begins at `left`, and where the next column begins."""
    if not pairs:
        return [], left
    uses = {name: sum(name in pair for pair in pairs) for pair in pairs for name in pair}
    wanted: dict[Pair, float] = {}
    for holder, company in pairs:
        if column[holder] == column[company] or uses[holder] == uses[company]:
            wanted[holder, company] = (heights[holder] + heights[company]) / 2
        else:  # beside the end that has fewer lines
            wanted[holder, company] = heights[min((holder, company), key=lambda name: uses[name])]
    order = sorted(pairs, key=lambda pair: (wanted[pair], pair))
    sizes = {pair: [label_size(label) for label in labels[pair]] for pair in pairs}
    tall = [max((height for _, height in sizes[pair]), default=LABEL_LINE) for pair in order]
    slots = dict(zip(order, spread([wanted[pair] for pair in order], tall, _SLOT_GAP), strict=True))
    width = max((width for pair in pairs for width, _ in sizes[pair]), default=0) + 2 * _LANE_MARGIN
    ends = {pair: sorted(pair, key=lambda name: column[name]) for pair in pairs}
    across = [pair for pair in pairs if column[pair[0]] != column[pair[1]]]
    bent = any(abs(heights[name] - slots[p]) > 2 for p in pairs for name in (ends[p][:1] if p in across else p))
    start = left + (_FAN if bent else _STRAIGHT)
    end = start + width
    bent = any(abs(heights[ends[pair][1]] - slots[pair]) > 2 for pair in across)
    links = []
    for pair in order:
        holder, company = pair
        same = column[holder] == column[company]
        forward = column[holder] <= column[company]
        first, last = (start, end) if forward else (end, start)
        links.append(Link(pair, first, last, slots[pair], same))
    return links, end + (_FAN if bent else _STRAIGHT)


def _ported(links: Sequence[Link], boxes: Mapping[str, Box]) -> list[Link]:
    """Every line gets a port of its own in the side of a box, in the order of the slots."""
    sides: dict[tuple[str, bool], list[Link]] = {}
    for link in links:
        for name in link.pair:
            sides.setdefault((name, min(link.start, link.end) > boxes[name].x), []).append(link)
    ports: dict[tuple[str, Pair], Point] = {}
    for (name, right), found in sides.items():
        box = boxes[name]
        step = min(_PORT_GAP, (box.height - 2 * _PADDING_Y) / len(found))
        x = box.x + (box.width - box.width // 2 if right else -(box.width // 2))
        for number, link in enumerate(sorted(found, key=lambda link: (link.y, link.pair))):
            ports[name, link.pair] = (x, box.y + round((number - (len(found) - 1) / 2) * step))
    return [replace(k, leaves=ports[k.pair[0], k.pair], enters=ports[k.pair[1], k.pair]) for k in links]


def _centred(boxes: Sequence[Box], links: Sequence[Link], right: int) -> Drawing:
    tops = [box.y - box.height // 2 for box in boxes] + [link.y - LABEL_LINE for link in links]
    bottoms = [box.y + box.height // 2 for box in boxes] + [link.y + LABEL_LINE for link in links]
    top, bottom = min(tops), max(bottoms)
    dx, dy = right // 2, (top + bottom) // 2

    def moved(point: Point) -> Point:
        return (point[0] - dx, point[1] - dy)

    return Drawing(
        tuple(Box(b.id, b.x - dx, b.y - dy, b.width, b.height, b.lines) for b in boxes),
        tuple(
            Link(k.pair, k.start - dx, k.end - dx, k.y - dy, k.stub, moved(k.leaves), moved(k.enters)) for k in links
        ),
        right,
        bottom - top,
    )
