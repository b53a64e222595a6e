"""Effective ownership: what a holder has in a company when every route is followed (rules S4, S6, S7)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from keiretsu.errors import KeiretsuError
from keiretsu.shares import Share

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from keiretsu.network import Network
    from keiretsu.states import Answer

__all__ = ["LoopError", "look_through"]

_Bounds: TypeAlias = tuple[Fraction, Fraction]
_ONE = Fraction(1)


class LoopError(KeiretsuError):
    """A loop of companies holds all of itself: its effective shares have no value (S4)."""


def look_through(graph: Network, holder: str) -> dict[str, Share]:
    """The look-through share of one holder in every company that it reaches, in percent.

    Look-through is V_ij / V_ii of S4: all routes that never return to the holder. Bounds in give bounds out, rounded
    outward to 10 places; an undisclosed share lies above 0 and at most what the others' minimums leave (S7). Planned
    stakes count for nothing. Raises LoopError where a loop holds all of itself.
    """
    direct = _direct(graph)
    reached = _reached(direct, holder)
    if not reached:
        return {}
    low = _solved({pair: bounds[0] for pair, bounds in direct.items()}, holder, reached)
    # Upper bounds of several holders need not add up; a part of a company never passes the whole.
    high = _highest({pair: bounds[1] for pair, bounds in direct.items()}, holder, reached)
    return {name: Share.between(low[name] * 100, min(high[name], _ONE) * 100) for name in reached}


def _direct(graph: Network) -> dict[tuple[str, str], _Bounds]:
    """Direct parts between 0 and 1; a share that is held jointly is counted once (S6)."""
    parts: dict[tuple[str, str], _Bounds] = {}
    for company in graph.nodes:
        stakes: list[tuple[str, Answer]] = []
        told: set[tuple[str, ...]] = set()
        for holder, _, data in sorted(graph.in_edges(company, data=True), key=lambda edge: edge[0]):
            answer: Answer = data["answer"]
            parties = tuple(sorted((holder, *answer.jointly_with)))
            if answer.state != "planned" and (len(parties) == 1 or parties not in told):
                stakes.append((holder, answer))
                told.add(parties)
        minimum = sum((Fraction(a.share.min) / 100 for _, a in stakes if a.share is not None), Fraction(0))
        for holder, answer in stakes:
            if answer.share is None:
                bounds = (Fraction(0), max(_ONE - minimum, Fraction(0)))
            else:
                bounds = (Fraction(answer.share.min) / 100, Fraction(answer.share.max) / 100)
            together = (holder, *answer.jointly_with)
            owner = next((one for one in together if _owns_the_others(graph, one, together)), None)
            if owner is not None:
                _add(parts, (owner, company), bounds)
            else:
                for name in together:
                    _add(parts, (name, company), (Fraction(0), bounds[1]))
    return parts


def _owns_the_others(graph: Network, holder: str, together: Sequence[str]) -> bool:
    return all(_wholly_owns(graph, holder, other) for other in together if other != holder)


def _add(parts: dict[tuple[str, str], _Bounds], pair: tuple[str, str], bounds: _Bounds) -> None:
    low, high = parts.get(pair, (Fraction(0), Fraction(0)))
    parts[pair] = (low + bounds[0], high + bounds[1])


def _wholly_owns(graph: Network, holder: str, company: str) -> bool:
    shares = [data["answer"].share for _, below, data in graph.out_edges(holder, data=True) if below == company]
    return any(share is not None and share.min == 100 for share in shares)


def _reached(parts: Iterable[tuple[str, str]], holder: str) -> list[str]:
    below: dict[str, set[str]] = {}
    for one, other in parts:
        below.setdefault(one, set()).add(other)
    seen: set[str] = set()
    waiting = [holder]
    while waiting:
        new = below.get(waiting.pop(), set()) - seen - {holder}
        seen |= new
        waiting += sorted(new)
    return sorted(seen)


def _solved(parts: Mapping[tuple[str, str], Fraction], holder: str, reached: Sequence[str]) -> dict[str, Fraction]:
    """x_j = a_hj + the sum of x_k a_kj over what is reached, solved exactly; routes back to the holder are cut."""
    size = len(reached)
    rows = [
        [_ONE * (i == j) - parts.get((reached[i], reached[j]), Fraction(0)) for i in range(size)]
        + [parts.get((holder, reached[j]), Fraction(0))]
        for j in range(size)
    ]
    for column in range(size):
        pivot = next((row for row in range(column, size) if rows[row][column]), None)
        if pivot is None:
            raise LoopError(f"a loop holds all of itself, through {reached[column]}")
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column][column]
        rows[column] = [value / head for value in rows[column]]
        for row in range(size):
            if row != column and rows[row][column]:
                factor = rows[row][column]
                rows[row] = [value - factor * top for value, top in zip(rows[row], rows[column], strict=True)]
    return {name: rows[number][size] for number, name in enumerate(reached)}


def _highest(parts: Mapping[tuple[str, str], Fraction], holder: str, reached: Sequence[str]) -> dict[str, Fraction]:
    """Upper bounds; where loops of upper bounds reach the whole, no bound below the whole is left."""
    try:
        solved = _solved(parts, holder, reached)
    except LoopError:
        return dict.fromkeys(reached, _ONE)
    return solved if all(value >= 0 for value in solved.values()) else dict.fromkeys(reached, _ONE)
