"""The direct stakes of a large graph as arrays: who is reached from whom, and how columns may be filled."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from keiretsu.direct import UNNAMED, Column, Columns, refuse_closed_loops
from keiretsu.linear import loops, reach
from keiretsu.uncollected import uncollected

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from keiretsu.linear import Bools, Floats, Ints

__all__ = ["Parts", "Register", "load"]


@dataclass(frozen=True, slots=True)
class Parts:
    """Who has which part of which company; several parts of one holder in one company add up."""

    company: Ints
    party: Ints
    part: Floats

    def worth(self, weights: Floats) -> Floats:
        """What each company is worth by what the parties weigh."""
        found: Floats = np.bincount(self.company, self.part * weights[self.party], len(weights)).astype(float)
        return found

    def of(self, companies: Bools) -> Parts:
        """The parts of some companies."""
        chosen = companies[self.company]
        return Parts(self.company[chosen], self.party[chosen], self.part[chosen])

    def __add__(self, other: Parts) -> Parts:
        return Parts(
            np.concatenate([self.company, other.company]),
            np.concatenate([self.party, other.party]),
            np.concatenate([self.part, other.part]),
        )


@dataclass(frozen=True)
class Register:
    """Columns as arrays. A name's number is its place in `names`, which are sorted; UNNAMED comes last."""

    held: Columns
    names: Sequence[str]
    number: Mapping[str, int]
    # By stake: the company, what is held at least and how much more it may be, and whether it is more than the least;
    # the place of its first party, and whether there are others.
    company: Ints
    low: Floats
    room: Floats
    open: Bools
    first: Ints
    joint: Bools
    # By party to a stake: the stake, and who it is.
    stake: Ints
    party: Ints
    # By name: what is free of the company once all have their least, and whether that leaves a choice.
    free: Floats
    loose: Bools

    @property
    def size(self) -> int:
        """How many names there are, UNNAMED among them."""
        return len(self.names)

    def only(self, *numbers: int) -> Bools:
        """A mark at these names."""
        marked = np.zeros(self.size, dtype=bool)
        marked[list(numbers)] = True
        return marked

    def named(self, marked: Bools) -> list[str]:
        """The names that are marked, in order."""
        return [self.names[at] for at in np.flatnonzero(marked).tolist()]

    def below(self, holder: int) -> Bools:
        """Every company that a holder reaches; itself only where a route returns."""
        into = self.company[self.stake]
        return reach(into[self.party == holder], self.party, into, self.size)

    def above(self, company: int) -> Bools:
        """A company and all that have a part in it, at whatever remove."""
        return reach(np.array([company]), self.company[self.stake], self.party, self.size)

    def surely(self, name: int, *, upward: bool = False) -> Bools:
        """The companies in which a holder surely has something, or `upward` those who surely have some of a company.

        There is a route of stakes that are all more than nothing, none of them joint.
        """
        sure = ((self.low > 0) | self.open) & ~self.joint
        tails, heads = self.party[self.first[sure]], self.company[sure]
        if upward:
            tails, heads = heads, tails
        return reach(heads[tails == name], tails, heads, self.size)

    def loops(self, among: Bools, *, least: bool = False) -> Ints:
        """The number of the loop that each name lies in, -1 for none; `least` counts what is held at the least."""
        into = self.company[self.stake]
        edges = among[self.party] & among[into]
        if least:
            edges &= self.low[self.stake] > 0
        return loops(self.party[edges], into[edges], self.size)

    def refuse_closed_loops(self, among: Bools) -> None:
        """Raise LoopError, with its name, where companies hold all of one another (S4).

        Only companies of which nearly all is held within their own loop are reckoned in fractions.
        """
        loop = self.loops(among, least=True)
        into = self.company[self.stake]
        outside = (loop[self.party] != loop[into]) | (loop[into] < 0)
        within = np.bincount(self.stake, outside, len(self.company)) == 0
        kept = np.bincount(self.company, self.low * within, self.size)
        refuse_closed_loops(self.held, self.named(kept > 1 - 1e-9))

    def fixed(self, companies: Bools) -> Parts:
        """The parts of companies that leave no choice; what is free of them nobody is named for (S2)."""
        chosen = np.flatnonzero(companies[self.company])
        parts = Parts(self.company[chosen], self.party[self.first[chosen]], self.low[chosen])
        return parts + self._unnamed(np.where(companies, self.free, 0))

    def filled(self, companies: Bools, weights: Floats, *, most: bool) -> Parts:
        """The parts of companies that weigh most, or least, in all: least parts first, then what is free.

        The same order as in `ownership`: of equal weights what is unnamed comes first, then the later stake.
        """
        chosen = np.flatnonzero(companies[self.company])
        company, party = self.company[chosen], self._movers(chosen, weights, most=most)
        part, left = self.low[chosen], np.where(companies, self.free, 0)
        pull, spare = (weights[party], weights[-1]) if most else (-weights[party], -weights[-1])
        eager = np.flatnonzero((pull > spare) & (self.room[chosen] > 0))
        order = eager[np.lexsort((-eager, -pull[eager], company[eager]))]
        # In turn: the first choices of all companies at once, then their second ones, ...
        turn = np.arange(len(order)) - np.searchsorted(company[order], company[order])
        turns = np.cumsum(np.bincount(turn))
        for at in np.split(order[np.argsort(turn, kind="stable")], turns[:-1]):
            given = np.minimum(self.room[chosen[at]], left[company[at]])
            part[at] += given
            left[company[at]] -= given
        return Parts(company, party, part) + self._unnamed(left)

    def _movers(self, chosen: Ints, weights: Floats, *, most: bool) -> Ints:
        """For each stake the party whose part weighs most, or least: of what is held jointly each may have all (S6)."""
        party = self.party[self.first]
        asked = np.zeros(len(self.company), dtype=bool)
        asked[chosen] = self.joint[chosen]
        at = np.flatnonzero(asked[self.stake])
        order = at[np.lexsort((self.party[at], weights[self.party[at]], self.stake[at]))]
        order = order if most else order[::-1]
        party[self.stake[order]] = self.party[order]  # of several parties to a stake the last one stays
        return party[chosen]

    def _unnamed(self, rest: Floats) -> Parts:
        companies = np.flatnonzero(rest)
        return Parts(companies, np.full(len(companies), self.size - 1), rest[companies])


@uncollected(for_good=False)
def load(held: Columns) -> Register:
    """Turn columns into arrays, once for many questions."""
    names = [*sorted({*held, *held.held_by}), UNNAMED]
    number = {name: at for at, name in enumerate(names)}
    stakes = [(number[name], stake) for name, column in held.items() for stake in column.stakes]
    company = np.array([at for at, _ in stakes], dtype=np.int64)
    room = np.array([0.0 if stake.high == stake.low else float(stake.high - stake.low) for _, stake in stakes])
    count = np.array([len(stake.parties) for _, stake in stakes], dtype=np.int64)
    free, loose = np.zeros(len(names)), np.zeros(len(names), dtype=bool)
    for name, column in held.items():
        free[number[name]] = _free(column)
    loose[company[(count > 1) | ((room > 0) & (free[company] > 0))]] = True
    return Register(
        held=held,
        names=names,
        number=number,
        company=company,
        low=np.array([float(stake.low) for _, stake in stakes]),
        room=room,
        open=np.array([stake.open for _, stake in stakes], dtype=bool),
        first=np.cumsum(count) - count,
        joint=count > 1,
        stake=np.repeat(np.arange(len(stakes)), count),
        party=np.array([number[party] for _, stake in stakes for party in stake.parties], dtype=np.int64),
        free=free,
        loose=loose,
    )


def _free(column: Column) -> float:
    """What is free of a company once all have their least, to the last digit; in whole numbers, which are quick."""
    parts = [stake.low for stake in column.stakes]
    whole = math.lcm(*(part.denominator for part in parts))
    taken = sum(part.numerator * (whole // part.denominator) for part in parts)
    return max(whole - taken, 0) / whole
