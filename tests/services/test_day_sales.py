"""What a day's sales come to: posted, not void, by the hour on the wall; and the last of them."""

from datetime import date

import pytest

from app.services import clock
from app.services.documents import day_sales, posting
from app.services.money import payments


@pytest.fixture
def trading(shop, set_clock):
    """Three sales and a return of one day, over two hours, after a sale of the day before."""
    set_clock("2026-03-09 20:00:00")
    shop.purchase("A1 A2 A3 A4 A5")
    shop.sell("A5")
    set_clock("2026-03-10 09:59:59")
    shop.sell("A1")
    set_clock("2026-03-10 10:00:00")
    shop.sell("A2")
    shop.sell("A3")
    set_clock("2026-03-10 11:30:00")
    shop.take_back("A1")
    return shop


def test_a_day_is_the_sales_less_the_returns_that_are_dated_on_it(trading):
    found = day_sales.of_day(trading.database, date(2026, 3, 10))
    price = trading.rows("SELECT total FROM document WHERE kind = 'sale' ORDER BY id")[0][0]
    assert (found.sales, found.returns) == (3, 1)
    assert (found.total, found.returned) == (3 * price - found.returned, found.returned)
    assert found.returned > 0
    assert found.hours == {9: price, 10: 2 * price}


def test_what_is_void_does_not_count(trading):
    sales = trading.rows("SELECT id FROM document WHERE kind = 'sale' ORDER BY id")
    before = day_sales.of_day(trading.database, date(2026, 3, 10))
    trading.void(sales[-1][0])
    after = day_sales.of_day(trading.database, date(2026, 3, 10))
    assert after.sales == before.sales - 1
    assert (
        sum(after.hours.values())
        == sum(before.hours.values())
        - trading.rows("SELECT total FROM document WHERE id = ?", sales[-1][0])[0][0]
    )


def test_drafts_and_other_kinds_do_not_count(trading):
    before = day_sales.of_day(trading.database, clock.today())
    trading.written("sale", "A4")
    trading.purchase("B1 B2")
    assert day_sales.of_day(trading.database, clock.today()) == before


def test_a_day_without_sales_is_nothing(shop):
    found = day_sales.of_day(shop.database, date(2026, 3, 10))
    assert (found.sales, found.returns, found.total, found.returned) == (0, 0, 0, 0)
    assert found.hours == {}


@pytest.mark.rule("D8")
def test_the_last_are_in_the_order_of_posting_whatever_their_kind(trading):
    numbers = [sale.number for sale in day_sales.last(trading.database, 3)]
    posted = trading.rows(
        "SELECT number FROM document WHERE kind IN ('sale', 'sales_return') AND posting > 0"
        " ORDER BY posting DESC LIMIT 3"
    )
    assert numbers == [number for (number,) in posted]
    assert numbers[0].startswith("SR-")
    assert numbers[1].startswith("SI-")


def test_one_of_the_last_says_its_first_item_and_how_many_lines_it_has(shop):
    shop.purchase("A1")
    shop.purchase("C1", product=shop.has.camera)
    draft = shop.written("sale", "A1")
    shop.line(draft, "C1", product=shop.has.camera)
    shop.post(draft)
    (sale,) = day_sales.last(shop.database, 7)
    assert (sale.product, sale.lines, sale.party) == ("Phone", 2, "Mrs Chen")


@pytest.mark.rule("M5")
def test_what_was_taken_is_said_by_tender_and_adds_up_to_the_day(shop):
    """Split payments, returns, on account, void ones off; an exchange pays for itself."""
    shop.purchase("A1 A2 A3 A4 A5")
    shop.sell("A5")  # of before payments were kept: counts as paid, nobody knows by what
    shop.take_payments(cash_rounding=10)
    price = 2999_00
    for serial, parts, on_account in (
        ("A1", [("card", 1000_00), ("cash", 3000_00)], False),
        ("A2", [("wallet", None)], False),
        ("A3", [("cash", 500_00)], True),
    ):
        sale = shop.written("sale", serial)
        for tender, amount in parts:
            shop.pay(sale, tender, amount)
        posting.post(shop.session, sale, on_account=on_account)
    void = shop.written("sale", "A4")
    shop.pay(void)
    shop.post(void)
    shop.void(void)
    back = shop.blank("sales_return")
    shop.enter(back, "A2")
    payments.add_proposed(shop.session, back)
    shop.post(back)
    found = [
        (one.tender.kind.name if one.tender else "", one.amount)
        for one in day_sales.taken(shop.database, shop.session.today())
    ]
    assert found == [("", 2499_00), ("CASH", 2499_00), ("CARD", 1000_00)]
    sums = day_sales.of_day(shop.database, shop.session.today())
    assert sums.total == price + sum(amount for _tender, amount in found)
