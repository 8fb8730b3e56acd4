"""What rows of lists are written out into: the lines of documents, their serials, and the records
of serials. Each read is of some rows, and gives theirs by the id of what they are of.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from db import sql
from db.engine.parameters import ids_in
from db.queries.serials import MOVED_BY, SAID_OF_MOVEMENT
from db.sql import Database


class LineDetail(NamedTuple):
    """A line of a document; thousandths of the base unit, minor units of money."""

    document_id: int
    id: int
    position: int
    sku: str
    product: str
    quantity: int
    unit: str
    price: int
    discount: int
    amount: int
    share: int


class SerialDetail(NamedTuple):
    """A serial of a document: moved by it, or, on a draft or a count, entered there."""

    document_id: int
    sku: str
    product: str
    number: str


class RecordDetail(NamedTuple):
    """A movement of a serial with the document that made it; void ones are there too (L4)."""

    serial_id: int
    id: int
    kind: str
    number: str
    at: str
    user: str
    party: str | None
    from_status: int
    from_warehouse: str | None
    to_status: int
    to_warehouse: str | None
    voids: bool
    void: bool
    reason: str | None


def lines_of(database: Database, documents: Sequence[int]) -> Mapping[int, list[LineDetail]]:
    """The lines of some documents, each document's in their order."""
    found: dict[int, list[LineDetail]] = defaultdict(list)
    for row in sql.rows(
        database,
        "SELECT l.document_id, l.id, l.position, p.sku, p.name, l.quantity, l.unit, l.price,"
        f" l.discount, l.amount, l.share FROM {ids_in()} j CROSS JOIN document_line l"
        " JOIN product p ON p.id = l.product_id WHERE l.document_id = j.value"
        " ORDER BY l.document_id, l.position, l.id",
        sql.json_list(documents),
    ):
        found[row[0]].append(LineDetail(*row))
    return found


def serials_of(database: Database, documents: Sequence[int]) -> Mapping[int, list[SerialDetail]]:
    """The serials of some documents, each document's by line and in the order they came."""
    found: dict[int, list[SerialDetail]] = defaultdict(list)
    of_lines = (
        "CROSS JOIN document_line l JOIN product p ON p.id = l.product_id"
        " CROSS JOIN {table} WHERE l.document_id = j.value AND {on}"
    )
    entered = of_lines.format(table="draft_serial e", on="e.line_id = l.id")
    moved = of_lines.format(
        table="serial_movement m JOIN serial s ON s.id = m.serial_id",
        on="m.line_id = l.id AND m.reverses_id IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM draft_serial e WHERE e.document_id = l.document_id)",
    )
    for row in sql.rows(
        database,
        "SELECT l.document_id AS document, p.sku, p.name, e.number, l.position AS position,"
        f" e.id AS place FROM {ids_in('?1')} j {entered}"
        " UNION ALL SELECT l.document_id, p.sku, p.name, s.number, l.position, m.id"
        f" FROM {ids_in('?1')} j {moved} ORDER BY document, position, place",
        sql.json_list(documents),
    ):
        found[row[0]].append(SerialDetail(*row[:4]))
    return found


def records_of(database: Database, serials: Sequence[int]) -> Mapping[int, list[RecordDetail]]:
    """The movements of some serials, each serial's oldest first (Q2)."""
    found: dict[int, list[RecordDetail]] = defaultdict(list)
    for row in sql.rows(
        database,
        f"""
        WITH RECURSIVE chain (serial, id) AS (
          SELECT s.id, s.last_movement_id FROM {ids_in()} j CROSS JOIN serial s
          WHERE s.id = j.value
          UNION ALL
          SELECT chain.serial, m.prev_id FROM chain JOIN serial_movement m ON m.id = chain.id
          WHERE m.prev_id IS NOT NULL)
        SELECT chain.serial, m.id, d.kind, d.number,
               {SAID_OF_MOVEMENT}
        FROM chain {MOVED_BY}
        ORDER BY chain.serial, m.id
        """,
        sql.json_list(serials),
    ):
        found[row[0]].append(RecordDetail(*row))
    return found
