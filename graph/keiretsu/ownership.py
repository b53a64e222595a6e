"""Effective ownership: what a holder has in a company when every route is followed (rules S4, S6, S7).

Seen from a company, each of its parts belongs to a holder, whose own parts belong to others, and so on: a walk upward
that ends with somebody, or with nobody who is named. The effective share of a holder is how much of the company comes
to it on such walks. Where shares are bounds, every company's column may be filled in many ways; the least and the
greatest answer over all of them are found by choosing for each company the filling that is worst or best given the
others, until none can be improved. That ends, since there are finitely many choices and each step is strictly better,
and it is exact: numbers are fractions until they are printed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import networkx as nx

from keiretsu.direct import UNNAMED, Column, Columns, LoopError, columns, refuse_closed_loops
from keiretsu.shares import Share, canonical, outward

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from keiretsu.direct import Right, Stake
    from keiretsu.network import Network

__all__ = ["UNNAMED", "Definition", "Interest", "LoopError", "effective", "look_through", "owners_of", "ultimate"]

Definition: TypeAlias = Literal["look-through", "total", "first-arrival"]
_NOBODY: Final = ""
_ZERO, _ONE = Fraction(0), Fraction(1)
_Bounds: TypeAlias = tuple[Fraction, Fraction | None]
_Weights: TypeAlias = "dict[str, Fraction]"
# One company's parts as chosen: holder -> part.
_Filling: TypeAlias = "dict[str, Fraction]"


@dataclass(frozen=True, slots=True)
class Interest:
    """An effective share in percent, between `min` and `max`, to 10 places and rounded outward.

    Under the definition *total* it may pass 100; `max` is None where loops leave no bound. `min_open` says that it is
    more than `min`: there is some route, though nobody says how broad it is.
    """

    min: Decimal
    max: Decimal | None
    min_open: bool = False

    @classmethod
    def between(cls, low: Fraction, high: Fraction | None, *, some: bool = False) -> Interest:
        """From parts of 1; `some` says that it is surely more than nothing."""
        floor = outward(low * 100)
        return cls(floor, None if high is None else outward(high * 100, up=True), some and not floor)

    @property
    def is_exact(self) -> bool:
        """Whether it is one number, as far as 10 places tell."""
        return self.max is not None and self.max - self.min <= Decimal("1e-10")

    def share(self) -> Share:
        """The same as a Share; raises ValueError where it passes 100."""
        return Share(self.min, Decimal(100) if self.max is None else self.max, self.min_open and self.max != 0)

    def json(self) -> dict[str, Any]:
        """The contract's form of a share; `max` is null where there is no bound."""
        top = None if self.max is None else canonical(self.max)
        return {"min": canonical(self.min), "max": top} | ({"open": ["min"]} if self.min_open else {})

    def __str__(self) -> str:
        if self.max is None:
            return f"at least {canonical(self.min)} %"
        if self.is_exact:  # the last of 10 places is only the rounding
            return f"{canonical(round(self.min, 4))} %"
        return str(self.share()) if self.max <= 100 else f"{canonical(self.min)}–{canonical(self.max)} %"


def look_through(graph: Network, holder: str, right: Right = "shares", *, unchanged: bool = False) -> dict[str, Share]:
    """The look-through share of one holder in every company that it reaches, in percent: `effective`, as Shares."""
    return {name: one.share() for name, one in effective(graph, holder, right=right, unchanged=unchanged).items()}


def effective(
    graph: Network,
    holder: str,
    definition: Definition = "look-through",
    right: Right = "shares",
    *,
    unchanged: bool = False,
) -> dict[str, Interest]:
    """What one holder has in every company that it reaches, in percent, by a definition of S4.

    With direct parts A and V = (I - A)^-1: *look-through* is V_ij / V_ii, the routes that never return to their owner;
    *total* is V - I, returns counted; *first-arrival* is V_ij / V_jj, stopping at the target. Bounds in give bounds
    out, rounded outward to 10 places. A share that is only last known is not one of this day: it may be anything,
    unless `unchanged` asks what would be so if nothing had changed since (T7). Planned stakes count for nothing.
    Raises LoopError, with its name, where a loop holds all of itself.
    """
    held = columns(graph, right, unchanged=unchanged)
    reached = held.below([holder])
    refuse_closed_loops(held, {holder, *reached})
    some = _surely(held, holder)
    found: dict[str, Interest] = {}
    if definition == "look-through":
        low, high = (_visits(held, reached, {holder: _ONE}, most=most) for most in (False, True))
        for name in sorted(reached - {holder}):
            found[name] = Interest.between(min(low[name], _ONE), min(high[name], _ONE), some=name in some)
    elif definition == "total":
        for name in sorted(reached):
            found[name] = Interest.between(*_total(held, holder, name), some=name in some)
    else:
        for name in sorted(reached - {holder}):
            # Stopping at the target is all returns counted where the target holds nothing.
            found[name] = Interest.between(*_total(_holding_nothing(held, name), holder, name), some=name in some)
    return found


def owners_of(graph: Network, company: str, right: Right = "shares", *, unchanged: bool = False) -> dict[str, Interest]:
    """The look-through shares of all holders above a company, and under UNNAMED what comes to nobody who is named.

    Those of its ultimate owners (`ultimate`) and the unnamed rest are the whole (S4).
    """
    held = columns(graph, right, unchanged=unchanged)
    above = held.above(company)
    refuse_closed_loops(held, above)
    found: dict[str, Interest] = {}
    for holder in sorted(above - {company}):
        reached = held.below([holder]) & above
        low, high = (_visits(held, reached, {holder: _ONE}, most=most)[company] for most in (False, True))
        found[holder] = Interest.between(min(low, _ONE), min(high, _ONE), some=company in _surely(held, holder))
    low, high = (_visits(held, above, {UNNAMED: _ONE}, most=most)[company] for most in (False, True))
    found[UNNAMED] = Interest.between(low, high) if company in held else Interest.between(_ONE, _ONE)
    return found


def ultimate(graph: Network, company: str) -> set[str]:
    """The owners above a company of whom no holder is known: what comes to them goes no further."""
    held = columns(graph)
    return {name for name in held.above(company) if name not in held and name != company}


# --- who is where ----------------------------------------------------------------------------------------------------


def _surely(held: Columns, holder: str) -> set[str]:
    """The companies in which a holder surely has something: a route of stakes that are all more than nothing."""
    found: set[str] = set()
    waiting = [holder]
    while waiting:
        stakes = held.held_by.get(waiting.pop(), ())
        new = {name for name, s in stakes if len(s.parties) == 1 and (s.open or s.low)} - found - {holder}
        found |= new
        waiting += new
    return found


def _holding_nothing(held: Columns, company: str) -> Columns:
    """The columns where a company's parts of others are nobody's."""

    def without(stake: Stake) -> Stake:
        return replace(stake, parties=tuple(_NOBODY if party == company else party for party in stake.parties))

    return Columns({name: Column(name, tuple(map(without, column.stakes))) for name, column in held.items()})


# --- the least and the greatest over all fillings --------------------------------------------------------------------


def _fill(column: Column, weights: Mapping[str, Fraction], *, most: bool) -> _Filling:
    """The parts of a company that weigh most, or least, in all: least parts first, then what is free."""
    parts: _Filling = {}

    def give(party: str, part: Fraction) -> None:
        if part:
            parts[party] = parts.get(party, _ZERO) + part

    free = max(1 - column.taken, _ZERO)
    choices: list[tuple[Fraction, int, str, Fraction]] = []
    for number, stake in enumerate(column.stakes):
        party, weight = stake.moved(weights, most)
        give(party, stake.low)
        choices.append((weight, number, party, stake.high - stake.low))
    choices.append((weights.get(UNNAMED, _ZERO), len(choices), UNNAMED, free))
    # Of equal weights what is unnamed comes first: it makes no loop.
    for _, _, party, room in sorted(choices, key=lambda c: (-c[0] if most else c[0], -c[1])):
        part = min(room, free)
        give(party, part)
        free -= part
    return parts


def _worth(filling: _Filling, weights: Mapping[str, Fraction]) -> Fraction:
    return sum((part * weights.get(party, _ZERO) for party, part in filling.items()), _ZERO)


def _visits(held: Columns, states: Iterable[str], ends: Mapping[str, Fraction], *, most: bool) -> _Weights:
    """For each company how much of it comes to the `ends`, at least or at most; walks stop there.

    Policy iteration: fill every column, reckon what that is worth, fill again by that worth; a filling changes only
    where it is strictly better.
    """
    inner = sorted(name for name in states if name not in ends and name in held)
    weights: _Weights = dict(ends)
    filling = {name: _fill(held[name], weights, most=most) for name in inner}
    while True:
        worth = {**_reckoned(filling, ends), **ends}
        changed = False
        for name in inner:
            better = _fill(held[name], worth, most=most)
            gain = _worth(better, worth) - _worth(filling[name], worth)
            if gain > 0 if most else gain < 0:
                filling[name] = better
                changed = True
        if not changed:
            return {name: worth.get(name, _ZERO) for name in states}


def _reckoned(filling: Mapping[str, _Filling], ends: Mapping[str, Fraction]) -> _Weights:
    """What the companies are worth under given fillings: x = c + W x, solved loop by loop from the owners down."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(filling)
    graph.add_edges_from((party, name) for name, parts in filling.items() for party in parts if party in filling)
    worth: _Weights = dict(ends)
    components = nx.condensation(graph)
    for number in nx.topological_sort(components):
        members = sorted(components.nodes[number]["members"])
        fixed = {
            name: sum((p * worth.get(k, _ZERO) for k, p in filling[name].items() if k not in members), _ZERO)
            for name in members
        }
        if not any(fixed.values()):  # nothing comes to the ends: a loop that keeps all is worth nothing to them
            worth |= dict.fromkeys(members, _ZERO)
        elif len(members) == 1 and members[0] not in filling[members[0]]:
            worth |= fixed
        else:
            worth |= _solved({name: filling[name] for name in members}, fixed)
    return worth


def _solved(filling: Mapping[str, _Filling], fixed: Mapping[str, Fraction]) -> _Weights:
    """Solve x = fixed + filling x over one loop, by elimination in fractions. Raises LoopError where nothing does."""
    names = list(filling)
    rows = [[_ONE * (one == other) - filling[one].get(other, _ZERO) for other in names] + [fixed[one]] for one in names]
    for column in range(len(names)):
        pivot = next((row for row in range(column, len(names)) if rows[row][column]), None)
        if pivot is None:
            raise LoopError(_too_much(names))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column][column]
        rows[column] = [value / head for value in rows[column]]
        for row in range(len(names)):
            if row != column and rows[row][column]:
                factor = rows[row][column]
                rows[row] = [value - factor * top for value, top in zip(rows[row], rows[column], strict=True)]
    if any(row[-1] < 0 for row in rows):
        raise LoopError(_too_much(names))
    return {name: rows[number][-1] for number, name in enumerate(names)}


def _too_much(names: Iterable[str]) -> str:
    return f"the loop of {', '.join(names)} holds all of itself or more, so its effective shares have no value (S4)"


def _total(held: Columns, holder: str, company: str) -> _Bounds:
    """V_ij - I_ij: what comes to the holder on first arrival, times how often it comes back to itself."""
    reached = held.below([holder])
    low, high = (_visits(held, reached, {holder: _ONE}, most=most) for most in (False, True))
    back = [
        _worth(_fill(held[holder], {**worth, holder: _ONE}, most=most), {**worth, holder: _ONE})
        if holder in held
        else _ZERO
        for worth, most in ((low, False), (high, True))
    ]
    if company == holder:
        first, last = back
    elif company not in reached:
        return _ZERO, _ZERO
    else:
        first, last = low[company], high[company]
    return first / (1 - back[0]), None if back[1] >= 1 else last / (1 - back[1])
