"""Reads about a void: what blocks it, what it would do to the stock (V1 to V3)."""

from collections.abc import Sequence
from typing import NamedTuple

from db import sql
from db.codes import IN_STOCK, IN_TRANSIT, POSTED
from db.engine.parameters import ids_in
from db.sql import Database


class BlockerRow(NamedTuple):
    """A later document in force on serials of the one to be voided."""

    document_id: int
    kind: str
    number: str
    date: str
    posting: int
    ties: int
    some: tuple[str, ...]


def blockers(database: Database, document: int) -> list[BlockerRow]:
    """The later documents not void on serials that ``document`` moved (V1), newest first.

    Walks back from the movement in force of each serial to this document's own movement; and those
    whose lines go on from its lines, such as the receipt of a transfer without serials.
    ``some`` holds up to five of the numbers, in their order.
    """
    found: dict[int, BlockerRow] = {}
    for *head, number in sql.rows(database, _BLOCKERS, document):
        blocker = found.setdefault(head[0], BlockerRow._make((*head, ())))
        if number is not None:
            found[blocker.document_id] = blocker._replace(some=(*blocker.some, number))
    return list(found.values())


_BLOCKERS = f"""
WITH RECURSIVE
  own (id, serial_id) AS (
    SELECT m.id, m.serial_id FROM document_line l JOIN serial_movement m
    ON m.line_id = l.id WHERE l.document_id = ?1 AND m.reverses_id IS NULL),
  later (serial_id, movement_id, until_id) AS (
    SELECT own.serial_id, s.current_movement_id, own.id
    FROM own JOIN serial s ON s.id = own.serial_id
    WHERE s.current_movement_id > own.id
    UNION ALL
    SELECT later.serial_id, m.before_id, later.until_id
    FROM later JOIN serial_movement m ON m.id = later.movement_id
    WHERE m.before_id > later.until_id),
  tied (document_id, number, place) AS MATERIALIZED (
    SELECT DISTINCT l.document_id, s.number,
           dense_rank() OVER (PARTITION BY l.document_id ORDER BY s.number)
    FROM later JOIN serial_movement m ON m.id = later.movement_id
    JOIN document_line l ON l.id = m.line_id JOIN serial s ON s.id = m.serial_id
    UNION ALL
    SELECT DISTINCT d.id, CAST(NULL AS citext), CAST(NULL AS bigint) FROM document_line l
    JOIN document_line t ON t.origin_line_id = l.id
    JOIN document d ON d.id = t.document_id WHERE l.document_id = ?1 AND d.state = {POSTED})
SELECT d.id, d.kind, d.number, d.date, d.posting, ties.numbers, tied.number
FROM (SELECT document_id, count(number) AS numbers FROM tied GROUP BY document_id)
  AS ties
JOIN document d ON d.id = ties.document_id
LEFT JOIN tied ON tied.document_id = d.id AND tied.place <= 5
ORDER BY d.posting DESC, tied.place
"""


def blocking(database: Database, documents: Sequence[int]) -> dict[int, int]:
    """All documents that block any of ``documents`` (V1), with their places in history.

    Each serial is walked back once, to the first of the documents it is on: a chain of many
    documents is found without asking for the blockers of each. The halves of an exchange block each
    other.
    """
    return dict(
        sql.unordered(
            database,
            f"""
            WITH RECURSIVE
              lines (id) AS (
                SELECT l.id FROM {ids_in("?1")} j JOIN document_line l ON l.document_id = j.value),
              own (id, serial_id) AS (
                SELECT min(m.id), m.serial_id FROM lines JOIN serial_movement m
                ON m.line_id = lines.id WHERE m.reverses_id IS NULL GROUP BY m.serial_id),
              later (movement_id, until_id) AS (
                SELECT s.current_movement_id, own.id
                FROM own JOIN serial s ON s.id = own.serial_id
                WHERE s.current_movement_id > own.id
                UNION ALL
                SELECT m.before_id, later.until_id
                FROM later JOIN serial_movement m ON m.id = later.movement_id
                WHERE m.before_id > later.until_id),
              tied (document_id) AS (
                SELECT l.document_id FROM later
                JOIN serial_movement m ON m.id = later.movement_id
                JOIN document_line l ON l.id = m.line_id
                UNION
                SELECT t.document_id FROM lines
                JOIN document_line t ON t.origin_line_id = lines.id
                UNION
                SELECT d.exchange_id FROM {ids_in("?1")} j JOIN document d ON d.id = j.value
                WHERE d.exchange_id IS NOT NULL)
            SELECT d.id, d.posting FROM tied JOIN document d ON d.id = tied.document_id
            WHERE d.state = {POSTED}
            """,
            sql.json_list(documents),
        )
    )


class ExchangedRow(NamedTuple):
    """The posted document that was posted together with another, as an exchange."""

    document_id: int
    number: str
    date: str


def exchanged_with(database: Database, document: int) -> ExchangedRow | None:
    """The other half of a document's exchange, while it is posted; None: there is none."""
    found = sql.row(
        database,
        "SELECT o.id, o.number, o.date FROM document d JOIN document o ON o.id = d.exchange_id"
        f" WHERE d.id = ? AND o.state = {POSTED}",
        document,
    )
    return ExchangedRow(*found) if found else None


class VoidEffect(NamedTuple):
    """What voiding a document would do to one product in one warehouse (thousandths; serials)."""

    product: str
    warehouse: str
    on_hand: int
    identified: int
    tracked: bool
    quantity: int
    serials: int


def void_effect(database: Database, document: int) -> list[VoidEffect]:
    """The stock as it stands, and what voiding ``document`` would add to it."""
    return [
        VoidEffect(*row)
        for row in sql.rows(
            database,
            f"""
            WITH effect (product_id, warehouse_id, quantity, serials) AS (
              SELECT m.product_id, m.warehouse_id, -m.quantity, 0
              FROM document_line l JOIN stock_movement m ON m.line_id = l.id
              WHERE l.document_id = ?1 AND m.reverses_id IS NULL
              UNION ALL
              SELECT l.product_id, m.to_warehouse_id, 0, -1
              FROM document_line l JOIN serial_movement m ON m.line_id = l.id
              WHERE l.document_id = ?1 AND m.reverses_id IS NULL AND m.to_status = {IN_STOCK}
              UNION ALL
              SELECT l.product_id, m.from_warehouse_id, 0, 1
              FROM document_line l JOIN serial_movement m ON m.line_id = l.id
              WHERE l.document_id = ?1 AND m.reverses_id IS NULL AND m.from_status = {IN_STOCK})
            SELECT p.name, w.name, coalesce(s.on_hand, 0), coalesce(s.identified, 0),
                   p.track_serials, sum(e.quantity), sum(e.serials)
            FROM effect e
            JOIN product p ON p.id = e.product_id
            JOIN warehouse w ON w.id = e.warehouse_id
            LEFT JOIN stock s ON s.product_id = e.product_id AND s.warehouse_id = e.warehouse_id
            GROUP BY p.id, w.id, s.product_id, s.warehouse_id ORDER BY p.id, w.id
            """,
            document,
        )
    ]


def unmanaged_coming_back(database: Database, document: int) -> list[str]:
    """The products without serial management whose serials a void would put in stock again."""
    return [
        name
        for (name,) in sql.rows(
            database,
            "SELECT DISTINCT p.name FROM document_line l"
            " JOIN product p ON p.id = l.product_id AND NOT p.track_serials"
            " JOIN serial_movement m ON m.line_id = l.id AND m.reverses_id IS NULL"
            f" WHERE l.document_id = ? AND m.from_status IN ({IN_STOCK}, {IN_TRANSIT})"
            " ORDER BY p.name",
            document,
        )
    ]


def serials_moved(database: Database, document: int, at_most: int) -> int:
    """How many serials a posted document moved, counted as far as ``at_most``."""
    return int(
        sql.value(
            database,
            "SELECT count(*) FROM (SELECT m.id FROM document_line l CROSS JOIN serial_movement m"
            " WHERE l.document_id = ? AND m.line_id = l.id LIMIT ?) AS moved",
            document,
            at_most,
        )
    )


class GoesBack(NamedTuple):
    """How many serials a void of a document takes back to the status they had before."""

    document_id: int
    status: int
    serials: int


def going_back(database: Database, documents: Sequence[int]) -> list[GoesBack]:
    """What voiding some documents does to the serials that each of them moved; one read."""
    return [
        GoesBack(*row)
        for row in sql.rows(
            database,
            f"""
            SELECT l.document_id, m.from_status, count(*)
            FROM {ids_in("?1")} j CROSS JOIN document_line l CROSS JOIN serial_movement m
            WHERE l.document_id = j.value AND m.line_id = l.id AND m.reverses_id IS NULL
            GROUP BY l.document_id, m.from_status ORDER BY l.document_id, count(*) DESC
            """,
            sql.json_list(documents),
        )
    ]
