"""A page in a real Chromium: opened from disk with the network cut, asked, clicked and listened to.

What it shows is held to what the command line answers.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from keiretsu.cli import main

ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]

ACTIVE = "document.activeElement"


def missing(reason: str) -> None:
    """Without a browser a test is skipped; under CI it fails."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def chromium() -> Iterator[Any]:
    """Debian's Chromium, driven by playwright."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed: pip install 'keiretsu[test]'")
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        missing("no chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


class Opened:
    """A page from disk with the network cut, and all that it asked for and complained of."""

    def __init__(
        self, browser: Any, file: Path, width: int = 1280, height: int = 800, address: str = "", **options: Any
    ) -> None:
        self.file = file
        self.requests: list[str] = []
        self.complaints: list[str] = []
        given = {"offline": True, "viewport": {"width": width, "height": height}, "locale": "en-US", **options}
        self.context = browser.new_context(**given)
        self.context.route("**/*", self._route)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(file.as_uri() + address)
        self.page.wait_for_function("() => window.keiretsu")

    def _route(self, route: Any) -> None:
        route.continue_() if route.request.url.split("#")[0] == self.file.as_uri() else route.abort()

    def close(self) -> None:
        """It asked for nothing but itself and complained of nothing."""
        self.context.close()
        assert {url.split("#")[0] for url in self.requests} == {self.file.as_uri()}
        assert self.complaints == []

    def asks(self, call: str) -> Any:
        """What the page answers to its tests."""
        return self.page.evaluate(f"window.keiretsu.{call}")

    def show(self, at: str, known: str = "", **more: str) -> None:
        """Follow a link to a state."""
        told = {"at": at} | ({"known": known} if known else {}) | more
        self.page.evaluate(
            """text => new Promise(done => {
              const before = location.href;
              addEventListener('hashchange', done, { once: true }); // told after the page's own listener
              location.hash = text;
              if (location.href === before) done();
            })""",
            "&".join(f"{name}={text}" for name, text in told.items()),
        )
        assert self.asks("state().at") == at

    def settle(self) -> None:
        """Until what was asked for is drawn, and what the browser tells late (toggle, resize) is told.

        A frame asked for now comes after every one asked for before; the second is for what the first asks for.
        """
        self.page.evaluate(
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
        )

    def click(self, call: str) -> None:
        """Click at a point of the drawing with the mouse."""
        self.settle()
        point, frame = self.asks(call), self.page.locator("#drawing").bounding_box()
        self.page.mouse.click(frame["x"] + point["x"], frame["y"] + point["y"])

    def panel(self) -> str:
        """What is told of what is chosen."""
        return str(self.page.locator("#panel").inner_text())

    def unfold(self) -> str:
        """The same with all that is folded opened."""
        self.page.locator("#panel").evaluate("p => { for (const d of p.querySelectorAll('details')) d.open = true }")
        self.settle()
        return self.panel()

    def rows(self, kind: str = "stake") -> dict[tuple[str, ...], tuple[str, str]]:
        """The rows of the table: who and whom, to what is told and the state."""
        self.page.click("[data-view=table]")
        found = self.page.locator(f"#table tr[data-kind={kind}]").evaluate_all(
            "rows => rows.map(r => [{...r.dataset}, r.querySelector('.told').textContent])"
        )
        self.page.click("[data-view=drawing]")
        ends = ("holder", "company", "right") if kind == "stake" else ("parent", "company")
        return {tuple(row[end] for end in ends): (told, row["state"]) for row, told in found}


def keys(page: Opened, *pressed: str) -> None:
    """Press keys, one after the other."""
    for key in pressed:
        page.page.keyboard.press(key)


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
    assert things
    assert all(isinstance(thing[side], int | float) for thing in things for side in ("left", "right", "top", "bottom"))
    touching = [(one, other) for one, other in combinations(things, 2) if overlaps(one, other)]
    assert touching == []
    assert [text for text in page.asks("texts()") if text["width"] > text["room"]] == []
    return True


def asked(*arguments: str) -> Any:
    """What the command line answers, as JSON."""
    result = CliRunner().invoke(main, [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def told(share: dict[str, Any] | None) -> set[str]:
    """How the page may tell a share that the command line gives."""
    if share is None:
        return {"not said", "not known"}
    opened = share.get("open", [])
    if share["min"] == share["max"]:
        return {f"{share['min']} %"}
    if share["min"] == "0" and "min" in opened:
        return {f"{'<' if 'max' in opened else '≤'}{share['max']} %"}
    return {f"{share['min']}–{share['max']} %"}
