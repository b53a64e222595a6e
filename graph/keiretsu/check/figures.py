"""Rules about figures: what a document says adds up does, within its rounding, and documents agree with each other.

What a rule finds is mended where it was misread, and recorded as a discrepancy where the document is wrong; a place
that is on record is no fault.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise, product
from typing import TYPE_CHECKING

from keiretsu.check.arithmetic import TOTALS, Figures
from keiretsu.clashes import Clashes
from keiretsu.errors import Problem
from keiretsu.lookup import EVER
from keiretsu.units import UNITS, measures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from keiretsu.check.arithmetic import Figure, Key, Range, Sum
    from keiretsu.claims import FigureClaim
    from keiretsu.dates import PartialDate
    from keiretsu.lookup import Source

__all__ = [
    "changes_follow_from_values",
    "dollars_follow_the_rate",
    "margins_are_what_they_are_of",
    "misprints_are_on_record",
    "printings_agree",
    "quarters_make_years",
    "shares_of_a_whole_are_so",
    "totals_add_up",
]

_HUNDRED = Decimal(100)


def _problem(rule: str, message: str, figures: Iterable[Figure]) -> Problem:
    places = ", ".join(dict.fromkeys(figure.place for figure in figures))
    return Problem("", 0, f"{message}: {places}", "misread, or record the discrepancy", rule)


def _apart(one: Range, other: Range) -> bool:
    return one[1] < other[0] or other[1] < one[0]


def _called(claim: FigureClaim) -> str:
    segment = f" of {claim.segment}" if claim.segment else ""
    return f"{claim.measure}{segment} of {claim.subject}, {claim.period}"


def _shown(value: Range) -> str:
    middle = (value[0] + value[1]) / 2
    return f"{middle.quantize(Decimal('0.01')).normalize():f}"


def printings_agree(source: Source) -> Iterator[Problem]:
    """One value printed several times, in one document or two, is one value; targets may be set anew."""
    figures = Figures(source)
    printed = {figure.id: figure for figure in figures.all}
    clashes = Clashes(((figure.id, figure.claim) for figure in figures.all), source.documents)
    for conflict, _ in clashes.conflicts(EVER):
        told = [printed[name] for name in conflict.claims]
        if not figures.on_record(told):
            yield _problem("printings", f"{_called(told[0].claim)} is {conflict.why}", told)


def totals_add_up(source: Source) -> Iterator[Problem]:
    """What a document adds up comes to its total, within the rounding of each part."""
    figures = Figures(source)
    for total in TOTALS:
        wanted = [(key, told) for key, told in figures.values.items() if key[1:3] == (total.measure, total.segment)]
        for key, printed in sorted(wanted):
            for figure in printed:
                added = _added(figures, figure, key, total)
                if added and all(_apart(figure.range, _sum(parts)) for parts in added):
                    involved = [figure, *(part for _, part in added[0])]
                    if not figures.on_record(involved):
                        message = f"{_called(figure.claim)} is not what its parts add up to, {_shown(_sum(added[0]))}"
                        yield _problem("totals", message, involved)


_Parts = list[tuple[int, "Figure"]]


def _added(figures: Figures, figure: Figure, key: Key, total: Sum) -> list[_Parts]:
    """The parts of a total in its document, every printing with every other; none where a part is not printed.

    Printings in the total's own unit go first: a document that rounds adds up what it has rounded.
    """
    choices: list[_Parts] = []
    for parts, needed in ((total.parts, True), (total.maybe, False)):
        for sign, measure, segment in parts:
            told = figures.told((key[0], measure, segment, *key[3:]), figure.claim.document)
            if told:
                alike = [part for part in told if part.claim.unit == figure.claim.unit] or told
                choices.append([(sign, part) for part in alike[:4]])
            elif needed:
                return []
    return [list(combination) for combination in product(*choices)]


def _sum(parts: Iterable[tuple[int, Figure]]) -> Range:
    low = high = Decimal(0)
    for sign, figure in parts:
        one, other = (sign * bound for bound in figure.range)
        low, high = low + min(one, other), high + max(one, other)
    return low, high


def quarters_make_years(source: Source) -> Iterator[Problem]:
    """A year is its four quarters, a half its two, where a document prints them all."""
    figures = Figures(source)
    for key, told in sorted(figures.values.items()):
        measure = measures().get(key[1])
        if measure is None or measure.period != "duration" or measure.unit not in ("money", "count"):
            continue
        for figure in told:
            quarters = _quarters(figure.claim.period)
            if not quarters or figure.claim.kind != "actual":
                continue
            printed = [figures.told((*key[:3], quarter, *key[4:]), figure.claim.document) for quarter in quarters]
            if not all(printed):
                continue
            parts = [min(found, key=lambda f: f.range[1] - f.range[0]) for found in printed]
            whole = _sum([(1, part) for part in parts])
            if _apart(figure.range, whole) and not figures.on_record([figure, *parts]):
                message = f"{_called(figure.claim)} is not the sum of its quarters, {_shown(whole)}"
                yield _problem("quarters", message, [figure, *parts])


def _quarters(period: PartialDate) -> list[str]:
    """The quarters of an interval of six, nine or twelve whole months, as written."""
    first, after = period.earliest, period.latest + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    if first.day != 1 or after.day != 1 or months not in (6, 9, 12):
        return []
    starts = [first.year * 12 + first.month - 1 + step for step in range(0, months + 1, 3)]
    days = [date(month // 12, month % 12 + 1, 1) for month in starts]
    return [f"{one}/{other - timedelta(days=1)}" for one, other in pairwise(days)]


def changes_follow_from_values(source: Source) -> Iterator[Problem]:
    """A printed change is the difference of the two values, wherever both are printed."""
    figures = Figures(source)
    units: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for key in figures.values:
        units[key[:3]].add(key[5])
    for change in figures.all:
        claim = change.claim
        if claim.against is None or claim.aspect == "value":
            continue
        own = "%" if claim.aspect == "change-points" else UNITS[claim.unit][1]
        pairs = [
            pair
            for unit in sorted(units[claim.subject, claim.measure, claim.segment])
            if claim.aspect == "change-percent" or unit == own
            for pair in _pairs(figures, claim, unit)
        ]
        told = [(pair, _change(claim.aspect, *(f.range for f in pair))) for pair in pairs]
        if told and all(wanted is not None and _apart(change.range, wanted) for _, wanted in told):
            pair, wanted = min(told, key=lambda one: one[0][0].range[1] - one[0][0].range[0])
            involved = (change, *pair)
            if wanted is not None and not figures.on_record(involved):
                message = f"{_called(claim)}: {claim.aspect} against {claim.against} comes to {_shown(wanted)}"
                yield _problem("changes", message, involved)


def _pairs(figures: Figures, claim: FigureClaim, unit: str) -> list[tuple[Figure, Figure]]:
    """The values now and before of a change: those of its own document, or of any where it prints them not both.

    An actual may be counted against the target for its own period. A target is set anew, so that only its own
    document's will do.
    """
    now: Key = (claim.subject, claim.measure, claim.segment, claim.period.written, claim.kind, unit)
    against = str(claim.against)
    kind = "target" if against == claim.period.written else "actual"
    before: Key = (*now[:3], against, kind, unit)
    own = list(product(figures.told(now, claim.document), figures.told(before, claim.document)))
    if own or claim.kind != "actual" or kind == "target":
        return own
    return list(product(figures.values.get(now, ()), figures.values.get(before, ())))


def _change(aspect: str, now: Range, before: Range) -> Range | None:
    """The change from one range to another; None where a percentage of nothing or of a loss says nothing."""
    if aspect in ("change", "change-points"):
        return now[0] - before[1], now[1] - before[0]
    if before[0] <= 0:
        return None
    corners = [(one / other - 1) * _HUNDRED for one, other in product(now, before)]
    return min(corners), max(corners)


def _ratio(part: Range, whole: Range) -> Range | None:
    if whole[0] <= 0:
        return None
    corners = [one / other * _HUNDRED for one, other in product(part, whole)]
    return min(corners), max(corners)


_MARGINS = {
    "gross-margin-ratio": ("gross-margin", "revenues"),
    "operating-margin-ratio": ("operating-income", "revenues"),
    "shareholders-equity-ratio": ("shareholders-equity", "total-assets"),
}


def margins_are_what_they_are_of(source: Source) -> Iterator[Problem]:
    """A printed margin is the quotient of what the same document prints."""
    figures = Figures(source)
    for figure in figures.all:
        claim = figure.claim
        if claim.measure not in _MARGINS or claim.aspect != "value":
            continue
        part, whole = _MARGINS[claim.measure]
        whole = "total-revenues" if whole == "revenues" and not claim.segment else whole
        yield from _quotient(figures, figure, (part, claim.segment), (whole, claim.segment))


def shares_of_a_whole_are_so(source: Source) -> Iterator[Problem]:
    """A share is of the total revenues, or of the total assets where it is of a balance sheet."""
    figures = Figures(source)
    for figure in figures.all:
        claim = figure.claim
        measure = measures().get(claim.measure)
        if claim.aspect != "share-percent" or measure is None or measure.unit != "money":
            continue
        whole = "total-assets" if measure.period == "instant" else "total-revenues"
        yield from _quotient(figures, figure, (claim.measure, claim.segment), (whole, ""))


def _quotient(figures: Figures, figure: Figure, part: tuple[str, str], whole: tuple[str, str]) -> Iterator[Problem]:
    claim = figure.claim
    key: Key = (claim.subject, *part, claim.period.written, claim.kind, "JPY")
    parts, wholes = figures.told(key, claim.document), figures.told((key[0], *whole, *key[3:]), claim.document)
    told = [((one, other), _ratio(one.range, other.range)) for one, other in product(parts, wholes)]
    if told and all(found is not None and _apart(figure.range, found) for _, found in told):
        pair, found = told[0]
        if found is not None and not figures.on_record((figure, *pair)):
            message = f"{_called(claim)}: {part[0]} in {whole[0]} comes to {_shown(found)} %"
            yield _problem("quotients", message, (figure, *pair))


def dollars_follow_the_rate(source: Source) -> Iterator[Problem]:
    """A translation into dollars is the amount in yen at the rate that the document prints."""
    figures = Figures(source)
    for document in figures.documents():
        rates = [f for f in figures.all if f.claim.document == document and f.claim.measure == "exchange-rate"]
        if not rates:
            continue
        rate = rates[0]
        for key, told in sorted(figures.values.items()):
            if key[5] != "USD":
                continue
            yen = figures.told((*key[:5], "JPY"), document)
            for figure in told:
                if figure.claim.document != document or not yen:
                    continue
                finest = min(yen, key=lambda f: f.range[1] - f.range[0])
                corners = [one / other for one, other in product(finest.range, rate.range)]
                wanted = (min(corners), max(corners))
                if _apart(figure.range, wanted) and not figures.on_record((figure, finest)):
                    message = f"{_called(figure.claim)}: at the rate of {rate.claim.value} it is {_shown(wanted)} USD"
                    yield _problem("dollars", message, (figure, finest))


def misprints_are_on_record(source: Source) -> Iterator[Problem]:
    """A figure that is read otherwise than printed has its place, or its heading, among the discrepancies (C3)."""
    figures = Figures(source)
    for figure in figures.all:
        claim = figure.claim
        lines = {(claim.document, n) for place in claim.places for n in range(place.first, place.last + 1)}
        if "MISPRINT" in claim.note and not lines & figures.recorded:
            yield _problem("misprints", f"{_called(claim)} is called a misprint and is not on record", [figure])
