"""Commands that list what is put together: events, products, documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from keiretsu.cli import options
from keiretsu.cli.columns import (
    DOCUMENT_COLUMNS,
    EVENT_COLUMNS,
    PRODUCT_COLUMNS,
    event_paragraph,
    on_day,
    show_rows,
)
from keiretsu.cli.lookups import say_preference
from keiretsu.cli.options import ENTITY, open_source
from keiretsu.cli.output import say

if TYPE_CHECKING:
    from datetime import date

    from keiretsu.dates import PartialDate

__all__ = ["COMMANDS"]


# --- events ----------------------------------------------------------------------------------------------------------


@click.command()
@click.argument("entity", type=ENTITY, required=False)
@options.one_of("kind")
@options.one_of("stage", "stage")
@options.since_until
@click.option("--long", "-l", "long", is_flag=True, help="Parties, amounts and claims of each.")
@options.at_day
@options.prefer
@options.answering
def events(
    entity: str | None,
    kinds: tuple[str, ...],
    stages: tuple[str, ...],
    since: PartialDate | None,
    until: PartialDate | None,
    long: bool,
    at: date | None,
    prefer: str | None,
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """What happened or was planned; of ENTITY, or one event by its id: date, stage, parties, amounts.

    With --at, what happened or may have happened by that day, and what was planned then; a plan whose day has passed is
    unconfirmed. An event with no date is listed by --since and --until where it may lie in that stretch.
    """
    from keiretsu.catalogue import discrepancies, disputed_events
    from keiretsu.cli import contracts
    from keiretsu.disputes import by_event, disputes
    from keiretsu.happenings import happenings
    from keiretsu.lookup import EVER

    source = open_source(locator, prefer=prefer)
    found = happenings(source, known or EVER, at)
    if entity in source.events:
        chosen, long = [found[entity]] if entity in found else [], True
    else:
        about = options.named(source, entity)
        first, last = since.earliest if since else None, until.latest if until else None
        chosen = [
            happening
            for happening in found.values()
            if (not about or happening.involves(about))
            and (not kinds or happening.event.kind in kinds)
            and (not stages or happening.stage in stages)
            and (happening.may_lie(first, last) if first or last else True)
        ]
    recorded = disputed_events(discrepancies(source, "", known or EVER))
    computed = by_event(disputes(source, (c for happening in chosen for c in happening.conflicts), known or EVER))
    rows = [contracts.event_(source, happening, recorded, at, computed) for happening in chosen]
    if long and rows and not json_ and not csv_:
        for row in rows:
            event_paragraph(row)
        say_preference(source)
        return
    show_rows("events", rows, EVENT_COLUMNS, json_, csv_, "No known document tells of such an event.")
    if not (json_ or csv_):
        if any(row["conflicts"] or row.get("disputes") for row in rows):
            say()
            say("* documents differ about it: 'keiretsu conflicts ID' shows how.")
        say_preference(source)


# --- products --------------------------------------------------------------------------------------------------------


@click.command()
@click.argument("entity", type=ENTITY, required=False)
@options.provider
@click.option("--category", metavar="TEXT", help="Of a class with this text in its name, as a document words it.")
@options.one_of("stage", "stage")
@options.since_until
@options.at_day
@options.answering
def products(
    entity: str | None,
    provider: str | None,
    category: str | None,
    stages: tuple[str, ...],
    since: PartialDate | None,
    until: PartialDate | None,
    at: date | None,
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """Products and services; those that ENTITY provides, works on, is, or contains.

    --since, --until and --stage speak of the launch; a product without a launch that is told of is left out by them.
    With --at, what was offered or planned on that day, or may have been.
    """
    from keiretsu import statements
    from keiretsu.catalogue import offers
    from keiretsu.cli import contracts
    from keiretsu.lookup import EVER

    source = open_source(locator)
    about, by = options.named(source, entity), options.named(source, provider)
    first, last = since.earliest if since else None, until.latest if until else None
    spellings: dict[str, set[str]] = {}
    for _, claim in source.name_claims(known or EVER):
        spellings.setdefault(claim.entity, set()).add(claim.name)
    offered = statements.offered(source, at, known or EVER) if at else {}
    rows = [
        contracts.product_(source, offer, spellings.get(offer.product.id, ()), offered.get(offer.product.id))
        for offer in offers(source, known or EVER).values()
        if (offer.product.id not in offered or statements.may_be(offered[offer.product.id]))
        and (not about or offer.concerns(about))
        and (not by or by in offer.providers)
        and (not category or any(category.casefold() in one.casefold() for one in offer.categories))
        and (not stages or any(launch.stage in stages for launch in offer.launches))
        and (not (since or until) or any(launch.may_lie(first, last) for launch in offer.launches))
    ]
    show_rows("products", rows, on_day(PRODUCT_COLUMNS, at), json_, csv_, "No known document tells of such a product.")


# --- documents ------------------------------------------------------------------------------------------------------


@click.command()
@click.argument("entity", type=ENTITY, required=False)
@options.answering
def documents(entity: str | None, known: date | None, locator: str | None, json_: bool, csv_: bool) -> None:
    """The documents and when each is known from, or those that speak of ENTITY."""
    from keiretsu.cli import contracts
    from keiretsu.lookup import EVER

    source = open_source(locator, figures=True)
    counts = source.claim_counts(options.named(source, entity))
    rows = [
        contracts.document_(document, counts.get(document.id, 0))
        for document in source.documents.values()
        if document.known_from <= (known or EVER) and (not entity or counts.get(document.id))
    ]
    show_rows("documents", rows, DOCUMENT_COLUMNS, json_, csv_, "No known document speaks of it.")


COMMANDS = (events, products, documents)
