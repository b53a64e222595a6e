"""The story as nodes, edges and options of vis-network, made with pyvis; every place is computed beforehand.

A box, a label and a frame are nodes of vis-network, and so are the two ends of the last piece of a line, which is an
edge: what can be pointed at. The rest of a line's way is handed to the page as points.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from keiretsu.page import layout, text
from keiretsu.page.drawing import Drawing, Link, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from keiretsu.model import Entity
    from keiretsu.page.data import Story
    from keiretsu.page.drawing import Box, Pair

__all__ = ["chart", "draw", "shown"]

_RANKS: Final = ("consolidated-subsidiary", "joint-venture", "equity-method-affiliate", "planned", "group-member")
_WIDTHS: Final = {"root": 190, "member": 132, "other": 126}  # of names, in pixels
_LEFT: Final = "left"  # what a box that is gone says beside another day
_OPTIONS: Final[Mapping[str, Any]] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "selectable": False,  # the page marks what is chosen
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
        "keyboard": False,
    },
    "nodes": {"chosen": False, "physics": False, "fixed": True},
    "edges": {"chosen": False, "physics": False, "smooth": False, "arrowStrikethrough": False},
}


def draw(story: Story) -> Drawing:
    """The places of all boxes and labels of all days: a company has one place."""
    entities = story.source.entities
    captions: dict[str, set[str]] = {name: {_LEFT} for name in story.entities}
    labels: dict[Pair, set[str]] = {}
    for day in story.days:
        for name, look in day.boxes(story.root, entities).items():
            captions[name].add(look.caption)
        for pair, mark in day.links().items():
            labels.setdefault(pair, set()).add(mark.label)
    members = {name for day in story.days for name in day.members}

    def width(name: str) -> int:
        return _WIDTHS["root" if name == story.root else "member" if name in members else "other"]

    texts = {
        name: Text(shown(entity), tuple(sorted(captions[name])), width(name)) for name, entity in story.entities.items()
    }
    rank = {name: _rank(story, name) for name in story.entities}
    return layout.arrange(texts, {pair: sorted(labels[pair]) for pair in sorted(labels)}, rank, story.root)


def shown(entity: Entity) -> str:
    """A name as it is drawn; a label that only describes stands in brackets (C6)."""
    return entity.name if entity.named else f"[{entity.name}]"


def _rank(story: Story, name: str) -> tuple[int, bool, str, str]:
    """By what it was when it was last in the group; among its like, what has left comes last."""
    label = (story.source.entities[name].name.casefold(), name)
    last = next((day for day in reversed(story.days) if name in day.members), None)
    if last is None:
        return (len(_RANKS) + 1, False, *label)  # holders beside one another by name
    form = last.boxes(story.root, story.source.entities)[name].form
    return (_RANKS.index(form) if form in _RANKS else len(_RANKS), last != story.days[-1], *label)


def chart(story: Story, drawing: Drawing) -> dict[str, Any]:
    """Nodes, edges and options for vis-network, and the way of every line."""
    from pyvis.network import Network as Vis

    vis = Vis(directed=False)
    vis.set_options(json.dumps(_OPTIONS))
    for box in drawing.boxes:
        _add_box(vis, box, story.source.entities[box.id])
    for number, link in enumerate(drawing.links):
        _add_link(vis, number, link)
    nodes, edges, _, _, _, options = vis.get_network_data()
    return {
        "nodes": nodes,
        "edges": edges,
        "options": json.loads(options) if isinstance(options, str) else options,
        "links": [
            {"holder": k.pair[0], "company": k.pair[1], "path": k.path, "slot": k.label, "rises": k.rises}
            for k in drawing.links
        ],
        "frames": [
            {"id": f.id, "owner": f.owner, "kind": f.kind, "title": f.title, "box": [f.x, f.y, f.width, f.height]}
            for f in drawing.frames
        ],
        "size": [drawing.width, drawing.height, drawing.structure],
        "fonts": {
            "name": [text.NAME_SIZE, text.NAME_LINE],
            "caption": [text.CAPTION_SIZE, text.CAPTION_LINE],
            "label": [text.LABEL_SIZE, text.LABEL_LINE],
        },
    }


def _add_box(vis: Any, box: Box, entity: Entity) -> None:
    vis.add_node(
        f"b:{box.id}",
        label=" ",  # the page writes name and caption itself: vis-network has one font for a label
        shape="box",
        margin={"top": 0, "right": 0, "bottom": 0, "left": 0},
        widthConstraint=box.width,
        heightConstraint=box.height,
        x=box.x,
        y=box.y,
        entity=box.id,
        lines=list(box.lines),
        italic=not entity.named,
        box=[box.width, box.height],
        hidden=True,
    )


def _add_link(vis: Any, number: int, link: Link) -> None:
    """The last piece of a line, which is its own, with its label; the rest may lie on a bus with others'."""
    x, y, width, height = link.label
    if width and height:
        vis.add_node(
            f"l:{number}",
            label=" ",  # written by the page, as the names are
            shape="box",
            margin={"top": 0, "right": 0, "bottom": 0, "left": 0},
            widthConstraint=width,
            heightConstraint=height,
            x=x,
            y=y,
            link=number,
            hidden=True,
        )
    ends = link.path[-2:]
    for end, (left, top) in zip(("start", "end"), ends, strict=True):
        vis.add_node(f"j:{number}:{end}", label=" ", shape="dot", size=0, x=left, y=top, link=number)
    arrows = {} if link.rises else {"arrows": {"to": {"enabled": True, "scaleFactor": 0.5}}}
    vis.add_edge(f"j:{number}:start", f"j:{number}:end", id=f"e:{number}", link=number, hidden=True, **arrows)
