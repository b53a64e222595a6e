"""The command about figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from keiretsu.cli import options
from keiretsu.cli.columns import FIGURE_COLUMNS, series_table, show_rows
from keiretsu.cli.lookups import say_preference
from keiretsu.cli.options import ENTITY, open_source
from keiretsu.cli.output import say
from keiretsu.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from keiretsu.claims import FigureClaim
    from keiretsu.dates import PartialDate

__all__ = ["COMMANDS", "measures_of"]


@click.command()
@click.argument("entity", type=ENTITY, required=False)
@click.option("--measure", "-m", metavar="WORD", help="Of this measure: operating-income; or of those with WORD.")
@click.option("--segment", "-s", metavar="WORD", help="Of this part of the subject; 'none' for the whole alone.")
@options.one_of("aspect", "aspect")
@options.one_of("figure")
@click.option("--document", metavar="ID", help="Printed in this document.")
@options.since_until
@click.option("--series", is_flag=True, help="Values lined up by period, a column a document.")
@options.at_day
@options.prefer
@options.answering
def figures(
    entity: str | None,
    measure: str | None,
    segment: str | None,
    aspects: tuple[str, ...],
    kinds: tuple[str, ...],
    document: str | None,
    since: PartialDate | None,
    until: PartialDate | None,
    series: bool,
    at: date | None,
    prefer: str | None,
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """Every printed number: actual, target or forecast; of ENTITY as subject or segment. A star marks a disputed line.

    --since and --until take figures whose period lies within, wholly; --at those whose period contains that day.
    """
    from keiretsu import catalogue
    from keiretsu.cli import contracts
    from keiretsu.disputes import by_claim, disputes
    from keiretsu.lookup import EVER

    source = open_source(locator, figures=True, prefer=prefer)
    about = options.named(source, entity)
    if document is not None and document not in source.documents:
        raise RequestError(f"no document {document!r}; there are {', '.join(source.documents)}")
    words = measures_of(measure, source.measures) if measure is not None else ()
    said = catalogue.figures(source, about, known or EVER, words)

    def wanted(claim: FigureClaim) -> bool:
        return (
            (segment is None or claim.segment == ("" if segment == "none" else segment))
            and (not (aspects or series) or claim.aspect in (aspects or ("value",)))
            and (not kinds or claim.kind in kinds)
            and (document is None or claim.document == document)
            and (since is None or claim.period.earliest >= since.earliest)
            and (until is None or claim.period.latest <= until.latest)
            and (at is None or at in claim.period)
        )

    chosen = [(name, claim) for name, claim in said if wanted(claim)]
    conflicts = [conflict for conflict in source.conflicts(known or EVER) if conflict.kind == "figure"]
    computed = by_claim(disputes(source, conflicts, known or EVER))
    rows = contracts.figures_(source, chosen, catalogue.disputed(source, known or EVER), computed)
    if series and rows and not (json_ or csv_):
        series_table(rows)
    else:
        show_rows("figures", rows, FIGURE_COLUMNS, json_, csv_, "No known document prints such a figure.")
    if not (json_ or csv_):
        if any(row["conflicts"] or row.get("disputes") for row in rows):
            say()
            say("* misprinted, or printed otherwise elsewhere, as in brackets: 'keiretsu conflicts' shows it.")
        say_preference(source)


def measures_of(word: str, known: Collection[str]) -> list[str]:
    """The measures that a word means: the one of this name, or those with the word in their names."""
    from keiretsu.validation import near

    name = word.strip().casefold().replace(" ", "-")
    found = [name] if name in known else [measure for measure in known if name and name in measure]
    if not found:
        hint = near(name, known) or "'keiretsu query @measures' lists them"
        raise RequestError(f"no figures of a measure {word!r}; {hint}")
    return found


COMMANDS = (figures,)
