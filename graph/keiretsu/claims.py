"""Claims: what one document says, and where; frozen and typed, and never rewritten.

A claim is named by a hash of its content, so that the same reading has the same name on every machine. What a claim
speaks of (`iij`, `iij-mobile`) is named by the ids of the dossier.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from keiretsu.dates import PartialDate
from keiretsu.shares import Share, canonical

__all__ = [
    "Amount",
    "Basis",
    "Claim",
    "Counterpart",
    "CustomerClaim",
    "DiscrepancyClaim",
    "EventClaim",
    "FigureClaim",
    "HoldingClaim",
    "IdentifierClaim",
    "ListingClaim",
    "Mode",
    "NameClaim",
    "Participant",
    "Place",
    "ProductClaim",
    "RelationClaim",
    "RoleClaim",
    "StandingClaim",
    "content_id",
]

Basis: TypeAlias = Literal["stated", "inferred"]
Mode: TypeAlias = Literal["actual", "planned"]


def _plain(value: Any) -> Any:
    """A value as JSON that two machines write alike."""
    if value is None or isinstance(value, str | int):  # most are
        return value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, PartialDate):
        return value.written
    if isinstance(value, Share):
        return value.json()
    if isinstance(value, Decimal):
        return canonical(value)
    names = getattr(value, "__dataclass_fields__", None)
    return {name: _plain(getattr(value, name)) for name in names} if names else str(value)


# Sorted keys and no spaces: one text for one content. Made once, since every claim is written with it.
_written = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


def content_id(kind: str, content: object) -> str:
    """A name made of what is named: 16 hexadecimal digits of a SHA-256.

    Fields that are empty do not count, so that a field added to the model later leaves the old names as they are.
    """
    plain = _plain(content)
    if isinstance(plain, dict):
        plain = {key: value for key, value in plain.items() if value not in (None, [], "")}
    return hashlib.sha256(_written([kind, plain]).encode()).hexdigest()[:16]


@lru_cache(maxsize=1 << 16)
def _claim_id(claim: _Claim) -> str:
    """A claim is asked for its name at every turn, and its content never changes."""
    return content_id(type(claim).__name__, claim)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A range of lines in a document, 1-based and inclusive, and the section in which it begins (rule C5)."""

    first: int
    last: int
    section: str = ""

    def __str__(self) -> str:
        lines = f"line {self.first}" if self.first == self.last else f"lines {self.first}–{self.last}"
        return f"{lines}, {self.section}" if self.section else lines


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
        return _claim_id(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameClaim(_Claim):
    """A document calls an entity by a name (rule C4)."""

    entity: str
    name: str
    kind: str = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Timed(_Claim):
    """A claim about a stretch of time.

    `as_of` is an observation (T3); `from_` and `until` say that it began or ended on a day of that date (T4). `dated`
    says that the document gives no date and its publication stands for it (T5). `mode` tells a plan from a fact (T9).
    """

    as_of: PartialDate | None = None
    from_: PartialDate | None = None
    until: PartialDate | None = None
    dated: str = ""
    mode: Mode = "actual"
    event: str = ""
    corrects: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingClaim(_Timed):
    """Who holds what of whom; `share` None is undisclosed (S2), `before` is the share before a change on `from_`."""

    holder: str
    company: str
    share: Share | None = None
    before: Share | None = None
    indirect: Decimal | None = None
    right: str = "unspecified"
    route: str = "unspecified"
    jointly_with: tuple[str, ...] = ()
    listing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingClaim(_Timed):
    """How a parent classes a company."""

    parent: str
    company: str
    standing: str
    listing: str = ""


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
    location: str = ""
    because_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierClaim(_Claim):
    """A register, an exchange or a directory knows an entity by an identifier, kept as printed."""

    entity: str
    scheme: str
    identifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductClaim(_Timed):
    """What a document says of a product: its class as printed, who provides it, with whom, on what it is built."""

    product: str
    category: str = ""
    provider: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    technology: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    renamed_from: tuple[str, ...] = ()
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerClaim(_Timed):
    """A supplier has a customer, for products or a purpose, named in a list of a certain kind."""

    customer: str
    supplier: str
    kind: str
    product: tuple[str, ...] = ()
    category: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationClaim(_Timed):
    """`object` is a `relation` of `subject`: the regulator of a company, a member of a body."""

    subject: str
    relation: str
    object: str
    product: tuple[str, ...] = ()
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleClaim(_Timed):
    """A person has a post in an organization."""

    person: str
    organization: str
    post: str


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The other place of a discrepancy: a document, its lines, and what is printed there."""

    document: str
    places: tuple[Place, ...]
    printed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscrepancyClaim(_Claim):
    """A misprint, or two places that give one thing differently (C3): `printed` here, `read` instead, `note` why.

    It is about an `entity`, an event (`about_event`), or, where both are empty, the document itself.
    """

    kind: str
    what: str
    read: str
    entity: str = ""
    about_event: str = ""
    against: tuple[Counterpart, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureClaim(_Claim):
    """A printed number that has a subject and a period: `value` as read, in `unit`; `printed` as it stands on `line`.

    `aspect` says whether it is the value itself, a change of it `against` another period (absolute, in percent, or in
    points), or its share of a whole. `bound` says that it is about so, at least or at most so.
    """

    subject: str
    measure: str
    value: Decimal
    unit: str
    period: PartialDate
    line: int
    segment: str = ""
    aspect: str = "value"
    against: PartialDate | None = None
    kind: str = "actual"
    consolidation: str = ""
    bound: str = ""


Claim: TypeAlias = (
    NameClaim
    | IdentifierClaim
    | HoldingClaim
    | StandingClaim
    | ListingClaim
    | EventClaim
    | ProductClaim
    | CustomerClaim
    | RelationClaim
    | RoleClaim
    | DiscrepancyClaim
    | FigureClaim
)
