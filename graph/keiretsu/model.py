"""Documents, entities, claims and what is computed from them: frozen and typed.

A claim is one thing that one document says, and where. Claims are never rewritten; periods and conflicts are computed
from them and carry the claims that they rest on. Ids are those of the dossier; claims and periods are named by a hash
of their content, so that the same dossier gives the same names on every machine.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from keiretsu.dates import PartialDate, Window
from keiretsu.shares import Share, canonical

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "Amount",
    "Basis",
    "Claim",
    "Conflict",
    "Document",
    "Dossier",
    "Entity",
    "Event",
    "EventClaim",
    "HoldingClaim",
    "ListingClaim",
    "Mode",
    "NameClaim",
    "Participant",
    "Period",
    "Place",
    "StakeKey",
    "StandingClaim",
    "StandingKey",
    "State",
    "content_id",
]

Basis: TypeAlias = Literal["stated", "inferred"]
Mode: TypeAlias = Literal["actual", "planned"]
State: TypeAlias = Literal["stated", "held", "ended", "not-yet", "changing", "planned", "last-known", "unknown"]


def _plain(value: object) -> Any:
    """A value as JSON that two machines write alike."""
    if isinstance(value, PartialDate):
        return value.written
    if isinstance(value, Share):
        return value.json()
    if isinstance(value, Decimal):
        return canonical(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}  # type: ignore[arg-type]
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def content_id(kind: str, content: object) -> str:
    """A name made of what is named: 16 hexadecimal digits of a SHA-256.

    Fields that are empty do not count, so that a field added to the model later leaves the old names as they are.
    """
    plain = _plain(content)
    if isinstance(plain, dict):
        plain = {key: value for key, value in plain.items() if value not in (None, [], "")}
    text = json.dumps([kind, plain], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A range of lines in a document, 1-based and inclusive, and the section in which it begins (rule C5)."""

    first: int
    last: int
    section: str = ""

    def __str__(self) -> str:
        lines = f"line {self.first}" if self.first == self.last else f"lines {self.first}–{self.last}"
        return f"{lines}, {self.section}" if self.section else lines


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
class Event:
    """One happening, told by one or more event claims."""

    id: str
    kind: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    document: str
    places: tuple[Place, ...]
    basis: Basis = "stated"
    note: str = ""
    printed: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The claim's name, a hash of its content."""
        return content_id(type(self).__name__, self)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameClaim(_Claim):
    """A document calls an entity by a name (rule C4)."""

    entity: str
    name: str
    kind: str = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingClaim(_Claim):
    """Who holds what of whom, and when.

    `as_of` is an observation (T3). `from_` and `until` say that the stake began or ended on a day of that date (T4);
    with `before`, `from_` is instead the change from the share before to `share`. `share` None is undisclosed (S2).
    `dated` says that the document gives no date and its publication stands for it (T5).
    """

    holder: str
    company: str
    share: Share | None = None
    before: Share | None = None
    indirect: Decimal | None = None
    right: str = "unspecified"
    route: str = "unspecified"
    as_of: PartialDate | None = None
    from_: PartialDate | None = None
    until: PartialDate | None = None
    dated: str = ""
    mode: Mode = "actual"
    jointly_with: tuple[str, ...] = ()
    event: str = ""
    listing: str = ""
    corrects: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingClaim(_Claim):
    """How a parent classes a company, and when; dates as in HoldingClaim."""

    parent: str
    company: str
    standing: str
    as_of: PartialDate | None = None
    from_: PartialDate | None = None
    until: PartialDate | None = None
    dated: str = ""
    mode: Mode = "actual"
    event: str = ""
    listing: str = ""
    corrects: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingClaim(_Claim):
    """A table that says "these are all of them", for the standings that it `covers` (rule T8)."""

    parent: str
    title: str
    covers: tuple[str, ...]
    complete: Basis
    members: tuple[str, ...]
    as_of: PartialDate
    dated: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """A part in an event: an entity, or unnamed ones by a `name` that says what they are, with a `count` (C6)."""

    role: str
    entity: str = ""
    name: str = ""
    count: int | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """A measured value of an event, as printed: value 9170, unit "JPY million"."""

    measure: str
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventClaim(_Claim):
    """What one document says of one happening; `date` None is undated (T1)."""

    event: str
    stage: str
    date: PartialDate | None = None
    participants: tuple[Participant, ...] = ()
    amounts: tuple[Amount, ...] = ()


Claim: TypeAlias = NameClaim | HoldingClaim | StandingClaim | ListingClaim | EventClaim


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
    """Claims that no timeline satisfies together, the one that the answer follows, and why (rule C2)."""

    key: StakeKey | StandingKey
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
