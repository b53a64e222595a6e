"""The owners of a company on a day: a cap table that sums to 100, and who is behind it (rules S2 to S7)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from keiretsu.control import Control, controllers, ultimate_controllers
from keiretsu.direct import columns
from keiretsu.errors import DataError, Problem
from keiretsu.ownership import UNNAMED, Interest, behind, owners_of, ultimate
from keiretsu.shares import Share, canonical

if TYPE_CHECKING:
    from collections.abc import Iterable

    from keiretsu.direct import Column, Columns, Right, Stake
    from keiretsu.network import Network
    from keiretsu.states import Answer

__all__ = ["CapTable", "Owner", "cap_table", "undisclosed"]

_NOTHING = Share.exactly(0)


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who has, or may have, a part in the company.

    `direct` is his own stake in percent: None where it is undisclosed, 0 where he has his part through others only;
    his part of a stake that is held `jointly_with` others lies in [0, share] (S6). `answer` is what is known of that
    stake on the day. `effective` is his look-through share, `if_unchanged` what it would be had shares that are only
    last known not changed; both are None for the company itself. `claims` are those behind all routes to the
    company and behind the verdict on control.
    """

    id: str
    direct: Share | None
    effective: Interest | None
    if_unchanged: Interest | None
    ultimate: bool
    control: Control
    answer: Answer | None
    jointly_with: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CapTable:
    """All owners of a company on a day, direct ones first; what nobody is named for is `undisclosed`.

    The direct shares and `undisclosed` are the whole, and so are the effective shares of the ultimate owners and
    `undisclosed_effective`; where they are bounds, some numbers within them are. `controlled_by` are those who control
    it and are controlled by nobody else.
    """

    company: str
    owners: tuple[Owner, ...]
    undisclosed: Share
    undisclosed_effective: Interest
    undisclosed_if_unchanged: Interest
    controlled_by: tuple[Control, ...]


def cap_table(graph: Network, company: str, right: Right = "shares") -> CapTable:
    """Who owns a company on the day of a network, in shares or in votes; percent.

    Raises DataError where the named holders of the company, or of one above it, have more than 100 (S3), LoopError
    where companies hold all of one another (S4).
    """
    held = columns(graph, right, unchanged=True)
    _refuse_too_much(held, company)
    verdicts = {one.holder: one for one in controllers(graph, company)} if company in held else {}
    effective = owners_of(graph, company, right)
    unchanged = owners_of(graph, company, right, unchanged=True)
    column = held.get(company)
    direct = {party: stake for stake in (column.stakes if column else ()) for party in stake.parties}
    ends = ultimate(graph, company)

    def owner(name: str) -> Owner:
        stake = direct.get(name)
        verdict = verdicts.get(name) or Control(name, company, "no")
        return Owner(
            id=name,
            direct=_part(stake),
            effective=effective.get(name),
            if_unchanged=unchanged.get(name),
            ultimate=name in ends,
            control=verdict,
            answer=_answer(graph, stake, company, right),
            jointly_with=tuple(p for p in stake.parties if p != name) if stake else (),
            claims=tuple(sorted({*behind(held, name, company), *verdict.claims})),
        )

    names = {*direct, *(effective.keys() - {UNNAMED})}
    return CapTable(
        company=company,
        owners=tuple(sorted(map(owner, names), key=_by_size)),
        undisclosed=undisclosed(column),
        undisclosed_effective=effective[UNNAMED],
        undisclosed_if_unchanged=unchanged[UNNAMED],
        controlled_by=tuple(ultimate_controllers(graph, company)) if company in held else (),
    )


def _by_size(owner: Owner) -> tuple[bool, Decimal, str]:
    most = owner.direct.max if owner.direct is not None else Decimal(0)
    return owner.answer is None, -most, owner.id


def _part(stake: Stake | None) -> Share | None:
    if stake is None:
        return _NOTHING
    if stake.undisclosed:
        return None
    low = Fraction(0) if len(stake.parties) > 1 else stake.low * 100
    return Share.between(low, stake.high * 100)


def undisclosed(column: Column | None) -> Share:
    """What the disclosed stakes of a company leave of the whole, in percent (S2)."""
    told = [stake for stake in (column.stakes if column else ()) if not stake.undisclosed]
    least = sum((stake.low for stake in told), Fraction(0))
    most = sum((stake.high for stake in told), Fraction(0))
    return Share.between(max(1 - most, Fraction(0)) * 100, (1 - least) * 100)


def _answer(graph: Network, stake: Stake | None, company: str, right: Right) -> Answer | None:
    """What is known of a direct stake; of several rights the one that speaks of the right that is asked about."""
    # Of a joint stake one party may be the only one of whom a document tells it.
    holder = next((name for name in stake.parties if graph.has_edge(name, company)), None) if stake else None
    if holder is None:
        return None
    rights = {key: data["answer"] for key, data in graph[holder][company].items() if data["state"] != "planned"}
    wanted = [name for name in (right, "shares", "unspecified", "votes") if name in rights]
    return rights[wanted[0]] if wanted else None


def _refuse_too_much(held: Columns, company: str) -> None:
    problems = [_too_much(held[name]) for name in sorted(held.above(company)) if name in held and held[name].taken > 1]
    if problems:
        raise DataError("shares are never rescaled, so there is no cap table (S3)", problems)


def _too_much(column: Column) -> Problem:
    total = canonical(Decimal(column.taken.numerator * 100) / Decimal(column.taken.denominator))
    holders = "; ".join(f"{' with '.join(s.parties)} {_percent(s.low)} ({_cited(s.claims)})" for s in column.stakes)
    message = f"the known holders of {column.company} have {total} %, more than the whole: {holders}"
    return Problem("", 0, message, "'keiretsu why CLAIM' shows where each is said", "S3")


def _percent(part: Fraction) -> str:
    return f"{canonical(round(Decimal(part.numerator * 100) / Decimal(part.denominator), 10))} %"


def _cited(claims: Iterable[str]) -> str:
    return " ".join(claim[:8] for claim in claims)
