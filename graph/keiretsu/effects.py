"""What claims put on the line of days: a value that was seen, or a change from one value to another (T3, T4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from keiretsu.claims import HoldingClaim, StandingClaim
from keiretsu.dates import PartialDate, day_after, day_before
from keiretsu.model import Document
from keiretsu.values import GONE, Gone, Held, Value, relation, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from keiretsu.claims import Basis

__all__ = ["Effect", "Element", "Row", "clipped", "effects", "in_one_life", "merged"]


@dataclass(frozen=True, slots=True)
class Element:
    """A value that held on at least one day of [first, last]."""

    first: date
    last: date
    value: Value
    claims: tuple[str, ...]
    basis: Basis
    written: PartialDate | None = None
    half: Literal["", "before", "after"] = ""

    @property
    def order(self) -> tuple[object, ...]:
        """Where it lies in the order of days; ties are settled by content, never by the order of files."""
        # Of one date: not yet there, a change to a value, the value, what a later change leaves, no longer there.
        gone = isinstance(self.value, Gone)
        steps = {"before": 0 if gone else 3, "after": 4 if gone else 1, "": 2}
        return (self.first, self.last, steps[self.half], repr(self.value), self.claims)

    def inside(self, other: Element) -> bool:
        """Whether its days are all among the other's."""
        return other.first <= self.first and self.last <= other.last


@dataclass(frozen=True, slots=True)
class Effect:
    """The value changed from `before` to `after` on one day of [first, last] (T4)."""

    first: date
    last: date
    before: Value
    after: Value
    claims: tuple[str, ...]
    basis: Basis
    written: PartialDate

    def joined(self, other: Effect) -> Effect | None:
        """Two tellings of one change as one: it lies where their dates meet; None where they are two changes."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        old, new = relation(self.before, other.before), relation(self.after, other.after)
        if first > last or "apart" in (old, new):
            return None
        return replace(
            self,
            first=first,
            last=last,
            before=other.before if old == "narrower" else self.before,
            after=other.after if new == "narrower" else self.after,
            claims=tuple(sorted({*self.claims, *other.claims})),
            basis="stated" if "stated" in (self.basis, other.basis) else "inferred",
            written=min(self.written, other.written, key=lambda d: (d.latest - d.earliest, d)),
        )

    def narrowed(self, observations: Sequence[Element]) -> Effect:
        """The effect with what was seen inside its date: the old value puts it later, the new one earlier."""
        first, last = self.first, self.last
        for seen in observations:
            if not (self.first <= seen.first and seen.last <= self.last):
                continue
            fits_old = relation(self.before, seen.value) != "apart"
            fits_new = relation(self.after, seen.value) != "apart"
            if fits_old and not fits_new:
                first = max(first, day_after(seen.first))  # only its first day surely precedes the change
            elif fits_new and not fits_old:
                last = min(last, seen.last)
        if isinstance(self.before, Gone):
            # Seen by some day, it had begun by then, even where its date began earlier or says less.
            there = [s.last for s in observations if relation(self.after, s.value) != "apart"]
            last = min([last, *(day for day in there if day >= first)])
        return replace(self, first=first, last=last) if first <= last else self

    def halves(self) -> list[Element]:
        """The old value on the day before the change, if the calendar has one, and the new value on the day itself."""
        after = Element(self.first, self.last, self.after, self.claims, self.basis, self.written, "after")
        if self.first == date.min:
            return [after]
        before = (day_before(self.first), day_before(self.last), self.before)
        return [Element(*before, self.claims, self.basis, self.written, "before"), after]


def effects(rows: Iterable[Row]) -> list[Effect]:
    """The changes that some claims tell of: what began, changed or ended."""
    found: list[Effect] = []
    for row in rows:
        claim, value = row.claim, value_of(row.claim)
        if (begun := claim.from_) is not None:
            before: Value = GONE
            if isinstance(claim, HoldingClaim) and claim.before is not None:
                before = Held(claim.before, tuple(sorted(claim.jointly_with)))
            found.append(Effect(begun.earliest, begun.latest, before, value, (row.id,), claim.basis, begun))
        if (ended := claim.until) is not None:
            found.append(Effect(ended.earliest, ended.latest, value, GONE, (row.id,), claim.basis, ended))
    return found


def merged(effects: Iterable[Effect]) -> list[Effect]:
    """Effects with the tellings of one change put together, whatever the order they come in."""
    result: list[Effect] = []
    for effect in sorted(effects, key=lambda e: (e.last - e.first, e.first, e.claims)):
        for index, other in enumerate(result):
            if (both := other.joined(effect)) is not None:
                result[index] = both
                break
        else:
            result.append(effect)
    return result


def in_one_life(effects: Sequence[Effect]) -> list[Effect]:
    """A change or an end comes a day after the beginning at the earliest, however imprecise its date."""
    begins = [effect for effect in effects if isinstance(effect.before, Gone)]
    result = []
    for effect in effects:
        if not isinstance(effect.before, Gone):
            first = max([effect.first, *(day_after(b.first) for b in begins if b.first < effect.last)])
            effect = replace(effect, first=first)
        result.append(effect)
    return result


def clipped(element: Element, begins: Iterable[date], ends: Iterable[date]) -> Element:
    """An observation without the days on which the stake was certainly not there yet, or no longer.

    `begins` are first possible days, `ends` last possible ones; those that would leave nothing do not apply to it.
    """
    first = max([element.first, *(day for day in begins if day <= element.last)])
    last = min([element.last, *(day for day in ends if day >= first)])
    return replace(element, first=first, last=last)


@dataclass(frozen=True, slots=True)
class Row:
    """A claim about a key, with what the policy looks at."""

    claim: HoldingClaim | StandingClaim
    document: Document
    id: str
