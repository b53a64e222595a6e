"""One entity at a glance."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from keiretsu.cli.contracts.forms.lists import (
    Customer,
    Disagreement,
    Document,
    Event,
    Identifier,
    Name,
    Product,
    Relation,
    Role,
)
from keiretsu.cli.contracts.forms.parts import Entity
from keiretsu.cli.contracts.forms.stakes import Holding, Stake, Standing

__all__ = ["Profile"]


class Profile(TypedDict):
    """`keiretsu show`: what is known of one entity."""

    entity: Entity
    kind: str
    named: bool
    note: str | None
    at: str | None
    known: str | None
    prefer: NotRequired[str]
    names: list[Name]
    identifiers: list[Identifier]
    standings: list[Standing]
    owners: list[Stake]
    holdings: list[Holding]
    events: list[Event]
    products: list[Product]
    customers: list[Customer]
    relations: list[Relation]
    people: list[Role]
    conflicts: list[Disagreement]
    documents: list[Document]
