"""Figures: read from CSV with every fault, held to the lines, reckoned with as ranges, and lined up."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from conftest import write_files
from keiretsu import dossier, figures, paths
from keiretsu.check import figures as rules
from keiretsu.check.arithmetic import TOTALS, Figures
from keiretsu.check.sources import Checker
from keiretsu.claims import FigureClaim
from keiretsu.cli import main
from keiretsu.dataset import open_source
from keiretsu.errors import Problem
from keiretsu.lookup import Source
from keiretsu.units import UNITS, measures, rounded_from

HEAD = ",".join(figures.COLUMNS)
Y09, Y10 = "2009-01-01/2009-12-31", "2010-01-01/2010-12-31"


def row(value: str, measure: str = "total-revenues", period: str = Y10, **more: str) -> str:
    cells = dict.fromkeys(figures.COLUMNS, "") | {
        "line": "5",
        "subject": "p",
        "measure": measure,
        "period": period,
        "aspect": "value",
        "kind": "actual",
        "value": value,
        "unit": "JPY million",
        "printed": value.lstrip("-"),
        "basis": "stated",
    }
    return ",".join(f'"{cell}"' for cell in (cells | more).values())


def folder(tmp_path: Path, *rows: str, text: str = "", head: str = HEAD) -> Path:
    made = write_files(f"== first 2011\n{text}", tmp_path / "dossier")
    (made / "first.figures.csv").write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return made


# --- reading ---------------------------------------------------------------------------------------------------------


def test_a_row_becomes_a_claim(tmp_path: Path) -> None:
    made = folder(tmp_path, row("24.3", aspect="change-percent", against=Y09, unit="%", headings="2-3", line="7"))
    (claim,) = dossier.load(made).claims
    assert isinstance(claim, FigureClaim)
    assert (claim.value, claim.unit, claim.aspect, str(claim.against)) == (Decimal("24.3"), "%", "change-percent", Y09)
    assert (claim.line, [(place.first, place.last) for place in claim.places]) == (7, [(2, 3), (7, 7)])
    assert dossier.load(made, figures=False).claims == ()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (row("1", measure="turnover"), "unknown measure 'turnover'"),
        (row("1", unit="yen"), "unknown unit 'yen'"),
        (row("1", subject="nobody"), "unknown subject 'nobody'"),
        (row("1", segment="nothing"), "unknown segment 'nothing'"),
        (row("1,5"), "'1,5' is not a number"),
        (row("1", period="FY2010"), "'FY2010' is not a date"),
        (row("1", aspect="ratio"), "aspect: Input should be"),
        (row("1", basis="inferred"), "an inferred figure has no note"),
        (row("1", aspect="change"), "a change, and nothing else, is counted 'against'"),
        (row("1", against=Y09), "a change, and nothing else, is counted 'against'"),
        (row("1", line="0"), "line: Input should be greater"),
        (row("1", headings="9-8"), "end before they begin"),
        ("1,2,3", "3 cells where 16 belong"),
    ],
)
def test_a_fault_is_told_at_its_row_and_hides_no_other(wrong: str, message: str, tmp_path: Path) -> None:
    reading = dossier.read(folder(tmp_path, row("1"), wrong, row("2", line="6")))
    (problem,) = reading.problems
    assert message in problem.message
    assert (problem.file, problem.line) == ("first.figures.csv", 3)
    assert reading.dossier is not None
    assert len(reading.dossier.claims) == 2


def test_a_file_of_figures_wants_its_columns_and_a_document(tmp_path: Path) -> None:
    (problem,) = dossier.read(folder(tmp_path, row("1"), head="line,value")).problems
    assert "the columns are not those of figures" in problem.message
    made = folder(tmp_path / "more", row("1")) if (tmp_path / "more").mkdir() is None else tmp_path
    (made / "first.figures.csv").rename(made / "second.figures.csv")
    (problem,) = dossier.read(made).problems
    assert "figures of no document" in problem.message


def test_the_packaged_figures_are_in_the_order_of_their_lines() -> None:
    for path in sorted(paths.default_dossier().glob("*.figures.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            lines = [int(told["line"]) for told in csv.DictReader(file)]
        assert lines == sorted(lines), path.name
        assert len(lines) > 200


def test_units_and_measures_are_a_closed_vocabulary() -> None:
    assert UNITS["JPY thousand"] == (Decimal(1000), "JPY")
    assert UNITS["Gbps"] == (Decimal(10**9), "bit/s")
    assert all(measure.label and measure.definition.endswith(".") for measure in measures().values())
    assert {measure.period for measure in measures().values()} == {"instant", "duration"}
    assert {total.measure for total in TOTALS} <= set(measures())


# --- against the documents -------------------------------------------------------------------------------------------


@pytest.mark.sources
def test_a_figure_that_is_changed_or_moved_is_found(source: Source, sources: Path) -> None:
    """One digit more or less, and a line off: hardly any such slip passes."""
    checker = Checker(source, sources)
    found = [c for c in source.all_claims("FigureClaim").values() if isinstance(c, FigureClaim)]
    assert len(found) > 2300
    assert not [claim for claim in found if checker.faults(claim)]
    slips = [replace(claim, value=claim.value + 7) for claim in found if "MISPRINT" not in claim.note]
    assert not [slip for slip in slips if not checker.faults(slip)]
    printed = [replace(claim, printed=(f"{claim.printed[0]}1",)) for claim in found]
    assert not [slip for slip in printed if not checker.faults(slip)]
    moved = [replace(claim, line=claim.line + 1) for claim in found if claim.line < 600]
    missed = [slip for slip in moved if not checker.faults(slip)]
    assert len(missed) < len(moved) / 10, "the next line often prints the same number"


# --- rules -----------------------------------------------------------------------------------------------------------

Rule = Callable[[Source], Iterator[Problem]]
RECORDED = "discrepancies: [{about: p, kind: misprint, what: it, lines: 5, printed: x, read: y, note: cannot be}]\n"


def faults(rule: Rule, tmp_path: Path, *rows: str, text: str = "") -> list[str]:
    source = open_source(str(folder(tmp_path, *rows, text=text)), figures=True)
    return [problem.message for problem in rule(source)]


@pytest.mark.parametrize(("fine", "count"), [("66.8", 0), ("66.9", 1), ("66.84", 0), ("66.82", 1)])
def test_printings_agree_within_their_rounding(fine: str, count: int, tmp_path: Path) -> None:
    told = faults(rules.printings_agree, tmp_path, row("66835"), row(fine, unit="JPY billion", line="6"))
    assert len(told) == count


def test_targets_may_be_set_anew(tmp_path: Path) -> None:
    assert faults(rules.printings_agree, tmp_path, row("1", kind="target"), row("2", kind="target", line="6")) == []


@pytest.mark.parametrize(("total", "count"), [("14.0", 0), ("13.9", 0), ("13.7", 1), ("14.2", 1)])
def test_totals_add_up_within_the_rounding_of_the_parts(total: str, count: int, tmp_path: Path) -> None:
    """66.8 less 52.9 is 13.9, and 14.0 within the rounding of the three."""
    rows = [
        row("66.8", unit="JPY billion"),
        row("52.9", "cost-of-revenues", unit="JPY billion", line="6"),
        row(total, "gross-margin", unit="JPY billion", line="7"),
    ]
    told = faults(rules.totals_add_up, tmp_path, *rows)
    assert len(told) == count
    assert all("gross-margin" in message and "13900000000" in message for message in told)


def test_a_total_with_a_part_that_is_not_printed_is_left_alone(tmp_path: Path) -> None:
    assert faults(rules.totals_add_up, tmp_path, row("66.8"), row("1", "gross-margin", line="6")) == []


@pytest.mark.parametrize(("year", "count"), [("10", 0), ("12", 0), ("13", 1), ("7", 1)])
def test_a_year_is_its_quarters(year: str, count: int, tmp_path: Path) -> None:
    quarters = [("01-01", "03-31"), ("04-01", "06-30"), ("07-01", "09-30"), ("10-01", "12-31")]
    parts = [
        row(str(number), period=f"2010-{first}/2010-{last}", line=str(10 + number))
        for number, (first, last) in enumerate(quarters, 1)
    ]
    assert len(faults(rules.quarters_make_years, tmp_path, row(year), *parts)) == count


@pytest.mark.parametrize(
    ("aspect", "change", "count"),
    [
        ("change", "20", 0),
        ("change", "-20", 1),
        ("change", "22", 1),
        ("change-percent", "20.0", 0),
        ("change-percent", "19.4", 0),
        ("change-percent", "-20.0", 1),
    ],
)
def test_a_change_is_the_difference_of_its_values(aspect: str, change: str, count: int, tmp_path: Path) -> None:
    unit = "%" if aspect == "change-percent" else "JPY million"
    rows = [row("120"), row("100", period=Y09, line="6"), row(change, aspect=aspect, against=Y09, unit=unit, line="7")]
    assert len(faults(rules.changes_follow_from_values, tmp_path, *rows)) == count


def test_margins_and_shares_are_quotients(tmp_path: Path) -> None:
    base = [row("200"), row("50", "gross-margin", line="6"), row("30", "operating-income", line="7")]
    right = row("25.0", "gross-margin-ratio", unit="%", line="8")
    assert faults(rules.margins_are_what_they_are_of, tmp_path, *base, right) == []
    share = row("15.0", "operating-income", aspect="share-percent", unit="%", line="9")
    assert faults(rules.shares_of_a_whole_are_so, tmp_path, *base, share) == []
    (told,) = faults(
        rules.margins_are_what_they_are_of, tmp_path, *base, row("26.0", "gross-margin-ratio", unit="%", line="8")
    )
    assert "comes to 25" in told
    wrong = row("16.0", "operating-income", aspect="share-percent", unit="%", line="9")
    assert len(faults(rules.shares_of_a_whole_are_so, tmp_path, *base, wrong)) == 1


@pytest.mark.parametrize(("dollars", "count"), [("111.0", 0), ("110.9", 1), ("111.1", 1)])
def test_dollars_follow_the_rate(dollars: str, count: int, tmp_path: Path) -> None:
    rows = [
        row("13696"),
        row(dollars, unit="USD million", line="6"),
        row("123.39", "exchange-rate", period="2010-12-31", unit="JPY per USD", line="7"),
    ]
    assert len(faults(rules.dollars_follow_the_rate, tmp_path, *rows)) == count


def test_a_misprint_is_on_record_or_a_fault(tmp_path: Path) -> None:
    wrong = row("-5", basis="inferred", note="MISPRINT: the minus is lost", printed="5")
    (told,) = faults(rules.misprints_are_on_record, tmp_path, wrong)
    assert "is called a misprint and is not on record" in told
    assert faults(rules.misprints_are_on_record, tmp_path, wrong, text=RECORDED) == []


def test_what_is_on_record_is_no_fault(tmp_path: Path) -> None:
    rows = (row("66835"), row("70", unit="JPY billion", line="6"))
    assert faults(rules.printings_agree, tmp_path, *rows, text=RECORDED) == []


@given(st.integers(1, 10**7), st.integers(0, 3))
def test_a_rounded_number_stands_for_what_it_is_rounded_from(number: int, places: int) -> None:
    exact = Decimal(number).scaleb(-3)
    printed = round(exact, places)
    low, high = rounded_from(printed, f"({printed:,} million)", "JPY million")
    assert low <= exact * 10**6 <= high
    assert high - low == Decimal(10) ** (6 - places)


def test_the_packaged_figures_pass_every_rule_and_meet_each(source: Source) -> None:
    """Each rule has something to hold: it is no pretence that passes on nothing."""
    told = Figures(source)
    assert sum(1 for figure in told.all if figure.claim.aspect.startswith("change")) > 500
    assert sum(1 for figure in told.all if figure.claim.unit.startswith("USD")) > 80
    for name in rules.__all__:
        assert list(getattr(rules, name)(source)) == [], name


# --- the command -----------------------------------------------------------------------------------------------------


def run(*args: str) -> str:
    result = CliRunner().invoke(main, ["figures", *args], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_series_lines_documents_up_and_shows_restatements() -> None:
    """Revenues of FY2007: 66,835 million in 2008 (000:535), 66.8 billion in 2009 (002:526)."""
    line = next(
        line
        for line in run("-m", "total-revenues", "--series").splitlines()
        if "2007-04-01/2008-03-31" in line and "actual" in line
    )
    assert "66,835" in line
    assert "66.8 JPY billion" in line
    assert line.endswith("differs"), "66.9 billion (000:474) is no rounding of 66,835 million"
    half = next(line for line in run("-m", "clients", "--series").splitlines() if "2008-07-10" in line)
    assert "6,500" in half
    swapped = run("-m", "contracts", "-s", "oem-services", "--since", "2007-06-30")
    assert "315,077" in swapped, "read from the tables that have it right (003:150, 508)"


def test_filters_choose(tmp_path: Path) -> None:
    targets = run("-m", "operating-income", "--kind", "target", "--document", "nomura-2013", "--csv")
    assert {told["kind"] for told in csv.DictReader(targets.splitlines())} == {"target"}
    within = run("-m", "atms", "--since", "2013-05", "--until", "2013-08", "--csv")
    assert [told["value"] for told in csv.DictReader(within.splitlines())] == ["625", "652"]
    assert "No known document prints" in run("-m", "atms", "--known", "2007-12-31")


def test_a_disputed_line_has_a_star_and_names_the_claim() -> None:
    assert "241 *" in run("-m", "operating-income", "-s", "atm-operation", "--since", "2013-04")
    wrong = CliRunner().invoke(main, ["figures", "-m", "revenue-totals"])
    assert (wrong.exit_code, "no figures of a measure" in wrong.output) == (2, True)
