"""Commands that list what is said of somebody, a line a claim: customers, relations, people, names, identifiers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from keiretsu.cli import options
from keiretsu.cli.columns import (
    CUSTOMER_COLUMNS,
    IDENTIFIER_COLUMNS,
    NAME_COLUMNS,
    RELATION_COLUMNS,
    ROLE_COLUMNS,
    on_day,
    show_rows,
)
from keiretsu.cli.lookups import say_preference
from keiretsu.cli.options import ENTITY, open_source
from keiretsu.cli.output import say

if TYPE_CHECKING:
    from datetime import date

    from keiretsu.claims import CustomerClaim, RelationClaim, RoleClaim
    from keiretsu.dates import PartialDate

__all__ = ["COMMANDS"]


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
@options.at_day
@options.answering
def customers(
    entity: str | None,
    kinds: tuple[str, ...],
    provider: str | None,
    product: str | None,
    since: PartialDate | None,
    until: PartialDate | None,
    at: date | None,
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """Who is a customer of whom, for what, and in what kind of list; of ENTITY as customer, supplier or product.

    With --at, who was one on that day or may have been: stated, held between two reports, last known, planned.
    """
    from keiretsu import catalogue, statements
    from keiretsu.cli import contracts
    from keiretsu.lookup import EVER

    source = open_source(locator)
    by, of = options.named(source, provider), options.named(source, product)
    found = catalogue.customers(source, options.named(source, entity), known or EVER)
    found, answers = statements.on_day(source, found, at, known or EVER)
    said = [
        (name, claim)
        for name, claim in found
        if (not kinds or claim.kind in kinds)
        and (not by or claim.supplier == by)
        and (not of or of in claim.product)
        and _lies(claim, since, until)
    ]
    nothing = "No known document names such a customer."
    rows = contracts.customers_(source, said, answers)
    show_rows("customers", rows, on_day(CUSTOMER_COLUMNS, at), json_, csv_, nothing)


@click.command()
@click.argument("entity", type=ENTITY, required=False)
@options.one_of("relation")
@options.since_until
@options.at_day
@options.answering
def relations(
    entity: str | None,
    kinds: tuple[str, ...],
    since: PartialDate | None,
    until: PartialDate | None,
    at: date | None,
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """Partners, carriers, suppliers, regulators, exchanges, research houses, memberships; of ENTITY, or all.

    With --at, what was so on that day or may have been, with its state.
    """
    from keiretsu import catalogue, statements
    from keiretsu.cli import contracts
    from keiretsu.lookup import EVER

    source = open_source(locator)
    found = catalogue.relations(source, options.named(source, entity), known or EVER)
    found, answers = statements.on_day(source, found, at, known or EVER)
    said = [
        (name, claim) for name, claim in found if (not kinds or claim.relation in kinds) and _lies(claim, since, until)
    ]
    nothing = "No known document tells of such a relation."
    rows = contracts.relations_(source, said, answers)
    show_rows("relations", rows, on_day(RELATION_COLUMNS, at), json_, csv_, nothing)


@click.command()
@click.argument("entity", type=ENTITY, required=False)
@options.since_until
@options.at_day
@options.answering
def people(
    entity: str | None,
    since: PartialDate | None,
    until: PartialDate | None,
    at: date | None,
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """Who has which post, and as of when; of ENTITY, a person or an organization, or all.

    With --at, who had it on that day or may have had it, with its state.
    """
    from keiretsu import catalogue, statements
    from keiretsu.cli import contracts
    from keiretsu.lookup import EVER

    source = open_source(locator)
    found = catalogue.roles(source, options.named(source, entity), known or EVER)
    found, answers = statements.on_day(source, found, at, known or EVER)
    said = [(name, claim) for name, claim in found if _lies(claim, since, until)]
    nothing = "No known document names somebody with a post there."
    rows = contracts.roles_(source, said, answers)
    show_rows("people", rows, on_day(ROLE_COLUMNS, at), json_, csv_, nothing)


# --- names, identifiers ---------------------------------------------------------------------------------------------


@click.command()
@click.argument("entity", type=ENTITY, required=False)
@options.one_of("name")
@options.at_day
@options.prefer
@options.answering
def names(
    entity: str | None,
    kinds: tuple[str, ...],
    at: date | None,
    prefer: str | None,
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """What the documents call each entity, or ENTITY: every name and spelling with its place.

    A name is seen on the day of its document's publication; --at tells what that makes of it on another day.
    """
    from keiretsu import statements
    from keiretsu.cli import contracts
    from keiretsu.disputes import by_claim, disputes
    from keiretsu.lookup import EVER

    source = open_source(locator, prefer=prefer)
    about = options.named(source, entity)
    found = [(name, claim) for name, claim in source.name_claims(known or EVER) if not about or claim.entity == about]
    found, answers = statements.on_day(source, found, at, known or EVER)
    disputed = [conflict for conflict in source.conflicts(known or EVER) if conflict.kind == "name"]
    computed = by_claim(disputes(source, disputed, known or EVER))
    rows = contracts.names_(source, [(n, c) for n, c in found if not kinds or c.kind in kinds], answers, computed)
    show_rows("names", rows, on_day(NAME_COLUMNS, at), json_, csv_, "No known document names it.")
    if not (json_ or csv_):
        if any(row.get("disputes") for row in rows):
            say()
            say("* another full name is given on the same day: 'keiretsu conflicts ID' shows where.")
        say_preference(source)


@click.command()
@click.argument("entity", type=ENTITY, required=False)
@options.one_of("identifier", "scheme")
@options.at_day
@options.answering
def identifiers(
    entity: str | None,
    schemes: tuple[str, ...],
    at: date | None,
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """Tickers, addresses and numbers by which ENTITY, or everybody, is known.

    One is seen on the day of its document's publication; --at tells what that makes of it on another day.
    """
    from keiretsu import catalogue, statements
    from keiretsu.cli import contracts
    from keiretsu.lookup import EVER

    source = open_source(locator)
    found = catalogue.identifiers(source, options.named(source, entity), known or EVER)
    found, answers = statements.on_day(source, found, at, known or EVER)
    said = [(name, claim) for name, claim in found if not schemes or claim.scheme in schemes]
    nothing = "No known document gives such an identifier."
    rows = contracts.identifiers_(source, said, answers)
    show_rows("identifiers", rows, on_day(IDENTIFIER_COLUMNS, at), json_, csv_, nothing)


COMMANDS = (customers, relations, people, names, identifiers)
