"""Typed look-ups in a dataset, wherever it lives: SPARQL to the model.

`known` (rule T10) limits every answer to documents published by that day.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final, TypeVar

from keiretsu.claims import Claim, EventClaim, NameClaim
from keiretsu.errors import AmbiguousName, DataError, RequestError
from keiretsu.model import Conflict, Document, Entity, Event, Finding, Period, StakeKey, StandingKey
from keiretsu.rdf import (
    CLAIM_TYPES,
    ENTITY_TYPES,
    FINDING_TYPES,
    Names,
    claim_from,
    conflict_from,
    document_from,
    entity_from,
    event_from,
    finding_from,
    period_from,
)
from keiretsu.store import selected
from keiretsu.vocab import KEI, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from rdflib import Dataset

    from keiretsu.rdf import Rows

__all__ = ["EVER", "HOLDABLE", "PREAMBLE", "Source", "folded"]

EVER: Final = date.max
HOLDABLE: Final = ("company",)  # the kinds of entity that have owners
PREAMBLE: Final = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
_KEI, _RDF_TYPE, _LABEL = str(KEI), PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "label"
_Found = dict[str, dict[str, list[str]]]
_Thing = TypeVar("_Thing")


def _iri(text: str) -> str:
    """An IRI as SPARQL writes it; what could end it early cannot be one of ours."""
    if re.search(r'[\x00-\x20<>"{}|^`\\]', text):
        raise RequestError(f"{text!r} is not an id")
    return f"<{text}>"


def _local(predicate: str) -> str:
    if predicate.startswith(_KEI):
        return predicate[len(_KEI) :]
    return {_RDF_TYPE: "type", _LABEL: "label"}.get(predicate, predicate)


class _Entities(dict[str, Entity]):
    """Entities by id; of one that a damaged dataset only mentions, no more than the id is known."""

    def __missing__(self, name: str) -> Entity:
        return Entity(name, name, "organization")


@dataclass(frozen=True)
class Source:
    """A dataset with the ids of its things: what every command asks.

    `told` are the claims that it was made of, where these are at hand; they need not be read from it again. `prefer` is
    how conflicts are decided in it: empty for the written policy (C2).
    """

    data: Dataset
    told: tuple[Claim, ...] = ()
    prefer: str = ""

    def select(self, where: str) -> list[tuple[str | None, ...]]:
        """The rows of a SELECT, as text."""
        return selected(self.data, PREAMBLE + where)

    def _describe(self, where: str) -> _Found:
        """The properties of every ?s that a pattern finds, in a stable order."""
        found: _Found = defaultdict(lambda: defaultdict(list))
        rows = self.select(f"SELECT DISTINCT ?s ?p ?o WHERE {{ {where} ?s ?p ?o }}")
        for subject, predicate, value in sorted(rows, key=lambda row: tuple(map(str, row))):
            found[str(subject)][_local(str(predicate))].append(str(value))
        return found

    def _read(self, found: _Found, read: Callable[[Rows], _Thing]) -> list[_Thing]:
        """What was found as the model. Raises DataError that names what cannot be read."""
        things: list[_Thing] = []
        for iri, rows in found.items():
            try:
                things.append(read(rows))
            except (KeyError, ValueError, TypeError, StopIteration, ArithmeticError) as error:
                what = f"{type(error).__name__}: {error}"
                raise DataError(f"<{iri}> cannot be read ({what}); 'keiretsu check' may say more") from None
        return things

    @cached_property
    def _head(self) -> dict[str, list[str]]:
        found = self._describe("?s a kei:Dossier .")
        if len(found) != 1:
            raise DataError(f"the dataset names {len(found)} dossiers (kei:Dossier); it must name one")
        (iri, rows), *_ = found.items()
        return {**rows, "base": [iri]}

    @cached_property
    def names(self) -> Names:
        """Ids to IRIs and back."""
        return Names(self._head["base"][0])

    @property
    def root(self) -> str:
        """The id of the group company."""
        return self.names.id(self._head["root"][0])

    @property
    def title(self) -> str:
        """What the dossier is called."""
        return self._head["label"][0]

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """Who is who, by id."""
        kinds = " ".join(f"kei:{local}" for local in ENTITY_TYPES.values())
        found = self._describe(f"VALUES ?kind {{ {kinds} }} ?s a ?kind ; kei:id ?id .")
        entities = self._read(found, entity_from)
        return _Entities({entity.id: entity for entity in sorted(entities, key=lambda e: e.id)})

    @cached_property
    def documents(self) -> dict[str, Document]:
        """The documents by id, in order of publication."""
        found = self._describe("?s a kei:Document .")
        parts = self._describe("?d a kei:Document ; kei:place ?s .")
        documents = self._read(found, lambda rows: document_from(self.names, rows, parts))
        return {document.id: document for document in sorted(documents, key=lambda d: (d.known_from, d.id))}

    def last_publication(self, known: date = EVER) -> date | None:
        """The latest day on which a known document was published (T10)."""
        return max((d.known_from for d in self.documents.values() if d.known_from <= known), default=None)

    # --- claims ---------------------------------------------------------------------------------------------------

    def claims(self, ids: Iterable[str]) -> dict[str, Claim]:
        """Claims by id; those that the dataset does not hold are left out."""
        wanted = set(ids)
        read = {name: told[name] for told in self._by_kind.values() for name in sorted(wanted & told.keys())}
        values = " ".join(_iri(self.names.iri("claim", name)) for name in sorted(wanted - read.keys()))
        return read | (self._claims(f"VALUES ?s {{ {values} }} ?s kei:document ?document .") if values else {})

    def all_claims(self, kind: str = "") -> dict[str, Claim]:
        """Every claim, or those of one kind (`EventClaim`)."""
        kinds = [kind] if kind else list(CLAIM_TYPES)
        for name in kinds:
            if name not in self._by_kind:
                self._by_kind[name] = self._claims(f"?s a kei:{name} .")
        return {claim_id: claim for name in kinds for claim_id, claim in self._by_kind[name].items()}

    @cached_property
    def _by_kind(self) -> dict[str, dict[str, Claim]]:
        """What was read already: a dataset that is asked does not change."""
        if not self.told:
            return {}
        known: dict[str, dict[str, Claim]] = {name: {} for name in CLAIM_TYPES}
        for claim in self.told:
            known[type(claim).__name__][claim.id] = claim
        return known

    def _claims(self, where: str) -> dict[str, Claim]:
        found = self._describe(where)
        inner = where.replace("?s ", "?claim ")
        parts = self._describe(f"{inner} VALUES ?part {{ kei:place kei:participation kei:amount }} ?claim ?part ?s .")
        if any("against" in rows for rows in found.values()):
            parts |= self._describe(f"{inner} ?claim kei:against ?s .")
            parts |= self._describe(f"{inner} ?claim kei:against/kei:place ?s .")
        claims = self._read(found, lambda rows: claim_from(self.names, rows, parts))
        named = {self.names.id(iri): claim for iri, claim in zip(found, claims, strict=True)}
        for name, claim in named.items():
            if claim.document not in self.documents:
                raise DataError(f"claim {name} is of the document {claim.document!r}, which the dataset does not hold")
        return named

    @cached_property
    def measures(self) -> list[str]:
        """The measures of which there are figures."""
        rows = self.select("SELECT DISTINCT ?m WHERE { ?c kei:measureConcept ?concept ; kei:measure ?m }")
        return sorted(str(measure) for (measure,) in rows)

    def figures(self, measures: Iterable[str] = ()) -> dict[str, Claim]:
        """The figures of some measures, or all; those that are not asked for are not read."""
        wanted = sorted(set(measures))
        if not wanted:
            return self.all_claims("FigureClaim")
        words = " ".join(f'"{word}"' for word in wanted if re.fullmatch(r"[a-z0-9-]+", word))
        return self._claims(f"VALUES ?measure {{ {words} }} ?s kei:measure ?measure ; kei:measureConcept ?concept .")

    def claim_ids(self, start: str) -> list[str]:
        """The ids of claims that begin with some characters."""
        kinds = " ".join(f"kei:{name}" for name in CLAIM_TYPES)
        rows = self.select(f"SELECT ?c WHERE {{ VALUES ?kind {{ {kinds} }} ?c a ?kind }}")
        return sorted(name for (iri,) in rows if (name := self.names.id(str(iri))).startswith(start))

    def claim_counts(self, entity: str = "") -> dict[str, int]:
        """How many claims each document makes, or makes of one entity."""
        kinds = " ".join(f"kei:{name}" for name in CLAIM_TYPES)
        if not entity:
            where = f"VALUES ?kind {{ {kinds} }} ?c a ?kind ; kei:document ?d ."
            rows = self.select(f"SELECT ?d (COUNT(DISTINCT ?c) AS ?n) WHERE {{ {where} }} GROUP BY ?d")
            return {self.names.id(str(iri)): int(str(count)) for iri, count in rows}
        iri = _iri(self.names.iri("entity", entity))
        # Two plain queries: joined into one they take a thousand times as long.
        found = {
            *self.select(f"SELECT ?d ?c WHERE {{ ?c ?p {iri} ; kei:document ?d ; kei:basis ?basis }}"),
            *self.select(f"SELECT ?d ?c WHERE {{ ?part ?p {iri} . ?c kei:participation ?part ; kei:document ?d }}"),
        }
        return dict(Counter(self.names.id(str(document)) for document, _ in found))

    def mentioned(self) -> set[str]:
        """The ids of all entities that a claim or a document speaks of."""
        kinds = " ".join(f"kei:{local}" for local in ENTITY_TYPES.values())
        where = f"VALUES ?kind {{ {kinds} }} ?e a ?kind . ?s ?p ?e . FILTER(?p != kei:candidate)"
        return {self.names.id(str(iri)) for (iri,) in self.select(f"SELECT DISTINCT ?e WHERE {{ {where} }}")}

    def known(self, claim: Claim, known: date = EVER) -> bool:
        """Whether a claim's document is published by a day."""
        return self.documents[claim.document].known_from <= known

    # --- what is computed -------------------------------------------------------------------------------------------

    def _recorded(self, known: date) -> str:
        if known == EVER:
            return "FILTER NOT EXISTS { ?s kei:knownUntil ?over }"
        day = f'"{known.isoformat()}"^^xsd:date'
        return (
            f"?s kei:knownFrom ?knownFrom . OPTIONAL {{ ?s kei:knownUntil ?knownUntil }} "
            f"FILTER(?knownFrom <= {day} && (!BOUND(?knownUntil) || {day} < ?knownUntil))"
        )

    def periods(
        self, known: date = EVER, *, company: str = "", holder: str = ""
    ) -> dict[StakeKey | StandingKey, list[Period]]:
        """The periods known on a day, by stake and standing; of one company, of one holder or parent, or all."""
        where = "VALUES ?kind { kei:StakePeriod kei:StandingPeriod } ?s a ?kind . "
        if company:
            where += f"?s kei:company {_iri(self.names.iri('entity', company))} . "
        if holder:
            where += f"?s kei:holder|kei:parent {_iri(self.names.iri('entity', holder))} . "
        found = self._describe(where + self._recorded(known))
        groups: dict[StakeKey | StandingKey, list[Period]] = defaultdict(list)
        for period in self._read(found, lambda rows: period_from(self.names, rows)):
            groups[period.key].append(period)
        return {key: sorted(groups[key], key=_in_order) for key in sorted(groups, key=repr)}

    def conflicts(
        self, known: date = EVER, *, company: str = "", entity: str = "", claims: Iterable[str] | None = None
    ) -> list[Conflict]:
        """The conflicts that are decided in the answers known on a day.

        Those about the stakes and standings of one company, those about what one entity is called or measured in,
        those that involve one of some claims, or all.
        """
        where = "?s a kei:Conflict . "
        if company:
            where += f"?s kei:company {_iri(self.names.iri('entity', company))} . "
        if entity:
            where += f"?s kei:subject {_iri(self.names.iri('entity', entity))} . "
        if claims is not None:
            values = " ".join(_iri(self.names.iri("claim", name)) for name in sorted(set(claims)))
            where = f"VALUES ?claim {{ {values} }} ?s kei:involves ?claim . "
        found = self._describe(where + self._recorded(known))
        conflicts = self._read(found, lambda rows: conflict_from(self.names, rows))
        return sorted(conflicts, key=lambda c: (c.claims, repr(c.key)))

    def findings(self) -> list[Finding]:
        """Effective shares, what is undisclosed and control, where they are written in the dataset."""
        kinds = " ".join(f"kei:{local}" for local in sorted(set(FINDING_TYPES.values())))
        found = self._describe(f"VALUES ?kind {{ {kinds} }} ?s a ?kind .")
        return self._read(found, partial(finding_from, self.names))

    def computed(self, name: str) -> Period | Conflict | Finding | None:
        """A period, a conflict or a finding by its id, as it stands in SPARQL answers; None where there is none."""
        readers: dict[str, Callable[[Names, Rows], Period | Conflict | Finding]] = {
            "period": period_from,
            "conflict": conflict_from,
            "finding": finding_from,
        }
        for kind, read in readers.items():
            rows = self._describe(f"VALUES ?s {{ {_iri(self.names.iri(kind, name))} }} ?s kei:knownFrom ?known .")
            for found in self._read(rows, partial(read, self.names)):
                return found
        return None

    # --- events -----------------------------------------------------------------------------------------------------

    @cached_property
    def events(self) -> dict[str, Event]:
        """The happenings that documents tell of, by id."""
        found = self._describe("?s a kei:Event .")
        events = self._read(found, event_from)
        return {event.id: event for event in sorted(events, key=lambda e: e.id)}

    def event_claims(self, known: date = EVER) -> dict[str, list[tuple[str, EventClaim]]]:
        """What the known documents say of each event."""
        told: dict[str, list[tuple[str, EventClaim]]] = defaultdict(list)
        for name, claim in sorted(self.all_claims("EventClaim").items()):
            if isinstance(claim, EventClaim) and self.known(claim, known):
                told[claim.event].append((name, claim))
        return dict(told)

    # --- names ------------------------------------------------------------------------------------------------------

    def name_claims(self, known: date = EVER) -> list[tuple[str, NameClaim]]:
        """Every name that a known document uses, in order of entity, publication and name."""
        claims = (
            (name, claim)
            for name, claim in self.all_claims("NameClaim").items()
            if isinstance(claim, NameClaim) and self.known(claim, known)
        )
        return sorted(claims, key=lambda i: (i[1].entity, self.documents[i[1].document].known_from, i[1].name, i[0]))

    def find(self, text: str, kinds: Collection[str] = ()) -> Entity:
        """The entity that somebody means: by id, by any of its names, or near enough.

        An entity of one of these `kinds` is meant rather than another that has the words in its name, too. Raises
        AmbiguousName or RequestError with the candidates.
        """
        if text in self.entities:
            return self.entities[text]
        wanted = folded(text)
        spellings = self._spellings()
        hits = {name for spelling, name in spellings if folded(spelling) == wanted}
        hits = {name for name, entity in self.entities.items() if wanted == folded(entity.name)} or hits
        if not hits and wanted:
            spelt = {(folded(spelling), name) for spelling, name in spellings}
            # What begins so is meant rather than what has it somewhere.
            begin = {name for text, name in spelt if text.startswith(wanted)}
            within = {name for text, name in spelt if wanted in text}
            fitting = {name for name, entity in self.entities.items() if entity.kind in kinds}
            hits = begin & fitting or within & fitting or begin or within
        if len(hits) == 1:
            return self.entities[hits.pop()]
        if hits:
            listed = ", ".join(f"{name} ({self.entities[name].name})" for name in sorted(hits))
            raise AmbiguousName(f"{text!r} may be {listed}; give the id", sorted(hits))
        near = self._near(wanted, spellings)
        if near:
            listed = " or ".join(near)
            raise AmbiguousName(f"no entity {text!r}; did you mean {listed}?", near)
        raise RequestError(f"no entity {text!r}; 'keiretsu names' lists all")

    def _spellings(self) -> list[tuple[str, str]]:
        # Two plain queries, joined here: the engine takes three times as long.
        names = self.select("SELECT ?c ?name WHERE { ?c kei:name ?name }")
        subjects = {claim: str(iri) for claim, iri in self.select("SELECT ?c ?iri WHERE { ?c kei:subject ?iri }")}
        spellings = [(str(name), self.names.id(subjects[claim])) for claim, name in names if claim in subjects]
        return spellings + [(e.name, e.id) for e in self.entities.values()] + [(i, i) for i in self.entities]

    def _near(self, wanted: str, spellings: Sequence[tuple[str, str]]) -> list[str]:
        from rapidfuzz import fuzz, process, utils

        choices = [spelling for spelling, _ in spellings if len(spelling) > 2]
        scorer = fuzz.WRatio
        found = process.extract(
            wanted, choices, scorer=scorer, processor=utils.default_process, limit=8, score_cutoff=72
        )
        ids = dict(spellings)
        return list(dict.fromkeys(ids[choice] for choice, _, _ in found))[:5]


def _in_order(period: Period) -> tuple[date, bool, date]:
    """A plan before its fulfilment, and what began earlier first."""
    return (period.began.after or date.min, period.state != "planned", period.began.by or date.max)


def folded(text: str) -> str:
    """A name without case, punctuation and spaces."""
    return "".join(character for character in text.casefold() if character.isalnum())
