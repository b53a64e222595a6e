"""The terms and literals of a dataset, and what collects the quads of one graph."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import pyoxigraph as ox

from keiretsu.claims import Counterpart, Participant, Place
from keiretsu.dates import PartialDate
from keiretsu.rdf.fields import Names
from keiretsu.shares import Share, canonical
from keiretsu.vocab import KEI, PREFIXES, concept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "BOOLEAN",
    "DECIMAL",
    "LABEL",
    "RDF_TYPE",
    "Writer",
    "computed_graph",
    "concept_term",
    "date_terms",
    "day_literal",
    "integer_literal",
    "kei",
    "share_terms",
    "thing",
    "written_literal",
]

Term: TypeAlias = ox.NamedNode | ox.Literal

RDF_TYPE: Final = ox.NamedNode(PREFIXES["rdf"] + "type")
LABEL: Final = ox.NamedNode(PREFIXES["rdfs"] + "label")
XSD: Final = PREFIXES["xsd"]
DATE: Final = ox.NamedNode(XSD + "date")
DECIMAL: Final = ox.NamedNode(XSD + "decimal")
INTEGER: Final = ox.NamedNode(XSD + "integer")
BOOLEAN: Final = ox.NamedNode(XSD + "boolean")
EDTF: Final = ox.NamedNode(PREFIXES["edtf"] + "EDTF")


def thing(names: Names, kind: str, name: str) -> ox.NamedNode:
    """The IRI of a thing of the dataset."""
    return ox.NamedNode(names.iri(kind, name))


def computed_graph(names: Names, name: str) -> ox.NamedNode:
    """The IRI of a computed graph."""
    return thing(names, "graph", name)


@cache
def kei(local: str) -> ox.NamedNode:
    """A term of the vocabulary; a misspelt one raises."""
    return ox.NamedNode(str(KEI[local]))


@cache
def concept_term(scheme: str, word: str) -> ox.NamedNode:
    """The concept of a word."""
    return ox.NamedNode(str(concept(scheme, word)))


def day_literal(day: date) -> ox.Literal:
    """A whole day."""
    return ox.Literal(day.isoformat(), datatype=DATE)


def written_literal(when: PartialDate) -> ox.Literal:
    """The date as written, in the type of its form (T1)."""
    forms = {4: "gYear", 7: "gYearMonth", 10: "date"}
    datatype = ox.NamedNode(XSD + forms[len(when.written)]) if len(when.written) in forms else EDTF
    return ox.Literal(when.written, datatype=datatype)


def date_terms(prefix: str, when: PartialDate) -> Iterator[tuple[str, Term]]:
    """A date as written, and its first and last day (T1), by property."""
    yield prefix, written_literal(when)
    yield f"{prefix}Earliest", day_literal(when.earliest)
    yield f"{prefix}Latest", day_literal(when.latest)


def share_terms(prefix: str, share: Share) -> Iterator[tuple[str, Term]]:
    """The bounds of a share, and which ends are open (S1), by property."""
    yield f"{prefix}Min", ox.Literal(canonical(share.min), datatype=DECIMAL)
    yield f"{prefix}Max", ox.Literal(canonical(share.max), datatype=DECIMAL)
    if share.min_open:
        yield f"{prefix}MinOpen", ox.Literal("true", datatype=BOOLEAN)
    if share.max_open:
        yield f"{prefix}MaxOpen", ox.Literal("true", datatype=BOOLEAN)


def integer_literal(number: int) -> ox.Literal:
    """A whole number."""
    return ox.Literal(str(number), datatype=INTEGER)


class Writer:
    """Collects the quads of one graph."""

    def __init__(self, names: Names, graph: ox.NamedNode | ox.DefaultGraph) -> None:
        self.names, self.graph = names, graph
        self.quads: list[ox.Quad] = []

    def add(self, subject: ox.NamedNode, local: str, term: Term) -> None:
        """One property of a subject."""
        self.quads.append(ox.Quad(subject, kei(local), term, self.graph))

    def kind(self, subject: ox.NamedNode, local: str) -> None:
        """The class of a subject."""
        self.quads.append(ox.Quad(subject, RDF_TYPE, kei(local), self.graph))

    def label(self, subject: ox.NamedNode, text: str) -> None:
        """What a subject is called."""
        self.quads.append(ox.Quad(subject, LABEL, ox.Literal(text), self.graph))

    def text(self, subject: ox.NamedNode, local: str, text: str) -> None:
        """A text, if there is one."""
        if text:
            self.add(subject, local, ox.Literal(text))

    def entity(self, subject: ox.NamedNode, local: str, name: str) -> None:
        """An entity, by its id."""
        self.add(subject, local, thing(self.names, "entity", name))

    def places(self, subject: ox.NamedNode, document: str, places: Iterable[Place]) -> None:
        """Places in a document, as RFC 5147 fragments of its IRI (C1)."""
        for place in places:
            # RFC 5147 counts the gaps between lines: line 300 lies between positions 299 and 300.
            node = ox.NamedNode(f"{self.names.iri('document', document)}#line={place.first - 1},{place.last}")
            self.add(subject, "place", node)
            self.kind(node, "Place")
            self.add(node, "inDocument", thing(self.names, "document", document))
            self.add(node, "firstLine", integer_literal(place.first))
            self.add(node, "lastLine", integer_literal(place.last))
            self.text(node, "section", place.section)

    def field(self, subject: ox.NamedNode, document: str, form: str, local: str, value: Any) -> None:
        """One attribute of a claim, as the table says."""
        form, _, scheme = form.partition(":")
        if value is None or value in ("", ()):
            return
        if form == "text":
            self.text(subject, local, value)
        elif form == "texts":
            for text in value:
                self.text(subject, local, text)
        elif form in ("entity", "document", "event", "claim"):
            self.add(subject, local, thing(self.names, form, value))
        elif form in ("entities", "events"):
            for name in value:
                self.add(subject, local, thing(self.names, "entity" if form == "entities" else "event", name))
        elif form == "concept":
            self.add(subject, local, concept_term(scheme or local, value))
        elif form == "concepts":
            for word in value:
                self.add(subject, local, concept_term(scheme or local, word))
        elif form == "integer":
            self.add(subject, local, integer_literal(value))
        elif form == "decimal":
            self.add(subject, local, ox.Literal(canonical(value), datatype=DECIMAL))
        elif form in ("date", "share"):
            for name, term in (date_terms if form == "date" else share_terms)(local, value):
                self.add(subject, name, term)
        elif form == "places":
            self.places(subject, document, value)
        elif form == "participants":
            for number, part in enumerate(value, 1):
                self._participant(ox.NamedNode(f"{subject.value}#participant-{number}"), subject, local, part)
        elif form == "amounts":
            for number, amount in enumerate(value, 1):
                node = ox.NamedNode(f"{subject.value}#amount-{number}")
                self.add(subject, local, node)
                self.kind(node, "Amount")
                self.text(node, "measure", amount.measure)
                self.add(node, "value", ox.Literal(canonical(amount.value), datatype=DECIMAL))
                self.text(node, "unit", amount.unit)
        elif form == "counterparts":
            for number, other in enumerate(value, 1):
                self._counterpart(ox.NamedNode(f"{subject.value}#against-{number}"), subject, local, other)

    def _participant(self, node: ox.NamedNode, claim: ox.NamedNode, local: str, part: Participant) -> None:
        self.add(claim, local, node)
        self.kind(node, "Participation")
        self.add(node, "role", concept_term("role", part.role))
        if part.entity:
            self.entity(node, "participant", part.entity)
        self.text(node, "participantName", part.name)
        if part.count is not None:
            self.add(node, "count", integer_literal(part.count))
        for name in part.candidates:
            self.entity(node, "candidate", name)

    def _counterpart(self, node: ox.NamedNode, claim: ox.NamedNode, local: str, other: Counterpart) -> None:
        self.add(claim, local, node)
        self.kind(node, "Counterpart")
        self.add(node, "document", thing(self.names, "document", other.document))
        self.places(node, other.document, other.places)
        for text in other.printed:
            self.text(node, "printed", text)
