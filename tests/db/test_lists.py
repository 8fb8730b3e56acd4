"""What the lists on the screen read."""

from dataclasses import replace
from itertools import product

import pytest

from app.services.documents import draft_head
from app.services.stock import contacts, items, warehouses
from app.services.stock.warehouses import WarehouseForm
from db.queries import contacts as contact_queries
from db.queries import documents
from db.queries import items as item_queries
from db.queries.lists import documents as document_list
from db.queries.lists import paging
from tests.lists import contact_rows, document_rows, item_rows, stock_rows, warehouse_rows


@pytest.fixture
def stocked(shop):
    shop.purchase("A1 A2", units=3)
    shop.purchase("B1", warehouse=shop.has.branch)
    shop.purchase(product=shop.has.cable, units=5)
    return shop


@pytest.mark.parametrize(
    ("text", "skus"),
    [
        ("", ["CABLE-C", "CAM-7", "PHONE-1", "ROPE"]),
        ("cam", ["CAM-7"]),
        ("690", ["CABLE-C", "CAM-7", "PHONE-1"]),
        ("555553", ["CABLE-C"]),
        ("%", []),
        ("_", []),
    ],
)
def test_items_are_found_by_name_sku_and_barcode(stocked, text, skus):
    assert [row.sku for row in item_rows(stocked.database, text)] == skus


def test_an_item_is_listed_with_its_stock_of_all_warehouses(stocked):
    (phone,) = item_rows(stocked.database, "PHONE-1")
    assert (phone.on_hand, phone.identified, phone.barcodes) == (4000, 3, "6901234567892")


def test_an_item_put_aside_is_listed_only_on_demand(stocked):
    form, barcodes = items.load(stocked.database, stocked.has.rope)
    items.save(stocked.session, replace(form, active=False), barcodes, stocked.has.rope)
    assert "ROPE" not in [row.sku for row in item_rows(stocked.database)]
    everything = item_rows(stocked.database, with_inactive=True)
    assert "ROPE" in [row.sku for row in everything]


def test_stock_is_listed_by_item_and_warehouse(stocked):
    def listed(**asked):
        rows = stock_rows(stocked.database, **asked)
        return [(row.sku, row.warehouse, row.on_hand, row.identified) for row in rows]

    warehouses.save(stocked.session, WarehouseForm("Depot", active=False))
    phones = [("PHONE-1", "Main", 3000, 2), ("PHONE-1", "Branch", 1000, 1)]
    assert listed() == [("CABLE-C", "Main", 5000, 0), *phones]
    assert listed(text="phone") == phones
    assert listed(warehouse=stocked.has.branch) == phones[1:]
    assert len(listed(with_none=True)) == 8


def test_a_product_that_has_serials_or_had_them_is_offered_to_the_search(stocked):
    names = [row.name for row in item_queries.tracked(stocked.database)]
    assert names == ["Camera", "Phone"]


def test_warehouses_are_listed_with_what_they_hold(stocked):
    depot = warehouses.save(stocked.session, WarehouseForm("Depot", active=False))
    listed = warehouse_rows(stocked.database)
    assert [(row.name, row.items, row.on_hand) for row in listed] == [
        ("Branch", 1, 1000),
        ("Main", 2, 8000),
    ]
    all_of_them = warehouse_rows(stocked.database, with_inactive=True)
    assert [row.name for row in all_of_them] == ["Branch", "Depot", "Main"]
    assert all_of_them[1].id == depot


def test_contacts_are_found_by_role_and_text(stocked):
    def found(text="", **asked):
        rows = contact_rows(stocked.database, text, **asked)
        return [row.name for row in rows]

    assert found() == ["Mrs Chen", "Wholesale Ltd"]
    assert found(suppliers=False) == ["Mrs Chen"]
    assert found(customers=False) == ["Wholesale Ltd"]
    assert found("chen") == ["Mrs Chen"]
    assert found("%") == []
    form = contacts.load(stocked.database, stocked.has.customer)
    contacts.save(stocked.session, replace(form, active=False), stocked.has.customer)
    assert found() == ["Wholesale Ltd"]
    assert found(with_inactive=True) == ["Mrs Chen", "Wholesale Ltd"]
    assert [row.name for row in contact_queries.everybody(stocked.database)] == [
        "Mrs Chen",
        "Wholesale Ltd",
    ]


def test_drafts_are_listed_first_then_the_newest_document(stocked):
    older, newer = stocked.sell("A1"), stocked.sell("A2")
    draft = stocked.written("sale", "B1", warehouse=stocked.has.branch)
    counter = stocked.draft("sale")
    stocked.rows("UPDATE document SET at_counter = true WHERE id = ?", counter)
    listed = document_rows(stocked.database, ["sale"])
    assert [row.id for row in listed] == [draft, newer, older]
    assert [(row.units, row.serials) for row in listed] == [(1000, 1)] * 3
    number = documents.document(stocked.database, older).number
    assert [row.id for row in document_rows(stocked.database, ["sale"], number)] == [older]
    assert len(document_rows(stocked.database, ["sale"], "chen")) == 3
    assert documents.newest_draft(stocked.database, "sale", at_counter=True) == counter


@pytest.mark.parametrize(
    "text",
    ["", "chen", "SI-", "001", "e", "Chen sent it", "收到", "%", "hw-a1/104", "nothing like it"],
)
def test_pages_of_documents_say_every_document_once_in_one_order(stocked, monkeypatch, text):
    for serial, note in (("A1", "Mrs Chen sent it"), ("A2", "收到 100%")):
        draft_head.set_note(stocked.session, stocked.draft("sale"), note)
        sold = stocked.written("sale", serial)
        draft_head.set_note(stocked.session, sold, note)
        stocked.post(sold)
        bought = stocked.written("purchase", units=1)
        draft_head.set_their_number(stocked.session, bought, f"HW-{serial}/10418")
        stocked.post(bought)
    asked = document_list.DocumentsAsked(["sale", "purchase"], text)
    plainly = stocked.rows(
        "SELECT d.id FROM document d LEFT JOIN contact c ON c.id = d.party_id"
        " WHERE d.kind IN ('sale', 'purchase') AND instr(lower("
        " coalesce(d.number, '') || '/' || coalesce(c.name, '') || '/' || d.note || '/' ||"
        " d.their_number), lower(?)) > 0"
        " ORDER BY d.state <> 0, coalesce(d.posting, 1 << 60) DESC, d.id DESC",
        text,
    )
    for at_once, few, size in product([1, 3, 20_000], [0, 1, 2, 4, 500], [1, 2, 3, 100]):
        monkeypatch.setattr(document_list, "_AT_ONCE", at_once)
        monkeypatch.setattr(document_list, "_FEW", few)
        found, after = [], None
        while True:
            page = document_list.page(stocked.database, asked, after, size)
            assert len(page.rows) <= size
            found += page.rows
            after = page.after
            if after is None:
                break
        assert [(row.id,) for row in found] == plainly, (at_once, few, size)
    kept = document_list.count(stocked.database, asked)
    assert kept is None if text else kept == (len(plainly), True)


def test_a_text_that_few_have_is_looked_up_and_walked_for_by_nobody(stocked, monkeypatch):
    sold = stocked.sell("A1")
    number = documents.document(stocked.database, sold).number
    monkeypatch.setattr(document_list, "_AT_ONCE", 1)
    monkeypatch.setattr(document_list, "_of_each_kind", None)  # the walk
    for text in (number, number[-4:].lower(), "Chen", "没有", "nothing like it"):
        asked = document_list.DocumentsAsked(["sale"], text)
        page = document_list.page(stocked.database, asked, (1, 1 << 62), 100)
        assert [row.id for row in page.rows] == [sold] * (text not in ("没有", "nothing like it"))
        assert page.after is None


def test_where_nobody_is_a_contact_yet_a_text_is_looked_for_too(shop):
    shop.rows("DELETE FROM contact_find")
    shop.rows("DELETE FROM contact")
    assert document_rows(shop.database, ["sale"], "nothing like it") == []


def test_a_count_ends_where_counting_takes_longer_than_looking(stocked, monkeypatch):
    monkeypatch.setattr(paging, "MOST_COUNTED", 3)
    asked = document_list.DocumentsAsked(["purchase"])
    assert document_list.count(stocked.database, asked) == (3, True)
    stocked.purchase(units=1)
    assert document_list.count(stocked.database, asked) == (3, False)
