"""The layout: nothing overlaps, no line touches what is not its own, few lines cross, and the root is in the middle."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise, product
from typing import Any

import igraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keiretsu.dataset import open_source
from keiretsu.lookup import EVER
from keiretsu.page.chart import draw
from keiretsu.page.data import gather
from keiretsu.page.layout import Drawing, Link, Pair, Part, Text, arrange, spread
from keiretsu.page.routing import Stem, tracks

Area = tuple[float, float, float, float]  # left, right, top, bottom

LABELS = ["100 %", "12.5–20 %\nlast known", "0–100 %\nmay have ended", "planned,\nunconfirmed", "?"]
NAMES = ["Net", "Trust Networks Inc.", "a subsidiary whose name goes on and on over a good many words", "株式会社の例"]


def area(x: float, y: float, width: float, height: float) -> Area:
    return x - width / 2, x + width / 2, y - height / 2, y + height / 2


def apart(one: Area, other: Area) -> bool:
    return one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]


def segments(link: Link) -> Iterator[Area]:
    for (a, b), (c, d) in pairwise(link.path):
        yield min(a, c), max(a, c), min(b, d), max(b, d)


def enters(segment: Area, one: Area) -> bool:
    """A segment that reaches the inside; one along the border does not."""
    return segment[0] < one[1] and one[0] < segment[1] and segment[2] < one[3] and one[2] < segment[3]


def check(drawing: Drawing) -> None:
    """Nothing overlaps, no line runs through what is not its own, every line runs across and down, box to box."""
    boxes = {box.id: area(box.x, box.y, box.width, box.height) for box in drawing.boxes}
    slots = {link.pair: area(*link.label) for link in drawing.links if link.label[2]}
    frames = {frame.id: area(frame.x, frame.y, frame.width, frame.height) for frame in drawing.frames}
    inside = {name for name, box in boxes.items() if any(not apart(box, frame) for frame in frames.values())}
    things = [*boxes.values(), *slots.values()]
    assert [pair for pair in combinations(things, 2) if not apart(*pair)] == []
    assert [pair for pair in combinations(frames.values(), 2) if not apart(*pair)] == []
    assert all(apart(frame, slot) for frame, slot in product(frames.values(), slots.values()))
    for name in inside:
        box = boxes[name]
        assert any(f[0] < box[0] and box[1] < f[1] and f[2] < box[2] and box[3] < f[3] for f in frames.values())
    for link in drawing.links:
        assert all(a == c or b == d for (a, b), (c, d) in pairwise(link.path)), link
        others = [*boxes.values(), *frames.values(), *(slot for pair, slot in slots.items() if pair != link.pair)]
        assert [(link, s, o) for s, o in product(segments(link), others) if enters(s, o)] == []
        if link.pair[1] in frames:
            left, right, top, bottom = frames[link.pair[1]]
            (x, y), box = link.path[-1], boxes[link.pair[0]]
            assert x in (left, right)
            assert top < y < bottom
            assert box[0] < link.path[0][0] < box[1]
            assert link.path[0][1] == box[3]
            continue
        upper, lower = (boxes[name] for name in (reversed(link.pair) if link.rises else link.pair))
        (x, y), (end, bottom) = link.path[0], link.path[-1]
        assert (y, bottom) == (upper[3], lower[2])
        assert upper[0] < x < upper[1]
        assert lower[0] < end < lower[1]
        assert link.label[0] == end
        assert y < slots[link.pair][2] < slots[link.pair][3] < bottom
        assert max(b for _, b in link.path[:-1]) < slots[link.pair][2]
    everything = [*things, *frames.values(), *(s for link in drawing.links for s in segments(link))]
    assert max(max(-left, right) for left, right, _, _ in everything) <= drawing.width / 2
    assert min(top for _, _, top, _ in everything) == 0
    assert max(bottom for *_, bottom in everything) <= drawing.height
    assert max(box[3] for name, box in boxes.items() if name not in inside) == drawing.structure


@st.composite
def groups(draw: st.DrawFn) -> dict[str, Any]:
    """Ownership graphs with circles, several holders, companies with no line, and parts."""
    names = [f"n{number}" for number in range(draw(st.integers(1, 14)))]
    ends = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(lambda pair: pair[0] != pair[1])
    pairs = draw(st.lists(ends, unique=True, max_size=24)) if len(names) > 1 else []
    many = draw(st.integers(0, 12))  # of the leaves of one
    leaves = [f"leaf{number}" for number in range(many)]
    holder = draw(st.sampled_from(names))
    pairs += [(holder, leaf) for leaf in leaves]
    text = st.builds(Text, st.sampled_from(NAMES), st.just(("consolidated subsidiary",)), st.sampled_from([90, 196]))
    label = st.lists(st.sampled_from(LABELS), min_size=1, max_size=2)
    parts = [
        Part(
            f"part{number}",
            draw(st.sampled_from([*names, *leaves])),
            "Products",
            draw(st.sampled_from(["products", "customers"])),
            tuple((f"p{number}-{member}", draw(text)) for member in range(draw(st.integers(0, 9)))),
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    return {
        "texts": {name: draw(text) for name in [*names, *leaves]},
        "labels": {pair: draw(label) for pair in pairs},
        "rank": {name: (draw(st.integers(0, 2)), name) for name in names},
        "root": names[0],
        "parts": parts,
        "width": draw(st.sampled_from([300, 1040])),
    }


@given(groups())
@settings(deadline=None, max_examples=150)
def test_nothing_overlaps_in_any_group(given_group: dict[str, Any]) -> None:
    drawing = arrange(**given_group)
    members = {name for part in given_group["parts"] for name, _ in part.members}
    assert {box.id for box in drawing.boxes} == set(given_group["texts"]) | members
    assert {k.pair for k in drawing.links if k.label[2]} == set(given_group["labels"])
    check(drawing)


@given(groups(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_the_same_input_in_any_order_gives_the_same_drawing(given_group: dict[str, Any], chance: random.Random) -> None:
    other = dict(given_group)
    for key in ("texts", "labels", "rank"):
        entries = list(given_group[key].items())
        chance.shuffle(entries)
        other[key] = dict(entries)
    assert arrange(**other) == arrange(**given_group)


@given(groups())
@settings(deadline=None, max_examples=40)
def test_parts_do_not_move_the_structure_sideways(given_group: dict[str, Any]) -> None:
    with_parts = {box.id: (box.x, box.width) for box in arrange(**given_group).boxes}
    without = {box.id: (box.x, box.width) for box in arrange(**{**given_group, "parts": []}).boxes}
    assert without.items() <= with_parts.items()


@given(st.lists(st.tuples(st.integers(-500, 500), st.integers(1, 90)), min_size=1, max_size=30), st.integers(0, 40))
def test_what_is_spread_keeps_its_distance(things: list[tuple[int, int]], gap: int) -> None:
    widths = [width for _, width in things]
    placed = spread([want for want, _ in things], widths, gap)
    for number in range(len(things) - 1):
        assert 2 * (placed[number + 1] - placed[number]) >= widths[number] + widths[number + 1] + 2 * gap


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=20))
def test_what_has_room_stands_where_it_wants(steps: list[int]) -> None:
    wanted = [100 * number + step for number, step in enumerate(steps)]
    assert spread(wanted, [0] * len(wanted), 0, [1.0 + abs(step) for step in steps]) == wanted


def test_the_heavier_moves_less() -> None:
    assert spread([0, 0], [10, 10], 0, [1, 9]) == [-9, 1]


# --- who stands where ------------------------------------------------------------------------------------------------


def plain(pairs: Sequence[Pair], root: str, width: int = 1040, also: Sequence[str] = ()) -> Drawing:
    names = sorted({name for pair in pairs for name in pair} | {root, *also})
    return arrange({n: Text(n, ("member",), 90) for n in names}, {p: ["50 %"] for p in pairs}, {}, root, width=width)


def test_owners_stand_above_and_holdings_below() -> None:
    drawing = plain([("a", "root"), ("b", "root"), ("root", "c"), ("c", "d"), ("e", "c")], "root", also=["loose"])
    y = {box.id: box.y for box in drawing.boxes}
    assert y["a"] == y["b"] < y["root"] == y["e"] < y["c"] == y["loose"] < y["d"]
    assert not any(link.rises for link in drawing.links)


def test_leaves_that_have_no_room_fill_rows_evenly() -> None:
    drawing = plain([("root", f"leaf{number:02}") for number in range(17)], "root", width=700)
    rows: dict[int, list[str]] = {}
    for box in sorted(drawing.boxes, key=lambda box: (box.y, box.x)):
        rows.setdefault(box.y, []).append(box.id)
    assert [len(row) for row in rows.values()] == [1, 6, 6, 5]
    assert [name for row in rows.values() for name in row][1:] == [f"leaf{number:02}" for number in range(17)]
    assert drawing.width <= 700


def test_very_many_leaves_are_neither_a_ribbon_nor_a_column() -> None:
    drawing = plain([("root", f"leaf{number:03}") for number in range(400)], "root")
    assert 1 / 2 < drawing.width / drawing.height < 2


def test_a_line_back_towards_the_root_rises() -> None:
    pairs = [("root", "a"), ("a", "b"), ("b", "root"), ("b", "a"), ("c", "d"), ("d", "c")]
    drawing = plain(pairs, "root")
    assert {link.pair for link in drawing.links if link.rises} == {("b", "root"), ("b", "a"), ("d", "c")}
    check(drawing)


def test_tracks_of_one_source_are_one_where_nothing_is_between() -> None:
    found = tracks([Stem("a", 0, (-50, 50)), Stem("b", 100, (80, 120))])
    assert found.count == 1
    # Each is in the other's way on one side: four tracks, and no line crosses one that stands apart from it.
    split = tracks([Stem("a", 0, (-50, 50)), Stem("b", 30, (-20, 80))])
    assert split.levels["a", "left"] < split.levels["b", "left"]
    assert split.levels["b", "right"] < split.levels["a", "right"]


# --- crossings -------------------------------------------------------------------------------------------------------


def crossings(lines: dict[Pair, Sequence[tuple[float, float]]]) -> int:
    """Pairs of lines without a common end that cross at a point inside both."""

    def side(p: Any, q: Any, r: Any) -> float:
        return float((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]))

    def cross(one: Any, other: Any) -> bool:
        (a, b), (c, d) = one, other
        return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0

    steps = {pair: list(pairwise(path)) for pair, path in lines.items()}
    return sum(
        any(cross(*two) for two in product(steps[one], steps[other]))
        for one, other in combinations(steps, 2)
        if not {*one} & {*other}
    )


def of_igraph(pairs: Sequence[Pair]) -> int:
    names = sorted({name for pair in pairs for name in pair})
    number = {name: place for place, name in enumerate(names)}
    graph = igraph.Graph(len(names), [(number[one], number[other]) for one, other in pairs], directed=True)
    layout = graph.layout_sugiyama(maxiter=1000)
    return crossings(
        {
            pair: [tuple(layout[number[pair[0]]]), *map(tuple, layout.edge_routing[k]), tuple(layout[number[pair[1]]])]
            for k, pair in enumerate(pairs)
        }
    )


def of_ours(drawing: Drawing) -> int:
    return crossings({link.pair: link.path for link in drawing.links})


def layered_graph(seed: int, *, layers: int, size: int, density: float, back: int = 0) -> list[Pair]:
    chance = random.Random(seed)  # noqa: S311  it only has to be the same every time
    rows = [[f"r{row}-{number}" for number in range(chance.randint(2, size))] for row in range(layers)]
    pairs = {(one, other) for up, down in pairwise(rows) for one in up for other in down if chance.random() < density}
    names = [name for row in rows for name in row]
    for _ in range(back):
        pairs.add(tuple(chance.sample(names, 2)))  # type: ignore[arg-type]
    return sorted(pairs)


def test_the_packaged_group_crosses_no_more_than_igraph_does() -> None:
    source = open_source()
    last = source.last_publication(EVER)
    assert last is not None
    story = gather(source, source.root, last, EVER)
    drawing, ours = draw(story), story.entities
    check(drawing)
    # The lines to frames are switched on apart: igraph would know nothing of their margins.
    structure = replace(drawing, links=tuple(link for link in drawing.links if link.label[2] or link.pair[1] in ours))
    assert of_ours(structure) <= of_igraph([link.pair for link in structure.links])
    assert 1000 <= drawing.width <= 1400
    assert drawing.structure <= 800
    places = {box.id: (box.x, box.y) for box in drawing.boxes}
    for link in structure.links:
        assert places[link.pair[0]][1] < places[link.pair[1]][1]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(("density", "back"), [(0.15, 0), (0.3, 0), (0.2, 4)])
def test_random_groups_cross_no_more_than_igraph_does(seed: int, density: float, back: int) -> None:
    pairs = layered_graph(seed, layers=4, size=8, density=density, back=back)
    drawing = plain(pairs, min(min(pairs)), width=100_000)
    check(drawing)
    assert of_ours(drawing) <= of_igraph(pairs)


def test_a_register_of_a_thousand_companies_is_laid_out_and_not_a_ribbon() -> None:
    chance = random.Random(1)  # noqa: S311  it only has to be the same every time
    names = [f"company {number}" for number in range(1000)]
    pairs = sorted({tuple(chance.sample(names, 2)) for _ in range(2000)})
    drawing = plain(pairs, names[0], also=names)  # type: ignore[arg-type]
    assert len(drawing.boxes) == 1000
    assert len(drawing.links) == len(pairs)
    assert drawing.width / drawing.height < 5
    rows: dict[int, list[Area]] = {}
    for box in sorted(drawing.boxes, key=lambda box: box.x):
        rows.setdefault(box.y, []).append(area(box.x, box.y, box.width, box.height))
    assert all(left[1] < right[0] for row in rows.values() for left, right in pairwise(row))


def test_rising_lines_of_one_box_can_be_told_apart() -> None:
    """A loop of many: whom everybody holds holds everybody, so that as many lines rise from its box as lead to it."""
    count = 60
    pairs: dict[Pair, list[str]] = {("hub", f"c{n:02}"): ["100 %"] for n in range(count)}
    pairs |= {(f"c{n:02}", "hub"): ["1 %"] for n in range(count)}
    names = ["hub", *(f"c{n:02}" for n in range(count))]
    drawing = arrange({name: Text(name, ()) for name in names}, pairs, {}, "hub")
    check(drawing)
    rising: dict[str, list[int]] = {}
    for link in drawing.links:
        if link.rises:
            rising.setdefault(link.pair[1], []).append(link.path[0][0])
    assert max(map(len, rising.values())) > 20
    for stems in rising.values():
        assert all(other - one >= 5 for one, other in pairwise(sorted(stems)))
