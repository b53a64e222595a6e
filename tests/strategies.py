"""Shared Hypothesis strategies, and the small tools that tests of time share."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from hypothesis import strategies as st

from keiretsu.claims import (
    Amount,
    Claim,
    Counterpart,
    CustomerClaim,
    DiscrepancyClaim,
    EventClaim,
    FigureClaim,
    HoldingClaim,
    IdentifierClaim,
    ListingClaim,
    NameClaim,
    Participant,
    Place,
    ProductClaim,
    RelationClaim,
    RoleClaim,
    StandingClaim,
)
from keiretsu.dates import PartialDate, Window
from keiretsu.model import (
    Conflict,
    Document,
    Dossier,
    Entity,
    Event,
    Period,
    StakeKey,
    StandingKey,
)
from keiretsu.shares import Share
from keiretsu.states import Answer, state_at
from keiretsu.timeline import Timeline, derive
from keiretsu.units import UNITS, measures
from keiretsu.vocab import CONCEPTS

FIRST, LAST = date(2008, 1, 1), date(2011, 12, 31)
FAR = date(2999, 12, 31)
HOLDERS, COMPANIES = ("p", "q", "r"), ("c", "d")
ENTITIES = (*HOLDERS, *COMPANIES)
EVENTS = ("e1", "e2")
BASE = "https://example.org/kei/"
Key = StakeKey | StandingKey


# --- dates and shares ------------------------------------------------------------------------------------------------


def each_day(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]


@st.composite
def days(draw: st.DrawFn, first: date = FIRST, last: date = LAST) -> date:
    """Days of a few years; the first and last of months are frequent, so that dates meet and nest."""
    day = draw(st.dates(first, last))
    kind = draw(st.sampled_from(("any", "first", "last", "middle")))
    end = calendar.monthrange(day.year, day.month)[1]
    number = {"any": day.day, "first": 1, "last": end, "middle": 15}[kind]
    return min(max(day.replace(day=number), first), last)


def written(day: date, precision: str) -> str:
    return day.isoformat()[: {"year": 4, "month": 7, "day": 10}[precision]]


PRECISIONS = st.sampled_from(("year", "month", "day"))


@st.composite
def partial_dates(draw: st.DrawFn, first: date = FIRST, last: date = LAST) -> PartialDate:
    """A year, a month, a day or an interval."""
    precision, day = draw(PRECISIONS), draw(days(first, last))
    if draw(st.integers(0, 3)):
        return PartialDate.parse(written(day, precision))
    one, other = sorted((day, draw(days(first, last))))
    return PartialDate.parse(f"{written(one, precision)}/{written(other, precision)}")


@st.composite
def dates_around(draw: st.DrawFn, day: date) -> PartialDate:
    """A partial date of which a day is one of the days."""
    kind = draw(st.sampled_from(("day", "day", "month", "month", "year", "interval")))
    if kind != "interval":
        return PartialDate.parse(written(day, kind))
    before, after = draw(st.integers(0, 200)), draw(st.integers(0, 200))
    return PartialDate.parse(f"{day - timedelta(before)}/{day + timedelta(after)}")


def windows() -> st.SearchStrategy[Window]:
    pairs = st.tuples(st.none() | days(), st.none() | days())
    return pairs.filter(lambda p: p[0] is None or p[1] is None or p[0] < p[1]).map(lambda p: Window(*p))


@st.composite
def percentages(draw: st.DrawFn) -> Decimal:
    if draw(st.booleans()):
        return Decimal(draw(st.sampled_from(("0", "20", "24.5", "25", "50", "51", "60.2", "99.9", "100"))))
    places = draw(st.integers(0, 10))
    return Decimal(draw(st.integers(0, 100 * 10**places))).scaleb(-places)


@st.composite
def shares(draw: st.DrawFn) -> Share:
    """Exact ones mostly, and bounded ones with open and closed ends."""
    low = draw(percentages())
    if draw(st.integers(0, 2)):
        return Share.exactly(low)
    low, high = sorted((low, draw(percentages())))
    if low == high:
        return Share.exactly(low)
    return Share(low, high, draw(st.booleans()), draw(st.booleans()))


# --- claims ----------------------------------------------------------------------------------------------------------


def texts(most: int = 30) -> st.SearchStrategy[str]:
    return st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=most).filter(str.strip)


def words(scheme: str) -> st.SearchStrategy[Any]:
    return st.sampled_from(sorted(CONCEPTS[scheme]))


@st.composite
def places(draw: st.DrawFn) -> tuple[Place, ...]:
    """Places of one document: the lines of a place say its section."""
    found = draw(st.lists(st.tuples(st.integers(1, 99), st.integers(0, 9)), min_size=1, max_size=3, unique=True))
    return tuple(sorted(Place(first, first + more, f"Part {first // 10}") for first, more in found))


@st.composite
def cited(draw: st.DrawFn, documents: Sequence[str]) -> dict[str, Any]:
    """What every claim carries."""
    basis = draw(st.sampled_from(("stated", "stated", "inferred")))
    return {
        "document": draw(st.sampled_from(documents)),
        "places": draw(places()),
        "basis": basis,
        "note": draw(texts()) if basis == "inferred" else draw(st.just("") | texts()),
        "printed": tuple(sorted(draw(st.sets(texts(9), max_size=2)))),
    }


@st.composite
def timed(draw: st.DrawFn, documents: Sequence[str]) -> dict[str, Any]:
    """An observation, an effect, or a plan."""
    kind = draw(st.sampled_from(("as_of", "as_of", "as_of", "from_", "until", "both", "planned", "planned-undated")))
    fields: dict[str, Any] = {}
    if kind == "both":
        fields["from_"], fields["until"] = sorted((draw(partial_dates()), draw(partial_dates())))
    elif kind == "planned":
        fields = {"mode": "planned", draw(st.sampled_from(("as_of", "from_"))): draw(partial_dates())}
    elif kind == "planned-undated":
        fields = {"mode": "planned"}
    else:
        fields = {kind: draw(partial_dates())}
    if fields.get("as_of"):
        fields["dated"] = draw(st.sampled_from(("", "publication")))
    fields["event"] = draw(st.sampled_from(("", *EVENTS)))
    fields["corrects"] = draw(st.sampled_from(("", "", "", *documents)))
    return fields


@st.composite
def holdings(draw: st.DrawFn, documents: Sequence[str] = ("d1",)) -> HoldingClaim:
    holder, company = draw(st.sampled_from(HOLDERS)), draw(st.sampled_from(COMPANIES))
    when = draw(timed(documents))
    others = [name for name in HOLDERS if name != holder]
    return HoldingClaim(
        holder=holder,
        company=company,
        share=draw(st.none() | shares()),
        before=draw(st.none() | shares()) if when.get("from_") else None,
        indirect=draw(st.none() | percentages()),
        right=draw(st.sampled_from(("unspecified", "unspecified", "votes"))),
        route=draw(words("route")),
        jointly_with=tuple(sorted(draw(st.sets(st.sampled_from(others), max_size=2)))) if draw(st.booleans()) else (),
        **when,
        **draw(cited(documents)),
    )


@st.composite
def standings(draw: st.DrawFn, documents: Sequence[str] = ("d1",)) -> StandingClaim:
    return StandingClaim(
        parent=draw(st.sampled_from(HOLDERS)),
        company=draw(st.sampled_from(COMPANIES)),
        standing=draw(words("standing")),
        **draw(timed(documents)),
        **draw(cited(documents)),
    )


@st.composite
def tables(draw: st.DrawFn, documents: Sequence[str] = ("d1",)) -> list[Claim]:
    """A listing and the standings and holdings of its rows."""
    common, when, parent = draw(cited(documents)), draw(partial_dates()), draw(st.sampled_from(HOLDERS))
    covers = tuple(sorted(draw(st.sets(words("standing"), min_size=1))))
    members = tuple(sorted(draw(st.sets(st.sampled_from(COMPANIES)))))
    whole = ListingClaim(
        parent=parent,
        title="Group",
        covers=covers,
        complete=draw(words("basis")),
        members=members,
        as_of=when,
        dated=draw(st.sampled_from(("", "publication"))),
        **common,
    )
    rows: list[Claim] = [whole]
    for name in members:
        told = {"as_of": when, "dated": whole.dated, "listing": whole.id, **common, "printed": ()}
        rows.append(StandingClaim(parent=parent, company=name, standing=draw(st.sampled_from(covers)), **told))
        if (share := draw(st.none() | shares())) is not None:
            rows.append(HoldingClaim(holder=parent, company=name, share=share, **told))
    return rows


@st.composite
def participants(draw: st.DrawFn, roles: st.SearchStrategy[str]) -> Participant:
    entity = draw(st.just("") | st.sampled_from(ENTITIES))
    return Participant(
        draw(roles),
        entity,
        draw(st.just("") | texts()) if entity else draw(texts()),
        draw(st.none() | st.integers(1, 9)),
        tuple(sorted(draw(st.sets(st.sampled_from(ENTITIES), max_size=2)))),
    )


def numbers() -> st.SearchStrategy[Decimal]:
    return st.tuples(st.integers(-(10**12), 10**12), st.integers(0, 6)).map(lambda p: Decimal(p[0]).scaleb(-p[1]))


@st.composite
def event_claims(draw: st.DrawFn, documents: Sequence[str] = ("d1",)) -> EventClaim:
    """Tellings of events; beginnings and ends of companies are frequent."""
    roles = st.sampled_from(("established", "absorbed")) | words("role")
    amounts = st.builds(Amount, texts(9), numbers(), texts(9))
    return EventClaim(
        event=draw(st.sampled_from(EVENTS)),
        stage=draw(st.sampled_from(("completed", "planned")) | words("stage")),
        date=draw(st.none() | partial_dates()),
        participants=tuple(draw(st.lists(participants(roles), max_size=3))),
        amounts=tuple(draw(st.lists(amounts, max_size=2))),
        location=draw(st.just("") | texts(9)),
        because_of=tuple(sorted(draw(st.sets(st.sampled_from(EVENTS), max_size=2)))),
        **draw(cited(documents)),
    )


@st.composite
def name_claims(draw: st.DrawFn, documents: Sequence[str] = ("d1",)) -> NameClaim:
    entity, kind = draw(st.sampled_from(ENTITIES)), draw(words("name"))
    return NameClaim(entity=entity, name=draw(texts()), kind=kind, **draw(cited(documents)))


@st.composite
def other_claims(draw: st.DrawFn, documents: Sequence[str] = ("d1",)) -> Claim:
    """Claims that no timeline follows from: products, customers, relations, posts, identifiers, discrepancies."""
    entity, some = st.sampled_from(ENTITIES), st.sets(st.sampled_from(ENTITIES), max_size=2)
    text, few = st.just("") | texts(9), st.sets(texts(9), max_size=2)

    def several(strategy: st.SearchStrategy[set[str]]) -> tuple[str, ...]:
        return tuple(sorted(draw(strategy)))

    common = draw(cited(documents))
    kind = draw(st.sampled_from(("product", "customer", "relation", "role", "identifier", "discrepancy", "figure")))
    if kind == "figure":
        aspect = draw(words("aspect"))
        return FigureClaim(
            subject=draw(entity),
            measure=draw(st.sampled_from(sorted(measures()))),
            value=Decimal(draw(st.integers(-(10**9), 10**9))).scaleb(-draw(st.integers(0, 3))),
            unit=draw(st.sampled_from(sorted(UNITS))),
            period=draw(partial_dates()),
            line=draw(st.integers(1, 99)),
            segment=draw(st.sampled_from(("", "c", "part"))),
            aspect=aspect,
            against=draw(partial_dates()) if aspect.startswith("change") else None,
            kind=draw(words("figure")),
            consolidation=draw(st.just("") | words("consolidation")),
            bound=draw(st.just("") | words("bound")),
            **common,
        )
    if kind == "identifier":
        scheme = draw(words("identifier"))
        return IdentifierClaim(entity=draw(entity), scheme=scheme, identifier=draw(texts(9)), **common)
    if kind == "discrepancy":
        other = st.builds(
            Counterpart, st.sampled_from(documents), places(), few.map(lambda found: tuple(sorted(found)))
        )
        about = draw(st.sampled_from(("entity", "about_event", "")))
        return DiscrepancyClaim(
            kind=draw(words("discrepancy")),
            what=draw(texts(9)),
            read=draw(texts(9)),
            entity=draw(entity) if about == "entity" else "",
            about_event=draw(st.sampled_from(EVENTS)) if about == "about_event" else "",
            against=tuple(draw(st.lists(other, max_size=2))),
            **common,
        )
    when = draw(timed(documents))
    if kind == "product":
        return ProductClaim(
            product=draw(entity),
            category=draw(text),
            provider=several(some),
            partner=several(some),
            technology=several(few),
            part_of=several(some),
            replaces=several(some),
            renamed_from=several(few),
            purpose=draw(text),
            **when,
            **common,
        )
    if kind == "customer":
        return CustomerClaim(
            customer=draw(entity),
            supplier=draw(entity),
            kind=draw(words("customer")),
            product=several(some),
            category=draw(text),
            purpose=draw(text),
            **when,
            **common,
        )
    if kind == "relation":
        return RelationClaim(
            subject=draw(entity),
            relation=draw(words("relation")),
            object=draw(entity),
            product=several(some),
            purpose=draw(text),
            **when,
            **common,
        )
    return RoleClaim(person=draw(entity), organization=draw(entity), post=draw(texts(9)), **when, **common)


def _one(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Claim]]:
    return strategy.map(lambda claim: [claim])


def groups_of_claims(documents: Sequence[str]) -> st.SearchStrategy[list[Claim]]:
    """One claim, or a table with its rows."""
    return st.one_of(
        _one(holdings(documents)),
        _one(holdings(documents)),
        _one(standings(documents)),
        _one(event_claims(documents)),
        tables(documents),
        _one(name_claims(documents)),
        _one(other_claims(documents)),
    )


@st.composite
def documents(draw: st.DrawFn, name: str = "d1") -> Document:
    month = st.integers(1, 12)
    return Document(
        id=name,
        title=draw(texts()),
        kind=draw(texts()),
        publisher=draw(st.sampled_from(ENTITIES)),
        published=draw(partial_dates()),
        file=f"{name}.txt",
        sha256="0" * 64,
        places=draw(places()),
        fiscal_year_end=draw(month),
        printed=tuple(sorted(draw(st.sets(texts(9), max_size=2)))),
        note=draw(st.just("") | texts()),
    )


@st.composite
def dossiers(draw: st.DrawFn, most: int = 8) -> Dossier:
    """A few claims of a few documents about the same few companies, so that they meet."""
    names = [f"d{number}" for number in range(1, draw(st.integers(1, 3)) + 1)]
    claims: dict[str, Claim] = {}
    for group in draw(st.lists(groups_of_claims(names), max_size=most)):
        claims |= {claim.id: claim for claim in group}
    entity = st.builds(Entity, st.none(), texts(), words("name").map(lambda _: "company"), st.booleans(), texts())
    return Dossier(
        id="test",
        title=draw(texts()),
        base=BASE,
        root="p",
        documents=tuple(draw(documents(name)) for name in names),
        entities=tuple(replace(draw(entity), id=name) for name in sorted(ENTITIES)),
        events=tuple(Event(name, draw(words("kind")), draw(texts())) for name in EVENTS),
        claims=tuple(claims[name] for name in sorted(claims)),
    )


# --- what follows from claims ----------------------------------------------------------------------------------------


def stake(holder: str, company: str, right: str = "unspecified") -> StakeKey:
    return StakeKey(holder, company, right)


def standing(parent: str, company: str) -> StandingKey:
    return StandingKey(parent, company)


def document(name: str = "d1", published: str = "2012") -> Document:
    return Document(name, "Told", "report", "p", PartialDate.parse(published), "a.txt", "0" * 64, (Place(1, 1),), 12)


def content(item: Period | Conflict) -> Period | Conflict:
    """A period or conflict without its record interval."""
    return replace(item, known_from=date.min, known_until=None)


@dataclass(frozen=True)
class Told:
    """What follows from claims: periods, answers and conflicts of one stake or standing, as known on a day."""

    claims: Sequence[Claim]
    documents: Sequence[Document]

    @cached_property
    def timeline(self) -> Timeline:
        """All periods and conflicts."""
        return derive(self.claims, self.documents)

    @property
    def keys(self) -> list[Key]:
        """Every stake and standing."""
        return sorted({period.key for period in self.timeline.periods}, key=repr)

    def periods(self, key: Key, known: date = FAR, *, planned: bool = True) -> list[Period]:
        """The periods of one key in order, as known on a day."""
        found = [p for p in self.timeline.periods if p.key == key and recorded(p, known)]
        found = [p for p in found if planned or p.state != "planned"]
        return sorted(found, key=lambda p: (p.began.by or date.max, p.seen or date.max))

    def conflicts(self, key: Key | None = None, known: date = FAR) -> list[Conflict]:
        """The conflicts as known on a day."""
        return [c for c in self.timeline.conflicts if (key is None or c.key == key) and recorded(c, known)]

    def at(self, key: Key, day: str | date, known: str | date = FAR) -> Answer:
        """The answer for a day."""
        day = day if isinstance(day, date) else date.fromisoformat(day)
        known = known if isinstance(known, date) else date.fromisoformat(known)
        return state_at(self.periods(key, known), day)

    def state(self, key: Key, day: str | date, known: str | date = FAR) -> tuple[str, str]:
        """The state of a day and the share as text."""
        answer = self.at(key, day, known)
        return answer.state, str(answer.share) if answer.share is not None else ""


def recorded(item: Period | Conflict, known: date) -> bool:
    return item.known_from <= known and (item.known_until is None or known < item.known_until)


def window(text: str) -> Window:
    """A window as the design writes it: `2010-03-01..2013-09-30`, `..2008-07-10`."""
    after, by = text.split("..")
    return Window(date.fromisoformat(after) if after else None, date.fromisoformat(by) if by else None)


# --- histories -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class History:
    """A hidden truth: one life of a stake whose share only rises (or only falls), and truthful claims about it.

    `steps` are the first days of the shares, `end` the first day without. Inertia (T6) is true of it: a share that
    was left does not come back. No two claims about different shares have dates that meet, except that an effect may
    contain observations of the two shares between which it changes; so the order of the claims is never in doubt.
    """

    steps: tuple[tuple[date, Decimal], ...]
    end: date | None
    claims: tuple[HoldingClaim, ...]

    def share(self, day: date) -> Decimal | None:
        """What is held on a day, None where nothing is."""
        if self.end is not None and day >= self.end:
            return None
        return next((share for first, share in reversed(self.steps) if first <= day), None)

    @property
    def changes(self) -> list[date]:
        """The first day of each share, and of its absence."""
        return [first for first, _ in self.steps] + ([self.end] if self.end else [])


@st.composite
def histories(draw: st.DrawFn) -> History:
    first_days = draw(st.lists(days(date(2008, 2, 1), date(2011, 11, 30)), min_size=2, max_size=5, unique=True))
    first_days.sort()
    pool = draw(st.lists(st.integers(1, 99), min_size=5, max_size=5, unique=True))
    pool.sort(reverse=draw(st.booleans()))
    end = first_days.pop() if draw(st.booleans()) else None
    steps = tuple((day, Decimal(share)) for day, share in zip(first_days, pool, strict=False))
    truth = History(steps, end, ())
    # (date, the steps whose shares it speaks of): an observation of step n is {n}, the change into it {n-1, n}.
    taken: list[tuple[PartialDate, frozenset[int]]] = []
    claims: dict[str, HoldingClaim] = {}
    last = len(steps)  # the number of "ended"
    for _ in range(draw(st.integers(1, 7))):
        number = draw(st.integers(0, last if end else last - 1))
        begun = end if number == last else steps[number][0]
        assert begun is not None
        fields: dict[str, Any]
        if number == last or draw(st.integers(0, 2)) == 0:
            when = draw(dates_around(begun))
            if sum(day in when for day in truth.changes) > 1:
                when = PartialDate.on(begun)  # T6 assumes no third share in the window of a change
            about = frozenset({number - 1, number})
            if number == last:
                fields = {"until": when, "share": Share.exactly(steps[-1][1])}
            else:
                before = Share.exactly(steps[number - 1][1]) if number else None
                fields = {"from_": when, "before": before, "share": Share.exactly(steps[number][1])}
        else:
            until = steps[number + 1][0] if number + 1 < len(steps) else end or LAST
            day = draw(st.dates(begun, max(begun, until - timedelta(1))))
            when, about = draw(dates_around(day)), frozenset({number})
            fields = {"as_of": when, "share": Share.exactly(steps[number][1])}
        met = [other for whole, other in taken if when.earliest <= whole.latest and whole.earliest <= when.latest]
        if all(about == other or about < other or other < about for other in met):
            taken.append((when, about))
            claim = HoldingClaim(document="d1", places=(Place(1, 1),), holder="p", company="c", **fields)
            claims[claim.id] = claim
    return replace(truth, claims=tuple(claims.values()))


# --- ownership -------------------------------------------------------------------------------------------------------


@st.composite
def acyclic_ownership(draw: st.DrawFn) -> dict[tuple[str, str], Fraction]:
    """Exact direct parts; owners come before what they own, and nobody is owned by more than the whole."""
    size = draw(st.integers(2, 7))
    parts: dict[tuple[str, str], Fraction] = {}
    for company in range(1, size):
        owners = draw(st.sets(st.integers(0, company - 1), max_size=3))
        weights = {owner: draw(st.integers(1, 40)) for owner in sorted(owners)}
        whole = max(100, sum(weights.values()))
        parts |= {(f"n{owner}", f"n{company}"): Fraction(weight, whole) for owner, weight in weights.items()}
    return parts


@st.composite
def bounded_ownership(draw: st.DrawFn) -> dict[tuple[str, str], tuple[Fraction, Fraction, Fraction]]:
    """Direct parts with loops: (lower bound, truth, upper bound); the truths of a company's owners stay below 1."""
    size = draw(st.integers(2, 5))
    parts: dict[tuple[str, str], tuple[Fraction, Fraction, Fraction]] = {}
    for company in range(size):
        owners = draw(st.sets(st.integers(0, size - 1).filter(lambda n, c=company: n != c), max_size=3))  # type: ignore[misc]
        for owner in sorted(owners):
            truth = draw(st.integers(1, 30))
            low, high = draw(st.integers(0, truth)), draw(st.integers(truth, 45))
            parts[f"n{owner}", f"n{company}"] = (Fraction(low, 100), Fraction(truth, 100), Fraction(high, 100))
    return parts


@st.composite
def tangled_ownership(draw: st.DrawFn) -> list[tuple[tuple[str, ...], str, Share | None]]:
    """Stakes (parties, company, share) with loops, self-holdings, joint, bounded and undisclosed ones.

    Nobody is owned by more than the whole; two holders, x and y, are held by nobody.
    """
    size = draw(st.integers(2, 6))
    names = ["x", "y", *(f"n{number}" for number in range(size))]
    stakes: list[tuple[tuple[str, ...], str, Share | None]] = []
    for company in names[2:]:
        left = 100
        for holder in sorted(draw(st.sets(st.sampled_from(names), max_size=3))):
            joint = draw(st.integers(0, 6)) == 0
            parties = tuple(sorted({holder, draw(st.sampled_from(names))})) if joint else (holder,)
            kind = draw(st.sampled_from(("exact", "exact", "exact", "bounded", "undisclosed")))
            part = min(draw(st.integers(1, 60) | st.sampled_from((50, 90, 100))), left)
            if kind == "undisclosed":
                stakes.append((parties, company, None))
            elif part:
                left -= part
                most = min(part + draw(st.integers(1, 40)), 100)
                most = most if kind == "bounded" else part
                stakes.append((parties, company, Share(Decimal(part), Decimal(most))))
    return stakes


def shuffled(items: Iterable[Any]) -> st.SearchStrategy[list[Any]]:
    return st.permutations(list(items))
