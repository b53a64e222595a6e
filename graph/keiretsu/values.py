"""What a stake or a standing is worth as evidence: a share, a standing, that it is there, or that it is not.

Stakes and standings go through the same steps of the timeline; only what a value is differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from keiretsu.claims import HoldingClaim, StandingClaim
from keiretsu.shares import Share

__all__ = ["GONE", "Gone", "Held", "Value", "relation", "value_of"]


class Gone:
    """The value of a stake that is not there: not yet, or no longer."""

    def __repr__(self) -> str:
        return "GONE"


GONE: Final = Gone()


@dataclass(frozen=True, slots=True)
class Held:
    """A share, and with whom it is held jointly (S6)."""

    share: Share
    jointly: tuple[str, ...] = ()


# None: it exists, and the document says no more (T11; for a standing, a mere group member).
Value: TypeAlias = Gone | Held | str | None


def relation(old: Value, new: Value) -> Literal["same", "narrower", "wider", "apart"]:
    """How a value stands to the one before it; only "apart" asserts by itself that something changed."""
    if old == new:
        return "same"
    if isinstance(old, Gone) or isinstance(new, Gone):
        return "apart"
    if old is None:
        return "narrower"
    if new is None:
        return "wider"
    if isinstance(old, Held) and isinstance(new, Held) and old.jointly == new.jointly:
        if old.share.narrower(new.share):
            return "wider"
        return "narrower" if new.share.overlaps(old.share) else "apart"
    return "apart"


def value_of(claim: HoldingClaim | StandingClaim) -> Value:
    """What a claim says that is held."""
    if isinstance(claim, StandingClaim):
        return None if claim.standing == "group-member" else claim.standing
    return None if claim.share is None else Held(claim.share, tuple(sorted(claim.jointly_with)))
