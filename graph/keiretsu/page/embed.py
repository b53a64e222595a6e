"""The story as plain JSON: every answer, look and mark once, and for each day only which of them it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from keiretsu.page import words
from keiretsu.sentences import STANDINGS, percent, says

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keiretsu.model import Conflict, Period
    from keiretsu.page.data import Story
    from keiretsu.page.layout import Pair
    from keiretsu.states import Answer

__all__ = ["embed"]


class _Pool:
    """Values that many days share, each kept once."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._places: dict[str, int] = {}

    def place(self, value: Any) -> int:
        key = repr(value)
        if key not in self._places:
            self._places[key] = len(self.values)
            self.values.append(value)
        return self._places[key]


def embed(story: Story, links: Sequence[Pair]) -> dict[str, Any]:
    """The story as plain JSON; `links` are the lines of the drawing, in its order."""
    entities = story.source.entities
    answers, looks, marks = _Pool(), _Pool(), _Pool()
    number = {key: place for place, key in enumerate((*story.stakes, *story.standings))}
    line = {pair: place for place, pair in enumerate(links)}
    days = [
        {
            "day": day.day.isoformat(),
            "members": sorted(day.members),
            "stakes": [[number[k], answers.place(_answer(a, "stake", k.right))] for k, a in sorted(day.stakes.items())],
            "standings": [
                [number[k] - len(story.stakes), answers.place(_answer(a, "standing"))]
                for k, a in sorted(day.standings.items())
            ],
            "boxes": [
                [name, looks.place({"form": look.form, "caption": look.caption, "certain": look.certain})]
                for name, look in day.boxes(story.root, entities).items()
            ],
            "links": [
                [line[pair], marks.place({"label": mark.label, "line": mark.line})]
                for pair, mark in sorted(day.links().items())
            ],
        }
        for day in story.days
    ]
    return {
        "title": story.source.title,
        "root": story.root,
        "at": story.at.isoformat(),
        "known": str(story.source.last_publication(story.known)),
        "entities": {
            name: {"name": e.name, "kind": e.kind, "named": e.named, "note": e.note}
            for name, e in story.entities.items()
        },
        "documents": _documents(story),
        "claims": _claims(story),
        "conflicts": [_conflict(conflict) for conflict in story.conflicts],
        "stakes": [
            {"holder": k.holder, "company": k.company, "right": k.right, "periods": _periods(story.periods[k])}
            for k in story.stakes
        ],
        "standings": [
            {"parent": k.parent, "company": k.company, "periods": _periods(story.periods[k])} for k in story.standings
        ],
        "answers": answers.values,
        "looks": looks.values,
        "marks": marks.values,
        "days": days,
    }


def _answer(answer: Answer, what: str, right: str = "unspecified") -> dict[str, Any]:
    known = answer.state != "unknown" or answer.there
    share = percent(answer.share) if known else "not known"
    if answer.share is not None and right != "unspecified":
        share += f" of {right}"
    told = share if what == "stake" else STANDINGS.get(answer.standing, answer.standing)
    state = "planned, unconfirmed" if answer.unconfirmed else words.STATES[answer.state]
    if answer.state == "unknown" and answer.there:
        state = "there"
    return {
        "told": told,
        "state": answer.state,
        "words": state,
        "says": words.sentence(answer, what),
        "jointly": list(answer.jointly_with),
        "claims": list(answer.claims),
    }


def _periods(periods: Sequence[Period]) -> list[dict[str, str]]:
    return [
        {
            "told": STANDINGS.get(p.standing, p.standing) if p.standing else percent(p.share),
            "from": words.first_day(p.began),
            "until": words.first_day(p.ended),
            "state": words.STATES[p.state] + (", inferred" if p.basis == "inferred" else ""),
        }
        for p in periods
    ]


def _documents(story: Story) -> dict[str, Any]:
    cited = {claim.document for claim in story.claims.values()}
    entities = story.source.entities
    return {
        name: {
            "title": d.title,
            "kind": d.kind,
            "publisher": entities[d.publisher].name if d.publisher in entities else d.publisher,
            "published": d.published.written,
            "known": d.known_from.isoformat(),
        }
        for name, d in story.source.documents.items()
        if name in cited
    }


def _claims(story: Story) -> dict[str, Any]:
    names = {name: entity.name for name, entity in story.source.entities.items()}
    titles = {name: event.title for name, event in story.source.events.items()}
    return {
        name: {
            "document": claim.document,
            "places": words.places(claim.places),
            "says": says(claim, names, titles),
            "basis": claim.basis,
            "note": claim.note,
            "printed": list(claim.printed),
        }
        for name, claim in sorted(story.claims.items())
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    key = conflict.key
    return {
        "kind": conflict.kind,
        "key": [getattr(key, name) for name in type(key).__dataclass_fields__],
        "claims": list(conflict.claims),
        "prefers": conflict.prefers,
        "policy": conflict.policy,
        "why": conflict.why,
    }
