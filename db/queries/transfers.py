"""Reads about what is on the way between warehouses."""

from collections.abc import Sequence
from typing import NamedTuple

from db import sql
from db.sql import Database

_LEFT = """
WITH taken (line_id, quantity) AS (
  SELECT t.origin_line_id, sum(t.quantity)
  FROM document_line t JOIN document td ON td.id = t.document_id
  JOIN document_line s ON s.id = t.origin_line_id
  JOIN document sd ON sd.id = s.document_id
  WHERE td.state = 1 AND sd.kind IN (SELECT value FROM json_each(?1))
  GROUP BY t.origin_line_id),
moving (line_id, serials) AS (
  SELECT m.line_id, count(*) FROM serial s JOIN serial_movement m ON m.id = s.current_movement_id
  WHERE s.status = 5 GROUP BY m.line_id),
sent (document_id, line_id, product_id, position, quantity, serials) AS (
  SELECT d.id, l.id, l.product_id, l.position, l.quantity - coalesce(taken.quantity, 0),
         coalesce(moving.serials, 0)
  FROM document d JOIN document_line l ON l.document_id = d.id
  LEFT JOIN taken ON taken.line_id = l.id
  LEFT JOIN moving ON moving.line_id = l.id
  WHERE d.kind IN (SELECT value FROM json_each(?1)) AND d.state = 1
    AND l.quantity > coalesce(taken.quantity, 0))
"""


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


# CROSS names the order: from the transfer's own lines to what was taken of each
ON_THE_WAY = """
WITH sent (line_id, position, product_id, quantity, serials) AS MATERIALIZED (
  SELECT l.id, l.position, l.product_id,
         l.quantity - coalesce((
           SELECT sum(t.quantity) FROM document_line t CROSS JOIN document td
           WHERE t.origin_line_id = l.id AND td.id = t.document_id AND td.state = 1), 0),
         (SELECT count(*) FROM serial_movement m CROSS JOIN serial s
          WHERE m.line_id = l.id AND s.id = m.serial_id AND s.current_movement_id = m.id
            AND s.status = 5)
  FROM document d CROSS JOIN document_line l
  WHERE d.id = ?1 AND d.state = 1 AND l.document_id = d.id)
SELECT sent.line_id, p.name, p.sku, sent.quantity, sent.serials
FROM sent CROSS JOIN product p WHERE p.id = sent.product_id AND sent.quantity > 0
ORDER BY sent.position, sent.line_id
"""


def quantity_on_the_way(database: Database, kinds: Sequence[str], product: int) -> int:
    """Thousandths of a product that documents of ``kinds`` sent and that have not arrived."""
    return int(
        sql.value(
            database,
            f"{_LEFT} SELECT coalesce(sum(quantity), 0) FROM sent WHERE product_id = ?2",
            sql.json_list(kinds),
            product,
        )
    )


def serials_on_the_way(database: Database, transfer: int) -> list[tuple[int, str]]:
    """The dispatched line and the number of each serial of a transfer that is still on the way."""
    return [(line, number) for line, number in sql.rows(database, SERIALS_ON_THE_WAY, transfer)]


SERIALS_ON_THE_WAY = """
SELECT m.line_id, s.number FROM document_line l CROSS JOIN serial_movement m CROSS JOIN serial s
WHERE l.document_id = ?1 AND m.line_id = l.id AND m.reverses_id IS NULL
  AND s.id = m.serial_id AND s.current_movement_id = m.id AND s.status = 5
ORDER BY m.id
"""


def open_draft(database: Database, transfer: int, kind: str) -> int | None:
    """The newest draft of ``kind`` that was made from a transfer, or None."""
    found: int | None = sql.value(
        database,
        "SELECT max(id) FROM document WHERE kind = ? AND state = 0 AND origin_id = ?",
        kind,
        transfer,
    )
    return found


class TransferOnTheWay(NamedTuple):
    """A posted transfer of which something has not arrived; ``quantity`` in thousandths."""

    id: int
    number: str
    date: str
    source: str
    destination: str
    quantity: int
    serials: int


def list_on_the_way(database: Database, kinds: Sequence[str]) -> list[TransferOnTheWay]:
    """All documents of ``kinds`` of which something is still on the way, the oldest first."""
    return [
        TransferOnTheWay(*row)
        for row in sql.rows(
            database,
            f"{_LEFT} SELECT d.id, d.number, d.date, f.name, t.name, sum(sent.quantity),"
            " sum(sent.serials) FROM sent JOIN document d ON d.id = sent.document_id"
            " JOIN warehouse f ON f.id = d.warehouse_id"
            " JOIN warehouse t ON t.id = d.to_warehouse_id"
            " GROUP BY d.id ORDER BY d.posting",
            sql.json_list(kinds),
        )
    ]
