"""Effective ownership where fractions would take too long: floating point, each answer with a bound on its error.

The same reckoning as in `ownership` (rules S4, S6, S7): what each company is worth to a holder is a system of linear
equations, and the columns that leave a choice are filled again until no other filling is better.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from keiretsu.direct import LoopError
from keiretsu.errors import RequestError
from keiretsu.linear import error, loops, matrix, reach, solution

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from keiretsu.linear import Bools, Floats, Ints, Matrix
    from keiretsu.register import Parts, Register

__all__ = ["MANY", "PRECISION", "Bounds", "effective", "owners"]

# What an answer may be wrong by, in parts of 1, or of itself where it is above 1; else it is refused.
PRECISION: Final = 1e-9
# How many systems of equations one answer may take.
MANY: Final = 200
# A filling that is better by less is not better; what that may cost counts as error.
_BETTER: Final = 1e-13
_ROUNDS: Final = 200


@dataclass(frozen=True, slots=True)
class Bounds:
    """Effective shares by name, in parts of 1: true bounds, errors of reckoning included; `high` may be infinite.

    `some` marks those that are surely more than nothing.
    """

    names: Sequence[str]
    low: Floats
    high: Floats
    some: Bools


def effective(register: Register, holder: str, definition: str = "look-through") -> Bounds:
    """What one holder has in every company that it reaches, by a definition of S4; see `ownership.effective`.

    Raises LoopError where a loop holds all of itself, or so nearly all that the answer is not within PRECISION, and
    RequestError where *first-arrival* is asked of more than MANY companies that lie in loops.
    """
    at = register.number.get(holder, register.size - 1)
    asked = reached = register.below(at)
    register.refuse_closed_loops(reached)
    low, high = _between(register, reached, {at: 1})
    if definition == "look-through":
        least, most = low.least, np.minimum(high.most, 1)
    else:
        least, most = _with_returns(register, low, high, at)
    if definition != "total":
        asked = reached & ~register.only(at)
    if definition == "first-arrival":
        # Stopping at the target is all returns counted where the target holds nothing; outside loops that is the same.
        inside = np.flatnonzero(asked & (register.loops(reached) >= 0))
        if len(inside) > MANY:
            raise RequestError(
                f"{holder!r} reaches {len(inside)} companies in loops, and each takes a system of equations for its "
                f"first-arrival share (up to {MANY}); ask for look-through or total"
            )
        for target in inside:
            ends = _between(register, reached, {at: 1, int(target): 0})
            one, other = _with_returns(register, *ends, at)
            least[target], most[target] = one[target], other[target]
    return _bounds(register, asked, register.surely(at), least, most)


def owners(register: Register, company: str) -> Bounds:
    """The look-through shares of those above a company and of UNNAMED; see `ownership.owners_of`.

    Where all shares are exact, one system of equations tells what comes to whom. Those who lie in loops take one each,
    and where shares are bounds everybody does. More than MANY of the former are left out, of the latter raise
    RequestError.
    """
    at, unnamed = register.number[company], register.size - 1
    above = register.above(at)
    register.refuse_closed_loops(above)
    asked = alone = (above & ~register.only(at)) | register.only(unnamed)
    least, most = np.zeros(register.size), np.ones(register.size)
    if not register.loose[above].any():
        system = _System.upward(register.fixed(above), above | register.only(unnamed), at)
        came = system.checked(register, system.solved(register.size), np.zeros(register.size))
        least, most = came.least, came.most
        alone = asked & (register.loops(above) >= 0)
        if alone.sum() > MANY:
            asked, alone = asked & ~alone, register.only()
    if alone.sum() > MANY:
        raise RequestError(
            f"{alone.sum()} holders are above {company!r} by shares that are bounds, and each takes a system of "
            f"equations of its own (up to {MANY}); ask what one of them has in it"
        )
    for one in np.flatnonzero(alone):
        states = above if one == unnamed else register.below(int(one)) & above
        low, high = _between(register, states, {int(one): 1})
        least[one], most[one] = low.least[at], high.most[at]
    return _bounds(register, asked, register.surely(at, upward=True), least, np.minimum(most, 1))


def _bounds(register: Register, asked: Bools, some: Bools, least: Floats, most: Floats) -> Bounds:
    return Bounds(register.named(asked), least[asked], most[asked], some[asked])


# --- the least and the greatest over all fillings --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Worth:
    """What each company is worth to the ends, by its number, and by how much that may be wrong."""

    value: Floats
    error: Floats

    @property
    def least(self) -> Floats:
        """What it is worth at the least."""
        return np.maximum(self.value - self.error, 0)

    @property
    def most(self) -> Floats:
        """What it is worth at the most."""
        return self.value + self.error


def _between(register: Register, states: Bools, ends: Mapping[int, float]) -> tuple[_Worth, _Worth]:
    """What companies are worth to the ends at least and at most."""
    low = _visits(register, states, ends, most=False)
    return low, _visits(register, states, ends, most=True) if register.loose[states].any() else low


def _visits(register: Register, states: Bools, ends: Mapping[int, float], *, most: bool) -> _Worth:
    """For each company how much of it comes to the `ends`, at least or at most; walks stop there.

    The value at an end itself is what its own column is worth. Policy iteration, as in `ownership`: a filling changes
    only where another one is better.
    """
    ended, weights = register.only(*ends), np.zeros(register.size)
    weights[list(ends)] = list(ends.values())
    fixed, loose = register.fixed(states & ~register.loose), states & register.loose
    filling = register.filled(loose, weights, most=most)
    for _ in range(_ROUNDS):
        system = _System.downward(fixed + filling, weights, ended)
        value = system.solved(register.size)
        now = np.where(ended, weights, value)
        refilled = register.filled(loose, now, most=most)
        gain = (refilled.worth(now) - filling.worth(now)) * (1 if most else -1)
        better = gain > _BETTER
        if not better.any():
            break
        filling = filling.of(~better) + refilled.of(better)
    return system.checked(register, value, np.maximum(gain, 0))


def _with_returns(register: Register, low: _Worth, high: _Worth, holder: int) -> tuple[Floats, Floats]:
    """V_ij - I_ij: what comes to the holder on first arrival, times how often it comes back to itself."""
    back, most_back = low.least[holder], high.most[holder]
    if back >= 1 or (low is high and most_back >= 1):
        raise LoopError(f"what {register.names[holder]} holds holds all of it: its effective shares have no value (S4)")
    least = low.least / (1 - back)
    _refuse_imprecise(register, least, low.value / (1 - low.value[holder]) - least)
    if most_back >= 1:
        return least, np.where(high.most > 0, np.inf, 0)
    most = high.most / (1 - most_back)
    _refuse_imprecise(register, most, most - high.value / (1 - high.value[holder]))
    return least, most


# --- one system of equations -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _System:
    """Equations x = constant + weights x for the names with these numbers; of all others x is 0."""

    names: Ints
    weights: Matrix
    constant: Floats

    @classmethod
    def downward(cls, parts: Parts, weights: Floats, ended: Bools) -> _System:
        """What companies are worth to the ends, whose weights are given."""
        constant = parts.worth(np.where(ended, weights, 0))
        inner = ~ended[parts.party] & (parts.part > 0)
        # A loop to which nothing of the ends comes is worth nothing to them, though it may keep all of itself.
        live = reach(np.flatnonzero(constant), parts.party[inner], parts.company[inner], len(weights))
        inner &= live[parts.party]
        names, place = _places(live)
        rows, columns = place[parts.company[inner]], place[parts.party[inner]]
        return cls(names, matrix(rows, columns, parts.part[inner], len(names)), constant[names])

    @classmethod
    def upward(cls, parts: Parts, among: Bools, company: int) -> _System:
        """How much of one company comes to each holder, counted again when it returns: V_ij."""
        names, place = _places(among)
        constant = np.zeros(len(names))
        constant[place[company]] = 1
        return cls(names, matrix(place[parts.party], place[parts.company], parts.part, len(names)), constant)

    def solved(self, size: int) -> Floats:
        """The x of all names."""
        value = np.zeros(size)
        value[self.names] = solution(self.weights, self.constant)
        return value

    def checked(self, register: Register, value: Floats, gain: Floats) -> _Worth:
        """A solution with its error; raises LoopError where that is not within PRECISION."""
        found = error(self.weights, self.constant, value[self.names], gain[self.names])
        if found is None:
            raise LoopError(self.loop(register))
        wrong = np.zeros(register.size)
        wrong[self.names] = found
        _refuse_imprecise(register, value, wrong)
        return _Worth(value, wrong)

    def loop(self, register: Register) -> str:
        """A message that names the loop which keeps the most of itself."""
        entries = self.weights.tocoo()
        number = loops(entries.col, entries.row, len(self.names)) + 1
        own = (number[entries.row] == number[entries.col]) & (number[entries.row] > 0)
        kept = np.bincount(number[entries.row], entries.data * own, number.max() + 1) / np.bincount(number).clip(1)
        members = [register.names[int(at)] for at in self.names[number == kept.argmax()]]
        told = ", ".join(members[:10]) + (f" and {len(members) - 10} others" if len(members) > 10 else "")
        return f"the loop of {told} holds all of itself, or too nearly all, so its effective shares have no value (S4)"


def _places(marked: Bools) -> tuple[Ints, Ints]:
    """The numbers that are marked, and the place of each number among them."""
    numbers = np.flatnonzero(marked)
    place = np.full(len(marked), -1)
    place[numbers] = np.arange(len(numbers))
    return numbers, place


def _refuse_imprecise(register: Register, value: Floats, wrong: Floats) -> None:
    """Raise LoopError where an answer may be wrong by more than PRECISION."""
    excess = wrong / np.maximum(value, 1)
    at = int(excess.argmax())
    if not excess[at] <= PRECISION:
        raise LoopError(
            f"loops above {register.names[at]} keep so nearly all of themselves that its share is only known within "
            f"{wrong[at]:.1e} parts of 1, not within {PRECISION:.0e}; correct the shares in them (S4)"
        )
