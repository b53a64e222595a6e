"""A folder of text to claims: every fault is found, told in one line, at its place, and none hides another."""

import csv
import re
import shutil
import tempfile
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import write_files
from keiretsu import dataset, dossier, paths, schema
from keiretsu.claims import (
    EventClaim,
    HoldingClaim,
    ListingClaim,
    NameClaim,
    Participant,
    StandingClaim,
)
from keiretsu.dates import PartialDate
from keiretsu.errors import DataError
from keiretsu.folder import fingerprint
from keiretsu.model import Dossier
from keiretsu.shares import Share

INVALID = Path(__file__).parent / "invalid"
EXPECTED = list(csv.DictReader((INVALID / "expected.csv").open(encoding="utf-8", newline="")))
FIX = re.compile(r"; |\b(write|give|say|starts with|go together|between 0 and 100)\b")


def case_names() -> set[str]:
    found = {path.stem for path in INVALID.iterdir() if path.suffix == ".yaml"}
    return found | {path.name for path in INVALID.iterdir() if path.is_dir()} - {"base"}


def copied(case: str, folder: Path) -> Path:
    """The right dossier with one file, or the files of one folder, added or put in place of its own."""
    shutil.copytree(INVALID / "base", folder)
    if case and (INVALID / case).is_dir():
        shutil.copytree(INVALID / case, folder, dirs_exist_ok=True)
    elif case:
        shutil.copy(INVALID / f"{case}.yaml", folder)
    return folder


# --- one fault a file -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", EXPECTED, ids=[row["case"] for row in EXPECTED])
def test_an_invalid_file_fails_once_for_its_stated_reason(row: dict[str, str], tmp_path: Path) -> None:
    reading = dossier.read(copied(row["case"], tmp_path / "dossier"))
    assert len(reading.problems) == 1, [str(problem) for problem in reading.problems]
    (problem,) = reading.problems
    assert row["message"] in problem.message
    assert (problem.file, problem.line) == (row["file"], int(row["line"]))
    assert str(problem).startswith(f"{problem.file}:{problem.line}: " if problem.line else f"{problem.file}: ")
    assert "\n" not in str(problem)
    assert len(str(problem)) < 500
    with pytest.raises(DataError, match="1 fault in the dossier") as caught:
        dossier.load(tmp_path / "dossier")
    assert caught.value.problems == (problem,)


@pytest.mark.parametrize("row", EXPECTED, ids=[row["case"] for row in EXPECTED])
def test_a_message_says_the_fix(row: dict[str, str], tmp_path: Path) -> None:
    """In a hint, or in the message itself."""
    for problem in dossier.read(copied(row["case"], tmp_path / "dossier")).problems:
        assert problem.hint or FIX.search(problem.message), problem.message


@pytest.mark.parametrize("row", EXPECTED, ids=[row["case"] for row in EXPECTED])
def test_the_right_document_beside_a_wrong_one_is_read(row: dict[str, str], tmp_path: Path) -> None:
    read = dossier.read(copied(row["case"], tmp_path / "dossier")).dossier
    if row["file"] == "entities.yaml" and read is None:
        return
    assert read is not None
    assert any(isinstance(claim, HoldingClaim) and claim.document == "right" for claim in read.claims)


def test_every_invalid_file_is_expected_and_every_row_has_its_file() -> None:
    assert {row["case"] for row in EXPECTED} == case_names()
    assert len(EXPECTED) == len({row["case"] for row in EXPECTED})
    assert [row["case"] for row in EXPECTED] == sorted(row["case"] for row in EXPECTED)


def test_what_the_invalid_files_stand_beside_is_right(tmp_path: Path) -> None:
    read = dossier.load(copied("", tmp_path / "dossier"))
    assert [document.id for document in read.documents] == ["right"]
    assert len(read.claims) == 1


@pytest.mark.parametrize(
    ("case", "hint"),
    [
        ("misspelt-key", "did you mean share?"),
        ("unknown-entity", "did you mean parent?"),
        ("unknown-document-corrected", "did you mean right?"),
        ("unknown-word", "did you mean consolidated-subsidiary?"),
        ("misspelt-section", "did you mean holdings?"),
        ("comma-trap", "quotes"),
        ("duplicate-claim", "duplicate-claim.yaml:3"),
        ("duplicate-key", "line 4"),
        ("duplicate-entity", "line 5"),
        ("bad-encoding", "UTF-8"),
        ("unknown-root", "did you mean parent?"),
    ],
)
def test_a_hint_names_what_was_probably_meant(case: str, hint: str, tmp_path: Path) -> None:
    (problem,) = dossier.read(copied(case, tmp_path / "dossier")).problems
    assert hint in problem.hint


# --- all faults at once -----------------------------------------------------------------------------------------------


def test_all_faults_of_all_files_are_reported_at_once(folder: Path) -> None:
    """Seven faults in three files, of every stage of the reading.

    == entities.yaml
    dossier: {id: test, title: A test, base: "https://example.org/test/", root: p}
    entities:
      - {id: p, name: Parent}
      - {id: c, name: Company}
      - {id: c, name: Company again}
      - {id: Q, name: Quarry}
    == one 2010-07-07
    holdings:
      - {holder: p, company: c, share: 101, as-of: 2010, lines: 2}
      - {holder: p, company: x, share: 60, as-of: 2010, lines: 3}
      - {holder: p, company: c, share: 60, as-of: 2011, lines: 4}
      - {holder: p, company: c, share: 60, as-of: 2010, lines: 5}
      - {holder: p, company: c, share: 60, as-of: 2010, lines: 5}
    == two 2010-07-07
    holdings: [
    """
    found = [(problem.file, problem.line, problem.rule) for problem in dossier.read(folder).problems]
    assert ("entities.yaml", 5, "duplicate-id") in found
    assert ("entities.yaml", 6, "string_pattern_mismatch") in found
    assert ("one.yaml", 3, "value_error") in found
    assert ("one.yaml", 4, "unknown-id") in found
    assert ("one.yaml", 5, "time") in found
    assert ("one.yaml", 7, "duplicate-claim") in found
    assert ("two.yaml", "yaml") in {(file, rule) for file, _, rule in found}
    assert len(found) == 7
    assert found == sorted(found, key=lambda place: place[:2])
    with pytest.raises(DataError, match="7 faults in the dossier"):
        dossier.load(folder)


def test_several_faults_of_one_row_are_all_told(folder: Path) -> None:
    """A row with a bad share, a bad date and a misspelt key.

    == one 2010-07-07
    holdings:
      - {holder: p, company: c, share: 101, as-of: 2010-13, lines: 2, nota: x}
    """
    messages = [problem.message for problem in dossier.read(folder).problems]
    assert len(messages) == 3
    assert all(any(word in message for message in messages) for word in ("share", "2010-13", "nota"))


# Not those that tell of one event: together they say what each lacks.
_FILES = [r["case"] for r in EXPECTED if (INVALID / f"{r['case']}.yaml").exists()]
_APART = [case for case in _FILES if not case.startswith("event-")]


@settings(max_examples=25)
@given(st.sets(st.sampled_from(_APART), max_size=6))
def test_faults_of_different_files_do_not_hide_one_another(cases: set[str]) -> None:
    """Together they give what each gives alone; only the ids that they share are told besides."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = copied("", Path(temporary) / "dossier")
        for case in cases:
            text = (INVALID / f"{case}.yaml").read_bytes()
            (folder / f"{case}.yaml").write_bytes(text.replace(b"{id: wrong,", f"{{id: {case},".encode()))
        found = {(p.file, p.line) for p in dossier.read(folder).problems}
    expected = {(r["file"], int(r["line"])) for r in EXPECTED if r["case"] in cases}
    assert expected <= found


# --- nothing crashes --------------------------------------------------------------------------------------------------


def read_bytes(data: bytes, name: str = "wrong.yaml") -> None:
    """Reading gives problems or a dossier; and what gives no problem can be used."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = copied("", Path(temporary) / "dossier")
        (folder / name).write_bytes(data)
        reading = dossier.read(folder)
        assert reading.problems or reading.dossier is not None
        for problem in reading.problems:
            assert problem.file
            assert problem.message
            assert 0 <= problem.line <= len(data.decode(errors="replace").splitlines()) + 1 or problem.file != name
            str(problem).encode()
        if not reading.problems and reading.dossier is not None:
            dataset.assemble(reading.dossier, ())


_FEW = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])


@_FEW
@given(st.binary(max_size=200), st.sampled_from(("wrong.yaml", "entities.yaml")))
def test_any_bytes_are_read_without_an_exception(data: bytes, name: str) -> None:
    read_bytes(data, name)


@_FEW
@given(st.text(alphabet="ab:-,[]{}&*!|>'\"%@`#?~<= \n\t0159./\\\x85\u2028é", max_size=120))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    read_bytes(text.encode())


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


@_FEW
@given(st.dictionaries(st.sampled_from(sorted(schema.DocumentFile.model_fields)), _JSON, min_size=1))
def test_any_yaml_under_right_keys_is_read_without_an_exception(data: dict[str, object]) -> None:
    read_bytes(yaml.safe_dump(data, allow_unicode=True).encode())


_ALL = """\
document: {id: full, title: Full, kind: report, publisher: parent, published: 2010-07-07, lines: 1, file: f.txt, sha256: "%s", fiscal-year-end: 3, printed: x, note: y}
sections:
  - {line: 1, title: Start}
names:
  - {entity: parent, name: Parent Inc., kind: full, lines: 2}
holdings:
  - {holder: parent, company: company, share: 60, before: "<60", from: 2009-04/2009-06, until: 2010-01, lines: 3, event: sale, right: votes, route: total, indirect: 5, jointly-with: rival}
  - {holder: rival, company: company, share: ">=25", as-of: 2010-03, lines: "3, 5-6", basis: inferred, note: so, corrects: full}
  - {holder: rival, company: company, mode: planned, from: 2011, lines: 4}
standings:
  - {parent: parent, company: company, standing: joint-venture, dated: publication, lines: 5}
listings:
  - parent: parent
    title: Group
    as-of: 2010-04-30
    as-of-lines: 7
    complete: stated
    lines: 7
    covers: {group-member: 7, consolidated-subsidiary: 8}
    rows:
      - {company: company, standing: consolidated-subsidiary, share: 100, merged: 8, lines: 9, called: Company Inc.}
events:
  - {event: sale, kind: acquisition, title: Sale, date: 2009, stage: completed, parties: {seller: [rival, {name: others, count: 2, candidates: [company]}]}, amounts: [{measure: price, value: -12.50, unit: JPY}], lines: 9}
""" % ("2" * 64)  # noqa: E501  # rows are one line each, as in a dossier
_VALUES = [match.span(1) for match in re.finditer(r"(?<=: )([^:{}\[\],\n]+)", _ALL)]
_NASTY = st.sampled_from(
    [
        "", "~", "null", "[]", "{}", "[[]]", "{a: b}", "*a", "&a", "&a [*a]", "!!int 3", "!!python/none x", "|",
        ">-", "'", '"', "- x", "? x", "1e400", ".inf", ".nan", "-0", "0001", "0001-01-01", "9999", "9999-12-31",
        "9999-12-31/9999-12-31", "0000", "99999999999999999999999999999999", "0.00000000000000000000000001",
        "1-99999999999999999999", "[0, 0]", "(0, 0)", "<0", ">100", "<=0", ">=100", "[100, 100]", "true", "no",
        "2010-02-30", "/", "2010/", "\\x00", '"\\0"', '"\\uFFFF"', "#", "a: b", "parent", "full", "-", "--",
        "a--b", "0", "00", "١", "@x", "%x", "`x`", "12:30:45", "0x1F", "1_000", "=", "<<", "{<<: x}",
    ]
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(_VALUES), _NASTY | st.text(max_size=12)), min_size=1, max_size=3))
def test_a_wrong_value_in_place_of_a_right_one_is_read_without_an_exception(
    changes: list[tuple[tuple[int, int], str]],
) -> None:
    text = _ALL
    for (start, end), value in sorted(dict(changes).items(), reverse=True):
        text = text[:start] + value + text[end:]
    read_bytes(text.encode("utf-8", "surrogatepass"))


def test_the_text_that_is_fuzzed_is_right_before(tmp_path: Path) -> None:
    folder = copied("", tmp_path / "dossier")
    (folder / "full.yaml").write_text(_ALL)
    read = dossier.load(folder)
    assert len([claim for claim in read.claims if claim.document == "full"]) == 10
    assert len(_VALUES) > 60


# --- what is read -----------------------------------------------------------------------------------------------------


def test_every_row_becomes_its_claims(tmp_path: Path) -> None:
    """One of each kind, with the fields that the format names, and a table's row as standing, holding and name."""
    folder = copied("", tmp_path / "dossier")
    (folder / "full.yaml").write_text(_ALL)
    claims = [claim for claim in dossier.load(folder).claims if claim.document == "full"]
    effect = next(c for c in claims if isinstance(c, HoldingClaim) and c.until is not None)
    assert effect.before == Share.parse("<60")
    assert effect.from_ == PartialDate.parse("2009-04/2009-06")
    assert (effect.right, effect.route, str(effect.indirect)) == ("votes", "total", "5")
    assert effect.jointly_with == ("rival",)
    assert [place.section for place in effect.places] == ["Start"]
    (listing,) = (c for c in claims if isinstance(c, ListingClaim))
    assert listing.covers == ("consolidated-subsidiary", "group-member")
    assert listing.members == ("company",)
    rows = [c for c in claims if getattr(c, "listing", "") == listing.id]
    assert {type(c) for c in rows} == {StandingClaim, HoldingClaim}
    for claim in rows:  # C1: a share or a class in a cell that spans rows is a reading, with its reason
        assert isinstance(claim, StandingClaim | HoldingClaim)
        assert claim.as_of == PartialDate.parse("2010-04-30")
        assert (claim.basis, "8" in claim.note) == ("inferred", True)
        assert {place.first for place in claim.places} == {7, 8, 9}
    assert {c.name for c in claims if isinstance(c, NameClaim)} == {"Parent Inc.", "Company Inc."}
    (event,) = (c for c in claims if isinstance(c, EventClaim))
    assert event.participants == (
        Participant("seller", "rival"),
        Participant("seller", "", "others", 2, ("company",)),
    )
    assert [str(amount.value) for amount in event.amounts] == ["-12.50"]


def test_texts_stay_as_they_are_written(folder: Path) -> None:
    """NO is no boolean, 007 no number, 1:30 no time, and quotes do not count.

    == one 2010-07-07
    names:
      - {entity: p, name: NO, lines: 1}
      - {entity: p, name: 007, lines: 1}
      - {entity: p, name: "1:30", lines: 1}
      - {entity: p, name: 2010-04-30, lines: 1}
      - {entity: p, name: 'Net Care, "Inc."', lines: 1}
      - {entity: p, name: インターネット, lines: 1}
    """
    names = {claim.name for claim in dossier.load(folder).claims if isinstance(claim, NameClaim)}
    assert names == {"NO", "007", "1:30", "2010-04-30", 'Net Care, "Inc."', "インターネット"}


def test_the_order_of_rows_and_files_gives_the_same_claims(tmp_path: Path) -> None:
    row = "  - {holder: %s, company: c, share: %d, as-of: 2010, lines: 1}\n"
    rows = [row % (holder, share) for holder in "pqr" for share in (10, 20)]
    one = write_files(f"== a 2010-07-07\nholdings:\n{''.join(rows)}", tmp_path / "one")
    other = write_files(f"== a 2010-07-07\nholdings:\n{''.join(rows[::-1])}", tmp_path / "other")
    (other / "a.yaml").rename(other / "z.yaml")
    assert dossier.load(one) == dossier.load(other)
    assert fingerprint(one) != fingerprint(other)


def test_the_fingerprint_is_that_of_the_text(tmp_path: Path) -> None:
    folder = copied("", tmp_path / "dossier")
    before = fingerprint(folder)
    copy = copied("", tmp_path / "elsewhere")
    (copy / "notes.txt").write_text("not part of it")
    assert fingerprint(copy) == before
    (copy / "right.yaml").rename(copy / "left.yaml")
    assert fingerprint(copy) != before
    with (folder / "right.yaml").open("a") as file:
        file.write("# a comment\n")
    assert fingerprint(folder) != before


def test_a_folder_without_entities_is_no_dossier(tmp_path: Path) -> None:
    assert not dossier.is_dossier(tmp_path)
    (problem,) = dossier.read(tmp_path).problems
    assert "entities.yaml is missing" in problem.message
    with pytest.raises(DataError):
        dossier.load(tmp_path)


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    folder = copied("", tmp_path / "dossier")
    (folder / "lost.yaml").symlink_to(tmp_path / "nowhere")
    reading = dossier.read(folder)
    assert all(problem.file == "lost.yaml" for problem in reading.problems)
    assert reading.dossier is not None


# --- the packaged dossier ---------------------------------------------------------------------------------------------


def test_the_packaged_dossier_has_no_fault() -> None:
    reading = dossier.read(paths.default_dossier())
    assert reading.problems == []
    assert reading.dossier is not None
    assert set(reading.where) == {claim.id for claim in reading.dossier.claims}


def test_the_packaged_documents_are_the_five(packaged: Dossier) -> None:
    """T10: in the order in which they are known; the last is given with its month only."""
    assert [(document.id, document.known_from.isoformat()) for document in packaged.documents] == [
        ("results-1q2007", "2007-08-13"),
        ("nomura-2008", "2008-07-10"),
        ("results-3q2008", "2009-02-12"),
        ("new-york-2010", "2010-07-07"),
        ("nomura-2013", "2013-12-31"),
    ]
    assert {document.fiscal_year_end for document in packaged.documents} == {3}


class _Editor(yaml.SafeLoader):
    """Reads as an editor does: numbers and truth values, but no dates."""

    yaml_implicit_resolvers = {  # noqa: RUF012  # PyYAML's own way to say it
        first: [(tag, form) for tag, form in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def test_the_files_fit_the_schema_that_is_made_for_editors() -> None:
    validator = jsonschema.Draft202012Validator(schema.json_schema())
    for path in sorted(paths.default_dossier().glob("*.yaml")):
        assert validator.is_valid(yaml.load(path.read_text(encoding="utf-8"), Loader=_Editor)), path.name  # noqa: S506
    for case in ("misspelt-key", "unknown-word", "without-lines", "wrong-type-text-for-list", "date-in-words"):
        data = yaml.load((INVALID / f"{case}.yaml").read_text(encoding="utf-8"), Loader=_Editor)  # noqa: S506
        assert not validator.is_valid(data), case
