"""Printed numbers of a measure through time: bars or points by period, plans hollow, what is printed otherwise marked.

Periods of unlike length never share a scale: a panel has those of one length.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from keiretsu.charts import days, paper
from keiretsu.charts.days import Label
from keiretsu.charts.paper import INK, QUIET, Key, Sheet
from keiretsu.charts.scale import Scale, scale_of
from keiretsu.lookup import EVER
from keiretsu.sentences import counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from keiretsu.charts.paper import Form, Kind
    from keiretsu.charts.series import Figures, Panel, Value

__all__ = ["render"]

_LEFT, _RIGHT, _HEIGHT = 0.95, 0.35, 3.4
_LABELLED: Final = 40  # values; of more, only the last of each series has its number written
_CARETS: Final = {"at-least": 6, "at-most": 7}  # matplotlib's markers that point up and down
_LENGTHS: Final = {"nine-months": "nine-month period", "other": "other period"} | {
    name: name for name in ("year", "half-year", "quarter", "month", "instant")
}
_SIGNS: Final = {"at-least": "≥ ", "at-most": "≤ ", "about": "≈ "}
_POINT: Final[dict[str, Any]] = {"xs": (0.5,), "ys": (0.5,), "linewidth": 0, "color": QUIET, "markersize": 6}
_HOLLOW: Final = {"markerfacecolor": "white"}
_MEANING: Final = {
    "actual": Key("actual", ({**_POINT, "marker": "o"},)),
    "target": Key("target", ({**_POINT, **_HOLLOW, "marker": "o"},)),
    "forecast": Key("forecast", ({**_POINT, "marker": "o", "fillstyle": "left", "markerfacecoloralt": "white"},)),
    "bar:actual": Key("actual", (), {"facecolor": "#66666699", "linewidth": 0}),
    "bar:target": Key("target", (), {"facecolor": "none", "edgecolor": QUIET, "linestyle": (0, (4, 2))}),
    "bar:forecast": Key("forecast", (), {"facecolor": "none", "edgecolor": QUIET, "linestyle": ":", "hatch": "..."}),
    "otherwise": Key("printed otherwise, not followed", ({**_POINT, **_HOLLOW, "marker": "X", "markersize": 8},)),
    "earlier": Key("as an earlier document has it", ({**_POINT, **_HOLLOW, "marker": "d"},)),
    "bound": Key(
        "at least, at most so", ({**_POINT, "marker": 6, "xs": (0.4,)}, {**_POINT, "marker": 7, "xs": (0.6,)})
    ),
}


def render(figures: Figures, kind: Kind) -> bytes:
    """The chart as the bytes of a file."""
    return paper.picture(kind, figures.measure.label, lambda: _Drawing(figures).figure())


class _Drawing:
    """A chart in the making; `used` are the kinds of marks that were drawn."""

    def __init__(self, figures: Figures) -> None:
        self.figures, self.sheet = figures, Sheet()
        self.used: set[str] = set()
        values = [value for panel in figures.panels for series in panel.series for value in series.values]
        self.scale: Scale = scale_of(figures.unit, [value.value for value in values])
        names = dict.fromkeys(series.name for panel in figures.panels for series in panel.series)
        self.forms = {name: paper.form(number) for number, name in enumerate(names)}

    def figure(self) -> Figure:
        figures, sheet = self.figures, self.sheet
        title = figures.measure.label[:1].upper() + figures.measure.label[1:]
        unit = "" if self.scale.name == figures.measure.label else f", {self.scale.name}"
        sheet.write(f"{title}{unit}", 15, "bold", gid="title")
        sheet.write(self._under(), 10, colour=QUIET, gid="subtitle", most=5)
        for panel in figures.panels:
            sheet.down += 0.15
            if len(figures.panels) > 1:
                sheet.write(f"By {_LENGTHS[panel.length]}", 10, "bold")
            sheet.down += 0.1
            self._panel(sheet.panel(_HEIGHT, _LEFT, _RIGHT), panel)
            sheet.down += 0.35
        sheet.down += 0.05
        sheet.legend(self._keys())
        sheet.down += 0.08
        for number, line in enumerate(self._foot()):
            sheet.write(line, colour=QUIET, gid=f"foot:{number}", most=8)
        return sheet.finish()

    # --- words --------------------------------------------------------------------------------------------------------

    def _under(self) -> str:
        figures = self.figures
        known = "all documents" if figures.known == EVER else f"documents published by {figures.known}"
        day = f", of periods with {figures.at} in them" if figures.at else ""
        shown = {panel.length for panel in figures.panels}
        by = f"By {_LENGTHS[figures.panels[0].length]}. " if len(shown) == 1 else ""
        rest = [
            f"{counted(count, _LENGTHS[what])} (--period {what})"
            for what, count in figures.lengths.items()
            if what not in shown
        ]
        rest += [
            f"{count} in {unit} (--unit '{unit}')" for unit, count in figures.units.items() if unit != figures.unit
        ]
        if figures.subject:
            others = {name: count for name, count in figures.subjects.items() if name != figures.subject}
            rest += [f"{n} of {figures.source.entities[one].name} (--entity {one})" for one, n in others.items()]
        return f"{by}As printed in {known}{day}." + (f" Also printed: {'; '.join(rest)}." if rest else "")

    def _foot(self) -> list[str]:
        figures = self.figures
        until = figures.source.last_publication(figures.known) if figures.known == EVER else figures.known
        prefer = f"; where claims conflict, {figures.source.prefer} first" if figures.source.prefer else ""
        told = [f"{figures.source.title}; known until {until}{prefer}."]
        values = [value for panel in figures.panels for series in panel.series for value in series.values]
        if any(value.disputed for value in values):
            told.append("* misprinted, or printed otherwise elsewhere: 'keiretsu conflicts' shows it.")
        left_out = dict.fromkeys(name for panel in figures.panels for name in panel.left_out)
        if left_out:
            told.append(f"Not drawn: {'; '.join(left_out)}. '--segment' or '--entity' draws some alone.")
        return told

    def _keys(self) -> list[Key]:
        bars = any(use.startswith("bar:") for use in self.used)
        point = {key: value for key, value in _POINT.items() if key != "color"}
        series = [
            Key(name, (), {"facecolor": f"{form.colour}99", "linewidth": 0})
            if bars
            else Key(name, ({**point, "color": form.colour, "marker": form.marker},))
            for name, form in self.forms.items()
        ]
        return [*series, *(key for use, key in _MEANING.items() if use in self.used)]

    # --- a panel ------------------------------------------------------------------------------------------------------

    def _panel(self, axes: Axes, panel: Panel) -> None:
        values = [value for series in panel.series for value in series.values]
        ends = [day for value in values for day in (value.period.earliest, value.period.latest)]
        shown = days.stretch([*ends, *([self.figures.at] if self.figures.at else [])], room=0.06, least=200)
        days.axis(axes, shown)
        alone = len({value.period for value in values}) == len(values)
        bars = len(panel.series) == 1 and panel.length != "instant" and alone
        amounts = [float(self.scale.of(value.value)) for value in values]
        low, high = min(0.0, *amounts), max(0.0, *amounts)
        room = (high - low or 1.0) * 0.14
        axes.set_ylim(low - (room if low < 0 else 0), high + room)
        marks = [mark for mark in MaxNLocator(6).tick_values(low, high) if low - room <= mark <= high + room]
        axes.set_yticks(marks, [self.scale.tick(mark) for mark in marks])
        axes.set_ylabel(self.scale.name)
        axes.grid(axis="y", color="#eeeeee", linewidth=0.6)
        axes.axhline(0, color=QUIET, linewidth=0.8)
        for side in ("top", "right", "bottom"):
            axes.spines[side].set_visible(False)
        if self.figures.at is not None:
            axes.axvline(
                self.figures.at.toordinal(), color=INK, linewidth=1, linestyle="--", gid=f"at:{self.figures.at}"
            )
        self._periods(axes, values)
        self._series(axes, panel, bars=bars, written=len(values) <= _LABELLED)

    def _periods(self, axes: Axes, values: list[Value]) -> None:
        """Each period under its place, if there is room for all; else the axis keeps its years and months."""
        told = {}
        for value in values:
            first, last = value.period.earliest.isoformat(), value.period.latest.isoformat()
            whole = f"{first[:7]} –\n{last[:7]}" if first[:7] != last[:7] else first[:7]
            told[days.middle(value.period)] = first if first == last else whole
        places, (x, _) = sorted(told), self._unit(axes)
        wide = max(self.sheet.measure(text)[0] for text in told.values()) + 0.08
        if all(later - sooner >= wide * x for sooner, later in pairwise(places)):
            axes.set_xticks(places, [told[place] for place in places])

    def _unit(self, axes: Axes) -> tuple[float, float]:
        """How many days, and how much of the scale, make an inch."""
        box, (left, right), (low, high) = axes.get_window_extent(), axes.get_xlim(), axes.get_ylim()
        return (right - left) / box.width * self.sheet.figure.dpi, (high - low) / box.height * self.sheet.figure.dpi

    def _series(self, axes: Axes, panel: Panel, *, bars: bool, written: bool) -> None:
        x, y = self._unit(axes)
        places: list[tuple[Value, str, float, float]] = []
        for number, series in enumerate(panel.series):
            form, middle = self.forms[series.name], (len(panel.series) - 1) / 2
            # Side by side within their period; what is measured at an instant has no side.
            aside = (number - middle) * 0.06 * x if panel.length != "instant" else 0.0
            if not bars:
                self._guide(axes, series.values, form, aside)
            for value in series.values:
                at, amount = days.middle(value.period) + aside, float(self.scale.of(value.value))
                if bars and not value.mark:
                    self._bar(axes, value, form, amount)
                else:
                    self._point(axes, value, form, at, amount)
                if written or value.mark or value.bound or value == series.values[-1]:
                    places.append((value, form.colour, at, amount))
        taken = [] if bars else [Label(at - 0.06 * x, at + 0.06 * x, amount, 0.12 * y) for _, _, at, amount in places]
        (low, high), placed = axes.get_ylim(), list[Label]()
        for value, colour, at, amount in sorted(places, key=lambda one: (-one[3], one[0].mark, one[0].claim)):
            text = f"{_SIGNS.get(value.bound, '')}{self.scale.number(value.value)}{' *' if value.disputed else ''}"
            wide, tall = self.sheet.measure(text)
            left = at - wide / 2 * x if bars and not value.mark else at + 0.09 * x
            above = (-0.12 if amount < 0 else 0.12) * y if bars and not value.mark else 0.0
            wanted = Label(left, left + wide * x, amount + above, (tall + 0.03) * y)
            place = wanted.below(placed, taken, low - 0.2 * y, high)
            placed.append(place)
            how: dict[str, Any] = {"color": INK if bars else colour, "va": "center", "zorder": 6, "bbox": paper.PLATE}
            axes.text(place.left, place.y, text, gid=f"value:{value.claim[:8]}", **how)

    def _guide(self, axes: Axes, values: tuple[Value, ...], form: Form, aside: float) -> None:
        """A faint line from one actual value to the next where no period lies between; it only guides the eye."""
        actual = [value for value in values if value.kind == "actual" and not value.mark]
        for one, other in pairwise(actual):
            gap = (other.period.earliest - one.period.latest).days
            if one.period.earliest == one.period.latest or gap == 1:
                at = [days.middle(one.period) + aside, days.middle(other.period) + aside]
                amounts = [float(self.scale.of(value.value)) for value in (one, other)]
                axes.plot(at, amounts, color=form.colour, linewidth=0.8, alpha=0.45, zorder=2)

    def _bar(self, axes: Axes, value: Value, form: Form, amount: float) -> None:
        first, last = value.period.earliest.toordinal(), value.period.latest.toordinal() + 1
        planned = value.kind != "actual"
        inset = (last - first) * (0.2 if planned else 0.1)
        how: dict[str, Any] = {"facecolor": f"{form.colour}99", "linewidth": 0}
        if planned:
            dashes: Any = (0, (4, 2)) if value.kind == "target" else ":"
            how = {"facecolor": "none", "edgecolor": INK, "linewidth": 1.2, "linestyle": dashes, "zorder": 3}
            how |= {"hatch": "..."} if value.kind == "forecast" else {}
        bar = Rectangle((first + inset, 0), last - first - 2 * inset, amount, **how)
        bar.set_gid(self._name(value))
        axes.add_patch(bar)
        self.used.add(f"bar:{value.kind}")
        self._caret(axes, value, form, days.middle(value.period), amount)

    def _point(self, axes: Axes, value: Value, form: Form, at: float, amount: float) -> None:
        how: dict[str, Any] = {"color": form.colour, "marker": form.marker, "markersize": 6, "zorder": 4}
        if value.mark:
            how |= {"marker": "X" if value.mark == "otherwise" else "d", "markersize": 8, "markerfacecolor": "white"}
        elif value.kind == "target":
            how |= {"markerfacecolor": "white"}
        elif value.kind == "forecast":
            how |= {"fillstyle": "left", "markerfacecoloralt": "white"}
        axes.plot([at], [amount], linewidth=0, gid=self._name(value), clip_on=False, **how)
        self.used.add(value.mark or value.kind)
        self._caret(axes, value, form, at, amount)

    def _caret(self, axes: Axes, value: Value, form: Form, at: float, amount: float) -> None:
        if value.bound in _CARETS:
            self.used.add("bound")
            axes.plot([at], [amount], marker=_CARETS[value.bound], color=form.colour, markersize=9, linewidth=0)

    def _name(self, value: Value) -> str:
        return f"{value.mark or value.kind}:{value.claim[:8]}:{value.period}"
