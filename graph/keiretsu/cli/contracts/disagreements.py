"""Answers about conflicts: those that are computed from claims, and those that a reader recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from keiretsu.cli.contracts.parts import conflict_, entity, lines
from keiretsu.model import EventKey, FigureKey, NameKey, StakeKey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keiretsu.catalogue import Statement
    from keiretsu.claims import DiscrepancyClaim
    from keiretsu.cli.contracts import forms
    from keiretsu.disputes import Dispute
    from keiretsu.lookup import Source
    from keiretsu.model import ConflictKey

__all__ = ["conflicts_", "discrepancies_"]


def _about(source: Source, key: ConflictKey) -> tuple[forms.Entity, forms.Entity | None, str]:
    """Whom or which event a conflict is about, the holder or parent where there is one, and what of it."""
    if isinstance(key, EventKey):
        told = source.events.get(key.event)
        event: forms.Entity = {"id": key.event, "name": told.title if told else key.event}
        return event, None, key.measure or "the date"
    if isinstance(key, FigureKey):
        aspect = "" if key.aspect == "value" else f", {key.aspect}"
        against = f" against {key.against}" if key.against else ""
        segment = f" ({key.segment})" if key.segment else ""
        return entity(source, key.subject), None, f"{key.measure}{segment}{aspect}{against}, {key.period}"
    if isinstance(key, NameKey):
        return entity(source, key.entity), None, "the name"
    stake = isinstance(key, StakeKey)
    other = key.holder if isinstance(key, StakeKey) else key.parent
    return entity(source, key.company), entity(source, other), "the stake" if stake else "the standing"


def conflicts_(source: Source, found: Sequence[Dispute]) -> list[forms.Disagreement]:
    """`keiretsu conflicts`: those that are computed from claims."""
    claims = source.claims(name for dispute in found for name in dispute.conflict.claims)
    rows: list[Any] = []
    for dispute in found:
        about, holder, what = _about(source, dispute.conflict.key)
        told = [claims[name] for name in dispute.conflict.claims]
        places = [{"document": c.document, "lines": lines(c.places), "printed": list(c.printed)} for c in told]
        row = {"about": about, "holder": holder, "what": what, "read": None, "places": places}
        rows.append({**row, **conflict_(dispute)})
    return rows


def discrepancies_(
    source: Source, said: Sequence[Statement[DiscrepancyClaim]], found: Sequence[Dispute] = ()
) -> list[forms.Disagreement]:
    """`keiretsu conflicts`: those that a reader recorded; one that is computed, too, names the conflict."""
    rows: list[Any] = []
    for name, claim in said:
        computed = [dispute.conflict.id for dispute in found if name in dispute.recorded]
        event = source.events.get(claim.about_event)
        about: forms.Entity | None = {"id": event.id, "name": event.title} if event else None
        cited_places = [(claim.document, claim.places, claim.printed)]
        cited_places += [(other.document, other.places, other.printed) for other in claim.against]
        places: list[forms.Printing] = [
            {"document": document, "lines": lines(found), "printed": list(printed)}
            for document, found, printed in cited_places
        ]
        rows.append(
            {
                "kind": claim.kind,
                "about": entity(source, claim.entity) if claim.entity else about,
                "holder": None,
                "what": claim.what,
                "why": claim.note,
                "read": claim.read,
                "places": places,
                "claims": [name],
                "prefers": None,
                "policy": None,
                **({"computed": computed} if computed else {}),
            }
        )
    return rows
