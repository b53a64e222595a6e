"""Control: who, with all that he controls, has more than half of a company's votes (rule S5).

Votes are those of the shares where nothing else is stated. Where votes are bounds there are two answers: what is
controlled however the bounds come out, and what may be. Both are least fixpoints: a company is added when those who
are inside hold enough of it, and its own votes are counted from then on.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from keiretsu.direct import columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from keiretsu.direct import Column, Columns, Stake
    from keiretsu.model import StandingKey
    from keiretsu.network import Network
    from keiretsu.states import Answer

__all__ = [
    "Control",
    "Disagreement",
    "Verdict",
    "control",
    "controlled",
    "controllers",
    "disagreements",
    "ultimate_controllers",
    "verdicts",
    "votes",
]

Verdict: TypeAlias = Literal["yes", "no", "possible", "joint"]
_HALF: Final = Fraction(1, 2)
# Whether a parent that classes a company so controls it alone.
_CONTROLLED: Final = {"consolidated-subsidiary": True, "equity-method-affiliate": False, "joint-venture": False}


@dataclass(frozen=True, slots=True)
class Control:
    """Whether a holder controls a company on a day, and what that rests on.

    `through` are the companies inside the holder's group that hold votes in it, the holder himself among them where he
    does. `last_known` says that it rests on a share that was stated of an earlier day (S5).
    """

    holder: str
    company: str
    verdict: Verdict
    through: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    last_known: bool = False


def votes(graph: Network) -> Columns:
    """The votes in every company; what is last known counts as it was, and the verdict says so (S5)."""
    return columns(graph, "votes", unchanged=True)


def controlled(held: Columns, holder: str, *, possibly: bool = False) -> dict[str, tuple[Stake, ...]]:
    """What a holder controls however the bounds come out, or `possibly`, in the order in which it follows.

    Each company comes with the stakes that count for the holder. Unnamed holders are nobody's allies (S7); a stake
    that is held jointly counts when all of its parties are inside, or possibly when one is (S6).
    """
    inside: dict[str, tuple[Stake, ...]] = {holder: ()}
    counted: dict[str, list[Stake]] = {}
    waiting = [holder]
    for name in waiting:
        for company, stake in held.held_by.get(name, ()):
            if company in inside or not (possibly or all(party in inside for party in stake.parties)):
                continue
            stakes = counted.setdefault(company, [])
            if any(one is stake for one in stakes):
                continue
            stakes.append(stake)
            if _passes(held[company], stakes, possibly=possibly):
                inside[company] = tuple(stakes)
                waiting.append(company)
    del inside[holder]
    return inside


def _passes(column: Column, stakes: Sequence[Stake], *, possibly: bool) -> bool:
    """Whether some stakes of a company are more than half at the least, or, when the others have least, at the most."""
    least = sum((stake.low for stake in stakes), Fraction(0))
    if possibly:
        most = sum((stake.high for stake in stakes), Fraction(0))
        return min(most, 1 - (column.taken - least)) > _HALF
    return least > _HALF or (least == _HALF and any(stake.open for stake in stakes))


def control(graph: Network, holder: str) -> dict[str, Control]:
    """The verdict on every company in which a holder, or what he controls, has votes; by company."""
    return verdicts(votes(graph), holder)


def controllers(graph: Network, company: str) -> list[Control]:
    """The verdict on a company of everybody above it: those who control it first, then joint, possible and no."""
    return _controllers(votes(graph), company)


def _controllers(held: Columns, company: str) -> list[Control]:
    order: dict[Verdict, int] = {"yes": 0, "joint": 1, "possible": 2, "no": 3}
    found = [
        verdicts(held, holder).get(company, Control(holder, company, "no", (), *_ground(held[company].stakes)))
        for holder in sorted(held.above(company) - {company})
    ]
    return sorted(found, key=lambda one: (order[one.verdict], one.holder))


def ultimate_controllers(graph: Network, company: str) -> list[Control]:
    """Those who control a company and are themselves controlled by nobody, or only by one another."""
    held = votes(graph)
    sure = {one.holder: one for one in _controllers(held, company) if one.verdict == "yes"}
    # Who controls one of them controls the company, too.
    groups = {name: controlled(held, name) for name in sure}
    return [
        sure[name]
        for name in sorted(sure)
        if all(master in groups[name] for master, group in groups.items() if name in group)
    ]


def verdicts(held: Columns, holder: str) -> dict[str, Control]:
    """The same from the votes at hand, for who asks for many holders."""
    sure = controlled(held, holder)
    maybe = controlled(held, holder, possibly=True)
    touched = {company for name in (holder, *maybe) for company, _ in held.held_by.get(name, ())} - {holder}
    found: dict[str, Control] = {}
    for company in sorted(touched):
        column, inside = held[company], {holder, *sure}
        verdict: Verdict = "no"
        if company in sure:
            stakes = _proof(sure, company)
            direct, verdict = sure[company], "yes"
        elif company in maybe:
            stakes = [*_proof(maybe, company), *column.stakes]
            direct, verdict = maybe[company], "possible"
        else:
            direct = tuple(stake for stake in column.stakes if inside & {*stake.parties})
            stakes = [*column.stakes, *(s for p in _parties(direct) if p in sure for s in _proof(sure, p))]
            verdict = "joint" if _halved(held, column, inside) else "no"
        through = tuple(p for p in _parties(direct) if p in inside or p in maybe)
        found[company] = Control(holder, company, verdict, through, *_ground(stakes))
    return found


def _parties(stakes: Iterable[Stake]) -> list[str]:
    return sorted({party for stake in stakes for party in stake.parties})


def _proof(inside: Mapping[str, tuple[Stake, ...]], company: str) -> list[Stake]:
    """The stakes that count in a company and, where a controlled company has them, what counts in that one."""
    found: list[Stake] = []
    seen, waiting = {company}, [company]
    for name in waiting:
        stakes = inside.get(name, ())
        found += stakes
        for party in _parties(stakes):
            if party in inside and party not in seen:
                seen.add(party)
                waiting.append(party)
    return found


def _ground(stakes: Sequence[Stake]) -> tuple[tuple[str, ...], bool]:
    """The claims behind some stakes, and whether one of them speaks of an earlier day."""
    return tuple(sorted({c for stake in stakes for c in stake.claims})), any(stake.last_known for stake in stakes)


def _halved(held: Columns, column: Column, inside: set[str]) -> bool:
    """Whether those inside have exactly half of the votes, and one other party, with what it controls, the other."""
    ours = [stake for stake in column.stakes if inside.issuperset(stake.parties)]
    others = [stake for stake in column.stakes if stake not in ours]
    for side in (ours, others):
        if any(s.low != s.high for s in side) or sum((s.low for s in side), Fraction(0)) != _HALF:
            return False
    parties = set(_parties(others))
    heads = {name for party in parties for name in held.above(party)} - inside
    return any(parties <= {head, *controlled(held, head)} for head in sorted(heads))


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A stated standing that the votes do not bear out: `control` is what is computed of the parent."""

    parent: str
    company: str
    standing: str
    control: Control
    claims: tuple[str, ...]

    @property
    def why(self) -> str:
        """What is stated against what is computed."""
        computed = "has no majority of its votes" if self.control.verdict == "no" else "has a majority of its votes"
        return f"stated as {self.standing.replace('-', ' ')}, but {self.parent} {computed}"


def disagreements(graph: Network) -> list[Disagreement]:
    """The standings of a day that do not fit the control computed for it (S5), by parent and company.

    A consolidated subsidiary is controlled; an affiliate and a joint venture are not controlled alone. Where no stake
    of the parent is known, or the verdict is only possible, nothing disagrees.
    """
    held = votes(graph)
    answers: dict[StandingKey, Answer] = graph.graph["standings"]
    found: list[Disagreement] = []
    for key in sorted(answers):
        verdict, answer = verdicts(held, key.parent).get(key.company), answers[key]
        if verdict is None or answer.there is False:
            continue
        expected = _CONTROLLED.get(answer.standing)
        if expected is not None and verdict.verdict == ("no" if expected else "yes"):
            claims = tuple(sorted({*answer.claims, *verdict.claims}))
            found.append(Disagreement(key.parent, key.company, answer.standing, verdict, claims))
    return found
