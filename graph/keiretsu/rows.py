"""Rows of a document's file to claims."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from keiretsu import schema
from keiretsu.claims import (
    Amount,
    Claim,
    Counterpart,
    CustomerClaim,
    DiscrepancyClaim,
    EventClaim,
    HoldingClaim,
    IdentifierClaim,
    ListingClaim,
    NameClaim,
    Participant,
    Place,
    ProductClaim,
    RelationClaim,
    RoleClaim,
    StandingClaim,
)
from keiretsu.dates import PartialDate
from keiretsu.model import Document

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from keiretsu.yamltree import TreePath

    Sections: TypeAlias = Mapping[str, Sequence[schema.SectionRow]]

__all__ = ["claims_of", "placed"]


# The lists whose rows have the fields of their claims, each by the same name.
_PLAIN: Final[dict[str, type[Any]]] = {
    "products": ProductClaim,
    "customers": CustomerClaim,
    "relations": RelationClaim,
    "roles": RoleClaim,
}


def claims_of(
    file: schema.DocumentFile, document: Document, events: Collection[str], sections: Sections
) -> Iterator[tuple[Claim, TreePath]]:
    """Every claim of a file, with the path of its row.

    `events` are the ids of all that the dossier tells of, `sections` the headings of each of its documents.
    """
    cite = _Citing(document, file.sections)
    for number, name in enumerate(file.names):
        yield NameClaim(entity=name.entity, name=name.name, kind=name.kind, **cite(name)), ("names", number)
    for number, holding in enumerate(file.holdings):
        yield _holding(holding, cite, document), ("holdings", number)
    for number, standing in enumerate(file.standings):
        yield _standing(standing, cite, document), ("standings", number)
    for number, table in enumerate(file.listings):
        yield from _listing(table, cite, document, number)
    for number, event in enumerate(file.events):
        yield _event(event, cite), ("events", number)
    for number, known in enumerate(file.identifiers):
        claim = IdentifierClaim(entity=known.entity, scheme=known.scheme, identifier=known.identifier, **cite(known))
        yield claim, ("identifiers", number)
    for kind, claim_type in _PLAIN.items():
        for number, row in enumerate(getattr(file, kind)):
            yield claim_type(**_plain(row, document), **cite(row)), (kind, number)
    for number, found in enumerate(file.discrepancies):
        yield _discrepancy(found, cite, events, sections), ("discrepancies", number)


def placed(lines: Iterable[Place], sections: Sequence[schema.SectionRow]) -> tuple[Place, ...]:
    """Places with the section in which each begins: the last heading at or before it; `sections` stand in order."""
    return tuple(
        replace(place, section=sections[number - 1].title) if number else place
        for place in sorted(set(lines))
        for number in (bisect_right(sections, place.first, key=_line),)
    )


_line = attrgetter("line")


class _Citing:
    """Makes the fields that every claim of one document carries."""

    def __init__(self, document: Document, sections: Sequence[schema.SectionRow]) -> None:
        self.document, self.sections = document, sections

    def __call__(self, row: Any, *more: tuple[Place, ...] | None, **instead: Any) -> dict[str, Any]:
        lines = [*row.lines, *(place for extra in more if extra for place in extra)]
        return {
            "document": self.document.id,
            "places": placed(lines, self.sections),
            "basis": row.basis,
            "note": row.note or "",
            "printed": tuple(sorted(set(row.printed))),
        } | instead


def _when(row: Any, document: Document) -> dict[str, Any]:
    """A row with no date of its own is dated by its document's publication, and says so (T5)."""
    as_of: PartialDate | None = document.published if row.dated else row.as_of
    return {"as_of": as_of, "dated": row.dated or ""}


def _timed(row: schema.TimedRow, document: Document) -> dict[str, Any]:
    """What every claim about a stretch of time carries."""
    return {
        "from_": row.from_,
        "until": row.until,
        "mode": row.mode,
        "event": row.event or "",
        "corrects": row.corrects or "",
    } | _when(row, document)


def _holding(row: schema.HoldingRow, cite: _Citing, document: Document) -> HoldingClaim:
    return HoldingClaim(
        holder=row.holder,
        company=row.company,
        share=row.share,
        before=row.before,
        indirect=row.indirect,
        right=row.right,
        route=row.route,
        jointly_with=tuple(sorted(set(row.jointly_with))),
        **_timed(row, document),
        **cite(row),
    )


def _standing(row: schema.StandingRow, cite: _Citing, document: Document) -> StandingClaim:
    return StandingClaim(
        parent=row.parent,
        company=row.company,
        standing=row.standing,
        **_timed(row, document),
        **cite(row),
    )


def _listing(
    table: schema.ListingTable, cite: _Citing, document: Document, number: int
) -> Iterable[tuple[Claim, TreePath]]:
    """The table as a claim, and for each row a standing, a holding where a share is given, and the printed name."""
    when = _when(table, document)
    whole = ListingClaim(
        parent=table.parent,
        title=table.title,
        covers=tuple(sorted(table.covers)),
        complete=table.complete,
        members=tuple(sorted({row.company for row in table.rows})),
        **when,
        **cite(table, table.as_of_lines),
    )
    yield whole, ("listings", number)
    for index, row in enumerate(table.rows):
        path: TreePath = ("listings", number, "rows", index)
        heading = table.covers.get(row.standing, ())
        yield (
            StandingClaim(
                parent=table.parent,
                company=row.company,
                standing=row.standing,
                listing=whole.id,
                **when,
                **cite(row, heading, table.as_of_lines, **_merged(row, heading, "standing")),
            ),
            path,
        )
        if row.share is not None:
            yield (
                HoldingClaim(
                    holder=table.parent,
                    company=row.company,
                    share=row.share,
                    listing=whole.id,
                    **when,
                    **cite(row, row.merged, table.as_of_lines, **_merged(row, row.merged or (), "share")),
                ),
                path,
            )
        if row.called:
            yield NameClaim(entity=row.company, name=row.called, **cite(row)), path


def _merged(row: schema.ListingRow, cell: tuple[Place, ...], what: str) -> dict[str, Any]:
    """A cell that spans rows is read into each of them: a reading, with its reason (C1)."""
    if not cell or set(cell) <= set(row.lines):
        return {}
    lines = ", ".join(str(p.first) if p.first == p.last else f"{p.first}-{p.last}" for p in cell)
    reason = f"the {what} stands in a cell that spans rows, printed on line {lines}"
    return {"basis": "inferred", "note": f"{reason}; {row.note}" if row.note else reason}


def _event(row: schema.EventRow, cite: _Citing) -> EventClaim:
    return EventClaim(
        event=row.event,
        stage=row.stage,
        date=row.date,
        participants=tuple(
            Participant(role, party.entity or "", party.name or "", party.count, tuple(sorted(set(party.candidates))))
            for role, parties in sorted(row.parties.items())
            for party in parties
        ),
        amounts=tuple(Amount(amount.measure, amount.value, amount.unit) for amount in row.amounts),
        location=row.location or "",
        because_of=tuple(sorted(set(row.because_of))),
        **cite(row),
    )


def _plain(row: schema.TimedRow, document: Document) -> dict[str, Any]:
    """The fields that a row adds to its citation: texts, and ids in order."""
    own = set(type(row).model_fields) - set(schema.TimedRow.model_fields)
    values = {name: getattr(row, name) for name in own}
    plain = {name: tuple(sorted(set(v))) if isinstance(v, tuple) else v or "" for name, v in values.items()}
    return plain | _timed(row, document)


def _discrepancy(
    row: schema.DiscrepancyRow, cite: _Citing, events: Collection[str], sections: Sections
) -> DiscrepancyClaim:
    """What a reader noticed is a reading: inferred, with its reason."""
    about = row.about or ""
    return DiscrepancyClaim(
        kind=row.kind,
        what=row.what,
        read=row.read,
        entity="" if about in events else about,
        about_event=about if about in events else "",
        against=tuple(
            Counterpart(
                other.document,
                placed(other.lines, sections.get(other.document, ())),
                tuple(sorted(set(other.printed))),
            )
            for other in row.against
        ),
        **cite(row),
    )
