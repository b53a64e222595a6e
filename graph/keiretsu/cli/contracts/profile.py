"""The answer about one entity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from keiretsu.catalogue import disputed_events
from keiretsu.cli.contracts import lists
from keiretsu.cli.contracts.parts import day, entity
from keiretsu.cli.contracts.stakes import owners_, stake_, standings_

if TYPE_CHECKING:
    from datetime import date

    from keiretsu.cli.contracts import forms
    from keiretsu.lookup import Source
    from keiretsu.profile import Profile, Stakes

__all__ = ["profile_"]


def _holdings(source: Source, below: Stakes) -> list[forms.Holding]:
    rows: list[Any] = [
        {"company": entity(source, key.company), **stake_(source, key.right, held.periods, held.answer)}
        for key, held in below.stakes.items()
    ]
    return rows


def profile_(source: Source, found: Profile, at: date | None, known: date) -> forms.Profile:
    """`keiretsu show`."""
    name = found.entity.id
    counts = source.claim_counts(name)
    spellings: dict[str, set[str]] = {}
    for _, claim in source.name_claims(known):
        spellings.setdefault(claim.entity, set()).add(claim.name)
    disputes = disputed_events(found.discrepancies)
    return {
        "entity": entity(source, name),
        "kind": found.entity.kind,
        "named": found.entity.named,
        "note": found.entity.note or None,
        "at": day(at),
        "known": day(known),
        "names": lists.names_(source, found.names, found.answers),
        "identifiers": lists.identifiers_(source, found.identifiers, found.answers),
        "standings": standings_(source, found.above.standings),
        "owners": owners_(source, found.above.stakes),
        "holdings": _holdings(source, found.below),
        "events": [lists.event_(source, happening, disputes, at) for happening in found.events],
        "products": [
            lists.product_(source, offer, spellings.get(offer.product.id, ()), found.offered.get(offer.product.id))
            for offer in found.offers
        ],
        "customers": lists.customers_(source, found.customers, found.answers),
        "relations": lists.relations_(source, found.relations, found.answers),
        "people": lists.roles_(source, found.roles, found.answers),
        "conflicts": [
            *lists.conflicts_(source, found.conflicts),
            *lists.discrepancies_(source, found.discrepancies),
        ],
        "documents": [
            lists.document_(document, counts[document.id])
            for document in source.documents.values()
            if document.known_from <= known and counts.get(document.id)
        ],
    }
