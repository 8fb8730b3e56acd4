"""Rounding and spreading (M1, M3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import part_of, rounded, spread
from app.domain.quantities import MOST_MONEY

MONEY = st.integers(0, MOST_MONEY)


@pytest.mark.rule("M1")
@pytest.mark.parametrize(
    "amount, parts, whole", [(1, 2, 1), (-1, 2, -1), (1, 3, 0), (5, 3, 2), (-5, 3, -2), (0, 7, 0)]
)
def test_half_a_unit_is_rounded_away_from_zero(amount, parts, whole):
    assert rounded(amount, parts) == whole


@pytest.mark.rule("M1")
@given(st.integers(-(10**30), 10**30), st.integers(1, 10**12))
def test_rounding_is_exact_however_large(amount, parts):
    off = abs(rounded(amount, parts) * parts - amount)
    assert 2 * off <= parts
    assert rounded(-amount, parts) == -rounded(amount, parts)


@pytest.mark.rule("M3")
@pytest.mark.parametrize(
    "amount, weights, shares",
    [
        (10_00, [33_33, 33_33, 33_34], [3_33, 3_33, 3_34]),
        (1, [5, 5], [1, 0]),
        (2, [1, 1, 1], [1, 1, 0]),
        (-2, [1, 1, 1], [-1, -1, 0]),
        (7, [], []),
        (7, [0, 0], [7, 0]),
        (7, [-3, 1], [0, 7]),
    ],
)
def test_a_sum_is_spread_by_largest_remainder(amount, weights, shares):
    assert spread(amount, weights) == shares


@pytest.mark.rule("M3")
@given(st.lists(MONEY, min_size=1, max_size=40), st.data())
def test_shares_add_up_and_none_bears_more_than_it_comes_to(weights, data):
    amount = data.draw(st.integers(0, sum(weights)))
    shares = spread(amount, weights)
    assert sum(shares) == amount
    assert all(0 <= share <= weight for share, weight in zip(shares, weights, strict=True))
    whole = sum(weights) or 1
    exact = [amount * weight for weight in weights]
    assert all(abs(s * whole - e) < whole for s, e in zip(shares, exact, strict=True))


STEPS = st.lists(st.tuples(st.booleans(), st.integers(1, 6)), max_size=30)


@pytest.mark.rule("M3")
@given(MONEY, st.integers(1, 12), STEPS)
def test_parts_that_go_back_add_up_whatever_was_taken_back_meanwhile(paid, size, steps):
    """A step gives so many units back, or takes the return with that place back (a void)."""
    back: list[tuple[int, int]] = []
    for is_void, number in steps:
        if is_void:
            if back:
                back.pop(number % len(back))
            continue
        before, given_back = (sum(part[at] for part in back) for at in (0, 1))
        now = min(number, size - before)
        part = part_of(paid, size, before, given_back, now)
        assert 0 <= part <= paid - given_back
        back.append((now, part))
    before, given_back = (sum(part[at] for part in back) for at in (0, 1))
    assert given_back + part_of(paid, size, before, given_back, size - before) == paid


@pytest.mark.rule("M3")
def test_of_nothing_nothing_goes_back_and_beyond_the_whole_it_goes_on_in_proportion():
    assert part_of(500, 0, 0, 0, 3) == 0
    assert part_of(900, 3, 3, 900, 1) == 300
