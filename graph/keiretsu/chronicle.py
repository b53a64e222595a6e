"""Everything dated about one entity, in order.

It restates nothing: the entries of stakes, standings and facts are the boundaries of their periods and what was seen
in them, those of events are the happenings.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from keiretsu import catalogue, statements
from keiretsu.claims import EventClaim, HoldingClaim, ListingClaim
from keiretsu.dates import PartialDate, Window
from keiretsu.entries import Entry
from keiretsu.happenings import Happening, stages
from keiretsu.lookup import EVER
from keiretsu.model import Period, StakeKey, StandingKey
from keiretsu.statements import Fact, Said
from keiretsu.values import Held, Value, relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from keiretsu.claims import Basis, Claim, IdentifierClaim, NameClaim
    from keiretsu.lookup import Source

__all__ = ["chronicle"]


def chronicle(source: Source, entity: str, known: date = EVER) -> tuple[Entry, ...]:
    """Everything dated that known documents tell of an entity, in order (T10).

    Its stakes and those that others hold in it, standings that it has and gives, events in which it plays a part,
    launches of its products and when these began, ended or are planned to; customers, relations and posts; each name
    and identifier in the document that first uses it. A product's own chronicle also has every date at which it is
    seen. Figures have no place in it: their periods are what they measure, not when something happened.
    """
    stakes = _stakes(source, entity, known)
    offers = [offer for offer in catalogue.offers(source, known).values() if offer.concerns(entity)]
    products = {offer.product.id for offer in offers}
    said: list[tuple[str, Said]] = [
        *catalogue.customers(source, entity, known),
        *catalogue.relations(source, entity, known),
        *catalogue.roles(source, entity, known),
        *((n, c) for n, c in catalogue.products(source, known) if c.product in products),
    ]
    facts = statements.periods(source, said, known)
    every = [period for stretch in (*stakes.values(), *facts.values()) for period in stretch]
    told = source.claims(claim for period in every for claim in period.claims)
    entries = [
        *(e for key, stretch in stakes.items() for e in _turns(source, key, stretch, told)),
        *(e for one, stretch in facts.items() for e in _turns(source, one, stretch, told) if _belongs(e, told, entity)),
        *_events(source, entity, products, known),
        *_first_uses(source, entity, known),
    ]
    return tuple(sorted(entries, key=lambda entry: entry.order))


def _stakes(source: Source, entity: str, known: date) -> dict[StakeKey | StandingKey, list[Period]]:
    found = source.periods(known, company=entity) | source.periods(known, holder=entity)
    joint = {
        claim.company
        for claim in source.all_claims("HoldingClaim").values()
        if isinstance(claim, HoldingClaim) and entity in claim.jointly_with and source.known(claim, known)
    }
    for company in sorted(joint):
        for key, stretch in source.periods(known, company=company).items():
            if any(entity in period.jointly_with for period in stretch):
                found[key] = stretch
    return found


# --- stakes, standings and facts: the boundaries of their periods, and what was seen in them -------------------------


def _kind(what: StakeKey | StandingKey | Fact) -> str:
    return "stake" if isinstance(what, StakeKey) else "standing" if isinstance(what, StandingKey) else what.kind


def _turns(
    source: Source, what: StakeKey | StandingKey | Fact, stretch: Sequence[Period], told: Mapping[str, Claim]
) -> Iterator[Entry]:
    """Each boundary of a period once, each date at which it is seen, and each plan."""

    def entry(when: Window, step: str, names: Iterable[str], basis: Basis, **more: Any) -> Entry:
        claims = tuple(sorted(set(names)))
        said = {told[name].document for name in claims}
        documents = tuple(name for name in source.documents if name in said)
        return Entry(when, _kind(what), step, what, basis, claims, documents, **more)

    def written(when: Window, names: Iterable[str], *fields: str) -> PartialDate | None:
        """The date that a claim writes of it, where the window is neither wider nor narrower."""
        dates = (getattr(told[name], field, None) for name in names for field in fields)
        return min((one for one in dates if one is not None and one.window == when), default=None)

    actual = [period for period in stretch if period.state != "planned"]
    for number, period in enumerate(actual):
        last = actual[number - 1] if number else None
        before = last if last is not None and last.ended == period.began else None
        step = "began" if before is None else "specified" if _specified(before, period) else "changed"
        names = (*period.claims, *(before.claims if before else ()))
        more: dict[str, Any] = {"before": before, "after": period, "written": written(period.began, names, *_TURNS)}
        yield entry(period.began, step, names, _basis(told[name] for name in period.claims), **more)
        for when, latest in _seen(period):
            said = [name for name in period.claims if _date_of(told[name]) == when] or period.claims
            more = {"after": period, "written": when}
            step = "last-seen" if latest else "seen"
            yield entry(when.window, step, said, _basis(told[name] for name in said), **more)
        follows = number + 1 < len(actual) and actual[number + 1].began == period.ended
        if period.ended is not None and not follows:
            absent = tuple(name for name in period.claims if _leaves_out(told[name], what, period))
            more = {"before": period, "written": written(period.ended, period.claims, *_TURNS), "absent_from": absent}
            yield entry(period.ended, "ended", period.claims, period.basis, **more)
    for plan in stretch:
        if plan.state == "planned":
            more = {"after": plan, "since": plan.since, "fulfilled": plan.ended}
            more["written"] = written(plan.began, plan.claims, "from_", "as_of")
            yield entry(plan.began, "planned", plan.claims, plan.basis, **more)


_TURNS = ("from_", "until")


def _basis(claims: Iterable[Claim]) -> Basis:
    """Stated where a claim says it so; a listing or an event only bounds when."""
    said = [claim for claim in claims if not isinstance(claim, ListingClaim | EventClaim)]
    return "stated" if any(claim.basis == "stated" for claim in said) else "inferred"


def _specified(before: Period, period: Period) -> bool:
    """Whether the later says only more than the earlier (T11): then its window opens where the earlier one's does."""
    opens_alike = period.began.after == before.began.after
    return opens_alike and relation(_value(before), _value(period)) == "narrower"


def _value(period: Period) -> Value:
    if period.standing:
        return None if period.standing == "group-member" else period.standing
    return Held(period.share, period.jointly_with) if period.share is not None else None


def _seen(period: Period) -> Iterator[tuple[PartialDate, bool]]:
    """The dates at which it is seen, and whether one is the last evidence of what has no known end."""
    last = PartialDate.parse(period.last_evidence) if period.last_evidence and period.ended is None else None
    for when in period.observed:
        yield when, when == last
    if last is not None and last not in period.observed:
        yield last, True


def _date_of(claim: Claim) -> PartialDate | None:
    """The date of what a claim about a stretch of time says, whichever it gives."""
    return next((w for name in ("as_of", "from_", "until") if (w := getattr(claim, name, None)) is not None), None)


def _leaves_out(claim: Claim, what: StakeKey | StandingKey | Fact, period: Period) -> bool:
    """Whether a claim is a listing that shows by an absence that a period has ended (T8)."""
    if not isinstance(claim, ListingClaim) or isinstance(what, Fact) or what.company in claim.members:
        return False
    return period.seen is None or claim.as_of.earliest > period.seen


def _belongs(entry: Entry, told: Mapping[str, Claim], entity: str) -> bool:
    """Of a fact: a beginning where a document dates it, for else its first sighting says all; a product's sightings."""
    if entry.step == "began":
        return any(getattr(told[name], "from_", None) is not None for name in entry.claims)
    its_own = isinstance(entry.what, Fact) and entry.what.who == entity
    return its_own or entry.kind != "product" or entry.step not in ("seen", "last-seen")


# --- events ----------------------------------------------------------------------------------------------------------


def _events(source: Source, entity: str, products: set[str], known: date) -> Iterator[Entry]:
    """Each event once for each stage that is told of it: agreed, then planned, then completed."""
    for told in stages(source, known).values():
        launch = told[0].event.kind == "launch"
        launches = launch and any(products & set(one.entities("product")) for one in told)
        if not launches and not any(one.involves(entity) for one in told):
            continue
        furthest = told[-1]
        for one in told:
            when = _when(source, one)
            if one is not furthest and not _came_before(when, one, furthest):
                continue
            yield Entry(
                when,
                "launch" if launch else "event",
                one.stage,
                one,
                one.basis,
                one.claims,
                one.documents,
                written=one.date,
                since=one.since if one.stage == "planned" else None,
                fulfilled=furthest.when if one is not furthest else None,
            )


def _came_before(when: Window, one: Happening, furthest: Happening) -> bool:
    """Whether a stage that something further is told of is a day of its own; without a date, whether it was earlier."""
    if one.date is not None:
        return when != furthest.when
    return when.by is not None and (furthest.when.by is None or when.by < furthest.when.by)


def _when(source: Source, one: Happening) -> Window:
    """What is announced, agreed or under way, and undated, is so by the publication of its first telling."""
    if one.date is None and one.stage not in ("planned", "completed"):
        return Window(None, min(source.documents[name].published.latest for name in one.documents))
    return one.when


# --- names and identifiers -------------------------------------------------------------------------------------------


def _first_uses(source: Source, entity: str, known: date) -> Iterator[Entry]:
    """Each name and identifier in the first known document that uses it."""
    said: list[tuple[str, NameClaim | IdentifierClaim]] = [
        *((name, claim) for name, claim in source.name_claims(known) if claim.entity == entity),
        *catalogue.identifiers(source, entity, known),
    ]
    used: dict[tuple[Fact, str], list[tuple[str, Claim]]] = {}
    for name, claim in said:
        used.setdefault((statements.fact(claim), claim.document), []).append((name, claim))
    seen: set[Fact] = set()
    order = list(source.documents)
    for one, document in sorted(used, key=lambda use: (order.index(use[1]), use[0])):
        if one in seen:
            continue
        seen.add(one)
        told = used[one, document]
        published = source.documents[document].published
        yield Entry(
            published.window,
            one.kind,
            "first-seen",
            one,
            _basis(claim for _, claim in told),
            tuple(sorted(name for name, _ in told)),
            (document,),
            written=published,
        )
