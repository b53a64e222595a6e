"""Answers that are computed from stakes: owners, effective shares, control, routes."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from keiretsu.cli.contracts.forms.parts import Conflict, Entity, Interest, Share, Window

__all__ = [
    "Controlling",
    "Controls",
    "Effective",
    "Owner",
    "OwnerRow",
    "Owners",
    "Reached",
    "Route",
    "Routes",
    "Standings",
    "Step",
    "StepRow",
    "Tenure",
    "Undisclosed",
    "Verdict",
]


class Verdict(TypedDict):
    """Whether `holder` controls `company` on the day: yes, no, possible or joint (S5).

    `through` are those of its group that hold the votes; `last_known` says that it rests on a share of an earlier day.
    """

    holder: Entity
    company: Entity
    verdict: str
    through: list[str]
    last_known: bool
    claims: list[str]


class Owner(Entity):
    """Who has a part in the company; `direct` is null where it is undisclosed, 0 where it is held through others.

    `effective` is the look-through share, null for the company itself; `if_unchanged` what it would be if shares that
    are only last known had not changed since, where that differs. `ultimate`: nobody is known above.
    """

    direct: Share | None
    state: str | None
    jointly_with: NotRequired[list[Entity]]
    effective: Interest | None
    if_unchanged: NotRequired[Interest | None]
    ultimate: bool
    controls: str
    last_known: bool
    claims: list[str]
    conflicts: NotRequired[list[Conflict]]


class Undisclosed(TypedDict):
    """What nobody is named for."""

    direct: Share
    effective: Interest
    if_unchanged: NotRequired[Interest]


class Owners(TypedDict):
    """`keiretsu owners`: the direct shares and what is undisclosed are 100, and so are the ultimate owners' effective.

    `controlled_by` are those who control the company and whom nobody else controls.
    """

    company: Entity
    at: str
    known: str | None
    prefer: NotRequired[str]
    right: str
    owners: list[Owner]
    undisclosed: Undisclosed
    controlled_by: list[Verdict]


class OwnerRow(Owner):
    """An owner, flat."""

    company: Entity


class Reached(Entity):
    """What the holder has in one company; `if_unchanged` where what is only last known makes a difference."""

    share: Interest
    if_unchanged: NotRequired[Interest]
    claims: list[str]
    conflicts: NotRequired[list[Conflict]]


class Effective(TypedDict):
    """`keiretsu effective`: a holder's shares in every company that it reaches, by a definition of S4."""

    holder: Entity
    at: str
    known: str | None
    prefer: NotRequired[str]
    definition: str
    right: str
    companies: list[Reached]


class Tenure(TypedDict):
    """A stretch of days with one verdict; `last_known_from` is the first day from which it rests on earlier shares.

    `moved_by` are the claims behind the change that began it.
    """

    verdict: str
    since: Window
    until: Window | None
    last_known_from: str | None
    claims: list[str]
    moved_by: list[str]


class Controlling(Verdict):
    """A verdict of the day, and all stretches in which the holder controls the company or may."""

    ultimate: bool
    spans: list[Tenure]
    conflicts: NotRequired[list[Conflict]]


class Standings(TypedDict):
    """A stated standing that does not fit the computed control."""

    parent: Entity
    company: Entity
    standing: str
    why: str
    claims: list[str]


class Controls(TypedDict):
    """`keiretsu control`: who controls the entity, and what it controls."""

    entity: Entity
    at: str
    known: str | None
    prefer: NotRequired[str]
    controlled_by: list[Controlling]
    controls: list[Controlling]
    disagreements: list[Standings]


class Step(TypedDict):
    """One stake of a chain."""

    holder: Entity
    company: Entity
    share: Interest
    undisclosed: bool
    last_known: bool
    jointly_with: list[Entity]
    claims: list[str]


class Route(TypedDict):
    """A chain of stakes; `product` is what comes down it alone."""

    steps: list[Step]
    product: Interest
    if_unchanged: NotRequired[Interest]
    claims: list[str]
    conflicts: NotRequired[list[Conflict]]


class Routes(TypedDict):
    """`keiretsu routes`; `more` says that only the first ones are listed."""

    holder: Entity
    company: Entity
    at: str
    known: str | None
    prefer: NotRequired[str]
    right: str
    effective: Interest | None
    routes: list[Route]
    more: bool


class StepRow(Step):
    """A route, flat: one row for each stake, with the number of its route and the product of that."""

    route: int
    product: Interest
