"""The command that compares two days, or two states of knowledge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from keiretsu.cli import options
from keiretsu.cli.lookups import say_preference
from keiretsu.cli.options import DAY, ENTITY, open_graph
from keiretsu.cli.output import print_answer, print_table, say
from keiretsu.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


__all__ = ["COMMANDS"]

_USAGE = "give two days, 'diff FROM TO', or two states of knowledge, 'diff --known FROM TO'"


@click.command()
@click.argument("days", nargs=-1, type=DAY, required=True, metavar="FROM TO")
@click.option("--entity", "-e", type=ENTITY, metavar="ENTITY", help="Only changes that concern this entity or event.")
@click.option(
    "--kind", "kinds", multiple=True, metavar="WORD", help="Only changes of this kind: joined, left, share, ..."
)
@options.at_day
@options.prefer
@options.answering
def diff(
    days: tuple[date, ...],
    entity: str | None,
    kinds: tuple[str, ...],
    at: date | None,
    prefer: str | None,
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """What changed in the world FROM one day TO another; or, as 'diff --known FROM TO', in what was known of a day.

    Corrections of the record are told apart from changes. With --known the day that is asked about is --at, by default
    the last publication.
    """
    from keiretsu.changes import KINDS
    from keiretsu.cli import contracts
    from keiretsu.disputes import about as disputes_about
    from keiretsu.happenings import happenings
    from keiretsu.lookup import EVER

    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise RequestError(f"{unknown[0]!r} is no kind of change; there are {', '.join(KINDS)}")
    graph = open_graph(locator, prefer=prefer)
    source = graph.source
    about = "" if not entity else entity if entity in source.events else source.find(entity).id
    if len(days) == 2:
        if at is not None:
            raise RequestError(f"--at says of which day two states of knowledge are compared; {_USAGE}")
        start, end = days
        clock, limit, day = "at", known or EVER, None
        found = graph.diff(start, end, known)
        head = f"From {start} to {end}, as known {f'on {known}' if known else 'from all documents'}"
    elif len(days) == 1 and known is not None:
        start, end = known, days[0]
        clock, limit = "known", max(start, end)
        day = graph.day(at, limit)
        found = graph.learned(start, end, day)
        head = f"What was known on {start} and on {end}, of {day}{'' if at else ', the last publication'}"
    else:
        raise RequestError(_USAGE)
    involved = {h.event.id for h in happenings(source, limit).values() if h.involves(about)} | {about}
    chosen = [
        change
        for change in found
        if (not kinds or change.kind in kinds)
        and (not about or involved & {change.entity, change.holder, *change.subject.products})
    ]
    told = contracts.diff_(source, clock, (start, end), day, limit, chosen, disputes_about(source, "", limit))
    if json_ or csv_:
        print_answer("diff", told, contracts.diff_rows(told), json_=json_, csv_=csv_)
        return
    name = source.events[about].title if about in source.events else source.entities[about].name if about else ""
    say(head + (f", about {name}" if about else ""))
    say_preference(source)
    if not chosen:
        say("Nothing that a known document tells of is different.")
        return
    for title, rows in (
        ("", told["changes"]),
        ("Corrections: the record was otherwise, not the world", told["corrections"]),
    ):
        if rows:
            say()
            if title:
                say(title)
            _print(rows)
    say()
    say("keiretsu why CLAIM shows the document and the place.")


def _print(rows: Iterable[Any]) -> None:
    from keiretsu.cli import words
    from keiretsu.dates import Window, parse_day

    def window(value: Any) -> str:
        after, by = (parse_day(value[end]) if value[end] else None for end in ("after", "by"))
        return words.window(Window(after, by))

    print_table(
        ("CHANGE", "WHAT", "BEFORE", "AFTER", "WHEN", "WHY", "CLAIMS"),
        [
            (
                row["kind"],
                row["entity"]["name"] + (f" / {row['holder']['name']}" if row["holder"] else ""),
                _side(row["before"]),
                _side(row["after"]) + _mark(row),
                window(row["when"]),
                "; ".join(row["reasons"]),
                words.ids(row["claims"]),
            )
            for row in rows
        ],
    )


def _mark(row: Any) -> str:
    """The mark of a change that rests on a conflict, and what else is said (C2)."""
    others = [v["value"] for c in row.get("conflicts", ()) for v in c["values"] if v["claim"] != c["prefers"]]
    return f" * ({'; '.join(dict.fromkeys(others))})" if others else ""


def _side(value: Any) -> str:
    """One side of a change in words."""
    from decimal import Decimal

    from keiretsu.cli import words
    from keiretsu.shares import Share

    if value is None:
        return "-"
    if isinstance(value, str):
        return words.standing(value)
    if isinstance(value, list):
        return ", ".join(value)
    if "stage" in value:
        told: Sequence[str] = (value["stage"], value["date"] or "", *value["amounts"])
        return ", ".join(text for text in told if text)
    if "presence" in value:
        part = _side(value["share"]) if value["share"] else "share not said"
        told = (
            value["presence"] if value["presence"] != "there" else "",
            part,
            words.standing(value["standing"] or ""),
        )
        return ", ".join(text for text in told if text)
    ends = value.get("open", [])
    return str(Share(Decimal(value["min"]), Decimal(value["max"]), "min" in ends, "max" in ends))


COMMANDS = (diff,)
