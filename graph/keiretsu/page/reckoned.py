"""Effective shares, what is undisclosed, and control, of those who are drawn, as the page embeds them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, Any, Final

from keiretsu.model import StakeKey
from keiretsu.page.pool import Pool
from keiretsu.reasoning import findings, too_much
from keiretsu.sentences import percent
from keiretsu.shares import Share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keiretsu.lookup import Source
    from keiretsu.model import Finding
    from keiretsu.page.data import Story

__all__ = ["reckoned"]

_PLACES: Final = Decimal("0.0001")  # as the command line shows computed shares
_ASK: Final = "The commands owners, effective and control answer for one company."


def reckoned(story: Story, ids: Pool) -> dict[str, Any]:
    """By kind, company and holder, rows of [what, on last known, claims, first, until, world, gone from world].

    `what` is a share in words, or the verdict on control; a holder is empty for what nobody is named for; days and
    claims stand in pools. Of an effective share on last known shares there are two rows, bounds whatever has happened
    since and, marked, what it is if nothing has. With more stakes than can be reckoned, only `skipped`, which says why.
    """
    for world in story.worlds:
        if why := too_much(key for key in world.periods if isinstance(key, StakeKey)):
            return {"skipped": f"Effective shares and control are not embedded: {why}. {_ASK}"}
    worlds = [world.known for world in story.worlds]
    days, claims = Pool(), Pool()
    found: dict[str, dict[str, dict[str, list[list[Any]]]]] = {
        kind: defaultdict(lambda: defaultdict(list)) for kind in ("effective", "undisclosed", "control")
    }
    for finding in _findings(story.source):
        first, gone = _worlds(finding, worlds)
        drawn = finding.company in story.entities and (not finding.holder or finding.holder in story.entities)
        if not drawn or first == len(worlds) or first == gone:
            continue
        # What nobody is named for in the end is an effective share of nobody; directly it is undisclosed.
        kind = "effective" if finding.definition else finding.kind
        found[kind][finding.company][finding.holder].append(
            [
                finding.verdict or _told(finding),
                int(finding.last_known),
                claims.place(ids.all(finding.claims)),
                *(days.place(None if day is None else day.isoformat()) for day in (finding.first, finding.until)),
                first,
                gone,
            ]
        )
    return {**found, "days": days.values, "claims": claims.values}


def _findings(source: Source) -> list[Finding]:
    """As they are written in the dataset, in their order; reckoned where none are."""
    found = source.findings()
    found.sort(key=lambda f: (f.company, f.holder, f.known_from, f.first or date.min, f.last_known, f.id))
    return found or findings(source)


def _worlds(finding: Finding, worlds: Sequence[date]) -> tuple[int, int | None]:
    """The states of knowledge in which it is the answer: the first, and the first no more."""
    first = bisect_left(worlds, finding.known_from)
    gone = len(worlds) if finding.known_until is None else bisect_left(worlds, finding.known_until)
    return first, None if gone == len(worlds) else gone


def _told(finding: Finding) -> str:
    """A computed share to four places, rounded outward."""
    low, high = finding.min or Decimal(0), finding.max if finding.max is not None else Decimal(100)
    if high - low <= Decimal("1e-10"):  # the last of ten places is only the rounding
        return percent(Share.exactly(round(low, 4)))
    down, up = low.quantize(_PLACES, ROUND_FLOOR), high.quantize(_PLACES, ROUND_CEILING)
    return percent(Share(down, up, finding.min_open and down != up))
