"""Effective shares and control as stretches of days, in Python and in SPARQL: the same as asked day by day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings

from keiretsu import dataset, sparql, store
from keiretsu.check import rules
from keiretsu.control import controllers
from keiretsu.dataset import open_source
from keiretsu.lookup import EVER, Source
from keiretsu.model import Dossier, Finding, StakeKey
from keiretsu.network import network
from keiretsu.owners import cap_table
from keiretsu.reasoning import controlling, findings
from keiretsu.states import change_days
from strategies import dossiers


def at(found: Iterable[Finding], day: date, known: date = EVER) -> list[Finding]:
    """The findings of a day, as known on a day."""
    return [
        one
        for one in found
        if (one.first is None or one.first <= day)
        and (one.until is None or day < one.until)
        and one.known_from <= known
        and (one.known_until is None or known < one.known_until or (known == EVER and one.known_until is None))
    ]


@pytest.fixture(scope="module")
def found(source: Source) -> list[Finding]:
    return findings(source)


def test_on_every_day_they_are_what_is_answered_for_that_day(source: Source, found: list[Finding]) -> None:
    stakes = {key: p for key, p in source.periods().items() if isinstance(key, StakeKey)}
    days = change_days(stakes.values(), presence=True)
    for day in days[:: max(len(days) // 10, 1)]:
        graph = network(source, day)
        now = at(found, day)
        for company in sorted(graph.nodes):
            table = cap_table(graph, company)
            of_it = [one for one in now if one.company == company]
            effective = {one.holder: one for one in of_it if one.kind == "effective" and not one.last_known}
            assert {name: (one.min, one.max) for name, one in effective.items()} == {
                owner.id: (owner.effective.min, owner.effective.max)
                for owner in table.owners
                if owner.effective is not None
            }
            told = {one.holder: one.verdict for one in of_it if one.kind == "control"}
            for one in controllers(graph, company) if table.owners else ():
                assert told.get(one.holder, "no") == one.verdict
            rest = [one for one in of_it if one.kind == "undisclosed" and not one.definition]
            assert all((one.min, one.max) == (table.undisclosed.min, table.undisclosed.max) for one in rest)


def test_stretches_of_one_thing_do_not_overlap(found: list[Finding]) -> None:
    kept: dict[tuple[object, ...], list[Finding]] = {}
    for one in found:
        also = one.kind != "control" and one.last_known
        kept.setdefault((one.kind, one.company, one.holder, one.definition, also, one.known_from), []).append(one)
    for stretches in kept.values():
        ordered = sorted(stretches, key=lambda one: one.first or date.min)
        for one, after in pairwise(ordered):
            if one.known_until == after.known_until:
                assert one.until is not None
                assert after.first is not None
                assert one.until <= after.first


def test_they_are_written_and_read_alike(source: Source, found: list[Finding]) -> None:
    for one in found[:: max(len(found) // 40, 1)]:
        assert source.computed(one.id) == one


def test_ntts_part_of_trust_networks_as_a_table_of_steps(found: list[Finding]) -> None:
    steps = [
        (one.first, one.min, one.max)
        for one in found
        if (one.kind, one.company, one.holder, one.known_until) == ("effective", "trust-networks", "ntt", None)
        and not one.last_known
    ]
    assert (date(2009, 2, 13), Decimal("16.513"), Decimal("17.9585")) in steps
    assert (date(2013, 9, 1), Decimal("15.8328"), Decimal("17.172")) in steps
    assert steps[-1] == (date(2014, 1, 1), Decimal(0), Decimal(100)), "nothing later is said"


def test_snapshots_say_who_controls_whom(source: Source, found: list[Finding]) -> None:
    rows = source.select("SELECT ?day ?h ?c WHERE { ?s kei:day ?day . GRAPH ?s { ?h kei:controls ?c } }")
    told: dict[str, set[tuple[str, str]]] = {}
    for day, holder, company in rows:
        told.setdefault(str(day), set()).add((source.names.id(str(holder)), source.names.id(str(company))))
    assert ("iij", "gdx-japan") in told["2010-04-30"]
    for day, pairs in told.items():
        assert pairs == set(controlling(found, date.fromisoformat(day)))


@settings(max_examples=15)
@given(dossiers(most=6))
def test_random_groups_are_reasoned_or_left_out(dossier: Dossier) -> None:
    """Whatever is said, a build does not fail; what has no effective owners is left out."""
    source = Source(store.in_memory(dataset.assemble(dossier, ())))
    for finding in findings(source):
        assert finding.claims
        assert source.computed(finding.id) == finding
        if finding.kind != "control":
            assert finding.min is not None
            assert finding.max is not None
            assert 0 <= finding.min <= finding.max <= 100


def test_a_loop_that_holds_all_of_itself_does_not_stop_a_build(folder: Path) -> None:
    """C and d hold all of one another; p holds q.

    == one 2010-07-07
    holdings:
      - {holder: c, company: d, share: 100, as-of: 2010-03-31, lines: 1}
      - {holder: d, company: c, share: 100, as-of: 2010-03-31, lines: 1}
      - {holder: p, company: q, share: 60, as-of: 2010-03-31, lines: 1}
    """
    found = findings(open_source(str(folder)))
    assert {one.company for one in at(found, date(2010, 3, 31)) if one.kind == "effective"} == {"q"}
    assert open_source(str(folder), figures=True).computed(found[0].id) == found[0]
    (problem,) = rules.loops_leave_something(open_source(str(folder)))
    assert "on 2010-03-31 the loop" in problem.message
    assert not list(rules.loops_leave_something(open_source()))


# --- in SPARQL ------------------------------------------------------------------------------------------------------


def rows(source: Source, query: str, **options: str) -> list[dict[str, str]]:
    day, known = (date.fromisoformat(options[name]) if name in options else None for name in ("at", "known"))
    result = sparql.run(
        source, sparql.named(query).text, sparql.bindings(source, day, known, options.get("entity", ""))
    )
    heads = [str(head) for head in result.vars or ()]
    return [
        dict(zip(heads, ("" if term is None else str(term) for term in row), strict=True))  # type: ignore[union-attr]
        for row in result
    ]


def test_effective_shares_by_query(source: Source) -> None:
    told = {row["holder"]: row for row in rows(source, "effective", entity="trust-networks", at="2010-03-31")}
    assert (told["NTT"]["min"], told["NTT"]["max"]) == ("16.513", "17.9585")
    last = {row["holder"]: row for row in rows(source, "effective", entity="iij", at="2013-12-31")}
    assert (last["NTT"]["min"], last["NTT"]["max"]) == ("0", "100")
    assert (last["NTT"]["unchangedMin"], last["NTT"]["unchangedMax"]) == ("21.6", "21.6")
    early = rows(source, "effective", entity="trust-networks", at="2010-03-31", known="2009-12-31")
    assert {row["holder"]: row["unchangedMax"] for row in early}["NTT"] == "16.513", "24.5 of 67.4, both as last known"


def test_control_by_query(source: Source) -> None:
    (row,) = rows(source, "control", entity="gdx-japan", at="2010-03-31")
    assert row["holder"] == "Internet Initiative Japan Inc."
    assert row["verdict"] == "yes"
    both = rows(source, "control", entity="stratosphere", at="2013-12-31")
    assert {row["verdict"] for row in both} == {"joint"}
    stretches = rows(source, "controlled", entity="iij")
    gdx = [row for row in stretches if row["company"] == "GDX Japan Inc." and row["verdict"] == "yes"]
    assert min(row["from"] for row in gdx) == "2008-07-10"


def test_the_rest_by_query(source: Source) -> None:
    told = rows(source, "undisclosed", entity="iij", at="2013-09-30")
    assert {(row["definition"], row["min"], row["max"]) for row in told} == {
        ("direct", "63.7", "63.7"),
        ("look-through", "63.7", "63.7"),
    }
    above = {row["owner"]: row["controls"] for row in rows(source, "above", entity="gdx-japan", at="2010-05-15")}
    assert above["Internet Initiative Japan Inc."] == "true"
    assert above["NTT"] == "false"
