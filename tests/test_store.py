"""How a dataset is written and read: whole or not at all, alike every time; what is no RDF is told with its line."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keiretsu import dataset, store
from keiretsu.errors import DataError, KeiretsuError, RequestError
from keiretsu.model import Dossier
from strategies import dossiers

QUADS = b"""\
<urn:a> <urn:p> "1" .
<urn:a> <urn:p> "2" <urn:g> .
<urn:b> <urn:p> "a\\"b\\n" <urn:h> .
"""


def lines(opened: ox.Store) -> bytes:
    return store.canonical(opened)


# --- writing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["x.trig", "x.nq", "X.TRIG", "X.NQ"])
def test_what_is_written_reads_back_equal(name: str, tmp_path: Path) -> None:
    store.write_file(QUADS, tmp_path / name)
    assert lines(store.read_file(tmp_path / name)) == QUADS
    assert [path.name for path in tmp_path.iterdir()] == [name], "nothing is left beside it"


@settings(max_examples=15)
@given(dossiers(most=4), st.sampled_from((".trig", ".nq")))
def test_every_dossier_reads_back_equal(made: Dossier, ending: str) -> None:
    nquads = dataset.assemble(made, ())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x{ending}"
        store.write_file(nquads, path)
        first = path.read_bytes()
        assert lines(store.read_file(path)) == nquads
        store.write_file(nquads, path)
        assert path.read_bytes() == first, "the same dataset gives the same bytes"


def test_the_packaged_dataset_reads_back_equal(packaged_nquads: bytes, tmp_path: Path) -> None:
    for name in ("x.trig", "x.nq"):
        store.write_file(packaged_nquads, tmp_path / name)
        assert lines(store.read_file(tmp_path / name)) == packaged_nquads
    assert (tmp_path / "x.nq").read_bytes() == packaged_nquads
    assert store.canonical(store.quads_of(store.in_memory(packaged_nquads))) == packaged_nquads


def test_a_store_folder_holds_the_same(packaged_nquads: bytes, tmp_path: Path) -> None:
    store.in_folder(packaged_nquads, tmp_path / "store")
    first, second = store.open_folder(tmp_path / "store"), store.open_folder(tmp_path / "store")
    assert store.canonical(store.quads_of(first)) == store.canonical(store.quads_of(second)) == packaged_nquads


def test_a_file_is_as_readable_as_any_new_one(tmp_path: Path) -> None:
    """A temporary file is the owner's alone; what takes its place is not."""
    (tmp_path / "ordinary").touch()
    store.write_file(QUADS, tmp_path / "x.nq")
    assert (tmp_path / "x.nq").stat().st_mode == (tmp_path / "ordinary").stat().st_mode


def _fails(name: str) -> Callable[[pytest.MonkeyPatch], None]:
    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        target = {"fsync": os, "replace": Path, "chmod": Path, "fdopen": os}[name]
        monkeypatch.setattr(target, name, fail)

    return patch


@pytest.mark.parametrize("step", ["fdopen", "fsync", "chmod", "replace"])
def test_a_write_that_fails_leaves_what_was_there(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.trig"
    path.write_bytes(b"what was there")
    with monkeypatch.context() as patched:
        _fails(step)(patched)
        with pytest.raises(RequestError, match="cannot be written: No space left on device"):
            store.write_file(QUADS, path)
    assert path.read_bytes() == b"what was there"
    assert list(tmp_path.iterdir()) == [path], "nothing is left beside it"


def test_a_write_that_is_interrupted_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C comes as an exception that is no OSError."""
    path = tmp_path / "x.nq"
    path.write_bytes(b"what was there")

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        store.write_file(QUADS, path)
    assert path.read_bytes() == b"what was there"
    assert list(tmp_path.iterdir()) == [path]


def test_quads_that_are_none_leave_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "x.trig"
    path.write_bytes(b"what was there")
    with pytest.raises(SyntaxError):
        store.write_file(b"<urn:a> <urn:p> .\n", path)
    assert path.read_bytes() == b"what was there"


@pytest.mark.parametrize("name", ["x", "x.ttl", "x.txt", "x.trig.gz", "trig"])
def test_an_ending_that_holds_no_graphs_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"name a file that ends in .trig, .nq, .jsonld"):
        store.write_file(QUADS, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_or_is_the_target_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="cannot be written"):
        store.write_file(QUADS, tmp_path / "nowhere" / "x.nq")
    (tmp_path / "y.nq").mkdir()
    with pytest.raises(RequestError, match="cannot be written"):
        store.write_file(QUADS, tmp_path / "y.nq")
    assert [path.name for path in tmp_path.iterdir()] == ["y.nq"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unwritable to root")
def test_an_unwritable_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    with pytest.raises(RequestError, match="cannot be written: Permission denied"):
        store.write_file(QUADS, folder / "x.nq")


# --- reading ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("x.nq", '<urn:a> <urn:p> "1" .\n<urn:a> <urn:p> .\n', 2),
        ("x.nt", '<urn:a> <urn:p> "1" .\n\n<urn:a> urn:p "1" .\n', 3),
        ("x.ttl", "@prefix a: <urn:a> .\na:b a:c\n", 3),
        ("x.ttl", "a:b a:c a:d .\n", 1),
        ("x.trig", "<urn:g> {\n  <urn:a> <urn:p> <urn:b> \n", 3),
        ("x.jsonld", '{\n"@id": \n}', 3),
        ("x.nq", "<not an iri> <urn:p> <urn:o> .\n", 1),
    ],
)
def test_what_is_no_rdf_is_told_with_its_line(name: str, text: str, line: int, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(DataError) as caught:
        store.read_file(path)
    message = str(caught.value)
    assert message.startswith(f"{path}:"), message
    place = message.removeprefix(f"{path}:").partition(":")[0]
    assert place.isdigit(), message
    assert abs(int(place) - line) <= 1, "where a file breaks off is the last line or the one after"


def _outcome(path: Path) -> str:
    """What an error of ours says, nothing where the file is read; any other exception fails the test."""
    try:
        store.read_file(path)
    except KeiretsuError as error:
        return str(error)
    return ""


def test_xml_that_is_none_is_told_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "x.rdf").write_text("<?xml version='1.0'?>\n<a>\n</b>\n")
    with pytest.raises(DataError, match=r"x\.rdf"):
        store.read_file(tmp_path / "x.rdf")


@pytest.mark.parametrize("ending", sorted(store.FORMATS))
@settings(max_examples=25)
@given(data=st.binary(max_size=120) | st.text(alphabet='<>{}[]"@:.; \n_abc', max_size=60).map(str.encode))
def test_any_bytes_are_a_store_or_an_error_of_ours(ending: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x{ending}"
        path.write_bytes(data)
        message = _outcome(path)
        assert not message or str(path) in message
        assert "\n" not in message


@pytest.mark.parametrize("name", ["x", "x.csv", "x.json", "x.trig.gz", "x.yaml"])
def test_an_unknown_kind_of_file_is_refused_with_the_known_ones(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(QUADS)
    with pytest.raises(RequestError, match=r"known endings: \.trig, \.nq"):
        store.read_file(tmp_path / name)


def test_a_file_that_is_not_there_or_is_a_folder_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        store.read_file(tmp_path / "x.nq")
    (tmp_path / "y.nq").mkdir()
    with pytest.raises(DataError, match="cannot be read"):
        store.read_file(tmp_path / "y.nq")


def test_relative_iris_do_not_take_in_the_place_of_the_file(tmp_path: Path) -> None:
    """DESIGN: no path enters a graph."""
    (tmp_path / "x.ttl").write_text("<a> <urn:p> <b> .")
    assert str(tmp_path).encode() not in lines(store.read_file(tmp_path / "x.ttl"))


# --- canonical quads --------------------------------------------------------------------------------------------------


@given(st.permutations(QUADS.splitlines(keepends=True) * 2))
def test_canonical_quads_know_neither_order_nor_repetition(shuffled: list[bytes]) -> None:
    quads = ox.parse(b"".join(shuffled), format=ox.RdfFormat.N_QUADS)
    assert store.canonical(quads) == QUADS
