"""How much of the ordinary price is left, whatever takes it off (M2, U3)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.limits import APPROVED_BY, REFUSED_TO, is_above, part_left, rate_above, rate_off
from app.domain.pricing import WHOLE, Discount
from app.domain.problems import CONFIRMABLE

pytestmark = pytest.mark.rule("U3")

RATES = st.integers(0, WHOLE)


@pytest.mark.parametrize(
    ("price", "discounts", "off"),
    [
        (100_00, (), 0),
        (1_00, (), 99_000),
        (120_00, (), 0),
        (100_00, ((Discount(rate=6_000), 100_00),), 6_000),
        (90_00, ((Discount(rate=10_000), 90_00),), 19_000),
        (100_00, ((Discount(5_00), 100_00), (Discount(9_50), 95_00)), 14_500),
        (0, (), WHOLE),
    ],
)
def test_what_is_taken_off_adds_up(price, discounts, off):
    assert rate_off(part_left(price, 100_00, *discounts)) == off


@given(RATES, RATES)
def test_two_discounts_take_off_no_less_than_either_alone(one, other):
    both = part_left(100, 100, (Discount(rate=one), 100), (Discount(rate=other), 100))
    assert both <= min(part_left(100, 100, (Discount(rate=rate), 100)) for rate in (one, other))


def test_what_costs_nothing_loses_nothing():
    assert part_left(0, 0, (Discount(0), 0)) == Fraction(1)


@pytest.mark.parametrize(
    ("back", "worth", "rate"),
    [(0, 0, 0), (1, 0, WHOLE), (100, 100, 0), (99, 100, 0), (110, 100, 10_000), (900, 100, WHOLE)],
)
def test_what_is_given_back_above_its_worth_is_a_rate_too(back, worth, rate):
    assert rate_above(back, Fraction(worth)) == rate


@pytest.mark.parametrize(
    ("rate", "limit", "above"), [(10, 10, False), (11, 10, True), (9, None, False)]
)
def test_a_limit_may_be_reached(rate, limit, above):
    assert is_above(rate, limit) is above


def test_what_may_be_approved_is_no_question():
    assert set(REFUSED_TO) <= CONFIRMABLE
    assert not set(APPROVED_BY) & CONFIRMABLE
