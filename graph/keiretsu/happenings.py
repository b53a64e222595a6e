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

__all__ = ["Happening", "happenings", "stages"]

_STAGES: Final = ("announced", "agreed", "planned", "in-progress", "completed", "cancelled")


@dataclass(frozen=True, slots=True)
class Happening:
    """One event as the known documents tell it; `when` is the window of the day on which it happened (T1).

    `since` is the first publication that tells of its stage.
    """

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
    since: datetime.date
    conflicts: tuple[Conflict, ...] = ()

    def involves(self, entity: str) -> bool:
        """Whether an entity plays a part, or may be who does."""
        return any(entity == part.entity or entity in part.candidates for part in self.participants)

    def entities(self, *roles: str) -> tuple[str, ...]:
        """The entities in any of these roles, or in all."""
        return tuple(part.entity for part in self.participants if part.entity and (not roles or part.role in roles))

    def may_lie(self, since: datetime.date | None, until: datetime.date | None) -> bool:
        """Whether it may have happened, or be planned, on a day from `since` to `until`."""
        return self.when.may_lie(since, until)

    def by(self, at: datetime.date) -> bool:
        """Whether it happened, or may have, by a day; a plan is one from its publication on (T9)."""
        return self.since <= at if self.stage == "planned" else self.may_lie(None, at)

    def unconfirmed(self, at: datetime.date) -> bool:
        """A plan whose day has passed, and nothing says that it happened (T9)."""
        return self.stage == "planned" and self.when.by is not None and self.when.by < at


def happenings(source: Source, known: datetime.date = EVER, at: datetime.date | None = None) -> dict[str, Happening]:
    """Every happening that a known document tells of, by id, in order of its last possible day; undated ones last.

    With a day `at`, each as far as it had come by then, or may have: before its completion it was planned.
    """
    disputed = _disputed(source, known)
    found = []
    for name, told in source.event_claims(known).items():
        for stage in reversed(_told_stages(told)):
            so_far = [said for said in told if _STAGES.index(said[1].stage) <= _STAGES.index(stage)]
            happening = _joined(source, source.events[name], so_far, disputed.get(name, ()))
            if at is None or happening.by(at):
                found.append(happening)
                break
    found.sort(key=lambda h: (h.when.by or EVER, h.when.after or EVER, h.event.id))
    return {happening.event.id: happening for happening in found}


def stages(source: Source, known: datetime.date = EVER) -> dict[str, list[Happening]]:
    """Every happening once for each stage that is told of it, the furthest last: agreed, then planned for a day."""
    disputed = _disputed(source, known)
    return {
        name: [
            _joined(
                source,
                source.events[name],
                [said for said in told if said[1].stage == stage],
                disputed.get(name, ()),
            )
            for stage in _told_stages(told)
        ]
        for name, told in source.event_claims(known).items()
    }


def _disputed(source: Source, known: datetime.date) -> Mapping[str, Sequence[Conflict]]:
    """The conflicts about each event."""
    disputed: dict[str, list[Conflict]] = defaultdict(list)
    for conflict in source.conflicts(known):
        if isinstance(conflict.key, EventKey):
            disputed[conflict.key.event].append(conflict)
    return disputed


def _told_stages(told: Iterable[tuple[str, EventClaim]]) -> list[str]:
    """The stages that are told, the furthest last."""
    return sorted({claim.stage for _, claim in told}, key=_STAGES.index)


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
        since=min(source.documents[claim.document].known_from for claim in claims if claim.stage == stage),
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
        return told.window
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
