"""The course of stakes through time as shapes: what held, what changed in which window, what evidence there is.

Shapes have days and percentages; `steps` gives them places and forms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from keiretsu.charts import days
from keiretsu.claims import HoldingClaim
from keiretsu.dates import PartialDate
from keiretsu.errors import RequestError
from keiretsu.lookup import EVER
from keiretsu.shares import Share

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from keiretsu.charts.days import Stretch
    from keiretsu.claims import Claim
    from keiretsu.disputes import Dispute
    from keiretsu.lookup import Source
    from keiretsu.model import Entity, Period, StakeKey
    from keiretsu.profile import Stakes
    from keiretsu.states import Answer

__all__ = ["MOST", "NOTHING", "History", "Line", "Shape", "course", "gather", "token"]

MOST: Final = 12  # stakes that can be told apart
NOTHING: Final = Share.exactly(0)
Kind: TypeAlias = Literal["held", "last-known", "planned", "window", "evidence", "announced", "other"]


@dataclass(frozen=True, slots=True)
class Shape:
    """A stretch of days (None: open) between two percentages; `share` None is not said, and has no place on the scale.

    A `window` reaches from the share before to the one after; where one of them is not said it has only the other.
    """

    kind: Kind
    name: str
    first: date | None
    last: date | None
    share: Share | None
    jointly_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One stake, its shapes and what is known of it on the day that is asked about."""

    key: StakeKey
    name: str
    shapes: tuple[Shape, ...]
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class History:
    """What a chart shows: stakes in the order of their size; `left_out` are those beyond the first `MOST`."""

    source: Source
    company: Entity
    at: date | None
    known: date
    lines: tuple[Line, ...]
    left_out: tuple[str, ...]
    stretch: Stretch


def token(key: StakeKey) -> str:
    """A stake in the name of a shape: its holder, and the right where it is said."""
    return key.holder if key.right == "unspecified" else f"{key.holder}/{key.right}"


def course(
    key: StakeKey, periods: Sequence[Period], disputes: Sequence[Dispute], claims: Mapping[str, Claim]
) -> list[Shape]:
    """The shapes of one stake, in order; `disputes` are those about it, `claims` those that lost one."""
    actual = [period for period in periods if period.state != "planned"]
    shapes = [shape for number, period in enumerate(actual) for shape in _period(key, actual, number, period)]
    for period in periods:
        if period.state == "planned":
            shapes += _plan(key, period)
    return [*shapes, *_others(key, disputes, claims)]


def _period(key: StakeKey, actual: Sequence[Period], number: int, period: Period) -> Iterator[Shape]:
    name, share, joint = token(key), period.share, period.jointly_with
    before = actual[number - 1] if number else None
    began, ended = period.began, period.ended
    follows = before is not None and before.ended == began
    # What is only more precise than before asserts no change: its window has one share.
    old = before.share if follows and before is not None else NOTHING
    if began.after is not None or began.by is not None:
        yield Shape(
            "window", f"window:{name}:{began.after or ''}:{began.by or ''}", began.after, began.by, _hull(old, share)
        )
    seen = [when.latest for when in period.observed]
    follower = actual[number + 1] if number + 1 < len(actual) and actual[number + 1].began == ended else None
    if ended is not None:
        # Between what is not said and what is said first it is still there, and not said (T11).
        stop = ended.by if share is None and follower is not None else ended.after
        if began.by is not None and stop is not None and began.by <= stop:
            yield Shape("held", f"held:{name}:{began.by}:{stop}", began.by, stop, share, joint)
        if follower is None:
            window = f"window:{name}:{ended.after or ''}:{ended.by or ''}"
            yield Shape("window", window, ended.after, ended.by, _hull(share, NOTHING))
    else:
        certain = [day for day in (began.by, period.seen) if day is not None]
        stop = max(certain, default=None)
        if began.by is not None and stop is not None and began.by < stop:
            yield Shape("held", f"held:{name}:{began.by}:{stop}", began.by, stop, share, joint)
        start = max([*certain, *seen], default=None)
        yield Shape("last-known", f"last-known:{name}:{start or ''}", start, None, share, joint)
    for when in _evidence(period):
        yield Shape("evidence", f"evidence:{name}:{when}", when.earliest, when.latest, share)


def _plan(key: StakeKey, period: Period) -> Iterator[Shape]:
    name, window = token(key), period.began
    start = window.by or window.after or period.since
    stop = period.ended.by or period.ended.after if period.ended is not None else None
    if stop is None or start is None or start < stop:
        yield Shape("planned", f"planned:{name}:{start or ''}", start, stop, period.share, period.jointly_with)
    if period.since is not None:
        yield Shape("announced", f"announced:{name}:{period.since}", period.since, period.since, period.share)


def _evidence(period: Period) -> list[PartialDate]:
    """The dates of its observations, and of the events that are its first or last evidence."""
    dates = dict.fromkeys(period.observed)
    for written in (period.first_evidence, period.last_evidence):
        try:
            dates.setdefault(PartialDate.parse(written))
        except ValueError:
            continue  # an event without a date of its own
    return sorted(dates)


def _hull(old: Share | None, new: Share | None) -> Share | None:
    """All that a share may be while it changes; what is not said asserts no change (T11), and nothing is no share."""
    if old is None or new is None:
        said = new if old is None else old
        return None if said == NOTHING else said
    return old.hull(new)


def _others(key: StakeKey, disputes: Sequence[Dispute], claims: Mapping[str, Claim]) -> Iterator[Shape]:
    """What is said otherwise of the stake, and not followed (C2)."""
    for dispute in disputes:
        if dispute.conflict.key != key:
            continue
        for value in dispute.values[1:]:
            claim = claims.get(value.claim)
            if isinstance(claim, HoldingClaim) and value.when is not None:
                first, last = value.when.earliest, value.when.latest
                yield Shape("other", f"other:{token(key)}:{value.claim[:8]}", first, last, claim.share)


def gather(
    source: Source, company: Entity, found: Stakes, at: date | None, known: date, holders: Sequence[str] = ()
) -> History:
    """The shapes of the stakes in a company, or of some `holders` (ids). Raises RequestError where there are none."""
    from keiretsu.states import state_at

    there = {key.holder for key in found.stakes}
    for holder in holders:
        if holder not in there:
            names = ", ".join(sorted(there)) or "nobody"
            raise RequestError(f"no known document says that {holder} holds {company.name}; holders are {names}")
    lost = source.claims(value.claim for dispute in found.disputes for value in dispute.values[1:])
    lines = []
    for key, held in found.stakes.items():
        shapes = course(key, held.periods, found.disputes, lost)
        if shapes and (not holders or key.holder in holders):
            right = "" if key.right == "unspecified" else f" ({key.right})"
            answer = state_at(held.periods, at) if at is not None else None
            lines.append(Line(key, f"{source.entities[key.holder].name}{right}", tuple(shapes), answer))
    if not lines:
        when = "" if known == EVER else f" published by {known}"
        raise RequestError(f"no known document{when} says who holds {company.name}: there is nothing to draw")
    lines.sort(key=lambda line: (-_most(line), line.name.casefold(), line.key))
    shown = tuple(lines[:MOST])
    left_out = tuple(line.name for line in lines[MOST:])
    return History(source, company, at, known, shown, left_out, _stretch(source, shown, at, known))


def _most(line: Line) -> float:
    return max((float(shape.share.max) for shape in line.shapes if shape.share is not None), default=-1.0)


def _stretch(source: Source, lines: Sequence[Line], at: date | None, known: date) -> Stretch:
    """From the first that is dated to the last publication; a window that opens long before is cut at the edge."""
    shapes = [shape for line in lines for shape in line.shapes]
    last = source.last_publication(known)
    dated = [day for s in shapes for day in (s.last, s.first if s.kind != "window" else None) if day is not None]
    dated += [day for day in (at, last) if day is not None] or [s.first for s in shapes if s.first is not None]
    near = max(0.3 * (max(dated) - min(dated)).days, 500)
    dated += [s.first for s in shapes if s.first is not None and (min(dated) - s.first).days <= near]
    return days.stretch(dated)
