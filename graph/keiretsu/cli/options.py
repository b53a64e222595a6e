"""Options that several commands share, and what they are read into."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from keiretsu.dates import parse_day
from keiretsu.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Callable

    from keiretsu.lookup import Source

__all__ = ["DAY", "as_json", "at_day", "graph", "known_day", "open_graph", "sources"]

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


DAY = _Day()


def graph(command: _Command) -> _Command:
    """`--graph LOCATOR`."""
    text = "A dossier folder or an RDF file; default the packaged IIJ dossier."
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


def sources(command: _Command) -> _Command:
    """`--sources DIR`."""
    kind = click.Path(exists=True, file_okay=False, path_type=Path)
    text = "The folder with the documents' texts."
    return click.option("--sources", type=kind, metavar="DIR", help=text)(command)


def open_graph(locator: str | None) -> Source:
    """The dataset that `--graph` names; an empty name is a slip, not the default."""
    from keiretsu.dataset import open_source

    if locator == "":
        raise RequestError("--graph is empty; leave it out for the packaged dossier")
    return open_source(locator or "")
