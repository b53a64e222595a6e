"""What several answers are made of."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

__all__ = [
    "Amount",
    "CitedLine",
    "Conflict",
    "DocumentHead",
    "Entity",
    "Evidence",
    "Interest",
    "Lines",
    "Participant",
    "Said",
    "Share",
    "Window",
]


class Entity(TypedDict):
    """Somebody or something of the dossier."""

    id: str
    name: str


class Window(TypedDict):
    """A stretch of days (after, by]; null where it is open."""

    after: str | None
    by: str | None


class Share(TypedDict):
    """A percentage, exact where both bounds are equal; `open` names the bounds that it does not reach."""

    min: str
    max: str
    open: NotRequired[list[str]]


class Interest(TypedDict):
    """A computed percentage; `max` is null where loops leave no bound, and under *total* it may pass 100."""

    min: str
    max: str | None
    open: NotRequired[list[str]]


class Evidence(TypedDict):
    """The dates of the first and the last evidence, as written."""

    first: str
    last: str


class Said(TypedDict):
    """What one claim of a conflict says: `73.3 %`, `2009-11`, `491 JPY million`."""

    claim: str
    document: str
    value: str


class Conflict(TypedDict):
    """Claims that cannot all be so, which of them the answer follows, and by which step of the policy.

    `kind` is what they conflict about: `stake`, `standing`, `date`, `amount`, `figure` or `name`. `values` has what
    each says, the followed one first; `recorded` are claims by which a reader recorded the same.
    """

    id: str
    kind: str
    claims: list[str]
    why: str
    prefers: str
    policy: str
    values: list[Said]
    recorded: list[str]


class Lines(TypedDict):
    """Lines of a document, 1-based and inclusive."""

    first: int
    last: int
    section: str


class Participant(TypedDict):
    """A part in an event; who is not named has no id."""

    role: str
    id: str | None
    name: str
    count: NotRequired[int]
    candidates: NotRequired[list[str]]


class Amount(TypedDict):
    """A measured value, as printed."""

    measure: str
    value: str
    unit: str


class CitedLine(TypedDict):
    """A line of a document."""

    line: int
    text: str


class DocumentHead(TypedDict):
    """Which document makes a claim."""

    id: str
    title: str
    published: str
