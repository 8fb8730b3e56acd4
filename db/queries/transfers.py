"""Reads about what is on the way between warehouses."""

from typing import NamedTuple

from db import sql
from db.codes import DRAFT, IN_TRANSIT
from db.sql import Database


class LineOnTheWay(NamedTuple):
    """What of a dispatched line has not arrived: thousandths, and how many serials of them."""

    line_id: int
    product: str
    sku: str
    quantity: int
    serials: int


def on_the_way(database: Database, transfer: int) -> list[LineOnTheWay]:
    """The lines of a posted transfer of which something is still on the way, in their order."""
    return [LineOnTheWay(*row) for row in sql.rows(database, ON_THE_WAY, transfer)]


ON_THE_WAY = """
SELECT l.id, p.name, p.sku, w.quantity, w.serials
FROM document_line l CROSS JOIN on_the_way w CROSS JOIN product p
WHERE l.document_id = ? AND w.line_id = l.id AND p.id = w.product_id
ORDER BY l.position, l.id
"""


def quantity_on_the_way(database: Database, product: int) -> int:
    """Thousandths of a product that were sent to other warehouses and have not arrived."""
    query = "SELECT coalesce(sum(quantity), 0) FROM on_the_way WHERE product_id = ?"
    return int(sql.value(database, query, product))


def serials_on_the_way(database: Database, transfer: int) -> list[tuple[int, str]]:
    """The dispatched line and the number of each serial of a transfer that is still on the way."""
    return [(line, number) for line, number in sql.rows(database, SERIALS_ON_THE_WAY, transfer)]


SERIALS_ON_THE_WAY = f"""
SELECT m.line_id, s.number FROM document_line l CROSS JOIN serial_movement m CROSS JOIN serial s
WHERE l.document_id = ?1 AND m.line_id = l.id AND m.reverses_id IS NULL
  AND s.id = m.serial_id AND s.current_movement_id = m.id AND s.status = {IN_TRANSIT}
ORDER BY m.id
"""


def serials_of_line(database: Database, line: int) -> list[str]:
    """The serials of a dispatched line that are still on the way, in the order they were sent."""
    query = (
        "SELECT s.number FROM serial_movement m CROSS JOIN serial s"
        " WHERE m.line_id = ? AND m.reverses_id IS NULL AND s.id = m.serial_id"
        f" AND s.current_movement_id = m.id AND s.status = {IN_TRANSIT} ORDER BY m.id"
    )
    return [number for (number,) in sql.rows(database, query, line)]


def open_draft(database: Database, transfer: int, kind: str) -> int | None:
    """The newest draft of ``kind`` that was made from a transfer, or None."""
    found: int | None = sql.value(
        database,
        f"SELECT max(id) FROM document WHERE kind = ? AND state = {DRAFT} AND origin_id = ?",
        kind,
        transfer,
    )
    return found
