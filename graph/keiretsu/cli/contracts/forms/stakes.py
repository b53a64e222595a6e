"""Answers about stakes and standings: a history, a group."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from keiretsu.cli.contracts.forms.parts import Conflict, Entity, Evidence, Share, Window

__all__ = [
    "Group",
    "GroupRow",
    "History",
    "HistoryRow",
    "Holding",
    "Member",
    "Parent",
    "Stake",
    "StakePeriod",
    "Standing",
    "StandingOnDay",
    "StandingPeriod",
    "StateOnDay",
]


_Period = TypedDict(
    "_Period",
    {
        "share": Share | None,
        "from": Window,
        "until": Window | None,
        "state": str,
        "stage": NotRequired[str],
        "since": NotRequired[str | None],
        "jointly_with": NotRequired[list[Entity]],
        "evidence": Evidence,
        "basis": str,
        "claims": list[str],
        "conflicts": NotRequired[list[Conflict]],
    },
)


class StakePeriod(_Period):
    """A stretch of a stake with one share."""


class StandingPeriod(_Period):
    """A stretch of a standing."""

    value: str


class StateOnDay(TypedDict):
    """What is known of a stake on the day that is asked about."""

    share: Share | None
    state: str
    observed: NotRequired[str]
    jointly_with: NotRequired[list[Entity]]
    claims: list[str]
    conflicts: NotRequired[list[Conflict]]


class HistoryRow(_Period):
    """A history, flat: one row for each period of a stake."""

    company: Entity
    holder: Entity
    right: str


class Stake(TypedDict):
    """One holder's stake in the company."""

    holder: Entity
    right: str
    answer: NotRequired[StateOnDay]
    periods: list[StakePeriod]
    conflicts: list[Conflict]


class Standing(TypedDict):
    """How one parent classes the company."""

    parent: Entity
    periods: list[StandingPeriod]
    conflicts: NotRequired[list[Conflict]]


class History(TypedDict):
    """`keiretsu history`; `prefer` is there where conflicts are not decided by the written policy."""

    company: Entity
    at: str | None
    known: str | None
    prefer: NotRequired[str]
    stakes: list[Stake]
    standings: list[Standing]


class StandingOnDay(TypedDict):
    """A standing on a day."""

    value: str
    state: str
    conflicts: NotRequired[list[Conflict]]


class Parent(TypedDict):
    """Who holds a member, and how much on the day."""

    id: str
    share: Share | None
    state: str
    claims: list[str]
    conflicts: NotRequired[list[Conflict]]


class Member(Entity):
    """A company of the group on a day; `effective` is the root's look-through share (S4).

    `if_unchanged` is what it would be if shares that are only last known had not changed since, where that differs.
    """

    standing: StandingOnDay | None
    parents: list[Parent]
    effective: Share | None
    if_unchanged: NotRequired[Share | None]
    claims: list[str]


class Group(TypedDict):
    """`keiretsu group`; `prefer` is there where conflicts are not decided by the written policy."""

    root: Entity
    at: str | None
    known: str | None
    prefer: NotRequired[str]
    members: list[Member]


class GroupRow(TypedDict):
    """A group, flat: one row for each member and parent."""

    id: str
    name: str
    standing: str | None
    standing_state: str | None
    parent: str | None
    share: Share | None
    state: str | None
    effective: Share | None
    claims: list[str]
    conflicts: NotRequired[list[Conflict]]


class Holding(TypedDict):
    """What the entity holds of one company."""

    company: Entity
    right: str
    answer: NotRequired[StateOnDay]
    periods: list[StakePeriod]
