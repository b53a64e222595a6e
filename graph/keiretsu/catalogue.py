"""Products as the known documents describe them, and who stands in which relation to whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from keiretsu.claims import (
    CustomerClaim,
    DiscrepancyClaim,
    FigureClaim,
    IdentifierClaim,
    NameClaim,
    ProductClaim,
    RelationClaim,
    RoleClaim,
)
from keiretsu.happenings import Happening, happenings
from keiretsu.lookup import EVER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from keiretsu.lookup import Source
    from keiretsu.model import Entity

__all__ = [
    "Offer",
    "Statement",
    "customers",
    "discrepancies",
    "disputed",
    "figures",
    "identifiers",
    "offers",
    "products",
    "relations",
    "roles",
]

_Said = TypeVar(
    "_Said",
    CustomerClaim,
    RelationClaim,
    RoleClaim,
    IdentifierClaim,
    DiscrepancyClaim,
    FigureClaim,
    ProductClaim,
    NameClaim,
)
Statement = tuple[str, _Said]


@dataclass(frozen=True, slots=True)
class Offer:
    """A product: what all known documents say of it, each word once, and the events of its launch."""

    product: Entity
    categories: tuple[str, ...]
    providers: tuple[str, ...]
    partners: tuple[str, ...]
    technologies: tuple[str, ...]
    part_of: tuple[str, ...]
    replaces: tuple[str, ...]
    replaced_by: tuple[str, ...]
    renamed_from: tuple[str, ...]
    purposes: tuple[str, ...]
    planned: bool
    launches: tuple[Happening, ...]
    claims: tuple[str, ...]

    def concerns(self, entity: str) -> bool:
        """Whether an entity provides it, works on it, is it, or contains it."""
        return entity in (self.product.id, *self.providers, *self.partners, *self.part_of)


def offers(source: Source, known: date = EVER) -> dict[str, Offer]:
    """Every product that a known document describes or launches, by id, in order of name."""
    told: dict[str, list[tuple[str, ProductClaim]]] = defaultdict(list)
    for name, claim in source.all_claims("ProductClaim").items():
        if isinstance(claim, ProductClaim) and source.known(claim, known):
            told[claim.product].append((name, claim))
    launched = [h for h in happenings(source, known).values() if h.event.kind == "launch"]
    for happening in launched:
        for product in happening.entities("product"):
            told.setdefault(product, [])
    later = defaultdict(list)
    for product, claims in told.items():
        for _, claim in claims:
            for earlier in claim.replaces:
                later[earlier].append(product)
    found = [_offer(source, product, claims, launched, later) for product, claims in told.items()]
    return {offer.product.id: offer for offer in sorted(found, key=lambda o: (o.product.name.casefold(), o.product.id))}


def _offer(
    source: Source,
    product: str,
    told: list[tuple[str, ProductClaim]],
    launched: Iterable[Happening],
    later: Mapping[str, list[str]],
) -> Offer:
    def all_of(attribute: str) -> tuple[str, ...]:
        values = (getattr(claim, attribute) for _, claim in told)
        return tuple(sorted({one for v in values for one in (v if isinstance(v, tuple) else (v,)) if one}))

    launches = tuple(h for h in launched if product in h.entities("product"))
    providers = {*all_of("provider"), *(one for h in launches for one in h.entities("provider"))}
    return Offer(
        product=source.entities[product],
        categories=all_of("category"),
        providers=tuple(sorted(providers)),
        partners=all_of("partner"),
        technologies=all_of("technology"),
        part_of=all_of("part_of"),
        replaces=all_of("replaces"),
        replaced_by=tuple(sorted(set(later.get(product, ())))),
        renamed_from=all_of("renamed_from"),
        purposes=all_of("purpose"),
        planned=bool(told) and all(claim.mode == "planned" for _, claim in told),
        launches=launches,
        claims=tuple(sorted(name for name, _ in told)),
    )


# --- statements: one a claim, so that each has its place and its date ------------------------------------------------


def _said(source: Source, kind: type[_Said], known: date) -> list[Statement[_Said]]:
    """All claims of one kind that are known, in order of publication."""
    found = [
        (name, claim)
        for name, claim in source.all_claims(kind.__name__).items()
        if isinstance(claim, kind) and source.known(claim, known)
    ]
    return sorted(found, key=lambda said: (source.documents[said[1].document].known_from, said[1].places, said[0]))


def customers(source: Source, entity: str = "", known: date = EVER) -> list[Statement[CustomerClaim]]:
    """Who is a customer of whom; of one customer, supplier or product, or all."""
    said = _said(source, CustomerClaim, known)
    return [(n, c) for n, c in said if not entity or entity in (c.customer, c.supplier, *c.product)]


def relations(source: Source, entity: str = "", known: date = EVER) -> list[Statement[RelationClaim]]:
    """Who is what to whom, other than owner and customer; of one entity, or all."""
    said = _said(source, RelationClaim, known)
    return [(n, c) for n, c in said if not entity or entity in (c.subject, c.object, *c.product)]


def roles(source: Source, entity: str = "", known: date = EVER) -> list[Statement[RoleClaim]]:
    """Who has which post; of one person or organization, or all."""
    said = _said(source, RoleClaim, known)
    return [(n, c) for n, c in said if not entity or entity in (c.person, c.organization)]


def products(source: Source, known: date = EVER) -> list[Statement[ProductClaim]]:
    """What is said of products, claim by claim; `offers` puts it together."""
    return _said(source, ProductClaim, known)


def identifiers(source: Source, entity: str = "", known: date = EVER) -> list[Statement[IdentifierClaim]]:
    """By what registers, exchanges and directories know an entity, or all."""
    said = _said(source, IdentifierClaim, known)
    return [(n, c) for n, c in said if not entity or entity == c.entity]


def figures(
    source: Source, entity: str = "", known: date = EVER, measures: Iterable[str] = ()
) -> list[Statement[FigureClaim]]:
    """Printed numbers; of one subject or segment, of some measures, or all.

    The dataset must have been opened with its figures. They come by measure, segment, period, document and line.
    """
    said = [
        (name, claim)
        for name, claim in source.figures(measures).items()
        if isinstance(claim, FigureClaim) and source.known(claim, known)
    ]
    said = [(n, c) for n, c in said if not entity or entity in (c.subject, c.segment)]
    return sorted(said, key=lambda s: (s[1].measure, s[1].segment, s[1].period, s[1].document, s[1].line, s[0]))


def disputed(source: Source, known: date = EVER) -> dict[tuple[str, int], list[str]]:
    """The lines about which a discrepancy is on record, by document, and the claims that record it."""
    lines: dict[tuple[str, int], list[str]] = defaultdict(list)
    for name, claim in discrepancies(source, "", known):
        cited = [(claim.document, claim.places), *((other.document, other.places) for other in claim.against)]
        for document, places in cited:
            for place in places:
                for number in range(place.first, place.last + 1):
                    lines[document, number].append(name)
    return dict(lines)


def disputed_events(said: Iterable[Statement[DiscrepancyClaim]]) -> dict[str, list[str]]:
    """The events about which a discrepancy is on record, and the claims that record it."""
    events: dict[str, list[str]] = defaultdict(list)
    for name, claim in said:
        if claim.about_event:
            events[claim.about_event].append(name)
    return dict(events)


def discrepancies(source: Source, entity: str = "", known: date = EVER) -> list[Statement[DiscrepancyClaim]]:
    """Misprints and contradictions that a reader recorded; about one entity and the events in which it plays a part.

    One is known when its own place and the places that it is held against are.
    """
    said = _said(source, DiscrepancyClaim, known)
    said = [(n, c) for n, c in said if all(source.documents[o.document].known_from <= known for o in c.against)]
    if not entity:
        return said
    events = {name for name, happening in happenings(source, known).items() if happening.involves(entity)}
    return [(n, c) for n, c in said if entity == c.entity or c.about_event in events]
