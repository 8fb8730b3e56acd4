"""Many prices by one rule: percent, markup, and how they end (M2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.price_changes import (
    Basis,
    PriceChange,
    PriceEnding,
    endings,
    is_rate,
    read_change,
)
from app.domain.problems import Code, Problem

pytestmark = pytest.mark.rule("M2")

prices = st.integers(1, 10**10)


@pytest.mark.parametrize(
    ("change", "now", "price"),
    [
        (PriceChange(Basis.NOW, 10_000), 19_90, 21_89),
        (PriceChange(Basis.NOW, -10_000), 19_90, 17_91),
        (PriceChange(Basis.NOW, -100_000), 19_90, 0),
        (PriceChange(Basis.RETAIL, -5_000), 1, 28_50),
        (PriceChange(Basis.PURCHASE, 33_333), 1, 26_67),
        (PriceChange(Basis.NOW, 0, PriceEnding(100, -10)), 19_39, 18_90),
        (PriceChange(Basis.NOW, 0, PriceEnding(100, -10)), 19_41, 19_90),
        (PriceChange(Basis.NOW, 0, PriceEnding(100, -1)), 19_90, 19_99),
        (PriceChange(Basis.NOW, 0, PriceEnding(100)), 19_50, 20_00),
        (PriceChange(Basis.NOW, 0, PriceEnding(500)), 12_49, 10_00),
        (PriceChange(Basis.NOW, 0, PriceEnding(100, -10)), 5, 90),
    ],
)
def test_a_price_is_changed_by_the_rule(change, now, price):
    assert change.new_price(now, 30_00, 20_00) == price


@pytest.mark.parametrize("basis", Basis)
def test_what_there_is_no_price_of_stays_without_one(basis):
    for nothing in (0, *([None] if basis is Basis.NOW else [])):
        figures = {Basis.NOW: nothing, Basis.RETAIL: 5, Basis.PURCHASE: 5} | {basis: nothing}
        change = PriceChange(basis, 10_000)
        assert change.new_price(*(figures[each] for each in Basis)) is None


def test_a_price_beyond_what_a_price_can_be_is_none():
    assert PriceChange(Basis.NOW, 100_000).new_price(10**12, 0, 0) is None


@given(prices, st.sampled_from([0, 2, 3]).flatmap(lambda d: st.sampled_from(endings(d))))
def test_the_ending_is_kept_and_none_is_nearer(price, ending):
    found = ending.nearest(price)
    assert found >= 0
    assert (found - ending.offset) % ending.step == 0
    nearer = [found - ending.step, found + ending.step]
    assert all(abs(other - price) >= abs(found - price) for other in nearer if other >= 0)


@pytest.mark.parametrize("decimals", [0, 1, 2, 3])
def test_every_currency_has_endings_of_its_own(decimals):
    found = endings(decimals)
    assert found[0] == PriceEnding()
    assert len(set(found)) == len(found)
    assert all(-each.step < each.offset <= 0 for each in found)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("10", 10_000),
        ("+10", 10_000),
        ("-5%", -5_000),
        ("−5 %", -5_000),
        ("１２．５", 12_500),
        ("250", 250_000),
        ("", None),
        ("x", None),
        ("-101", None),
        ("1001", None),
        ("5.1234", None),
    ],
)
def test_a_percentage_is_read_as_people_type_it(text, rate):
    found = read_change(text)
    assert found == (Problem(Code.PRICE_RATE) if rate is None else rate)


def test_a_rate_takes_no_more_than_all():
    assert [is_rate(rate) for rate in (-100_001, -100_000, 0, 1_000_000, 1_000_001)] == [
        False,
        True,
        True,
        True,
        False,
    ]
