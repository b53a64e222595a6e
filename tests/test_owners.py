"""Cap tables and routes: rules S2, S3, S6 and S7, and what the command line says of them."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given

from keiretsu.cli import main
from keiretsu.errors import DataError
from keiretsu.lookup import Source
from keiretsu.network import Network, network
from keiretsu.owners import CapTable, cap_table
from keiretsu.ownership import Interest
from keiretsu.routes import routes
from keiretsu.shares import Share
from keiretsu.states import change_days
from strategies import acyclic_ownership, bounded_ownership
from test_ownership import add, exact, graph_of


def sums_to_the_whole(told: CapTable) -> None:
    """Some direct shares within their bounds, joint ones once, and what is undisclosed make 100; so do the ends."""
    direct = [told.undisclosed]
    seen: set[frozenset[str]] = set()
    for owner in told.owners:
        parties = frozenset({owner.id, *owner.jointly_with})
        if owner.direct is not None and parties not in seen:
            direct.append(owner.direct)
        if owner.jointly_with:
            seen.add(parties)
    assert sum(share.min for share in direct) <= 100 <= sum(share.max for share in direct)
    ends = [owner.effective for owner in told.owners if owner.ultimate] + [told.undisclosed_effective]
    assert all(one is not None for one in ends)
    tolerance = Decimal("1e-9") * len(ends)
    assert sum((one.min for one in ends if one), Decimal(0)) <= 100 + tolerance
    assert sum((one.max or Decimal(100) for one in ends if one), Decimal(0)) >= 100 - tolerance


def test_a_table_of_exact_shares_sums_to_100() -> None:
    told = cap_table(graph_of({("p", "c"): "60", ("q", "c"): "15.5", ("r", "p"): "50"}), "c")
    assert told.undisclosed == Share.parse("24.5")
    assert {one.id: (str(one.direct), str(one.effective), one.ultimate) for one in told.owners} == {
        "p": ("60 %", "60 %", False),
        "q": ("15.5 %", "15.5 %", True),
        "r": ("0 %", "30 %", True),
    }
    assert told.undisclosed_effective == Interest(Decimal("54.5"), Decimal("54.5"))
    assert [one.holder for one in told.controlled_by] == ["p"]


def test_an_undisclosed_holder_is_in_the_table_and_its_part_in_the_rest() -> None:
    told = cap_table(graph_of({("p", "c"): None, ("q", "c"): "60"}), "c")
    assert {one.id: one.direct for one in told.owners} == {"p": None, "q": Share.parse("60")}
    assert told.undisclosed == Share.parse("40")
    assert next(one for one in told.owners if one.id == "p").effective == Interest(
        Decimal(0), Decimal(40), min_open=True
    )


def test_a_joint_stake_is_counted_once() -> None:
    made = graph_of({("q", "c"): "20"})
    add(made, "p", "c", graph_of({("p", "c"): "50"}, p=("r",))["p"]["c"]["unspecified"]["answer"])
    told = cap_table(made, "c")
    parts = {one.id: (str(one.direct), one.jointly_with) for one in told.owners}
    assert parts == {"p": ("0–50 %", ("r",)), "r": ("0–50 %", ("p",)), "q": ("20 %", ())}
    assert told.undisclosed == Share.parse("30")


def test_a_company_may_hold_itself() -> None:
    told = cap_table(graph_of({("c", "c"): "10", ("p", "c"): "60"}), "c")
    parts = {one.id: (str(one.direct), one.effective) for one in told.owners}
    assert parts["c"] == ("10 %", None)
    assert told.undisclosed == Share.parse("30")
    assert parts["p"][1] is not None
    assert round(parts["p"][1].min, 6) == Decimal("66.666667"), "60 of the 90 that others hold"


def test_too_much_is_a_fault_that_names_the_holders() -> None:
    """S3: more than 100 is reported, never rescaled; also where it is of a company above."""
    graph = graph_of({("p", "c"): "60", ("q", "c"): "50", ("c", "d"): "100"})
    for company in ("c", "d"):
        with pytest.raises(DataError) as fault:
            cap_table(graph, company)
        (problem,) = fault.value.problems
        assert "c have 110 %" in problem.message
        assert "p 60 %" in problem.message
        assert "q 50 %" in problem.message


@given(acyclic_ownership())
def test_exact_tables_conserve(parts: Any) -> None:
    graph = exact(parts)
    for company in sorted(graph.nodes):
        sums_to_the_whole(cap_table(graph, company))


@given(bounded_ownership())
def test_bounded_tables_conserve(shares: Any) -> None:
    graph = graph_of({pair: Share.between(low * 100, high * 100) for pair, (low, _, high) in shares.items()})
    for company in sorted(graph.nodes):
        try:
            told = cap_table(graph, company)
        except DataError:
            continue
        sums_to_the_whole(told)


def test_every_table_of_the_packaged_dossier_conserves(source: Source) -> None:
    periods = source.periods()
    days = change_days(periods.values())
    for day in days[:: max(len(days) // 12, 1)]:
        graph = network(source, day)
        for company in sorted(graph.nodes):
            sums_to_the_whole(cap_table(graph, company))


# --- the packaged dossier --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "low", "high"),
    [
        ("2008-03-31", "0", "24.5"),  # IIJ's share of Trust Networks is not yet said
        ("2010-03-31", "16.513", "17.9585"),  # 24.5 x 67.4 to 73.3: the change between is not dated
        ("2013-09-30", "15.8328", "17.172"),  # 21.6 x 73.3 to 79.5
    ],
)
def test_what_ntt_has_of_trust_networks_looked_through(source: Source, day: str, low: str, high: str) -> None:
    told = cap_table(network(source, date.fromisoformat(day)), "trust-networks")
    ntt = next(one for one in told.owners if one.id == "ntt")
    assert ntt.effective == Interest(Decimal(low), Decimal(high))
    assert ntt.ultimate
    assert {source.claims([claim])[claim].document for claim in ntt.claims} <= {
        "results-1q2007",
        "nomura-2008",
        "results-3q2008",
        "new-york-2010",
        "nomura-2013",
    }


def test_the_bounds_are_those_of_the_two_neighbours_not_their_mean(source: Source) -> None:
    """A share of March 2010 is not multiplied by one of April as if they were of one day."""
    ((route,), more) = routes(network(source, date(2010, 3, 31)), "ntt", "trust-networks")
    assert not more
    assert [str(step.share) for step in route.steps] == ["24.5 %", "67.4–73.3 %"]
    assert str(route.product) == "16.513–17.9585 %"
    assert len(route.claims) == 6


# --- routes ----------------------------------------------------------------------------------------------------------


def told(graph: Network, holder: str, company: str) -> list[tuple[str, str]]:
    found, _ = routes(graph, holder, company)
    chains = ([one.steps[0].holder, *(step.company for step in one.steps)] for one in found)
    return [(">".join(chain), str(one.product)) for chain, one in zip(chains, found, strict=True)]


def test_routes_are_all_chains_shortest_first() -> None:
    graph = graph_of(
        {("r", "a"): "50", ("r", "b"): "40", ("a", "c"): "60", ("b", "c"): "10", ("a", "b"): "20", ("r", "c"): "1"}
    )
    assert told(graph, "r", "c") == [("r>c", "1 %"), ("r>a>c", "30 %"), ("r>b>c", "4 %"), ("r>a>b>c", "1 %")]
    assert told(graph, "c", "r") == []
    assert told(graph, "c", "nobody") == []


def test_routes_stop_at_a_number_and_say_so() -> None:
    graph = graph_of({("r", "a"): "50", ("r", "b"): "40", ("a", "c"): "60", ("b", "c"): "10"})
    found, more = routes(graph, "r", "c", most=1)
    assert (len(found), more) == (1, True)


def test_an_undisclosed_step_leaves_a_product_above_nothing() -> None:
    graph = graph_of({("r", "a"): None, ("q", "a"): "60", ("a", "c"): "50"})
    assert told(graph, "r", "c") == [("r>a>c", "up to 20 %")]


def test_a_companys_routes_to_itself_are_its_loops() -> None:
    assert told(graph_of({("a", "b"): "60", ("b", "a"): "30", ("a", "a"): "5"}), "a", "a") == [
        ("a>a", "5 %"),
        ("a>b>a", "18 %"),
    ]


@given(acyclic_ownership())
def test_without_loops_the_routes_add_up_to_the_look_through_share(parts: Any) -> None:
    graph = exact(parts)
    for company in sorted(graph.nodes):
        for owner in cap_table(graph, company).owners:
            found, more = routes(graph, owner.id, company)
            assert owner.effective is not None
            assert not more
            total = sum((route.product.min for route in found), Decimal(0))
            assert abs(total - owner.effective.min) <= Decimal("1e-9") * len(found)


# --- the command line ------------------------------------------------------------------------------------------------


def run(*args: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, list(args), catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def test_owners_on_the_command_line() -> None:
    text = run("owners", "Trust Networks", "--at", "2010-03-31")
    assert "16.513–17.9585 %" in text
    assert "undisclosed" in text
    assert "Controlled by Internet Initiative Japan Inc." in text
    answer = json.loads(run("owners", "iij", "--at", "2013-09-30", "--json"))
    assert answer["undisclosed"]["direct"] == {"min": "63.7", "max": "63.7"}
    ntt = next(one for one in answer["owners"] if one["id"] == "ntt")
    assert (ntt["direct"]["min"], ntt["state"], ntt["controls"], ntt["ultimate"]) == ("21.6", "stated", "no", True)


def test_what_is_last_known_is_told_both_ways() -> None:
    answer = json.loads(run("owners", "iij", "--json"))
    ntt = next(one for one in answer["owners"] if one["id"] == "ntt")
    assert (ntt["direct"]["min"], ntt["state"]) == ("21.6", "last-known")
    assert ntt["effective"] == {"min": "0", "max": "100"}
    assert ntt["if_unchanged"] == {"min": "21.6", "max": "21.6"}
    assert ntt["last_known"]


def test_too_much_on_the_command_line(folder: Path) -> None:
    """60 and 50 on one day.

    == one 2010-07-07
    holdings:
      - {holder: p, company: c, share: 60, as-of: 2010-03-31, lines: 1}
      - {holder: q, company: c, share: 50, as-of: 2010-03-31, lines: 1}
    """
    text = run("owners", "c", "--at", "2010-03-31", "--graph", str(folder), code=1)
    assert "the known holders of c have 110 %" in text
    assert "Traceback" not in text


def test_control_on_the_command_line() -> None:
    text = run("control", "gdx-japan")
    assert "after 2007-03-31, by 2008-07-10" in text
    answer = json.loads(run("control", "iij", "--at", "2010-04-30", "--json"))
    verdicts = {one["company"]["id"]: one["verdict"] for one in answer["controls"]}
    assert verdicts["gdx-japan"] == "yes"
    assert "internet-multifeed" not in verdicts, "an affiliate with less than half"
    assert run("control", "a-bone").count("Nobody is known to hold it.") == 1


def test_routes_on_the_command_line() -> None:
    text = run("routes", "ntt", "Trust Networks", "--at", "2010-03-31")
    assert "1. 16.513–17.9585 %" in text
    assert "NTT has 24.5 % of Internet Initiative Japan Inc." in text
    assert "No known chain" in run("routes", "a-bone", "iij")
    assert "did you mean" in run("routes", "ntt", "trst netwrks", code=2)


def test_what_a_holder_has_everywhere() -> None:
    told = json.loads(run("effective", "NTT", "--at", "2010-03-31", "--json"))
    shares = {row["id"]: row["share"] for row in told["companies"]}
    assert shares["trust-networks"] == {"min": "16.513", "max": "17.9585"}
    assert shares["hi-ho"] == {"min": "24.5", "max": "24.5"}
    assert told["definition"] == "look-through"
    text = run("effective", "ntt")
    assert "17.172 %" in text, "if nothing has changed"
    assert "No known chain" in run("effective", "a-bone")


def test_the_three_definitions_on_the_command_line(folder: Path) -> None:
    """The loop of S4, with names of this dossier: p has half of c, which has 60 of d, which has 30 of c; q is below d.

    == one 2010-07-07
    holdings:
      - {holder: p, company: c, share: 50, as-of: 2010-03-31, lines: 1}
      - {holder: d, company: c, share: 30, as-of: 2010-03-31, lines: 1}
      - {holder: c, company: d, share: 60, as-of: 2010-03-31, lines: 1}
      - {holder: d, company: q, share: 80, as-of: 2010-03-31, lines: 1}
    """

    def share(holder: str, company: str, definition: str) -> float:
        told = json.loads(
            run("effective", holder, "--at", "2010-03-31", "--definition", definition, "-g", str(folder), "--json")
        )
        return round(float(next(row["share"]["min"] for row in told["companies"] if row["id"] == company)), 2)

    assert share("p", "c", "look-through") == 60.98
    assert share("p", "c", "first-arrival") == 50
    assert (share("d", "q", "look-through"), share("d", "q", "total")) == (80, 97.56)


def test_what_documents_differ_about_is_marked_with_the_other_value(folder: Path) -> None:
    """Two documents give p's share of c on one day differently; q is held through c.

    == one 2010-07-07
    holdings:
      - {holder: p, company: c, share: 60, as-of: 2010-03-31, lines: 1}
      - {holder: c, company: q, share: 60, as-of: 2010-03-31, lines: 1}
    == two 2011-07-07
    holdings:
      - {holder: p, company: c, share: 70, as-of: 2010-03-31, lines: 1}
    """
    day = ("--at", "2010-03-31", "--graph", str(folder))
    for args, mark in (
        (["owners", "c"], "70 % * (60 %"),
        (["owners", "q"], "through others * (60 %"),
        (["effective", "p"], "42 % * (60 %"),
        (["control", "q"], "* (60 %"),
        (["routes", "p", "q"], "* (60 %"),
    ):
        assert mark in run(*args, *day), args
    (row,) = json.loads(run("owners", "c", *day, "--json"))["owners"]
    (conflict,) = row["conflicts"]
    assert sorted(value["value"] for value in conflict["values"]) == ["60 % as of 2010-03-31", "70 % as of 2010-03-31"]
    earlier = run("owners", "c", *day, "--prefer", "earlier")
    assert "60 % * (70 %" in earlier
    assert "the earlier publication is followed first" in earlier
    assert json.loads(run("owners", "c", *day, "--prefer", "one", "--json"))["prefer"] == "one"
    assert "no document 'three'; prefer later, earlier" in run("owners", "c", *day, "--prefer", "three", code=2)
    text = run("diff", "2010-03-30", "2010-03-31", "--graph", str(folder))
    assert "* (60 %" in text
