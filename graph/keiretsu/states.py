"""The state of a stake or a standing at a day: the first that fits, in the order that DESIGN gives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from keiretsu.dates import day_after, day_before
from keiretsu.model import Period, StakeKey, StandingKey, State
from keiretsu.shares import Share

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Answer", "change_days", "may_cover", "state_at"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of one stake or standing at one day.

    `share` are the bounds in which the share lies then; `written` is the date of the observation, as written, in state
    `stated`; `unconfirmed` marks a plan whose day has passed (T9). `there` says whether the stake exists then: True
    (by evidence or inertia), False, or None where it may.
    """

    state: State
    share: Share | None = None
    standing: str = ""
    jointly_with: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    unconfirmed: bool = False
    written: str = ""
    since: date | None = None
    there: bool | None = None

    @property
    def present(self) -> bool:
        """Whether it belongs in the group of that day: neither ended nor not yet there."""
        return self.state not in ("ended", "not-yet") and bool(self.claims)


def state_at(periods: Iterable[Period], day: date) -> Answer:
    """The answer for one stake or standing at a day, from its periods as known on one day."""
    every = list(periods)
    plans = sorted((p for p in every if p.state == "planned"), key=_plan_position)
    actual = sorted((p for p in every if p.state != "planned"), key=_position)
    for rule in (_stated, _held, _ended, _not_yet, _changing, _planned, _last_known):
        answer = rule(actual, plans, day)
        if answer is not None:
            return answer
    return _unknown(actual, day)


def _unknown(actual: Sequence[Period], day: date) -> Answer:
    """Nothing fits: it may be there; or it surely is, between two periods, and only its share is not said."""
    for index, period in enumerate(actual):
        if _has_begun(period, day) and _follower(actual, index) is not None and period.ended and day in period.ended:
            return replace(_of(period, "unknown"), share=None)
    may_be = next((p for p in reversed(actual) if day in p.began or _has_begun(p, day)), None)
    return replace(_absent(may_be, "unknown"), there=None) if may_be else Answer("unknown")


def _plan_position(plan: Period) -> tuple[date, bool, bool, str]:
    """Later plans after earlier ones, and of one day the one that says most last."""
    return (plan.since or date.min, plan.standing not in ("", "group-member"), plan.share is not None, plan.id)


def _position(period: Period) -> tuple[date, date]:
    return (period.began.after or date.min, period.began.by or date.max)


def _of(period: Period, state: State) -> Answer:
    there = False if state == "planned" else None if state == "changing" else True
    if period.share is None and isinstance(period.key, StakeKey) and state in ("stated", "held", "unknown"):
        state = "unknown"  # that it was there is known, its share is not (S2)
    return Answer(state, period.share, period.standing, period.jointly_with, period.claims, there=there)


def _absent(period: Period, state: State) -> Answer:
    return Answer(state, None, period.standing, (), period.claims, there=False)


def _stated(actual: Sequence[Period], plans: Sequence[Period], day: date) -> Answer | None:
    found = [
        (when.latest - when.earliest, -number, when.written, period)
        for number, period in enumerate(actual)
        for when in period.observed
        if day in when
        # An imprecise date may reach over days on which something else certainly held.
        and (period.began.after is None or day > period.began.after)
        and (period.ended is None or period.ended.by is None or day < period.ended.by)
    ]
    if not found:
        return None
    _, _, written, period = min(found, key=lambda item: item[:3])
    return replace(_of(period, "stated"), written=written)


def _held(actual: Sequence[Period], plans: Sequence[Period], day: date) -> Answer | None:
    certain = (p for p in reversed(actual) if _has_begun(p, day) and p.seen is not None and day <= p.seen)
    period = next(certain, None)
    return _of(period, "held") if period is not None else None


def _has_begun(period: Period, day: date) -> bool:
    return period.began.by is not None and day >= period.began.by


def _follower(actual: Sequence[Period], index: int) -> Period | None:
    """The period that begins in the window in which this one ends; None where the stake itself ended."""
    following = actual[index + 1] if index + 1 < len(actual) else None
    return following if following is not None and following.began == actual[index].ended else None


def _ended(actual: Sequence[Period], plans: Sequence[Period], day: date) -> Answer | None:
    for index in reversed(range(len(actual))):
        ended = actual[index].ended
        if ended is None or ended.by is None or day < ended.by or _follower(actual, index) is not None:
            continue
        again = actual[index + 1] if index + 1 < len(actual) else None
        if again is None or (again.began.after is not None and day <= again.began.after):
            return _absent(actual[index], "ended")
    return None


def _not_yet(actual: Sequence[Period], plans: Sequence[Period], day: date) -> Answer | None:
    planned = [plan for plan in plans if not _was_there(actual, plan)]
    if any(plan.since is not None and day >= plan.since for plan in planned):
        return None
    first = actual[0] if actual else None
    if planned:  # before its publication
        return _absent(first or planned[0], "not-yet")
    after = first.began.after if first else None
    return _absent(first, "not-yet") if first and after is not None and day <= after else None


def _was_there(actual: Sequence[Period], plan: Period) -> bool:
    """Whether the stake was there when the plan was published: then it is a plan of change, not of a beginning."""
    return any(p.began.by is not None and plan.since is not None and p.began.by <= plan.since for p in actual)


def _changing(actual: Sequence[Period], plans: Sequence[Period], day: date) -> Answer | None:
    open_ends = [n for n, p in enumerate(actual) if p.ended is not None and day in p.ended and day != p.ended.by]
    if not open_ends:
        return None
    # Windows may overlap: whatever may hold on the day bounds the share.
    may_hold = [p for p in actual if may_cover(p, day)]
    earliest = may_hold[0]
    if not _has_begun(earliest, day) and earliest.ended is not None and earliest.ended.after == earliest.began.after:
        return None  # the window opens before the stake is known to have been there (T11)
    first = actual[open_ends[0]]
    # At either end of its life it may be no part at all.
    may_end = any(_follower(actual, number) is None for number in open_ends)
    may_end |= earliest.began.after is not None and not _has_begun(earliest, day) and not _preceded(actual, earliest)
    claims = tuple(sorted({claim for period in may_hold for claim in period.claims}))
    answer = replace(_of(first, "changing"), claims=claims, there=None if may_end else True)
    if isinstance(first.key, StandingKey):
        return answer
    shares = [period.share for period in may_hold] + ([Share.exactly(0)] if may_end else [])
    bounds = shares[0]
    for share in shares[1:]:
        bounds = bounds.hull(share) if bounds is not None and share is not None else None
    if bounds is None:
        return None
    joint = first.jointly_with if len({period.jointly_with for period in may_hold}) == 1 else ()
    return replace(answer, state="changing", share=bounds, jointly_with=joint)


def _preceded(actual: Sequence[Period], period: Period) -> bool:
    """Whether another period runs into this one without a gap."""
    return any(other.ended == period.began for other in actual)


def may_cover(period: Period, day: date) -> bool:
    """Whether a day may lie in a period."""
    begins = period.began.after is None or day > period.began.after
    ends = period.ended is None or period.ended.by is None or day < period.ended.by
    return begins and ends


def _planned(actual: Sequence[Period], plans: Sequence[Period], day: date) -> Answer | None:
    for plan in reversed(plans):
        if plan.since is None or day < plan.since or _was_there(actual, plan):
            continue
        if plan.ended is None or plan.ended.by is None or day < plan.ended.by:
            due = plan.began.by
            # In the window of its beginning it may be there already.
            there = None if any(may_cover(period, day) for period in actual) else False
            overdue = due is not None and day > due
            return replace(_of(plan, "planned"), unconfirmed=overdue, since=plan.since, there=there)
    return None


def _last_known(actual: Sequence[Period], plans: Sequence[Period], day: date) -> Answer | None:
    for index, period in enumerate(actual):
        if period.seen is None or day <= period.seen or not _has_begun(period, day):
            continue
        if period.ended is None:
            return _of(period, "last-known")
        # Its share was last said here, and that it still was there later, before it ended.
        if _follower(actual, index) is None and period.ended.after is not None and day <= period.ended.after:
            return _of(period, "last-known")
    return None


def change_days(groups: Iterable[Sequence[Period]], *, presence: bool = False) -> list[date]:
    """The days on which the answer for some stake or standing differs from that of the day before, in order.

    `groups` are the periods of one stake or standing each, as known on one day. With `presence` also those on which
    it only becomes certain, or uncertain, that the stake is there, its state and share being called the same.
    """

    def seen(periods: Sequence[Period], day: date) -> tuple[object, ...]:
        answer = state_at(periods, day)
        return (*_visible(answer), answer.there if presence else None)

    days: set[date] = set()
    for periods in groups:
        edges: set[date] = set()
        for p in periods:
            edges |= {d.earliest for d in p.observed} | {day_after(d.latest) for d in p.observed}
            for window in (p.began, p.ended):
                if window is not None and window.after is not None:
                    edges.add(day_after(window.after))
                if window is not None and window.by is not None:
                    edges |= {window.by, day_after(window.by)}
            edges |= {day_after(p.seen)} if p.seen else set()
            edges |= {p.since} if p.since else set()
        days |= {day for day in edges if seen(periods, day) != seen(periods, day_before(day))}
    return sorted(days)


def _visible(answer: Answer) -> tuple[object, ...]:
    """What a reader sees of an answer: its share, state and standing, not the claims behind it."""
    return (answer.state, answer.share, answer.standing, answer.jointly_with, answer.unconfirmed)
