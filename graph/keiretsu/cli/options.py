"""Options that several commands share, and what they are read into."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from keiretsu.dates import PartialDate, parse_day
from keiretsu.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Callable

    from keiretsu.library import Graph
    from keiretsu.lookup import Source

__all__ = [
    "DAY",
    "ENTITY",
    "answering",
    "as_csv",
    "as_json",
    "at_day",
    "depth",
    "graph",
    "known_day",
    "named",
    "one_of",
    "open_graph",
    "open_source",
    "prefer",
    "provider",
    "since_until",
    "sources",
]

_Command = TypeVar("_Command", bound="Callable[..., Any]")


class _Day(click.ParamType[date]):
    """A whole day; anything else is one clear message."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return parse_day(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


class _Days(click.ParamType[PartialDate]):
    """A date as far as it is known: a year, a month, a day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> PartialDate:
        if isinstance(value, PartialDate):
            return value
        try:
            return PartialDate.parse(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


class _Entity(click.ParamType[str]):
    """An entity by id or name; a shell that completes gets both."""

    name = "entity"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from keiretsu.search import beginning

        try:
            source = open_source(ctx.params.get("locator"))
            return [CompletionItem(name, help=label) for name, label in beginning(source, incomplete)]
        except Exception:  # a shell that completes must not be answered with a traceback
            return []


DAY = _Day()
DAYS = _Days()
ENTITY = _Entity()


def graph(command: _Command) -> _Command:
    """`--graph LOCATOR`."""
    text = "A dossier folder, an RDF file or a store folder; default the packaged IIJ dossier."
    return click.option("--graph", "-g", "locator", default=None, metavar="LOCATOR", help=text)(command)


def at_day(command: _Command) -> _Command:
    """`--at DAY`: valid time."""
    return click.option("--at", type=DAY, metavar="DAY", help="The day in the world that is asked about.")(command)


def known_day(command: _Command) -> _Command:
    """`--known DAY`: record time."""
    text = "Use only documents published by this day."
    return click.option("--known", type=DAY, metavar="DAY", help=text)(command)


def as_json(command: _Command) -> _Command:
    """`--json`."""
    return click.option("--json", "json_", is_flag=True, help="Print JSON for programs.")(command)


def as_csv(command: _Command) -> _Command:
    """`--csv`."""
    return click.option("--csv", "csv_", is_flag=True, help="Print CSV for spreadsheets.")(command)


def depth(command: _Command) -> _Command:
    """`--depth N`: a neighbourhood instead of a whole group."""
    text = "Not the whole group, but what lies within N stakes of ROOT, upwards or downwards, and parties to its deals."
    return click.option("--depth", type=click.IntRange(min=1), metavar="N", help=text)(command)


def prefer(command: _Command) -> _Command:
    """`--prefer later|earlier|DOCUMENT`: how conflicts are decided."""
    text = "Where claims conflict follow the later or earlier publication, or DOCUMENT; default the written policy."
    return click.option("--prefer", metavar="later|earlier|DOCUMENT", help=text)(command)


def answering(command: _Command) -> _Command:
    """What every list takes: `--known`, `--graph`, `--json`, `--csv`."""
    return known_day(graph(as_json(as_csv(command))))


def since_until(command: _Command) -> _Command:
    """`--since DATE --until DATE`: what may lie in that stretch; a year or a month is a date too."""
    text = "From the first day of DATE on: 2008, 2008-10, ..."
    since = click.option("--since", type=DAYS, metavar="DATE", callback=_in_order, help=text)
    until = click.option("--until", type=DAYS, metavar="DATE", callback=_in_order, help="Up to the last day of DATE.")
    return since(until(command))


def _in_order(ctx: click.Context, param: click.Parameter, value: PartialDate | None) -> PartialDate | None:
    """Which of the two is read first is the caller's: the second one sees the first among the parameters."""
    ends = {**ctx.params, param.name: value}
    since, until = ends.get("since"), ends.get("until")
    if since is not None and until is not None and until.latest < since.earliest:
        raise click.BadParameter(f"--until {until} lies before --since {since}; swap them", ctx, param)
    return value


def one_of(scheme: str, name: str = "kind") -> Callable[[_Command], _Command]:
    """`--kind WORD`, of one of the ontology's schemes; may be given several times."""

    def add(command: _Command) -> _Command:
        # The words are the ontology's; its module is light, but not so light that --help should read it.
        return click.option(
            f"--{name}",
            f"{name}s",
            multiple=True,
            metavar="WORD",
            callback=_words(scheme),
            help=f"Of this {name} alone.",
        )(command)

    return add


def _words(scheme: str) -> Callable[[click.Context, click.Parameter, tuple[str, ...]], tuple[str, ...]]:
    def known(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
        if values:
            from keiretsu.vocab import CONCEPTS

            for value in values:
                if value not in CONCEPTS[scheme]:
                    raise click.BadParameter(f"{value!r} is none of {', '.join(CONCEPTS[scheme])}", ctx, param)
        return values

    return known


def provider(command: _Command) -> _Command:
    """`--provider ENTITY`."""
    text = "Only what this entity provides."
    return click.option("--provider", type=ENTITY, metavar="ENTITY", help=text)(command)


def sources(command: _Command) -> _Command:
    """`--sources DIR`."""
    kind = click.Path(exists=True, file_okay=False, path_type=Path)
    text = "The folder with the documents' texts."
    return click.option("--sources", type=kind, metavar="DIR", help=text)(command)


def open_graph(locator: str | None, *, figures: bool = False, prefer: str | None = None) -> Graph:
    """The graph that `--graph` names; an empty name is a slip, not the default."""
    from keiretsu import library

    if locator == "":
        raise RequestError("--graph is empty; leave it out for the packaged dossier")
    if prefer == "":
        raise RequestError("--prefer is empty; leave it out for the written policy")
    return library.open_graph(locator or "", figures=figures, prefer=prefer or "")


def open_source(locator: str | None, *, figures: bool = False, prefer: str | None = None) -> Source:
    """The dataset of that graph, for lists of what stands in it."""
    return open_graph(locator, figures=figures, prefer=prefer).source


def named(source: Source, entity: str | None) -> str:
    """The id of the entity that is asked about; empty where none is, and all are meant."""
    return source.find(entity).id if entity is not None else ""
