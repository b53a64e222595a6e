"""The command that explains: a claim with its place, or a result as a tree down to claims, documents and lines."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from keiretsu.cli import options, words
from keiretsu.cli.options import ENTITY, open_graph
from keiretsu.cli.output import clean, print_json, print_tree, say, tree
from keiretsu.errors import RequestError
from keiretsu.lookup import EVER
from keiretsu.model import Conflict, Finding, Period, StakeKey

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from keiretsu.cli.contracts import forms
    from keiretsu.lookup import Source
    from keiretsu.states import Answer

__all__ = ["COMMANDS"]

_HINT = "'keiretsu history COMPANY --json' gives the claims behind an answer"


@click.command()
@click.argument("what")
@click.argument("company", type=ENTITY, required=False)
@options.at_day
@options.prefer
@options.known_day
@options.graph
@options.sources
@options.as_json
def why(
    what: str,
    company: str | None,
    at: date | None,
    prefer: str | None,
    known: date | None,
    locator: str | None,
    sources: Path | None,
    json_: bool,
) -> None:
    """What stands behind WHAT: a claim, an event, a result of a query; a company's owners; or WHAT's part in COMPANY.

    A claim comes with its document and place, anything else as a tree down to claims; with --sources also the lines
    themselves. --at and --known say of which day, for an entity and a part.
    """
    graph = open_graph(locator, figures=True, prefer=prefer)
    source, explain = graph.source, _Explain(graph.source, sources)
    if company is not None:
        holder, held = graph.find(what), graph.company(company)
        _print(explain.part(holder.id, held.id, graph.day(at, known), known or EVER), json_=json_)
        return
    name = what.strip("<>").removeprefix(source.names.base).rpartition("/")[2]
    claims = source.claim_ids(name.lower()) if re.fullmatch("[0-9a-fA-F]{1,16}", name) else []
    if len(claims) > 1:
        more = " …" if len(claims) > 8 else ""
        raise RequestError(f"{what!r} may be {', '.join(claims[:8])}{more}; give more of it")
    if claims:
        _print_claim(explain.whole_claim(claims[0]), json_=json_)
        return
    computed = source.computed(name) if re.fullmatch("[0-9a-f]{16}", name) else None
    if computed is not None:
        _print(explain.computed(computed), json_=json_)
    elif name in source.events:
        _print(explain.event(name), json_=json_)
    else:
        try:
            entity = source.find(what) if what else None
        except RequestError as error:
            raise RequestError(f"no claim, event or result {what!r}, and {error}; {_HINT}") from None
        if entity is None:
            raise RequestError(f"no claim {what!r}; {_HINT}")
        _print(explain.entity(entity.id, graph.day(at, known), known or EVER), json_=json_)


class _Explain:
    """Makes the nodes of a tree."""

    def __init__(self, source: Source, sources: Path | None) -> None:
        self.source, self.sources = source, sources

    def node(self, says: str, rests_on: Iterable[forms.Reason], name: str | None = None) -> forms.Reason:
        children = list(rests_on)
        return {"says": says, "id": name, "basis": None, "document": None, "places": [], "rests_on": children}

    def named(self, entity: str) -> str:
        return self.source.entities[entity].name

    def whole_claim(self, name: str) -> Any:
        """The contract of a claim, with its lines where the texts are at hand."""
        from keiretsu.check import lines_of
        from keiretsu.cli import contracts

        value = self.source.claims([name])[name]
        row: Any = contracts.claim_(self.source, name, value)
        if self.sources is not None:
            cited = lines_of(self.sources, self.source.documents[value.document], value.places)
            row["lines"] = [{"line": number, "text": text} for number, text in cited.items()]
        return row

    def claims(self, names: Iterable[str]) -> list[forms.Reason]:
        rows = [self.whole_claim(name) for name in names]
        rows.sort(key=lambda row: (row["document"]["published"], row["places"][0]["first"], row["id"]))
        found: list[forms.Reason] = []
        for row in rows:
            notes = [self.node(row["note"], ())] if row["note"] else []
            node = self.node(row["sentence"], notes, row["id"])
            node["basis"], node["document"], node["places"] = row["basis"], row["document"], row["places"]
            if "lines" in row:
                node["lines"] = row["lines"]
            found.append(node)
        return found

    def event(self, name: str) -> forms.Reason:
        from keiretsu.happenings import happenings

        told = happenings(self.source)[name]
        when = told.date.written if told.date else words.window(told.when)
        return self.node(f"{told.event.title}: {told.stage}, {when}", self.claims(told.claims))

    def computed(self, result: Period | Conflict | Finding) -> forms.Reason:
        if isinstance(result, Conflict):
            follows = f"; the answer follows {result.prefers[:8]} ({result.policy})"
            return self.node(f"conflict: {result.why}{follows}", self.claims(result.claims), result.id)
        if isinstance(result, Period):
            value = words.standing(result.standing) if result.standing else words.share(result.share)
            holder = result.key.holder if isinstance(result.key, StakeKey) else result.key.parent
            says = f"{self.named(holder)} / {self.named(result.key.company)}: {value}, {result.state}; "
            says += f"began {words.window(result.began)}; ended {words.window(result.ended)}"
            return self.node(says, self.claims(result.claims), result.id)
        bounds = "" if result.min is None or result.max is None else f"{result.min} to {result.max} %"
        told = {"effective": f"{result.definition} share {bounds}", "undisclosed": f"undisclosed {bounds}"}
        what = told.get(result.kind, f"control: {result.verdict}")
        since = f"from {result.first}" if result.first else "from ever"
        holder = f"{self.named(result.holder)} / " if result.holder else ""
        unchanged = ", if what is last known has not changed" if result.last_known else ""
        says = f"{holder}{self.named(result.company)}: {what}{unchanged}, {since} until {result.until or 'ever'}"
        return self.node(says, self.claims(result.claims), result.id)

    def stake(self, holder: str, company: str, answer: Answer) -> forms.Reason:
        says = f"{self.named(holder)} in {self.named(company)}: {words.told(answer)}"
        return self.node(says, self.claims(answer.claims))

    def part(self, holder: str, company: str, at: date, known: date) -> forms.Reason:
        """A holder's part in a company on a day: every route, stake by stake, and the verdict on control."""
        from keiretsu.control import controllers
        from keiretsu.network import network
        from keiretsu.ownership import effective
        from keiretsu.routes import routes

        graph = network(self.source, at, known)
        found, _ = routes(graph, holder, company)
        head = f"{self.named(holder)} in {self.named(company)} on {at}"
        if not found:
            return self.node(f"{head}: no known chain of stakes", ())
        share, unchanged = (effective(graph, holder, unchanged=choice)[company] for choice in (False, True))
        also = f"; {unchanged} if nothing changed since it was last known" if share != unchanged else ""
        children = []
        for route in found:
            chain = " > ".join([self.named(holder), *(self.named(step.company) for step in route.steps)])
            stakes = [
                self.stake(one, step.company, data["answer"])
                for step in route.steps
                for one in (step.holder, *step.jointly_with)
                if graph.has_edge(one, step.company)
                for data in graph[one][step.company].values()
            ]
            children.append(self.node(f"{chain}: {route.product}", stakes))
        verdict = next((one for one in controllers(graph, company) if one.holder == holder), None)
        if verdict is not None:
            last = ", as last known" if verdict.last_known else ""
            through = ", ".join(self.named(name) for name in verdict.through if name != holder)
            says = f"control: {verdict.verdict}{last}{f', through {through}' if through else ''}"
            children.append(self.node(says, self.claims(verdict.claims)))
        return self.node(f"{head}: {share} looked through{also}", children)

    def entity(self, name: str, at: date, known: date) -> forms.Reason:
        """Who holds an entity on a day and how it is classed, stake by stake; of what is not held, what it holds."""
        from keiretsu.network import network

        graph = network(self.source, at, known)
        edges = list(graph.in_edges(name, data=True)) if name in graph else []
        title = f"who holds {self.named(name)} on {at}"
        if not edges and name in graph:
            edges, title = list(graph.out_edges(name, data=True)), f"what {self.named(name)} holds on {at}"
        children = [self.stake(one, other, data["answer"]) for one, other, data in sorted(edges, key=lambda e: e[:2])]
        for key, answer in sorted(graph.graph["standings"].items()):
            if key.company == name:
                value = f"{words.standing(answer.standing)} of {self.named(key.parent)}, {words.state(answer)}"
                children.append(self.node(value, self.claims(answer.claims)))
        return self.node(
            title if children else f"no known document says who holds {self.named(name)} on {at}", children
        )


def _print(reason: forms.Reason, *, json_: bool) -> None:
    if json_:
        print_json(reason)
        return
    root = tree(reason["says"])
    _grow(root, reason)
    print_tree(root)


def _grow(branch: Any, reason: forms.Reason) -> None:
    document = reason["document"]
    if document is not None:
        places = "; ".join(_place(place) for place in reason["places"])
        leaf = branch.add(clean(f"{document['title']}, published {document['published']}: {places}"))
        for line in reason.get("lines", ()):
            leaf.add(clean(f"{line['line']:>6} | {line['text']}"))
    for inner in reason["rests_on"]:
        claim = f" (claim {inner['id'][:8]}, {inner['basis']})" if inner["id"] and inner["document"] else ""
        _grow(branch.add(clean(inner["says"] + claim)), inner)


def _place(place: forms.Lines) -> str:
    lines = f"line {place['first']}" if place["first"] == place["last"] else f"lines {place['first']}–{place['last']}"
    return f"{lines}, {place['section']}" if place["section"] else lines


def _print_claim(row: Any, *, json_: bool) -> None:
    if json_:
        print_json(row)
        return
    say(f"{row['type']} {row['id']}, {row['basis']}")
    say(f"  says: {row['sentence']}")
    for label, content in (("printed", ", ".join(row["printed"])), ("note", row["note"])):
        if content:
            say(f"  {label}: {content}")
    document = row["document"]
    say(f"  document: {document['title']}, published {document['published']} ({document['id']})")
    for place in row["places"]:
        say(f"  place: {_place(place)}")
    for line in row.get("lines", ()):
        say(f"  {line['line']:>6} | {line['text']}")


COMMANDS = (why,)
