"""What a single value in a dossier's file may be.

Every scalar arrives as text and is read once, by the type that knows its meaning; a value that does not fit says how
to write it.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from keiretsu.claims import Place
from keiretsu.dates import PartialDate
from keiretsu.shares import Share

__all__ = [
    "Aspect",
    "Basis",
    "Bound",
    "Consolidation",
    "EntityKind",
    "FigureKind",
    "Id",
    "IdentifierScheme",
    "Ids",
    "Kind",
    "Lines",
    "ListKind",
    "Mode",
    "NameKind",
    "Number",
    "Percent",
    "Relation",
    "Right",
    "Role",
    "Route",
    "Stage",
    "Standing",
    "Text",
    "Texts",
    "When",
]


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
    "reclassification", "presentation", "regulation", "accounting", "cost-reduction",
]  # fmt: skip
IdentifierScheme = Literal[
    "ticker-tse", "ticker-nasdaq", "isin", "lei", "company-number", "web", "email", "telephone", "fax", "address",
    "other",
]  # fmt: skip
Aspect = Literal["value", "change", "change-percent", "change-points", "share-percent"]
Bound = Literal["about", "at-least", "at-most"]
FigureKind = Literal["actual", "target", "forecast"]
Consolidation = Literal["consolidated", "non-consolidated"]
ListKind = Literal["representative", "user", "case-study", "group"]
Relation = Literal[
    "partner", "carrier", "supplier", "counterparty", "regulator", "exchange", "research-house", "data-source",
    "standards-body", "member", "peer", "lender", "user-group", "other",
]  # fmt: skip
