"""Stakes as steps on axes: each shape in its place and form, what it is worth beside it, nothing upon anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from matplotlib.patches import Rectangle

from keiretsu.charts import days, paper
from keiretsu.charts.course import token
from keiretsu.charts.days import Label
from keiretsu.charts.paper import INK, PLATE, QUIET, SMALL
from keiretsu.sentences import percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from keiretsu.charts.course import History, Line, Shape
    from keiretsu.charts.paper import Form, Sheet
    from keiretsu.shares import Share

__all__ = ["DASHES", "Steps", "hatched"]

DASHES: Final[dict[str, Any]] = {"held": "-", "last-known": (0, (4, 2.5)), "planned": (0, (1, 1.6))}
_TOPS: Final = {1: 0.2, 2: 0.5, 5: 1, 10: 2, 20: 5, 30: 5, 40: 10, 50: 10, 100: 20}  # of the scale, and its steps
_ROOM: Final = 1.07  # of the scale, above its top
_THIN: Final = 0.008  # of the scale: how tall a window is that has no height of its own
_ABOVE: Final = 0.55


def hatched(hatch: str, colour: str) -> dict[str, Any]:
    """A window: see-through, hatched, with a thin edge."""
    return {"facecolor": f"{colour}1c", "edgecolor": f"{colour}99", "hatch": hatch, "linewidth": 0.7}


class Steps:
    """The axes of a history in the making; `used` are the kinds of shapes that were drawn."""

    def __init__(self, history: History, sheet: Sheet) -> None:
        self.history, self.sheet = history, sheet
        self.used: set[str] = set()
        self.forms = {line.key: paper.form(number) for number, line in enumerate(history.lines)}
        shares = [shape.share for line in history.lines for shape in line.shapes if shape.share is not None]
        most = max((float(share.max) for share in shares), default=0.0)
        self.top = next((top for top in _TOPS if most * 1.15 <= top), 100)
        self.ends = self._ends()

    @property
    def beside(self) -> float:
        """How wide what is written at the right ends of lines is, in inches."""
        return max((self.sheet.measure(text)[0] for lines in self.ends.values() for text in lines), default=0)

    def _ends(self) -> dict[Shape, list[str]]:
        """What is written at the right of the lines that run on, by shape."""
        ends = {}
        for line in self.history.lines:
            for shape in line.shapes:
                if shape.last is None and shape.kind in ("last-known", "planned"):
                    joint = " and ".join(self.history.source.entities[other].name for other in shape.jointly_with)
                    told = "planned" if shape.kind == "planned" else "last known" if shape.share else ""
                    share = f"{percent(shape.share)} with {joint}" if joint else percent(shape.share)
                    ends[shape] = self.sheet.fold(f"{share}, {told}" if told else share, 1.75)
        return ends

    # --- axes ---------------------------------------------------------------------------------------------------------

    def scale(self, axes: Axes, *, labels: bool) -> None:
        """The stakes on a scale of percent; `labels` says whether the days are written below."""
        days.axis(axes, self.history.stretch, labels=labels)
        axes.set_ylim(0, self.top * _ROOM)
        axes.grid(axis="y", color="#eeeeee", linewidth=0.6)
        step = _TOPS[self.top]
        marks = [number * step for number in range(round(self.top / step) + 1)]
        axes.set_yticks(marks, [f"{mark:g} %" for mark in marks])
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        wanted = [part for line in self.history.lines for part in self._line(axes, line)]
        taken = self._taken(axes)
        placed: list[Label] = []
        for shape, share in sorted(wanted, key=lambda part: (-part[1].max, part[0].name)):
            placed.append(self._share(axes, shape, share, taken, placed))
        self._right(axes)
        self._day(axes, [*taken, *placed])

    def lanes(self, axes: Axes, lines: list[Line], *, day: bool) -> None:
        """Where stakes are there and their shares not said: lanes, for they have no place on the scale (S2)."""
        days.axis(axes, self.history.stretch)
        axes.set_ylim(len(lines) - 0.25, -0.75)
        axes.set_yticks([(len(lines) - 1) / 2], ["share\nnot said"])
        axes.tick_params(axis="y", length=0)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        for number, line in enumerate(lines):
            form = self.forms[line.key]
            for shape in (s for s in line.shapes if s.share is None):
                grown = 0.22 if shape.kind == "window" else 0.0
                self._shape(axes, shape, form, number - grown, number + grown)
                if shape in self.ends:
                    self._end(axes, shape, number, number, form)
        if self.history.at is not None:
            self._day(axes, []) if day else self._day_line(axes)

    def documents(self, axes: Axes) -> None:
        """The publications of the known documents, as ticks that point down on the days below."""
        shown, source = self.history.stretch, self.history.source
        axes.set_axis_off()
        axes.set_xlim(shown.first, shown.last)
        axes.set_ylim(0, _ABOVE)
        x, _ = self._unit(axes)
        taken: list[Label] = []
        for document in source.documents.values():
            day = document.known_from.toordinal()
            if document.known_from > self.history.known or not shown.first <= day <= shown.last:
                continue
            how: dict[str, Any] = {"marker": "v", "color": INK, "markersize": 5, "linewidth": 0, "clip_on": False}
            axes.plot([day], [0.06], gid=f"document:{document.id}", **how)
            self.used.add("document")
            half = (self.sheet.measure(document.id, 7)[0] / 2 + 0.04) * x
            label = Label(day - half, day + half, 0.2, 0.14).apart(taken, 0.1, _ABOVE)
            if label is not None:  # where many are published, some ticks have no name
                taken.append(label)
                axes.text(day, label.y, paper.plain(document.id), size=7, color=QUIET, ha="center", va="center")

    def _unit(self, axes: Axes) -> tuple[float, float]:
        """How many days, and how many percent, make an inch."""
        box, (low, high), shown = axes.get_window_extent(), axes.get_ylim(), self.history.stretch
        dpi = self.sheet.figure.dpi
        return (shown.last - shown.first) / box.width * dpi, (high - low) / box.height * dpi

    # --- shapes -------------------------------------------------------------------------------------------------------

    def _line(self, axes: Axes, line: Line) -> list[tuple[Shape, Share]]:
        """Draw a stake; the shapes beside which its shares are to be written, each share once."""
        labelled = {shape.share for shape in line.shapes if shape in self.ends}
        wanted = []
        for shape in line.shapes:
            if shape.share is None:
                continue
            self._shape(axes, shape, self.forms[line.key], float(shape.share.min), float(shape.share.max))
            if shape.kind == "other":
                wanted.append((shape, shape.share))
            elif shape.kind in ("held", "evidence") and shape.share not in labelled:
                labelled.add(shape.share)
                wanted.append((shape, shape.share))
        return wanted

    def _days(self, shape: Shape) -> tuple[float, float]:
        """The days of a shape, those of an open one up to the edges."""
        shown = self.history.stretch
        first = shown.first - 1 if shape.first is None else shape.first.toordinal()
        return first, max(first, shown.last if shape.last is None else shape.last.toordinal())

    def _shape(self, axes: Axes, shape: Shape, form: Form, low: float, high: float) -> None:
        first, last = self._days(shape)
        if shape.kind == "window":
            least = _THIN * abs(axes.get_ylim()[1] - axes.get_ylim()[0])
            grown = max(least - (high - low), 0) / 2
            how = hatched(form.hatch, form.colour)
            band = Rectangle((first, low - grown), last - first, high - low + 2 * grown, **how)
            band.set_gid(shape.name)
            axes.add_patch(band)
        elif shape.kind in DASHES:
            self._stretch(axes, shape, form, low, high)
        else:
            self._points(axes, shape, form, low, high)
        self.used.add("planned" if shape.kind == "announced" else shape.kind)

    def _stretch(self, axes: Axes, shape: Shape, form: Form, low: float, high: float) -> None:
        """A share that holds for a while: a line; between bounds an area; not said, never as what is certain."""
        first, last = self._days(shape)
        dashes = DASHES["last-known" if shape.share is None and shape.kind == "held" else shape.kind]
        if low == high:
            how: dict[str, Any] = {"linestyle": dashes, "color": form.colour, "linewidth": 1.8, "zorder": 3}
            axes.plot([first, last], [low, low], gid=shape.name, **how)
            return
        self.used.add("bounds")
        area = Rectangle((first, low), last - first, high - low, facecolor=form.colour, alpha=0.18, linewidth=0)
        area.set_gid(shape.name)
        axes.add_patch(area)
        for level in (low, high):
            axes.plot([first, last], [level, level], linestyle=dashes, linewidth=0.9, color=form.colour)

    def _points(self, axes: Axes, shape: Shape, form: Form, low: float, high: float) -> None:
        """Evidence, a plan made known, or what is said otherwise: points, with their dates' extents and bounds."""
        first, last = self._days(shape)
        how: dict[str, Any] = {"color": form.colour, "marker": form.marker, "markersize": 5.5, "zorder": 4}
        if shape.kind == "other":
            how |= {"marker": "X", "markersize": 9, "markerfacecolor": "white", "markeredgewidth": 1.3}
        elif shape.kind == "announced":
            how |= {"markerfacecolor": "white"}
        levels = sorted({low, high})
        if first != last:
            extent: dict[str, Any] = {"color": form.colour, "linewidth": 3.5, "marker": "|", "markersize": 8}
            for level in levels:
                axes.plot([first, last], [level, level], alpha=0.55, solid_capstyle="butt", clip_on=False, **extent)
        if low != high:
            axes.plot([(first + last) / 2] * 2, [low, high], color=form.colour, linewidth=1, linestyle=":")
        axes.plot([(first + last) / 2] * len(levels), levels, linewidth=0, gid=shape.name, clip_on=False, **how)

    # --- words --------------------------------------------------------------------------------------------------------

    def _taken(self, axes: Axes) -> list[Label]:
        """Where something is drawn, and no label should stand."""
        _, y = self._unit(axes)
        taken = []
        for shape in (s for line in self.history.lines for s in line.shapes if s.share is not None):
            (first, last), share = self._days(shape), shape.share
            low, high = (float(share.min), float(share.max)) if share is not None else (0.0, 0.0)
            if shape.kind == "window":
                taken.append(Label(first, last, (low + high) / 2, high - low))
            elif shape.kind in DASHES:
                taken += [Label(first, last, level, 0.05 * y) for level in sorted({low, high})]
        return taken

    def _share(self, axes: Axes, shape: Shape, share: Share, taken: list[Label], placed: list[Label]) -> Label:
        """A share beside what shows it, where nothing else stands, and below the greater ones if that can be."""
        x, y = self._unit(axes)
        shown, text = self.history.stretch, percent(share) + (", said otherwise" if shape.kind == "other" else "")
        wide, tall = self.sheet.measure(text)
        left = min(max(self._days(shape)[0] + 0.08 * x, shown.first), shown.last - wide * x)
        over = Label(left, left + (wide + 0.06) * x, float(share.max), (tall + 0.04) * y)
        level = Label(over.left, over.right, over.y, 0.1 * y)
        place = over.below(placed, [*taken, level], 0, self.top * _ROOM)
        colour = next(self.forms[line.key].colour for line in self.history.lines if shape in line.shapes)
        how: dict[str, Any] = {"color": colour, "va": "center", "gid": f"share:{shape.name}", "bbox": PLATE}
        axes.text(place.left, place.y, text, size=SMALL, zorder=6, **how)
        return place

    def _right(self, axes: Axes) -> None:
        """What is said of the lines that run on, at their right ends."""
        _, y = self._unit(axes)
        found = [
            (float(shape.share.max), shape, self.forms[line.key])
            for line in self.history.lines
            for shape in line.shapes
            if shape in self.ends and shape.share is not None
        ]
        beside: list[Label] = []
        for level, shape, form in sorted(found, key=lambda one: (-one[0], one[1].name)):
            wanted = Label(0, 1, level, 0.18 * len(self.ends[shape]) * y)
            place = wanted.apart(beside, -3 * self.top, 4 * self.top) or wanted
            beside.append(place)
            self._end(axes, shape, place.y, level, form)

    def _end(self, axes: Axes, shape: Shape, y: float, level: float, form: Form) -> None:
        edge, (x, _) = self.history.stretch.last, self._unit(axes)
        axes.plot([edge, edge + 0.14 * x], [level, y], color=form.colour, linewidth=0.7, clip_on=False)
        how: dict[str, Any] = {"color": form.colour, "va": "center", "size": SMALL, "linespacing": 1.25}
        axes.text(edge + 0.18 * x, y, "\n".join(self.ends[shape]), gid=f"share:{shape.name}", **how)

    def _day_line(self, axes: Axes, gid: str | None = None) -> None:
        if self.history.at is not None:
            dashes: Any = (0, (6, 3))
            axes.axvline(self.history.at.toordinal(), color=INK, linewidth=1, linestyle=dashes, gid=gid, zorder=2)

    def _day(self, axes: Axes, taken: list[Label]) -> None:
        """The day that is asked about, with what each stake was worth on it."""
        if self.history.at is None:
            return
        day, (x, y) = self.history.at.toordinal(), self._unit(axes)
        self._day_line(axes, f"at:{self.history.at}")
        for line in self.history.lines:
            share = line.answer.share if line.answer is not None else None
            if share is None:
                continue
            how: dict[str, Any] = {"color": self.forms[line.key].colour, "zorder": 5}
            if share.is_exact:
                how |= {"marker": "o", "markersize": 11, "markerfacecolor": "none", "markeredgewidth": 1.5}
            else:
                how |= {"marker": "_", "markersize": 11, "linewidth": 3.5}
            levels = [float(share.min), float(share.max)]
            axes.plot([day, day], levels, gid=f"answer:{token(line.key)}", clip_on=False, **how)
        low, high = sorted(axes.get_ylim())
        wide, tall = self.sheet.measure(str(self.history.at))
        wanted = Label(day + 0.07 * x, day + (0.07 + wide) * x, low + (high - low) / 3, (tall + 0.04) * abs(y))
        place = wanted.apart(taken, low, high) or wanted
        axes.text(place.left, place.y, str(self.history.at), size=SMALL, va="center", bbox=PLATE, zorder=6)
