"""What changed, and what became known: two clocks, told apart (T10)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from keiretsu import dataset, store
from keiretsu.changes import KINDS, Change, Kind, changed, difference, learned, together
from keiretsu.cli import main
from keiretsu.dataset import open_source
from keiretsu.dates import Window
from keiretsu.lookup import Source
from keiretsu.model import Dossier
from keiretsu.shares import Share
from keiretsu.snapshots import Condition, Record, Snapshot, record, snapshot
from keiretsu.statements import Fact
from strategies import days, dossiers

MIRRORED: dict[Kind, Kind] = {"joined": "left", "left": "joined"}


def of(found: tuple[Change, ...], kind: Kind) -> dict[str, Change]:
    return {change.entity: change for change in found if change.kind == kind}


def shares(change: Change) -> tuple[str, ...]:
    sides = (side.part(change.right) if side else None for side in (change.before, change.after))
    return tuple(str(part.share) if part else "-" for part in sides)


# --- there and back, and in two steps --------------------------------------------------------------------------------


def apply(before: Snapshot, changes: dict[Fact, tuple[Condition | None, Condition | None]]) -> dict[Fact, Condition]:
    """The conditions after some changes; what a change starts from must be so."""
    after = dict(before.conditions)
    for subject, (one, other) in changes.items():
        assert after.get(subject) == one
        if other is None:
            del after[subject]
        else:
            after[subject] = other
    return after


def steps_come_to_the_same(told: list[Snapshot]) -> None:
    a, b, c = told
    there, back = difference(a, b), difference(b, a)
    assert {name: (after, before) for name, (before, after) in there.items()} == back
    assert together(there, difference(b, c)) == difference(a, c)
    assert together(there, back) == {}
    assert apply(a, dict(there)) == b.conditions
    assert difference(a, a) == {}


@settings(max_examples=30)
@given(dossiers(most=8), st.lists(days(), min_size=3, max_size=3))
def test_days_are_compared_there_and_back_and_in_steps(dossier: Dossier, asked: list[date]) -> None:
    source = Source(store.in_memory(dataset.assemble(dossier, (), reasoned=False)))
    told = record(source)
    steps_come_to_the_same([snapshot(told, day) for day in asked])
    one = changed(source, asked[0], asked[1])
    other = changed(source, asked[1], asked[0])
    forth = {(MIRRORED.get(c.kind, c.kind), c.subject, c.right, c.when, c.claims) for c in one}
    assert forth == {(c.kind, c.subject, c.right, c.when, c.claims) for c in other}


@settings(max_examples=20)
@given(dossiers(most=6), st.lists(days(), min_size=4, max_size=4))
def test_states_of_knowledge_are_compared_there_and_back_and_in_steps(dossier: Dossier, asked: list[date]) -> None:
    source = Source(store.in_memory(dataset.assemble(dossier, (), reasoned=False)))
    steps_come_to_the_same([snapshot(record(source, known), asked[3]) for known in asked[:3]])
    one, other = learned(source, asked[0], asked[1], asked[3]), learned(source, asked[1], asked[0], asked[3])
    assert {(c.subject, c.right, c.correction) for c in one} == {(c.subject, c.right, c.correction) for c in other}


def test_the_packaged_dossier_in_steps(source: Source) -> None:
    told = record(source)
    asked = [date(2007, 3, 31), date(2008, 7, 10), date(2009, 2, 12), date(2010, 4, 30), date(2013, 12, 31)]
    for three in zip(asked, asked[1:], asked[2:], strict=False):
        steps_come_to_the_same([snapshot(told, day) for day in three])


def test_every_change_has_its_claims_and_a_window_between(source: Source) -> None:
    start, end = date(2008, 7, 10), date(2013, 9, 30)
    known = source.all_claims()
    for change in changed(source, start, end):
        assert change.claims
        assert set(change.claims) <= set(known)
        assert change.kind in KINDS
        assert change.when.by is None or change.when.by > start or change.kind == "event"


# --- the world -------------------------------------------------------------------------------------------------------


def test_what_left_between_the_tables_of_2009_and_2010(source: Source) -> None:
    """Three wholly owned companies are no longer listed; a merger of two of them is told, of which is not."""
    left = of(changed(source, date(2009, 2, 12), date(2010, 4, 30)), "left")
    assert set(left) == {"iij-technology", "iij-financial-systems", "on-demand-solutions"}
    for change in left.values():
        assert change.when == Window(date(2009, 2, 12), date(2010, 4, 30))
        assert shares(change) == ("-", "-") or change.before is not None
        assert change.before is not None
        assert change.before.parts[0].share == Share.exactly(100)
        assert change.before.standing == "consolidated-subsidiary"
        assert change.events == ("merger-of-two-subsidiaries",)
        (listing,) = change.listings
        assert source.claims([listing])[listing].document == "new-york-2010"


def test_shares_that_moved_between_the_tables(source: Source) -> None:
    moved = of(changed(source, date(2009, 2, 12), date(2010, 4, 30)), "share")
    assert shares(moved["trust-networks"]) == ("67.4 %", "73.3 %")
    assert shares(moved["gdx-japan"]) == ("55.5 %", "62.3 %")
    assert moved["trust-networks"].when == Window(date(2009, 2, 12), date(2010, 4, 30))


def test_a_change_in_a_window_is_told_with_its_bounds(source: Source) -> None:
    """NTT's fall lies in (2010-03-01, 2013-09-30]: between two days inside it the share may have moved."""
    found = changed(source, date(2010, 3, 1), date(2012, 1, 1))
    ntt = next(change for change in found if change.kind == "share" and change.holder == "ntt")
    assert shares(ntt) == ("24.5 %", "21.6–24.5 %")
    assert ntt.when == Window(date(2010, 3, 1), date(2013, 9, 30))
    assert not [c for c in changed(source, date(2011, 1, 1), date(2012, 1, 1)) if c.holder == "ntt"]


def test_an_establishment_moves_no_share_that_was_said_before(source: Source) -> None:
    moved = of(changed(source, date(2008, 7, 10), date(2009, 2, 12)), "share")
    assert shares(moved["gdx-japan"]) == ("51 %", "55.5 %")
    assert moved["gdx-japan"].events == ()
    first = of(learned(source, date(2007, 12, 31), date(2008, 12, 31), date(2008, 7, 10)), "share")
    assert "gdx-japan-establishment" in first["gdx-japan"].events, "what begins it explains its first share"


def test_what_was_not_known_yet_does_not_change(source: Source) -> None:
    early = changed(source, date(2009, 2, 12), date(2010, 4, 30), date(2009, 12, 31))
    assert not of(early, "left")


def test_joined_left_and_why(folder: Path) -> None:
    """Two tables and two events.

    == one 2008-06-30
    events:
      - {event: start, kind: establishment, title: Start, date: 2008-05, stage: completed,
         parties: {established: c, founder: p}, lines: 1}
    holdings:
      - {holder: p, company: c, share: 60, as-of: 2008-05-31, lines: 1}
      - {holder: p, company: d, share: 100, as-of: 2008-05-31, lines: 1}
    == two 2010-06-30
    events:
      - {event: sale, kind: disposal, title: Sale, date: 2009-07, stage: completed, parties: {target: d, seller: p},
         lines: 1}
    holdings:
      - {holder: p, company: c, share: 70, as-of: 2010-05-31, lines: 1}
      - {holder: p, company: d, share: 100, until: 2009-07, event: sale, lines: 1}
    """
    source = open_source(str(folder))
    assert of(changed(source, date(2008, 4, 1), date(2008, 6, 1)), "joined")["c"].events == ("start",)
    later = changed(source, date(2008, 5, 31), date(2010, 6, 1))
    assert of(later, "left")["d"].events == ("sale",)
    assert of(later, "left")["d"].when == Window(date(2009, 6, 30), date(2009, 7, 31))
    assert shares(of(later, "share")["c"]) == ("60 %", "70 %")


# --- the record ------------------------------------------------------------------------------------------------------


def test_a_correction_is_no_change(folder: Path) -> None:
    """A later document corrects the share of a day; another tells of a later day.

    == one 2008-06-30
    holdings:
      - {holder: p, company: c, share: 60, as-of: 2008-03-31, lines: 1}
      - {holder: p, company: d, share: 30, as-of: 2008-03-31, lines: 1}
    == two 2009-06-30
    holdings:
      - {holder: p, company: c, share: 66, as-of: 2008-03-31, corrects: one, lines: 1}
      - {holder: p, company: d, share: 40, as-of: 2009-03-31, lines: 1}
    """
    source = open_source(str(folder))
    of_then = learned(source, date(2008, 12, 31), date(2009, 12, 31), date(2008, 3, 31))
    assert [(c.entity, c.correction, shares(c)) for c in of_then] == [("c", True, ("60 %", "66 %"))]
    of_later = learned(source, date(2008, 12, 31), date(2009, 12, 31), date(2009, 3, 31))
    assert {c.entity: c.correction for c in of_later} == {"c": True, "d": False}
    assert changed(source, date(2008, 3, 31), date(2009, 3, 31), date(2008, 12, 31)) == ()


def test_inertia_that_a_later_document_breaks_is_corrected(folder: Path) -> None:
    """60 before and after looks held between, until a document finds 50 there.

    == one 2010-06-30
    holdings:
      - {holder: p, company: c, share: 60, as-of: 2008-03-31, lines: 1}
      - {holder: p, company: c, share: 60, as-of: 2010-03-31, lines: 1}
    == two 2011-06-30
    holdings:
      - {holder: p, company: c, share: 50, as-of: 2009-03-31, lines: 1}
    """
    (change,) = learned(open_source(str(folder)), date(2010, 12, 31), date(2011, 12, 31), date(2009, 3, 31))
    assert change.correction
    assert shares(change) == ("60 %", "50 %")


def test_a_plan_that_is_confirmed(folder: Path) -> None:
    """Planned in the first document, done in the second.

    == one 2008-06-30
    events:
      - {event: buy, kind: acquisition, title: Purchase, date: 2008-09-01, stage: planned,
         parties: {acquirer: p, target: c}, lines: 1}
    == two 2009-06-30
    events:
      - {event: buy, date: 2008-10-01, stage: completed, parties: {acquirer: p, target: c}, lines: 1}
    """
    source = open_source(str(folder))
    (change,) = learned(source, date(2008, 12, 31), date(2009, 12, 31), date(2009, 12, 31))
    assert (change.kind, change.entity) == ("event-confirmed", "buy")
    assert change.before is not None
    assert change.before.told[0] == "planned, unconfirmed"
    assert change.when == Window(date(2008, 9, 30), date(2008, 10, 1))


@pytest.mark.parametrize(
    ("known", "stage"), [("2010-05-31", None), ("2010-07-07", "planned"), ("2013-12-31", "planned, unconfirmed")]
)
def test_what_was_known_of_the_att_deal(source: Source, known: str, stage: str | None) -> None:
    day = date.fromisoformat(known)
    told: Record = record(source, day)
    condition = snapshot(told, day).conditions.get(Fact("event", "att-outsourcing-acquisition"))
    assert (condition.told[:2] if condition else None) == ((stage, "2010-09-01") if stage else None)
    member = snapshot(told, day).conditions.get(Fact("member", "att-new-subsidiary", "iij"))
    assert (member.presence if member else None) == ("planned" if stage else None)


# --- the command line ------------------------------------------------------------------------------------------------


def run(*args: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, list(args), catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def test_diff_of_the_world() -> None:
    text = run("diff", "2009-02-12", "2010-04-30")
    assert "perhaps: Merger of two wholly owned subsidiaries (completed)" in text
    assert "no longer listed" in text
    told = json.loads(run("diff", "2009-02-12", "2010-04-30", "--kind", "share", "--json"))
    assert (told["clock"], told["from"], told["to"], told["corrections"]) == ("at", "2009-02-12", "2010-04-30", [])
    trust = next(row for row in told["changes"] if row["entity"]["id"] == "trust-networks")
    assert (trust["before"], trust["after"]) == ({"min": "67.4", "max": "67.4"}, {"min": "73.3", "max": "73.3"})
    assert trust["when"] == {"after": "2009-02-12", "by": "2010-04-30"}


def test_diff_of_what_is_known() -> None:
    told = json.loads(run("diff", "--known", "2010-05-31", "2010-07-07", "-e", "att-new-subsidiary", "--json"))
    assert (told["clock"], told["from"], told["to"], told["at"]) == ("known", "2010-05-31", "2010-07-07", "2010-07-07")
    kinds = {row["kind"]: row for row in told["changes"] if row["entity"]["id"] == "att-new-subsidiary"}
    assert kinds["plan"]["before"] is None
    assert kinds["plan"]["after"]["presence"] == "planned"
    assert "Nothing" in run(
        "diff", "--known", "2010-07-07", "2013-12-31", "-e", "att-new-subsidiary", "--kind", "joined"
    )


def test_a_diff_that_cannot_be_told_says_how_to_ask() -> None:
    for args in (
        ["2010-01-01"],
        ["2010-01-01", "2010-02-01", "2010-03-01"],
        ["2009-01-01", "2010-01-01", "--at", "2010-01-01"],
    ):
        assert "diff FROM TO" in run("diff", *args, code=2)
    assert "is no kind of change" in run("diff", "2009-01-01", "2010-01-01", "--kind", "sold", code=2)
    assert "is not a day" in run("diff", "2009", "2010", code=2)
    assert "no document was published by 2002-01-01" in run("diff", "--known", "2001-01-01", "2002-01-01", code=2)
