"""Days along an axis, as their ordinal numbers, and labels that keep out of each other's way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes

    from keiretsu.dates import PartialDate

__all__ = ["Label", "Stretch", "axis", "middle", "stretch", "ticks"]

_STEPS: Final = (1, 3, 6, 12, 24, 60, 120, 300, 600, 1200, 2400, 6000, 12000, 24000)  # of months
_LAST: Final = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days that an axis shows, as ordinals; it may begin a little before the first day there is."""

    first: float
    last: float


def stretch(days: Iterable[date], room: float = 0.04, least: int = 120) -> Stretch:
    """A stretch with all of the days and some room at either end; `least` days, at least."""
    found = [day.toordinal() for day in days]
    low, high = min(found), max(found)
    lacking = max(least - (high - low), 0) / 2
    wide = (high - low + 2 * lacking) * room
    return Stretch(low - lacking - wide, high + lacking + wide)


def middle(when: PartialDate) -> float:
    """The middle of a date."""
    return (when.earliest.toordinal() + when.latest.toordinal()) / 2


def ticks(shown: Stretch, most: int = 11) -> list[tuple[int, str]]:
    """Firsts of months, as few as can be read, each with its year, or year and month."""
    months = (shown.last - shown.first) / 30.44
    step = next((s for s in _STEPS if months / s <= most), _STEPS[-1])
    start, end = date.fromordinal(max(int(shown.first), 1)), date.fromordinal(min(int(shown.last), _LAST))
    found = []
    for month in range(start.year * 12 - start.year * 12 % step, end.year * 12 + 12, step):
        year = month // 12
        if 1 <= year <= date.max.year:
            day = date(year, month % 12 + 1, 1)
            if shown.first <= day.toordinal() <= shown.last:
                found.append((day.toordinal(), f"{year:04}" if step % 12 == 0 else f"{year:04}-{day.month:02}"))
    return found


def axis(axes: Axes, shown: Stretch, *, labels: bool = True) -> None:
    """Show these days along an axis, with a faint line at each tick."""
    axes.set_xlim(shown.first, shown.last)
    found = ticks(shown)
    axes.set_xticks([day for day, _ in found], [text for _, text in found] if labels else [""] * len(found))
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)


@dataclass(frozen=True, slots=True)
class Label:
    """A rectangle that wants to stand at a place: from `left` to `right`, its middle at `y`, of a `height`."""

    left: float
    right: float
    y: float
    height: float

    def apart(self, labels: Sequence[Label], low: float, high: float) -> Label | None:
        """The label as near to its place as it can be, within two bounds, without covering any of the others.

        None where there is no such place.
        """
        others = [other for other in labels if other.left < self.right and self.left < other.right]
        places = [self.y, low + self.height / 2, high - self.height / 2]
        for other in others:
            reach = (self.height + other.height) / 2 * 1.0001
            places += [other.y - reach, other.y + reach]
        half = self.height / 2 * 0.9999
        free = [
            y
            for y in places
            if low <= y - half
            and y + half <= high
            and all(abs(y - other.y) * 1.00001 >= (self.height + other.height) / 2 for other in others)
        ]
        if not free:
            return None
        return Label(self.left, self.right, min(free, key=lambda y: (round(abs(y - self.y), 9), -y)), self.height)

    def below(self, greater: Sequence[Label], others: Sequence[Label], low: float, high: float) -> Label:
        """The label apart from all, below those of greater amounts if that can be; at its own place if nothing can."""
        above = [label.y for label in greater if label.left < self.right and self.left < label.right]
        every = [*others, *greater]
        return self.apart(every, low, min([high, *above])) or self.apart(every, low, high) or self
