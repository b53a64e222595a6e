"""How wide text is, estimated on the safe side: what is drawn may be smaller, never larger. All sizes are pixels."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "CAPTION_LINE",
    "CAPTION_SIZE",
    "LABEL_LINE",
    "LABEL_SIZE",
    "NAME_LINE",
    "NAME_SIZE",
    "label_size",
    "text_width",
    "wrap",
]

NAME_SIZE: Final = 14
CAPTION_SIZE: Final = 11
LABEL_SIZE: Final = 13
NAME_LINE: Final = 16
CAPTION_LINE: Final = 13
LABEL_LINE: Final = 16
_MAX_LINES = 4
# The advance widths of Arial and of what has its metrics, in parts of the font size.
_EM: Final[Mapping[str, float]] = {
    character: width
    for characters, width in (
        ("ijl|'", 0.222), (" ftI.,:;!/\\[]·", 0.278), ("r()-{}`", 0.333), ('"', 0.355), ("*^", 0.47),
        ("ckvsxyzJ", 0.5), ("0123456789abdeghnopquL$#?_–", 0.556), ("=+<>~", 0.584), ("FTZ", 0.611),
        ("ABEKPSVXY&", 0.667), ("wCDHNRU", 0.722), ("GOQ", 0.778), ("mM", 0.833), ("%", 0.889), ("W", 0.944),
        ("@…", 1.015),
    )
    for character in characters
}  # fmt: skip
_MARGIN: Final = 1.12  # for fonts that are wider than Arial


def _em(character: str) -> float:
    """The width of a character, in parts of the font size."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn"):
        return 0.0
    width = _EM.get(character)
    if width is not None:
        return width
    return 0.8 if character.isalpha() and unicodedata.east_asian_width(character) in ("N", "Na", "H") else 1.0


def text_width(text: str, size: int) -> int:
    """The width of one line, in pixels, on the safe side."""
    return int(sum(map(_em, text)) * size * _MARGIN) + 1


def wrap(text: str, width: int, size: int, most: int = _MAX_LINES) -> tuple[str, ...]:
    """A text in lines that fit a width: broken at spaces, within a word where it must be, cut after `most` lines."""
    lines = [""]
    for word in text.split():
        piece = word
        joined = f"{lines[-1]} {piece}".strip()
        if text_width(joined, size) <= width:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for character in piece:
            if lines[-1] and text_width(lines[-1] + character, size) > width:
                lines.append("")
            lines[-1] += character
        if len(lines) > most:
            break
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    while last and text_width(last + "…", size) > width:
        last = last[:-1]
    return (*lines[: most - 1], last + "…")


def label_size(label: str) -> tuple[int, int]:
    """Width and height of a label of one line or more."""
    lines = label.split("\n")
    return max(text_width(part, LABEL_SIZE) for part in lines), len(lines) * LABEL_LINE
