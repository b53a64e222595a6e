"""Commands that answer a question: a history, a group, the evidence, a query."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from keiretsu.cli import options
from keiretsu.cli.options import ENTITY, open_graph
from keiretsu.cli.output import clean, print_answer, print_table, print_tree, say, tree
from keiretsu.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rdflib.query import Result

    from keiretsu.disputes import Dispute
    from keiretsu.library import Graph, Group
    from keiretsu.lookup import Source
    from keiretsu.model import Period
    from keiretsu.network import Network
    from keiretsu.profile import Stakes

__all__ = ["COMMANDS", "moment", "say_preference", "stake_tables"]


def moment(graph: Graph, at: date | None, known: date | None) -> tuple[date, str]:
    """The day that is asked about, and a sentence that says it and what is known."""
    day = graph.day(at, known)
    default = "" if at else ", the last publication"
    return day, f"on {day}{default}, as known {f'on {known}' if known else 'from all documents'}"


@click.command()
@click.argument("company", type=ENTITY)
@options.at_day
@options.prefer
@options.answering
def history(
    company: str,
    at: date | None,
    prefer: str | None,
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """Who held COMPANY, how much, and when: every stake with its windows, state and evidence."""
    from keiretsu.lookup import EVER

    graph = open_graph(locator, prefer=prefer)
    source, entity = graph.source, graph.company(company)
    found = graph.history(entity.id, at, known)
    if json_ or csv_:
        from keiretsu.cli import contracts

        told = contracts.history_(source, entity.id, at, known or EVER, found)
        print_answer("history", told, contracts.history_rows(told), json_=json_, csv_=csv_)
        return
    when = f" on {at}" if at else ""
    say(f"{entity.name} ({entity.id}): who held it{when}, as known {f'on {known}' if known else 'from all documents'}")
    say_preference(source)
    if not found.stakes:
        say("No known document says who holds it.")
    stake_tables(source, found, at)
    if found.stakes:
        say()
        say("keiretsu why CLAIM shows the document and the place.")


def say_preference(source: Source) -> None:
    """A line that says how conflicts are decided, where it is not by the written policy (C2)."""
    from keiretsu.cli import words

    if source.prefer:
        say(words.preference(source.prefer))


def stake_tables(source: Source, found: Stakes, at: date | None = None) -> None:
    """Stakes in a company and its standings, as tables, with what is known of each on the day that is asked about."""
    from keiretsu.cli import words
    from keiretsu.disputes import of_stake

    def name(entity: str) -> str:
        return source.entities[entity].name

    for key, held in found.stakes.items():
        if held.answer is not None and at is not None:
            behind = f" (claims {words.ids(held.answer.claims)})" if held.answer.claims else ""
            mark = words.mark(of_stake(found.disputes, key, held.answer, at))
            say(f"  {name(key.holder)}: {words.told(held.answer)}{mark}{behind}")
    rows = [
        (name(key.holder) + "".join(f" with {name(other)}" for other in p.jointly_with), *stretch(found, p))
        for key, held in found.stakes.items()
        for p in held.periods
    ]
    if rows:
        say()
        print_table(("HOLDER", "SHARE", *_STRETCH), rows)
    standings = [(name(key.parent), *stretch(found, p)) for key, periods in found.standings.items() for p in periods]
    if standings:
        say()
        print_table(("PARENT", "STANDING", *_STRETCH), standings)
    for dispute in found.disputes:
        say()
        say(f"* Conflict about the {dispute.conflict.kind}: {words.conflict(dispute)}")


def stretch(found: Stakes, period: Period) -> tuple[str, ...]:
    """A period's cells, its share or standing with the mark of what it rests on."""
    from keiretsu.cli import words

    value, *rest = words.stretch(period)
    return (value + words.mark(found.disputed(period)), *rest)


_STRETCH = ("BEGAN", "ENDED", "STATE", "EVIDENCE", "CLAIMS")


@click.command()
@click.argument("root", type=ENTITY, required=False)
@options.at_day
@options.prefer
@options.answering
def group(
    root: str | None,
    at: date | None,
    prefer: str | None,
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """The companies under ROOT on a day, as a tree with percentages."""
    from keiretsu.cli import contracts
    from keiretsu.disputes import of_group

    graph = open_graph(locator, prefer=prefer)
    _, sentence = moment(graph, at, known)
    found = graph.group(root or "", at, known)
    disputed = of_group(graph.source, found.known)
    if json_ or csv_:
        told = contracts.group_(graph.source, found, disputed)
        print_answer("group", told, contracts.group_rows(told), json_=json_, csv_=csv_)
        return
    say(f"The group of {found.root.name} {sentence}")
    say_preference(graph.source)
    if not found.members:
        say("No known document shows a company under it then.")
        return
    _print_group(graph.source, graph.network(at, known), found, disputed)


def _print_group(source: Source, graph: Network, found: Group, disputed: Sequence[Dispute]) -> None:
    from keiretsu.cli import words
    from keiretsu.disputes import of_stake, of_standing

    day, root, members = found.at, found.root.id, found.members
    marks: list[str] = []
    by_id = {member.id: member for member in members}
    top = tree(source.entities[root].name)
    shown: set[str] = set()

    def add(branch: object, holder: str) -> None:
        for member in members:
            parent = next((p for p in member.parents if p.id == holder), None)
            standing_only = parent is None and not member.parents and holder == root
            if parent is None and not standing_only:
                continue
            facts = []
            if parent is not None:
                perhaps = "perhaps, " if parent.answer.there is None and parent.answer.state == "unknown" else ""
                mark = words.mark(of_stake(disputed, parent.key(member.id), parent.answer, day))
                marks.append(mark)
                facts.append(f"{perhaps}{words.share(parent.answer.share)}{mark}, {words.state(parent.answer)}")
            if member.standing is not None:
                perhaps = "perhaps, " if member.standing.there is None and member.standing.state == "unknown" else ""
                mark = words.mark(of_standing(disputed, member.id, member.standing, day))
                marks.append(mark)
                classed = f"{words.standing(member.standing.standing)}{mark}"
                facts.append(f"{perhaps}{classed}, {words.state(member.standing)}")
            facts += [
                f"with {source.entities[other].name} {words.share(data['answer'].share)}"
                for other, _, data in graph.in_edges(member.id, data=True)
                if other not in by_id and other != root
            ]
            label = f"{source.entities[member.id].name}: {'; '.join(facts)}"
            below = branch.add(clean(label))  # type: ignore[attr-defined]
            if member.id not in shown:  # what is held twice shows its own holdings once
                shown.add(member.id)
                add(below, member.id)

    add(top, root)
    print_tree(top)
    if any(marks):
        say()
        say("* documents differ; in brackets what else is said: 'keiretsu conflicts COMPANY' shows how.")


@click.command()
@click.argument("text", required=False)
@click.option("-f", "--file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Read it from a file.")
@click.option("--entity", "-e", type=ENTITY, metavar="ENTITY", help="What ?entity stands for.")
@options.at_day
@options.prefer
@options.known_day
@options.graph
@options.as_json
@options.as_csv
def query(
    text: str | None,
    file: Path | None,
    entity: str | None,
    at: date | None,
    prefer: str | None,
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """Run SPARQL: TEXT, a file, or a named query such as @holders; without any, list the named ones.

    The usual prefixes are known. ?at, ?known and ?entity stand for what the options say.
    """
    from keiretsu import sparql

    if text and file:
        raise RequestError("give either a query or a file, not both")
    if not text and not file:
        print_table(("NAME", "ANSWERS"), [(f"@{q.name}", q.help) for q in sparql.named_queries()])
        return
    if text and text.startswith("@"):
        body = sparql.named(text[1:]).text
    elif file is not None:
        try:
            body = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise RequestError(f"{file}: cannot be read: {error}") from None
    else:
        body = text or ""
        if not any(c.isspace() for c in body):  # no query is one word; a name of a file is
            raise RequestError(f"{body!r} is no query; -f reads one from a file, @name takes a named one")
    if json_ and csv_:
        raise RequestError("--json and --csv exclude each other; give one of them")
    graph = open_graph(locator, figures=True, prefer=prefer)
    given = {name for name, value in (("at", at), ("known", known), ("entity", entity)) if value}
    result = graph.query(body, at, known, entity or "", given)
    _print_result(result, json_=json_, csv_=csv_)
    if result.type in ("SELECT", "ASK") and not (json_ or csv_):
        say_preference(graph.source)


def _print_result(result: Result, *, json_: bool, csv_: bool) -> None:
    if result.type in ("CONSTRUCT", "DESCRIBE"):
        from keiretsu.vocab import PREFIXES

        if result.graph is not None:
            for prefix, iri in PREFIXES.items():
                result.graph.bind(prefix, iri)
        text = result.serialize(format="turtle") or b""
        click.echo(text.decode(), nl=False)
    elif json_ or (csv_ and result.type == "SELECT"):
        text = result.serialize(format="json" if json_ else "csv") or b""
        click.echo(text.decode(), nl=json_)
    elif result.type == "ASK":
        say("yes" if result.askAnswer else "no")
    else:
        heads = [str(variable) for variable in result.vars or ()]
        rows = [["" if term is None else str(term) for term in row] for row in result]  # type: ignore[union-attr]
        print_table(heads, rows)


COMMANDS = (history, group, query)
