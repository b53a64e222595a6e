"""Everything dated of one entity: each kind of entry, the order, what is certain, and what is known when."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from keiretsu import dataset, store
from keiretsu.chronicle import chronicle
from keiretsu.cli import main, words
from keiretsu.cli.contracts import chronicle_
from keiretsu.dataset import open_source
from keiretsu.dates import Window
from keiretsu.entries import KINDS, STEPS, Entry
from keiretsu.happenings import Happening
from keiretsu.lookup import EVER, Source
from keiretsu.model import Dossier, Period
from strategies import ENTITIES, dossiers, stake, standing, window


@pytest.fixture
def asked(folder: Path) -> Source:
    """The dataset of the files that stand in the test's docstring."""
    return open_source(str(folder))


def lines(source: Source, entity: str, *kinds: str, known: date = EVER) -> list[tuple[str, str, str]]:
    """When, which step and what, as the command tells them."""
    entries = [entry for entry in chronicle(source, entity, known) if not kinds or entry.kind in kinds]
    told = chronicle_(source, entity, entries, {}, None, known)["entries"]
    return [(words.when(entry.when), row["step"], row["says"]) for entry, row in zip(entries, told, strict=True)]


# --- stakes and standings --------------------------------------------------------------------------------------------


def test_a_stake_begins_changes_and_is_last_seen(asked: Source) -> None:
    """T6, T7: what was seen is certain, a change between two reports is a window.

    == first 2010
    holdings:
      - {holder: p, company: c, share: 50, from: 2008-10-01, lines: 1}
      - {holder: p, company: c, share: 50, as-of: 2009-03-31, lines: 2}
    == second 2012
    holdings:
      - {holder: p, company: c, share: 60, as-of: 2011-12, lines: 1}
    """
    told = [
        ("2008-10-01", "began", "Parent comes to hold 50 % of Company"),
        ("2009-03-31", "seen", "Parent holds 50 % of Company"),
        ("after 2009-03-31, by 2011-12-31", "changed", "Parent goes from 50 % to 60 % of Company"),
        ("after 2011-11-30, by 2011-12-31", "last-seen", "Parent holds 60 % of Company; nothing later is said"),
    ]
    assert lines(asked, "c") == lines(asked, "p") == told, "the company's side and the holder's are the same"
    began, seen, changed, last = chronicle(asked, "c")
    assert [entry.certain for entry in (began, seen, changed, last)] == [True, True, False, False]
    assert str(began.written) == "2008-10-01"
    assert changed.written is None, "no document dates it"
    assert (changed.documents, len(changed.claims)) == (("first", "second"), 3)
    assert (str(last.written), last.documents) == ("2011-12", ("second",))
    early = lines(asked, "c", known=date(2010, 12, 31))
    assert [step for _, step, _ in early] == ["began", "last-seen"], "then nothing later was said yet (T10)"


def test_a_share_that_is_said_later_changes_nothing(asked: Source) -> None:
    """T11: its window opens where the stake's own beginning does.

    == first 2010
    holdings:
      - {holder: p, company: c, from: 2007-06-01, lines: 1}
      - {holder: p, company: c, share: 100, as-of: 2008-07-10, lines: 2}
    """
    assert lines(asked, "c")[:2] == [
        ("2007-06-01", "began", "Parent comes to hold a share that is not said of Company"),
        ("after 2007-05-31, by 2008-07-10", "specified", "Parent holds 100 % of Company, said for the first time"),
    ]


def test_absence_from_a_listing_ends_a_standing_and_says_so(asked: Source) -> None:
    """T8: the stake by inference.

    == one 2009-02-12
    listings:
      - parent: p
        title: Group
        dated: publication
        lines: 1
        complete: stated
        covers: {consolidated-subsidiary: 1}
        rows:
          - {company: c, standing: consolidated-subsidiary, share: 100, lines: 1}
          - {company: d, standing: consolidated-subsidiary, share: 100, lines: 1}
    == two 2010-07-07
    listings:
      - parent: p
        title: Group
        as-of: 2010-04-30
        as-of-lines: 1
        lines: 1
        complete: stated
        covers: {consolidated-subsidiary: 1}
        rows:
          - {company: c, standing: consolidated-subsidiary, share: 100, lines: 1}
    """
    ends = [entry for entry in chronicle(asked, "d") if entry.step == "ended"]
    assert [(entry.kind, str(entry.when), entry.basis) for entry in ends] == [
        ("stake", "(2009-02-12, 2010-04-30]", "inferred"),
        ("standing", "(2009-02-12, 2010-04-30]", "stated"),
    ]
    absences = {name for entry in ends for name in entry.absent_from}
    assert {asked.claims([name])[name].document for name in absences} == {"two"}
    told = "Daughter is no longer a consolidated subsidiary of Parent; absent from a list of all of them"
    assert lines(asked, "d", "standing")[-1] == ("after 2009-02-12, by 2010-04-30", "ended", told)
    assert not any(entry.absent_from for entry in chronicle(asked, "c"))


def test_a_dated_end_is_certain_and_no_absence(asked: Source) -> None:
    """Somebody sells all of it.

    == first 2010
    holdings:
      - {holder: p, company: c, share: 30, as-of: 2008, lines: 1}
      - {holder: p, company: c, share: 30, until: 2009-06-01, lines: 2}
    """
    (entry,) = [entry for entry in chronicle(asked, "c") if entry.step == "ended"]
    assert (entry.certain, str(entry.written), entry.absent_from) == (True, "2009-06-01", ())
    assert lines(asked, "c")[-1] == ("2009-06-01", "ended", "Parent no longer holds Company, 30 % before")


def test_a_plan_stays_a_plan_until_something_is_said_of_it(asked: Source) -> None:
    """T9, and a holder that says nothing of its share.

    == first 2010-07-07
    holdings:
      - {holder: p, company: c, mode: planned, from: 2010-09-01, lines: 1}
    == second 2013
    standings:
      - {parent: q, company: d, standing: joint-venture, as-of: 2012, lines: 1}
    """
    (plan,) = chronicle(asked, "c")
    assert not plan.certain, "its day is told, that it happened is not"
    assert (plan.since, plan.fulfilled, str(plan.written)) == (date(2010, 7, 7), None, "2010-09-01")
    assert [plan.unconfirmed(date(2010, 9, day)) for day in (1, 2)] == [False, True]
    assert [plan.by(date(2010, 7, day)) for day in (6, 7)] == [False, True], "it was planned from its publication on"
    told = "Parent is to hold a share that is not said of Company; a plan published on 2010-07-07"
    assert lines(asked, "c") == [("2010-09-01", "planned, unconfirmed", told)]
    assert lines(asked, "c", known=date(2010, 12, 31)) == [("2010-09-01", "planned", told)]


def test_a_plan_that_came_about_is_not_unconfirmed(asked: Source) -> None:
    """T9: a later document moves it on, the calendar never does.

    == first 2010-07-07
    holdings:
      - {holder: p, company: c, share: 100, mode: planned, from: 2010-09-01, lines: 1}
    == second 2013
    holdings:
      - {holder: p, company: c, share: 100, from: 2010-11, lines: 1}
    """
    told = [(when, step) for when, step, _ in lines(asked, "c")]
    assert told == [
        ("2010-09-01", "planned"),
        ("after 2010-10-31, by 2010-11-30", "began"),
        ("after 2010-10-31, by 2010-11-30", "last-seen"),
    ]
    plan = chronicle(asked, "c")[0]
    assert plan.unconfirmed(date(2010, 10, 1)), "then it had not come about"
    assert not plan.unconfirmed(date(2010, 12, 1))


def test_standings_and_joint_holders(asked: Source) -> None:
    """A class that is said more closely, one that changes, and a stake of two.

    == first 2012
    standings:
      - {parent: p, company: c, standing: group-member, as-of: 2007, lines: 1}
      - {parent: p, company: c, standing: equity-method-affiliate, as-of: 2008-03-31, lines: 2}
      - {parent: p, company: c, standing: consolidated-subsidiary, as-of: 2009-03-31, lines: 3}
    holdings:
      - {holder: p, company: c, share: 40, as-of: 2009-03-31, jointly-with: q, lines: 3}
    """
    boundaries = [(when, step, says) for when, step, says in lines(asked, "c", "standing") if "seen" not in step]
    assert boundaries == [
        ("by 2007-12-31", "began", "Company becomes a group member of Parent"),
        (
            "by 2008-03-31",
            "specified",
            "Company is an equity-method affiliate of Parent, said more closely than group member",
        ),
        (
            "after 2008-03-31, by 2009-03-31",
            "changed",
            "Company goes from equity-method affiliate to consolidated subsidiary of Parent",
        ),
    ]
    joint = [
        ("by 2009-03-31", "began", "Parent jointly with Quarry comes to hold 40 % of Company"),
        ("2009-03-31", "last-seen", "Parent jointly with Quarry holds 40 % of Company; nothing later is said"),
    ]
    assert lines(asked, "q") == joint, "who holds jointly holds"


# --- events, products, people, names ---------------------------------------------------------------------------------


def test_an_event_is_told_once_for_each_stage(asked: Source) -> None:
    """What is undated is by its publication (T1); an undated stage that is overtaken says nothing.

    == first 2010-02-15
    events:
      - {event: e, kind: acquisition, title: Purchase, stage: agreed, lines: 1, parties: {acquirer: p, target: c}}
      - {event: e, date: 2010-06-01, stage: planned, lines: 2}
      - {event: f, kind: expansion, title: Growth, stage: in-progress, lines: 3, parties: {subject: p}}
      - {event: g, kind: merger, title: Merger, stage: planned, lines: 4, parties: {subject: p}}
    == second 2011-02-15
    events:
      - {event: e, date: 2010-07, stage: completed, lines: 1}
      - {event: e, stage: announced, lines: 2}
      - {event: g, stage: completed, lines: 2}
    """
    assert lines(asked, "p") == [
        ("by 2010-02-15", "agreed", "Purchase"),
        ("by 2010-02-15", "in-progress", "Growth"),
        ("2010-06-01", "planned", "Purchase; a plan published on 2010-02-15"),
        ("after 2010-06-30, by 2010-07-31", "completed", "Purchase"),
        ("by 2011-02-15", "completed", "Merger"),
    ]
    assert [step for _, step, _ in lines(asked, "c")] == ["agreed", "planned", "completed"]
    early = lines(asked, "p", known=date(2010, 12, 31))
    assert early[-1] == ("after 2010-02-14", "planned", "Merger; a plan published on 2010-02-15"), "undated ones last"
    assert early[2][1] == "planned", "its day has passed, the last publication has not"


def test_launches_beginnings_and_ends_of_products(asked: Source) -> None:
    """Of a provider only what is dated; of the product itself also where it is seen.

    == first 2010-02-15
    products:
      - {product: c, provider: p, from: 2009-04-01, lines: 1}
      - {product: c, provider: p, lines: 2}
      - {product: d, provider: p, lines: 3}
      - {product: q, provider: p, mode: planned, lines: 4}
    events:
      - {event: e, kind: launch, title: Launch, date: 2009-04-01, stage: completed, lines: 5, parties: {product: c}}
    == second 2012
    products:
      - {product: c, provider: p, until: 2011-03-31, lines: 1}
    """
    assert lines(asked, "p") == [
        ("2009-04-01", "completed", "Launch"),
        ("2009-04-01", "began", "Company begins to be offered"),
        ("2011-03-31", "ended", "Company is no longer offered"),
        ("after 2010-02-15", "planned", "Quarry is to be offered; a plan published on 2010-02-15"),
    ]
    assert ("2010-02-15", "seen", "Company is offered") in lines(asked, "c")
    assert lines(asked, "d") == [("2010-02-15", "last-seen", "Daughter is offered; nothing later is said")]


def test_customers_relations_and_posts(asked: Source) -> None:
    """T5: what a document dates only by its publication is an observation of that day.

    == first 2010-02-15
    customers:
      - {customer: c, supplier: p, kind: user, product: d, lines: 1}
      - {customer: c, supplier: p, kind: user, product: d, purpose: something else, lines: 2}
    relations:
      - {subject: p, relation: partner, object: q, mode: planned, lines: 3}
    roles:
      - {person: r, organization: p, post: President, from: 2008-06-20, lines: 4}
      - {person: r, organization: p, post: President, until: 2010-01-31, lines: 5}
    == second 2011-02-15
    customers:
      - {customer: c, supplier: p, kind: user, product: d, lines: 1}
    """
    assert lines(asked, "p") == [
        ("2008-06-20", "began", "Rival becomes President of Parent"),
        ("2010-01-31", "ended", "Rival is no longer President of Parent"),
        ("2010-02-15", "seen", "Company is a user customer of Parent, for Daughter"),
        ("2011-02-15", "last-seen", "Company is a user customer of Parent, for Daughter; nothing later is said"),
        ("after 2010-02-15", "planned", "Quarry is to be a partner of Parent; a plan published on 2010-02-15"),
    ]
    (seen,) = [entry for entry in chronicle(asked, "c") if entry.step == "seen"]
    assert len(seen.claims) == 2, "two lines of one document say one thing"
    assert lines(asked, "r") == lines(asked, "p", "post")
    assert len(lines(asked, "d")) == 2, "it is what the customer uses"


def test_names_and_identifiers_stand_where_they_are_first_used(asked: Source) -> None:
    """C4.

    == first 2010-02-15
    names:
      - {entity: c, name: Company Ltd., lines: 1}
      - {entity: c, name: CL, kind: short, lines: 2}
    identifiers:
      - {entity: c, scheme: ticker-tse, identifier: "3774", lines: 3}
    == second 2011-02
    names:
      - {entity: c, name: Company Ltd., lines: 1}
      - {entity: c, name: New Company Ltd., lines: 2}
    """
    assert lines(asked, "c") == [
        ("2010-02-15", "first-seen", "Company is first called Company Ltd."),
        ("2010-02-15", "first-seen", "Company is first called CL (short)"),
        ("2010-02-15", "first-seen", "Company has the ticker-tse 3774"),
        ("after 2011-01-31, by 2011-02-28", "first-seen", "Company is first called New Company Ltd."),
    ]
    assert len(lines(asked, "c", known=date(2010, 12, 31))) == 3


# --- what holds for all claims ---------------------------------------------------------------------------------------


def read(made: Dossier) -> Source:
    return Source(store.in_memory(dataset.assemble(made, (), reasoned=False)))


def turns(entries: tuple[Entry, ...]) -> Counter[tuple[object, Window]]:
    """How often each boundary of a period of a stake or a standing is told."""
    kinds, steps = ("stake", "standing"), ("seen", "last-seen")
    return Counter((e.what, e.when) for e in entries if e.kind in kinds and e.step not in steps)


@settings(max_examples=40)
@given(dossiers())
def test_every_boundary_stands_once_and_every_entry_has_claims_that_are_known(made: Dossier) -> None:
    source = read(made)
    claims = {claim.id: claim for claim in made.claims}
    for entity in ENTITIES:
        for known in (EVER, *sorted({document.known_from for document in made.documents})):
            entries = chronicle(source, entity, known)
            periods = source.periods(known, company=entity) | source.periods(known, holder=entity)
            expected: Counter[tuple[object, Window]] = Counter()
            for key, stretch in periods.items():
                actual = [period for period in stretch if period.state != "planned"]
                expected.update((key, period.began) for period in stretch)
                for number, period in enumerate(actual):
                    following = actual[number + 1] if number + 1 < len(actual) else None
                    if period.ended is not None and (following is None or following.began != period.ended):
                        expected[key, period.ended] += 1
            joint = {e.what for e in entries if e.kind in ("stake", "standing")} - set(periods)
            found = turns(entries)
            assert {pair: n for pair, n in found.items() if pair[0] not in joint} == expected
            for entry in entries:
                assert entry.kind in KINDS
                assert entry.step in STEPS
                assert entry.claims
                assert {claims[name].document for name in entry.claims} <= set(entry.documents)
                assert all(source.documents[name].known_from <= known for name in entry.documents)
            assert list(entries) == sorted(entries, key=lambda entry: entry.order)
            assert len({entry.order for entry in entries}) == len(entries), "the order is total"
            days = [entry.when.by or EVER for entry in entries]
            assert days == sorted(days)


@settings(max_examples=20)
@given(dossiers(), st.data())
def test_the_order_of_the_claims_changes_nothing(made: Dossier, data: st.DataObject) -> None:
    shuffled = replace(
        made,
        claims=tuple(data.draw(st.permutations(made.claims))),
        documents=tuple(data.draw(st.permutations(made.documents))),
    )
    for entity in ENTITIES:
        assert chronicle(read(made), entity) == chronicle(read(shuffled), entity)


@settings(max_examples=30)
@given(dossiers(), st.dates(date(2007, 1, 1), date(2012, 12, 31)))
def test_a_day_leaves_out_only_what_cannot_have_been(made: Dossier, day: date) -> None:
    for entry in chronicle(read(made), "c"):
        begun = entry.when.after is None or entry.when.after < day
        if entry.step != "planned":
            assert entry.by(day) == begun
            assert not entry.open_on(day) or (begun and (entry.when.by is None or day < entry.when.by))
        else:
            assert entry.by(day) == (day >= entry.since if entry.since else begun)
            assert not entry.certain


# --- the packaged dossier --------------------------------------------------------------------------------------------


def test_trust_networks(source: Source) -> None:
    stakes = [e for e in chronicle(source, "trust-networks") if e.kind == "stake"]
    assert [(words.when(e.when), e.step, str(e.after.share) if e.after else "") for e in stakes] == [
        ("after 2007-06-30, by 2008-07-10", "began", "60.2 %"),
        ("2008-07-10", "seen", "60.2 %"),
        ("after 2008-07-10, by 2009-02-12", "changed", "67.4 %"),
        ("2009-02-12", "seen", "67.4 %"),
        ("after 2009-02-12, by 2010-04-30", "changed", "73.3 %"),
        ("after 2010-03-31, by 2010-04-30", "seen", "73.3 %"),
        ("2010-04-30", "seen", "73.3 %"),
        ("after 2010-04-30, by 2013-12-31", "changed", "79.5 %"),
        ("after 2013-11-30, by 2013-12-31", "last-seen", "79.5 %"),
    ]
    first = chronicle(source, "trust-networks")[0]
    assert isinstance(first.what, Happening)
    assert (first.what.event.id, first.step, str(first.written)) == (
        "trust-networks-establishment",
        "completed",
        "2007-07",
    )
    changed = next(e for e in stakes if e.step == "changed")
    assert [name[:8] for name in changed.claims if name[:8] in ("599f863e", "21613265")] == ["21613265", "599f863e"]


def test_the_deal_with_att(source: Source) -> None:
    """Agreed and planned; its day has passed, nothing says that it happened."""
    told = lines(source, "att-new-subsidiary", "event", "stake")
    title = "Acquisition of domestic network outsourcing services from AT&T Japan"
    assert ("by 2010-07-07", "agreed", title) in told
    assert ("2010-09-01", "planned, unconfirmed", f"{title}; a plan published on 2010-07-07") in told
    assert [step for when, step, _ in told if when == "2010-09-01"] == ["planned, unconfirmed"] * 2
    then = lines(source, "att-new-subsidiary", "event", "stake", known=date(2010, 7, 31))
    assert [step for when, step, _ in then if when == "2010-09-01"] == ["planned"] * 2
    assert lines(source, "att-new-subsidiary", known=date(2010, 7, 6)) == []


def test_gdx_japan(source: Source) -> None:
    """Joint investment in April 2007; the first share of IIJ that is said asserts no change (T11)."""
    told = [(when, step) for when, step, _ in lines(source, "gdx-japan", "stake")]
    assert told == [
        ("after 2007-03-31, by 2007-04-30", "began"),
        ("after 2007-03-31, by 2007-04-30", "began"),
        ("after 2007-03-31, by 2007-04-30", "last-seen"),  # of GDX Network nothing more is said
        ("after 2007-03-31, by 2008-07-10", "specified"),
        ("2008-07-10", "seen"),
        ("after 2008-07-10, by 2009-02-12", "changed"),
        ("2009-02-12", "seen"),
        ("after 2009-02-12, by 2010-04-30", "changed"),
        ("2010-04-30", "last-seen"),
    ]


def test_who_left_the_group_left_by_absence(source: Source) -> None:
    (ended,) = [e for e in chronicle(source, "iij-technology") if (e.kind, e.step) == ("standing", "ended")]
    assert (ended.when, len(ended.absent_from)) == (window("2009-02-12..2010-04-30"), 1)
    assert ended.what == standing("iij", "iij-technology")
    (gone,) = [e for e in chronicle(source, "hi-ho") if e.step == "ended"]
    assert (gone.what, gone.certain, gone.absent_from) == (stake("panasonic-network-services", "hi-ho"), True, ())


def test_every_period_of_the_packaged_dossier_is_in_its_companys_chronicle(source: Source) -> None:
    for key, stretch in source.periods().items():
        if key.company in ("hi-ho", "iij", "internet-multifeed", "iij-innovation-institute"):
            entries = chronicle(source, key.company)
            told: list[Period | None] = [e.after for e in entries if e.what == key and "seen" not in e.step]
            assert [period for period in told if period is not None and period in stretch] == sorted(
                stretch, key=told.index
            )


# --- the command -----------------------------------------------------------------------------------------------------


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["timeline", *args], catch_exceptions=False)


def rows(*args: str) -> list[Any]:
    result = run(*args, "--json")
    assert result.exit_code == 0, result.output
    return list(json.loads(result.stdout)["entries"])


def test_one_line_an_entry() -> None:
    output = run("Trust Networks", "--kind", "stake").stdout.splitlines()
    assert output[0] == "Trust Networks Inc. (trust-networks): what is dated, as known from all documents"
    assert output[2].split() == ["WHEN", "DAY", "KIND", "WHAT", "CLAIMS"]
    assert len(output) == 3 + len(rows("Trust Networks", "--kind", "stake"))
    (seen,) = [line for line in output if line.startswith("2009-02-12")]
    told = "Internet Initiative Japan Inc. holds 67.4 % of Trust Networks Inc."
    cells = [cell.strip() for cell in seen.split("  ") if cell.strip()]
    assert cells == ["2009-02-12", "certain", "stake seen", told, "599f863e"]
    (changed,) = [line for line in output if line.startswith("after 2008-07-10, by 2009-02-12")]
    assert " window " in changed


def test_a_day_marks_what_is_open_and_a_plan_whose_day_has_passed() -> None:
    told = rows("iij-technology", "--at", "2009-12-31")
    assert {row["kind"] for row in told if row["open"]} == {"stake", "standing", "event"}
    assert all(row["when"]["after"] is None or row["when"]["after"] < "2009-12-31" for row in told)
    assert "window, open" in run("iij-technology", "--at", "2009-12-31").stdout
    assert "open" not in rows("iij-technology")[0]
    before, after = (
        rows("att-new-subsidiary", "--kind", "stake", "--at", day)[-1]["step"] for day in ("2010-09-01", "2010-09-02")
    )
    assert (before, after) == ("planned", "planned, unconfirmed")
    assert "unconfirmed" in run("att-new-subsidiary", "--at", "2010-12-31").stdout
    assert rows("att-new-subsidiary", "--at", "2010-07-06", "--kind", "event") == rows(
        "att-new-subsidiary", "--at", "2010-07-06", "--kind", "event", "--kind", "launch"
    )


def test_known_shows_no_later_document() -> None:
    told = rows("iij", "--known", "2009-03-01")
    assert {name for row in told for name in row["documents"]} == {"results-1q2007", "nomura-2008", "results-3q2008"}
    assert run("iij", "--known", "2001-01-01").stdout.endswith("No known document dates anything of it.\n")


def test_a_stretch_takes_what_may_lie_in_it() -> None:
    told = rows("iij", "--since", "2009", "--until", "2009-03", "--kind", "stake")
    assert told
    assert all((row["when"]["by"] or "9") >= "2009-01-01" for row in told)
    assert all((row["when"]["after"] or "0") < "2009-03-31" for row in told)
    assert len(rows("iij", "--kind", "stake", "--kind", "post")) > len(rows("iij", "--kind", "stake"))


def test_the_json_is_structured() -> None:
    (row,) = [row for row in rows("Trust Networks") if row["before"] and row["before"]["min"] == "60.2"]
    assert row["after"] == {"min": "67.4", "max": "67.4"}
    assert [(party["role"], party["id"]) for party in row["parties"]] == [
        ("holder", "iij"),
        ("company", "trust-networks"),
    ]
    assert (row["kind"], row["step"], row["detail"], row["certain"]) == ("stake", "changed", "unspecified", False)
    (deal,) = [row for row in rows("att-new-subsidiary") if row["step"] == "agreed"]
    assert (deal["event"], deal["detail"]) == ("att-outsourcing-acquisition", "acquisition")
    assert deal["conflicts"]
    table = list(csv.DictReader(io.StringIO(run("Trust Networks", "--csv").stdout)))
    assert [line["when_by"] for line in table] == [row["when"]["by"] or "" for row in rows("Trust Networks")]
    assert {line["kind"] for line in table} <= set(KINDS)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["iij", "--at", "2010-02-30"], "write it as 2010-04-30"),
        (["iij", "--known", "2010"], "write it as 2010-04-30"),
        (["iij", "--since", "2010", "--until", "2009"], "swap them"),
        (["iij", "--kind", "gossip"], "gossip"),
        (["iij", "--json", "--csv"], "exclude each other"),
        (["Trust Netwrk"], "did you mean"),
        ([], "ENTITY"),
    ],
)
def test_a_request_that_is_wrong_gets_one_message(args: list[str], message: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert message in result.output
    assert "Traceback" not in result.output


def test_the_kinds_of_the_option_are_those_of_the_entries() -> None:
    (option,) = [param for param in main.commands["timeline"].params if param.name == "kinds"]
    assert tuple(option.type.choices) == KINDS  # type: ignore[attr-defined]
