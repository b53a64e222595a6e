"""Percentages: exact, bounded or undisclosed, never a float (rules S1, S2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any

__all__ = ["Share", "canonical", "outward"]

_NUMBER = r"\d{1,3}(?:\.\d{1,10})?"
_EXACT = re.compile(rf"({_NUMBER})\s*%?", re.ASCII)
_BELOW = re.compile(rf"([<>]=?)\s*({_NUMBER})\s*%?", re.ASCII)
_BETWEEN = re.compile(rf"([\[(])\s*({_NUMBER})\s*,\s*({_NUMBER})\s*([\])])", re.ASCII)
_FORMS = "write 60.2, '<100', '>=25' or '[25, 50)'; leave it out where the share is not said"
_HUNDRED = Decimal(100)


def canonical(number: Decimal) -> str:
    """A decimal without trailing zeros and exponent: 24.50 is "24.5", 51.0 is "51"."""
    text = format(number if number else abs(number), "f")  # there is one zero
    return text.rstrip("0").rstrip(".") if "." in text else text


def outward(number: Fraction, *, up: bool = False) -> Decimal:
    """A computed percentage to 10 places: a lower bound is rounded down, an upper one `up`."""
    scaled = number * 10**10
    return Decimal(canonical(Decimal(ceil(scaled) if up else floor(scaled)).scaleb(-10)))


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage of a right between `min` and `max`, each end closed unless it is marked open (rule S1).

    Undisclosed is no Share at all: None (rule S2).

    >>> Share.parse("60.2").json()
    {'min': '60.2', 'max': '60.2'}
    >>> str(Share.parse("<100"))
    'below 100 %'
    """

    min: Decimal
    max: Decimal
    min_open: bool = False
    max_open: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.min <= _HUNDRED or not 0 <= self.max <= _HUNDRED:
            raise ValueError("a share lies between 0 and 100 percent; is the point in its place?")
        if self.min > self.max or (self.min == self.max and (self.min_open or self.max_open)):
            raise ValueError("a share's lower bound lies above its upper bound; write the lower one first")
        # One spelling for one number, so that 51 and 51.0 are equal, hash alike and print alike.
        object.__setattr__(self, "min", Decimal(canonical(self.min)))
        object.__setattr__(self, "max", Decimal(canonical(self.max)))

    @classmethod
    def parse(cls, text: str) -> Share:
        """Read a share as written in a dossier: `60.2`, `<100`, `>=25`, `[25, 50)`. Raises ValueError.

        A bound from one side alone is open at the far end towards 0 (a stake that exists is more than nothing)
        and closed at 100.
        """
        text = text.strip()
        if match := _EXACT.fullmatch(text):
            return cls(Decimal(match[1]), Decimal(match[1]))
        if match := _BELOW.fullmatch(text):
            number, closed = Decimal(match[2]), match[1].endswith("=")
            if match[1].startswith("<"):
                return cls(Decimal(0), number, True, not closed)
            return cls(number, _HUNDRED, not closed, False)
        if match := _BETWEEN.fullmatch(text):
            return cls(Decimal(match[2]), Decimal(match[3]), match[1] == "(", match[4] == ")")
        raise ValueError(f"{text!r} is not a share; {_FORMS}")

    @classmethod
    def exactly(cls, number: Decimal | str | int) -> Share:
        """One exact percentage."""
        value = Decimal(number)
        return cls(value, value)

    @classmethod
    def between(cls, low: Fraction, high: Fraction) -> Share:
        """A computed share in percent, rounded outward to 10 places."""
        return cls(outward(low), min(outward(high, up=True), _HUNDRED))

    @property
    def is_exact(self) -> bool:
        """Whether it is one number."""
        return self.min == self.max

    def overlaps(self, other: Share) -> bool:
        """Whether some number fits both."""
        for low, high in ((self, other), (other, self)):
            if low.max < high.min or (low.max == high.min and (low.max_open or high.min_open)):
                return False
        return True

    def narrower(self, other: Share) -> bool:
        """Whether every number of this share fits the other, which allows more."""
        if self == other:
            return False
        lower = self.min > other.min or (self.min == other.min and (self.min_open or not other.min_open))
        upper = self.max < other.max or (self.max == other.max and (self.max_open or not other.max_open))
        return lower and upper

    def hull(self, other: Share) -> Share:
        """The narrowest share that allows whatever either allows."""
        low = min((self, other), key=lambda s: (s.min, s.min_open))
        high = max((self, other), key=lambda s: (s.max, not s.max_open))
        return Share(low.min, high.max, low.min_open, high.max_open)

    def json(self) -> dict[str, Any]:
        """The contract's form: canonical decimals as strings, and which ends are open."""
        ends = [name for name, is_open in (("min", self.min_open), ("max", self.max_open)) if is_open]
        return {"min": canonical(self.min), "max": canonical(self.max)} | ({"open": ends} if ends else {})

    def __str__(self) -> str:
        if self.is_exact:
            return f"{canonical(self.min)} %"
        if self.min == 0 and self.min_open:
            return f"{'below' if self.max_open else 'up to'} {canonical(self.max)} %"
        text = f"{canonical(self.min)}–{canonical(self.max)} %"
        if self.min_open and self.max_open:
            return f"{text} (both ends open)"
        if self.min_open or self.max_open:
            return f"{text} ({'lower' if self.min_open else 'upper'} end open)"
        return text
