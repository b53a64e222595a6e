"""A document's figures: one CSV file beside its YAML, one row a printed number, made for reading and diffing."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from keiretsu.claims import FigureClaim, Place
from keiretsu.errors import Problem
from keiretsu.rows import placed
from keiretsu.schema import FigureRow
from keiretsu.units import UNITS, measures
from keiretsu.validation import near

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from keiretsu.model import Document
    from keiretsu.schema import SectionRow

__all__ = ["COLUMNS", "read"]

COLUMNS: Final = tuple(FigureRow.model_fields)


def read(
    path: Path,
    document: Document,
    sections: Sequence[SectionRow],
    entities: Collection[str],
    segments: Collection[str],
    problems: list[Problem],
) -> Iterator[tuple[FigureClaim, int]]:
    """Every figure of a file with its row's line; faults go to `problems`, and the other rows are still read."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        problems.append(Problem(path.name, 0, "not UTF-8", "save the file as UTF-8", "encoding"))
        return
    reader = csv.reader(StringIO(text, newline=None))  # a row ends where CSV says, not at a U+2028 in a cell
    head = next(reader, [])
    if tuple(head) != COLUMNS:
        hint = f"its first line is {','.join(COLUMNS)}"
        problems.append(Problem(path.name, 1, "the columns are not those of figures", hint, "shape"))
        return
    known = {"subject": entities, "segment": {"", *segments, *entities}, "measure": measures(), "unit": UNITS}
    for cells in reader:
        number = reader.line_num
        if not cells:
            continue
        if len(cells) != len(COLUMNS):
            message = f"{len(cells)} cells where {len(COLUMNS)} belong"
            problems.append(Problem(path.name, number, message, "a cell with a comma wants quotes", "shape"))
            continue
        told = dict(zip(COLUMNS, cells, strict=True))
        unknown = [key for key, words in known.items() if told[key] not in words]
        for key in unknown:
            hint = near(told[key], known[key]) or _where(key)
            problems.append(Problem(path.name, number, f"unknown {key} {told[key]!r}", hint, "unknown-id"))
        try:
            row = FigureRow.model_validate({key: cell for key, cell in told.items() if cell})
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                column = ".".join(str(part) for part in fault["loc"])
                message = f"{column}: {fault['msg'].removeprefix('Value error, ')}".removeprefix(": ")
                problems.append(Problem(path.name, number, message, "mend the cell", fault["type"]))
            continue
        if not unknown:
            yield _claim(row, document, sections), number


def _where(key: str) -> str:
    places = {
        "subject": "add it to entities.yaml",
        "segment": "add it to the segments of entities.yaml",
        "measure": "ontology/measures.ttl has them all",
        "unit": f"one of {', '.join(UNITS)}",
    }
    return places[key]


def _claim(row: FigureRow, document: Document, sections: Sequence[SectionRow]) -> FigureClaim:
    lines = (Place(row.line, row.line), *(row.headings or ()))
    return FigureClaim(
        document=document.id,
        places=placed(lines, sections),
        basis=row.basis,
        note=row.note or "",
        printed=(row.printed,),
        subject=row.subject,
        measure=row.measure,
        value=row.value,
        unit=row.unit,
        period=row.period,
        line=row.line,
        segment=row.segment or "",
        aspect=row.aspect,
        against=row.against,
        kind=row.kind,
        consolidation=row.consolidation or "",
        bound=row.bound or "",
    )
