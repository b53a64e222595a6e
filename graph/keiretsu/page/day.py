"""A day of a group as it is drawn: who is there and how that looks, and what stands on the lines between them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

from keiretsu.model import StakeKey, StandingKey
from keiretsu.page import words
from keiretsu.page.deals import Deal
from keiretsu.states import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from keiretsu.model import Entity
    from keiretsu.page.drawing import Pair

__all__ = ["Day", "Look", "Mark"]

_Held: TypeAlias = "Sequence[tuple[str, Answer]]"  # holders of a company, and in what they hold
_CERTAIN: Final = ("stated", "held", "last-known")


@dataclass(frozen=True, slots=True)
class Look:
    """How a box looks on a day: its form, its caption, whether it was certainly there, and what is marked on it."""

    form: str
    caption: str
    certain: bool
    member: bool = False
    state: str = ""
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """How a line looks on a day: its label, how certain it is, the deals on it, as ids of events.

    `told` is what the label says but for how certain it is.
    """

    label: str
    line: str
    deals: tuple[str, ...] = ()
    told: str = ""


@dataclass(frozen=True)
class Day:
    """The group on a day, with the holders of its root and those who hold its companies beside it."""

    day: date
    root: str
    entities: Mapping[str, Entity] = field(repr=False)
    members: frozenset[str]
    holders: frozenset[str]
    stakes: Mapping[StakeKey, Answer]
    standings: Mapping[StandingKey, Answer]
    deals: tuple[Deal, ...] = ()
    disputed: frozenset[StakeKey | StandingKey] = frozenset()

    def same_as(self, other: Day) -> bool:
        """Whether everything that is shown is the same."""
        return (self.stakes, self.standings, self.boxes, self.links) == (
            other.stakes,
            other.standings,
            other.boxes,
            other.links,
        )

    @cached_property
    def boxes(self) -> dict[str, Look]:
        """Everybody who is shown, and how."""
        held: dict[str, list[tuple[str, Answer]]] = defaultdict(list)
        holding: dict[str, list[Answer]] = defaultdict(list)
        classed: dict[str, tuple[StandingKey, Answer]] = {}
        for key, answer in self.stakes.items():
            held[key.company].append((key.holder, answer))
            for holder in (key.holder, *answer.jointly_with):
                holding[holder].append(answer)
        for standing in sorted(self.standings):
            classed.setdefault(standing.company, (standing, self.standings[standing]))
        names = {self.root, *self.members, *(name for pair in self.links for name in pair)}
        return {
            name: Look("root", "group company", True)
            if name == self.root
            else self._member(held[name], classed.get(name))
            if name in self.members
            else self._beside(name, held[name], holding[name], classed.get(name))
            for name in sorted(names)
        }

    def _member(self, held: _Held, classed: tuple[StandingKey, Answer] | None) -> Look:
        if classed is not None:
            return self._classed(held, classed, True)
        inside = [answer for holder, answer in held if holder == self.root or holder in self.members]
        if all(answer.state == "planned" for answer in inside):
            return Look("planned", "planned", False, True, "planned")
        return Look("group-member", "standing not said", any(answer.there for _, answer in held), True)

    def _classed(self, held: _Held, classed: tuple[StandingKey, Answer], member: bool) -> Look:
        key, standing = classed
        form = "planned" if standing.state == "planned" else standing.standing
        certain = standing.state in _CERTAIN or any(answer.there for _, answer in held)
        return Look(form, words.caption(standing), certain, member, standing.state, key in self.disputed)

    def _beside(
        self, name: str, held: _Held, holding: Sequence[Answer], classed: tuple[StandingKey, Answer] | None
    ) -> Look:
        """Who is not of the group: its holders, what these hold beside it, others who hold its companies, parties."""
        if classed is not None and name not in self.holders:
            return self._classed(held, classed, False)
        if held and not holding and all(answer.state == "planned" for _, answer in held):
            return Look("planned", "planned", False, state="planned")
        concerned = [*holding, *(answer for _, answer in held)]
        certain = not concerned or any(answer.there or answer.state == "planned" for answer in concerned)
        if self.entities[name].kind == "person":
            return Look("person", "person", certain)
        parts = {"holder": name in self.holders, "other holder": holding, "other company": held}
        return Look("outside", next((part for part, plays in parts.items() if plays), "party to a deal"), certain)

    @cached_property
    def links(self) -> dict[Pair, Mark]:
        """The lines between boxes: stakes, parties that hold jointly, companies classed without a stake, and deals."""
        rights: dict[Pair, list[tuple[StakeKey, Answer]]] = defaultdict(list)
        lines: dict[Pair, Mark] = {
            (key.parent, key.company): Mark("", "classed") for key in self.standings if key.parent != key.company
        }
        for key, answer in sorted(self.stakes.items()):
            rights[key.holder, key.company].append((key, answer))
            for other in answer.jointly_with:
                if other != key.company:
                    lines[other, key.company] = Mark("jointly", words.line(answer), told="jointly")
        for pair, told in rights.items():
            if pair[0] != pair[1]:  # a company's own shares are in the table, not in the drawing
                labels = [words.label(answer, key.right, key in self.disputed) for key, answer in told]
                shares = [words.share(answer, key.right) for key, answer in told]
                lines[pair] = Mark("\n".join(labels), words.line(told[0][1]), told="\n".join(shares))
        for deal in self.deals:
            known = lines.get(deal.pair, Mark("", "deal"))
            says = deal.says(self.day)
            label, much = (f"{text}\n{says}".strip() for text in (known.label, known.told))
            lines[deal.pair] = Mark(label, known.line, (*known.deals, deal.event), much)
        return lines
