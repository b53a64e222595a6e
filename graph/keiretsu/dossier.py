"""A folder of text to claims; a fault knows its file and line, and all faults are reported at once."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from keiretsu import schema, yamltree
from keiretsu.dates import PartialDate
from keiretsu.errors import DataError, Problem
from keiretsu.folder import ENTITIES, is_dossier
from keiretsu.folder import files as folder_files
from keiretsu.model import (
    Amount,
    Claim,
    Document,
    Dossier,
    Entity,
    Event,
    EventClaim,
    HoldingClaim,
    ListingClaim,
    NameClaim,
    Participant,
    Place,
    StandingClaim,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from keiretsu.yamltree import Path_, Tree

__all__ = ["Reading", "load", "read"]

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(slots=True)
class Reading:
    """What was read of a folder: the dossier, as far as its text allows, every fault, and where each claim stands."""

    dossier: Dossier | None
    problems: list[Problem] = field(default_factory=list)
    where: dict[str, tuple[str, int]] = field(default_factory=dict)


def load(folder: Path) -> Dossier:
    """The dossier of a folder. Raises DataError with all faults if there is any."""
    reading = read(folder)
    if reading.dossier is None or reading.problems:
        count = len(reading.problems)
        raise DataError(f"{folder}: {count} fault{'s' if count != 1 else ''} in the dossier", reading.problems)
    return reading.dossier


def read(folder: Path) -> Reading:
    """Read a folder, going on after each fault to find the others."""
    if not is_dossier(folder):
        hint = "a dossier is a folder with entities.yaml and one YAML file per document"
        return Reading(None, [Problem(str(folder), 0, "no dossier: entities.yaml is missing", hint, "file")])
    return _Reader(folder).reading()


def _near(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(known), n=3, cutoff=0.6)
    return f"did you mean {' or '.join(close)}?" if close else ""


def _validated(tree: Tree, model: type[_Model]) -> _Model | None:
    """The file as a model; list items that do not fit are reported and left out, so that the rest is still read."""
    data = tree.data
    if not isinstance(data, dict):
        what = "is empty" if data is None else "is not a mapping of keys to values"
        tree.problems.append(
            Problem(tree.file, 1, what, f"it starts with '{next(iter(model.model_fields))}:'", "shape")
        )
        return None
    original: dict[str, list[int]] = {}
    for _ in range(2):
        try:
            return model.model_validate(data)
        except ValidationError as error:
            bad: dict[str, set[int]] = {}
            whole = False
            for fault in error.errors(include_url=False):
                path = tuple(part for part in fault["loc"] if isinstance(part, str | int))
                tree.problems.append(_problem(tree, path, fault, model))
                key = str(path[0]) if path else ""
                if len(path) > 1 and isinstance(path[1], int) and isinstance(data.get(key), list):
                    bad.setdefault(key, set()).add(path[1])
                elif fault["type"] == "extra_forbidden" and len(path) == 1:
                    bad.setdefault(key, set())
                else:
                    whole = True
            if whole:
                return None
            data = dict(data)
            for key, numbers in bad.items():
                if not numbers:
                    del data[key]
                    continue
                original[key] = [n for n in range(len(data[key])) if n not in numbers]
                data[key] = [data[key][n] for n in original[key]]
    return None


_PLAIN_WORDS = {
    "missing": "is missing",
    "string_type": "is empty or not a text",
    "string_too_short": "is empty",
    "dict_type": "is not a mapping",
    "model_type": "is not a mapping of keys to values",
    "model_attributes_type": "is not a mapping of keys to values",
    "tuple_type": "is not a list; each item starts with '- '",
    "list_type": "is not a list; each item starts with '- '",
}


def _problem(tree: Tree, path: Path_, fault: Any, model: type[BaseModel]) -> Problem:
    """One fault of the format in a reader's words, with the place and how to mend it."""
    shown = next((str(part) for part in reversed(path) if isinstance(part, str) and part != "[key]"), "")
    kind, hint = fault["type"], ""
    if kind == "extra_forbidden":
        message = f"unknown key {shown!r}"
        hint = _near(shown, _keys(model, path[:-1])) or f"keys here: {', '.join(_keys(model, path[:-1]))}"
        if " " in shown:
            hint = "a text with a comma wants quotes inside { }"
    elif kind == "value_error":
        message = str(fault["ctx"]["error"])
        message = f"{shown}: {message}" if shown and isinstance(path[-1], str) else message
    elif kind == "literal_error":
        expected = fault["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        message = f"{shown}: {fault['input']!r} is none of its words"
        hint = _near(str(fault["input"]), expected) or f"one of {', '.join(expected)}"
    elif kind == "string_pattern_mismatch":
        message = f"{shown}: {fault['input']!r} does not have the right form"
        hint = f"it matches {fault['ctx']['pattern']}"
    else:
        words = _PLAIN_WORDS.get(kind, fault["msg"][0].lower() + fault["msg"][1:])
        message = f"{shown} {words}" if kind in _PLAIN_WORDS else f"{shown}: {words}"
    return Problem(tree.file, tree.line(path), message, hint, kind)


def _keys(model: type[BaseModel], path: Path_) -> list[str]:
    """The keys that may stand at a path of the format, found by walking the models."""
    current: Any = model
    for part in path:
        if isinstance(part, int) or not (isinstance(current, type) and issubclass(current, BaseModel)):
            continue
        info = next((f for f in current.model_fields.values() if f.alias == part), None)
        current = _model_within(info.annotation) if info is not None else None
    if isinstance(current, type) and issubclass(current, BaseModel):
        return [f.alias or name for name, f in current.model_fields.items()]
    return []


def _model_within(annotation: Any) -> Any:
    """The model class inside an annotation such as tuple[Row, ...]."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in getattr(annotation, "__args__", ()) if (found := _model_within(arg))), None)


class _Reader:
    """Reads one folder; keeps what several files must agree on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.result = Reading(None)
        self.entities: dict[str, Entity] = {}
        self.documents: dict[str, Document] = {}
        self.events: dict[str, Event] = {}
        self.claims: dict[str, Claim] = {}
        self.mentions: list[tuple[str, int, str, str, Path_]] = []  # file, line, what, id, path

    def fault(self, file: str, line: int, message: str, hint: str, rule: str) -> None:
        self.result.problems.append(Problem(file, line, message, hint, rule))

    def reading(self) -> Reading:
        files = folder_files(self.folder)
        head_tree = yamltree.read(self.folder / ENTITIES)
        head = _validated(head_tree, schema.EntitiesFile) if not head_tree.problems else None
        self.result.problems += head_tree.problems
        if head is not None:
            self._entities(head, head_tree)
        readable: list[tuple[schema.DocumentFile, Tree]] = []
        for path in files:
            if path.name == ENTITIES:
                continue
            tree = yamltree.read(path)
            broken = any(problem.rule in ("yaml", "encoding", "file") for problem in tree.problems)
            document = None if broken else _validated(tree, schema.DocumentFile)
            self.result.problems += tree.problems
            if document is not None:
                readable.append((document, tree))
        for document, tree in readable:
            self._document(document, tree)
        self._event_heads(readable)
        for document, tree in readable:
            self._claims(document, tree)
        self._unknown_ids(readable, head)
        if head is not None:
            self.result.dossier = Dossier(
                id=head.dossier.id,
                title=head.dossier.title,
                base=head.dossier.base,
                root=head.dossier.root,
                documents=tuple(sorted(self.documents.values(), key=lambda d: (d.published, d.id))),
                entities=tuple(sorted(self.entities.values(), key=lambda e: e.id)),
                events=tuple(sorted(self.events.values(), key=lambda e: e.id)),
                claims=tuple(self.claims[name] for name in sorted(self.claims)),
            )
        self.result.problems = sorted(set(self.result.problems))
        return self.result

    def _entities(self, head: schema.EntitiesFile, tree: Tree) -> None:
        seen: dict[str, int] = {}
        for row in tree.data["entities"] if isinstance(tree.data.get("entities"), list) else []:
            number = tree.data["entities"].index(row)
            line = tree.line(("entities", number))
            name = row.get("id") if isinstance(row, dict) else None
            if isinstance(name, str) and name in seen and seen[name] != line:
                self.fault(
                    tree.file, line, f"the id {name!r} stands twice", f"first on line {seen[name]}", "duplicate-id"
                )
            elif isinstance(name, str):
                seen[name] = line
        for entity in head.entities:
            self.entities.setdefault(
                entity.id, Entity(entity.id, entity.name, entity.kind, entity.named, entity.note or "")
            )

    def _document(self, file: schema.DocumentFile, tree: Tree) -> None:
        head = file.document
        if head.id in self.documents:
            line = tree.line(("document", "id"))
            self.fault(
                tree.file, line, f"the document id {head.id!r} stands twice", "give each its own", "duplicate-id"
            )
            return
        self.documents[head.id] = Document(
            id=head.id,
            title=head.title,
            kind=head.kind,
            publisher=head.publisher,
            published=head.published,
            file=head.file,
            sha256=head.sha256,
            places=_placed(head.lines, file.sections),
            fiscal_year_end=head.fiscal_year_end,
            printed=tuple(sorted(head.printed)),
            note=head.note or "",
        )

    def _event_heads(self, files: Sequence[tuple[schema.DocumentFile, Tree]]) -> None:
        """An event's kind and title, said once among all that tell of it."""
        told: dict[str, dict[str, tuple[str, str, int]]] = {}
        for file, tree in files:
            for number, row in enumerate(file.events):
                line = tree.line(("events", number))
                heads = told.setdefault(row.event, {})
                for what, value in (("kind", row.kind), ("title", row.title)):
                    if value is None:
                        continue
                    if what in heads and heads[what][0] != value:
                        first = f"{heads[what][1]}:{heads[what][2]} says {heads[what][0]!r}"
                        self.fault(tree.file, line, f"event {row.event!r} has another {what}", first, "event")
                    heads.setdefault(what, (value, tree.file, line))
        for file, tree in files:
            for number, row in enumerate(file.events):
                heads = told[row.event]
                missing = [what for what in ("kind", "title") if what not in heads]
                if missing:
                    message = f"event {row.event!r} has no {' and no '.join(missing)}"
                    hint = "say it where the event is told first"
                    self.fault(tree.file, tree.line(("events", number)), message, hint, "event")
                else:
                    self.events[row.event] = Event(row.event, heads["kind"][0], heads["title"][0])

    def _add(self, claim: Claim, tree: Tree, path: Path_) -> None:
        line = tree.line(path)
        name = claim.id
        if name in self.claims:
            first = self.result.where[name]
            self.fault(
                tree.file, line, "the same claim stands twice", f"first at {first[0]}:{first[1]}", "duplicate-claim"
            )
            return
        self.claims[name] = claim
        self.result.where[name] = (tree.file, line)

    def _claims(self, file: schema.DocumentFile, tree: Tree) -> None:
        document = self.documents.get(file.document.id)
        if document is None:
            return
        cite = _Citing(document, file.sections)
        for number, name in enumerate(file.names):
            self._add(
                NameClaim(entity=name.entity, name=name.name, kind=name.kind, **cite(name)), tree, ("names", number)
            )
        for number, holding in enumerate(file.holdings):
            path: Path_ = ("holdings", number)
            self._in_time(holding, document, tree, path)
            self._add(_holding(holding, cite, document), tree, path)
        for number, standing in enumerate(file.standings):
            path = ("standings", number)
            self._in_time(standing, document, tree, path)
            self._add(_standing(standing, cite, document), tree, path)
        for number, table in enumerate(file.listings):
            for claim, path in _listing(table, cite, document, number):
                self._add(claim, tree, path)
        for number, event in enumerate(file.events):
            self._add(_event(event, cite), tree, ("events", number))

    def _in_time(self, row: Any, document: Document, tree: Tree, path: Path_) -> None:
        """An observation cannot lie after the document that makes it."""
        if row.mode == "actual" and row.as_of is not None and row.as_of.earliest > document.published.latest:
            message = f"as-of {row.as_of} lies after the document's publication, {document.published}"
            self.fault(tree.file, tree.line((*path, "as-of")), message, "mode: planned, or another date?", "time")

    def _unknown_ids(self, files: Sequence[tuple[schema.DocumentFile, Tree]], head: schema.EntitiesFile | None) -> None:
        """Every id that is used must be somebody's."""
        if head is not None and head.dossier.root not in self.entities:
            hint = _near(head.dossier.root, self.entities)
            self.fault(ENTITIES, 1, f"the dossier's root {head.dossier.root!r} is no entity", hint, "unknown-id")
        if head is None:
            return
        for file, tree in files:
            for name, path, what in _mentions(file):
                known = {"document": set(self.documents), "event": set(self.events)}.get(what, set(self.entities))
                if name not in known:
                    hint = _near(name, known) or f"add it to {ENTITIES}" if what == "entity" else _near(name, known)
                    self.fault(tree.file, tree.line(path), f"unknown {what} {name!r}", hint, "unknown-id")


def _mentions(file: schema.DocumentFile) -> Iterable[tuple[str, Path_, str]]:
    """Every id that a file uses, where, and of what."""
    yield file.document.publisher, ("document", "publisher"), "entity"
    for key, attributes in (
        ("names", ("entity",)),
        ("holdings", ("holder", "company")),
        ("standings", ("parent", "company")),
        ("listings", ("parent",)),
    ):
        for number, row in enumerate(getattr(file, key)):
            for attribute in attributes:
                yield getattr(row, attribute), (key, number, attribute), "entity"
            for other in getattr(row, "jointly_with", ()):
                yield other, (key, number, "jointly-with"), "entity"
            if getattr(row, "corrects", None):
                yield row.corrects, (key, number, "corrects"), "document"
            if getattr(row, "event", None):
                yield row.event, (key, number, "event"), "event"
    for number, table in enumerate(file.listings):
        for index, row in enumerate(table.rows):
            yield row.company, ("listings", number, "rows", index, "company"), "entity"
    for number, event in enumerate(file.events):
        for role, parties in event.parties.items():
            for party in parties:
                for name in (*([party.entity] if party.entity else []), *party.candidates):
                    yield name, ("events", number, "parties", role), "entity"


# --- rows to claims --------------------------------------------------------------------------------------------


def _placed(lines: Iterable[Place], sections: Sequence[schema.SectionRow]) -> tuple[Place, ...]:
    """Places with the section in which each begins: the last heading at or before it."""
    ordered = sorted(sections, key=lambda section: section.line)
    return tuple(
        replace(place, section=next((s.title for s in reversed(ordered) if s.line <= place.first), ""))
        for place in sorted(set(lines))
    )


class _Citing:
    """Makes the fields that every claim of one document carries."""

    def __init__(self, document: Document, sections: Sequence[schema.SectionRow]) -> None:
        self.document, self.sections = document, sections

    def __call__(self, row: Any, *more: tuple[Place, ...] | None, **instead: Any) -> dict[str, Any]:
        lines = [*row.lines, *(place for extra in more if extra for place in extra)]
        return {
            "document": self.document.id,
            "places": _placed(lines, self.sections),
            "basis": row.basis,
            "note": row.note or "",
            "printed": tuple(sorted(row.printed)),
        } | instead


def _when(row: Any, document: Document) -> dict[str, Any]:
    """A row with no date of its own is dated by its document's publication, and says so (T5)."""
    as_of: PartialDate | None = document.published if row.dated else row.as_of
    return {"as_of": as_of, "dated": row.dated or ""}


def _holding(row: schema.HoldingRow, cite: _Citing, document: Document) -> HoldingClaim:
    return HoldingClaim(
        holder=row.holder,
        company=row.company,
        share=row.share,
        before=row.before,
        indirect=row.indirect,
        right=row.right,
        route=row.route,
        from_=row.from_,
        until=row.until,
        mode=row.mode,
        jointly_with=tuple(sorted(row.jointly_with)),
        event=row.event or "",
        corrects=row.corrects or "",
        **_when(row, document),
        **cite(row),
    )


def _standing(row: schema.StandingRow, cite: _Citing, document: Document) -> StandingClaim:
    return StandingClaim(
        parent=row.parent,
        company=row.company,
        standing=row.standing,
        from_=row.from_,
        until=row.until,
        mode=row.mode,
        event=row.event or "",
        corrects=row.corrects or "",
        **_when(row, document),
        **cite(row),
    )


def _listing(
    table: schema.ListingTable, cite: _Citing, document: Document, number: int
) -> Iterable[tuple[Claim, Path_]]:
    """The table as a claim, and for each row a standing, a holding where a share is given, and the printed name."""
    when = _when(table, document)
    whole = ListingClaim(
        parent=table.parent,
        title=table.title,
        covers=tuple(sorted(table.covers)),
        complete=table.complete,
        members=tuple(sorted(row.company for row in table.rows)),
        **when,
        **cite(table, table.as_of_lines),
    )
    yield whole, ("listings", number)
    for index, row in enumerate(table.rows):
        path: Path_ = ("listings", number, "rows", index)
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
            Participant(role, party.entity or "", party.name or "", party.count, tuple(sorted(party.candidates)))
            for role, parties in sorted(row.parties.items())
            for party in parties
        ),
        amounts=tuple(Amount(amount.measure, amount.value, amount.unit) for amount in row.amounts),
        **cite(row),
    )
