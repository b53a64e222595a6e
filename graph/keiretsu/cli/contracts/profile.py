"""The answer about one entity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from keiretsu import disputes
from keiretsu.catalogue import disputed_events
from keiretsu.cli.contracts import disagreements, lists
from keiretsu.cli.contracts.parts import day, entity, preference
from keiretsu.cli.contracts.stakes import owners_, stake_, standings_

if TYPE_CHECKING:
    from datetime import date

    from keiretsu.cli.contracts import forms
    from keiretsu.lookup import Source
    from keiretsu.profile import Profile, Stakes

__all__ = ["profile_"]


def _holdings(source: Source, below: Stakes, at: date | None) -> list[forms.Holding]:
    rows: list[Any] = [
        {"company": entity(source, key.company), **stake_(source, key, below, at)} for key in below.stakes
    ]
    return rows


def profile_(source: Source, found: Profile, at: date | None, known: date) -> forms.Profile:
    """`keiretsu show`."""
    name = found.entity.id
    counts = source.claim_counts(name)
    spellings: dict[str, set[str]] = {}
    for _, claim in source.name_claims(known):
        spellings.setdefault(claim.entity, set()).add(claim.name)
    recorded, computed = disputed_events(found.discrepancies), disputes.by_event(found.disputes)
    told: Any = {
        "entity": entity(source, name),
        "kind": found.entity.kind,
        "named": found.entity.named,
        "note": found.entity.note or None,
        "at": day(at),
        "known": day(known),
        **preference(source),
        "names": lists.names_(source, found.names, found.answers, disputes.by_claim(found.disputes)),
        "identifiers": lists.identifiers_(source, found.identifiers, found.answers),
        "standings": standings_(source, found.above),
        "owners": owners_(source, found.above, at),
        "holdings": _holdings(source, found.below, at),
        "events": [lists.event_(source, happening, recorded, at, computed) for happening in found.events],
        "products": [
            lists.product_(source, offer, spellings.get(offer.product.id, ()), found.offered.get(offer.product.id))
            for offer in found.offers
        ],
        "customers": lists.customers_(source, found.customers, found.answers),
        "relations": lists.relations_(source, found.relations, found.answers),
        "people": lists.roles_(source, found.roles, found.answers),
        "conflicts": [
            *disagreements.conflicts_(source, found.disputes),
            *disagreements.discrepancies_(source, found.discrepancies, found.disputes),
        ],
        "documents": [
            lists.document_(document, counts[document.id])
            for document in source.documents.values()
            if document.known_from <= known and counts.get(document.id)
        ],
    }
    profile: forms.Profile = told
    return profile
