"""How figures, dates and counts are printed: patterns that find a value in a document's lines."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from keiretsu.shares import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keiretsu.dates import PartialDate

__all__ = ["count", "fiscal_year", "month_and_day", "number", "percent", "phrase", "when"]

_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _compiled(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def phrase(text: str) -> re.Pattern[str]:
    """A name or title as it stands, not inside another word; spaces may be any white space."""
    words = r"\s+".join(re.escape(word) for word in text.split())
    return re.compile(rf"(?<!\w){words}(?!\w)")


def number(value: Decimal) -> re.Pattern[str]:
    """A number with or without thousands separators: 9,170 or 9170."""
    whole, _, fraction = canonical(abs(value)).partition(".")
    grouped = f"{int(whole):,}"
    tail = rf"\.{fraction}0*" if fraction else r"(?:\.0+)?"
    return _compiled(*(rf"(?<![\d.,]){re.escape(form)}{tail}(?![\d]|[.,]\d)" for form in sorted({whole, grouped})))


def percent(value: Decimal) -> re.Pattern[str]:
    """A percentage with its sign; 100 may also be said in words."""
    whole, _, fraction = canonical(value).partition(".")
    tail = rf"\.{fraction}0*" if fraction else r"(?:\.0+)?"
    words = (r"[Ww]holly[- ]owned",) if value == 100 else ()
    return _compiled(rf"(?<![\d.,]){whole}{tail}\s*%", *words)


def count(value: int) -> re.Pattern[str]:
    """A small number, in figures or in words."""
    words = (rf"(?i:\b{_WORDS[value]}\b)",) if value < len(_WORDS) else ()
    return _compiled(rf"(?<![\d.,]){value}(?![\d]|[.,]\d)", *words)


def _months(month: int) -> str:
    full, short = calendar.month_name[month], calendar.month_abbr[month]
    return rf"(?:{full}|{short}t?\.?)"


def _day(day: date) -> Iterator[str]:
    # Something given on several days is dated by the first: July 7-8, 2010.
    yield rf"\b{_months(day.month)}\s+{day.day}(?:\s*-\s*\d+)?,\s*{day.year}\b"
    yield rf"\b0?{day.day}\.?\s+{_months(day.month)},?\s+{day.year}\b"
    yield rf"\b{day.year}[./-]0?{day.month}[./-]0?{day.day}\b"


def _fiscal(when: PartialDate, year_end: int) -> Iterator[str]:
    """A fiscal year, half or quarter by its usual names; FY2007 is the year that begins in 2007."""
    first, following = when.earliest, when.latest + timedelta(days=1)
    if first.day != 1 or following.day != 1:
        return
    start = year_end % 12 + 1
    months = (following.year - first.year) * 12 + following.month - first.month
    offset = (first.month - start) % 12
    year = first.year if first.month >= start else first.year - 1
    names, last = rf"(?:{year}|{year % 100:02d})\b", when.latest
    if months == 12 and offset == 0:
        yield rf"\bFY{names}"
        yield rf"\bfiscal year ending {calendar.month_name[year_end]} \d+, {last.year}\b"
    if months == 6 and offset % 6 == 0:
        yield rf"\b{offset // 6 + 1}H(?:\s*FY)?{names}"
    if months == 3 and offset % 3 == 0:
        yield rf"\b{offset // 3 + 1}Q(?:\s*FY)?{names}"
        yield rf"\b[Tt]hree\s+[Mm]on\w*\W.*?{calendar.month_name[last.month]}\s+{last.day},\s*{last.year}\b"


def fiscal_year(day: date, year_end: int) -> re.Pattern[str]:
    """The fiscal year in which a day lies, by its usual name."""
    year = day.year if day.month > year_end % 12 else day.year - 1
    return re.compile(rf"\bFY(?:{year}|{year % 100:02d})\b")


def month_and_day(day: date) -> re.Pattern[str]:
    """A day without its year: 10/28."""
    return re.compile(rf"(?<![\d/]){day.month}/{day.day}(?![\d/])")


def _months_between(value: PartialDate) -> Iterator[str]:
    first, last = value.earliest, value.latest
    yield rf"\b{_months(first.month)}\s+(?:and|to|-)\s+{_months(last.month)},?\s+{last.year}\b"


def when(value: PartialDate, year_end: int) -> re.Pattern[str]:
    """A date of any form (T1), in the documents' ways of writing it; intervals by their fiscal names.

    A day without its year, 10/28, counts where the fiscal year stands beside it.
    """
    forms: list[str] = []
    if len(value.written) == 4:
        forms.append(rf"(?<!\d){value.written}(?!\d)")
    elif len(value.written) == 7:
        year, month = value.earliest.year, value.earliest.month
        forms += [rf"\b{_months(month)},?\s+{year}\b", rf"\b{year}[./-]0?{month}\b"]
    elif len(value.written) == 10:
        day = value.earliest
        short = month_and_day(day).pattern
        beside = fiscal_year(day, year_end).pattern
        forms += [*_day(day), rf"{beside}[\s\S]*{short}|{short}[\s\S]*{beside}"]
    else:
        forms += [*_fiscal(value, year_end), *_months_between(value), re.escape(value.written)]
    return _compiled(*forms)
