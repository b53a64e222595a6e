"""How lines run between two rows: down a stem, along a track, and down a drop to whom they lead.

A holder's lines share their tracks, one to the left of the stem and one to the right, at one height where that costs
no crossing. Of two holders' tracks to the left that meet, that of the left one runs above; to the right, below: so two
lines cross at most once, and only where their ends stand the other way round. All measures are pixels.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import combinations
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

__all__ = ["Stem", "Tracks", "tracks"]

_NEAR = 5  # verticals that are nearer than this would be taken for one
_APART = 8  # the least distance of two tracks' ends at one height
_MERGED = 60  # stems in a lane; beyond them tracks at one height are not worth the time

Side: TypeAlias = Literal["left", "right"]
Half: TypeAlias = tuple[int, Side]

_SIDES: tuple[Side, Side] = ("left", "right")


@dataclass(frozen=True, slots=True)
class Stem:
    """Where lines of one source come down into a lane, and where they leave it below."""

    key: Hashable
    x: int
    drops: tuple[int, ...]

    def reach(self, side: Side) -> tuple[int, int] | None:
        """From where to where its track on one side runs, if there is one."""
        if side == "left":
            return (min(self.drops), self.x) if min(self.drops) < self.x else None
        return (self.x, max(self.drops)) if max(self.drops) > self.x else None


@dataclass(frozen=True, slots=True)
class Tracks:
    """The level of each track, by its source and side, from the top; and how many levels there are."""

    levels: dict[tuple[Hashable, Side], int]
    count: int

    def level(self, stem: Stem, drop: int) -> int:
        """The level on which a stem's line turns towards a drop."""
        return self.levels[stem.key, "left" if drop < stem.x else "right"]


def tracks(stems: Sequence[Stem]) -> Tracks:
    """Levels for the tracks of one lane: as few as the order of the tracks allows."""
    stems = sorted(stems, key=lambda stem: stem.x)
    spans: dict[Half, tuple[int, int]] = {}
    for number, stem in enumerate(stems):
        for side in _SIDES:
            if reach := stem.reach(side):
                spans[number, side] = reach
    under = _orders(stems, spans)
    groups = _merged(spans, under) if len(stems) <= _MERGED else [(half,) for half in spans]
    return _levels(stems, spans, under, groups)


def _orders(stems: Sequence[Stem], spans: dict[Half, tuple[int, int]]) -> dict[Half, set[Half]]:
    """To each track those that must run below it."""
    under: dict[Half, set[Half]] = {half: set() for half in spans}
    meets = _meeting(stems)
    for (one, side), (other, far) in combinations(sorted(spans), 2):
        left, right = spans[one, side], spans[other, far]
        if one == other or right[0] >= left[1] + _NEAR:
            continue
        if side == far == "left" and right[0] < stems[one].x + _NEAR:
            under[one, side].add((other, far))
        elif side == far == "right" and left[1] > stems[other].x - _NEAR:
            under[other, far].add((one, side))
        elif side == "right" and far == "left":
            # Either may be above, unless a drop of the one would lie on the stem of the other.
            if (one, other) in meets:
                under[one, side].add((other, far))
            elif (other, one) in meets:
                under[other, far].add((one, side))
    for one, other in sorted(meets):
        # A stem ends above the track from which a drop in its place begins.
        lower: Half = (other, "left" if other > one else "right")
        if lower in spans:
            for upper in ((one, side) for side in _SIDES):
                if upper in spans and upper not in under[lower]:
                    under[upper].add(lower)
    return under


def _meeting(stems: Sequence[Stem]) -> set[tuple[int, int]]:
    """Stems, each with another one of which a drop comes down in the same place."""
    xs = [stem.x for stem in stems]
    return {
        (one, other)
        for other, stem in enumerate(stems)
        for drop in stem.drops
        for one in range(bisect_right(xs, drop - _NEAR), bisect_left(xs, drop + _NEAR))
        if one != other
    }


def _merged(spans: dict[Half, tuple[int, int]], under: dict[Half, set[Half]]) -> list[tuple[Half, ...]]:
    """Both tracks of a stem as one where nothing must run between them; the widest first."""
    lead = {half: half for half in spans}
    members: dict[Half, tuple[Half, ...]] = {half: (half,) for half in spans}
    both = [number for number, side in spans if side == "left" and (number, "right") in spans]
    both.sort(key=lambda number: (spans[number, "left"][0] - spans[number, "right"][1], number))

    def between(start: Half, end: Half) -> bool:
        waiting, seen = [start], {start}
        while waiting:
            for half in members[waiting.pop()]:
                for lower in under[half]:
                    if (found := lead[lower]) == end:
                        return True
                    if found not in seen:
                        seen.add(found)
                        waiting.append(found)
        return False

    for number in both:
        left: Half = (number, "left")
        right: Half = (number, "right")
        if not between(left, right) and not between(right, left):
            members[left] = (left, right)
            lead[right] = left
            del members[right]
    return list(members.values())


def _levels(
    stems: Sequence[Stem],
    spans: dict[Half, tuple[int, int]],
    under: dict[Half, set[Half]],
    groups: Sequence[tuple[Half, ...]],
) -> Tracks:
    """From the top: each group on the first level below those that must be above it where there is room."""
    group = {half: number for number, halves in enumerate(groups) for half in halves}
    below = [sorted({group[lower] for half in halves for lower in under[half]}) for halves in groups]
    reach = [(min(spans[h][0] for h in halves), max(spans[h][1] for h in halves)) for halves in groups]
    waits = [0] * len(groups)
    for lowers in below:
        for lower in lowers:
            waits[lower] += 1
    order = [(reach[number][0] - reach[number][1], number) for number in range(len(groups))]  # the widest first
    ready: list[tuple[int, int]] = []
    for entry in order:
        if waits[entry[1]] == 0:
            heappush(ready, entry)
    first = [0] * len(groups)
    taken: list[list[tuple[int, int]]] = []
    left = set(range(len(groups)))
    levels: dict[tuple[Hashable, Side], int] = {}
    while left:
        if not ready:  # a circle: two stems that stand where the other's drop does
            heappush(ready, order[min(left, key=lambda number: (waits[number], number))])
        _, number = heappop(ready)
        if number not in left:
            continue
        left.remove(number)
        start, end = reach[number]
        level = first[number]
        while level < len(taken) and any(a < end + _APART and start - _APART < b for a, b in taken[level]):
            level += 1
        if level == len(taken):
            taken.append([])
        taken[level].append((start, end))
        for owner, side in groups[number]:
            levels[stems[owner].key, side] = level
        for lower in below[number]:
            first[lower] = max(first[lower], level + 1)
            waits[lower] -= 1
            if waits[lower] == 0:
                heappush(ready, order[lower])
    return Tracks(levels, len(taken))
