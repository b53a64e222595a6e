"""Effective ownership in fractions, exact to the last digit: what a group is reckoned with (rules S4, S6, S7).

Where shares are bounds, every company's column may be filled in many ways; the least and the greatest answer over all
of them are found by choosing for each company the filling that is worst or best given the others, until none can be
improved. That ends, since there are finitely many choices and each step is strictly better.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

import networkx as nx

from keiretsu.direct import UNNAMED, Column, Columns, LoopError, refuse_closed_loops

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from keiretsu.direct import Definition

__all__ = ["Between", "effective", "owners"]

_ZERO, _ONE = Fraction(0), Fraction(1)
_Weights: TypeAlias = "dict[str, Fraction]"
# One company's parts as chosen: holder -> part.
_Filling: TypeAlias = "dict[str, Fraction]"


@dataclass(frozen=True, slots=True)
class Between:
    """An effective share in parts of 1, at least and at most; None has no bound. `some`: surely more than nothing."""

    low: Fraction
    high: Fraction | None
    some: bool = False


def effective(held: Columns, holder: str, definition: Definition = "look-through") -> dict[str, Between]:
    """What one holder has in every company that it reaches, by a definition of S4; see `ownership.effective`.

    Raises LoopError where a loop holds all of itself.
    """
    reached = held.below([holder])
    refuse_closed_loops(held, reached)
    some = _surely(held, holder)
    low, high = _between(held, reached, {holder: _ONE})
    asked = sorted(reached if definition == "total" else reached - {holder})
    if definition == "look-through":
        return {name: Between(min(low[name], _ONE), min(high[name], _ONE), name in some) for name in asked}
    looping = set().union(*held.loops(reached)) if definition == "first-arrival" else set()
    found: dict[str, Between] = {}
    for name in asked:
        ends = (low, high)
        if name in looping:  # outside loops, stopping at the target makes no difference
            ends = _between(held, reached, {holder: _ONE, name: _ZERO})
        found[name] = _with_returns(held, holder, name, *ends, some=name in some)
    return found


def owners(held: Columns, company: str) -> dict[str, Between]:
    """The look-through shares of those above a company and of UNNAMED; see `ownership.owners_of`."""
    above = held.above(company)
    refuse_closed_loops(held, above)
    found: dict[str, Between] = {}
    for holder in sorted(above - {company}):
        low, high = _between(held, held.below([holder]) & above, {holder: _ONE})
        some = company in _surely(held, holder)
        found[holder] = Between(min(low[company], _ONE), min(high[company], _ONE), some)
    low, high = _between(held, above, {UNNAMED: _ONE})
    found[UNNAMED] = Between(low[company], high[company]) if company in held else Between(_ONE, _ONE)
    return found


def _surely(held: Columns, holder: str) -> set[str]:
    """The companies in which a holder surely has something: a route of stakes that are all more than nothing."""
    found: set[str] = set()
    waiting = [holder]
    while waiting:
        stakes = held.held_by.get(waiting.pop(), ())
        new = {name for name, s in stakes if len(s.parties) == 1 and (s.open or s.low)} - found
        found |= new
        waiting += new
    return found


def _with_returns(held: Columns, holder: str, company: str, low: _Weights, high: _Weights, *, some: bool) -> Between:
    """V_ij - I_ij: what comes to the holder on first arrival, times how often it comes back to itself."""
    back, most_back = _own(held, holder, low, most=False), _own(held, holder, high, most=True)
    if back >= 1:
        raise LoopError(_too_much([holder]))
    least, most = _own(held, company, low, most=False), _own(held, company, high, most=True)
    if most and most_back >= 1:
        return Between(least / (1 - back), None, some)
    return Between(least / (1 - back), most / (1 - most_back) if most else most, some)


def _own(held: Columns, company: str, worth: _Weights, *, most: bool) -> Fraction:
    """What a company's own column is worth; of an end, where walks stop, that is not its weight."""
    return _worth(_fill(held[company], worth, most=most), worth) if company in held else _ZERO


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


def _between(held: Columns, states: Iterable[str], ends: Mapping[str, Fraction]) -> tuple[_Weights, _Weights]:
    """What companies are worth to the ends at least and at most."""
    names = list(states)
    low = _visits(held, names, ends, most=False)
    stakes = (stake for name in names if name in held for stake in held[name].stakes)
    if all(stake.low == stake.high and len(stake.parties) == 1 for stake in stakes):
        return low, low  # nothing to choose
    return low, _visits(held, names, ends, most=True)


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
            return {**{name: worth.get(name, _ZERO) for name in states}, **ends}


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
