"""Deals as the drawing shows them: who buys, sells or pays into a company, on the days on which it may have been."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from keiretsu.dates import day_after
from keiretsu.happenings import happenings

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from datetime import date

    from keiretsu.happenings import Happening
    from keiretsu.lookup import Source
    from keiretsu.page.drawing import Pair

__all__ = ["Deal", "deals"]

_SAYS: Final = {"acquirer": "buys", "investor": "invests", "seller": "sells", "founder": "founds"}
_TARGETS: Final = ("target", "established")


@dataclass(frozen=True, slots=True)
class Deal:
    """One party's part in an event and the company that it is about; shown from `first` to before `until`.

    Of what is only planned, `due` is the day by which it should have been.
    """

    event: str
    pair: Pair
    role: str
    stage: str
    first: date
    until: date | None
    due: date | None = None

    def says(self, day: date) -> str:
        """What stands on the line of the drawing."""
        overdue = self.due is not None and self.due < day
        stage = "" if self.stage == "completed" else " (unconfirmed)" if overdue else f" ({self.stage})"
        return f"◆ {_SAYS[self.role]}{stage}"

    @property
    def turns(self) -> tuple[date, ...]:
        """The days on which it appears, becomes overdue and disappears."""
        overdue = None if self.due is None else max(day_after(self.due), self.first)
        return tuple(day for day in (self.first, overdue, self.until) if day is not None)

    def on(self, day: date, there: Container[Pair]) -> bool:
        """Whether it is shown on a day; nobody plans to buy or found what is `there` already."""
        if self.until is None:
            return self.first <= day and (self.role == "seller" or self.pair not in there)
        return self.first <= day < self.until


def deals(source: Source, known: date) -> list[Deal]:
    """The deals of all time as known on a day, those without any date left out: they have no day to stand on.

    What is done stands on the days on which it may have been done; a plan from its publication on, and after its day as
    unconfirmed (T9).
    """
    return [deal for happening in happenings(source, known).values() for deal in _parts(happening)]


def _parts(happening: Happening) -> Iterator[Deal]:
    when = happening.when
    if happening.stage == "completed" and when.after is not None and when.by is not None:
        first, until, due = day_after(when.after), day_after(when.by), None
    elif happening.stage in ("planned", "agreed"):
        first, until, due = happening.since, None, when.by
    else:
        return
    roles: dict[Pair, str] = {}
    for role in _SAYS:  # who buys and founds, buys
        for party in happening.entities(role):
            for target in happening.entities(*_TARGETS):
                if party != target:
                    roles.setdefault((party, target), role)
    for pair, role in sorted(roles.items()):
        yield Deal(happening.event.id, pair, role, happening.stage, first, until, due)
