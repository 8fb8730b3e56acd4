"""documents that carry no serials: quotations, orders, assembly and disassembly (D1)."""

import pytest

from app.domain.document_kind import SerialPolicy
from app.domain.kinds import KINDS
from app.domain.problems import Code
from app.domain.verdicts import Level
from app.services import settings
from app.services.documents import draft_lines, orders
from db.queries import document_lines, documents
from tests.shop import codes, refusal

PAPERS = ("quotation", "sales_order", "purchase_order")
ASSEMBLIES = ("assembly", "disassembly")


# Which documents carry serials


@pytest.mark.rule("D1")
@pytest.mark.parametrize(
    "kind", ["sale", "sales_return", "purchase", "purchase_return", "count", "transfer"]
)
def test_the_six_documents_of_the_trade_carry_serials(kind):
    assert KINDS[kind].carries_serials


@pytest.mark.rule("D1")
@pytest.mark.parametrize("kind", [*PAPERS, *ASSEMBLIES])
def test_orders_quotations_and_assemblies_do_not(kind):
    assert not KINDS[kind].carries_serials


@pytest.mark.rule("D1")
@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("code", ["A1", "a1", "A2"])
def test_a_serial_scanned_on_a_quotation_or_order_finds_its_product(shop, kind, code):
    shop.purchase("A1 A2")
    shop.sell("A2")
    draft = shop.draft(kind)
    outcome = shop.scan(draft, code)
    assert (outcome.level, outcome.product) == (Level.ACCEPTED, "Phone")
    assert shop.quantities(draft) == [1] and shop.serials_on(draft) == []
    assert shop.scan(draft, "NEVER").problem.code is Code.IS_UNKNOWN


@pytest.mark.rule("D1", "F7")
@pytest.mark.parametrize("kind", ASSEMBLIES)
def test_a_serial_scanned_there_is_refused_and_says_why(shop, kind):
    shop.purchase("A1")
    draft = shop.draft(kind)
    outcome = shop.scan(draft, "A1")
    assert (outcome.level, outcome.problem.code) == (Level.REFUSED, Code.NO_PLACE_FOR_SERIALS)
    assert outcome.problem.values["product"] == "Phone"
    assert shop.scan(draft, "NEVER").problem.code is Code.IS_UNKNOWN
    assert document_lines.lines(shop.database, draft) == []


# Quotations and orders


@pytest.mark.rule("D1")
@pytest.mark.parametrize("kind", PAPERS)
def test_managed_products_stand_on_orders_without_serials_and_nothing_moves(shop, kind):
    assert KINDS[kind].policy is SerialPolicy.NONE
    shop.purchase("A1")
    before = shop.books()
    draft = shop.draft(kind)
    shop.scan(draft, "PHONE-1")
    shop.scan(draft, "PHONE-1")
    shop.post(draft)
    assert shop.quantities(draft) == [2]
    assert shop.books() == before
    assert shop.number(draft).startswith(KINDS[kind].prefix)


@pytest.mark.rule("D1")
@pytest.mark.parametrize("kind", PAPERS)
def test_an_order_may_ask_for_more_than_there_is_but_whole_units(shop, kind):
    shop.post(shop.written(kind, units=99))
    assert codes(refusal(shop.post, shop.written(kind, units=1.5))) == [Code.FRACTION]


@pytest.mark.rule("D1", "D6")
@pytest.mark.parametrize(
    ("kind", "becomes"), [(kind.key, other) for kind in KINDS.values() for other in kind.becomes]
)
def test_what_is_made_of_an_order_has_its_lines_and_asks_for_the_serials(shop, kind, becomes):
    shop.purchase("A1 A2")
    order = shop.draft(kind)
    line = shop.line(order, units=2)
    draft_lines.set_price(shop.session, order, line, 2123_00)
    shop.post(order)
    made = orders.make(shop.session, order, becomes)
    head = documents.document(shop.database, made)
    (line,) = document_lines.lines(shop.database, made)
    assert (head.kind, head.party_id) == (
        becomes,
        documents.document(shop.database, order).party_id,
    )
    assert (line.quantity, line.price, head.total) == (2000, 2123_00, 4246_00)
    if becomes == "sale":
        assert codes(refusal(shop.post, made)) == [Code.SERIALS_MISSING]
        shop.enter(made, "A1 A2")
    shop.post(made)
    assert shop.number(order)  # it stands as it was


@pytest.mark.rule("D1", "V3")
@pytest.mark.parametrize("kind", PAPERS)
def test_an_order_is_voided_and_nothing_moves(shop, kind):
    order = shop.written(kind, units=2)
    shop.post(order)
    before = shop.books()
    shop.void(order)
    assert shop.books() == before


@pytest.mark.rule("D7")
@pytest.mark.parametrize(("kind", "needed"), [("sales_order", True), ("quotation", False)])
def test_an_order_needs_somebody_who_ordered(shop, kind, needed):
    draft = shop.blank(kind)
    shop.line(draft, product=shop.has.cable)
    if needed:
        assert codes(refusal(shop.post, draft)) == [Code.NO_PARTY]
    else:
        shop.post(draft)


# Assembly and disassembly


def build(shop, kind, made=2, cables=4, rope=1.5):
    """A draft that makes toolkits of cables and rope, or takes them apart."""
    draft = shop.draft(kind)
    shop.line(draft, product=shop.kit, units=made)
    shop.line(draft, product=shop.has.cable, units=cables)
    shop.line(draft, product=shop.has.rope, units=rope)
    return draft


def stocks(shop):
    return [shop.stock(product)[0] for product in (shop.kit, shop.has.cable, shop.has.rope)]


@pytest.fixture
def workshop(shop):
    """Ten cables and ten metres of rope, of which toolkits are made."""
    shop.rows("INSERT INTO product (sku, name, unit) VALUES ('KIT', 'Toolkit', 'pcs')")
    shop.kit = shop.rows("SELECT id FROM product WHERE sku = 'KIT'")[0][0]
    shop.purchase(product=shop.has.cable, units=10)
    shop.purchase(product=shop.has.rope, units=10)
    return shop


@pytest.mark.rule("D1", "L2")
def test_an_assembly_makes_its_first_line_of_the_others(workshop):
    workshop.post(build(workshop, "assembly"))
    assert stocks(workshop) == [2, 6, 8.5]


@pytest.mark.rule("D1", "L2")
def test_a_disassembly_takes_its_first_line_apart_into_the_others(workshop):
    workshop.post(build(workshop, "assembly"))
    workshop.post(build(workshop, "disassembly", made=1, cables=2, rope=0.5))
    assert stocks(workshop) == [1, 8, 9]


@pytest.mark.rule("D1", "V3")
@pytest.mark.parametrize("kind", ASSEMBLIES)
def test_voiding_an_assembly_restores_what_was_before(workshop, kind):
    workshop.post(build(workshop, "assembly"))
    before = workshop.books()
    document = build(workshop, kind)
    workshop.post(document)
    workshop.void(document)
    assert workshop.books() == before


@pytest.mark.rule("D1", "L2")
def test_more_is_not_used_than_there_is_unless_the_shop_allows_it(workshop):
    draft = build(workshop, "assembly", cables=11)
    assert codes(refusal(workshop.post, draft)) == [Code.NOT_ENOUGH_STOCK]
    apart = build(workshop, "disassembly", made=1)
    assert codes(refusal(workshop.post, apart)) == [Code.NOT_ENOUGH_STOCK]
    settings.save(workshop.session, negative_stock=True)
    workshop.post(draft)
    assert stocks(workshop) == [2, -1, 8.5]


@pytest.mark.rule("D1")
@pytest.mark.parametrize("kind", ASSEMBLIES)
@pytest.mark.parametrize("made_of", ["first", "part"])
def test_managed_products_are_refused_and_said_why(workshop, kind, made_of):
    phone = workshop.has.phone
    draft = workshop.draft(kind)
    assert workshop.scan(draft, "PHONE-1").problem.code is Code.SERIALS_REFUSED
    products = [phone, workshop.has.cable] if made_of == "first" else [workshop.has.cable, phone]
    for product in products:
        draft_lines.add_line(workshop.session, draft, product)
    workshop.purchase(units=3)
    (problem,) = refusal(workshop.post, draft)
    assert (problem.code, problem.values["product"]) == (Code.SERIALS_REFUSED, "Phone")


@pytest.mark.rule("D1", "P1")
@pytest.mark.parametrize("kind", ASSEMBLIES)
def test_while_the_switch_is_off_no_product_has_serials_that_could_be_lost(workshop, kind):
    workshop.purchase("A1 A2")
    settings.save(workshop.session, serials_enabled=False)
    draft = workshop.draft(kind)
    assert workshop.scan(draft, "PHONE-1").problem is None
    draft_lines.add_line(workshop.session, draft, workshop.has.cable)
    draft_lines.add_line(workshop.session, draft, workshop.has.rope)
    workshop.post(draft)
    assert workshop.stock()[0] == (3 if kind == "assembly" else 1)


@pytest.mark.rule("D1")
@pytest.mark.parametrize("kind", ASSEMBLIES)
def test_something_is_made_of_something(workshop, kind):
    draft = workshop.draft(kind)
    problems = refusal(workshop.post, draft)
    assert set(codes(problems)) == {Code.NO_LINES, Code.PARTS_MISSING}
    draft_lines.add_line(workshop.session, draft, workshop.has.cable)
    assert Code.PARTS_MISSING in codes(refusal(workshop.post, draft))
