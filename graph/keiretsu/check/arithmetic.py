"""What the rules about figures reckon with: printed numbers as ranges, and which figures add up to which.

A printed number stands for all that it may be rounded from: 66.8 billion for 66.75 to 66.85 billion. Two figures
disagree only where their ranges share nothing (C2).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from keiretsu.catalogue import disputed
from keiretsu.claims import FigureClaim
from keiretsu.units import UNITS, rounded_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from keiretsu.lookup import Source

__all__ = ["TOTALS", "Figure", "Figures", "Key", "Range", "Sum"]

Range = tuple[Decimal, Decimal]
Key = tuple[str, str, str, str, str, str]  # subject, measure, segment, period, kind, base unit


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the range of what it may be rounded from, in its base unit."""

    id: str
    claim: FigureClaim
    range: Range

    @property
    def place(self) -> str:
        """Where it stands, for a message."""
        return f"{self.claim.document}:{self.claim.line} ({self.claim.printed[0]})"


class Figures:
    """The figures of a dataset that are said plainly, by what they are figures of; and what is on record."""

    def __init__(self, source: Source) -> None:
        self.all = [
            Figure(name, claim, rounded_from(claim.value, "".join(claim.printed), claim.unit))
            for name, claim in source.all_claims("FigureClaim").items()
            if isinstance(claim, FigureClaim) and not claim.bound
        ]
        self.values: dict[Key, list[Figure]] = defaultdict(list)
        for figure in self.all:
            if figure.claim.aspect == "value":
                self.values[self.key(figure.claim)].append(figure)
        self.recorded = set(disputed(source))

    def key(self, claim: FigureClaim) -> Key:
        """What a figure is a figure of."""
        base = UNITS[claim.unit][1]
        return (claim.subject, claim.measure, claim.segment, claim.period.written, claim.kind, base)

    def told(self, key: Key, document: str) -> list[Figure]:
        """The printings of a value in one document."""
        return [figure for figure in self.values.get(key, ()) if figure.claim.document == document]

    def on_record(self, figures: Iterable[Figure]) -> bool:
        """Whether a reader has recorded that one of these places is misprinted or contradicted."""
        return any((figure.claim.document, figure.claim.line) in self.recorded for figure in figures)

    def documents(self) -> Iterator[str]:
        """The documents that have figures."""
        yield from sorted({figure.claim.document for figure in self.all})


@dataclass(frozen=True, slots=True)
class Sum:
    """A total, and what adds up to it: (sign, measure, segment), in brackets where it may be missing."""

    measure: str
    segment: str
    parts: tuple[tuple[int, str, str], ...]
    maybe: tuple[tuple[int, str, str], ...] = ()


def _of(measure: str, *segments: str) -> tuple[tuple[int, str, str], ...]:
    return tuple((1, measure, segment) for segment in segments)


_CORPORATE: Final = ("iij-data-center-connectivity-service", "iij-fiberaccess-f-and-iij-dsl-f")
TOTALS: Final = (
    # the statement of income
    Sum("sga-and-rd", "", (
        (1, "sales-and-marketing-expenses", ""),
        (1, "general-and-administrative-expenses", ""),
        (1, "research-and-development-expenses", ""),
    )),
    Sum("gross-margin", "", ((1, "total-revenues", ""), (-1, "cost-of-revenues", ""))),
    Sum("operating-income", "", ((1, "gross-margin", ""), (-1, "sga-and-rd", ""))),
    Sum("operating-income", "", ((1, "total-revenues", ""), (-1, "total-cost-and-expenses", ""))),
    Sum("income-before-income-tax", "", ((1, "operating-income", ""), (1, "other-income", ""))),
    Sum("income-tax-expense", "", ((1, "current-income-tax", ""), (1, "deferred-tax-expense", ""))),
    Sum("net-income", "", (
        (1, "income-before-income-tax", ""),
        (-1, "income-tax-expense", ""),
        (1, "minority-interests", ""),
        (1, "equity-method-income", ""),
    )),
    Sum("adjusted-ebitda", "", ((1, "operating-income", ""), (1, "depreciation-and-amortization", ""))),
    Sum("capex", "", ((1, "purchase-of-property", ""), (1, "capital-leases-acquired", ""))),
    # revenues and costs by service
    Sum("total-revenues", "", _of(
        "revenues", "connectivity-and-value-added-services", "systems-integration", "equipment-sales"
    )),
    Sum("revenues", "connectivity-and-value-added-services", _of(
        "revenues", "connectivity-corporate", "connectivity-home", "value-added-services",
        "connectivity-and-value-added-services-other",
    )),
    Sum("revenues", "systems-integration", _of(
        "revenues", "systems-construction", "systems-operation-and-maintenance"
    )),
    Sum("revenues", "connectivity-services", _of("revenues", "connectivity-corporate", "connectivity-home")),
    Sum("revenues", "connectivity-services", _of("revenues", "dedicated-access-service", "dial-up-access-service")),
    Sum("revenues", "connectivity-corporate", _of(
        "revenues", "ip-service", "iij-fiberaccess-f-and-iij-dsl-f", "connectivity-corporate-others"
    )),
    Sum("revenues", "connectivity-home", _of("revenues", "services-under-iij-brand", "oem-services"),
        _of("revenues", "hi-ho-service")),
    Sum("revenues", "dedicated-access-service", _of(
        "revenues", "ip-service", "iij-t1-standard-and-economy", "iij-fiberaccess-f-and-iij-dsl-f"
    )),
    Sum("revenues", "dial-up-access-service", _of("revenues", "dial-up-under-iij-brand", "dial-up-oem"),
        _of("revenues", "dial-up-hi-ho")),
    *(
        Sum("gross-margin", segment, ((1, "revenues", segment), (-1, "cost-of-revenues", segment)))
        for segment in ("connectivity-and-value-added-services", "systems-integration", "atm-operation")
    ),
    Sum("total-cost-and-expenses", "atm-operation", (
        (1, "cost-of-revenues", "atm-operation"), (1, "sga", "atm-operation")
    )),
    Sum("operating-income", "atm-operation", (
        (1, "revenues", "atm-operation"), (-1, "total-cost-and-expenses", "atm-operation")
    )),
    # contracts, in both classifications
    Sum("contracts", "connectivity-corporate", _of(
        "contracts", "ip-service-below-100mbps", "ip-service-100mbps-to-999mbps", "ip-service-1gbps-and-above",
        *_CORPORATE, "connectivity-corporate-others",
    )),
    Sum("contracts", "connectivity-home", _of("contracts", "services-under-iij-brand", "oem-services"),
        _of("contracts", "hi-ho-service")),
    Sum("contracts", "dedicated-access-service", _of(
        "contracts", "ip-service-64-768kbps", "ip-service-1-99mbps", "ip-service-100mbps-up",
        "iij-t1-standard-and-economy", *_CORPORATE,
    )),
    Sum("contracts", "dial-up-access-service", _of("contracts", "dial-up-under-iij-brand", "dial-up-oem"),
        _of("contracts", "dial-up-hi-ho")),
    # the balance sheet and the cash flows
    Sum("total-assets", "", ((1, "liabilities-and-equity", ""),)),
    Sum("liabilities-and-equity", "", (
        (1, "total-liabilities", ""), (1, "minority-interest-equity", ""), (1, "shareholders-equity", "")
    )),
    Sum("goodwill-and-intangibles", "", ((1, "amortized-intangibles", ""), (1, "non-amortized-intangibles", ""))),
    Sum("change-in-cash", "", (
        (1, "operating-cash-flow", ""), (1, "investing-cash-flow", ""), (1, "financing-cash-flow", "")
    ), ((1, "cash-flow-item", "effect-of-exchange-rate-changes-on-cash"),)),
    Sum("dividend-per-share", "", ((1, "dividend-per-share", "interim"), (1, "dividend-per-share", "year-end"))),
)  # fmt: skip
"""Which figures the documents of a Japanese group under US GAAP add up to which."""
