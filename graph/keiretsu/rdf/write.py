"""Documents, entities, events and claims to quads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from keiretsu.claims import Claim, FigureClaim
from keiretsu.model import (
    Document,
    Dossier,
)
from keiretsu.rdf.fields import ENTITY_TYPES, FIELDS, Names
from keiretsu.rdf.writer import (
    BOOLEAN,
    DECIMAL,
    RDF_TYPE,
    Writer,
    concept_term,
    date_terms,
    day_literal,
    integer_literal,
    thing,
)
from keiretsu.shares import canonical
from keiretsu.units import UNITS, measures
from keiretsu.vocab import PREFIXES

if TYPE_CHECKING:
    pass


__all__ = ["claim_quads", "dossier_quads"]


def dossier_quads(dossier: Dossier) -> list[ox.Quad]:
    """What stands in the default graph: the dossier, its documents, entities and events."""
    names = Names(dossier.base)
    w = Writer(names, ox.DefaultGraph())
    node = ox.NamedNode(dossier.base)
    w.kind(node, "Dossier")
    w.label(node, dossier.title)
    w.text(node, "id", dossier.id)
    w.entity(node, "root", dossier.root)
    for document in dossier.documents:
        _document(w, document)
    for entity in dossier.entities:
        subject = thing(names, "entity", entity.id)
        w.kind(subject, ENTITY_TYPES[entity.kind])
        w.label(subject, entity.name)
        w.text(subject, "id", entity.id)
        w.add(subject, "named", ox.Literal("true" if entity.named else "false", datatype=BOOLEAN))
        w.text(subject, "note", entity.note)
    for segment in dossier.segments:
        subject = thing(names, "segment", segment.id)
        w.kind(subject, "Segment")
        w.label(subject, segment.name)
        w.text(subject, "id", segment.id)
    _measured(w, dossier)
    for event in dossier.events:
        subject = thing(names, "event", event.id)
        w.kind(subject, "Event")
        w.label(subject, event.title)
        w.text(subject, "id", event.id)
        w.add(subject, "eventKind", concept_term("kind", event.kind))
    return w.quads


def _measured(w: Writer, dossier: Dossier) -> None:
    """The data set of the figures, and the measures that they use, described as the ontology has them."""
    used = sorted({claim.measure for claim in dossier.claims if isinstance(claim, FigureClaim)})
    if not used:
        return
    figures, cube = ox.NamedNode(f"{w.names.base}figures"), PREFIXES["qb"]
    structure = ox.NamedNode("https://w3id.org/keiretsu/alignments#figures")
    w.quads.append(ox.Quad(figures, RDF_TYPE, ox.NamedNode(cube + "DataSet"), w.graph))
    w.quads.append(ox.Quad(figures, ox.NamedNode(cube + "structure"), structure, w.graph))
    w.label(figures, f"Figures of {dossier.title}")
    for name in used:
        measure = measures()[name]
        subject = ox.NamedNode(PREFIXES["measure"] + name)
        w.kind(subject, "Measure")
        w.label(subject, measure.label)
        w.text(subject, "id", name)
        w.text(subject, "unitKind", measure.unit)
        w.add(subject, "periodKind", concept_term("period", measure.period))


def _document(w: Writer, document: Document) -> None:
    subject = thing(w.names, "document", document.id)
    w.kind(subject, "Document")
    w.label(subject, document.title)
    for local, text in (
        ("id", document.id),
        ("title", document.title),
        ("documentKind", document.kind),
        ("sha256", document.sha256),
        ("fileName", document.file),
        ("note", document.note),
    ):
        w.text(subject, local, text)
    for text in document.printed:
        w.text(subject, "printed", text)
    w.entity(subject, "publisher", document.publisher)
    for name, term in date_terms("published", document.published):
        w.add(subject, name, term)
    w.add(subject, "knownFrom", day_literal(document.known_from))
    w.add(subject, "fiscalYearEnd", integer_literal(document.fiscal_year_end))
    w.places(subject, document.id, document.places)


def claim_quads(names: Names, claim: Claim) -> list[ox.Quad]:
    """A claim, in the named graph of its document."""
    w = Writer(names, thing(names, "document", claim.document))
    subject = thing(names, "claim", claim.id)
    w.kind(subject, type(claim).__name__)
    for attribute, (form, local) in FIELDS[type(claim)].items():
        w.field(subject, claim.document, form, local, getattr(claim, attribute))
    if isinstance(claim, FigureClaim):
        _figure(w, subject, claim)
    return w.quads


def _figure(w: Writer, subject: ox.NamedNode, claim: FigureClaim) -> None:
    """What follows from a figure's unit and measure, so that figures compare; and that it is an observation."""
    scale, base = UNITS[claim.unit]
    w.add(subject, "normalisedValue", ox.Literal(canonical(claim.value * scale), datatype=DECIMAL))
    w.add(subject, "scale", ox.Literal(canonical(scale), datatype=DECIMAL))
    w.text(subject, "baseUnit", base)
    w.add(subject, "measureConcept", ox.NamedNode(PREFIXES["measure"] + claim.measure))
    w.add(subject, "periodKind", concept_term("period", measures()[claim.measure].period))
    w.quads.append(ox.Quad(subject, RDF_TYPE, ox.NamedNode(PREFIXES["qb"] + "Observation"), w.graph))
    figures = ox.NamedNode(f"{w.names.base}figures")
    w.quads.append(ox.Quad(subject, ox.NamedNode(PREFIXES["qb"] + "dataSet"), figures, w.graph))
