"""The written policy of C2: which of two claims that cannot both be right the answer follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from keiretsu.claims import Basis
    from keiretsu.model import Document

__all__ = ["STEPS", "Candidate", "preferred"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the policy looks at in a claim; `span` is how many days its date leaves open."""

    id: str
    document: Document
    basis: Basis
    corrects: str
    span: int


# One step after the other, until one tells the two apart. An explicit qualification, such as "planned", over a row in
# a table comes before all of them: the evidence knows what a company's own beginning says (evidence.py).
STEPS: Final[tuple[tuple[str, Callable[[Candidate, Candidate], bool]], ...]] = (
    ("correction", lambda one, other: one.corrects == other.document.id),
    ("stated-over-inferred", lambda one, other: one.basis == "stated" and other.basis == "inferred"),
    ("later-publication", lambda one, other: one.document.known_from > other.document.known_from),
    ("more-precise", lambda one, other: one.span < other.span),
)


def preferred(one: Candidate, other: Candidate) -> tuple[str, Candidate, Candidate]:
    """The step that decides, the claim that the answer follows, and the other.

    Where no step does, the policy is "undecided" and the choice only stable.
    """
    for name, beats in STEPS:
        if beats(one, other):
            return name, one, other
        if beats(other, one):
            return name, other, one
    first, second = sorted((one, other), key=lambda candidate: candidate.id)
    return "undecided", first, second
