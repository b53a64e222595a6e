"""Answers that are lists: events, products, customers, relations, people, figures, names, identifiers, documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from keiretsu.cli.contracts.parts import cited, conflicting, day, entities, entity, lines, window
from keiretsu.cli.words import state
from keiretsu.shares import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from keiretsu.catalogue import Offer, Statement
    from keiretsu.claims import (
        CustomerClaim,
        FigureClaim,
        IdentifierClaim,
        NameClaim,
        Participant,
        RelationClaim,
        RoleClaim,
    )
    from keiretsu.cli.contracts import forms
    from keiretsu.disputes import Dispute
    from keiretsu.happenings import Happening
    from keiretsu.lookup import Source
    from keiretsu.model import Document
    from keiretsu.search import Hit
    from keiretsu.states import Answer

    Answers: TypeAlias = Mapping[str, Answer]  # of a day, by claim; empty where no day is asked about

__all__ = [
    "customers_",
    "document_",
    "event_",
    "figures_",
    "found_",
    "identifiers_",
    "names_",
    "product_",
    "relations_",
    "roles_",
]


def _state(answer: Answer | None) -> dict[str, str]:
    """What is known of it on the day that is asked about; without one, nothing."""
    return {} if answer is None else {"state": state(answer)}


def participant_(source: Source, part: Participant) -> Any:
    """A part in an event."""
    return {
        "role": part.role,
        "id": part.entity or None,
        "name": source.entities[part.entity].name if part.entity else part.name,
        **({"count": part.count} if part.count is not None else {}),
        **({"candidates": list(part.candidates)} if part.candidates else {}),
    }


def event_(
    source: Source,
    happening: Happening,
    recorded: Mapping[str, Sequence[str]],
    at: date | None = None,
    computed: Mapping[str, Sequence[Dispute]] | None = None,
) -> forms.Event:
    """`keiretsu events`: one happening; on a day, a plan whose own day has passed is unconfirmed (T9).

    `recorded` are the claims that dispute each event, `computed` the disputes about its date and amounts.
    """
    late = at is not None and happening.unconfirmed(at)
    row: Any = {
        "id": happening.event.id,
        "kind": happening.event.kind,
        "title": happening.event.title,
        "date": happening.date.written if happening.date else None,
        "when": window(happening.when),
        "stage": f"{happening.stage}, unconfirmed" if late else happening.stage,
        "basis": happening.basis,
        "participants": [participant_(source, part) for part in happening.participants],
        "amounts": [{"measure": a.measure, "value": canonical(a.value), "unit": a.unit} for a in happening.amounts],
        "locations": list(happening.locations),
        "because_of": list(happening.because_of),
        "documents": list(happening.documents),
        "claims": list(happening.claims),
        "conflicts": list(recorded.get(happening.event.id, ())),
        **conflicting((computed or {}).get(happening.event.id, ()), "disputes"),
    }
    event: forms.Event = row
    return event


def product_(source: Source, offer: Offer, names: Iterable[str], answer: Answer | None = None) -> forms.Product:
    """`keiretsu products`: one product, with the spellings of known documents."""
    row: forms.Product = {
        "id": offer.product.id,
        "name": offer.product.name,
        "names": sorted(names),
        "categories": list(offer.categories),
        "providers": entities(source, offer.providers),
        "partners": entities(source, offer.partners),
        "technologies": list(offer.technologies),
        "part_of": entities(source, offer.part_of),
        "replaces": entities(source, offer.replaces),
        "replaced_by": entities(source, offer.replaced_by),
        "renamed_from": list(offer.renamed_from),
        "purposes": list(offer.purposes),
        "planned": offer.planned,
        "launches": [
            {
                "event": launch.event.id,
                "date": launch.date.written if launch.date else None,
                "when": window(launch.when),
                "stage": launch.stage,
                **({"disputed": True} if any(c.kind == "date" for c in launch.conflicts) else {}),  # type: ignore[typeddict-item]  # a key or none
            }
            for launch in offer.launches
        ],
        "claims": list(offer.claims),
    }
    if answer is not None:
        row["state"] = state(answer)
    return row


def customers_(source: Source, said: Sequence[Statement[CustomerClaim]], answers: Answers) -> list[forms.Customer]:
    """`keiretsu customers`."""
    rows: list[Any] = [
        {
            "customer": entity(source, claim.customer),
            "supplier": entity(source, claim.supplier),
            "kind": claim.kind,
            "products": entities(source, claim.product),
            "category": claim.category or None,
            "purpose": claim.purpose or None,
            **cited(source.documents, name, claim),
            **_state(answers.get(name)),
        }
        for name, claim in said
    ]
    return rows


def relations_(source: Source, said: Sequence[Statement[RelationClaim]], answers: Answers) -> list[forms.Relation]:
    """`keiretsu relations`."""
    rows: list[Any] = [
        {
            "subject": entity(source, claim.subject),
            "relation": claim.relation,
            "object": entity(source, claim.object),
            "products": entities(source, claim.product),
            "purpose": claim.purpose or None,
            **cited(source.documents, name, claim),
            **_state(answers.get(name)),
        }
        for name, claim in said
    ]
    return rows


def roles_(source: Source, said: Sequence[Statement[RoleClaim]], answers: Answers) -> list[forms.Role]:
    """`keiretsu people`."""
    rows: list[Any] = [
        {
            "person": entity(source, claim.person),
            "organization": entity(source, claim.organization),
            "post": claim.post,
            **cited(source.documents, name, claim),
            **_state(answers.get(name)),
        }
        for name, claim in said
    ]
    return rows


def identifiers_(
    source: Source, said: Sequence[Statement[IdentifierClaim]], answers: Answers
) -> list[forms.Identifier]:
    """`keiretsu identifiers`."""
    rows: list[Any] = [
        {
            "entity": entity(source, claim.entity),
            "scheme": claim.scheme,
            "identifier": claim.identifier,
            "document": claim.document,
            "lines": lines(claim.places),
            "claim": name,
            **_state(answers.get(name)),
        }
        for name, claim in said
    ]
    return rows


def figures_(
    source: Source,
    said: Sequence[Statement[FigureClaim]],
    recorded: Mapping[tuple[str, int], Sequence[str]],
    computed: Mapping[str, Sequence[Dispute]] | None = None,
) -> list[forms.Figure]:
    """`keiretsu figures`; a figure on a disputed line says which claims dispute it, and how it is printed elsewhere."""
    from keiretsu.units import UNITS

    rows: list[Any] = []
    for name, claim in said:
        scale, base = UNITS[claim.unit]
        rows.append(
            {
                "id": name,
                "subject": entity(source, claim.subject),
                "measure": claim.measure,
                "segment": claim.segment or None,
                "period": claim.period.written,
                "aspect": claim.aspect,
                "against": claim.against.written if claim.against else None,
                "kind": claim.kind,
                "consolidation": claim.consolidation or None,
                "value": canonical(claim.value),
                "bound": claim.bound or None,
                "unit": claim.unit,
                "normalised": canonical(claim.value * scale),
                "base_unit": base,
                "printed": claim.printed[0] if claim.printed else "",
                "line": claim.line,
                "basis": claim.basis,
                "note": claim.note or None,
                "document": claim.document,
                "published": source.documents[claim.document].published.written,
                "lines": lines(claim.places),
                "conflicts": list(recorded.get((claim.document, claim.line), ())),
                **conflicting((computed or {}).get(name, ()), "disputes"),
            }
        )
    return rows


def names_(
    source: Source,
    said: Sequence[Statement[NameClaim]],
    answers: Answers,
    computed: Mapping[str, Sequence[Dispute]] | None = None,
) -> list[forms.Name]:
    """`keiretsu names`: what documents call entities (C4)."""
    rows: list[Any] = [
        {
            "entity": entity(source, claim.entity),
            "name": claim.name,
            "kind": claim.kind,
            "document": claim.document,
            "published": source.documents[claim.document].published.written,
            "lines": lines(claim.places),
            "basis": claim.basis,
            "note": claim.note or None,
            "claim": name,
            **_state(answers.get(name)),
            **conflicting((computed or {}).get(name, ()), "disputes"),
        }
        for name, claim in said
    ]
    return rows


def document_(document: Document, claims: int) -> forms.Document:
    """`keiretsu documents`."""
    return {
        "id": document.id,
        "title": document.title,
        "kind": document.kind,
        "publisher": document.publisher,
        "published": document.published.written,
        "known_from": day(document.known_from),
        "file": document.file,
        "sha256": document.sha256,
        "claims": claims,
    }


def found_(hits: Sequence[Hit]) -> list[forms.Found]:
    """`keiretsu search`."""
    return [{"kind": hit.kind, "id": hit.id, "name": hit.name, "matched": hit.matched} for hit in hits]
