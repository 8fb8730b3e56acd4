"""Serial Number Search and View records: Q1, Q2, L4."""

import pytest

from app.domain.lifecycle import Status
from db import sql
from db.queries import serials
from db.queries.lists import serial_documents
from db.queries.lists import serials as listed
from db.queries.lists.serial_filter import Filter
from tests.lists import serial_rows
from tests.shop import Shop


@pytest.fixture
def stocked(shop):
    """Phones in both warehouses, one of them sold, and a camera."""
    shop.purchase("ABC123 ABC124 XYZ900 a%b_c")
    shop.purchase("ABC999", warehouse=shop.has.branch)
    shop.opening("CAM123", product=shop.has.camera)
    shop.sell("ABC124")
    return shop


def numbers(shop, **asked):
    return [row.number for row in serial_rows(shop.database, Filter(**asked))]


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
    assert sorted(numbers(stocked, text=text), key=str.upper) == sorted(expected, key=str.upper)


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
        found = [row.id for row in serial_rows(shop.database, Filter(text=part))]
        assert len(set(found)) == len(found)
        assert set(found) == {
            id
            for id, numbers in numbers_of.items()
            if any(part.upper() in number.upper() for number in numbers)
        }, part


@pytest.mark.rule("Q1")
def test_what_came_last_stands_first_and_a_whole_number_before_what_contains_it(shop):
    for number in ("AB9", "AB8", "AB", "AB97", "B5"):
        shop.purchase(number)
    assert numbers(shop) == ["B5", "AB97", "AB", "AB8", "AB9"]
    assert numbers(shop, text="b9") == ["AB97", "AB9"]
    assert numbers(shop, text="ab9") == ["AB9", "AB97"]
    shop.correct("B5", "AB977")
    assert numbers(shop, text="ab9") == ["AB9", "AB977", "AB97"]
    assert numbers(shop, text="b5") == ["AB977"]


ASKED = [
    {},
    {"text": "a"},
    {"text": "abc"},
    {"text": "ABC124"},
    {"text": "a%b"},
    {"text": "b_c"},
    {"product": "phone"},
    {"status": Status.SOLD},
    {"status": Status.IN_STOCK},
    {"status": Status.REMOVED},
    {"warehouse": "branch"},
    {"warehouse": "main"},
    {"warehouse": "main", "status": Status.IN_STOCK},
    {"product": "phone", "status": Status.IN_STOCK},
    {"product": "phone", "warehouse": "main"},
    {"product": "phone", "warehouse": "main", "status": Status.IN_STOCK},
    {"document": "SI-"},
    {"document": "-00000"},
    {"document": "PI-2026-000001"},
    {"document": "I-", "status": Status.IN_STOCK},
    {"document": "I-", "text": "abc"},
    {"document": "SI-", "text": "1"},
    {"party": "customer"},
    {"party": "supplier", "product": "phone"},
    {"party": "customer", "text": "abc"},
    {"date_from": "2000-01-01"},
    {"date_to": "2999-12-31"},
    {"date_from": "2000-01-01", "date_to": "2999-12-31", "status": Status.SOLD},
    {"date_from": "2000-01-01", "document": "SI-"},
    {"date_to": "2000-01-01"},
    {"party": "customer", "date_from": "2000-01-01"},
]


def plainly(shop, asked):
    """The ids of the serials that fit, asked as the rule says it and not as it is fast."""
    return {
        id
        for (id,) in shop.rows(
            """
            SELECT s.id FROM serial s WHERE
            (instr(upper(s.number), upper(:text)) OR EXISTS (SELECT 1 FROM serial_alias
              WHERE serial_id = s.id AND instr(upper(number), upper(:text))) OR :text = '')
            AND (:product IS NULL OR s.product_id = :product)
            AND (:status IS NULL OR s.status = :status)
            AND (:warehouse IS NULL OR s.warehouse_id = :warehouse)
            AND (:document || :party || :from || :to = '' OR EXISTS (SELECT 1 FROM serial_movement m
              JOIN document_line l ON l.id = m.line_id JOIN document d ON d.id = l.document_id
              WHERE m.serial_id = s.id AND d.state > 0 AND instr(d.number, upper(:document) || '')
              AND (:party = '' OR d.party_id = :party)
              AND (:from = '' OR d.date >= :from) AND (:to = '' OR d.date <= :to)))
            """.replace(":text", "?1")
            .replace(":product", "?2")
            .replace(":status", "?3")
            .replace(":warehouse", "?4")
            .replace(":document", "?5")
            .replace(":party", "?6")
            .replace(":from", "?7")
            .replace(":to", "?8")
            .replace("instr(d.number, upper(?5) || '')", "(?5 = '' OR instr(d.number, upper(?5)))"),
            asked.text,
            asked.product,
            asked.status,
            asked.warehouse,
            asked.document,
            "" if asked.party is None else asked.party,
            asked.date_from,
            asked.date_to,
        )
    }


@pytest.fixture(scope="module")
def busy(template, tmp_path_factory):
    """A shop whose serials were on several documents each, were sold, voided and corrected."""
    path = template.copy_to(tmp_path_factory.mktemp("pages") / "shop.sdk")
    shop = Shop.opened(template, path)
    shop.purchase("ABC123 ABC124 ABC1240 XYZ900 a%b_c")
    shop.purchase("ABC999", warehouse=shop.has.branch)
    shop.opening("CAM123", product=shop.has.camera)
    for serial in ("ABC124", "ABC123", "XYZ900"):
        sale = shop.sell(serial)
        if serial != "XYZ900":
            shop.void(sale, "wrong customer")
    shop.sell("ABC123")
    shop.sell("CAM123", product=shop.has.camera)
    shop.correct("ABC999", "DEF999")
    yield shop
    shop.close()


@pytest.mark.rule("Q1")
@pytest.mark.parametrize("given", ASKED, ids=str)
@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize("at_once", [1, 10_000])
def test_pages_of_the_search_say_every_serial_that_fits_once(
    busy, monkeypatch, at_once, size, given
):
    monkeypatch.setattr(listed, "_AT_ONCE", at_once * 10)
    monkeypatch.setattr(listed, "_FEW", at_once)
    monkeypatch.setattr(listed, "_WIDEST", at_once * listed._NARROWER)
    monkeypatch.setattr(serial_documents, "_AT_ONCE", at_once)
    monkeypatch.setattr(serial_documents, "_READ", at_once)
    named = {
        name: getattr(busy.has, word) if isinstance(word, str) and hasattr(busy.has, word) else word
        for name, word in given.items()
    }
    asked = Filter(**named)
    found, after, steps = [], None, 0
    while steps == 0 or after is not None:
        page = listed.page(busy.database, asked, after, size)
        found += [row.id for row in page.rows]
        after, steps = page.after, steps + 1
        assert steps < 500
    assert sorted(found) == sorted(plainly(busy, asked))
    if not asked.by_document and not asked.text:
        assert found == sorted(found, reverse=True)
    is_kept = asked.product is None or asked.warehouse is None or asked.status is not None
    exact = (len(found), True) if is_kept and not (asked.by_document or asked.text) else None
    assert listed.count(busy.database, asked) == exact


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
    (row,) = serial_rows(stocked.database, Filter(text="ABC124"))
    assert (row.product, row.status, row.warehouse) == ("Phone", Status.SOLD, None)
    assert (row.kind, row.party) == ("sale", "Mrs Chen")
    assert row.document_number.startswith("SI-")


@pytest.mark.rule("Q1")
def test_the_totals_count_what_is_there(stocked):
    phone = {Status.IN_STOCK: 4, Status.SOLD: 1}
    assert serials.status_counts(stocked.database, stocked.has.phone) == phone


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
