"""Key figures of those who are drawn, as series that can be drawn: what is measured, and its values through time."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from keiretsu import catalogue
from keiretsu.dates import length
from keiretsu.model import FigureKey
from keiretsu.page.pool import Pool
from keiretsu.shares import canonical
from keiretsu.units import UNITS, measures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from keiretsu.catalogue import Statement
    from keiretsu.claims import FigureClaim, Place
    from keiretsu.dates import PartialDate
    from keiretsu.page.data import Story

__all__ = ["measured"]

_Series = tuple[str, str, str, str, str]


def measured(story: Story) -> tuple[dict[str, Any], set[str]]:
    """The series of each entity that is drawn, and the entities that their segments name.

    A series is [measure, segment, consolidation, base unit, aspect, values]; a value is [period, document, section,
    lines, unit, printed, value where it is not what is printed, kind, against, bound, note, whether inferred], empty
    ends left out; all but `lines`, `printed` and `value` are places in pools. The worlds' `disputed` are pairs of
    claims that cannot both be right, as the entity and the numbers of a series and of its value.
    """
    known = story.worlds[-1].known
    said = [(n, c) for n, c in catalogue.figures(story.source, "", known) if c.subject in story.entities]
    pools = _Pools()
    series: dict[str, dict[_Series, list[list[Any]]]] = defaultdict(dict)
    order = {name: number for number, name in enumerate(measures())}
    where: dict[str, tuple[str, int, int]] = {}
    for name, claim in sorted(said, key=lambda one: (order.get(one[1].measure, len(order)), _order(one))):
        base = UNITS[claim.unit][1] if claim.unit in UNITS else claim.unit
        key = (claim.measure, claim.segment, claim.consolidation, base, claim.aspect)
        values = series[claim.subject].setdefault(key, [])
        where[name] = (claim.subject, list(series[claim.subject]).index(key), len(values))
        values.append(pools.row(claim))
    used = {claim.measure for _, claim in said}
    segments = {claim.segment for _, claim in said if claim.segment}
    named = _segments(story)
    return {
        "series": {subject: [[*key, values] for key, values in of.items()] for subject, of in series.items()},
        "measures": {name: [told.label, told.definition] for name, told in measures().items() if name in used},
        "segments": {name: named[name] for name in sorted(segments) if name in named},
        "units": {unit: [canonical(UNITS[unit][0]), UNITS[unit][1]] for unit in pools.units.values if unit in UNITS},
        "disputed": _disputed(story, where),
        **pools.json(),
    }, {name for name in segments if name not in named}


def _order(one: Statement[FigureClaim]) -> tuple[Any, ...]:
    name, claim = one
    return (claim.segment, claim.consolidation, claim.aspect != "value", claim.aspect, claim.period, claim.document,
            claim.line, name)  # fmt: skip


class _Pools:
    """What many values share."""

    def __init__(self) -> None:
        self.periods, self.documents, self.sections, self.units, self.kinds, self.bounds, self.notes = (
            Pool() for _ in range(7)
        )
        self._instant = {name for name, measure in measures().items() if measure.period == "instant"}

    def row(self, claim: FigureClaim) -> list[Any]:
        printed = claim.printed[0] if claim.printed else ""
        value = canonical(claim.value)
        period, against = (
            None if date is None else self._period(claim, date) for date in (claim.period, claim.against)
        )
        row = [
            period,
            self.documents.place(claim.document),
            self.sections.place(_section(claim)),
            _lines(claim.places),
            self.units.place(claim.unit),
            printed,
            "" if printed.replace(",", "") == value else value,
            "" if claim.kind == "actual" else claim.kind,
            "" if against is None else against,
            claim.bound,
            self.notes.place(claim.note) if claim.note else "",
            1 if claim.basis == "inferred" else "",
        ]
        while row[-1] == "":
            row.pop()
        return row

    def _period(self, claim: FigureClaim, date: PartialDate) -> int:
        """[as written, first day, last day, how long]; what is measured at an instant is so within any month."""
        lasting = length(date, instant=claim.measure in self._instant)
        return self.periods.place([date.written, date.earliest.isoformat(), date.latest.isoformat(), lasting])

    def json(self) -> dict[str, Any]:
        return {
            "periods": self.periods.values,
            "documents": self.documents.values,
            "sections": self.sections.values,
            "unitNames": self.units.values,
            "notes": self.notes.values,
        }


def _section(claim: FigureClaim) -> str:
    """The section in which the number itself stands."""
    return next((place.section for place in claim.places if place.first <= claim.line <= place.last), "")


def _lines(places: Sequence[Place]) -> str:
    return ", ".join(str(p.first) if p.first == p.last else f"{p.first}–{p.last}" for p in places)


def _segments(story: Story) -> dict[str, str]:
    rows = story.source.select("SELECT ?s ?label WHERE { ?s a kei:Segment ; rdfs:label ?label }")
    return {story.source.names.id(str(iri)): str(label) for iri, label in rows}


def _disputed(story: Story, where: Mapping[str, tuple[str, int, int]]) -> list[dict[str, Any]]:
    """The conflicts between figures, each with its values and the states of knowledge in which it is one."""
    found: dict[str, dict[str, Any]] = {}
    for number, world in enumerate(story.worlds):
        for conflict in story.source.conflicts(world.known):
            if isinstance(conflict.key, FigureKey) and all(name in where for name in conflict.claims):
                told = found.setdefault(
                    conflict.id,
                    {
                        "why": conflict.why,
                        "policy": conflict.policy,
                        "values": [where[name] for name in conflict.claims],
                        "prefers": where[conflict.prefers],
                        "worlds": [],
                    },
                )
                told["worlds"].append(number)
    return [found[name] for name in sorted(found)]
