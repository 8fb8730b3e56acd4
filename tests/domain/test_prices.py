"""Which price a line begins with (M2): the unit's own, the list's at its step, the item's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.prices import Offers, Priced, PriceSource, PriceStep, step_at
from app.domain.quantities import ONE_UNIT

MEMBER = 7
STEPS = (PriceStep(1_000, 95), PriceStep(10_000, 90), PriceStep(100_000, 80))
OFFERS = Offers(100, MEMBER, STEPS)

prices = st.integers(0, 10**12)
quantities = st.integers(1, 10**9)
steps = st.dictionaries(st.integers(1, 10**9), prices, max_size=6).map(
    lambda found: tuple(PriceStep(*each) for each in found.items())
)


@pytest.mark.rule("M2")
@pytest.mark.parametrize(
    ("quantity", "price", "source"),
    [
        (1, 95, PriceSource.LIST),
        (1_000, 95, PriceSource.LIST),
        (9_999, 95, PriceSource.LIST),
        (10_000, 90, PriceSource.LIST_STEP),
        (99_999, 90, PriceSource.LIST_STEP),
        (100_000, 80, PriceSource.LIST_STEP),
        (10**9, 80, PriceSource.LIST_STEP),
    ],
)
def test_a_list_gives_the_price_of_the_step_that_is_reached(quantity, price, source):
    assert OFFERS.price_of(quantity) == Priced(price, source, MEMBER)


@pytest.mark.rule("M2")
def test_the_units_own_price_comes_before_every_list():
    assert OFFERS.price_of(100_000, own=60) == Priced(60, PriceSource.UNIT)
    assert OFFERS.price_of(ONE_UNIT, own=0) == Priced(0, PriceSource.UNIT)  # a gift has a price


@pytest.mark.rule("M2")
@pytest.mark.parametrize(
    "offers", [Offers(100), Offers(100, MEMBER), Offers(100, MEMBER, STEPS[1:])]
)
def test_what_no_list_prices_has_the_items_own_price(offers):
    assert offers.price_of(9_999) == Priced(100, PriceSource.ITEM)


def test_a_pack_costs_what_its_units_cost():
    assert Priced(95, PriceSource.LIST, MEMBER).for_unit(10_000) == 950


@pytest.mark.rule("M2")
@given(quantities, prices, st.none() | prices, steps)
def test_the_first_that_there_is_gives_the_price(quantity, item, own, steps):
    priced = Offers(item, MEMBER, steps).price_of(quantity, own)
    reached = sorted(step for step in steps if step.from_quantity <= max(quantity, ONE_UNIT))
    if own is not None:
        assert (priced.price, priced.source) == (own, PriceSource.UNIT)
    elif reached:
        assert priced.price == reached[-1].price
        assert (priced.source is PriceSource.LIST) == (reached[-1].from_quantity <= ONE_UNIT)
    else:
        assert (priced.price, priced.source) == (item, PriceSource.ITEM)
    assert (priced.price_list == MEMBER) == (priced.source in (2, 3))


@given(steps, quantities, quantities)
def test_more_never_reaches_an_earlier_step(steps, less, more):
    less, more = sorted((less, more))
    first, second = step_at(steps, less), step_at(steps, more)
    reached = [step.from_quantity if step else 0 for step in (first, second)]
    assert reached == sorted(reached)


def test_only_what_nobody_set_follows_the_quantity():
    assert [source.name for source in PriceSource if source.follows] == [
        "LIST",
        "LIST_STEP",
        "ITEM",
    ]
