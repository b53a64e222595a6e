"""Rules about events: each finds what it is for, lets the rest pass, and is quiet about what is on record."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import write_files
from keiretsu.check import events, rules
from keiretsu.dataset import open_source
from keiretsu.errors import Problem
from keiretsu.lookup import Source

Rule = Callable[[Source], Iterator[Problem]]

BORN = (
    "{event: born, kind: establishment, title: Born, date: 2009-06, stage: completed, lines: 1, "
    "parties: {established: c}}"
)
EATEN = (
    "{event: eaten, kind: merger, title: Eaten, date: 2009-06, stage: completed, lines: 1, "
    "parties: {absorbed: c, surviving: p}}"
)


def launch(date: str, provider: str = "c", stage: str = "completed", event: str = "e") -> str:
    told = f"event: {event}, kind: launch, title: E{event}, date: {date}, stage: {stage}, lines: 2"
    return f"{{{told}, parties: {{provider: {provider}, product: d}}}}"


RECORDED = (
    "discrepancies: [{about: e, kind: misprint, what: the date, lines: 2, printed: x, read: later, note: cannot be}]"
)


def found(rule: Rule, tmp_path: Path, *told: str, more: str = "") -> list[str]:
    text = "== first 2010-12\nevents:\n" + "".join(f"  - {event}\n" for event in told) + more + "\n"
    source = open_source(str(write_files(text, tmp_path / "dossier")))
    return [problem.message for problem in rule(source)]


@pytest.mark.parametrize(
    ("date", "faults"), [("2009-05-31", 1), ("2008", 1), ("2009-06", 0), ("2009", 0), ("2009-07", 0)]
)
def test_who_takes_part_is_established_by_then(date: str, faults: int, tmp_path: Path) -> None:
    told = found(events.participants_exist, tmp_path, BORN, launch(date))
    assert len(told) == faults
    assert all("c takes part in e" in message for message in told)


@pytest.mark.parametrize(("date", "faults"), [("2009-07-01", 1), ("2009-06", 0), ("2009", 0), ("2009-05", 0)])
def test_who_was_absorbed_takes_no_part(date: str, faults: int, tmp_path: Path) -> None:
    assert len(found(events.participants_exist, tmp_path, EATEN, launch(date))) == faults


def test_a_plan_may_name_who_is_not_there_yet(tmp_path: Path) -> None:
    assert found(events.participants_exist, tmp_path, BORN, launch("2009-01", stage="planned")) == []


def test_what_is_on_record_is_no_fault(tmp_path: Path) -> None:
    assert found(events.participants_exist, tmp_path, BORN, launch("2008"), more=RECORDED) == []
    again = "{event: e, date: 2009, stage: completed, lines: 3}"
    assert found(events.tellings_agree, tmp_path, launch("2008"), again, more=RECORDED) == []


def test_a_launch_is_not_before_who_provides_the_product(tmp_path: Path) -> None:
    """Also where the launch does not name the provider, and the product's own claim does."""
    bare = "{event: e, kind: launch, title: E, date: %s, stage: completed, lines: 2, parties: {product: d}}"
    products = "products: [{product: d, provider: c, lines: 1}]"
    rule = events.launches_follow_their_providers
    (told,) = found(rule, tmp_path, BORN, bare % "2009-05", more=products)
    assert "c begins after 2009-05-31" in told
    assert found(rule, tmp_path, BORN, bare % "2009-06-15", more=products) == []
    assert found(rule, tmp_path, bare % "2009-05", more=products) == []


@pytest.mark.parametrize(("as_of", "faults"), [("2009-07-31", 1), ("2009-06-30", 0), ("2009", 0), ("2008", 0)])
def test_what_a_merger_absorbed_is_held_by_nobody_later(as_of: str, faults: int, tmp_path: Path) -> None:
    holdings = f"holdings: [{{holder: p, company: c, share: 60, as-of: {as_of}, lines: 4}}]"
    assert len(found(events.mergers_end_what_they_absorb, tmp_path, EATEN, more=holdings)) == faults


def test_one_document_does_not_tell_a_plan_as_done(tmp_path: Path) -> None:
    done = "{event: e, date: 2009, stage: completed, lines: 3}"
    rule = events.plans_are_not_told_as_done
    (told,) = found(rule, tmp_path, launch("2009", stage="planned"), done)
    assert "tells e as planned and as completed" in told
    assert found(rule, tmp_path, launch("2009", stage="planned"), done, more=RECORDED) == []
    assert found(rule, tmp_path, launch("2009", stage="announced"), done) == [], "announced and done in one document"
    assert found(rule, tmp_path, launch("2009", stage="planned"), launch("2009", event="f")) == []


def test_two_documents_may_tell_a_plan_and_its_fulfilment(tmp_path: Path) -> None:
    text = (
        f"== first 2008\nevents:\n  - {launch('2009', stage='planned')}\n"
        "== second 2010\nevents:\n  - {event: e, date: 2009, stage: completed, lines: 3}\n"
    )
    source = open_source(str(write_files(text, tmp_path / "dossier")))
    assert list(events.plans_are_not_told_as_done(source)) == []


def test_a_planned_stake_is_not_the_stake_of_what_was_done(tmp_path: Path) -> None:
    holdings = "holdings: [{holder: p, company: d, mode: planned, from: 2009, event: e, lines: 4}]"
    (told,) = found(events.plans_are_not_told_as_done, tmp_path, launch("2009"), more=holdings)
    assert "plans a stake by e" in told


@pytest.mark.parametrize(
    ("other", "faults"), [("2009-11", 1), ("2009-12", 0), ("2009", 0), ("2009-12-31", 0), ("2010-01", 1)]
)
def test_dates_of_what_was_done_share_a_day(other: str, faults: int, tmp_path: Path) -> None:
    again = f"{{event: e, date: {other}, stage: completed, lines: 3}}"
    assert len(found(events.tellings_agree, tmp_path, launch("2009-12"), again)) == faults


def test_the_day_of_an_announcement_is_not_that_of_the_deed(tmp_path: Path) -> None:
    announced = "{event: e, date: 2009-01, stage: announced, lines: 3}"
    assert found(events.tellings_agree, tmp_path, launch("2009-12"), announced) == []


KINDS = """
== entities.yaml
dossier: {id: test, title: A test, base: "https://example.org/test/", root: p}
entities:
  - {id: p, name: Parent}
  - {id: c, name: Company}
  - {id: someone, name: Someone, kind: person}
  - {id: thing, name: Thing, kind: product}
"""


@pytest.mark.parametrize(
    ("holder", "company", "faults"), [("p", "c", 0), ("someone", "c", 0), ("p", "someone", 1), ("thing", "c", 1)]
)
def test_only_companies_are_held_and_no_product_holds(holder: str, company: str, faults: int, tmp_path: Path) -> None:
    more = f"holdings: [{{holder: {holder}, company: {company}, share: 40, as-of: 2009-07, lines: 3}}]{KINDS}"
    assert len(found(rules.what_is_held_has_owners, tmp_path, BORN, more=more)) == faults
