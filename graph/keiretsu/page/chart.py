"""The story as nodes, edges and options of vis-network, made with pyvis; every place is computed beforehand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from keiretsu.page import drawing, layout, parts, text, words
from keiretsu.page.drawing import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from keiretsu.model import Entity
    from keiretsu.page.data import Story
    from keiretsu.page.drawing import Box, Drawing, Pair

__all__ = ["chart", "draw", "shown"]

_RANKS: Final = ("consolidated-subsidiary", "joint-venture", "equity-method-affiliate", "planned", "group-member")
_WIDTHS: Final = {"root": 190, "member": 132, "other": 126, "part": 118}  # of names, in pixels
_WIDTH: Final = 1350  # of the structure, in pixels: about as wide to its height as a window is
_GONE: Final = ("left", "not yet")  # what a box that is there on the other day alone says beside it
_OPTIONS: Final[Mapping[str, Any]] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "dragNodes": False,
        "selectable": False,  # the page marks what is chosen
        "keyboard": False,
    },
    "nodes": {"chosen": False, "physics": False, "fixed": True},
}


def draw(story: Story) -> Drawing:
    """The places of all boxes and labels of all days: a company has one place."""
    captions: dict[str, set[str]] = {name: {*_GONE} for name in story.entities}
    labels: dict[Pair, set[str]] = {}
    for day in story.days:
        for name, look in day.boxes.items():
            captions[name].add(look.caption)
        for pair, mark in day.links.items():
            labels.setdefault(pair, set()).add(mark.label)
    members = {name for day in story.days for name in day.members}

    def width(name: str) -> int:
        return _WIDTHS["root" if name == story.root else "member" if name in members else "other"]

    texts = {
        name: Text(shown(entity), tuple(sorted(captions[name])), width(name)) for name, entity in story.entities.items()
    }
    rank = {name: _rank(story, name) for name in story.entities}
    lines = {pair: sorted(labels[pair]) for pair in sorted(labels)}
    return layout.arrange(texts, lines, rank, story.root, _frames(story), _WIDTH)


def _frames(story: Story) -> list[drawing.Part]:
    """The products and customers of each company, which the page can switch on."""
    entities = story.source.entities
    captions = tuple(sorted(words.STATES.values()))
    return [
        drawing.Part(
            id=f"{part.kind} of {part.owner}",  # no entity's id has a space
            owner=part.owner,
            title=f"{part.kind.capitalize()} of {entities[part.owner].name}",
            kind=part.kind,
            members=tuple((name, Text(shown(entities[name]), captions, _WIDTHS["part"])) for name in part.members),
        )
        for part in parts.parts(story)
    ]


def shown(entity: Entity) -> str:
    """A name as it is drawn; a label that only describes stands in brackets (C6)."""
    return entity.name if entity.named else f"[{entity.name}]"


def _rank(story: Story, name: str) -> tuple[int, bool, str, str]:
    """By what it was when it was last in the group; among its like, what has left comes last."""
    label = (story.source.entities[name].name.casefold(), name)
    last = next((day for day in reversed(story.days) if name in day.members), None)
    if last is None:
        return (len(_RANKS) + 1, False, *label)
    form = last.boxes[name].form
    return (_RANKS.index(form) if form in _RANKS else len(_RANKS), last != story.days[-1], *label)


def chart(story: Story, drawn: Drawing) -> dict[str, Any]:
    """Nodes, edges and options for vis-network; an edge has the way of its line, which the page draws."""
    from pyvis.network import Network as Vis

    vis = Vis(directed=True)
    vis.set_options(json.dumps(_OPTIONS))
    for box in drawn.boxes:
        _add_box(vis, box, story.source.entities[box.id])
    for frame in drawn.frames:
        place = [frame.x, frame.y, frame.width, frame.height]
        vis.add_node(frame.id, label=" ", frame=frame.kind, title=frame.title, box=place)
    for link in drawn.links:
        vis.add_edge(*link.pair, path=link.path, slot=link.label, rises=link.rises)
    nodes, edges, _, _, _, options = vis.get_network_data()
    return {
        "nodes": nodes,
        "edges": edges,
        "options": json.loads(options) if isinstance(options, str) else options,
        "size": [drawn.width, drawn.height, drawn.structure],
        "fonts": {
            "name": [text.NAME_SIZE, text.NAME_LINE],
            "caption": [text.CAPTION_SIZE, text.CAPTION_LINE],
            "label": [text.LABEL_SIZE, text.LABEL_LINE],
        },
    }


def _add_box(vis: Any, box: Box, entity: Entity) -> None:
    vis.add_node(
        box.id,
        label=" ",  # the page writes name and caption itself: vis-network has one font for a label
        shape="box",
        margin={"top": 0, "right": 0, "bottom": 0, "left": 0},
        widthConstraint=box.width,
        heightConstraint=box.height,
        x=box.x,
        y=box.y,
        lines=list(box.lines),
        italic=not entity.named,
        hidden=True,
    )
