"""Commands that make or check something."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from keiretsu.cli import options
from keiretsu.cli.output import print_json, say
from keiretsu.errors import DataError, Problem, RequestError

if TYPE_CHECKING:
    from datetime import date

    from keiretsu.dossier import Reading
    from keiretsu.lookup import Source

__all__ = ["COMMANDS"]

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def new(folder: Path) -> None:
    """Start a dossier in DIR: a small one that builds, with the text that it cites, to be replaced by yours."""
    import shutil

    from keiretsu import paths

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RequestError(f"{folder}: there is something already; name a folder that is new or empty")
    try:
        shutil.copytree(paths.starter(), folder, dirs_exist_ok=True)
        shutil.copy(paths.dossier_schema(), folder)
    except OSError as error:
        raise RequestError(f"{folder}: cannot be written: {error.strerror or error}") from None
    say(f"{folder}: a dossier of one document; edit entities.yaml and annual-report-2024.yaml, then")
    say(f"  keiretsu check --graph {folder} --sources {folder / 'sources'}")
    say(f"  keiretsu group --graph {folder}")


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes SHELL complete commands, options and entities: eval "$(keiretsu completion bash)"."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    root = click.get_current_context().find_root().command
    if found is not None:
        click.echo(found(root, {}, "keiretsu", "_KEIRETSU_COMPLETE").source())


@click.command()
@click.argument("dossier", required=False, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--to",
    required=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="A file that ends in .trig, .nq or .jsonld, or a store folder, which opens at once.",
)
@click.option("--snapshots", metavar="DAYS", help="Days of the snapshots, with commas, or 'none'; default all changes.")
@options.prefer
@options.known_day
def build(dossier: Path | None, to: Path, snapshots: str | None, prefer: str | None, known: date | None) -> None:
    """Build the RDF dataset of a DOSSIER, by default the packaged one: whole, or not at all.

    With --known it is what could be built on that day: its snapshots know no later document.
    """
    from keiretsu import paths, store
    from keiretsu.dataset import assemble, known_by
    from keiretsu.dossier import load

    read = load(dossier or paths.default_dossier())
    if known is not None:
        read = known_by(read, known)
    nquads = assemble(read, _days(snapshots), prefer=prefer or "")
    if to.suffix or to.is_file():
        store.write_file(nquads, to)
    else:
        store.write_folder(nquads, to)
    count = nquads.count(b"\n")
    say(f"{to}: {len(read.claims)} claims of {len(read.documents)} documents, {count} quads")


def _days(text: str | None) -> list[date] | None:
    from keiretsu.dates import parse_day

    if text is None:
        return None
    try:
        return [] if text == "none" else sorted({parse_day(day.strip()) for day in text.split(",")})
    except ValueError as error:
        raise RequestError(f"--snapshots: {error}") from None


@click.command()
@click.argument("root", required=False)
@click.option("--to", required=True, type=_FILE, metavar="FILE", help="The HTML file.")
@options.depth
@options.at_day
@options.prefer
@options.known_day
@options.graph
def render(
    root: str | None,
    to: Path,
    depth: int | None,
    at: date | None,
    prefer: str | None,
    known: date | None,
    locator: str | None,
) -> None:
    """Draw the group under ROOT through time, as one HTML page that needs no network."""
    from keiretsu import page
    from keiretsu.lookup import EVER
    from keiretsu.store import replace_file

    source = options.open_source(locator, figures=True, prefer=prefer)
    html = page.render(source, source.find(root or source.root).id, at, known or EVER, depth)
    replace_file(to, html.encode())
    say(f"{to}: {len(html.encode()) // 1024} KiB")


@click.command()
@options.graph
@options.sources
@click.option("--shapes", is_flag=True, help="Hold a dossier to the SHACL shapes too, as is always done with RDF.")
@options.as_json
def check(locator: str | None, sources: Path | None, shapes: bool, json_: bool) -> None:
    """Check a dossier or RDF: its form and the rules; with --sources every claim against the lines that it cites.

    A dossier's text is held to the format, RDF from elsewhere to the shapes of the ontology.
    """
    from keiretsu import check as checks

    reading = _reading(locator)
    where, problems, counted = (reading.where, reading.problems, "") if reading else ({}, [], "")
    if not problems:
        source = options.open_source(locator, figures=shapes or reading is None)
        if reading is not None and reading.dossier is not None:
            source = replace(source, told=reading.dossier.claims)
        problems = checks.validate(source) if shapes or reading is None else []
        try:
            problems += checks.run(source)
            problems += checks.against_sources(source, sources) if sources else []
            counted = _counted(source, against=sources is not None)
        except DataError as error:  # what the shapes find says more than what cannot be read
            problems.append(Problem("", 0, str(error), rule="unreadable"))
        problems = sorted({_located(problem, where, locator or "") for problem in problems})
    if json_:
        print_json([{"file": p.file, "line": p.line, "message": p.message, "hint": p.hint} for p in problems])
    else:
        for problem in problems:
            say(str(problem))
        say(counted if not problems else f"{len(problems)} fault{'s' if len(problems) > 1 else ''}")
    if problems:
        raise SystemExit(1)


def _reading(locator: str | None) -> Reading | None:
    """What was read of a dossier's text; None where the locator names something else."""
    from keiretsu import dossier, paths
    from keiretsu.folder import is_dossier

    folder = Path(locator) if locator else paths.default_dossier()
    return dossier.read(folder) if folder.is_dir() and is_dossier(folder) else None


def _located(problem: Problem, where: dict[str, tuple[str, int]], locator: str) -> Problem:
    """The problem with the file and line of the claim that it concerns, where that is known."""
    file, line = where.get(problem.rule.removeprefix("claim:"), (problem.file or locator, problem.line))
    return Problem(file, line, problem.message, problem.hint, problem.rule)


def _counted(source: Source, *, against: bool) -> str:
    claims = len(source.all_claims())
    told = f"{claims} claims of {len(source.documents)} documents: no fault"
    return f"{told}; each stands on its lines" if against else told


COMMANDS = (new, build, render, check, completion)
