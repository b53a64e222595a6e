"""Rows of the commands that list."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from keiretsu.cli.contracts.forms.parts import Amount, Conflict, Entity, Lines, Participant, Said, Window

__all__ = [
    "Cited",
    "Customer",
    "Disagreement",
    "Document",
    "Event",
    "Figure",
    "Found",
    "Identifier",
    "Launch",
    "Name",
    "Printing",
    "Product",
    "Relation",
    "Role",
]


class Event(TypedDict):
    """A happening, put together from all that is told of it.

    `conflicts` are claims that record where the tellings disagree, `disputes` what is computed about its date and
    amounts: those of the followed telling are given, the others stand in `values`.
    """

    id: str
    kind: str
    title: str
    date: str | None
    when: Window
    stage: str
    basis: str
    participants: list[Participant]
    amounts: list[Amount]
    locations: list[str]
    because_of: list[str]
    documents: list[str]
    claims: list[str]
    conflicts: list[str]
    disputes: NotRequired[list[Conflict]]


class Launch(TypedDict):
    """When a product was launched, or is to be; `disputed` where documents cannot both be right about the day."""

    event: str
    date: str | None
    when: Window
    stage: str
    disputed: NotRequired[bool]


class Product(Entity):
    """A product, put together from all that is told of it; `state` on the day that is asked about, as of a standing."""

    names: list[str]
    categories: list[str]
    providers: list[Entity]
    partners: list[Entity]
    technologies: list[str]
    part_of: list[Entity]
    replaces: list[Entity]
    replaced_by: list[Entity]
    renamed_from: list[str]
    purposes: list[str]
    planned: bool
    launches: list[Launch]
    claims: list[str]
    state: NotRequired[str]


Cited = TypedDict(
    "Cited",
    {
        "as_of": str | None,
        "from": str | None,
        "until": str | None,
        "dated": str | None,
        "mode": str,
        "basis": str,
        "note": str | None,
        "document": str,
        "published": str,
        "lines": list[Lines],
        "claim": str,
        "state": NotRequired[str],  # on the day that is asked about
    },
)


class Customer(Cited):
    """Who is a customer of whom, in one document's words."""

    customer: Entity
    supplier: Entity
    kind: str
    products: list[Entity]
    category: str | None
    purpose: str | None


class Relation(Cited):
    """`object` is a `relation` of `subject`, in one document's words."""

    subject: Entity
    relation: str
    object: Entity
    products: list[Entity]
    purpose: str | None


class Role(Cited):
    """A person's post, in one document's words."""

    person: Entity
    organization: Entity
    post: str


class Identifier(TypedDict):
    """By what an entity is known."""

    entity: Entity
    scheme: str
    identifier: str
    document: str
    lines: list[Lines]
    claim: str
    state: NotRequired[str]


class Name(TypedDict):
    """What a document calls an entity (C4); `disputes` where another full name is given on the same day."""

    entity: Entity
    name: str
    kind: str
    document: str
    published: str
    lines: list[Lines]
    basis: str
    note: str | None
    claim: str
    state: NotRequired[str]
    disputes: NotRequired[list[Conflict]]


class Document(TypedDict):
    """A document, and how many claims it makes."""

    id: str
    title: str
    kind: str
    publisher: str
    published: str
    known_from: str | None
    file: str
    sha256: str
    claims: int


class Printing(TypedDict):
    """What stands where."""

    document: str
    lines: list[Lines]
    printed: list[str]


class Disagreement(TypedDict):
    """Where documents, or two pages of one, cannot both be right, or one misprints something.

    `kind` is `stake`, `standing`, `date`, `amount`, `figure` or `name` where it is computed from claims, which say
    `values`, and follows `prefers` by `policy`; it is `misprint` or `contradiction` where a reader recorded it. What is
    both has the recording claims in `recorded`, and there the ids of the conflicts in `computed`.
    """

    kind: str
    about: Entity | None
    holder: Entity | None
    what: str
    why: str
    read: str | None
    places: list[Printing]
    claims: list[str]
    prefers: str | None
    policy: str | None
    id: NotRequired[str]
    values: NotRequired[list[Said]]
    recorded: NotRequired[list[str]]
    computed: NotRequired[list[str]]


class Figure(TypedDict):
    """A printed number: `value` as read, in `unit`; `normalised` is the same in `base_unit`, so that figures compare.

    `conflicts` are the claims that record a misprint or a contradiction on its line, `disputes` what is computed: where
    the same is printed otherwise, with the other values.
    """

    id: str
    subject: Entity
    measure: str
    segment: str | None
    period: str
    aspect: str
    against: str | None
    kind: str
    consolidation: str | None
    value: str
    bound: str | None
    unit: str
    normalised: str
    base_unit: str
    printed: str
    line: int
    basis: str
    note: str | None
    document: str
    published: str
    lines: list[Lines]
    conflicts: list[str]
    disputes: NotRequired[list[Conflict]]


class Found(TypedDict):
    """Something that a search found, and by which of its names."""

    kind: str
    id: str
    name: str
    matched: str
