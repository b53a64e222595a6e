"""The answer about one claim."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from keiretsu.claims import Claim, Counterpart, DiscrepancyClaim, EventClaim
from keiretsu.cli.contracts.lists import participant_
from keiretsu.cli.contracts.parts import lines
from keiretsu.dates import PartialDate
from keiretsu.sentences import says
from keiretsu.shares import Share, canonical

if TYPE_CHECKING:
    from keiretsu.cli.contracts import forms
    from keiretsu.lookup import Source

__all__ = ["claim_"]

_ELSEWHERE = {"document", "places", "basis", "note", "printed", "participants", "amounts", "against"}


def _value(value: object) -> Any:
    if isinstance(value, Share):
        return value.json()
    if isinstance(value, PartialDate):
        return value.written
    if isinstance(value, Decimal):
        return canonical(value)
    return list(value) if isinstance(value, tuple) else value


def claim_(source: Source, name: str, claim: Claim) -> forms.Claim:
    """`keiretsu why`: a claim with what it says, its document and its place."""
    fields: dict[str, Any] = {}
    for attribute in type(claim).__dataclass_fields__:
        value = getattr(claim, attribute)
        if attribute not in _ELSEWHERE and value not in (None, "", ()):
            fields[attribute.rstrip("_")] = _value(value)
    if isinstance(claim, EventClaim):
        fields["participants"] = [participant_(source, part) for part in claim.participants]
        fields["amounts"] = [{"measure": a.measure, "value": canonical(a.value), "unit": a.unit} for a in claim.amounts]
    if isinstance(claim, DiscrepancyClaim):
        fields["against"] = [_counterpart(other) for other in claim.against]
    names = {entity.id: entity.name for entity in source.entities.values()}
    titles = {event.id: event.title for event in source.events.values()}
    document = source.documents[claim.document]
    return {
        "id": name,
        "type": type(claim).__name__,
        "sentence": says(claim, names, titles),
        "says": fields,
        "basis": claim.basis,
        "note": claim.note or None,
        "printed": list(claim.printed),
        "document": {"id": document.id, "title": document.title, "published": document.published.written},
        "places": lines(claim.places),
    }


def _counterpart(other: Counterpart) -> forms.Printing:
    return {"document": other.document, "lines": lines(other.places), "printed": list(other.printed)}
