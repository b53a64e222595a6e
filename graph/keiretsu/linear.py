"""Solve x = b + W x for sparse W without negative entries, with a bound on the error of every answer.

Loops in ownership mostly leak, so that summing the routes by length soon ends; where they hardly do, the system is
factored. However it was found, a solution is checked: where e > 0 and e - W e is at least the residual, no entry is
wrong by more than e, and no loop keeps all of itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse import csgraph, linalg

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = ["Bools", "Floats", "Ints", "Matrix", "error", "loops", "matrix", "reach", "solution"]

Floats: TypeAlias = "npt.NDArray[np.float64]"
Ints: TypeAlias = "npt.NDArray[np.int64]"
Bools: TypeAlias = "npt.NDArray[np.bool_]"
Matrix: TypeAlias = "sparse.csr_array"

_SWEEPS: Final = 400
_REFINEMENTS: Final = 20
_EPS: Final = float(np.finfo(float).eps)


def matrix(rows: Ints, columns: Ints, entries: Floats, size: int) -> Matrix:
    """A square sparse matrix; entries of one place are added up."""
    return sparse.csr_array((entries, (rows, columns)), shape=(size, size))


def solution(weights: Matrix, constant: Floats) -> Floats:
    """The x with x = constant + weights x, as near as it comes; `error` says how near that is.

    The routes are summed by length; where 400 lengths do not do, the system is factored, incompletely at first: the
    whole of a loop of ten thousands of companies fills memory.
    """
    found = constant
    with np.errstate(over="ignore", invalid="ignore"):  # what diverges is found out by `error`
        for sweep in range(_SWEEPS):
            following: Floats = constant + weights @ found
            if sweep % 8 == 7 and np.abs(following - found).max(initial=0) <= 4 * _EPS * following.max(initial=0):
                return following
            found = following
    system = (sparse.eye_array(len(constant)) - weights).tocsc()
    for factor in (lambda: linalg.spilu(system, drop_tol=1e-5, fill_factor=20), lambda: linalg.splu(system)):
        refined = _refined(factor, weights, constant)
        if refined is not None:
            return refined
    return found


def _refined(factor: Callable[[], Any], weights: Matrix, constant: Floats) -> Floats | None:
    """The solution by a factored system, improved until its residual is rounding alone; None where it never is."""
    try:
        factored = factor()
    except RuntimeError:  # singular: a loop that keeps all of itself
        return None
    found: Floats = factored.solve(constant)
    for _ in range(_REFINEMENTS):
        residual = constant + weights @ found - found
        if np.abs(residual).max() <= 16 * _EPS * np.abs(found).max():
            return found
        found = found + factored.solve(residual)
    return None


def error(weights: Matrix, constant: Floats, found: Floats, gain: Floats) -> Floats | None:
    """By how much each entry of a solution may be wrong; None where a loop keeps all of itself, or too nearly all.

    `gain` is by how much more each equation may still be off: a column that another filling would raise.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        # Half an _EPS for every addend, for the entries as read, for a product and for each of the last sums.
        rounding = (np.diff(weights.indptr) + 6) * (_EPS / 2)
        passed = weights @ np.abs(found)
        residual = np.abs(constant + weights @ found - found) + rounding * (constant + passed + np.abs(found)) + gain
        # A little more in every equation, so that the check below does not turn on a rounding of zero.
        residual = residual + residual.max(initial=0) / 1024 + 1e-200
        bound: Floats = 1.125 * solution(weights, residual)
        inward = weights @ bound
        proven = bound - inward - rounding * (bound + inward) >= residual
    return bound if bool(np.all(proven & (bound > 0))) else None


def reach(sources: Ints, tails: Ints, heads: Ints, size: int) -> Bools:
    """Which of `size` nodes are among the sources, or are reached from them over edges from tails to heads."""
    origin = np.full(len(sources), size)
    edges = matrix(
        np.concatenate([origin, tails]),
        np.concatenate([sources, heads]),
        np.ones(len(origin) + len(tails)),
        size + 1,
    )
    found = np.zeros(size + 1, dtype=bool)
    found[csgraph.breadth_first_order(edges, size, return_predecessors=False)] = True
    return found[:size]


def loops(tails: Ints, heads: Ints, size: int) -> Ints:
    """The number of the loop (strongly connected component) that each node lies in, -1 where it lies in none."""
    edges = matrix(tails, heads, np.ones(len(tails)), size)
    _, labels = csgraph.connected_components(edges, directed=True, connection="strong")
    alone = np.bincount(labels)[labels] == 1
    alone[tails[tails == heads]] = False
    return np.where(alone, -1, labels).astype(np.int64)
