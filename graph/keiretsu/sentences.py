"""What a claim says, in a sentence of our own words: for people, on the page and in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from keiretsu.claims import (
    Claim,
    CustomerClaim,
    DiscrepancyClaim,
    EventClaim,
    FigureClaim,
    HoldingClaim,
    IdentifierClaim,
    ListingClaim,
    NameClaim,
    Participant,
    ProductClaim,
    RelationClaim,
    RoleClaim,
    StandingClaim,
)
from keiretsu.model import ConflictKey, EventKey, NameKey
from keiretsu.shares import Share, canonical

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["STANDINGS", "counted", "percent", "says", "told_of"]

Timed: TypeAlias = HoldingClaim | StandingClaim | ProductClaim | CustomerClaim | RelationClaim | RoleClaim
STANDINGS: Final[Mapping[str, str]] = {
    "consolidated-subsidiary": "consolidated",
    "equity-method-affiliate": "equity method",
    "joint-venture": "joint venture",
    "group-member": "group member",
}


def counted(number: int, one: str, more: str = "") -> str:
    """A number of things: `1 stake`, `2 stakes`, `2 boxes`."""
    return f"{number} {one if number == 1 else more or f'{one}s'}"


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


def says(claim: Claim, names: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """What a claim says, in a sentence; `names` of entities and `titles` of events by id."""
    return _ended(_says(claim, names, titles))


def _ended(text: str) -> str:
    """A sentence with its full stop; a name may bring its own: Inc."""
    return text if text.endswith(".") else f"{text}."


def _a(words: str) -> str:
    """Words with their article; what vocabularies hold begins as it sounds."""
    return f"{'an' if words[0] in 'aeio' else 'a'} {words}"


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
    if isinstance(claim, NameClaim):
        return f"{names[claim.entity]} is called {claim.name}"
    if isinstance(claim, IdentifierClaim):
        return f"{names[claim.entity]} has the {claim.scheme} {claim.identifier}"
    if isinstance(claim, DiscrepancyClaim):
        return _discrepancy(claim, names, titles)
    if isinstance(claim, FigureClaim):
        return _figure(claim, names)
    return _relation(claim, names)


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


def _relation(claim: ProductClaim | CustomerClaim | RelationClaim | RoleClaim, names: Mapping[str, str]) -> str:
    """What one thing is to another, and when."""
    planned = ", planned" if claim.mode == "planned" else ""
    if isinstance(claim, RoleClaim):
        return f"{names[claim.person]} is {claim.post} of {names[claim.organization]}{planned}{_when(claim)}"
    if isinstance(claim, ProductClaim):
        parts = [
            f"{what} {_listed(found, names)}"
            for what, found in (
                ("of", claim.provider),
                ("with", claim.partner),
                ("part of", claim.part_of),
                ("in place of", claim.replaces),
            )
            if found
        ]
        parts += [f"classed {claim.category}"] if claim.category else []
        parts += [f"built on {', '.join(claim.technology)}"] if claim.technology else []
        parts += [f"formerly {', '.join(claim.renamed_from)}"] if claim.renamed_from else []
        parts += [f"for: {claim.purpose}"] if claim.purpose else []
        return f"{names[claim.product]}: {'; '.join(parts) or 'offered'}{planned}{_when(claim)}"
    products = f" for {_listed(claim.product, names)}" if claim.product else ""
    purpose = f" ({claim.purpose})" if claim.purpose else ""
    if isinstance(claim, CustomerClaim):
        kind = f"{claim.kind.replace('-', ' ')} customer"
        told = f"{names[claim.customer]} is {_a(kind)} of {names[claim.supplier]}"
    else:
        what = "in another relation to" if claim.relation == "other" else f"{_a(claim.relation.replace('-', ' '))} of"
        told = f"{names[claim.object]} is {what} {names[claim.subject]}"
    return f"{told}{products}{purpose}{planned}{_when(claim)}"


def _listed(found: Sequence[str], names: Mapping[str, str]) -> str:
    return ", ".join(names[one] for one in found)


def _figure(claim: FigureClaim, names: Mapping[str, str]) -> str:
    measure = claim.measure.replace("-", " ")
    segment = f" ({names.get(claim.segment, claim.segment.replace('-', ' '))})" if claim.segment else ""
    aspect = "" if claim.aspect == "value" else f", {claim.aspect.replace('-', ' ')}"
    against = f" against {claim.against}" if claim.against else ""
    kind = "" if claim.kind == "actual" else f", {claim.kind}"
    bound = f"{claim.bound.replace('-', ' ')} " if claim.bound else ""
    told = f"{names[claim.subject]}: {measure}{segment}{aspect}{against}, {claim.period}{kind}"
    return f"{told}: {bound}{canonical(claim.value)} {claim.unit}"


def _discrepancy(claim: DiscrepancyClaim, names: Mapping[str, str], titles: Mapping[str, str]) -> str:
    about = names[claim.entity] if claim.entity else titles.get(claim.about_event, "the document")
    there = "; ".join(f"{', '.join(other.printed)} in {other.document}" for other in claim.against)
    against = f" against {there}" if there else ""
    return f"{claim.kind} in {claim.what} ({about}): {', '.join(claim.printed)}{against}; read as {claim.read}"


def _when(claim: Timed) -> str:
    told = f", as of {claim.as_of}{_dated(claim)}" if claim.as_of else ""
    told += f", from {claim.from_}" if claim.from_ else ""
    return told + (f", until {claim.until}" if claim.until else "")


def _dated(claim: Timed | ListingClaim) -> str:
    return " (the date of publication; the document gives none)" if claim.dated == "publication" else ""


def _event(claim: EventClaim, names: Mapping[str, str], titles: Mapping[str, str]) -> str:
    parties = "; ".join(_party(party, names) for party in claim.participants)
    amounts = "; ".join(f"{a.measure} {canonical(a.value)} {a.unit}" for a in claim.amounts)
    told = f"{titles.get(claim.event, claim.event)}: {claim.stage}, {claim.date or 'undated'}"
    told += f", {claim.location}" if claim.location else ""
    reasons = "; ".join(titles.get(reason, reason) for reason in claim.because_of)
    parts = {"Parties": parties, "Because of": reasons, "Amounts": amounts}
    return " ".join(_ended(text) for text in (told, *(f"{what}: {text}" for what, text in parts.items() if text)))


def _party(party: Participant, names: Mapping[str, str]) -> str:
    name = names[party.entity] if party.entity else party.name
    count = f" ({party.count})" if party.count is not None else ""
    may_be = " or ".join(names[one] for one in party.candidates)
    return f"{party.role} {name}{count}" + (f", perhaps {may_be}" if may_be else "")


def told_of(key: ConflictKey, claim: Claim) -> str:
    """What a claim says of what a conflict is about, as short as can be: `60 % as of 2010`, `491 JPY million`."""
    if isinstance(claim, HoldingClaim | StandingClaim):
        standing = claim.standing if isinstance(claim, StandingClaim) else ""
        told = percent(claim.share) if isinstance(claim, HoldingClaim) else STANDINGS.get(standing, standing)
        dates = (("as of", claim.as_of), ("from", claim.from_), ("until", claim.until))
        return told + "".join(f" {word} {when}" for word, when in dates if when)
    if isinstance(claim, ListingClaim):
        return f"not in the list of {claim.as_of}"
    if isinstance(claim, FigureClaim):
        return f"{canonical(claim.value)} {claim.unit}"
    if isinstance(claim, NameClaim) and isinstance(key, NameKey):
        return claim.name
    if isinstance(claim, EventClaim):
        return _of_event(key, claim)
    return claim.id


def _of_event(key: ConflictKey, claim: EventClaim) -> str:
    """The day or the amount that a telling gives; of a stake, what the event makes of its company."""
    if isinstance(key, EventKey) and key.measure:
        return ", ".join(f"{canonical(a.value)} {a.unit}" for a in claim.amounts if a.measure == key.measure)
    when = claim.date.written if claim.date else "undated"
    if isinstance(key, EventKey):
        return when
    company = getattr(key, "company", "")
    roles = {part.role for part in claim.participants if part.entity == company}
    what = "established" if "established" in roles else "dissolved" if "absorbed" in roles else claim.stage
    return "not yet established" if what == "established" and claim.stage != "completed" else f"{what} {when}"
