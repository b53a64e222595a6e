"""The page: one file that asks nothing of the network, where nothing overlaps and every line shows its claims."""

import base64
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keiretsu import states
from keiretsu.dataset import open_source
from keiretsu.errors import RequestError
from keiretsu.lookup import Source
from keiretsu.network import group, network_of
from keiretsu.page import render
from keiretsu.page.text import text_width, wrap
from keiretsu.shares import Share, canonical

ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def missing(reason: str) -> None:
    """Without a browser a test is skipped; under CI it fails."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed: pip install 'keiretsu[test]'")
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        missing("no chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield chromium
        chromium.close()


class Opened:
    """A page from disk with the network cut, and all that it asked for and complained of."""

    def __init__(self, browser: Any, file: Path, width: int = 1280, height: int = 800) -> None:
        self.file = file
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.context = browser.new_context(offline=True, viewport={"width": width, "height": height})
        self.context.route("**/*", self._route)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(file.as_uri())
        self.page.wait_for_function("window.keiretsu")

    def _route(self, route: Any) -> None:
        route.continue_() if route.request.url == self.file.as_uri() else route.abort()

    def quiet(self) -> bool:
        """It asked for nothing but itself and complained of nothing."""
        assert self.requests == [self.file.as_uri()]
        assert self.complaints == []
        return True

    def asks(self, call: str) -> Any:
        """What the page answers to its tests."""
        return self.page.evaluate(f"window.keiretsu.{call}")

    def click(self, call: str) -> None:
        """Click at a point of the drawing with the mouse."""
        self.page.wait_for_timeout(50)
        point, frame = self.asks(call), self.page.locator("#drawing").bounding_box()
        self.page.mouse.click(frame["x"] + point["x"], frame["y"] + point["y"])

    def detail(self) -> str:
        """What is told of what is chosen."""
        return str(self.page.locator("#detail").inner_text())

    def rows(self, kind: str = "stake") -> dict[tuple[str, ...], tuple[str, str]]:
        """The rows of the list: who and whom, to what is told and the state."""
        found = self.page.locator(f"#list tr[data-kind={kind}]").evaluate_all(
            "rows => rows.map(r => [{...r.dataset}, r.querySelector('.told').textContent])"
        )
        ends = ("holder", "company", "right") if kind == "stake" else ("parent", "company")
        return {tuple(row[end] for end in ends): (told, row["state"]) for row, told in found}


@pytest.fixture(scope="module")
def html(source: Source) -> str:
    return render(source, source.root)


@pytest.fixture
def opened(browser: Any, html: str, tmp_path: Path) -> Iterator[Opened]:
    file = tmp_path / "page.html"
    file.write_text(html, encoding="utf-8")
    page = Opened(browser, file)
    yield page
    page.context.close()


@pytest.fixture
def opened_folder(browser: Any, folder: Path, tmp_path: Path) -> Iterator[Opened]:
    """The page of the dossier that stands in the test's docstring."""
    file = tmp_path / "page.html"
    file.write_text(render(open_source(str(folder)), "p"), encoding="utf-8")
    page = Opened(browser, file)
    yield page
    page.context.close()


def overlaps(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(
        one["left"] < other["right"]
        and other["left"] < one["right"]
        and one["top"] < other["bottom"]
        and other["top"] < one["bottom"]
    )


def clear(page: Opened) -> bool:
    """No box or label overlaps another, and every name fits its box."""
    things = [*page.asks("boxes()"), *page.asks("labels()")]
    assert all(isinstance(thing[side], int | float) for thing in things for side in ("left", "right", "top", "bottom"))
    touching = [(one, other) for one, other in combinations(things, 2) if overlaps(one, other)]
    assert touching == []
    assert [text for text in page.asks("texts()") if text["width"] > text["room"]] == []
    return True


# --- the text --------------------------------------------------------------------------------------------------------


def test_two_renderings_are_the_same_and_small(source: Source, html: str) -> None:
    assert render(source, "Internet Initiative Japan Inc.") == html
    assert len(html.encode()) < 2_000_000


def test_the_policy_names_the_scripts_that_are_there(html: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    assert len(scripts) == 2
    for script in scripts:
        assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in policy[1]
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    assert "http" not in policy[1]


def test_any_day_can_be_shown_first(source: Source) -> None:
    page = render(source, source.root, at=date(2009, 6, 30))
    assert '"at":"2009-06-30"' in page
    assert '"day":"2009-06-30"' in page


def test_what_was_not_known_is_not_in_the_page(source: Source) -> None:
    page = render(source, source.root, known=date(2010, 7, 31))
    assert "2013" not in page.split('id="data">')[1].split("</script>")[0].replace("2007-2013", "")
    assert "att-new-subsidiary" in page


def test_a_wrong_request_says_how_to_put_it(source: Source) -> None:
    with pytest.raises(RequestError, match=r"did you mean|no entity"):
        render(source, "Nobody at all")
    with pytest.raises(RequestError, match="the first document was published on 2007-08-13"):
        render(source, source.root, known=date(2000, 1, 1))


# --- the drawing -----------------------------------------------------------------------------------------------------


def share_text(answer: states.Answer) -> str:
    share: Share | None = answer.share
    if share is None:
        return "not known" if answer.state == "unknown" and not answer.there else "not said"
    if share.is_exact:
        return f"{canonical(share.min)} %"
    if share.min == 0 and share.min_open:
        return f"{'<' if share.max_open else '≤'}{canonical(share.max)} %"
    return f"{canonical(share.min)}–{canonical(share.max)} %"


@pytest.mark.browser
def test_every_day_shows_its_network_and_nothing_overlaps(opened: Opened, source: Source) -> None:
    periods = source.periods()
    shown = opened.asks("state().days")
    assert {day.isoformat() for day in states.change_days(periods.values())} <= set(shown)
    assert opened.asks("state().day") == "2013-12-31"
    seen: dict[str, tuple[float, float]] = {}
    for text in shown:
        opened.page.select_option("#day", text)
        assert clear(opened)
        graph = network_of(source, periods, date.fromisoformat(text))
        members = {member.id for member in group(graph, "iij")}
        joint = {name for _, _, data in graph.in_edges("iij", data=True) for name in data["answer"].jointly_with}
        inside = {"iij", *members, *joint, *nx.ancestors(graph, "iij")}
        expected = {
            (holder, company, right): (share_text(data["answer"]), data["answer"].state)
            for holder, company, right, data in graph.edges(keys=True, data=True)
            if company in inside
        }
        assert opened.rows() == expected
        standings = {(key.parent, key.company): answer.state for key, answer in graph.graph["standings"].items()}
        assert {key: state for key, (_, state) in opened.rows("standing").items()} == standings
        drawn = {(label["holder"], label["company"]): label["text"] for label in opened.asks("labels()")}
        for (holder, company, _), (told, _) in expected.items():
            assert drawn[holder, company].startswith(("planned", "?") if told.startswith("not") else told) or (
                told == "not said" and drawn[holder, company] in ("not said", "last known")
            )
        for box in opened.asks("boxes()"):
            assert seen.setdefault(box["id"], (box["left"], box["top"])) == (box["left"], box["top"])
    assert opened.quiet()


@pytest.mark.browser
def test_a_line_that_is_clicked_shows_its_claim(opened: Opened) -> None:
    opened.page.select_option("#day", "2010-04-30")
    opened.click("middle('iij', 'trust-networks')")
    told = opened.detail()
    assert "73.3 %" in told
    assert "New York Road Show" in told
    assert "published 2010-07-07" in told
    assert "III-3. IIJ Group Companies" in told
    assert "as of 2010-04-30" in told
    assert "between 2009-02-13 and 2010-04-30" in told  # the window of T6


@pytest.mark.browser
def test_a_box_that_is_clicked_shows_its_standing_and_a_conflict(opened: Opened) -> None:
    opened.page.select_option("#day", "2008-07-10")
    opened.click("centre('internet-multifeed')")
    assert opened.asks("state().chosen") == {"kind": "entity", "key": "internet-multifeed"}
    told = opened.detail()
    assert "equity method" in told
    assert "2008 Nomura Asia Equity Forum" in told
    assert re.search(r"lines? \d+", told)
    opened.click("middle('iij', 'iij-innovation-institute')")
    assert "Documents disagree" in opened.detail()
    assert "not followed" in opened.detail()


@pytest.mark.browser
def test_a_claim_is_read_by_keyboard_alone(opened: Opened) -> None:
    press = opened.page.keyboard.press
    active = "document.activeElement"
    press("Tab")
    assert opened.page.evaluate(f"{active}.className") == "skip"
    press("Tab")
    press("Enter")  # the change before
    day = opened.asks("state().day")
    assert day == "2013-12-01"
    press("Tab")
    press("ArrowUp")
    assert opened.asks("state().day") < day
    for _ in range(40):
        press("Tab")
        if "79.5" in str(opened.page.evaluate(f"{active}.closest('tr')?.textContent")):
            break
    row = opened.page.evaluate(f"{active}.textContent")
    assert row == "Trust Networks Inc."
    press("Enter")
    assert opened.page.evaluate(f"{active}.tagName") == "H2"
    assert "79.5 %" in opened.detail()
    assert re.search(r"lines? \d+", opened.detail())
    press("Escape")
    assert opened.page.evaluate(f"{active}.textContent") == row
    assert "Choose a line" in opened.detail()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1600, 1000), (700, 900)])
def test_the_drawing_fits_other_screens(browser: Any, html: str, tmp_path: Path, width: int, height: int) -> None:
    file = tmp_path / "page.html"
    file.write_text(html, encoding="utf-8")
    page = Opened(browser, file, width, height)
    page.page.emulate_media(color_scheme="dark")
    assert clear(page)
    frame = page.page.locator("#drawing").bounding_box()
    for box in page.asks("boxes()"):
        centre = page.asks(f"centre({json.dumps(box['id'])})")
        assert 0 < centre["x"] < frame["width"]
        assert 0 < centre["y"] < frame["height"]
    assert page.page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.quiet()
    page.context.close()


# --- what data may not do --------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_markup_in_data_is_text(opened_folder: Opened) -> None:
    """Names, notes and titles that would do harm as markup.

    == entities.yaml
    dossier: {id: test, title: "</title><script>window.hacked=1</script>", base: "https://example.org/t/", root: p}
    entities:
      - {id: p, name: '<img src=x onerror="window.hacked=1">', note: '<img src=x onerror="window.hacked=1">'}
      - {id: q, name: "</script><script>window.hacked=1</script>", note: "<iframe src='javascript:top.hacked=1'>"}
      - {id: r, name: "<!--<script>{{data}}{{script}}", kind: person}
      - {id: c, name: "株式会社トラスト & <b>子会社</b>\u2028 ' `", named: false}
    == a.yaml
    document:
      {id: a, title: '"><img src=x onerror="window.hacked=1">', kind: "<b>report</b>", publisher: p, published: 2010-04,
       lines: 1, file: a.txt, sha256: "0000000000000000000000000000000000000000000000000000000000000000"}
    sections:
      - {line: 1, title: "<svg onload='window.hacked=1'>"}
    holdings:
      - {holder: p, company: q, share: 50, as-of: 2010-03, lines: 2, basis: inferred,
         note: "<script>window.hacked=1</script>", printed: "<b>5O</b> %"}
      - {holder: r, company: p, share: ">=25", as-of: 2010-03, lines: 3}
      - {holder: q, company: c, share: "<100", as-of: 2010-03, lines: 4}
    standings:
      - {parent: p, company: q, standing: joint-venture, as-of: 2010-03, lines: 2}
    """
    assert clear(opened_folder)
    for key in ("p", "q", "r", "c"):
        opened_folder.click(f"centre('{key}')")
        if key == "p":
            assert '<img src=x onerror="window.hacked=1">' in opened_folder.detail()
        if key == "c":
            assert "株式会社トラスト & <b>子会社</b>" in opened_folder.detail()
    opened_folder.click("middle('p', 'q')")
    told = opened_folder.detail()
    for text in ("</script><script>window.hacked=1</script>", "<svg onload='window.hacked=1'>", "<b>5O</b> %"):
        assert text in told
    assert '"><img src=x onerror="window.hacked=1">' in told
    assert opened_folder.page.title().startswith('<img src=x onerror="window.hacked=1">')
    assert opened_folder.page.evaluate("typeof window.hacked") == "undefined"
    assert opened_folder.page.locator("img, iframe, b").count() == 0
    assert opened_folder.quiet()


@pytest.mark.browser
def test_a_deep_group_with_loops_two_rights_and_long_names(opened_folder: Opened) -> None:
    """Every kind of line that a column drawing has to bend.

    == entities.yaml
    dossier: {id: test, title: Deep, base: "https://example.org/t/", root: p}
    entities:
      - {id: p, name: Parent}
      - {id: q, name: Quarry of a name that goes on and on over so many words that no box could ever hold all of them}
      - {id: r, name: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft}
      - {id: c, name: 東京証券取引所上場会社の完全子会社であり且つ名称が極めて長い株式会社}
      - {id: d, name: Daughter}
      - {id: e, name: WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW}
      - {id: f, name: Fund}
      - {id: g, name: Grandparent}
    == a 2010-04-30
    holdings:
      - {holder: p, company: q, share: 60, right: shares, as-of: 2010-03, lines: 2}
      - {holder: p, company: q, share: 75.25, right: votes, as-of: 2010-03, lines: 2}
      - {holder: p, company: d, share: 5, as-of: 2010-03, lines: 2}
      - {holder: q, company: d, share: 30, as-of: 2010-03, lines: 2}
      - {holder: d, company: q, share: 3, as-of: 2010-03, lines: 2}
      - {holder: q, company: q, share: 1, as-of: 2010-03, lines: 2}
      - {holder: d, company: c, share: 51, as-of: 2010-03, lines: 2}
      - {holder: c, company: p, share: 10, as-of: 2010-03, lines: 2}
      - {holder: r, company: p, share: 20, as-of: 2010-03, lines: 2}
      - {holder: g, company: p, share: 20, as-of: 2010-03, lines: 2}
      - {holder: g, company: r, share: 100, as-of: 2010-03, lines: 2}
      - {holder: e, company: c, share: 5, as-of: 2010-03, jointly-with: [f], lines: 2}
      - {holder: e, company: d, share: 5, as-of: 2010-03, lines: 2}
    """
    for text in opened_folder.asks("state().days"):
        opened_folder.page.select_option("#day", text)
        assert clear(opened_folder)
    opened_folder.page.select_option("#day", "2010-03-01")
    assert len(opened_folder.rows()) == 13
    assert len(opened_folder.asks("boxes()")) == 8
    labels = {(one["holder"], one["company"]): one["text"] for one in opened_folder.asks("labels()")}
    assert labels["p", "q"] == "60 % shares\n75.25 % votes"
    opened_folder.click("middle('f', 'c')")
    assert "jointly with Fund" in opened_folder.detail()
    assert opened_folder.quiet()


# --- text in boxes ----------------------------------------------------------------------------------------------------


@given(st.text(max_size=200), st.integers(40, 300))
def test_a_wrapped_text_fits_and_loses_nothing_unsaid(text: str, width: int) -> None:
    lines = wrap(text, width, 13, most=4)
    assert 1 <= len(lines) <= 4
    assert all(text_width(line, 13) <= width for line in lines)
    if not lines[-1].endswith("…"):
        assert "".join(lines).replace(" ", "") == "".join(text.split())
