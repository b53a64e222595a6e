"""From a locator to a dataset: the cache is fresh, whole and in nobody's way; RDF files get what they lack."""

import os
import shutil
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from conftest import write_files
from keiretsu import dataset, dossier, paths, store
from keiretsu.errors import DataError, KeiretsuError, RequestError
from keiretsu.lookup import Source
from keiretsu.model import Dossier, Period

TEXT = """\
== one 2010-07-07
holdings:
  - {holder: p, company: c, share: 60, as-of: 2010-03-31, lines: 1}
"""
MORE = "  - {holder: q, company: c, share: 20, as-of: 2010-03-31, lines: 2}\n"


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache that is empty."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("KEIRETSU_CACHE", str(folder))
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A dossier folder with one claim."""
    return write_files(TEXT, tmp_path / "dossier")


def holders(source: Source) -> list[str]:
    return sorted(str(getattr(claim, "holder", "")) for claim in source.all_claims().values())


def kept(cache: Path) -> list[Path]:
    return sorted(path for path in cache.iterdir() if not path.name.startswith("."))


def everything(folder: Path) -> dict[str, tuple[int, int]]:
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in ("LOG", "LOCK"))
    return {str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.stat().st_ino) for path in found}


# --- the cache --------------------------------------------------------------------------------------------------------


def test_what_is_built_is_kept_and_used_again(small: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = dataset.open_source(str(small))
    assert holders(first) == ["p"]
    assert len(kept(own_cache)) == 1
    before = everything(own_cache)

    def never(*_: object) -> bytes:
        raise AssertionError("it is built again")

    monkeypatch.setattr(dataset, "assemble", never)
    assert holders(dataset.open_source(str(small))) == ["p"]
    assert everything(own_cache) == before
    assert [path.name for path in own_cache.iterdir()] == [kept(own_cache)[0].name], "nothing is left beside it"


def test_an_edit_is_seen_at_once(small: Path, own_cache: Path) -> None:
    assert holders(dataset.open_source(str(small))) == ["p"]
    path, before = small / "one.yaml", (small / "one.yaml").stat()
    path.write_text(path.read_text() + MORE)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # it is the text that counts, not the clock
    assert holders(dataset.open_source(str(small))) == ["p", "q"]
    (small / "two.yaml").write_text(path.read_text().replace("id: one", "id: two"))
    assert holders(dataset.open_source(str(small))) == ["p", "p", "q", "q"]


def test_a_copy_elsewhere_is_the_same_dossier(small: Path, own_cache: Path, tmp_path: Path) -> None:
    dataset.open_source(str(small))
    shutil.copytree(small, tmp_path / "copy")
    dataset.open_source(str(tmp_path / "copy"))
    assert len(kept(own_cache)) == 1


def test_what_other_code_built_is_stale(small: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset.open_source(str(small))
    monkeypatch.setattr(dataset, "_code", lambda: "other code")
    dataset.open_source(str(small))
    assert len(kept(own_cache)) == 2


def _truncate(folder: Path) -> None:
    for path in (folder / "store").iterdir():
        if path.suffix == ".sst":
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _garble(folder: Path) -> None:
    for path in (folder / "store").iterdir():
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2] + b"\xff" * 16 + data[len(data) // 2 + 16 :])


def _lose_a_file(folder: Path) -> None:
    (folder / "store" / "CURRENT").unlink()


def _lose_all_tables(folder: Path) -> None:
    for path in (folder / "store").glob("*.sst"):
        path.unlink()


def _empty(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def _foreign(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "manifest.json").write_text('{"other": "program"}')
    (folder / "notes.txt").write_text("somebody's")


def _foreign_store(folder: Path) -> None:
    shutil.rmtree(folder / "store")
    other = ox.Store(str(folder / "store"))
    other.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c"), ox.DefaultGraph()))
    other.flush()
    del other


def _no_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def _manifest(text: str) -> object:
    def change(folder: Path) -> None:
        (folder / "manifest.json").write_text(text)

    change.__name__ = f"manifest {text}"
    return change


def _a_file_in_its_place(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("not a folder")


@pytest.mark.parametrize(
    "damage",
    [
        _truncate, _garble, _lose_a_file, _lose_all_tables, _empty, _foreign, _foreign_store, _no_manifest,
        _a_file_in_its_place, _manifest(""), _manifest("{"), _manifest("[]"), _manifest("{}"), _manifest("null"),
        _manifest("7"), _manifest('["CURRENT"]'), _manifest('{"CURRENT": 7}'), _manifest('{"../manifest.json": "x"}'),
        _manifest("\ufeff{}"),
    ],
    ids=lambda damage: damage.__name__.strip("_"),
)  # fmt: skip
def test_a_damaged_cache_is_built_again_without_a_word(
    damage: object, small: Path, own_cache: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    dataset.open_source(str(small))
    (folder,) = kept(own_cache)
    damage(folder)  # type: ignore[operator]
    assert holders(dataset.open_source(str(small))) == ["p"]
    assert holders(dataset.open_source(str(small))) == ["p"]
    assert capfd.readouterr() == ("", "")
    assert dataset.open_source(str(small)).title == "A test"


def test_a_repaired_cache_is_used_again(small: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset.open_source(str(small))
    _truncate(kept(own_cache)[0])
    dataset.open_source(str(small))
    monkeypatch.setattr(dataset, "assemble", lambda *_: pytest.fail("it is built a third time"))
    assert holders(dataset.open_source(str(small))) == ["p"]


@pytest.mark.parametrize("place", ["a file", "below a file", "/dev/null/x", "/proc/keiretsu"])
def test_without_a_cache_it_works_all_the_same(
    place: str, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    where = {"a file": tmp_path / "file", "below a file": tmp_path / "file" / "cache"}.get(place, Path(place))
    monkeypatch.setenv("KEIRETSU_CACHE", str(where))
    assert holders(dataset.open_source(str(small))) == ["p"]
    assert (tmp_path / "file").read_text() == "in the way"


def test_a_full_disk_is_no_fault(small: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "quads_in_folder", full)
    assert holders(dataset.open_source(str(small))) == ["p"]
    assert list(own_cache.iterdir()) == [], "nothing half done is left"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unwritable to root")
def test_an_unwritable_cache_is_no_fault(small: Path, own_cache: Path) -> None:
    own_cache.mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)
    assert holders(dataset.open_source(str(small))) == ["p"]


def test_processes_at_once_all_get_the_answer(own_cache: Path) -> None:
    """With an empty cache that all of them want to fill, and again with a damaged one."""
    program = "from keiretsu.dataset import open_source; s = open_source(); print(len(s.all_claims()), s.title)"

    def together() -> set[tuple[int, str, str]]:
        running = [
            subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(4)
        ]
        answers = [(process, *process.communicate(timeout=60)) for process in running]
        return {(process.returncode, out, err) for process, out, err in answers}

    answers = together()
    assert len(answers) == 1, answers
    assert next(iter(answers))[0::2] == (0, "")
    assert len(kept(own_cache)) == 1
    _truncate(kept(own_cache)[0])
    assert together() == answers
    assert [path.name for path in own_cache.iterdir() if path.name.startswith(".")] == []


def test_a_reader_keeps_its_answer_while_the_cache_is_taken_away(small: Path, own_cache: Path) -> None:
    source = dataset.open_source(str(small))
    shutil.rmtree(own_cache)
    assert holders(source) == ["p"]
    assert holders(dataset.open_source(str(small))) == ["p"]


def test_what_nobody_opened_for_a_month_is_removed(small: Path, own_cache: Path) -> None:
    dataset.open_source(str(small))
    (old,) = kept(own_cache)
    for path in (old, old / "manifest.json"):
        os.utime(path, (0, 0))
    (small / "one.yaml").write_text((small / "one.yaml").read_text() + MORE)
    dataset.open_source(str(small))
    assert len(kept(own_cache)) == 1
    assert old not in kept(own_cache)


def test_a_dossier_with_faults_is_not_kept(small: Path, own_cache: Path) -> None:
    (small / "two.yaml").write_text("x")
    with pytest.raises(DataError) as caught:
        dataset.open_source(str(small))
    assert caught.value.problems
    assert not own_cache.exists() or kept(own_cache) == []


def test_the_tests_do_not_touch_the_users_cache(cache: Path) -> None:
    assert dataset.cache_folder() == cache


# --- RDF files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".trig", ".nq"])
def test_an_rdf_file_answers_as_its_dossier_does(
    ending: str, packaged_nquads: bytes, source: Source, tmp_path: Path
) -> None:
    store.write_file(packaged_nquads, tmp_path / f"x{ending}")
    opened = dataset.open_source(str(tmp_path / f"x{ending}"))
    assert opened.periods() == source.periods()
    assert opened.all_claims() == source.all_claims()
    assert (opened.title, opened.root) == (source.title, source.root)


def test_an_rdf_file_without_periods_gets_them(packaged_nquads: bytes, source: Source, tmp_path: Path) -> None:
    """What is computed is left out of the file, and is the same when computed again; the file stays as it is."""
    told = [line for line in packaged_nquads.splitlines(keepends=True) if b"/graph/" not in line]
    assert len(told) < packaged_nquads.count(b"\n")
    path = tmp_path / "x.nq"
    path.write_bytes(b"".join(told))
    opened = dataset.open_source(str(path))
    assert opened.periods() == source.periods()
    assert opened.conflicts() == source.conflicts()
    assert path.read_bytes() == b"".join(told)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("x.nq", "", "holds no claims"),
        ("x.ttl", "<urn:a> <urn:b> <urn:c> .", "holds no claims"),
        ("x.nq", "<urn:a> <urn:b> .", r"x\.nq:1"),
        ("x.csv", "a,b", "what kind of file"),
    ],
)
def test_an_rdf_file_that_is_no_dossier_is_told(name: str, text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises((DataError, RequestError), match=message):
        assert dataset.open_source(str(tmp_path / name)).title


_BREAKAGE = {
    "a date that is none": (b'"2010-03-31"', b'"2010-02-31"'),
    "a share that is none": (b'shareMin> "60"', b'shareMin> "x"'),
    "a share of 600": (b'shareMax> "60"', b'shareMax> "600"'),
    "a word that is none": (b"#route-unspecified>", b"#route-x>"),
    "a document that is gone": (b"#document> <https://example.org/test/document/one>", b"#document> <urn:two>"),
    "a claim of no kind": (b"#HoldingClaim>", b"#HoldClaim>"),
}


def _outcome(path: Path) -> str:
    """What an error of ours says, nothing where there is an answer; any other exception fails the test."""
    try:
        source = dataset.open_source(str(path))
        source.all_claims()
        source.periods()
    except KeiretsuError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("breakage", sorted(_BREAKAGE))
def test_a_file_with_broken_claims_is_an_error_of_ours_or_an_answer(breakage: str, small: Path, tmp_path: Path) -> None:
    """With the computed periods, and without them, where they are computed from the broken claims."""
    nquads = dataset.assemble(dossier.load(small), ())
    told = b"".join(line for line in nquads.splitlines(keepends=True) if b"/graph/" not in line)
    before, after = _BREAKAGE[breakage]
    for number, data in enumerate((nquads, told)):
        path = tmp_path / f"{number}.nq"
        broken = data.replace(before, after)
        assert broken != data
        path.write_bytes(broken)
        message = _outcome(path)
        assert "\n" not in message
        if "that is none" in breakage or "600" in breakage:
            assert message, "what cannot be read is not passed over"


@pytest.mark.parametrize(
    ("locator", "message"),
    [
        ("nowhere", "no such file or folder"),
        ("nowhere/x.trig", "no such file or folder"),
        ("empty", "no dossier"),
    ],
)
def test_a_locator_that_names_nothing_is_refused(
    locator: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RequestError, match=message):
        dataset.open_source(locator)


def test_without_a_locator_it_is_the_packaged_dossier() -> None:
    assert dataset.open_source().root == "iij"
    assert dataset.open_source(str(paths.default_dossier())).title == dataset.open_source().title


def test_a_dataset_can_be_built_as_it_was_known_on_a_day(packaged: Dossier) -> None:
    """Its snapshots and periods know no later document, and answer as --known does of the whole."""
    known = date(2009, 3, 1)
    early = Source(store.in_memory(dataset.assemble(dataset.known_by(packaged, known), reasoned=False)))
    assert set(early.documents) == {"results-1q2007", "nomura-2008", "results-3q2008"}
    whole = Source(store.in_memory(dataset.assemble(packaged, (), reasoned=False)))

    def told(periods: dict[Any, list[Period]]) -> list[list[Period]]:
        return [[replace(one, known_from=known, known_until=None) for one in stretch] for stretch in periods.values()]

    for company in ("trust-networks", "iij", "iij-innovation-institute"):
        assert told(early.periods(company=company)) == told(whole.periods(known, company=company))
    with pytest.raises(RequestError, match="no document was published by 2001-01-01"):
        dataset.known_by(packaged, date(2001, 1, 1))
