"""`--at` means the same everywhere: what is so on a day or may be, of customers, posts, products, names and events."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from keiretsu import catalogue, dataset, store
from keiretsu.cli import main
from keiretsu.dataset import open_source
from keiretsu.happenings import happenings
from keiretsu.lookup import EVER, Source
from keiretsu.model import Dossier
from keiretsu.profile import profile
from keiretsu.statements import fact, offered, on_day, periods
from strategies import dossiers


@pytest.fixture
def asked(folder: Path) -> Source:
    """The dataset of the files that stand in the test's docstring."""
    return open_source(str(folder))


def states(source: Source, said: Any, days: list[str], known: date = EVER) -> list[str]:
    """The state of the first claim's fact on each of some days; `-` where it is left out."""
    found = []
    for day in days:
        _, answers = on_day(source, said, date.fromisoformat(day), known)
        found.append(answers[said[0][0]].state if said[0][0] in answers else "-")
    return found


def test_a_customer_is_held_between_two_sightings_and_last_known_after(asked: Source) -> None:
    """T3, T5, T6, T7: of one fact, whatever the purpose; before the first sighting it may have been so.

    == first 2010-02-15
    customers:
      - {customer: c, supplier: p, kind: user, purpose: mail, lines: 1}
      - {customer: d, supplier: p, kind: user, lines: 2}
    == second 2011-02
    customers:
      - {customer: c, supplier: p, kind: user, purpose: backup, lines: 1}
    """
    said = catalogue.customers(asked, "c")
    days = ["2009-01-01", "2010-02-15", "2010-08-01", "2011-02-10", "2012-01-01"]
    assert states(asked, said, days) == ["unknown", "stated", "held", "stated", "last-known"]
    early = catalogue.customers(asked, "c", date(2010, 12, 31))
    assert states(asked, early, days, date(2010, 12, 31))[2] == "last-known", "what was not yet published holds nothing"
    (stretch,) = periods(asked, said).values()
    assert len(stretch) == 1
    assert set(stretch[0].claims) == {name for name, _ in said}, "its claims are the document's, not copies"


def test_what_has_ended_or_not_begun_is_left_out(asked: Source) -> None:
    """T4; a plan is one from its publication on (T9).

    == first 2010-02-15
    roles:
      - {person: r, organization: p, post: President, from: 2008-06, lines: 1}
      - {person: r, organization: p, post: President, until: 2010-01-31, lines: 2}
    relations:
      - {subject: p, relation: partner, object: q, mode: planned, from: 2010-06, lines: 3}
    """
    post = catalogue.roles(asked)
    days = ["2008-05-31", "2008-06-15", "2008-07-01", "2010-01-30", "2010-01-31"]
    assert states(asked, post, days) == ["-", "unknown", "held", "held", "-"]
    partner = catalogue.relations(asked)
    assert states(asked, partner, ["2010-02-14", "2010-02-15", "2010-07-01"]) == ["-", "planned", "planned"]
    _, answers = on_day(asked, partner, date(2010, 7, 1))
    assert [answer.unconfirmed for answer in answers.values()] == [True]


def test_nobody_is_a_customer_before_being_there(asked: Source) -> None:
    """T11: neither the customer nor the supplier; a name may be older.

    == first 2012
    events:
      - {event: e, kind: establishment, title: E, date: 1992-12, stage: completed, lines: 1, parties: {established: p}}
      - {event: f, kind: merger, title: F, date: 2011-04-01, stage: completed, lines: 1, parties: {absorbed: c}}
    customers:
      - {customer: c, supplier: p, kind: user, as-of: 2010, lines: 2}
    names:
      - {entity: p, name: Parent Ltd., lines: 3}
    """
    days = ["1992-11-30", "1993-01-01", "2011-03-31", "2011-04-01"]
    assert states(asked, catalogue.customers(asked), days) == ["-", "unknown", "held", "-"]
    names = [said for said in asked.name_claims() if said[1].name == "Parent Ltd."]
    assert states(asked, names, days[:1]) == ["unknown"]


def test_a_launch_begins_its_product_unless_it_was_there(asked: Source) -> None:
    """And a launch that is planned plans it; an announced one dates nothing.

    == first 2010-02-15
    products:
      - {product: c, provider: p, lines: 1}
      - {product: d, provider: p, lines: 2}
    events:
      - {event: e, kind: launch, title: E, date: 2009-11, stage: completed, lines: 3, parties: {product: c}}
      - {event: f, kind: launch, title: F, date: 2010-06, stage: planned, lines: 4, parties: {product: q}}
      - {event: g, kind: launch, title: G, date: 2010-06, stage: announced, lines: 5, parties: {product: r}}
    == second 2012
    events:
      - {event: h, kind: launch, title: H, date: 2011-05, stage: completed, lines: 1, parties: {product: d}}
    """

    def state(product: str, day: str) -> str:
        answers = offered(asked, date.fromisoformat(day))
        return answers[product].state if product in answers else ""

    assert [state("c", day) for day in ("2009-10-31", "2009-11-15", "2009-12-01")] == ["not-yet", "unknown", "held"]
    assert [state("d", day) for day in ("2009-10-31", "2011-05-15")] == ["unknown", "last-known"]
    assert [state("q", day) for day in ("2010-02-14", "2010-02-15")] == ["not-yet", "planned"]
    assert state("r", "2010-02-15") == "", "of it nothing is said but that it is announced"
    found = profile(asked, "q", date(2010, 2, 14))
    assert not found.offers
    assert [offer.product.id for offer in profile(asked, "q", date(2010, 2, 15)).offers] == ["q"]


def test_an_event_stands_as_far_as_it_had_come(asked: Source) -> None:
    """Planned then, though it was completed later; before its plan was published it is none.

    == first 2010-02-15
    events:
      - {event: e, kind: merger, title: E, date: 2010-06-01, stage: planned, lines: 1, parties: {subject: p}}
    == second 2011
    events:
      - {event: e, date: 2010-07, stage: completed, lines: 1, parties: {absorbed: c}}
    """

    def told(day: str, known: date = EVER) -> str:
        found = happenings(asked, known, date.fromisoformat(day))
        return found["e"].stage if "e" in found else ""

    days = ("2010-02-14", "2010-02-15", "2010-06-30", "2010-07-01")
    assert [told(day) for day in days] == ["", "planned", "planned", "completed"]
    assert told("2010-08-01", date(2010, 12, 31)) == "planned"
    assert happenings(asked, at=date(2010, 6, 2))["e"].unconfirmed(date(2010, 6, 2))
    assert happenings(asked)["e"].stage == "completed"


@settings(max_examples=25)
@given(dossiers(), st.dates(date(2007, 6, 1), date(2013, 1, 1)))
def test_every_claim_of_one_fact_has_one_state_and_the_later_day_knows_no_less(made: Dossier, day: date) -> None:
    source = Source(store.in_memory(dataset.assemble(made, (), reasoned=False)))
    for said in (catalogue.customers(source), catalogue.relations(source), catalogue.roles(source)):
        kept, answers = on_day(source, said, day)
        assert [name for name, _ in kept] == [name for name, _ in said if name in answers]
        by_fact: dict[object, set[str]] = {}
        for name, claim in kept:
            by_fact.setdefault(fact(claim), set()).add(answers[name].state)
        assert all(len(found) == 1 for found in by_fact.values())
        for stretch in periods(source, said).values():
            for period in stretch:
                assert set(period.claims) <= {claim.id for claim in made.claims}
        every, none = on_day(source, said, None)
        assert (every, none) == (list(said), {})


# --- the packaged dossier and the commands ---------------------------------------------------------------------------


def rows(command: str, *args: str) -> list[Any]:
    result = CliRunner().invoke(main, [command, *args, "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return list(json.loads(result.stdout))


LISTS = ("customers", "relations", "people", "products", "names", "identifiers")


@pytest.mark.parametrize("command", LISTS)
def test_a_day_adds_a_state_to_every_row_and_only_then(command: str) -> None:
    every = rows(command, "iij")
    on = rows(command, "iij", "--at", "2009-06-30")
    assert all("state" not in row for row in every)
    assert on
    assert all(row["state"] for row in on)
    plain = [{key: value for key, value in row.items() if key != "state"} for row in on]
    assert all(row in every for row in plain)
    table = CliRunner().invoke(main, [command, "iij", "--at", "2009-06-30"]).stdout
    assert table.splitlines()[0].endswith("STATE")
    sheet = CliRunner().invoke(main, [command, "iij", "--at", "2009-06-30", "--csv"]).stdout
    assert [row["state"] for row in csv.DictReader(io.StringIO(sheet))] == [row["state"] for row in on]


def test_who_had_which_post() -> None:
    (president,) = rows("people", "--at", "2008-01-01", "--since", "2007", "--until", "2007")[:1]
    assert (president["person"]["name"], president["state"]) == ("Koichi Suzuki", "last-known")
    assert {row["state"] for row in rows("people", "--at", "2014-06-01")} == {"last-known"}
    assert rows("people", "--at", "1992-11-30") == [], "neither IIJ nor Stratosphere was there yet (T11)"


def test_a_product_is_not_offered_before_its_launch() -> None:
    ids = {row["id"] for row in rows("products", "--at", "2007-12-31")}
    assert "iij-mobile" not in ids
    assert "iij-mobile" in {row["id"] for row in rows("products", "--at", "2008-01-31")}


def test_the_deal_with_att_was_planned_then() -> None:
    deal = "att-outsourcing-acquisition"
    for day, stage in (("2010-08-01", "planned"), ("2010-12-31", "planned, unconfirmed"), ("2010-07-06", "agreed")):
        (row,) = [row for row in rows("events", "--at", day) if row["id"] == deal]
        assert row["stage"] == stage, day
    (row,) = rows("events", deal, "--at", "2010-08-01")
    assert row["stage"] == "planned"


def test_figures_of_a_day_are_those_whose_period_contains_it() -> None:
    found = rows("figures", "-m", "total-revenues", "--at", "2008-07-01")
    assert found
    assert {row["period"] for row in found} < {row["period"] for row in rows("figures", "-m", "total-revenues")}
    assert all("2008" in row["period"] for row in found)


def test_a_profile_of_a_day_says_the_same_as_the_lists() -> None:
    shown = CliRunner().invoke(main, ["show", "iij", "--at", "2009-06-30", "--json"], catch_exceptions=False)
    told = json.loads(shown.stdout)
    for command in LISTS:
        assert told[command] == rows(command, "iij", "--at", "2009-06-30"), command
    assert told["events"] == rows("events", "iij", "--at", "2009-06-30")


def test_no_company_is_in_a_group_before_its_parent_is_there() -> None:
    """T11: IIJ was established in December 1992."""
    result = CliRunner().invoke(main, ["group", "iij", "--at", "1990-01-01", "--json"], catch_exceptions=False)
    assert json.loads(result.stdout)["members"] == []


@pytest.mark.parametrize("command", [*LISTS, "events", "figures"])
def test_a_day_that_is_none_is_one_message(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--at", "2010-02-30"])
    assert result.exit_code == 2
    assert "write it as 2010-04-30" in result.output


def test_every_command_that_answers_about_the_world_takes_both_clocks() -> None:
    """A document says the same on every day of the world; what is said of documents has no `--at`."""
    without = {"documents", "conflicts", "check", "search", "new", "build", "completion"}
    drawing = main.commands["chart"]
    assert isinstance(drawing, click.Group)
    asked = {name: command for name, command in main.commands.items() if command != drawing} | drawing.commands
    for name, command in asked.items():
        options = {param.name for param in command.params}
        assert ("at" in options) == (name not in without), name
        assert "at" not in options or "known" in options, name
