"""Events put together: one happening from all that known documents say of it.

Nothing is smoothed: where tellings differ in stage the furthest counts, since a later document moves an event on and
the calendar never does (T9); the date is that of what has come of it, as finely as it is told. Where tellings of what
is done cannot both be right, those that fit the followed one count, and the conflict is carried along (C2).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from keiretsu.claims import Amount, Basis, EventClaim, Participant
from keiretsu.dates import PartialDate, Window, day_before
from keiretsu.lookup import EVER
from keiretsu.model import EventKey

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping, Sequence

    from keiretsu.lookup import Source
    from keiretsu.model import Conflict, Event

__all__ = ["Happening", "happenings"]

_STAGES: Final = ("announced", "agreed", "planned", "in-progress", "completed", "cancelled")


@dataclass(frozen=True, slots=True)
class Happening:
    """One event as the known documents tell it; `when` is the window of the day on which it happened (T1)."""

    event: Event
    date: PartialDate | None
    when: Window
    stage: str
    basis: Basis
    participants: tuple[Participant, ...]
    amounts: tuple[Amount, ...]
    locations: tuple[str, ...]
    because_of: tuple[str, ...]
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    conflicts: tuple[Conflict, ...] = ()

    def involves(self, entity: str) -> bool:
        """Whether an entity plays a part, or may be who does."""
        return any(entity == part.entity or entity in part.candidates for part in self.participants)

    def entities(self, *roles: str) -> tuple[str, ...]:
        """The entities in any of these roles, or in all."""
        return tuple(part.entity for part in self.participants if part.entity and (not roles or part.role in roles))

    def may_lie(self, since: datetime.date | None, until: datetime.date | None) -> bool:
        """Whether it may have happened, or be planned, on a day from `since` to `until`."""
        by, after = self.when.by, self.when.after
        return not (since and by and by < since) and not (until and after and until <= after)

    def unconfirmed(self, at: datetime.date) -> bool:
        """A plan whose day has passed, and nothing says that it happened (T9)."""
        return self.stage == "planned" and self.when.by is not None and self.when.by < at


def happenings(source: Source, known: datetime.date = EVER) -> dict[str, Happening]:
    """Every happening that a known document tells of, by id, in order of its last possible day; undated ones last."""
    told = source.event_claims(known)
    disputed: dict[str, list[Conflict]] = defaultdict(list)
    for conflict in source.conflicts(known):
        if isinstance(conflict.key, EventKey):
            disputed[conflict.key.event].append(conflict)
    found = [_joined(source, source.events[name], claims, disputed.get(name, ())) for name, claims in told.items()]
    found.sort(key=lambda h: (h.when.by or EVER, h.when.after or EVER, h.event.id))
    return {happening.event.id: happening for happening in found}


def _joined(
    source: Source, event: Event, told: Sequence[tuple[str, EventClaim]], conflicts: Sequence[Conflict]
) -> Happening:
    from keiretsu.clashes import amount_key  # a history, which waits for this module, puts no event together

    claims = [claim for _, claim in told]
    stage = max((claim.stage for claim in claims), key=_STAGES.index)
    lost = {(conflict.key, name) for conflict in conflicts for name in _overruled(source, conflict, dict(told))}
    # The date of what has come of it: not that of the announcement when it is done.
    at_stage = [(name, claim.date) for name, claim in told if claim.date is not None and claim.stage == stage]
    dates = [date for name, date in at_stage if (EventKey(event.id), name) not in lost]
    every = [(name, amount) for name, claim in told for amount in claim.amounts]
    amounts = {amount for name, amount in every if (amount_key(event.id, amount), name) not in lost}
    finest = min(dates, key=lambda d: (d.latest - d.earliest, d)) if dates else None
    return Happening(
        event=event,
        date=finest,
        when=_when(source, finest, stage, claims),
        stage=stage,
        basis="stated" if any(claim.basis == "stated" for claim in claims) else "inferred",
        participants=_parties(part for claim in claims for part in claim.participants),
        amounts=tuple(sorted(amounts, key=lambda a: (a.measure, a.unit, a.value))),
        locations=tuple(sorted({claim.location for claim in claims if claim.location})),
        because_of=tuple(sorted({reason for claim in claims for reason in claim.because_of})),
        claims=tuple(name for name, _ in told),
        documents=tuple(name for name in source.documents if any(claim.document == name for claim in claims)),
        conflicts=tuple(conflicts),
    )


def _overruled(source: Source, conflict: Conflict, told: Mapping[str, EventClaim]) -> set[str]:
    """The tellings that cannot be right together with the one that is followed."""
    from keiretsu.clashes import said

    views = {
        name: view
        for name in conflict.claims
        if name in told and (view := said(conflict.key, name, told[name], source.documents[told[name].document]))
    }
    followed = views.get(conflict.prefers)
    return {name for name, view in views.items() if followed is not None and view.apart(followed)}


def _when(source: Source, told: PartialDate | None, stage: str, claims: Sequence[EventClaim]) -> Window:
    """What is done and undated lies before the last day of its first telling (T1); what is planned, after it."""
    if told is not None:
        return Window(day_before(told.earliest), told.latest)
    published = [source.documents[claim.document].published for claim in claims if claim.stage == stage]
    if stage == "completed":
        return Window(None, min(day.latest for day in published))
    return (
        Window(max(day_before(day.earliest) for day in published), None) if stage == "planned" else Window(None, None)
    )


def _parties(parts: Iterable[Participant]) -> tuple[Participant, ...]:
    """Parts with the same role and name put together: one claim says how many, another who they may be."""
    named: dict[tuple[str, str, str], Participant] = {}
    for part in sorted(set(parts), key=lambda p: (p.role, p.entity, p.name, p.count or 0, p.candidates)):
        key = (part.role, part.entity, part.name)
        known = named.get(key)
        named[key] = Participant(
            *key,
            part.count if part.count is not None else known.count if known else None,
            part.candidates or (known.candidates if known else ()),
        )
    return tuple(named.values())
