"""Effective shares and control as stretches of days, so that they can be written down and queried like periods."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import networkx as nx

from keiretsu import exact
from keiretsu.control import verdicts, votes
from keiretsu.dates import day_before
from keiretsu.direct import LoopError, columns
from keiretsu.model import Finding, StakeKey, StandingKey
from keiretsu.network import network_of
from keiretsu.owners import undisclosed
from keiretsu.ownership import UNNAMED, Interest, behind
from keiretsu.states import change_days
from keiretsu.timeline import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from keiretsu.direct import Columns
    from keiretsu.exact import Between
    from keiretsu.lookup import Source
    from keiretsu.model import Period
    from keiretsu.network import Network

__all__ = ["MOST", "MOST_IN_A_LOOP", "controlling", "findings", "too_much"]

MOST: Final = 500
"""How many stakes there may be at most: what is computed for every pair on every day grows with their square."""
MOST_IN_A_LOOP: Final = 12
"""How many companies may hold one another in loops: the fractions of an exact answer grow with their cube."""
_EVER: Final = date.min
_NO_SHARE: Final = (None, None, False)


def findings(source: Source) -> list[Finding]:
    """All effective shares by look-through, what is undisclosed, and all verdicts on control, as known at any time.

    Where shares are only last known there are two of an effective share: bounds in which it lies whatever has happened
    since (T7), and, marked `last_known`, what it is if nothing has. A company without effective owners, since a loop
    holds all of itself or more than 100 percent are held, is left out; `keiretsu check` and `owners` name it.
    """
    days = sorted({document.known_from for document in source.documents.values()})
    found: dict[Finding, list[int]] = defaultdict(list)
    memory = _Memory()
    for number, known in enumerate(days):
        for finding in _of_one_day(source, known, memory):
            found[finding].append(number)
    recorded = [
        replace(finding, known_from=start, known_until=end)
        for finding, numbers in found.items()
        for start, end in records(numbers, days)
    ]
    return sorted(recorded, key=lambda f: (f.kind, f.company, f.holder, f.known_from, f.first or _EVER, f.id))


def too_much(stakes: Iterable[StakeKey]) -> str:
    """Why so many stakes are not reckoned in advance, in words; empty where they are."""
    links = [(stake.holder, stake.company) for stake in stakes]
    if len(links) > MOST:
        return f"there are more than {MOST} stakes"
    if max(map(len, nx.strongly_connected_components(nx.DiGraph(links))), default=0) > MOST_IN_A_LOOP:
        return f"more than {MOST_IN_A_LOOP} companies hold one another in loops"
    return ""


def _of_one_day(source: Source, known: date, memory: _Memory) -> Iterator[Finding]:
    """The findings as known on one day, days with the same answer put together."""
    stakes: dict[StakeKey | StandingKey, list[Period]] = {
        key: stretch for key, stretch in source.periods(known).items() if isinstance(key, StakeKey)
    }
    days = change_days(stakes.values(), presence=True)
    if not days or too_much(key for key in stakes if isinstance(key, StakeKey)):
        return
    open_: dict[tuple[str, ...], Finding] = {}
    for day in (None, *days):
        graph = network_of(source, stakes, day or day_before(days[0]))
        now = {_subject(finding): finding for finding in _on(graph, memory)}
        for key in sorted({*open_, *now}):
            old, new = open_.get(key), now.get(key)
            if old is not None and new is not None and replace(old, first=None) == new:
                continue
            if old is not None:
                yield replace(old, until=day)
                del open_[key]
            if new is not None:
                open_[key] = replace(new, first=day)
    yield from open_.values()


def _subject(finding: Finding) -> tuple[str, ...]:
    # A verdict is one, whether it rests on a share of an earlier day or not; of an effective share there may be both.
    also = finding.kind != "control" and finding.last_known
    return finding.kind, finding.company, finding.holder, finding.definition, str(also)


class _Memory:
    """Owners reckoned before: most companies are the same on most days."""

    def __init__(self) -> None:
        self._owners: dict[object, dict[str, Between]] = {}

    def owners(self, held: Columns, company: str) -> dict[str, Between]:
        """`exact.owners`; nothing where a loop holds all of itself (S4) or more than 100 percent are held (S3)."""
        above = (held[name] for name in sorted(held.above(company)) if name in held)
        key = (company, *((stake.parties, stake.low, stake.high, stake.open) for c in above for stake in c.stakes))
        if key not in self._owners:
            self._owners[key] = {}
            if all(held[name].taken <= 1 for name in held.above(company) if name in held):
                with suppress(LoopError):
                    self._owners[key] = exact.owners(held, company)
        return self._owners[key]


def _on(graph: Network, memory: _Memory) -> Iterator[Finding]:
    """The findings of one day, without their days."""
    held, unchanged = columns(graph), columns(graph, unchanged=True)
    for company in held:
        for table in (held, unchanged):
            if table is unchanged and not _rests_on_last_known(unchanged, company):
                continue
            for holder, between in memory.owners(table, company).items():
                claims = _claims(table, company) if holder == UNNAMED else behind(table, holder, company)
                interest = Interest.between(between.low, between.high, some=between.some)
                yield _share(company, holder, "look-through", interest, claims, last_known=table is unchanged)
        column = unchanged[company]
        if column.taken <= 1:
            rest, last_known = undisclosed(column), any(stake.last_known for stake in column.stakes)
            direct = tuple(sorted({claim for stake in column.stakes for claim in stake.claims}))
            yield _share(company, UNNAMED, "", Interest(rest.min, rest.max), direct, last_known=last_known)
    electing = votes(graph)
    for holder in electing.held_by:
        for company, control in verdicts(electing, holder).items():
            yield Finding(
                "control", company, holder, "", *_NO_SHARE, control.verdict, control.last_known, control.claims, None,
                None, _EVER,
            )  # fmt: skip


def _share(
    company: str, holder: str, definition: str, interest: Interest, claims: tuple[str, ...], *, last_known: bool
) -> Finding:
    most = Decimal(100) if interest.max is None else interest.max
    bounds = (interest.min, most, interest.min_open)
    if holder == UNNAMED:
        return Finding("undisclosed", company, "", definition, *bounds, "", last_known, claims, None, None, _EVER)
    return Finding("effective", company, holder, definition, *bounds, "", last_known, claims, None, None, _EVER)


def _rests_on_last_known(held: Columns, company: str) -> bool:
    above = (held[name] for name in held.above(company) if name in held)
    return any(stake.last_known for column in above for stake in column.stakes)


def _claims(held: Columns, company: str) -> tuple[str, ...]:
    above = (held[name] for name in held.above(company) if name in held)
    return tuple(sorted({claim for column in above for stake in column.stakes for claim in stake.claims}))


def controlling(found: Iterable[Finding], day: date) -> Sequence[tuple[str, str]]:
    """Holders and the companies that they surely control on a day, by what is known from all documents."""
    return sorted(
        (finding.holder, finding.company)
        for finding in found
        if finding.verdict == "yes"
        and finding.known_until is None
        and (finding.first is None or finding.first <= day)
        and (finding.until is None or day < finding.until)
    )
