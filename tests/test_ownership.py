"""Effective ownership: rules S2, S4, S6 and S7."""

import csv
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from keiretsu.lookup import Source
from keiretsu.model import State
from keiretsu.network import Network, network
from keiretsu.ownership import LoopError, effective, look_through
from keiretsu.shares import Share
from keiretsu.states import Answer
from strategies import acyclic_ownership, bounded_ownership

Parts = Mapping[tuple[str, str], Fraction]


def graph_of(shares: Mapping[tuple[str, str], str | Share | None], **joint: tuple[str, ...]) -> Network:
    """A network with given direct shares; `joint` names for a holder those with whom it holds jointly."""
    made: Network = nx.MultiDiGraph(standings={})
    for (holder, company), text in shares.items():
        share = Share.parse(text) if isinstance(text, str) else text
        add(made, holder, company, Answer("held", share, jointly_with=joint.get(holder, ()), there=True))
    return made


def add(made: Network, holder: str, company: str, answer: Answer, right: str = "unspecified") -> None:
    made.add_edge(holder, company, key=right, answer=answer, share=answer.share, state=answer.state)
    for name in answer.jointly_with:
        made.add_node(name)


def exact(parts: Parts) -> Network:
    return graph_of({pair: Share.between(part * 100, part * 100) for pair, part in parts.items()})


def by_hand(parts: Parts, holder: str) -> dict[str, Fraction]:
    """V_ij / V_ii of S4 with V = (I - A)^-1, by Cramer's rule on minors: nothing in common with the package's way."""
    names = sorted({name for pair in parts for name in pair} | {holder})
    rows = [[Fraction(i == j) - parts.get((i, j), Fraction(0)) for j in names] for i in names]
    at = names.index(holder)
    here = _minor(rows, at, at)
    return {name: (-1) ** (at + n) * _minor(rows, n, at) / here for n, name in enumerate(names) if n != at}


def _minor(rows: list[list[Fraction]], row: int, column: int) -> Fraction:
    return _determinant([[x for j, x in enumerate(r) if j != column] for i, r in enumerate(rows) if i != row])


def _determinant(rows: list[list[Fraction]]) -> Fraction:
    if not rows:
        return Fraction(1)
    return sum(
        ((-1) ** j * x * _determinant([r[:j] + r[j + 1 :] for r in rows[1:]]) for j, x in enumerate(rows[0]) if x),
        Fraction(0),
    )


def contains(share: Share, part: Fraction) -> bool:
    """Whether computed bounds, rounded outward to ten places, hold a part of 1."""
    return Fraction(share.min) <= part * 100 <= Fraction(share.max)


# --- worked cases -----------------------------------------------------------------------------------------------------

# r -> a .5, b -> a .3, a -> b .6, b -> c .8
LOOP = {("r", "a"): "50", ("b", "a"): "30", ("a", "b"): "60", ("b", "c"): "80"}


def test_the_designs_own_loop() -> None:
    """S4: look-through of r in a .6098 (.5 / .82), of b in c .8; and the others by the same definition."""
    of_r, of_b = look_through(graph_of(LOOP), "r"), look_through(graph_of(LOOP), "b")
    assert contains(of_r["a"], Fraction(50, 82))
    assert round(float(of_r["a"].min), 2) == 60.98
    assert contains(of_r["b"], Fraction(30, 82))
    assert contains(of_r["c"], Fraction(24, 82))
    assert of_b["c"].json() == {"min": "80", "max": "80"}
    assert of_b["a"].json() == {"min": "30", "max": "30"}
    assert set(of_b) == {"a", "c"}, "what comes back to its owner is not an own share"


def test_look_through_follows_every_route() -> None:
    found = look_through(graph_of({("r", "a"): "50", ("r", "b"): "40", ("a", "c"): "60", ("b", "c"): "10"}), "r")
    assert {name: share.json()["min"] for name, share in found.items()} == {"a": "50", "b": "40", "c": "34"}
    assert all(share.is_exact for share in found.values())


def test_a_holder_of_nothing_reaches_nothing() -> None:
    assert look_through(graph_of(LOOP), "c") == {}
    assert look_through(graph_of(LOOP), "nobody") == {}


def test_a_third_of_a_third_is_rounded_outward() -> None:
    found = look_through(graph_of({("r", "a"): "[33.3, 33.4]", ("a", "b"): "33.3333333333"}), "r")
    assert found["b"].min <= Share.parse("11.1").min <= found["b"].max
    assert len(found["b"].json()["min"].partition(".")[2]) <= 10


def test_bounds_in_give_bounds_out() -> None:
    found = look_through(graph_of({("r", "a"): "[50, 60]", ("a", "b"): "(10, 20]"}), "r")
    assert (found["a"].min, found["a"].max) == (50, 60)
    assert (found["b"].min, found["b"].max) == (5, 12)


def test_an_undisclosed_share_is_at_most_what_the_others_leave() -> None:
    """S7: above 0 and at most what the others' minimums leave."""
    found = look_through(graph_of({("r", "a"): None, ("q", "a"): "60.5"}), "r")
    assert (found["a"].min, found["a"].max) == (0, Share.parse("39.5").max)
    assert look_through(graph_of({("r", "a"): None}), "r")["a"].max == 100


def test_a_plan_counts_for_nothing() -> None:
    made = graph_of({("r", "a"): "50"})
    add(made, "r", "b", Answer("planned", Share.parse("100"), there=False))
    add(made, "a", "c", Answer("planned", None, there=False))
    assert set(look_through(made, "r")) <= {"a"}


def test_a_share_that_is_held_jointly_is_counted_once() -> None:
    """S6: each party's part lies in [0, share], and whoever wholly owns the other parties has it all."""
    apart = graph_of({("r", "a"): "40"}, r=("s",))
    for party in ("r", "s"):
        found = look_through(apart, party)["a"]
        assert (found.min, found.max) == (0, 40)
    whole = graph_of({("r", "a"): "40", ("r", "s"): "100"})
    whole.remove_edge("r", "a", key="unspecified")
    add(whole, "r", "a", Answer("held", Share.parse("40"), jointly_with=("s",), there=True))
    assert look_through(whole, "r")["a"].json() == {"min": "40", "max": "40"}


def test_whose_own_companys_part_is_held_jointly_has_it_all() -> None:
    """S6, told the other way round: the company is the holder, its sole owner the other party."""
    made = graph_of({("r", "s"): "100"})
    add(made, "s", "a", Answer("held", Share.parse("40"), jointly_with=("r",), there=True))
    assert look_through(made, "r")["a"].json() == {"min": "40", "max": "40"}


def test_a_joint_share_told_by_both_parties_is_counted_once() -> None:
    """S6: each party's own claim names the other; together they hold 40, not 80."""
    made = graph_of({("r", "s"): "100"})
    for one, other in (("r", "s"), ("s", "r")):
        add(made, one, "a", Answer("held", Share.parse("40"), jointly_with=(other,), there=True))
    assert look_through(made, "r")["a"].max == 40


def test_a_loop_that_holds_all_of_itself_is_an_error_that_names_it() -> None:
    """S4: the sum diverges."""
    with pytest.raises(LoopError, match=r"\b[ab]\b"):
        look_through(graph_of({("r", "a"): "0.5", ("b", "a"): "100", ("a", "b"): "100"}), "r")


def test_a_loop_that_may_hold_all_of_itself_has_an_upper_bound() -> None:
    found = look_through(graph_of({("r", "a"): "10", ("b", "a"): "[50, 100]", ("a", "b"): "[50, 100]"}), "r")
    assert found["a"].max == 100
    assert contains(found["a"], Fraction(10, 75))


@pytest.mark.parametrize("state", ["stated", "held", "changing"])
def test_what_is_there_counts_whatever_its_state(state: State) -> None:
    made: Network = nx.MultiDiGraph(standings={})
    add(made, "r", "a", Answer(state, Share.parse("50"), there=True))
    assert look_through(made, "r")["a"].json()["min"] == "50"


def test_what_is_last_known_is_not_of_the_day() -> None:
    """T7: a share of another day is not multiplied as if it were of this one; what would be so if it were is asked."""
    made = graph_of({("r", "a"): "50"})
    add(made, "a", "b", Answer("last-known", Share.parse("60"), there=True))
    assert look_through(made, "r")["b"].json() == {"min": "0", "max": "50"}
    assert look_through(made, "r", unchanged=True)["b"].json() == {"min": "30", "max": "30"}


def test_the_three_definitions_of_the_design() -> None:
    """S4's fixture, told apart: of b in c .8, .9756 and .9756, of r in a .6098 and on first arrival .5."""
    made = graph_of(LOOP)
    of_b = {d: effective(made, "b", d)["c"] for d in ("look-through", "first-arrival", "total")}
    assert [str(one) for one in of_b.values()] == ["80 %", "97.561 %", "97.561 %"]
    assert contains(of_b["total"].share(), Fraction(80, 82))
    assert str(effective(made, "r", "first-arrival")["a"]) == "50 %"


def test_a_total_may_pass_the_whole() -> None:
    """V - I: what is counted at every return."""
    made = graph_of({("a", "b"): "90", ("b", "a"): "90"})
    assert str(effective(made, "a", "total")["a"]) == "426.3158 %"
    wide = graph_of({("a", "b"): "[90, 100]", ("b", "a"): "[90, 100]"})
    assert effective(wide, "a", "total")["a"].max is None


def test_the_published_ring(loop4: Path) -> None:
    """A worked example of cross-shareholding, published under the definition *total*."""
    edges = {
        (row["holder"], row["held"]): str(Decimal(row["share"]) * 100)
        for row in csv.DictReader((loop4 / "edges.csv").open())
    }
    wanted = {(row["holder"], row["held"]): row["total"] for row in csv.DictReader((loop4 / "expected.csv").open())}
    made = graph_of(edges)
    found = {(one, other): e for one in made.nodes for other, e in effective(made, one, "total").items()}
    assert {pair: round(e.min / 100, 8) for pair, e in found.items()} == {
        pair: round(Decimal(text), 8) for pair, text in wanted.items()
    }


def test_koichi_suzuki_has_all_of_what_he_holds_with_his_own_company(source: Source) -> None:
    """S6 in the packaged dossier: 5.8 on 2013-09-30, counted once, and all of it his."""
    found = look_through(network(source, date(2013, 9, 30)), "koichi-suzuki")
    assert found["iij"].json() == {"min": "5.8", "max": "5.8"}


def test_what_ntt_has_in_gdx_japan_through_iij(source: Source) -> None:
    """24.5 of IIJ, which has 62.3 of GDX Japan on 2010-04-30; as known at the time."""
    found = look_through(network(source, date(2010, 3, 31)), "ntt")
    assert found["iij"].json() == {"min": "24.5", "max": "24.5"}
    # On 2010-03-31 IIJ's share lies between 55.5 and 62.3.
    assert (found["gdx-japan"].min, found["gdx-japan"].max) == (Share.parse("13.5975").min, Share.parse("15.2635").min)


# --- for all networks -------------------------------------------------------------------------------------------------


@given(acyclic_ownership())
def test_it_agrees_with_the_definition_without_loops(parts: Parts) -> None:
    made = exact(parts)
    for holder in made.nodes:
        wanted = {name: part for name, part in by_hand(parts, holder).items() if part}
        found = look_through(made, holder)
        assert set(found) == set(wanted)
        assert all(contains(found[name], part) for name, part in wanted.items())


@given(bounded_ownership())
def test_it_agrees_with_the_definition_with_loops(bounds: Mapping[tuple[str, str], tuple[Fraction, ...]]) -> None:
    parts = {pair: truth for pair, (_, truth, _) in bounds.items()}
    assume(all(sum(p for (_, c), p in parts.items() if c == company) < 1 for _, company in parts))
    made = exact(parts)
    for holder in made.nodes:
        found = look_through(made, holder)
        for name, part in by_hand(parts, holder).items():
            if part:
                assert contains(found[name], part)
                assert found[name].max - found[name].min < Share.parse("0.000001").min
            else:
                assert name not in found


@given(bounded_ownership(), st.data())
def test_bounds_hold_the_answer_for_every_choice_within_them(
    bounds: Mapping[tuple[str, str], tuple[Fraction, ...]], data: st.DataObject
) -> None:
    """S4: bounds in give bounds out, whatever the truth within them, as long as nobody is owned twice over."""
    made = graph_of({pair: Share.between(low * 100, high * 100) for pair, (low, _, high) in bounds.items()})
    truths = [{pair: truth for pair, (_, truth, _) in bounds.items()}]
    truths.append(
        {pair: data.draw(st.fractions(low, high, max_denominator=100)) for pair, (low, _, high) in bounds.items()}
    )
    for parts in truths:
        assume(all(sum(p for (_, c), p in parts.items() if c == company) < 1 for _, company in parts))
        for holder in made.nodes:
            found = look_through(made, holder)
            for name, part in by_hand(parts, holder).items():
                if name in found:
                    assert contains(found[name], part)
                else:
                    assert part == 0


@given(acyclic_ownership())
def test_the_ultimate_owners_and_the_remainder_have_all(parts: Parts) -> None:
    """S4: the look-through shares of a company's ultimate owners and of its undisclosed remainder sum to 1."""
    made = exact(parts)
    names = sorted(made.nodes)
    for company in names:
        rest = Fraction(1) - sum((part for (_, c), part in parts.items() if c == company), Fraction(0))
        if rest:
            add(made, f"rest of {company}", company, Answer("held", Share.between(rest * 100, rest * 100), there=True))
    for company in (name for name in names if made.in_degree(name)):
        ultimate = [name for name in made.nodes if not made.in_degree(name)]
        found = [look_through(made, name).get(company) for name in ultimate]
        shares = [share for share in found if share is not None]
        assert sum(Fraction(share.min) for share in shares) <= 100 <= sum(Fraction(share.max) for share in shares)
        assert sum(Fraction(share.max - share.min) for share in shares) < Fraction(1, 10**6)


@settings(max_examples=30)
@given(acyclic_ownership(), st.data())
def test_wider_bounds_give_no_narrower_answer(parts: Parts, data: st.DataObject) -> None:
    assume(parts)
    pair = data.draw(st.sampled_from(sorted(parts)))
    wide = Share.between(parts[pair] * 50, min(parts[pair] * 150, Fraction(100)))
    made = exact(parts)
    before = {holder: look_through(made, holder) for holder in made.nodes}
    add(made, *pair, Answer("held", wide, there=True))
    for holder in made.nodes:
        for name, share in look_through(made, holder).items():
            assert share.min <= before[holder][name].min
            assert share.max >= before[holder][name].max


def test_the_oracle_agrees_with_the_design() -> None:
    """The tests' own reckoning, held to the numbers in DESIGN.md."""
    parts = {pair: Fraction(int(share), 100) for pair, share in LOOP.items()}
    assert round(float(by_hand(parts, "r")["a"]), 4) == 0.6098
    assert by_hand(parts, "b")["c"] == Fraction(8, 10)
    assert all(by_hand(parts, i).get(j, 0) >= 0 for i, j in product("rabc", repeat=2) if i != j)
