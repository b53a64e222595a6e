"""One entry of a chronicle: what happened, was seen or was planned, with the window of the day on which it did.

Entries stand in the order of their last possible day, then of the first; what has no last possible day comes after all
that has one. What falls together stands by kind, then by step, then by content.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, TypeAlias

from keiretsu.dates import PartialDate, Window, day_after
from keiretsu.happenings import Happening
from keiretsu.lookup import EVER
from keiretsu.model import Period, StakeKey, StandingKey
from keiretsu.statements import Fact

if TYPE_CHECKING:
    from keiretsu.claims import Basis

__all__ = ["KINDS", "STEPS", "Entry", "What"]

What: TypeAlias = StakeKey | StandingKey | Fact | Happening
KINDS: Final = (
    "event",
    "launch",
    "stake",
    "standing",
    "product",
    "customer",
    "relation",
    "post",
    "name",
    "identifier",
)
# In the order in which they stand where they fall together. An event's step is its stage.
STEPS: Final = (
    "announced",
    "agreed",
    "planned",
    "began",
    "specified",  # what was there is said more precisely; no change is asserted (T11)
    "changed",
    "in-progress",
    "completed",
    "cancelled",
    "first-seen",  # of names and identifiers: the first document that uses it
    "seen",
    "last-seen",  # nothing later is said: from here on it is only last known (T7)
    "ended",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, was seen or was planned, on one day of `when`.

    `kind` is one of KINDS, `step` one of STEPS. `what` is the stake, the standing, the fact or the happening; `before`
    and `after` are the periods on either side of a boundary; what is seen is in `after`. `written` is the date as a
    document writes it, None where the window is computed. `since` is the publication of a plan, `fulfilled` the window
    of what became of it. `absent_from` are the listings that show an end by leaving a company out (T8).
    """

    when: Window
    kind: str
    step: str
    what: What
    basis: Basis
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    before: Period | None = None
    after: Period | None = None
    written: PartialDate | None = None
    since: date | None = None
    fulfilled: Window | None = None
    absent_from: tuple[str, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether the day is certain: it is one, and what it tells of is not a plan."""
        after, by = self.when.after, self.when.by
        return self.step != "planned" and after is not None and by is not None and by == day_after(after)

    def open_on(self, day: date) -> bool:
        """Whether a day lies in the window before its end: it may have happened by then, or not."""
        return self.step != "planned" and day in self.when and day != self.when.by

    def by(self, day: date) -> bool:
        """Whether it was so, or may have been, by a day; a plan was there from its publication on."""
        if self.step == "planned" and self.since is not None:
            return self.since <= day
        return self.when.may_lie(None, day)

    def unconfirmed(self, day: date) -> bool:
        """A plan whose day has passed, and nothing says that it came about by then (T9)."""
        due, done = self.when.by, self.fulfilled
        return (
            self.step == "planned" and due is not None and due < day and (done is None or not done.by or day < done.by)
        )

    @property
    def order(self) -> tuple[object, ...]:
        """Its place among the entries: what can only be later stands later, ties are settled by content."""
        after, by = self.when.after, self.when.by
        days = (by, after or date.min) if by is not None else (EVER, after or EVER)
        content = (repr(self.what), repr(self.before), repr(self.after), self.claims)
        return (*days, KINDS.index(self.kind), STEPS.index(self.step), *content)
