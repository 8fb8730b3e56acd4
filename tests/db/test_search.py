"""Serial Number Search and View records: Q1, Q2, L4."""

import pytest

from app.domain.lifecycle import Status
from db import sql
from db.queries import serials
from db.queries.serials import Filter


@pytest.fixture
def stocked(shop):
    """Phones in both warehouses, one of them sold, and a camera."""
    shop.purchase("ABC123 ABC124 XYZ900 a%b_c")
    shop.purchase("ABC999", warehouse=shop.has.branch)
    shop.opening("CAM123", product=shop.has.camera)
    shop.sell("ABC124")
    return shop


def numbers(shop, **asked):
    found = serials.page(shop.database, serials.search_ids(shop.database, Filter(**asked)))
    return [row.number for row in found]


@pytest.mark.rule("Q1")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["a%b_c", "ABC123", "ABC124", "ABC999", "CAM123", "XYZ900"]),
        ("bc1", ["ABC123", "ABC124"]),
        ("123", ["ABC123", "CAM123"]),
        ("900", ["XYZ900"]),
        ("23", ["ABC123", "CAM123"]),
        ("c", ["a%b_c", "ABC123", "ABC124", "ABC999", "CAM123"]),
        ("%", ["a%b_c"]),
        ("_c", ["a%b_c"]),
        ("q", []),
        ("a%b", ["a%b_c"]),  # no wildcards
        ("b_c", ["a%b_c"]),
        ("zzz", []),
    ],
)
def test_search_by_any_part_of_the_number(stocked, text, expected):
    assert numbers(stocked, text=text) == expected


@pytest.mark.rule("Q1", "L5")
def test_every_part_of_a_number_finds_what_plainly_contains_it_earlier_numbers_too(shop):
    shop.purchase("A B1 00 SN-1 %_%_ *[a]? \\\\ '\"; sn-01/Zz WRONG-7 x")
    shop.correct("WRONG-7", "RIGHT")
    numbers_of = {id: {number} for id, number in shop.rows("SELECT id, number FROM serial")}
    for number, id in shop.rows("SELECT number, serial_id FROM serial_alias"):
        numbers_of[id].add(number)
    known = [number for numbers in numbers_of.values() for number in numbers]
    assert "WRONG-7" in known
    parts = {
        spelled
        for number in known
        for start in range(len(number))
        for end in range(start + 1, len(number) + 1)
        for spelled in (number[start:end].upper(), number[start:end].lower())
    }
    for part in parts:
        found = serials.search_ids(shop.database, Filter(text=part))
        assert set(found) == {
            id
            for id, numbers in numbers_of.items()
            if any(part.upper() in number.upper() for number in numbers)
        }, part


@pytest.mark.rule("Q1")
def test_a_search_for_the_newest_ends_there(shop):
    for number in ("B9", "A8", "A6", "B7", "A4", "B5"):
        shop.purchase(number)
    found = serials.search_ids(shop.database, Filter(text="a"), newest=2)
    assert [row.number for row in serials.page(shop.database, found)] == ["A4", "A6"]


@pytest.mark.rule("Q1")
def test_search_by_product_status_warehouse_document_and_party(stocked):
    assert numbers(stocked, product=stocked.has.camera) == ["CAM123"]
    assert numbers(stocked, status=Status.SOLD) == ["ABC124"]
    assert numbers(stocked, warehouse=stocked.has.branch) == ["ABC999"]
    assert numbers(stocked, document="SI-") == ["ABC124"]
    assert numbers(stocked, party=stocked.has.customer) == ["ABC124"]
    assert numbers(stocked, status=Status.IN_STOCK, text="abc", warehouse=1) == ["ABC123"]
    assert numbers(stocked, date_from="2000-01-01", date_to="2000-12-31") == []


@pytest.mark.rule("Q1")
def test_a_row_of_the_search_says_where_the_serial_is_and_which_document_put_it_there(stocked):
    (id,) = serials.search_ids(stocked.database, Filter(text="ABC124"))
    (row,) = serials.page(stocked.database, [id])
    assert (row.product, row.status, row.warehouse) == ("Phone", Status.SOLD, None)
    assert (row.kind, row.party) == ("sale", "Mrs Chen")
    assert row.document_number.startswith("SI-")


@pytest.mark.rule("Q1")
def test_the_totals_count_what_is_there(stocked):
    phone = {Status.IN_STOCK: 4, Status.SOLD: 1}
    assert serials.status_counts(stocked.database, stocked.has.phone) == phone
    assert serials.status_counts(stocked.database) == {Status.IN_STOCK: 5, Status.SOLD: 1}


@pytest.mark.rule("Q2", "L4")
def test_the_records_of_a_serial_are_its_whole_circulation_with_what_was_voided(stocked):
    sale = stocked.sell("ABC123")
    stocked.void(sale, "wrong customer")
    stocked.sell("ABC123")
    id = sql.value(stocked.database, "SELECT id FROM serial WHERE number = 'ABC123'")
    records = serials.history(stocked.database, id)
    assert [(row.kind, row.from_status, row.to_status, row.voids, row.void) for row in records] == [
        ("purchase", Status.UNKNOWN, Status.IN_STOCK, False, False),
        ("sale", Status.IN_STOCK, Status.SOLD, False, True),
        ("sale", Status.SOLD, Status.IN_STOCK, True, False),
        ("sale", Status.IN_STOCK, Status.SOLD, False, False),
    ]
    assert [row.party for row in records] == ["Wholesale Ltd", *["Mrs Chen"] * 3]
    assert [row.reason for row in records] == [None, None, "wrong customer", None]
    assert records[0].to_warehouse == records[1].from_warehouse == "Main"
    assert {row.user for row in records} == {"Owner"}
