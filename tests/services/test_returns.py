"""Returns find their sale or purchase by the serial alone (D2)."""

import pytest

from app.domain.problems import Code
from app.domain.quantities import ONE_UNIT
from app.domain.verdicts import Finding, Level
from app.services.documents import draft_lines, returning
from db.queries import document_lines, documents
from tests.shop import codes, refusal

IN_STOCK, SOLD, RETURNED = 1, 2, 3


def sell_at(shop, serials, price):
    """Sell phones at a price of their own; returns the sale."""
    draft = shop.draft("sale")
    line = shop.line(draft, serials)
    draft_lines.set_price(shop.session, draft, line, price)
    shop.post(draft)
    return draft


@pytest.mark.rule("D2")
def test_scanning_a_sold_serial_brings_its_sale_customer_and_price(shop):
    shop.purchase("A1 A2")
    sale = sell_at(shop, "A1 A2", 2500_00)
    back = shop.blank("sales_return")
    outcome = shop.scan(back, "a1")
    assert (outcome.level, outcome.finding) == (Level.ACCEPTED, Finding.SOLD)
    (line,) = document_lines.lines(shop.database, back)
    head = documents.document(shop.database, back)
    assert (line.price, line.origin) == (2500_00, documents.document(shop.database, sale).number)
    assert head.party_id == shop.has.customer


@pytest.mark.rule("D2")
def test_several_sales_in_one_return_have_a_line_each(shop):
    shop.purchase("A1 A2 A3")
    sell_at(shop, "A1 A2", 2500_00)
    sell_at(shop, "A3", 2400_00)
    back = shop.blank("sales_return")
    for code in ("A1", "A3", "A2"):
        shop.scan(back, code)
    lines = document_lines.lines(shop.database, back)
    assert [(line.quantity, line.price) for line in lines] == [(2000, 2500_00), (1000, 2400_00)]


@pytest.mark.rule("D2", "L1")
def test_part_of_a_sale_comes_back_now_and_the_rest_later(shop):
    shop.purchase("A1 A2")
    sell_at(shop, "A1 A2", 2500_00)
    for code in ("A2", "A1"):
        back = shop.blank("sales_return")
        shop.scan(back, code)
        shop.post(back)
        assert shop.status(code)[0] == IN_STOCK
    assert shop.stock() == (2, 2)


@pytest.mark.rule("L1", "F7")
@pytest.mark.parametrize("code", ["A1", "NEVER"])
def test_what_was_never_sold_is_not_taken_back_and_says_so(shop, code):
    shop.purchase("A1")
    back = shop.blank("sales_return")
    outcome = shop.scan(back, code)
    assert (outcome.level, outcome.problem.code) == (Level.REFUSED, Code.NOT_SOLD)
    assert document_lines.lines(shop.database, back) == []
    assert documents.document(shop.database, back).party_id is None


@pytest.mark.rule("D2")
def test_a_tracked_line_without_its_serials_is_refused_on_a_return(shop):
    back = shop.blank("sales_return")
    shop.scan(back, "PHONE-1")
    problems = refusal(shop.post, back)
    assert codes(problems) == [Code.SERIALS_MISSING]


@pytest.mark.rule("D2", "L1")
def test_a_purchase_return_finds_supplier_and_cost_through_later_sales(shop):
    shop.purchase("A1 A2")
    shop.sell("A1")
    back = shop.blank("sales_return")
    shop.scan(back, "A1")
    shop.post(back)
    away = shop.blank("purchase_return")
    shop.scan(away, "A1")
    (line,) = document_lines.lines(shop.database, away)
    head = documents.document(shop.database, away)
    assert (line.price, head.party_id) == (2000_00, shop.has.supplier)
    assert line.origin.startswith("PI-")
    shop.post(away)
    assert shop.status("A1")[0] == RETURNED
    assert shop.stock() == (1, 1)


@pytest.mark.rule("L3", "D2")
def test_a_purchase_return_without_serials_takes_units_without_a_serial_only(shop):
    shop.purchase("A1", units=3)
    away = shop.draft("purchase_return")
    shop.line(away, units=3)
    assert codes(refusal(shop.post, away)) == [Code.NOT_ENOUGH_WITHOUT_SERIAL]
    fewer = shop.draft("purchase_return")
    shop.line(fewer, units=2)
    shop.post(fewer)
    assert shop.stock() == (1, 1)


@pytest.mark.rule("V1", "V3")
def test_a_sale_is_voided_only_after_its_return(shop):
    shop.purchase("A1")
    sale = sell_at(shop, "A1", 2500_00)
    back = shop.blank("sales_return")
    shop.scan(back, "A1")
    shop.post(back)
    assert codes(refusal(shop.void, sale)) == [Code.BLOCKED]
    shop.void(back)
    assert shop.status("A1")[0] == SOLD
    shop.void(sale)
    assert (shop.status("A1")[0], shop.stock()) == (IN_STOCK, (1, 1))


@pytest.mark.rule("M3")
def test_no_more_comes_back_than_was_sold_and_nothing_of_what_is_void(shop):
    """Goods without serial numbers, of which no unit says whether it was brought back."""
    shop.opening(product=shop.has.cable, units=10)
    sale = shop.sell(product=shop.has.cable, units=3)
    (sold,) = document_lines.lines(shop.database, sale)

    def back(units):
        draft = returning.begin(shop.session, sale, "sales_return")
        line = returning.add_sold(shop.session, draft, sold.id)
        draft_lines.set_quantity(shop.session, draft, line, units * ONE_UNIT)
        return draft

    (problem,) = refusal(shop.post, back(4))
    assert problem.code is Code.MORE_CAME_BACK and problem.values["left"] == "3"
    first, late = back(2), back(2)
    shop.post(first)
    (problem,) = refusal(shop.post, late)
    assert (problem.line, problem.values["left"]) == (1, "1")
    shop.void(first)
    shop.void(sale)
    (problem,) = refusal(shop.post, late)
    assert problem.values["left"] == "0"


@pytest.mark.rule("M3")
def test_a_unit_that_came_back_before_says_so_once(shop):
    """Its serial number says it; that there is nothing left of its sale is the same."""
    shop.purchase("A1")
    shop.sell("A1")
    first, late = shop.blank("sales_return"), shop.blank("sales_return")
    for draft in (first, late):
        shop.scan(draft, "A1")
    shop.post(first)
    (problem,) = refusal(shop.post, late)
    assert problem.values["serial"] == "A1"
