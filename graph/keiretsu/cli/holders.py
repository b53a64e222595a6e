"""Commands about who is behind a company: its owners, who controls it, by which chains."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from keiretsu.cli import options
from keiretsu.cli.lookups import moment, say_preference
from keiretsu.cli.options import ENTITY, open_graph
from keiretsu.cli.output import print_answer, print_table, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from keiretsu.cli.contracts.owners import Disputed
    from keiretsu.control import Control
    from keiretsu.direct import Right
    from keiretsu.library import Controls, Graph
    from keiretsu.lookup import Source
    from keiretsu.owners import CapTable, Owner
    from keiretsu.ownership import Definition
    from keiretsu.routes import Step

__all__ = ["COMMANDS"]

_WHY = "keiretsu why CLAIM shows the document and the place."


def _disputed(graph: Graph, at: date | None, known: date | None) -> Disputed:
    """What the way from a holder down to a company on a day rests on that documents differ about."""
    from keiretsu.disputes import of_group, on_the_way
    from keiretsu.lookup import EVER

    found, network = of_group(graph.source, known or EVER), graph.network(at, known)
    return lambda holder, company: on_the_way(found, network, holder, company)


def _right(command: Callable[..., None]) -> Callable[..., None]:
    text = "Of shares, or of votes: those of the shares where nothing else is stated."
    choice = click.Choice(("shares", "votes"))
    return click.option("--right", type=choice, default="shares", show_default=True, help=text)(command)


@click.command()
@click.argument("company", type=ENTITY)
@_right
@options.at_day
@options.prefer
@options.answering
def owners(
    company: str,
    right: Right,
    at: date | None,
    prefer: str | None,
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """Who owns COMPANY on a day: a table that sums to 100, direct and looked through, and who controls it."""
    from keiretsu.lookup import EVER

    graph = open_graph(locator, prefer=prefer)
    source, entity = graph.source, graph.company(company)
    day, sentence = moment(graph, at, known)
    told = graph.owners(entity.id, at, known, right)
    disputed = _disputed(graph, at, known)
    if json_ or csv_:
        from keiretsu.cli import contracts

        answer = contracts.owners_(source, day, known or EVER, right, told, disputed)
        print_answer("owners", answer, contracts.owners_rows(answer), json_=json_, csv_=csv_)
        return
    say(f"Who owns {entity.name} ({entity.id}) {sentence}, in {right}")
    say_preference(source)
    if not told.owners:
        say("No known document says who holds it then.")
        return
    say()
    _print_owners(source, told, disputed)
    say()
    _print_controllers(source, told)
    say(_WHY)


def _print_owners(source: Source, told: CapTable, disputed: Disputed) -> None:
    from keiretsu.cli import words

    shows_unchanged = any(owner.effective != owner.if_unchanged for owner in told.owners)
    shows_unchanged |= told.undisclosed_effective != told.undisclosed_if_unchanged

    def row(owner: Owner) -> tuple[str, ...]:
        joint = "".join(f" with {source.entities[name].name}" for name in owner.jointly_with)
        unchanged = (str(owner.if_unchanged or ""),) if shows_unchanged else ()
        verdict = f"{owner.control.verdict}{', as last known' if owner.control.last_known else ''}"
        mark = words.mark(disputed(owner.id, told.company))
        return (
            f"{source.entities[owner.id].name}{joint}",
            (words.share(owner.direct) if owner.answer else "through others") + mark,
            words.state(owner.answer) if owner.answer else "",
            str(owner.effective or "itself"),
            *unchanged,
            "yes" if owner.ultimate else "",
            verdict,
            words.ids(owner.claims),
        )

    rest = (
        "undisclosed",
        str(told.undisclosed),
        "",
        str(told.undisclosed_effective),
        *((str(told.undisclosed_if_unchanged),) if shows_unchanged else ()),
    )
    heads = ("OWNER", "DIRECT", "STATE", "EFFECTIVE", *(("IF UNCHANGED",) if shows_unchanged else ()))
    rows = [*map(row, told.owners), (*rest, "", "", "")]
    print_table((*heads, "ULTIMATE", "CONTROLS", "CLAIMS"), rows)
    say()
    say(
        "Direct shares and the undisclosed rest make 100 %; so do the ultimate owners' effective shares and their rest."
    )
    if shows_unchanged:
        say("What is only last known may be anything on the day; 'if unchanged' is had nothing changed since.")


def _print_controllers(source: Source, told: CapTable) -> None:
    for one in told.controlled_by:
        qualified = ", as last known" if one.last_known else ""
        say(f"Controlled by {source.entities[one.holder].name}{qualified}; 'keiretsu control' says since when.")
    if not told.controlled_by:
        say("No named owner surely controls it.")


@click.command()
@click.argument("entity", type=ENTITY)
@options.at_day
@options.prefer
@options.answering
def control(
    entity: str,
    at: date | None,
    prefer: str | None,
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """Who controls ENTITY, and what it controls, on a day; since when, and by which claims."""
    graph = open_graph(locator, prefer=prefer)
    source = graph.source
    _, sentence = moment(graph, at, known)
    found = graph.control(entity, at, known)
    disputed = _disputed(graph, at, known)
    if json_ or csv_:
        from keiretsu.cli import contracts

        answer = contracts.controls_(source, found, disputed)
        rows = [*answer["controlled_by"], *answer["controls"]]
        print_answer("control", answer, rows, json_=json_, csv_=csv_)
        return
    say(f"Control of and by {found.entity.name} ({found.entity.id}) {sentence}")
    say_preference(source)
    say()
    surely = [one for one in found.above if one.verdict != "no"]
    if surely:
        say("Controlled by")
        _print_control(source, found, surely, disputed)
    else:
        say("No named owner controls it." if found.above else "Nobody is known to hold it.")
    if found.below:
        say()
        say("Controls")
        _print_control(source, found, found.below, disputed)
    for one in found.disagreements:
        say()
        say(f"{source.entities[one.company].name}: {one.why} (claims {' '.join(c[:8] for c in one.claims)})")
    if surely or found.below:
        say()
        say(_WHY)


def _print_control(source: Source, found: Controls, verdicts: Iterable[Control], disputed: Disputed) -> None:
    from keiretsu.cli import words

    rows = []
    for one in verdicts:
        pair = one.holder, one.company
        span = next((s for s in reversed(found.spans.get(pair, ())) if s.verdict == one.verdict), None)
        other = one.company if one.holder == found.entity.id else one.holder
        ultimate = " (ultimate)" if other == one.holder and pair in found.ultimate else ""
        mark = words.mark(disputed(*pair))
        rows.append(
            (
                f"{source.entities[other].name}{ultimate}",
                f"{one.verdict}{', as last known' if one.last_known else ''}{mark}",
                ", ".join(source.entities[name].name for name in one.through if name != one.holder) or "directly",
                words.window(span.since) if span else "",
                words.window(span.until) if span else "",
                words.ids(span.moved_by if span else ()),
                words.ids(one.claims),
            )
        )
    print_table(("WHO", "CONTROLS", "THROUGH", "SINCE", "UNTIL", "MOVED BY", "CLAIMS"), rows)


@click.command()
@click.argument("holder", type=ENTITY)
@click.argument("company", type=ENTITY)
@_right
@options.at_day
@options.prefer
@options.answering
def routes(
    holder: str,
    company: str,
    right: Right,
    at: date | None,
    prefer: str | None,
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """The chains of stakes from HOLDER down to COMPANY on a day, with their shares, products and claims."""
    from keiretsu.cli import words

    graph = open_graph(locator, prefer=prefer)
    source = graph.source
    _, sentence = moment(graph, at, known)
    found = graph.routes(holder, company, at, known, right)
    disputed = _disputed(graph, at, known)
    if json_ or csv_:
        from keiretsu.cli import contracts

        answer = contracts.routes_(source, right, found, disputed)
        print_answer("routes", answer, contracts.routes_rows(answer), json_=json_, csv_=csv_)
        return
    say(f"From {found.holder.name} to {found.company.name} {sentence}, in {right}")
    say_preference(source)
    if not found.routes:
        say("No known chain of stakes leads from one to the other then.")
        return
    say()
    for number, route in enumerate(found.routes, 1):
        unchanged = "" if route.product == route.if_unchanged else f"; {route.if_unchanged} if nothing changed since"
        say(f"{number}. {route.product}{unchanged}")
        for step in route.steps:
            ends = (source.entities[name].name for name in (step.holder, step.company))
            mark = words.mark(disputed(step.holder, step.company))
            say(f"     {_told(source, step).join(ends)}{mark}  (claims {words.ids(step.claims)})")
    say()
    if found.more:
        say(f"There are more; these are the {len(found.routes)} shortest.")
    if found.effective is not None:
        say(f"All routes together, loops included: {found.effective} (look-through).")
    say(_WHY)


@click.command()
@click.argument("holder", type=ENTITY)
@click.option(
    "--definition",
    type=click.Choice(("look-through", "total", "first-arrival")),
    default="look-through",
    show_default=True,
    help="Routes that never return to their owner; every route, returns counted; or routes that stop at the target.",
)
@_right
@options.at_day
@options.prefer
@options.answering
def effective(
    holder: str,
    definition: Definition,
    right: Right,
    at: date | None,
    prefer: str | None,
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """What HOLDER has in every company that it reaches on a day, through every chain of stakes."""
    from keiretsu.cli import contracts, words

    graph = open_graph(locator, prefer=prefer)
    source, entity = graph.source, graph.find(holder)
    _, sentence = moment(graph, at, known)
    found = graph.effective(entity.id, at, known, definition, right)
    disputed = _disputed(graph, at, known)
    if json_ or csv_:
        answer = contracts.effective_(source, found, disputed)
        print_answer("effective", answer, answer["companies"], json_=json_, csv_=csv_)
        return
    say(f"What {entity.name} ({entity.id}) has {sentence}, in {right}, by {definition}")
    say_preference(source)
    if not found.shares:
        say("No known chain of stakes leads from it to a company then.")
        return
    say()
    differs = any(found.if_unchanged[company] != share for company, share in found.shares.items())
    rows = []
    for company, share in found.shares.items():
        mark = words.mark(disputed(entity.id, company))
        unchanged = (str(found.if_unchanged[company]),) if differs else ()
        cells = (source.entities[company].name, f"{share}{mark}", *unchanged, words.ids(found.claims[company]))
        rows.append(cells)
    print_table(("COMPANY", "EFFECTIVE", *(("IF UNCHANGED",) if differs else ()), "CLAIMS"), rows)
    say()
    say(f"keiretsu why {entity.id} COMPANY shows the chains and their claims.")


def _told(source: Source, step: Step) -> str:
    share = "an undisclosed share" if step.undisclosed else str(step.share)
    joint = " and ".join(source.entities[name].name for name in step.jointly_with)
    return f" has {share}{', as last known,' if step.last_known else ''}{f' jointly with {joint}' if joint else ''} of "


COMMANDS = (owners, effective, control, routes)
