"""Rows of a dataset to the model."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from keiretsu.claims import Amount, Claim, Counterpart, Participant, Place
from keiretsu.dates import PartialDate, Window
from keiretsu.model import (
    Conflict,
    ConflictKey,
    Document,
    Entity,
    Event,
    EventKey,
    FigureKey,
    Finding,
    NameKey,
    Period,
    StakeKey,
    StandingKey,
)
from keiretsu.rdf.fields import CLAIM_TYPES, ENTITY_TYPES, FIELDS, FINDING_TYPES, Names
from keiretsu.shares import Share
from keiretsu.vocab import KEI, token

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "Rows",
    "claim_from",
    "conflict_from",
    "document_from",
    "entity_from",
    "event_from",
    "finding_from",
    "period_from",
]

# A subject's properties as text, by local name: what a SELECT over ?p ?o gives.
Rows: TypeAlias = "Mapping[str, Sequence[str]]"


def _one(rows: Rows, local: str) -> str:
    return rows[local][0] if rows.get(local) else ""


def _partial(rows: Rows, local: str) -> PartialDate | None:
    return PartialDate.parse(_one(rows, local)) if rows.get(local) else None


def _share_from(rows: Rows, local: str) -> Share | None:
    if not rows.get(f"{local}Min"):
        return None
    low, high = Decimal(_one(rows, f"{local}Min")), Decimal(_one(rows, f"{local}Max"))
    opens = (_one(rows, f"{local}{end}Open") == "true" for end in ("Min", "Max"))
    return Share(low, high, *opens)


def _day(rows: Rows, local: str) -> date | None:
    return date.fromisoformat(_one(rows, local)) if rows.get(local) else None


def _words(rows: Rows, local: str) -> tuple[str, ...]:
    return tuple(sorted(token(iri) for iri in rows.get(local, ())))


def _ids(names: Names, rows: Rows, local: str) -> tuple[str, ...]:
    return tuple(sorted(names.id(iri) for iri in rows.get(local, ())))


def _places_from(rows: Rows, parts: Mapping[str, Rows]) -> tuple[Place, ...]:
    found = (parts[iri] for iri in rows.get("place", ()))
    return tuple(sorted(Place(int(_one(p, "firstLine")), int(_one(p, "lastLine")), _one(p, "section")) for p in found))


def _participants_from(names: Names, rows: Rows, parts: Mapping[str, Rows]) -> tuple[Participant, ...]:
    iris = sorted(rows.get("participation", ()), key=lambda iri: int(iri.rsplit("-", 1)[1]))
    return tuple(
        Participant(
            role=token(_one(p, "role")),
            entity=names.id(_one(p, "participant")) if p.get("participant") else "",
            name=_one(p, "participantName"),
            count=int(_one(p, "count")) if p.get("count") else None,
            candidates=_ids(names, p, "candidate"),
        )
        for p in (parts[iri] for iri in iris)
    )


def _amounts_from(rows: Rows, parts: Mapping[str, Rows]) -> tuple[Amount, ...]:
    iris = sorted(rows.get("amount", ()), key=lambda iri: int(iri.rsplit("-", 1)[1]))
    return tuple(
        Amount(_one(p, "measure"), Decimal(_one(p, "value")), _one(p, "unit")) for p in (parts[iri] for iri in iris)
    )


def _counterparts_from(names: Names, rows: Rows, parts: Mapping[str, Rows]) -> tuple[Counterpart, ...]:
    iris = sorted(rows.get("against", ()), key=lambda iri: int(iri.rsplit("-", 1)[1]))
    return tuple(
        Counterpart(
            document=names.id(_one(p, "document")),
            places=_places_from(p, parts),
            printed=tuple(sorted(p.get("printed", ()))),
        )
        for p in (parts[iri] for iri in iris)
    )


def _read(names: Names, form: str, local: str, rows: Rows, parts: Mapping[str, Rows]) -> Any:
    """One attribute of a claim, as the table says; None where the claim does not have it."""
    form = form.partition(":")[0]
    if form in ("text", "concept"):
        value = _one(rows, local)
        return (token(value) if form == "concept" and value else value) or None
    if form == "texts":
        return tuple(sorted(rows.get(local, ())))
    if form in ("entity", "document", "event", "claim"):
        return names.id(_one(rows, local)) or None
    if form in ("entities", "events"):
        return _ids(names, rows, local)
    if form == "concepts":
        return _words(rows, local)
    if form == "integer":
        return int(_one(rows, local)) if rows.get(local) else None
    if form == "decimal":
        return Decimal(_one(rows, local)) if rows.get(local) else None
    if form == "date":
        return _partial(rows, local)
    if form == "share":
        return _share_from(rows, local)
    if form == "places":
        return _places_from(rows, parts)
    if form == "counterparts":
        return _counterparts_from(names, rows, parts)
    return _participants_from(names, rows, parts) if form == "participants" else _amounts_from(rows, parts)


def claim_from(names: Names, rows: Rows, parts: Mapping[str, Rows]) -> Claim:
    """A claim from its properties and those of its places, participants, amounts and counterparts."""
    kind = next(cls for name, cls in CLAIM_TYPES.items() if str(KEI[name]) in rows["type"])
    values = {
        attribute: value
        for attribute, (form, local) in FIELDS[kind].items()
        if (value := _read(names, form, local, rows, parts)) is not None
    }
    claim: Claim = kind(**values)
    return claim


def document_from(names: Names, rows: Rows, parts: Mapping[str, Rows]) -> Document:
    """A document from its properties."""
    published = _partial(rows, "published")
    if published is None:
        raise ValueError(f"document {_one(rows, 'id')} has no date of publication")
    return Document(
        id=_one(rows, "id"),
        title=_one(rows, "title"),
        kind=_one(rows, "documentKind"),
        publisher=names.id(_one(rows, "publisher")),
        published=published,
        file=_one(rows, "fileName"),
        sha256=_one(rows, "sha256"),
        places=_places_from(rows, parts),
        fiscal_year_end=int(_one(rows, "fiscalYearEnd") or 12),
        printed=tuple(sorted(rows.get("printed", ()))),
        note=_one(rows, "note"),
    )


def entity_from(rows: Rows) -> Entity:
    """An entity from its properties."""
    kind = next((word for word, local in ENTITY_TYPES.items() if str(KEI[local]) in rows["type"]), "organization")
    return Entity(_one(rows, "id"), _one(rows, "label"), kind, _one(rows, "named") != "false", _one(rows, "note"))


def event_from(rows: Rows) -> Event:
    """An event from its properties."""
    return Event(_one(rows, "id"), token(_one(rows, "eventKind")), _one(rows, "label"))


def _key_from(names: Names, rows: Rows) -> StakeKey | StandingKey:
    company = names.id(_one(rows, "company"))
    if rows.get("holder"):
        return StakeKey(names.id(_one(rows, "holder")), company, token(_one(rows, "right")))
    return StandingKey(names.id(_one(rows, "parent")), company)


def _conflict_key(names: Names, rows: Rows) -> ConflictKey:
    """What a conflict is about; what names an event, a measure or a subject is no stake."""
    if rows.get("event"):
        return EventKey(names.id(_one(rows, "event")), _one(rows, "measure"), _one(rows, "baseUnit"))
    if rows.get("measure"):
        return FigureKey(
            subject=names.id(_one(rows, "subject")),
            measure=_one(rows, "measure"),
            segment=_one(rows, "segment"),
            period=_one(rows, "forPeriod"),
            aspect=token(_one(rows, "aspect")),
            against=_one(rows, "comparedWith"),
            kind=token(_one(rows, "figureKind")),
            consolidation=token(_one(rows, "consolidation")) if rows.get("consolidation") else "",
            unit=_one(rows, "baseUnit"),
        )
    if rows.get("subject"):
        return NameKey(names.id(_one(rows, "subject")))
    return _key_from(names, rows)


def _window(rows: Rows, local: str) -> Window:
    return Window(_day(rows, f"{local}After"), _day(rows, f"{local}By"))


def period_from(names: Names, rows: Rows) -> Period:
    """A period from its properties."""
    known = _day(rows, "knownFrom")
    if known is None:
        raise ValueError("a period without a record interval")
    return Period(
        key=_key_from(names, rows),
        state=token(_one(rows, "state")),  # type: ignore[arg-type]
        began=_window(rows, "from"),
        ended=_window(rows, "until") if _one(rows, "open") == "false" else None,
        basis=token(_one(rows, "basis")),  # type: ignore[arg-type]
        claims=_ids(names, rows, "restsOn"),
        observed=tuple(sorted(PartialDate.parse(text) for text in rows.get("observed", ()))),
        known_from=known,
        known_until=_day(rows, "knownUntil"),
        share=_share_from(rows, "share"),
        standing=token(_one(rows, "standing")) if rows.get("standing") else "",
        jointly_with=_ids(names, rows, "jointHolder"),
        seen=_day(rows, "lastSeen"),
        since=_day(rows, "plannedSince"),
        first_evidence=_one(rows, "evidenceFirst"),
        last_evidence=_one(rows, "evidenceLast"),
    )


def conflict_from(names: Names, rows: Rows) -> Conflict:
    """A conflict from its properties."""
    known = _day(rows, "knownFrom")
    if known is None:
        raise ValueError("a conflict without a record interval")
    return Conflict(
        key=_conflict_key(names, rows),
        claims=_ids(names, rows, "involves"),
        prefers=names.id(_one(rows, "prefers")),
        policy=token(_one(rows, "policy")),
        why=_one(rows, "why"),
        known_from=known,
        known_until=_day(rows, "knownUntil"),
    )


def finding_from(names: Names, rows: Rows) -> Finding:
    """A finding from its properties."""
    known = _day(rows, "knownFrom")
    if known is None:
        raise ValueError("a finding without a record interval")
    kinds = {str(KEI[name]): kind for kind, name in FINDING_TYPES.items()}
    least, most = (Decimal(_one(rows, local)) if rows.get(local) else None for local in ("shareMin", "shareMax"))
    return Finding(
        kind=next(kinds[iri] for iri in rows["type"] if iri in kinds),
        company=names.id(_one(rows, "company")),
        holder=names.id(_one(rows, "holder")) if rows.get("holder") else "",
        definition=token(_one(rows, "definition")) if rows.get("definition") else "",
        min=least,
        max=most,
        min_open=_one(rows, "shareMinOpen") == "true",
        verdict=token(_one(rows, "verdict")) if rows.get("verdict") else "",
        last_known=_one(rows, "restsOnLastKnown") == "true",
        claims=_ids(names, rows, "restsOn"),
        first=_day(rows, "validFrom"),
        until=_day(rows, "validUntil"),
        known_from=known,
        known_until=_day(rows, "knownUntil"),
    )
