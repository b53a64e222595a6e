"""Queries that people write: named ones, their variables bound from options, and what a query may not do.

A query only reads, and asks nobody else: an update is no query, and SERVICE, which would be a request to another
machine, is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from keiretsu import paths
from keiretsu.errors import RequestError
from keiretsu.lookup import EVER, PREAMBLE, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set
    from datetime import date

    from rdflib.query import Result

__all__ = ["NamedQuery", "bindings", "named", "named_queries", "run"]

# What is not to be looked into, then words; anything else passes one character at a time.
_TOKEN: Final = re.compile(
    r"""(?P<quiet>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
        |"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\s]*>|\#[^\n]*)
      |(?P<variable>[?$]\w+)|(?P<word>[\w:.-]+)|(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


_UPDATES: Final = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query in `queries/`: its name, its first comment line, and its text."""

    name: str
    help: str
    text: str


def named_queries() -> list[NamedQuery]:
    """All named queries, by name."""
    folder = paths.package() / "queries"
    return [named(path.stem) for path in sorted(folder.glob("*.rq"))]


def named(name: str) -> NamedQuery:
    """One named query. Raises RequestError, with the names, where there is none."""
    folder = paths.package() / "queries"
    known = sorted(path.stem for path in folder.glob("*.rq"))
    if name not in known:
        raise RequestError(f"no query @{name}; there are {', '.join('@' + word for word in known)}")
    text = (folder / f"{name}.rq").read_text(encoding="utf-8")
    return NamedQuery(name, text.splitlines()[0].lstrip("# ").strip(), text)


def bindings(source: Source, at: date | None, known: date | None, entity: str = "") -> dict[str, str]:
    """SPARQL terms for ?at, ?known and ?entity; a day that is not given is the last publication that is known."""
    limit = known or EVER
    day = at or source.last_publication(limit) or EVER
    terms = {"at": f'"{day}"^^xsd:date', "known": f'"{limit}"^^xsd:date'}
    if entity:
        terms["entity"] = f"<{source.names.iri('entity', source.find(entity).id)}>"
    return terms


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(text):
        yield str(match.lastgroup), match.group()


def _bound(text: str, terms: Mapping[str, str]) -> str:
    """The query with its option variables replaced by terms, strings and IRIs left alone."""
    return "".join(terms.get(word[1:], word) if kind == "variable" else word for kind, word in _tokens(text))


def _prefixed(text: str) -> str:
    """The query with the prefixes that it does not declare itself."""
    declared = {match.lower() for match in re.findall(r"(?i)\bprefix\s+([\w-]*):", text)}
    wanted = [line for line in PREAMBLE.splitlines() if line.split()[1].rstrip(":").lower() not in declared]
    return " ".join(wanted) + " " + text  # on one line, so that line numbers in messages stay those of the text


def run(source: Source, text: str, terms: Mapping[str, str], given: Set[str] = frozenset()) -> Result:
    """The result of a query, its option variables bound to `terms`; those `given` by the caller must be used.

    Raises RequestError that names the place of a mistake, or what is not allowed.
    """
    words = [word for kind, word in _tokens(text) if kind == "word"]
    if words and words[0].upper() in _UPDATES:
        raise RequestError(f"{words[0].upper()} is refused: a query here only reads")
    variables = {word[1:] for kind, word in _tokens(text) if kind == "variable"}
    unused = sorted(given - variables)
    if unused:
        raise RequestError(f"the query does not use ?{unused[0]}, so --{unused[0]} would change nothing")
    if any(word.upper() == "SERVICE" for word in words):
        raise RequestError("SERVICE is refused: a query here reads this dataset and asks nobody else")
    missing = {"entity"} & variables - set(terms)
    if missing and any(re.match(r"#.*\?entity", line) for line in text.splitlines()[:1]):
        raise RequestError("this query asks about an entity; name it with --entity")
    try:
        return source.data.query(_prefixed(_bound(text, terms)))
    except SyntaxError as error:
        before = len(_prefixed(text)) - len(text)
        message = re.sub(r"(?<=error at 1:)\d+", lambda m: str(max(int(m[0]) - before, 1)), str(error.msg))
        raise RequestError(f"the query has a mistake: {message}") from None
    except (ValueError, RuntimeError, OSError) as error:
        raise RequestError(f"the query cannot be answered: {error}") from None
