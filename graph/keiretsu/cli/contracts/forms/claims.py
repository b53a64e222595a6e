"""Answers about claims and faults."""

from __future__ import annotations

from typing import Any, NotRequired

from typing_extensions import TypedDict

from keiretsu.cli.contracts.forms.parts import CitedLine, DocumentHead, Lines

__all__ = ["Claim", "Fault", "Reason"]


class Claim(TypedDict):
    """`keiretsu why`: what a claim says, in a sentence and field by field, and where."""

    id: str
    type: str
    sentence: str
    says: dict[str, Any]
    basis: str
    note: str | None
    printed: list[str]
    document: DocumentHead
    places: list[Lines]
    lines: NotRequired[list[CitedLine]]


class Reason(TypedDict):
    """A node of `keiretsu why`: what is so, and the reasons that it rests on, down to claims with their places.

    `id` names a claim, a period, a conflict or a finding, where it is one; only claims have a document and lines.
    """

    says: str
    id: str | None
    basis: str | None
    document: DocumentHead | None
    places: list[Lines]
    lines: NotRequired[list[CitedLine]]
    rests_on: list[Reason]


class Fault(TypedDict):
    """A fault in a dossier, with its place and how to mend it."""

    file: str
    line: int
    message: str
    hint: str
