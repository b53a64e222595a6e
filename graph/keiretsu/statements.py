"""Customers, relations, posts, products, names and identifiers through time, by the rules that standings follow.

That somebody is a customer is dated like a standing (T3, T4, T5, T7, T9): one document sees it on a day, another says
when it began or ended. What several claims say alike is one fact, and its periods come from the same timeline.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from keiretsu import catalogue
from keiretsu.claims import (
    CustomerClaim,
    EventClaim,
    IdentifierClaim,
    NameClaim,
    ProductClaim,
    RelationClaim,
    RoleClaim,
    StandingClaim,
)
from keiretsu.lookup import EVER
from keiretsu.states import Answer, state_at
from keiretsu.timeline import periods_known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from keiretsu.lookup import Source
    from keiretsu.model import Document, Period

__all__ = ["Fact", "Said", "fact", "launched", "may_be", "offered", "on_day", "periods"]

Said: TypeAlias = CustomerClaim | RelationClaim | RoleClaim | ProductClaim | NameClaim | IdentifierClaim
_Some = TypeVar("_Some", bound=Said)
# What nobody is before being established (T11); a company may have its name before.
_LIVED = ("customer", "relation", "post")


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """What is or is not so on a day: `who` is a customer `of` somebody; `words` say of which kind and for what."""

    kind: str
    who: str
    of: str = ""
    words: tuple[str, ...] = ()
    products: tuple[str, ...] = ()


def fact(claim: Said) -> Fact:
    """The fact that a claim speaks of; a purpose is worded anew each time and tells no two facts apart."""
    if isinstance(claim, CustomerClaim):
        return Fact("customer", claim.customer, claim.supplier, (claim.kind,), claim.product)
    if isinstance(claim, RelationClaim):
        return Fact("relation", claim.object, claim.subject, (claim.relation,), claim.product)
    if isinstance(claim, RoleClaim):
        return Fact("post", claim.person, claim.organization, (claim.post,))
    if isinstance(claim, ProductClaim):
        return Fact("product", claim.product)
    if isinstance(claim, NameClaim):
        return Fact("name", claim.entity, "", (claim.kind, claim.name))
    return Fact("identifier", claim.entity, "", (claim.scheme, claim.identifier))


def periods(source: Source, said: Iterable[tuple[str, Said]], known: date = EVER) -> dict[Fact, list[Period]]:
    """When each fact was so: its periods as known on a day, in order, with the claims that say so."""
    told: dict[Fact, list[tuple[str, Said]]] = defaultdict(list)
    for name, claim in said:
        told[fact(claim)].append((name, claim))
    lives = _lives(source, known) if any(one.kind in _LIVED for one in told) else {}
    return {one: _derived(source, one, told[one], lives, known) for one in sorted(told)}


def on_day(
    source: Source, said: Sequence[tuple[str, _Some]], at: date | None, known: date = EVER
) -> tuple[list[tuple[str, _Some]], dict[str, Answer]]:
    """The claims whose facts are so or may be so on a day, and what is known of each, by claim; without a day, all.

    What has certainly ended by then, or certainly not begun, is left out.
    """
    if at is None:
        return list(said), {}
    found = {one: state_at(stretch, at) for one, stretch in periods(source, said, known).items()}
    answers = {name: answer for name, claim in said if may_be(answer := found[fact(claim)])}
    return [(name, claim) for name, claim in said if name in answers], answers


def may_be(answer: Answer) -> bool:
    """Whether something is so on a day, or may be."""
    return answer.state not in ("ended", "not-yet")


def offered(source: Source, at: date, known: date = EVER) -> dict[str, Answer]:
    """What is known of each product on a day, by its id, from what is said of it and of its launch."""
    said = catalogue.products(source, known)
    launches = launched(source, catalogue.offers(source, known), known)
    return {one.who: state_at(stretch, at) for one, stretch in periods(source, [*said, *launches], known).items()}


def launched(source: Source, products: Iterable[str], known: date = EVER) -> Iterator[tuple[str, ProductClaim]]:
    """What launches say of when products began, as claims about them by the ids of the tellings.

    A plan stays one; what is launched and undated was there by the publication of the telling (T1).
    """
    wanted = set(products)
    for event, told in source.event_claims(known).items():
        for name, claim in told if source.events[event].kind == "launch" else ():
            if claim.stage not in ("planned", "completed"):
                continue  # that a launch is announced or under way dates nothing
            published = source.documents[claim.document].published
            undated = claim.date is None and claim.stage == "completed"
            for part in claim.participants:
                if part.role == "product" and part.entity in wanted:
                    yield (
                        name,
                        ProductClaim(
                            document=claim.document,
                            places=claim.places,
                            basis=claim.basis,
                            product=part.entity,
                            as_of=published if undated else None,
                            from_=claim.date,
                            mode="planned" if claim.stage == "planned" else "actual",
                        ),
                    )


def _lives(source: Source, known: date) -> Mapping[str, list[EventClaim]]:
    """What says when somebody was established or absorbed."""
    lives: dict[str, list[EventClaim]] = defaultdict(list)
    for told in source.event_claims(known).values():
        for _, claim in told:
            for part in claim.participants:
                if part.role in ("established", "absorbed") and part.entity:
                    lives[part.entity].append(claim)
    return lives


def _derived(
    source: Source, one: Fact, told: Sequence[tuple[str, Said]], lives: Mapping[str, list[EventClaim]], known: date
) -> list[Period]:
    dated = [(name, _as_standing(one, name, claim, source.documents[claim.document])) for name, claim in told]
    seen = [standing.as_of.latest for _, standing in dated if standing.as_of is not None]
    if one.kind == "product":
        # A launch of what was there before is one of a part or a version of it, and begins nothing.
        first = min(seen, default=EVER)
        products = {claim.id for _, claim in told}
        dated = [(n, s) for n, s in dated if n in products or not s.from_ or s.from_.earliest <= first]
    named = {standing.id: name for name, standing in dated}
    life = {claim.id: claim for end in (one.who, one.of) if one.kind in _LIVED for claim in lives.get(end, ())}
    found = periods_known([*(standing for _, standing in dated), *life.values()], source.documents.values(), known)
    found.sort(key=lambda p: (p.began.after or date.min, p.state != "planned", p.began.by or EVER))
    return [replace(p, claims=tuple(sorted({named.get(claim, claim) for claim in p.claims}))) for p in found]


def _as_standing(one: Fact, name: str, claim: Said, document: Document) -> StandingClaim:
    """A claim as the timeline reads it; its note keeps apart what differs in nothing else."""
    plain = StandingClaim(
        document=claim.document,
        places=claim.places,
        basis=claim.basis,
        note=name,
        parent=one.of,
        company=one.who,
        standing=one.kind,
    )
    if isinstance(claim, NameClaim | IdentifierClaim):  # an observation of the day of publication (T5)
        return replace(plain, as_of=document.published, dated="publication")
    return replace(
        plain,
        as_of=claim.as_of,
        from_=claim.from_,
        until=claim.until,
        dated=claim.dated,
        mode=claim.mode,
        corrects=claim.corrects,
    )
