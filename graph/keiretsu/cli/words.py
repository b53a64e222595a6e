"""Answers in words, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keiretsu.dates import day_after

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keiretsu.dates import Window
    from keiretsu.disputes import Dispute
    from keiretsu.model import Period
    from keiretsu.shares import Share
    from keiretsu.states import Answer

__all__ = [
    "conflict",
    "evidence",
    "ids",
    "mark",
    "preference",
    "share",
    "standing",
    "stretch",
    "told",
    "when",
    "window",
]


def share(value: Share | None) -> str:
    """A share; what is undisclosed is not zero (S2)."""
    return "not said" if value is None else str(value)


def window(value: Window | None) -> str:
    """A window (after, by] in words."""
    if value is None:
        return "no end known"
    parts = [f"after {value.after}" if value.after else "", f"by {value.by}" if value.by else ""]
    return ", ".join(part for part in parts if part) or "not said"


def when(value: Window) -> str:
    """The day where it is one, else the window in words."""
    if value.after is not None and value.by == day_after(value.after):
        return str(value.by)
    return window(value)


def standing(value: str) -> str:
    """A standing: `equity-method-affiliate` is an equity-method affiliate."""
    return value.replace("-", " ").replace("equity method", "equity-method")


def evidence(period: Period) -> str:
    """From the first to the last evidence, as written."""
    if period.first_evidence == period.last_evidence:
        return period.first_evidence
    return f"{period.first_evidence} … {period.last_evidence}"


def stretch(period: Period) -> tuple[str, ...]:
    """A period: its share or standing, when it began and ended, its state, evidence and claims."""
    value = standing(period.standing) if period.standing else share(period.share)
    return value, window(period.began), window(period.ended), period.state, evidence(period), ids(period.claims)


def ids(claims: Sequence[str]) -> str:
    """The first claims, by the beginning of their names."""
    shown = " ".join(claim[:8] for claim in claims[:3])
    return f"{shown} +{len(claims) - 3}" if len(claims) > 3 else shown


def told(answer: Answer) -> str:
    """What is known of a stake on a day, in one sentence."""
    reasons = {
        "stated": f"stated, as of {answer.written}",
        "held": "held: stated before and after, nothing different between",
        "ended": "ended by then",
        "not-yet": "not yet there",
        "changing": "changing: the day of the change is not known",
        "planned": "planned, unconfirmed: its day has passed, nothing says that it happened"
        if answer.unconfirmed
        else "planned",
        "last-known": "last known: nothing later is said",
        "unknown": "unknown",
    }
    joint = " jointly," if answer.jointly_with else ""
    if answer.state in ("ended", "not-yet"):
        return reasons[answer.state]
    return f"{share(answer.share)},{joint} {reasons[answer.state]}"


def state(answer: Answer) -> str:
    """The state as the contract spells it; a plan whose day has passed says so (T9)."""
    return f"{answer.state}, unconfirmed" if answer.unconfirmed else answer.state


def mark(found: Sequence[Dispute]) -> str:
    """The mark of an answer that rests on conflicts, and what else is said (C2); nothing where there are none."""
    others = dict.fromkeys(text for dispute in found for text in dispute.others)
    return (f" * ({'; '.join(others)})" if others else " *") if found else ""


def conflict(dispute: Dispute) -> str:
    """A conflict in a sentence: what each claim says, which is followed, and by which step."""
    first, *rest = dispute.values
    others = ", ".join(f"{value.text} ({value.document}, {value.claim[:8]})" for value in rest)
    followed = f"{first.text} ({first.document}, {first.claim[:8]})"
    return f"{dispute.conflict.why}; followed: {followed}, not {others}; by {dispute.conflict.policy}"


def preference(prefer: str) -> str:
    """How conflicts are decided where it is not by the written policy; an empty text where it is."""
    if not prefer:
        return ""
    what = {"later": "the later publication", "earlier": "the earlier publication"}.get(prefer, prefer)
    return f"Where claims conflict, {what} is followed first, as --prefer asks."
