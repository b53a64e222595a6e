"""Finding entities, products and events by any part of any of their names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from keiretsu.lookup import EVER, folded

if TYPE_CHECKING:
    from datetime import date

    from keiretsu.lookup import Source

__all__ = ["Hit", "beginning", "search"]

_CLOSE: Final = 80  # of 100, in rapidfuzz's partial ratio: one slip of the pen in a word of six letters


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """Something found: what it is (`company`, `product`, `event`, ...), and the name that matched.

    `rank` is 0 for the whole name, 1 for the beginning of one, 2 for a part, 3 for a likeness.
    """

    rank: int
    kind: str
    id: str
    name: str
    matched: str


def search(source: Source, words: str, known: date = EVER) -> list[Hit]:
    """What has all the words in one of its names, best first; where nothing has, what is spelt alike.

    Case, accents of punctuation and spaces do not count; an entity that no known document names is not found.
    """
    wanted = [folded(word) for word in words.split()]
    whole = folded(words)
    if not whole:
        return []
    names = _names(source, known)
    hits = [
        Hit(_rank(folded(name), whole), kind, id_, label, name)
        for (kind, id_, label), found in names.items()
        for name in found
        if all(word in folded(name) for word in wanted)
    ]
    return _best(hits or _alike(names, words))


def beginning(source: Source, text: str) -> list[tuple[str, str]]:
    """The ids, with their labels, of entities of which the id or a name begins with a text: what a shell completes."""
    wanted = folded(text)
    return sorted(
        (entity, label)
        for (kind, entity, label), found in _names(source, EVER).items()
        if kind != "event" and any(folded(name).startswith(wanted) for name in found)
    )


def _rank(name: str, whole: str) -> int:
    return 0 if name == whole else 1 if name.startswith(whole) else 2


def _names(source: Source, known: date) -> dict[tuple[str, str, str], set[str]]:
    """The names of everything, by what it is: ids, labels, and every spelling of a known document."""
    names: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    spellings: dict[str, set[str]] = defaultdict(set)
    for _, claim in source.name_claims(known):
        spellings[claim.entity].add(claim.name)
    for entity in source.entities.values():
        if spellings[entity.id] or not entity.named or known == EVER:
            names[entity.kind, entity.id, entity.name] |= {entity.id, entity.name, *spellings[entity.id]}
    for name in source.event_claims(known):
        event = source.events[name]
        names["event", name, event.title] |= {name, event.title}
    return names


def _alike(names: dict[tuple[str, str, str], set[str]], words: str) -> list[Hit]:
    from rapidfuzz import fuzz, utils

    return [
        Hit(3, kind, id_, label, name)
        for (kind, id_, label), found in names.items()
        for name in found
        if len(name) > 2 and fuzz.partial_ratio(words, name, processor=utils.default_process) >= _CLOSE
    ]


def _best(hits: list[Hit]) -> list[Hit]:
    """One hit for each thing: its best name, the label before other spellings."""
    best: dict[tuple[str, str], Hit] = {}
    for hit in sorted(hits, key=lambda h: (h.rank, h.matched != h.name, h.matched == h.id, h.matched)):
        best.setdefault((hit.kind, hit.id), hit)
    return sorted(best.values(), key=lambda h: (h.rank, h.kind == "event", h.name.casefold(), h.id))
