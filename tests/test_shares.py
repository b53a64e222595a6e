"""Percentages: exact, bounded, never a float (rule S1)."""

import json
import re
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keiretsu.shares import Share, canonical
from strategies import percentages, shares


@pytest.mark.parametrize(
    ("text", "low", "high", "open_ends"),
    [
        ("60.2", "60.2", "60.2", []),
        ("60.20", "60.2", "60.2", []),
        ("60.2%", "60.2", "60.2", []),
        ("60.2 %", "60.2", "60.2", []),
        ("0", "0", "0", []),
        ("100.000", "100", "100", []),
        ("0.0000000001", "0.0000000001", "0.0000000001", []),
        ("<100", "0", "100", ["min", "max"]),
        ("< 100", "0", "100", ["min", "max"]),
        ("<=25", "0", "25", ["min"]),
        (">25", "25", "100", ["min"]),
        (">=25", "25", "100", []),
        ("[25, 50)", "25", "50", ["max"]),
        ("(25,50]", "25", "50", ["min"]),
        ("(25, 50)", "25", "50", ["min", "max"]),
        ("[25,50]", "25", "50", []),
    ],
)
def test_a_share_is_read_as_written(text: str, low: str, high: str, open_ends: list[str]) -> None:
    share = Share.parse(text)
    assert share.json() == {"min": low, "max": high} | ({"open": open_ends} if open_ends else {})
    assert share.is_exact == (low == high)


@pytest.mark.parametrize(
    "text",
    [
        "", "%", "x", "100.1", "101", "999", "-1", "-0.1", "1e2", "1E1", "NaN", "Infinity", "0x10", "60,2", "60.", ".5",
        "1_0", "½", "٦٠", "６０", "60.2 percent", "60.2%%", "60 %  %", "[50, 25]", "(25, 25)", "[25, 25)", "[25, 50",
        "25-50", ">100", "<0", ">=101", "<101", "[-1, 5]", "[0, 101]", "60.12345678901", "1000", "None", "60\n.2",
    ],
)  # fmt: skip
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="share"):
        Share.parse(text)


def test_a_refusal_says_how_to_write_it() -> None:
    with pytest.raises(ValueError, match=re.escape("'60,2' is not a share; write 60.2, '<100', '>=25' or '[25, 50)'")):
        Share.parse("60,2")
    with pytest.raises(ValueError, match="between 0 and 100"):
        Share.parse("100.1")


def test_51_equals_51_0() -> None:
    """S1: one number has one value, one hash and one spelling; 24.5 stays 24.5."""
    one, other = Share.parse("51"), Share.parse("51.0")
    assert one == other
    assert hash(one) == hash(other)
    assert str(one) == str(other) == "51 %"
    assert Share.exactly("24.5").json() == {"min": "24.5", "max": "24.5"}
    assert Share.exactly(Decimal("1E+1")).json()["min"] == "10"


@given(shares())
def test_a_share_prints_as_what_it_is(share: Share) -> None:
    printed = share.json()
    assert json.loads(json.dumps(printed)) == printed
    low = ("(" if share.min_open else "[") + printed["min"]
    high = printed["max"] + (")" if share.max_open else "]")
    again = Share.parse(printed["min"] if share.is_exact else f"{low}, {high}")
    assert again == share
    assert hash(again) == hash(share)
    for number in (printed["min"], printed["max"]):
        assert re.fullmatch(r"(0|[1-9]\d*)(\.\d*[1-9])?", number), "no trailing zeros, no exponent"


@given(percentages(), percentages(), st.booleans(), st.booleans())
def test_bounds_are_in_order(low: Decimal, high: Decimal, low_open: bool, high_open: bool) -> None:
    if low < high or (low == high and not low_open and not high_open):
        assert Share(low, high, low_open, high_open).min == low
    else:
        with pytest.raises(ValueError, match="lower bound"):
            Share(low, high, low_open, high_open)


def _fits(number: Decimal, share: Share) -> bool:
    low = number > share.min or (number == share.min and not share.min_open)
    return low and (number < share.max or (number == share.max and not share.max_open))


def _probes(*several: Share) -> list[Decimal]:
    """Numbers that tell bounds apart: the ends, and one between each two neighbouring ends."""
    ends = sorted({bound for share in several for bound in (share.min, share.max)})
    return ends + [(one + other) / 2 for one, other in pairwise(ends)]


@given(shares(), shares())
def test_two_shares_overlap_exactly_if_a_number_fits_both(one: Share, other: Share) -> None:
    assert one.overlaps(other) == any(_fits(n, one) and _fits(n, other) for n in _probes(one, other))
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(one)


@given(shares(), shares())
def test_a_narrower_share_allows_less(one: Share, other: Share) -> None:
    fits = [(_fits(n, one), _fits(n, other)) for n in _probes(one, other)]
    assert one.narrower(other) == (one != other and all(second for first, second in fits if first))
    assert not (one.narrower(other) and other.narrower(one))
    assert not one.narrower(one)


@given(shares(), shares())
def test_a_hull_allows_what_either_allows_and_ends_where_they_end(one: Share, other: Share) -> None:
    hull = one.hull(other)
    assert hull == other.hull(one)
    assert one.hull(one) == one
    for number in _probes(one, other):
        if _fits(number, one) or _fits(number, other):
            assert _fits(number, hull)
    assert {hull.min, hull.max} <= {one.min, one.max, other.min, other.max}
    assert _fits(hull.min, hull) == (_fits(hull.min, one) or _fits(hull.min, other))
    assert _fits(hull.max, hull) == (_fits(hull.max, one) or _fits(hull.max, other))


@given(st.fractions(0, 100), st.fractions(0, 100))
def test_a_computed_share_is_rounded_outward_to_ten_places(one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    share = Share.between(low, high)
    assert share.min <= low
    assert high <= share.max <= 100
    assert low - Fraction(share.min) < Fraction(1, 10**10)
    assert Fraction(share.max) - high < Fraction(1, 10**10)
    assert -share.min.as_tuple().exponent <= 10  # type: ignore[operator]


def test_a_third_is_rounded_outward() -> None:
    assert Share.between(Fraction(100, 3), Fraction(100, 3)).json() == {"min": "33.3333333333", "max": "33.3333333334"}
    assert Share.between(Fraction(50), Fraction(50)).json() == {"min": "50", "max": "50"}


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**12))
def test_one_number_has_one_spelling(number: Decimal) -> None:
    text = canonical(number)
    assert Decimal(text) == number
    assert re.fullmatch(r"(0|[1-9]\d*)(\.\d*[1-9])?", text)


@given(st.text(max_size=16) | st.from_regex(r"[\[(<>]?=? ?\d{0,3}(\.\d{0,11})?(, ?\d{1,3})?[\])]?%?", fullmatch=True))
def test_any_text_is_a_share_or_a_refusal(text: str) -> None:
    try:
        share = Share.parse(text)
    except ValueError:
        return
    assert 0 <= share.min <= share.max <= 100
    assert text.strip().isascii()
