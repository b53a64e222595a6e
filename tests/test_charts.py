"""Charts say what the answers say: every window, point, share and box is where the data has it, and text stays text."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

import keiretsu.page
from conftest import write_files
from keiretsu.charts import course, days, group, history, paper, series
from keiretsu.charts import figure as figures
from keiretsu.charts.days import Label
from keiretsu.charts.scale import scale_of
from keiretsu.cli import main
from keiretsu.dates import PartialDate, length
from keiretsu.errors import RequestError
from keiretsu.library import Graph
from keiretsu.lookup import EVER, Source
from keiretsu.model import Period, StakeKey
from keiretsu.sentences import percent

SVG = "{http://www.w3.org/2000/svg}"
COMPANIES = (
    "att-new-subsidiary", "gdx-japan", "hi-ho", "iij", "iij-america", "iij-financial-systems",
    "iij-innovation-institute", "iij-technology", "internet-multifeed", "internet-revolution", "net-care",
    "net-chart-japan", "on-demand-solutions",
    "stratosphere", "suzuki-private-company", "taihei-computer", "trust-networks",
)  # fmt: skip


class Picture:
    """An SVG, read: its texts, and where what has an id stands, in days and percent."""

    def __init__(self, svg: bytes) -> None:
        self.root = ET.fromstring(svg)  # noqa: S314  # made a moment ago
        self.ids = {name: element for element in self.root.iter() if (name := element.get("id"))}
        self.texts = [text for element in self.root.iter(f"{SVG}text") if (text := "".join(element.itertext()).strip())]

    def words(self) -> str:
        """All its text."""
        return " ".join(self.texts)

    def named(self, start: str) -> list[str]:
        """The ids that begin so."""
        return sorted(name for name in self.ids if name.startswith(start))

    def text(self, name: str) -> str:
        """The text of what has this id."""
        return " ".join("".join(element.itertext()).strip() for element in self.ids[name].iter(f"{SVG}text"))

    def points(self, name: str) -> list[tuple[float, float]]:
        """The places of a shape: of its marks where it has any, else the corners of its path."""
        uses = [(float(e.get("x", 0)), float(e.get("y", 0))) for e in self.ids[name].iter(f"{SVG}use")]
        if uses:
            return uses
        told = " ".join(element.get("d", "") for element in self.ids[name].iter(f"{SVG}path"))
        numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", told)]
        return list(zip(numbers[::2], numbers[1::2], strict=True))

    def extent(self, name: str) -> tuple[float, float, float, float]:
        """The first and last x, the lowest and highest y."""
        xs, ys = zip(*self.points(name), strict=True)
        return min(xs), max(xs), min(ys), max(ys)

    def day(self, x: float) -> float:
        """The day, as an ordinal, that stands at an x; the ticks with a year or month tell the scale."""
        found = []
        for text, mark in self._ticks("xtick_", r"\d{4}(-\d{2})?"):
            found.append((PartialDate.parse(text).earliest.toordinal(), float(mark.get("x", 0))))
        (first, left), (last, right) = min(found), max(found)
        return first + (x - left) * (last - first) / (right - left)

    def _ticks(self, start: str, form: str) -> Iterator[tuple[str, ET.Element]]:
        for name in self.named(start):
            text = "".join(self.ids[name].itertext()).strip()
            if re.fullmatch(form, text):
                yield text, next(self.ids[name].iter(f"{SVG}use"))

    def share(self, y: float) -> float:
        """The percentage that stands at a y; the ticks with a % tell the scale."""
        found = []
        for text, mark in self._ticks("ytick_", r"[\d.]+ %"):
            found.append((float(text[:-2]), float(mark.get("y", 0))))
        (low, bottom), (high, top) = min(found), max(found)
        return low + (y - bottom) * (high - low) / (top - bottom)


@pytest.fixture(scope="module")
def graph(source: Source) -> Graph:
    return Graph(source)


def drawn(graph: Graph, company: str, at: date | None = None, known: date = EVER, **asked: Sequence[str]) -> Picture:
    entity = graph.company(company)
    found = graph.history(entity.id, known=known)
    return Picture(history.render(course.gather(graph.source, entity, found, at, known, **asked), "svg"))


def figure(graph: Graph, measure: str, **asked: object) -> tuple[series.Figures, Picture]:
    told = series.gather(graph.source, measure, **asked)  # type: ignore[arg-type]
    return told, Picture(figures.render(told, "svg"))


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], catch_exceptions=False)


# --- histories --------------------------------------------------------------------------------------------------------


def windows(key: StakeKey, periods: Sequence[Period]) -> dict[str, tuple[date | None, date | None, Decimal, Decimal]]:
    """The windows of a stake with a share on either side: from, to, the least and the most it may be."""
    actual = [period for period in periods if period.state != "planned"]
    found = {}
    for number, period in enumerate(actual):
        earlier = actual[number - 1] if number else None
        if period.share is not None:
            bounds = [period.share.min, period.share.max]
            if earlier is None or earlier.ended != period.began:
                bounds.append(Decimal(0))
            elif earlier.share is not None:
                bounds += [earlier.share.min, earlier.share.max]
            window = period.began
            found[f"window:{key.holder}:{window.after or ''}:{window.by or ''}"] = (
                window.after,
                window.by,
                min(bounds),
                max(bounds),
            )
        later = actual[number + 1] if number + 1 < len(actual) else None
        if period.ended is not None and period.share is not None and (later is None or later.began != period.ended):
            name = f"window:{key.holder}:{period.ended.after or ''}:{period.ended.by or ''}"
            found[name] = (period.ended.after, period.ended.by, Decimal(0), period.share.max)
    return found


@pytest.mark.parametrize("company", COMPANIES)
def test_windows_and_evidence_lie_where_the_periods_have_them(graph: Graph, company: str) -> None:
    picture = drawn(graph, company)
    for key, held in graph.history(company).stakes.items():
        assert graph.source.entities[key.holder].name in picture.words()
        for name, (after, by, low, high) in windows(key, held.periods).items():
            left, right, top, bottom = picture.extent(name)
            if after is not None:
                assert picture.day(left) == pytest.approx(after.toordinal(), abs=0.6)
            if by is not None:
                assert picture.day(right) == pytest.approx(by.toordinal(), abs=0.6)
            assert picture.share(bottom) == pytest.approx(float(low), abs=0.5 if low == high else 0.05)
            assert picture.share(top) == pytest.approx(float(high), abs=0.5 if low == high else 0.05)
        for period in held.periods:
            for when in period.observed if period.share is not None else ():
                places = picture.points(f"evidence:{key.holder}:{when}")
                middle = (when.earliest.toordinal() + when.latest.toordinal()) / 2
                assert {round(picture.day(x) - middle) for x, _ in places} == {0}
                levels = {period.share.min, period.share.max} if period.share else set()
                assert sorted(picture.share(y) for _, y in places) == pytest.approx(
                    sorted(map(float, levels)), abs=0.05
                )
            if period.share is not None and period.state != "planned":
                assert percent(period.share) in picture.words()


def test_every_company_with_a_stake_is_among_those_looked_at(graph: Graph) -> None:
    held = {key.company for key in graph.source.periods() if isinstance(key, StakeKey)}
    assert held == set(COMPANIES)


def test_what_is_not_said_is_off_the_scale(graph: Graph) -> None:
    picture = drawn(graph, "gdx-japan")
    lowest = next(iter(picture.ids["last-known:gdx-network:2007-04-30"].iter(f"{SVG}path"))).get("d", "")
    assert "stroke-dasharray" in ET.tostring(picture.ids["last-known:gdx-network:2007-04-30"]).decode()
    assert picture.share(float(lowest.split()[2])) < -5, "below zero is the lane of what is not said"
    assert "not said" in picture.words()


def test_a_plan_is_dotted_and_hollow_and_a_contradiction_is_crossed(graph: Graph) -> None:
    picture = drawn(graph, "iij-innovation-institute")
    assert picture.named("planned:iij:")
    assert "fill: #ffffff" in ET.tostring(picture.ids["announced:iij:2008-07-10"]).decode()
    (other,) = picture.named("other:")
    ((x, y),) = picture.points(other)
    assert round(picture.day(x)) == date(2008, 7, 10).toordinal()
    assert picture.share(y) == pytest.approx(100, abs=0.05)
    assert "100 %, said otherwise" in picture.texts


def test_the_day_that_is_asked_about_is_a_line_with_its_answer(graph: Graph) -> None:
    picture = drawn(graph, "trust-networks", date(2009, 12, 31))
    assert round(picture.day(picture.points("at:2009-12-31")[0][0])) == date(2009, 12, 31).toordinal()
    shares = sorted(picture.share(y) for _, y in picture.points("answer:iij"))
    assert shares == pytest.approx([67.4, 73.3], abs=0.05)
    assert "67.4–73.3 %" in picture.text("subtitle")


def test_only_what_was_known_is_drawn(graph: Graph) -> None:
    picture = drawn(graph, "trust-networks", known=date(2009, 3, 1))
    assert "73.3" not in picture.words()
    assert "67.4 %, last known" in picture.texts
    assert picture.named("document:") == ["document:nomura-2008", "document:results-3q2008"]
    assert "known until 2009-03-01" in picture.text("foot:0")


def test_one_holder_alone(graph: Graph) -> None:
    picture = drawn(graph, "iij", holders=["ntt"])
    assert picture.named("window:ntt:")
    assert not picture.named("window:itochu")
    with pytest.raises(RequestError, match="no known document says that atto holds"):
        drawn(graph, "iij", holders=["atto"])


def test_where_nobody_is_known_to_hold_it_there_is_one_message(tmp_path: Path) -> None:
    target = tmp_path / "a-bone.svg"
    result = run("chart", "history", "a-bone", "--to", target)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "nothing to draw" in result.stderr
    assert not target.exists()


# --- figures ----------------------------------------------------------------------------------------------------------


def test_values_stand_in_the_middle_of_their_periods_at_their_height(graph: Graph) -> None:
    told, picture = figure(graph, "employees")
    (panel,) = told.panels
    (line,) = panel.series
    assert [(value.period.written, value.value) for value in line.values] == [
        ("2008-03", 1373), ("2010-03", 1687), ("2013-09", 2311),
    ]  # fmt: skip
    places = [picture.points(f"actual:{value.claim[:8]}:{value.period}")[0] for value in line.values]
    xs, ys = zip(*places, strict=True)
    middles = [days.middle(value.period) for value in line.values]
    assert (xs[1] - xs[0]) / (xs[2] - xs[0]) == pytest.approx(
        (middles[1] - middles[0]) / (middles[2] - middles[0]), abs=1e-3
    )
    assert (ys[1] - ys[0]) / (ys[2] - ys[0]) == pytest.approx((1687 - 1373) / (2311 - 1373), abs=1e-3)
    assert {"1,373", "1,687", "2,311"} <= set(picture.texts)


def test_what_is_printed_otherwise_is_drawn_and_marked(graph: Graph) -> None:
    told, picture = figure(graph, "total-revenues")
    values = [value for value in told.panels[0].series[0].values if value.period.written == "2007-04-01/2008-03-31"]
    assert [(value.value, value.mark, value.kind) for value in values] == [
        (66_835_000_000, "", "actual"), (66_900_000_000, "otherwise", "actual"), (69_000_000_000, "", "target"),
    ]  # fmt: skip
    assert len(picture.named("otherwise:")) == 1
    assert "66.84 *" in picture.texts
    assert "66.9 *" in picture.texts
    assert "misprinted, or printed otherwise" in picture.text("foot:1")


def test_targets_are_hollow_and_what_they_replaced_is_kept(graph: Graph) -> None:
    told, picture = figure(graph, "operating-income", segment="")
    values = {(v.value, v.kind, v.mark) for v in told.panels[0].series[0].values if "2009-03-31" in v.period.written}
    assert values == {
        (2_900_000_000, "actual", ""), (3_800_000_000, "target", ""), (2_800_000_000, "target", ""),
        (5_200_000_000, "target", "earlier"),
    }  # fmt: skip
    for name in picture.named("target:"):
        assert "fill: #ffffff" in ET.tostring(picture.ids[name]).decode()


def test_bars_reach_their_values_and_a_target_is_a_frame(graph: Graph) -> None:
    told, picture = figure(graph, "cloud-revenues")
    tops = {}
    for value in told.panels[0].series[0].values:
        left, right, top, bottom = picture.extent(f"{value.kind}:{value.claim[:8]}:{value.period}")
        tops[value.value] = bottom - top
        assert right > left
    (least, *_, most) = sorted(tops)
    assert tops[least] / tops[most] == pytest.approx(float(least / most), abs=1e-3)
    assert "fill: none" in ET.tostring(picture.ids[picture.named("target:")[0]]).decode()
    assert "JPY billion" in picture.text("title")


@pytest.mark.parametrize("measure", ["total-revenues", "revenues", "contracts", "cloud-revenues", "dividend-per-share"])
def test_periods_of_unlike_length_are_never_mixed(graph: Graph, measure: str) -> None:
    told, picture = figure(graph, measure, lasting="all")
    instant = told.measure.period == "instant"
    assert [panel.length for panel in told.panels] == list(told.lengths)
    for panel in told.panels:
        found = [value.period for line in panel.series for value in line.values]
        assert {length(period, instant=instant) for period in found} == {panel.length}
    assert len([name for name in picture.ids if re.fullmatch(r"axes_\d+", name)]) == len(told.panels)


def test_what_is_about_or_at_least_so_is_marked(graph: Graph) -> None:
    _, picture = figure(graph, "contracts", segment="anti-spam-services")
    assert {"≈ 200,000", "≈ 700,000"} <= set(picture.texts)
    told, picture = figure(graph, "total-revenues", lasting="instant")
    bounds = {value.bound for value in told.panels[0].series[0].values}
    assert "at-least" in bounds
    assert any(text.startswith("≥ 100") for text in picture.texts)


def test_figures_of_a_day_and_of_what_was_known(graph: Graph) -> None:
    told, _ = figure(graph, "total-revenues", at=date(2009, 12, 31))
    assert {value.period.written for value in told.panels[0].series[0].values} == {"2009-04-01/2010-03-31"}
    told, _ = figure(graph, "total-revenues", known=date(2008, 12, 31))
    assert {value.document for value in told.panels[0].series[0].values} <= {"results-1q2007", "nomura-2008"}


def test_a_measure_that_is_none_has_near_ones(tmp_path: Path) -> None:
    result = run("chart", "figure", "operating-incom", "--to", tmp_path / "x.svg", "--unit", "JPY")
    assert result.exit_code == 0, "part of a name is enough where one measure has it"
    result = run("chart", "figure", "employes", "--to", tmp_path / "y.svg")
    assert result.exit_code == 2
    assert "did you mean employees" in result.stderr
    result = run("chart", "figure", "income", "--to", tmp_path / "y.svg")
    assert result.exit_code == 2
    assert "name one of them" in result.stderr
    for args in (
        ["--unit", "EUR"],
        ["--period", "month"],
        ["-s", "nothing"],
        ["--at", "1990-01-01"],
        ["--known", "2000-01-01"],
    ):
        result = run("chart", "figure", "total-revenues", *args, "--to", tmp_path / "y.svg")
        assert result.exit_code == 2, args
        assert result.stderr.count("\n") == 1
    assert not (tmp_path / "y.svg").exists()


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(1, 24))
def test_the_length_of_a_period_is_that_of_its_months(day: date, months: int) -> None:
    first = day.replace(day=1)
    after = date(first.year + (first.month - 1 + months) // 12, (first.month - 1 + months) % 12 + 1, 1)
    period = PartialDate.parse(f"{first}/{after - timedelta(1)}")
    wanted = {12: "year", 9: "nine-months", 6: "half-year", 3: "quarter", 1: "month"}.get(months, "other")
    assert length(period) == wanted
    assert length(PartialDate.on(day)) == "instant"


@pytest.mark.parametrize(
    ("unit", "value", "most", "name", "text"),
    [
        ("JPY", "66835000000", "106248000000", "JPY billion", "66.84"),
        ("JPY", "-235000000", "235000000", "JPY million", "-235"),
        ("JPY", "0", "235000000", "JPY million", "0"),
        ("contracts", "675279", "675279", "contracts", "675,279"),
        ("JPY per share", "18.75", "2500", "JPY per share", "18.75"),
        ("bit/s", "120000000000", "120000000000", "Gbit/s", "120"),
        ("TV sets", "31000000", "31000000", "million TV sets", "31"),
        ("JPY per month", "300000000", "300000000", "JPY million per month", "300"),
    ],
)
def test_amounts_are_scaled_so_that_they_can_be_read(unit: str, value: str, most: str, name: str, text: str) -> None:
    scale = scale_of(unit, [Decimal(value), Decimal(most)])
    assert (scale.name, scale.number(Decimal(value))) == (name, text)


# --- groups -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2008-07-10", "2010-04-30", "2013-12-31"])
def test_a_group_is_that_of_the_day(graph: Graph, day: str) -> None:
    at = date.fromisoformat(day)
    told = group.gather(graph.source, "iij", at)
    picture = Picture(group.render(told, "svg"))
    answer = graph.group("iij", day)
    boxes = {name.removeprefix("box:") for name in picture.named("box:")}
    assert {member.id for member in answer.members} <= boxes
    assert boxes == set(told.looks)
    for pair, mark in told.marks.items():
        assert f"line:{pair[0]}:{pair[1]}" in picture.ids
        if mark.label:
            assert picture.text(f"share:{pair[0]}:{pair[1]}") == mark.label.replace("\n", " ")
    for name, look in told.looks.items():
        assert picture.text(f"form:{name}") == look.caption
    assert day in picture.text("subtitle")


def test_boxes_do_not_overlap_and_lines_join_them(graph: Graph) -> None:
    told = group.gather(graph.source, "iij", date(2013, 12, 31))
    picture = Picture(group.render(told, "svg"))
    places = {name: picture.extent(name) for name in picture.named("box:")}
    for one, (left, right, top, bottom) in places.items():
        for other, (west, east, up, down) in places.items():
            assert one == other or right <= west + 1 or east <= left + 1 or bottom <= up + 1 or down <= top + 1, (
                one,
                other,
            )
    for holder, company in told.marks:
        ends = picture.points(f"line:{holder}:{company}")
        for name, (x, y) in zip((holder, company), (ends[0], ends[-1]), strict=True):
            left, right, top, bottom = places[f"box:{name}"]
            assert left - 1 <= x <= right + 1
            assert min(abs(y - top), abs(y - bottom)) < 1.5 or top <= y <= bottom


def test_a_group_may_be_cut_to_a_neighbourhood(graph: Graph) -> None:
    told = group.gather(graph.source, "trust-networks", date(2010, 4, 30), depth=1)
    assert set(told.looks) == {"iij", "trust-networks"}
    assert "Only what lies within 1 stake of it." in group.render(told, "svg").decode()
    far = group.gather(graph.source, "trust-networks", date(2013, 12, 31), depth=2)
    assert far.looks["att-new-subsidiary"].form == "planned"
    whole = group.gather(graph.source, "iij", date(2010, 4, 30))
    assert set(group.gather(graph.source, "iij", date(2010, 4, 30), depth=9).looks) >= set(whole.looks)
    with pytest.raises(RequestError, match="nothing to draw"):
        group.gather(graph.source, "a-bone", date(1980, 1, 1))


def test_the_group_has_the_colours_of_the_page() -> None:
    style = (Path(keiretsu.page.__file__).parent / "page.css").read_text(encoding="utf-8")
    light = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", style.split("@media")[0]))
    names = {
        "root": "root", "consolidated-subsidiary": "consolidated", "equity-method-affiliate": "equity",
        "joint-venture": "venture", "outside": "outside", "person": "outside", "planned": "member",
        "group-member": "member",
    }  # fmt: skip
    for form, (border, filling) in group._FORMS.items():
        name = names[form]
        assert (border, filling) == (light[name], light[name if form == "root" else f"{name}-fill"])


def test_a_line_of_no_stake_does_not_look_like_one(graph: Graph) -> None:
    told = group.gather(graph.source, "iij", date(2007, 8, 13))
    assert told.marks["iij", "a-bone"].line == "classed"
    text = group.render(told, "svg").decode()
    assert "classed, no stake told" in text
    dashes = {}
    for name in ("iij:a-bone", "iij:net-care"):
        drawn = re.search(rf'id="line:{name}">.*?</g>', text, re.DOTALL)
        assert drawn is not None
        dashes[name] = re.findall(r"stroke-dasharray: ([^;]*);", drawn[0])
    assert dashes["iij:a-bone"]
    assert dashes["iij:a-bone"] != dashes["iij:net-care"]


# --- the paper --------------------------------------------------------------------------------------------------------

HOSTILE = r"""
== entities.yaml
dossier: {id: test, title: "A $title$ & <more>", base: "https://example.org/test/", root: p}
entities:
  - {id: p, name: "<script>alert(1)</script>"}
  - {id: q, name: "$\\frac{1}{2}$ ]]> --> _a^b \\alpha &amp;"}
  - {id: r, name: "_hidden %s \e[31m\0"}
  - {id: s, name: "株式会社インターネットイニシアティブ"}
  - {id: c, name: "${c}$ <&\">"}
== first 2010-01-31
holdings:
  - {holder: p, company: c, share: "10", as-of: 2009-12-31, lines: 1}
  - {holder: q, company: c, share: "20.5", as-of: 2009-12-31, lines: 1}
  - {holder: r, company: c, share: "<5", as-of: 2009-12-31, lines: 1}
  - {holder: s, company: c, share: "30", as-of: 2009-12, lines: 1}
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    return write_files(HOSTILE, tmp_path / "dossier")


def test_names_are_text_and_never_formulas_or_markup(hostile: Path, tmp_path: Path) -> None:
    for command, what in (("history", "c"), ("group", "p")):
        target = tmp_path / f"{command}.svg"
        result = run("chart", command, what, "-g", hostile, "--to", target)
        assert (result.exit_code, result.stderr) == (0, "")
        picture = Picture(target.read_bytes())
        assert not [element for element in picture.root.iter() if element.tag.endswith("script")]
        assert "<script>alert(1)</script>" in picture.words()
        assert '${c}$ <&">' in picture.words()
        if command == "history":
            assert r"$\frac{1}{2}$ ]]> --> _a^b \alpha &amp;" in picture.texts
            assert "_hidden %s \ufffd[31m\ufffd" in picture.texts
            assert "株式会社インターネットイニシアティブ" in picture.texts
            assert "A $title$ & <more>; known until 2010-01-31." in picture.texts


def test_a_chart_of_japanese_names_as_png_complains_of_nothing(hostile: Path, tmp_path: Path) -> None:
    target = tmp_path / "c.png"
    command = [Path(sys.executable).with_name("keiretsu"), "chart", "history", "c", "-g", hostile, "--to", target]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert target.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


@settings(max_examples=25)
@given(st.text(max_size=40))
def test_any_text_is_written_as_it_is(text: str) -> None:
    def draw() -> object:
        sheet = paper.Sheet()
        sheet.write(text, gid="title")
        return sheet.finish()

    picture = Picture(paper.picture("svg", text, draw))  # type: ignore[arg-type]
    assert picture.words() == paper.plain(text)
    assert paper.plain(paper.plain(text)) == paper.plain(text)


@pytest.mark.filterwarnings("ignore:Glyph")  # of scripts that no installed font has
@given(st.text(st.characters(categories=("L", "Nd", "Zs")), max_size=80), st.floats(0.3, 4))
@settings(max_examples=25)
def test_folded_text_fits_and_nothing_is_lost_but_what_is_cut(text: str, width: float) -> None:
    sheet = paper.Sheet()
    lines = sheet.fold(text, width, most=3)
    assert len(lines) <= 3
    assert all(sheet.measure(line)[0] <= width * 1.1 for line in lines if len(line) > 2)
    if not lines[-1].endswith("…"):
        assert "".join(lines).replace(" ", "") == paper.plain(text).replace(" ", "")


def test_the_same_data_gives_the_same_bytes(graph: Graph, tmp_path: Path) -> None:
    entity = graph.company("iij")
    told = course.gather(graph.source, entity, graph.history("iij"), date(2009, 12, 31), EVER)
    for kind in ("svg", "png"):
        assert history.render(told, kind) == history.render(told, kind)  # type: ignore[arg-type]
    files = []
    for seed in ("1", "2"):
        files.append(tmp_path / f"{seed}.svg")
        command = [
            Path(sys.executable).with_name("keiretsu"),
            "chart",
            "history",
            "iij",
            "--at",
            "2009-12-31",
            "--to",
            files[-1],
        ]
        subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    assert files[0].read_bytes() == files[1].read_bytes() == history.render(told, "svg")
    assert b"<dc:date>" not in files[0].read_bytes()


def test_nothing_is_left_of_our_settings(graph: Graph) -> None:
    import matplotlib

    before = dict(matplotlib.rcParams)
    drawn(graph, "stratosphere")
    assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize("command", [["history", "iij"], ["figure", "employees"], ["group"]])
@pytest.mark.parametrize("name", ["x.pdf", "x", "x.svg.gz"])
def test_another_ending_is_refused(command: list[str], name: str, tmp_path: Path) -> None:
    result = run("chart", *command, "--to", tmp_path / name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("name a file that ends in .svg or .png\n")
    assert not (tmp_path / name).exists()


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "x.SVG"
    target.write_text("before")
    assert run("chart", "history", "a-bone", "--to", target).exit_code == 2
    assert target.read_text() == "before"
    result = run("chart", "history", "stratosphere", "--to", target)
    assert result.stdout == f"{target}: 2 stakes in Stratosphere Inc.\n"
    assert target.read_bytes().startswith(b"<?xml")
    assert list(tmp_path.iterdir()) == [target]
    assert run("chart", "history", "iij", "--to", tmp_path / "no" / "x.svg").exit_code == 2


def test_without_matplotlib_one_message_says_how_to_get_it(tmp_path: Path) -> None:
    code = "import sys; sys.modules['matplotlib'] = None; from keiretsu.cli import main; main()"
    command = [sys.executable, "-c", code, "chart", "history", "iij", "--to", str(tmp_path / "x.svg")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install matplotlib" in done.stderr
    assert done.stderr.count("\n") == 1


def imported(*args: str) -> set[str]:
    """What the command imports."""
    code = "import sys; from keiretsu.cli import main; main(sys.argv[1:], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=True)
    return set(done.stdout.split("\n")[-2].split())


def test_nobody_pays_for_matplotlib_who_draws_nothing(tmp_path: Path) -> None:
    assert "matplotlib" not in imported("history", "iij")
    drawing = imported("chart", "history", "iij", "--to", str(tmp_path / "iij.svg"))
    assert "matplotlib" in drawing
    assert "matplotlib.pyplot" not in drawing, "it keeps figures and asks for a screen"


LABELS = st.builds(
    lambda left, wide, y, tall: Label(left, left + wide, y, tall),
    st.floats(0, 10), st.floats(0.1, 5), st.floats(0, 10), st.floats(0.1, 2),
)  # fmt: skip


@given(LABELS, st.lists(LABELS, max_size=12))
def test_labels_keep_apart_where_there_is_room(label: Label, others: list[Label]) -> None:
    place = label.apart(others, -5, 15)
    if place is None:
        assert sum(other.height for other in others) + (len(others) + 1) * label.height >= 20 - 1e-6
        return
    assert place.y - place.height / 2 * 0.99 >= -5
    assert place.y + place.height / 2 * 0.99 <= 15
    for other in others:
        beside = other.right <= place.left or place.right <= other.left
        assert beside or abs(place.y - other.y) >= (place.height + other.height) / 2 * 0.999


@given(st.dates(), st.dates())
def test_an_axis_has_ticks_from_the_first_day_there_is_to_the_last(one: date, other: date) -> None:
    shown = days.stretch([one, other])
    found = days.ticks(shown)
    assert 1 <= len(found) <= 12
    assert all(shown.first <= day <= shown.last for day, _ in found)
    assert len({text for _, text in found}) == len(found)
