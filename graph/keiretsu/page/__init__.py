"""One self-contained HTML page of a group: it opens from disk, asks nothing of the network, and cites every line.

Everything that comes from the data is embedded as JSON and shown as text; the page's own policy forbids every script
but its own and every request.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from keiretsu.errors import RequestError
from keiretsu.lookup import EVER, Source
from keiretsu.sentences import counted

if TYPE_CHECKING:
    from datetime import date

__all__ = ["render"]

_HERE = Path(__file__).parent
_STYLES = ("page.css", "panel.css")
_SCRIPTS = (
    "dom.js",
    "story.js",
    "sources.js",
    "plots.js",
    "figures.js",
    "happened.js",
    "owners.js",
    "stakes.js",
    "relations.js",
    "documents.js",
    "panel.js",
    "pen.js",
    "drawing.js",
    "time.js",
    "sheets.js",
    "find.js",
    "page.js",
)
_UNSAFE = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def render(source: Source, root: str, at: date | None = None, known: date = EVER, depth: int | None = None) -> str:
    """The whole page of the group under `root` (an id or a name), as HTML.

    `at` is the day that is shown first, the last publication known if left out; every other day on which something
    changes can be chosen in the page, as known on the day of any publication until `known`. With `depth` it is not the
    whole group but what lies within so many stakes or standings of `root`. Two renderings of the same data are the
    same. Raises RequestError where `root` is nobody or nothing was known.
    """
    from keiretsu.page.chart import chart, draw, shown
    from keiretsu.page.data import gather
    from keiretsu.page.embed import embed

    entity = source.find(root)
    last = source.last_publication(known)
    if last is None:
        first = min((document.known_from for document in source.documents.values()), default=None)
        if first is None:
            raise RequestError(f"{source.title} holds no document, so there is nothing to show; add one to the dossier")
        raise RequestError(f"nothing was known on {known}; the first document was published on {first}")
    story = gather(source, entity.id, at or last, known, depth)
    drawing = draw(story)
    data = embed(story, [link.pair for link in drawing.links])
    data["chart"] = chart(story, drawing)
    title = f"{source.title} (where claims conflict, {source.prefer} first)" if source.prefer else source.title
    if depth is not None:
        title += f"; only what lies within {counted(depth, 'stake')} of {shown(entity)}"
    return _fill(_read("template.html"), shown(entity), title, _json(data))


def _fill(template: str, name: str, title: str, data: str) -> str:
    style, scripts = "".join(map(_read, _STYLES)), (_library(), "".join(map(_read, _SCRIPTS)))
    parts = {
        "policy": _policy(style, scripts),
        "title": html.escape(f"{name}: the group and its owners"),
        "name": html.escape(name),
        "dossier": html.escape(title),
        "style": style,
        "library": scripts[0],
        "data": data,
        "script": scripts[1],
    }
    # One pass: what is filled in is not searched again.
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], template)


def _policy(style: str, scripts: tuple[str, ...]) -> str:
    """Nothing from anywhere, and of what is in the page only our own script and style, by their hashes."""
    hashes = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src {_hash(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _json(data: Any) -> str:
    """JSON that cannot end the script in which it stands."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "".join(_UNSAFE.get(character, character) for character in text)


@cache
def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


@cache
def _library() -> str:
    """vis-network as pyvis carries it; its style sheet serves only controls that this page does not have."""
    import pyvis

    found = sorted((Path(pyvis.__file__).parent / "lib").glob("vis-9*/vis-network.min.js"))
    if not found:
        raise RequestError("the installed pyvis carries no vis-network 9; reinstall pyvis")
    # The smallest is the minified one; 0.3.2 carries 9.0.4 as well, unminified under that name.
    script = min(found, key=lambda path: path.stat().st_size).read_text(encoding="utf-8")
    script = re.sub(r"//# sourceMappingURL=\S*\s*$", "", script)
    return re.sub(r"</(?=script)", r"<\\/", script.replace("<!--", r"\x3c!--"), flags=re.IGNORECASE)
