"""Time in the page: the slider, what was known, what has changed since another day, and links to a state."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from keiretsu import changes
from keiretsu.lookup import Source
from pages import ACTIVE, Opened, clear, keys

pytestmark = pytest.mark.browser


# --- time ------------------------------------------------------------------------------------------------------------


def test_the_slider_steps_by_keyboard_over_every_change(opened: Opened) -> None:
    days = opened.asks("state().days")
    opened.page.focus("#slider")
    keys(opened, "Home")
    assert opened.asks("state().at") == days[0]
    for day in days[1:]:
        keys(opened, "ArrowRight")
        assert opened.asks("state().at") == day
        assert opened.page.get_attribute("#slider", "aria-valuetext") == day
    keys(opened, "ArrowRight")  # there is no further one
    assert opened.asks("state().at") == days[-1]
    keys(opened, "ArrowLeft", "ArrowLeft")
    assert opened.asks("state().at") == days[-3]
    opened.page.fill("#day", "2010-05-17")
    opened.page.click("#earlier")
    assert opened.asks("state().at") == max(day for day in days if day < "2010-05-17")


def test_the_slider_moved_by_mouse_comes_to_a_change(opened: Opened) -> None:
    frame = opened.page.locator("#slider").bounding_box()
    opened.page.mouse.click(frame["x"] + frame["width"] * 0.4, frame["y"] + frame["height"] / 2)
    assert opened.asks("state().at") in opened.asks("state().days")
    assert opened.asks("state().at") < "2013"


def test_it_plays_to_the_end_and_stops_when_asked(browser: Any, file: Path) -> None:
    page = Opened(browser, file, address="#at=2012-04-01")
    page.page.clock.install()
    page.page.click("#play")
    assert page.page.inner_text("#play").endswith("Pause")
    start = page.asks("state().at")
    page.page.clock.run_for(1500)
    assert page.asks("state().at") > start
    page.page.click("#play")
    paused = page.asks("state().at")
    page.page.clock.run_for(5000)
    assert page.asks("state().at") == paused
    page.page.click("#play")
    page.page.clock.run_for(60_000)
    assert page.asks("state().at") == page.asks("state().days")[-1]
    assert page.page.inner_text("#play").endswith("Play")
    page.close()


def test_known_is_a_second_control(opened: Opened) -> None:
    opened.show("2013-12-31", "2013-12-31")
    assert "stratosphere" in {box["id"] for box in opened.asks("boxes()")}
    opened.page.select_option("#known", "2010-07-07")
    assert opened.asks("state().known") == "2010-07-07"
    assert "stratosphere" not in {box["id"] for box in opened.asks("boxes()")}
    rows = opened.rows()
    assert rows["iij", "att-new-subsidiary", "unspecified"][1] == "planned"
    assert rows["iij", "trust-networks", "unspecified"] == ("73.3 %", "last-known")


def test_bands_show_the_windows_in_which_a_change_must_lie(opened: Opened, source: Source) -> None:
    opened.show("2009-12-31", "2013-12-31", chosen="stake:iij:trust-networks:unspecified")
    bands = opened.page.locator("#bands .band.chosen").evaluate_all(
        "all => all.map(b => [b.querySelector('title').textContent, b.classList.contains('now'), b.getBBox().width])"
    )
    found = {text.rsplit(" after ", 1)[1]: (now, width) for text, now, width in bands}
    (periods,) = [
        stretch
        for key, stretch in source.periods().items()
        if getattr(key, "holder", "") == "iij" and key.company == "trust-networks"
    ]
    windows = {
        f"{window.after}, by {window.by}"
        for period in periods
        for window in (period.began, period.ended)
        if window and window.after and window.by and (window.by - window.after).days > 1
    }
    assert set(found) == windows
    assert found["2009-02-12, by 2010-04-30"][0]  # it is open on this day
    assert sum(now for now, _ in found.values()) == 1


# --- what has changed ------------------------------------------------------------------------------------------------


def test_what_joined_and_left_is_marked_and_listed(opened: Opened, source: Source) -> None:
    opened.show("2010-04-30", "2013-12-31", **{"with": "2009-02-12"})
    marks = dict(opened.asks("marks()")["boxes"])
    left = {name for name, how in marks.items() if how == "left"}
    expected = changes.changed(source, date(2009, 2, 12), date(2010, 4, 30))
    assert left == {change.entity for change in expected if change.kind == "left"}
    gone = {box["id"] for box in opened.asks("boxes()") if box["form"] == "gone"}
    assert gone == left == {"iij-financial-systems", "iij-technology", "on-demand-solutions"}
    assert clear(opened)
    opened.page.click("[data-view=changes]")
    rows = opened.page.locator("#changes tr[data-kind=stake]").evaluate_all(
        "rows => rows.map(r => [r.dataset.how, ...[...r.cells].map(c => c.textContent)])"
    )
    by_title = {title: (how, before, after, when, why) for how, title, before, after, when, why in rows}
    how, before, after, when, _ = by_title["Internet Initiative Japan Inc. → Trust Networks Inc."]
    assert (how, before, after) == ("changed", "67.4 %, stated", "73.3 %, stated")
    assert when == "between 2009-02-13 and 2010-04-30"
    (merger,) = {name for change in expected if change.entity == "iij-technology" for name in change.events}
    why = by_title["Internet Initiative Japan Inc. → IIJ Technology Inc."][4]
    assert why == source.events[merger].title
    moved = {(change.holder, change.entity) for change in expected if change.kind == "share"}
    found = {
        tuple(row)
        for row in opened.page.locator("#changes tr[data-how=changed][data-kind=stake]").evaluate_all(
            "(rows) => rows.map(r => window.keiretsu.stake(Number(r.dataset.key)))"
        )
    }
    assert moved <= found


def test_a_comparison_with_a_later_day_is_not_told_backwards(opened: Opened, source: Source) -> None:
    def listed() -> list[list[str]]:
        found: list[list[str]] = opened.page.locator("#changes tr[data-how]").evaluate_all(
            "rows => rows.map(r => [r.dataset.how, ...[...r.cells].map(c => c.textContent)])"
        )
        return found

    opened.show("2010-04-30", "2013-12-31", view="changes", **{"with": "2007-05-31"})
    forward = listed()
    assert opened.page.inner_text("#changes h2") == "From 2007-05-31 to 2010-04-30"
    opened.show("2007-05-31", "2013-12-31", view="changes", **{"with": "2010-04-30"})
    assert opened.page.inner_text("#changes h2") == "From 2007-05-31 to 2010-04-30"
    assert listed() == forward
    opened.page.click("[data-view=drawing]")
    captions = {box["id"]: box["caption"] for box in opened.asks("boxes()") if box["form"] == "gone"}
    later = {change.entity for change in changes.changed(source, date(2007, 5, 31), date(2010, 4, 30))
             if change.kind == "joined"}  # fmt: skip
    drawn = {box["id"] for box in opened.asks("boxes()")}
    assert set(captions.values()) == {"not yet"}
    assert set(captions) <= later <= drawn


def test_what_was_planned_joins_when_it_is_there(opened: Opened, source: Source) -> None:
    opened.show("2010-04-30", "2013-12-31", view="changes", **{"with": "2008-07-10"})
    how = opened.page.locator("#changes tr[data-kind=stake]").evaluate_all(
        "rows => rows.map(r => [window.keiretsu.stake(Number(r.dataset.key))[1], r.dataset.how])"
    )
    assert ["iij-innovation-institute", "joined"] in how
    expected = changes.changed(source, date(2008, 7, 10), date(2010, 4, 30))
    joined = {change.entity for change in expected if change.kind == "joined"}
    left = {change.entity for change in expected if change.kind == "left"}
    assert joined <= {company for company, what in how if what == "joined"}
    assert left <= {company for company, what in how if what == "left"}


def test_an_event_that_cannot_have_caused_a_change_is_not_named_with_it(opened: Opened, source: Source) -> None:
    opened.show("2010-04-30", "2013-12-31", view="changes", **{"with": "2008-07-10"})
    named = opened.page.locator("#changes tr[data-how=left][data-kind=stake]").evaluate_all(
        """rows => rows.map(r => [window.keiretsu.stake(Number(r.dataset.key))[1],
          [...r.cells[4].children].map(e => e.textContent)])"""
    )
    expected = changes.changed(source, date(2008, 7, 10), date(2010, 4, 30))
    causes = {change.entity: {source.events[name].title for name in change.events} for change in expected}
    assert named
    for company, titles in named:
        assert set(titles) <= causes[company]


def test_only_a_share_that_differs_is_marked_as_changed(opened: Opened) -> None:
    opened.show("2014-01-01", "2013-12-31", **{"with": "2013-12-31"})
    assert not {how for _, how in opened.asks("marks()")["stakes"]} & {"changed", "joined", "left"}
    assert not {how for _, how in opened.asks("marks()")["links"]} & {"changed", "joined", "left"}


def test_marks_are_of_the_last_step_and_can_be_put_out(opened: Opened) -> None:
    opened.show("2007-06-01", "2013-12-31")
    days = opened.asks("state().days")
    assert opened.asks("marks()")["from"] == days[days.index("2007-06-01") - 1]
    stakes = {tuple(opened.asks(f"stake({key})")): how for key, how in opened.asks("marks()")["stakes"]}
    assert stakes["iij", "hi-ho"] == "joined"
    assert stakes["panasonic-network-services", "hi-ho"] == "left"
    opened.page.select_option("#with", "")
    assert opened.asks("marks()") is None
    assert not [box for box in opened.asks("boxes()") if box["form"] == "gone"]


# --- links -----------------------------------------------------------------------------------------------------------


def test_a_link_with_a_state_is_followed_and_written(browser: Any, file: Path) -> None:
    address = "#at=2008-07-10&known=2009-02-12&chosen=entity%3Ainternet-multifeed&view=table"
    page = Opened(browser, file, address=address)
    state = page.asks("state()")
    assert (state["at"], state["known"]) == ("2008-07-10", "2009-02-12")
    assert state["chosen"] == {"kind": "entity", "key": "internet-multifeed"}
    assert page.page.locator("#table").is_visible()
    page.page.focus("#slider")
    keys(page, "ArrowRight")
    at = page.asks("state().at")
    assert f"at={at}" in page.page.url
    assert "known=2009-02-12" in page.page.url
    again = Opened(browser, file, address="#" + page.page.url.split("#")[1])
    assert again.asks("state()") == page.asks("state()")
    again.close()
    page.close()


def test_what_a_link_does_not_say_is_as_on_a_page_just_opened(opened: Opened) -> None:
    opened.show("2010-04-30", "2010-07-07", chosen="entity:ntt", view="table", parts="products", least="10",
                hide="person", **{"with": "2008-07-10"})  # fmt: skip
    opened.show("2009-02-12")
    assert opened.page.url.split("#")[1] == "at=2009-02-12&known=2013-12-31"
    assert opened.page.locator("#drawing").is_visible()
    assert opened.page.input_value("#with") == "step"
    assert opened.page.inner_text("#filtered") == ""


def test_back_undoes_a_choice_and_not_a_step_of_time(opened: Opened) -> None:
    opened.show("2010-04-30", "2013-12-31")
    opened.click("centre('trust-networks')")
    opened.page.click("#earlier")
    at = opened.asks("state().at")
    opened.page.click("[data-view=table]")
    opened.page.go_back()
    opened.page.wait_for_function("() => document.querySelector('#table').hidden")
    assert opened.asks("state().chosen") == {"kind": "entity", "key": "trust-networks"}
    assert opened.asks("state().at") == at
    opened.page.go_back()
    opened.page.wait_for_function("() => !window.keiretsu.state().chosen")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("#at=2010-02-30", "There is no day 2010-02-30."),
        ("#known=2005-01-01", "Nothing was known on 2005-01-01: this is what was known on 2007-08-13."),
        ("#chosen=entity:nobody", "Nothing here is called entity:nobody."),
        ("#view=nope", "There is no view nope."),
        ("#parts=nope", "There are no nope to show."),
        ("#hide=nope&least=abc", "There is nothing called nope to hide. abc is no share."),
        ("#with=2014-02-30", "There is no day 2014-02-30."),
    ],
)
def test_a_link_that_cannot_be_followed_says_so(browser: Any, file: Path, address: str, words: str) -> None:
    page = Opened(browser, file, address=address)
    assert page.page.inner_text("#notice") == words
    page.page.click("#earlier")
    assert page.page.locator("#notice").is_hidden()
    page.close()


def test_the_day_can_be_typed_and_never_is_none(opened: Opened) -> None:
    opened.page.fill("#day", "2010-05-17")
    assert opened.asks("state().at") == "2010-05-17"
    opened.page.fill("#day", "")
    opened.page.focus("#later")
    assert opened.page.input_value("#day") == "2010-05-17"
    opened.page.focus("#day")
    keys(opened, *"02282009")
    assert opened.asks("state().at") == "2009-02-28"
    opened.page.focus("#later")
    assert opened.asks("state().at") == "2009-02-28"


def test_the_skip_link_leaves_the_state_as_it_is(browser: Any, file: Path) -> None:
    page = Opened(browser, file, address="#at=2009-03-01&with=2008-03-01&view=changes&hide=person&least=20")
    before = page.page.url
    keys(page, "Tab", "Enter")
    assert page.page.evaluate(f"{ACTIVE}.id") == "panel"
    assert page.page.url.split("#")[1].split("&")[0] == before.split("#")[1].split("&")[0]
    assert page.asks("state().at") == "2009-03-01"
    assert page.page.locator("#changes").is_visible()
    page.close()


def test_a_filter_of_changes_does_not_depend_on_which_day_is_chosen(opened: Opened) -> None:
    def listed(at: str, other: str, hide: str) -> set[tuple[str, ...]]:
        opened.show(at, "2013-12-31", view="changes", hide=hide, **{"with": other})
        rows = opened.page.locator("#changes tr[data-kind]").evaluate_all(
            "rows => rows.map(r => [r.dataset.kind, r.dataset.key, r.dataset.how])"
        )
        return {tuple(row) for row in rows}

    whole = listed("2013-12-31", "2010-01-01", "")
    for hide in ("consolidated-subsidiary", "line:changing", "joint-venture"):
        forward = listed("2013-12-31", "2010-01-01", hide)
        assert forward == listed("2010-01-01", "2013-12-31", hide)
        assert forward < whole
    opened.show("2013-12-31", "2013-12-31", hide="consolidated-subsidiary", **{"with": "2009-02-12"})
    assert not [box for box in opened.asks("boxes()") if box["form"] == "gone"]


@pytest.mark.parametrize(("start", "end"), [("2008-07-10", "2009-02-12"), ("2010-01-01", "2013-12-31")])
def test_what_a_change_may_come_of_is_what_the_command_says(
    opened: Opened, source: Source, start: str, end: str
) -> None:
    opened.show(end, "2013-12-31", view="changes", **{"with": start})
    rows = opened.page.locator("#changes tr[data-kind=stake]").evaluate_all(
        """rows => rows.map(r => [window.keiretsu.stake(Number(r.dataset.key)), r.dataset.how,
          [...r.cells[4].children].map(e => e.textContent)])"""
    )
    titles = {name: event.title for name, event in source.events.items()}
    found = {
        (holder, company): set(why) for (holder, company), how, why in rows if how in ("changed", "joined", "left")
    }
    expected = {
        (change.holder, change.entity): {titles[name] for name in change.events}
        for change in changes.changed(source, date.fromisoformat(start), date.fromisoformat(end))
        if change.kind in ("share", "joined", "left") and change.subject.kind == "member"
    }
    both = found.keys() & expected.keys()
    assert len(both) > 2
    assert {pair: found[pair] for pair in both} == {pair: expected[pair] for pair in both}


def test_a_joint_holding_is_told_as_one_in_the_list_of_changes(opened: Opened) -> None:
    opened.show("2013-12-31", "2013-12-31", view="changes", **{"with": "2010-01-01"})
    row = opened.page.locator("#changes tr", has_text="Koichi Suzuki → Internet Initiative").inner_text()
    assert "5.8 % jointly" in row


def test_what_is_gone_by_a_later_day_is_not_green(opened: Opened) -> None:
    for at, other in (("2007-08-13", "2013-12-31"), ("2013-12-31", "2007-08-13")):
        opened.show(at, "2013-12-31", **{"with": other})
        assert clear(opened)
        assert dict(opened.asks("marks()")["boxes"])["iij-technology"] == ("joined" if at < other else "left")


@pytest.mark.parametrize(("button", "key"), [("#later", "End"), ("#earlier", "Home")])
def test_a_button_that_has_come_to_the_end_keeps_the_focus(opened: Opened, button: str, key: str) -> None:
    opened.page.focus("#slider")
    keys(opened, key, *(["ArrowLeft"] if key == "End" else ["ArrowRight"]))
    opened.page.focus(button)
    keys(opened, "Enter", "Enter")
    assert opened.page.evaluate(f"{ACTIVE}.id") == button.strip("#")
    assert opened.page.get_attribute(button, "aria-disabled") == "true"


@pytest.mark.parametrize(("width", "name"), [(360, "stratosphere"), (1024, "att")])
def test_whom_a_link_chooses_is_in_view(browser: Any, file: Path, width: int, name: str) -> None:
    page = Opened(browser, file, width, 760, f"#at=2013-12-31&chosen=entity:{name}")
    page.settle()
    frame = page.page.locator("#drawing").bounding_box()
    place = page.asks(f"centre('{name}')")
    assert 0 < place["x"] < frame["width"]
    assert 0 < place["y"] < frame["height"]
    page.close()


def test_escape_returns_to_the_row_of_whatever_was_opened(opened: Opened) -> None:
    opened.show("2010-07-07", "2010-07-07", view="table", parts="products")
    row = opened.page.locator("#table tr[data-part] .row").first
    text = row.inner_text()
    row.focus()
    keys(opened, "Enter", "Escape")
    assert opened.page.evaluate(f"{ACTIVE}.textContent") == text


@pytest.mark.parametrize(
    "address",
    [
        "#at=2010-13-45&known=never&view=nothing&with=x",
        "#at=2010-02-30&known=2013-00-01",
        "#at=<img src=x onerror=alert(1)>&chosen=entity:__proto__",
        "#chosen=stake:iij:nobody:unspecified&parts=constructor",
        "#%E0%A4%A",
        "#at=&known=&chosen=&with=&view=",
    ],
)
def test_a_link_that_cannot_be_is_the_page_as_it_is(browser: Any, file: Path, address: str) -> None:
    page = Opened(browser, file, address=address)
    state = page.asks("state()")
    assert (state["at"], state["known"], state["chosen"]) == ("2013-12-31", "2013-12-31", None)
    page.close()
