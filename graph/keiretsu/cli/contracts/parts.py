"""The parts that several answers share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from keiretsu.lookup import EVER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from keiretsu import claims, dates, model, shares
    from keiretsu.cli.contracts import forms
    from keiretsu.disputes import Dispute
    from keiretsu.lookup import Source
    from keiretsu.ownership import Interest

__all__ = [
    "cited",
    "conflict_",
    "conflicting",
    "day",
    "entities",
    "entity",
    "if_unchanged",
    "interest",
    "lines",
    "preference",
    "share",
    "window",
]


def day(value: date | None) -> str | None:
    """A day in ISO form; the end of time is no day."""
    return None if value is None or value == EVER else value.isoformat()


def window(value: dates.Window) -> forms.Window:
    """A window (after, by]."""
    return {"after": day(value.after), "by": day(value.by)}


def share(value: shares.Share | None) -> Any:
    """A share, null where it is undisclosed."""
    return None if value is None else value.json()


def interest(value: Interest | None) -> Any:
    """A computed share, null where there is none."""
    return None if value is None else value.json()


def if_unchanged(value: Interest | None, unchanged: Interest | None) -> dict[str, Any]:
    """What would be so had nothing changed since it was last known, where that is something else (T7)."""
    return {} if value == unchanged else {"if_unchanged": interest(unchanged)}


def entity(source: Source, name: str) -> forms.Entity:
    """An entity."""
    return {"id": name, "name": source.entities[name].name}


def entities(source: Source, names: Iterable[str]) -> list[forms.Entity]:
    """Several entities."""
    return [entity(source, name) for name in names]


def lines(places: Sequence[claims.Place]) -> list[forms.Lines]:
    """Places: lines are 1-based and inclusive."""
    return [{"first": place.first, "last": place.last, "section": place.section} for place in places]


def cited(documents: Mapping[str, model.Document], name: str, claim: Any) -> dict[str, Any]:
    """When, where and on what ground one claim about a stretch of time says something."""
    return {
        "as_of": claim.as_of.written if claim.as_of else None,
        "from": claim.from_.written if claim.from_ else None,
        "until": claim.until.written if claim.until else None,
        "dated": claim.dated or None,
        "mode": claim.mode,
        "basis": claim.basis,
        "note": claim.note or None,
        "document": claim.document,
        "published": documents[claim.document].published.written,
        "lines": lines(claim.places),
        "claim": name,
    }


def conflict_(dispute: Dispute) -> forms.Conflict:
    """A conflict, which claim is followed and why, and what each says."""
    conflict = dispute.conflict
    return {
        "id": conflict.id,
        "kind": conflict.kind,
        "claims": list(conflict.claims),
        "why": conflict.why,
        "prefers": conflict.prefers,
        "policy": conflict.policy,
        "values": [{"claim": v.claim, "document": v.document, "value": v.text} for v in dispute.values],
        "recorded": list(dispute.recorded),
    }


def conflicting(found: Sequence[Dispute], field: str = "conflicts") -> dict[str, Any]:
    """The field that says what an answer rests on that documents differ about; nothing where they do not."""
    return {field: [conflict_(dispute) for dispute in found]} if found else {}


def preference(source: Source) -> dict[str, Any]:
    """The field that says how conflicts are decided, where it is not by the written policy (C2)."""
    return {"prefer": source.prefer} if source.prefer else {}
