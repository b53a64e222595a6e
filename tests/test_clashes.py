"""What cannot be right together (C2): the conflict, and beside it the near miss that is none."""

import inspect
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import write_files
from keiretsu import figures
from keiretsu.claims import FigureClaim, Place
from keiretsu.dataset import open_source
from keiretsu.dates import PartialDate
from keiretsu.happenings import happenings
from keiretsu.lookup import Source
from keiretsu.model import CONFLICTS, Conflict, EventKey, FigureKey, NameKey
from keiretsu.spellings import apart, core
from keiretsu.timeline import derive
from keiretsu.units import rounded_from
from keiretsu.vocab import CONCEPTS
from strategies import Told, dossiers, stake

HEAD = ",".join(figures.COLUMNS)
YEAR = "2010-01-01/2010-12-31"


def kinds(conflicts: list[Conflict]) -> list[tuple[str, int]]:
    return [(conflict.kind, len(conflict.claims)) for conflict in conflicts]


def test_the_words_for_conflicts_are_the_ontologys() -> None:
    assert CONCEPTS["conflict"] == CONFLICTS


# --- the date of an event --------------------------------------------------------------------------------------------


def test_dates_that_share_no_day_conflict(case: Told) -> None:
    """Two months of one launch; a third telling with the year agrees with both, and is no part of it.

    == first 2010-01
    events:
      - {event: e, kind: launch, title: E, date: 2009-11, stage: completed, lines: 1, parties: {product: d}}
    == second 2011-01
    events:
      - {event: e, date: 2009-12, stage: completed, lines: 1}
    == third 2012-01
    events:
      - {event: e, date: 2009, stage: completed, lines: 1}
    """
    (conflict,) = case.conflicts()
    assert (conflict.key, conflict.policy) == (EventKey("e"), "later-publication")
    by_document = {claim.document: claim.id for claim in case.claims}
    assert set(conflict.claims) == {by_document["first"], by_document["second"]}, "both are kept"
    assert conflict.prefers == by_document["second"]
    assert (conflict.known_from, conflict.known_until) == (date(2011, 1, 31), None)
    assert conflict.why == "2009-11 and 2009-12 have no day in common"


@pytest.mark.parametrize(
    ("date_", "stage"),
    [
        ("2009", "completed"),
        ("2009-11-15", "completed"),
        ("2009-11-30/2010-02-01", "completed"),
        ("2010-05", "planned"),
    ],
)
def test_a_coarser_date_and_a_plan_conflict_with_nothing(date_: str, stage: str, tmp_path: Path) -> None:
    text = (
        "== first 2010-01\nevents:\n"
        "  - {event: e, kind: launch, title: E, date: 2009-11, stage: completed, lines: 1, parties: {product: d}}\n"
        f"== second 2011-01\nevents:\n  - {{event: e, date: {date_}, stage: {stage}, lines: 1}}\n"
    )
    source = open_source(str(write_files(text, tmp_path / "dossier")))
    assert source.conflicts() == []


DATES = """\
== first 2010-01
events:
  - {event: e, kind: establishment, title: E, date: 2009-02, stage: completed, lines: 1, parties: {established: c}}
== second 2011-01
events:
  - {event: e, date: 2009-12, stage: completed, lines: 1}
holdings:
  - {holder: p, company: c, share: 60, as-of: 2010-03-31, lines: 2}
"""


@pytest.mark.parametrize(
    ("prefer", "told"), [("", "2009-12"), ("second", "2009-12"), ("earlier", "2009-02"), ("first", "2009-02")]
)
def test_the_followed_date_is_that_of_the_event_and_of_what_rests_on_it(prefer: str, told: str, tmp_path: Path) -> None:
    """C2: a date that loses is evidence of no day, neither of the event nor of a stake (T11).

    The second telling does not say again who was established; it is one event all the same.
    """
    source = open_source(str(write_files(DATES, tmp_path / "dossier")), prefer=prefer)
    happening = happenings(source)["e"]
    assert str(happening.date) == told
    assert [conflict.kind for conflict in happening.conflicts] == ["date"]
    (period,) = source.periods()[stake("p", "c")]
    assert period.began.after == date.fromisoformat("2009-11-30" if told == "2009-12" else "2009-01-31")
    assert happenings(source, date(2010, 12, 31))["e"].conflicts == (), "not known yet (T10)"


# --- the amounts of an event -----------------------------------------------------------------------------------------


def amounts(tmp_path: Path, one: str, other: str, stage: str = "completed") -> Source:
    head = "event: e, kind: acquisition, title: E, stage: completed, lines: 1, parties: {target: c}"
    text = (
        f"== first 2010-01\nevents:\n  - {{{head}, amounts: [{one}]}}\n"
        f"== second 2011-01\nevents:\n  - {{event: e, stage: {stage}, lines: 1, amounts: [{other}]}}\n"
    )
    return open_source(str(write_files(text, tmp_path / "dossier")))


def price(value: str, unit: str = "JPY million", measure: str = "price") -> str:
    return f"{{measure: {measure}, value: {value}, unit: {unit}}}"


def test_amounts_that_cannot_be_rounded_from_one_conflict(tmp_path: Path) -> None:
    source = amounts(tmp_path, price("912"), price("913450", "JPY thousand"))
    (conflict,) = source.conflicts()
    assert (conflict.key, conflict.kind) == (EventKey("e", "price", "JPY"), "amount")
    assert conflict.why == "given as 912 JPY million and 913450 JPY thousand"
    told = happenings(source)["e"]
    assert [(str(a.value), a.unit) for a in told.amounts] == [("913450", "JPY thousand")], "the later one is followed"


@pytest.mark.parametrize(
    ("one", "other", "stage"),
    [
        (price("912"), price("912450", "JPY thousand"), "completed"),  # rounded
        (price("912"), price("7395", "USD thousand"), "completed"),  # another currency
        (price("912"), price("900"), "planned"),  # what was planned
        (price("912"), price("900", measure="costs"), "completed"),  # something else
        (price("912", measure="price of more than"), price("950", measure="price of more than"), "completed"),
        (price("912"), f"{price('5')}, {price('6')}", "completed"),  # parts of a sum
    ],
)
def test_what_may_both_be_right_of_amounts(one: str, other: str, stage: str, tmp_path: Path) -> None:
    assert amounts(tmp_path, one, other, stage).conflicts() == []


# --- figures ---------------------------------------------------------------------------------------------------------


def row(value: str, line: str, **more: str) -> str:
    cells = dict.fromkeys(figures.COLUMNS, "") | {
        "line": line,
        "subject": "p",
        "measure": "total-revenues",
        "period": YEAR,
        "aspect": "value",
        "kind": "actual",
        "value": value,
        "unit": "JPY million",
        "printed": value,
        "basis": "stated",
    }
    return ",".join(f'"{cell}"' for cell in (cells | more).values())


def printed(tmp_path: Path, *rows: str, text: str = "") -> Path:
    made = write_files(f"== first 2011\n{text}\n== second 2012", tmp_path / "dossier")
    for name, some in (("first", rows[:1]), ("second", rows[1:])):
        (made / f"{name}.figures.csv").write_text("\n".join((HEAD, *some)) + "\n", encoding="utf-8")
    return made


def test_figures_that_cannot_be_rounded_from_one_conflict(tmp_path: Path) -> None:
    """66.8 billion agrees with both 66,835 and 66,750 million; those two do not agree."""
    rows = (row("66835", "1"), row("66750", "2"), row("66.8", "3", unit="JPY billion"))
    source = open_source(str(printed(tmp_path, *rows)), figures=True)
    (conflict,) = source.conflicts()
    key = FigureKey("p", "total-revenues", "", YEAR, "value", "", "actual", "", "JPY")
    assert (conflict.key, conflict.policy, len(conflict.claims)) == (key, "later-publication", 2)
    assert open_source(str(tmp_path / "dossier")).conflicts() == [], "only where figures are loaded"


@pytest.mark.parametrize(
    "more",
    [
        {"value": "66.8", "unit": "JPY billion"},  # rounded
        {"value": "67000", "kind": "target"},  # set anew
        {"value": "67000", "bound": "about"},
        {"value": "67000", "period": "2010-01-01/2010-06-30"},
        {"value": "67000", "segment": "c"},
        {"value": "67000", "consolidation": "non-consolidated"},
        {"value": "67000", "unit": "USD million"},
        {"value": "67", "unit": "%", "aspect": "share-percent"},
    ],
)
def test_what_may_both_be_right_of_figures(more: dict[str, str], tmp_path: Path) -> None:
    told = {"printed": more["value"], **more}
    source = open_source(str(printed(tmp_path, row("66835", "1"), row(line="2", **told))), figures=True)
    assert source.conflicts() == []


@given(
    st.lists(st.tuples(st.integers(9950, 10050), st.integers(0, 2)), min_size=2, max_size=6),
    st.randoms(),
    st.booleans(),
)
def test_figures_conflict_where_two_ranges_share_nothing(
    told: list[tuple[int, int]], random: st.randoms, twice: bool
) -> None:
    """The claims involved are those apart from another; both sides are kept; the order of claims changes nothing."""
    made = {}
    for number, (value, places) in enumerate(told):
        shown = f"{Decimal(value).scaleb(-places):f}"
        claim = FigureClaim(
            document="d1" if number % 2 or not twice else "d2",
            places=(Place(number + 1, number + 1),),
            subject="p",
            measure="total-revenues",
            value=Decimal(shown),
            unit=("JPY million", "JPY billion")[places == 2],
            period=PartialDate.parse("2010"),
            line=number + 1,
            printed=(shown,),
        )
        made[claim.id] = claim
    ranges = {name: rounded_from(claim.value, claim.printed[0], claim.unit) for name, claim in made.items()}
    wanted = {
        one
        for one, (low, high) in ranges.items()
        for other_low, other_high in ranges.values()
        if low > other_high or high < other_low
    }
    documents = [document_of("d1", "2011"), document_of("d2", "2012")]
    found = derive(made.values(), documents).conflicts
    assert set().union(*(conflict.claims for conflict in found if conflict.known_until is None)) == wanted
    shuffled = list(made.values())
    random.shuffle(shuffled)
    assert derive(shuffled, documents[::-1]).conflicts == found


def document_of(name: str, published: str):  # type: ignore[no-untyped-def]
    from strategies import document

    return document(name, published)


# --- names -----------------------------------------------------------------------------------------------------------


def test_two_full_names_in_one_document_conflict(case: Told) -> None:
    """Quarry and Quagmire cannot both be its name on one day; in 2012 a document says that one is the former name.

    == first 2010-05
    names:
      - {entity: q, name: "Quarry Holdings, Inc.", lines: 1}
      - {entity: q, name: "Quagmire K.K.", lines: 2}
      - {entity: q, name: Quarry, kind: short, lines: 2}
    == second 2012-05
    names:
      - {entity: q, name: "Quagmire K.K.", lines: 1}
      - {entity: q, name: "QUARRY HOLDINGS", kind: former, lines: 2}
    """
    (conflict,) = case.timeline.conflicts
    assert (conflict.key, len(conflict.claims), conflict.policy) == (NameKey("q"), 2, "undecided")
    assert conflict.why == "called Quagmire K.K. and Quarry Holdings, Inc. on one day"
    assert (conflict.known_from, conflict.known_until) == (date(2010, 5, 31), date(2012, 5, 31))


NAMES = """\
== first 2010-05-10
names:
  - {entity: q, name: "Quarry Holdings, Inc.", lines: 1}
== second %s
names:
  - {entity: q, name: "%s", kind: %s, lines: 1, basis: %s, note: x}
"""


@pytest.mark.parametrize(
    ("published", "name", "kind", "basis", "count"),
    [
        ("2010-05-10", "Quagmire, Inc.", "full", "stated", 1),
        ("2010-05-11", "Quagmire, Inc.", "full", "stated", 0),  # it may have been renamed
        ("2010-05", "Quagmire, Inc.", "full", "stated", 0),  # on another day of that month
        ("2010-05-10", "Quagmire, Inc.", "short", "stated", 0),
        ("2010-05-10", "Quagmire, Inc.", "misprint", "inferred", 0),
        ("2010-05-10", "Quagmire, Inc.", "former", "stated", 0),
        ("2010-05-10", "Quagmire, Inc.", "full", "inferred", 0),  # it may be another's
        ("2010-05-10", "QUARRY HOLDINGS K.K.", "full", "stated", 0),
        ("2010-05-10", "Quarry", "full", "stated", 0),
        ("2010-05-10", "クワリー株式会社", "full", "stated", 0),
    ],
)
def test_what_a_conflict_of_names_is(
    published: str, name: str, kind: str, basis: str, count: int, tmp_path: Path
) -> None:
    source = open_source(str(write_files(NAMES % (published, name, kind, basis), tmp_path / "dossier")))
    assert len(source.conflicts()) == count


@pytest.mark.parametrize(
    ("one", "other", "different"),
    [
        ("GDX Japan, K.K.", "GDx Japan Inc.", False),
        ("NTT DoCoMo", "NTT-DOCOMO, INC.", False),
        ("Data center-related services", "datacenter related service", False),
        ("Peugeot Citroën", "PEUGEOT CITROEN S.A.", False),
        ("Marks & Spencer", "Marks and Spencer plc", False),
        ("Securities and Exchange Commission", "United States Securities and Exchange Commission", False),
        ("日本電信電話株式会社", "Nippon Telegraph and Telephone Corporation", False),
        ("Co., Ltd.", "Quarry", False),
        ("Internet MFEED Co.", "Internet Multifeed Co.", True),
        ("IIJ Technology Inc.", "IIJ Financial Systems Inc.", True),
        ("日本電信電話株式会社", "東日本電信電話株式会社", True),
    ],
)
def test_spellings_are_one_name(one: str, other: str, different: bool) -> None:
    assert apart(one, other) is apart(other, one) is different


@given(st.text(), st.text())
@example("0", "\U00017000")  # a letter to which not every Python has a name
def test_any_text_may_be_a_name(one: str, other: str) -> None:
    assert not apart(one, one)
    assert apart(one, other) is apart(other, one)
    assert core(one.upper()) == core(one.upper().lower()) or not one.isascii()


def test_the_packaged_names_agree(told: Told) -> None:
    """748 names, and no document has two for one entity that are not spellings, parts or renderings of each other."""
    assert not [conflict for conflict in told.timeline.conflicts if conflict.kind == "name"]


# --- RDF -------------------------------------------------------------------------------------------------------------


def test_every_kind_of_conflict_comes_back(tmp_path: Path) -> None:
    """Both kinds of stakes' conflicts are read back by test_rdf; here are the others, through RDF and SHACL."""
    text = """\
== a 2010-05-10
names:
  - {entity: q, name: Quarry, lines: 1}
  - {entity: q, name: Quagmire, lines: 2}
events:
  - event: e
    kind: launch
    title: E
    date: 2009-11
    stage: completed
    lines: 1
    parties: {product: d}
    amounts: [{measure: price, value: 10, unit: JPY million}]
  - {event: e, date: 2009-12, stage: completed, lines: 2, amounts: [{measure: price, value: 12, unit: JPY million}]}
"""
    made = write_files(inspect.cleandoc(text), tmp_path / "dossier")
    change = {"aspect": "change", "against": "2009", "segment": "c", "consolidation": "consolidated"}
    rows = (row("1", "1"), row("4", "2"), row("3", "3", **change), row("6", "4", **change))
    (made / "a.figures.csv").write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")
    from keiretsu import check, dataset, dossier, store

    read = dossier.load(made)
    source = Source(store.in_memory(dataset.assemble(read)))
    found = source.conflicts()
    assert {c.id: c for c in found} == {c.id: c for c in derive(read.claims, read.documents).conflicts}
    assert sorted(kinds(found)) == [("amount", 2), ("date", 2), ("figure", 2), ("figure", 2), ("name", 2)]
    assert check.validate(source) == []


@given(dossiers(most=10))
def test_both_sides_are_kept_and_disagree(dossier) -> None:  # type: ignore[no-untyped-def]
    names = {claim.id for claim in dossier.claims}
    for conflict in derive(dossier.claims, dossier.documents).conflicts:
        assert set(conflict.claims) <= names
        assert len(conflict.claims) == len(set(conflict.claims)) > 1
        assert conflict.prefers in conflict.claims
