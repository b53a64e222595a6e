"""What all charts share: a sheet that is filled from the top, its fonts and forms, and how it becomes a file.

Lengths are inches. Text is text: names are never read as formulas, and what cannot be printed is replaced.
"""

from __future__ import annotations

import io
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import matplotlib
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from keiretsu.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = [
    "INK",
    "PLATE",
    "QUIET",
    "SMALL",
    "Form",
    "Key",
    "Kind",
    "Sheet",
    "form",
    "kind_of",
    "picture",
    "plain",
]

Kind = Literal["svg", "png"]
_WIDTH: Final = 11.0
INK: Final = "#222222"
QUIET: Final = "#666666"
SMALL: Final = 8.5
PLATE: Final = {"facecolor": "white", "alpha": 0.75, "linewidth": 0, "pad": 0.6}  # under text that stands on lines
_MARGIN: Final = 0.3
_DPI: Final = 144
# Names in Japanese script want one of these; what is not installed is not asked for.
_JAPANESE: Final = (
    "Noto Sans CJK JP", "Noto Sans JP", "Source Han Sans JP", "IPAexGothic", "IPAGothic", "TakaoGothic", "VL Gothic",
    "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Yu Gothic", "Meiryo", "MS Gothic", "Noto Serif CJK JP",
)  # fmt: skip
# Colours that differ for colour-blind eyes, too (Okabe and Ito), and with each a shape and a hatching.
_COLOURS: Final = ("#0072B2", "#D55E00", "#009E73", "#AA4499", "#B8860B", "#3A9BDC", "#222222")
_MARKERS: Final = ("o", "s", "^", "D", "v", "p", "h", "<", ">", "8", "d")
_HATCHES: Final = ("///", "\\\\\\", "|||", "---", "//", "\\\\", "||", "--")


@dataclass(frozen=True, slots=True)
class Form:
    """How one series is told from another: by colour, by the shape of its points, by its hatching."""

    colour: str
    marker: str
    hatch: str


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend: what is drawn in a field of 0 to 1 by 0 to 1, and what it means."""

    text: str
    marks: tuple[dict[str, Any], ...] = ()
    box: dict[str, Any] | None = None


def form(number: int) -> Form:
    """The form of a series; no two of the first 77 are alike."""
    return Form(*(choice[number % len(choice)] for choice in (_COLOURS, _MARKERS, _HATCHES)))


def kind_of(to: Path) -> Kind:
    """What kind of picture a file's ending asks for. Raises RequestError for another one."""
    ending = to.suffix.casefold()
    if ending == ".svg":
        return "svg"
    if ending == ".png":
        return "png"
    raise RequestError(f"{to}: name a file that ends in .svg or .png")


def plain(text: str) -> str:
    """Text on one line, without what XML and fonts have no sign for."""
    return " ".join("".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in text).split())


def picture(kind: Kind, title: str, draw: Callable[[], Figure]) -> bytes:
    """What is drawn as the bytes of a file; the same drawing gives the same bytes."""
    with _style(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a sign that no installed font has is shown as a box, which says enough
        figure, file = draw(), io.BytesIO()
        # No date, and no version of what wrote it.
        told = (
            {"Title": plain(title), "Date": None, "Creator": "keiretsu"} if kind == "svg" else {"Title": plain(title)}
        )
        figure.savefig(file, format=kind, metadata=told if kind == "svg" else {**told, "Software": None})
    return file.getvalue()


@contextmanager
def _style() -> Iterator[None]:
    """Our settings and nobody else's, for as long as something is drawn."""
    installed = set(font_manager.get_font_names())
    settings: dict[Any, Any] = {
        "font.family": ["DejaVu Sans", *(name for name in _JAPANESE if name in installed), "sans-serif"],
        "font.sans-serif": ["DejaVu Sans"],  # what is left to the reader's own choice is only what none of these has
        "font.size": SMALL,
        "text.parse_math": False,
        "text.usetex": False,
        "axes.unicode_minus": True,
        "svg.fonttype": "none",
        "svg.hashsalt": "keiretsu",
        "hatch.linewidth": 0.5,
        "savefig.dpi": _DPI,
        "text.color": INK,
        "axes.edgecolor": QUIET,
        "xtick.color": QUIET,
        "ytick.color": QUIET,
        "xtick.labelcolor": INK,
        "ytick.labelcolor": INK,
    }
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(settings)
        yield


class Sheet:
    """A page of a width that is filled from the top; `finish` gives it the height that it came to need."""

    def __init__(self, width: float = _WIDTH) -> None:
        self.width, self.down = width, _MARGIN
        self.figure = Figure(figsize=(width, 20.0), dpi=_DPI, facecolor="white")
        self._renderer: Any = FigureCanvasAgg(self.figure).get_renderer()  # type: ignore[no-untyped-call]
        self._upright = Affine2D()
        self._panels: list[tuple[Axes, float, float, float, float]] = []
        self._set_height(20.0)

    def _set_height(self, height: float) -> None:
        self.figure.set_size_inches(self.width, height)
        self._upright.clear().scale(1, -1).translate(0, height)
        for axes, left, top, width, tall in self._panels:
            axes.set_position((left / self.width, 1 - (top + tall) / height, width / self.width, tall / height))

    def measure(self, text: str, size: float = SMALL, weight: str = "normal") -> tuple[float, float]:
        """Width and height of a text."""
        probe = Text(0, 0, text, size=size, weight=weight, figure=self.figure)
        extent = probe.get_window_extent(self._renderer)
        return extent.width / self.figure.dpi, extent.height / self.figure.dpi

    def fold(self, text: str, width: float, size: float = SMALL, weight: str = "normal", most: int = 3) -> list[str]:
        """A text in lines that fit a width: broken at spaces, within a word where it must be, cut after `most`."""
        lines = [""]
        for word in plain(text)[:2000].split():
            joined = f"{lines[-1]} {word}".strip()
            if self.measure(joined, size, weight)[0] <= width:
                lines[-1] = joined
                continue
            if lines[-1]:
                lines.append("")
            while not self._fits(word, width, size, weight) and len(lines) <= most:
                fits = next((n for n in range(len(word) - 1, 1, -1) if self._fits(word[:n], width, size, weight)), 1)
                lines[-1:] = [word[:fits], ""]
                word = word[fits:]  # what is left of the word
            lines[-1] = word
            if len(lines) > most:
                return [*lines[: most - 1], lines[most - 1].rstrip()[:-1] + "…"]
        return lines

    def _fits(self, text: str, width: float, size: float, weight: str) -> bool:
        return self.measure(text, size, weight)[0] <= width

    def write(
        self, text: str, size: float = SMALL, weight: str = "normal", colour: str = INK, gid: str = "", most: int = 3
    ) -> None:
        """A paragraph from margin to margin."""
        for number, line in enumerate(self.fold(text, self.width - 2 * _MARGIN, size, weight, most)):
            self.down += 1.5 * size / 72
            self.put(_MARGIN, self.down, line, size=size, weight=weight, color=colour, gid=gid if not number else None)

    def put(self, x: float, y: float, text: str, **how: Any) -> None:
        """A text whose baseline begins at a place counted from the top left corner."""
        self.figure.add_artist(
            Text(x, y, text, transform=self._upright + self.figure.dpi_scale_trans, va="baseline", **how)
        )

    def panel(self, height: float, left: float, right: float) -> Axes:
        """Axes of a height, with room at their left and right."""
        axes = self.figure.add_axes((0, 0, 1, 1))
        self._panels.append((axes, left, self.down, self.width - left - right, height))
        self._set_height(20.0)
        self.down += height
        return axes

    def legend(self, keys: Sequence[Key]) -> None:
        """What the forms mean, in rows."""
        x, field, row = _MARGIN, 0.42, 0.23
        self.down += row
        for key in keys:
            lines = self.fold(key.text, 4.6)
            wide = field + 0.1 + max(self.measure(line)[0] for line in lines) + 0.3
            if x > _MARGIN and x + wide > self.width - _MARGIN:
                x, self.down = _MARGIN, self.down + row
            self._key(key, x, self.down, field)
            for number, line in enumerate(lines):
                self.put(x + field + 0.1, self.down + 0.04 + number * 0.16, line)
            self.down += 0.16 * (len(lines) - 1)
            x += wide

    def _key(self, key: Key, x: float, y: float, field: float) -> None:
        place = Affine2D().scale(field, -0.14).translate(x, y + 0.07) + self._upright + self.figure.dpi_scale_trans
        artists: list[Artist] = [Rectangle((0, 0), 1, 1, transform=place, **key.box)] if key.box else []
        for mark in key.marks:
            how = dict(mark)
            artists.append(Line2D(how.pop("xs", (0, 1)), how.pop("ys", (0.5, 0.5)), transform=place, **how))
        for artist in artists:
            self.figure.add_artist(artist)

    def finish(self) -> Figure:
        """The figure, as tall as what stands on it."""
        self._set_height(self.down + _MARGIN)
        return self.figure
