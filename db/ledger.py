"""Set-based writes of a posting and of a void: ledger rows, serial states, stock, totals.

Called inside a transaction, after the rules have judged; the triggers judge once more.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from db import sql
from db.sql import Database

UNKNOWN, IN_STOCK = 0, 1


class Stale(Exception):
    """A serial is no longer as it was read: nothing may be written."""


class Step(NamedTuple):
    """One serial to be moved. ``serial`` and the movement ids are None for a new serial."""

    line: int
    number: str
    product: int
    serial: int | None
    from_status: int
    from_warehouse: int | None
    to_status: int
    to_warehouse: int | None
    last_movement: int | None
    current_movement: int | None


class Flow(NamedTuple):
    """A quantity to be moved by a line: thousandths into (or, negative, out of) a warehouse."""

    line: int
    product: int
    warehouse: int
    quantity: int


def write(database: Database, steps: Sequence[Step], flows: Sequence[Flow]) -> None:
    """Append the movements in the order given; bring serials, stock and totals up to them.

    Raises Stale where a serial changed since it was read.
    """
    first = 1 + (sql.value(database, "SELECT max(id) FROM serial_movement") or 0)
    numbered = list(enumerate(steps, first))
    _bind_again(database, steps)
    new_ids = _insert_new_serials(database, [row for row in numbered if row[1].serial is None])
    sql.execute_many(
        database,
        "INSERT INTO serial_movement (id, line_id, serial_id, from_status, from_warehouse_id,"
        " to_status, to_warehouse_id, prev_id, before_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                movement,
                step.line,
                step.serial or new_ids[movement],
                step.from_status,
                step.from_warehouse,
                step.to_status,
                step.to_warehouse,
                step.last_movement,
                step.current_movement,
            )
            for movement, step in numbered
        ],
    )
    _update_serials(database, [row for row in numbered if row[1].serial is not None])
    sql.execute_many(
        database,
        "INSERT INTO stock_movement (line_id, product_id, warehouse_id, quantity)"
        " VALUES (?, ?, ?, ?)",
        flows,
    )
    _add_to_stock(database, flows, steps)
    _add_to_counts(database, ((s.product, s.from_status, s.to_status) for s in steps))


def _insert_new_serials(database: Database, rows: list[tuple[int, Step]]) -> dict[int, int]:
    """Insert serials never seen before, as their first movement leaves them: movement id to id."""
    if not rows:
        return {}
    first = 1 + (sql.value(database, "SELECT max(id) FROM serial") or 0)
    # In the order of their numbers, which keeps neighbours on one index page.
    in_order = sorted(rows, key=lambda row: row[1].number.upper())
    sql.execute_many(
        database,
        "INSERT INTO serial (id, number, product_id, status, warehouse_id, last_movement_id,"
        " current_movement_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (id, step.number, step.product, step.to_status, step.to_warehouse, movement, movement)
            for id, (movement, step) in enumerate(in_order, first)
        ],
    )
    sql.execute(
        database,
        "INSERT INTO serial_search (rowid, number) SELECT id, number FROM serial WHERE id >= ?",
        first,
    )
    return {movement: id for id, (movement, _) in enumerate(in_order, first)}


def _bind_again(database: Database, steps: Iterable[Step]) -> None:
    """A serial whose every movement is void may begin again under another product."""
    sql.execute_many(
        database,
        "UPDATE serial SET product_id = ?1 WHERE id = ?2 AND product_id <> ?1",
        [(s.product, s.serial) for s in steps if s.serial and s.from_status == UNKNOWN],
    )


def _update_serials(database: Database, rows: list[tuple[int, Step]]) -> None:
    """Bring known serials to where their movement leads, guarded by the row they were read at."""
    changed = sql.execute_many(
        database,
        "UPDATE serial SET status = ?1, warehouse_id = ?2, last_movement_id = ?3,"
        " current_movement_id = ?3 WHERE id = ?4 AND status = ?5 AND last_movement_id = ?6",
        [
            (
                step.to_status,
                step.to_warehouse,
                movement,
                step.serial,
                step.from_status,
                step.last_movement,
            )
            for movement, step in rows
        ],
    )
    if rows and changed != len(rows):
        raise Stale


def _add_to_stock(database: Database, flows: Iterable[Flow], steps: Iterable[Step]) -> None:
    """Add what the lines and the serials change to on hand and identified, in one row each."""
    on_hand: Counter[tuple[int, int]] = Counter()
    identified: Counter[tuple[int, int]] = Counter()
    for flow in flows:
        on_hand[flow.product, flow.warehouse] += flow.quantity
    for step in steps:
        if step.from_status == IN_STOCK and step.from_warehouse is not None:
            identified[step.product, step.from_warehouse] -= 1
        if step.to_status == IN_STOCK and step.to_warehouse is not None:
            identified[step.product, step.to_warehouse] += 1
    places = on_hand.keys() | identified.keys()
    _upsert_stock(database, [(*place, on_hand[place], identified[place]) for place in places])


def _upsert_stock(database: Database, rows: list[tuple[int, int, int, int]]) -> None:
    # Two statements, since the row an upsert would insert is checked by itself: a decrease of an
    # existing row would fail there before it is turned into the update.
    sql.execute_many(
        database,
        "INSERT OR IGNORE INTO stock (product_id, warehouse_id) VALUES (?, ?)",
        [row[:2] for row in rows],
    )
    sql.execute_many(
        database,
        "UPDATE stock SET on_hand = on_hand + ?3, identified = identified + ?4"
        " WHERE product_id = ?1 AND warehouse_id = ?2",
        rows,
    )


def _add_to_counts(database: Database, moves: Iterable[tuple[int, int, int]]) -> None:
    """Keep the totals of the statuses other than in stock: (product, from, to) of each move."""
    change: Counter[tuple[int, int]] = Counter()
    for product, from_status, to_status in moves:
        change[product, from_status] -= 1
        change[product, to_status] += 1
    rows = [(*key, by) for key, by in change.items() if by and key[1] not in (UNKNOWN, IN_STOCK)]
    sql.execute_many(
        database,
        "INSERT OR IGNORE INTO serial_count (product_id, status, count) VALUES (?, ?, 0)",
        [row[:2] for row in rows],
    )
    sql.execute_many(
        database,
        "UPDATE serial_count SET count = count + ?3 WHERE product_id = ?1 AND status = ?2",
        rows,
    )


def reverse(database: Database, document: int) -> None:
    """Append the reversing rows of a void and restore what was before (V3, L4).

    Raises Stale where a movement of the document is no longer the one in force on its serial.
    """
    first = 1 + (sql.value(database, "SELECT max(id) FROM serial_movement") or 0)
    own = sql.value(
        database,
        "SELECT count(*) FROM document_line l JOIN serial_movement m ON m.line_id = l.id"
        " WHERE l.document_id = ? AND m.reverses_id IS NULL",
        document,
    )
    written = sql.execute(
        database,
        "INSERT INTO serial_movement (line_id, serial_id, from_status, from_warehouse_id,"
        " to_status, to_warehouse_id, prev_id, before_id, reverses_id)"
        " SELECT m.line_id, s.id, s.status, s.warehouse_id, m.from_status, m.from_warehouse_id,"
        " s.last_movement_id, m.before_id, m.id"
        " FROM document_line l JOIN serial_movement m ON m.line_id = l.id"
        " JOIN serial s ON s.id = m.serial_id AND s.current_movement_id = m.id"
        " WHERE l.document_id = ? AND m.reverses_id IS NULL ORDER BY m.id",
        document,
    ).rowcount
    if written != own:
        raise Stale
    sql.execute(
        database,
        "UPDATE serial SET status = m.to_status, warehouse_id = m.to_warehouse_id,"
        " last_movement_id = m.id, current_movement_id = m.before_id"
        " FROM serial_movement m WHERE m.id >= ? AND m.serial_id = serial.id",
        first,
    )
    _reverse_stock(database, document, first)


def _reverse_stock(database: Database, document: int, first_movement: int) -> None:
    first = 1 + (sql.value(database, "SELECT max(id) FROM stock_movement") or 0)
    sql.execute(
        database,
        "INSERT INTO stock_movement (line_id, product_id, warehouse_id, quantity, reverses_id)"
        " SELECT m.line_id, m.product_id, m.warehouse_id, -m.quantity, m.id"
        " FROM document_line l JOIN stock_movement m ON m.line_id = l.id"
        " WHERE l.document_id = ? AND m.reverses_id IS NULL ORDER BY m.id",
        document,
    )
    change = sql.rows(
        database,
        """
        SELECT product_id, warehouse_id, sum(on_hand), sum(identified) FROM (
          SELECT product_id, warehouse_id, quantity AS on_hand, 0 AS identified
          FROM stock_movement WHERE id >= ?1
          UNION ALL
          SELECT l.product_id, m.from_warehouse_id, 0, -1
          FROM serial_movement m JOIN document_line l ON l.id = m.line_id
          WHERE m.id >= ?2 AND m.from_status = 1
          UNION ALL
          SELECT l.product_id, m.to_warehouse_id, 0, 1
          FROM serial_movement m JOIN document_line l ON l.id = m.line_id
          WHERE m.id >= ?2 AND m.to_status = 1)
        GROUP BY product_id, warehouse_id
        """,
        first,
        first_movement,
    )
    _upsert_stock(database, change)
    _add_to_counts(
        database,
        sql.rows(
            database,
            "SELECT l.product_id, m.from_status, m.to_status FROM serial_movement m"
            " JOIN document_line l ON l.id = m.line_id WHERE m.id >= ?",
            first_movement,
        ),
    )
