"""The group on a day as the page draws it: boxes with their standing, lines with their shares, in the page's places.

Only who is there on the day is drawn, laid out anew for that day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from matplotlib.patches import FancyBboxPatch, Polygon, Rectangle

from keiretsu.charts import paper
from keiretsu.charts.paper import INK, QUIET, Key, Sheet
from keiretsu.errors import RequestError
from keiretsu.lookup import EVER
from keiretsu.page import chart, data
from keiretsu.page.text import CAPTION_LINE, CAPTION_SIZE, LABEL_SIZE, NAME_LINE, NAME_SIZE
from keiretsu.sentences import counted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from keiretsu.charts.paper import Kind
    from keiretsu.lookup import Source
    from keiretsu.model import Entity
    from keiretsu.page.day import Look, Mark
    from keiretsu.page.drawing import Box, Drawing, Link

__all__ = ["Group", "gather", "render"]

_PIXEL: Final = 1 / 96  # of an inch
_EDGE: Final = 3  # pixels for the lines of the outermost boxes
_POINTS: Final = 72 / 96  # a pixel of text
_ROUND: Final = {"person": 16.0, "outside": 6.0}
# The page's colours: the border and the filling of each form.
_FORMS: Final = {
    "root": ("#1d2730", "#1d2730"),
    "consolidated-subsidiary": ("#0f6b67", "#e4f1ef"),
    "equity-method-affiliate": ("#8a5a00", "#fff6e3"),
    "joint-venture": ("#6b3f8f", "#f5eefa"),
    "outside": ("#6f7b85", "#eceff1"),
    "person": ("#6f7b85", "#eceff1"),
    "planned": ("#5a6670", "#ffffff"),
    "group-member": ("#5a6670", "#ffffff"),
}
_NAMES: Final = {
    "consolidated-subsidiary": "consolidated: a bar",
    "equity-method-affiliate": "equity method: a second frame",
    "joint-venture": "joint venture: two bars",
    "group-member": "group member",
    "planned": "planned",
    "outside": "holder",
    "person": "person: round",
}
_BARS: Final = {"consolidated-subsidiary": (0,), "joint-venture": (0, 1)}  # at which sides of a box
_DASHED: Final[Any] = (0, (4, 2.4))
_DASHES: Final[dict[str, Any]] = {
    "certain": "-",
    "last-known": (0, (8, 3.5)),
    "changing": (0, (4.5, 3.5)),
    "planned": (0, (6, 3, 1.5, 3)),
    "unknown": (0, (1.2, 3.2)),
    "classed": (0, (1, 2.4)),
    "deal": "-",
}
_LINES: Final = {
    "certain": "stated or held",
    "last-known": "last known",
    "changing": "changing, a range",
    "planned": "planned",
    "unknown": "not known whether",
    "classed": "classed, no stake told",
    "deal": "a deal",
}
_COLOURS: Final = {"deal": "#9c2f6b", "classed": "#6f7b85", "unknown": "#6f7b85"}
_LINE: Final = "#46525c"


@dataclass(frozen=True, slots=True)
class Group:
    """What a chart shows: who is there on a day and how that looks, and the places of that day."""

    source: Source
    root: Entity
    at: date
    known: date
    looks: Mapping[str, Look]
    marks: Mapping[tuple[str, str], Mark]
    drawing: Drawing
    depth: int | None = None


def gather(source: Source, root: str, at: date, known: date = EVER, depth: int | None = None) -> Group:
    """The group under `root` (an id) on a day, or what lies within `depth` of it. Raises RequestError if there is none.

    >>> from datetime import date
    >>> from keiretsu import open_graph
    >>> group = gather(open_graph().source, "iij", date(2010, 4, 30))
    >>> group.looks["trust-networks"].form, group.marks["iij", "trust-networks"].label
    ('consolidated-subsidiary', '73.3 %')
    """
    story = data.one_day(source, root, at, known, depth)
    (day,) = story.days
    looks, marks = day.boxes, day.links
    entity = source.entities[root]
    if len(looks) < 2:
        raise RequestError(f"no known document says that {entity.name} held or was held on {at}: nothing to draw")
    return Group(source, entity, at, known, looks, marks, _there(chart.draw(story), looks, marks), depth)


def _there(drawing: Drawing, looks: Mapping[str, Look], marks: Mapping[tuple[str, str], Mark]) -> Drawing:
    """The places of who is there alone, as wide as these need."""
    boxes = tuple(box for box in drawing.boxes if box.id in looks)
    links = tuple(link for link in drawing.links if link.pair in marks)
    sides = [abs(box.x) + box.width / 2 for box in boxes] + [abs(link.label[0]) + link.label[2] / 2 for link in links]
    sides += [abs(x) for link in links for x, _ in link.path]
    return replace(drawing, boxes=boxes, links=links, width=2 * ceil(max(sides)), height=drawing.structure)


def render(group: Group, kind: Kind) -> bytes:
    """The chart as the bytes of a file."""
    return paper.picture(kind, f"The group of {group.root.name} on {group.at}", lambda: _Drawing(group).figure())


class _Drawing:
    """A chart in the making, in the page's pixels, y downward."""

    def __init__(self, group: Group) -> None:
        self.group = group
        self.sheet = Sheet(max(8.0, group.drawing.width * _PIXEL + 0.7))
        self.shrunk = min([1.0, *(room / wide for room, wide in self._widths() if wide > room)])

    def _widths(self) -> list[tuple[float, float]]:
        """The room of each text, and what it takes: fonts differ, and the places were reckoned for the page's."""
        found = []
        for box in self.group.drawing.boxes:
            texts = [(line, NAME_SIZE) for line in box.lines] + [(self.group.looks[box.id].caption, CAPTION_SIZE)]
            weight = "bold" if box.id == self.group.root.id else "normal"
            for text, size in texts:
                wide = self.sheet.measure(paper.plain(text), size * _POINTS, weight)[0]
                found.append(((box.width - 16) * _PIXEL, wide))
        for link in self.group.drawing.links:
            rows = [
                self.sheet.measure(row, LABEL_SIZE * _POINTS)[0]
                for row in self.group.marks[link.pair].label.splitlines()
            ]
            found += [(link.label[2] * _PIXEL, row) for row in rows]
        return found

    def figure(self) -> Figure:
        group, sheet, drawing = self.group, self.sheet, self.group.drawing
        source = group.source
        known = "all documents" if group.known == EVER else f"documents published by {group.known}"
        sheet.write(f"The group of {chart.shown(group.root)}", 15, "bold", gid="title")
        within = "" if group.depth is None else f" Only what lies within {counted(group.depth, 'stake')} of it."
        sheet.write(f"On {group.at}, as known from {known}.{within}", 10, colour=QUIET, gid="subtitle")
        sheet.down += 0.2
        wide = (drawing.width + 2 * _EDGE) * _PIXEL
        aside = (sheet.width - wide) / 2
        axes = sheet.panel((drawing.structure + 2 * _EDGE) * _PIXEL, aside, aside)
        axes.set_axis_off()
        axes.set_xlim(-drawing.width / 2 - _EDGE, drawing.width / 2 + _EDGE)
        axes.set_ylim(drawing.structure + _EDGE, -_EDGE)
        for link in drawing.links:
            self._link(axes, link, group.marks[link.pair])
        for box in drawing.boxes:
            self._box(axes, box, group.looks[box.id])
        sheet.down += 0.25
        sheet.legend(self._keys())
        sheet.down += 0.08
        until = source.last_publication(group.known) if group.known == EVER else group.known
        prefer = f"; where claims conflict, {source.prefer} first" if source.prefer else ""
        sheet.write(f"{source.title}; known until {until}{prefer}.", colour=QUIET, gid="foot:0")
        return sheet.finish()

    def _keys(self) -> list[Key]:
        looks = self.group.looks.values()
        forms, lines = {look.form for look in looks}, {mark.line for mark in self.group.marks.values()}
        keys = [_key(form, name) for form, name in _NAMES.items() if form in forms]
        if any(not look.certain and look.form != "planned" for look in looks):
            box = {"facecolor": "none", "edgecolor": QUIET, "linestyle": _DASHED}
            keys.append(Key("perhaps not there", (), box))
        for line, name in _LINES.items():
            if line in lines:
                style = {"color": _COLOURS.get(line, _LINE), "linewidth": 1.2, "linestyle": _DASHES[line]}
                keys.append(Key(name, (style,)))
        return keys

    def _link(self, axes: Axes, link: Link, mark: Mark) -> None:
        xs, ys = zip(*link.path, strict=True)
        colour = _COLOURS.get(mark.line, _LINE)
        how: dict[str, Any] = {"color": colour, "linewidth": 1.1, "linestyle": _DASHES[mark.line], "zorder": 1}
        axes.plot(xs, ys, gid=f"line:{link.pair[0]}:{link.pair[1]}", **how)
        (fx, fy), (tx, ty) = link.path[:2][::-1] if link.rises else link.path[-2:]
        away = max(abs(tx - fx) + abs(ty - fy), 1)
        ux, uy = (tx - fx) / away, (ty - fy) / away  # paths run across and down
        base = (tx - 8 * ux, ty - 8 * uy)
        corners = [(tx, ty), (base[0] - 3.2 * uy, base[1] + 3.2 * ux), (base[0] + 3.2 * uy, base[1] - 3.2 * ux)]
        axes.add_patch(Polygon(corners, facecolor=colour, linewidth=0, zorder=2))
        x, y, wide, tall = link.label
        if mark.label:
            plate = Rectangle((x - wide / 2, y - tall / 2), wide, tall, facecolor="white", linewidth=0, zorder=3)
            axes.add_patch(plate)
            size = LABEL_SIZE * _POINTS * self.shrunk
            how = {"ha": "center", "va": "center", "size": size, "linespacing": 1.1, "zorder": 4}
            axes.text(x, y, mark.label, gid=f"share:{link.pair[0]}:{link.pair[1]}", **how)

    def _box(self, axes: Axes, box: Box, look: Look) -> None:
        border, filling = _FORMS.get(look.form, _FORMS["group-member"])
        left, top = box.x - box.width / 2, box.y - box.height / 2
        certain: Any = "-" if look.certain and look.form != "planned" else _DASHED
        how: dict[str, Any] = {"facecolor": filling, "edgecolor": border, "linestyle": certain, "linewidth": 1.1}
        rounding = _ROUND.get(look.form, 0.0)
        shape = f"round,pad=0,rounding_size={rounding}" if rounding else "square,pad=0"
        patch = FancyBboxPatch((left, top), box.width, box.height, boxstyle=shape, zorder=5, **how)
        patch.set_gid(f"box:{box.id}")
        axes.add_patch(patch)
        for side in _BARS.get(look.form, ()):
            bar = Rectangle(
                (left + side * (box.width - 6), top), 6, box.height, facecolor=border, linewidth=0, zorder=6
            )
            axes.add_patch(bar)
        if look.form == "equity-method-affiliate":
            how |= {"facecolor": "none", "linewidth": 0.8}
            axes.add_patch(Rectangle((left + 3.5, top + 3.5), box.width - 7, box.height - 7, zorder=6, **how))
        self._text(axes, box, look)

    def _text(self, axes: Axes, box: Box, look: Look) -> None:
        root = look.form == "root"
        entity = self.group.source.entities[box.id]
        how: dict[str, Any] = {"ha": "center", "va": "center", "zorder": 7, "color": "white" if root else INK}
        name = {**how, "weight": "bold" if root else "normal", "style": "normal" if entity.named else "italic"}
        y = box.y - (len(box.lines) * NAME_LINE + CAPTION_LINE) / 2
        for line in box.lines:
            axes.text(box.x, y + NAME_LINE / 2, paper.plain(line), size=NAME_SIZE * _POINTS * self.shrunk, **name)
            y += NAME_LINE
        if not root:
            how["color"] = "#5a6670"
        size = CAPTION_SIZE * _POINTS * self.shrunk
        axes.text(box.x, y + CAPTION_LINE / 2, look.caption, size=size, gid=f"form:{box.id}", **how)


def _key(form: str, name: str) -> Key:
    """An entry of the legend for a form, with its bars or second frame."""
    border, filling = _FORMS[form]
    box = {"facecolor": filling, "edgecolor": border, "linestyle": _DASHED if form == "planned" else "-"}
    marks = tuple({"xs": (x, x), "ys": (0, 1), "color": border, "linewidth": 3.5} for x in _BARS.get(form, ()))
    if form == "equity-method-affiliate":
        inner = {"xs": (0.1, 0.9, 0.9, 0.1, 0.1), "ys": (0.25, 0.25, 0.75, 0.75, 0.25)}
        marks = ({**inner, "color": border, "linewidth": 0.8},)
    return Key(name, marks, box)
