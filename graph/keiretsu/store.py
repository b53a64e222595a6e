"""Where a dataset lives: in memory, in a folder, and how it is written to a file, whole or not at all.

The engine is Oxigraph, the interface `rdflib.Dataset`. The default graph of a query is the union of all graphs, so
that a query need not know which document says something unless it asks.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset

from keiretsu.errors import DataError, RequestError
from keiretsu.vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "FORMATS",
    "add",
    "as_dataset",
    "canonical",
    "in_folder",
    "in_memory",
    "is_store",
    "of_quads",
    "open_folder",
    "quads_in_folder",
    "quads_of",
    "read_file",
    "replace_file",
    "selected",
    "write_file",
    "write_folder",
]

FORMATS: Final = {
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".n3": ox.RdfFormat.N3,
}
_WRITTEN: Final = (".trig", ".nq", ".jsonld")


def as_dataset(store: ox.Store) -> Dataset:
    """The rdflib view of an Oxigraph store."""
    dataset = Dataset(store=OxigraphStore(store=store), default_union=True)
    for prefix, iri in PREFIXES.items():
        dataset.bind(prefix, iri)
    return dataset


def canonical(quads: Iterable[ox.Quad]) -> bytes:
    """Canonical N-Quads: no blank nodes, each quad once, lines sorted by their bytes."""
    return b"".join(sorted({f"{quad} .\n".encode() for quad in quads}))


def in_memory(nquads: bytes) -> Dataset:
    """A dataset in memory from N-Quads."""
    store = ox.Store()
    # Loading text is several times faster than adding quads one by one.
    store.bulk_load(nquads, format=ox.RdfFormat.N_QUADS)
    return as_dataset(store)


def in_folder(nquads: bytes, folder: Path) -> None:
    """Write a store folder, which must not exist yet."""
    store = ox.Store(str(folder))
    store.bulk_load(nquads, format=ox.RdfFormat.N_QUADS)
    store.flush()


def quads_in_folder(quads: Iterable[ox.Quad], folder: Path) -> None:
    """Write a store folder from quads at hand: quicker than text, which would have to be read again."""
    store = ox.Store(str(folder))
    store.bulk_extend(quads)
    store.flush()


def of_quads(quads: Iterable[ox.Quad]) -> Dataset:
    """A dataset in memory of quads at hand."""
    store = ox.Store()
    store.bulk_extend(quads)
    return as_dataset(store)


def open_folder(folder: Path) -> Dataset:
    """Open a store folder for reading; any number of processes may. Raises OSError where it is broken."""
    return as_dataset(ox.Store.read_only(str(folder)))


def add(dataset: Dataset, quads: Iterable[ox.Quad]) -> None:
    """Add quads to a dataset in memory."""
    store: ox.Store = dataset.store._inner  # type: ignore[attr-defined]  # oxrdflib has no public name for it
    store.extend(quads)


def quads_of(dataset: Dataset) -> Iterable[ox.Quad]:
    """All quads of a dataset that lives in Oxigraph."""
    store: ox.Store = dataset.store._inner  # type: ignore[attr-defined]  # oxrdflib has no public name for it
    return store


def selected(dataset: Dataset, query: str) -> list[tuple[str | None, ...]]:
    """The rows of a SELECT, as text.

    Where Oxigraph is the engine it is asked itself: rdflib's terms cost three times as much, only to be taken apart.
    """
    if isinstance(dataset.store, OxigraphStore):
        engine: ox.Store = dataset.store._inner
        found = engine.query(query, use_default_graph_as_union=True)
        return [tuple(None if term is None else term.value for term in row) for row in found]  # type: ignore[union-attr]
    result = dataset.query(query)
    return [tuple(None if term is None else str(term) for term in row) for row in result]  # type: ignore[union-attr]


def read_file(path: Path) -> ox.Store:
    """An RDF file in a store of its own. Raises RequestError for an unknown kind, DataError with the place."""
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise RequestError(f"{path}: what kind of file? known endings: {', '.join(FORMATS)}")
    store = ox.Store()
    try:
        store.bulk_load(path=str(path), format=FORMATS[suffix], base_iri="urn:x-file:")
    except SyntaxError as error:
        line = f":{error.lineno}" if error.lineno else ""
        raise DataError(f"{path}{line}: not {suffix[1:]}: {_one_line(error.msg)}") from None
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: cannot be read: {_one_line(error)}") from None
    return store


def _one_line(message: object) -> str:
    """A parser's message, which may quote the file, on one line."""
    return "".join(character if character.isprintable() else " " for character in str(message)).strip()


def write_file(nquads: bytes, path: Path) -> None:
    """Write a dataset as TriG, N-Quads or JSON-LD, by the file's ending; an interrupted write leaves what was there.

    The same dataset gives the same bytes. Raises RequestError for an unknown ending or a folder that is not there.
    """
    suffix = path.suffix.lower()
    if suffix not in _WRITTEN:
        raise RequestError(f"{path}: name a file that ends in {', '.join(_WRITTEN)}, or a folder, which has no ending")
    data = nquads
    if suffix == ".trig":
        quads = list(ox.parse(nquads, format=ox.RdfFormat.N_QUADS))
        # Default graph first, then one graph after the other; the lines are sorted already.
        quads.sort(key=lambda quad: "" if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name.value)
        data = ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=dict(PREFIXES)) or b""
    elif suffix == ".jsonld":
        data = _json_ld(nquads)
    replace_file(path, data)


def _json_ld(nquads: bytes) -> bytes:
    """JSON-LD with short names, its context inside: nothing is to be fetched to read it."""
    dataset = Dataset()
    dataset.parse(data=nquads, format="nquads")
    told = json.loads(dataset.serialize(format="json-ld", context=dict(PREFIXES), auto_compact=False))
    nodes: list[Any] = []
    for graph in told["@graph"]:
        # rdflib writes the default graph as one named by a blank node.
        nodes += graph["@graph"] if graph.get("@id", "_:").startswith("_:") and "@graph" in graph else [graph]
    document = {"@context": told["@context"], "@graph": nodes}
    return (json.dumps(_sorted(document), ensure_ascii=False, indent=1) + "\n").encode()


def _sorted(value: Any) -> Any:
    """JSON in one order: the values of a property are a set."""
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted((_sorted(item) for item in value), key=lambda item: json.dumps(item, ensure_ascii=False))
    return value


def write_folder(nquads: bytes, folder: Path) -> None:
    """Write a store folder, or replace one; what is there stays until the new one is whole.

    Raises RequestError where something else is there, or where it cannot be written.
    """
    if folder.exists() and not is_store(folder):
        raise RequestError(f"{folder}: there is something else; name a new folder, or one that 'keiretsu build' made")
    making = old = None
    try:
        making = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.new."))
        in_folder(nquads, making / "store")
        if folder.exists():
            old = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.old."))
            folder.rename(old / "store")
        (making / "store").rename(folder)
    except OSError as error:
        raise RequestError(f"{folder}: cannot be written: {error.strerror or error}") from None
    finally:
        for left in (making, old):
            if left is not None:
                shutil.rmtree(left, ignore_errors=True)


def is_store(folder: Path) -> bool:
    """Whether a folder is an Oxigraph store: RocksDB keeps a file CURRENT in it."""
    return (folder / "CURRENT").is_file()


def replace_file(path: Path, data: bytes) -> None:
    """Put data where a file is or shall be, in one step. Raises RequestError where it cannot be written."""
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
        Path(temporary).replace(path)
    except OSError as error:
        raise RequestError(f"{path}: cannot be written: {error.strerror}") from None
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
