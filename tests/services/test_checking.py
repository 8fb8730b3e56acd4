"""The whole check: pages, seals, books, and what may change, compared with the closing (S3)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from app.domain.problems import Code
from app.domain.shifts import DrawerEntryKind
from app.services import session as sessions
from app.services import settings
from app.services.documents import draft_lines, drafts, posting, voiding
from app.services.entry import entering
from app.services.keeping import checking, closings, seals
from app.services.money import payments, shifts
from app.text import sentence
from db import sql
from db.engine import digests
from db.engine.trouble import StoreTrouble
from db.queries import document_lines
from db.schema.newest import NEWEST
from tests import earlier
from tests.bending import bent, without_check
from tests.services.test_seals import everything_posted
from tests.shop import open_store


def said(shop):
    return [sentence(fault.what) for fault in checking.check(shop.database).faults]


@pytest.mark.rule("S3")
def test_a_whole_store_is_found_whole(shop):
    everything_posted(shop)
    closings.close(shop.database)
    found = checking.check(shop.database)
    assert found.is_whole, said(shop)
    assert found.compared and found.seals and not found.waiting


@pytest.mark.reliability(10)
@pytest.mark.rule("S3")
@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            "UPDATE serial SET status = 2, warehouse_id = NULL WHERE number = 'A5'",
            "A5 is not where",
        ),
        ("UPDATE serial SET warehouse_id = 2 WHERE number = 'A5'", "A5 is not where"),
        ("UPDATE serial SET product_id = 2 WHERE number = 'A5'", "A5 is not where"),
        ("UPDATE serial SET last_movement_id = 1 WHERE number = 'A2'", "A2 is not where"),
        ("UPDATE serial_movement SET prev_id = 1 WHERE prev_id = 2", "do not follow one another"),
        ("UPDATE serial_movement SET before_id = 9 WHERE prev_id = 1", "do not follow one another"),
        ("UPDATE stock SET on_hand = on_hand + 1000", "is not what its documents moved"),
        ("UPDATE stock SET identified = 0", "is not what its documents moved"),
        ("UPDATE item_value SET quantity = quantity + 1000", "kept of another quantity"),
        ("UPDATE item_value SET value = value + 1", "had cost in all is not what"),
        ("UPDATE serial_count SET count = 9", "serial numbers of Phone by status"),
        ("UPDATE warehouse_stock SET on_hand = 1", "total stock of Main"),
        ("UPDATE number_sequence SET last = 9 WHERE kind = 'sale'", "without a gap"),
        ("UPDATE document SET voided_by = 1 WHERE id = 4", "is not void, and yet"),
        ("UPDATE product SET sale_price = 1 WHERE id = 2", "“Items” is not as it was"),
        ("UPDATE contact SET credit_limit = 9 WHERE id = 2", "“Contacts” is not as it was"),
        ("UPDATE setting SET value = '\"X\"' WHERE key = 'shop_name'", "“Settings” is not as it"),
        ("UPDATE person SET role = 'clerk'", "“People” is not as it was"),
        ("DELETE FROM product_barcode WHERE product_id = 1", "“Barcodes of items” is not as it"),
        ("UPDATE audit SET detail = 'x'", "Row 1 of “Audit log” does not fit its seal"),
        ("DROP TRIGGER serial_movement_update", "as this program made it: serial_movement_update"),
        ("DROP INDEX shift_open", "as this program made it: shift_open"),
        ("DROP INDEX seal_rows", "as this program made it: seal_rows"),
        ("CREATE TABLE kept (id INTEGER)", "as this program made it: kept"),
        ('CREATE TABLE "of ""mine" ("a, b")', 'as this program made it: of "mine'),
        (
            "CREATE TRIGGER rich AFTER INSERT ON payment BEGIN SELECT 1; END",
            "as this program made it: rich",
        ),
        ("DELETE FROM legal_move WHERE to_status = 2", "as this program made it: legal_move"),
        ("INSERT INTO legal_move VALUES (2, 2)", "as this program made it: legal_move"),
        (
            without_check("CHECK (float >= 0)", "shift"),
            "as this program made it: shift",
        ),
    ],
)
def test_what_was_changed_by_hand_is_told(shop, statement, expected):
    everything_posted(shop)
    closings.close(shop.database)
    bent(shop.database, statement)
    assert any(expected in text for text in said(shop)), said(shop)


@pytest.mark.rule("S3")
@pytest.mark.parametrize("note", ["", "x", "[]", "{", '{"product": 1}', '{"product": [1, 2, "z"]}'])
def test_a_note_of_the_closing_that_is_damaged_is_told_itself(shop, note):
    everything_posted(shop)
    closings.close(shop.database)
    bent(shop.database, f"UPDATE closing SET digests = '{note}'")
    assert "“What was noted as the shop was closed” is not" in said(shop)[0]
    (fault,) = closings.opened(shop.database).compare()
    assert fault.what.code is Code.CLOSED_ROWS


@pytest.mark.rule("S3", "L5")
def test_a_corrected_number_that_no_document_has_yet_is_compared_with_the_closing(shop):
    everything_posted(shop)
    shop.correct("A5", "A55")
    closings.close(shop.database)
    assert checking.check(shop.database).is_whole
    bent(shop.database, "UPDATE serial SET number = 'A6' WHERE number = 'A55'")
    assert "“Serial numbers” is not as it was" in said(shop)[0]


_LIKE_THE_LAST = (
    "INSERT INTO {table} ({columns}) SELECT {columns} FROM {table}"
    " WHERE id = (SELECT max(id) FROM {table})"
)


@pytest.mark.rule("S3", "U4", "M9")
@pytest.mark.parametrize("marked", [True, False], ids=["marked", "of before there were marks"])
@pytest.mark.parametrize(
    ("table", "columns", "called"),
    [
        ("audit", "at, user_id, counter_id, action, detail, subject, before, after", "Audit log"),
        (
            "drawer_entry",
            "shift_id, counter_id, at, person_id, kind, amount, reason",
            "Money put in or taken out",
        ),
    ],
)
def test_a_row_put_in_while_the_shop_was_closed_is_told(shop, marked, table, columns, called):
    """Of what only grows all is sealed at a closing: what comes after that nobody wrote."""
    everything_posted(shop)
    shifts.move_money(shop.session, DrawerEntryKind.MONEY_OUT, 5_00, "stamps")
    if not marked:
        bent(shop.database, "UPDATE audit SET mark = NULL")
    closings.close(shop.database)
    assert checking.check(shop.database).is_whole
    bent(shop.database, _LIKE_THE_LAST.format(table=table, columns=columns))
    assert f"“{called}” is not as it was when the shop was closed: row" in " ".join(said(shop))
    (fault,) = closings.opened(shop.database).compare()
    assert fault.what.code is Code.CLOSED_DIFFERS


@pytest.mark.rule("S3")
def test_what_was_changed_while_the_shop_was_closed_is_told_once_after_opening(shop):
    everything_posted(shop)
    closings.close(shop.database)
    bent(shop.database, "UPDATE product SET sale_price = 1 WHERE id = 2")
    after = closings.opened(shop.database)
    shop.sell("A3")
    assert after.closed_at
    assert checking.check(shop.database).compared.changed is None  # nobody looked yet
    (fault,) = after.compare()
    assert checking.check(shop.database).compared.changed == 1
    assert "row 2 was changed" in sentence(fault.what)
    again = closings.opened(shop.database)
    assert not again.closed_at and again.compare() == []
    assert checking.check(shop.database).compared is None
    assert seals.check(shop.database) == []


@pytest.mark.rule("S3")
def test_a_closing_while_it_is_still_compared_notes_nothing_anew(shop, monkeypatch):
    """The disk hangs for longer than the closing waits: what was changed is not taken for right."""
    everything_posted(shop)
    closings.close(shop.database)
    bent(shop.database, "UPDATE product SET sale_price = 1 WHERE id = 2")
    unseen, reads = closings.opened(shop.database), digests._changed
    hangs, goes_on = Event(), Event()

    def hang(connection):
        hangs.set()
        assert goes_on.wait(60)
        return reads(connection)

    monkeypatch.setattr(digests, "_changed", hang)
    with ThreadPoolExecutor(1) as pool:
        compared = pool.submit(unseen.compare)
        assert hangs.wait(60)
        with pytest.raises(StoreTrouble):
            closings.close(shop.database, unseen)
        assert shop.database.compared is None  # nor does a check say otherwise
        goes_on.set()
        assert [sentence(fault.what) for fault in compared.result()] != []
    assert shop.rows("SELECT at FROM closing") == []
    closings.close(shop.database, unseen)
    (fault,) = closings.opened(shop.database).compare()
    assert "row 2 was changed" in sentence(fault.what)


@pytest.mark.rule("S3", "S4")
@pytest.mark.parametrize("version", [1, 4, 12, 21, 25, NEWEST])
def test_a_shop_of_any_earlier_schema_is_sealed_goes_on_and_is_whole(tmp_path, version):
    """What was sold before is voided, what was on the shelf is sold for money: all of it fits."""
    database = open_store(earlier.shop_of(version, tmp_path / "shop.sdk"))
    session = sessions.begin(database)
    while seals.seal_some(database, 2):
        pass
    settings.save(session, payments=True, serials_enabled=True)
    (phone,) = sql.rows(database, "SELECT number FROM serial WHERE status = 1 ORDER BY id LIMIT 1")
    draft = drafts.new(session, "sale")
    entering.enter(session, draft, None, phone)
    draft_lines.set_price(session, draft, document_lines.lines(database, draft)[0].id, 500_00)
    payments.add_part(session, draft, 1)
    posting.post(session, draft, sure=posting.problems_of(database, draft))
    (before,) = sql.rows(
        database, "SELECT id FROM document WHERE kind = 'sale' ORDER BY posting LIMIT 1"
    )
    assert len(voiding.void_chain(session, before[0], "never happened")) > 1
    closings.close(database)
    found = checking.check(database)
    assert found.is_whole and found.compared and not found.waiting
    database.close()
