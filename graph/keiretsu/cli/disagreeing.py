"""The command that lists where documents cannot all be right, and how its rows are told to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from keiretsu.cli import options
from keiretsu.cli.columns import lines, show_rows
from keiretsu.cli.lookups import say_preference
from keiretsu.cli.options import ENTITY, open_source
from keiretsu.cli.output import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from keiretsu.cli.contracts import forms

__all__ = ["COMMANDS", "conflict_paragraphs"]


@click.command()
@click.argument("entity", type=ENTITY, required=False)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(["stake", "standing", "date", "amount", "figure", "name", "misprint", "contradiction"]),
    help="Computed: of stakes, standings, dates and amounts of events, figures, names; or recorded by a reader.",
)
@options.prefer
@options.answering
def conflicts(
    entity: str | None,
    kinds: tuple[str, ...],
    prefer: str | None,
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """Where documents, or two pages of one, cannot both be right, and what the answers follow; and misprints.

    Of ENTITY and the events in which it plays a part, or of one event by its id.
    """
    from keiretsu import catalogue, disputes
    from keiretsu.cli import contracts
    from keiretsu.lookup import EVER

    source, limit = open_source(locator, figures=True, prefer=prefer), known or EVER
    if entity in source.events:
        found = disputes.by_event(disputes.about(source, "", limit)).get(entity, [])
        said = [(n, c) for n, c in catalogue.discrepancies(source, "", limit) if c.about_event == entity]
    else:
        about = source.find(entity).id if entity is not None else ""
        found, said = disputes.about(source, about, limit), catalogue.discrepancies(source, about, limit)
    rows = [*contracts.conflicts_(source, found), *contracts.discrepancies_(source, said, found)]
    rows = [row for row in rows if not kinds or row["kind"] in kinds]
    if json_ or csv_ or not rows:
        show_rows("conflicts", rows, {}, json_, csv_, "No conflict is known.")
    else:
        conflict_paragraphs(rows)
    if not (json_ or csv_):
        say_preference(source)


def conflict_paragraphs(rows: Sequence[forms.Disagreement]) -> None:
    """Conflicts one after the other; what is computed and on record, too, stands once."""
    records = {row["claims"][0]: row for row in rows if row["read"] is not None}
    computed = {name for row in rows for name in row.get("recorded", ())}
    told: set[str] = set()
    for row in rows:
        if row["read"] is None or row["claims"][0] not in computed:
            _conflict(row)
        for name in row.get("recorded", ()):
            record = records.get(name) if name not in told else None
            said = f": {_record(record)}" if record else ""
            say(f"    on record, too ({name[:8]}){said}")
            told.add(name)


def _record(row: forms.Disagreement) -> str:
    """What a reader recorded, on one line: what is printed, in the order of the places, what is read, and why."""
    printed = ", ".join(dict.fromkeys(text for place in row["places"] for text in place["printed"]))
    return f"{row['what']}: {printed}; read as: {row['read']}; {row['why']}"


def _conflict(row: forms.Disagreement) -> None:
    """A conflict with its places, what each claim says, and what is followed."""
    about = f"{row['about']['name']}: " if row["about"] else ""
    whose = f", {row['holder']['name']}" if row["holder"] else ""
    what = row["what"] if row["read"] is not None else f"{row['what']}{whose}: {row['why']}"
    say(f"{about}{what} ({row['kind']})")
    said = {value["claim"]: value["value"] for value in row.get("values", ())}
    for number, place in enumerate(row["places"]):
        value = f": {said[row['claims'][number]]}" if said else ""
        printed = f": {', '.join(place['printed'])}" if place["printed"] and not said else ""
        say(f"    {place['document']}, line {lines(place['lines'])}{value}{printed}")
    if row["read"] is not None:
        say(f"    read as: {row['read']}; {row['why']}")
    value = f"{said[row['prefers']]}, " if row["prefers"] in said else ""
    followed = f"; followed: {value}{row['prefers'][:8]} ({row['policy']})" if row["prefers"] else ""
    computed = "; computed from claims, too" if row.get("computed") else ""
    say(f"    claims {' '.join(c[:8] for c in row['claims'])}{followed}{computed}")


COMMANDS = (conflicts,)
