"""What changed between two days, and what became known between two states of knowledge (rule T10).

The two are different things and are asked apart. Both compare snapshots, so that going there and back undoes itself,
and two steps come to the same as one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from keiretsu.claims import HoldingClaim, ListingClaim, StandingClaim
from keiretsu.dates import Window
from keiretsu.lookup import EVER
from keiretsu.snapshots import Condition, Record, Snapshot, record, snapshot
from keiretsu.statements import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from keiretsu.happenings import Happening
    from keiretsu.lookup import Source
    from keiretsu.model import Period

__all__ = ["KINDS", "Change", "Difference", "Kind", "changed", "difference", "learned", "together", "undergone"]

# In the order in which changes are told.
Kind: TypeAlias = Literal[
    "joined", "left", "share", "standing", "plan", "name", "person", "customer", "relation", "product",
    "event-confirmed", "event",
]  # fmt: skip
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
# What a change of structure may come of, and in which roles the company takes part in it.
_STRUCTURAL: Final = frozenset(
    {
        "establishment", "acquisition", "minority-buyout", "joint-investment", "merger", "capital-increase", "disposal",
        "dissolution", "renaming", "share-repurchase", "share-issue", "share-exchange", "equity-finance",
    }
)  # fmt: skip
_UNDERGONE: Final = ("established", "target", "absorbed", "surviving", "issuer", "subject")
Difference: TypeAlias = Mapping[Fact, tuple[Condition | None, Condition | None]]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two snapshots.

    `entity` is what it is about, `holder` its holder, parent, supplier or organization, `right` that of a share.
    `before` and `after` are the conditions, None where it is not there or nothing is said of it. `when` is the window
    (after, by] in which the change lies, or the hull of several; `events` are those that it may come of, `listings`
    the complete tables that no longer have the company (T8). `claims` stand behind both sides, `claims_before` and
    `claims_after` behind each. `correction` says that a record was corrected, not that the world changed.
    """

    kind: Kind
    entity: str
    holder: str
    right: str
    subject: Fact
    before: Condition | None
    after: Condition | None
    when: Window
    events: tuple[str, ...]
    listings: tuple[str, ...]
    claims: tuple[str, ...]
    claims_before: tuple[str, ...]
    claims_after: tuple[str, ...]
    correction: bool = False


def difference(one: Snapshot, other: Snapshot) -> Difference:
    """The subjects whose condition differs, with both conditions."""
    subjects = sorted({*one.conditions, *other.conditions})
    pairs = {name: (one.conditions.get(name), other.conditions.get(name)) for name in subjects}
    return {name: (before, after) for name, (before, after) in pairs.items() if before != after}


def together(first: Difference, then: Difference) -> Difference:
    """The net effect of two differences one after the other."""
    net = dict(first)
    for name, (before, after) in then.items():
        net[name] = (net[name][0] if name in net else before, after)
    return {name: pair for name, pair in sorted(net.items()) if pair[0] != pair[1]}


def changed(source: Source, start: date, end: date, known: date = EVER) -> tuple[Change, ...]:
    """What changed in the world from one day to another, as known on a day; in order of kind and entity.

    Where the later day comes first everything is told the other way round.
    """
    told = record(source, known)
    one, other = snapshot(told, start), snapshot(told, end)
    first, last = min(start, end), max(start, end)
    found = [
        replace(change, when=_between(told, change.subject, change.kind, first, last))
        for change in _changes(one, other)
    ]
    return _ordered(_explained(source, told, change) for change in found)


def learned(source: Source, start: date, end: date, at: date) -> tuple[Change, ...]:
    """What documents published after one day and by another change in what is known of a day `at`.

    A change is a `correction` where the earlier record was certain of the day: by evidence on both sides of it, or
    because a later claim corrects an earlier one.
    """
    early, late = sorted((start, end))
    records = {day: record(source, day) for day in (early, late)}
    one, other = snapshot(records[start], at), snapshot(records[end], at)
    before = one if start <= end else other
    conflicts = {name for conflict in source.conflicts(late) for name in conflict.claims if name != conflict.prefers}
    conflicts -= {name for conflict in source.conflicts(early) for name in conflict.claims}
    found = []
    for change in _changes(one, other):
        revised = change.subject in before.settled or bool(conflicts & {*before.claims.get(change.subject, ())})
        window = _around(records[late], change.subject, at)
        found.append(replace(change, when=window, correction=revised and change.subject in before.conditions))
    return _ordered(_explained(source, records[late], change) for change in found)


def _ordered(found: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(sorted(found, key=lambda c: (KINDS.index(c.kind), c.entity, c.holder, c.subject)))


def _changes(one: Snapshot, other: Snapshot) -> Iterator[Change]:
    for subject, (before, after) in difference(one, other).items():
        behind = (one.claims.get(subject, ()), other.claims.get(subject, ()))
        for kind, right in _kinds(subject, before, after):
            yield Change(
                kind=kind,
                entity=subject.who,
                holder=subject.of,
                right=right,
                subject=subject,
                before=before,
                after=after,
                when=Window(None, None),
                events=(subject.who,) if subject.kind == "event" else (),
                listings=(),
                claims=tuple(sorted({*behind[0], *behind[1]})),
                claims_before=behind[0],
                claims_after=behind[1],
            )


_PLAIN: Final[Mapping[str, Kind]] = {
    "post": "person",
    "product": "product",
    "customer": "customer",
    "relation": "relation",
}


def _kinds(subject: Fact, before: Condition | None, after: Condition | None) -> Iterator[tuple[Kind, str]]:
    """A function of both sides alone, so that what is undone is told the other way round."""
    if subject.kind == "member":
        yield from _member_kinds(before, after)
    elif subject.kind == "event":
        done = [one is not None and one.told[0] == "completed" for one in (before, after)]
        planned = [one is not None and one.presence == "planned" for one in (before, after)]
        yield "event-confirmed" if sorted(done) == [False, True] and any(planned) else "event", ""
    elif subject.kind != "name":
        yield _PLAIN[subject.kind], ""
    elif before is not None and after is not None and not {*before.told} & {*after.told}:
        yield "name", ""  # to be named for the first time, or by one name more, is no change of name


def _member_kinds(before: Condition | None, after: Condition | None) -> Iterator[tuple[Kind, str]]:
    was, now = (one is not None and one.presence != "planned" for one in (before, after))
    if was != now:
        yield "joined" if now else "left", ""
    elif not was:
        yield "plan", ""
    elif before is not None and after is not None:
        rights = sorted({part.right for part in (*before.parts, *after.parts)})
        for right in rights:
            if before.part(right) != after.part(right):
                yield "share", right
        if before.standing != after.standing or (before.parts == after.parts and before.presence != after.presence):
            yield "standing", ""


# --- when, and why ---------------------------------------------------------------------------------------------------


def _stretches(told: Record, subject: Fact) -> Sequence[Sequence[Period]]:
    if subject.kind == "member":
        return told.members.get(subject, ())
    return (told.facts[subject],) if subject in told.facts else ()


def _between(told: Record, subject: Fact, kind: Kind, first: date, last: date) -> Window:
    """The hull of the windows in which something about it may have changed after one day and by another."""
    if subject in told.events:
        return told.events[subject].when
    if subject.kind == "name":
        days = sorted({day for day, _, _ in told.names.get(subject, ())})
        return Window(
            max((d for d in days if d <= first), default=None), max((d for d in days if d <= last), default=None)
        )
    windows = [
        window
        for stretch in _stretches(told, subject)
        for period in stretch
        if not (kind == "standing" and not period.standing) and not (kind == "share" and period.standing)
        for window in ((period.began, period.ended) if period.state != "planned" else ())
        if window is not None
        and not (window.by is not None and window.by <= first)
        and not (window.after is not None and window.after >= last)
    ]
    since = [p.since for stretch in _stretches(told, subject) for p in stretch if p.since and first < p.since <= last]
    if not windows:  # a plan came or lapsed
        return Window(None, min(since, default=None))
    afters, bys = [w.after for w in windows], [w.by for w in windows]
    return Window(
        None if None in afters else min(a for a in afters if a is not None),
        None if None in bys else max(b for b in bys if b is not None),
    )


def _around(told: Record, subject: Fact, at: date) -> Window:
    """The window in which what is so on a day began, or what is no longer so ended."""
    if subject in told.events:
        return told.events[subject].when
    if subject.kind == "name":
        days = [day for day, _, _ in told.names.get(subject, ()) if day <= at]
        return Window(None, max(days, default=None))
    periods = [period for stretch in _stretches(told, subject) for period in stretch]
    begun = [p for p in periods if p.began.after is None or p.began.after < at]
    if not begun:
        return next((p.began for p in periods if p.state == "planned"), Window(None, None))
    latest = max(begun, key=lambda p: (p.state != "planned", p.began.by or EVER, p.id))
    over = latest.ended is not None and latest.ended.by is not None and latest.ended.by <= at
    return latest.ended if over and latest.ended is not None else latest.began


def _explained(source: Source, told: Record, change: Change) -> Change:
    """A change of structure with the events that it may come of, and the listings that leave the company out."""
    if change.subject.kind != "member":
        return change
    claims = source.claims(change.claims)
    told_of = {
        claim.event for claim in claims.values() if isinstance(claim, HoldingClaim | StandingClaim) and claim.event
    }
    events = [
        subject.who
        for subject, happening in told.events.items()
        if happening.stage != "cancelled"
        and (happening.event.id in told_of or _moves(happening, change))
        and happening.when.meets(change.when)
    ]
    listings = [
        name for name, claim in claims.items() if isinstance(claim, ListingClaim) and change.entity not in claim.members
    ]
    return replace(change, events=tuple(events), listings=tuple(sorted(listings)) if change.kind != "joined" else ())


def _moves(happening: Happening, change: Change) -> bool:
    """Whether an event is one of structure that the company underwent, by the holder where it names who acted."""
    if change.entity not in undergone(happening):
        return False
    if happening.event.kind == "establishment" and change.kind == "share" and _said_on_both_sides(change):
        return False  # what begins a company does not move a share of it
    actors = happening.entities("acquirer", "seller", "investor", "holder", "founder")
    return not actors or change.holder in actors


def _said_on_both_sides(change: Change) -> bool:
    parts = (side.part(change.right) if side else None for side in (change.before, change.after))
    return all(part is not None and part.share is not None for part in parts)


def undergone(happening: Happening) -> frozenset[str]:
    """The companies whose structure an event may have moved, with those who may be the unnamed that it did (C6)."""
    if happening.event.kind not in _STRUCTURAL:
        return frozenset()
    parts = [part for part in happening.participants if part.role in _UNDERGONE]
    return frozenset(name for part in parts for name in (part.entity, *part.candidates) if name)
