"""SHACL: a dataset against `ontology/shapes.ttl`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keiretsu import paths
from keiretsu.errors import Problem

if TYPE_CHECKING:
    from keiretsu.lookup import Source

__all__ = ["validate"]


def validate(source: Source) -> list[Problem]:
    """Every violation of a shape, as a problem that names the node and says the fix.

    The shapes speak of all graphs together, so the union is what is validated.
    """
    import pyshacl
    from rdflib import Graph, Namespace

    sh = Namespace("http://www.w3.org/ns/shacl#")
    data = Graph()
    for triple in source.data.triples((None, None, None)):
        data.add(triple)
    shapes = Graph()
    shapes.parse(paths.ontology() / "shapes.ttl")
    conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    if conforms or not isinstance(report, Graph):
        return []
    problems: set[Problem] = set()
    for result in report.subjects(sh.resultSeverity, None):
        node, path, value = (report.value(result, p) for p in (sh.focusNode, sh.resultPath, sh.value))
        message = report.value(result, sh.resultMessage)
        what = f"{node}" + (f" {path}" if path else "") + (f" {value}" if value is not None else "")
        problems.add(Problem("", 0, what, str(message or "see ontology/shapes.ttl"), "shacl"))
    return sorted(problems)
