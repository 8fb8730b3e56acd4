"""Whatever is changed by hand of what was posted is found by a check of the file alone (S3).

Not by what was noted at a closing: somebody who edits an open store, or one that was not closed,
leaves nothing to compare with. Each column of each table is changed, so that a column that a later
schema brings is sealed too or named here.
"""

import pytest

from app.domain.counting import CountGroup, Decisions
from app.domain.payments import TenderKind
from app.domain.pricing import PERCENT, Discount
from app.domain.shifts import Counted, DrawerEntryKind
from app.services.documents import discounts, draft_head, exchanging, posting, returning
from app.services.keeping import checking, seals
from app.services.money import accounts, shifts, taxes
from app.services.money.taxes import TaxForm
from app.services.stock import contacts
from app.services.stock.contacts import ContactForm
from db import sql
from db.engine import digests
from db.engine.trouble import ConstraintBroken
from db.queries.taxes import TaxPeriod
from tests.shop import Shop

OF_POSTED = "document_id IN (SELECT id FROM document WHERE state IN (1, 2))"
HISTORY = {
    "document": "state IN (1, 2)",
    "document_line": OF_POSTED,
    "document_tax": OF_POSTED,
    "draft_serial": OF_POSTED,
    "count_decision": OF_POSTED,
    "count_exception": OF_POSTED,
    "serial": "true",
    "serial_movement": "true",
    "stock_movement": "true",
    "payment": "true",
    "debt": "true",
    "allocation": "true",
    "shift": "true",
    "shift_tender": "true",
    "shift_piece": "true",
    "drawer_entry": "true",
    "grand_total": "true",
    "audit": "true",
}
"""The tables that say what happened, and which of their rows do."""

ONLY_THE_ORDER = {("draft_serial", "id")}
"""Columns of which only the order of the rows is read, which an edit leaves as it is."""


class Undone(Exception):
    """Ends what was changed by hand."""


def full_of_history(shop: Shop) -> None:
    """A day with all that can be posted: money, returns, an exchange, a count, voids, a close."""
    has, session = shop.has, shop.session
    period = TaxPeriod("2020-01-01", None, 13 * PERCENT)
    taxes.save(session, TaxForm("VAT", [period], default=True))
    shop.take_payments(shifts=True, taxes="included", cash_rounding=5)
    shift = shifts.open_drawer(session, 9000_00)
    shop.opening("A1 A2 A3 A4 A5 A6 A7", units=8)
    shop.opening(product=has.cable, units=50)
    shop.paid("purchase", "B1 B2", "cash")
    draft = shop.written("purchase", product=has.cable, units=7)
    shop.post(draft)
    draft = shop.written("sale", "A1 A2")
    discounts.set_of_document(session, draft, Discount(rate=5 * PERCENT))
    shop.pay(draft, "card", 1000_00)
    shop.pay(draft, "cash")
    shop.post(draft)
    back = returning.begin(session, draft, "sales_return")
    shop.enter(back, "A1")
    draft_head.set_return(session, back, "screen broken", 2)
    shop.pay(back, "card", 1000_00, reference="by card")
    shop.pay(back, "cash", reference="the rest")
    shop.post(back)
    sale = shop.draft("sale")
    exchanged = exchanging.begin(session, sale)
    shop.line(sale, "A3")
    shop.enter(exchanged, "A2")
    shop.pay(sale, "cash")
    shop.post(sale)
    shop.void(shop.paid("sale", "A4"))
    draft = shop.written("sale", "A5")
    shop.post(draft, on_account=True)
    receipt = accounts.begin(session, "money_receipt", has.customer)
    accounts.set_amount(session, receipt, 100_00)
    accounts.set_tender(session, receipt, TenderKind.CASH.value + 1)
    posting.post(session, receipt)
    shop.dispatch("A6")
    count = shop.count("A7 N1", everything=True)
    chosen = dict.fromkeys(CountGroup, True)
    kept = {(CountGroup.MISSING, has.phone): False}
    asked = posting.problems_of(shop.database, count)
    posting.post(session, count, Decisions(chosen, kept), asked)
    shop.correct("B2", "B9")
    contacts.save(session, ContactForm("Ms Zhou"), has.customer)
    shifts.move_money(session, DrawerEntryKind.MONEY_OUT, 5_00, "stamps")
    shifts.open_without_sale(session, "change")
    expected = shifts.report(shop.database, shift).expected
    shifts.close(session, Counted({100: expected // 100, 1: 1}, reason="coins are missing"))
    seal_all(shop)
    shifts.open_drawer(session, expected // 100 * 100 + 1, "as it was")
    shifts.move_money(session, DrawerEntryKind.MONEY_IN, 20_00, "coins")


def seal_all(shop: Shop) -> None:
    """Seal what waits for it."""
    while seals.seal_some(shop.database, 100):
        pass


@pytest.fixture(scope="module")
def unguarded(template, tmp_path_factory):
    """The shop in a store whose triggers are away."""
    path = template.copy_to(tmp_path_factory.mktemp("edits") / "shop.sdk")
    shop = Shop.fresh(template, path)
    full_of_history(shop)
    assert checking.check(shop.database).is_whole
    for name in shop.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"):
        sql.execute(shop.database, f"DROP TRIGGER {name[0]}")
    sql.execute(shop.database, "PRAGMA foreign_keys = 0")
    sql.execute(shop.database, "PRAGMA ignore_check_constraints = 1")
    yield shop
    shop.close()


def is_found(shop, statement, *values):
    """A check tells that a statement was carried out by hand; then it is undone."""
    try:
        with sql.transaction(shop.database, of=sql.SHOP):
            assert sql.execute(shop.database, statement, *values).rowcount == 1, statement
            found = (
                seals.check(shop.database, most=1)
                or checking.books(shop.database)
                or broken_rules(shop.database)
            )
            raise Undone
    except Undone:
        return bool(found)
    except ConstraintBroken:  # the file itself does not take it
        return True


def broken_rules(database):
    """What SQLite itself finds wrong, where nobody told it to look away."""
    sql.execute(database, "PRAGMA ignore_check_constraints = 0")
    try:
        return digests.pages(database)
    finally:
        sql.execute(database, "PRAGMA ignore_check_constraints = 1")


OTHER = (
    "CASE typeof({0}) WHEN 'integer' THEN {0} + 1 WHEN 'text' THEN {0} || 'x'"
    " WHEN 'blob' THEN randomblob(32) ELSE 1 END"
)
"""Another value of a column than it has."""


def edits_of(shop, table):
    """Each column of the first row of a table, of one between and of the last, and each row gone:
    what is changed, the statement that does it, and the row's key."""
    described = sql.execute(shop.database, f"PRAGMA table_info({table})").fetchall()
    columns = [name for _, name, *_ in described]
    keys = [name for _, name, *_, key in described if key]
    named = " AND ".join(f"{key} = ?" for key in keys)
    order = f"SELECT {', '.join(keys)} FROM {table} WHERE {HISTORY[table]} ORDER BY "
    rows = shop.rows(f"{order} {', '.join(keys)}")
    assert rows, f"nothing in {table}"
    for key in dict.fromkeys([rows[0], rows[len(rows) // 2], rows[-1]]):
        for column in columns:
            yield column, f"UPDATE {table} SET {column} = {OTHER.format(column)} WHERE {named}", key
        yield "a row", f"DELETE FROM {table} WHERE {named}", key


@pytest.mark.reliability(10)
@pytest.mark.rule("S3", "M9", "U4")
@pytest.mark.parametrize("table", HISTORY)
def test_each_column_that_says_what_happened_is_sealed_or_follows(unguarded, table):
    unnoticed = [
        (column, key)
        for column, statement, key in edits_of(unguarded, table)
        if (table, column) not in ONLY_THE_ORDER and not is_found(unguarded, statement, *key)
    ]
    assert unnoticed == []


@pytest.mark.reliability(10)
@pytest.mark.rule("S3", "M9", "U4")
@pytest.mark.parametrize("table", HISTORY)
def test_a_row_that_is_put_in_by_hand_is_found_sealed_or_not(unguarded, table):
    """A copy of another row, behind the last and before the first, as the file takes it."""
    unnoticed = [
        key
        for key, statement, values in additions_to(unguarded, table)
        if (table, key) not in HARMLESS and not is_found(unguarded, statement, *values)
    ]
    assert unnoticed == []


HARMLESS: set[tuple[str, object]] = set()


def additions_to(shop, table):
    """Copies of a table's first and last row under other keys: the key, and what puts it in."""
    described = sql.execute(shop.database, f"PRAGMA table_info({table})").fetchall()
    columns = [name for _, name, *_ in described]
    keys = [name for _, name, *_, key in sorted(described, key=lambda one: one[5]) if key]
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    order = ", ".join(keys)
    found = shop.rows(f"SELECT {names} FROM {table} WHERE {HISTORY[table]} ORDER BY {order}")
    place = columns.index(keys[-1])
    keys_there = {row[place] for row in found}
    for row in (found[0], found[-1]):
        for key in others(keys_there):
            values = [
                f"{value}-2" if name in ("uuid", "number") and isinstance(value, str) else value
                for name, value in zip(columns, row, strict=True)
            ]
            values[place] = key
            yield key, f"INSERT INTO {table} ({names}) VALUES ({marks})", values


def others(keys):
    """Keys that no row has: behind all, and before them."""
    if all(isinstance(key, int) for key in keys):
        return [max(keys) + 1, min(keys) - 1]
    return [f"{max(keys)}2"]


@pytest.mark.rule("U4")
def test_a_row_of_the_audit_log_that_is_taken_out_before_it_is_sealed_is_found(unguarded):
    (ids,) = unguarded.rows("SELECT max(id) - 1, max(id) FROM audit")
    assert is_found(unguarded, "DELETE FROM audit WHERE id = ?", ids[0])


@pytest.mark.rule("S3")
def test_a_seal_before_the_first_and_one_that_says_two_things_are_found(unguarded):
    assert is_found(
        unguarded,
        "INSERT INTO seal (id, event, document_id, rows, first_id, last_id, at, hash, marks)"
        " SELECT 0, 3, NULL, 'audit', 1, 1, at, hash, marks FROM seal WHERE id = 1",
    )
    edit = "UPDATE seal SET {0} = 1 WHERE id = (SELECT min(id) FROM seal WHERE event = 0)"
    for column in ("rows", "first_id", "last_id"):
        assert is_found(unguarded, edit.format(column))
