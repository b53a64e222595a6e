"""The command that tells what happened to one entity, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from keiretsu.cli import options
from keiretsu.cli.options import ENTITY, open_graph
from keiretsu.cli.output import print_answer, print_table, say

if TYPE_CHECKING:
    from datetime import date

    from keiretsu.cli.contracts import forms
    from keiretsu.dates import PartialDate

__all__ = ["COMMANDS"]

_KINDS = ("event", "launch", "stake", "standing", "product", "customer", "relation", "post", "name", "identifier")


@click.command()
@click.argument("entity", type=ENTITY)
@click.option("--kind", "kinds", multiple=True, type=click.Choice(_KINDS), help="Only entries of this kind.")
@options.since_until
@options.at_day
@options.prefer
@options.answering
def timeline(
    entity: str,
    kinds: tuple[str, ...],
    since: PartialDate | None,
    until: PartialDate | None,
    at: date | None,
    prefer: str | None,
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """Everything dated about ENTITY in order, one line an entry: what is certain, what is a window, what was planned.

    With --at, what was so or may have been so by that day; a window in which the day lies is open. --since and --until
    take what may lie in that stretch. A plan is unconfirmed once its day has passed: by --at, or by the last
    publication. Figures are left to 'keiretsu figures'.
    """
    from keiretsu.catalogue import discrepancies, disputed_events
    from keiretsu.cli import contracts, words
    from keiretsu.lookup import EVER

    graph, limit = open_graph(locator, prefer=prefer), known or EVER
    source, about = graph.source, graph.find(entity)
    first, last = since.earliest if since else None, until.latest if until else None
    entries = [
        entry
        for entry in graph.timeline(about.id, known)
        if (not kinds or entry.kind in kinds)
        and (at is None or entry.by(at))
        and (not (first or last) or entry.when.may_lie(first, last))
    ]
    disputes = disputed_events(discrepancies(source, "", limit))
    told = contracts.chronicle_(source, about.id, entries, disputes, at, limit)
    rows = told["entries"]
    if json_ or csv_:
        print_answer("timeline", told, rows, json_=json_, csv_=csv_)
        return
    by = f", by {at}" if at else ""
    say(f"{about.name} ({about.id}): what is dated{by}, as known {f'on {known}' if known else 'from all documents'}")
    say()
    if not rows:
        say("No known document dates anything of it.")
        return
    print_table(
        ("WHEN", "DAY", "KIND", "WHAT", "CLAIMS"),
        [
            (
                words.when(entry.when) + (" *" if row["conflicts"] else ""),
                _mark(row),
                f"{entry.kind} {entry.step}",
                row["says"],
                words.ids(entry.claims),
            )
            for entry, row in zip(entries, rows, strict=True)
        ],
    )
    if any(row["conflicts"] for row in rows):
        say()
        say("* documents differ about it: 'keiretsu conflicts ID' shows how.")


def _mark(row: forms.TimelineEntry) -> str:
    """What is known of the day: certain, only a window, or no more than a plan."""
    if row["step"].startswith("planned"):
        return row["step"].rpartition(", ")[2]
    mark = "certain" if row["certain"] else "window"
    return f"{mark}, open" if row.get("open") else mark


COMMANDS = (timeline,)
