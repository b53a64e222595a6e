"""The dossier's file format, as models: what may stand in `entities.yaml` and in a document's file.

The JSON Schema that editors use is generated from here (`json_schema`).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field

from keiretsu.schema.rows import (
    CustomerRow,
    DiscrepancyRow,
    EventRow,
    FigureRow,
    FileModel,
    HoldingRow,
    IdentifierRow,
    ListingRow,
    ListingTable,
    NameRow,
    PartyText,
    ProductRow,
    RelationRow,
    RoleRow,
    StandingRow,
    TimedRow,
)
from keiretsu.schema.scalars import EntityKind, Id, Lines, Text, Texts, When

__all__ = [
    "CustomerRow",
    "DiscrepancyRow",
    "DocumentFile",
    "EntitiesFile",
    "EventRow",
    "FigureRow",
    "HoldingRow",
    "ListingRow",
    "ListingTable",
    "PartyText",
    "ProductRow",
    "RelationRow",
    "RoleRow",
    "SectionRow",
    "StandingRow",
    "TimedRow",
    "json_schema",
]


class SectionRow(FileModel):
    """A heading of the document and the line on which it stands."""

    line: Annotated[int, Field(ge=1)]
    title: Text


def _in_order(sections: tuple[SectionRow, ...]) -> tuple[SectionRow, ...]:
    return tuple(sorted(sections, key=lambda section: section.line))


class DocumentHead(FileModel):
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


class DocumentFile(FileModel):
    """One document: what it is, its sections, and what it says."""

    document: DocumentHead
    sections: Annotated[tuple[SectionRow, ...], AfterValidator(_in_order)] = ()
    names: tuple[NameRow, ...] = ()
    holdings: tuple[HoldingRow, ...] = ()
    standings: tuple[StandingRow, ...] = ()
    listings: tuple[ListingTable, ...] = ()
    events: tuple[EventRow, ...] = ()
    products: tuple[ProductRow, ...] = ()
    customers: tuple[CustomerRow, ...] = ()
    relations: tuple[RelationRow, ...] = ()
    roles: tuple[RoleRow, ...] = ()
    identifiers: tuple[IdentifierRow, ...] = ()
    discrepancies: tuple[DiscrepancyRow, ...] = ()


class DossierHead(FileModel):
    """What the dossier is; `base` is the IRI under which its things are named, `root` the group company."""

    id: Id
    title: Text
    base: Annotated[str, Field(pattern=r"^https?://[A-Za-z0-9./_-]+/$")]
    root: Id


class EntityRow(FileModel):
    """Who is who; `named: false` marks a label that describes an unnamed one (C6)."""

    id: Id
    name: Text
    kind: EntityKind = "company"
    named: bool = True
    note: Text | None = None


class SegmentLine(FileModel):
    """A part of a subject that has figures of its own and is no entity."""

    id: Id
    name: Text


class EntitiesFile(FileModel):
    """`entities.yaml`: the dossier, and everything that its documents speak of."""

    dossier: DossierHead
    entities: Annotated[tuple[EntityRow, ...], Field(min_length=1)]
    segments: tuple[SegmentLine, ...] = ()


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
