"""Commands that find and show: search, show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from keiretsu.cli import options
from keiretsu.cli.columns import (
    CUSTOMER_COLUMNS,
    DOCUMENT_COLUMNS,
    EVENT_COLUMNS,
    FOUND_COLUMNS,
    IDENTIFIER_COLUMNS,
    NAME_COLUMNS,
    PRODUCT_COLUMNS,
    RELATION_COLUMNS,
    ROLE_COLUMNS,
    show_rows,
)
from keiretsu.cli.disagreeing import conflict_paragraphs
from keiretsu.cli.lookups import say_preference, stake_tables, stretch
from keiretsu.cli.options import ENTITY, open_graph, open_source
from keiretsu.cli.output import print_json, print_table, say

if TYPE_CHECKING:
    from datetime import date

    from keiretsu.cli.contracts import forms
    from keiretsu.lookup import Source
    from keiretsu.profile import Profile

__all__ = ["COMMANDS"]

_KINDS = ("company", "public-body", "organization", "person", "product", "event")


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--kind", "kinds", multiple=True, type=click.Choice(_KINDS), help="Only things of this kind.")
@options.answering
def search(
    words: tuple[str, ...],
    kinds: tuple[str, ...],
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """Find entities, products and events that have all WORDS in one of their names; else what is spelt alike."""
    from keiretsu.cli import contracts
    from keiretsu.lookup import EVER
    from keiretsu.search import search as searching

    hits = searching(open_source(locator), " ".join(words), known or EVER)
    rows = contracts.found_([hit for hit in hits if not kinds or hit.kind in kinds])
    show_rows("search", rows, FOUND_COLUMNS, json_, csv_, "Nothing has such a name.")


@click.command()
@click.argument("entity", type=ENTITY)
@options.at_day
@options.prefer
@options.known_day
@options.graph
@options.as_json
def show(
    entity: str, at: date | None, prefer: str | None, known: date | None, locator: str | None, json_: bool
) -> None:
    """ENTITY on one page: names, standing, owners, holdings, events, products, customers, people, documents."""
    from keiretsu.cli import contracts
    from keiretsu.lookup import EVER

    graph = open_graph(locator, prefer=prefer)
    source, found = graph.source, graph.show(entity, at, known)
    told = contracts.profile_(source, found, at, known or EVER)
    if json_:
        print_json(told)
        return
    when = f" on {at}" if at else ""
    say(f"{told['entity']['name']} ({told['entity']['id']}), {told['kind']}{when}, ", nl=False)
    say(f"as known {f'on {known}' if known else 'from all documents'}")
    say_preference(source)
    if told["note"]:
        say(told["note"])
    _print_profile(source, found, told, at)


def _print_profile(source: Source, found: Profile, told: forms.Profile, at: date | None) -> None:
    if found.above.stakes or found.above.standings:
        _head("Owners and standing")
        stake_tables(source, found.above, at)
    if found.below.stakes:
        _head("Holdings")
        rows = [
            (
                source.entities[key.company].name
                + "".join(f" with {source.entities[other].name}" for other in period.jointly_with),
                *stretch(found.below, period),
            )
            for key, held in found.below.stakes.items()
            for period in held.periods
        ]
        print_table(("COMPANY", "SHARE", "BEGAN", "ENDED", "STATE", "EVIDENCE", "CLAIMS"), rows)
    for head, command, rows_, columns in (
        ("Names", "names", told["names"], NAME_COLUMNS),
        ("Known by", "identifiers", told["identifiers"], IDENTIFIER_COLUMNS),
        ("Events", "events", told["events"], EVENT_COLUMNS),
        ("Products", "products", told["products"], PRODUCT_COLUMNS),
        ("Customers", "customers", told["customers"], CUSTOMER_COLUMNS),
        ("Relations", "relations", told["relations"], RELATION_COLUMNS),
        ("People", "people", told["people"], ROLE_COLUMNS),
    ):
        if rows_:
            _head(head)
            show_rows(command, rows_, columns, False, False, "")
    if told["conflicts"]:
        _head("Conflicts")
        conflict_paragraphs(told["conflicts"])
    if told["documents"]:
        _head("Documents")
        show_rows("documents", told["documents"], DOCUMENT_COLUMNS, False, False, "")


def _head(text: str) -> None:
    say()
    say(text.upper())


COMMANDS = (search, show)
