"""Effective ownership of large graphs, and of all pairs: rules S2, S4, S6 and S7, held to fractions and to matrices."""

import csv
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from unittest.mock import patch

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from keiretsu import ownership, sparse
from keiretsu.direct import columns
from keiretsu.errors import RequestError
from keiretsu.lookup import Source
from keiretsu.network import Network, network
from keiretsu.ownership import UNNAMED, Definition, Interest, LoopError, all_pairs, effective, owners_of, ultimate
from keiretsu.register import load
from keiretsu.shares import Share
from keiretsu.states import Answer
from strategies import acyclic_ownership, bounded_ownership, tangled_ownership
from test_ownership import LOOP, add, exact, graph_of

DEFINITIONS: tuple[Definition, ...] = ("look-through", "total", "first-arrival")
TWO: tuple[Definition, ...] = ("look-through", "total")
Stakes = list[tuple[tuple[str, ...], str, Share | None]]


@contextmanager
def in_floats() -> Iterator[None]:
    """As if every graph were too large for fractions."""
    with patch.object(ownership, "LARGE", -1):
        yield


def network_of(stakes: Stakes) -> Network:
    made: Network = nx.MultiDiGraph(standings={})
    for (holder, *others), company, share in stakes:
        add(made, holder, company, Answer("held", share, jointly_with=tuple(others), there=True))
    return made


def same(one: Interest, other: Interest) -> bool:
    """Whether floating point is outside of fractions, and by no more than PRECISION (in percent 1e-7, or of itself)."""
    if one.max is None or other.max is None:
        return one.max == other.max and other.min <= one.min
    room = Decimal(sparse.PRECISION) * max(Decimal(100), one.max) * 2
    return other.min <= one.min <= other.min + room and other.max - room <= one.max <= other.max


def found(made: Network, holder: str, definition: Definition) -> dict[str, Interest] | None:
    """What is answered; None where a loop holds all of itself."""
    try:
        return effective(made, holder, definition)
    except LoopError:
        return None


def by_matrix(parts: Mapping[tuple[str, str], Fraction], definition: Definition) -> dict[tuple[str, str], float]:
    """The definitions of S4 as they stand, over a dense inverse."""
    names = sorted({name for pair in parts for name in pair})
    direct = np.array([[float(parts.get((one, other), 0)) for other in names] for one in names])
    every = np.linalg.inv(np.eye(len(names)) - direct)
    own = np.diag(every)
    told = {
        "look-through": every / own[:, None] - np.eye(len(names)),
        "total": every - np.eye(len(names)),
        "first-arrival": every / own[None, :] - np.eye(len(names)),
    }[definition]
    return {(one, other): told[i, j] for i, one in enumerate(names) for j, other in enumerate(names)}


def near(interest: Interest, part: float) -> bool:
    low, high = float(interest.min), float("inf") if interest.max is None else float(interest.max)
    return low - 1e-6 <= part * 100 <= high + 1e-6


# --- worked cases -----------------------------------------------------------------------------------------------------


def _rows(path: Path) -> dict[tuple[str, str], dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return {(row["holder"], row["held"]): row for row in csv.DictReader(file)}


def test_the_published_ring_in_floating_point(loop4: Path) -> None:
    made = graph_of({pair: str(Decimal(row["share"]) * 100) for pair, row in _rows(loop4 / "edges.csv").items()})
    wanted = {pair: round(Decimal(row["total"]), 8) for pair, row in _rows(loop4 / "expected.csv").items()}
    pairs = {(one, other): e for one, told in all_pairs(made, "total").items() for other, e in told.items()}
    with in_floats():
        floats = {(one, other): e for one in made for other, e in effective(made, one, "total").items()}
    for told in (pairs, floats):
        assert {pair: round(e.min / 100, 8) for pair, e in told.items()} == wanted
    assert all(e.is_exact for e in floats.values())


def test_the_designs_own_loop_in_floating_point() -> None:
    made = graph_of(LOOP)
    with in_floats():
        assert [str(effective(made, "b", d)["c"]) for d in DEFINITIONS] == ["80 %", "97.561 %", "97.561 %"]
        assert str(effective(made, "r")["a"]) == "60.9756 %"
        assert str(effective(made, "r", "first-arrival")["a"]) == "50 %"


def test_the_group_in_floating_point(source: Source) -> None:
    """Packaged dossier: bounds, undisclosed shares and a joint one."""
    made = network(source, date(2013, 9, 30))
    pairs = {d: all_pairs(made, d) for d in DEFINITIONS}
    with in_floats():
        for definition, holder in ((d, h) for d in DEFINITIONS for h in pairs[d]):
            told = effective(made, holder, definition)
            assert told.keys() == pairs[definition][holder].keys()
            assert all(same(one, told[name]) for name, one in pairs[definition][holder].items())
        assert str(effective(made, "koichi-suzuki")["iij"]) == "5.8 %"


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("definition", DEFINITIONS)
def test_a_loop_that_holds_all_of_itself_is_named(definition: Definition, large: bool) -> None:
    made = graph_of({("r", "a"): "0.5", ("b", "a"): "100", ("a", "b"): "100", ("b", "d"): "10"})
    with patch.object(ownership, "LARGE", -1 if large else ownership.LARGE):
        with pytest.raises(LoopError, match=r"the loop (a > b > a|b > a > b) holds all of itself"):
            effective(made, "r", definition)
        with pytest.raises(LoopError, match=r"the loop (a > b > a|b > a > b) holds all of itself"):
            owners_of(made, "d")
    with pytest.raises(LoopError, match=r"the loop (a > b > a|b > a > b) holds all of itself"):
        all_pairs(made, definition)


@pytest.mark.parametrize("large", [False, True])
def test_who_holds_more_than_the_whole_of_itself_has_no_total(large: bool) -> None:
    """S3's fault, 180 % of a company, makes a loop that no single company in it closes."""
    made = graph_of({("b", "a"): "90", ("c", "a"): "90", ("a", "b"): "90", ("a", "c"): "90"})
    with patch.object(ownership, "LARGE", -1 if large else ownership.LARGE), pytest.raises(LoopError, match=r"\ba\b"):
        effective(made, "a", "total")


@pytest.mark.parametrize("large", [False, True])
def test_a_ring_of_nearly_all(large: bool) -> None:
    """99.99 % all round: each share is what is left of a small leak."""
    made = graph_of({("r", "a"): "0.01", ("b", "a"): "99.99", ("a", "b"): "99.99", ("b", "c"): "50"})
    part = Fraction(1, 10000) / (1 - Fraction(9999, 10000) ** 2)
    with patch.object(ownership, "LARGE", -1 if large else ownership.LARGE):
        of_r, total = effective(made, "r"), effective(made, "b", "total")
    assert abs(Fraction(of_r["a"].min) - part * 100) < Fraction(1, 10**7)
    assert Fraction(of_r["a"].min) <= part * 100 <= Fraction(of_r["a"].max or 0)
    whole = Fraction(9999, 10000) ** 2 / (1 - Fraction(9999, 10000) ** 2) * 100
    assert Fraction(total["b"].min) <= whole <= Fraction(total["b"].max or 0)
    assert total["b"].is_exact
    assert of_r["c"].is_exact


def tight_ring(leak: int) -> Network:
    """A ring of 60 companies, too long for fractions, of which one lets out 10^-leak, and r has a quarter of that."""
    out = Decimal(10) ** (2 - leak)
    shares: dict[tuple[str, str], str | Share | None] = {(f"n{n}", f"n{n + 1}"): "100" for n in range(59)}
    return graph_of({**shares, ("n59", "n0"): f"{100 - out:f}", ("r", "n0"): f"{out / 4:f}"})


@pytest.mark.parametrize("leak", [2, 4])
def test_a_tight_ring_is_told(leak: int) -> None:
    told = effective(tight_ring(leak), "r")["n30"]
    assert told.min <= 25 <= (told.max or 0)
    assert told.is_exact


@pytest.mark.parametrize("leak", [8, 10])
def test_a_ring_too_tight_for_its_precision_is_refused(leak: int) -> None:
    """Sixteen digits do not tell the leak apart well enough: an error, never a wrong number."""
    with pytest.raises(LoopError, match=r"n\d+"):
        effective(tight_ring(leak), "r")


def test_what_is_too_many_is_refused_with_a_way_out() -> None:
    size = sparse.MANY + 50
    ring: dict[tuple[str, str], str | Share | None] = {(f"n{n}", f"n{(n + 1) % size}"): "90" for n in range(size)}
    made = graph_of({**ring, ("r", "n0"): "5"})
    with pytest.raises(RequestError, match="ask for look-through or total"):
        effective(made, "r", "first-arrival")
    with pytest.raises(RequestError, match=r"ask for one holder \(effective\)"):
        all_pairs(made)
    # Of exact shares the ultimate owners are told; of bounds, nothing at all.
    told = owners_of(made, "n9")
    assert told.keys() == {"r", UNNAMED}
    assert sum(e.min for e in told.values()) <= 100 <= sum(e.max or 0 for e in told.values())
    with pytest.raises(RequestError, match="by shares that are bounds"):
        owners_of(graph_of({**ring, ("r", "n0"): "[5, 6]"}), "n9")


def test_a_middling_graph_against_its_inverse() -> None:
    """400 companies, most of them in one loop: too much for fractions, little for a dense inverse."""
    chance = random.Random(4)  # noqa: S311  # a test's graph is no secret
    pairs = {(f"n{chance.randrange(400)}", f"n{chance.randrange(400)}") for _ in range(900)}
    holders = Counter(company for _, company in pairs)
    parts = {(one, other): Fraction(chance.randint(1, 99 // holders[other]), 100) for one, other in sorted(pairs)}
    made = exact(parts)
    loop = max(nx.strongly_connected_components(made), key=len)
    for definition in TWO:
        wanted = by_matrix(parts, definition)
        for holder in sorted(loop)[:3]:
            told = effective(made, holder, definition)
            assert len(told) > 200
            assert all(near(told[name], wanted[holder, name]) for name in told)
            assert all(one.is_exact for one in told.values())
    company = min(loop)
    told = owners_of(made, company)
    assert ultimate(made, company) <= told.keys()
    whole = [told[name] for name in (*ultimate(made, company), UNNAMED)]
    assert sum(e.min for e in whole) <= 100 <= sum(e.max or 0 for e in whole)
    wanted = by_matrix(parts, "look-through")
    assert all(near(told[name], wanted[name, company]) for name in told.keys() - {UNNAMED})


# --- for all networks -------------------------------------------------------------------------------------------------


@given(tangled_ownership(), st.sampled_from(DEFINITIONS))
def test_floating_point_agrees_with_fractions(stakes: Stakes, definition: Definition) -> None:
    """Least and greatest, with loops, self-holdings, joint and undisclosed stakes; or both find a closed loop."""
    made = network_of(stakes)
    for holder in made:
        wanted = found(made, holder, definition)
        with in_floats():
            told = found(made, holder, definition)
        assert (wanted is None) == (told is None)
        if wanted is not None and told is not None:
            assert wanted.keys() == told.keys()
            assert all(same(one, told[name]) and one.min_open == told[name].min_open for name, one in wanted.items())


@settings(max_examples=30)
@given(tangled_ownership())
def test_the_owners_of_a_company_agree_too(stakes: Stakes) -> None:
    made = network_of(stakes)
    for company in sorted({company for _, company, _ in stakes}):
        try:
            wanted = owners_of(made, company)
        except LoopError:
            with in_floats(), pytest.raises(LoopError):
                owners_of(made, company)
            continue
        with in_floats():
            told = owners_of(made, company)
        assert wanted.keys() == told.keys()
        assert all(same(one, told[name]) for name, one in wanted.items())


@pytest.mark.parametrize("large", [False, True])
@settings(max_examples=30)
@given(tangled_ownership())
def test_ultimate_owners_and_the_unnamed_rest_are_the_whole(large: bool, stakes: Stakes) -> None:
    """S4: with bounds some numbers within them are 100; where all shares are exact and nobody's joint, they are."""
    made = network_of(stakes)
    for company in sorted({company for _, company, _ in stakes}):
        with patch.object(ownership, "LARGE", -1 if large else ownership.LARGE):
            try:
                told = owners_of(made, company)
            except LoopError:
                continue
        whole = [told[name] for name in (*ultimate(made, company), UNNAMED)]
        least, most = sum(e.min for e in whole), sum(e.max or 0 for e in whole)
        assert least <= 100 <= most
        above = columns(made).above(company)
        if all(len(p) == 1 and share and share.is_exact for p, c, share in stakes if c in above):
            assert most - least < Decimal("0.000001")


@pytest.mark.parametrize("definition", DEFINITIONS)
@settings(max_examples=25)
@given(bounded_ownership())
def test_every_definition_agrees_with_its_matrix(
    definition: Definition, bounds: Mapping[tuple[str, str], tuple[Fraction, ...]]
) -> None:
    """In fractions and in floating point, and for every truth within the bounds."""
    parts = {pair: truth for pair, (_, truth, _) in bounds.items()}
    assume(all(sum(p for (_, c), p in parts.items() if c == company) < 1 for _, company in parts))
    wanted = by_matrix(parts, definition)
    wide = graph_of({pair: Share.between(low * 100, high * 100) for pair, (low, _, high) in bounds.items()})
    for made in (exact(parts), wide):
        pairs = all_pairs(made, definition)
        with in_floats():
            floats = {holder: effective(made, holder, definition) for holder in pairs}
        for told in (pairs, floats):
            for (holder, company), part in wanted.items():
                interest = told.get(holder, {}).get(company)
                assert near(interest, part) if interest else abs(part) < 1e-12
                assert made is wide or interest is None or interest.is_exact


def stakes_of(parts: Mapping[tuple[str, str], Fraction]) -> Stakes:
    return [((holder,), company, Share.between(part * 100, part * 100)) for (holder, company), part in parts.items()]


@settings(max_examples=20)
@given(tangled_ownership() | acyclic_ownership().map(stakes_of))
def test_all_pairs_are_what_each_holder_has(stakes: Stakes) -> None:
    made = network_of(stakes)
    try:
        pairs = all_pairs(made)
    except LoopError:
        return
    for holder in made:
        assert pairs.get(holder, {}) == effective(made, holder)


@given(tangled_ownership())
def test_a_register_reaches_what_columns_do(stakes: Stakes) -> None:
    held = columns(network_of(stakes))
    register = load(held)
    for name in register.names[:-1]:
        at = register.number[name]
        assert set(register.named(register.below(at))) == held.below([name])
        assert set(register.named(register.above(at))) == held.above(name)
        among = held.below([name])
        numbers = register.loops(register.below(at))
        assert {register.names[n] for n in np.flatnonzero(numbers >= 0)} == set().union(*held.loops(among))
