"""Frames below the structure: for each part its title, its boxes in a grid, and a line from its owner to it.

The lines run down the margins outside everything: to products on the left, to customers on the right.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from keiretsu.page.drawing import Box, Drawing, Frame, Link, size_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from keiretsu.page.drawing import Part, Point

__all__ = ["framed"]

_TITLE = 18
_PADDING = 10
_GAP = 10
_ABOVE = 20  # between two frames, and below the structure


def framed(drawing: Drawing, parts: Sequence[Part], leads: Mapping[str, Sequence[Point]]) -> Drawing:
    """A structure with the frames of its parts beneath, one below the other, in the order given.

    `leads` has for each part the way from its owner to the margin in which its line runs down.
    """
    boxes, links, frames = list(drawing.boxes), list(drawing.links), list[Frame]()
    y = drawing.height
    # All widths are even, so that borders are whole numbers.
    width = max([drawing.width, *(_least(part) for part in parts)])
    far = max((abs(leads[part.id][-1][0]) for part in parts), default=0)
    outside = max(0, width - drawing.width + 1) // 2  # a frame that is wider than the structure moves the margins
    for part in parts:
        top = y + _ABOVE
        placed, height = _grid(part, top + _TITLE + _PADDING // 2, width - 2 * _PADDING)
        boxes += placed
        height += _TITLE + _PADDING // 2 + _PADDING
        height += height % 2
        frames.append(Frame(part.id, part.owner, part.title, 0, top + height // 2, width, height, part.kind))
        *lead, (x, across) = leads[part.id]
        sign = 1 if x > 0 else -1
        x += sign * outside
        enters = top + _TITLE // 2
        path = (*lead, (x, across), (x, enters), (sign * (width // 2), enters))
        links.append(Link((part.owner, part.id), path, (0, 0, 0, 0)))
        y = top + height
    full = max(width, 2 * (far + outside) + _GAP if parts else 0)
    return replace(drawing, boxes=tuple(boxes), links=tuple(links), frames=tuple(frames), width=full, height=y)


def _least(part: Part) -> int:
    return max((size_of(text).width for _, text in part.members), default=0) + 2 * _PADDING


def _grid(part: Part, top: int, width: int) -> tuple[list[Box], int]:
    """The boxes of a part in columns of one width, and the height of them all."""
    if not part.members:
        return [], 0
    sizes = [(name, size_of(text)) for name, text in part.members]
    count = max(1, (width + _GAP) // (max(size.width for _, size in sizes) + _GAP))
    column = ((width + _GAP) // count - _GAP) // 2 * 2
    boxes: list[Box] = []
    y = top
    for start in range(0, len(sizes), count):
        row = sizes[start : start + count]
        height = max(size.height for _, size in row)
        for number, (name, size) in enumerate(row):
            x = -(width // 2) + column // 2 + number * (column + _GAP)
            boxes.append(Box(name, x, y + height // 2, column, height, size.lines))
        y += height + _GAP
    return boxes, y - _GAP - top
