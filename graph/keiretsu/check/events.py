"""Rules about what happened: who could take part in it, and whether its tellings can all be so.

What a rule finds is mended where it was misread, and recorded as a discrepancy about the event where the documents
themselves disagree; what is recorded is no fault.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from keiretsu.catalogue import discrepancies
from keiretsu.claims import EventClaim, HoldingClaim
from keiretsu.clashes import Clashes
from keiretsu.errors import Problem
from keiretsu.happenings import happenings
from keiretsu.lookup import EVER
from keiretsu.model import StakeKey

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from keiretsu.happenings import Happening
    from keiretsu.lookup import Source

__all__ = [
    "launches_follow_their_providers",
    "mergers_end_what_they_absorb",
    "participants_exist",
    "plans_are_not_told_as_done",
    "tellings_agree",
]

_BEGINS, _ENDS = ("established",), ("absorbed",)


def _recorded(source: Source) -> set[str]:
    """The events about which a discrepancy is on record."""
    return {claim.about_event for _, claim in discrepancies(source) if claim.about_event}


def _lives(found: Mapping[str, Happening]) -> tuple[dict[str, date], dict[str, date]]:
    """The first day on which each entity may exist, and the last: by its establishment, absorption or dissolution."""
    begins: dict[str, date] = {}
    ends: dict[str, date] = {}
    for happening in found.values():
        kind, when = happening.event.kind, happening.when
        if happening.stage != "completed":
            continue
        if kind == "establishment" and when.after is not None:
            for name in happening.entities(*_BEGINS):
                begins[name] = max(begins.get(name, date.min), when.after)
        gone = happening.entities(*_ENDS)
        gone += happening.entities("subject") if kind == "dissolution" else ()
        if when.by is not None:
            for name in gone:
                ends[name] = min(ends.get(name, date.max), when.by)
    return begins, ends


def participants_exist(source: Source) -> Iterator[Problem]:
    """Who takes part in something that was done was there: not yet established, or already gone, is a fault."""
    found = happenings(source)
    begins, ends = _lives(found)
    recorded = _recorded(source)
    for name, happening in found.items():
        if happening.stage != "completed" or name in recorded or happening.event.kind == "establishment":
            continue
        for entity in happening.entities():
            first, last = begins.get(entity), ends.get(entity)
            if first is not None and happening.when.by is not None and happening.when.by <= first:
                message = f"{entity} takes part in {name} by {happening.when.by}, and is established after {first}"
                yield Problem("", 0, message, "another date, another company, or record the discrepancy", "existence")
            if last is not None and happening.when.after is not None and happening.when.after >= last:
                message = f"{entity} takes part in {name} after {happening.when.after}, and is gone by {last}"
                yield Problem("", 0, message, "another date, another company, or record the discrepancy", "existence")


def launches_follow_their_providers(source: Source) -> Iterator[Problem]:
    """A product is not launched before its provider is established."""
    found = happenings(source)
    begins, _ = _lives(found)
    recorded = _recorded(source)
    providers: dict[str, set[str]] = defaultdict(set)
    for claim in source.all_claims("ProductClaim").values():
        providers[getattr(claim, "product", "")].update(getattr(claim, "provider", ()))
    for name, happening in found.items():
        if happening.event.kind != "launch" or happening.when.by is None or name in recorded:
            continue
        offered = {one for product in happening.entities("product") for one in providers[product]}
        for provider in sorted(offered - set(happening.entities())):
            first = begins.get(provider)
            if first is not None and happening.when.by <= first:
                message = f"{name} lies on {happening.when.by} at the latest, and {provider} begins after {first}"
                yield Problem("", 0, message, "another date, or another provider", "launch")


def mergers_end_what_they_absorb(source: Source) -> Iterator[Problem]:
    """What a completed merger absorbed holds nothing and is held by nobody afterwards."""
    ends = {
        name: happening.when.by
        for happening in happenings(source).values()
        if happening.event.kind == "merger" and happening.stage == "completed" and happening.when.by is not None
        for name in happening.entities(*_ENDS)
    }
    for key, periods in source.periods().items():
        sides = (key.holder, key.company) if isinstance(key, StakeKey) else (key.parent, key.company)
        for name in sides:
            last = ends.get(name)
            for period in periods if last is not None else ():
                if period.state != "planned" and period.ended is None and period.seen and last and period.seen > last:
                    message = f"{name} was absorbed by {last}, and a stake of {key.company} is told of on {period.seen}"
                    yield Problem("", 0, message, "end it with an event, or record the discrepancy", "merger")


def plans_are_not_told_as_done(source: Source) -> Iterator[Problem]:
    """One document does not tell one thing as planned and as done, unless that is on record."""
    recorded = _recorded(source)
    told: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for claim in source.all_claims("EventClaim").values():
        if isinstance(claim, EventClaim):
            told[claim.event, claim.document][claim.stage].append(claim.id)
    for (event, document), stages in sorted(told.items()):
        if {"planned", "completed"} <= set(stages) and event not in recorded:
            ids = ", ".join(name[:8] for name in (*stages["planned"], *stages["completed"]))
            message = f"{document} tells {event} as planned and as completed (claims {ids})"
            hint = "two events, an announcement of what is done, or record the discrepancy"
            yield Problem("", 0, message, hint, "plan")
    for claim in source.all_claims("HoldingClaim").values():
        if isinstance(claim, HoldingClaim) and claim.mode == "planned" and claim.event:
            done = told[claim.event, claim.document].get("completed")
            if done and claim.event not in recorded:
                message = f"claim {claim.id} plans a stake by {claim.event}, which {claim.document} tells as completed"
                yield Problem("", 0, message, "mode: actual, or record the discrepancy", "plan")


def tellings_agree(source: Source) -> Iterator[Problem]:
    """Dates and amounts of one thing that was done can all be right (C2), unless the contradiction is on record."""
    recorded = _recorded(source)
    clashes = Clashes(sorted(source.all_claims("EventClaim").items()), source.documents)
    for conflict, _ in clashes.conflicts(EVER):
        event = getattr(conflict.key, "event", "")
        if event not in recorded:
            ids = ", ".join(name[:8] for name in conflict.claims)
            hint = f"claims {ids}: two events, or record the discrepancy"
            yield Problem("", 0, f"{event}: {conflict.why}", hint, "dates")
