"""Pack units: purchases in cartons, serial-tracked sales in the base unit only (D9)."""

import pytest

from app.domain.document_kind import Menu
from app.domain.kinds import KINDS
from app.domain.problems import Code
from app.domain.quantities import ONE_UNIT
from app.services.documents import draft_lines, orders
from app.services.stock import items
from app.services.stock.items import ItemForm
from db.queries import document_lines
from db.queries.items import Pack, packs
from tests.shop import codes, refusal

CARTON, PALLET = Pack("carton", 10 * ONE_UNIT), Pack("pallet", 200 * ONE_UNIT)


def save(shop, product, pack_units, **changes):
    form, barcodes = items.load(shop.database, product)
    kept = {name: getattr(form, name) for name in ItemForm.__dataclass_fields__}
    items.save(shop.session, ItemForm(**kept | changes), barcodes, product, pack_units)


@pytest.fixture
def packed(shop):
    """Phones and cables come in cartons of ten, on pallets of two hundred."""
    for product in (shop.has.phone, shop.has.cable):
        save(shop, product, [PALLET, CARTON])
    return shop


def only_line(shop, draft):
    (line,) = document_lines.lines(shop.database, draft)
    return line


# On an item


@pytest.mark.rule("D9")
def test_an_items_pack_units_are_kept_the_smallest_first(packed):
    assert packs(packed.database, packed.has.phone) == [CARTON, PALLET]
    save(packed, packed.has.phone, None, note="without a word about packs")
    assert packs(packed.database, packed.has.phone) == [CARTON, PALLET]
    save(packed, packed.has.phone, [])
    assert packs(packed.database, packed.has.phone) == []


@pytest.mark.rule("D9")
@pytest.mark.parametrize(
    ("pack_units", "code"),
    [
        ([Pack("carton", 1000)], Code.PACK_SIZE),
        ([Pack("carton", 2500)], Code.PACK_SIZE),
        ([Pack("carton", 0)], Code.PACK_SIZE),
        ([Pack("carton", -10_000)], Code.PACK_SIZE),
        ([Pack(" ", 10_000)], Code.PACK_NAME),
        ([Pack("PCS", 10_000)], Code.PACK_NAME),
        ([Pack("carton", 10_000), Pack("Carton ", 20_000)], Code.PACK_NAME),
    ],
)
def test_a_pack_has_its_own_name_and_holds_two_whole_units_or_more(shop, pack_units, code):
    assert codes(refusal(save, shop, shop.has.phone, pack_units)) == [code]


@pytest.mark.rule("D9")
def test_the_base_unit_does_not_take_the_name_of_a_pack(packed):
    problems = refusal(save, packed, packed.has.cable, None, unit="Carton")
    assert codes(problems) == [Code.PACK_NAME]


# On a purchase


@pytest.mark.rule("D9", "D2")
def test_one_carton_of_ten_is_ten_serials(packed):
    draft = packed.draft("purchase")
    line = packed.line(draft)
    draft_lines.set_unit(packed.session, draft, line, "carton")
    found = only_line(packed, draft)
    assert (found.unit, found.unit_size, found.quantity) == ("carton", 10_000, 10_000)
    assert (found.price, found.amount) == (20_000_00, 20_000_00)
    packed.enter(draft, " ".join(f"A{n}" for n in range(10)), line)
    assert packed.quantities(draft) == [10]
    packed.post(draft)
    assert packed.stock() == (10, 10)


@pytest.mark.rule("D9")
def test_the_figures_stay_as_they_are_shown_when_the_unit_changes(packed):
    draft = packed.draft("purchase")
    line = packed.line(draft, units=3)
    draft_lines.set_unit(packed.session, draft, line, "carton")
    assert packed.quantities(draft) == [30]
    draft_lines.set_unit(packed.session, draft, line, "pallet")
    assert packed.quantities(draft) == [600]
    assert only_line(packed, draft).amount == 600 * 2000_00
    draft_lines.set_unit(packed.session, draft, line, "pcs")
    found = only_line(packed, draft)
    assert (found.quantity, found.price, found.amount) == (3000, 2000_00, 6000_00)


@pytest.mark.rule("D9")
def test_a_pack_that_was_taken_off_the_item_meanwhile_is_no_unit_any_more(packed):
    draft = packed.draft("purchase")
    line = packed.line(draft, product=packed.has.cable)
    save(packed, packed.has.cable, [PALLET])
    problems = refusal(draft_lines.set_unit, packed.session, draft, line, CARTON.name)
    assert codes(problems) == [Code.BAD_UNIT]


@pytest.mark.rule("D9", "D3")
def test_a_smaller_unit_never_leaves_fewer_units_than_serials(packed):
    draft = packed.draft("purchase")
    line = packed.line(draft)
    draft_lines.set_unit(packed.session, draft, line, "carton")
    packed.enter(draft, "A1 A2 A3", line)
    draft_lines.set_unit(packed.session, draft, line, "pcs")
    assert packed.quantities(draft) == [3]


@pytest.mark.rule("D9", "C1")
def test_the_barcode_scanned_again_is_one_carton_more(packed):
    draft = packed.draft("purchase")
    line = packed.scan(draft, "PHONE-1").line
    draft_lines.set_unit(packed.session, draft, line, "carton")
    packed.scan(draft, "PHONE-1")
    assert packed.quantities(draft) == [20]
    assert only_line(packed, draft).amount == 20 * 2000_00


# On the sales side


@pytest.mark.rule("D9")
@pytest.mark.parametrize("kind", [kind.key for kind in KINDS.values() if kind.menu is Menu.SALES])
def test_on_sales_documents_a_managed_product_stands_in_its_base_unit(packed, kind):
    packed.purchase(units=20)
    draft = packed.draft(kind)
    line = draft_lines.add_line(packed.session, draft, packed.has.phone)
    problems = refusal(draft_lines.set_unit, packed.session, draft, line, "carton")
    assert codes(problems) == [Code.BASE_UNIT_ONLY]
    draft_lines.set_unit(packed.session, draft, line, "pcs")


@pytest.mark.rule("D9")
@pytest.mark.parametrize("kind", [kind.key for kind in KINDS.values() if kind.menu is Menu.SALES])
def test_other_products_are_sold_by_the_carton_too(packed, kind):
    packed.purchase(product=packed.has.cable, units=20)
    draft = packed.written(kind, product=packed.has.cable)
    line = only_line(packed, draft)
    draft_lines.set_unit(packed.session, draft, line.id, "carton")
    packed.post(draft)
    assert packed.quantities(draft) == [10]


@pytest.mark.rule("D9", "D7")
@pytest.mark.parametrize("kind", ["quotation", "sale"])
def test_a_product_that_became_managed_after_it_was_written_in_cartons_is_refused(packed, kind):
    packed.purchase(product=packed.has.cable, units=20)
    draft = packed.written(kind, product=packed.has.cable)
    draft_lines.set_unit(packed.session, draft, only_line(packed, draft).id, "carton")
    packed.switch(packed.has.cable, True)
    (problem,) = refusal(packed.post, draft)
    assert (problem.code, problem.values["product"]) == (Code.BASE_UNIT_ONLY, "Cable")


@pytest.mark.rule("D9", "D1")
def test_a_purchase_order_in_cartons_becomes_a_purchase_in_cartons(packed):
    order = packed.written("purchase_order", units=2)
    draft_lines.set_unit(packed.session, order, only_line(packed, order).id, "carton")
    packed.post(order)
    made = orders.make(packed.session, order, "purchase")
    assert (only_line(packed, made).unit, packed.quantities(made)) == ("carton", [20])
    packed.post(made)
    assert packed.stock() == (20, 0)


@pytest.mark.rule("D9", "D15")
def test_what_is_left_of_an_order_in_cartons_is_ordered_in_cartons_still(packed):
    order = packed.written("purchase_order", product=packed.has.cable, units=2)
    line = only_line(packed, order)
    draft_lines.set_unit(packed.session, order, line.id, "carton")
    packed.post(order)
    first = orders.make(packed.session, order, "purchase")
    packed.set_quantity(first, only_line(packed, first).id, 5)  # half a carton came
    packed.post(first)
    left = orders.left(packed.database, order, document_lines.lines(packed.database, order))
    assert left == {line.id: 15_000}
    rest = orders.make(packed.session, order, "purchase")
    ordered, taken = only_line(packed, order), only_line(packed, rest)
    assert (taken.unit, packed.quantities(rest)) == ("carton", [15])
    assert taken.amount == ordered.amount * 3 // 4
    packed.post(rest)


@pytest.mark.rule("D9", "D4")
def test_a_transfer_in_cartons_is_received_in_cartons(packed):
    packed.purchase(product=packed.has.cable, units=20)
    draft = packed.transfer(product=packed.has.cable, units=1)
    draft_lines.set_unit(packed.session, draft, only_line(packed, draft).id, "carton")
    packed.post(draft)
    receipt = packed.arrival(draft)
    packed.scan(receipt, "CABLE-C")
    assert packed.quantities(receipt) == [10]
    packed.post(receipt)
    assert packed.stock(packed.has.cable, packed.has.branch) == (10, 0)
