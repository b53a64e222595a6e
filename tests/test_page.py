"""The page as a file and its drawing: it shows on every day what the command line says, and nothing overlaps."""

import base64
import hashlib
import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from keiretsu.errors import RequestError
from keiretsu.lookup import Source
from keiretsu.page import render
from keiretsu.page.data import gather
from keiretsu.states import change_days
from pages import Opened, asked, clear, told

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
    data = page.split('id="data">')[1].split("</script>")[0].replace("2007-2013", "")
    # A target for July 2013 was told in 2010.
    assert "2013" not in data.replace('["2013-07","2013-07-01","2013-07-31","instant"]', "")
    assert "att-new-subsidiary" in page


def test_a_wrong_request_says_how_to_put_it(source: Source) -> None:
    with pytest.raises(RequestError, match=r"did you mean|no entity"):
        render(source, "Nobody at all")
    with pytest.raises(RequestError, match="the first document was published on 2007-08-13"):
        render(source, source.root, known=date(2000, 1, 1))


def test_a_neighbourhood_is_what_lies_within_so_many_stakes(source: Source) -> None:
    def shown(root: str, depth: int | None) -> set[str]:
        return set(gather(source, root, date(2013, 12, 31), date.max, depth).entities)

    assert shown("trust-networks", 1) == {"trust-networks", "iij"}
    assert shown("ntt", 2) >= {"ntt", "iij", "trust-networks", "itochu"}
    assert "suzuki-private-company" not in shown("trust-networks", 1)
    assert shown("iij", 9) >= shown("iij", None)


# --- the drawing -----------------------------------------------------------------------------------------------------


def agrees(page: Opened, at: str, known: str, seen: dict[str, tuple[float, float]]) -> bool:
    """The page shows on a day what `keiretsu group` says of it, at places that never change."""
    page.show(at, known)
    assert clear(page)
    group = asked("group", "iij", "--at", at, "--known", known)
    members = {member["id"]: member for member in group["members"]}
    boxes = {box["id"]: box for box in page.asks("boxes()")}
    assert {name for name, box in boxes.items() if box.get("member")} == set(members)
    stakes, standings = page.rows(), page.rows("standing")
    ways = {(holder, company) for holder, company, _ in stakes}
    for name, member in members.items():
        assert {holder for holder, company in ways if company == name} >= {p["id"] for p in member["parents"]}
        for parent in member["parents"]:
            found = [row for key, row in stakes.items() if key[:2] == (parent["id"], name)]
            assert any(
                text in told(parent["share"]) and state == parent["state"].split(",")[0] for text, state in found
            )
        classed = [row for key, row in standings.items() if key[1] == name]
        assert [state for _, state in classed] == ([member["standing"]["state"]] if member["standing"] else [])
        if member["standing"] and member["standing"]["state"] != "planned":
            assert boxes[name]["form"] == member["standing"]["value"]
    labels = {(label["holder"], label["company"]): label["text"] for label in page.asks("labels()")}
    for (holder, company, _), (text, _) in stakes.items():
        assert labels[holder, company].startswith(("planned", "?") if text.startswith("not") else text) or (
            text == "not said" and labels[holder, company].startswith(("not said", "last known"))
        )
    for name, box in boxes.items():
        middle = (box["left"] + box["right"], box["top"] + box["bottom"])
        assert seen.setdefault(name, middle) == middle
    return True


@pytest.fixture(scope="module")
def worlds(html: str) -> list[dict[str, Any]]:
    data = json.loads(html.split('id="data">')[1].split("</script>")[0])
    return [{"known": world["known"], "days": [day["day"] for day in world["days"]]} for world in data["worlds"]]


@pytest.mark.browser
def test_every_change_day_shows_what_the_group_was(
    opened: Opened, source: Source, worlds: list[dict[str, Any]]
) -> None:

    last = worlds[-1]
    days = {day.isoformat() for day in change_days(source.periods().values())}
    seen: dict[str, tuple[float, float]] = {}
    for day in sorted(days | set(last["days"])):
        assert agrees(opened, day, last["known"], seen)
        # On a day that is no step nothing differs from the step before.
        assert day in last["days"] or opened.asks("state()")["day"] == max(d for d in last["days"] if d < day)
    assert len(days - set(last["days"])) < 5


@pytest.mark.browser
def test_every_state_of_knowledge_shows_what_was_known(opened: Opened, worlds: list[dict[str, Any]]) -> None:
    assert [world["known"] for world in worlds] == [
        "2007-08-13", "2008-07-10", "2009-02-12", "2010-07-07", "2013-12-31",
    ]  # fmt: skip
    seen: dict[str, tuple[float, float]] = {}
    for world in worlds[:-1]:
        for day in [*world["days"][::6], world["days"][-1]]:
            assert agrees(opened, day, world["known"], seen)


@pytest.mark.browser
@pytest.mark.parametrize("at", ["2008-03-31", "2010-03-31", "2012-06-30", "2013-09-30", "2013-12-31"])
def test_the_owners_of_the_root_are_drawn(opened: Opened, at: str) -> None:
    opened.show(at, "2013-12-31")
    owners = {owner["id"]: owner["direct"] for owner in asked("owners", "iij", "--at", at)["owners"]}
    direct = {name for name, share in owners.items() if share}
    stakes = {holder for holder, company, _ in opened.rows() if company == "iij"}
    drawn = {label["holder"] for label in opened.asks("labels()") if label["company"] == "iij"}
    assert len(direct) >= 4
    assert direct <= drawn
    assert stakes <= drawn


@pytest.mark.browser
def test_a_day_on_which_nothing_changes_is_as_the_change_before(opened: Opened) -> None:
    before = max(day for day in opened.asks("state().days") if day < "2010-05-17")
    opened.show("2010-05-17", "2013-12-31")
    assert opened.asks("state()")["day"] == before
    shown = opened.rows()
    opened.show(before)
    assert opened.rows() == shown
    opened.show("1950-01-01")
    assert opened.rows() == {}
    assert [box["id"] for box in opened.asks("boxes()")] in ([], ["iij"])


@pytest.mark.browser
def test_owners_stand_above_and_holdings_below(opened: Opened) -> None:
    opened.show("2010-04-30", "2013-12-31")
    boxes = {box["id"]: box for box in opened.asks("boxes()")}
    root = boxes["iij"]
    for name in ("ntt", "itochu", "koichi-suzuki", "ntt-communications"):
        assert boxes[name]["bottom"] < root["top"]
    for name, box in boxes.items():
        if box.get("member"):
            assert box["top"] > root["bottom"], name


@pytest.mark.browser
def test_deals_stand_on_the_structure_at_their_dates(opened: Opened) -> None:
    def deals(at: str, known: str) -> dict[tuple[str, str], str]:
        opened.show(at, known)
        found = {(label["holder"], label["company"]): label["text"] for label in opened.asks("labels()")}
        return {pair: text.split("\n")[-1] for pair, text in found.items() if "◆" in text}

    assert deals("2007-06-01", "2013-12-31") == {
        ("iij", "hi-ho"): "◆ buys",
        ("panasonic-network-services", "hi-ho"): "◆ sells",
    } | deals("2007-06-02", "2013-12-31")
    planned = deals("2010-07-07", "2010-07-07")
    assert planned["iij", "att-new-subsidiary"] == "◆ buys (planned)"
    assert planned["att", "att-new-subsidiary"] == "◆ sells (planned)"
    assert ("iij", "att-new-subsidiary") not in deals("2010-07-06", "2010-07-07")


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1600, 1000), (700, 900)])
def test_the_drawing_fits_other_screens(browser: Any, file: Path, width: int, height: int) -> None:
    page = Opened(browser, file, width, height, color_scheme="dark")
    page.page.click("#fit")
    page.settle()
    assert clear(page)
    frame = page.page.locator("#drawing").bounding_box()
    for box in page.asks("boxes()"):
        centre = page.asks(f"centre({json.dumps(box['id'])})")
        assert 0 < centre["x"] < frame["width"]
        assert 0 < centre["y"] < frame["height"]
    assert page.page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.browser
def test_a_deep_group_with_loops_two_rights_and_long_names(opened_folder: Opened) -> None:
    """Every kind of line that a drawing in layers has to bend.

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
        opened_folder.show(text)
        assert clear(opened_folder)
    opened_folder.show("2010-03-01")
    assert len(opened_folder.rows()) == 13
    assert len(opened_folder.asks("boxes()")) == 8
    labels = {(one["holder"], one["company"]): one["text"] for one in opened_folder.asks("labels()")}
    assert labels["p", "q"] == "60 % shares\n75.25 % votes"
    opened_folder.page.click("#fit")
    opened_folder.click("middle('f', 'c')")
    assert "jointly with Fund" in opened_folder.unfold()


@pytest.mark.browser
def test_a_neighbourhood_is_drawn(browser: Any, source: Source, tmp_path: Path) -> None:
    file = tmp_path / "near.html"
    file.write_text(render(source, "trust-networks", depth=1), encoding="utf-8")
    page = Opened(browser, file)
    assert {box["id"] for box in page.asks("boxes()")} == {"iij", "trust-networks"}
    assert clear(page)
    assert "only what lies within 1 stake of Trust Networks Inc." in page.page.inner_text("header")
    assert "1 consolidated" in page.panel()
    page.show("2010-04-30", chosen="entity:trust-networks")
    assert "consolidated, stated" in page.panel()
    page.close()
    file.write_text(render(source, "iij", depth=1), encoding="utf-8")
    page = Opened(browser, file)
    page.show("2013-12-31", chosen="entity:stratosphere")
    assert "not drawn here" in page.panel()
    page.close()


@pytest.mark.browser
def test_sisters_in_a_neighbourhood_are_classed_as_in_their_group(browser: Any, source: Source, tmp_path: Path) -> None:
    file = tmp_path / "sisters.html"
    file.write_text(render(source, "trust-networks", at=date(2010, 4, 30), depth=2), encoding="utf-8")
    page = Opened(browser, file)
    boxes = {box["id"]: box for box in page.asks("boxes()")}
    assert (boxes["net-care"]["caption"], boxes["net-care"].get("member")) == ("consolidated", False)
    assert boxes["iij"]["caption"] == "holder"
    assert "7 consolidated" in page.panel()
    page.page.click("[data-view=table]")
    tables = page.page.locator("#table table").evaluate_all(
        "all => Object.fromEntries(all.map(t => [t.caption.textContent, t.tBodies[0].rows.length]))"
    )
    holders = page.page.locator("#table table", has_text="Who holds Trust Networks").first.inner_text()
    assert "Net Care" not in holders
    assert tables["What else is held"] >= 9
    assert tables["How companies are classed"] == 10
    page.close()


@pytest.mark.browser
def test_steps_are_only_days_on_which_something_drawn_differs(source: Source) -> None:
    story = gather(source, "trust-networks", date(2013, 12, 31), date.max, 1)
    for world in story.worlds:
        for before, day in pairwise(world.days):
            assert day.day == story.at or not day.same_as(before)
    assert len(story.worlds[-1].days) < 20 < len(gather(source, "iij", story.at, date.max).worlds[-1].days)
