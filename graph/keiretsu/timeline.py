"""Claims to periods: rules T3 to T11.

Elements of evidence in order of their dates form runs of one value, held by inertia; between two runs lies the window
that contains the first day of the new one (T6).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from keiretsu.claims import Claim, EventClaim, HoldingClaim, ListingClaim, StandingClaim
from keiretsu.clashes import Clashes
from keiretsu.dates import PartialDate, Window, day_before
from keiretsu.effects import Element
from keiretsu.evidence import Epoch, Key
from keiretsu.model import Conflict, Document, Period, StakeKey, State
from keiretsu.policy import candidate
from keiretsu.values import Gone, Held, Value, relation, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Timeline", "derive", "periods_known", "records"]


@dataclass(slots=True)
class _Run:
    """Elements of one value, in order. `dates` bound the windows; `exists` say only that it was there."""

    value: Value
    dates: list[Element]
    exists: list[Element] = field(default_factory=list)
    implied: list[Element] = field(default_factory=list)
    opens_with_previous: bool = False
    changed: bool = False

    @property
    def gone(self) -> bool:
        return isinstance(self.value, Gone)

    @property
    def seen(self) -> date:
        """The latest day on which this very value certainly held."""
        return max(e.first for e in self.dates)

    @property
    def there(self) -> date:
        """The latest day on which it was certainly there, whatever its share."""
        return max(e.first for e in (*self.dates, *self.exists))

    @property
    def by(self) -> date:
        """The earliest day by which the value certainly held."""
        return min(e.last for e in self.dates)

    @property
    def elements(self) -> list[Element]:
        return [*self.dates, *self.exists, *self.implied]


def _width(value: Value) -> Decimal:
    """How much a value leaves open, in percent."""
    if isinstance(value, Held):
        return value.share.max - value.share.min
    return Decimal(101) if value is None else Decimal(0)


def _split(elements: Iterable[Element]) -> tuple[list[Element], list[tuple[Element, Element]]]:
    """The elements that shape the line, and those that a finer one says already, each with that finer one."""
    shaping: list[Element] = []
    implied: list[tuple[Element, Element]] = []
    # Finest first: what implies is decided before what is implied.
    for element in sorted(set(elements), key=lambda e: (e.last - e.first, e.half == "", _width(e.value), *e.order)):
        finer = next(
            (s for s in shaping if s.inside(element) and relation(element.value, s.value) in ("same", "narrower")),
            None,
        )
        if element.half == "" and finer is not None:
            implied.append((element, finer))
        else:
            shaping.append(element)
    return sorted(shaping, key=lambda e: e.order), implied


def _runs(elements: Iterable[Element]) -> list[_Run]:
    shaping, implied = _split(elements)
    runs: list[_Run] = []
    for element in shaping:
        current = runs[-1] if runs else None
        how = relation(current.value, element.value) if current else "apart"
        changes = element.half == "after" and not isinstance(element.value, Gone)
        if current is None or how == "apart" or changes:
            runs.append(_Run(element.value, [element], changed=changes))
        elif how == "same" or (how == "wider" and element.half == "before"):
            current.dates.append(element)
        elif how == "wider":
            current.exists.append(element)
        elif current.changed and current.value is None and len(runs) > 1 and not runs[-2].gone:
            # A dated change whose new share another document states: the event narrows the window (T6).
            current.value = element.value
            current.dates.append(element)
        else:
            # Only more precise than what was known: no change is asserted between the two (T11).
            runs.append(_Run(element.value, [element], opens_with_previous=True))
    for element, finer in implied:
        next(run for run in runs if finer in run.dates or finer in run.exists).implied.append(element)
    return runs


def _windows(runs: Sequence[_Run]) -> list[Window]:
    """For each run the window that contains its first day.

    What the next run has surely replaced had begun before: an imprecise date that reaches over the next change says no
    more than that.
    """
    latest = [run.by for run in runs]
    for index in reversed(range(len(runs) - 1)):
        latest[index] = min(latest[index], day_before(latest[index + 1]))
    windows: list[Window] = []
    for index, run in enumerate(runs):
        after = None
        if index and run.opens_with_previous:
            after = windows[index - 1].after
        elif index:
            after = runs[index - 1].there if run.gone else runs[index - 1].seen
        # Three values in two days fit in no order; then only the run's own dates count.
        by = latest[index] if after is None or latest[index] > after else run.by
        windows.append(Window(after, by))
    return windows


def _standing(key: Key, value: Value) -> str:
    if isinstance(key, StakeKey):
        return ""
    return value if isinstance(value, str) else "group-member"


def _periods(key: Key, elements: Sequence[Element], known: date) -> list[Period]:
    runs = _runs(elements)
    windows = _windows(runs)
    return [
        _period(key, run, windows[index], runs[index - 1 : index], runs[index + 1 : index + 2], windows, index, known)
        for index, run in enumerate(runs)
        if not run.gone
    ]


def _period(
    key: Key,
    run: _Run,
    began: Window,
    before: Sequence[_Run],
    after: Sequence[_Run],
    windows: Sequence[Window],
    index: int,
    known: date,
) -> Period:
    ending = after[0] if after and after[0].gone else None
    # A stake that is not there has no period of its own to carry the evidence of its window.
    absent = [e for r in (*before, *after) if r.gone for e in r.dates]
    dated = sorted({e.written for e in run.elements if e.written is not None})
    inferred = all(e.basis == "inferred" for e in run.elements) or (
        ending is not None and all(e.basis == "inferred" for e in ending.dates)
    )
    state: State = "held" if after else "last-known"
    if run.value is None and isinstance(key, StakeKey):
        state = "unknown"
    observed = {e.written for e in run.elements if not e.half and e.written and relation(run.value, e.value) == "same"}
    return Period(
        key=key,
        state=state,
        began=began,
        ended=windows[index + 1] if after else None,
        basis="inferred" if inferred else "stated",
        claims=tuple(sorted({claim for e in (*run.elements, *absent) for claim in e.claims})),
        observed=tuple(sorted(observed)),
        known_from=known,
        share=run.value.share if isinstance(run.value, Held) else None,
        standing=_standing(key, run.value),
        jointly_with=run.value.jointly if isinstance(run.value, Held) else (),
        seen=run.seen,
        first_evidence=dated[0].written if dated else "",
        last_evidence=max(dated, key=lambda d: (d.latest, d.earliest)).written if dated else "",
    )


def _plans(epoch: Epoch, key: Key, actual: Sequence[Period]) -> Iterator[Period]:
    """A plan stays a plan until a beginning is evidenced (T9)."""
    plans: dict[tuple[Value, PartialDate | None], list[tuple[Document, str, str]]] = defaultdict(list)
    for row in epoch.planned.get(key, ()):
        when = row.claim.from_ or row.claim.as_of
        plans[value_of(row.claim), when].append((row.document, row.id, row.claim.basis))
    for (value, when), rows in plans.items():
        since = min(document.known_from for document, _, _ in rows)
        published = sorted(document.published for document, _, _ in rows)
        yield Period(
            key=key,
            state="planned",
            began=when.window if when else Window(since, None),
            ended=next((p.began for p in actual if p.began.by is not None and p.began.by > since), None),
            basis="stated" if any(basis == "stated" for _, _, basis in rows) else "inferred",
            claims=tuple(sorted(claim for _, claim, _ in rows)),
            observed=(),
            known_from=epoch.known,
            share=value.share if isinstance(value, Held) else None,
            standing=_standing(key, value),
            jointly_with=value.jointly if isinstance(value, Held) else (),
            since=since,
            first_evidence=published[0].written,
            last_evidence=published[-1].written,
        )


@dataclass(frozen=True, slots=True)
class Timeline:
    """All periods of a set of claims, and the conflicts that were decided on the way."""

    periods: tuple[Period, ...]
    conflicts: tuple[Conflict, ...]


def derive(claims: Iterable[Claim], documents: Iterable[Document], prefer: str = "") -> Timeline:
    """All periods and conflicts, each with the record interval in which it is the answer (T10).

    The order of claims and documents changes nothing. `prefer` is how conflicts are decided: `later`, `earlier`, the id
    of a document, or empty for the written policy (C2).
    """
    by_id = {document.id: document for document in documents}
    named = sorted(((claim.id, claim) for claim in claims), key=lambda pair: pair[0])
    days = sorted({document.known_from for document in by_id.values()})
    periods: dict[Period, list[int]] = defaultdict(list)
    conflicts: dict[Conflict, list[int]] = defaultdict(list)
    clashes = Clashes(named, by_id)
    # What a stake or a standing may rest on; figures, names and products are more, and say nothing of them.
    named = [(n, c) for n, c in named if isinstance(c, HoldingClaim | StandingClaim | ListingClaim | EventClaim)]
    events = {name: claim for name, claim in named if isinstance(claim, EventClaim)}
    candidates = {name: candidate(name, claim, by_id[claim.document]) for name, claim in named}
    for number, known in enumerate(days):
        overruled: dict[str, EventClaim] = {}
        for conflict, losers in clashes.conflicts(known, prefer):
            conflicts[replace(conflict, known_from=date.min)].append(number)
            followed = events.get(conflict.prefers)
            if conflict.kind == "date" and followed is not None:
                overruled.update(dict.fromkeys(losers, followed))
        epoch = Epoch(named, by_id, candidates, known, prefer, overruled)
        for period in _periods_of(epoch):
            periods[replace(period, known_from=date.min)].append(number)
        for conflict in epoch.conflicts:
            conflicts[replace(conflict, known_from=date.min)].append(number)
    recorded = [
        replace(period, known_from=start, known_until=end)
        for period, numbers in periods.items()
        for start, end in records(numbers, days)
    ]
    disputed = [
        replace(conflict, known_from=start, known_until=end)
        for conflict, numbers in conflicts.items()
        for start, end in records(numbers, days)
    ]
    return Timeline(
        tuple(sorted(recorded, key=lambda p: (repr(p.key), p.known_from, p.began.by or date.max, p.state, p.id))),
        tuple(sorted(disputed, key=lambda c: (c.claims, c.known_from, repr(c.key)))),
    )


def _periods_of(epoch: Epoch) -> Iterator[Period]:
    """All periods of one state of knowledge, plans among them."""
    for key in epoch.keys:
        actual = _periods(key, epoch.elements(key), epoch.known)
        yield from (*actual, *_plans(epoch, key, actual))


def periods_known(claims: Iterable[Claim], documents: Iterable[Document], known: date) -> list[Period]:
    """The periods as known on one day alone (T10), for who asks about claims that are no stakes."""
    by_id = {document.id: document for document in documents}
    named = sorted(((claim.id, claim) for claim in claims), key=lambda pair: pair[0])
    candidates = {name: candidate(name, claim, by_id[claim.document]) for name, claim in named}
    return list(_periods_of(Epoch(named, by_id, candidates, known)))


def records(numbers: Sequence[int], days: Sequence[date]) -> Iterator[tuple[date, date | None]]:
    """Neighbouring epochs, by their number among `days`, joined to record intervals [from, until)."""
    start = numbers[0]
    for here, following in zip(numbers, [*numbers[1:], None], strict=True):
        if following != here + 1:
            yield days[start], days[here + 1] if here + 1 < len(days) else None
            start = following if following is not None else start
