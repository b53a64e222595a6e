"""What is told of those who are drawn beyond who holds whom: names, events, products, customers and posts.

What several states of knowledge share stands once, and each of them says by its places what it knows (T10). What a
single claim says for itself, a name, a figure or a recorded misprint, stands with its document and is known when that
is.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from keiretsu import catalogue, changes, statements
from keiretsu.happenings import happenings
from keiretsu.page import words
from keiretsu.page.measured import measured
from keiretsu.page.parts import parts, there
from keiretsu.page.pool import Pool
from keiretsu.page.reckoned import reckoned
from keiretsu.sentences import told_of
from keiretsu.shares import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from keiretsu.catalogue import Offer
    from keiretsu.claims import Participant
    from keiretsu.dates import Window
    from keiretsu.happenings import Happening
    from keiretsu.lookup import Source
    from keiretsu.model import Conflict, Entity, Period
    from keiretsu.page.data import Story
    from keiretsu.statements import Fact, Said

__all__ = ["Facts", "conflict_told", "tell", "window_told"]


@dataclass(frozen=True, slots=True)
class Facts:
    """Plain JSON, and the further entities of which it speaks."""

    data: Mapping[str, Any]
    entities: Mapping[str, Entity]


def tell(story: Story, ids: Pool) -> Facts:
    """All facts about the entities that are drawn, as known on each day of the story; claims go to `ids`."""
    source, drawn = story.source, set(story.entities)
    events, offers, facts, stretches, spans = (Pool() for _ in range(5))
    chosen = parts(story)
    worlds: list[dict[str, Any]] = []
    for world in story.worlds:
        known = _Known(source, drawn, world.known)
        spread = there(chosen, known.told, known.offered)
        worlds.append(
            {
                "events": [events.place(_event(source, happening, ids)) for happening in known.events],
                "offers": [
                    [offers.place(_offer(o, ids)), stretches.place(_stretches(known.offered[o.product.id], ids))]
                    for o in known.offers
                ],
                "told": [
                    [facts.place(_fact(one)), stretches.place(_stretches(stretch, ids))]
                    for one, stretch in known.told.items()
                ],
                "there": {name: spans.place(found) for name, found in spread.items()},
            }
        )
    discrepancies = _discrepancies(story, drawn | {event["id"] for event in events.values}, ids)
    figures, subjects = measured(story)
    data = {
        "events": events.values,
        "offers": offers.values,
        "told": facts.values,
        "stretches": stretches.values,
        "spans": spans.values,
        "names": _names(story),
        "discrepancies": discrepancies,
        "nodes": {name: {"owner": part.owner, "kind": part.kind} for part in chosen for name in part.members},
        "figures": figures,
        "reckoned": reckoned(story, ids),
        "worlds": worlds,
    }
    mentioned = {*subjects, *(name for part in chosen for name in part.members)}
    mentioned |= {name for event in events.values for name in _people(event)}
    mentioned |= {name for offer in offers.values for name in _makers(offer)}
    mentioned |= {name for fact in facts.values for name in (fact["who"], fact["of"], *fact["products"])}
    entities = {name: source.entities[name] for name in sorted(mentioned - drawn) if name in source.entities}
    return Facts(data, entities)


class _Known:
    """What concerns those who are drawn, as known on one day."""

    def __init__(self, source: Source, drawn: set[str], known: date) -> None:
        self.events: list[Happening] = [
            happening
            for happening in happenings(source, known).values()
            if any(happening.involves(name) for name in drawn)
        ]
        every = catalogue.offers(source, known)
        self.offers: list[Offer] = [o for o in every.values() if any(o.concerns(name) for name in drawn)]
        products = {offer.product.id for offer in self.offers}
        made: list[tuple[str, Said]] = [
            (name, claim) for name, claim in catalogue.products(source, known) if claim.product in products
        ]
        made += statements.launched(source, products, known)
        self.offered: dict[str, list[Period]] = {product: [] for product in sorted(products)}
        self.offered |= {one.who: stretch for one, stretch in statements.periods(source, made, known).items()}
        said: list[tuple[str, Said]] = [
            *catalogue.customers(source, "", known),
            *catalogue.relations(source, "", known),
            *catalogue.roles(source, "", known),
        ]
        told = statements.periods(source, said, known)
        self.told: dict[Fact, list[Period]] = {
            one: stretch for one, stretch in told.items() if one.who in drawn or one.of in drawn
        }


# --- each thing as JSON ----------------------------------------------------------------------------------------------


def _event(source: Source, happening: Happening, ids: Pool) -> dict[str, Any]:
    told = {
        "id": happening.event.id,
        "title": happening.event.title,
        "kind": happening.event.kind,
        "stage": happening.stage,
        "basis": happening.basis,
        "date": happening.date.written if happening.date else None,
        "when": window_told(happening.when),
        "since": happening.since.isoformat(),
        "parts": [_party(party) for party in happening.participants],
        "claims": ids.all(happening.claims),
    }
    further = {
        "amounts": [[a.measure, canonical(a.value), a.unit] for a in happening.amounts],
        "moves": sorted(changes.undergone(happening)),  # whose stakes and standings it may have changed
        "locations": list(happening.locations),
        "because": list(happening.because_of),
        "conflicts": [conflict_told(source, conflict, ids) for conflict in happening.conflicts],
    }
    return told | {name: found for name, found in further.items() if found}


def _party(party: Participant) -> list[Any]:
    """[role, entity or None, name, count, candidates], empty ends left out."""
    row = [party.role, party.entity or None, party.name, party.count, list(party.candidates)]
    while not row[-1]:
        row.pop()
    return row


def _people(event: Mapping[str, Any]) -> Iterator[str]:
    """The entities in an event: who takes part, and who may be who does."""
    for party in event["parts"]:
        yield from (party[1:2] if party[1] else []) + (party[4] if len(party) > 4 else [])


def conflict_told(source: Source, conflict: Conflict, ids: Pool) -> dict[str, Any]:
    """Between which claims a conflict is, which is followed, which say the same, by which policy, and why (C2)."""
    claims = source.claims(conflict.claims)
    followed = told_of(conflict.key, claims[conflict.prefers])
    same = (name for name, claim in claims.items() if told_of(conflict.key, claim) == followed)
    return {
        "claims": ids.all(conflict.claims),
        "prefers": ids.place(conflict.prefers),
        "agrees": sorted(ids.place(name) for name in same if name != conflict.prefers),
        "policy": conflict.policy,
        "why": conflict.why,
    }


_LINKS = ("providers", "partners", "part_of", "replaces", "replaced_by")


def _offer(offer: Offer, ids: Pool) -> dict[str, Any]:
    told: dict[str, Any] = {"id": offer.product.id, "claims": ids.all(offer.claims)}
    for name in (*_LINKS, "categories", "technologies", "renamed_from"):
        if values := getattr(offer, name):
            told[name] = list(values)
    if offer.planned:
        told["planned"] = True
    return told


def _makers(offer: Mapping[str, Any]) -> Iterator[str]:
    yield offer["id"]
    for name in _LINKS:
        yield from offer.get(name, ())


def _fact(one: Fact) -> dict[str, Any]:
    return {"kind": one.kind, "who": one.who, "of": one.of, "words": list(one.words), "products": list(one.products)}


def _stretches(periods: Sequence[Period], ids: Pool) -> list[list[Any]]:
    """[began after, began by, ended after, ended by, state, dates at which it is seen, claims] of each period."""
    return [
        [
            *window_told(p.began),
            *(window_told(p.ended) if p.ended else (None, None)),
            p.state,
            [seen.written for seen in p.observed],
            ids.all(p.claims),
        ]
        for p in periods
    ]


def window_told(window: Window) -> list[str | None]:
    """The days after which and by which something happened."""
    return [None if day is None else day.isoformat() for day in (window.after, window.by)]


# --- what single claims say ------------------------------------------------------------------------------------------


def _names(story: Story) -> dict[str, list[list[Any]]]:
    """The names of who is drawn, as [name, kind, [document, places] of each claim], the first used first."""
    called: dict[str, dict[tuple[str, str], list[list[Any]]]] = defaultdict(lambda: defaultdict(list))
    for _, claim in story.source.name_claims(story.worlds[-1].known):
        if claim.entity in story.entities:
            called[claim.entity][claim.name, claim.kind].append([claim.document, words.places(claim.places)])
    return {entity: [[name, kind, cited] for (name, kind), cited in found.items()] for entity, found in called.items()}


def _discrepancies(story: Story, told: set[str], ids: Pool) -> dict[str, list[tuple[int, str]]]:
    """What a reader recorded about each entity and event that is told: the claim, and from when it is known."""
    source, found = story.source, defaultdict(list)
    for name, claim in catalogue.discrepancies(source, "", story.worlds[-1].known):
        about = claim.entity or claim.about_event
        if about in told:
            cited = (claim.document, *(other.document for other in claim.against))
            known = max(source.documents[document].known_from for document in cited)
            found[about].append((ids.place(name), known.isoformat()))
    return dict(found)
