"""Partial dates and windows: rules T1, T2, T6 and T10."""

import calendar
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keiretsu.dates import PartialDate, Window, day_after, day_before, parse_day
from strategies import days, partial_dates, windows


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2010", "2010-01-01", "2010-12-31"),
        ("2010-04", "2010-04-01", "2010-04-30"),
        ("2008-02", "2008-02-01", "2008-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2010-04-30", "2010-04-30", "2010-04-30"),
        ("2007-04-01/2007-06-30", "2007-04-01", "2007-06-30"),
        ("2007-04/2007-06", "2007-04-01", "2007-06-30"),
        ("2007/2008", "2007-01-01", "2008-12-31"),
        ("2007/2007", "2007-01-01", "2007-12-31"),
        ("2007/2008-02", "2007-01-01", "2008-02-29"),
        # An interval of a finer and a coarser date runs to the last day of the coarser one.
        ("2010-04-15/2010-04", "2010-04-15", "2010-04-30"),
        ("2010-04/2010", "2010-04-01", "2010-12-31"),
    ],
)
def test_a_date_stands_for_a_closed_range_of_days_and_stays_as_written(text: str, earliest: str, latest: str) -> None:
    when = PartialDate.parse(text)
    assert (when.earliest.isoformat(), when.latest.isoformat()) == (earliest, latest)
    assert when.written == str(when) == text


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "10", "201", "20100", "2010-4", "2010-13", "2010-00", "2010-02-30", "2009-02-29", "2010-04-31",
        "2010/", "/2010", "2010/2009", "2010-06/2010-05", "2010-04-02/2010-04-01", "2010/2011/2012", "2010-04-30T00:00",
        "30.4.2010", "April 2010", "2010-04-30 ", " 2010", "2010\n", "0000", "-2010", "+2010", "2010-04-3", "2010~",
        "٢٠١٠", "２０１０", "2010-０4", "None", "2010-04-01 / 2010-06-30", "2010--04",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date; write|is not a day of the calendar|ends before it") as caught:
        PartialDate.parse(text)
    assert len(str(caught.value)) < 200


def test_a_refusal_says_how_to_write_it() -> None:
    with pytest.raises(ValueError, match="'April 2010' is not a date; write 2010, 2010-04, 2010-04-30 or "):
        PartialDate.parse("April 2010")
    with pytest.raises(ValueError, match="'2010-02-30' is not a day of the calendar"):
        PartialDate.parse("2010-02-30")
    with pytest.raises(ValueError, match="'2010/2009' ends before it begins"):
        PartialDate.parse("2010/2009")


@pytest.mark.parametrize(
    "text",
    ["2010", "2010-04", "2010-4-30", "", "2010-02-30", "20100430", "2010-W01-1", "x", "٢٠١٠-04-30", "2010-04-30\n"],
)
def test_a_day_is_written_whole(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"{text!r} is not a day; write it as 2010-04-30")):
        parse_day(text)


def test_a_whole_day_is_read() -> None:
    assert parse_day("2010-04-30") == date(2010, 4, 30)


@given(st.dates())
def test_a_day_is_its_own_first_and_last_day(day: date) -> None:
    when = PartialDate.parse(day.isoformat())
    assert when == PartialDate.on(day)
    assert when.earliest == when.latest == parse_day(when.written) == day


@given(st.dates(min_value=date(1, 1, 1)))
def test_a_month_and_a_year_are_all_their_days(day: date) -> None:
    month, year = PartialDate.parse(day.isoformat()[:7]), PartialDate.parse(day.isoformat()[:4])
    assert (month.latest - month.earliest).days + 1 == calendar.monthrange(day.year, day.month)[1]
    assert (year.latest - year.earliest).days + 1 == 365 + calendar.isleap(day.year)
    assert day in month
    assert day in year


@given(partial_dates(), days())
def test_a_day_is_in_a_date_exactly_if_it_is_in_its_range(when: PartialDate, day: date) -> None:
    assert (day in when) == (when.earliest <= day <= when.latest)
    assert when.earliest <= when.latest
    assert "2010" not in when


@given(partial_dates())
def test_reading_what_was_written_gives_the_same(when: PartialDate) -> None:
    assert PartialDate.parse(when.written) == when
    assert when.known_from == when.latest  # T10: December 2013 is known from its last day


@given(st.text(max_size=24) | st.from_regex(r"\d{4}(-\d{2}){0,3}(/\d{4}(-\d{2}){0,2})?", fullmatch=True))
def test_any_text_is_a_date_or_a_refusal(text: str) -> None:
    try:
        when = PartialDate.parse(text)
    except ValueError:
        return
    assert when.written == text
    assert text.isascii()
    assert when.earliest <= when.latest


def test_the_calendar_has_ends() -> None:
    assert day_before(date.min) == date.min
    assert day_after(date.max) == date.max
    assert day_before(date(2008, 3, 1)) == date(2008, 2, 29)
    assert day_after(date(2008, 2, 29)) == date(2008, 3, 1)


# --- windows ----------------------------------------------------------------------------------------------------------


@given(windows(), days())
def test_a_window_excludes_its_first_end_and_includes_its_last(bounds: Window, day: date) -> None:
    assert (day in bounds) == (bounds.after is None or bounds.after < day) * (bounds.by is None or day <= bounds.by)
    if bounds.after is not None:
        assert bounds.after not in bounds
        assert bounds.after + timedelta(1) in bounds
    if bounds.by is not None:
        assert bounds.by in bounds
        assert bounds.by + timedelta(1) not in bounds


@given(days(), days())
def test_a_window_holds_at_least_one_day(after: date, by: date) -> None:
    if after < by:
        assert by in Window(after, by)
    else:
        with pytest.raises(ValueError, match="an empty window"):
            Window(after, by)


@given(windows(), windows(), days())
def test_what_lies_within_has_no_day_outside(inner: Window, outer: Window, day: date) -> None:
    assert inner.within(inner)
    if inner.within(outer) and day in inner:
        assert day in outer
    if inner.within(outer) and outer.within(inner):
        assert inner == outer


def test_an_open_end_is_within_nothing_that_has_one() -> None:
    assert Window(date(2010, 1, 1), date(2010, 2, 1)).within(Window(None, None))
    assert not Window(None, date(2010, 2, 1)).within(Window(date(2010, 1, 1), None))
    assert not Window(date(2010, 1, 1), None).within(Window(None, date(2010, 2, 1)))
    assert str(Window(None, date(2010, 2, 1))) == "(…, 2010-02-01]"
