"""Set-based writes of a posting and of a void: ledger rows, serial states, stock, totals.

Called inside a transaction, after the rules have judged; the triggers judge once more.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from db import sql
from db.codes import IN_STOCK, UNKNOWN
from db.engine import serial_search
from db.sql import Database


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
    movements = sql.new_ids(database, "serial_movement", len(steps))
    flow_ids = sql.new_ids(database, "stock_movement", len(flows))
    numbered = list(zip(movements, steps, strict=True))
    new_ids = _ids_for_new(database, steps)
    _bind_again(database, steps)
    sql.insert_many(
        database,
        "serial_movement",
        "id, line_id, serial_id, from_status, from_warehouse_id, to_status, to_warehouse_id,"
        " prev_id, before_id",
        [
            (
                movement,
                step.line,
                step.serial or new_ids[step.number],
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
    _insert_new_serials(database, numbered, new_ids)
    sql.insert_many(
        database,
        "stock_movement",
        "id, line_id, product_id, warehouse_id, quantity",
        [(id, *flow) for id, flow in zip(flow_ids, flows, strict=True)],
    )
    _follow_serials(database, movements.start, len(steps) - len(new_ids))
    _follow_stock(database, movements.start, flow_ids.start)
    _follow_counts(database, movements.start)


def reverse(database: Database, document: int) -> None:
    """Append the reversing rows of a void and restore what was before (V3, L4).

    Raises Stale where a movement of the document is no longer the one in force on its serial.
    """
    movements = sql.new_ids(
        database, "serial_movement", _own(database, "serial_movement", document)
    )
    flow_ids = sql.new_ids(database, "stock_movement", _own(database, "stock_movement", document))
    sql.execute(
        database,
        "INSERT INTO serial_movement (id, line_id, serial_id, from_status, from_warehouse_id,"
        " to_status, to_warehouse_id, prev_id, before_id, reverses_id)"
        " SELECT ? + row_number() OVER (ORDER BY m.id) - 1, m.line_id, s.id, s.status,"
        " s.warehouse_id, m.from_status, m.from_warehouse_id, s.last_movement_id, m.before_id, m.id"
        " FROM document_line l JOIN serial_movement m ON m.line_id = l.id"
        " JOIN serial s ON s.id = m.serial_id AND s.current_movement_id = m.id"
        " WHERE l.document_id = ? AND m.reverses_id IS NULL ORDER BY m.id",
        movements.start,
        document,
    )
    sql.execute(
        database,
        "INSERT INTO stock_movement (id, line_id, product_id, warehouse_id, quantity, reverses_id)"
        " SELECT ? + row_number() OVER (ORDER BY m.id) - 1, m.line_id, m.product_id,"
        " m.warehouse_id, -m.quantity, m.id"
        " FROM document_line l JOIN stock_movement m ON m.line_id = l.id"
        " WHERE l.document_id = ? AND m.reverses_id IS NULL ORDER BY m.id",
        flow_ids.start,
        document,
    )
    _follow_serials(database, movements.start, len(movements))
    _follow_stock(database, movements.start, flow_ids.start)
    _follow_counts(database, movements.start)


def follow(database: Database, movements: range) -> None:
    """Bring serials, stock and totals up to movements of known serials that were appended.

    Raises Stale where there are fewer of them.
    """
    beyond = sql.new_ids(database, "stock_movement", 0).start
    _follow_serials(database, movements.start, len(movements))
    _follow_stock(database, movements.start, beyond)
    _follow_counts(database, movements.start)


def _own(database: Database, table: str, document: int) -> int:
    """How many rows of a ledger a document wrote that reverse nothing."""
    return int(
        sql.value(
            database,
            f"SELECT count(*) FROM document_line l JOIN {table} m ON m.line_id = l.id"
            " WHERE l.document_id = ? AND m.reverses_id IS NULL",
            document,
        )
    )


def _ids_for_new(database: Database, steps: Iterable[Step]) -> dict[str, int]:
    """The ids of the serials never seen before, in the order of their numbers."""
    numbers = sorted((step.number for step in steps if step.serial is None), key=str.upper)
    ids = sql.new_ids(database, "serial", len(numbers))
    return dict(zip(numbers, ids, strict=True))


def _insert_new_serials(
    database: Database, numbered: Iterable[tuple[int, Step]], ids: dict[str, int]
) -> None:
    """Insert serials never seen before, as their first movement leaves them."""
    if not ids:
        return
    rows = [
        (ids[s.number], s.number, s.product, s.to_status, s.to_warehouse, movement, movement)
        for movement, s in numbered
        if s.serial is None
    ]
    sql.insert_many(
        database,
        "serial",
        "id, number, product_id, status, warehouse_id, last_movement_id, current_movement_id",
        sorted(rows),  # by number, which keeps neighbours on one page of the index
    )
    serial_search.add_from(database, min(ids.values()))


def _bind_again(database: Database, steps: Iterable[Step]) -> None:
    """A serial whose every movement is void may begin again under another product."""
    sql.execute_many(
        database,
        "UPDATE serial SET product_id = ?1 WHERE id = ?2 AND product_id <> ?1",
        [(s.product, s.serial) for s in steps if s.serial and s.from_status == UNKNOWN],
    )


def _follow_serials(database: Database, first: int, count: int) -> None:
    """Bring ``count`` known serials to where the movements from ``first`` on lead.

    Guarded by the movement each was read at, whatever else writes meanwhile.
    """
    if not count:
        return
    moved = sql.execute(
        database,
        "UPDATE serial SET status = m.to_status, warehouse_id = m.to_warehouse_id,"
        " last_movement_id = m.id,"
        " current_movement_id = CASE WHEN m.reverses_id IS NULL THEN m.id ELSE m.before_id END"
        " FROM serial_movement m WHERE m.id >= ? AND serial.id = m.serial_id"
        " AND serial.last_movement_id = m.prev_id",
        first,
    ).rowcount
    if moved != count:
        raise Stale


# Both totals are written as they come to stand: a row that is there takes what it would be inserted
# with. What only changes it, such as less of it, would be judged by itself as a row, and refused.


def _follow_stock(database: Database, first: int, first_flow: int) -> None:
    """Add what the new rows of both ledgers change to on hand and identified."""
    sql.execute(
        database,
        "INSERT INTO stock (product_id, warehouse_id, on_hand, identified)"
        " SELECT changed.product_id, changed.warehouse_id,"
        " coalesce(stock.on_hand, 0) + changed.on_hand,"
        " coalesce(stock.identified, 0) + changed.identified"
        f" FROM ({_STOCK_CHANGED}) AS changed LEFT JOIN stock"
        " ON stock.product_id = changed.product_id AND stock.warehouse_id = changed.warehouse_id"
        " WHERE true ON CONFLICT (product_id, warehouse_id)"
        " DO UPDATE SET on_hand = excluded.on_hand, identified = excluded.identified",
        first_flow,
        first,
    )


_STOCK_CHANGED = f"""
SELECT product_id, warehouse_id, sum(on_hand) AS on_hand, sum(identified) AS identified FROM (
  SELECT product_id, warehouse_id, quantity AS on_hand, 0 AS identified
  FROM stock_movement WHERE id >= ?1
  UNION ALL
  SELECT l.product_id, m.from_warehouse_id, 0, -1
  FROM serial_movement m JOIN document_line l ON l.id = m.line_id
  WHERE m.id >= ?2 AND m.from_status = {IN_STOCK}
  UNION ALL
  SELECT l.product_id, m.to_warehouse_id, 0, 1
  FROM serial_movement m JOIN document_line l ON l.id = m.line_id
  WHERE m.id >= ?2 AND m.to_status = {IN_STOCK}) AS moved
GROUP BY product_id, warehouse_id
"""


def _follow_counts(database: Database, first: int) -> None:
    """Add what the new movements change to the totals of the statuses other than in stock."""
    sql.execute(
        database,
        "INSERT INTO serial_count (product_id, status, count)"
        " SELECT changed.product_id, changed.status, coalesce(serial_count.count, 0) + changed.more"
        f" FROM ({_COUNTS_CHANGED}) AS changed LEFT JOIN serial_count"
        " ON serial_count.product_id = changed.product_id"
        " AND serial_count.status = changed.status"
        " WHERE true ON CONFLICT (product_id, status) DO UPDATE SET count = excluded.count",
        first,
    )


_COUNTS_CHANGED = f"""
SELECT product_id, status, sum(change) AS more FROM (
  SELECT l.product_id, m.from_status AS status, -1 AS change
  FROM serial_movement m JOIN document_line l ON l.id = m.line_id WHERE m.id >= ?1
  UNION ALL
  SELECT l.product_id, m.to_status, 1
  FROM serial_movement m JOIN document_line l ON l.id = m.line_id WHERE m.id >= ?1) AS moved
WHERE status NOT IN ({UNKNOWN}, {IN_STOCK}) GROUP BY product_id, status
"""
