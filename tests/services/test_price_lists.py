"""Price lists: names, steps, and who may write them (M2)."""

import pytest

from app.domain.permissions import Role
from app.domain.prices import PriceStep
from app.domain.problems import Code
from app.domain.quantities import MOST_MONEY
from app.services.money import price_lists, unit_prices
from app.services.stock import contacts
from app.services.stock.contacts import ContactForm
from db.queries import prices
from tests.shop import refusal

pytestmark = pytest.mark.rule("M2")


@pytest.fixture
def member(shop):
    return price_lists.save(shop.session, " Member ")


def codes(problems):
    return [problem.code for problem in problems]


def test_a_list_is_made_renamed_and_put_away(shop, member):
    price_lists.save(shop.session, "Club", member)
    price_lists.save(shop.session, "Wholesale")
    price_lists.save(shop.session, "Club", member, active=False)
    assert [(one.name, one.active) for one in prices.lists(shop.database)] == [
        ("Wholesale", True),
        ("Club", False),
    ]


@pytest.mark.parametrize(
    ("name", "code"), [(" ", Code.NAME_MISSING), ("MEMBER", Code.PRICE_LIST_TAKEN)]
)
def test_a_list_has_a_name_of_its_own(shop, member, name, code):
    assert codes(refusal(price_lists.save, shop.session, name)) == [code]


def test_a_list_says_how_many_contacts_have_it(shop, member):
    contacts.save(shop.session, ContactForm("Anna", price_list_id=member))
    contacts.save(shop.session, ContactForm("Ben"))
    assert prices.contacts_with(shop.database, member) == 1


def test_an_items_steps_are_all_replaced_and_other_lists_stay(shop, member):
    other = price_lists.save(shop.session, "Wholesale")
    first = {
        member: [PriceStep(1_000, 15_00), PriceStep(10_000, 12_00)],
        other: [PriceStep(5_000, 1)],
    }
    price_lists.set_steps(shop.session, shop.has.cable, first)
    price_lists.set_steps(shop.session, shop.has.cable, {member: [PriceStep(1_000, 14_00)]})
    assert price_lists.steps_of(shop.database, shop.has.cable) == {
        member: [PriceStep(1_000, 14_00)],
        other: [PriceStep(5_000, 1)],
    }
    price_lists.set_steps(shop.session, shop.has.cable, {member: []})
    assert price_lists.steps_of(shop.database, shop.has.cable) == {other: [PriceStep(5_000, 1)]}


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ([PriceStep(0, 1)], Code.BAD_QUANTITY),
        ([PriceStep(-1_000, 1)], Code.BAD_QUANTITY),
        ([PriceStep(1_500, 1)], Code.BAD_QUANTITY),
        ([PriceStep(10**12, 1)], Code.QUANTITY_TOO_BIG),
        ([PriceStep(1_000, -1)], Code.BAD_PRICE),
        ([PriceStep(1_000, MOST_MONEY + 1)], Code.PRICE_TOO_BIG),
        ([PriceStep(1_000, 5), PriceStep(1_000, 6)], Code.STEP_TWICE),
    ],
)
def test_a_step_that_cannot_be_is_refused_and_nothing_is_written(shop, member, steps, code):
    before = shop.everything()
    problems = refusal(price_lists.set_steps, shop.session, shop.has.cable, {member: steps})
    assert codes(problems) == [code]
    assert shop.everything() == before


def test_half_a_metre_has_a_step_where_the_unit_has_decimals(shop, member):
    price_lists.set_steps(shop.session, shop.has.rope, {member: [PriceStep(500, 2_00)]})
    assert price_lists.steps_of(shop.database, shop.has.rope) == {member: [PriceStep(500, 2_00)]}


def test_a_clerk_edits_customers_and_gives_nobody_a_price_list(shop, member):
    clerk = shop.as_a(Role.CLERK)
    contacts.save(clerk, ContactForm("Anna", phone="1"))
    (problem,) = refusal(contacts.save, clerk, ContactForm("Bob", price_list_id=member))
    assert problem.code is Code.NOT_ALLOWED
    made = contacts.save(shop.session, ContactForm("Cleo", price_list_id=member))
    contacts.save(clerk, ContactForm("Cleo", phone="2", price_list_id=member), made)
    assert contacts.load(shop.database, made).price_list_id == member
    assert codes(refusal(contacts.save, clerk, ContactForm("Cleo"), made)) == [Code.NOT_ALLOWED]


def test_a_unit_has_a_price_of_its_own_until_it_is_taken_away(shop):
    shop.purchase("A1")
    for price in (1500_00, 0, None):
        unit_prices.set_price(shop.session, "a1", price)
        (serial,) = shop.rows("SELECT id FROM serial WHERE number = 'A1'")[0]
        assert prices.own_price(shop.database, serial) == price


@pytest.mark.parametrize(
    ("number", "price", "code"),
    [
        ("X9", 1, Code.IS_UNKNOWN),
        ("A1", -1, Code.BAD_PRICE),
        ("A1", MOST_MONEY + 1, Code.PRICE_TOO_BIG),
    ],
)
def test_a_unit_that_nobody_knows_and_a_price_that_is_none_are_refused(shop, number, price, code):
    shop.purchase("A1")
    assert codes(refusal(unit_prices.set_price, shop.session, number, price)) == [code]
