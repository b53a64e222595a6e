"""The story as plain JSON: every answer, look and mark once, and for each day only which of them it has."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from keiretsu.claims import HoldingClaim, ListingClaim, StandingClaim
from keiretsu.model import StakeKey, StandingKey
from keiretsu.page import words
from keiretsu.page.facts import conflict_told, tell, window_told
from keiretsu.page.pool import Pool
from keiretsu.sentences import STANDINGS, percent, says
from keiretsu.shares import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from keiretsu.claims import Claim
    from keiretsu.dates import PartialDate
    from keiretsu.lookup import Source
    from keiretsu.model import Conflict, Period
    from keiretsu.page.data import Story
    from keiretsu.page.drawing import Pair
    from keiretsu.shares import Share
    from keiretsu.states import Answer

__all__ = ["embed"]

_SEEING: Final = (HoldingClaim, StandingClaim, ListingClaim)


def embed(story: Story, links: Sequence[Pair]) -> dict[str, Any]:
    """The story as plain JSON; `links` are the lines of the drawing, in its order.

    A day holds what differs from the day before it in its world: `set` pairs a number or id with a place in a pool,
    `drop` lists what is gone. Claims are named by their places.
    """
    answers, looks, marks, periods, conflicts, ids, places, sayings = (Pool() for _ in range(8))
    number = {key: place for place, key in enumerate(story.stakes)}
    standing = {key: place for place, key in enumerate(story.standings)}
    line = {pair: place for place, pair in enumerate(links)}
    seen = {name: claim.as_of for name, claim in story.claims.items() if isinstance(claim, _SEEING)}
    worlds = []
    for world in story.worlds:
        days, before = [], _Shown({}, {}, {}, {})
        for day in world.days:
            shown = _Shown(
                {
                    number[k]: answers.place(_answer(a, ids, sayings, "stake", k.right))
                    for k, a in sorted(day.stakes.items())
                },
                {
                    standing[k]: answers.place(_answer(a, ids, sayings, "standing"))
                    for k, a in sorted(day.standings.items())
                },
                {n: looks.place(asdict(look)) for n, look in day.boxes.items()},
                {line[pair]: marks.place(asdict(mark)) for pair, mark in sorted(day.links.items())},
            )
            days.append({"day": day.day.isoformat(), **shown.since(before)})
            before = shown
        worlds.append(
            {
                "known": world.known.isoformat(),
                "days": days,
                "stakes": [periods.place(_periods(world.periods.get(key, ()), ids, seen)) for key in story.stakes],
                "standings": [
                    periods.place(_periods(world.periods.get(key, ()), ids, seen)) for key in story.standings
                ],
                "conflicts": [
                    conflicts.place(_conflict(story.source, conflict, number, standing, ids))
                    for conflict in world.conflicts
                ],
            }
        )
    drawn = {(key.holder, key.company) for key in story.stakes}
    direct = {(k.holder, k.company) for world in story.worlds for k in world.periods if isinstance(k, StakeKey)}
    facts = tell(story, ids)
    entities = {**story.entities, **facts.entities}
    return {
        "root": story.root,
        "at": story.at.isoformat(),
        "entities": {
            name: {"name": e.name, "kind": e.kind, "named": e.named, "note": e.note} for name, e in entities.items()
        },
        "documents": _documents(story),
        "claims": _claims(story, ids.values, places),
        "places": places.values,
        "stakes": [{"holder": k.holder, "company": k.company, "right": k.right} for k in story.stakes],
        "standings": [{"parent": k.parent, "company": k.company} for k in story.standings],
        "undrawn": sorted(pair for pair in direct - drawn if set(pair) <= story.entities.keys()),
        "answers": answers.values,
        "sayings": sayings.values,
        "looks": looks.values,
        "marks": marks.values,
        "periods": periods.values,
        "conflicts": conflicts.values,
        "worlds": worlds,
        "facts": facts.data,
    }


class _Shown(NamedTuple):
    """What a day shows, each by its number or id, as places in the pools."""

    stakes: dict[int, int]
    standings: dict[int, int]
    boxes: dict[str, int]
    links: dict[int, int]

    def since(self, before: _Shown) -> dict[str, Any]:
        """What is not as on the day before; parts that are the same are left out."""
        told: dict[str, Any] = {}
        for name in self._fields:
            now: dict[Any, int] = getattr(self, name)
            then: dict[Any, int] = getattr(before, name)
            difference = {
                "set": [[key, place] for key, place in now.items() if then.get(key) != place],
                "drop": [key for key in then if key not in now],
            }
            if any(difference.values()):
                told[name] = {part: found for part, found in difference.items() if found}
        return told


def _answer(answer: Answer, ids: Pool, sayings: Pool, what: str, right: str = "unspecified") -> dict[str, Any]:
    known = answer.state != "unknown" or answer.there
    share = percent(answer.share) if known else "not known"
    if answer.share is not None and right != "unspecified":
        share += f" of {right}"
    told = share if what == "stake" else STANDINGS.get(answer.standing, answer.standing)
    state = "planned, unconfirmed" if answer.unconfirmed else words.STATES[answer.state]
    if answer.state == "unknown" and answer.there:
        state = "there"
    found: dict[str, Any] = {
        "told": told,
        "state": answer.state,
        "line": words.line(answer),
        "words": state,
        "says": sayings.place(words.sentence(answer, what)),
        "jointly": list(answer.jointly_with),
        "claims": ids.all(answer.claims),
    }
    if answer.share is not None:
        found["share"] = _bounds(answer.share)
    return found


def _bounds(share: Share) -> list[str]:
    """The least and the greatest that a share can be, in percent."""
    return [canonical(share.min), canonical(share.max)]


def _periods(periods: Sequence[Period], ids: Pool, seen: Mapping[str, PartialDate | None]) -> list[dict[str, Any]]:
    return [
        {
            "told": STANDINGS.get(p.standing, p.standing) if p.standing else percent(p.share),
            "words": words.STATES[p.state] + (", inferred" if p.basis == "inferred" else ""),
            "state": p.state,
            "share": None if p.share is None else _bounds(p.share),
            "began": window_told(p.began),
            "ended": None if p.ended is None else window_told(p.ended),
            "observed": [
                [
                    d.earliest.isoformat(),
                    d.latest.isoformat(),
                    d.written,
                    ids.all(c for c in p.claims if seen.get(c) == d),
                ]
                for d in p.observed
            ],
            "claims": ids.all(p.claims),
        }
        for p in periods
    ]


def _documents(story: Story) -> dict[str, Any]:
    shown = {world.known for world in story.worlds}
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
        if d.known_from in shown
    }


def _claims(story: Story, ids: Sequence[str], places: Pool) -> list[dict[str, Any]]:
    """The claims behind all that is told, in the order in which they are pointed at; what is empty is left out."""
    names = {name: entity.name for name, entity in story.source.entities.items()}
    titles = {name: event.title for name, event in story.source.events.items()}
    claims = story.source.claims(ids)
    return [{"id": name, **_claim(claims[name], names, titles, places)} for name in ids]


def _claim(claim: Claim, names: Mapping[str, str], titles: Mapping[str, str], places: Pool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "document": claim.document,
        "places": places.all(words.places(claim.places)),
        "says": says(claim, names, titles),
    }
    further = {
        "basis": "" if claim.basis == "stated" else claim.basis,
        "note": claim.note,
        "printed": list(claim.printed),
        "event": claim.event if isinstance(claim, HoldingClaim | StandingClaim) else "",
    }
    return told | {name: value for name, value in further.items() if value}


def _conflict(
    source: Source, conflict: Conflict, stakes: Mapping[StakeKey, int], standings: Mapping[StandingKey, int], ids: Pool
) -> dict[str, Any]:
    key = conflict.key
    return {
        "stake": stakes.get(key) if isinstance(key, StakeKey) else None,
        "standing": standings.get(key) if isinstance(key, StandingKey) else None,
        **conflict_told(source, conflict, ids),
    }
