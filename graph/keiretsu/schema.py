"""The dossier's file format, as models: what may stand in `entities.yaml` and in a document's file.

The JSON Schema that editors use is generated from here (`json_schema`). Every scalar arrives as text and is read
once, by the type that knows its meaning; a value that does not fit says how to write it.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from keiretsu.dates import PartialDate
from keiretsu.model import Place
from keiretsu.shares import Share

__all__ = ["DocumentFile", "EntitiesFile", "EventRow", "HoldingRow", "ListingTable", "PartyText", "json_schema"]


def _lines(text: object) -> tuple[Place, ...]:
    places: list[Place] = []
    for part in str(text).split(","):
        match = re.fullmatch(r"\s*([1-9]\d*)(?:\s*-\s*([1-9]\d*))?\s*", part, re.ASCII)
        if not match:
            raise ValueError(f"{text!r} are not lines; write 67, or 63-67, or '63, 67'")
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first:
            raise ValueError(f"lines {first}-{last} end before they begin; write the smaller number first")
        places.append(Place(first, last))
    if sorted(places) != places or len(set(places)) != len(places):
        raise ValueError(f"lines {text!r} are not in order; write the smallest first")
    return tuple(places)


def _decimal(text: object) -> Decimal:
    try:
        if not re.fullmatch(r"-?\d+(\.\d+)?", str(text), re.ASCII):
            raise InvalidOperation
        return Decimal(str(text))
    except InvalidOperation:
        raise ValueError(f"{text!r} is not a number; write 9170 or 24.5, without separators") from None


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _words(*words: str) -> WithJsonSchema:
    return WithJsonSchema({"enum": list(words)})


_NUMBER_OR_TEXT = [{"type": "number"}, {"type": "string"}]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Text = Annotated[str, Field(min_length=1, max_length=2000)]
When = Annotated[
    PartialDate,
    BeforeValidator(lambda text: PartialDate.parse(str(text))),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?$",
            "description": "2010, 2010-04, 2010-04-30 or an interval 2010-04-01/2010-06-30 (rule T1)",
        }
    ),
]
Percent = Annotated[
    Share,
    BeforeValidator(lambda text: Share.parse(str(text))),
    WithJsonSchema(
        {
            "anyOf": [{"type": "number", "minimum": 0, "maximum": 100}, {"type": "string"}],
            "description": "percent: 60.2, '<100', '>=25' or '[25, 50)'; left out where it is not said (S1, S2)",
        }
    ),
]
Number = Annotated[Decimal, BeforeValidator(_decimal), WithJsonSchema({"anyOf": _NUMBER_OR_TEXT})]
Lines = Annotated[
    tuple[Place, ...],
    BeforeValidator(_lines),
    WithJsonSchema({"type": ["integer", "string"], "description": "67, 63-67 or '63, 67': 1-based, inclusive (C5)"}),
]
_ONE_OR_MORE = WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})
Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_list), _ONE_OR_MORE]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_as_list), _ONE_OR_MORE]
Standing = Literal["consolidated-subsidiary", "equity-method-affiliate", "joint-venture", "group-member"]
Basis = Literal["stated", "inferred"]
Mode = Literal["actual", "planned"]
Stage = Literal["announced", "agreed", "planned", "in-progress", "completed", "cancelled"]
Right = Literal["shares", "votes", "unspecified"]
Route = Literal["direct", "indirect", "total", "unspecified"]
NameKind = Literal["full", "short", "logo", "misprint", "former", "local", "descriptive"]
EntityKind = Literal["company", "public-body", "organization", "person", "product"]


class _Model(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        alias_generator=lambda name: name.rstrip("_").replace("_", "-"),
        populate_by_name=False,
        arbitrary_types_allowed=True,
    )


class _Cited(_Model):
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


class _Timed(_Cited):
    """A claim about a stretch of time; exactly one way to say when."""

    as_of: When | None = None
    from_: When | None = None
    until: When | None = None
    dated: Literal["publication"] | None = None
    mode: Mode = "actual"
    event: Id | None = None
    corrects: Id | None = None

    @model_validator(mode="after")
    def _when(self) -> _Timed:
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


class HoldingRow(_Timed):
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


class StandingRow(_Timed):
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


class PartyText(_Model):
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
Role = Literal[
    "acquirer", "seller", "target", "investor", "established", "founder", "absorbed", "surviving", "issuer", "holder",
    "lender", "borrower", "provider", "product", "partner", "customer", "supplier", "awarder", "regulator", "person",
    "subject", "other",
]  # fmt: skip
Kind = Literal[
    "establishment", "acquisition", "minority-buyout", "joint-investment", "merger", "capital-increase", "disposal",
    "dissolution", "renaming", "share-repurchase", "share-split", "share-issue", "share-exchange", "equity-finance",
    "borrowing", "dividend", "target", "launch", "announcement", "data-centre", "partnership", "adoption", "project",
    "award", "ranking", "patent", "listing", "filing", "results", "management-change", "expansion", "hiring",
    "reclassification",
]  # fmt: skip


class AmountText(_Model):
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


class SectionRow(_Model):
    """A heading of the document and the line on which it stands."""

    line: Annotated[int, Field(ge=1)]
    title: Text


class DocumentHead(_Model):
    """What the document is; `lines` are those on which its title and date stand."""

    id: Id
    title: Text
    kind: Text
    publisher: Id
    published: When
    lines: Lines
    file: Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]*$")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    fiscal_year_end: Annotated[int, Field(ge=1, le=12)] = 12
    printed: Texts = ()
    note: Text | None = None


class DocumentFile(_Model):
    """One document: what it is, its sections, and what it says."""

    document: DocumentHead
    sections: tuple[SectionRow, ...] = ()
    names: tuple[NameRow, ...] = ()
    holdings: tuple[HoldingRow, ...] = ()
    standings: tuple[StandingRow, ...] = ()
    listings: tuple[ListingTable, ...] = ()
    events: tuple[EventRow, ...] = ()


class DossierHead(_Model):
    """What the dossier is; `base` is the IRI under which its things are named, `root` the group company."""

    id: Id
    title: Text
    base: Annotated[str, Field(pattern=r"^https?://[A-Za-z0-9./_-]+/$")]
    root: Id


class EntityRow(_Model):
    """Who is who; `named: false` marks a label that describes an unnamed one (C6)."""

    id: Id
    name: Text
    kind: EntityKind = "company"
    named: bool = True
    note: Text | None = None


class EntitiesFile(_Model):
    """`entities.yaml`: the dossier, and everything that its documents speak of."""

    dossier: DossierHead
    entities: Annotated[tuple[EntityRow, ...], Field(min_length=1)]


def json_schema() -> dict[str, Any]:
    """The JSON Schema of both kinds of file, for editors."""
    from pydantic.json_schema import models_json_schema

    models: list[tuple[type[BaseModel], Literal["validation"]]] = [
        (EntitiesFile, "validation"),
        (DocumentFile, "validation"),
        (PartyText, "validation"),
    ]
    _, schema = models_json_schema(models, by_alias=True, title="A Keiretsu dossier file")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "anyOf": [{"$ref": "#/$defs/EntitiesFile"}, {"$ref": "#/$defs/DocumentFile"}],
    }
