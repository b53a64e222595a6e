"""Answers that are computed from stakes: the owners of a company, who controls whom, the routes between two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from keiretsu.cli.contracts.parts import (
    conflicting,
    day,
    entities,
    entity,
    if_unchanged,
    interest,
    preference,
    share,
    window,
)
from keiretsu.cli.words import state

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from keiretsu.cli.contracts import forms
    from keiretsu.control import Control
    from keiretsu.disputes import Dispute
    from keiretsu.library import Controls, Effective, Routes
    from keiretsu.lookup import Source
    from keiretsu.owners import CapTable, Owner
    from keiretsu.routes import Step
    from keiretsu.tenure import Span

    # What the way from a holder down to a company rests on that documents differ about.
    Disputed: TypeAlias = Callable[[str, str], Sequence[Dispute]]

__all__ = ["controls_", "effective_", "owners_", "owners_rows", "routes_", "routes_rows"]


def owners_(source: Source, at: date, known: date, right: str, told: CapTable, disputed: Disputed) -> forms.Owners:
    """`keiretsu owners`."""
    rows: list[Any] = [_owner(source, owner, disputed(owner.id, told.company)) for owner in told.owners]
    undisclosed: Any = {
        "direct": share(told.undisclosed),
        "effective": interest(told.undisclosed_effective),
        **if_unchanged(told.undisclosed_effective, told.undisclosed_if_unchanged),
    }
    answer: Any = {
        "company": entity(source, told.company),
        "at": at.isoformat(),
        "known": day(known),
        **preference(source),
        "right": right,
        "owners": rows,
        "undisclosed": undisclosed,
        "controlled_by": [verdict_(source, one) for one in told.controlled_by],
    }
    owners: forms.Owners = answer
    return owners


def _owner(source: Source, owner: Owner, disputed: Sequence[Dispute]) -> dict[str, Any]:
    return {
        **entity(source, owner.id),
        "direct": share(owner.direct),
        "state": state(owner.answer) if owner.answer else None,
        **({"jointly_with": entities(source, owner.jointly_with)} if owner.jointly_with else {}),
        "effective": interest(owner.effective),
        **if_unchanged(owner.effective, owner.if_unchanged),
        "ultimate": owner.ultimate,
        "controls": owner.control.verdict,
        "last_known": owner.control.last_known,
        "claims": list(owner.claims),
        **conflicting(disputed),
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


def effective_(source: Source, found: Effective, disputed: Disputed) -> forms.Effective:
    """`keiretsu effective`."""
    rows: list[Any] = [
        {
            **entity(source, company),
            "share": interest(share),
            **if_unchanged(share, found.if_unchanged[company]),
            "claims": list(found.claims[company]),
            **conflicting(disputed(found.holder.id, company)),
        }
        for company, share in found.shares.items()
    ]
    answer: Any = {
        "holder": entity(source, found.holder.id),
        "at": found.at.isoformat(),
        "known": day(found.known),
        **preference(source),
        "definition": found.definition,
        "right": found.right,
        "companies": rows,
    }
    effective: forms.Effective = answer
    return effective


def controls_(source: Source, found: Controls, disputed: Disputed) -> forms.Controls:
    """`keiretsu control`."""

    def row(control: Control) -> Any:
        pair = control.holder, control.company
        told = [_span(span) for span in found.spans.get(pair, ())]
        also = conflicting(disputed(*pair))
        return {**verdict_(source, control), "ultimate": pair in found.ultimate, "spans": told, **also}

    answer: Any = {
        "entity": entity(source, found.entity.id),
        "at": found.at.isoformat(),
        "known": day(found.known),
        **preference(source),
        "controlled_by": [row(control) for control in found.above],
        "controls": [row(control) for control in found.below],
        "disagreements": [
            {
                "parent": entity(source, one.parent),
                "company": entity(source, one.company),
                "standing": one.standing,
                "why": one.why,
                "claims": list(one.claims),
            }
            for one in found.disagreements
        ],
    }
    controls: forms.Controls = answer
    return controls


def _span(span: Span) -> Any:
    return {
        "verdict": span.verdict,
        "since": window(span.since),
        "until": None if span.until is None else window(span.until),
        "last_known_from": day(span.last_known_from),
        "claims": list(span.claims),
        "moved_by": list(span.moved_by),
    }


def routes_(source: Source, right: str, found: Routes, disputed: Disputed) -> forms.Routes:
    """`keiretsu routes`."""
    rows: list[Any] = [
        {
            "steps": [_step(source, step) for step in route.steps],
            "product": interest(route.product),
            **if_unchanged(route.product, route.if_unchanged),
            "claims": list(route.claims),
            **conflicting([d for step in route.steps for d in disputed(step.holder, step.company)]),
        }
        for route in found.routes
    ]
    answer: Any = {
        "holder": entity(source, found.holder.id),
        "company": entity(source, found.company.id),
        "at": found.at.isoformat(),
        "known": day(found.known),
        **preference(source),
        "right": right,
        "effective": interest(found.effective),
        "routes": rows,
        "more": found.more,
    }
    routes: forms.Routes = answer
    return routes


def _step(source: Source, step: Step) -> dict[str, Any]:
    return {
        "holder": entity(source, step.holder),
        "company": entity(source, step.company),
        "share": interest(step.share),
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
