"""Partial dates, kept as written, and windows of days (rules T1, T2, T6, T10)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

__all__ = ["LENGTHS", "PartialDate", "Window", "day_after", "day_before", "length", "parse_day"]

LENGTHS: Final = ("year", "nine-months", "half-year", "quarter", "month", "instant", "other")
_MONTHS: Final = {12: "year", 9: "nine-months", 6: "half-year", 3: "quarter", 1: "month"}

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def day_before(day: date) -> date:
    """The day before, or the first day there is."""
    return day - timedelta(days=1) if day > date.min else day


def day_after(day: date) -> date:
    """The day after, or the last day there is."""
    return day + timedelta(days=1) if day < date.max else day


def parse_day(text: str) -> date:
    """A whole day, `2010-04-30`. Raises ValueError with a message that says the form."""
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a day; write it as 2010-04-30") from None


def _range(text: str) -> tuple[date, date]:
    """The first and last day of a year, a month or a day as written."""
    match = _FORM.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a date; write 2010, 2010-04, 2010-04-30 or 2010-04-01/2010-06-30")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None  # noqa: S101  # the pattern requires it
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        raise ValueError(
            f"{text!r} is not a day of the calendar; write a month up to 12 and a day that it has"
        ) from None


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as written: a year, a month, a day, or an interval of these (rule T1).

    It stands for the closed range of days [`earliest`, `latest`]. A fiscal year or quarter is an interval.

    >>> PartialDate.parse("2010-04").latest
    datetime.date(2010, 4, 30)
    >>> PartialDate.parse("2007-04-01/2007-06-30").earliest
    datetime.date(2007, 4, 1)
    """

    earliest: date
    latest: date
    written: str

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read a date as written. Raises ValueError with a message that says the form."""
        first, slash, second = text.partition("/")
        earliest, latest = _range(first)
        if slash:
            _, latest = _range(second)
            if latest < earliest:
                raise ValueError(f"{text!r} ends before it begins; write the earlier date first")
        return cls(earliest, latest, text)

    @classmethod
    def on(cls, day: date) -> PartialDate:
        """A single day."""
        return cls(day, day, day.isoformat())

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.earliest <= day <= self.latest

    def __str__(self) -> str:
        return self.written

    @property
    def known_from(self) -> date:
        """The first day on which a document of this date is known: the last day of the date (rule T10)."""
        return self.latest

    @property
    def window(self) -> Window:
        """The window of what happened on one day of this date (rule T4)."""
        return Window(day_before(self.earliest) if self.earliest > date.min else None, self.latest)


@dataclass(frozen=True, slots=True)
class Window:
    """The days (`after`, `by`] one of which is the first day of something (rule T6); None is an open end."""

    after: date | None
    by: date | None

    def __post_init__(self) -> None:
        if self.after is not None and self.by is not None and self.after >= self.by:
            raise ValueError(f"an empty window: ({self.after}, {self.by}]")

    def __contains__(self, day: object) -> bool:
        return (
            isinstance(day, date) and (self.after is None or day > self.after) and (self.by is None or day <= self.by)
        )

    def __str__(self) -> str:
        return f"({self.after or '…'}, {self.by or '…'}]"

    def may_lie(self, since: date | None, until: date | None) -> bool:
        """Whether one of its days lies from `since` to `until`; None is an open end."""
        return not (since and self.by and self.by < since) and not (until and self.after and until <= self.after)

    def meets(self, other: Window) -> bool:
        """Whether the two have a day in common."""
        return self.may_lie(day_after(other.after) if other.after else None, other.by)

    def within(self, other: Window) -> bool:
        """Whether every day of this window lies in the other."""
        lower = other.after is None or (self.after is not None and self.after >= other.after)
        upper = other.by is None or (self.by is not None and self.by <= other.by)
        return lower and upper


def length(period: PartialDate, *, instant: bool = False) -> str:
    """How long a period is, one of `LENGTHS`; what is measured at an instant is so within any month, too."""
    first, last = period.earliest, period.latest
    if first == last or (instant and (last - first).days < 31):
        return "instant"
    if first.day != 1 or last.day != calendar.monthrange(last.year, last.month)[1]:
        return "other"
    return _MONTHS.get(12 * (last.year - first.year) + last.month - first.month + 1, "other")
