"""The written policy of C2: which of several claims that cannot all be right the answer follows.

The policy is a table of steps. It can be chosen: publication may decide before the other steps, or one document may be
followed before all others. Whoever has the claims of a conflict can go through the steps again and finds the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from keiretsu.claims import EventClaim, HoldingClaim, StandingClaim

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from keiretsu.claims import Basis, Claim
    from keiretsu.model import Document

__all__ = ["ORDERS", "STEPS", "UNDECIDED", "Candidate", "candidate", "decide", "steps"]

UNDECIDED: Final = "undecided"
_NO_DATE: Final = 10**7  # days: what has no date leaves all of them open


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the policy looks at in a claim.

    `leaves_open` is how many days its date leaves open, or how much a printed number may be rounded from; `says` tells
    whether two candidates say the same. `establishes` are the companies of which it tells the establishment, `shows`
    those that it shows as there on a day, holder and held.
    """

    id: str
    document: Document
    basis: Basis
    corrects: str = ""
    leaves_open: int | Decimal = 0
    says: str = ""
    establishes: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()


Beats: TypeAlias = "Callable[[Candidate, Candidate], bool]"

STEPS: Final[dict[str, Beats]] = {
    "correction": lambda one, other: one.corrects == other.document.id,
    # What says that a company is not yet there, against a row in a table that shows it.
    "qualification": lambda one, other: bool({*other.shows} & {*one.establishes}),
    "stated-over-inferred": lambda one, other: one.basis == "stated" and other.basis == "inferred",
    "later-publication": lambda one, other: one.document.known_from > other.document.known_from,
    "earlier-publication": lambda one, other: one.document.known_from < other.document.known_from,
    "more-precise": lambda one, other: one.leaves_open < other.leaves_open,
}
"""Each step by name, and when it prefers one claim to another."""

ORDERS: Final[dict[str, tuple[str, ...]]] = {
    "": ("correction", "qualification", "stated-over-inferred", "later-publication", "more-precise"),
    "later": ("correction", "qualification", "later-publication", "stated-over-inferred", "more-precise"),
    "earlier": ("correction", "qualification", "earlier-publication", "stated-over-inferred", "more-precise"),
}
"""The order of the steps under each preference; without one, that of C2."""


def steps(prefer: str = "") -> tuple[tuple[str, Beats], ...]:
    """The steps under a preference: none, `later`, `earlier`, or the id of a document that goes before all others."""
    if prefer in ORDERS:
        return tuple((name, STEPS[name]) for name in ORDERS[prefer])
    own: Beats = lambda one, other: one.document.id == prefer != other.document.id  # noqa: E731  # a step like the others
    return (("preferred-document", own), *steps())


def candidate(name: str, claim: Claim, document: Document) -> Candidate:
    """What the policy looks at in a claim about a stretch of time or a happening."""
    when = next((w for field in ("as_of", "date", "from_", "until") if (w := getattr(claim, field, None))), None)
    established: tuple[str, ...] = ()
    if isinstance(claim, EventClaim):
        established = tuple(part.entity for part in claim.participants if part.role == "established" and part.entity)
    shows: tuple[str, ...] = ()
    if isinstance(claim, HoldingClaim | StandingClaim) and claim.as_of:
        shows = (claim.company, claim.holder if isinstance(claim, HoldingClaim) else claim.parent)
    return Candidate(
        id=name,
        document=document,
        basis=claim.basis,
        corrects=getattr(claim, "corrects", ""),
        leaves_open=(when.latest - when.earliest).days if when else _NO_DATE,
        says=name,
        establishes=established,
        shows=shows,
    )


def decide(candidates: Sequence[Candidate], prefer: str = "") -> tuple[str, Candidate]:
    """The step that decides between claims, and the claim that the answer follows; their order changes nothing.

    Each step leaves those that it prefers none of the others to, until what is left says one thing. Where no step
    brings that about, the policy is "undecided" and the choice only stable.
    """
    left = sorted(candidates, key=lambda one: one.id)
    decided = UNDECIDED
    for name, beats in steps(prefer):
        best = [one for one in left if not any(beats(other, one) for other in left if other is not one)]
        if best and len(best) < len(left):
            left, decided = best, name
        if len(left) == 1:
            break
    return (decided if len({one.says for one in left}) == 1 else UNDECIDED), left[0]
