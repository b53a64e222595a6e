"""The page as it is used: search, filters, keyboard, screen readers, print and small screens."""

import json
from pathlib import Path
from typing import Any

import pytest

from pages import ACTIVE, Opened, clear, keys, missing

pytestmark = pytest.mark.browser


# --- finding ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("trust net", "entity", "trust-networks"),
        ("TRUST NETWORKS", "entity", "trust-networks"),
        ("suzuki", "entity", "koichi-suzuki"),
        ("acquisition of hi-ho", "event", "hi-ho-acquisition"),
        ("nomura asia", "document", "nomura-2008"),
    ],
)
def test_search_finds_whatever_has_a_name(opened: Opened, text: str, kind: str, key: str) -> None:
    keys(opened, "/")
    opened.page.keyboard.type(text)
    assert opened.page.get_attribute("#search", "aria-expanded") == "true"
    keys(opened, "Enter")
    assert opened.asks("state().chosen") == {"kind": kind, "key": key}
    assert opened.page.evaluate(f"{ACTIVE}.tagName") == "H2"


@pytest.mark.parametrize(
    ("text", "first"),
    [("iij", "iij"), ("IIJ-America", "iij-america"), ("hiho", "hi-ho"), ("HI HO", "hi-ho"), ("at&t", "att")],
)
def test_what_has_exactly_this_name_is_found_first(opened: Opened, text: str, first: str) -> None:
    opened.page.fill("#search", text)
    keys(opened, "Enter")
    assert opened.asks("state().chosen") == {"kind": "entity", "key": first}


def test_search_knows_no_more_than_was_known(opened: Opened) -> None:
    for known, found in (("2007-08-13", False), ("2013-12-31", True)):
        opened.show("2007-08-13", known)
        opened.page.fill("#search", "stratosphere")
        assert ("Stratosphere Inc." in opened.page.inner_text("#found")) is found
        keys(opened, "Escape", "Escape")
        opened.page.fill("#search", "")
        opened.page.evaluate(f"{ACTIVE}.blur()")


def test_search_says_how_many_more_there_are(opened: Opened) -> None:
    opened.page.fill("#search", "service")
    assert opened.page.locator("#found [role=option]:not(.none)").count() == 12
    assert "more: type on." in opened.page.inner_text("#found")


def test_search_says_when_there_is_nothing(opened: Opened) -> None:
    opened.page.fill("#search", "<img src=x> no such name")
    assert "Nothing has this name" in opened.page.inner_text("#found")
    keys(opened, "Enter")
    assert opened.asks("state().chosen") is None


def test_filters_leave_what_passes(opened: Opened) -> None:
    opened.show("2010-04-30", "2013-12-31")
    opened.page.click("#filters summary")
    opened.page.uncheck("[data-form=consolidated-subsidiary]")
    forms = {box["form"] for box in opened.asks("boxes()")}
    assert "consolidated-subsidiary" not in forms
    assert "equity-method-affiliate" in forms
    assert opened.page.inner_text("#filtered") == " (1)"
    opened.page.click("#unfilter")
    assert opened.page.locator("#filters[open]").count()
    assert "consolidated-subsidiary" in {box["form"] for box in opened.asks("boxes()")}
    opened.page.fill("#least", "60")
    shares = [float(text.split(" ")[0].split("–")[-1]) for text, _ in opened.rows().values()]
    assert shares
    assert min(shares) >= 60
    assert "internet-multifeed" not in {box["id"] for box in opened.asks("boxes()")}
    opened.page.click("#filters summary")
    opened.page.click("#unfilter")
    opened.page.uncheck("[data-state=changing]")
    assert all(label["line"] != "changing" for label in opened.asks("labels()"))
    keys(opened, "Escape")
    assert not opened.page.locator("#filters[open]").count()
    assert opened.page.evaluate(f"{ACTIVE}.tagName") == "SUMMARY"


@pytest.mark.parametrize(
    ("at", "hide"),
    [
        ("2010-03-31", "line:changing"),
        ("2010-03-31", "outside,person"),
        ("2013-12-31", "line:last-known"),
        ("2013-12-31", "planned"),
        ("2013-12-31", "line:planned"),
    ],
)
def test_a_filter_is_one_for_every_view_and_stands_in_the_address(opened: Opened, at: str, hide: str) -> None:
    opened.show(at, "2013-12-31", **{"with": "2009-02-12"})
    every = set(opened.rows())
    opened.show(at, "2013-12-31", hide=hide, **{"with": "2009-02-12"})
    labels = {(label["holder"], label["company"]) for label in opened.asks("labels()") if label["line"] != "gone"}
    rows = opened.rows()
    assert {key[:2] for key in rows} <= labels  # a line may be there for a deal, or for who holds jointly
    assert set(rows) < every
    if hide.startswith("line:"):
        assert hide.removeprefix("line:") not in {state for _, state in rows.values()}
    opened.page.click("[data-view=changes]")
    listed = opened.page.locator("#changes tr[data-kind=stake]").evaluate_all(
        "rows => rows.map(r => window.keiretsu.stake(Number(r.dataset.key)))"
    )
    assert not {tuple(pair) for pair in listed} & {key[:2] for key in every - set(rows) if hide == "outside,person"}
    assert "hide=" in opened.page.url
    assert opened.page.inner_text("#filtered").strip(" ()") == str(hide.count(",") + 1)


def test_a_joint_holder_passes_a_filter_by_the_joint_share(opened: Opened) -> None:
    opened.show("2013-12-31", "2013-12-31", least="5")
    assert ("suzuki-private-company", "iij") in lines(opened)
    opened.show("2013-12-31", "2013-12-31", least="6")
    assert ("suzuki-private-company", "iij") not in lines(opened)
    assert ("ntt", "iij") in lines(opened)


def lines(page: Opened) -> set[tuple[str, str]]:
    return {(label["holder"], label["company"]) for label in page.asks("labels()")}


@pytest.mark.parametrize("kind", ["products", "customers"])
def test_products_and_customers_can_be_switched_on(opened: Opened, kind: str) -> None:
    opened.show("2010-07-07", "2010-07-07")
    before = {box["id"]: box for box in opened.asks("boxes()")}
    opened.page.click(f"[data-part={kind}]")
    boxes = {box["id"]: box for box in opened.asks("boxes()")}
    more = {name for name in boxes if name not in before}
    assert len(more) > 5
    assert {boxes[name]["form"] for name in more} == {kind}
    assert all(boxes[name]["left"] == before[name]["left"] for name in before)
    assert clear(opened)
    opened.page.click(f"[data-part={kind}]")
    assert {box["id"] for box in opened.asks("boxes()")} == set(before)


# --- for everybody ---------------------------------------------------------------------------------------------------


def test_the_drawing_is_walked_by_keyboard(opened: Opened) -> None:
    opened.show("2010-04-30", "2013-12-31")
    opened.page.focus("#drawing")
    keys(opened, "ArrowDown")
    assert "Internet Initiative Japan" in opened.page.inner_text("#spoken")
    keys(opened, "ArrowUp")
    assert opened.page.inner_text("#spoken").split(", ")[-1] in ("holder", "person")
    keys(opened, "ArrowDown", "ArrowDown")
    while "group company" in opened.page.inner_text("#spoken") or "holder" in opened.page.inner_text("#spoken"):
        keys(opened, "ArrowDown")
    name = opened.page.inner_text("#spoken").split(",")[0]
    assert "consolidated" in opened.page.inner_text("#spoken")
    keys(opened, "Enter")
    assert opened.page.evaluate(f"{ACTIVE}.tagName") == "H2"
    assert name in opened.page.inner_text("#panel h2")
    keys(opened, "Escape")
    assert opened.page.evaluate(f"{ACTIVE}.id") == "drawing"
    assert opened.asks("state().chosen") is None


def test_the_keyboard_keeps_its_place_in_the_drawing(opened: Opened) -> None:
    opened.show("2010-04-30", "2013-12-31")
    opened.page.focus("#drawing")
    keys(opened, "ArrowDown", "ArrowDown", "ArrowRight")
    name = opened.page.inner_text("#spoken")
    keys(opened, "Enter", "Escape", "ArrowLeft", "ArrowRight")
    assert opened.page.inner_text("#spoken") == name


def test_arrows_step_through_time_where_nothing_else_uses_them(opened: Opened) -> None:
    opened.show("2010-04-30", "2013-12-31")
    days = opened.asks("state().days")
    keys(opened, "ArrowLeft")
    assert opened.asks("state().at") == days[days.index("2010-04-30") - 1]
    opened.page.focus("#later")
    keys(opened, "ArrowRight")
    assert opened.asks("state().at") == "2010-04-30"
    opened.page.focus("#search")
    keys(opened, "ArrowRight")
    assert opened.asks("state().at") == "2010-04-30"


def test_focus_is_never_lost(opened: Opened) -> None:
    opened.show("2010-04-30", "2013-12-31", view="table")
    opened.page.click("[data-view=changes]")
    opened.page.locator("#changes tr[data-kind=stake] .row").first.click()
    keys(opened, "Escape")
    assert opened.page.evaluate(f"{ACTIVE}.closest('#changes') !== null")
    opened.page.click("[data-view=drawing]")
    opened.click("centre('trust-networks')")
    opened.page.click("#panel .close")
    assert opened.page.evaluate(f"{ACTIVE}.tagName") == "H2"
    opened.show("2010-04-30", "2013-12-31", chosen="event:hi-ho-acquisition")
    opened.page.click("text=Show the group on")
    assert opened.page.evaluate(f"{ACTIVE}.closest('#panel') !== null")


def test_a_claim_is_read_by_keyboard_alone(opened: Opened) -> None:
    opened.show("2013-12-31", "2013-12-31")
    reached = []
    for _ in range(12):
        keys(opened, "Tab")
        reached.append(opened.page.evaluate(f"{ACTIVE}.id || {ACTIVE}.dataset.view || {ACTIVE}.className"))
        if reached[-1] == "table":
            break
    assert reached[0] == "skip"
    keys(opened, "Enter")
    for _ in range(60):
        keys(opened, "Tab")
        if "79.5" in str(opened.page.evaluate(f"{ACTIVE}.closest('tr')?.textContent")):
            break
    row = opened.page.evaluate(f"{ACTIVE}.textContent")
    assert row == "Trust Networks Inc."
    keys(opened, "Enter")
    assert opened.page.evaluate(f"{ACTIVE}.tagName") == "H2"
    assert "79.5 %" in opened.panel()
    assert "line" in opened.unfold()
    keys(opened, "Escape")
    assert opened.page.evaluate(f"{ACTIVE}.textContent") == row


AXE = [
    ("", 1280, "light"),
    ("#view=table", 1280, "dark"),
    ("#view=changes&with=2009-02-12&at=2010-04-30", 1280, "light"),
    ("#at=2010-04-30&chosen=entity:trust-networks", 1280, "light"),
    ("#at=2010-04-30&chosen=entity:iij", 1280, "dark"),
    ("#at=2008-07-10&known=2008-07-10&chosen=stake:iij:iij-innovation-institute:unspecified", 1280, "light"),
    ("#chosen=event:att-outsourcing-acquisition", 1280, "dark"),
    ("#chosen=document:nomura-2008", 360, "light"),
    ("#at=2010-04-30&chosen=entity:gdx-japan", 360, "dark"),
]


@pytest.mark.parametrize(("address", "width", "scheme"), AXE)
def test_axe_has_no_serious_finding(browser: Any, file: Path, address: str, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = Opened(browser, file, width, 800, address, color_scheme=scheme)
    page.page.locator("details").evaluate_all("all => { for (const one of all) one.open = true }")
    page.page.fill("#search", "net")
    found = Axe().run(page.page).response["violations"]
    told = [(one["id"], one["impact"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found]
    assert [one for one in told if one[1] in ("serious", "critical")] == []
    page.close()


@pytest.mark.parametrize("address", ["", "#view=table", "#view=changes", "#chosen=entity:iij", "#chosen=entity:ntt"])
def test_it_works_on_a_narrow_screen(browser: Any, file: Path, address: str) -> None:
    page = Opened(browser, file, 360, 740, address)
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 360
    wide = page.page.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > 361 "
        "&& !e.closest('#drawing, .hidden, [hidden], .skip') && getComputedStyle(e).position !== 'absolute')"
        ".map(e => e.tagName + ' ' + e.className + ' ' + e.id)"
    )
    assert wide == []
    page.page.click("#later", trial=True)
    if not address:
        page.click("centre('iij')")
        assert page.asks("state().chosen") == {"kind": "entity", "key": "iij"}
        assert page.page.locator("#panel h2").is_visible()
    page.close()


def test_the_drawing_follows_the_window(opened: Opened) -> None:
    for width, height in ((1600, 1000), (1280, 800), (1500, 900)):
        opened.page.set_viewport_size({"width": width, "height": height})
        opened.settle()
        frame = opened.page.locator("#drawing").bounding_box()
        places = [opened.asks(f"centre({json.dumps(box['id'])})") for box in opened.asks("boxes()")]
        assert all(0 < place["x"] < frame["width"] and 0 < place["y"] < frame["height"] for place in places)


def test_dark_is_dark(browser: Any, file: Path) -> None:
    def paper(scheme: str) -> str:
        page = Opened(browser, file, color_scheme=scheme)
        found = str(page.page.evaluate("getComputedStyle(document.body).backgroundColor"))
        page.close()
        return found

    assert sum(map(int, paper("dark")[4:-1].split(","))) < 200 < sum(map(int, paper("light")[4:-1].split(",")))


def test_it_prints_the_drawing_the_table_and_what_is_chosen(opened: Opened) -> None:
    opened.show("2010-04-30", "2013-12-31", chosen="entity:trust-networks")
    opened.page.emulate_media(media="print")
    assert opened.page.locator("#drawing").is_visible()
    assert opened.page.locator("#search").is_hidden()
    assert opened.page.locator("#slider").is_hidden()
    assert opened.page.pdf().startswith(b"%PDF")
    assert opened.page.locator("#table tr[data-kind=stake]").count() > 5  # made for the print
    assert opened.page.locator("#table").is_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "dark"), (1024, "light")])
def test_all_of_the_drawing_is_printed_in_its_proportions(browser: Any, file: Path, width: int, scheme: str) -> None:
    page = Opened(browser, file, width, 900, "#at=2010-04-30&chosen=entity:att", color_scheme=scheme)
    page.page.click("#closer")
    page.settle()
    before = page.asks("centre('iij')")
    seen = page.page.evaluate(
        """() => {
          dispatchEvent(new Event("beforeprint"));
          const canvas = document.querySelector("#drawing canvas");
          const { width, height } = canvas;
          const paper = canvas.getContext("2d").getImageData(2, 2, 1, 1).data;
          const { boxes, centre } = window.keiretsu;
          const places = boxes().map(({ id }) => centre(id));
          return { shown: canvas.clientWidth / canvas.clientHeight, drawn: width / height, places,
            size: [canvas.clientWidth, canvas.clientHeight], dark: getComputedStyle(document.body).color };
        }"""
    )
    assert abs(seen["shown"] - seen["drawn"]) < 0.01
    wide, tall = seen["size"]
    assert wide >= 1400
    assert all(0 < place["x"] < wide and 0 < place["y"] < tall for place in seen["places"])
    assert sum(map(int, seen["dark"][4:-1].split(","))) < 200  # black on white
    page.page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.settle()
    after = page.asks("centre('iij')")
    assert abs(after["x"] - before["x"]) + abs(after["y"] - before["y"]) < 2
    page.close()


def test_a_dark_page_prints_black_on_white(browser: Any, file: Path) -> None:
    page = Opened(browser, file, color_scheme="dark")

    def colours() -> tuple[str, ...]:
        """Of the text, and of the first box that is drawn, which only the page can repaint."""
        return tuple(
            page.page.evaluate(
                """() => {
                  const canvas = document.querySelector("#drawing canvas");
                  const { centre } = window.keiretsu;
                  const { x: left, y: top } = centre("iij");
                  const ratio = canvas.width / canvas.clientWidth;
                  const copy = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
                  const context = copy.getContext("2d", { willReadFrequently: true });
                  context.drawImage(canvas, (left - 60) * ratio, (top + 12) * ratio, 1, 1, 0, 0, 1, 1);
                  const pixel = context.getImageData(0, 0, 1, 1).data;
                  return [getComputedStyle(document.body).color, [...pixel].slice(0, 3).join(",")];
                }"""
            )
        )

    dark = colours()
    page.page.emulate_media(media="print", color_scheme="dark")
    page.settle()
    printed = colours()
    assert sum(map(int, dark[0][4:-1].split(","))) > 600 > 200 > sum(map(int, printed[0][4:-1].split(",")))
    assert sum(map(int, dark[1].split(","))) > 600 > 200 > sum(map(int, printed[1].split(",")))
    page.close()


def test_names_in_japanese_are_drawn_in_a_font_that_has_them(opened_folder: Opened) -> None:
    """A name in Japanese script.

    == entities.yaml
    dossier: {id: test, title: 株式会社, base: "https://example.org/t/", root: p}
    entities:
      - {id: p, name: 株式会社インターネットイニシアティブ}
      - {id: q, name: 東京証券取引所}
    == a 2010-04-30
    holdings:
      - {holder: p, company: q, share: 60, as-of: 2010-03, lines: 2}
    """
    assert clear(opened_folder)
    opened_folder.page.fill("#search", "とうきょう")
    assert "Nothing has this name" in opened_folder.page.inner_text("#found")
    opened_folder.page.fill("#search", "東京")
    keys(opened_folder, "Enter")
    assert "東京証券取引所" in opened_folder.panel()
    # What no font has is drawn as the same box, whatever the character.
    drawn = opened_folder.page.evaluate(
        """() => ["東", "京", "\\uFFFF"].map((text) => {
          const canvas = Object.assign(document.createElement("canvas"), { width: 20, height: 20 });
          const context = canvas.getContext("2d");
          context.font = `14px ${getComputedStyle(document.documentElement).getPropertyValue("--font")}`;
          context.fillText(text, 2, 15);
          return canvas.toDataURL();
        })"""
    )
    if drawn[0] == drawn[1]:
        missing("no font with Japanese characters: apt-get install fonts-noto-cjk")
    assert len(set(drawn)) == 3


def test_the_table_and_the_drawing_tell_the_same(opened: Opened) -> None:
    opened.show("2010-04-30", "2013-12-31")
    labels = {(label["holder"], label["company"]): label for label in opened.asks("labels()")}
    there = {pair for pair, label in labels.items() if label["line"] != "gone"}
    assert {key[:2] for key in opened.rows()} == there
