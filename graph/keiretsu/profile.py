"""One entity at a glance: its stakes and standings with what is known of them on a day, and all that is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from keiretsu import catalogue, statements
from keiretsu.disputes import Dispute, about, disputes
from keiretsu.happenings import Happening, happenings
from keiretsu.lookup import EVER
from keiretsu.model import Conflict, Period, StakeKey, StandingKey
from keiretsu.states import Answer, may_cover, state_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from keiretsu.catalogue import Offer, Statement
    from keiretsu.claims import CustomerClaim, DiscrepancyClaim, IdentifierClaim, NameClaim, RelationClaim, RoleClaim
    from keiretsu.lookup import Source
    from keiretsu.model import Entity

__all__ = ["Held", "Profile", "Stakes", "profile", "stakes"]


@dataclass(frozen=True, slots=True)
class Held:
    """The periods of a stake that may cover the day, what is known of it on the day, and its conflicts."""

    periods: Sequence[Period]
    answer: Answer | None
    conflicts: Sequence[Conflict]


@dataclass(frozen=True, slots=True)
class Stakes:
    """Stakes and standings, each with its periods; without a day, with all of them."""

    stakes: Mapping[StakeKey, Held]
    standings: Mapping[StandingKey, Sequence[Period]]
    disputes: Sequence[Dispute] = ()

    def disputed(self, period: Period) -> list[Dispute]:
        """What a period rests on that documents differ about (C2)."""
        return [dispute for dispute in self.disputes if dispute.bears_on(period)]


@dataclass(frozen=True, slots=True)
class Profile:
    """What the known documents tell of one entity; with a day, what was so then or may have been.

    `answers` are what is known on that day of each claim's fact, `offered` of each product; empty without a day.
    """

    entity: Entity
    names: Sequence[Statement[NameClaim]]
    below: Stakes  # what it holds, and whom it classes
    above: Stakes  # who holds it, and who classes it
    events: Sequence[Happening]
    offers: Sequence[Offer]
    customers: Sequence[Statement[CustomerClaim]]
    relations: Sequence[Statement[RelationClaim]]
    roles: Sequence[Statement[RoleClaim]]
    identifiers: Sequence[Statement[IdentifierClaim]]
    disputes: Sequence[Dispute]
    discrepancies: Sequence[Statement[DiscrepancyClaim]]
    answers: Mapping[str, Answer]
    offered: Mapping[str, Answer]


def stakes(
    source: Source, at: date | None = None, known: date = EVER, *, company: str = "", holder: str = ""
) -> Stakes:
    """The stakes in a company, or those of a holder, and the standings that it has or gives."""
    periods = source.periods(known, company=company, holder=holder)
    behind = {claim for stretch in periods.values() for period in stretch for claim in period.claims}
    found = [*source.conflicts(known, company=company), *(source.conflicts(known, claims=behind) if behind else ())]
    conflicts = [c for c in dict.fromkeys(found) if _may_concern(c, company, holder)]
    for key in {c.key for c in conflicts if isinstance(c.key, StakeKey | StandingKey)} - set(periods):
        periods[key] = []  # all that is said of it has lost a conflict
    held: dict[StakeKey, Held] = {}
    standings: dict[StandingKey, Sequence[Period]] = {}
    for key in sorted(periods, key=repr):
        stretch = periods[key]
        shown = [period for period in stretch if at is None or may_cover(period, at)]
        if isinstance(key, StandingKey):
            standings[key] = shown
        else:
            answer = state_at(stretch, at) if at else None
            held[key] = Held(shown, answer, [c for c in conflicts if c.key == key])
    return Stakes(held, standings, disputes(source, conflicts, known))


def _may_concern(conflict: Conflict, company: str, holder: str) -> bool:
    """Whether a conflict is about these stakes, or about the day of an event on which they may rest."""
    key = conflict.key
    if isinstance(key, StakeKey | StandingKey):
        holds = key.holder if isinstance(key, StakeKey) else key.parent
        return (not company or key.company == company) and (not holder or holds == holder)
    return conflict.kind == "date"


def profile(source: Source, entity: str, at: date | None = None, known: date = EVER) -> Profile:
    """All that the known documents tell of one entity, on a day or through all time."""
    above = stakes(source, at, known, company=entity)
    offered = statements.offered(source, at, known) if at is not None else {}
    offers = (offer for offer in catalogue.offers(source, known).values() if offer.concerns(entity))
    called = [(name, claim) for name, claim in source.name_claims(known) if claim.entity == entity]
    names, naming = statements.on_day(source, called, at, known)
    customers, buying = statements.on_day(source, catalogue.customers(source, entity, known), at, known)
    relations, relating = statements.on_day(source, catalogue.relations(source, entity, known), at, known)
    roles, serving = statements.on_day(source, catalogue.roles(source, entity, known), at, known)
    identifiers, knowing = statements.on_day(source, catalogue.identifiers(source, entity, known), at, known)
    return Profile(
        entity=source.entities[entity],
        names=names,
        below=stakes(source, at, known, holder=entity),
        above=above,
        events=[h for h in happenings(source, known, at).values() if h.involves(entity)],
        offers=[o for o in offers if o.product.id not in offered or statements.may_be(offered[o.product.id])],
        customers=customers,
        relations=relations,
        roles=roles,
        identifiers=identifiers,
        disputes=about(source, entity, known),
        discrepancies=catalogue.discrepancies(source, entity, known),
        answers={**naming, **buying, **relating, **serving, **knowing},
        offered=offered,
    )
