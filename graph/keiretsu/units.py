"""What figures are counted in, and what they measure: units with their scales, and the measures of the ontology."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from keiretsu import paths

__all__ = ["UNITS", "Measure", "measures", "rounded_from"]

_MONEY: Final = {"": 1, " thousand": 10**3, " million": 10**6, " billion": 10**9}
_COUNTS: Final = (
    "%", "points", "times", "ratio", "shares", "ADS equivalents", "ADS per share", "contracts", "lines", "clients",
    "companies", "people", "users", "inquiries", "servers", "ATMs", "years", "months",
)  # fmt: skip

UNITS: Final[dict[str, tuple[Decimal, str]]] = {
    **{f"{c}{word}": (Decimal(scale), c) for c in ("JPY", "USD") for word, scale in _MONEY.items()},
    **{f"{c} per {what}": (Decimal(1), f"{c} per {what}") for c in ("JPY", "USD") for what in ("share", "ADS")},
    **{f"JPY{word} per month": (Decimal(scale), "JPY per month") for word, scale in _MONEY.items()},
    **{name: (Decimal(1), name) for name in _COUNTS},
    "JPY per USD": (Decimal(1), "JPY per USD"),
    "kbps": (Decimal(10**3), "bit/s"),
    "Mbps": (Decimal(10**6), "bit/s"),
    "Gbps": (Decimal(10**9), "bit/s"),
    "million users": (Decimal(10**6), "users"),
    "million TV sets": (Decimal(10**6), "TV sets"),
}
"""Each unit as documents print it: the factor to its base unit, and the base unit."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured: its label, the kind of unit, whether at an instant or over a duration, and its definition."""

    id: str
    label: str
    unit: str
    period: str
    definition: str


def rounded_from(value: Decimal, printed: str, unit: str) -> tuple[Decimal, Decimal]:
    """The range, in the base unit, of what a printed number may be rounded from: 66.8 billion from 66.75 to 66.85.

    A unit that is none of those of figures is its own base unit.
    """
    number = re.search(r"\d[\d,]*(?:\.(\d+))?", printed)
    half = Decimal(5).scaleb(-(len(number[1]) if number and number[1] else 0) - 1)
    scale = UNITS[unit][0] if unit in UNITS else 1
    return (value - half) * scale, (value + half) * scale


@cache
def measures() -> dict[str, Measure]:
    """The measures of `ontology/measures.ttl`, by their notation."""
    import pyoxigraph as ox

    found: dict[str, dict[str, str]] = {}
    for quad in ox.parse(path=paths.ontology() / "measures.ttl", format=ox.RdfFormat.TURTLE):
        local = str(quad.predicate.value).rpartition("#")[2]
        found.setdefault(str(quad.subject), {})[local] = getattr(quad.object, "value", "")
    return {
        told["notation"]: Measure(
            told["notation"],
            told["label"],
            told["unitKind"],
            told["periodKind"].rpartition("#period-")[2],
            told["definition"],
        )
        for told in found.values()
        if "notation" in told
    }
