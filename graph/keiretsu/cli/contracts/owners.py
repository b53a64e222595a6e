"""Answers that are computed from stakes: the owners of a company, who controls whom, the routes between two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from keiretsu.cli.contracts.parts import day, entities, entity, share, window
from keiretsu.cli.words import state

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from keiretsu.cli.contracts import forms
    from keiretsu.control import Control, Disagreement
    from keiretsu.lookup import Source
    from keiretsu.owners import CapTable, Owner
    from keiretsu.ownership import Interest
    from keiretsu.routes import Route, Step
    from keiretsu.tenure import Span

__all__ = ["controls_", "owners_", "owners_rows", "routes_", "routes_rows"]


def _interest(value: Interest | None) -> Any:
    return None if value is None else value.json()


def _if_unchanged(value: Interest | None, unchanged: Interest | None) -> dict[str, Any]:
    """What would be so had nothing changed since it was last known, where that is something else."""
    return {} if value == unchanged else {"if_unchanged": _interest(unchanged)}


def owners_(source: Source, at: date, known: date, right: str, told: CapTable) -> forms.Owners:
    """`keiretsu owners`."""
    rows: list[Any] = [_owner(source, owner) for owner in told.owners]
    undisclosed: Any = {
        "direct": share(told.undisclosed),
        "effective": _interest(told.undisclosed_effective),
        **_if_unchanged(told.undisclosed_effective, told.undisclosed_if_unchanged),
    }
    return {
        "company": entity(source, told.company),
        "at": at.isoformat(),
        "known": day(known),
        "right": right,
        "owners": rows,
        "undisclosed": undisclosed,
        "controlled_by": [verdict_(source, one) for one in told.controlled_by],
    }


def _owner(source: Source, owner: Owner) -> dict[str, Any]:
    return {
        **entity(source, owner.id),
        "direct": share(owner.direct),
        "state": state(owner.answer) if owner.answer else None,
        **({"jointly_with": entities(source, owner.jointly_with)} if owner.jointly_with else {}),
        "effective": _interest(owner.effective),
        **_if_unchanged(owner.effective, owner.if_unchanged),
        "ultimate": owner.ultimate,
        "controls": owner.control.verdict,
        "last_known": owner.control.last_known,
        "claims": list(owner.claims),
    }


def owners_rows(told: forms.Owners) -> list[Any]:
    """A cap table as flat rows: one for each owner, and one without an id for what is undisclosed."""
    head = {"company": told["company"]}
    rest = {"id": None, "name": "undisclosed", **told["undisclosed"]}
    return [{**head, **row} for row in (*told["owners"], rest)]


def verdict_(source: Source, control: Control) -> Any:
    """A verdict on control."""
    return {
        "holder": entity(source, control.holder),
        "company": entity(source, control.company),
        "verdict": control.verdict,
        "through": list(control.through),
        "last_known": control.last_known,
        "claims": list(control.claims),
    }


def controls_(
    source: Source,
    name: str,
    at: date,
    known: date,
    above: Sequence[Control],
    below: Sequence[Control],
    ultimate: Iterable[tuple[str, str]],
    spans: Mapping[tuple[str, str], Sequence[Span]],
    disagreements: Iterable[Disagreement],
) -> forms.Controls:
    """`keiretsu control`; `ultimate` are the pairs of a company and one who controls it and is controlled by nobody."""
    ends = set(ultimate)

    def row(control: Control) -> Any:
        pair = control.holder, control.company
        told = [_span(span) for span in spans.get(pair, ())]
        return {**verdict_(source, control), "ultimate": pair in ends, "spans": told}

    return {
        "entity": entity(source, name),
        "at": at.isoformat(),
        "known": day(known),
        "controlled_by": [row(control) for control in above],
        "controls": [row(control) for control in below],
        "disagreements": [
            {
                "parent": entity(source, one.parent),
                "company": entity(source, one.company),
                "standing": one.standing,
                "why": one.why,
                "claims": list(one.claims),
            }
            for one in disagreements
        ],
    }


def _span(span: Span) -> Any:
    return {
        "verdict": span.verdict,
        "since": window(span.since),
        "until": None if span.until is None else window(span.until),
        "last_known_from": day(span.last_known_from),
        "claims": list(span.claims),
        "moved_by": list(span.moved_by),
    }


def routes_(
    source: Source,
    ends: tuple[str, str],
    at: date,
    known: date,
    right: str,
    found: tuple[Sequence[Route], bool],
) -> forms.Routes:
    """`keiretsu routes`, from the first of the `ends` down to the second."""
    rows: list[Any] = [
        {
            "steps": [_step(source, step) for step in route.steps],
            "product": _interest(route.product),
            **_if_unchanged(route.product, route.if_unchanged),
            "claims": list(route.claims),
        }
        for route in found[0]
    ]
    return {
        "holder": entity(source, ends[0]),
        "company": entity(source, ends[1]),
        "at": at.isoformat(),
        "known": day(known),
        "right": right,
        "routes": rows,
        "more": found[1],
    }


def _step(source: Source, step: Step) -> dict[str, Any]:
    return {
        "holder": entity(source, step.holder),
        "company": entity(source, step.company),
        "share": _interest(step.share),
        "undisclosed": step.undisclosed,
        "last_known": step.last_known,
        "jointly_with": entities(source, step.jointly_with),
        "claims": list(step.claims),
    }


def routes_rows(told: forms.Routes) -> list[Any]:
    """Routes as flat rows: one for each stake on the way."""
    return [
        {"route": number, "product": route["product"], **step}
        for number, route in enumerate(told["routes"], 1)
        for step in route["steps"]
    ]
