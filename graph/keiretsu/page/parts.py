"""Products and customers as parts of the drawing: whose they are, and on which days they are there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from keiretsu import catalogue
from keiretsu.dates import day_before
from keiretsu.states import change_days, state_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from keiretsu.model import Period
    from keiretsu.page.data import Story
    from keiretsu.statements import Fact

__all__ = ["Part", "parts", "there"]

# The more certain first; what is only not known to have been otherwise is not drawn.
_STATES: Final = ("stated", "held", "changing", "last-known", "planned")


@dataclass(frozen=True, slots=True)
class Part:
    """The `members` of a `kind`, "products" or "customers", that belong to one company, in the order of their names."""

    owner: str
    kind: str
    members: tuple[str, ...]


def parts(story: Story) -> list[Part]:
    """What can be drawn beside each company of the group.

    Products that are part of no other, and customers; each once, with the group company itself before its companies.
    As known at the end: what is part of another is not drawn before one knows.
    """
    source, known = story.source, story.worlds[-1].known
    inside = {story.root, *(name for day in story.days for name in day.members)}
    order = sorted(inside, key=lambda name: (name != story.root, source.entities[name].name.casefold(), name))
    owned: dict[tuple[str, str], list[str]] = defaultdict(list)
    taken = set(story.entities)
    for offer in catalogue.offers(source, known).values():
        owner = next((name for name in order if name in offer.providers), None)
        if owner and not offer.part_of and offer.product.id not in taken:
            taken.add(offer.product.id)
            owned[owner, "products"].append(offer.product.id)
    bought: dict[str, set[str]] = defaultdict(set)
    for _, claim in catalogue.customers(source, "", known):
        bought[claim.customer].add(claim.supplier)
    for customer in sorted(bought, key=lambda name: (source.entities[name].name.casefold(), name)):
        owner = next((name for name in order if name in bought[customer]), None)
        if owner and customer not in taken:
            taken.add(customer)
            owned[owner, "customers"].append(customer)
    kinds = ("products", "customers")
    return [Part(owner, kind, tuple(owned[owner, kind])) for owner in order for kind in kinds if (owner, kind) in owned]


def there(
    chosen: Sequence[Part], told: Mapping[Fact, Sequence[Period]], offered: Mapping[str, Sequence[Period]]
) -> dict[str, list[list[str | None]]]:
    """The days on which each member is there or may be: [first day, first day no more, state] of each stretch."""
    bought: dict[str, list[Sequence[Period]]] = defaultdict(list)
    for one, stretch in told.items():
        if one.kind == "customer":
            bought[one.who].append(stretch)
    found = {}
    for part in chosen:
        for name in part.members:
            groups = bought[name] if part.kind == "customers" else [offered[name]] if name in offered else []
            if stretches := _stretches(groups):
                found[name] = stretches
    return found


def _stretches(groups: Sequence[Sequence[Period]]) -> list[list[str | None]]:
    days = change_days(groups)
    if not days:
        return []
    found: list[list[str | None]] = []
    for first, until in zip([None, *days], [*days, None], strict=True):
        day = first or day_before(days[0])
        states = {state_at(stretch, day).state for stretch in groups}
        state = next((one for one in _STATES if one in states), None)
        begins, ends = (None if one is None else one.isoformat() for one in (first, until))
        if found and found[-1][2] == state and found[-1][1] == begins:
            found[-1][1] = ends
        elif state:
            found.append([begins, ends, state])
    return found
