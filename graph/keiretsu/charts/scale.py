"""Amounts on a scale that can be read: 66,835,000,000 JPY is 66.84 JPY billion."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from keiretsu.shares import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Scale", "scale_of"]

_MONEY: Final = ("JPY", "USD")
_WORDS: Final = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_BITS: Final = ((10**9, "Gbit/s"), (10**6, "Mbit/s"), (10**3, "kbit/s"))


@dataclass(frozen=True, slots=True)
class Scale:
    """How many base units make one of the scale, and what that is called."""

    factor: Decimal
    name: str

    def of(self, value: Decimal) -> Decimal:
        """A value in base units on this scale."""
        return value / self.factor

    def number(self, value: Decimal) -> str:
        """A value in base units as it is written: to four digits, and all that stand before the point."""
        scaled = self.of(value)
        places = max(3 - scaled.adjusted(), 0) if scaled else 0
        sign, number = "-" if scaled < 0 else "", canonical(abs(round(scaled, places)))
        whole, _, rest = number.partition(".")
        return f"{sign}{int(whole):,}.{rest}" if rest else f"{sign}{int(whole):,}"

    def tick(self, mark: float) -> str:
        """A round number of the scale."""
        return f"{mark:,.10g}"


def scale_of(unit: str, values: Iterable[Decimal]) -> Scale:
    """The scale on which the greatest of some values in a base unit has one to three digits, or a few more."""
    most = max((abs(value) for value in values), default=Decimal(0))
    if unit == "bit/s":
        return next((Scale(Decimal(size), name) for size, name in _BITS if most >= size), Scale(Decimal(1), unit))
    # Counts are read well up to some millions; money is not.
    least = 1 if unit.split(" ")[0] in _MONEY else 10
    for size, word in _WORDS:
        if most >= size * least:
            currency, _, per = unit.partition(" ")
            money = currency in _MONEY
            name = f"{currency} {word} {per}".strip() if money else f"{word} {unit}"
            return Scale(Decimal(size), name)
    return Scale(Decimal(1), unit)
