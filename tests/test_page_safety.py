"""What data may not do to the page: whatever stands in a dossier is text in it, and nothing else."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from keiretsu import dataset, figures
from keiretsu.page import render
from pages import Opened

pytestmark = pytest.mark.browser

HOSTILE = (
    '<img src=x onerror="window.hacked=1">',
    "</script><script>window.hacked=1</script>",
    "<!--<script>]]>{{data}}{{script}}",
    "<iframe src='javascript:top.hacked=1'></iframe><b>bold</b>",
    "\u2028\u2029\u202e__proto__ constructor &lt;b&gt; ' ` \\u003cb> ${window.hacked=1}",
    "株式会社トラスト " + "W" * 150,
)


def evil(field: str) -> str:
    """Text that would do harm as markup and says in which field it stands."""
    return f"{field} {''.join(HOSTILE)} end of {field}"


WHEN = {"as-of": "2010-03", "lines": 2}
ENTITIES: dict[str, Any] = {
    "dossier": {"id": "test", "title": evil("dossier title"), "base": "https://example.org/t/", "root": "p"},
    "entities": [
        {"id": "p", "name": evil("root name"), "note": evil("root note")},
        {"id": "q", "name": evil("second name"), "note": evil("second note")},
        # An id may be the name of what every object of JavaScript has.
        {"id": "constructor", "name": evil("third name"), "named": False},
        {"id": "r", "name": evil("holder name"), "kind": "person"},
        {"id": "s", "name": evil("product name"), "kind": "product"},
        {"id": "t", "name": evil("other product name"), "kind": "product", "note": evil("product note")},
        {"id": "u", "name": evil("customer name"), "kind": "organization"},
        {"id": "v", "name": "__proto__"},
    ],
    "segments": [{"id": "part", "name": evil("segment name")}],
}


def document(name: str, published: str) -> dict[str, Any]:
    return {
        "document": {
            "id": name, "title": evil(f"{name} document title"), "kind": evil(f"Document kind of {name}"),
            "publisher": "p", "published": published, "lines": 1, "file": "a.txt", "sha256": "0" * 64,
        },
        "sections": [{"line": 1, "title": evil(f"{name} section")}],
    }  # fmt: skip


FIRST = document("first", "2010-04-30") | {
    "names": [
        {"entity": "p", "name": evil("former name"), "kind": "former", "lines": 2},
        {"entity": "p", "name": evil("logo"), "kind": "logo", "lines": 2},
        {"entity": "constructor", "name": evil("local name"), "kind": "local", "lines": 2},
    ],
    "holdings": [
        {"holder": "p", "company": "q", "share": 50, "basis": "inferred", "note": evil("holding note"),
         "printed": evil("holding printed"), **WHEN},
        {"holder": "r", "company": "p", "share": ">=25", **WHEN},
        {"holder": "q", "company": "constructor", "share": "<100", **WHEN},
        {"holder": "constructor", "company": "v", "share": 20, "jointly-with": "r", **WHEN},
    ],
    "standings": [
        {"parent": "p", "company": "q", "standing": "joint-venture", "note": evil("standing note"),
         "basis": "inferred", **WHEN},
        {"parent": "p", "company": "constructor", "standing": "consolidated-subsidiary", **WHEN},
    ],
    "events": [
        {"event": "constructor", "kind": "acquisition", "title": evil("event title"), "date": "2010-09-01",
         "stage": "planned", "location": evil("location"), "lines": 3, "note": evil("event note"), "basis": "inferred",
         "parties": {"acquirer": "p", "target": [
             "v", {"name": evil("party name"), "count": 3, "candidates": ["q", "constructor"]}]},
         "amounts": [{"measure": evil("amount measure"), "value": 9170, "unit": evil("amount unit")},
                     {"measure": "constructor", "value": 1, "unit": "__proto__"}]},
        {"event": "led-to", "kind": "merger", "title": evil("second event title"), "stage": "announced", "lines": 3,
         "because-of": "constructor", "parties": {"subject": "q"}},
    ],
    "products": [
        {"product": "s", "provider": "p", "category": evil("category"), "technology": evil("technology"),
         "renamed-from": evil("renamed from"), "part-of": "t", "purpose": evil("product purpose"), "lines": 4},
        {"product": "t", "provider": "p", "partner": "constructor", "lines": 4},
    ],
    "customers": [
        {"customer": "u", "supplier": "p", "kind": "representative", "product": "s",
         "category": evil("customer category"), "purpose": evil("customer purpose"), "lines": 5},
    ],
    "relations": [{"subject": "p", "relation": "partner", "object": "constructor",
                   "purpose": evil("relation purpose"), "lines": 5}],
    "roles": [{"person": "r", "organization": "p", "post": evil("post"), "lines": 6}],
    "discrepancies": [
        {"about": "p", "kind": "contradiction", "what": evil("discrepancy what"), "lines": 7,
         "printed": evil("discrepancy printed"), "read": evil("discrepancy read"), "note": evil("discrepancy note"),
         "against": [{"document": "first", "lines": 8, "printed": evil("against printed")}]},
    ],
}  # fmt: skip

# A second document says otherwise of the same day, so that there is a conflict and a step.
SECOND = document("constructor", "2011-04-30") | {
    "holdings": [
        {"holder": "p", "company": "q", "share": 60, **WHEN},
        {"holder": "p", "company": "q", "share": 70, "as-of": "2011-03", "lines": 3},
    ],
}

FIGURES = {
    "line": "5", "headings": "", "subject": "p", "measure": "total-revenues", "segment": "part",
    "period": "2010-01-01/2010-12-31", "aspect": "value", "against": "", "kind": "target", "consolidation": "",
    "value": "12", "bound": "", "unit": "JPY million", "printed": evil("figure printed").replace('"', "'"),
    "basis": "inferred", "note": evil("figure note").replace('"', "'"),
}  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a dossier that is hostile in every field."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, content in (("entities", ENTITIES), ("first", FIRST), ("constructor", SECOND)):
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    assert set(FIGURES) == set(figures.COLUMNS)
    head = ",".join(figures.COLUMNS)
    (folder / "first.figures.csv").write_text(
        "\n".join([head, ",".join(f'"{FIGURES[column]}"' for column in figures.COLUMNS), ""]), encoding="utf-8"
    )
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(render(dataset.open_source(str(folder), figures=True), "p"), encoding="utf-8")
    return path


@pytest.fixture
def page(browser: Any, hostile: Path) -> Iterator[Opened]:
    """The hostile page; in the end nothing was executed, asked for, complained of or made of what data say."""
    found = Opened(browser, hostile)
    yield found
    assert found.page.evaluate("typeof window.hacked") == "undefined"
    assert found.page.locator("img, iframe, b").count() == 0
    assert found.page.locator("script").count() == 3
    found.close()


def every_field() -> Iterator[str]:
    """The hostile texts of the dossier, wherever they stand."""

    def texts(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            if "end of" in value:
                yield value
        elif isinstance(value, dict):
            for one in value.values():
                yield from texts(one)
        elif isinstance(value, list):
            for one in value:
                yield from texts(one)

    yield from texts([ENTITIES, FIRST, SECOND, FIGURES])


ALL = [
    *(f"entity:{entity['id']}" for entity in ENTITIES["entities"]),
    "stake:p:q:unspecified", "stake:r:p:unspecified", "stake:q:constructor:unspecified",
    "stake:constructor:v:unspecified", "standing:p:q", "standing:p:constructor",
    "event:constructor", "event:led-to", "document:first", "document:constructor",
]  # fmt: skip


def unfolded(page: Opened) -> str:
    """All that the panel tells, with every fold opened, also those within others, and every count."""
    panel = page.page.locator("#panel")
    for _ in range(4):
        panel.evaluate(
            "p => { for (const d of p.querySelectorAll('details')) d.open = true;"
            " for (const c of p.querySelectorAll('.count[aria-expanded=false]')) c.click() }"
        )
        page.settle()
    return str(panel.evaluate("p => p.textContent"))


def test_every_text_stands_there_literally_and_nothing_runs(page: Opened) -> None:
    told = [str(page.page.evaluate("document.title + document.querySelector('header').textContent"))]
    for at, known in (("2010-04-30", "2010-04-30"), ("2011-04-30", "2011-04-30")):
        page.show(at, known)
        told.append(unfolded(page))
        for what in ALL:
            page.show(at, known, chosen=what)
            kind, _, name = what.partition(":")
            assert page.asks("state().chosen")["kind"] == kind
            if kind not in ("stake", "standing"):
                assert page.asks("state().chosen")["key"] == name
            told.append(unfolded(page))
    seen = "\n".join(told)
    missing = [text.split(" <")[0] for text in every_field() if text not in seen]
    assert missing == ["customer category"]  # it stands in the dossier, and the page does not tell it


@pytest.mark.parametrize("view", ["drawing", "table", "changes"])
def test_every_view_is_of_text_alone(page: Opened, view: str) -> None:
    page.show("2011-04-30", "2011-04-30", view=view, parts="products,customers", **{"with": "2010-03-31"})
    if view == "drawing":
        assert {box["id"] for box in page.asks("boxes()")} >= {"p", "q", "constructor", "r", "u"}
        for box in page.asks("boxes()"):
            page.page.click("#fit")
            page.click(f"centre('{box['id']}')")
            assert page.asks("state().chosen") == {"kind": "entity", "key": box["id"]}
        page.page.focus("#drawing")
        page.page.keyboard.press("ArrowDown")
        assert page.page.evaluate("document.querySelector('#spoken').textContent").startswith("root name <img")
    else:
        assert evil("second name") in page.page.evaluate(f"document.querySelector('#{view}').textContent")
    page.page.emulate_media(media="print")
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_what_is_hostile_is_found(page: Opened) -> None:
    for words in ("<img src", "</script><script>", "{{data}}", "__proto__", "株式会社", "constructor", "former name"):
        page.page.fill("#search", words)
        found = page.page.evaluate("document.querySelector('#found').textContent")
        assert words in found
        page.page.keyboard.press("Enter")
        assert page.asks("state().chosen") is not None


def test_long_words_do_not_widen_the_page(browser: Any, hostile: Path) -> None:
    for what in ALL:
        page = Opened(browser, hostile, 360, 740, f"#chosen={what}")
        unfolded(page)
        assert page.page.evaluate("document.documentElement.scrollWidth") <= 360, what
        page.close()


def test_what_is_embedded_can_end_nothing(hostile: Path, html: str) -> None:
    for page in (hostile.read_text(encoding="utf-8"), html):
        data = page.split('<script type="application/json" id="data">')[1].split("</script>")[0]
        assert not re.search("[<>&\u2028\u2029]", data)
        assert json.loads(data)["root"] in ("p", "iij")
        assert page.count("</script>") == 3
        assert "{{title}}" not in page


def element(tag: str, given: dict[str, str], place: str = "body") -> str:
    """A script that puts an element with properties into the page."""
    made = f"Object.assign(document.createElement({tag!r}), {json.dumps(given)})"
    return f"() => {{ const made = {made}; document.{place}.append(made); made.click(); made.submit?.() }}"


OUTSIDE = "https://example.org/x"
REFUSED = [
    ("script-src-elem", element("script", {"textContent": "window.hacked=1"})),
    ("script-src-elem", element("script", {"src": OUTSIDE})),
    ("script-src-attr", "() => { document.body.innerHTML = '<p onclick=\"window.hacked=1\">' }"),
    ("script-src-attr", '() => { document.body.innerHTML = \'<img src="data:," onerror="window.hacked=1">\' }'),
    ("script-src", "() => { setTimeout('window.hacked=1') }"),
    ("img-src", element("img", {"src": OUTSIDE})),
    ("connect-src", f"() => {{ fetch('{OUTSIDE}').catch(() => 0) }}"),
    ("style-src-elem", element("style", {"textContent": "p { color: red }"})),
    ("style-src-elem", element("link", {"rel": "stylesheet", "href": OUTSIDE}, "head")),
    ("frame-src", element("iframe", {"src": OUTSIDE})),
    ("form-action", element("form", {"action": OUTSIDE})),
    ("base-uri", element("base", {"href": OUTSIDE}, "head")),
]


@pytest.mark.parametrize(("directive", "script"), REFUSED)
def test_the_policy_refuses_what_is_not_the_pages_own(browser: Any, hostile: Path, directive: str, script: str) -> None:
    page = Opened(browser, hostile)
    failures: list[str] = []
    page.page.on("requestfailed", lambda request: failures.append(request.failure))
    page.page.evaluate(
        "() => { window.refused = [];"
        " addEventListener('securitypolicyviolation', e => window.refused.push(e.effectiveDirective)) }"
    )
    page.page.evaluate(script)
    page.page.wait_for_function("() => window.refused.length")
    page.settle()
    refused = page.page.evaluate("window.refused")
    assert refused
    assert set(refused) == {directive}
    assert page.page.evaluate("typeof window.hacked") == "undefined"
    assert set(failures) <= {"csp"}
    assert len(failures) == len({url for url in page.requests if not url.startswith("file:")})
    page.context.close()
