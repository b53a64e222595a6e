"""A folder of text to claims; a fault knows its file and line, and all faults are reported at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from keiretsu import schema, yamltree
from keiretsu.claims import Claim
from keiretsu.errors import DataError, Problem
from keiretsu.folder import ENTITIES, FIGURES, figure_files, is_dossier
from keiretsu.folder import files as folder_files
from keiretsu.model import Document, Dossier, Entity, Event, Segment
from keiretsu.rows import claims_of, placed
from keiretsu.validation import near, validated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from keiretsu.yamltree import Tree, TreePath

__all__ = ["Reading", "load", "read"]

_TIMED = ("holdings", "standings", "listings", "products", "customers", "relations", "roles")
UNREADABLE = ("yaml", "encoding", "file")  # the rules whose faults leave nothing to look into


@dataclass(slots=True)
class Reading:
    """What was read of a folder: the dossier, as far as its text allows, every fault, and where each claim stands."""

    dossier: Dossier | None
    problems: list[Problem] = field(default_factory=list)
    where: dict[str, tuple[str, int]] = field(default_factory=dict)


def load(folder: Path, *, figures: bool = True) -> Dossier:
    """The dossier of a folder, with its figures or without. Raises DataError with all faults if there is any."""
    reading = read(folder, figures=figures)
    if reading.dossier is None or reading.problems:
        count = len(reading.problems)
        raise DataError(f"{folder}: {count} fault{'s' if count != 1 else ''} in the dossier", reading.problems)
    return reading.dossier


def read(folder: Path, *, figures: bool = True) -> Reading:
    """Read a folder, going on after each fault to find the others; the files of figures need not be read."""
    if not is_dossier(folder):
        hint = "a dossier is a folder with entities.yaml and one YAML file per document"
        return Reading(None, [Problem(str(folder), 0, "no dossier: entities.yaml is missing", hint, "file")])
    return _Reader(folder, figures=figures).reading()


class _Reader:
    """Reads one folder; keeps what several files must agree on."""

    def __init__(self, folder: Path, *, figures: bool) -> None:
        self.folder = folder
        self.figures = figures
        self.result = Reading(None)
        self.entities: dict[str, Entity] = {}
        self.documents: dict[str, Document] = {}
        self.events: dict[str, Event] = {}
        self.claims: dict[str, Claim] = {}
        self.sections: dict[str, Sequence[schema.SectionRow]] = {}
        self.head_tree: Tree

    def fault(self, file: str, line: int, message: str, hint: str, rule: str) -> None:
        self.result.problems.append(Problem(file, line, message, hint, rule))

    def reading(self) -> Reading:
        files = folder_files(self.folder)
        self.head_tree = head_tree = yamltree.read(self.folder / ENTITIES)
        broken = any(problem.rule in UNREADABLE for problem in head_tree.problems)
        head = None if broken else validated(head_tree, schema.EntitiesFile)
        self.result.problems += head_tree.problems
        if head is not None:
            self._entities(head, head_tree)
        readable: list[tuple[schema.DocumentFile, Tree]] = []
        for path in sorted(set(self.folder.iterdir()) - set(files)):
            if path.suffix.lower() in (".yaml", ".yml"):
                self.fault(path.name, 0, "is not read", "a document's file ends in .yaml, in small letters", "file")
        for path in files:
            if path.name == ENTITIES:
                continue
            tree = yamltree.read(path)
            broken = any(problem.rule in UNREADABLE for problem in tree.problems)
            document = None if broken else validated(tree, schema.DocumentFile)
            self.result.problems += tree.problems
            if document is not None:
                readable.append((document, tree))
        for document, tree in readable:
            self._document(document, tree)
        self._event_heads(readable)
        self.sections = {document.document.id: document.sections for document, _ in readable}
        for document, tree in readable:
            self._claims(document, tree)
        self._unknown_ids(readable, head)
        if self.figures and head is not None:
            self._figures(readable, {segment.id for segment in head.segments})
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
                segments=tuple(Segment(row.id, row.name) for row in sorted(head.segments, key=lambda row: row.id)),
            )
        self.result.problems = sorted(set(self.result.problems))
        return self.result

    def _entities(self, head: schema.EntitiesFile, tree: Tree) -> None:
        seen: dict[str, int] = {}
        rows = tree.data["entities"] if isinstance(tree.data.get("entities"), list) else []
        for number, row in enumerate(rows):
            line = tree.line(("entities", number))
            name = row.get("id") if isinstance(row, dict) else None
            if isinstance(name, str) and name in seen:
                hint = f"first on line {seen[name]}; keep one"
                self.fault(tree.file, line, f"the id {name!r} stands twice", hint, "duplicate-id")
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
            places=placed(head.lines, file.sections),
            fiscal_year_end=head.fiscal_year_end,
            printed=tuple(sorted(set(head.printed))),
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
                        first = f"{heads[what][1]}:{heads[what][2]} says {heads[what][0]!r}; say it in one place"
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

    def _told(self, claim: Claim, file: str, line: int) -> None:
        name = claim.id
        if name in self.claims:
            first = self.result.where[name]
            self.fault(file, line, "the same claim stands twice", f"first at {first[0]}:{first[1]}", "duplicate-claim")
            return
        self.claims[name] = claim
        self.result.where[name] = (file, line)

    def _claims(self, file: schema.DocumentFile, tree: Tree) -> None:
        document = self.documents.get(file.document.id)
        if document is None:
            return
        for key in _TIMED:
            for number, row in enumerate(getattr(file, key)):
                self._in_time(row, document, tree, (key, number))
        self._listed_once(file, tree)
        for claim, path in claims_of(file, document, self.events, self.sections):
            self._told(claim, tree.file, tree.line(path))

    def _figures(self, files: Sequence[tuple[schema.DocumentFile, Tree]], segments: set[str]) -> None:
        """The figures of each document, in the file that is called like its own."""
        from keiretsu import figures  # the measures are read with it, which a look-up of stakes does not need

        documents = {Path(tree.file).stem: file for file, tree in files}
        for path in figure_files(self.folder):
            file = documents.get(path.name.removesuffix(FIGURES))
            document = self.documents.get(file.document.id) if file is not None else None
            if file is None or document is None:
                hint = f"call it like the document's own file, with {FIGURES}"
                self.fault(path.name, 0, "figures of no document", hint, "file")
                continue
            rows = figures.read(path, document, file.sections, self.entities, segments, self.result.problems)
            for claim, line in rows:
                self._told(claim, path.name, line)

    def _in_time(self, row: Any, document: Document, tree: Tree, path: TreePath) -> None:
        """An observation cannot lie after the document that makes it."""
        planned = getattr(row, "mode", "actual") == "planned"
        if not planned and row.as_of is not None and row.as_of.earliest > document.published.latest:
            message = f"as-of {row.as_of} lies after the document's publication, {document.published}"
            self.fault(tree.file, tree.line((*path, "as-of")), message, "mode: planned, or another date?", "time")

    def _listed_once(self, file: schema.DocumentFile, tree: Tree) -> None:
        """A company stands once in a table."""
        for number, table in enumerate(file.listings):
            seen: dict[str, int] = {}
            for index, row in enumerate(table.rows):
                line = tree.line(("listings", number, "rows", index))
                if row.company in seen:
                    hint = f"first on line {seen[row.company]}; keep one row"
                    self.fault(tree.file, line, f"{row.company} stands twice in the table", hint, "listing")
                seen.setdefault(row.company, line)

    def _unknown_ids(self, files: Sequence[tuple[schema.DocumentFile, Tree]], head: schema.EntitiesFile | None) -> None:
        """Every id that is used must be somebody's."""
        if head is not None and head.dossier.root not in self.entities:
            hint = near(head.dossier.root, self.entities) or "the id of one of the entities below"
            line = self.head_tree.line(("dossier", "root"))
            self.fault(ENTITIES, line, f"the dossier's root {head.dossier.root!r} is no entity", hint, "unknown-id")
        if head is None:
            return
        all_known: dict[str, Collection[str]] = {
            "document": self.documents,
            "event": self.events,
            "entity": self.entities,
            "entity or event": {*self.entities, *self.events},
        }
        for file, tree in files:
            for name, path, what in _mentions(file):
                known = all_known[what]
                if name not in known:
                    add = {"entity": f"add it to {ENTITIES}", "event": "tell the event under events"}
                    hint = near(name, known) or add.get(what, f"known: {', '.join(sorted(known))}")
                    self.fault(tree.file, tree.line(path), f"unknown {what} {name!r}", hint, "unknown-id")


# Which keys of each list hold ids, of what; the events' parties and the tables' rows have forms of their own.
_TIMED_IDS = {"event": "event", "corrects": "document"}
_IDS: dict[str, dict[str, str]] = {
    "names": {"entity": "entity"},
    "identifiers": {"entity": "entity"},
    "holdings": {"holder": "entity", "company": "entity", "jointly_with": "entity"} | _TIMED_IDS,
    "standings": {"parent": "entity", "company": "entity"} | _TIMED_IDS,
    "listings": {"parent": "entity"},
    "events": {"because_of": "event"},
    "products": dict.fromkeys(("product", "provider", "partner", "part_of", "replaces"), "entity") | _TIMED_IDS,
    "customers": dict.fromkeys(("customer", "supplier", "product"), "entity") | _TIMED_IDS,
    "relations": dict.fromkeys(("subject", "object", "product"), "entity") | _TIMED_IDS,
    "roles": {"person": "entity", "organization": "entity"} | _TIMED_IDS,
    "discrepancies": {"about": "entity or event"},
}


def _mentions(file: schema.DocumentFile) -> Iterable[tuple[str, TreePath, str]]:
    """Every id that a file uses, where, and of what."""
    yield file.document.publisher, ("document", "publisher"), "entity"
    for key, attributes in _IDS.items():
        for number, row in enumerate(getattr(file, key)):
            for attribute, what in attributes.items():
                value = getattr(row, attribute)
                for name in (value,) if isinstance(value, str) else value or ():
                    yield name, (key, number, attribute.replace("_", "-")), what
    for number, table in enumerate(file.listings):
        for index, row in enumerate(table.rows):
            yield row.company, ("listings", number, "rows", index, "company"), "entity"
    for number, event in enumerate(file.events):
        for role, parties in event.parties.items():
            for party in parties:
                for name in (*([party.entity] if party.entity else []), *party.candidates):
                    yield name, ("events", number, "parties", role), "entity"
    for number, found in enumerate(file.discrepancies):
        for index, other in enumerate(found.against):
            yield other.document, ("discrepancies", number, "against", index, "document"), "document"
