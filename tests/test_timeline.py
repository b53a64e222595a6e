"""Claims to periods and answers: rules T3 to T11 and C2, case by case, and what holds for all claims.

The expectations are worked out from DESIGN.md and from the five documents, not from what the package answers.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from keiretsu.claims import Claim, EventClaim, HoldingClaim, Participant, Place, StandingClaim
from keiretsu.dates import PartialDate, Window
from keiretsu.model import Document, Dossier, Period, StakeKey, StandingKey, State
from keiretsu.shares import Share
from keiretsu.states import state_at
from keiretsu.timeline import derive
from strategies import (
    FAR,
    History,
    Key,
    Told,
    content,
    document,
    dossiers,
    each_day,
    groups_of_claims,
    histories,
    partial_dates,
    recorded,
    stake,
    standing,
    window,
)

PC = stake("p", "c")


def held(as_of: str | None = None, share: str | None = None, **more: object) -> HoldingClaim:
    """A holding claim of p in c, in the fewest words."""
    fields: dict[str, object] = {"document": "d1", "places": (Place(1, 1),), "holder": "p", "company": "c"}
    fields |= {"as_of": as_of, "share": share} | more
    for name in ("as_of", "from_", "until"):
        if isinstance(fields.get(name), str):
            fields[name] = PartialDate.parse(str(fields[name]))
    for name in ("share", "before"):
        if isinstance(fields.get(name), str):
            fields[name] = Share.parse(str(fields[name]))
    return HoldingClaim(**fields)  # type: ignore[arg-type]


def happened(role: str, day: str | None, stage: str = "completed", **more: object) -> EventClaim:
    """An event claim about c, in the fewest words."""
    fields: dict[str, object] = {"document": "d1", "places": (Place(1, 1),), "event": "e1", "stage": stage}
    fields |= {"date": PartialDate.parse(day) if day else None, "participants": (Participant(role, "c"),)} | more
    return EventClaim(**fields)  # type: ignore[arg-type]


def of(*claims: Claim) -> Told:
    return Told(claims, [document()])


def line(told: Told, key: Key = PC, known: date = FAR) -> list[tuple[str, str, str]]:
    """The periods as (share or standing, from, until), the way the design writes windows."""

    def shown(bounds: Window | None) -> str:
        return f"{bounds.after or ''}..{bounds.by or ''}" if bounds is not None else "-"

    return [
        (str(p.share) if p.share is not None else p.standing or "?", shown(p.began), shown(p.ended))
        for p in told.periods(key, known, planned=False)
    ]


# --- T3, T6: observations, runs and the windows between them ---------------------------------------------------------


def test_the_designs_own_example_of_a_run_and_a_window() -> None:
    """T6: 24.5 as of 2008-03 and 2010-03, 21.6 as of 2013-09: the fall lies in (2010-03-01, 2013-09-30]."""
    told = of(held("2008-03", "24.5"), held("2010-03", "24.5"), held("2013-09", "21.6"))
    assert line(told) == [
        ("24.5 %", "..2008-03-31", "2010-03-01..2013-09-30"),
        ("21.6 %", "2010-03-01..2013-09-30", "-"),
    ]


def test_the_packaged_dossier_dates_ntts_fall(told: Told) -> None:
    """The same from the documents of 2008, 2010 and 2013; the first document knows only that NTT holds something."""
    key = stake("ntt", "iij")
    assert line(told, key)[-2:] == [
        ("24.5 %", "1992-11-30..2008-03-31", "2010-03-01..2013-09-30"),
        ("21.6 %", "2010-03-01..2013-09-30", "-"),
    ]
    assert told.state(key, "2009-01-01") == ("held", "24.5 %")
    assert told.state(key, "2010-03-31") == ("stated", "24.5 %")
    assert told.at(key, "2010-03-31").written == "2010-03"
    assert told.state(key, "2012-06-30") == ("changing", "21.6–24.5 %")
    assert told.state(key, "2013-10-01") == ("last-known", "21.6 %")
    assert told.state(key, "2012-06-30", known="2013-12-30") == ("last-known", "24.5 %")


def test_a_day_inside_a_run_is_held_and_a_day_in_an_observation_is_stated() -> None:
    told = of(held("2010-02", "60"), held("2010-06-30", "60"))
    assert told.state(PC, "2010-01-31")[0] == "unknown"  # may have begun, may not
    assert told.state(PC, "2010-02-01") == ("stated", "60 %")
    assert told.state(PC, "2010-02-28") == ("stated", "60 %")
    assert told.state(PC, "2010-03-01") == ("held", "60 %")
    assert told.state(PC, "2010-06-30") == ("stated", "60 %")
    assert told.state(PC, "2010-07-01") == ("last-known", "60 %")


def test_between_two_runs_the_share_lies_between_them() -> None:
    told = of(held("2010-01-31", "60"), held("2010-03-31", "70"))
    assert line(told) == [
        ("60 %", "..2010-01-31", "2010-01-31..2010-03-31"),
        ("70 %", "2010-01-31..2010-03-31", "-"),
    ]
    assert told.state(PC, "2010-01-31") == ("stated", "60 %")
    assert told.state(PC, "2010-02-01") == ("changing", "60–70 %")
    assert told.state(PC, "2010-03-30") == ("changing", "60–70 %")
    assert told.state(PC, "2010-03-31") == ("stated", "70 %")


def test_the_window_opens_at_the_latest_first_day_and_closes_at_the_earliest_last_day() -> None:
    """T6: of the old run's dates the latest first day, of the new run's the earliest last day, whichever they are."""
    told = of(
        held("2010-03", "60"),
        held("2010-01/2010-08", "60"),
        held("2011-01-01/2011-12-31", "70"),
        held("2011-02/2011-04", "70"),
    )
    assert line(told)[0][2] == "2010-03-01..2011-04-30"


def test_equal_claims_on_one_date_are_one_evidence() -> None:
    """C2: and 51 equals 51.0 (S1); both claims stand behind the period."""
    one, other = held("2010-03-31", "51"), held("2010-03-31", "51.0", places=(Place(7, 7),))
    (period,) = of(one, other).periods(PC)
    assert period.claims == tuple(sorted((one.id, other.id)))
    assert not of(one, other).conflicts()
    assert period.began == window("..2010-03-31")


def test_agreement_at_the_coarser_precision_is_no_conflict() -> None:
    """C2: a share that lies in the bounds of another claim agrees with it; no change is asserted."""
    told = of(held("2010-03-31", "60.2"), held("2010-03-31", "[50, 75)"))
    assert not told.conflicts()
    assert told.state(PC, "2010-03-31") == ("stated", "60.2 %")
    assert {str(p.share) for p in told.periods(PC) if p.ended is None} == {"60.2 %"}


def test_a_return_to_an_old_share_is_two_changes() -> None:
    told = of(held("2010-01-31", "60"), held("2010-02-28", "70"), held("2010-03-31", "60"))
    assert line(told) == [
        ("60 %", "..2010-01-31", "2010-01-31..2010-02-28"),
        ("70 %", "2010-01-31..2010-02-28", "2010-02-28..2010-03-31"),
        ("60 %", "2010-02-28..2010-03-31", "-"),
    ]


def test_a_year_that_holds_a_day_of_the_same_share_widens_nothing() -> None:
    """T3: 60 on some day of 2010 is already said by 60 on 31 March."""
    told = of(held("2010-03-31", "60"), held("2010", "60"), held("2010-09-30", "70"))
    assert line(told)[0][2] == "2010-03-31..2010-09-30"
    assert told.state(PC, "2010-10-01") == ("last-known", "70 %")


def test_a_year_and_a_day_inside_it_with_another_share() -> None:
    """C2: no conflict, as some timeline satisfies both; and whatever is later, nothing says that it ended."""
    told = of(held("2010", "60"), held("2010-05-31", "70"))
    assert not told.conflicts()
    assert told.state(PC, "2010-05-31") == ("stated", "70 %")
    assert told.state(PC, "2010-06-01") == ("last-known", "70 %")
    first, second = told.periods(PC)
    assert first.ended == second.began == window("2010-01-01..2010-05-31")


def test_windows_that_overlap_are_all_open() -> None:
    """On 22 September it may still be 8, it may be 57, and it may have ended."""
    told = of(held(None, "8", from_="2008-07-01"), held(None, "57", until="2010-09"))
    assert told.state(PC, "2010-09-22") == ("changing", "0–57 %")
    assert told.at(PC, "2010-09-22").there is None
    assert told.state(PC, "2010-08-31") == ("changing", "8–57 %")
    assert told.at(PC, "2010-08-31").there is True


def test_windows_of_beginning_and_change_that_overlap_are_both_open() -> None:
    """On 10 February it may not have begun, it may be 1, and it may be 2 already."""
    told = of(held(None, "1", from_="2008-02"), held("2009-01-01", "2"))
    assert told.state(PC, "2008-02-10") == ("changing", "0–2 %")
    assert told.at(PC, "2008-02-10").there is None
    assert told.state(PC, "2008-02-29") == ("changing", "1–2 %")
    assert told.at(PC, "2008-02-29").there is True


# --- T4: effects ------------------------------------------------------------------------------------------------------


def test_a_stake_begins_on_one_day_of_the_date() -> None:
    told = of(held(None, "60", from_="2010-04"), held("2010-09-30", "60"))
    assert line(told) == [("60 %", "2010-03-31..2010-04-30", "-")]
    assert told.state(PC, "2010-03-31")[0] == "not-yet"
    assert told.state(PC, "2010-04-15")[0] not in ("not-yet", "held", "stated", "ended", "last-known")
    assert told.state(PC, "2010-04-30") == ("held", "60 %")
    assert told.state(PC, "2010-10-01") == ("last-known", "60 %")


def test_a_stake_ends_on_one_day_of_the_date() -> None:
    """T2, T4: the end is the first day without it."""
    told = of(held("2010-01-31", "60"), held(until="2010-04"))
    assert line(told)[-1][2] == "2010-03-31..2010-04-30"
    assert told.state(PC, "2010-03-31") == ("held", "60 %")
    assert told.state(PC, "2010-04-01") == ("changing", "0–60 %")
    assert told.state(PC, "2010-04-29") == ("changing", "0–60 %")
    assert told.state(PC, "2010-04-30")[0] == "ended"
    assert told.state(PC, "2099-01-01")[0] == "ended"


def test_an_end_whose_date_reaches_back_to_the_beginning_comes_after_it() -> None:
    """T2: begun on 1 January and ended in January or February: there on the first, so ended from the second on."""
    told = of(held(None, None, from_="2008-01-01", until="2008-01/2008-02"))
    assert line(told) == [("?", "2007-12-31..2008-01-01", "2008-01-01..2008-02-29")]
    assert told.at(PC, "2007-12-31").state == "not-yet"
    assert told.at(PC, "2008-01-01").there is True
    assert told.at(PC, "2008-02-29").state == "ended"


def test_a_dated_change_narrows_the_window_between_two_runs() -> None:
    """T6: an event dated p narrows it to (day before p, last day of p]."""
    told = of(
        held("2008-03-31", "60"),
        held(None, "70", before="60", from_="2010-04"),
        held("2012-03-31", "70"),
    )
    assert line(told) == [
        ("60 %", "..2008-03-31", "2010-03-31..2010-04-30"),
        ("70 %", "2010-03-31..2010-04-30", "-"),
    ]
    assert told.state(PC, "2010-03-31") == ("held", "60 %")
    assert told.state(PC, "2010-04-15") == ("changing", "60–70 %")
    assert told.state(PC, "2010-04-30") == ("held", "70 %")


def test_a_change_of_which_only_the_share_before_is_stated() -> None:
    """T4: the share after may be stated, and the one before; here another document states the one after."""
    told = of(
        held("2008-03-31", "60"),
        held(None, None, before="60", from_="2010-04"),
        held("2012-03-31", "70"),
    )
    assert line(told)[0] == ("60 %", "..2008-03-31", "2010-03-31..2010-04-30")
    assert told.state(PC, "2010-03-31") == ("held", "60 %")
    assert told.periods(PC)[-1].share == Share.exactly(70)
    assert told.state(PC, "2010-03-31", known=FAR)[1] == "60 %"


@pytest.mark.parametrize(
    ("seen", "share", "expected"),
    [
        ("2010-06-10", "60", "2010-06-10..2010-06-30"),  # the old share on the tenth: it changed later
        ("2010-06-20", "70", "2010-05-31..2010-06-20"),  # the new share on the twentieth: it had changed
        # The old share on one of ten days: only the first of them is certain to precede the change (T3, T6).
        ("2010-06-10/2010-06-20", "60", "2010-06-10..2010-06-30"),
        ("2010-06-10/2010-06-20", "70", "2010-05-31..2010-06-20"),
    ],
)
def test_what_is_seen_inside_the_date_of_a_change_narrows_it(seen: str, share: str, expected: str) -> None:
    told = of(held(None, "70", before="60", from_="2010-06"), held(seen, share), held("2011-01-01", "70"))
    assert line(told)[0][2] == line(told)[1][1] == expected


def test_several_tellings_of_one_change_meet() -> None:
    """The month, the quarter and the day of one beginning: it lies where they meet."""
    told = of(*(held(from_=when) for when in ("2007-06", "2007-04-01/2007-06-30", "2007-06-01")))
    assert told.periods(PC)[0].began == window("2007-05-31..2007-06-01")
    told = of(held(from_="2007-05/2007-06"), held(from_="2007-06-20/2007-07-10"))
    assert told.periods(PC)[0].began == window("2007-06-19..2007-06-30")


def test_made_wholly_owned_asserts_a_change(told: Told) -> None:
    """T11: in May 2007 two subsidiaries were made wholly owned: something below 100 before, 100 after."""
    key = stake("iij", "iij-technology")
    before, after = told.periods(key)
    assert before.share == Share(Decimal(0), Decimal(100), True, True)
    assert after.share == Share.exactly(100)
    assert before.ended == after.began == window("2007-04-30..2007-05-31")
    assert told.state(key, "2007-05-31") == ("held", "100 %")
    assert told.at(key, "2007-05-15").state == "changing"


# --- T5: dated by publication -----------------------------------------------------------------------------------------


def test_a_claim_without_a_date_is_dated_by_its_documents_publication(case: Told) -> None:
    """T5: and the claim says so.

    == one 2010-07-07
    holdings:
      - {holder: p, company: c, share: 60, dated: publication, lines: 1}
    """
    (claim,) = case.claims
    assert isinstance(claim, HoldingClaim)
    assert claim.as_of == PartialDate.parse("2010-07-07")
    assert claim.dated == "publication"
    assert case.state(PC, "2010-07-07", known="2010-07-07") == ("stated", "60 %")


# --- T7: last known is not current ------------------------------------------------------------------------------------


def test_after_the_last_evidence_it_is_last_known() -> None:
    told = of(held("2010-03-31", "60"))
    (period,) = told.periods(PC)
    assert (period.state, period.ended) == ("last-known", None)
    assert told.state(PC, "2010-04-01") == ("last-known", "60 %")
    assert told.state(PC, "2099-04-01") == ("last-known", "60 %")


# --- T8: listings -----------------------------------------------------------------------------------------------------


def test_absence_from_a_complete_listing_ends_the_standing_and_infers_the_end_of_the_stake(case: Told) -> None:
    """T8: in the window (last evidence, listing date].

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
    for key in (stake("p", "d"), standing("p", "d")):
        (period,) = case.periods(key)
        assert period.ended == window("2009-02-12..2010-04-30")
        assert case.at(key, "2009-06-30").state == "changing"
        assert case.at(key, "2009-06-30", known="2010-07-06").state == "last-known"
        assert case.at(key, "2010-04-30").state == "ended"
        assert case.at(key, "2010-04-30", known="2010-07-06").state == "last-known"
    assert case.periods(stake("p", "d"))[0].basis == "inferred"
    assert case.periods(standing("p", "d"))[0].basis == "stated"
    assert case.periods(stake("p", "c"))[0].ended is None


def test_absence_from_a_listing_says_nothing_of_a_stake_that_was_never_listed(case: Told) -> None:
    """T8: a holding too small to list is not excluded, and a listing covers only its own standings and parent.

    == one 2009-02-12
    holdings:
      - {holder: p, company: d, share: 5, dated: publication, lines: 1}
      - {holder: q, company: c, share: 50, dated: publication, lines: 1}
    standings:
      - {parent: p, company: r, standing: equity-method-affiliate, dated: publication, lines: 1}
      - {parent: q, company: d, standing: consolidated-subsidiary, dated: publication, lines: 1}

    == two 2010-07-07
    listings:
      - parent: p
        title: Consolidated subsidiaries
        dated: publication
        lines: 1
        covers: {consolidated-subsidiary: 1}
        rows:
          - {company: c, standing: consolidated-subsidiary, lines: 1}
    """
    for key in (stake("p", "d"), stake("q", "c"), standing("p", "r"), standing("q", "d")):
        assert case.at(key, "2011-01-01").state == "last-known", key


def test_silence_ends_nothing(told: Told) -> None:
    """T8: the document of 2013 has no group table, so it says nothing of the companies that it leaves out."""
    for company in ("hi-ho", "net-care", "gdx-japan", "taihei-computer"):
        assert told.at(stake("iij", company), "2013-12-31").state == "last-known"
        assert told.at(standing("iij", company), "2013-12-31").state == "last-known"


@pytest.mark.parametrize("company", ["iij-technology", "iij-financial-systems", "on-demand-solutions"])
def test_the_three_companies_that_are_gone(told: Told, company: str) -> None:
    """Listed in the document of 2009-02-12, absent from the table as of 2010-04-30, published on 2010-07-07."""
    for key in (stake("iij", company), standing("iij", company)):
        assert told.at(key, "2009-06-30").state == "changing"
        assert told.at(key, "2009-06-30", known="2009-12-31").state == "last-known"
        assert told.at(key, "2010-04-30").state == "ended"
        assert told.periods(key)[-1].ended == window("2009-02-12..2010-04-30")
    assert told.at(stake("iij", company), "2009-06-30").share == Share(Decimal(0), Decimal(100))
    assert told.periods(stake("iij", company))[-1].basis == "inferred"


def test_an_entry_in_a_timeline_is_evidence_of_a_standing_not_of_a_stake(told: Told) -> None:
    """T8: A-Bone stands in the timeline under 1995, and in no table of the same document."""
    key = standing("iij", "a-bone")
    assert stake("iij", "a-bone") not in told.keys
    assert told.at(key, "1995-06-30").state == "stated"
    assert told.at(key, "1995-06-30").standing == "group-member"
    assert told.periods(key)[0].ended == window("1995-01-01..2008-07-10")
    assert told.at(key, "2008-07-10").state == "ended"


def test_a_stake_and_its_standing_end_apart(case: Told) -> None:
    """T8: they have separate periods and states.

    == one 2010-01-31
    holdings:
      - {holder: p, company: c, share: 60, dated: publication, lines: 1}
    standings:
      - {parent: p, company: c, standing: consolidated-subsidiary, dated: publication, lines: 1}

    == two 2010-12-31
    holdings:
      - {holder: p, company: c, share: 40, before: 60, from: 2010-06-15, lines: 1}
    standings:
      - {parent: p, company: c, standing: consolidated-subsidiary, until: 2010-06-15, lines: 1}
    """
    assert case.state(PC, "2010-06-14") == ("held", "60 %")
    assert case.state(PC, "2010-06-15") == ("held", "40 %")
    assert case.at(standing("p", "c"), "2010-06-14").state == "held"
    assert case.at(standing("p", "c"), "2010-06-15").state == "ended"


def test_a_company_that_is_back_in_the_listing_has_begun_again() -> None:
    told = of(held("2010-01-31", "60"), held(until="2010-06-15"), held("2011-01-31", "60"))
    assert line(told) == [
        ("60 %", "..2010-01-31", "2010-06-14..2010-06-15"),
        ("60 %", "2010-06-15..2011-01-31", "-"),
    ]
    assert told.at(PC, "2010-06-15").state == "ended"
    assert told.at(PC, "2010-12-31").there is not True
    assert told.state(PC, "2011-01-31") == ("stated", "60 %")


# --- T9: plans --------------------------------------------------------------------------------------------------------


def test_the_deal_with_att(told: Told) -> None:
    """T9: announced on 2010-07-07 for 2010-09-01; no document says that it happened."""
    key = stake("iij", "att-new-subsidiary")
    assert told.at(key, "2010-05-31").state == "not-yet"
    assert told.at(key, "2010-07-06").state == "not-yet"
    assert (told.at(key, "2010-07-07").state, told.at(key, "2010-07-07").unconfirmed) == ("planned", False)
    assert (told.at(key, "2010-09-01").state, told.at(key, "2010-09-01").unconfirmed) == ("planned", False)
    assert (told.at(key, "2010-09-02").state, told.at(key, "2010-09-02").unconfirmed) == ("planned", True)
    assert (told.at(key, "2013-12-31").state, told.at(key, "2013-12-31").unconfirmed) == ("planned", True)
    assert told.at(key, "2010-07-07").share is None
    assert not told.at(key, "2010-09-02", known="2010-07-06").present


def test_a_plan_of_a_company_to_be_established_qualifies_its_row_in_a_table(told: Told) -> None:
    """C2: IIJ Innovation Institute stands in the table of 2008-07-10 at 100; the same document still plans it."""
    for key in (stake("iij", "iij-innovation-institute"), standing("iij", "iij-innovation-institute")):
        for known in ("2008-07-10", "2009-02-11"):
            assert told.at(key, "2008-07-10", known).state == "planned"
            (conflict,) = told.conflicts(key, date.fromisoformat(known))
            assert conflict.policy == "qualification"
            assert len(conflict.claims) == 2
            assert conflict.prefers in conflict.claims
        assert told.at(key, "2008-07-09").state == "not-yet"
        assert told.at(key, "2008-07-10").state == "planned"
        assert told.at(key, "2009-02-12").state == "stated"
        assert told.periods(key, planned=False)[0].began == window("2008-07-10..2009-02-12")
    assert told.state(stake("iij", "iij-innovation-institute"), "2009-02-12") == ("stated", "100 %")


def test_a_plan_stays_planned_until_a_beginning_is_evidenced(case: Told) -> None:
    """T9: the window of the beginning is still planned, the evidence ends it.

    == one 2010-01-31
    holdings:
      - {holder: p, company: c, share: 60, mode: planned, from: 2010-04-01, lines: 1}

    == two 2011-01-31
    holdings:
      - {holder: p, company: c, share: 60, dated: publication, lines: 1}
    """
    assert case.at(PC, "2010-01-30").state == "not-yet"
    assert case.state(PC, "2010-03-31") == ("planned", "60 %")
    assert case.at(PC, "2010-04-02").unconfirmed
    assert case.at(PC, "2011-01-30").state == "planned"
    assert case.state(PC, "2011-01-31") == ("stated", "60 %")
    assert case.at(PC, "2011-01-31", known="2010-12-31").state == "planned"


# --- T10: what was known ----------------------------------------------------------------------------------------------


def test_trust_networks_at_the_end_of_2009(told: Told) -> None:
    """Between 67.4 and 73.3: the first was reported on 2009-02-12, the second for 2010-04; nothing dates the change."""
    key = stake("iij", "trust-networks")
    assert told.state(key, "2009-12-31") == ("changing", "67.4–73.3 %")
    assert told.state(key, "2009-12-31", known="2009-03-01") == ("last-known", "67.4 %")
    assert line(told, key) == [
        ("60.2 %", "2007-06-30..2008-07-10", "2008-07-10..2009-02-12"),
        ("67.4 %", "2008-07-10..2009-02-12", "2009-02-12..2010-04-30"),
        ("73.3 %", "2009-02-12..2010-04-30", "2010-04-30..2013-12-31"),
        ("79.5 %", "2010-04-30..2013-12-31", "-"),
    ]


def test_an_imprecise_publication_is_known_from_its_last_day(told: Told) -> None:
    """T10: the document of December 2013 is known from 2013-12-31."""
    key = stake("iij", "trust-networks")
    assert told.state(key, "2013-12-31", known="2013-12-30") == ("last-known", "73.3 %")
    assert told.state(key, "2013-12-31", known="2013-12-31") == ("stated", "79.5 %")
    assert key not in {p.key for p in told.timeline.periods if recorded(p, date(2008, 7, 9))}


def test_record_intervals_tile_the_record_time_of_a_period() -> None:
    """A period that a later document changes ends, as a record, on that document's publication."""
    claims = [held("2009-01-31", "60"), held("2010-01-31", "70", document="d2")]
    told = Told(claims, [document("d1", "2009-03-31"), document("d2", "2010-03")])
    first = [p for p in told.timeline.periods if p.share == Share.exactly(60)]
    assert {(p.known_from, p.known_until, p.state) for p in first} == {
        (date(2009, 3, 31), date(2010, 3, 31), "last-known"),
        (date(2010, 3, 31), None, "held"),
    }


# --- T11: what exists without a share, and companies' own lives -------------------------------------------------------


def test_hi_ho(told: Told) -> None:
    """T11: begins (2007-05-31, 2007-06-01]; 100 stated on 2008-07-10; `unknown` between."""
    key = stake("iij", "hi-ho")
    assert line(told, key) == [
        ("?", "2007-05-31..2007-06-01", "2007-05-31..2008-07-10"),
        ("100 %", "2007-05-31..2008-07-10", "-"),
    ]
    assert told.at(key, "2007-05-31").state == "not-yet"
    assert told.state(key, "2007-06-01") == ("unknown", "")
    assert told.state(key, "2008-07-09") == ("unknown", "")
    assert told.at(key, "2008-01-01").there is True
    assert told.state(key, "2008-07-10") == ("stated", "100 %")
    assert told.state(key, "2008-12-31") == ("held", "100 %")
    assert told.state(key, "2010-05-01") == ("last-known", "100 %")


def test_a_claim_without_a_share_breaks_no_run() -> None:
    """T11: NTT is named the largest shareholder between two claims of 24.5."""
    told = of(held("2008-03", "24.5"), held("2008-07-10"), held("2010-03", "24.5"))
    assert line(told) == [("24.5 %", "..2008-03-31", "-")]
    assert told.state(PC, "2008-07-10") == ("held", "24.5 %")


def test_a_claim_without_a_share_after_the_last_run_does_not_restate_the_share() -> None:
    """T11, T7: it breaks no run, and a later share puts the change after the share's own last evidence."""
    told = of(held("2010-03-31", "24.5"), held("2012-03-31"))
    assert line(told) == [("24.5 %", "..2010-03-31", "-")]
    assert told.state(PC, "2012-04-01") == ("last-known", "24.5 %")
    told = of(held("2010-03-31", "24.5"), held("2012-03-31"), held("2013-03-31", "30"))
    assert line(told)[0][2] == "2010-03-31..2013-03-31"


def test_the_end_comes_after_every_evidence_that_it_was_there() -> None:
    told = of(held("2010-03-31", "24.5"), held("2012-03-31"), held(until="2012"))
    assert line(told)[-1][2] == "2012-03-31..2012-12-31"


def test_a_stake_does_not_precede_its_companys_establishment() -> None:
    """T11: and before that it is not yet there."""
    told = of(held("2010-03-31", "60"), happened("established", "2009-07"))
    assert line(told) == [("60 %", "2009-06-30..2010-03-31", "-")]
    assert told.at(PC, "2009-06-30").state == "not-yet"
    assert told.at(PC, "2009-07-01").state == "unknown"


@pytest.mark.parametrize("order", [1, -1])
def test_a_stake_does_not_precede_its_holders_establishment(case: Told, order: int) -> None:
    """T11: a company holds nothing before it exists; the later of the two establishments counts.

    == first 2012
    events:
      - {event: e, kind: establishment, title: E, date: 1992-12, stage: completed, lines: 1, parties: {established: p}}
      - {event: f, kind: establishment, title: F, date: 2009-07, stage: completed, lines: 2, parties: {established: d}}
    holdings:
      - {holder: p, company: c, share: 60, as-of: 2010-03-31, lines: 3}
      - {holder: p, company: d, share: 60, as-of: 2010-03-31, lines: 4}
      - {holder: p, company: q, share: 60, from: 2009, lines: 5}
      - {holder: r, company: c, share: 40, as-of: 2010-03-31, lines: 6}
    standings:
      - {parent: p, company: c, standing: joint-venture, as-of: 1991, lines: 7}
    """
    told = Told(case.claims[::order], case.documents)
    (held_,), (of_d,), (begun,), (rival,) = (
        told.periods(stake(*pair)) for pair in (("p", "c"), ("p", "d"), ("p", "q"), ("r", "c"))
    )
    assert (str(held_.began), len(held_.claims)) == ("(1992-11-30, 2010-03-31]", 2)
    assert told.at(stake("p", "c"), "1992-11-30").state == "not-yet"
    assert (str(of_d.began), len(of_d.claims)) == ("(2009-06-30, 2010-03-31]", 2), "no claim that says nothing"
    assert (str(begun.began), len(begun.claims)) == ("(2008-12-31, 2009-12-31]", 1)
    assert str(rival.began) == "(…, 2010-03-31]"
    (conflict,) = told.conflicts()
    assert (conflict.key, conflict.policy) == (standing("p", "c"), "qualification")
    assert "the parent was established in 1992-12" in conflict.why


def test_an_imprecise_observation_is_read_within_its_companys_life() -> None:
    """T3, T11: held on some day of 2009, and established in July: so on some day from July on."""
    told = of(held("2009", "60"), held("2011-03-31", "70"), happened("established", "2009-07"))
    assert line(told)[0] == ("60 %", "2009-06-30..2009-12-31", "2009-07-01..2011-03-31")
    assert told.at(PC, "2009-06-30").state == "not-yet"


def test_a_stake_does_not_outlive_its_company() -> None:
    told = of(held("2010-03-31", "60"), happened("absorbed", "2011-04"))
    assert line(told)[-1][2] == "2011-03-31..2011-04-30"
    assert told.at(PC, "2011-04-30").state == "ended"


@pytest.mark.parametrize("basis", ["stated", "inferred"])
@pytest.mark.parametrize("day", ["2011-04-30", "2012-04-30"])
def test_a_stake_after_its_companys_dissolution_is_a_conflict(day: str, basis: str) -> None:
    """T11, C2: no timeline satisfies both; the answer follows one of them and says so."""
    told = of(held(day, "60"), happened("absorbed", "2011-04-30", basis=basis, note="x"))
    (conflict,) = told.conflicts(PC)
    assert len(conflict.claims) == 2
    if basis == "inferred":
        assert conflict.policy == "stated-over-inferred"
        assert told.state(PC, day) == ("stated", "60 %")


def test_where_others_come_to_hold_exactly_100_a_stake_has_ended() -> None:
    """T11: q and r hold 100 between them on the last day of 2010, so p holds nothing then."""
    told = of(
        held("2010-03-31", "60"),
        held("2010-12-31", "70", holder="q"),
        held("2010-12-31", "30", holder="r"),
    )
    assert line(told) == [("60 %", "..2010-03-31", "2010-03-31..2010-12-31")]
    assert told.at(PC, "2010-12-31").state == "ended"
    assert told.at(stake("r", "c"), "2010-12-31").state == "stated"


def test_where_others_hold_less_than_100_nothing_has_ended() -> None:
    told = of(held("2010-03-31", "5"), held("2010-12-31", "95", holder="q"), held("2010-12-31", ">=5", holder="r"))
    assert told.at(PC, "2010-12-31").state == "last-known"


def test_a_jointly_held_share_of_all_does_not_crowd_out_the_one_who_holds_it_too() -> None:
    """S6: q's 100 is held jointly with p."""
    told = of(held("2010-03-31", "60"), held("2010-12-31", "100", holder="q", jointly_with=("p",)))
    assert told.at(PC, "2010-12-31").state != "ended"


def test_koichi_suzukis_joint_holding_is_counted_once(told: Told) -> None:
    """S6: 5.8 with his private company in 2013; the company has no stake of its own beside it."""
    key = stake("koichi-suzuki", "iij")
    assert told.at(key, "2013-09-30").jointly_with == ("suzuki-private-company",)
    assert told.state(key, "2013-09-30") == ("stated", "5.8 %")
    assert stake("suzuki-private-company", "iij") not in told.keys
    holders = [k for k in told.keys if isinstance(k, StakeKey) and k.company == "iij"]
    answers = [told.at(k, "2013-09-30").share for k in holders]
    assert sum(share.min for share in answers if share is not None) == Decimal("36.3")  # 21.6 + 5.8 + 4.5 + 4.4


# --- C2: what cannot stand together -----------------------------------------------------------------------------------


def _two(first: HoldingClaim, second: HoldingClaim) -> Told:
    return Told([first, second], [document("d1", "2010-05-01"), document("d2", "2010-06-01")])


@pytest.mark.parametrize(
    ("first", "second", "policy", "share"),
    [
        (held("2010-04-30", "60"), held("2010-04-30", "70", document="d2"), "later-publication", "70 %"),
        (
            held("2010-04-30", "60", document="d2", basis="inferred", note="x"),
            held("2010-04-30", "70"),
            "stated-over-inferred",
            "70 %",
        ),
        (held("2010-04-30", "60", corrects="d2"), held("2010-04-30", "70", document="d2"), "correction", "60 %"),
        (held("2010-04-30", "60"), held("2010-04", "70", corrects="d1", document="d2"), "correction", "70 %"),
    ],
)
def test_the_policy_decides_a_conflict(first: HoldingClaim, second: HoldingClaim, policy: str, share: str) -> None:
    """C2: correction, qualification, stated over inferred, later publication, more precise date, in this order."""
    told = _two(first, second)
    (conflict,) = told.conflicts(PC)
    assert (conflict.policy, conflict.claims) == (policy, tuple(sorted((first.id, second.id))))
    assert conflict.prefers == {"60 %": first.id, "70 %": second.id}[share]
    assert told.state(PC, "2010-04-30") == ("stated", share)
    assert conflict.known_from == date(2010, 6, 1)


def test_two_shares_of_one_month_are_no_conflict() -> None:
    """C2: a change within the month satisfies both."""
    told = of(held("2010-04", "60"), held("2010-04", "70"))
    assert not told.conflicts()
    assert len(told.periods(PC)) == 2


def test_a_conflict_leaves_other_stakes_alone() -> None:
    told = of(held("2010-04-30", "60"), held("2010-04-30", "70"), held("2010-04-30", "20", holder="q"))
    assert [c.key for c in told.conflicts()] == [PC]
    assert told.state(stake("q", "c"), "2010-04-30") == ("stated", "20 %")


# --- for all claims ---------------------------------------------------------------------------------------------------


@given(dossiers(most=12))
def test_derive_never_raises_and_its_periods_are_well_formed(dossier: Dossier) -> None:
    timeline = derive(dossier.claims, dossier.documents)
    known = {claim.id for claim in dossier.claims}
    for period in timeline.periods:
        assert period.claims
        assert set(period.claims) <= known
        assert period.known_until is None or period.known_from < period.known_until
        assert period.state in ("held", "last-known", "planned", "unknown")
        assert (period.state == "last-known") <= (period.ended is None)
    for conflict in timeline.conflicts:
        assert set(conflict.claims) <= known
        assert conflict.prefers in conflict.claims
        stake = isinstance(conflict.key, StakeKey | StandingKey)
        assert len(conflict.claims) == 2 if stake else len(conflict.claims) > 1, "a claim conflicts with another"
    assert len({p.id for p in timeline.periods}) == len(timeline.periods)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("mode", ["actual", "planned"])
@pytest.mark.parametrize("name", ["as_of", "from_", "until"])
def test_derive_bears_the_ends_of_the_calendar(day: str, name: str, mode: str) -> None:
    told = Told([held(mode=mode, **{name: day})], [document(published="9999-12-31")])
    for at in (date.min, date(2010, 1, 1), date.max):
        told.at(PC, at, known=date.max)


@given(dossiers(), st.data())
def test_the_order_of_claims_and_documents_changes_nothing(dossier: Dossier, data: st.DataObject) -> None:
    claims = data.draw(st.permutations(dossier.claims))
    documents = data.draw(st.permutations(dossier.documents))
    assert derive(claims, documents) == derive(dossier.claims, dossier.documents)


@given(dossiers())
def test_known_is_what_the_documents_published_by_then_say(dossier: Dossier) -> None:
    """T10: the answer as known on a day is that of a dossier that holds only the documents published by it."""
    told = Told(dossier.claims, dossier.documents)
    for known in {told_in.known_from for told_in in dossier.documents}:
        published = [told_in for told_in in dossier.documents if told_in.known_from <= known]
        names = {told_in.id for told_in in published}
        then = Told([claim for claim in dossier.claims if claim.document in names], published)
        for items, later in (
            (told.timeline.periods, then.timeline.periods),
            (told.timeline.conflicts, then.timeline.conflicts),
        ):
            assert {content(item) for item in items if recorded(item, known)} == {
                content(item) for item in later if item.known_until is None
            }


@given(dossiers())
def test_known_far_in_the_future_equals_no_known(dossier: Dossier) -> None:
    told = Told(dossier.claims, dossier.documents)
    assert {p for p in told.timeline.periods if recorded(p, FAR)} == {
        p for p in told.timeline.periods if p.known_until is None
    }


@given(dossiers())
def test_every_day_has_exactly_one_state(dossier: Dossier) -> None:
    told = Told(dossier.claims, dossier.documents)
    for key in told.keys:
        periods = told.periods(key)
        for day in each_day(date(2007, 12, 30), date(2012, 1, 2))[::7]:
            answer = state_at(periods, day)
            assert answer.state in get_args(State)
            assert answer.there is not True or answer.state not in ("ended", "not-yet", "planned")
            assert (answer.there is False) == (answer.state in ("ended", "not-yet", "planned")), answer
            if answer.state == "ended":
                begun = {p.began for p in periods}
                assert any(p.ended is not None and p.ended not in begun for p in periods), "nothing says that it ended"


def _apart(before: Period, after: Period) -> bool:
    if isinstance(before.key, StakeKey):
        if before.jointly_with != after.jointly_with:
            return True
        return before.share is not None and after.share is not None and not before.share.overlaps(after.share)
    return "group-member" not in (before.standing, after.standing) and before.standing != after.standing


@given(dossiers())
def test_the_evidence_of_a_period_lies_inside_it(dossier: Dossier) -> None:
    told = Told(dossier.claims, dossier.documents)
    for key in told.keys:
        periods = told.periods(key, planned=False)
        for number, period in enumerate(periods):
            after = periods[number + 1] if number + 1 < len(periods) else None
            for when in period.observed:
                assert period.began.after is None or when.latest > period.began.after
                assert period.ended is None or period.ended.by is None or when.earliest < period.ended.by
                if when.earliest == when.latest:
                    assert period.began.by is not None
                    assert when.latest >= period.began.by, "it has begun when it is seen"
                    if period.ended is not None and period.ended.after is not None:
                        same = after is not None and after.began == period.ended and not _apart(period, after)
                        assert same or when.earliest <= period.ended.after, "it has not ended when it is seen"


@given(dossiers())
def test_periods_follow_one_another(dossier: Dossier) -> None:
    """T2, T6: what ends begins something else in the same window, or is gone; begins come in order."""
    told = Told(dossier.claims, dossier.documents)
    for key in told.keys:
        periods = told.periods(key, planned=False)
        for period in periods:
            if period.ended is not None and period.ended.by is not None:
                assert period.began.by is not None
                assert period.began.by < period.ended.by, "it has begun before it has ended"
        for before, after in pairwise(periods):
            assert before.ended is not None, "only the last has no end"
            if before.ended != after.began:  # it was gone between
                assert before.ended.by is not None
                assert after.began.by is not None
                assert before.ended.by < after.began.by, "it has ended before it begins again"


def _changes(told: Told, key: Key) -> dict[tuple[object, object], Window]:
    """The asserted changes of a key by what changes to what; those that come twice are left out."""
    periods = told.periods(key, planned=False)
    found: dict[tuple[object, object], list[Window]] = {}
    for number, period in enumerate(periods):
        after = periods[number + 1] if number + 1 < len(periods) else None
        value = (period.share, period.standing, period.jointly_with)
        if number == 0:
            found.setdefault(("nothing", "something"), []).append(period.began)
        if period.ended is None:
            continue
        if after is None or after.began != period.ended:
            found.setdefault((value, "nothing"), []).append(period.ended)
        elif _apart(period, after):
            found.setdefault((value, (after.share, after.standing, after.jointly_with)), []).append(period.ended)
    return {change: windows[0] for change, windows in found.items() if len(windows) == 1}


def _begins_or_ends(claims: Sequence[Claim], key: Key) -> bool:
    """Whether some claim tells of the beginning or the end of a stake or a standing."""
    told = [c for c in claims if isinstance(c, HoldingClaim | StandingClaim) and c.mode == "actual"]
    ends = [c for c in told if (c.from_ and getattr(c, "before", None) is None) or c.until]
    return any((getattr(c, "holder", None) or getattr(c, "parent", None), c.company) == key_ends(key) for c in ends)


def key_ends(key: Key) -> tuple[str, str]:
    return (key.holder if isinstance(key, StakeKey) else key.parent, key.company)


@given(dossiers(most=6), st.data())
def test_more_evidence_never_widens_a_window(dossier: Dossier, data: st.DataObject) -> None:
    """A document that neither corrects nor contradicts never widens the window of a change that stays."""
    added = Document("new", "New", "report", "p", data.draw(partial_dates()), "n.txt", "0" * 64, (Place(1, 1),), 12)
    more: Sequence[Claim] = data.draw(groups_of_claims(["new"]))
    more = [replace(claim, corrects="") if hasattr(claim, "corrects") else claim for claim in more]
    before = Told(dossier.claims, dossier.documents)
    after = Told([*dossier.claims, *more], [*dossier.documents, added])
    for key in before.keys:
        if {content(c) for c in before.conflicts(key)} != {content(c) for c in after.conflicts(key)}:
            continue
        if _begins_or_ends(dossier.claims, key) and _begins_or_ends(more, key):
            continue  # another beginning, or another end, of what has one contradicts it
        narrower = _changes(after, key)
        for change, old in _changes(before, key).items():
            if change in narrower:
                assert narrower[change].within(old), f"{key} {change}: {old} became {narrower[change]}"


# --- a hidden truth ---------------------------------------------------------------------------------------------------


def _told(history: History) -> Told:
    return Told(history.claims, [document()])


@given(histories())
@example(
    History(
        ((date(2010, 1, 1), Decimal(60)), (date(2010, 6, 15), Decimal(70))),
        None,
        (held("2010-06-10/2010-06-20", "60"), held(None, "70", before="60", from_="2010-06")),
    )
)
def test_every_window_holds_a_true_change(history: History) -> None:
    """T6: at least one change lies in the window between two runs, and the first of all in that of the beginning."""
    told = _told(history)
    assert not told.conflicts(), "the truth does not contradict itself"
    for number, period in enumerate(told.periods(PC)):
        wanted = [history.changes[0]] if number == 0 else history.changes
        assert any(day in period.began for day in wanted), f"nothing changed in {period.began}: {history.changes}"
        if period.ended is not None:
            assert any(day in period.ended for day in history.changes), f"nothing changed in {period.ended}"
            if number + 1 == len(told.periods(PC)):
                assert history.end is not None
                assert history.end in period.ended


@given(histories())
def test_answers_agree_with_a_truth_that_obeys_inertia(history: History) -> None:
    """The order of states: each promises something about the day, or at least about its evidence."""
    told = _told(history)
    for day in each_day(date(2007, 6, 1), date(2012, 6, 30))[::3]:
        answer, truth = told.at(PC, day), history.share(day)
        if answer.state in ("held", "changing") and answer.share is not None:
            assert answer.share.min <= (truth or 0) <= answer.share.max, f"{day}: {answer}, in truth {truth}"
        elif answer.state == "stated" and answer.share is not None:
            when = PartialDate.parse(answer.written)
            assert day in when
            assert any(history.share(d) == answer.share.min for d in each_day(when.earliest, when.latest))
        elif answer.state in ("ended", "not-yet"):
            assert truth is None, f"{day}: {answer.state}, in truth {truth}"
        elif answer.state == "last-known" and answer.share is not None:
            assert any(share == answer.share.min and first <= day for first, share in history.steps)
        if answer.there:
            later = history.end is not None and day >= history.end
            assert truth is not None or (answer.state == "last-known" and later) or answer.state == "stated"
