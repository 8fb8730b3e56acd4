"""Goods of several sales come back on one return: each is given back as it was paid itself (M7)."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from app.domain.pricing import PERCENT
from app.services import settings
from app.services.documents import draft_lines, returning
from app.services.money import payments, taxes
from app.services.money.taxes import TaxForm
from app.services.stock import items
from app.services.stock.items import ItemForm
from db.queries import document_lines, documents
from db.queries.taxes import TaxPeriod
from tests.shop import Shop

pytestmark = [pytest.mark.rule("M7"), pytest.mark.rule("M4")]

TENDERS = ("card", "wallet", "transfer", "cash")


def taxed(shop: Shop, mode: str, rate: int) -> int:
    """An item in stock whose tax is of a rate of its own."""
    known = len(shop.rows("SELECT id FROM tax"))
    tax = taxes.save(shop.session, TaxForm(f"Tax {known}", [TaxPeriod("2000-01-01", None, rate)]))
    settings.save(shop.session, taxes=mode)
    item = items.save(shop.session, ItemForm(f"ITEM-{known}", f"Item {known}", tax_id=tax), [])
    shop.opening(product=item, units=3)
    return item


def sold(shop: Shop, item: int, price: int, units: int, tender: str) -> int:
    """A posted sale, wholly paid by one tender."""
    draft = shop.draft("sale")
    line = shop.line(draft, product=item, units=units)
    draft_lines.set_price(shop.session, draft, line, price)
    if documents.document(shop.database, draft).total:
        shop.pay(draft, tender)
    shop.post(draft)
    return draft


def taken_back(shop: Shop, sales: dict[int, int]) -> int:
    """A draft on which so many units of some sales come back."""
    draft = shop.blank("sales_return")
    for sale, units in sales.items():
        (line,) = document_lines.lines(shop.database, sale)
        for _unit in range(units):
            returning.add_sold(shop.session, draft, line.id)
    return draft


def proposed(shop: Shop, draft: int) -> list[tuple[str | None, int]]:
    return [
        (one.tender.kind.name.lower() if one.tender else None, one.amount)
        for one in payments.proposals(shop.database, draft)
    ]


def test_each_of_two_sales_with_tax_of_its_own_is_given_back_by_its_own_tender(shop):
    shop.take_payments()
    book = taxed(shop, "added", 0)
    pen = taxed(shop, "added", 20 * PERCENT)
    sales = [sold(shop, book, 100_00, 1, "card"), sold(shop, pen, 100_00, 1, "cash")]
    back = taken_back(shop, dict.fromkeys(sales, 1))
    assert proposed(shop, back) == [("card", 100_00), ("cash", 120_00)]
    payments.add_proposed(shop.session, back)
    shop.post(back)
    assert shop.rows("SELECT sum(amount) FROM payment") == [(0,)]


@pytest.fixture
def make_shop(template, tmp_path_factory):
    """A shop on its first day, made anew each time."""

    def make() -> Shop:
        path = tmp_path_factory.mktemp("shop") / "shop.sdk"
        return Shop.fresh(template, template.copy_to(path))

    return make


SALES = st.tuples(
    st.integers(0, 30 * PERCENT), st.integers(1, 50_00), st.integers(1, 3), st.integers(1, 3)
)
"""The rate of its tax, its price, how many units, and how many of them come back."""


@profile(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    mode=st.sampled_from(["none", "included", "added"]),
    wanted=st.lists(SALES, min_size=2, max_size=4),
)
def test_whatever_comes_back_nothing_of_what_was_paid_stays_on_account(make_shop, mode, wanted):
    """It comes back in two returns; each payment is given back wholly, and none beyond itself."""
    shop = make_shop()
    shop.take_payments()
    sales: dict[int, tuple[int, int]] = {}
    for (rate, price, units, first), tender in zip(wanted, TENDERS, strict=False):
        sale = sold(shop, taxed(shop, mode, rate), price, units, tender)
        sales[sale] = (min(first, units), units)
    for back in (
        {sale: first for sale, (first, _all) in sales.items()},
        {sale: units - first for sale, (first, units) in sales.items() if first < units},
    ):
        if not back:
            continue
        draft = taken_back(shop, back)
        assert None not in dict(proposed(shop, draft))
        payments.add_proposed(shop.session, draft)
        shop.post(draft)
    left = "SELECT tender_id, sum(amount) FROM payment GROUP BY tender_id HAVING sum(amount) <> 0"
    assert shop.rows(left) == []
    shop.close()
