"""Documents, entities, events, and what is computed from claims: frozen and typed.

Ids are those of the dossier; periods and conflicts carry the claims that they rest on, and are named by a hash of
their content, so that the same dossier gives the same names on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from keiretsu.claims import Basis, Claim, Place, content_id

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from keiretsu.dates import PartialDate, Window
    from keiretsu.shares import Share

__all__ = [
    "CONFLICTS",
    "Conflict",
    "ConflictKey",
    "Document",
    "Dossier",
    "Entity",
    "Event",
    "EventKey",
    "FigureKey",
    "Finding",
    "NameKey",
    "Period",
    "Segment",
    "StakeKey",
    "StandingKey",
    "State",
]

CONFLICTS: Final = ("stake", "standing", "date", "amount", "figure", "name")
"""What claims may conflict about."""

State: TypeAlias = Literal["stated", "held", "ended", "not-yet", "changing", "planned", "last-known", "unknown"]


@dataclass(frozen=True, slots=True)
class Document:
    """Something published. `fiscal_year_end` is the month (1-12) in which the publisher's fiscal year ends."""

    id: str
    title: str
    kind: str
    publisher: str
    published: PartialDate
    file: str
    sha256: str
    places: tuple[Place, ...]
    fiscal_year_end: int
    printed: tuple[str, ...] = ()
    note: str = ""

    @property
    def known_from(self) -> date:
        """The first day on which the document is known (rule T10)."""
        return self.published.known_from


@dataclass(frozen=True, slots=True)
class Entity:
    """A company, public body, person or product. `named` is False where the label describes an unnamed one (C6)."""

    id: str
    name: str
    kind: str
    named: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a subject that has figures of its own and is no entity: a row of a table, a kind of cost."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Event:
    """One happening, told by one or more event claims."""

    id: str
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a folder of text says. `base` is the IRI under which its things are named, `root` the group company."""

    id: str
    title: str
    base: str
    root: str
    documents: tuple[Document, ...]
    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class StakeKey:
    """The relation of one holder to one company in one right."""

    holder: str
    company: str
    right: str = "unspecified"


@dataclass(frozen=True, slots=True, order=True)
class StandingKey:
    """The relation of one company to the parent that classes it."""

    parent: str
    company: str


@dataclass(frozen=True, slots=True, order=True)
class EventKey:
    """The day of a happening; or, with a `measure` and the base `unit` of its values, one of its amounts."""

    event: str
    measure: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, order=True)
class FigureKey:
    """What a figure is a figure of; `period` and `against` as written, `unit` the base unit."""

    subject: str
    measure: str
    segment: str
    period: str
    aspect: str
    against: str
    kind: str
    consolidation: str
    unit: str


@dataclass(frozen=True, slots=True, order=True)
class NameKey:
    """What an entity is called in full."""

    entity: str


ConflictKey: TypeAlias = StakeKey | StandingKey | EventKey | FigureKey | NameKey


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of a stake or a standing with one value (rules T2, T6 to T11).

    `began` holds the window of its first day, `ended` that of the first day on which it no longer held, None while no
    end is known. `observed` are the dates of the observations in it; `seen` is the latest first day of its evidence:
    up to then it certainly held. `since` is the publication of a plan. [`known_from`, `known_until`) is the record
    interval in which the period is the answer (T10).
    """

    key: StakeKey | StandingKey
    state: State
    began: Window
    ended: Window | None
    basis: Basis
    claims: tuple[str, ...]
    observed: tuple[PartialDate, ...]
    known_from: date
    known_until: date | None = None
    share: Share | None = None
    standing: str = ""
    jointly_with: tuple[str, ...] = ()
    seen: date | None = None
    since: date | None = None
    first_evidence: str = ""
    last_evidence: str = ""

    @property
    def id(self) -> str:
        """The period's name, a hash of its content."""
        return content_id("Period", self)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that no timeline satisfies together, the one that the answer follows, and why (rule C2).

    Each of the `claims` cannot be right together with at least one of the others.
    """

    key: ConflictKey
    claims: tuple[str, ...]
    prefers: str
    policy: str
    why: str
    known_from: date
    known_until: date | None = None

    @property
    def id(self) -> str:
        """The conflict's name, a hash of its content."""
        return content_id("Conflict", self)

    @property
    def kind(self) -> str:
        """What the claims conflict about, one of `CONFLICTS`."""
        if isinstance(self.key, EventKey):
            return "amount" if self.key.measure else "date"
        kinds = {StakeKey: "stake", StandingKey: "standing", FigureKey: "figure"}
        return kinds.get(type(self.key), "name")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is computed from stakes on every day of [`first`, `until`): None is since ever and for ever.

    `kind` is "effective" (a holder's share in a company under a `definition` of S4), "undisclosed" (what nobody is
    named for, directly where there is no definition), or "control" (the `verdict` of S5). Shares are percent, between
    `min` and `max`. `last_known` says that it rests on a share of an earlier day, as if that had not changed since. It
    is the answer in the record interval [`known_from`, `known_until`).
    """

    kind: Literal["effective", "undisclosed", "control"]
    company: str
    holder: str
    definition: str
    min: Decimal | None
    max: Decimal | None
    min_open: bool
    verdict: str
    last_known: bool
    claims: tuple[str, ...]
    first: date | None
    until: date | None
    known_from: date
    known_until: date | None = None

    @property
    def id(self) -> str:
        """The finding's name, a hash of its content."""
        return content_id("Finding", self)
