"""What each field of the model is in RDF, and the IRIs of things."""

from __future__ import annotations

from typing import Any, Final, Literal

from keiretsu.claims import (
    CustomerClaim,
    DiscrepancyClaim,
    EventClaim,
    FigureClaim,
    HoldingClaim,
    IdentifierClaim,
    ListingClaim,
    NameClaim,
    ProductClaim,
    RelationClaim,
    RoleClaim,
    StandingClaim,
)
from keiretsu.model import StakeKey

__all__ = ["CLAIM_TYPES", "COMPUTED", "ENTITY_TYPES", "FIELDS", "FINDING_TYPES", "REASONED", "Names"]

CLAIM_TYPES: Final[dict[str, type[Any]]] = {
    cls.__name__: cls
    for cls in (
        NameClaim,
        IdentifierClaim,
        HoldingClaim,
        StandingClaim,
        ListingClaim,
        EventClaim,
        ProductClaim,
        CustomerClaim,
        RelationClaim,
        RoleClaim,
        DiscrepancyClaim,
        FigureClaim,
    )
}
ENTITY_TYPES: Final = {
    "company": "Company",
    "public-body": "PublicBody",
    "organization": "Organization",
    "person": "Person",
    "product": "Product",
}
COMPUTED: Final = "periods"
REASONED: Final = "ownership"
"""The graph of what is computed from periods: effective shares, what is undisclosed, control."""
FINDING_TYPES: Final[dict[Literal["effective", "undisclosed", "control"], str]] = {
    "effective": "EffectiveShare",
    "undisclosed": "UndisclosedShare",
    "control": "ControlVerdict",
}

# attribute -> (form, property); the form says how the value is written and read.
_COMMON: Final = {
    "document": ("document", "document"),
    "basis": ("concept", "basis"),
    "note": ("text", "note"),
    "printed": ("texts", "printed"),
    "places": ("places", "place"),
}
_DATED: Final = {
    "as_of": ("date", "asOf"),
    "from_": ("date", "from"),
    "until": ("date", "until"),
    "dated": ("concept", "dated"),
    "mode": ("concept", "mode"),
    "event": ("event", "event"),
    "corrects": ("document", "corrects"),
}
_LISTED: Final = {"listing": ("claim", "listing")}
FIELDS: Final[dict[type[Any], dict[str, tuple[str, str]]]] = {
    NameClaim: _COMMON
    | {"entity": ("entity", "subject"), "name": ("text", "name"), "kind": ("concept:name", "nameKind")},
    HoldingClaim: _COMMON
    | _DATED
    | _LISTED
    | {
        "holder": ("entity", "holder"),
        "company": ("entity", "company"),
        "jointly_with": ("entities", "jointHolder"),
        "share": ("share", "share"),
        "before": ("share", "before"),
        "indirect": ("decimal", "indirectPart"),
        "right": ("concept", "right"),
        "route": ("concept", "route"),
    },
    StandingClaim: _COMMON
    | _DATED
    | _LISTED
    | {
        "parent": ("entity", "parent"),
        "company": ("entity", "company"),
        "standing": ("concept", "standing"),
    },
    ListingClaim: _COMMON
    | {
        "parent": ("entity", "parent"),
        "title": ("text", "title"),
        "covers": ("concepts:standing", "covers"),
        "complete": ("concept:basis", "completeness"),
        "members": ("entities", "member"),
        "as_of": ("date", "asOf"),
        "dated": ("concept", "dated"),
    },
    EventClaim: _COMMON
    | {
        "event": ("event", "event"),
        "stage": ("concept", "stage"),
        "date": ("date", "date"),
        "participants": ("participants", "participation"),
        "amounts": ("amounts", "amount"),
        "location": ("text", "location"),
        "because_of": ("events", "becauseOf"),
    },
    IdentifierClaim: _COMMON
    | {
        "entity": ("entity", "subject"),
        "scheme": ("concept:identifier", "identifierScheme"),
        "identifier": ("text", "identifier"),
    },
    ProductClaim: _COMMON
    | _DATED
    | {
        "product": ("entity", "product"),
        "category": ("text", "category"),
        "provider": ("entities", "provider"),
        "partner": ("entities", "partner"),
        "technology": ("texts", "technology"),
        "part_of": ("entities", "partOf"),
        "replaces": ("entities", "replaces"),
        "renamed_from": ("texts", "renamedFrom"),
        "purpose": ("text", "purpose"),
    },
    CustomerClaim: _COMMON
    | _DATED
    | {
        "customer": ("entity", "customer"),
        "supplier": ("entity", "supplier"),
        "kind": ("concept:customer", "customerKind"),
        "product": ("entities", "product"),
        "category": ("text", "category"),
        "purpose": ("text", "purpose"),
    },
    RelationClaim: _COMMON
    | _DATED
    | {
        "subject": ("entity", "subject"),
        "relation": ("concept", "relation"),
        "object": ("entity", "object"),
        "product": ("entities", "product"),
        "purpose": ("text", "purpose"),
    },
    RoleClaim: _COMMON
    | _DATED
    | {
        "person": ("entity", "person"),
        "organization": ("entity", "organization"),
        "post": ("text", "post"),
    },
    DiscrepancyClaim: _COMMON
    | {
        "kind": ("concept:discrepancy", "discrepancyKind"),
        "what": ("text", "what"),
        "read": ("text", "readAs"),
        "entity": ("entity", "subject"),
        "about_event": ("event", "event"),
        "against": ("counterparts", "against"),
    },
    FigureClaim: _COMMON
    | {
        "subject": ("entity", "subject"),
        "measure": ("text", "measure"),
        "segment": ("text", "segment"),
        "period": ("date", "forPeriod"),
        "aspect": ("concept", "aspect"),
        "against": ("date", "comparedWith"),
        "kind": ("concept:figure", "figureKind"),
        "consolidation": ("concept", "consolidation"),
        "value": ("decimal", "value"),
        "bound": ("concept", "bound"),
        "unit": ("text", "unit"),
        "line": ("integer", "figureLine"),
    },
}


class Names:
    """Ids to IRIs and back, under the base of one dataset."""

    def __init__(self, base: str) -> None:
        self.base = base

    def iri(self, kind: str, name: str) -> str:
        """The IRI of a thing: `<base>entity/iij`."""
        return f"{self.base}{kind}/{name}"

    def id(self, iri: str) -> str:
        """The id in an IRI: what follows the kind."""
        local = iri.removeprefix(self.base)
        return local.split("/", 1)[1] if "/" in local else local

    def stake(self, key: StakeKey) -> str:
        """The IRI of a stake."""
        return self.iri("stake", f"{key.holder}--{key.company}--{key.right}")
