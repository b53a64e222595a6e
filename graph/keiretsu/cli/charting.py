"""Commands that draw charts: a history, a figure, a group, as SVG or PNG."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from keiretsu.cli import options
from keiretsu.cli.options import ENTITY, open_graph
from keiretsu.cli.output import say
from keiretsu.dates import LENGTHS
from keiretsu.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

__all__ = ["COMMANDS"]

_Command = TypeVar("_Command", bound="Callable[..., Any]")


@click.group()
def chart() -> None:
    """Draw a history, a figure or a group as SVG or PNG; needs matplotlib."""
    # What matplotlib remarks on fonts and caches is nothing that a reader could act on.
    logging.getLogger("matplotlib").setLevel(logging.CRITICAL)


def _drawing(command: _Command) -> _Command:
    """What every chart takes: `--to`, `--at`, `--known`, `--prefer`, `--graph`."""
    kind = click.Path(dir_okay=False, path_type=Path)
    to = click.option("--to", required=True, type=kind, metavar="FILE", help="The file, which ends in .svg or .png.")
    return to(options.at_day(options.known_day(options.prefer(options.graph(command)))))


@chart.command()
@click.argument("company", type=ENTITY)
@click.option(
    "--holder", "holders", multiple=True, type=ENTITY, metavar="ENTITY", help="Only the stake of this holder."
)
@_drawing
def history(
    company: str,
    holders: tuple[str, ...],
    to: Path,
    at: date | None,
    known: date | None,
    prefer: str | None,
    locator: str | None,
) -> None:
    """Every stake in COMPANY through time: steps, the windows in which changes lie, and the evidence."""
    from keiretsu.charts.course import gather
    from keiretsu.charts.history import render
    from keiretsu.charts.paper import kind_of
    from keiretsu.lookup import EVER
    from keiretsu.sentences import counted
    from keiretsu.store import replace_file

    kind, graph = kind_of(to), open_graph(locator, prefer=prefer)
    entity, limit = graph.company(company), known or EVER
    ids = [options.named(graph.source, holder) for holder in holders]
    told = gather(graph.source, entity, graph.history(entity.id, known=known), at, limit, ids)
    replace_file(to, render(told, kind))
    say(f"{to}: {counted(len(told.lines), 'stake')} in {entity.name}")


@chart.command()
@click.argument("measure")
@click.option("--entity", "-e", type=ENTITY, metavar="ENTITY", help="Of this subject or segment.")
@click.option("--segment", "-s", metavar="WORD", help="Of this part of the subject; 'none' for the whole alone.")
@options.one_of("figure")
@click.option(
    "--period", type=click.Choice([*LENGTHS, "all"]), help="Of periods of this length; default those that say most."
)
@click.option("--unit", metavar="UNIT", help="In this base unit, such as USD; default what most are in.")
@_drawing
def figure(
    measure: str,
    entity: str | None,
    segment: str | None,
    kinds: tuple[str, ...],
    period: str | None,
    unit: str | None,
    to: Path,
    at: date | None,
    known: date | None,
    prefer: str | None,
    locator: str | None,
) -> None:
    """The printed values of MEASURE by period: actual, target, forecast, and what is printed otherwise.

    Periods of unlike length are never mixed; with --period all each length has a panel. --at takes the periods that
    contain that day.
    """
    from keiretsu.charts.figure import render
    from keiretsu.charts.paper import kind_of
    from keiretsu.charts.series import gather
    from keiretsu.cli.numbers import measures_of
    from keiretsu.lookup import EVER
    from keiretsu.sentences import counted
    from keiretsu.store import replace_file

    kind, source = kind_of(to), open_graph(locator, figures=True, prefer=prefer).source
    word, *more = measures_of(measure, source.measures)
    if more:
        raise RequestError(f"{measure!r} may be {', '.join((word, *more))}; name one of them")
    told = gather(
        source,
        word,
        options.named(source, entity),
        segment="" if segment == "none" else segment,
        kinds=kinds,
        lasting=period or "",
        unit=unit or "",
        at=at,
        known=known or EVER,
    )
    replace_file(to, render(told, kind))
    values = sum(len(series.values) for panel in told.panels for series in panel.series)
    say(f"{to}: {counted(values, 'value')} of {told.measure.label}")


@chart.command()
@click.argument("root", required=False, type=ENTITY)
@options.depth
@_drawing
def group(
    root: str | None,
    depth: int | None,
    to: Path,
    at: date | None,
    known: date | None,
    prefer: str | None,
    locator: str | None,
) -> None:
    """The companies under ROOT on a day, and who holds them, as the page draws them."""
    from keiretsu.charts.group import gather, render
    from keiretsu.charts.paper import kind_of
    from keiretsu.lookup import EVER
    from keiretsu.sentences import counted
    from keiretsu.store import replace_file

    kind, graph = kind_of(to), open_graph(locator, prefer=prefer)
    entity = graph.find(root or graph.source.root)
    told = gather(graph.source, entity.id, graph.day(at, known), known or EVER, depth)
    replace_file(to, render(told, kind))
    say(f"{to}: {counted(len(told.looks), 'box', 'boxes')} on {told.at}")


COMMANDS = (chart,)
