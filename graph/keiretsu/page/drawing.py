"""What is drawn and where: boxes, lines, and frames around what can be shown beside the structure.

All measures are pixels of the drawing at scale 1, y downward, boxes by their middle; x is 0 in the middle of the
structure, y is 0 at its top.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from keiretsu.page.text import CAPTION_LINE, CAPTION_SIZE, NAME_LINE, NAME_SIZE, text_width, wrap

__all__ = ["Box", "Drawing", "Frame", "Link", "Pair", "Part", "Point", "Size", "Text", "size_of"]

Pair: TypeAlias = tuple[str, str]  # holder, company
Point: TypeAlias = tuple[int, int]

_PADDING_X, _PADDING_Y = 12, 4


@dataclass(frozen=True, slots=True)
class Text:
    """What a box must have room for: a name, and the captions that it carries on one day or another."""

    name: str
    captions: tuple[str, ...]
    width: int = 170


@dataclass(frozen=True, slots=True)
class Part:
    """Boxes of one owner that a frame keeps together: its `kind` is "products" or "customers"."""

    id: str
    owner: str
    title: str
    kind: str
    members: tuple[tuple[str, Text], ...]


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
    """A placed line, across and down, from the border of the upper box to that of the lower box.

    `label` is the slot of its label: the middle, width and height. A line that `rises` leads to a company above its
    holder: its arrow points to the path's beginning. The line of a part leads to a frame and has no label.
    """

    pair: Pair
    path: tuple[Point, ...]
    label: tuple[int, int, int, int]
    rises: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame around the boxes of a part; the row of its title is inside."""

    id: str
    owner: str
    title: str
    x: int
    y: int
    width: int
    height: int
    kind: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """All places, and the size of the whole; `structure` is the height without the frames."""

    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    frames: tuple[Frame, ...]
    width: int
    height: int
    structure: int


@dataclass(frozen=True, slots=True)
class Size:
    """A name in lines, and the size of the box that it needs with its captions."""

    lines: tuple[str, ...]
    width: int
    height: int


def size_of(text: Text) -> Size:
    """The size of a box; both measures are even, so that its middle and its borders are whole numbers."""
    lines = wrap(text.name, text.width, NAME_SIZE)
    widths = [text_width(line, NAME_SIZE) for line in lines]
    widths += [text_width(caption, CAPTION_SIZE) for caption in text.captions]
    height = len(lines) * NAME_LINE + CAPTION_LINE + 2 * _PADDING_Y
    return Size(lines, (max(widths) + 1) // 2 * 2 + 2 * _PADDING_X, (height + 1) // 2 * 2)
