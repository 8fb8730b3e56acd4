"""What lines cost when they are made, when there are more of it, and for whom (M2)."""

import pytest

from app.domain.prices import PriceSource, PriceStep
from app.services.documents import draft_head, draft_lines, posting
from app.services.entry import entering, scanning
from app.services.money import price_lists, unit_prices
from app.services.stock import contacts, items
from app.services.stock.contacts import ContactForm
from db.queries import document_lines, documents, draft_serials, prices
from db.queries.items import Pack

pytestmark = pytest.mark.rule("M2")


@pytest.fixture
def member(shop):
    """A price list: phones 2,799.00, cables 15.00 and from ten on 12.00."""
    made = price_lists.save(shop.session, "Member")
    price_lists.set_steps(shop.session, shop.has.phone, {made: [PriceStep(1_000, 2799_00)]})
    steps = [PriceStep(1_000, 15_00), PriceStep(10_000, 12_00)]
    price_lists.set_steps(shop.session, shop.has.cable, {made: steps})
    return made


@pytest.fixture
def anna(shop, member):
    """A customer who has the list."""
    return contacts.save(shop.session, ContactForm("Anna", price_list_id=member))


def sale_to(shop, party):
    draft = shop.blank("sale")
    draft_head.set_party(shop.session, draft, party)
    return draft


def priced(shop, draft):
    """Of each line: units, the price of one, the source and the list."""
    return [
        (line.quantity // 1000, line.price, PriceSource(line.price_source).name, line.price_list)
        for line in document_lines.lines(shop.database, draft)
    ]


def amounts_fit(shop, draft):
    lines = document_lines.lines(shop.database, draft)
    head = documents.document(shop.database, draft)
    return (
        head.total
        == sum(line.amount for line in lines)
        == sum(line.quantity * line.price // line.unit_size for line in lines)
    )


def test_who_has_no_list_pays_the_items_own_price(shop, member):
    draft = sale_to(shop, shop.has.customer)
    shop.line(draft, product=shop.has.cable, units=10)
    assert priced(shop, draft) == [(10, 19_90, "ITEM", None)]


def test_a_line_costs_what_the_customers_list_says_and_follows_its_steps(shop, member, anna):
    draft = sale_to(shop, anna)
    line = shop.line(draft, product=shop.has.cable)
    assert priced(shop, draft) == [(1, 15_00, "LIST", member)]
    shop.set_quantity(draft, line, 10)
    assert priced(shop, draft) == [(10, 12_00, "LIST_STEP", member)]
    assert amounts_fit(shop, draft)
    shop.set_quantity(draft, line, 9)
    assert priced(shop, draft) == [(9, 15_00, "LIST", member)]


def test_every_way_to_more_of_it_reaches_the_step(shop, member, anna):
    """By barcode, by a typed quantity, by serials of a line, and back by undo."""
    draft = sale_to(shop, anna)
    for _ in range(9):
        shop.scan(draft, "6905555555553")
    assert priced(shop, draft) == [(9, 15_00, "LIST", member)]
    tenth = shop.scan(draft, "6905555555553")
    assert priced(shop, draft) == [(10, 12_00, "LIST_STEP", member)]
    entering.take_back(shop.session, draft, tenth.undo)
    assert priced(shop, draft) == [(9, 15_00, "LIST", member)]
    draft_lines.set_quantities(shop.session, draft, {tenth.line: 12_000})
    assert priced(shop, draft) == [(12, 12_00, "LIST_STEP", member)]


def test_serials_reach_the_step_and_leave_it(shop, member, anna):
    steps = [PriceStep(1_000, 2799_00), PriceStep(3_000, 2500_00)]
    price_lists.set_steps(shop.session, shop.has.phone, {member: steps})
    shop.purchase("A1 A2 A3")
    draft = sale_to(shop, anna)
    shop.enter(draft, "A1 A2 A3")
    assert priced(shop, draft) == [(3, 2500_00, "LIST_STEP", member)]
    rows = [row.id for row in draft_serials.draft_serials(shop.database, draft)]
    draft_lines.remove_serials(shop.session, draft, rows[:1])
    assert priced(shop, draft) == [(2, 2799_00, "LIST", member)]
    assert amounts_fit(shop, draft)


def test_what_was_typed_stays_whatever_becomes_of_it(shop, member, anna):
    draft = sale_to(shop, anna)
    line = shop.line(draft, product=shop.has.cable)
    draft_lines.set_price(shop.session, draft, line, 14_00)
    shop.set_quantity(draft, line, 10)
    assert draft_head.set_party(shop.session, draft, shop.has.customer) == 0
    assert priced(shop, draft) == [(10, 14_00, "TYPED", None)]


def test_another_customer_has_other_prices_and_that_is_said(shop, member, anna):
    draft = sale_to(shop, shop.has.customer)
    shop.line(draft, product=shop.has.cable, units=10)
    shop.line(draft, product=shop.has.camera)
    assert draft_head.set_party(shop.session, draft, anna) == 1
    assert priced(shop, draft) == [
        (10, 12_00, "LIST_STEP", member),
        (1, 6499_00, "ITEM", None),
    ]
    assert amounts_fit(shop, draft)
    assert draft_head.set_party(shop.session, draft, None) == 1
    assert priced(shop, draft)[0] == (10, 19_90, "ITEM", None)


def test_a_list_that_was_put_away_prices_nothing(shop, member, anna):
    price_lists.save(shop.session, "Member", member, active=False)
    draft = sale_to(shop, anna)
    shop.line(draft, product=shop.has.cable)
    assert priced(shop, draft) == [(1, 19_90, "ITEM", None)]


def test_a_carton_costs_what_its_units_cost_in_the_list(shop, member, anna):
    form, codes = items.load(shop.database, shop.has.cable)
    items.save(shop.session, form, codes, shop.has.cable, packs=[Pack("carton", 10_000)])
    draft = sale_to(shop, anna)
    line = shop.line(draft, product=shop.has.cable)
    draft_lines.set_unit(shop.session, draft, line, "carton")
    (row,) = document_lines.lines(shop.database, draft)
    assert (row.quantity, row.price, row.amount) == (10_000, 120_00, 120_00)
    assert PriceSource(row.price_source) is PriceSource.LIST_STEP


def test_what_is_bought_and_what_comes_back_has_no_list(shop, member, anna):
    shop.purchase("A1")
    contacts.save(
        shop.session,
        ContactForm("Both", is_supplier=True, price_list_id=member),
        shop.has.supplier,
    )
    bought = shop.written("purchase", product=shop.has.cable, units=10)
    assert priced(shop, bought) == [(10, 9_50, "ITEM", None)]
    sale = sale_to(shop, anna)
    shop.enter(sale, "A1")
    shop.post(sale)
    back = shop.blank("sales_return")
    shop.enter(back, "A1")
    assert priced(shop, back) == [(1, 2799_00, "ORIGIN", None)]
    assert documents.document(shop.database, back).party_id == anna


# Units with a price of their own


@pytest.fixture
def used(shop):
    """Phones: A1 and A2 new, B1 and B2 used at 1,500.00, B3 at 900.00."""
    shop.purchase("A1 A2 B1 B2 B3")
    for number, price in {"B1": 1500_00, "B2": 1500_00, "B3": 900_00}.items():
        unit_prices.set_price(shop.session, number, price)
    return shop


@pytest.mark.parametrize("order", ["A1 B1 A2 B2 B3", "B1 B2 B3 A1 A2", "B3 A2 B2 A1 B1"])
@pytest.mark.parametrize("one_by_one", [True, False])
def test_units_stand_on_a_line_of_their_own_price(used, member, anna, order, one_by_one):
    draft = sale_to(used, anna)
    if one_by_one:
        for number in order.split():
            used.scan(draft, number)
    else:
        used.enter(draft, order)
    assert sorted(priced(used, draft), key=lambda line: line[1]) == [
        (1, 900_00, "UNIT", None),
        (2, 1500_00, "UNIT", None),
        (2, 2799_00, "LIST", member),
    ]
    assert amounts_fit(used, draft)


def test_another_customer_leaves_a_units_own_price(used, member, anna):
    draft = sale_to(used, used.has.customer)
    used.enter(draft, "B1")
    assert draft_head.set_party(used.session, draft, anna) == 0
    assert priced(used, draft) == [(1, 1500_00, "UNIT", None)]


def test_nothing_joins_the_line_of_a_used_unit_whose_price_was_typed(used):
    draft = used.draft("sale")
    used.enter(draft, "B1")
    (line,) = document_lines.lines(used.database, draft)
    draft_lines.set_price(used.session, draft, line.id, 1400_00)
    used.scan(draft, "A1", line.id)
    used.scan(draft, "B2", line.id)
    assert sorted(priced(used, draft)) == [
        (1, 1400_00, "TYPED", None),
        (1, 1500_00, "UNIT", None),
        (1, 2999_00, "ITEM", None),
    ]


def test_a_barcode_is_of_new_ones_and_a_quotation_has_the_units_own_price(used):
    draft = used.draft("quotation")
    used.scan(draft, "B1")
    used.scan(draft, "6901234567892")
    used.scan(draft, "B2")
    assert sorted(priced(used, draft)) == [(1, 2999_00, "ITEM", None), (2, 1500_00, "UNIT", None)]


def test_an_own_price_counts_where_goods_are_sold_and_nowhere_else(used):
    for kind in ("transfer", "count"):
        draft = used.draft(kind)
        used.enter(draft, "A1 B1 B3")
        assert len(document_lines.lines(used.database, draft)) == 1


def test_what_a_customer_paid_last_is_not_of_a_void(used, anna):
    def last(party):
        found = prices.last_price(used.database, "sale", party, used.has.phone)
        return found and (found.quantity, found.paid, found.document_id)

    sales = []
    for number in ("A1", "B1"):
        sales.append(used.draft("sale"))
        used.enter(sales[-1], number)
        used.post(sales[-1], sure=posting.questions_of(used.database, sales[-1]))
    assert last(used.has.customer) == (1_000, 1500_00, sales[1])
    used.void(sales[1])
    assert last(used.has.customer) == (1_000, 2999_00, sales[0])
    assert last(anna) is None


def test_a_scan_says_its_product_whatever_its_price(used):
    draft = used.draft("sale")
    outcome = scanning.scan(used.session, draft, None, "B1")
    assert (outcome.product, outcome.taken) == ("Phone", 1)
