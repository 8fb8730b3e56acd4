"""What an item costs, what its prices bring above that, and what a month brought (M11)."""

from datetime import date

import pytest

from app.domain.costs import Margin
from app.domain.pricing import Discount
from app.lists.items import asked_for, items
from app.lists.price_list import PRICES
from app.services import settings
from app.services.documents import discounts, draft_head, draft_lines
from app.services.money import margins, taxes
from app.services.money.margins import ItemCost
from app.services.money.taxes import TaxForm
from db import sql
from db.queries import document_lines
from db.queries.lists.price_list import PricesAsked
from db.queries.taxes import TaxPeriod
from tests.shop import Shop

pytestmark = pytest.mark.rule("M11")


def dated(shop, kind, day, price, serials="", product=None, units=None):
    draft = shop.draft(kind)
    if kind == "sales_return":
        shop.enter(draft, serials)
    else:
        line = shop.line(draft, serials, product=product, units=units)
        draft_lines.set_price(shop.session, draft, line, price)
    draft_head.set_date(shop.session, draft, day, sure=True)
    shop.post(draft)
    return draft


def vat(shop, mode="included", rate=13_000):
    tax = taxes.save(shop.session, TaxForm("VAT", [TaxPeriod("2000-01-01", None, rate)]))
    settings.save(shop.session, taxes=mode, default_tax=tax)


def month(shop: Shop, product=None, day=date(2026, 3, 15)):
    return margins.of_month(shop.database, product or shop.has.phone, day)


def test_a_month_is_what_was_sold_and_came_back_by_its_dates(shop):
    dated(shop, "purchase", "2026-02-01", 1000_00, "A1 A2 A3 A4")
    dated(shop, "sale", "2026-02-28", 1500_00, "A1")
    dated(shop, "sale", "2026-03-01", 1500_00, "A2 A3")
    gone = dated(shop, "sale", "2026-03-02", 9999_00, "A4")
    shop.void(gone)
    dated(shop, "sales_return", "2026-03-31", 0, "A3")
    found = month(shop)
    assert (found.sold, found.back) == (2000, 1000)
    assert found.margin == Margin(1500_00, 1000_00)
    assert month(shop, day=date(2026, 4, 1)).margin == Margin(0, 0)
    assert month(shop, shop.has.cable).sold == 0


def test_a_margin_is_of_what_is_taken_without_tax_and_after_discounts(shop):
    vat(shop)
    shop.purchase(product=shop.has.cable, units=10)
    draft = shop.draft("sale")
    line = shop.line(draft, product=shop.has.cable, units=2)
    draft_lines.set_price(shop.session, draft, line, 70_00)
    discounts.set_of_document(shop.session, draft, Discount(27_00))
    draft_head.set_date(shop.session, draft, "2026-03-05", sure=True)
    shop.post(draft)
    (stored,) = document_lines.lines(shop.database, draft)
    found = month(shop, shop.has.cable).margin
    assert (found.net, found.cost) == (100_00, shop_cost(shop, stored.id))


def shop_cost(shop, line):
    return sql.value(shop.database, "SELECT cost FROM document_line WHERE id = ?", line)


def test_what_nobody_kept_the_cost_of_leaves_the_month_without_a_margin(shop):
    shop.purchase(product=shop.has.cable, units=10)
    shop.sell(product=shop.has.cable, units=1)
    sql.execute(shop.database, "DROP TRIGGER document_line_update")
    sql.execute(shop.database, "UPDATE document_line SET cost = NULL")
    found = month(shop, shop.has.cable, shop.session.today())
    assert (found.sold, found.margin.cost, found.margin.rate) == (1000, None, None)


def test_an_item_costs_what_its_newest_unit_or_those_without_a_number_had(shop):
    assert margins.of_items(shop.database, [shop.has.phone])[shop.has.phone] == ItemCost(
        2000_00, True
    )
    dated(shop, "purchase", "2026-03-01", 900_00, units=2)
    assert margins.of_items(shop.database, [shop.has.phone])[shop.has.phone] == ItemCost(
        900_00, False
    )
    dated(shop, "purchase", "2026-03-01", 950_00, "A1")
    assert margins.of_items(shop.database, [shop.has.phone])[shop.has.phone] == ItemCost(
        950_00, False
    )


@pytest.mark.parametrize("mode, net", [("included", 2653_98), ("added", 2999_00)])
def test_lists_say_the_margin_without_the_tax_that_a_price_includes(shop, mode, net):
    vat(shop, mode)
    for listing, asked in ((items(True), asked_for("Phone")), (PRICES, PricesAsked("Phone"))):
        (row,) = listing.page(shop.database, asked, None, 10).rows
        margin = next(column for column in listing.columns if column.key == "margin")
        assert margin.value(row) == net - 2000_00


def test_a_price_at_which_nothing_is_taken_has_no_rate():
    assert margins.of_price(0, 13_000, 5_00).rate is None
    assert margins.of_price(113_00, 13_000, 75_00).rate == 25_000
