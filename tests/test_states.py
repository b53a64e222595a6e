"""The state of a day: the first that fits, in the order that DESIGN.md gives; and the days on which answers change."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings

from keiretsu.dates import PartialDate
from keiretsu.model import Dossier, Period, State
from keiretsu.shares import Share
from keiretsu.states import change_days, state_at
from strategies import Told, content, dossiers, each_day, stake, standing, window

PC = stake("p", "c")


def period(
    state: State,
    began: str,
    ended: str = "",
    share: str | None = "60",
    seen: str = "",
    observed: Sequence[str] = (),
    since: str = "",
    standing_: str = "",
) -> Period:
    return Period(
        key=standing("p", "c") if standing_ else PC,
        state=state,
        began=window(began),
        ended=window(ended) if ended else None,
        basis="stated",
        claims=("x",),
        observed=tuple(PartialDate.parse(text) for text in observed),
        known_from=date(2000, 1, 1),
        share=Share.parse(share) if share and not standing_ else None,
        standing=standing_,
        seen=date.fromisoformat(seen) if seen else None,
        since=date.fromisoformat(since) if since else None,
    )


RUN = period("held", "2009-12-31..2010-01-31", "2010-06-30..2010-09-30", seen="2010-06-30", observed=["2010-03"])
NEXT = period("last-known", "2010-06-30..2010-09-30", "", "70", seen="2010-12-31", observed=["2010-12-31"])
LAST = period("held", "2009-12-31..2010-01-31", "2010-06-30..2010-09-30", seen="2010-06-30")
AGAIN = period("last-known", "2010-12-31..2011-03-31", "", "80", seen="2011-03-31")
PLAN = period("planned", "2010-08-31..2010-09-30", share="50", since="2010-07-07")


@pytest.mark.parametrize(
    ("periods", "day", "state", "share"),
    [
        ([RUN, NEXT], "2009-12-31", "not-yet", ""),
        ([RUN, NEXT], "2010-01-30", "unknown", ""),  # it may have begun
        ([RUN, NEXT], "2010-01-31", "held", "60 %"),
        ([RUN, NEXT], "2010-03-01", "stated", "60 %"),
        ([RUN, NEXT], "2010-03-31", "stated", "60 %"),
        ([RUN, NEXT], "2010-04-01", "held", "60 %"),
        ([RUN, NEXT], "2010-06-30", "held", "60 %"),
        ([RUN, NEXT], "2010-07-01", "changing", "60–70 %"),
        ([RUN, NEXT], "2010-09-29", "changing", "60–70 %"),
        ([RUN, NEXT], "2010-09-30", "held", "70 %"),
        ([RUN, NEXT], "2010-12-31", "stated", "70 %"),
        ([RUN, NEXT], "2011-01-01", "last-known", "70 %"),
        ([LAST], "2010-07-01", "changing", "0–60 %"),
        ([LAST], "2010-09-30", "ended", ""),
        ([LAST], "2099-09-30", "ended", ""),
        # ended comes before not-yet: between two lives
        ([LAST, AGAIN], "2010-10-01", "ended", ""),
        ([LAST, AGAIN], "2010-12-31", "ended", ""),
        ([LAST, AGAIN], "2011-03-31", "held", "80 %"),
        ([LAST, AGAIN], "2011-04-01", "last-known", "80 %"),
        ([PLAN], "2010-07-06", "not-yet", ""),
        ([PLAN], "2010-07-07", "planned", "50 %"),
        ([PLAN], "2010-09-30", "planned", "50 %"),
        ([PLAN], "2011-09-30", "planned", "50 %"),
        # A plan for a stake that is there already says nothing of what it is now.
        ([RUN, NEXT, PLAN], "2010-08-01", "changing", "60–70 %"),
        ([RUN, NEXT, PLAN], "2011-01-01", "last-known", "70 %"),
        ([], "2010-01-01", "unknown", ""),
    ],
)
def test_the_first_state_that_fits(periods: list[Period], day: str, state: str, share: str) -> None:
    for order in (periods, periods[::-1]):
        answer = state_at(order, date.fromisoformat(day))
        assert (answer.state, str(answer.share or "")) == (state, share)


@pytest.mark.parametrize(("day", "unconfirmed"), [("2010-07-07", False), ("2010-09-30", False), ("2010-10-01", True)])
def test_a_plan_is_unconfirmed_once_its_day_has_passed(day: str, unconfirmed: bool) -> None:
    """T9: once its last day has passed, where the plan's date is imprecise."""
    answer = state_at([PLAN], date.fromisoformat(day))
    assert (answer.state, answer.unconfirmed) == ("planned", unconfirmed)
    assert answer.since == date(2010, 7, 7)


def test_a_plan_ends_where_a_beginning_is_evidenced() -> None:
    plan = period("planned", "2010-08-31..2010-09-30", "2010-07-07..2010-12-31", since="2010-07-07")
    actual = period("last-known", "2010-07-07..2010-12-31", seen="2010-12-31", observed=["2010-12-31"])
    assert state_at([plan, actual], date(2010, 12, 30)).state == "planned"
    assert state_at([plan, actual], date(2010, 12, 31)).state == "stated"
    assert state_at([plan, actual], date(2011, 1, 1)).state == "last-known"


def test_an_undisclosed_share_is_unknown_and_still_there() -> None:
    """S2: undisclosed is not zero."""
    answer = state_at([period("unknown", "2009-12-31..2010-01-31", share=None, seen="2010-06-30")], date(2010, 3, 1))
    assert (answer.state, answer.share, answer.there) == ("unknown", None, True)
    assert answer.present


def test_a_standing_has_states_of_its_own() -> None:
    bounds = "2010-03-31..2010-06-30"
    before = period("held", "..2009-12-31", bounds, standing_="equity-method-affiliate", seen="2010-03-31")
    after = period("last-known", bounds, standing_="consolidated-subsidiary", seen="2010-06-30")
    assert state_at([before, after], date(2010, 3, 31)).standing == "equity-method-affiliate"
    assert state_at([before, after], date(2010, 4, 1)).state == "changing"
    assert state_at([before, after], date(2010, 6, 30)).standing == "consolidated-subsidiary"
    assert state_at([before, after], date(2010, 7, 1)).state == "last-known"


def _visible(periods: Sequence[Period], day: date) -> tuple[object, ...]:
    answer = state_at(periods, day)
    return (answer.state, answer.share, answer.standing, answer.jointly_with, answer.unconfirmed)


def _brute_force(groups: Sequence[Sequence[Period]], first: date, last: date) -> list[date]:
    """Every day is compared with the day before, without knowing where something may change."""
    found: set[date] = set()
    for periods in groups:
        answers = [(day, _visible(periods, day)) for day in each_day(first, last)]
        found |= {day for (_, before), (day, answer) in pairwise(answers) if answer != before}
    return sorted(found)


@settings(max_examples=15)
@given(dossiers(most=5))
def test_change_days_are_those_that_a_search_of_all_days_finds(dossier: Dossier) -> None:
    told = Told(dossier.claims, dossier.documents)
    groups = [told.periods(key) for key in told.keys]
    assert change_days(groups) == _brute_force(groups, date(2007, 1, 1), date(2012, 12, 31))


def test_the_packaged_dossiers_change_days(told: Told) -> None:
    """Of companies that begin, change, end, are planned and are held by unknown shares."""
    some = ("iij", "trust-networks", "hi-ho", "iij-technology", "att-new-subsidiary", "iij-innovation-institute")
    groups = [told.periods(key) for key in told.keys if key.company in some]
    found = [day for day in change_days(groups) if date(2007, 1, 1) < day <= date(2011, 1, 1)]
    assert found == _brute_force(groups, date(2007, 1, 1), date(2011, 1, 1))
    # A stated day differs from the held days around it; NTT's share is stated for March 2008.
    assert {date(2008, 3, 1), date(2008, 4, 1), date(2010, 9, 2), date(2010, 4, 30)} <= set(found)


@given(dossiers(most=5))
def test_on_other_days_nothing_changes_and_only_known_periods_matter(dossier: Dossier) -> None:
    told = Told(dossier.claims, dossier.documents)
    for key in told.keys:
        periods = told.periods(key)
        days = change_days([periods])
        for day in days:
            assert _visible(periods, day) != _visible(periods, day - timedelta(1))
        assert change_days([[content(p) for p in periods]]) == days  # type: ignore[misc]
