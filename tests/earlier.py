"""A shop of any schema that has landed, as the program of that time left it, with its business.

Goods are bought, sold and brought back, so that a serial number has a history; the rows are those
that the first schema held, taken to the version by the landed scripts.
"""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from db.engine.opening import APPLICATION_ID
from db.schema import mending
from db.schema.migrations import MENDED, SCRIPTS, statements

_BUSINESS = """
INSERT INTO setting (key, value) VALUES ('shop_name', '"Corner Shop"'), ('currency', '"CNY"');
INSERT INTO warehouse (id, name) VALUES (1, 'Main');
INSERT INTO contact (id, name, is_customer, is_supplier)
  VALUES (1, 'Wholesale Ltd', 0, 1), (2, 'Mrs Chen', 1, 0);
INSERT INTO product (id, sku, name, unit, track_serials) VALUES (1, 'P', 'Phone', 'pcs', 1);
INSERT INTO product_barcode (barcode, product_id) VALUES ('6901234567892', 1);
INSERT INTO stock (product_id, warehouse_id) VALUES (1, 1);
INSERT INTO number_sequence (kind, last) VALUES ('purchase', 1), ('sale', 1), ('sales_return', 1);
"""

_DOCUMENT = """
INSERT INTO document (id, uuid, kind, date, party_id, warehouse_id, created_at, created_by,
    changed_at) VALUES (:id, :number, :kind, '2026-01-05', :party, 1, :at, 1, :at)
"""
_LINE = """
INSERT INTO document_line (id, document_id, position, product_id, quantity, unit, price, amount)
  VALUES (:id, :id, 1, 1, :units * 1000, 'pcs', :price, :units * :price)
"""
_MOVE = """
INSERT INTO serial_movement (id, line_id, serial_id, from_status, from_warehouse_id, to_status,
    to_warehouse_id, prev_id, before_id)
  VALUES (:move, :id, :serial, :was, :from, :is, :to, :before, :before)
"""
_FIRST = """
INSERT INTO serial (id, number, product_id, warehouse_id, status, last_movement_id,
    current_movement_id) VALUES (:serial, :name, 1, 1, 1, :move, :move)
"""
_NEXT = """
UPDATE serial SET status = :is, warehouse_id = :to, last_movement_id = :move,
    current_movement_id = :move WHERE id = :serial
"""
_STOCK = """
INSERT INTO stock_movement (line_id, product_id, warehouse_id, quantity)
  VALUES (:id, 1, 1, :change * 1000)
"""
_ON_HAND = """
UPDATE stock SET on_hand = on_hand + :change * 1000, identified = identified + :change
  WHERE product_id = 1 AND warehouse_id = 1
"""
_POST = """
UPDATE document SET state = 1, number = :number, posting = :id, posted_at = :at, posted_by = 1,
    total = :units * :price WHERE id = :id
"""


def _document(store: sqlite3.Connection, id: int, kind: str, number: str, **more: object) -> None:
    """One document with its moves: ``moves`` of serial numbers, from a status to another."""
    values = {"id": id, "kind": kind, "number": number, "at": f"2026-01-05T10:0{id}:00Z", **more}
    moves = values.pop("moves")
    store.execute(_DOCUMENT, values)
    store.execute(_LINE, values)
    for serial, name, move, before, was, to in moves:  # type: ignore[attr-defined]
        row = {
            "serial": serial,
            "name": name,
            "move": move,
            "before": before,
            "was": was,
            "is": to,
            "from": 1 if was == 1 else None,
            "to": 1 if to == 1 else None,
        }
        store.execute(_MOVE, {**values, **row})
        store.execute(_FIRST if before is None else _NEXT, {**values, **row})
    store.execute(_STOCK, values)
    store.execute(_ON_HAND, values)
    store.execute(_POST, values)


def _fill(store: sqlite3.Connection) -> None:
    store.executescript(_BUSINESS)
    bought = [(1, "A1", 1, None, 0, 1), (2, "A2", 2, None, 0, 1)]
    store.execute("BEGIN")
    _document(
        store, 1, "purchase", "PI-2026-000001", party=1, units=2, price=200, change=2, moves=bought
    )
    sold = [(1, "A1", 3, 1, 1, 2), (2, "A2", 4, 2, 1, 2)]
    _document(
        store, 2, "sale", "SI-2026-000001", party=2, units=2, price=299, change=-2, moves=sold
    )
    back = [(1, "A1", 5, 3, 2, 1)]
    _document(
        store,
        3,
        "sales_return",
        "SR-2026-000001",
        party=2,
        units=1,
        price=299,
        change=1,
        moves=back,
    )
    store.execute("INSERT INTO serial_count (product_id, status, count) VALUES (1, 2, 1)")
    store.execute("COMMIT")


@cache
def _of_version(version: int) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "shop"
        with closing(sqlite3.connect(path, isolation_level=None)) as store:
            if version > 1:
                path.write_bytes(_of_version(version - 1))
            store.execute("PRAGMA foreign_keys = 1")
            if version - 1 == MENDED:
                mended(store)
            store.execute("BEGIN")
            for statement in statements(SCRIPTS[version - 1]):
                store.execute(statement)
            store.execute("COMMIT")
            if version == 1:
                store.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                _fill(store)
            store.execute(f"PRAGMA user_version = {version}")
        return path.read_bytes()


def mended(store: sqlite3.Connection) -> None:
    """As the program does once its first scripts have run."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        for script in SCRIPTS[:MENDED]:
            model.executescript(script)
        right = mending.schema_of(model)
    mending.mend(store, right)


def shop_of(version: int, path: Path) -> Path:
    """A shop of that schema at ``path``: two phones bought and sold, one of them brought back."""
    path.write_bytes(_of_version(version))
    return path
