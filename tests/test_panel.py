"""The panel: what is told of what is chosen is what the commands answer, and every part of it opens its claims."""

import re
from datetime import date
from typing import Any

import pytest

from keiretsu.lookup import Source
from pages import ACTIVE, Opened, asked, told

pytestmark = pytest.mark.browser


def chosen(page: Opened) -> tuple[str, Any]:
    found = page.asks("state().chosen")
    return found["kind"], found["key"]


def heading(page: Opened) -> str:
    return str(page.page.inner_text("#panel h2"))


def section(page: Opened, title: str) -> str:
    """The text below a heading of the panel until the next one."""
    return str(
        page.page.locator("#panel h3", has_text=title).first.evaluate(
            "h => { let text = ''; for (let e = h.nextElementSibling; e && e.tagName !== 'H3';"
            " e = e.nextElementSibling) text += e.innerText + '\\n'; return text }"
        )
    )


def owners(page: Opened) -> dict[str, list[Any]]:
    """The table of owners: the name to what is held directly, and what through all routes, also if nothing changed."""
    rows = page.page.locator("#panel table", has=page.page.locator("caption", has_text="Who holds")).evaluate_all(
        """all => all.flatMap(t => [...t.querySelectorAll('tbody tr:not(.below)')].map(r => [
          (r.cells[0].querySelector('button') || r.cells[0]).textContent,
          [...r.cells[1].querySelectorAll('.link')].map(e => e.textContent).join() || r.cells[1].firstChild.textContent,
          [...r.cells[2].querySelectorAll('.sure')].map(e => e.textContent)]))"""
    )
    return {name: cells for name, *cells in rows}


def ranges(share: dict[str, Any] | None) -> set[str]:
    """How the panel may tell a share that the command gives; up to all of it needs no upper end."""
    return told(share) | ({f"≥{share['min']} %"} if share and share["max"] == "100" else set())


# --- a company -------------------------------------------------------------------------------------------------------


def test_ntt_in_trust_networks_is_as_the_readme_says(opened: Opened) -> None:
    opened.show("2010-03-31", "2013-12-31", chosen="entity:trust-networks")
    assert owners(opened)["NTT"] == ["through others", ["16.513–17.9585 %"]]
    assert "Controlled by Internet Initiative Japan Inc.\n" in section(opened, "Owners")


@pytest.mark.parametrize(
    ("company", "at", "known"),
    [
        ("trust-networks", "2010-03-31", "2013-12-31"),
        ("trust-networks", "2010-04-30", "2010-07-07"),
        ("iij", "2008-03-31", "2013-12-31"),
        ("iij", "2013-09-30", "2013-12-31"),
        ("internet-multifeed", "2009-02-12", "2009-02-12"),
        ("gdx-japan", "2010-04-30", "2013-12-31"),
        ("stratosphere", "2013-12-31", "2013-12-31"),
    ],
)
def test_the_owners_are_those_of_the_command(opened: Opened, company: str, at: str, known: str) -> None:
    opened.show(at, known, chosen=f"entity:{company}")
    answer = asked("owners", company, "--at", at, "--known", known)
    shown = owners(opened)
    names = {owner["name"]: owner for owner in answer["owners"]}
    for name, (direct, effective) in shown.items():
        owner = answer["undisclosed"] if name == "undisclosed" else names.pop(name.strip("[]"))
        assert not effective or ranges(owner["effective"]) & set(effective)
        if direct != "through others":
            assert direct in ranges(owner["direct"])
    assert "undisclosed" in shown
    # Who is left has nothing, or nobody says how much.
    assert all(not owner["direct"] or owner["direct"]["max"] == "0" for owner in names.values())


def test_a_count_opens_the_claims_with_their_lines(opened: Opened) -> None:
    opened.show("2010-04-30", "2010-07-07", chosen="entity:trust-networks")
    button = opened.page.locator("#panel .count").first
    assert button.get_attribute("aria-expanded") == "false"
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    below = opened.page.locator("#panel tr.below:not([hidden])")
    assert below.locator("[data-claim]").count() == int(button.inner_text())
    for claim in below.locator("[data-claim]").all():
        assert "line" in claim.locator(".places").inner_text()
        assert "published 2010-07-07" in claim.inner_text()
    button.click()
    assert below.count() == 0


def test_a_box_clicked_tells_its_standing(opened: Opened) -> None:
    opened.show("2010-04-30", "2013-12-31")
    opened.click("centre('internet-multifeed')")
    assert chosen(opened) == ("entity", "internet-multifeed")
    assert heading(opened) == "Internet Multifeed Co."
    assert "equity method, stated" in opened.panel()
    opened.page.click("#panel .standing .link")
    assert chosen(opened)[0] == "standing"
    assert heading(opened) == "Internet Multifeed Co. in the group of Internet Initiative Japan Inc."
    assert opened.page.locator("#panel [data-chart=spans]").count() == 1


def test_names_stand_with_the_documents_that_print_them(opened: Opened) -> None:
    opened.show("2013-12-31", "2013-12-31", chosen="entity:gdx-japan")
    opened.unfold()
    names = section(opened, "Names")
    for name in ("GDX Japan Inc.", "GDx Japan, K.K."):
        assert name in names
    assert "2008 Nomura Asia Equity Forum line" in names
    opened.show("2008-07-10", "2008-07-10", chosen="entity:gdx-japan")
    opened.unfold()
    assert "New York Road Show" not in section(opened, "Names")


def test_products_and_customers_fold_and_open(opened: Opened) -> None:
    opened.show("2013-12-31", "2013-12-31", chosen="entity:iij")
    for title, more in (("Products and services", "more products"), ("Customers (", " more")):
        rows = opened.page.locator("#panel tr:not(.below)", has=opened.page.locator(".count[aria-label]"))
        before = rows.count()
        stated = int(opened.page.locator("#panel h3", has_text=title).first.inner_text().split("(")[1].strip(")"))
        fold = opened.page.locator(f"#panel h3:has-text('{title}') + table + details > summary")
        assert more in fold.inner_text()
        hidden = int(fold.inner_text().split()[0])
        fold.click()
        assert rows.count() == before + hidden
        assert stated == hidden + 4
        assert "seen 20" in section(opened, title)


def test_a_product_tells_who_offers_it_and_who_uses_it(opened: Opened) -> None:
    opened.show("2010-07-07", "2010-07-07", chosen="entity:trust-networks")
    opened.page.locator("#panel tr .link", has_text="ATM Operation Business").first.click()
    assert heading(opened) == "ATM Operation Business"
    assert "offered by" in opened.page.inner_text("#panel .roles")
    assert "Trust Networks Inc." in opened.page.inner_text("#panel .roles")
    assert "[amusement parlors in which ATMs are placed]" in section(opened, "Its customers")


# --- a stake ---------------------------------------------------------------------------------------------------------


def test_a_line_clicked_tells_its_share_and_where_it_stands(opened: Opened) -> None:
    opened.show("2010-04-30", "2013-12-31")
    opened.click("middle('iij', 'trust-networks')")
    assert chosen(opened)[0] == "stake"
    assert heading(opened) == "Internet Initiative Japan Inc. → Trust Networks Inc."
    assert "73.3 %" in opened.page.inner_text("#panel .big")
    opened.page.click("#panel .sources summary")
    claims = opened.page.locator("#panel .sources").first.inner_text()
    for words in ("73.3 %", "New York Road Show", "published 2010-07-07"):
        assert words in claims
    document = asked("owners", "trust-networks", "--at", "2010-04-30")["owners"][0]["claims"]
    shown = opened.page.locator("#panel .sources").first.locator("[data-claim]")
    assert set(shown.evaluate_all("all => all.map(e => e.dataset.claim)")) >= set(document)
    for place in shown.locator(".places li").all_inner_texts():
        # Its lines, then its section.
        lines, _, title = place.partition(", ")
        assert lines.startswith("line")
        assert title


@pytest.mark.parametrize(
    ("at", "compared", "holder", "company", "kind"),
    [
        ("2013-12-31", "", "att-japan", "att-new-subsidiary", "event"),  # of a deal alone
        ("2010-04-30", "2008-07-10", "iij", "iij-technology", "stake"),  # gone
        ("2007-08-13", "", "iij", "a-bone", "standing"),  # classed, and no stake is told
        ("2013-12-31", "", "suzuki-private-company", "iij", "stake"),  # held jointly with another
    ],
)
def test_every_kind_of_line_opens_what_it_tells(
    opened: Opened, at: str, compared: str, holder: str, company: str, kind: str
) -> None:
    opened.show(at, "2013-12-31", **{"with": compared})
    opened.page.click("#fit")
    opened.settle()
    point, frame = opened.asks(f"middle('{holder}', '{company}')"), opened.page.locator("#drawing").bounding_box()
    opened.page.mouse.move(frame["x"] + point["x"], frame["y"] + point["y"])
    opened.click(f"middle('{holder}', '{company}')")
    assert chosen(opened)[0] == kind


def test_every_line_that_is_drawn_can_be_chosen(opened: Opened) -> None:
    for at in ("2007-08-13", "2010-04-30", "2013-12-31"):
        opened.show(at, "2013-12-31", **{"with": "2008-07-10"})
        opened.page.click("#fit")
        opened.settle()
        for label in opened.asks("labels()"):
            opened.page.keyboard.press("Escape")
            opened.click(f"middle('{label['holder']}', '{label['company']}')")
            assert opened.asks("state().chosen"), label


def test_the_panel_stays_open_where_it_was_while_time_moves(opened: Opened) -> None:
    opened.show("2010-04-30", "2013-12-31", chosen="entity:iij")
    opened.page.locator("#panel .count").first.click()
    opened.page.locator("#panel summary", has_text="figures in").click()
    opened.page.evaluate("document.querySelector('#panel').scrollTop = 700")
    opened.page.locator("#panel summary", has_text="figures in").focus()
    known = opened.page.locator("#panel details[open]").count()
    opened.page.evaluate("document.querySelector('#later').click()")
    assert opened.page.locator("#panel details[open]").count() == known >= 1
    assert opened.page.locator("#panel .count[aria-expanded=true]").count() == 1
    assert opened.page.evaluate("document.querySelector('#panel').scrollTop") == 700
    assert "figures in" in opened.page.evaluate(f"{ACTIVE}.textContent")
    opened.show("2010-04-30", "2013-12-31", chosen="entity:ntt")
    assert opened.page.evaluate("document.querySelector('#panel').scrollTop") == 0


def test_the_step_chart_has_dots_for_claims_and_bands_for_windows(opened: Opened) -> None:
    opened.show("2010-03-31", "2013-12-31", chosen="stake:iij:trust-networks:unspecified")
    chart = opened.page.locator("#panel [data-chart=steps]").first
    dot = chart.locator(".dot[aria-label='67.4 %, stated as of 2009-02-12']")
    dot.click()
    pointed = opened.page.locator("#panel .pointed [data-claim]")
    assert [claim[:8] for claim in pointed.evaluate_all("all => all.map(e => e.dataset.claim)")] == ["599f863e"]
    assert "line" in pointed.locator(".places").inner_text()
    dot.click()
    assert pointed.count() == 0
    # Years are at the ticks; a window (after, by] is drawn from the day after.
    ticks = chart.locator(".tick").evaluate_all(
        "all => all.map(e => Number(/^M([\\d.]+)/.exec(e.getAttribute('d'))[1]))"
    )
    first = int(chart.locator(".year").first.text_content())
    begins = [date(first + number, 1, 1).toordinal() for number in range(len(ticks))]

    def day(x: float) -> date:
        share = (x - ticks[0]) / (ticks[-1] - ticks[0])
        return date.fromordinal(round(begins[0] + share * (begins[-1] - begins[0])))

    bands = chart.locator("rect.window").evaluate_all("all => all.map(e => [e.x.baseVal.value, e.width.baseVal.value])")
    assert (date(2009, 2, 13), date(2010, 4, 30)) in [(day(x), day(x + width)) for x, width in bands]
    marked = chart.locator("path.day").get_attribute("d")
    assert day(float(marked[1:].split(" ")[0])) == date(2010, 3, 31)
    label = chart.locator("svg").get_attribute("aria-label")
    assert "67.4 %, held, began between 2008-07-11 and 2009-02-12, ended between 2009-02-13 and 2010-04-30" in label


def test_a_diamond_of_the_chart_opens_its_event(opened: Opened) -> None:
    opened.show("2010-03-31", "2013-12-31", chosen="stake:iij:trust-networks:unspecified")
    opened.page.locator("#panel .diamond[aria-label^='Establishment of Trust Networks']").click()
    assert chosen(opened) == ("event", "trust-networks-establishment")
    assert heading(opened) == "Establishment of Trust Networks"


def test_a_conflict_tells_what_is_followed(opened: Opened) -> None:
    opened.show("2008-07-10", "2008-07-10", chosen="stake:iij:iij-innovation-institute:unspecified")
    words = section(opened, "Documents disagree")
    assert "Decided by: qualification." in words
    found = opened.page.locator("#panel .conflict + .claims > li").evaluate_all(
        "all => all.map(e => [e.querySelector('.tag').textContent, e.querySelector('.places').textContent])"
    )
    assert sorted(found) == [
        ["followed", "line 494, Summary of FY2007 Financial Results"],
        ["not followed", "lines 316, 323, Appendix1: Affiliated Companies"],
    ]
    assert "planned" in opened.page.inner_text("#panel .big")


# --- events and documents --------------------------------------------------------------------------------------------


def test_a_deal_tells_who_takes_part_and_that_nothing_confirms_it(opened: Opened) -> None:
    opened.show("2010-12-31", "2013-12-31", chosen="event:att-outsourcing-acquisition")
    assert opened.page.inner_text("#panel .big") == "Planned, unconfirmed 2010-09-01"
    assert "no document says that it happened" in opened.panel()
    rows = opened.page.locator("#panel .roles").evaluate(
        "l => Object.fromEntries([...l.querySelectorAll('dt')].map(t => [t.textContent,"
        " [...t.nextElementSibling.querySelectorAll('li')].map(e => e.textContent)]))"
    )
    assert rows["acquirer"] == ["Internet Initiative Japan Inc."]
    assert rows["seller"] == ["AT&T", "AT&T Japan"]
    assert "[new subsidiary of AT&T that takes over network outsourcing in Japan]" in rows["target"]
    assert "acquisition price\tJPY 9,170 million" in section(opened, "Amounts")
    opened.show("2010-08-01", "2010-07-07", chosen="event:att-outsourcing-acquisition")
    assert opened.page.inner_text("#panel .big") == "Planned 2010-09-01"
    assert "no document says that it happened" not in opened.panel()
    opened.show("2010-07-01", "2009-02-12", chosen="event:att-outsourcing-acquisition")
    assert "No document known by then tells of this event." in opened.panel()


def test_a_company_that_left_says_when(opened: Opened) -> None:
    opened.show("2010-04-30", "2013-12-31", chosen="entity:iij-technology")
    assert "left the group between 2009-02-13 and 2010-04-30" in opened.panel()


def test_a_button_takes_the_page_to_the_day_of_an_event(opened: Opened) -> None:
    opened.show("2010-12-31", "2013-12-31", chosen="event:att-outsourcing-acquisition")
    opened.page.click("text=Show the group on 2010-09-01")
    assert (opened.asks("state().at"), opened.asks("state().known")) == ("2010-09-01", "2013-12-31")


def test_a_document_tells_what_it_says_by_section(opened: Opened, source: Source) -> None:
    opened.show("2008-07-10", "2013-12-31", chosen="document:nomura-2008")
    text = opened.panel()
    assert "by Internet Initiative Japan Inc., published 2008-07-10." in text
    sections = opened.page.locator("#panel details.measure > summary .name").all_inner_texts()
    printed = {place.section for claim in source.all_claims().values() if claim.document == "nomura-2008"
               for place in claim.places[:1]}  # fmt: skip
    assert set(sections) <= printed | {"No section"}
    assert "2008 Nomura Asia Equity Forum" in sections
    opened.page.locator("#panel details", has_text="Appendix1: Affiliated Companies").locator("summary").click()
    claims = opened.page.locator("#panel details[open] [data-claim]")
    assert claims.count() == 50
    lines = claims.locator(".places").all_inner_texts()
    assert all("Appendix1: Affiliated Companies" in place for place in lines)
    opened.page.click("text=Show what was known on 2008-07-10")
    assert opened.asks("state().known") == "2008-07-10"


# --- figures ---------------------------------------------------------------------------------------------------------


def test_figures_are_walked_by_keyboard_and_told_with_unit_and_lines(opened: Opened) -> None:
    opened.show("2013-12-31", "2013-12-31", chosen="entity:iij")
    reader = opened.page.locator("#panel .reader").first
    reader.focus()
    heard = [reader.get_attribute("aria-valuetext")]
    assert heard[0] == "year, 2012-04-01 to 2013-03-31: JPY 106.2 billion"
    for key in ("ArrowRight", "Home", "ArrowRight"):
        opened.page.keyboard.press(key)
        heard.append(reader.get_attribute("aria-valuetext"))
    assert len(set(heard)) == 4
    assert heard[1].startswith("year, 2013-04-01 to 2014-03-31: JPY 117 billion")
    assert heard[1].endswith("target")
    opened.page.keyboard.press("End")
    readout = opened.page.locator("#panel .readout").first
    assert "target" in readout.locator(".tag").inner_text()
    for words in ("JPY", "billion", "Nomura Investment Forum line", "printed"):
        assert words in readout.inner_text()
    # Each value of the chart is one of the figures that the command gives.
    values = {f"{f['unit']} {f['value']}" for f in asked("figures", "iij", "--measure", "total-revenues")}
    for text in heard:
        amount = str(text).split(": ")[1].removesuffix(" target")
        currency, number, scale = amount.split(" ")
        assert f"{currency} {scale} {number.replace(',', '')}" in values, text


def test_figures_in_two_units_are_told_apart(opened: Opened) -> None:
    opened.show("2013-12-31", "2013-12-31", chosen="entity:iij")
    opened.page.locator("#panel summary", has_text="figures in").click()
    folds = opened.page.locator("#panel details.measure").evaluate_all(
        """all => all.map(d => { d.firstElementChild.click();
          return [d.firstElementChild.textContent, [...d.querySelectorAll('h4')].map(e => e.textContent),
            [...d.querySelectorAll(':scope > details.measure > summary .name')].map(e => e.textContent)]; })"""
    )
    assert len(folds) > 50
    for measure, heads, names in folds:
        told = [*heads[:1], *names]
        assert len(told) == len(set(told)), measure
    (revenues,) = [[*heads, *names] for measure, heads, names in folds if measure.startswith("Total revenues")]
    assert "Total revenues, in JPY" in revenues
    assert "In USD" in revenues


def test_what_documents_print_otherwise_is_not_counted_as_saying_the_same(opened: Opened) -> None:
    opened.show("2013-12-31", "2013-12-31", chosen="entity:iij")
    opened.page.locator("#panel .reader").first.focus()
    opened.page.keyboard.press("Home")
    said = {}
    for _ in range(30):
        text = opened.page.locator("#panel .readout").first.inner_text()
        said[text.split("\n")[0]] = text
        opened.page.keyboard.press("ArrowRight")
    (disputed,) = [text for amount, text in said.items() if "66,835" in amount]
    assert "≠ documents differ" in disputed
    assert re.search(r"; \d places? says? otherwise", disputed)
    agreed = [text for amount, text in said.items() if "≠" not in amount]
    assert agreed
    assert not any("otherwise" in text for text in agreed)


# --- moving about ----------------------------------------------------------------------------------------------------


def test_links_lead_on_and_escape_and_close_return(opened: Opened) -> None:
    opened.show("2010-04-30", "2013-12-31")
    overview = opened.panel()
    assert heading(opened) == "Internet Initiative Japan Inc."
    opened.click("centre('trust-networks')")
    opened.page.locator("#panel table .link", has_text="Itochu Corp.").click()
    assert (heading(opened), chosen(opened)) == ("Itochu Corp.", ("entity", "itochu"))
    assert opened.page.evaluate(f"{ACTIVE}.tagName") == "H2"
    opened.page.keyboard.press("Escape")
    assert opened.panel() == overview
    opened.page.locator("#panel .link", has_text="New York Road Show").click()
    assert heading(opened) == "New York Road Show"
    opened.page.click("#panel .close")
    assert opened.asks("state().chosen") is None
    assert opened.panel() == overview


def test_the_overview_counts_the_group_as_the_command_does(opened: Opened) -> None:
    opened.show("2010-04-30", "2013-12-31")
    group = asked("group", "iij", "--at", "2010-04-30", "--known", "2013-12-31")
    classed = [m["standing"]["value"] for m in group["members"] if m["standing"]]
    words = {"consolidated-subsidiary": "consolidated", "equity-method-affiliate": "equity method"}
    counts = opened.page.locator("#panel .counts li").all_inner_texts()
    for standing, name in words.items():
        assert f"{classed.count(standing)} {name}" in [text.strip() for text in counts]


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2008-07-10", {"9 consolidated, 1 planned"}),
        ("1996-01-01", {"5 perhaps consolidated", "3 perhaps equity method"}),
        ("2013-12-31", {"7 consolidated (6 last known)", "3 equity method (last known)"}),
    ],
)
def test_the_overview_does_not_count_what_is_not_certain_as_there(opened: Opened, at: str, words: set[str]) -> None:
    opened.show(at, "2013-12-31")
    assert words <= {text.strip() for text in opened.page.locator("#panel .counts li").all_inner_texts()}


def test_holdings_without_a_standing_are_told_as_such(opened_folder: Opened) -> None:
    """A register of holdings that classes nobody.

    == entities.yaml
    dossier: {id: test, title: Register, base: "https://example.org/t/", root: p}
    entities:
      - {id: p, name: Parent}
      - {id: q, name: Other}
    == a 2010-04-30
    holdings:
      - {holder: q, company: p, share: 60, as-of: 2010-03, lines: 2}
    """
    assert "1 stake; no document says how a company is classed." in opened_folder.panel()
    opened_folder.show("1990-01-01")
    assert "Nothing is known of this day." in opened_folder.panel()
