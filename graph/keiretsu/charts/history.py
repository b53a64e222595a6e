"""The stakes in a company through time, as a step chart that shows what the documents leave open.

A line is a stake; a hatched window holds the day of a change that no document dates; points are evidence. Certain and
less certain differ by form, holders by colour, by the shape of their points and by their hatching.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from keiretsu.charts import paper
from keiretsu.charts.paper import INK, QUIET, Key, Sheet
from keiretsu.charts.steps import DASHES, Steps, hatched
from keiretsu.lookup import EVER
from keiretsu.page import words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from keiretsu.charts.course import History
    from keiretsu.charts.paper import Form, Kind
    from keiretsu.states import Answer

__all__ = ["render"]

_LEFT, _HEIGHT, _LANE = 0.85, 3.9, 0.34


def render(history: History, kind: Kind) -> bytes:
    """The chart as the bytes of a file."""
    return paper.picture(kind, f"Who held {history.company.name}", lambda: _draw(history))


def _draw(history: History) -> Figure:
    sheet, company = Sheet(), history.company
    steps = Steps(history, sheet)
    lanes = [line for line in history.lines if any(shape.share is None for shape in line.shapes)]
    scaled = any(shape.share is not None for line in history.lines for shape in line.shapes)
    sheet.write(f"Who held {company.name if company.named else f'[{company.name}]'}", 15, "bold", gid="title")
    sheet.write(_under(history), 10, colour=QUIET, gid="subtitle", most=5)
    sheet.down += 0.1
    right = 0.45 + steps.beside
    steps.documents(sheet.panel(0.55, _LEFT, right))
    if scaled:
        steps.scale(sheet.panel(_HEIGHT, _LEFT, right), labels=not lanes)
    if lanes:
        sheet.down += 0.1 if scaled else 0
        steps.lanes(sheet.panel(_LANE * (len(lanes) + 0.5), _LEFT, right), lanes, day=not scaled)
    sheet.down += 0.3
    sheet.legend(_keys(history, steps))
    sheet.down += 0.08
    for number, line in enumerate(_foot(history)):
        sheet.write(line, colour=QUIET, gid=f"foot:{number}", most=8)
    return sheet.finish()


def _under(history: History) -> str:
    known = "all documents" if history.known == EVER else f"documents published by {history.known}"
    told = [
        f"{line.name} {_told(line.answer)}"
        for line in history.lines
        if line.answer is not None and line.answer.state not in ("ended", "not-yet") and line.answer.claims
    ]
    day = f"On {history.at}: {'; '.join(told) or 'nobody that is known of'}. " if history.at else ""
    return f"{day}Shares as known from {known}."


def _told(answer: Answer) -> str:
    """What is known of a stake on a day, in a few words."""
    label = ", ".join(part.rstrip(",") for part in words.label(answer).splitlines())
    return f"share not said, {label}" if answer.share is None and answer.state == "last-known" else label


def _foot(history: History) -> list[str]:
    source = history.source
    until = source.last_publication(history.known) if history.known == EVER else history.known
    prefer = f"; where claims conflict, {source.prefer} first" if source.prefer else ""
    told = [f"{source.title}; known until {until}{prefer}."]
    edge = history.stretch.first
    windows = {s.first for line in history.lines for s in line.shapes if s.kind == "window"}
    cut = sorted(day for day in windows if day is not None and day.toordinal() < edge)
    opened = [f"after {day}" for day in cut] + (["on no known day"] if None in windows else [])
    if opened:
        told.append(f"Windows that are cut at the left edge open {' or '.join(opened)}.")
    if history.left_out:
        told.append(f"Not drawn: {'; '.join(history.left_out)}. '--holder' draws some alone.")
    return told


_POINT: Final[dict[str, Any]] = {"xs": (0.5,), "ys": (0.5,), "linewidth": 0, "color": QUIET}
_LINE: Final[dict[str, Any]] = {"color": QUIET, "linewidth": 1.8}
_HOLLOW: Final[dict[str, Any]] = {"markerfacecolor": "white", "markersize": 5}
_MEANING: Final = {
    "window": Key("the change lies in here, its day is not known", (), hatched("///", QUIET)),
    "evidence": Key("evidence, with the extent of its date", ({**_POINT, "marker": "o", "markersize": 5},)),
    "last-known": Key("last known: nothing later is said", ({**_LINE, "linestyle": DASHES["last-known"]},)),
    "planned": Key("planned", ({**_LINE, **_HOLLOW, "linestyle": DASHES["planned"], "marker": "o"},)),
    "other": Key("said otherwise, not followed", ({**_POINT, **_HOLLOW, "marker": "X", "markersize": 8},)),
    "bounds": Key("between bounds", (), {"facecolor": QUIET, "alpha": 0.25, "linewidth": 0}),
    "document": Key("a document is published", ({**_POINT, "color": INK, "marker": "v", "markersize": 5},)),
}


def _keys(history: History, steps: Steps) -> list[Key]:
    """The legend: the holders, and the forms that were used."""
    holders = [Key(line.name, _marks(steps.forms[line.key])) for line in history.lines]
    return [*holders, *(key for use, key in _MEANING.items() if use in steps.used)]


def _marks(form: Form) -> tuple[dict[str, Any], ...]:
    line = {"color": form.colour, "linewidth": 1.8}
    return line, {**_POINT, "color": form.colour, "marker": form.marker, "markersize": 5.5}
