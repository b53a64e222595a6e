"""The command line: parse, call, print.

Exit codes: 0 fine, 1 the data has faults, 2 the request is wrong. Heavy modules are imported by the command that
needs them.
"""

from __future__ import annotations

import errno
import logging
from typing import Any

import click

from keiretsu import __version__
from keiretsu.cli import (
    charting,
    chronicles,
    differences,
    disagreeing,
    facts,
    finding,
    holders,
    lists,
    lookups,
    making,
    numbers,
    reasons,
)
from keiretsu.cli.output import say
from keiretsu.errors import DataError, RequestError
from keiretsu.uncollected import uncollected

__all__ = ["main"]


class _Commands(click.Group):
    """Turns the package's exceptions into messages and exit codes."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with uncollected():
                return super().invoke(ctx)
        except DataError as error:
            for problem in error.problems:
                say(str(problem), err=True)
            say(f"Error: {error}", err=True)
            ctx.exit(1)
        except RequestError as error:
            say(f"Error: {error}", err=True)
            ctx.exit(2)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # who reads has seen enough; click knows what to do
            say(f"Error: {error.strerror or error}", err=True)
            ctx.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="keiretsu")
def main() -> None:
    """Who owned what, when, and how do we know."""
    # A literal that cannot be read becomes one message of ours, not pages of rdflib's.
    logging.getLogger("rdflib").setLevel(logging.CRITICAL)


for command in (
    *lookups.COMMANDS,
    *holders.COMMANDS,
    *chronicles.COMMANDS,
    *differences.COMMANDS,
    *finding.COMMANDS,
    *lists.COMMANDS,
    *facts.COMMANDS,
    *disagreeing.COMMANDS,
    *numbers.COMMANDS,
    *making.COMMANDS,
    *reasons.COMMANDS,
    *charting.COMMANDS,
):
    main.add_command(command)
