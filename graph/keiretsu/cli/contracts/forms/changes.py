"""Answers in the order of time: a timeline, a difference."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from keiretsu.cli.contracts.forms.parts import Conflict, Entity, Participant, Share, Window

__all__ = ["Change", "ChangeRow", "Chronicle", "Diff", "EventStage", "Membership", "Party", "TimelineEntry"]


class Party(Participant):
    """Who has a part in an entry of a timeline: in an event, or as a holder, a company, a customer."""


class TimelineEntry(TypedDict):
    """Something dated: it happened, was seen or was planned on one day of `when`.

    `certain` says that the window is one day and no plan; `open` that the day asked about lies in the window before its
    end. `date` is as a document writes it, null where the window is computed. `before` and `after` are the shares of a
    stake; `detail` is its right, an event's kind, or the words of a post, a relation, a name. `since` is the day on
    which a plan was published, `absent_from` the claims of listings that leave the company out. `conflicts` record
    where tellings of the event disagree.
    """

    when: Window
    date: str | None
    certain: bool
    open: NotRequired[bool]
    kind: str
    step: str
    says: str
    parties: list[Party]
    detail: str | None
    event: str | None
    before: Share | None
    after: Share | None
    standing_before: str | None
    standing_after: str | None
    since: str | None
    absent_from: list[str]
    basis: str
    documents: list[str]
    claims: list[str]
    conflicts: list[str]


class Chronicle(TypedDict):
    """`keiretsu timeline`."""

    entity: Entity
    at: str | None
    known: str | None
    entries: list[TimelineEntry]


class Membership(TypedDict):
    """A company under a holder: there, perhaps or planned, with what is said of its share and its standing."""

    presence: str
    share: Share | None
    standing: str | None


class EventStage(TypedDict):
    """How far an event has come, its date as written, and its amounts as printed."""

    stage: str
    date: str | None
    amounts: list[str]


class Change(TypedDict):
    """One change; `before` and `after` are what its kind is about, null where it is not there or nothing is said.

    A share for `share`; a membership for `joined`, `left` and `plan`; a word for `standing`; names for `name`; a stage
    for events; `there`, `perhaps` or `planned` for the rest. `reasons` are what it may come of: the events by title, a
    complete listing that no longer has the company.
    """

    kind: str
    entity: Entity
    holder: Entity | None
    right: str | None
    before: Share | Membership | EventStage | list[str] | str | None
    after: Share | Membership | EventStage | list[str] | str | None
    when: Window
    events: list[str]
    reasons: list[str]
    claims: list[str]
    conflicts: NotRequired[list[Conflict]]


_Diff = TypedDict(
    "_Diff",
    {"clock": str, "from": str, "to": str, "at": str | None, "known": str | None, "prefer": NotRequired[str]},
)


class Diff(_Diff):
    """`keiretsu diff`; `clock` says which: `at`, the world from one day to another, or `known`, what is known of `at`.

    `corrections` are records that were corrected, apart from changes (T10).
    """

    changes: list[Change]
    corrections: list[Change]


class ChangeRow(Change):
    """A change, flat."""

    correction: bool
