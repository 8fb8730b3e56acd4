"""What labels say of units: of a selection, a document, a draft, a product, a carton (Q3)."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.warranty import last_day
from app.services import settings
from app.services.entry import cartons
from app.services.paper import label_contents
from app.services.paper.label_contents import LabelContent, of_entries, of_serials
from app.services.stock import identifying, items
from app.services.stock.identifying import Pair
from app.services.stock.items import ItemForm
from db.queries import label_contents as reads
from db.sql import Database

TODAY = "2026-11-27"


def said(shop, ids, read=of_serials) -> list[LabelContent]:
    return list(read(shop.database, ids, TODAY))


def numbers(shop, ids, read=of_serials) -> list[str]:
    return [content.serial for content in said(shop, ids, read)]


def id_of(shop, number) -> int:
    return shop.rows("SELECT id FROM serial WHERE number = ?", number)[0][0]


@pytest.mark.rule("Q3", "F3")
def test_a_label_says_what_the_shop_knows_of_the_unit_and_its_item(shop):
    shop.purchase("aB-1")
    (content,) = said(shop, [id_of(shop, "AB-1")])
    assert content == LabelContent(
        serial="aB-1",
        product="Phone",
        sku="PHONE-1",
        barcode="6901234567892",
        gtin="6901234567892",
        price=299900,
        shop="Corner Shop",
        date=TODAY,
    )


@pytest.mark.rule("Q3")
def test_what_the_shop_has_none_of_is_empty(shop):
    """No price is no 0.00, and a barcode that is no GTIN names no item in GS1."""
    for number, barcodes, barcode in (("B1", [], "SKU-B1"), ("B2", ["OUR-CODE"], "OUR-CODE")):
        form = ItemForm(f"SKU-{number}", "Bare", track_serials=True)
        shop.purchase(number, product=items.save(shop.session, form, barcodes))
        (content,) = said(shop, [id_of(shop, number)])
        assert (content.price, content.gtin, content.barcode) == (None, "", barcode)
        assert (content.batch, content.warranty, content.second) == ("", "", "")


def with_warranty(shop, months):
    form, barcodes = items.load(shop.database, shop.has.phone)
    items.save(shop.session, replace(form, warranty_months=months), barcodes, shop.has.phone)


@pytest.mark.rule("Q3", "C9")
@pytest.mark.parametrize("read", [of_serials, None])
def test_a_label_says_the_second_identifier_and_until_when_the_warranty_is(shop, read):
    """The warranty runs from the day of the sale; a return ends it, a new sale begins it anew."""

    def label():
        if read is not None:
            return said(shop, [id_of(shop, "A1")])[0]
        return next(label_contents.of_numbers(shop.database, ["a1"], TODAY))

    def until():
        return label().warranty

    with_warranty(shop, 12)
    shop.purchase("A1")
    identifying.give(shop.session, [Pair("A1", "IMEI-2")])
    assert (label().second, until()) == ("IMEI-2", "")
    sale = shop.sell("A1")
    (sold,) = shop.rows("SELECT date FROM document WHERE id = ?", sale)[0]
    expected = last_day(date.fromisoformat(sold), 12).isoformat()
    assert until() == expected
    with_warranty(shop, 0)
    assert until() == ""
    with_warranty(shop, 12)
    back = shop.take_back("A1")
    assert until() == ""
    shop.void(back)
    assert until() == expected
    shop.void(sale)
    assert until() == ""


@pytest.mark.rule("Q3", "C9")
def test_a_draft_says_the_second_identifier_of_a_unit_that_is_known(shop):
    shop.purchase("A1")
    identifying.give(shop.session, [Pair("A1", "IMEI-2")])
    draft = shop.written("sale", "A1")
    entries = reads.entries_of_draft(shop.database, draft)
    assert [content.second for content in said(shop, entries, of_entries)] == ["IMEI-2"]
    shop.written("purchase", "N1")
    (content,) = label_contents.of_numbers(shop.database, ["A1"], TODAY, draft)
    assert content.second == "IMEI-2"


@pytest.mark.rule("Q3")
def test_labels_come_in_the_order_that_was_asked_for(shop):
    shop.purchase("B1 B2 B3")
    ids = [id_of(shop, number) for number in ("B3", "B1", "B2")]
    assert numbers(shop, [ids[0], 999, *ids[1:]]) == ["B3", "B1", "B2"]
    assert numbers(shop, []) == []


@pytest.mark.rule("Q3")
def test_those_of_a_document_come_in_the_order_of_its_scans(shop):
    document = shop.purchase("D2 D1 D3")
    shop.sell("D1")
    assert numbers(shop, reads.serials_of_document(shop.database, document)) == ["D2", "D1", "D3"]
    shop.purchase("D4")
    assert reads.serials_of_document(shop.database, 999) == []


@pytest.mark.rule("Q3")
def test_what_is_voided_is_still_what_the_document_moved(shop):
    document = shop.purchase("V1 V2")
    shop.void(document)
    assert numbers(shop, reads.serials_of_document(shop.database, document)) == ["V1", "V2"]


@pytest.mark.rule("Q3")
def test_what_is_scanned_has_its_label_before_it_is_known(shop):
    draft = shop.draft("purchase")
    shop.enter(draft, "N2 N1", shop.line(draft))
    ids = reads.entries_of_draft(shop.database, draft)
    (first, second) = said(shop, ids, of_entries)
    assert (first.serial, first.product, second.serial) == ("N2", "Phone", "N1")
    assert numbers(shop, ids[1:], of_entries) == ["N1"]


@pytest.mark.rule("Q3")
def test_those_of_a_product_are_in_stock_wherever(shop):
    shop.purchase("P3 P1 P2")
    shop.purchase("C1", product=shop.has.camera)
    shop.purchase("P0", warehouse=shop.has.branch)
    shop.sell("P1")
    ids = reads.serials_of_product(shop.database, shop.has.phone)
    assert numbers(shop, ids) == ["P0", "P2", "P3"]


@pytest.mark.rule("Q3", "C3")
def test_those_of_a_carton_are_the_units_that_are_known(shop):
    shop.purchase("K1 K2")
    learned = cartons.learn(shop.session, "CTN-1", ["K2", "K9", "K1"])
    assert learned
    carton = shop.rows("SELECT id FROM carton")[0][0]
    assert numbers(shop, reads.serials_of_carton(shop.database, carton)) == ["K2", "K1"]


@pytest.mark.rule("Q3")
def test_a_thousand_units_are_read_by_three_statements(shop, monkeypatch):
    shop.purchase(" ".join(f"S{at:04}" for at in range(1000)))
    ids = [id for (id,) in shop.rows("SELECT id FROM serial ORDER BY id")]
    asked = []
    run = Database.execute_sql

    def noting(self, text, params=None):
        asked.append(text)
        return run(self, text, params)

    monkeypatch.setattr(Database, "execute_sql", noting)
    assert len(said(shop, ids)) == 1000
    assert len([text for text in asked if "FROM setting" not in text]) == 3
    monkeypatch.setattr(label_contents, "AT_ONCE", 400)
    assert [each.serial for each in said(shop, ids)] == [f"S{at:04}" for at in range(1000)]
    assert settings.load(shop.database).shop_name == "Corner Shop"
