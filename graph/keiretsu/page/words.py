"""What the page says of shares, states, dates and claims, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from keiretsu.dates import Window, day_after
from keiretsu.model import Claim, EventClaim, HoldingClaim, ListingClaim, Participant, Place, StandingClaim
from keiretsu.shares import Share, canonical

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from keiretsu.states import Answer

__all__ = ["STANDINGS", "STATES", "caption", "first_day", "label", "line", "percent", "places", "says", "sentence"]

STANDINGS: Final[Mapping[str, str]] = {
    "consolidated-subsidiary": "consolidated",
    "equity-method-affiliate": "equity method",
    "joint-venture": "joint venture",
    "group-member": "group member",
}
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


def percent(share: Share | None) -> str:
    """A share as short as it can be said: `73.3 %`, `67.4–73.3 %`, `<100 %`; None is `not said` (S2)."""
    if share is None:
        return "not said"
    low, high = canonical(share.min), canonical(share.max)
    if share.is_exact:
        return f"{low} %"
    if share.min == 0 and share.min_open:  # a stake that exists is more than nothing
        return f"{'<' if share.max_open else '≤'}{high} %"
    if share.max == 100 and not share.max_open and share.min > 0:
        return f"{'>' if share.min_open else '≥'}{low} %"
    return f"{'>' if share.min_open else ''}{low}–{'<' if share.max_open else ''}{high} %"


def label(answer: Answer, right: str = "unspecified") -> str:
    """What stands on a line of the drawing, on one row or two."""
    share = percent(answer.share) if answer.share is not None else ""
    if share and right != "unspecified":
        share += f" {right}"
    if share and answer.jointly_with:
        share += " jointly"
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
        told = "" if share else "not said"
    return "\n".join(part for part in (share, told) if part)


def line(answer: Answer) -> str:
    """How certain a line of the drawing looks: certain, last-known, changing, planned or unknown."""
    return _LINES.get(answer.state, "certain" if answer.state == "unknown" and answer.there else answer.state)


def caption(answer: Answer) -> str:
    """A standing in a box: `consolidated`, `equity method · last known`."""
    told = STANDINGS.get(answer.standing, answer.standing)
    if answer.state == "planned":
        return f"planned · {told}"
    if answer.state == "changing" and answer.there is None:
        return f"{told} · may have left"
    if answer.state in ("last-known", "changing"):
        return f"{told} · {STATES[answer.state]}"
    return f"{told} · not known" if answer.state == "unknown" else told


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


def first_day(window: Window | None) -> str:
    """A window for the first day of something (T6), in words."""
    if window is None:
        return "no end known"
    if window.after is None:
        return "not known" if window.by is None else f"on or before {window.by}"
    earliest = day_after(window.after)
    if window.by is None:
        return f"on or after {earliest}"
    return f"on {earliest}" if earliest == window.by else f"between {earliest} and {window.by}"


def places(found: Sequence[Place]) -> list[str]:
    """Lines by section: `line 987, III-3. IIJ Group Companies`."""
    sections: dict[str, list[Place]] = {}
    for place in found:
        sections.setdefault(place.section, []).append(place)
    told: list[str] = []
    for section, parts in sections.items():
        if len(parts) == 1:
            told.append(str(parts[0]))
            continue
        lines = ", ".join(str(p.first) if p.first == p.last else f"{p.first}–{p.last}" for p in parts)
        told.append(f"lines {lines}, {section}" if section else f"lines {lines}")
    return told


# --- claims -----------------------------------------------------------------------------------------------------------


def says(claim: Claim, names: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """What a claim says, in a sentence; `names` of entities and `titles` of events by id."""
    told = _says(claim, names, titles)
    return told if told.endswith(".") else f"{told}."  # a name may bring its own: Inc.


def _says(claim: Claim, names: Mapping[str, str], titles: Mapping[str, str]) -> str:
    if isinstance(claim, HoldingClaim):
        return _holding(claim, names)
    if isinstance(claim, StandingClaim):
        told = STANDINGS.get(claim.standing, claim.standing)
        verb = "is planned to be" if claim.mode == "planned" else "is"
        of = f"of {names[claim.parent]}, classed {told}"
        return f"{names[claim.company]} {verb} a group company {of}{_when(claim)}"
    if isinstance(claim, ListingClaim):
        covers = ", ".join(STANDINGS.get(standing, standing) for standing in claim.covers)
        listed = "; ".join(names[member] for member in claim.members)
        complete = "said to be complete" if claim.complete == "stated" else "read as complete"
        return f"{claim.title}, as of {claim.as_of}{_dated(claim)}, {complete} for: {covers}. It lists {listed}"
    if isinstance(claim, EventClaim):
        return _event(claim, names, titles)
    return f"{names[claim.entity]} is called {claim.name}"


def _holding(claim: HoldingClaim, names: Mapping[str, str]) -> str:
    verb = "is planned to hold" if claim.mode == "planned" else "holds" if claim.until is None else "held"
    share = percent(claim.share) if claim.share is not None else "a share that is not said"
    right = f" of the {claim.right}" if claim.right != "unspecified" else ""
    route = f" ({claim.route})" if claim.route != "unspecified" else ""
    if claim.indirect is not None:
        route += f", of which {canonical(claim.indirect)} % indirectly"
    joint = ", jointly with " + " and ".join(names[name] for name in claim.jointly_with) if claim.jointly_with else ""
    before = f" ({percent(claim.before)} before)" if claim.before is not None else ""
    return f"{names[claim.holder]} {verb} {share}{right} of {names[claim.company]}{route}{joint}{before}{_when(claim)}"


def _when(claim: HoldingClaim | StandingClaim) -> str:
    told = f", as of {claim.as_of}{_dated(claim)}" if claim.as_of else ""
    told += f", from {claim.from_}" if claim.from_ else ""
    return told + (f", until {claim.until}" if claim.until else "")


def _dated(claim: HoldingClaim | StandingClaim | ListingClaim) -> str:
    return " (the date of publication; the document gives none)" if claim.dated == "publication" else ""


def _event(claim: EventClaim, names: Mapping[str, str], titles: Mapping[str, str]) -> str:
    parties = "; ".join(_party(party, names) for party in claim.participants)
    amounts = "; ".join(f"{a.measure} {canonical(a.value)} {a.unit}" for a in claim.amounts)
    told = f"{titles.get(claim.event, claim.event)}: {claim.stage}, {claim.date or 'undated'}"
    told += f". Parties: {parties}" if parties else ""
    return told + (f". Amounts: {amounts}" if amounts else "")


def _party(party: Participant, names: Mapping[str, str]) -> str:
    name = names[party.entity] if party.entity else party.name
    count = f" ({party.count})" if party.count is not None else ""
    may_be = " or ".join(names[one] for one in party.candidates)
    return f"{party.role} {name}{count}" + (f", perhaps {may_be}" if may_be else "")
