"""The rows of a document's file, as models: one row is one claim, or a table of them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from keiretsu.schema.scalars import (
    Aspect,
    Basis,
    Bound,
    Consolidation,
    FigureKind,
    Id,
    IdentifierScheme,
    Ids,
    Kind,
    Lines,
    ListKind,
    Mode,
    NameKind,
    Number,
    Percent,
    Relation,
    Right,
    Role,
    Route,
    Stage,
    Standing,
    Text,
    Texts,
    When,
)

__all__ = [
    "AmountText",
    "CounterpartText",
    "CustomerRow",
    "DiscrepancyRow",
    "EventRow",
    "FigureRow",
    "FileModel",
    "HoldingRow",
    "IdentifierRow",
    "ListingRow",
    "ListingTable",
    "NameRow",
    "PartyText",
    "ProductRow",
    "RelationRow",
    "RoleRow",
    "StandingRow",
    "TimedRow",
]


class FileModel(BaseModel):
    """Keys with hyphens, none unknown, nothing changed after reading."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        alias_generator=lambda name: name.rstrip("_").replace("_", "-"),
        populate_by_name=False,
        arbitrary_types_allowed=True,
        defer_build=True,  # each is built when a file first needs it, and once, inside the whole
    )


class _Cited(FileModel):
    """What every claim carries: its lines, whether it is stated or a reading, why, and what was printed (C1, C3)."""

    lines: Lines
    basis: Basis = "stated"
    note: Text | None = None
    printed: Texts = ()

    @model_validator(mode="after")
    def _reason(self) -> _Cited:
        if self.basis == "inferred" and not self.note:
            raise ValueError("an inferred claim has no note; say in 'note' why it is read so")
        return self


class TimedRow(_Cited):
    """A claim about a stretch of time; exactly one way to say when."""

    as_of: When | None = None
    from_: When | None = None
    until: When | None = None
    dated: Literal["publication"] | None = None
    mode: Mode = "actual"
    event: Id | None = None
    corrects: Id | None = None

    @model_validator(mode="after")
    def _when(self) -> TimedRow:
        observed = (self.as_of is not None) + (self.dated is not None)
        effect = self.from_ is not None or self.until is not None
        if observed > 1 or (observed and effect):
            raise ValueError("says when in two ways; give one of as-of, dated: publication, or from/until")
        if not observed and not effect and self.mode == "actual":
            raise ValueError("does not say when; give as-of, from, until, or dated: publication")
        if self.mode == "planned" and self.until:
            raise ValueError(
                "a planned end has no form here; tell it as an event with stage: planned, and leave until out"
            )
        if self.from_ and self.until and self.until.latest < self.from_.earliest:
            raise ValueError(f"until {self.until} lies before from {self.from_}; write the later one in until")
        if self.from_ and self.until and self.until.latest == self.from_.earliest:
            raise ValueError(f"from {self.from_} until {self.until} leaves no day; write a later until")
        return self


class HoldingRow(TimedRow):
    """Who holds what of whom, on one line."""

    holder: Id
    company: Id
    share: Percent | None = None
    before: Percent | None = None
    indirect: Number | None = None
    right: Right = "unspecified"
    route: Route = "unspecified"
    jointly_with: Ids = ()

    @model_validator(mode="after")
    def _change(self) -> HoldingRow:
        if self.before is not None and self.from_ is None:
            raise ValueError("'before' is the share before a change; say in 'from' when it changed")
        if self.holder in self.jointly_with:
            raise ValueError(
                f"{self.holder} holds jointly with itself; name the other holder, or leave jointly-with out"
            )
        return self


class StandingRow(TimedRow):
    """How a parent classes a company."""

    parent: Id
    company: Id
    standing: Standing


class ListingRow(_Cited):
    """One row of a table of group companies: a standing, a share where there is one, and the name printed."""

    company: Id
    standing: Standing
    share: Percent | None = None
    merged: Lines | None = None
    called: Text | None = None


class ListingTable(_Cited):
    """A table that says "these are all of them"; `covers` gives for each standing the lines of its heading (T8)."""

    parent: Id
    title: Text
    as_of: When | None = None
    dated: Literal["publication"] | None = None
    as_of_lines: Lines | None = None
    complete: Basis = "inferred"
    covers: dict[Standing, Lines]
    rows: Annotated[tuple[ListingRow, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _when(self) -> ListingTable:
        if (self.as_of is None) == (self.dated is None):
            raise ValueError("give either as-of or dated: publication")
        if (self.as_of is None) != (self.as_of_lines is None):
            raise ValueError("as-of and as-of-lines, the lines on which that date stands, go together")
        return self


class NameRow(_Cited):
    """What a document calls an entity."""

    entity: Id
    name: Text
    kind: NameKind = "full"


class IdentifierRow(_Cited):
    """By what a register, an exchange or a directory knows an entity."""

    entity: Id
    scheme: IdentifierScheme
    identifier: Text


class PartyText(FileModel):
    """A party of an event that is not simply an entity: unnamed ones, how many, and who they may be (C6)."""

    entity: Id | None = None
    name: Text | None = None
    count: Annotated[int, Field(ge=1)] | None = None
    candidates: Ids = ()

    @model_validator(mode="after")
    def _somebody(self) -> PartyText:
        if not self.entity and not self.name:
            raise ValueError("a party has neither an entity nor a name; give one of them")
        return self


def _parties(value: object) -> object:
    """`seller: x`, `seller: [x, y]` and `seller: {name: ..., count: 2}` all become lists of parties."""
    if not isinstance(value, dict):
        return value
    listed = {role: one if isinstance(one, list) else [one] for role, one in value.items()}
    return {role: [{"entity": p} if isinstance(p, str) else p for p in many] for role, many in listed.items()}


_PARTY = {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/PartyText"}]}


class AmountText(FileModel):
    """A measured value, as printed."""

    measure: Text
    value: Number
    unit: Text


class EventRow(_Cited):
    """What this document says of one happening; kind and title are said once, in whichever document."""

    event: Id
    kind: Kind | None = None
    title: Text | None = None
    date: When | None = None
    stage: Stage
    parties: Annotated[
        dict[Role, tuple[PartyText, ...]],
        BeforeValidator(_parties),
        WithJsonSchema(
            {
                "type": "object",
                "additionalProperties": {"anyOf": [*_PARTY["anyOf"], {"type": "array", "items": _PARTY}]},
            }
        ),
    ] = {}
    amounts: tuple[AmountText, ...] = ()
    location: Text | None = None
    because_of: Ids = ()


class _PublishedRow(TimedRow):
    """A row that is dated by its document's publication where it says nothing else (T5)."""

    @model_validator(mode="before")
    @classmethod
    def _undated(cls, data: Any) -> Any:
        if not isinstance(data, dict) or data.get("mode") == "planned" or any(key in data for key in _WHEN_KEYS):
            return data
        return {**data, "dated": "publication"}


_WHEN_KEYS = ("as-of", "from", "until", "dated")


class ProductRow(_PublishedRow):
    """What the document says of a product or service; its launch is an event."""

    product: Id
    category: Text | None = None
    provider: Ids = ()
    partner: Ids = ()
    technology: Texts = ()
    part_of: Ids = ()
    replaces: Ids = ()
    renamed_from: Texts = ()
    purpose: Text | None = None


class CustomerRow(_PublishedRow):
    """Who is a customer of whom, and in what kind of list that stands."""

    customer: Id
    supplier: Id
    kind: ListKind
    product: Ids = ()
    category: Text | None = None
    purpose: Text | None = None


class RelationRow(_PublishedRow):
    """`object` is a `relation` of `subject`."""

    subject: Id
    relation: Relation
    object: Id
    product: Ids = ()
    purpose: Text | None = None


class RoleRow(_PublishedRow):
    """A person's post in an organization, as printed."""

    person: Id
    organization: Id
    post: Text


class FigureRow(BaseModel):
    """One printed number, a row of a document's CSV; `headings` are the other lines that say what it is (C3)."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)

    line: Annotated[int, Field(ge=1)]
    headings: Lines | None = None
    subject: Id
    measure: Id
    segment: Id | None = None
    period: When
    aspect: Aspect
    against: When | None = None
    kind: FigureKind
    consolidation: Consolidation | None = None
    value: Number
    bound: Bound | None = None
    unit: Text
    printed: Text
    basis: Basis
    note: Text | None = None

    @model_validator(mode="after")
    def _whole(self) -> FigureRow:
        if self.basis == "inferred" and not self.note:
            raise ValueError("an inferred figure has no note; say in 'note' why it is read so")
        if self.aspect.startswith("change") != (self.against is not None):
            raise ValueError("a change, and nothing else, is counted 'against' another period; give it, or mend aspect")
        return self


class CounterpartText(FileModel):
    """The other place of a discrepancy."""

    document: Id
    lines: Lines
    printed: Texts = ()


class DiscrepancyRow(FileModel):
    """A misprint, or two places that differ: what is printed here and there, what is read, and why (C3)."""

    about: Id | None = None
    kind: Literal["misprint", "contradiction"]
    what: Text
    lines: Lines
    basis: Literal["inferred"] = "inferred"
    printed: Annotated[Texts, Field(min_length=1)]
    read: Text
    against: tuple[CounterpartText, ...] = ()
    note: Text

    @model_validator(mode="after")
    def _two_places(self) -> DiscrepancyRow:
        if self.kind == "contradiction" and not self.against:
            raise ValueError("a contradiction has another place; give it in 'against', or call it a misprint")
        return self
