"""Answers as the JSON contracts of DESIGN."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from keiretsu.claims import Claim, EventClaim, Participant, Place
from keiretsu.lookup import EVER
from keiretsu.model import Conflict, Document, Period, StakeKey, StandingKey
from keiretsu.shares import Share, canonical

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from keiretsu.dates import PartialDate, Window
    from keiretsu.lookup import Source
    from keiretsu.network import Member
    from keiretsu.states import Answer

__all__ = ["claim_", "day_", "document_", "events_", "group_", "history_", "names_", "place_", "share_", "window_"]


def day_(day: date | None) -> str | None:
    """A day in ISO form; the end of time is no day."""
    return None if day is None or day == EVER else day.isoformat()


def window_(window: Window | None) -> dict[str, str | None] | None:
    """A window (after, by]."""
    return None if window is None else {"after": day_(window.after), "by": day_(window.by)}


def share_(share: Share | None) -> dict[str, Any] | None:
    """A share, null where it is undisclosed."""
    return None if share is None else share.json()


def entity_(source: Source, name: str) -> dict[str, str]:
    """An entity."""
    return {"id": name, "name": source.entities[name].name}


def state_(answer: Answer) -> str:
    """The state; a plan whose day has passed says so (T9)."""
    return f"{answer.state}, unconfirmed" if answer.unconfirmed else answer.state


def _jointly(source: Source, names: Sequence[str]) -> dict[str, Any]:
    return {"jointly_with": [entity_(source, name) for name in names]} if names else {}


def _period(source: Source, period: Period) -> dict[str, Any]:
    planned = {"stage": "planned", "since": day_(period.since)} if period.state == "planned" else {}
    return {
        "share": share_(period.share),
        "from": window_(period.began),
        "until": window_(period.ended),
        "state": period.state,
        **planned,
        **_jointly(source, period.jointly_with),
        "evidence": {"first": period.first_evidence, "last": period.last_evidence},
        "basis": period.basis,
        "claims": list(period.claims),
    }


def _answer(source: Source, answer: Answer) -> dict[str, Any]:
    return {
        "share": share_(answer.share),
        "state": state_(answer),
        **({"observed": answer.written} if answer.written else {}),
        **_jointly(source, answer.jointly_with),
        "claims": list(answer.claims),
    }


def history_(
    source: Source,
    company: str,
    at: date | None,
    known: date,
    stakes: Mapping[StakeKey, tuple[Sequence[Period], Answer | None, Sequence[Conflict]]],
    standings: Mapping[StandingKey, Sequence[Period]],
) -> dict[str, Any]:
    """`keiretsu history`: every stake in a company and its standings; with a day, what is known of each on it."""
    return {
        "company": entity_(source, company),
        "at": day_(at),
        "known": day_(known),
        "stakes": [
            {
                "holder": entity_(source, key.holder),
                "right": key.right,
                **({"answer": _answer(source, answer)} if answer is not None else {}),
                "periods": [_period(source, period) for period in periods],
                "conflicts": [_conflict(conflict) for conflict in conflicts],
            }
            for key, (periods, answer, conflicts) in stakes.items()
        ],
        "standings": [
            {
                "parent": entity_(source, key.parent),
                "periods": [{"value": period.standing, **_period(source, period)} for period in periods],
            }
            for key, periods in standings.items()
        ],
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "claims": list(conflict.claims),
        "why": conflict.why,
        "prefers": conflict.prefers,
        "policy": conflict.policy,
    }


def conflicts_(source: Source, conflicts: Sequence[Conflict]) -> list[dict[str, Any]]:
    """`keiretsu conflicts`."""
    rows = []
    for conflict in conflicts:
        key = conflict.key
        who = (
            {"holder": entity_(source, key.holder)}
            if isinstance(key, StakeKey)
            else {"parent": entity_(source, key.parent)}
        )
        rows.append({"company": entity_(source, key.company), **who, **_conflict(conflict)})
    return rows


def group_(
    source: Source,
    root: str,
    at: date,
    known: date,
    members: Sequence[Member],
    effective: Mapping[str, Share],
) -> dict[str, Any]:
    """`keiretsu group`."""
    return {
        "root": entity_(source, root),
        "at": day_(at),
        "known": day_(known),
        "members": [
            {
                **entity_(source, member.id),
                "standing": {"value": member.standing.standing, "state": state_(member.standing)}
                if member.standing
                else None,
                "parents": [
                    {
                        "id": parent.id,
                        "share": share_(parent.answer.share),
                        "state": state_(parent.answer),
                        "claims": list(parent.answer.claims),
                    }
                    for parent in member.parents
                ],
                "effective": share_(effective.get(member.id)),
                "claims": list(member.claims),
            }
            for member in members
        ],
    }


def place_(place: Place) -> dict[str, Any]:
    """A place: lines are 1-based and inclusive."""
    return {"first": place.first, "last": place.last, "section": place.section}


def _value(value: object) -> Any:
    from keiretsu.dates import PartialDate

    if isinstance(value, Share):
        return value.json()
    if isinstance(value, PartialDate):
        return value.written
    return list(value) if isinstance(value, tuple) else value


def claim_(source: Source, name: str, claim: Claim) -> dict[str, Any]:
    """`keiretsu why`: a claim with what it says, its document and its place."""
    special = {"document", "places", "basis", "note", "printed", "participants", "amounts"}
    says: dict[str, Any] = {}
    for attribute in type(claim).__dataclass_fields__:
        value = getattr(claim, attribute)
        if attribute not in special and value not in (None, "", ()):
            says[attribute.rstrip("_")] = _value(value)
    if isinstance(claim, EventClaim):
        says["participants"] = [_participant(source, part) for part in claim.participants]
        says["amounts"] = [{"measure": a.measure, "value": canonical(a.value), "unit": a.unit} for a in claim.amounts]
    document = source.documents[claim.document]
    return {
        "id": name,
        "type": type(claim).__name__,
        "says": says,
        "basis": claim.basis,
        "note": claim.note or None,
        "printed": list(claim.printed),
        "document": {"id": document.id, "title": document.title, "published": document.published.written},
        "places": [place_(place) for place in claim.places],
    }


def document_(document: Document, claims: int) -> dict[str, Any]:
    """`keiretsu documents`."""
    return {
        "id": document.id,
        "title": document.title,
        "kind": document.kind,
        "publisher": document.publisher,
        "published": document.published.written,
        "known_from": day_(document.known_from),
        "file": document.file,
        "sha256": document.sha256,
        "claims": claims,
    }


def names_(source: Source, entity: str, known: date) -> list[dict[str, Any]]:
    """`keiretsu names`: what documents call each entity, or one of them (C4)."""
    return [
        {
            "entity": entity_(source, claim.entity),
            "name": claim.name,
            "kind": claim.kind,
            "document": claim.document,
            "published": source.documents[claim.document].published.written,
            "lines": [place_(place) for place in claim.places],
            "basis": claim.basis,
            "note": claim.note or None,
            "claim": name,
        }
        for name, claim in source.name_claims(known)
        if not entity or claim.entity == entity
    ]


def _participant(source: Source, part: Participant) -> dict[str, Any]:
    return {
        "role": part.role,
        "id": part.entity or None,
        "name": source.entities[part.entity].name if part.entity else part.name,
        **({"count": part.count} if part.count is not None else {}),
        **({"candidates": list(part.candidates)} if part.candidates else {}),
    }


_STAGES = ("announced", "agreed", "planned", "in-progress", "completed", "cancelled")


def events_(source: Source, entity: str, known: date) -> list[dict[str, Any]]:
    """`keiretsu events`: each happening once, put together from all that known documents say of it."""
    rows = []
    for name, told in source.event_claims(known).items():
        claims = [claim for _, claim in told]
        parts = {part for claim in claims for part in claim.participants}
        if entity and not any(entity == p.entity or entity in p.candidates for p in parts):
            continue
        stage = max((claim.stage for claim in claims), key=_STAGES.index)
        # The date of what has come of it: not that of the announcement when it is done.
        dates = [claim.date for claim in claims if claim.date is not None and claim.stage == stage]
        finest = min(dates, key=lambda d: (d.latest - d.earliest, d)) if dates else None
        amounts = {(a.measure, canonical(a.value), a.unit) for claim in claims for a in claim.amounts}
        rows.append(
            {
                "id": name,
                "kind": source.events[name].kind,
                "title": source.events[name].title,
                "date": finest.written if finest else None,
                "when": _when(source, finest, claims),
                "stage": stage,
                "basis": "stated" if any(claim.basis == "stated" for claim in claims) else "inferred",
                "participants": [_participant(source, part) for part in _joined(parts)],
                "amounts": [{"measure": m, "value": v, "unit": u} for m, v, u in sorted(amounts)],
                "claims": [claim_id for claim_id, _ in told],
            }
        )
    return sorted(rows, key=lambda row: (row["when"]["by"] or "9999", row["id"]))


def _joined(parts: set[Participant]) -> list[Participant]:
    """Parts with the same role and name put together: one claim says how many, another who they may be."""
    named: dict[tuple[str, str, str], Participant] = {}
    for part in sorted(parts, key=lambda p: (p.role, p.entity, p.name, p.count or 0, p.candidates)):
        key = (part.role, part.entity, part.name)
        known = named.get(key)
        named[key] = Participant(
            *key,
            part.count if part.count is not None else known.count if known else None,
            part.candidates or (known.candidates if known else ()),
        )
    return list(named.values())


def _when(source: Source, date_: PartialDate | None, claims: Sequence[EventClaim]) -> dict[str, str | None]:
    """The window of a happening; one that is done and undated lies before its first telling's last day (T1)."""
    from keiretsu.dates import Window, day_before

    if date_ is not None:
        return {"after": day_(day_before(date_.earliest)), "by": day_(date_.latest)}
    done = [source.documents[c.document].published.latest for c in claims if c.stage == "completed"]
    return window_(Window(None, min(done) if done else None)) or {}
