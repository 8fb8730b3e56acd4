"""Serial number management switched on and off, one item or many (P2, P3, P4, P5, P6)."""

import pytest

from app.domain.lifecycle import Status
from app.domain.problems import Code
from app.services import settings
from app.services.stock import items, tracking
from app.services.stock.items import ItemForm
from tests.shop import codes, refusal

REMOVED, SOLD = (Status.REMOVED, None), (Status.SOLD, None)
IN_MAIN = (Status.IN_STOCK, 1)


def releases(shop):
    return [id for (id,) in shop.rows("SELECT id FROM document WHERE kind = 'release' ORDER BY id")]


def managed(shop, product):
    return bool(shop.rows("SELECT track_serials FROM product WHERE id = ?", product)[0][0])


def item(shop, sku, **form):
    return items.save(shop.session, ItemForm(sku, sku.title(), **form), [])


@pytest.fixture
def stocked(shop):
    """Phones in both warehouses, with and without serial, one sold."""
    shop.purchase("A1 A2 S1", units=5)
    shop.purchase("B1", warehouse=shop.has.branch)
    shop.sell("S1")
    return shop


# One


@pytest.mark.rule("P4", "L4")
def test_switching_off_releases_what_is_in_stock_and_keeps_its_history(stocked):
    assert stocked.switch(stocked.has.phone, False) == 3
    assert [stocked.status(n) for n in ("A1", "A2", "B1", "S1")] == [REMOVED] * 3 + [SOLD]
    assert stocked.stock() == (4, 0)
    assert stocked.stock(warehouse=stocked.has.branch) == (1, 0)
    assert len(releases(stocked)) == 2  # one for each warehouse
    assert not managed(stocked, stocked.has.phone)
    assert stocked.rows("SELECT count(*) FROM serial_movement") == [(4 + 1 + 3,)]


@pytest.mark.rule("P2", "P4", "P7")
def test_switching_on_again_and_adjusting_takes_it_back(stocked):
    stocked.switch(stocked.has.phone, False)
    stocked.switch(stocked.has.phone, True)
    assert stocked.stock() == (4, 0)
    stocked.adjust(add="A1 A2")
    assert stocked.stock() == (4, 2)
    assert stocked.status("A1") == IN_MAIN


@pytest.mark.rule("P4", "V3")
def test_or_voiding_the_releases_once_it_is_on_again(stocked):
    before = stocked.books()
    stocked.switch(stocked.has.phone, False)
    made = releases(stocked)
    (problem,) = refusal(stocked.void, made[0])
    assert (problem.code, problem.values["product"]) == (Code.RELEASE_KEPT, "Phone")
    stocked.switch(stocked.has.phone, True)
    for document in made:
        stocked.void(document)
    assert stocked.books() == before


@pytest.mark.rule("P4", "V3", "L2")
def test_a_release_whose_units_were_sold_meanwhile_is_not_voided(stocked):
    stocked.switch(stocked.has.phone, False)
    stocked.switch(stocked.has.phone, True)
    stocked.sell("U1 U2 U3")
    assert codes(refusal(stocked.void, releases(stocked)[0])) == [Code.VOID_BREAKS_STOCK]


@pytest.mark.rule("P4", "V3")
def test_no_void_brings_serials_back_while_they_are_not_managed(stocked):
    """The sale of S1 would put it in stock again, where nobody could sell it by its serial."""
    sale = stocked.rows("SELECT max(id) FROM document WHERE kind = 'sale'")[0][0]
    stocked.switch(stocked.has.phone, False)
    assert codes(refusal(stocked.void, sale)) == [Code.RELEASE_KEPT]
    stocked.switch(stocked.has.phone, True)
    stocked.void(sale)
    assert stocked.status("S1") == IN_MAIN


@pytest.mark.rule("P4", "V2")
def test_nor_does_a_chain_through_a_release(stocked):
    purchase = stocked.rows("SELECT min(id) FROM document WHERE kind = 'purchase'")[0][0]
    stocked.switch(stocked.has.phone, False)
    before = stocked.everything()
    problems = refusal(stocked.void_chain, purchase)
    assert codes(problems) == [Code.RELEASE_KEPT]
    assert stocked.everything() == before


@pytest.mark.rule("P4", "L1")
def test_nothing_is_switched_off_while_serials_are_on_the_way(stocked):
    transfer = stocked.dispatch("A1")
    before = stocked.everything()
    (problem,) = refusal(stocked.switch, stocked.has.phone, False)
    assert (problem.code, problem.values["count"]) == (Code.TRACK_IN_TRANSIT, 1)
    form, barcodes = items.load(stocked.database, stocked.has.phone)
    off = ItemForm(form.sku, form.name)
    save = (items.save, stocked.session, off, barcodes, stocked.has.phone)
    assert codes(refusal(*save)) == [Code.TRACK_IN_TRANSIT]
    assert stocked.everything() == before
    stocked.receive(transfer, "A1")
    assert stocked.switch(stocked.has.phone, False) == 3


@pytest.mark.rule("P4")
def test_once_switched_off_it_is_sold_and_counted_without_serials(stocked):
    stocked.switch(stocked.has.phone, False)
    stocked.sell(units=4)
    assert stocked.stock() == (0, 0)


@pytest.mark.rule("P4", "P2")
def test_the_item_page_switches_off_and_on_as_the_list_does(stocked):
    form, barcodes = items.load(stocked.database, stocked.has.phone)
    off = ItemForm(form.sku, form.name, track_serials=False)
    items.save(stocked.session, off, barcodes, stocked.has.phone)
    assert stocked.status("A1") == REMOVED
    assert len(releases(stocked)) == 2
    on = ItemForm(form.sku, form.name, track_serials=True)
    items.save(stocked.session, on, barcodes, stocked.has.phone)
    assert stocked.stock() == (4, 0)


@pytest.mark.rule("P2", "L2")
def test_switching_on_with_stock_makes_its_units_without_a_serial(shop):
    shop.purchase(product=shop.has.cable, units=5)
    shop.switch(shop.has.cable, True)
    assert shop.stock(shop.has.cable) == (5, 0)
    shop.sell("C1", product=shop.has.cable)
    assert shop.status("C1") == SOLD


@pytest.mark.rule("P2", "P5", "P6")
@pytest.mark.parametrize(
    ("form", "reasons"),
    [
        ({"is_bundle": True}, [Code.TRACK_BUNDLE]),
        ({"track_batches": True}, [Code.TRACK_BATCH]),
        ({"track_shelf_life": True}, [Code.TRACK_BATCH]),
        ({"unit_decimals": 2}, [Code.TRACK_DECIMALS]),
        ({"is_bundle": True, "track_shelf_life": True}, [Code.TRACK_BUNDLE, Code.TRACK_BATCH]),
    ],
)
def test_it_cannot_be_switched_on_for_what_has_no_serials(shop, form, reasons):
    product = item(shop, "THING", **form)
    assert codes(refusal(shop.switch, product, True)) == reasons
    assert not managed(shop, product)


@pytest.mark.rule("P2")
@pytest.mark.parametrize("units", [-2, 1.5])
def test_it_cannot_be_switched_on_over_stock_below_zero_or_in_parts(shop, units):
    settings.save(shop.session, negative_stock=True)
    product = item(shop, "THING", unit_decimals=1)
    shop.adjust(product=product, on_hand=units)
    problems = refusal(shop.switch, product, True)
    expected = Code.TRACK_NEGATIVE if units < 0 else Code.TRACK_FRACTION
    assert codes(problems) == [Code.TRACK_DECIMALS, expected]
    assert problems[1].values["warehouse"] == "Main"


@pytest.mark.rule("P4", "F5")
def test_more_than_1000_serials_are_released_on_lines_of_1000(shop):
    for first in range(0, 2100, 700):
        shop.purchase(" ".join(f"A{n}" for n in range(first, first + 700)))
    assert shop.switch(shop.has.phone, False) == 2100
    (document,) = releases(shop)
    assert shop.quantities(document) == [1000, 1000, 100]


@pytest.mark.rule("P4", "D3")
def test_drafts_with_serials_of_it_wait_until_it_is_on_again(stocked):
    draft = stocked.written("sale", "A1")
    stocked.switch(stocked.has.phone, False)
    assert Code.NOT_TRACKED in codes(refusal(stocked.post, draft))


# Many


@pytest.mark.rule("P3")
def test_a_selection_is_switched_off_with_a_result_for_each(stocked):
    has = stocked.has
    stocked.purchase("C1", product=has.camera)
    results = tracking.switch_many(stocked.session, [has.phone, has.cable, has.camera], False)
    assert [(r.name, r.changed, r.released, r.problems) for r in results] == [
        ("Phone", True, 3, ()),
        ("Cable", False, 0, ()),
        ("Camera", True, 1, ()),
    ]


@pytest.mark.rule("P3", "P2")
def test_of_a_selection_each_is_done_or_refused_for_itself(shop):
    has = shop.has
    bundle = item(shop, "SET", is_bundle=True)
    plain = item(shop, "PLAIN")
    results = tracking.switch_many(shop.session, [plain, bundle, has.rope, has.phone], True)
    assert [(r.product, r.changed, codes(r.problems)) for r in results] == [
        (plain, True, []),
        (bundle, False, [Code.TRACK_BUNDLE]),
        (has.rope, False, [Code.TRACK_DECIMALS]),
        (has.phone, False, []),
    ]
    assert [managed(shop, id) for id in (plain, bundle, has.rope)] == [True, False, False]


@pytest.mark.rule("P3", "P4")
def test_one_that_is_refused_leaves_nothing_of_it_behind(stocked):
    """Its serials in Main are not released when those on the way to Branch keep it on."""
    stocked.dispatch("A2")
    results = tracking.switch_many(stocked.session, [stocked.has.phone, stocked.has.camera], False)
    assert [result.changed for result in results] == [False, True]
    assert stocked.status("A1") == IN_MAIN
    assert releases(stocked) == []
