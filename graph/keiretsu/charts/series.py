"""Figures of one measure put in series: by whose they are and of what part, in one unit, by periods of one length.

What several documents print of the same is one value where it agrees as far as it is printed; else all are kept, and
marked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from keiretsu import catalogue
from keiretsu.dates import LENGTHS, length
from keiretsu.errors import RequestError
from keiretsu.lookup import EVER
from keiretsu.units import UNITS, Measure, measures, rounded_from

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from keiretsu.claims import FigureClaim
    from keiretsu.dates import PartialDate
    from keiretsu.lookup import Source
    from keiretsu.model import Conflict

__all__ = ["MOST", "Figures", "Panel", "Series", "Value", "gather"]

MOST: Final = 8  # series that can be told apart
Mark: TypeAlias = Literal["", "otherwise", "earlier"]
Said: TypeAlias = "tuple[str, FigureClaim]"


@dataclass(frozen=True, slots=True)
class Value:
    """A value in the base unit; `mark` says that another is followed (C2), or that a later document replaced it."""

    claim: str
    value: Decimal
    period: PartialDate
    kind: str
    bound: str
    document: str
    mark: Mark = ""
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one subject or part, in order of their periods."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """Series whose periods have one length; `left_out` are those beyond the first `MOST`."""

    length: str
    series: tuple[Series, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a chart shows; `lengths`, `units` and `subjects` count what was found, shown or not."""

    source: Source
    measure: Measure
    unit: str
    panels: tuple[Panel, ...]
    lengths: Mapping[str, int]
    units: Mapping[str, int]
    subjects: Mapping[str, int]
    subject: str
    at: date | None
    known: date


def gather(
    source: Source,
    measure: str,
    entity: str = "",
    *,
    segment: str | None = None,
    kinds: Collection[str] = (),
    lasting: str = "",
    unit: str = "",
    at: date | None = None,
    known: date = EVER,
) -> Figures:
    """The series of a measure; of an `entity` (an id), of one `segment` ("" for the whole alone), of some kinds.

    Without an entity those of the group company, if there are any: others have other sizes.

    `lasting` is one of `LENGTHS`, or "all" for a panel each; without it those that say most. `unit` is a base unit, by
    default the one that most are in. Raises RequestError where nothing is left, and says what there is.
    """
    about = measures().get(measure) or Measure(measure, measure.replace("-", " "), "", "duration", "")
    said = [
        (name, claim)
        for name, claim in catalogue.figures(source, entity, known, [measure])
        if claim.aspect == "value"
        and (segment is None or claim.segment == segment)
        and (not kinds or claim.kind in kinds)
        and (at is None or at in claim.period)
    ]
    if not said:
        hint = f"'keiretsu figures -m {measure}' lists what there is"
        raise RequestError(f"no known document prints such a figure of {measure}; {hint}")
    subjects = Counter(claim.subject for _, claim in said)
    subject = source.root if not entity and source.root in subjects else ""
    said = [one for one in said if not subject or one[1].subject == subject]
    units = Counter(UNITS[claim.unit][1] for _, claim in said)
    chosen = unit or max(sorted(units), key=lambda name: units[name])
    said = [one for one in said if UNITS[one[1].unit][1] == chosen]
    if not said:
        raise RequestError(f"no figures of {measure} in {unit!r}; there are some in {', '.join(sorted(units))}")
    lengths = _lengths(said, about)
    shown = list(lengths) if lasting == "all" else [lasting or _telling(lengths)]
    if lasting and lasting != "all" and lasting not in lengths:
        raise RequestError(f"no figures of {measure} for a period {lasting!r}; there are some for {', '.join(lengths)}")
    conflicts = [conflict for conflict in source.conflicts(known) if conflict.kind == "figure"]
    recorded = catalogue.disputed(source, known)
    panels = []
    for what in shown:
        found = [one for one in said if length(one[1].period, instant=about.period == "instant") == what]
        panels.append(_panel(source, what, found, conflicts, recorded))
    return Figures(source, about, chosen, tuple(panels), lengths, dict(units), dict(subjects), subject, at, known)


def _lengths(said: Iterable[Said], about: Measure) -> dict[str, int]:
    """How many periods there are of each length, in the order of `LENGTHS`."""
    found: dict[str, set[str]] = defaultdict(set)
    for _, claim in said:
        found[length(claim.period, instant=about.period == "instant")].add(claim.period.written)
    return {what: len(found[what]) for what in LENGTHS if what in found}


def _telling(lengths: Mapping[str, int]) -> str:
    """Years where there are three; else what there are most of."""
    return "year" if lengths.get("year", 0) > 2 else max(lengths, key=lambda what: lengths[what])


def _panel(
    source: Source,
    what: str,
    said: Sequence[Said],
    conflicts: Sequence[Conflict],
    recorded: Mapping[tuple[str, int], Sequence[str]],
) -> Panel:
    groups: dict[tuple[str, str, str], list[Said]] = defaultdict(list)
    for name, claim in said:
        groups[claim.subject, claim.segment, claim.consolidation].append((name, claim))
    names = _names(source, list(groups))
    order = {document: number for number, document in enumerate(source.documents)}
    series = []
    for key, found in groups.items():
        points: dict[tuple[PartialDate, str], list[Said]] = defaultdict(list)
        for one in found:
            points[one[1].period, one[1].kind].append(one)
        values = [value for point in sorted(points) for value in _values(points[point], order, conflicts, recorded)]
        series.append(Series(names[key], tuple(values)))
    series.sort(key=lambda s: (-len({v.period for v in s.values}), -max(abs(v.value) for v in s.values), s.name))
    return Panel(what, tuple(series[:MOST]), tuple(one.name for one in series[MOST:]))


def _names(source: Source, keys: Sequence[tuple[str, str, str]]) -> dict[tuple[str, str, str], str]:
    """What each series is called: no more than what tells it from the others, and whose it is."""
    subjects, parts, ways = ({key[number] for key in keys} for number in range(3))
    names = {}
    for subject, segment, consolidation in keys:
        part = source.entities[segment].name if segment in source.entities else segment.replace("-", " ")
        told = [source.entities[subject].name if len(subjects) > 1 or parts == {""} else ""]
        told += [part or "the whole"] if parts != {""} else []
        told += [consolidation] if len(ways) > 1 and consolidation else []
        names[subject, segment, consolidation] = ", ".join(text for text in told if text)
    return names


def _values(
    said: Sequence[Said],
    order: Mapping[str, int],
    conflicts: Sequence[Conflict],
    recorded: Mapping[tuple[str, int], Sequence[str]],
) -> list[Value]:
    """What is printed of one period: the value that is followed, and those that differ from it beyond rounding."""
    told = dict(said)
    ranges = {name: rounded_from(c.value, c.printed[0] if c.printed else "", c.unit) for name, c in said}
    about = [conflict for conflict in conflicts if not told.keys().isdisjoint(conflict.claims)]

    def agree(one: str, other: str) -> bool:
        return ranges[one][0] <= ranges[other][1] and ranges[other][0] <= ranges[one][1]

    def precise(name: str) -> tuple[bool, Decimal, int, str]:
        low, high = ranges[name]
        return bool(told[name].bound), high - low, -order.get(told[name].document, 0), name

    latest = min(told, key=lambda name: (-order.get(told[name].document, 0), *precise(name)))
    followed = next((conflict.prefers for conflict in about if conflict.prefers in told), latest)
    if not about:  # the most precise of those that agree with what is said last
        followed = min((name for name in told if agree(name, latest)), key=precise)
    plan = told[followed].kind != "actual"
    values = [_value(followed, told[followed], recorded, bool(about))]
    seen = {values[0].value}
    for name in sorted(told, key=precise):
        in_conflict = any(name in conflict.claims for conflict in about)
        value = _value(name, told[name], recorded, in_conflict)
        if value.value in seen or (agree(name, followed) and not in_conflict):
            continue
        seen.add(value.value)
        same = told[name].document == told[followed].document
        # A document may name an old target and a new one: both are targets.
        mark: Mark = "otherwise" if in_conflict or (same and not plan) else "" if same else "earlier"
        values.append(_value(name, told[name], recorded, in_conflict, mark))
    return values


def _value(
    name: str, claim: FigureClaim, recorded: Mapping[tuple[str, int], Sequence[str]], disputed: bool, mark: Mark = ""
) -> Value:
    starred = disputed or bool(recorded.get((claim.document, claim.line)))
    amount = claim.value * UNITS[claim.unit][0]
    return Value(name, amount, claim.period, claim.kind, claim.bound, claim.document, mark, starred)
