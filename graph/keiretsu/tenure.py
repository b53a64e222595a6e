"""Since when somebody controls a company, and until when: the verdict of S5 on every day on which it may change."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from keiretsu.control import Control, Verdict, verdicts, votes
from keiretsu.dates import Window, day_before
from keiretsu.lookup import EVER, Source
from keiretsu.model import Period, StakeKey, StandingKey
from keiretsu.network import network_of
from keiretsu.states import change_days, state_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

__all__ = ["Span", "tenure", "tenures"]

_Stakes = dict[StakeKey | StandingKey, list[Period]]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days with one verdict on control.

    `since` is the window (after, by] of its first day, `until` that of the first day on which it no longer was the
    verdict, None where it is the last word. `last_known_from` is the first day from which it rests on shares that are
    only last known. `claims` are those behind the verdict, `moved_by` those behind the change that began it.
    """

    verdict: Verdict
    since: Window
    until: Window | None
    last_known_from: date | None
    claims: tuple[str, ...]
    moved_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """Days in a row with one verdict; `first` None is since ever, `last` None for ever."""

    first: date | None
    last: date | None
    answers: tuple[tuple[date | None, Control], ...]

    @property
    def verdict(self) -> Verdict:
        return self.answers[0][1].verdict


def tenure(source: Source, holder: str, company: str, known: date = EVER) -> tuple[Span, ...]:
    """Every stretch in which a holder controls a company, may do so, or shares its control, in order of days.

    Between two certain verdicts lie days of "possible": the change lies in them, and `since` is that window.
    """
    return tenures(source, known, holder=holder, company=company).get((holder, company), ())


def tenures(
    source: Source, known: date = EVER, *, holder: str = "", company: str = ""
) -> dict[tuple[str, str], tuple[Span, ...]]:
    """The same by holder and company: of all companies below one holder, all holders above one company, or all."""
    stakes: _Stakes = {key: p for key, p in source.periods(known).items() if isinstance(key, StakeKey)}
    links = [
        (party, key.company)
        for key, periods in stakes.items()
        if isinstance(key, StakeKey)
        for party in {key.holder, *(name for period in periods for name in period.jointly_with)}
    ]
    upward = [(company, party) for party, company in links]
    if company:
        above = _reached(upward, company)
        stakes = {key: periods for key, periods in stakes.items() if key.company in above}
    holders = {party for party, _ in links} & ({holder} if holder else above if company else {p for p, _ in links})
    days = change_days(stakes.values(), presence=True)
    if not days:
        return {}
    verdicts_of: dict[tuple[str, str], list[tuple[date | None, Control]]] = defaultdict(list)
    below = {name: _reached(links, name) - {name} for name in sorted(holders)}
    for day in (None, *days):
        held = votes(network_of(source, stakes, day or day_before(days[0])))
        for name, companies in below.items():
            found = verdicts(held, name)
            for one in sorted(companies & {company} if company else companies):
                verdicts_of[name, one].append((day, found.get(one) or Control(name, one, "no")))
    spans: dict[tuple[str, str], tuple[Span, ...]] = {}
    for (name, one), answers in verdicts_of.items():
        between = below[name] & _reached(upward, one)
        moving = [periods for key, periods in stakes.items() if key.company in between]
        runs = _runs(answers)
        spans[name, one] = tuple(_span(runs, n, moving) for n, run in enumerate(runs) if run.verdict != "no")
    return {pair: found for pair, found in spans.items() if found}


def _reached(links: Iterable[tuple[str, str]], start: str) -> set[str]:
    following: dict[str, set[str]] = defaultdict(set)
    for one, other in links:
        following[one].add(other)
    found, waiting = {start}, [start]
    for name in waiting:
        waiting += sorted(following[name] - found)
        found |= following[name]
    return found


def _runs(answers: Iterable[tuple[date | None, Control]]) -> list[_Run]:
    stretches = [tuple(stretch) for _, stretch in groupby(answers, key=lambda item: item[1].verdict)]
    starts = [stretch[0][0] for stretch in stretches]
    ends = [day_before(start) for start in starts[1:] if start is not None]
    return [_Run(*run) for run in zip(starts, [*ends, None], stretches, strict=True)]


def _span(runs: Sequence[_Run], number: int, moving: Iterable[Sequence[Period]]) -> Span:
    run = runs[number]
    before = _settled(run, reversed(runs[:number]))
    after = _settled(run, runs[number + 1 :])
    since = Window(before.last if before else None, run.first)
    until = None if run.last is None else Window(run.last, after.first if after else None)
    return Span(
        verdict=run.verdict,
        since=since,
        until=until,
        last_known_from=next((day for day, answer in run.answers if answer.last_known), None),
        claims=tuple(sorted({claim for _, answer in run.answers for claim in answer.claims})),
        moved_by=_moved(moving, since),
    )


def _settled(run: _Run, others: Iterable[_Run]) -> _Run | None:
    """The nearest other run that is surely another: "possible" on the way is the window of the change."""
    for other in others:
        if run.verdict == "possible" or other.verdict != "possible":
            return other
    return None


def _moved(stakes: Iterable[Sequence[Period]], window: Window) -> tuple[str, ...]:
    """The claims behind the stakes that are not the same on both sides of a window."""
    if window.by is None:
        return ()
    found: set[str] = set()
    for periods in stakes:
        new = state_at(periods, window.by)
        old = state_at(periods, window.after) if window.after else None
        if old is None or (old.share, old.there, old.jointly_with) != (new.share, new.there, new.jointly_with):
            found.update(new.claims, old.claims if old else ())
    return tuple(sorted(found))
