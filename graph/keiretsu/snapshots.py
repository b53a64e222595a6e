"""All that can change, as it is on a day and known on a day: one condition for every subject, to be compared."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from keiretsu import catalogue, statements
from keiretsu.claims import NameClaim
from keiretsu.happenings import happenings
from keiretsu.lookup import EVER, HOLDABLE
from keiretsu.model import StakeKey, StandingKey
from keiretsu.spellings import core
from keiretsu.statements import Fact
from keiretsu.states import Answer, state_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from keiretsu.happenings import Happening
    from keiretsu.lookup import Source
    from keiretsu.model import Period
    from keiretsu.shares import Share
    from keiretsu.statements import Said

__all__ = ["Condition", "Part", "Record", "Snapshot", "names_behind", "record", "snapshot"]

Presence: TypeAlias = Literal["there", "perhaps", "planned"]


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """One right of a stake: its share in percent, None where it is not said, and with whom it is held (S6).

    `presence` says whether it is there; a stake that only may be there has bounds that begin at 0, or no share.
    """

    right: str
    share: Share | None
    jointly_with: tuple[str, ...]
    presence: Presence


@dataclass(frozen=True, slots=True)
class Condition:
    """What is so of one subject. Of a member its stakes and its standing; of an event and a name what is `told`."""

    presence: Presence
    parts: tuple[Part, ...] = ()
    standing: str = ""
    told: tuple[str, ...] = ()

    def part(self, right: str) -> Part | None:
        """The stake in one right."""
        return next((part for part in self.parts if part.right == right), None)


@dataclass(frozen=True)
class Record:
    """All that is known on a day of what can change, read once: periods of members and facts, events, names.

    A member is a Fact of kind "member", `who` the company and `of` its holder or parent.
    """

    known: date
    members: Mapping[Fact, Sequence[Sequence[Period]]]
    facts: Mapping[Fact, Sequence[Period]]
    events: Mapping[Fact, Happening]
    names: Mapping[Fact, Sequence[tuple[date, str, str]]]  # day of publication, name, claim


@dataclass(frozen=True)
class Snapshot:
    """The condition of every subject on a day `at` as known on a day; what is not there, or not known, is left out.

    `claims` are those behind each, also where it has ended; `settled` are the subjects of which the day itself is
    certain, so that another answer of a later record corrects this one.
    """

    at: date
    known: date
    conditions: Mapping[Fact, Condition]
    claims: Mapping[Fact, tuple[str, ...]]
    settled: frozenset[Fact]


def record(source: Source, known: date = EVER) -> Record:
    """What is known on a day (T10)."""
    members: dict[Fact, list[Sequence[Period]]] = defaultdict(list)
    for key, stretch in source.periods(known).items():
        holder = key.holder if isinstance(key, StakeKey) else key.parent
        members[Fact("member", key.company, holder)].append(stretch)
    products = catalogue.products(source, known)
    said: list[tuple[str, Said]] = [
        *catalogue.customers(source, "", known),
        *catalogue.relations(source, "", known),
        *catalogue.roles(source, "", known),
        *products,
        *statements.launched(source, {claim.product for _, claim in products}, known),
    ]
    return Record(
        known=known,
        members=members,
        facts=statements.periods(source, said, known),
        events={Fact("event", name): happening for name, happening in happenings(source, known).items()},
        names=_names(source, known),
    )


def _names(source: Source, known: date) -> dict[Fact, list[tuple[date, str, str]]]:
    """The full names of companies; a misprint, a short name or a logo is no other name."""
    found: dict[Fact, list[tuple[date, str, str]]] = defaultdict(list)
    for name, claim in source.name_claims(known):
        if isinstance(claim, NameClaim) and claim.kind == "full" and source.entities[claim.entity].kind in HOLDABLE:
            day = source.documents[claim.document].known_from
            found[Fact("name", claim.entity)].append((day, claim.name, name))
    return found


def snapshot(told: Record, at: date) -> Snapshot:
    """How it is on a day."""
    conditions: dict[Fact, Condition] = {}
    claims: dict[Fact, tuple[str, ...]] = {}
    settled: set[Fact] = set()
    for subject, condition, behind, certain in (
        *_members(told, at),
        *_facts(told, at),
        *_events(told, at),
        *_called(told, at),
    ):
        if condition is not None:
            conditions[subject] = condition
        claims[subject] = tuple(sorted(behind))
        if certain:
            settled.add(subject)
    return Snapshot(at, told.known, conditions, claims, frozenset(settled))


_Found: TypeAlias = "tuple[Fact, Condition | None, set[str], bool]"


def _presence(answer: Answer) -> Presence | None:
    if not answer.present:
        return None
    if answer.there is None:
        return "perhaps"
    if answer.there:
        return "there"
    return "planned" if answer.state == "planned" else "perhaps"  # unknown: it may be there


def _members(told: Record, at: date) -> Iterator[_Found]:
    for subject, stretches in told.members.items():
        answers = [(stretch[0].key, state_at(stretch, at)) for stretch in stretches]
        parts: list[Part] = []
        standing, classed = "", None
        for key, answer in answers:
            presence = _presence(answer)
            if presence is None:
                continue
            if isinstance(key, StandingKey):
                standing, classed = answer.standing, presence
            else:
                parts.append(Part(key.right, answer.share, answer.jointly_with, presence))
        every: list[Presence] = [part.presence for part in parts] + ([classed] if classed else [])
        presence = next((one for one in ("there", "perhaps", "planned") if one in every), None)
        condition = Condition(presence, tuple(sorted(parts, key=repr)), standing) if presence else None
        behind = {claim for _, answer in answers for claim in answer.claims}
        yield subject, condition, behind, all(answer.state in ("stated", "held", "ended") for _, answer in answers)


def _facts(told: Record, at: date) -> Iterator[_Found]:
    for subject, stretch in told.facts.items():
        answer = state_at(stretch, at)
        presence = _presence(answer)
        if presence == "perhaps" and answer.state == "unknown":
            presence = None  # before it was first seen nothing is said of it
        condition = Condition(presence) if presence else None
        yield subject, condition, set(answer.claims), answer.state in ("stated", "held", "ended")


def _events(told: Record, at: date) -> Iterator[_Found]:
    for subject, happening in told.events.items():
        stage, date_ = happening.stage, happening.date.written if happening.date else ""
        amounts = tuple(f"{amount.measure} {amount.value} {amount.unit}" for amount in happening.amounts)
        presence: Presence | None = "planned" if stage != "completed" else "there"
        if stage == "completed" and happening.when.by is not None and at < happening.when.by:
            presence = "perhaps" if happening.when.after is None or at > happening.when.after else None
        unconfirmed = ", unconfirmed" if happening.unconfirmed(at) else ""
        condition = Condition(presence, told=(f"{stage}{unconfirmed}", date_, *amounts)) if presence else None
        yield subject, condition, set(happening.claims), stage == "completed" and presence == "there"


def _called(told: Record, at: date) -> Iterator[_Found]:
    """What the latest document by a day calls a company."""
    for subject, names in told.names.items():
        latest = max((day for day, _, _ in names if day <= at), default=None)
        used = [(name, claim) for day, name, claim in names if day == latest]
        condition = Condition("there", told=tuple(sorted({"".join(core(name)) for name, _ in used}))) if used else None
        yield subject, condition, {claim for _, claim in used}, False


def names_behind(source: Source, claims: Iterable[str]) -> tuple[str, ...]:
    """The names that some claims give, as printed."""
    found = source.claims(claims).values()
    return tuple(sorted({claim.name for claim in found if isinstance(claim, NameClaim)}))
