"""Events, products and relations put together from what documents say of them; and finding them by name."""

from datetime import date
from pathlib import Path

import pytest

from keiretsu import catalogue
from keiretsu.dataset import open_source
from keiretsu.dates import Window
from keiretsu.happenings import happenings
from keiretsu.lookup import Source
from keiretsu.profile import profile
from keiretsu.search import beginning, search


@pytest.fixture
def asked(folder: Path) -> Source:
    """The dataset of the files that stand in the test's docstring."""
    return open_source(str(folder))


def test_one_happening_is_told_by_several_documents(asked: Source) -> None:
    """Planned, then done; the finer date of what was done counts, and parties and amounts come together.

    == first 2010-02
    events:
      - event: e
        kind: acquisition
        title: Purchase
        date: 2010-06-01
        stage: planned
        lines: 1
        parties: {acquirer: p, target: c}
        amounts: [{measure: price, value: 10, unit: JPY million}]
    == second 2010-12
    events:
      - {event: e, date: 2010, stage: completed, lines: 2, parties: {target: c, seller: q}, location: Osaka}
    == third 2011-01
    events:
      - event: e
        date: 2010-07
        stage: completed
        lines: 3
        amounts: [{measure: price, value: 10, unit: JPY million}, {measure: price, value: 11, unit: USD million}]
    """
    known = happenings(asked, date(2010, 3, 1))["e"]
    assert (known.stage, str(known.date), known.unconfirmed(date(2010, 6, 1))) == ("planned", "2010-06-01", False)
    assert known.unconfirmed(date(2010, 6, 2)), "its day has passed (T9)"
    now = happenings(asked)["e"]
    assert (now.stage, str(now.date)) == ("completed", "2010-07")
    assert now.when == Window(date(2010, 6, 30), date(2010, 7, 31))
    assert {(part.role, part.entity) for part in now.participants} == {
        ("acquirer", "p"),
        ("target", "c"),
        ("seller", "q"),
    }
    assert [(str(a.value), a.unit) for a in now.amounts] == [("10", "JPY million"), ("11", "USD million")]
    assert (now.locations, now.documents, len(now.claims)) == (("Osaka",), ("first", "second", "third"), 3)
    assert not now.unconfirmed(date(2030, 1, 1))


def test_what_has_no_date_lies_before_or_after_its_telling(asked: Source) -> None:
    """Done and undated: by the last day of the first telling (T1); planned and undated: not before it was told.

    == first 2010-02
    events:
      - {event: done, kind: launch, title: Done, stage: completed, lines: 1, parties: {product: d}}
      - {event: to-do, kind: launch, title: To do, stage: planned, lines: 1, parties: {product: d}}
    == second 2011
    events:
      - {event: done, stage: completed, lines: 1}
    """
    found = happenings(asked)
    assert found["done"].when == Window(None, date(2010, 2, 28))
    assert found["to-do"].when == Window(date(2010, 1, 31), None)
    assert list(found) == ["done", "to-do"], "in the order of their last possible days"


@pytest.mark.parametrize(
    ("since", "until", "lies"),
    [
        ("2010-06-30", None, True),
        ("2010-07-31", None, True),
        ("2010-08-01", None, False),
        (None, "2010-07-01", True),
        (None, "2010-06-30", False),
        ("2010-07-15", "2010-07-15", True),
    ],
)
def test_a_month_may_lie_where_one_of_its_days_does(
    folder: Path, since: str | None, until: str | None, lies: bool
) -> None:
    """A happening of July 2010.

    == first 2011
    events:
      - {event: e, kind: launch, title: E, date: 2010-07, stage: completed, lines: 1}
    """
    happening = happenings(open_source(str(folder)))["e"]
    days = [date.fromisoformat(day) if day else None for day in (since, until)]
    assert happening.may_lie(*days) is lies


def test_candidates_take_part_and_counts_stay(asked: Source) -> None:
    """Who an unnamed party may be is another claim about the same party (C6).

    == first 2010
    events:
      - event: e
        kind: merger
        title: Merger
        stage: completed
        lines: 1
        parties: {subject: {name: two of them, count: 2}}
      - event: e
        stage: completed
        lines: 1
        basis: inferred
        note: because
        parties: {subject: {name: two of them, candidates: [c, d]}}
    """
    (part,) = happenings(asked)["e"].participants
    assert (part.count, part.candidates) == (2, ("c", "d"))
    assert happenings(asked)["e"].involves("c")
    assert not happenings(asked)["e"].involves("p")


def test_a_product_is_put_together(asked: Source) -> None:
    """Each word once, from all known documents; the launch and its provider come from the event.

    == first 2010-02
    products:
      - {product: c, category: Cloud, provider: p, technology: [3G, LTE], part-of: d, lines: 1}
    events:
      - event: e
        kind: launch
        title: Launch
        date: 2010-01
        stage: completed
        lines: 1
        parties: {product: c, provider: q}
    == second 2011
    products:
      - {product: c, category: Clouds, provider: p, technology: LTE, lines: 1}
      - {product: r, replaces: c, lines: 1}
    """
    early = catalogue.offers(asked, date(2010, 12, 31))["c"]
    assert (early.categories, early.replaced_by) == (("Cloud",), ())
    offer = catalogue.offers(asked)["c"]
    assert offer.categories == ("Cloud", "Clouds")
    assert (offer.providers, offer.technologies, offer.part_of) == (("p", "q"), ("3G", "LTE"), ("d",))
    assert (offer.replaced_by, len(offer.claims)) == (("r",), 2)
    assert [str(launch.date) for launch in offer.launches] == ["2010-01"]
    assert offer.concerns("d")
    assert not offer.concerns("r")


def test_statements_are_dated_by_their_document_unless_they_say_when(asked: Source) -> None:
    """T5, and the plan of a relation has no date at all.

    == first 2010-02
    customers:
      - {customer: c, supplier: p, kind: user, lines: 1}
      - {customer: d, supplier: p, kind: representative, as-of: 2009, lines: 2}
    relations:
      - {subject: p, relation: partner, object: q, mode: planned, lines: 3}
    roles:
      - {person: r, organization: p, post: President, from: 2008-06, lines: 4}
    """
    dates = [(str(claim.as_of), claim.dated) for _, claim in catalogue.customers(asked, "p")]
    assert dates == [("2010-02", "publication"), ("2009", "")]
    ((_, partner),) = catalogue.relations(asked)
    assert (partner.mode, partner.as_of, partner.dated) == ("planned", None, "")
    ((_, role),) = catalogue.roles(asked, "r")
    assert (str(role.from_), role.as_of) == ("2008-06", None)
    assert catalogue.customers(asked, "q") == []
    assert catalogue.customers(asked, "p", date(2010, 1, 31)) == []


def test_a_discrepancy_is_known_when_both_its_places_are(asked: Source) -> None:
    """It is about an event, hence about who takes part in it.

    == first 2010
    events:
      - {event: e, kind: launch, title: E, date: 2009-11, stage: completed, lines: 1, parties: {provider: p}}
    discrepancies:
      - about: e
        kind: contradiction
        what: the month
        lines: 1
        printed: November
        read: both
        note: two months
        against: [{document: second, lines: 7, printed: December}]
    == second 2012
    events:
      - {event: e, date: 2009-12, stage: completed, lines: 7}
    """
    assert catalogue.discrepancies(asked, known=date(2011, 1, 1)) == []
    ((_, claim),) = catalogue.discrepancies(asked, "p")
    assert (claim.about_event, claim.basis, claim.against[0].printed) == ("e", "inferred", ("December",))
    assert catalogue.discrepancies(asked, "q") == []


def test_a_profile_holds_both_sides_of_an_entity(asked: Source) -> None:
    """Who holds it, and what it holds.

    == first 2010
    holdings:
      - {holder: p, company: c, share: 60, as-of: 2009, lines: 1}
      - {holder: c, company: d, share: 70, as-of: 2009, lines: 2}
    standings:
      - {parent: p, company: c, standing: consolidated-subsidiary, as-of: 2009, lines: 1}
    """
    found = profile(asked, "c", date(2009, 6, 30))
    assert [key.holder for key in found.above.stakes] == ["p"]
    assert [key.company for key in found.below.stakes] == ["d"]
    assert [key.parent for key in found.above.standings] == ["p"]
    (held,) = found.above.stakes.values()
    assert held.answer is not None
    assert held.answer.state == "stated"


NAMED = """\
== first 2010
names:
  - {entity: c, name: Internet Multifeed Co., lines: 1}
  - {entity: c, name: MFEED, kind: short, lines: 2}
  - {entity: d, name: "hi-ho, Inc.", lines: 3}
events:
  - {event: hi-ho-launch, kind: launch, title: Launch of hi-ho, stage: completed, lines: 3, parties: {provider: d}}
"""


def named(tmp_path: Path) -> Source:
    from conftest import write_files

    return open_source(str(write_files(NAMED, tmp_path / "dossier")))


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("mfeed", "c"),
        ("INTERNET multi", "c"),
        ("co multifeed", "c"),
        ("hiho", "d"),
        ("launch", "hi-ho-launch"),
        ("multifed", "c"),
    ],
)
def test_search_finds_by_any_part_of_any_name(words: str, first: str, tmp_path: Path) -> None:
    assert search(named(tmp_path), words)[0].id == first


def test_search_says_what_matched_and_knows_no_more_than_was_published(tmp_path: Path) -> None:
    found = named(tmp_path)
    (hit,) = search(found, "mfeed")
    assert (hit.kind, hit.matched) == ("company", "MFEED")
    assert [hit.id for hit in search(found, "hi-ho")] == ["d", "hi-ho-launch"]
    assert search(found, "mfeed", date(2009, 12, 31)) == []
    assert search(found, "...") == []
    assert search(found, "zzzz") == []


def test_a_shell_completes_ids_by_ids_and_names(tmp_path: Path) -> None:
    found = named(tmp_path)
    assert [name for name, _ in beginning(found, "mf")] == ["c"]
    assert {name for name, _ in beginning(found, "")} == {"p", "q", "r", "c", "d"}
