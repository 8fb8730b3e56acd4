"""What goods had cost (M11), against a small model of whole units."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.costs import (
    Goods,
    Held,
    Margin,
    costs_of,
    net_of,
    part_back,
    shared,
    unit_cost,
)

pytestmark = pytest.mark.rule("M11")

costs = st.integers(0, 10**12)
quantities = st.integers(1, 10**9)


@given(costs, st.integers(1, 1_000))
def test_the_units_of_a_purchase_had_cost_what_was_paid(net, units):
    each = [unit_cost(net, units, place) for place in range(units)]
    assert sum(each) == net
    assert max(each) - min(each) <= 1


@pytest.mark.parametrize(
    ("money", "rate", "included", "net"),
    [
        (801, 20_000, True, 668),
        (801, 20_000, False, 801),
        (801, None, True, 801),
        (11300, 13_000, True, 10000),
        (-11300, 13_000, True, -10000),
    ],
)
def test_included_tax_is_no_cost(money, rate, included, net):
    assert net_of(money, rate, included) == net


def test_the_average_moves_with_what_comes():
    """Ten at 1.00, ten at 2.00: five of them had cost 7.50; then five at 4.00."""
    goods = [
        Goods(1, 9, 10_000, 10_00),
        Goods(2, 9, 10_000, 20_00),
        Goods(3, 9, -5_000),
        Goods(4, 9, 5_000, 20_00),
        Goods(5, 9, -20_000),
    ]
    found, after = costs_of(goods, {}, {9: 0})
    assert found == {1: 10_00, 2: 20_00, 3: 7_50, 4: 20_00, 5: 42_50}
    assert after == {9: Held(0, 0)}


def test_what_is_sold_before_it_came_goes_at_the_purchase_price_and_is_made_good():
    found, after = costs_of([Goods(1, 9, -2_000), Goods(2, 9, 3_000, 36_00)], {}, {9: 10_00})
    assert found[1] == 20_00
    assert after[9] == Held(1_000, 16_00)  # two of the three had cost 24.00, not 20.00


moves = st.lists(
    st.tuples(st.booleans(), quantities, costs, st.booleans()), min_size=1, max_size=12
)


@given(moves, costs)
def test_what_came_is_what_went_and_what_is_left_whatever_is_voided(steps, price):
    """Each step comes with a cost or goes by the average; some are voided at the end."""
    held, done = {1: Held()}, []
    for comes, quantity, cost, voided in steps:
        goods = Goods(1, 1, quantity, cost) if comes else Goods(1, 1, -quantity)
        found, held = costs_of([goods], held, {1: price})
        done.append((goods.quantity, found[1], voided))
        assert found[1] >= 0
    for quantity, cost, voided in done:
        if voided:
            held = {1: held[1].moved(-quantity, cost)}
    left = [(quantity, cost) for quantity, cost, voided in done if not voided]
    assert held[1].quantity == sum(quantity for quantity, _ in left)
    assert held[1].value == sum(cost if quantity > 0 else -cost for quantity, cost in left)


@given(quantities, costs, quantities)
def test_a_part_had_cost_its_part_to_half_a_minor_unit(there, value, part):
    cost = Held(there, value).cost_of(part, 0)
    assert abs(cost - Fraction(value * part, there)) <= Fraction(1, 2)


@given(st.integers(1, 10**6), costs)
def test_all_that_is_held_had_cost_all_of_the_value(quantity, value):
    assert Held(quantity, value).cost_of(quantity, 5) == value


@given(costs, st.lists(st.integers(-5, 10**9), min_size=1, max_size=9))
def test_the_parts_of_a_whole_had_cost_the_whole(cost, weights):
    shares = shared(cost, weights)
    assert sum(shares) == cost
    assert all(share >= 0 for share in shares)


@given(costs, st.lists(st.integers(1, 10**6), min_size=1, max_size=8))
def test_what_comes_back_in_parts_had_cost_what_the_line_had(cost, parts):
    """To the smallest coin, in any order; and a part that is voided comes again for the same."""
    whole, back, given_back = sum(parts), 0, 0
    for part in parts:
        first = part_back(cost, whole, back, given_back, part)
        assert part_back(cost, whole, back, given_back, part) == first >= 0
        back, given_back = back + part, given_back + first
    assert given_back == cost


@pytest.mark.parametrize(
    ("net", "cost", "amount", "rate"),
    [
        (100_00, 75_00, 25_00, 25_000),
        (100_00, 120_00, -20_00, -20_000),
        (-100_00, -75_00, -25_00, -25_000),
        (0, 5_00, -5_00, None),
        (100_00, None, None, None),
    ],
)
def test_a_margin_is_what_is_left_of_what_was_taken(net, cost, amount, rate):
    margin = Margin(net, cost)
    assert (margin.amount, margin.rate) == (amount, rate)
