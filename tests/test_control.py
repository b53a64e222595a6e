"""Control: rule S5, with bounds, joint holdings and time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from itertools import combinations, product
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from keiretsu.control import Control, control, controllers, disagreements, ultimate_controllers
from keiretsu.dataset import open_source
from keiretsu.dates import Window
from keiretsu.lookup import Source
from keiretsu.model import StandingKey
from keiretsu.network import network
from keiretsu.shares import Share
from keiretsu.states import Answer
from keiretsu.tenure import tenure, tenures
from test_ownership import add, graph_of

Pairs = Mapping[tuple[str, str], str | None]


def verdict(shares: Pairs, holder: str, company: str, **joint: tuple[str, ...]) -> str:
    found = control(graph_of(shares, **joint), holder).get(company)
    return found.verdict if found else "no"


# --- a day -----------------------------------------------------------------------------------------------------------


def test_more_than_half_is_control_and_half_is_not() -> None:
    assert verdict({("p", "c"): "50.1"}, "p", "c") == "yes"
    assert verdict({("p", "c"): "50"}, "p", "c") == "no"
    assert verdict({("p", "c"): "50", ("q", "c"): "49.9"}, "p", "c") == "no"


def test_what_a_holder_controls_votes_with_it() -> None:
    """S5: i and what i controls together; a and b have 30 each in c, and p controls both."""
    shares = {("p", "a"): "60", ("p", "b"): "51", ("a", "c"): "30", ("b", "c"): "30"}
    assert verdict(shares, "p", "c") == "yes"
    found = control(graph_of(shares), "p")["c"]
    assert found.through == ("a", "b")
    assert verdict({**shares, ("p", "b"): "50"}, "p", "c") == "no"


def test_a_company_does_not_vote_itself_into_control() -> None:
    """Its own shares, and those of a company that it controls, count only once it is controlled."""
    assert verdict({("p", "c"): "40", ("c", "c"): "20"}, "p", "c") == "no"
    assert verdict({("p", "c"): "40", ("c", "d"): "100", ("d", "c"): "20"}, "p", "c") == "no"


def test_a_ring_controls_itself_but_no_outsider_does() -> None:
    shares = {("a", "b"): "60", ("b", "c"): "60", ("c", "a"): "60", ("p", "a"): "40"}
    assert verdict(shares, "p", "a") == "no"
    assert [one.holder for one in ultimate_controllers(graph_of(shares), "b")] == ["a", "c"]


def test_exactly_half_each_is_joint() -> None:
    shares = {("p", "c"): "50", ("q", "c"): "50"}
    assert verdict(shares, "p", "c") == verdict(shares, "q", "c") == "joint"
    grouped = {("p", "c"): "50", ("a", "c"): "20", ("b", "c"): "30", ("q", "a"): "51", ("q", "b"): "100"}
    assert verdict(grouped, "p", "c") == verdict(grouped, "q", "c") == "joint"
    assert verdict(grouped, "b", "c") == "no"
    assert verdict({("p", "c"): "50", ("q", "c"): "25", ("r", "c"): "25"}, "p", "c") == "no", "q and r are two"


def test_bounds_give_possible() -> None:
    assert verdict({("p", "c"): "[40, 60]"}, "p", "c") == "possible"
    assert verdict({("p", "c"): "[40, 50]"}, "p", "c") == "no"
    assert verdict({("p", "c"): "(50, 60]"}, "p", "c") == "yes"
    assert verdict({("p", "c"): "[50, 60]"}, "p", "c") == "possible"
    assert verdict({("p", "c"): "[40, 60]", ("q", "c"): "55"}, "p", "c") == "no", "the others leave 45 (S7)"
    assert verdict({("p", "a"): "[40, 60]", ("a", "c"): "80"}, "p", "c") == "possible"


def test_an_undisclosed_share_is_above_nothing_and_below_what_others_leave() -> None:
    assert verdict({("p", "c"): None}, "p", "c") == "possible"
    assert verdict({("p", "c"): None, ("q", "c"): "50"}, "p", "c") == "no"
    assert verdict({("p", "c"): "50", ("a", "c"): None, ("p", "a"): "100"}, "p", "c") == "yes", "half and a bit"


def test_a_joint_stake_counts_when_all_of_its_parties_are_inside() -> None:
    assert verdict({("a", "c"): "60"}, "p", "c", a=("p",)) == "possible"
    assert verdict({("a", "c"): "60", ("p", "a"): "100"}, "p", "c", a=("p",)) == "yes"


def test_votes_are_those_of_the_shares_where_none_are_stated() -> None:
    graph = graph_of({("p", "c"): "60"})
    add(
        graph,
        "q",
        "c",
        Answer("held", graph_of({("q", "c"): "30"})["q"]["c"]["unspecified"]["share"], there=True),
        "shares",
    )
    add(
        graph,
        "q",
        "c",
        Answer("held", graph_of({("q", "c"): "55"})["q"]["c"]["unspecified"]["share"], there=True),
        "votes",
    )
    assert control(graph, "q")["c"].verdict == "yes", "55 votes, though 30 of the shares"


def test_a_verdict_on_what_is_last_known_says_so() -> None:
    graph = graph_of({("p", "a"): "60"})
    answer = graph["p"]["a"]["unspecified"]["answer"]
    graph["p"]["a"]["unspecified"]["answer"] = Answer("last-known", answer.share, claims=("x",), there=True)
    add(graph, "a", "c", Answer("held", answer.share, claims=("y",), there=True))
    assert control(graph, "p")["c"] == Control("p", "c", "yes", ("a",), ("x", "y"), last_known=True)
    assert control(graph, "a")["c"] == Control("a", "c", "yes", ("a",), ("y",), last_known=False)


def test_plans_and_unnamed_holders_control_nothing() -> None:
    graph = graph_of({("q", "c"): "30"})
    add(graph, "p", "c", Answer("planned", Share.parse("70"), there=False))
    assert {one.holder: one.verdict for one in controllers(graph, "c")} == {"q": "no"}


def test_a_standing_that_the_votes_do_not_bear_out_is_reported() -> None:
    graph = graph_of({("p", "c"): "40", ("p", "d"): "60", ("q", "e"): None})
    standing = {"c": "consolidated-subsidiary", "d": "equity-method-affiliate", "e": "consolidated-subsidiary"}
    for company, value in standing.items():
        parent = "q" if company == "e" else "p"
        graph.graph["standings"][StandingKey(parent, company)] = Answer(
            "held", standing=value, claims=("s",), there=True
        )
    found = {one.company: (one.standing, one.control.verdict) for one in disagreements(graph)}
    assert found == {"c": ("consolidated-subsidiary", "no"), "d": ("equity-method-affiliate", "yes")}
    graph.graph["standings"].clear()
    assert disagreements(graph) == []


# --- against every way in which the bounds may come out --------------------------------------------------------------

NAMES = ("a", "b", "c", "d")


@st.composite
def voting(draw: st.DrawFn) -> dict[tuple[str, str], tuple[int, int]]:
    """Stakes in quarters of a company, some of them between two bounds; no column passes 100."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for company in NAMES:
        room = 4
        for holder in draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=3)):
            low = draw(st.integers(0, room))
            high = draw(st.integers(low, 4))
            if high:
                found[holder, company] = (low, high)
                room -= low
    return found


def by_hand(parts: Mapping[tuple[str, str], int], holder: str) -> set[str]:
    """The definition itself: the smallest set that holds all companies in which it has more than half."""
    candidates = [
        set(chosen)
        for size in range(len(NAMES) + 1)
        for chosen in combinations([n for n in NAMES if n != holder], size)
    ]
    for inside in candidates:
        group = {holder, *inside}
        if all(
            (sum(parts.get((one, company), 0) for one in group) > 2) <= (company in inside)
            for company in NAMES
            if company != holder
        ):
            return inside
    raise AssertionError


@settings(max_examples=150)
@given(voting())
def test_verdicts_hold_in_every_filling(bounds: dict[tuple[str, str], tuple[int, int]]) -> None:
    """Yes is control in every filling of the bounds, possible in some, no in none."""
    shares = {
        pair: f"{25 * low}" if low == high else f"[{25 * low}, {25 * high}]" for pair, (low, high) in bounds.items()
    }
    graph = graph_of(shares)
    fillings = []
    for numbers in product(*(range(low, high + 1) for low, high in bounds.values())):
        parts = dict(zip(bounds, numbers, strict=True))
        if all(sum(n for (_, one), n in parts.items() if one == company) <= 4 for company in NAMES):
            fillings.append(parts)
    for holder in NAMES:
        outcomes = [by_hand(parts, holder) for parts in fillings]
        found = control(graph, holder)
        for company in set(NAMES) - {holder}:
            told = found[company].verdict if company in found else "no"
            always = all(company in inside for inside in outcomes)
            sometimes = any(company in inside for inside in outcomes)
            assert (told == "yes") == always
            assert (told in ("yes", "possible")) == sometimes


@given(voting())
def test_more_votes_never_lose_control(bounds: dict[tuple[str, str], tuple[int, int]]) -> None:
    """Where a holder takes all that nobody is named for, it controls at least what it did."""
    exact = {pair: low for pair, (low, _) in bounds.items() if low}
    graph = graph_of({pair: str(25 * low) for pair, low in exact.items()})
    before = {name for name, one in control(graph, "a").items() if one.verdict == "yes"}
    for company in NAMES[1:]:
        free = 4 - sum(low for (_, one), low in exact.items() if one == company)
        exact[("a", company)] = exact.get(("a", company), 0) + free
    more = graph_of({pair: str(25 * low) for pair, low in exact.items() if low})
    assert before <= {name for name, one in control(more, "a").items() if one.verdict == "yes"}


# --- time ------------------------------------------------------------------------------------------------------------


def test_since_when_is_a_window(folder: Path) -> None:
    """The parent has 40, then 60, of c, which has 80 of d all the time.

    == one 2008-06-30
    holdings:
      - {holder: p, company: c, share: 40, as-of: 2008-03-31, lines: 1}
      - {holder: c, company: d, share: 80, as-of: 2008-03-31, lines: 1}
    == two 2010-06-30
    holdings:
      - {holder: p, company: c, share: 60, as-of: 2010-03-31, lines: 1}
      - {holder: c, company: d, share: 80, as-of: 2010-03-31, lines: 1}
    """
    source = open_source(str(folder))
    before, maybe, yes = tenure(source, "p", "d")
    assert (before.verdict, maybe.verdict, yes.verdict) == ("possible", "possible", "yes")
    assert before.until == Window(date(2008, 3, 30), date(2008, 3, 31)), "40 on that day: no"
    assert yes.since == Window(date(2008, 3, 31), date(2010, 3, 31))
    assert yes.until is None
    assert yes.last_known_from == date(2010, 4, 1)
    assert len(yes.moved_by) == 2, "the two claims of p in c, not those of c in d"
    assert "yes" not in {span.verdict for span in tenure(source, "p", "d", date(2009, 1, 1))}


def test_control_lost_and_gained_again(folder: Path) -> None:
    """60, 40, 70: two stretches of control.

    == one 2008-06-30
    holdings:
      - {holder: p, company: c, share: 60, as-of: 2008-03-31, lines: 1}
      - {holder: p, company: c, share: 40, before: 60, from: 2009-04-01, lines: 1}
    == two 2011-06-30
    holdings:
      - {holder: p, company: c, share: 70, before: 40, from: 2010-10, lines: 1}
    """
    spans = [one for one in tenure(open_source(str(folder)), "p", "c") if one.verdict == "yes"]
    assert spans[0].until == Window(date(2009, 3, 31), date(2009, 4, 1))
    assert spans[1].since == Window(date(2010, 9, 30), date(2010, 10, 31))


# --- the packaged dossier --------------------------------------------------------------------------------------------


def test_control_of_gdx_japan(source: Source) -> None:
    """Established in April 2007; 51 % is first stated of July 2008, and between the two it is only possible."""
    spans = tenure(source, "iij", "gdx-japan")
    assert [one.verdict for one in spans] == ["possible", "yes"]
    assert spans[1].since == Window(date(2007, 3, 31), date(2008, 7, 10))
    assert spans[1].until is None
    assert spans[1].last_known_from == date(2010, 5, 1)
    by_day = {
        day: {one.holder: one.verdict for one in controllers(network(source, day), "gdx-japan")}["iij"]
        for day in (date(2007, 6, 1), date(2008, 7, 10), date(2010, 3, 31), date(2013, 12, 31))
    }
    assert list(by_day.values()) == ["possible", "yes", "yes", "yes"]
    assert "iij" not in {one.holder for one in controllers(network(source, date(2007, 3, 1)), "gdx-japan")}


def test_stratosphere_is_controlled_by_two(source: Source) -> None:
    graph = network(source, date(2013, 12, 31))
    verdicts = {one.holder: one.verdict for one in controllers(graph, "stratosphere")}
    assert verdicts["iij"] == "joint"
    assert list(verdicts.values()).count("joint") == 2
    assert ultimate_controllers(graph, "stratosphere") == []


def test_no_standing_of_the_group_disagrees_with_the_votes(source: Source) -> None:
    for day in (date(2008, 7, 10), date(2009, 2, 12), date(2010, 4, 30), date(2013, 12, 31)):
        assert disagreements(network(source, day)) == []


def test_every_verdict_has_its_claims(source: Source) -> None:
    for spans in tenures(source).values():
        for span in spans:
            assert span.claims
            assert set(source.claims({*span.claims, *span.moved_by})) == {*span.claims, *span.moved_by}


def test_fractions_decide_at_the_edge() -> None:
    """50.0000000001 is more than half; in floats the sum of its parts may not be."""
    parts = {("p", "c"): "16.6666666667", ("a", "c"): "16.6666666667", ("b", "c"): "16.6666666667"}
    owned = {("p", "a"): "100", ("p", "b"): "100"}
    assert Fraction("16.6666666667") * 3 > 50
    assert verdict({**parts, **owned}, "p", "c") == "yes"
    assert verdict({**dict.fromkeys(parts, "16.6666666666"), **owned}, "p", "c") == "no"
