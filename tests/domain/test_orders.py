"""What of an order is open: by product, the line of the same price first (D15)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.orders import OrderedLine, left_of

lines = st.lists(
    st.builds(
        OrderedLine,
        line=st.just(0),
        product=st.integers(1, 3),
        quantity=st.integers(1, 9).map(lambda units: units * 1000),
        price=st.integers(1, 2),
        unit_size=st.sampled_from([1000, 5000]),
    ),
    max_size=6,
)


@pytest.mark.rule("D15")
@given(lines, lines)
def test_nothing_is_counted_twice_or_lost(ordered, made):
    ordered = [OrderedLine(at, *_values(line)[1:]) for at, line in enumerate(ordered)]
    left = left_of(ordered, made)
    for product in {line.product for line in ordered}:
        own = [line for line in ordered if line.product == product]
        taken = sum(line.quantity for line in made if line.product == product)
        assert sum(left[line.line] for line in own) == sum(line.quantity for line in own) - taken
        assert all(left[line.line] >= 0 for line in own[:-1])
        assert all(left[line.line] <= line.quantity for line in own)
        if left[own[-1].line] < 0:
            assert not any(left[line.line] for line in own[:-1])


@pytest.mark.rule("D15")
def test_of_two_lines_of_a_product_the_one_of_the_same_price_is_filled():
    ordered = [OrderedLine(1, 7, 3000, 100, 1000), OrderedLine(2, 7, 3000, 90, 1000)]
    assert left_of(ordered, [OrderedLine(9, 7, 2000, 90, 1000)]) == {1: 3000, 2: 1000}
    assert left_of(ordered, [OrderedLine(9, 7, 4000, 80, 1000)]) == {1: 0, 2: 2000}
    assert left_of(ordered, [OrderedLine(9, 7, 7000, 90, 1000)]) == {1: 0, 2: -1000}


def _values(line):
    return line.line, line.product, line.quantity, line.price, line.unit_size
