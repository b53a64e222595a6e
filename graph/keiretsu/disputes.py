"""What is disputed, and what else is said: the conflicts of a dataset with what each of their claims says (C2).

An answer that rests on a conflict shows a mark and the other value; what a reader has recorded about the same lines is
tied to it, so that nobody takes one thing for two.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from keiretsu.claims import FigureClaim, HoldingClaim, StandingClaim
from keiretsu.dates import day_after, day_before
from keiretsu.errors import DataError
from keiretsu.lookup import EVER
from keiretsu.model import CONFLICTS, Conflict, EventKey, FigureKey, NameKey, Period, StakeKey, StandingKey

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from keiretsu.claims import Claim
    from keiretsu.dates import PartialDate
    from keiretsu.lookup import Source
    from keiretsu.network import Network
    from keiretsu.states import Answer

__all__ = [
    "Dispute",
    "Value",
    "about",
    "among",
    "by_claim",
    "by_event",
    "disputes",
    "of_group",
    "of_stake",
    "of_standing",
    "on_the_way",
]


@dataclass(frozen=True, slots=True)
class Value:
    """What one claim says of what is disputed; `when` is the date for which it says so, where that matters."""

    claim: str
    document: str
    text: str
    when: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Dispute:
    """A conflict with what each claim says, the followed one first; `recorded` are discrepancies about the same."""

    conflict: Conflict
    values: tuple[Value, ...]
    recorded: tuple[str, ...] = ()

    @property
    def others(self) -> tuple[str, ...]:
        """What is said otherwise than by the claim that is followed."""
        return self.others_than(self.conflict.prefers)

    def others_than(self, claim: str) -> tuple[str, ...]:
        """What is said otherwise than by one of the claims."""
        own = next((value.text for value in self.values if value.claim == claim), "")
        return tuple(dict.fromkeys(value.text for value in self.values if value.text != own))

    def bears_on(self, period: Period) -> bool:
        """Whether a period rests on this: on one of the claims, or because another says otherwise of its days."""
        if not self._about(period.key):
            return False
        first = period.since or (day_after(period.began.after) if period.began.after else date.min)
        last = day_before(period.ended.by) if period.ended is not None and period.ended.by else date.max
        touching = any(v.when and v.when.earliest <= last and first <= v.when.latest for v in self.values)
        return self._involves(period.claims) or touching

    def bears_on_day(self, key: StakeKey | StandingKey, answer: Answer, day: date) -> bool:
        """Whether the answer for a day rests on this: it would, or might, be another if the other claim were followed.

        What is stated or held on the ground of other claims is not in doubt because its beginning is.
        """
        if not self._about(key):
            return False
        if answer.state in ("ended", "changing"):
            return self._involves(answer.claims)
        dated = [value for value in self.values if value.when is not None]
        if any(value.claim in answer.claims or (value.when and day in value.when) for value in dated):
            return True
        if answer.state in ("planned", "not-yet", "unknown"):
            # What an overruled claim shows would have gone on from there.
            return self._involves(answer.claims) or any(value.when and value.when.earliest <= day for value in dated)
        return False

    def _about(self, key: StakeKey | StandingKey) -> bool:
        """Whether it is about this stake or standing; or about the day of an event, on which any may rest."""
        return self.conflict.key == key or self.conflict.kind == "date"

    def _involves(self, claims: Collection[str]) -> bool:
        return not set(claims).isdisjoint(self.conflict.claims)


def disputes(source: Source, conflicts: Iterable[Conflict], known: date = EVER) -> list[Dispute]:
    """Conflicts with what their claims say, in their own order. Raises DataError where a claim is not there."""
    found = list(conflicts)
    if not found:
        return []
    claims = source.claims(name for conflict in found for name in conflict.claims)
    for conflict in found:
        for name in conflict.claims:
            if name not in claims:
                raise DataError(f"conflict {conflict.id} involves claim {name}, which the dataset does not hold")
    records = _records(source, known)
    return [_dispute(source, conflict, claims, records) for conflict in found]


def about(source: Source, entity: str = "", known: date = EVER) -> list[Dispute]:
    """The conflicts about one entity: its stakes and standings, its names and figures, and the events it is part of."""
    from keiretsu.happenings import happenings

    found = source.conflicts(known)
    if entity:
        events = {name for name, happening in happenings(source, known).items() if happening.involves(entity)}
        found = [conflict for conflict in found if _concerns(conflict, entity, events)]
    # One kind after the other, what is about one thing together.
    found.sort(key=lambda c: (CONFLICTS.index(c.kind), repr(c.key), c.claims))
    return disputes(source, found, known)


def of_group(source: Source, known: date = EVER) -> list[Dispute]:
    """The conflicts on which a group on a day may rest: those about stakes and standings, and the days of events."""
    kinds = ("stake", "standing", "date")
    return disputes(source, [c for c in source.conflicts(known) if c.kind in kinds], known)


def of_stake(found: Iterable[Dispute], key: StakeKey, answer: Answer, day: date) -> list[Dispute]:
    """Those on which the answer about a stake on a day rests."""
    return [dispute for dispute in found if dispute.bears_on_day(key, answer, day)]


def of_standing(found: Iterable[Dispute], company: str, answer: Answer, day: date) -> list[Dispute]:
    """Those on which the answer about a company's standing on a day rests."""
    keys = ((dispute, dispute.conflict.key) for dispute in found)
    return [
        dispute
        for dispute, key in keys
        if (isinstance(key, EventKey) or (isinstance(key, StandingKey) and key.company == company))
        and dispute.bears_on_day(key if isinstance(key, StandingKey) else StandingKey("", company), answer, day)
    ]


def among(found: Iterable[Dispute], claims: Collection[str]) -> list[Dispute]:
    """Those that involve one of some claims: what rests on these may be otherwise."""
    return [dispute for dispute in found if not set(claims).isdisjoint(dispute.conflict.claims)]


def on_the_way(found: Sequence[Dispute], graph: Network, holder: str, company: str) -> list[Dispute]:
    """Those on which a stake of the day rests that lies on a chain from a holder down to a company."""
    if not found or holder not in graph or company not in graph:
        return []
    import networkx as nx  # a history does not pay for it

    links: nx.DiGraph[Any] = nx.DiGraph(graph)
    inside = ({holder} | nx.descendants(links, holder)) & ({company} | nx.ancestors(links, company))
    day: date = graph.graph["at"]
    way: dict[str, Dispute] = {}
    for one, other, right, data in graph.subgraph(inside).edges(keys=True, data=True):
        way |= {d.conflict.id: d for d in of_stake(found, StakeKey(one, other, right), data["answer"], day)}
    return [dispute for dispute in found if dispute.conflict.id in way]


def by_event(found: Iterable[Dispute]) -> dict[str, list[Dispute]]:
    """The disputes about the date or an amount of each event."""
    events: dict[str, list[Dispute]] = defaultdict(list)
    for dispute in found:
        if isinstance(dispute.conflict.key, EventKey):
            events[dispute.conflict.key.event].append(dispute)
    return dict(events)


def by_claim(found: Iterable[Dispute]) -> dict[str, list[Dispute]]:
    """The disputes in which each claim is involved."""
    claims: dict[str, list[Dispute]] = defaultdict(list)
    for dispute in found:
        for name in dispute.conflict.claims:
            claims[name].append(dispute)
    return dict(claims)


def _concerns(conflict: Conflict, entity: str, events: Collection[str]) -> bool:
    key = conflict.key
    if isinstance(key, EventKey):
        return key.event in events
    if isinstance(key, FigureKey):
        return entity in (key.subject, key.segment)
    return entity == (key.entity if isinstance(key, NameKey) else key.company)


Lines: TypeAlias = "set[tuple[str, int]]"


@dataclass(slots=True)
class _Record:
    """A discrepancy that a reader recorded: the lines that it cites, and the entity or event that it is about."""

    lines: Lines
    about: str


def _records(source: Source, known: date) -> dict[str, _Record]:
    """The discrepancies by id that are known on a day: when all that they cite is published."""
    rows = source.select(
        "SELECT ?c ?d ?first ?last ?about WHERE { "
        "?c a kei:DiscrepancyClaim ; kei:place|(kei:against/kei:place) ?place . "
        "?place kei:inDocument ?d ; kei:firstLine ?first ; kei:lastLine ?last . "
        "OPTIONAL { ?c kei:subject|kei:event ?about } }"
    )
    found: dict[str, _Record] = {}
    for claim, document, first, last, about in rows:
        name = source.names.id(str(claim))
        record = found.setdefault(name, _Record(set(), source.names.id(about) if about else ""))
        record.lines.update(
            (source.names.id(str(document)), line) for line in range(int(str(first)), int(str(last)) + 1)
        )
    published = {name for name, document in source.documents.items() if document.known_from <= known}
    return {name: found[name] for name in sorted(found) if {document for document, _ in found[name].lines} <= published}


def _dispute(
    source: Source, conflict: Conflict, claims: Mapping[str, Claim], records: Mapping[str, _Record]
) -> Dispute:
    from keiretsu.sentences import told_of  # a look-up that meets no conflict should not pay for it

    order = {document: number for number, document in enumerate(source.documents)}
    told = [(name, claims[name]) for name in conflict.claims]
    told.sort(key=lambda one: (one[0] != conflict.prefers, order.get(one[1].document, 0), one[1].places, one[0]))
    values = tuple(Value(name, claim.document, told_of(conflict.key, claim), _when(claim)) for name, claim in told)
    followed = {line for name, claim in told if name == conflict.prefers for line in _lines(claim)}
    others = {line for name, claim in told if name != conflict.prefers for line in _lines(claim)}
    recorded = tuple(name for name, record in records.items() if _same(conflict, followed, others, record))
    return Dispute(conflict, values, recorded)


def _when(claim: Claim) -> PartialDate | None:
    if isinstance(claim, HoldingClaim | StandingClaim):
        return claim.as_of or claim.from_ or claim.until
    return None


def _lines(claim: Claim) -> Lines:
    """The lines that a claim stands on; a figure's other lines are those of its headings, and many share them."""
    if isinstance(claim, FigureClaim):
        return {(claim.document, claim.line)}
    return {(claim.document, number) for place in claim.places for number in range(place.first, place.last + 1)}


def _same(conflict: Conflict, followed: Lines, others: Lines, record: _Record) -> bool:
    """Whether a record tells of a conflict: it cites both sides, or one of them and the very event or name."""
    key = conflict.key
    about = key.event if isinstance(key, EventKey) else key.entity if isinstance(key, NameKey) else None
    one, other = not record.lines.isdisjoint(followed), not record.lines.isdisjoint(others)
    return (one or other) if record.about == about else (one and other)
