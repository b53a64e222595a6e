"""Commands that list: events, products, customers, relations, people, identifiers, names, documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from keiretsu.cli import options
from keiretsu.cli.columns import (
    CUSTOMER_COLUMNS,
    DOCUMENT_COLUMNS,
    EVENT_COLUMNS,
    IDENTIFIER_COLUMNS,
    NAME_COLUMNS,
    PRODUCT_COLUMNS,
    RELATION_COLUMNS,
    ROLE_COLUMNS,
    event_paragraph,
    show_rows,
)
from keiretsu.cli.lookups import say_preference
from keiretsu.cli.options import ENTITY, open_graph
from keiretsu.cli.output import say

if TYPE_CHECKING:
    from datetime import date

    from keiretsu.claims import CustomerClaim, RelationClaim, RoleClaim
    from keiretsu.dates import PartialDate
    from keiretsu.lookup import Source

__all__ = ["COMMANDS"]


def _id(source: Source, entity: str | None) -> str:
    return source.find(entity).id if entity is not None else ""


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

    With --at, what may have happened by that day; a plan whose day has passed is unconfirmed. An event with no date is
    listed by --since and --until where it may lie in that stretch.
    """
    from keiretsu.catalogue import discrepancies, disputed_events
    from keiretsu.cli import contracts
    from keiretsu.disputes import by_event, disputes
    from keiretsu.happenings import happenings
    from keiretsu.lookup import EVER

    source = open_graph(locator, prefer=prefer)
    found = happenings(source, known or EVER)
    if entity in found:
        chosen, long = [found[entity]], True
    else:
        about = _id(source, entity)
        first, last = since.earliest if since else None, until.latest if until else None
        last = min(last, at) if last and at else last or at
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
    if long and not json_ and not csv_:
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
@options.answering
def products(
    entity: str | None,
    provider: str | None,
    category: str | None,
    stages: tuple[str, ...],
    since: PartialDate | None,
    until: PartialDate | None,
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """Products and services; those that ENTITY provides, works on, is, or contains.

    --since, --until and --stage speak of the launch; a product without a launch that is told of is left out by them.
    """
    from keiretsu.catalogue import offers
    from keiretsu.cli import contracts
    from keiretsu.lookup import EVER

    source = open_graph(locator)
    about, by = _id(source, entity), _id(source, provider)
    first, last = since.earliest if since else None, until.latest if until else None
    spellings: dict[str, set[str]] = {}
    for _, claim in source.name_claims(known or EVER):
        spellings.setdefault(claim.entity, set()).add(claim.name)
    rows = [
        contracts.product_(source, offer, spellings.get(offer.product.id, ()))
        for offer in offers(source, known or EVER).values()
        if (not about or offer.concerns(about))
        and (not by or by in offer.providers)
        and (not category or any(category.casefold() in one.casefold() for one in offer.categories))
        and (not stages or any(launch.stage in stages for launch in offer.launches))
        and (not (since or until) or any(launch.may_lie(first, last) for launch in offer.launches))
    ]
    show_rows("products", rows, PRODUCT_COLUMNS, json_, csv_, "No known document tells of such a product.")


# --- customers, relations, people ------------------------------------------------------------------------------------


def _lies(
    claim: CustomerClaim | RelationClaim | RoleClaim, since: PartialDate | None, until: PartialDate | None
) -> bool:
    """Whether what a claim speaks of may have been so in a stretch: its date, or what it begins and ends with."""
    begins = claim.as_of or claim.from_
    ends = claim.as_of or claim.until
    late = since is not None and ends is not None and ends.latest < since.earliest
    return not late and not (until is not None and begins is not None and begins.earliest > until.latest)


@click.command()
@click.argument("entity", type=ENTITY, required=False)
@options.one_of("customer")
@options.provider
@click.option("--product", type=ENTITY, metavar="ENTITY", help="Only customers of this product.")
@options.since_until
@options.answering
def customers(
    entity: str | None,
    kinds: tuple[str, ...],
    provider: str | None,
    product: str | None,
    since: PartialDate | None,
    until: PartialDate | None,
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """Who is a customer of whom, for what, and in what kind of list; of ENTITY as customer, supplier or product."""
    from keiretsu import catalogue
    from keiretsu.cli import contracts
    from keiretsu.lookup import EVER

    source = open_graph(locator)
    by, of = _id(source, provider), _id(source, product)
    said = [
        (name, claim)
        for name, claim in catalogue.customers(source, _id(source, entity), known or EVER)
        if (not kinds or claim.kind in kinds)
        and (not by or claim.supplier == by)
        and (not of or of in claim.product)
        and _lies(claim, since, until)
    ]
    nothing = "No known document names such a customer."
    show_rows("customers", contracts.customers_(source, said), CUSTOMER_COLUMNS, json_, csv_, nothing)


@click.command()
@click.argument("entity", type=ENTITY, required=False)
@options.one_of("relation")
@options.since_until
@options.answering
def relations(
    entity: str | None,
    kinds: tuple[str, ...],
    since: PartialDate | None,
    until: PartialDate | None,
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """Partners, carriers, suppliers, regulators, exchanges, research houses, memberships; of ENTITY, or all."""
    from keiretsu import catalogue
    from keiretsu.cli import contracts
    from keiretsu.lookup import EVER

    source = open_graph(locator)
    said = [
        (name, claim)
        for name, claim in catalogue.relations(source, _id(source, entity), known or EVER)
        if (not kinds or claim.relation in kinds) and _lies(claim, since, until)
    ]
    nothing = "No known document tells of such a relation."
    show_rows("relations", contracts.relations_(source, said), RELATION_COLUMNS, json_, csv_, nothing)


@click.command()
@click.argument("entity", type=ENTITY, required=False)
@options.since_until
@options.answering
def people(
    entity: str | None,
    since: PartialDate | None,
    until: PartialDate | None,
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """Who has which post, and as of when; of ENTITY, a person or an organization, or all."""
    from keiretsu import catalogue
    from keiretsu.cli import contracts
    from keiretsu.lookup import EVER

    source = open_graph(locator)
    said = [
        (name, claim)
        for name, claim in catalogue.roles(source, _id(source, entity), known or EVER)
        if _lies(claim, since, until)
    ]
    nothing = "No known document names somebody with a post there."
    show_rows("people", contracts.roles_(source, said), ROLE_COLUMNS, json_, csv_, nothing)


# --- names, identifiers, documents -----------------------------------------------------------------------------------


@click.command()
@click.argument("entity", type=ENTITY, required=False)
@options.one_of("name")
@options.prefer
@options.answering
def names(
    entity: str | None,
    kinds: tuple[str, ...],
    prefer: str | None,
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """What the documents call each entity, or ENTITY: every name and spelling with its place."""
    from keiretsu.cli import contracts
    from keiretsu.disputes import by_claim, disputes
    from keiretsu.lookup import EVER

    source = open_graph(locator, prefer=prefer)
    disputed = [conflict for conflict in source.conflicts(known or EVER) if conflict.kind == "name"]
    computed = by_claim(disputes(source, disputed, known or EVER))
    rows = contracts.names_(source, _id(source, entity), known or EVER, computed)
    rows = [row for row in rows if not kinds or row["kind"] in kinds]
    show_rows("names", rows, NAME_COLUMNS, json_, csv_, "No known document names it.")
    if not (json_ or csv_):
        if any(row.get("disputes") for row in rows):
            say()
            say("* another full name is given on the same day: 'keiretsu conflicts ID' shows where.")
        say_preference(source)


@click.command()
@click.argument("entity", type=ENTITY, required=False)
@options.one_of("identifier", "scheme")
@options.answering
def identifiers(
    entity: str | None, schemes: tuple[str, ...], known: date | None, locator: str | None, json_: bool, csv_: bool
) -> None:
    """Tickers, addresses and numbers by which ENTITY, or everybody, is known."""
    from keiretsu import catalogue
    from keiretsu.cli import contracts
    from keiretsu.lookup import EVER

    source = open_graph(locator)
    said = catalogue.identifiers(source, _id(source, entity), known or EVER)
    said = [(name, claim) for name, claim in said if not schemes or claim.scheme in schemes]
    nothing = "No known document gives such an identifier."
    show_rows("identifiers", contracts.identifiers_(source, said), IDENTIFIER_COLUMNS, json_, csv_, nothing)


@click.command()
@click.argument("entity", type=ENTITY, required=False)
@options.answering
def documents(entity: str | None, known: date | None, locator: str | None, json_: bool, csv_: bool) -> None:
    """The documents and when each is known from, or those that speak of ENTITY."""
    from keiretsu.cli import contracts
    from keiretsu.lookup import EVER

    source = open_graph(locator, figures=True)
    counts = source.claim_counts(_id(source, entity))
    rows = [
        contracts.document_(document, counts.get(document.id, 0))
        for document in source.documents.values()
        if document.known_from <= (known or EVER) and (not entity or counts.get(document.id))
    ]
    show_rows("documents", rows, DOCUMENT_COLUMNS, json_, csv_, "No known document speaks of it.")


COMMANDS = (events, products, customers, relations, people, names, identifiers, documents)
