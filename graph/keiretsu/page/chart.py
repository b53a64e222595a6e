"""The story as nodes, edges and options of vis-network, made with pyvis; every place is computed beforehand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from keiretsu.page import layout, text
from keiretsu.page.layout import Box, Drawing, Link, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from keiretsu.model import Entity
    from keiretsu.page.data import Story
    from keiretsu.page.layout import Pair

__all__ = ["chart", "draw"]

_RANKS: Final = ("consolidated-subsidiary", "joint-venture", "equity-method-affiliate", "planned", "group-member")
_WIDTHS: Final = {"root": 90, "member": 196, "other": 130}  # of names, in pixels
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
    captions: dict[str, set[str]] = {name: set() for name in story.entities}
    labels: dict[Pair, set[str]] = {}
    for day in story.days:
        for name, look in day.boxes(story.root, story.source.entities).items():
            captions[name].add(look.caption)
        for pair, mark in day.links().items():
            labels.setdefault(pair, set()).add(mark.label)
    members = {name for day in story.days for name in day.members}

    def width(name: str) -> int:
        return _WIDTHS["root" if name == story.root else "member" if name in members else "other"]

    texts = {
        name: Text(shown(entity), tuple(sorted(captions[name])), width(name)) for name, entity in story.entities.items()
    }
    rank = {name: (*_rank(story, name), *_name(story, name)) for name in members}
    return layout.arrange(texts, {pair: sorted(labels[pair]) for pair in sorted(labels)}, rank, story.root)


def shown(entity: Entity) -> str:
    """A name as it is drawn; a label that only describes stands in brackets (C6)."""
    return entity.name if entity.named else f"[{entity.name}]"


def _name(story: Story, name: str) -> tuple[str, str]:
    return (story.source.entities[name].name.casefold(), name)


def _rank(story: Story, name: str) -> tuple[int, bool]:
    """By what it was when it was last in the group; among its like, what has left comes last."""
    last = next(day for day in reversed(story.days) if name in day.members)
    form = last.boxes(story.root, story.source.entities)[name].form
    return (_RANKS.index(form) if form in _RANKS else len(_RANKS), last != story.days[-1])


def chart(story: Story, drawing: Drawing) -> dict[str, Any]:
    """Nodes, edges and options for vis-network, and which of them belong to which line."""
    from pyvis.network import Network as Vis

    vis = Vis(directed=False)
    vis.set_options(json.dumps(_OPTIONS))
    for box in drawing.boxes:
        _add_box(vis, box, story.entities[box.id])
    links = [_add_link(vis, number, link) for number, link in enumerate(drawing.links)]
    nodes, edges, _, _, _, options = vis.get_network_data()
    return {
        "nodes": nodes,
        "edges": edges,
        "options": json.loads(options) if isinstance(options, str) else options,
        "links": links,
        "width": drawing.width,
        "height": drawing.height,
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
    )


def _add_link(vis: Any, number: int, link: Link) -> dict[str, Any]:
    """Along its path, from the upper box to the lower; where it rises, the arrow is at the beginning."""
    for place, (x, y) in enumerate(link.path):
        vis.add_node(f"j:{number}:{place}", label=" ", shape="dot", size=0, x=x, y=y, link=number)
    last = len(link.path) - 2
    for place in range(last + 1):
        head = "from" if link.rises and place == 0 else "to" if not link.rises and place == last else ""
        extra = {"arrows": {head: {"enabled": True, "scaleFactor": 0.5}}} if head else {}
        ends = (f"j:{number}:{place}", f"j:{number}:{place + 1}")
        vis.add_edge(*ends, id=f"e:{number}:{place}", link=number, part="label" if place == last else "in", **extra)
    return {"holder": link.pair[0], "company": link.pair[1]}
