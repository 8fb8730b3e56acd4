"""Inactive products (D12): no new business, and what is on hand stays seen and can be settled."""

import pytest

from app.domain.kinds import KINDS
from app.domain.problems import Code
from app.lists.in_stock import IN_STOCK
from app.services.documents import copying, draft_lines, orders, posting
from app.services.documents.effects import counting
from app.services.entry import cartons, entering
from db.queries import items
from db.queries.lists.in_stock import InStockAsked
from tests.lists import stock_rows, warehouse_rows
from tests.shop import codes, refusal, said

NEW_BUSINESS = [key for key, kind in KINDS.items() if not kind.takes_inactive]
OTHERS = [key for key in KINDS if key not in NEW_BUSINESS]


def make_inactive(shop, product):
    """As a person does who said yes."""
    asked = refusal(shop.set_active, product, False)
    shop.set_active(product, False, sure=asked)


@pytest.fixture
def old(shop):
    """Phones (with serials) and cables that are no longer traded: some in stock, one each sold."""
    shop.purchase("A1 A2 A3", units=4)
    shop.purchase(product=shop.has.cable, units=5)
    shop.sell("A3")
    shop.order = shop.draft("sales_order")
    draft_lines.add_line(shop.session, shop.order, shop.has.phone)
    shop.post(shop.order)
    shop.waiting = shop.written("sale", "A2")
    for product in (shop.has.phone, shop.has.cable):
        make_inactive(shop, product)
    return shop


@pytest.mark.rule("D12")
def test_the_kinds_that_refuse_are_data():
    assert NEW_BUSINESS == ["sale", "sales_order", "quotation", "purchase", "purchase_order"]


@pytest.mark.rule("D12")
@pytest.mark.parametrize("kind", NEW_BUSINESS)
@pytest.mark.parametrize("code", ["6901234567892", "PHONE-1", "CABLE-C"])
def test_new_business_takes_it_by_no_code(old, kind, code):
    draft = old.draft(kind)
    outcome = old.scan(draft, code)
    assert (outcome.problem.code, outcome.undo) == (Code.INACTIVE, None)
    product = outcome.problem.values["product"]
    assert product == ("Cable" if code == "CABLE-C" else "Phone")
    by_hand = refusal(draft_lines.add_line, old.session, draft, old.has.phone)
    assert codes(by_hand) == [Code.INACTIVE]
    assert old.quantities(draft) == []


@pytest.mark.rule("D12", "C1", "C3")
@pytest.mark.parametrize("kind", NEW_BUSINESS)
@pytest.mark.parametrize("code", ["]C1010690123456789221N9", "]C1010690123456789221A1", "BOX1"])
def test_nor_by_a_code_that_names_product_and_unit_nor_by_a_carton(old, kind, code):
    cartons.learn(old.session, "BOX1", ["A1", "N1"], product=old.has.phone)
    draft = old.draft(kind)
    outcome = old.scan(draft, code)
    assert (outcome.problem.code, outcome.undo) == (Code.INACTIVE, None)
    assert old.quantities(draft) == []


@pytest.mark.rule("D12", "F7")
def test_a_sale_takes_its_serials_neither_by_scan_nor_by_list(old):
    draft = old.draft("sale")
    problem = old.scan(draft, "A1").problem
    assert (problem.code, problem.holder.product) == (Code.INACTIVE, "Phone")
    assert said(old.judge(draft, None, "A1", "A2")) == ["INACTIVE", "INACTIVE"]
    assert old.quantities(draft) == []


@pytest.mark.rule("D12")
def test_nor_does_a_purchase_that_has_the_line_already(shop):
    draft = shop.draft("purchase")
    line = draft_lines.add_line(shop.session, draft, shop.has.phone)
    shop.set_active(shop.has.phone, False)  # without stock nobody is asked
    assert said(entering.enter(shop.session, draft, line, ["N1"]).verdicts) == ["INACTIVE"]
    assert shop.scan(draft, "PHONE-1", line).problem.code is Code.INACTIVE


@pytest.mark.rule("D12")
def test_a_draft_that_has_it_already_is_refused_with_its_line(old):
    (problem,) = refusal(old.post, old.waiting)
    assert (problem.code, problem.line) == (Code.INACTIVE, 1)
    old.set_active(old.has.phone, True)
    old.post(old.waiting)


@pytest.mark.rule("D12")
def test_a_copy_and_an_orders_invoice_keep_the_line_and_say_so(old):
    for draft in (
        copying.copy(old.session, old.order),
        orders.make(old.session, old.order, "sale"),
    ):
        assert old.quantities(draft) == [1]
        assert Code.INACTIVE in codes(refusal(old.post, draft))


@pytest.mark.rule("D12")
def test_it_is_not_offered_from_stock_where_it_cannot_go(old):
    for with_inactive, found in ((True, 2), (False, 0)):
        asked = InStockAsked(old.has.main, with_inactive=with_inactive)
        assert len(IN_STOCK.rows(old.database, asked)) == found


@pytest.mark.rule("D12")
def test_it_can_be_returned_transferred_counted_and_adjusted(old):
    old.take_back("A3")
    back = old.blank("purchase_return")
    old.enter(back, "A3")
    old.post(back)
    old.receive(old.dispatch("A1"), "A1")
    assert old.adjust(add="N1", product=old.has.phone)
    count = old.draft("count")
    counting.count_everything(old.session, count)
    assert [
        line[0]
        for line in old.rows(
            "SELECT p.name FROM document_line l JOIN product p ON p.id = l.product_id"
            " WHERE document_id = ? ORDER BY p.name",
            count,
        )
    ] == ["Cable", "Phone"]
    old.tally(count, 4, old.has.cable)
    old.enter(count, "A2 N1")
    old.post(count, quantity=True)
    assert old.stock(old.has.cable)[0] == 4


@pytest.mark.rule("D12")
@pytest.mark.parametrize("kind", OTHERS)
def test_no_other_kind_minds(old, kind):
    draft = old.draft(kind)
    draft_lines.add_line(old.session, draft, old.has.cable)
    found = posting.problems_of(old.database, draft)
    assert Code.INACTIVE not in codes(found)


@pytest.mark.rule("D12")
def test_its_stock_stays_in_the_list_and_agrees_with_the_warehouses(old):
    rows = stock_rows(old.database)
    assert [(row.product, row.on_hand, bool(row.active)) for row in rows] == [
        ("Cable", 5000, False),
        ("Phone", 3000, False),
    ]
    places = warehouse_rows(old.database)
    assert sum(row.on_hand for row in rows) == sum(place.on_hand for place in places)
    with_none = stock_rows(old.database, with_none=True)
    assert {row.product for row in with_none if row.on_hand == 0} == {"Camera", "Rope"}


@pytest.mark.rule("D12")
def test_stock_that_a_void_brings_into_a_closed_warehouse_is_seen_too(shop):
    draft = shop.written("purchase", product=shop.has.cable, units=2, warehouse=shop.has.branch)
    shop.post(draft)
    sale = shop.written("sale", product=shop.has.cable, units=2, warehouse=shop.has.branch)
    shop.post(sale)
    shop.rows("UPDATE warehouse SET active = false WHERE id = ?", shop.has.branch)
    assert [place.name for place in warehouse_rows(shop.database)] == ["Main"]
    shop.void(sale)
    assert [(row.warehouse, row.on_hand) for row in stock_rows(shop.database)] == [("Branch", 2000)]
    assert [place.name for place in warehouse_rows(shop.database)] == ["Branch", "Main"]


@pytest.mark.rule("D12")
@pytest.mark.parametrize("where", ["stock", "serials", "transit", "transit_by_quantity"])
def test_encoding_one_inactive_that_is_anywhere_asks_first(shop, where):
    product = shop.has.cable if where in ("stock", "transit_by_quantity") else shop.has.phone
    if product == shop.has.phone:
        shop.purchase("A1")
    else:
        shop.purchase(product=product, units=1)
    if where == "transit":
        shop.dispatch("A1")
    elif where == "transit_by_quantity":
        shop.dispatch(product=product, units=1)
    asked = refusal(shop.set_active, product, False)
    assert codes(asked) == [Code.INACTIVE_WITH_STOCK]
    assert asked[0].asks and asked[0].values["quantity"] == "1"
    assert items.item(shop.database, product).active
    shop.set_active(product, False, sure=asked)
    assert not items.item(shop.database, product).active
    shop.set_active(product, False)  # it is so already: nobody is asked again
