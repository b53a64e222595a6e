"""Claims about an event, a figure or a name that cannot all be right (C2): which they are, and which is followed.

Agreement at the coarser printed precision is none: two dates of one deed must share no day, two printed numbers have no
value that both may be rounded from. What is only planned, aimed at or expected may be set anew. Stakes and standings,
which change in time, are settled where their evidence is laid out (`evidence`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from keiretsu.claims import EventClaim, FigureClaim, NameClaim
from keiretsu.model import Conflict, ConflictKey, EventKey, FigureKey, NameKey
from keiretsu.policy import Candidate, candidate, decide
from keiretsu.sentences import told_of
from keiretsu.shares import canonical
from keiretsu.spellings import apart as names_apart
from keiretsu.spellings import core
from keiretsu.units import UNITS, rounded_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from keiretsu.claims import Amount, Claim
    from keiretsu.model import Document

    Key = EventKey | FigureKey | NameKey

__all__ = ["Clashes", "Said", "amount_key", "said"]

# An amount whose measure says that it is only a bound, or about so, conflicts with none.
_LOOSE: Final = re.compile(r"\b(more|less|fewer) than\b|\bat (least|most)\b|\b(about|around|nearly|over|under|up to)\b")


@dataclass(frozen=True, slots=True)
class Said:
    """What one claim says of something, for the policy; and the range in which it lies, where it has one."""

    claim: Claim
    candidate: Candidate
    low: Any = None
    high: Any = None

    def apart(self, other: Said) -> bool:
        """Whether the two cannot both be right."""
        if isinstance(self.claim, NameClaim) and isinstance(other.claim, NameClaim):
            return names_apart(self.claim.name, other.claim.name)
        return bool(self.high < other.low or other.high < self.low)


def said(key: ConflictKey, name: str, claim: Claim, document: Document) -> Said | None:
    """What a claim says of what a conflict may be about; None where it does not say it, or not definitely."""
    weighed = candidate(name, claim, document)
    if isinstance(key, EventKey) and isinstance(claim, EventClaim) and claim.stage == "completed":
        if not key.measure:
            if (when := claim.date) is None:
                return None
            return Said(claim, replace(weighed, says=when.written), when.earliest, when.latest)
        values = [a for a in claim.amounts if amount_key(claim.event, a) == key]
        if len(values) == 1:  # parts of a sum have one measure, too
            return _printed(claim, weighed, values[0].value, canonical(values[0].value), values[0].unit)
    if isinstance(key, FigureKey) and isinstance(claim, FigureClaim):
        return _printed(claim, weighed, claim.value, "".join(claim.printed), claim.unit)
    if isinstance(key, NameKey) and isinstance(claim, NameClaim):
        return Said(claim, replace(weighed, leaves_open=0, says=" ".join(core(claim.name))))
    return None


def _printed(claim: Claim, weighed: Candidate, value: Any, printed: str, unit: str) -> Said:
    """A printed number: what is rounded less is more precise."""
    low, high = rounded_from(value, printed, unit)
    return Said(claim, replace(weighed, leaves_open=high - low, says=canonical(low + high)), low, high)


def amount_key(event: str, amount: Amount) -> EventKey:
    """What an amount of an event is an amount of."""
    return EventKey(event, amount.measure, UNITS[amount.unit][1] if amount.unit in UNITS else amount.unit)


def _figure_key(claim: FigureClaim) -> FigureKey:
    return FigureKey(
        claim.subject,
        claim.measure,
        claim.segment,
        claim.period.written,
        claim.aspect,
        claim.against.written if claim.against else "",
        claim.kind,
        claim.consolidation,
        UNITS[claim.unit][1],
    )


class Clashes:
    """What claims say of events, figures and names, kept where some of it cannot be right together."""

    def __init__(self, claims: Iterable[tuple[str, Claim]], documents: Mapping[str, Document]) -> None:
        self._documents = documents
        # A name is observed on the day of its document: names of two days may be those before and after a renaming. One
        # that was only read to be this entity's may be another's.
        groups: dict[tuple[Key, str], list[tuple[str, Claim]]] = defaultdict(list)
        self._former: dict[str, list[tuple[date, tuple[str, ...]]]] = defaultdict(list)
        for name, claim in claims:
            if isinstance(claim, EventClaim):
                if claim.stage == "completed":
                    if claim.date is not None:
                        groups[EventKey(claim.event), ""].append((name, claim))
                    for amount in claim.amounts:
                        if not _LOOSE.search(amount.measure):
                            groups[amount_key(claim.event, amount), ""].append((name, claim))
            elif isinstance(claim, FigureClaim):
                if claim.kind == "actual" and not claim.bound:
                    groups[_figure_key(claim), ""].append((name, claim))
            elif isinstance(claim, NameClaim):
                published = documents[claim.document].published
                if claim.kind == "full" and claim.basis == "stated":
                    day = published.written if published.earliest == published.latest else claim.document
                    groups[NameKey(claim.entity), day].append((name, claim))
                elif claim.kind == "former":
                    self._former[claim.entity].append((documents[claim.document].known_from, core(claim.name)))
        found = ((key, self._said(key, group)) for (key, _), group in groups.items())
        self._groups = [(key, told) for key, told in found if len(told) > 1 and _clash(told)]

    def _said(self, key: Key, group: Sequence[tuple[str, Claim]]) -> list[Said]:
        if len(group) < 2:
            return []
        told = (said(key, name, claim, self._documents[claim.document]) for name, claim in dict(group).items())
        return [one for one in told if one is not None]

    def conflicts(self, known: date, prefer: str = "") -> Iterator[tuple[Conflict, tuple[str, ...]]]:
        """The conflicts as known on a day, each with the claims that cannot be right together with the followed one."""
        for key, group in self._groups:
            told = [one for one in group if one.candidate.document.known_from <= known]
            if isinstance(key, NameKey):
                former = {words for day, words in self._former.get(key.entity, ()) if day <= known}
                told = [one for one in told if core(getattr(one.claim, "name", "")) not in former]
            involved = [one for one in told if any(one.apart(other) for other in told)]
            if not involved:
                continue
            policy, winner = decide([one.candidate for one in involved], prefer)
            followed = next(one for one in involved if one.candidate.id == winner.id)
            names = tuple(sorted(one.candidate.id for one in involved))
            yield (
                Conflict(key, names, winner.id, policy, _why(key, involved), known),
                tuple(sorted(one.candidate.id for one in involved if one.apart(followed))),
            )


def _clash(told: Sequence[Said]) -> bool:
    if told[0].low is None:
        return any(one.apart(other) for index, one in enumerate(told) for other in told[index + 1 :])
    return bool(max(one.low for one in told) > min(one.high for one in told))


def _why(key: Key, involved: Sequence[Said]) -> str:
    """Why they cannot all be so, in one sentence that does not depend on what is followed."""
    values = sorted({told_of(key, one.claim) for one in involved})
    told = f"{', '.join(values[:-1])} and {values[-1]}"
    if isinstance(key, EventKey):
        return f"given as {told}" if key.measure else f"{told} have no day in common"
    return f"called {told} on one day" if isinstance(key, NameKey) else f"printed as {told}"
