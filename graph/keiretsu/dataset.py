"""From a locator to a dataset with everything computed: reads, derives, and keeps the result by content.

The cache is a folder named by a hash of the dossier's text and of this package's own code, so that what is stale is
simply not found; what is broken or foreign is built again. It is filled in a folder beside it and renamed, so that
two processes at once do no harm.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
from platformdirs import user_cache_path

from keiretsu import paths, rdf, store
from keiretsu.claims import DiscrepancyClaim
from keiretsu.errors import DataError, RequestError
from keiretsu.folder import fingerprint, is_dossier
from keiretsu.lookup import Source
from keiretsu.model import StakeKey
from keiretsu.uncollected import uncollected

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rdflib import Dataset

    from keiretsu.claims import Claim
    from keiretsu.evidence import Key
    from keiretsu.model import Document, Dossier, Period

__all__ = ["assemble", "cache_folder", "known_by", "open_source"]

_KEEP_DAYS = 30


def known_by(dossier: Dossier, known: date) -> Dossier:
    """A dossier as far as its documents were published by a day (T10). Raises RequestError where none was."""
    documents = tuple(document for document in dossier.documents if document.known_from <= known)
    if not documents:
        first = min(document.known_from for document in dossier.documents)
        raise RequestError(f"no document was published by {known}; the first is of {first}")
    ids = {document.id for document in documents}
    claims = tuple(
        claim
        for claim in dossier.claims
        if claim.document in ids
        and not (isinstance(claim, DiscrepancyClaim) and any(other.document not in ids for other in claim.against))
    )
    return replace(dossier, documents=documents, claims=claims)


def assemble(dossier: Dossier, days: Sequence[date] | None = None, *, reasoned: bool = True, prefer: str = "") -> bytes:
    """The whole dataset as canonical N-Quads: claims, periods, conflicts and snapshots; effective shares and control.

    `days` are those of the snapshots; None is every day on which some answer changes. What is `reasoned` from periods
    takes longer than all else, and may be left out. `prefer` decides conflicts otherwise than the written policy (C2).
    """
    _known_preference(prefer, (document.id for document in dossier.documents))
    return store.canonical(_statements(dossier, days, prefer, reasoned=reasoned))


def _statements(
    dossier: Dossier, days: Sequence[date] | None = None, prefer: str = "", *, reasoned: bool
) -> list[ox.Quad]:
    """What `assemble` writes, in no order."""
    names = rdf.Names(dossier.base)
    quads = rdf.dossier_quads(dossier)
    for claim in dossier.claims:
        quads += rdf.claim_quads(names, claim)
    quads += _computed(names, dossier.claims, dossier.documents, days, prefer)
    return quads + _reasoned(Source(store.of_quads(quads))) if reasoned else quads


def _reasoned(source: Source) -> list[ox.Quad]:
    """Effective shares and control, from the periods of a dataset; who controls whom also in its snapshots."""
    from keiretsu.reasoning import controlling, findings

    found = findings(source)
    quads = rdf.activity_quads(source.names, rdf.REASONED, "Effective shares and control", source.documents)
    for finding in found:
        quads += rdf.finding_quads(source.names, finding)
    for day in _snapshots(source):
        quads += rdf.controls_quads(source.names, day, controlling(found, day))
    return quads


def _snapshots(source: Source) -> list[date]:
    days = source.select("SELECT ?day WHERE { ?s a kei:Snapshot ; kei:day ?day }")
    return [date.fromisoformat(str(day)) for (day,) in days]


def _computed(
    names: rdf.Names,
    claims: Iterable[Claim],
    documents: Sequence[Document],
    days: Sequence[date] | None,
    prefer: str = "",
) -> list[ox.Quad]:
    from keiretsu.states import change_days
    from keiretsu.timeline import derive

    timeline = derive(claims, documents, prefer)
    ids = [document.id for document in documents]
    label = f"Periods and conflicts, preferring {prefer}" if prefer else "Periods and conflicts"
    quads = rdf.activity_quads(names, rdf.COMPUTED, label, ids)
    for period in timeline.periods:
        quads += rdf.period_quads(names, period)
    for conflict in timeline.conflicts:
        quads += rdf.conflict_quads(names, conflict)
    current: dict[Key, list[Period]] = defaultdict(list)
    for period in timeline.periods:
        if period.known_until is None:
            current[period.key].append(period)
    for day in change_days(current.values()) if days is None else days:
        quads += rdf.snapshot_quads(names, day, _edges(current, day), ids)
    return quads


def _edges(current: Mapping[Key, Sequence[Period]], day: date) -> Iterator[tuple[str, str, str]]:
    """The plain edges of one day, for property paths: what is there, and what may be."""
    from keiretsu.states import state_at

    for key, periods in current.items():
        answer = state_at(periods, day)
        if isinstance(key, StakeKey):
            if answer.there:
                yield key.holder, "owns", key.company
            elif answer.there is None and answer.claims:
                yield key.holder, "possiblyOwns", key.company
        elif answer.there and answer.standing == "consolidated-subsidiary":
            yield key.company, "org:subOrganizationOf", key.parent


def open_source(locator: str = "", *, figures: bool = False, prefer: str = "") -> Source:
    """The dataset of a dossier folder, an RDF file or a store folder; without a locator, of the packaged dossier.

    A dossier's figures are many and most questions need none: they are in the dataset, and what is reasoned from its
    periods, only with `figures`.
    `prefer` decides conflicts otherwise than the written policy: `later`, `earlier`, or the id of a document (C2); what
    is computed in a file or a store is then computed again in memory.
    Raises DataError with all faults of the dossier, RequestError where the locator names nothing that can be read or
    `prefer` no document of it.
    """
    if locator.startswith(("http://", "https://")):
        raise RequestError(f"{locator}: only a dossier folder, an RDF file or a store folder can be opened")
    path = Path(locator) if locator else paths.default_dossier()
    if path.is_dir():
        if is_dossier(path):
            return Source(_from_dossier(path, figures=figures, prefer=prefer), prefer=prefer)
        if store.is_store(path):
            return _preferring(Source(_from_store(path)), prefer)
        what = "a folder with entities.yaml and one YAML file per document is one; or a store of 'keiretsu build'"
        raise RequestError(f"{path}: no dossier; {what}")
    if not path.exists():
        raise RequestError(f"{path}: no such file or folder")
    return _preferring(Source(_from_file(path, reasoned=figures)), prefer)


def _known_preference(prefer: str, documents: Iterable[str]) -> None:
    """Raises RequestError where a preference is no word of the policy and names no document."""
    from keiretsu.policy import ORDERS

    known = sorted(documents)
    if prefer not in ORDERS and prefer not in known:
        raise RequestError(f"no document {prefer!r}; prefer later, earlier, or one of {', '.join(known)}")


# What is computed, in whatever graph it stands: a file of triples has but one.
_COMPUTED_TYPES: Final = (
    "Stake StakePeriod StandingPeriod Conflict EffectiveShare UndisclosedShare ControlVerdict Snapshot"
)


def _preferring(source: Source, prefer: str) -> Source:
    """A dataset with everything computed again from its claims, in memory, under a preference."""
    if not prefer:
        return source
    _known_preference(prefer, source.documents)
    kinds = " ".join(f"kei:{name}" for name in _COMPUTED_TYPES.split())
    gone = {iri for (iri,) in source.select(f"SELECT ?s WHERE {{ VALUES ?kind {{ {kinds} }} ?s a ?kind }}")}
    graphs = (source.names.iri("graph", ""), source.names.iri("activity", ""))

    def computed(node: ox.NamedNode | ox.BlankNode | ox.Triple | ox.DefaultGraph) -> bool:
        return isinstance(node, ox.NamedNode) and (node.value in gone or node.value.startswith(graphs))

    kept = [q for q in store.quads_of(source.data) if not computed(q.subject) and not computed(q.graph_name)]
    claims, documents = source.all_claims().values(), list(source.documents.values())
    again = store.of_quads([*kept, *_computed(source.names, claims, documents, _snapshots(source), prefer)])
    if source.select("SELECT ?f WHERE { ?f a kei:ControlVerdict } LIMIT 1"):
        store.add(again, _reasoned(Source(again)))
    return Source(again, prefer=prefer)


def _from_store(path: Path) -> Dataset:
    """A store folder as it is, read only."""
    try:
        dataset = store.open_folder(path)
    except (OSError, RuntimeError) as error:
        raise DataError(
            f"{path}: the store cannot be opened: {' '.join(str(error).split())[:200]}; build it again"
        ) from None
    _holds_claims(Source(dataset), path)
    return dataset


def _holds_claims(source: Source, path: Path) -> None:
    if not source.select("SELECT ?c WHERE { ?c kei:document ?d } LIMIT 1"):
        raise RequestError(f"{path}: holds no claims of this vocabulary; what 'keiretsu build' makes does")


def _from_file(path: Path, *, reasoned: bool) -> Dataset:
    """An RDF file as it is; where it holds claims but no periods, these are computed, and what follows from them."""
    dataset = store.as_dataset(store.read_file(path))
    source = Source(dataset)
    _holds_claims(source, path)
    if not source.select("SELECT ?p WHERE { VALUES ?k { kei:StakePeriod kei:StandingPeriod } ?p a ?k } LIMIT 1"):
        claims = source.all_claims().values()
        store.add(dataset, _computed(source.names, claims, list(source.documents.values()), ()))
        if reasoned:
            store.add(dataset, _reasoned(Source(dataset)))
    return dataset


# --- the cache -------------------------------------------------------------------------------------------------------


def cache_folder() -> Path:
    """Where built datasets are kept: KEIRETSU_CACHE, or the user's cache folder."""
    return Path(os.environ.get("KEIRETSU_CACHE") or user_cache_path("keiretsu"))


@cache
def _code() -> str:
    """A hash of the package's own code: what was built by other code is stale."""
    digest = hashlib.sha256(ox.__version__.encode())
    for path in sorted(paths.package().rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _from_dossier(folder: Path, *, figures: bool, prefer: str) -> Dataset:
    content = f"{fingerprint(folder, figures=figures)}{_code()}{figures}{prefer}"
    name = hashlib.sha256(content.encode()).hexdigest()[:32]
    kept = cache_folder() / name
    dataset = _open(kept)
    if dataset is not None:
        return dataset
    from keiretsu.dossier import load  # what only a rebuild needs a look-up should not import

    with uncollected():
        dossier = load(folder, figures=figures)
        _known_preference(prefer, (document.id for document in dossier.documents))
        quads = _statements(dossier, prefer=prefer, reasoned=figures)
        try:
            _keep(quads, kept)
        except OSError:
            return store.of_quads(quads)  # no cache is no fault
    return _open(kept) or store.of_quads(quads)


def _open(kept: Path) -> Dataset | None:
    """A kept dataset, if every file of it is as it was written."""
    try:
        manifest: dict[str, str] = json.loads((kept / "manifest.json").read_bytes())
        folder = kept / "store"
        if not manifest or any(_checksum(folder / name) != value for name, value in manifest.items()):
            return None
        return store.open_folder(folder)
    except (OSError, ValueError, AttributeError):
        return None


def _checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _keep(quads: Sequence[ox.Quad], kept: Path) -> None:
    """Fill a folder beside and rename it; who comes second finds it done."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(dir=kept.parent, prefix=".making-"))
    try:
        store.quads_in_folder(quads, making / "store")
        files = sorted(path for path in (making / "store").iterdir() if path.name not in ("LOG", "LOCK"))
        manifest = {path.name: _checksum(path) for path in files}
        (making / "manifest.json").write_text(json.dumps(manifest))
        if kept.exists() and _open(kept) is None:
            broken = Path(tempfile.mkdtemp(dir=kept.parent, prefix=".broken-"))
            with contextlib.suppress(OSError):  # another process saw it too
                kept.rename(broken / "was")
            shutil.rmtree(broken, ignore_errors=True)
        with contextlib.suppress(OSError):  # another process was faster
            making.rename(kept)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    _tidy(kept.parent)


def _tidy(folder: Path) -> None:
    """Remove what nobody has opened for a month."""
    limit = time.time() - _KEEP_DAYS * 86400
    for path in folder.iterdir():
        manifest = path / "manifest.json"
        with contextlib.suppress(OSError):
            if path.is_dir() and (manifest if manifest.exists() else path).stat().st_atime < limit:
                shutil.rmtree(path, ignore_errors=True)
