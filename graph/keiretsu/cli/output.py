"""Printing: JSON, tables and trees. Text from data is shown as it is, never as mark-up or terminal commands."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from keiretsu.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.tree import Tree

__all__ = ["clean", "print_answer", "print_json", "print_table", "print_tree", "say", "tree"]


def clean(text: object) -> str:
    """Text without control characters: a name must not move the cursor or change the colours."""
    return "".join(c if c.isprintable() else " " if c in "\n\t" else "\ufffd" for c in str(text))


def say(text: str = "", *, err: bool = False, nl: bool = True) -> None:
    """One line of plain text."""
    click.echo(clean(text), err=err, nl=nl)


def print_json(value: Any) -> None:
    """A value as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_answer(command: str, answer: Any, rows: Iterable[Any], *, json_: bool, csv_: bool) -> None:
    """The answer of a command as JSON, or its rows as CSV; both at once are refused."""
    if json_ and csv_:
        raise RequestError("--json and --csv exclude each other; give one of them")
    if json_:
        print_json(answer)
        return
    from keiretsu.cli.contracts import forms
    from keiretsu.cli.flat import table

    click.echo(table(forms.FLAT[command], rows), nl=False)


def _width() -> int:
    """How wide a line may be: a pipe gets each row whole, however long; a terminal wraps."""
    import shutil

    return shutil.get_terminal_size().columns if sys.stdout is not None and sys.stdout.isatty() else 10_000


def _console() -> Any:
    from rich.console import Console

    return Console(width=_width(), markup=False, emoji=False, highlight=False, soft_wrap=False)


def print_table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Rows under heads, one line each; in a terminal too narrow for that, one paragraph each, nothing cut."""
    from rich.cells import cell_len  # its tables take longer to import than a look-up takes to answer

    cells = [[clean("" if cell is None else cell) for cell in row] for row in rows]
    widths = [max(cell_len(text) for text in column) for column in zip(heads, *cells, strict=True)]
    if sum(widths) + 2 * len(widths) > _width():
        for row in cells:
            click.echo(row[0])
            click.echo("\n".join(f"    {head}: {cell}" for head, cell in zip(heads[1:], row[1:], strict=True) if cell))
        return

    def line(texts: Sequence[str]) -> str:
        padded = (text + " " * (width - cell_len(text)) for text, width in zip(texts, widths, strict=True))
        return "  ".join(padded).rstrip()

    click.echo("\n".join((click.style(line(heads), bold=True), *map(line, cells))))


def tree(label: str) -> Tree:
    """A tree with a root; its text is plain."""
    from rich.text import Text
    from rich.tree import Tree

    return Tree(Text(clean(label)), guide_style="")


def print_tree(root: Tree) -> None:
    """A tree, one line a node."""
    console = _console()
    with console.capture() as capture:
        console.print(root)
    click.echo("\n".join(line.rstrip() for line in capture.get().splitlines()))
