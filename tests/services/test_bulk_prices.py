"""Prices of many items at once: planned, written and taken back as a whole (M2)."""

import pytest

from app.domain.price_changes import Basis, PriceChange, PriceEnding
from app.domain.prices import PriceStep
from app.domain.problems import Code
from app.services.money import bulk_prices, price_lists
from app.services.money.bulk_prices import MOST
from db.queries import items
from tests.shop import refusal

pytestmark = pytest.mark.rule("M2")

UP = PriceChange(Basis.NOW, 10_000, PriceEnding(100, -10))
OFF_RETAIL = PriceChange(Basis.RETAIL, -10_000)


@pytest.fixture
def member(shop):
    made = price_lists.save(shop.session, "Member")
    steps = [PriceStep(1_000, 15_00), PriceStep(10_000, 12_00)]
    price_lists.set_steps(shop.session, shop.has.cable, {made: steps})
    return made


def products(shop):
    return [shop.has.cable, shop.has.rope, shop.has.phone]


def retail(shop):
    return [items.item(shop.database, product).sale_price for product in products(shop)]


def planned(shop, price_list, change):
    return bulk_prices.plan(shop.database, price_list, products(shop), change)


def test_what_is_planned_is_shown_and_nothing_is_written(shop, member):
    before = shop.everything()
    assert [(one.sku, one.old, one.new) for one in planned(shop, None, UP)] == [
        ("CABLE-C", 19_90, 21_90),
        ("ROPE", 3_00, 2_90),
        ("PHONE-1", 2999_00, 3298_90),
    ]
    assert [(one.sku, one.old, one.new) for one in planned(shop, member, OFF_RETAIL)] == [
        ("CABLE-C", 15_00, 17_91),
        ("ROPE", None, 2_70),
        ("PHONE-1", None, 2699_10),
    ]
    assert [one.sku for one in planned(shop, member, UP)] == ["CABLE-C"]
    assert shop.everything() == before


@pytest.mark.parametrize("of_list", [False, True])
@pytest.mark.parametrize("change", [UP, OFF_RETAIL])
def test_what_was_written_is_taken_back_as_a_whole(shop, member, of_list, change):
    price_list = member if of_list else None
    before = retail(shop), price_lists.steps_of(shop.database, shop.has.cable)
    found = planned(shop, price_list, change)
    bulk_prices.carry_out(shop.session, price_list, found)
    assert (retail(shop), price_lists.steps_of(shop.database, shop.has.cable)) != before
    bulk_prices.carry_out(shop.session, price_list, bulk_prices.turned(found))
    assert (retail(shop), price_lists.steps_of(shop.database, shop.has.cable)) == before
    assert price_lists.steps_of(shop.database, shop.has.rope) == {}


def test_the_steps_above_the_first_stay(shop, member):
    bulk_prices.carry_out(shop.session, member, planned(shop, member, OFF_RETAIL))
    assert price_lists.steps_of(shop.database, shop.has.cable)[member] == [
        PriceStep(1_000, 17_91),
        PriceStep(10_000, 12_00),
    ]


def test_what_was_changed_meanwhile_stops_all_of_it(shop, member):
    found = planned(shop, member, OFF_RETAIL)
    price_lists.set_steps(shop.session, shop.has.rope, {member: [PriceStep(1_000, 1)]})
    before = shop.everything()
    (problem,) = refusal(bulk_prices.carry_out, shop.session, member, found)
    assert (problem.code, problem.values["product"]) == (Code.PRICE_MOVED, "Rope")
    assert shop.everything() == before


def test_a_plan_that_changes_nothing_tells_nothing(shop):
    before = shop.everything()
    bulk_prices.carry_out(shop.session, None, planned(shop, None, PriceChange(Basis.NOW, 0)))
    assert shop.everything() == before


@pytest.mark.parametrize("rate", [-100_001, 1_000_001])
def test_a_rate_that_is_none_is_refused(shop, rate):
    change = PriceChange(Basis.NOW, rate)
    (problem,) = refusal(bulk_prices.plan, shop.database, None, products(shop), change)
    assert problem.code is Code.PRICE_RATE


def test_too_many_are_refused(shop):
    (problem,) = refusal(bulk_prices.plan, shop.database, None, list(range(MOST + 1)), UP)
    assert problem.code is Code.TOO_MANY_PRICES
