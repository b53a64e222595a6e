"""Answers about change: what joined, left or became otherwise, and what came to be known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from keiretsu.cli.contracts.parts import conflicting, day, entity, preference, share, window
from keiretsu.disputes import among
from keiretsu.happenings import happenings
from keiretsu.snapshots import names_behind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from keiretsu.changes import Change
    from keiretsu.cli.contracts import forms
    from keiretsu.disputes import Dispute
    from keiretsu.happenings import Happening
    from keiretsu.lookup import Source
    from keiretsu.snapshots import Condition

__all__ = ["diff_", "diff_rows"]


def diff_(
    source: Source,
    clock: str,
    ends: tuple[date, date],
    at: date | None,
    known: date,
    changes: Sequence[Change],
    disputed: Sequence[Dispute],
) -> forms.Diff:
    """`keiretsu diff`, of the world or of what is known, between two `ends`."""
    told = happenings(source, known)
    rows = [
        (change.correction, {**_change(source, told, change), **conflicting(among(disputed, change.claims))})
        for change in changes
    ]
    start, end = ends
    answer: Any = {
        "clock": clock,
        "from": start.isoformat(),
        "to": end.isoformat(),
        "at": day(at),
        "known": day(known),
        **preference(source),
        "changes": [row for correction, row in rows if not correction],
        "corrections": [row for correction, row in rows if correction],
    }
    diff: forms.Diff = answer
    return diff


def diff_rows(told: forms.Diff) -> list[Any]:
    """Changes and corrections as flat rows."""
    rows: list[Any] = [{**row, "correction": False} for row in told["changes"]]
    return rows + [{**row, "correction": True} for row in told["corrections"]]


def _change(source: Source, told: Mapping[str, Happening], change: Change) -> Any:
    is_event = change.subject.kind == "event"
    title = source.events[change.entity].title if is_event else ""
    return {
        "kind": change.kind,
        "entity": {"id": change.entity, "name": title} if is_event else entity(source, change.entity),
        "holder": entity(source, change.holder) if change.holder else None,
        "right": change.right or None,
        "before": _side(source, change, change.before, change.claims_before),
        "after": _side(source, change, change.after, change.claims_after),
        "when": window(change.when),
        "events": list(change.events),
        "reasons": _reasons(source, told, change),
        "claims": list(change.claims),
    }


def _side(source: Source, change: Change, condition: Condition | None, claims: tuple[str, ...]) -> Any:
    if condition is None:
        return None
    if change.kind == "share":
        part = condition.part(change.right)
        return share(part.share) if part else None
    if change.kind == "standing":
        return condition.standing or None
    if change.kind == "name":
        return list(names_behind(source, claims))
    if change.subject.kind == "event":
        stage, written, *amounts = condition.told
        return {"stage": stage, "date": written or None, "amounts": amounts}
    if change.subject.kind == "member":
        told = next((part.share for part in condition.parts if part.share is not None), None)
        return {"presence": condition.presence, "share": share(told), "standing": condition.standing or None}
    return condition.presence


def _reasons(source: Source, told: Mapping[str, Happening], change: Change) -> list[str]:
    if change.subject.kind == "event":
        return []
    reasons = []
    for name in change.events:
        happening = told[name]
        perhaps = "" if change.entity in happening.entities() else "perhaps: "
        reasons.append(f"{perhaps}{happening.event.title} ({happening.stage})")
    for claim in source.claims(change.listings).values():
        as_of = getattr(claim, "as_of", None)
        reasons.append(f"no longer listed: {getattr(claim, 'title', '')}, {as_of} ({claim.document})")
    return reasons
