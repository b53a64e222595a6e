"""Commands about who is behind a company: its owners, who controls it, by which chains."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from keiretsu.cli import options
from keiretsu.cli.lookups import limits
from keiretsu.cli.options import ENTITY, open_graph
from keiretsu.cli.output import print_answer, print_table, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from keiretsu.control import Control
    from keiretsu.direct import Right
    from keiretsu.lookup import Source
    from keiretsu.owners import CapTable, Owner
    from keiretsu.routes import Step
    from keiretsu.tenure import Span

__all__ = ["COMMANDS"]

_WHY = "keiretsu why CLAIM shows the document and the place."


def _right(command: Callable[..., None]) -> Callable[..., None]:
    text = "Of shares, or of votes: those of the shares where nothing else is stated."
    choice = click.Choice(("shares", "votes"))
    return click.option("--right", type=choice, default="shares", show_default=True, help=text)(command)


@click.command()
@click.argument("company", type=ENTITY)
@_right
@options.at_day
@options.answering
def owners(
    company: str, right: Right, at: date | None, known: date | None, locator: str | None, json_: bool, csv_: bool
) -> None:
    """Who owns COMPANY on a day: a table that sums to 100, direct and looked through, and who controls it."""
    from keiretsu.lookup import HOLDABLE
    from keiretsu.network import network
    from keiretsu.owners import cap_table

    source = open_graph(locator)
    entity = source.find(company, HOLDABLE)
    day, limit, sentence = limits(source, at, known)
    told = cap_table(network(source, day, limit), entity.id, right)
    if json_ or csv_:
        from keiretsu.cli import contracts

        answer = contracts.owners_(source, day, limit, right, told)
        print_answer("owners", answer, contracts.owners_rows(answer), json_=json_, csv_=csv_)
        return
    say(f"Who owns {entity.name} ({entity.id}) {sentence}, in {right}")
    if not told.owners:
        say("No known document says who holds it then.")
        return
    say()
    _print_owners(source, told)
    say()
    _print_controllers(source, told)
    say(_WHY)


def _print_owners(source: Source, told: CapTable) -> None:
    from keiretsu.cli import words

    shows_unchanged = any(owner.effective != owner.if_unchanged for owner in told.owners)
    shows_unchanged |= told.undisclosed_effective != told.undisclosed_if_unchanged

    def row(owner: Owner) -> tuple[str, ...]:
        joint = "".join(f" with {source.entities[name].name}" for name in owner.jointly_with)
        unchanged = (str(owner.if_unchanged or ""),) if shows_unchanged else ()
        verdict = f"{owner.control.verdict}{', as last known' if owner.control.last_known else ''}"
        return (
            f"{source.entities[owner.id].name}{joint}",
            words.share(owner.direct) if owner.answer else "through others",
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
@options.answering
def control(entity: str, at: date | None, known: date | None, locator: str | None, json_: bool, csv_: bool) -> None:
    """Who controls ENTITY, and what it controls, on a day; since when, and by which claims."""
    from keiretsu.control import control as controlling
    from keiretsu.control import controllers, disagreements, ultimate_controllers
    from keiretsu.network import network
    from keiretsu.tenure import tenures

    source = open_graph(locator)
    found = source.find(entity)
    day, limit, sentence = limits(source, at, known)
    graph = network(source, day, limit)
    above = controllers(graph, found.id)
    below = [one for one in controlling(graph, found.id).values() if one.verdict != "no"]
    controlled = (found.id, *(one.company for one in below))
    ends = [(one.holder, one.company) for name in controlled for one in ultimate_controllers(graph, name)]
    spans = {**tenures(source, limit, company=found.id), **tenures(source, limit, holder=found.id)}
    wrong = [one for one in disagreements(graph) if found.id in (one.parent, one.company)]
    if json_ or csv_:
        from keiretsu.cli import contracts

        answer = contracts.controls_(source, found.id, day, limit, above, below, ends, spans, wrong)
        rows = [*answer["controlled_by"], *answer["controls"]]
        print_answer("control", answer, rows, json_=json_, csv_=csv_)
        return
    say(f"Control of and by {found.name} ({found.id}) {sentence}")
    say()
    surely = [one for one in above if one.verdict != "no"]
    if surely:
        say("Controlled by")
        _print_control(source, surely, lambda one: one.holder, spans, ends)
    else:
        say("No named owner controls it." if above else "Nobody is known to hold it.")
    if below:
        say()
        say("Controls")
        _print_control(source, below, lambda one: one.company, spans, ends)
    for one in wrong:
        say()
        say(f"{source.entities[one.company].name}: {one.why} (claims {' '.join(c[:8] for c in one.claims)})")
    if surely or below:
        say()
        say(_WHY)


def _print_control(
    source: Source,
    verdicts: Iterable[Control],
    other: Callable[[Control], str],
    spans: Mapping[tuple[str, str], Sequence[Span]],
    ends: Sequence[tuple[str, str]],
) -> None:
    from keiretsu.cli import words

    rows = []
    for one in verdicts:
        pair = one.holder, one.company
        span = next((s for s in reversed(spans.get(pair, ())) if s.verdict == one.verdict), None)
        rows.append(
            (
                source.entities[other(one)].name + (" (ultimate)" if pair in ends and other(one) == one.holder else ""),
                f"{one.verdict}{', as last known' if one.last_known else ''}",
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
@options.answering
def routes(
    holder: str,
    company: str,
    right: Right,
    at: date | None,
    known: date | None,
    locator: str | None,
    json_: bool,
    csv_: bool,
) -> None:
    """The chains of stakes from HOLDER down to COMPANY on a day, with their shares, products and claims."""
    from keiretsu.cli import words
    from keiretsu.network import network
    from keiretsu.ownership import effective
    from keiretsu.routes import routes as chains

    source = open_graph(locator)
    one, other = source.find(holder), source.find(company)
    day, limit, sentence = limits(source, at, known)
    graph = network(source, day, limit)
    found, more = chains(graph, one.id, other.id, right)
    if json_ or csv_:
        from keiretsu.cli import contracts

        answer = contracts.routes_(source, (one.id, other.id), day, limit, right, (found, more))
        print_answer("routes", answer, contracts.routes_rows(answer), json_=json_, csv_=csv_)
        return
    say(f"From {one.name} to {other.name} {sentence}, in {right}")
    if not found:
        say("No known chain of stakes leads from one to the other then.")
        return
    say()
    for number, route in enumerate(found, 1):
        unchanged = "" if route.product == route.if_unchanged else f"; {route.if_unchanged} if nothing changed since"
        say(f"{number}. {route.product}{unchanged}")
        for step in route.steps:
            ends = (source.entities[name].name for name in (step.holder, step.company))
            say(f"     {_told(source, step).join(ends)}  (claims {words.ids(step.claims)})")
    say()
    if more:
        say(f"There are more; these are the {len(found)} shortest.")
    if one.id != other.id:
        total = effective(graph, one.id, right=right)[other.id]
        say(f"All routes together, loops included: {total} (look-through).")
    say(_WHY)


def _told(source: Source, step: Step) -> str:
    share = "an undisclosed share" if step.undisclosed else str(step.share)
    joint = " and ".join(source.entities[name].name for name in step.jointly_with)
    return f" has {share}{', as last known,' if step.last_known else ''}{f' jointly with {joint}' if joint else ''} of "


COMMANDS = (owners, control, routes)
