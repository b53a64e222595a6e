"""Effective ownership: what a holder has in a company when every route is followed (rules S4, S6, S7).

Seen from a company, each of its parts belongs to a holder, whose own parts belong to others, and so on: a walk upward
that ends with somebody, or with nobody who is named. The effective share of a holder is how much of the company comes
to it on such walks. A group is reckoned in fractions (`exact`); where those would take too long, in floating point
with a bound on the error (`sparse`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from keiretsu import exact
from keiretsu.direct import UNNAMED, Definition, LoopError, columns
from keiretsu.errors import RequestError
from keiretsu.shares import Share, canonical, outward

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction
    from typing import Any

    from keiretsu.direct import Columns, Right
    from keiretsu.exact import Between
    from keiretsu.network import Network
    from keiretsu.sparse import Bounds

__all__ = [
    "LARGE",
    "LONG",
    "UNNAMED",
    "Definition",
    "Interest",
    "LoopError",
    "all_pairs",
    "behind",
    "effective",
    "look_through",
    "owners_of",
    "rounded",
    "ultimate",
]

# How many companies, and how long a loop of them, fractions are used for.
LARGE: Final = 500
LONG: Final = 20
# The tenth place of a percent; and how far apart in percent the ends of a share up to 100 may lie by reckoning alone.
_PLACE, _PRECISION = Decimal("1e-10"), Decimal("2e-7")


@dataclass(frozen=True, slots=True)
class Interest:
    """An effective share in percent, between `min` and `max`, to 10 places and rounded outward.

    Under the definition *total* it may pass 100; `max` is None where loops leave no bound. `min_open` says that it is
    more than `min`: there is some route, though nobody says how broad it is.
    """

    min: Decimal
    max: Decimal | None
    min_open: bool = False
    # How far apart the ends may lie by reckoning alone.
    width: Decimal = field(default=Decimal("1e-10"), compare=False, repr=False)

    @classmethod
    def between(cls, low: Fraction, high: Fraction | None, *, some: bool = False) -> Interest:
        """From parts of 1; `some` says that it is surely more than nothing."""
        floor = outward(low * 100)
        return cls(floor, None if high is None else outward(high * 100, up=True), some and not floor)

    @property
    def is_exact(self) -> bool:
        """Whether it is one number, as far as the reckoning tells."""
        return self.max is not None and self.max - self.min <= self.width

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

    Up to LARGE companies and loops of LONG it is exact. Beyond, it is reckoned in floating point and the bounds are
    rounded outward by the error, which is at most 1e-7 percent (of itself where it passes 100); *first-arrival* then
    raises RequestError where the holder reaches many companies in loops. Raises LoopError, with its name, where a loop
    holds all of itself, or beyond those limits so nearly all that the answer would be less precise than that.

    Who asks much of a large graph loads it once, as this does: `rounded(sparse.effective(register.load(columns(graph)),
    holder))`.
    """
    held = columns(graph, right, unchanged=unchanged)
    held = held.only(held.below([holder]))
    if _is_large(held):
        from keiretsu import register, sparse  # SciPy takes longer to load than a group to reckon

        return rounded(sparse.effective(register.load(held), holder, definition))
    return _interests(exact.effective(held, holder, definition))


def all_pairs(
    graph: Network, definition: Definition = "look-through", right: Right = "shares", *, unchanged: bool = False
) -> dict[str, dict[str, Interest]]:
    """What every holder has in every company that it reaches, in percent: `effective` for all, by holder and company.

    Raises RequestError for more than LARGE companies or loops of more than LONG, and LoopError where a loop holds all
    of itself.
    """
    held = columns(graph, right, unchanged=unchanged)
    if _is_large(held):
        raise RequestError(
            f"all pairs of holder and company are told of up to {LARGE} companies with loops of up to {LONG}, and here "
            f"are {len(held)}; ask for one holder (effective) or for one company (owners_of)"
        )
    return {holder: _interests(exact.effective(held, holder, definition)) for holder in sorted(held.held_by)}


def owners_of(graph: Network, company: str, right: Right = "shares", *, unchanged: bool = False) -> dict[str, Interest]:
    """The look-through shares of all holders above a company, and under UNNAMED what comes to nobody who is named.

    Those of its ultimate owners (`ultimate`) and the unnamed rest are the whole (S4). Large graphs are reckoned as by
    `effective`. There, holders who lie in loops (no ultimate owner does) are left out where they are more than 200,
    and more than 200 holders by shares that are bounds raise RequestError.
    """
    held = columns(graph, right, unchanged=unchanged)
    held = held.only(held.above(company))
    if _is_large(held):
        from keiretsu import register, sparse  # SciPy takes longer to load than a group to reckon

        return rounded(sparse.owners(register.load(held), company))
    return _interests(exact.owners(held, company))


def ultimate(graph: Network, company: str) -> set[str]:
    """The owners above a company of whom no holder is known: what comes to them goes no further."""
    held = columns(graph)
    return {name for name in held.above(company) if name not in held and name != company}


def behind(held: Columns, holder: str, company: str) -> tuple[str, ...]:
    """The claims behind every stake on a route from a holder down to a company."""
    between = held.above(company) & held.below([holder])
    stakes = (stake for name in between if name in held for stake in held[name].stakes)
    inside = between | {holder}
    return tuple(sorted({claim for stake in stakes if inside & {*stake.parties} for claim in stake.claims}))


def _is_large(held: Columns) -> bool:
    """Whether fractions take too long: they grow with every company of a loop."""
    return len(held) > LARGE or any(len(loop) > LONG for loop in held.loops(held))


def _interests(found: Mapping[str, Between]) -> dict[str, Interest]:
    return {name: Interest.between(one.low, one.high, some=one.some) for name, one in found.items()}


def rounded(bounds: Bounds) -> dict[str, Interest]:
    """Interests in percent from the true bounds that `sparse` finds in parts of 1: to 10 places, outward."""
    floors, tops = (bounds.low * 1e12).tolist(), (bounds.high * 1e12).tolist()
    found: dict[str, Interest] = {}
    for name, low, high, some in zip(bounds.names, floors, tops, bounds.some.tolist(), strict=True):
        floor = math.floor(low) * _PLACE
        top = None if math.isinf(high) else math.ceil(high) * _PLACE
        found[name] = Interest(floor, top, some and not floor, _PRECISION if floor <= 100 else _PRECISION * floor / 100)
    return found
