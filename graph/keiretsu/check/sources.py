"""Claims against the documents' own lines: that each figure, date and name claimed stands where it is cited (C5).

A place is cited well when nothing claimed is missing from it, and when its first and last line each hold something
of the claim: a range that is off by a line, or too wide, is found.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from keiretsu.check import renderings
from keiretsu.claims import (
    Claim,
    CustomerClaim,
    DiscrepancyClaim,
    EventClaim,
    FigureClaim,
    HoldingClaim,
    IdentifierClaim,
    ListingClaim,
    NameClaim,
    Place,
    ProductClaim,
    RelationClaim,
    RoleClaim,
    StandingClaim,
)
from keiretsu.errors import Problem, RequestError
from keiretsu.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from keiretsu.dates import PartialDate
    from keiretsu.lookup import Source
    from keiretsu.shares import Share

__all__ = ["Checker", "against_sources", "lines_of", "read_lines"]

_STANDING: Final = {
    "consolidated-subsidiary": r"(?i)consolidated|subsidiar|minority interest|noncontrolling|controlled company",
    "equity-method-affiliate": r"(?i)equity method|equity in net",
    "joint-venture": r"(?i)joint|stakeholder",
}
_KIND: Final = {
    "establishment": r"(?i)establish|founded",
    "acquisition": r"(?i)acqui|M&A",
    "minority-buyout": r"(?i)minority|wholly owned|subsidiary shares",
    "joint-investment": r"(?i)invest",
    "merger": r"(?i)merg",
    "capital-increase": r"(?i)capitali[sz]",
    "share-issue": r"(?i)issuance|new shares|issued|equity finance",
    "share-repurchase": r"(?i)repurchase|treasury stock",
    "share-split": r"(?i)split",
    "equity-finance": r"(?i)equity finance|issuance",
    "borrowing": r"(?i)borrow",
    "dividend": r"(?i)dividend",
    "target": r"(?i)target|forecast|plan|expect",
    "launch": r"(?i)launch|introduc|releas|provid|start|began|begin|offer",
    "data-centre": r"(?i)data ?cent|\bDCs?\b",
    "partnership": r"(?i)partner|tie|collaborat|co-work|jointly",
    "adoption": r"(?i)adopt|user|use of|used by|enjoying",
    "award": r"(?i)award",
    "ranking": r"(?i)rank|share|first",
    "patent": r"(?i)patent",
    "filing": r"(?i)fil(?:ed|ing)|Form 20-F",
    "results": r"(?i)result|announce|release",
    "hiring": r"(?i)hir|recruit|graduates|employ|personnel",
    "expansion": r"(?i)expan|overseas|provid",
    "reclassification": r"(?i)classif",
    "cost-reduction": r"(?i)reduc|cost|down",
}
_STAGE: Final = {
    "planned": r"(?i)plan|prepar|\bto acquire|\bwill\b|expect|schedul",
    "agreed": r"(?i)agree",
    "cancelled": r"(?i)cancel",
}


@dataclass(frozen=True, slots=True)
class _Item:
    """Something that the lines must hold; an item that is not `needed` only shows that a line is well cited."""

    what: str
    pattern: re.Pattern[str]
    needed: bool = True


def read_lines(folder: Path, document: Document) -> list[str]:
    """The lines of a document's text. Raises RequestError where the file is not there."""
    try:
        return (folder / document.file).read_bytes().decode("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise RequestError(f"{folder / document.file}: cannot be read: {reason}") from None


def lines_of(folder: Path, document: Document, places: Sequence[Place]) -> dict[int, str]:
    """The cited lines themselves, by number."""
    lines = read_lines(folder, document)
    numbers = (number for place in places for number in range(place.first, place.last + 1))
    return {number: lines[number - 1] for number in numbers if number <= len(lines)}


def against_sources(source: Source, folder: Path) -> list[Problem]:
    """Every document's checksum and every claim against the lines that it cites; `rule` names the claim."""
    if not folder.is_dir():
        raise RequestError(f"{folder}: no such folder of sources")
    checker = Checker(source, folder)
    problems = list(checker.missing)
    documents = [document for document in source.documents.values() if document.id in checker.lines]
    problems += [problem for document in documents for problem in checker.document(document)]
    for name, claim in source.all_claims().items():
        if claim.document not in checker.lines:
            continue
        where = f"{claim.document}, {source.documents[claim.document].file}"
        problems += [
            Problem("", 0, f"claim {name}: {fault}", where, f"claim:{name}") for fault in checker.faults(claim)
        ]
    return problems


class Checker:
    """Holds the texts and the names by which each document calls each entity."""

    def __init__(self, source: Source, folder: Path) -> None:
        self.documents = source.documents
        self.entities = source.entities
        self.events = source.events
        self.folder = folder
        self.lines: dict[str, list[str]] = {}
        self.bare: dict[str, list[str]] = {}
        self.missing: list[Problem] = []
        for document in source.documents.values():
            try:
                self.lines[document.id] = read_lines(folder, document)
            except RequestError as error:
                self.missing.append(Problem("", 0, str(error), f"the text of {document.id}", "source"))
        self.names: dict[tuple[str, str], set[str]] = defaultdict(set)
        for _, claim in source.name_claims():
            self.names[claim.document, claim.entity].add(claim.name)

    def document(self, document: Document) -> Iterator[Problem]:
        """The document's checksum, title and date."""
        checksum = hashlib.sha256((self.folder / document.file).read_bytes()).hexdigest()
        if checksum != document.sha256:
            message = f"document {document.id}: {document.file} has the SHA-256 {checksum}, not {document.sha256}"
            yield Problem("", 0, message, "another edition of the text? then every place must be read again", "sha256")
        published = renderings.when(document.published, document.fiscal_year_end)
        items = [_Item("the title", renderings.phrase(document.title)), _Item("the date of publication", published)]
        items += [_Item(f"{text!r}", renderings.phrase(text)) for text in document.printed]
        for fault in self._missing(document.id, document.places, items):
            yield Problem("", 0, f"document {document.id}: {fault}", document.file, "document")

    def _figure(self, claim: FigureClaim) -> Iterator[str]:
        """A figure stands as printed, whole, on its own line; its headings are lines that say something."""
        lines = self.lines[claim.document]
        if max(place.last for place in claim.places) > len(lines):
            yield f"its lines lie beyond the text's {len(lines)}"
            return
        if not any(place.first <= claim.line <= place.last for place in claim.places):
            yield f"its own line, {claim.line}, is not among its lines"
        for text in claim.printed:
            if not _token(text).search(lines[claim.line - 1]) and not _token(text).search(
                _untagged(lines[claim.line - 1])
            ):
                yield f"the figure {text!r} is not on line {claim.line}"
            numbers = re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))
            if numbers and abs(claim.value) not in map(Decimal, numbers) and "MISPRINT" not in claim.note:
                yield f"printed {text!r}, and read as {claim.value}; say MISPRINT in the note, or mend one of them"
        yield from (
            f"line {number} is empty and says nothing of it"
            for place in claim.places
            for number in {place.first, place.last}
            if not re.search(r"\w", lines[number - 1])
        )

    def faults(self, claim: Claim) -> list[str]:
        """What a claim says that its lines do not hold."""
        document = self.documents[claim.document]
        if isinstance(claim, FigureClaim):
            return list(self._figure(claim))
        faults = list(self._missing(claim.document, claim.places, list(self._items(claim, document))))
        as_of: PartialDate | None = getattr(claim, "as_of", None)
        if getattr(claim, "dated", "") == "publication" and as_of != document.published:
            faults.append(f"dated by publication as {as_of}, but published {document.published}")
        if getattr(claim, "mode", "actual") == "actual" and getattr(claim, "stage", "") != "planned":
            dates = [(name, getattr(claim, name, None)) for name in ("as_of", "from_", "date")]
            faults += [
                f"tells of {value}, after its publication {document.published}"
                for _, value in dates
                if value is not None and value.earliest > document.published.latest
            ]
        if isinstance(claim, DiscrepancyClaim):
            for other in claim.against:
                items = [_Item(f"printed {text!r}", renderings.phrase(text)) for text in other.printed]
                faults += [
                    f"in {other.document}, {fault}" for fault in self._missing(other.document, other.places, items)
                ]
        faults += [
            f"no heading {place.section!r} at or before line {place.first}"
            for place in claim.places
            if place.section and not self._headed(claim.document, place)
        ]
        return faults

    def _headed(self, document: str, place: Place) -> bool:
        wanted = _bare(place.section)
        if document not in self.bare:
            self.bare[document] = [_bare(line) for line in self.lines[document]]
        return any(wanted in line for line in self.bare[document][: place.first])

    def _missing(self, document: str, places: Sequence[Place], items: Sequence[_Item]) -> Iterator[str]:
        lines = self.lines[document]
        beyond = [place for place in places if place.last > len(lines)]
        if beyond:
            yield f"{beyond[0]} lies beyond the text's {len(lines)} lines"
            return
        text = "\n".join(_untagged("\n".join(lines[place.first - 1 : place.last])) for place in places)
        for item in items:
            if item.needed and not item.pattern.search(text):
                yield f"{item.what} is not on {', '.join(str(place) for place in places)}"
        for number in sorted({edge for place in places for edge in (place.first, place.last)}):
            line = _untagged(lines[number - 1])
            if not any(item.pattern.search(line) for item in items):
                yield f"line {number} holds nothing of it; cite only the lines that do"

    def _items(self, claim: Claim, document: Document) -> Iterator[_Item]:
        yield from (_Item(f"printed {text!r}", renderings.phrase(text)) for text in claim.printed)
        if isinstance(claim, NameClaim):
            yield _Item(f"the name {claim.name!r}", renderings.phrase(claim.name))
        elif isinstance(claim, HoldingClaim):
            yield from self._called(document, claim.holder, claim.company, *claim.jointly_with)
            yield from _shares(claim.share, claim.before)
        elif isinstance(claim, StandingClaim):
            yield from self._called(document, claim.parent, claim.company)
            if claim.standing in _STANDING:
                yield _Item(f"a word for {claim.standing}", re.compile(_STANDING[claim.standing]))
        elif isinstance(claim, ListingClaim):
            yield _Item(f"the title {claim.title!r}", renderings.phrase(claim.title))
            yield from self._called(document, *claim.members)
        elif isinstance(claim, EventClaim):
            yield from self._event(claim, document)
        elif isinstance(claim, IdentifierClaim):
            yield from self._called(document, claim.entity)
            yield _Item(f"the identifier {claim.identifier!r}", renderings.phrase(claim.identifier))
        elif isinstance(claim, ProductClaim):
            yield from self._called(document, claim.product, *claim.provider, *claim.partner)
            yield from self._called(document, *claim.part_of, *claim.replaces)
            texts = (claim.category, *claim.technology, *claim.renamed_from)
            yield from (_Item(f"{text!r}", renderings.phrase(text)) for text in texts if text)
        elif isinstance(claim, CustomerClaim):
            yield from self._called(document, claim.customer, claim.supplier, *claim.product)
            if claim.category:
                yield _Item(f"{claim.category!r}", renderings.phrase(claim.category))
        elif isinstance(claim, RelationClaim):
            yield from self._called(document, claim.subject, claim.object, *claim.product)
        elif isinstance(claim, RoleClaim):
            yield from self._called(document, claim.person, claim.organization)
            yield _Item(f"the post {claim.post!r}", renderings.phrase(claim.post))
        yield from self._dates(claim, document)

    def _event(self, claim: EventClaim, document: Document) -> Iterator[_Item]:
        kind = self.events[claim.event].kind
        if kind in _KIND:
            yield _Item(f"a word for {kind}", re.compile(_KIND[kind]), needed=False)
        if claim.stage in _STAGE:
            yield _Item(f"a word for {claim.stage}", re.compile(_STAGE[claim.stage]))
        if claim.location:
            yield _Item(f"the place {claim.location!r}", renderings.phrase(claim.location))
        for part in claim.participants:
            if part.entity:
                yield from self._called(document, part.entity)
            if part.count is not None:
                yield _Item(f"the count {part.count}", renderings.count(part.count))
            for item in self._called(document, *part.candidates):
                yield _Item(item.what, item.pattern, needed=False)
        for amount in claim.amounts:
            yield _Item(f"the amount {amount.value}", renderings.number(amount.value))

    def _dates(self, claim: Claim, document: Document) -> Iterator[_Item]:
        if getattr(claim, "dated", "") == "publication":
            return
        for attribute in ("as_of", "from_", "until", "date"):
            value: PartialDate | None = getattr(claim, attribute, None)
            if value is not None:
                yield _Item(f"the date {value}", renderings.when(value, document.fiscal_year_end))
                if len(value.written) == 10:
                    beside = renderings.fiscal_year(value.earliest, document.fiscal_year_end)
                    yield _Item("its fiscal year", beside, needed=False)
                    short = renderings.month_and_day(value.earliest)
                    yield _Item("its month and day", short, needed=False)

    def _called(self, document: Document, *entities: str) -> Iterator[_Item]:
        """The names by which the document calls an entity; its publisher need not name itself, nor can an unnamed."""
        for name in entities:
            entity = self.entities[name]
            if not entity.named or name == document.publisher:
                continue
            spellings = sorted(self.names[document.id, name], key=len, reverse=True)
            patterns = [renderings.phrase(text).pattern for text in spellings] or [r"(?!)"]
            yield _Item(f"a name of {entity.name}", re.compile("|".join(patterns)))


def _shares(share: Share | None, before: Share | None) -> Iterator[_Item]:
    for value in (share, before):
        if value is not None and value.is_exact:
            yield _Item(f"the share {value}", renderings.percent(value.min))


def _token(text: str) -> re.Pattern[str]:
    """A printed number as a whole: no digit, and no digit behind a point or comma, on either side."""
    return re.compile(rf"(?<![\d])(?<!\d[.,]){re.escape(text)}(?![\d]|[.,]\d)")


def _untagged(text: str) -> str:
    """A line without the mark-up that the conversion to text left in it."""
    return re.sub(r"</?[a-z]+>|[*_^{}]", "", text)


def _bare(text: str) -> str:
    return re.sub(r"[^\w]+", "", _untagged(text)).casefold()
