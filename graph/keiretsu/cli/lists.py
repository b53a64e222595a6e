"""Commands that list: names, documents, events, conflicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from keiretsu.cli import options
from keiretsu.cli.options import open_graph
from keiretsu.cli.output import print_json, print_table, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

__all__ = ["COMMANDS"]


@click.command()
@click.argument("entity", required=False)
@options.known_day
@options.graph
@options.as_json
def names(entity: str | None, known: date | None, locator: str | None, json_: bool) -> None:
    """What the documents call each entity, or ENTITY: every name and spelling with its place."""
    from keiretsu.cli import contracts
    from keiretsu.lookup import EVER

    source = open_graph(locator)
    rows = contracts.names_(source, source.find(entity).id if entity else "", known or EVER)
    if json_:
        print_json(rows)
        return
    print_table(
        ("ID", "NAME", "KIND", "DOCUMENT", "LINES", "BASIS"),
        [(r["entity"]["id"], r["name"], r["kind"], r["document"], _lines(r["lines"]), r["basis"]) for r in rows],
    )


def _lines(places: Sequence[dict[str, object]]) -> str:
    return ", ".join(str(p["first"]) if p["first"] == p["last"] else f"{p['first']}-{p['last']}" for p in places)


@click.command()
@click.argument("entity", required=False)
@options.known_day
@options.graph
@options.as_json
def documents(entity: str | None, known: date | None, locator: str | None, json_: bool) -> None:
    """The documents and when each is known from, or those that speak of ENTITY."""
    from keiretsu.cli import contracts
    from keiretsu.lookup import EVER

    source = open_graph(locator)
    counts = source.claim_counts(source.find(entity).id if entity else "")
    rows = [
        contracts.document_(document, counts.get(document.id, 0))
        for document in source.documents.values()
        if document.known_from <= (known or EVER) and (not entity or counts.get(document.id))
    ]
    if json_:
        print_json(rows)
        return
    print_table(
        ("ID", "PUBLISHED", "KNOWN FROM", "CLAIMS", "KIND", "TITLE"),
        [(r["id"], r["published"], r["known_from"], r["claims"], r["kind"], r["title"]) for r in rows],
    )


@click.command()
@click.argument("entity", required=False)
@options.known_day
@options.graph
@options.as_json
def events(entity: str | None, known: date | None, locator: str | None, json_: bool) -> None:
    """What happened or was planned, or what ENTITY took part in: date, stage, parties, amounts."""
    from keiretsu.cli import contracts
    from keiretsu.lookup import EVER

    source = open_graph(locator)
    rows = contracts.events_(source, source.find(entity).id if entity else "", known or EVER)
    if json_:
        print_json(rows)
        return
    for row in rows:
        say(f"{row['date'] or 'undated'}  {row['stage']}: {row['title']} ({row['id']})")
        for part in row["participants"]:
            count = f", {part['count']}" if "count" in part else ""
            perhaps = f"; perhaps {', '.join(part['candidates'])}" if "candidates" in part else ""
            say(f"    {part['role']}: {part['name']}{count}{perhaps}")
        for amount in row["amounts"]:
            say(f"    {amount['measure']}: {amount['value']} {amount['unit']}")
        say(f"    claims: {' '.join(claim[:8] for claim in row['claims'])}")


@click.command()
@click.argument("entity", required=False)
@options.known_day
@options.graph
@options.as_json
def conflicts(entity: str | None, known: date | None, locator: str | None, json_: bool) -> None:
    """Where documents, or two pages of one, cannot both be right, and which claim the answers follow."""
    from keiretsu.cli import contracts
    from keiretsu.lookup import EVER

    source = open_graph(locator)
    rows = contracts.conflicts_(
        source, source.conflicts(known or EVER, company=source.find(entity).id if entity else "")
    )
    if json_:
        print_json(rows)
        return
    if not rows:
        say("No conflict is known.")
    for row in rows:
        say(f"{row['company']['name']}: {row['why']}")
        say(f"    claims {' '.join(c[:8] for c in row['claims'])}; followed: {row['prefers'][:8]} ({row['policy']})")


COMMANDS = (names, documents, events, conflicts)
