"""What the page says of shares, states, dates and claims, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from keiretsu.sentences import STANDINGS, percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from keiretsu.claims import Place
    from keiretsu.states import Answer

__all__ = ["STATES", "caption", "label", "line", "places", "sentence", "share"]

STATES: Final[Mapping[str, str]] = {
    "stated": "stated",
    "held": "held",
    "changing": "changing",
    "planned": "planned",
    "last-known": "last known",
    "unknown": "not known",
    "ended": "ended",
    "not-yet": "not yet",
}
_LINES: Final[Mapping[str, str]] = {"stated": "certain", "held": "certain"}


def label(answer: Answer, right: str = "unspecified", disputed: bool = False) -> str:
    """What stands on a line of the drawing, on up to three rows; `≠` says that documents differ about it (C2)."""
    told = _label(answer, right)
    return f"{told} ≠" if disputed else told


def share(answer: Answer, right: str = "unspecified") -> str:
    """How much is held, in words, with the right if one is told; empty where nothing is said of it."""
    if answer.share is None:
        return ""
    told = percent(answer.share) + (f" {right}" if right != "unspecified" else "")
    return f"{told} jointly" if answer.jointly_with else told


def _label(answer: Answer, right: str) -> str:
    much = share(answer, right)
    if answer.state == "unknown":
        return "not said" if answer.there else "?"
    if answer.state == "planned":
        told = "planned,\nunconfirmed" if answer.unconfirmed else "planned"
    elif answer.state == "last-known":
        told = "last known"
    elif answer.state == "changing":
        # A range says by itself that it changes.
        told = (
            "may have ended"
            if answer.there is None
            else ""
            if answer.share and not answer.share.is_exact
            else "changing"
        )
    else:
        told = "" if much else "not said"
    return "\n".join(part for part in (much, told) if part)


def line(answer: Answer) -> str:
    """How certain a line of the drawing looks: certain, last-known, changing, planned or unknown."""
    return _LINES.get(answer.state, "certain" if answer.state == "unknown" and answer.there else answer.state)


def caption(answer: Answer) -> str:
    """A standing in a box: `consolidated`, `equity method · last known`, `perhaps consolidated`."""
    told = STANDINGS.get(answer.standing, answer.standing)
    if answer.state == "planned":
        return f"planned · {told}"
    if answer.state == "changing" and answer.there is None:
        return f"{told} · may have left"
    if answer.state in ("last-known", "changing"):
        return f"{told} · {STATES[answer.state]}"
    return f"perhaps {told}" if answer.state == "unknown" else told


def sentence(answer: Answer, what: str = "stake") -> str:
    """A state explained to somebody who has not read the rules."""
    if answer.state == "stated":
        return f"Stated by a document, as of {answer.written}."
    if answer.state == "held":
        return "Held: documents speak of days before and after, and of nothing different between."
    if answer.state == "changing" and answer.there is None:
        return f"The {what} ended on some day of a stretch that includes this one; no document says which."
    if answer.state == "changing":
        return "It changed on some day of a stretch that includes this one; no document says which."
    if answer.state == "planned":
        past = " The planned day has passed, and no document says that it happened." if answer.unconfirmed else ""
        return f"Planned, made known on {answer.since}.{past}"
    if answer.state == "last-known":
        return "The last that is known: no document speaks of a later day, so it may have changed since."
    if answer.there:
        return f"The {what} was there; no document says how large." if what == "stake" else "It was there."
    return f"Not known: no document says whether the {what} was there on this day."


def places(found: Sequence[Place]) -> list[tuple[str, str]]:
    """Lines by section: `("lines 12, 987–988", "III-3. IIJ Group Companies")`; a section may be empty."""
    sections: dict[str, list[str]] = {}
    for place in found:
        lines = str(place.first) if place.first == place.last else f"{place.first}–{place.last}"
        sections.setdefault(place.section, []).append(lines)
    return [
        (f"line {lines[0]}" if len(lines) == 1 and lines[0].isdecimal() else f"lines {', '.join(lines)}", section)
        for section, lines in sections.items()
    ]
