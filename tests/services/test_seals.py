"""Seals: each posting and void is chained to the one before, and what is bent is found (S3)."""

import json
from hashlib import sha256

import pytest

from app.domain.shifts import Counted
from app.services.keeping import seals
from app.services.money import shifts
from app.services.stock import contacts, correcting, items, warehouses
from app.services.stock.contacts import ContactForm
from app.services.stock.items import ItemForm
from app.services.stock.warehouses import WarehouseForm
from app.text import sentence
from db.engine import seal_contents
from db.queries import document_lines, documents
from db.queries.lists import documents as documents_list
from db.queries.lists.documents import DocumentsAsked
from db.schema import migrations, version_32
from tests.bending import bent


def everything_posted(shop):
    """A few documents of several kinds, one of them void."""
    has = shop.has
    shop.opening("A1 A2 A3", units=4)
    shop.purchase("A4 A5", units=3)
    shop.purchase(product=has.cable, units=8)
    shop.sell("A1 A4")
    shop.void(shop.sell("A2"))
    shop.sell(product=has.cable, units=2)


@pytest.mark.rule("S3")
def test_what_was_posted_and_voided_fits(shop):
    everything_posted(shop)
    assert shop.rows("SELECT event, count(*) FROM seal GROUP BY event") == [(0, 6), (1, 1)]
    assert seals.check(shop.database) == []


@pytest.mark.rule("S3")
def test_every_seal_is_recomputed_with_nothing_but_the_recipe(shop):
    """JSON and SHA-256 alone: no program of ours is needed to check the chain."""
    everything_posted(shop)
    while seals.seal_some(shop.database, 50):
        pass
    before = "0" * 64
    for line in seals.exported(shop.database):
        row = json.loads(line)
        head = {key: row[key] for key in row if key not in ("content", "hash")}
        text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
        before = sha256(f"{before}\n{text}\n{row['content']}".encode()).hexdigest()
        assert before == row["hash"]
        assert row["content"] == json.dumps(
            json.loads(row["content"]), ensure_ascii=False, separators=(",", ":")
        )


@pytest.fixture
def sealed_before(shop, monkeypatch):
    """A shop whose seals of before say less of a document's head than those of today."""
    with monkeypatch.context() as before:
        before.setattr(
            seal_contents,
            "postings",
            lambda database, ids, newest=False: seal_contents.postings_of_before(database, ids),
        )
        shop.opening(product=shop.has.cable, units=5)
        shop.sell(product=shop.has.cable, units=2)
    statements = migrations.statements(version_32.SCRIPT)
    for statement in list(statements)[1:]:  # the column is there
        bent(shop.database, statement)
    shop.sell(product=shop.has.cable, units=1)
    return shop


@pytest.mark.rule("S3")
def test_a_seal_that_says_less_of_the_head_stays_as_good_as_it_was(sealed_before):
    assert seals.check(sealed_before.database) == []
    heads = [
        json.loads(json.loads(line)["content"])["head"]
        for line in seals.exported(sealed_before.database)
    ]
    assert ["return_reason" in head for head in heads] == [False, False, True]


@pytest.mark.rule("S3")
@pytest.mark.parametrize("until", [1, 3])
def test_which_seals_say_less_cannot_be_bent(sealed_before, until):
    bent(sealed_before.database, f"UPDATE takeover SET heads_until = {until}")
    assert len(seals.check(sealed_before.database)) == 1


def found(shop):
    """What the check says first, and how many faults there are."""
    faults = seals.check(shop.database)
    return sentence(faults[0].what), len(faults)


HEAD = "UPDATE document SET {} WHERE number = 'SI-2026-000001'"
LINE = "UPDATE document_line SET {} WHERE document_id = 4"


@pytest.mark.reliability(10)
@pytest.mark.rule("S3")
@pytest.mark.parametrize(
    ("statement", "part"),
    [
        (HEAD.format("date = '2020-01-01'"), "its date was"),
        (HEAD.format("party_id = 1"), "its customer or supplier was"),
        (HEAD.format("warehouse_id = 2"), "its warehouse was"),
        (HEAD.format("note = 'paid'"), "its note was"),
        (HEAD.format("total = total - 1"), "its total, discount or tax was"),
        (HEAD.format("posted_at = '2020-01-01T00:00:00.000+00:00'"), "who posted it or when was"),
        (HEAD.format("number = 'SI-2026-000009'"), "its number or its place in the order was"),
        (HEAD.format("created_by = 9"), "its head was"),
        (LINE.format("product_id = 2"), "on line 1, the item, quantity, price or amount was"),
        (LINE.format("quantity = 3000"), "on line 1, the item, quantity, price or amount was"),
        (LINE.format("price = 1"), "on line 1, the item, quantity, price or amount was"),
        (LINE.format("amount = 1"), "on line 1, the item, quantity, price or amount was"),
        (LINE.format("tax_rate = 6000"), "on line 1, the item, quantity, price or amount was"),
        (LINE.format("cost = 1"), "on line 1, the item, quantity, price or amount was"),
        ("DELETE FROM document_line WHERE document_id = 4", "how many lines, serial numbers"),
        (
            "DELETE FROM serial_movement WHERE line_id = 4 AND id % 2",
            "how many lines, serial numbers",
        ),
        ("UPDATE stock_movement SET quantity = -1000 WHERE line_id = 4", "what it moved in stock"),
    ],
)
def test_what_was_changed_by_hand_is_named(shop, statement, part):
    everything_posted(shop)
    bent(shop.database, statement)
    said, _ = found(shop)
    assert said.startswith("SI-2026-00000") and part in said


@pytest.mark.rule("S3")
def test_a_serial_number_that_was_changed_is_named_on_the_first_document_that_has_it(shop):
    everything_posted(shop)
    bent(shop.database, "UPDATE serial SET number = 'A9' WHERE number = 'A4'")
    said, count = found(shop)
    assert "PI-2026-000001" in said and "serial number A9 was" in said
    assert count == 2  # the purchase and the sale


@pytest.mark.rule("S3")
def test_a_void_that_was_changed_is_named(shop):
    everything_posted(shop)
    bent(shop.database, "UPDATE document SET void_reason = 'other' WHERE state = 2")
    assert "who voided it, when or why was" in found(shop)[0]


@pytest.mark.rule("S3")
@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (["UPDATE seal SET hash = randomblob(32) WHERE id = 3"], "does not follow the one before"),
        (["DELETE FROM seal WHERE id = 3"], "Seals 3 to 3 are gone from the chain."),
        (
            [
                "UPDATE seal SET id = 99 WHERE id = 3",
                "UPDATE seal SET id = 3 WHERE id = 4",
                "UPDATE seal SET id = 4 WHERE id = 99",
            ],
            "does not follow the one before",
        ),
        (["DELETE FROM document WHERE id = 4"], "is not among the posted documents any more"),
        (["UPDATE document SET state = 0 WHERE id = 4"], "is not among the posted documents any"),
        (["UPDATE document SET state = 1 WHERE state = 2"], "is not among the posted documents"),
        (
            ["UPDATE document SET state = 2, voided_by = 1, void_reason = 'x' WHERE id = 4"],
            "is void and its void has no seal",
        ),
        (["DELETE FROM seal WHERE id = 7"], "has no seal"),
    ],
)
def test_what_was_taken_out_swapped_or_put_in_is_told(shop, statements, said):
    everything_posted(shop)
    bent(shop.database, *statements)
    assert said in found(shop)[0]


@pytest.mark.rule("S3")
def test_a_name_given_later_does_not_change_what_stands_on_paper(shop):
    """Party, item, SKU and warehouse are as they were printed; a draft says the present ones."""
    everything_posted(shop)
    has, session = shop.has, shop.session
    sale = shop.sell("A3")
    before = documents.document(shop.database, sale), document_lines.lines(shop.database, sale)
    place = documents.party_place(shop.database, sale)
    items.save(session, ItemForm("PHONE-2", "Handset", track_serials=True), [], has.phone)
    contacts.save(session, ContactForm("Ms Chen", phone="555", address="Here 1"), has.customer)
    warehouses.save(session, WarehouseForm("Hall"), has.main)
    assert (
        documents.document(shop.database, sale),
        document_lines.lines(shop.database, sale),
    ) == before
    assert documents.party_place(shop.database, sale) == place
    draft = shop.draft("sale")
    assert documents.document(shop.database, draft).warehouse == "Hall"
    shop.sell("A2")
    assert seals.check(shop.database) == []


@pytest.mark.rule("S3")
@pytest.mark.parametrize("text", ["Mrs Chen", "mrs"])
def test_old_paper_is_found_by_the_name_that_stands_on_it(shop, text):
    everything_posted(shop)
    before = documents_list.page(shop.database, DocumentsAsked(["sale"], text), None, 50).rows
    contacts.save(shop.session, ContactForm("Ms Zhou"), shop.has.customer)
    later = shop.sell("A3")
    found = documents_list.page(shop.database, DocumentsAsked(["sale"], text), None, 50).rows
    assert [row.id for row in found] == [row.id for row in before] != []
    asked = DocumentsAsked(["sale"], "Zhou")
    assert later in [row.id for row in documents_list.page(shop.database, asked, None, 50).rows]


@pytest.mark.rule("S3", "L5")
def test_a_corrected_serial_still_fits(shop):
    everything_posted(shop)
    correcting.correct(shop.session, "A4", "A44")
    correcting.correct(shop.session, "A3", "A33")
    correcting.correct(shop.session, "A33", "A35")
    shop.sell("A35")
    assert seals.check(shop.database) == []


@pytest.mark.rule("S3")
def test_documents_of_before_are_taken_over_in_their_order(shop):
    """A store whose documents have no seal yet: some at a time, one is voided meanwhile."""
    everything_posted(shop)
    bent(
        shop.database,
        "DELETE FROM seal",
        "UPDATE takeover SET last = (SELECT max(posting) FROM document), done = 0",
    )
    assert seals.check(shop.database) == []
    shop.void(6)
    assert seals.seal_some(shop.database, 2)
    shop.sell("A3")
    while seals.seal_some(shop.database, 2):
        pass
    assert seals.check(shop.database) == []
    assert shop.rows(
        "SELECT count(*), count(DISTINCT document_id) FROM seal WHERE event IN (0, 2)"
    ) == [(7, 7)]
    bent(shop.database, "UPDATE document SET note = 'x' WHERE id = 2")
    assert "its note was" in found(shop)[0]


@pytest.mark.rule("S3")
@pytest.mark.parametrize(
    "bending",
    [
        "DELETE FROM takeover",
        "UPDATE takeover SET last = 999",
        "UPDATE takeover SET last = 999, done = 0",
    ],
)
def test_what_was_put_in_is_not_taken_for_a_document_of_before(shop, bending):
    """Whoever writes a document into the file by hand does not get it sealed by the program."""
    everything_posted(shop)
    draft = shop.written("sale", "A3")
    made = "state = 1, number = 'SI-2026-000004', posting = 99, posted_at = created_at"
    bent(shop.database, f"UPDATE document SET {made} WHERE id = {draft}", bending)
    assert found(shop) == (
        "SI-2026-000004 has no seal: it was not posted by this program.",
        1,
    )
    while seals.seal_some(shop.database, 50):
        pass
    assert "SI-2026-000004 has no seal" in found(shop)[0]


@pytest.mark.rule("S3", "M9")
def test_a_z_report_is_sealed_when_its_shift_was_closed(shop):
    """In the order in which they are closed, at once and not before."""
    shop.take_payments(shifts=True)
    shifts.open_drawer(shop.session, 100_00)
    shifts.close(shop.session, Counted({100_00: 1}, stays=50_00))
    shifts.open_drawer(shop.session, 50_00)
    while seals.seal_some(shop.database, 50):
        pass
    assert shop.rows("SELECT first_id, last_id FROM seal WHERE rows = 'shift'") == [(1, 1)]
    shifts.close(shop.session, Counted(total=50_00))
    assert seals.check(shop.database) == []
    assert shop.rows("SELECT first_id, last_id FROM seal WHERE rows = 'shift'") == [(1, 1), (2, 2)]
    bent(shop.database, "UPDATE shift_piece SET pieces = 2")
    assert found(shop)[0].startswith("Row 1 of “Shifts” does not fit its seal")


@pytest.mark.rule("S3", "U4")
def test_what_only_grows_is_sealed_too(shop):
    everything_posted(shop)
    while seals.seal_some(shop.database, 50):
        pass
    bent(shop.database, "UPDATE audit SET detail = 'other' WHERE id = 1")
    assert found(shop)[0].startswith("Row 1 of “Audit log” does not fit its seal")


@pytest.mark.rule("S3")
def test_documents_of_many_serials_are_read_a_few_at_once_and_found_all_the_same(shop, monkeypatch):
    """What is in memory does not grow with what stands on a document."""
    everything_posted(shop)
    bent(shop.database, LINE.format("quantity = 3000"))
    before = seals.check(shop.database)
    asked, postings = [], seal_contents.postings
    monkeypatch.setattr(seals, "_PARTS_AT_ONCE", 1)
    monkeypatch.setattr(
        seal_contents, "postings", lambda *given: asked.append(given[1]) or postings(*given)
    )
    assert seals.check(shop.database) == before != []
    assert max(len(documents) for documents in asked) == 1
