"""Who holds each company directly, as numbers: the bounds that effective ownership and control are computed from.

A column is one company: its holders' stakes and what nobody is named for, which together are the whole (S2). A share
that is held jointly is one stake of several parties (S6); an undisclosed one lies between 0 and what the others leave
(S7). Several rights are kept apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import networkx as nx

from keiretsu.errors import KeiretsuError
from keiretsu.uncollected import uncollected

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from keiretsu.network import Network
    from keiretsu.states import Answer

__all__ = [
    "UNNAMED",
    "Column",
    "Columns",
    "Definition",
    "LoopError",
    "Right",
    "Stake",
    "columns",
    "refuse_closed_loops",
]

# Who has what nobody is named for; no entity's id begins so.
UNNAMED: Final = "?"
Right: TypeAlias = Literal["shares", "votes"]
# What an effective share is (S4).
Definition: TypeAlias = Literal["look-through", "total", "first-arrival"]

# Which of a holder's stakes in a company speaks of a right: votes are those of the shares where nothing else is said
# (S5); of shares where only votes are stated no more is known than that there are some.
_SPEAKS: Final[dict[Right, tuple[str, ...]]] = {
    "shares": ("shares", "unspecified"),
    "votes": ("votes", "shares", "unspecified"),
}


class LoopError(KeiretsuError):
    """A loop of companies holds all of itself: its effective shares have no value (S4)."""


@dataclass(frozen=True, slots=True)
class Stake:
    """A direct stake of one party, or of several jointly, between `low` and `high` parts of 1.

    `open` says that it is more than `low`; `claims` are those behind it, `last_known` that they speak of an earlier
    day and nothing later is said (T7); `undisclosed` that no share of it is said.
    """

    parties: tuple[str, ...]
    low: Fraction
    high: Fraction
    open: bool = False
    claims: tuple[str, ...] = ()
    last_known: bool = False
    undisclosed: bool = False

    def moved(self, weights: Mapping[str, Fraction], most: bool) -> tuple[str, Fraction]:
        """The party whose part weighs most, or least, and that weight; each party's part lies in [0, share] (S6)."""
        zero = Fraction(0)
        ranked = sorted(self.parties, key=lambda party: (weights.get(party, zero), party))
        party = ranked[-1] if most else ranked[0]
        return party, weights.get(party, zero)


@dataclass(frozen=True, slots=True)
class Column:
    """The direct stakes in one company."""

    company: str
    stakes: tuple[Stake, ...]

    @property
    def taken(self) -> Fraction:
        """What its named holders have at least, as a part of 1; more than 1 is a fault (S3)."""
        return sum((stake.low for stake in self.stakes), Fraction(0))

    @property
    def unnamed(self) -> tuple[Fraction, Fraction]:
        """What nobody is named for, at least and at most (S2)."""
        most = sum((stake.high for stake in self.stakes), Fraction(0))
        return max(1 - most, Fraction(0)), max(1 - self.taken, Fraction(0))


@dataclass(frozen=True)
class Columns(Mapping[str, Column]):
    """The columns of all companies that somebody holds, by id; and, turned round, what each party holds."""

    by_company: Mapping[str, Column]

    def __getitem__(self, company: str) -> Column:
        return self.by_company[company]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_company)

    def __len__(self) -> int:
        return len(self.by_company)

    @cached_property
    @uncollected(for_good=False)
    def held_by(self) -> Mapping[str, tuple[tuple[str, Stake], ...]]:
        """The companies in which each party has a stake, and the stake."""
        found: dict[str, list[tuple[str, Stake]]] = defaultdict(list)
        for company, column in self.by_company.items():
            for stake in column.stakes:
                for party in stake.parties:
                    found[party].append((company, stake))
        return {party: tuple(stakes) for party, stakes in found.items()}

    def only(self, companies: Iterable[str]) -> Columns:
        """The columns of some companies."""
        return Columns({name: self.by_company[name] for name in sorted(companies) if name in self.by_company})

    def below(self, holders: Iterable[str]) -> set[str]:
        """Every company that somebody reaches; the holders themselves only where a route returns."""
        found: set[str] = set()
        waiting = list(holders)
        while waiting:
            new = {company for company, _ in self.held_by.get(waiting.pop(), ())} - found
            found |= new
            waiting += new
        return found

    def above(self, company: str) -> set[str]:
        """A company and all that have a part in it, at whatever remove."""
        found = {company}
        waiting = [company]
        while waiting:
            column = self.by_company.get(waiting.pop())
            new = {p for stake in column.stakes for p in stake.parties} - found if column else set()
            found |= new
            waiting += new
        return found

    def loops(self, among: Iterable[str]) -> list[set[str]]:
        """The loops among some companies: those that all reach one another, or that hold a part of themselves."""
        graph: nx.DiGraph[str] = nx.DiGraph(
            (party, company)
            for company in among
            if company in self.by_company
            for stake in self.by_company[company].stakes
            for party in stake.parties
        )
        found = nx.strongly_connected_components(graph)
        return [loop for loop in found if len(loop) > 1 or any(graph.has_edge(name, name) for name in loop)]


@uncollected(for_good=False)
def columns(graph: Network, right: Right = "shares", *, unchanged: bool = False) -> Columns:
    """Who holds each company directly on the day of a network; what is only planned counts for nothing.

    What is only last known was said of an earlier day: on this one the share may be anything (T7), unless the caller
    asks what would be so if nothing had changed since.
    """
    found: dict[str, Column] = {}
    for company, held in sorted(_held(graph).items()):
        stakes: list[Stake] = []
        told: set[tuple[str, ...]] = set()
        for holder, answers in sorted(held.items()):
            answer, speaks = _speaking(answers, right)
            parties: tuple[str, ...] = (holder,)
            if answer.jointly_with:
                parties = tuple(sorted({holder, *answer.jointly_with}))
                if len(parties) > 1 and parties in told:
                    continue  # each party tells of the same stake
                told.add(parties)
            stakes.append(_stake(parties, answer, known=speaks and (unchanged or answer.state != "last-known")))
        if stakes:
            found[company] = Column(company, tuple(stakes))
    return Columns(found)


def _held(graph: Network) -> dict[str, dict[str, dict[str, Answer]]]:
    """By company and holder what is said of each right, from one pass over the edges."""
    found: dict[str, dict[str, dict[str, Answer]]] = {}
    for holder, company, right, data in graph.edges(keys=True, data=True):
        held = found.setdefault(company, {})
        answer: Answer = data["answer"]
        if answer.state != "planned" or answer.there is None:
            held.setdefault(holder, {})[right] = answer
    return found


def _speaking(answers: Mapping[str, Answer], right: Right) -> tuple[Answer, bool]:
    """The answer that speaks of a right, and whether it does; else any, which says that there is a stake."""
    for name in _SPEAKS[right]:
        if name in answers:
            return answers[name], True
    return answers[min(answers)], False


def _stake(parties: tuple[str, ...], answer: Answer, *, known: bool) -> Stake:
    last_known = answer.state == "last-known"
    if not known or answer.share is None or answer.state == "planned":
        surely = bool(answer.there) and not last_known
        return Stake(parties, Fraction(0), Fraction(1), surely, answer.claims, last_known, undisclosed=True)
    low = high = _part(answer.share.min)
    if not answer.share.is_exact:
        high = _part(answer.share.max)
    return Stake(parties, low, high, answer.share.min_open, answer.claims, last_known)


@lru_cache(maxsize=1 << 16)
def _part(percent: Decimal) -> Fraction:
    """A percentage as a part of 1; the same few recur in a register."""
    return Fraction(percent) / 100


def refuse_closed_loops(held: Columns, among: Iterable[str]) -> None:
    """Raise LoopError, with its name, where companies hold all of one another and nothing is left for others (S4)."""
    inside = {name for name in among if name in held}
    within = {name: sum(_inner(held[name], inside), Fraction(0)) for name in inside}
    leaking = [name for name, part in within.items() if part < 1]
    while leaking:  # what others have a part in is in no such loop, and what it holds is theirs too
        gone = leaking.pop()
        inside.remove(gone)
        for company, stake in held.held_by.get(gone, ()):
            # A joint stake stops counting with the first of its parties that leaves.
            if company in inside and all(party in inside for party in stake.parties if party != gone):
                before, within[company] = within[company], within[company] - stake.low
                if before >= 1 > within[company]:
                    leaking.append(company)
    if inside:
        loop = nx.find_cycle(
            nx.DiGraph((party, name) for name in sorted(inside) for party in _parties(held[name], inside))
        )
        chain = " > ".join([*(one for one, _ in loop), loop[-1][1]])
        raise LoopError(f"the loop {chain} holds all of itself, so its effective shares have no value (S4)")


def _inner(column: Column, inside: set[str]) -> Iterable[Fraction]:
    return (stake.low for stake in column.stakes if set(stake.parties) <= inside)


def _parties(column: Column, inside: set[str]) -> list[str]:
    return sorted({p for stake in column.stakes if stake.low and set(stake.parties) <= inside for p in stake.parties})
