"""Claims to RDF and back: the only place that knows both.

What a claim's field is in RDF stands once, in a table (`fields`); writing and reading both follow it. Nothing is a
blank node: every node has an IRI made of ids or of a content hash, so that sorted N-Quads are canonical.
"""

from keiretsu.rdf.computed import (
    activity_quads,
    conflict_quads,
    controls_quads,
    finding_quads,
    period_quads,
    snapshot_quads,
)
from keiretsu.rdf.fields import CLAIM_TYPES, COMPUTED, ENTITY_TYPES, FINDING_TYPES, REASONED, Names
from keiretsu.rdf.read import (
    Rows,
    claim_from,
    conflict_from,
    document_from,
    entity_from,
    event_from,
    finding_from,
    period_from,
)
from keiretsu.rdf.write import claim_quads, dossier_quads

__all__ = [
    "CLAIM_TYPES",
    "COMPUTED",
    "ENTITY_TYPES",
    "FINDING_TYPES",
    "REASONED",
    "Names",
    "Rows",
    "activity_quads",
    "claim_from",
    "claim_quads",
    "conflict_from",
    "conflict_quads",
    "controls_quads",
    "document_from",
    "dossier_quads",
    "entity_from",
    "event_from",
    "finding_from",
    "finding_quads",
    "period_from",
    "period_quads",
    "snapshot_quads",
]
