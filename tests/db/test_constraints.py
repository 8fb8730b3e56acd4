"""What no program can break: the store itself refuses it (F1, F3, F4, D5, D8, L1 to L4, V3)."""

from itertools import product

import pytest

from app.domain.kinds import KINDS
from app.domain.lifecycle import LEGAL_PAIRS, Status
from db import sql
from db.engine.trouble import ConstraintBroken
from db.writes import ledger, sequences
from tests.store import columns


def trade(shop):
    """Two phones bought and one of them sold, cables bought, a sale voided, a draft begun."""
    shop.purchase("A1 A2")
    shop.purchase(product=shop.has.cable, units=5)
    shop.sell("A1")
    shop.void(shop.sell("A2"))
    shop.written("sale", "A2")


@pytest.fixture
def busy(shop_after):
    return shop_after(trade)


def refused(shop, statement, *values):
    """The name of the rule that it breaks; at the latest when the transaction is to be kept."""
    before = shop.everything()
    with pytest.raises(ConstraintBroken) as caught, sql.transaction(shop.database, of=sql.SHOP):
        sql.execute(shop.database, statement, *values)
    assert shop.everything() == before
    return caught.value.name


INSERT_SERIAL = (
    "INSERT INTO serial (number, product_id, status, warehouse_id, last_movement_id,"
    " current_movement_id) VALUES (?, ?, ?, ?, 1000, 1000)"
)


@pytest.mark.rule("F3")
@pytest.mark.parametrize("number", ["A1", "a1"])
def test_a_serial_is_unique_over_all_products_ignoring_case(busy, number):
    reason = refused(busy, INSERT_SERIAL, number, busy.has.camera, 1, busy.has.branch)
    assert reason == "serial_number_unique"


@pytest.mark.rule("F1")
@pytest.mark.parametrize("number", ["", "A B", "A,B", "A\t", "序1", "é", "x" * 101, "ab\x7f"])
def test_the_store_keeps_no_number_that_is_no_serial(busy, number):
    assert (
        refused(busy, INSERT_SERIAL, number, busy.has.phone, 1, busy.has.main)
        == "number_is_a_serial"
    )
    draft, line = busy.rows("SELECT document_id, line_id FROM draft_serial")[0]
    reason = refused(
        busy,
        "INSERT INTO draft_serial (document_id, line_id, number) VALUES (?, ?, ?)",
        draft,
        line,
        number,
    )
    assert reason == "number_is_a_serial"


@pytest.mark.rule("F1")
def test_the_store_keeps_every_good_character_and_100_of_them(shop):
    characters = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) != ",")
    shop.purchase(f"{characters} {'x' * 100}")
    assert shop.status(characters) == (Status.IN_STOCK, shop.has.main)
    assert shop.status("x" * 100) == (Status.IN_STOCK, shop.has.main)


@pytest.mark.rule("F4")
def test_one_serial_one_product(busy):
    reason = refused(busy, "UPDATE serial SET product_id = ? WHERE number = 'A1'", busy.has.camera)
    assert reason == "one_serial_one_product"


@pytest.mark.rule("F4")
@pytest.mark.parametrize("status", Status)
def test_a_serial_is_in_a_warehouse_exactly_while_it_is_in_stock_or_on_its_way(busy, status):
    somewhere = status in (Status.IN_STOCK, Status.IN_TRANSIT)
    place = None if somewhere else busy.has.main
    assert (
        refused(busy, INSERT_SERIAL, "B1", busy.has.phone, int(status), place)
        == "serial_is_somewhere_while_here"
    )


@pytest.mark.rule("D5")
def test_a_serial_stands_on_a_document_once_over_all_its_lines(busy):
    draft = busy.rows("SELECT document_id FROM draft_serial")[0][0]
    line = busy.line(draft)
    statement = "INSERT INTO draft_serial (document_id, line_id, number) VALUES (?, ?, 'a2')"
    assert refused(busy, statement, draft, line) == "draft_serial_document_id_number_unique"


@pytest.mark.rule("L1")
def test_the_store_holds_exactly_the_pairs_of_the_table(shop):
    assert set(shop.rows("SELECT from_status, to_status FROM legal_move")) == LEGAL_PAIRS
    (schema,) = shop.rows("SELECT sql FROM sqlite_schema WHERE name = 'serial_movement'")[0]
    assert "CHECK" not in schema  # the pairs stand in one place


@pytest.fixture
def lives(shop):
    """A serial in each status, by it, and a draft's line for a movement of any of them."""
    shop.purchase("A1 A2 A3 A4 A5")
    shop.sell("A2")
    back = shop.draft("purchase_return")
    shop.enter(back, "A3")
    shop.post(back)
    shop.dispatch("A4")
    lost = shop.dispatch("A5")
    shop.write_off(lost, "A5")
    shop.void(shop.purchase("A6"))
    status_of = dict(shop.rows("SELECT number, status FROM serial"))
    return shop, status_of, shop.line(shop.draft("sale"))


@pytest.mark.rule("L1")
def test_the_ledger_takes_exactly_those_pairs(lives):
    shop, status_of, line = lives
    assert set(status_of.values()) == set(Status)
    taken = set()
    for (number, source), target in product(status_of.items(), Status):
        try:
            sql.execute(shop.database, "SAVEPOINT tried")
            sql.execute(
                shop.database,
                "INSERT INTO serial_movement (line_id, serial_id, from_status,"
                " from_warehouse_id, to_status, prev_id, before_id) SELECT ?, id, status,"
                " warehouse_id, ?, last_movement_id, current_movement_id FROM serial"
                " WHERE number = ?",
                line,
                int(target),
                number,
            )
            taken.add((source, target))
        except ConstraintBroken as error:
            assert error.name == "serial_movement_is_legal"
        finally:
            sql.execute(shop.database, "ROLLBACK TO tried")
            sql.execute(shop.database, "RELEASE tried")
    assert taken == LEGAL_PAIRS


@pytest.mark.rule("L1", "L4")
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO legal_move VALUES (2, 3)",
        "UPDATE legal_move SET to_status = 3",
        "DELETE FROM legal_move",
        "INSERT OR REPLACE INTO legal_move VALUES (1, 2)",
    ],
)
def test_no_move_is_made_legal_but_by_a_new_schema(shop, statement):
    assert refused(shop, statement) == "legal_moves_are_kept"


@pytest.mark.rule("L1")
def test_a_new_status_is_a_row(lives):
    """What a later version does for it: two rows, and nothing else of the ledger."""
    shop, _, line = lives
    (freeze,) = shop.rows("SELECT sql FROM sqlite_schema WHERE name = 'legal_move_insert'")[0]
    sql.execute(shop.database, "DROP TRIGGER legal_move_insert")
    sql.execute(shop.database, "INSERT INTO legal_move VALUES (2, 6), (6, 1)")
    sql.execute(shop.database, freeze)
    ((serial, movement, at),) = shop.rows(
        "SELECT id, last_movement_id, product_id FROM serial WHERE number = 'A2'"
    )
    step = ledger.Step(line, "A2", at, serial, 2, None, 6, None, movement, movement)
    with sql.transaction(shop.database, of=sql.SHOP):
        ledger.write(shop.database, [step], [])
    assert shop.rows("SELECT status FROM serial WHERE number = 'A2'") == [(6,)]


MOVE = (
    "INSERT INTO serial_movement (line_id, serial_id, from_status, from_warehouse_id, to_status,"
    " to_warehouse_id, prev_id, before_id)"
    " SELECT l.id, s.id, {from_status}, {from_warehouse}, 2, NULL, {previous}, {before}"
    " FROM serial s, document_line l WHERE s.number = 'A2' AND l.product_id = {product}"
    " ORDER BY l.id DESC LIMIT 1"
)
TRUE = {
    "from_status": "s.status",
    "from_warehouse": "s.warehouse_id",
    "previous": "s.last_movement_id",
    "before": "s.current_movement_id",
    "product": "s.product_id",
}


def test_a_true_movement_is_taken(busy):
    """What the refusals below differ from in one place each."""
    assert sql.execute(busy.database, MOVE.format(**TRUE)).rowcount == 1


@pytest.mark.rule("L1", "L4")
@pytest.mark.parametrize(
    "change",
    [
        {"from_status": "0"},
        {"from_warehouse": "2"},
        {"previous": "1"},
        {"previous": "NULL"},
        {"before": "1"},
        {"product": "(SELECT id FROM product WHERE name = 'Cable')"},
    ],
    ids=str,
)
def test_a_movement_that_does_not_follow_from_its_serials_state_is_refused(busy, change):
    assert refused(busy, MOVE.format(**TRUE | change)) == "serial_movement_is_legal"


@pytest.mark.rule("L4")
@pytest.mark.parametrize(
    "change",
    [
        "status = 2, warehouse_id = NULL",
        "warehouse_id = 2",
        "last_movement_id = 1",
        "current_movement_id = 1",
        "id = 77",
    ],
)
def test_the_state_of_a_serial_comes_from_the_ledger_only(busy, change):
    reason = refused(busy, f"UPDATE serial SET {change} WHERE number = 'A2'")
    assert reason == "serial_follows_the_ledger"


@pytest.mark.rule("L4")
def test_a_serial_without_a_movement_cannot_be_kept(shop):
    reason = refused(shop, INSERT_SERIAL, "B1", shop.has.phone, 1, shop.has.main)
    assert reason == "serial_follows_the_ledger"


@pytest.mark.rule("L4", "L5")
def test_a_number_is_corrected_only_where_the_old_one_is_kept(busy):
    change = "UPDATE serial SET number = 'A3' WHERE number = 'A2'"
    assert refused(busy, change) == "earlier_number_is_kept"
    sql.execute(
        busy.database,
        "INSERT INTO serial_alias (number, serial_id) SELECT number, id FROM serial"
        " WHERE number = 'A2'",
    )
    sql.execute(busy.database, change)
    assert busy.status("A3") == (Status.IN_STOCK, busy.has.main)
    assert refused(busy, INSERT_SERIAL, "a2", busy.has.phone, 1, 1) == "number_is_no_others_alias"
    assert refused(busy, "DELETE FROM serial_alias") == "alias_is_not_deleted"


HISTORY = {
    "serial_movement": "serial_ledger_is_kept",
    "stock_movement": "stock_ledger_is_kept",
    "audit": "audit_is_kept",
}


@pytest.mark.rule("L4", "V4")
@pytest.mark.parametrize(("table", "name"), HISTORY.items())
def test_history_is_never_overwritten(busy, table, name):
    """Not one row, not one column."""
    assert busy.rows(f"SELECT 1 FROM {table}")
    for column in columns(busy.database, table):
        assert refused(busy, f"UPDATE {table} SET {column} = {column}") == name
    assert refused(busy, f"DELETE FROM {table} WHERE id = 1") == name
    replacement = f"REPLACE INTO {table} SELECT * FROM {table} WHERE id = 1"
    assert refused(busy, replacement)


@pytest.mark.rule("L4")
def test_a_serial_is_never_deleted_nor_replaced(busy):
    assert refused(busy, "DELETE FROM serial WHERE number = 'A1'") == "serial_is_kept"
    assert (
        refused(
            busy,
            "REPLACE INTO serial SELECT id, number, product_id, ?, 1, last_movement_id,"
            " current_movement_id FROM serial WHERE number = 'A1'",
            busy.has.main,
        )
        == "serial_is_kept"
    )


@pytest.mark.rule("L2")
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("identified = 3", "on_hand_covers_the_serials"),
        ("on_hand = 999", "on_hand_covers_the_serials"),
        ("on_hand = -1000, identified = 0", "tracked_stock_is_not_below_zero"),
        ("identified = -1", "identified_is_not_below_zero"),
    ],
)
def test_units_on_hand_are_never_fewer_than_the_serials_in_stock(busy, change, reason):
    assert reason == refused(
        busy, f"UPDATE stock SET {change} WHERE product_id = ?", busy.has.phone
    )


@pytest.mark.rule("L2")
def test_stock_is_never_deleted_nor_begun_below_zero(busy):
    assert refused(busy, "DELETE FROM stock") == "stock_is_kept"
    reason = refused(
        busy,
        "INSERT INTO stock (product_id, warehouse_id, on_hand) VALUES (?, ?, -1000)",
        busy.has.camera,
        busy.has.branch,
    )
    assert reason == "tracked_stock_is_not_below_zero"


@pytest.mark.rule("L2", "P2")
@pytest.mark.parametrize("on_hand", [-1000, 1500])
def test_serials_cannot_be_switched_on_over_negative_or_broken_stock(busy, on_hand):
    for trigger in ("stock_follows_update", "warehouse_stock_update"):
        sql.execute(busy.database, f"DROP TRIGGER {trigger}")
    sql.execute(
        busy.database, "UPDATE stock SET on_hand = ? WHERE product_id = ?", on_hand, busy.has.cable
    )
    reason = refused(busy, "UPDATE product SET track_serials = true WHERE id = ?", busy.has.cable)
    assert reason == "stock_takes_serials"


@pytest.mark.rule("P2", "P5", "P6")
@pytest.mark.parametrize(
    "change",
    ["is_bundle = true", "track_batches = true", "track_shelf_life = true", "unit_decimals = 1"],
)
def test_serials_never_go_with_a_bundle_batches_shelf_life_or_decimals(shop, change):
    assert (
        refused(shop, f"UPDATE product SET {change} WHERE id = ?", shop.has.phone)
        == "serials_go_alone"
    )


DOCUMENT_COLUMNS = (
    "id",
    "uuid",
    "kind",
    "state",
    "at_counter",
    "number",
    "posting",
    "date",
    "party_id",
    "warehouse_id",
    "to_warehouse_id",
    "origin_id",
    "note",
    "total",
    "created_at",
    "created_by",
    "changed_at",
    "posted_at",
    "posted_by",
    "voided_at",
    "voided_by",
    "void_reason",
    "begun_after",
    "date_choice",
    "discount",
    "discount_rate",
    "tax_mode",
    "keeps_money",
    "due_date",
    "their_number",
    "parked_at",
    "parked_note",
    "exchange_id",
    "counter_id",
    "return_reason",
    "return_condition",
)


@pytest.mark.rule("D6")
def test_the_columns_tried_here_are_all_of_a_document(shop):
    assert tuple(columns(shop.database, "document")) == DOCUMENT_COLUMNS


@pytest.mark.rule("D6", "V4")
@pytest.mark.parametrize("state", ["posted", "voided"])
@pytest.mark.parametrize("column", DOCUMENT_COLUMNS)
def test_posted_documents_do_not_change(shop, state, column):
    document = shop.purchase("A1")
    if state == "voided":
        shop.void(document)
    value = {"state": 0, "kind": "sale", "date": "2020-01-01", "party_id": None}.get(column, 2)
    refused(shop, f"UPDATE document SET {column} = ? WHERE id = ?", value, document)


@pytest.mark.rule("D6", "V4")
@pytest.mark.parametrize("column", [c for c in DOCUMENT_COLUMNS if not c.startswith("void")])
def test_nor_does_anything_but_the_state_change_while_a_document_is_voided(shop, column):
    """The one change a posted document knows is its void; nothing slips in with it."""
    document = shop.purchase("A1")
    value = {"state": 3, "date": "2020-01-01", "party_id": None}.get(column, 2)
    setting = f"{column} = ?" if column == "state" else f"{column} = ?, state = 2"
    reason = refused(
        shop,
        f"UPDATE document SET voided_at = 'now', voided_by = 1, void_reason = 'x', {setting}"
        " WHERE id = ?",
        value,
        document,
    )
    assert reason == "posted_papers_do_not_change"


@pytest.mark.rule("D6", "L4")
@pytest.mark.parametrize("state", ["posted", "voided"])
def test_nor_do_they_go_away_nor_their_lines_change(shop, state):
    document = shop.purchase("A1")
    draft = shop.written("purchase", "B1")
    if state == "voided":
        shop.void(document)
    for statement in (
        "DELETE FROM document WHERE id = ?1",
        "REPLACE INTO document SELECT * FROM document WHERE id = ?1",
        "DELETE FROM document_line WHERE document_id = ?1",
        "UPDATE document_line SET quantity = 5000 WHERE document_id = ?1",
        "UPDATE document_line SET price = 1 WHERE document_id = ?1",
        f"UPDATE document_line SET document_id = {draft} WHERE document_id = ?1",
        f"UPDATE document_line SET document_id = ?1 WHERE document_id = {draft}",
        "REPLACE INTO document_line (id, document_id, position, product_id, quantity, unit)"
        f" SELECT id, {draft}, position, product_id, 9000, unit FROM document_line"
        " WHERE document_id = ?1",
        "INSERT INTO document_line (document_id, position, product_id, quantity, unit)"
        " SELECT ?1, 2, id, 1000, 'pcs' FROM product WHERE sku = 'PHONE-1'",
    ):
        assert refused(shop, statement, document) == "posted_papers_do_not_change"


@pytest.mark.rule("D6")
@pytest.mark.parametrize(
    ("old", "new"),
    [(old, new) for old in range(4) for new in range(4) if old != new],
)
def test_the_life_of_a_document(shop, old, new):
    """0 draft, 1 posted, 2 voided, 3 discarded: which changes of state the store lets through."""
    document = shop.written("quotation")  # it moves nothing, so its state is all there is to it
    if old in (1, 2):
        shop.post(document)
    else:
        sql.execute(shop.database, "INSERT INTO number_sequence VALUES ('quotation', 1)")
    if old == 2:
        shop.void(document)
    if old == 3:
        sql.execute(shop.database, "UPDATE document SET state = 3 WHERE id = ?", document)
    change = "UPDATE document SET state = ?2"
    if new in (1, 2) and old in (0, 3):
        change += ", number = 'QT-1', posting = 1, posted_at = '2026-01-05T09:00', posted_by = 1"
    if new == 2:
        change += ", voided_at = '2026-01-05T09:00', voided_by = 1, void_reason = 'x'"
    change += " WHERE id = ?1"
    if (old, new) in {(0, 1), (0, 3), (3, 0), (1, 2)}:
        assert sql.execute(shop.database, change, document, new).rowcount == 1
    else:
        assert refused(shop, change, document, new) == "posted_papers_do_not_change"


@pytest.mark.rule("D8")
def test_no_two_documents_have_one_number_or_one_place_in_history(busy):
    post = (
        "UPDATE document SET state = 1, number = ?, posting = ?, posted_at = 'now', posted_by = 1"
        " WHERE state = 0"
    )
    assert refused(busy, post, "PI-2026-000001", 99) == "document_number_unique"
    assert refused(busy, post, "PI-2026-000099", 1) == "document_posting_unique"


@pytest.mark.rule("V4")
def test_a_document_is_void_only_with_a_time_a_name_and_a_reason(shop):
    document = shop.purchase("A1")
    for missing in ("voided_at", "voided_by", "void_reason"):
        given = {"voided_at": "now", "voided_by": 1, "void_reason": "x"} | {missing: None}
        statement = (
            "UPDATE document SET state = 2, voided_at = ?, voided_by = ?, void_reason = ?"
            " WHERE id = ?"
        )
        assert refused(shop, statement, *given.values(), document) == "void_is_signed"
    assert (
        refused(
            shop,
            "UPDATE document SET state = 2, voided_at = 'x', voided_by = 1, void_reason = ''"
            " WHERE id = ?",
            document,
        )
        == "void_is_signed"
    )


@pytest.fixture
def counted(shop):
    """A posted count that found one phone, took in one nobody knew, and missed none."""
    shop.purchase("A1 A2")
    count = shop.count("A1 A2 N1")
    shop.post(count, new=True)
    return shop, count


@pytest.mark.rule("D6", "L4")
@pytest.mark.parametrize("state", ["posted", "voided"])
def test_what_a_posted_count_scanned_does_not_change(counted, state):
    shop, count = counted
    if state == "voided":
        shop.void(count)
    draft = shop.count("A1")
    line = shop.rows("SELECT min(id) FROM document_line WHERE document_id = ?", count)[0][0]
    for statement in (
        "DELETE FROM draft_serial WHERE document_id = ?1",
        "UPDATE draft_serial SET number = 'X' || number WHERE document_id = ?1",
        "UPDATE draft_serial SET topic = 'MISSING' WHERE document_id = ?1",
        "UPDATE draft_serial SET seen_after = 9 WHERE document_id = ?1",
        f"UPDATE draft_serial SET document_id = {draft} WHERE document_id = ?1 AND number = 'N1'",
        f"UPDATE draft_serial SET document_id = ?1, number = 'Z' WHERE document_id = {draft}",
        f"INSERT INTO draft_serial (document_id, line_id, number) VALUES (?1, {line}, 'Z')",
        "REPLACE INTO draft_serial SELECT id, document_id, line_id, 'Z', 0, NULL FROM draft_serial"
        " WHERE document_id = ?1 AND number = 'N1'",
        "UPDATE document_line SET book_on_hand = 0 WHERE document_id = ?1",
        "UPDATE document_line SET book_identified = NULL WHERE document_id = ?1",
    ):
        assert refused(shop, statement, count) == "posted_papers_do_not_change"


@pytest.mark.rule("D6", "L4")
def test_nor_does_what_was_decided(counted):
    shop, count = counted
    change = "UPDATE count_decision SET taken = false WHERE document_id = ?1"
    assert refused(shop, change, count) == "count_decision_is_kept"
    for statement in (
        "DELETE FROM count_decision WHERE document_id = ?1",
        "INSERT INTO count_decision (document_id, topic, taken) VALUES (?1, 'MISSING', true)",
        "REPLACE INTO count_decision (document_id, topic, taken) VALUES (?1, 'NEW', false)",
    ):
        assert refused(shop, statement, count) == "posted_papers_do_not_change"
    draft = shop.count("A1")
    assert (
        refused(
            shop,
            "INSERT INTO count_decision (document_id, topic, taken) VALUES (?, 'NEW', 2)",
            draft,
        )
        == "taken_is_a_flag"
    )


@pytest.mark.rule("D6")
def test_a_count_that_is_still_a_draft_goes_away_with_all_that_is_on_it(shop):
    count = shop.count("N1")
    sql.execute(
        shop.database,
        "INSERT INTO count_decision (document_id, topic, taken) VALUES (?, 'NEW', true)",
        count,
    )
    sql.execute(shop.database, "DELETE FROM document WHERE id = ?", count)
    for table in ("document_line", "draft_serial", "count_decision"):
        assert shop.rows(f"SELECT * FROM {table}") == []


@pytest.mark.rule("L5", "L4")
def test_an_earlier_number_is_never_changed_nor_given_to_another(busy):
    busy.correct("A1", "B1")
    other = busy.rows("SELECT id FROM serial WHERE number = 'A2'")[0][0]
    for column in ("number", "serial_id", "at", "user_id"):
        reason = refused(busy, f"UPDATE serial_alias SET {column} = {column}")
        assert reason == "alias_is_not_changed"
    insert = "INSERT INTO serial_alias (number, serial_id) VALUES (?, ?)"
    assert refused(busy, insert, "a1", other) == "alias_is_not_changed"
    assert refused(busy, insert.replace("INSERT", "REPLACE"), "A1", other) == "alias_is_not_changed"
    assert refused(busy, insert, "b1", other) == "alias_is_no_others_number"


@pytest.mark.rule("L5", "F3")
def test_no_serial_takes_the_earlier_number_of_another(busy):
    busy.correct("A1", "B1")
    sql.execute(
        busy.database,
        "INSERT INTO serial_alias (number, serial_id) SELECT number, id FROM serial"
        " WHERE number = 'A2'",
    )
    for number in ("A1", "a1"):
        reason = refused(busy, "UPDATE serial SET number = ? WHERE number = 'A2'", number)
        assert reason == "number_is_no_others_alias"


@pytest.mark.rule("D9")
@pytest.mark.parametrize(
    ("name", "size", "rule"),
    [
        ("carton", 1000, "pack_is_whole_units"),
        ("carton", 10_500, "pack_is_whole_units"),
        ("carton", 0, "pack_is_whole_units"),
        ("  ", 10_000, "name_is_given"),
    ],
)
def test_a_pack_unit_has_a_name_and_whole_units(shop, name, size, rule):
    insert = "INSERT INTO product_unit VALUES (?, ?, ?)"
    assert refused(shop, insert, shop.has.phone, name, size) == rule
    sql.execute(shop.database, insert, shop.has.phone, "carton", 10_000)
    assert (
        refused(shop, insert, shop.has.phone, "CARTON", 20_000)
        == "product_unit_product_id_name_unique"
    )


_SECOND = """
INSERT INTO serial_alias (number, serial_id, is_earlier, is_second)
SELECT {}, max(id), 0, 1
FROM serial"""


STAMP = "2026-01-05T09:00:00.000+00:00"
LINE = "(SELECT min(id) FROM document_line WHERE document_id = {document})"
SOLD = "(SELECT id FROM document WHERE kind = 'sale' AND state = 1)"
DRAFT = "(SELECT id FROM document WHERE state = 0)"
BY_HAND = {
    # documents
    "a document that is posted from the start": (
        "INSERT INTO document (uuid, kind, state, number, posting, date, created_at, created_by,"
        f" changed_at, posted_at, posted_by) VALUES ('u', 'sale', 1, 'SI-2026-000003', 99,"
        f" '2026-01-05', '{STAMP}', 1, '{STAMP}', '{STAMP}', 1)",
        "document_begins_as_draft",
    ),
    "a document that is discarded from the start": (
        "INSERT INTO document (uuid, kind, state, date, created_at, created_by, changed_at)"
        f" VALUES ('u', 'sale', 3, '2026-01-05', '{STAMP}', 1, '{STAMP}')",
        "document_begins_as_draft",
    ),
    "a day that is none": (
        "UPDATE document SET date = '2026-02-30' WHERE state = 0",
        "document_date_is_a_day",
    ),
    "a month that is none": (
        "UPDATE document SET date = '2026-13-01' WHERE state = 0",
        "document_date_is_a_day",
    ),
    "a draft of no day": (
        "INSERT INTO document (uuid, kind, date, created_at, created_by, changed_at)"
        f" VALUES ('u', 'sale', '2026-00-00', '{STAMP}', 1, '{STAMP}')",
        "document_date_is_a_day",
    ),
    "a void without its reversal": (
        f"UPDATE document SET state = 2, voided_at = '{STAMP}', voided_by = 1, void_reason = 'x'"
        " WHERE kind = 'sale' AND state = 1",
        "voided_with_all_it_moved",
    ),
    "a void of quantities without their reversal": (
        f"UPDATE document SET state = 2, voided_at = '{STAMP}', voided_by = 1, void_reason = 'x'"
        " WHERE id = (SELECT max(id) FROM document WHERE kind = 'purchase')",
        "voided_with_all_it_moved",
    ),
    "a serial on a posted line": (
        "INSERT INTO draft_serial (document_id, line_id, number)"
        f" VALUES ({DRAFT}, {LINE.format(document=SOLD)}, 'Z1')",
        "serial_is_on_its_documents_line",
    ),
    "a serial moved to a posted line": (
        f"UPDATE draft_serial SET line_id = {LINE.format(document=SOLD)}",
        "serial_is_on_its_documents_line",
    ),
    # ledgers
    "a movement on a posted line": (
        "INSERT INTO serial_movement (line_id, serial_id, from_status, from_warehouse_id,"
        " to_status, prev_id, before_id) SELECT"
        f" {LINE.format(document=SOLD)}, id, status, warehouse_id, 2, last_movement_id,"
        " current_movement_id FROM serial WHERE number = 'A2'",
        "serial_movement_is_legal",
    ),
    "a new serial's movement on a posted line": (
        "INSERT INTO serial_movement (line_id, serial_id, from_status, to_status)"
        f" VALUES ({LINE.format(document=SOLD)}, 77, 0, 2)",
        "serial_movement_is_legal",
    ),
    "a reversal that leads elsewhere": (
        "INSERT INTO serial_movement (line_id, serial_id, from_status, to_status, prev_id,"
        " before_id, reverses_id) SELECT m.line_id, s.id, s.status, 4, m.id, m.before_id, m.id"
        " FROM serial s JOIN serial_movement m ON m.id = s.last_movement_id WHERE s.number = 'A1'",
        "serial_movement_is_legal",
    ),
    "a reversal that stands on another line": (
        "INSERT INTO serial_movement (line_id, serial_id, from_status, to_status,"
        " to_warehouse_id, prev_id, before_id, reverses_id) SELECT"
        " (SELECT min(id) FROM document_line), s.id, s.status, m.from_status,"
        " m.from_warehouse_id, m.id, m.before_id, m.id"
        " FROM serial s JOIN serial_movement m ON m.id = s.last_movement_id WHERE s.number = 'A1'",
        "serial_movement_is_legal",
    ),
    "a quantity on a posted line": (
        "INSERT INTO stock_movement (line_id, product_id, warehouse_id, quantity)"
        f" SELECT id, product_id, 1, 1000 FROM document_line WHERE document_id = {SOLD}",
        "stock_movement_is_legal",
    ),
    "a quantity of another product": (
        "INSERT INTO stock_movement (line_id, product_id, warehouse_id, quantity)"
        " SELECT l.id, p.id, 1, 1000 FROM document_line l JOIN product p ON p.name = 'Cable'"
        f" WHERE l.document_id = {DRAFT}",
        "stock_movement_is_legal",
    ),
    "a reversal of another quantity": (
        "INSERT INTO stock_movement (line_id, product_id, warehouse_id, quantity, reverses_id)"
        " SELECT line_id, product_id, warehouse_id, -quantity - 1000, id FROM stock_movement"
        f" WHERE line_id = {LINE.format(document=SOLD)}",
        "stock_movement_is_legal",
    ),
    "a quantity reversed twice": (
        "INSERT INTO stock_movement (line_id, product_id, warehouse_id, quantity, reverses_id)"
        " SELECT m.line_id, m.product_id, m.warehouse_id, -m.quantity, m.id FROM stock_movement m"
        " JOIN document_line l ON l.id = m.line_id JOIN document d ON d.id = l.document_id"
        " WHERE d.state = 2 AND m.reverses_id IS NULL",
        "stock_movement_is_legal",
    ),
    # what follows from them
    "stock": ("UPDATE stock SET on_hand = on_hand + 1000", "stock_total_follows_the_ledgers"),
    "the serials of a stock": ("UPDATE stock SET identified = 0", "stock_follows_the_ledgers"),
    "the place of a stock": (
        "UPDATE stock SET warehouse_id = 2 WHERE product_id = 1",
        "stock_follows_the_ledgers",
    ),
    "a new stock": ("INSERT INTO stock VALUES (2, 2, 5000, 0)", "stock_total_follows_the_ledgers"),
    "the total of a warehouse": (
        "UPDATE warehouse_stock SET on_hand = 0",
        "stock_total_follows_the_ledgers",
    ),
    "the items of a warehouse": (
        "UPDATE warehouse_stock SET items = 9",
        "stock_total_follows_the_ledgers",
    ),
    "the warehouse of a total": (
        "UPDATE warehouse_stock SET warehouse_id = 2",
        "stock_total_follows_the_ledgers",
    ),
    "a new total of a warehouse": (
        "INSERT INTO warehouse_stock VALUES (2, 1, 5000)",
        "stock_total_follows_the_ledgers",
    ),
    "a total of a warehouse gone": ("DELETE FROM warehouse_stock", "stock_is_kept"),
    "a count of serials": ("UPDATE serial_count SET count = 9", "serial_count_follows_the_ledger"),
    "a new count of serials": (
        "INSERT INTO serial_count VALUES (2, 3, 5)",
        "serial_count_follows_the_ledger",
    ),
    "a count of serials gone": ("DELETE FROM serial_count", "serial_count_is_kept"),
    "tracking off with serials in stock": (
        "UPDATE product SET track_serials = false WHERE name = 'Phone'",
        "no_serials_to_switch_off",
    ),
    "a number that the serial never had": (
        "INSERT INTO serial_alias (number, serial_id) SELECT 'Z9', id FROM serial",
        "alias_was_the_number",
    ),
    "a second identifier that is a serial number": (
        _SECOND.format("(SELECT min(number) FROM serial)"),
        "alias_is_no_others_number",
    ),
    "a second identifier that is neither": (
        _SECOND.format("'Z9'").replace(", 1\n", ", 0\n"),
        "alias_was_the_number",
    ),
    # numbers
    "a sequence set lower": (
        "UPDATE number_sequence SET last = last - 1",
        "sequence_follows_the_papers",
    ),
    "a sequence set higher": (
        "UPDATE number_sequence SET last = last + 2",
        "sequence_follows_the_papers",
    ),
    "a sequence of another kind": (
        "UPDATE number_sequence SET kind = 'quotation' WHERE kind = 'sale'",
        "sequence_follows_the_papers",
    ),
    "a sequence begun in the middle": (
        "INSERT INTO number_sequence VALUES ('quotation', 7)",
        "sequence_follows_the_papers",
    ),
    "a sequence gone": ("DELETE FROM number_sequence", "sequence_is_kept"),
    "a log without a mark": ("DELETE FROM log_mark", "log_mark_is_kept"),
}


def trade_more(shop):
    shop.purchase("A1 A2 A3 A4")
    shop.sell("A1")
    shop.void(shop.sell("A3"))
    shop.written("sale", "A2")
    shop.purchase(product=shop.has.cable, units=5)


@pytest.mark.rule("D6", "D8", "L2", "L4", "V3")
@pytest.mark.parametrize("attempt", BY_HAND)
def test_what_sql_by_hand_would_bend_is_refused(shop_after, attempt):
    statement, reason = BY_HAND[attempt]
    assert refused(shop_after(trade_more), statement) == reason


POST = (
    "UPDATE document SET state = 1, number = {number}, posting = {posting}, total = {total},"
    " posted_at = {at}, posted_by = 1 WHERE state = 0"
)
RIGHT = {
    "number": "'QT-2026-000002'",
    "posting": "2",
    "total": "(SELECT sum(amount) FROM document_line l WHERE l.document_id = document.id)",
    "at": f"'{STAMP}'",
}


@pytest.fixture
def offered(shop):
    """A quotation posted, another one begun and its number taken."""
    shop.post(shop.written("quotation"))
    shop.written("quotation", units=2)
    sql.execute(shop.database, "UPDATE number_sequence SET last = 2")
    return shop


def test_a_right_posting_is_taken(offered):
    """What the refusals below differ from in one place each."""
    assert sql.execute(offered.database, POST.format(**RIGHT)).rowcount == 1


@pytest.mark.rule("D6", "D8")
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"number": "'QT-2026-000003'"}, "posted_with_the_next_number"),
        ({"number": "'whatever'"}, "posted_with_the_next_number"),
        ({"posting": "3"}, "posted_after_all_others"),
        ({"posting": "-1"}, "posted_after_all_others"),
        ({"total": "total + 1"}, "posted_with_its_total"),
        ({"at": "'now'"}, "posted_at_is_a_time"),
        ({"at": "'yesterday'"}, "posted_at_is_a_time"),
    ],
    ids=str,
)
def test_a_document_is_posted_in_its_turn_and_whole(offered, change, reason):
    assert refused(offered, POST.format(**RIGHT | change)) == reason


@pytest.mark.rule("D6")
@pytest.mark.parametrize("kind", [kind.key for kind in KINDS.values() if kind.direction])
def test_no_kind_that_moves_stock_is_posted_without_its_movements(shop, kind):
    shop.purchase(product=shop.has.cable, units=5)
    draft = shop.written(kind, product=shop.has.cable)
    posting = shop.rows("SELECT max(posting) + 1 FROM document")[0][0]
    with (
        pytest.raises(ConstraintBroken) as caught,
        sql.transaction(shop.database, of=sql.SHOP),
    ):
        number = sequences.next_of(shop.database, kind)
        right = RIGHT | {"number": f"'X-{number}'", "posting": str(posting)}
        sql.execute(shop.database, POST.format(**right) + " AND id = ?", draft)
    assert caught.value.name == "posted_with_what_it_moves"


@pytest.mark.rule("D8")
@pytest.mark.parametrize("bent", ["last = last - 1", "last = 1", "last = last + 7", None])
def test_a_sequence_that_was_bent_finds_its_place_again(shop, bent):
    """By a program that heeds no triggers: a number is never taken twice, nor left out."""
    for _ in range(3):
        shop.post(shop.written("quotation"))
    guards = "SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'number_sequence' AND sql LIKE ?"
    triggers = shop.rows(guards, "CREATE TRIGGER%")
    for name, _ in triggers:
        sql.execute(shop.database, f"DROP TRIGGER {name}")
    change = f"UPDATE number_sequence SET {bent}" if bent else "DELETE FROM number_sequence"
    sql.execute(shop.database, change)
    for _, script in triggers:
        sql.execute(shop.database, script)
    for last in (4, 5):
        assert shop.post(shop.written("quotation")).endswith(f"-{last:06}")
    assert shop.rows("SELECT last FROM number_sequence") == [(5,)]


@pytest.mark.rule("C3")
def test_the_sequence_of_cartons_goes_on_by_one(shop):
    sql.execute(shop.database, "INSERT INTO number_sequence VALUES ('carton', 1)")
    assert (
        refused(shop, "UPDATE number_sequence SET last = last + 2") == "sequence_follows_the_papers"
    )
    assert sql.execute(shop.database, "UPDATE number_sequence SET last = last + 1").rowcount == 1
