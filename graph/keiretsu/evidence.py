"""Claims to dated evidence of one stake or standing, as known on one day; what cannot stand together is decided here.

Evidence is laid on the line of days as elements. An observation ("as of p: s", T3) is one; an effect ("changed on one
day of p", T4) is two, the value on the day before the change and the value on the day itself.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from keiretsu.claims import Claim, EventClaim, HoldingClaim, ListingClaim, StandingClaim
from keiretsu.dates import PartialDate, day_after, day_before
from keiretsu.effects import Effect, Element, Row, clipped, effects, in_one_life, merged
from keiretsu.model import Conflict, Document, StakeKey, StandingKey
from keiretsu.policy import Candidate, decide
from keiretsu.values import GONE, Gone, relation, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from keiretsu.claims import Basis, Participant

__all__ = ["Epoch", "Key"]

Key: TypeAlias = StakeKey | StandingKey
_Fact = TypeVar("_Fact")


def _key(claim: HoldingClaim | StandingClaim) -> Key:
    if isinstance(claim, StandingClaim):
        return StandingKey(claim.parent, claim.company)
    return StakeKey(claim.holder, claim.company, claim.right)


def _ends(key: Key) -> tuple[tuple[str, str], tuple[str, str]]:
    """Who must be there for it to be there: the company, and who holds it or classes it."""
    other = ("parent", key.parent) if isinstance(key, StandingKey) else ("holder", key.holder)
    return ("company", key.company), other


class Epoch:
    """All evidence as known on one day: the claims of the documents published by then (T10).

    `candidates` are the claims as the policy sees them, `prefer` how it decides;
    `overruled` are the event claims whose dates lose a conflict, each with the one that is followed instead.
    """

    def __init__(
        self,
        claims: Sequence[tuple[str, Claim]],
        documents: Mapping[str, Document],
        candidates: Mapping[str, Candidate],
        known: date,
        prefer: str = "",
        overruled: Mapping[str, EventClaim] | None = None,
    ) -> None:
        self.known = known
        self.prefer = prefer
        self.conflicts: list[Conflict] = []
        self.planned: dict[Key, list[Row]] = defaultdict(list)
        self._rows: dict[Key, list[Row]] = defaultdict(list)
        self._listings: list[tuple[str, ListingClaim]] = []
        self._candidates = candidates
        # company -> when it was established or dissolved, or until when it was only planned, and the claim
        self._established: dict[str, list[tuple[PartialDate, str]]] = defaultdict(list)
        self._dissolved: dict[str, list[tuple[PartialDate, str, Basis]]] = defaultdict(list)
        self._not_yet: dict[str, list[tuple[date, str]]] = defaultdict(list)
        # what lost to the evidence of one key, and is left out there
        self._overruled: set[tuple[Key, str]] = set()
        for claim_id, claim in claims:
            document = documents[claim.document]
            if document.known_from > known:
                continue
            if isinstance(claim, HoldingClaim | StandingClaim):
                side = self.planned if claim.mode == "planned" else self._rows
                side[_key(claim)].append(Row(claim, document, claim_id))
            elif isinstance(claim, ListingClaim):
                self._listings.append((claim_id, claim))
            elif isinstance(claim, EventClaim):
                # It is one event: whom a telling names began or ended on the day of the telling that is followed.
                told = overruled.get(claim_id, claim) if overruled else claim
                self._event(told.id, told, claim.participants, document)
        # A claim that loses a conflict is evidence of nothing in this epoch; in the dataset it stays.
        for key in list(self._rows):
            self._qualify(key)
        for key in list(self._rows):
            self._settle(key)

    @property
    def keys(self) -> list[Key]:
        """Every stake and standing of which something is said."""
        return sorted({*self._rows, *self.planned}, key=repr)

    def _event(self, name: str, told: EventClaim, parts: Sequence[Participant], document: Document) -> None:
        """Whose beginning or end an event is, by what one telling says of it; another may have named the parts."""
        for part in parts:
            if not part.entity:
                continue
            if part.role == "established" and told.stage == "planned":
                _add(self._not_yet[part.entity], (document.published.earliest, name))
            elif told.stage == "completed" and told.date is not None:
                if part.role == "established":
                    _add(self._established[part.entity], (told.date, name))
                elif part.role == "absorbed":
                    _add(self._dissolved[part.entity], (told.date, name, told.basis))

    def _decided(self, key: Key, one: str, other: str, why: str) -> str:
        """Puts the conflict of two claims on record, and gives the one that loses."""
        policy, winner = decide([self._candidates[one], self._candidates[other]], self.prefer)
        claims = tuple(sorted({one, other}))
        self.conflicts.append(Conflict(key, claims, winner.id, policy, why, self.known))
        return other if winner.id == one else one

    def _beats(self, one: str, other: str) -> bool:
        return decide([self._candidates[one], self._candidates[other]], self.prefer)[1].id == one

    def _qualify(self, key: Key) -> None:
        """What says that a company is not there stands against a row that shows it as there (C2, T11)."""
        for row in sorted(self._rows[key], key=lambda row: row.id):
            when = row.claim.as_of
            if when is None:
                continue
            against = [
                (claim_id, f"{who} was still to be established on {day}")
                for who, end in _ends(key)
                for day, claim_id in self._not_yet.get(end, ())
                if when.latest <= day
            ]
            against += [
                (claim_id, f"{who} was established in {founded}")
                for who, end in _ends(key)
                for founded, claim_id in self._established.get(end, ())
                if when.latest < founded.earliest
            ]
            against += [
                (claim_id, f"company was dissolved in {ended}")
                for ended, claim_id, _ in self._dissolved.get(key.company, ())
                if when.earliest > ended.latest
            ]
            stronger = [fact for fact in against if self._beats(fact[0], row.id)]
            if stronger:
                self._rows[key].remove(row)
            for claim_id, fact in stronger[:1] or against:
                loser = self._decided(key, claim_id, row.id, f"the {fact}; the other shows it as there on {when}")
                if loser == claim_id:
                    self._overruled.add((key, claim_id))

    def _settle(self, key: Key) -> None:
        """Two values of one day, or a value and its explicit correction, cannot both stand (C2)."""
        rows = sorted((row for row in self._rows[key] if row.claim.as_of), key=lambda row: row.id)
        for index, one in enumerate(rows):
            for other in rows[index + 1 :]:
                if one not in self._rows[key] or other not in self._rows[key]:
                    continue
                first, second = one.claim.as_of, other.claim.as_of
                if first is None or second is None:
                    continue
                corrected = one.claim.corrects == other.document.id or other.claim.corrects == one.document.id
                meet = first.earliest <= second.latest and second.earliest <= first.latest
                one_day = first.earliest == first.latest == second.earliest == second.latest
                apart = relation(value_of(one.claim), value_of(other.claim)) == "apart"
                if apart and (one_day or (corrected and meet)):
                    loser = self._decided(key, one.id, other.id, f"two values on {first if one_day else second}")
                    self._rows[key].remove(one if loser == one.id else other)

    def elements(self, key: Key) -> list[Element]:
        """The evidence of one key, no two elements of which contradict each other on one day."""
        without = {claim_id for other, claim_id in self._overruled if other == key}
        while True:
            elements = self._lay(key, without)
            clash = next(iter(_clashes(elements)), None)
            if clash is None:
                return elements
            one, other = (max(e.claims, key=lambda c: (self._candidates[c].basis, c)) for e in clash)
            # A claim that contradicts itself is evidence of nothing, and of no conflict.
            without.add(one if one == other else self._decided(key, one, other, f"two values on {clash[0].first}"))

    def _lay(self, key: Key, without: set[str]) -> list[Element]:
        rows = [row for row in self._rows.get(key, ()) if row.id not in without]
        seen = [
            Element(when.earliest, when.latest, value_of(row.claim), (row.id,), row.claim.basis, when)
            for row in rows
            if (when := row.claim.as_of) is not None
        ]
        found = effects(rows)
        if not seen and not found:
            return []
        found += [
            Effect(when.earliest, when.latest, None, GONE, (claim_id,), basis, when)
            for when, claim_id, basis in self._dissolved.get(key.company, ())
            if claim_id not in without
        ]
        absent = [e for e in (*self._absences(key), *self._crowded_out(key)) if not without & set(e.claims)]
        floors = [e for e in self._before_establishment(key, found) if not without & set(e.claims)]
        begins = [day_after(e.first) for e in floors]
        found = in_one_life([effect.narrowed([*seen, *absent, *floors]) for effect in merged(found)])
        begins += [e.first for e in found if isinstance(e.before, Gone)]
        ends = [day_before(e.last) for e in found if isinstance(e.after, Gone)]
        seen = [clipped(element, begins, ends) for element in seen]
        return [*seen, *absent, *floors, *(half for effect in found for half in effect.halves())]

    def _absences(self, key: Key) -> Iterator[Element]:
        """Absence from a complete listing ends a standing, and by inference the stake (T8)."""
        parent = key.parent if isinstance(key, StandingKey) else key.holder
        for claim_id, listing in self._listings:
            if listing.parent != parent or key.company in listing.members:
                continue
            when = listing.as_of
            classed = [
                row.claim
                for row in self._rows.get(StandingKey(parent, key.company), ())
                if isinstance(row.claim, StandingClaim) and row.claim.standing in listing.covers
            ]
            if isinstance(key, StakeKey):
                # Only a stake that was listed before can be missed: one too small to list says nothing.
                classed = [c for c in classed if (w := c.as_of or c.from_) is not None and w.earliest < when.earliest]
            if classed:
                basis: Basis = "inferred" if isinstance(key, StakeKey) else listing.complete
                yield Element(when.earliest, when.latest, GONE, (claim_id,), basis, when)

    def _crowded_out(self, key: Key) -> Iterator[Element]:
        """Where other holders come to hold exactly 100 the stake has ended (T11)."""
        if isinstance(key, StandingKey):
            return
        totals: dict[tuple[str, PartialDate], list[Row]] = defaultdict(list)
        for other, rows in self._rows.items():
            if isinstance(other, StakeKey) and (other.company, other.right) == (key.company, key.right):
                for row in rows:
                    if (when := row.claim.as_of or row.claim.from_) is not None:
                        totals[row.document.id, when].append(row)
        for (_, when), rows in totals.items():
            claims = [row.claim for row in rows if isinstance(row.claim, HoldingClaim)]
            if any(key.holder in (claim.holder, *claim.jointly_with) for claim in claims):
                continue
            exact = {
                claim.holder: claim.share.min
                for claim in claims
                if claim.share is not None and claim.share.is_exact and claim.route not in ("indirect", "total")
            }
            if sum(exact.values(), Decimal(0)) == 100:
                yield Element(when.earliest, when.latest, GONE, tuple(sorted(r.id for r in rows)), "stated", when)

    def _before_establishment(self, key: Key, effects: Iterable[Effect]) -> Iterator[Element]:
        """No stake precedes its company or its holder (T11); who is still planned on a day is not there on that day."""
        company, holder = (list(self._absent_before(end)) for _, end in _ends(key))
        # The holder's own beginning says something only where nothing later is known.
        known = [e.first for e in company] + [day_before(e.first) for e in effects if isinstance(e.before, Gone)]
        yield from (*company, *(e for e in holder if e.first > max(known, default=date.min)))

    def _absent_before(self, company: str) -> Iterator[Element]:
        for when, claim_id in self._established.get(company, ()):
            if when.earliest > date.min:
                day = day_before(when.earliest)
                yield Element(day, day, GONE, (claim_id,), "stated")
        for day, claim_id in self._not_yet.get(company, ()):
            yield Element(day, day, GONE, (claim_id,), "stated")


def _add(facts: list[_Fact], fact: _Fact) -> None:
    """Puts a fact beside the others once, however many tellings say it."""
    if fact not in facts:
        facts.append(fact)


def _clashes(elements: Iterable[Element]) -> Iterator[tuple[Element, Element]]:
    """Pairs that give two values for one and the same day."""
    by_day: dict[date, list[Element]] = defaultdict(list)
    for element in sorted(elements, key=lambda e: e.order):
        if element.first == element.last:
            by_day[element.first].append(element)
    for day in sorted(by_day):
        same = by_day[day]
        for index, one in enumerate(same):
            for other in same[index + 1 :]:
                if relation(one.value, other.value) == "apart":
                    yield one, other
