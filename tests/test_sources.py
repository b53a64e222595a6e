"""The packaged dossier against the documents: every claim stands on its lines, and a slip of the pen is found."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from keiretsu import check, paths
from keiretsu.check.sources import Checker
from keiretsu.claims import Amount, Claim, EventClaim, Participant, Place
from keiretsu.dates import PartialDate
from keiretsu.shares import Share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keiretsu.lookup import Source

pytestmark = pytest.mark.sources


@pytest.fixture(scope="module")
def checker(source: Source, sources: Path) -> Checker:
    return Checker(source, sources)


def test_every_claim_stands_on_its_lines(source: Source, sources: Path) -> None:
    assert check.against_sources(source, sources) == []


def _changed_digits(text: str) -> Iterator[str]:
    """The text with one digit changed, for each digit."""
    for match in re.finditer(r"\d", text):
        digit = str((int(match.group()) + 1) % 10)
        yield text[: match.start()] + digit + text[match.end() :]


def _read(read: Any, text: str) -> Any:
    """The value, or None where the dossier's reader would refuse it already."""
    try:
        return read(text)
    except ValueError:
        return None


def _mutants(claim: Claim) -> Iterator[tuple[str, Claim | None]]:
    """A claim with one digit of a share, a date, an amount or a count changed; None: refused when it is read."""
    for name in ("share", "before"):
        value = getattr(claim, name, None)
        if isinstance(value, Share) and value.is_exact:
            for text in _changed_digits(str(value.min)):
                share = _read(Share.parse, text)
                yield f"{name} {value} -> {text}", share and replace(claim, **{name: share})
    for name in ("as_of", "from_", "until", "date"):
        value = getattr(claim, name, None)
        if isinstance(value, PartialDate):
            for text in _changed_digits(value.written):
                when = _read(PartialDate.parse, text)
                yield f"{name} {value} -> {text}", when and replace(claim, **{name: when})
    if isinstance(claim, EventClaim):
        for index, amount in enumerate(claim.amounts):
            for text in _changed_digits(str(amount.value)):
                other = Amount(amount.measure, Decimal(text), amount.unit)
                amounts = (*claim.amounts[:index], other, *claim.amounts[index + 1 :])
                yield f"amount {amount.value} -> {text}", replace(claim, amounts=amounts)
        for index, part in enumerate(claim.participants):
            if part.count is not None:
                other_part = Participant(part.role, part.entity, part.name, part.count + 1, part.candidates)
                parts = (*claim.participants[:index], other_part, *claim.participants[index + 1 :])
                yield f"count {part.count} -> {part.count + 1}", replace(claim, participants=parts)


def _report(survivors: list[str], total: int, what: str) -> None:
    share = 1 - len(survivors) / total
    listed = "\n".join(survivors)
    print(f"{what}: {share:.1%} of {total} fail; survivors:\n{listed}")  # noqa: T201  # -s shows what slips through
    assert total > 300
    assert share >= 0.95, listed


def test_a_changed_digit_is_found(source: Source, checker: Checker) -> None:
    survivors: list[str] = []
    total = 0
    for name, claim in source.all_claims().items():
        for what, mutant in _mutants(claim):
            total += 1
            if mutant is not None and not checker.faults(mutant):
                survivors.append(f"{claim.document} {type(claim).__name__} {name}: {what}")
    _report(survivors, total, "one digit changed")


@pytest.mark.parametrize("step", [1, -1])
def test_lines_moved_by_one_are_found(source: Source, checker: Checker, step: int) -> None:
    survivors: list[str] = []
    claims = source.all_claims()
    for name, claim in claims.items():
        moved = tuple(Place(p.first + step, p.last + step, p.section) for p in claim.places if p.first + step > 0)
        if moved and not checker.faults(replace(claim, places=moved)):
            survivors.append(f"{claim.document} {type(claim).__name__} {name}")
    _report(survivors, len(claims), f"lines moved by {step}")


def test_another_edition_of_a_text_is_found(source: Source, sources: Path, tmp_path: Path) -> None:
    for path in sources.glob("*.txt"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    changed = next(iter(source.documents.values()))
    with (tmp_path / changed.file).open("ab") as file:
        file.write(b" ")
    problems = check.against_sources(source, tmp_path)
    assert [problem.rule for problem in problems] == ["sha256"]
    assert changed.file in problems[0].message


def test_a_wrong_date_of_publication_is_found(source: Source, checker: Checker) -> None:
    dated = [claim for claim in source.all_claims().values() if getattr(claim, "dated", "") == "publication"]
    assert len(dated) > 50
    for claim in dated:
        wrong = replace(claim, as_of=PartialDate.parse("2001-01-01"))  # type: ignore[call-arg]
        assert any("published" in fault for fault in checker.faults(wrong))


def test_the_coverage_script_lists_what_no_claim_cites(sources: Path, tmp_path: Path) -> None:
    """Of the packaged dossier hardly a line with a name is left; of an empty one, most are."""
    script = Path(__file__).parents[1] / "scripts" / "coverage-of-sources"

    def uncited(*args: str) -> tuple[list[str], list[int]]:
        done = subprocess.run(
            [sys.executable, str(script), str(sources), *args], capture_output=True, text=True, check=True
        )
        listed = [line for line in done.stdout.splitlines() if ": names:" in line]
        return listed, [int(count) for count in re.findall(r"not cited: (\d+) with names", done.stdout)]

    listed, counts = uncited()
    assert len(counts) == 5
    assert max(counts) < 35, "headings of tables and column heads"
    assert not [line for line in listed if re.match(r"results-3q2008:5[56]\d: names: .*(IIJ|GDX)", line)]
    starved = tmp_path / "starved"
    starved.mkdir()
    shutil.copy(paths.default_dossier() / "entities.yaml", starved)
    head = (paths.default_dossier() / "results-3q2008.yaml").read_text(encoding="utf-8").split("\nsections:")[0]
    (starved / "results-3q2008.yaml").write_text(head, encoding="utf-8")
    _, (count,) = uncited("--graph", str(starved))
    assert count > 2 * counts[2], "results-3q2008 is the third to be published"
