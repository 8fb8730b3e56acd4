"""Reads about an inventory count: what was scanned, what was not, and what the books say."""

from typing import NamedTuple

from db import sql
from db.sql import Database


class CountedSerial(NamedTuple):
    """A serial that was counted, with its state now; ``moved``: it moved after it was counted.

    ``topic`` is what it turned out to be when the count was posted.
    """

    row_id: int
    line_id: int
    product_id: int
    product: str
    number: str
    serial_id: int | None
    status: int
    warehouse_id: int | None
    warehouse: str | None
    moved: bool
    last_movement_id: int | None
    current_movement_id: int | None
    topic: str | None


def counted(database: Database, count: int) -> list[CountedSerial]:
    """The serials on a count in the order they were scanned.

    A corrected serial is found by its earlier number too (L5).
    """
    return [
        CountedSerial(*row)
        for row in sql.rows(
            database,
            """
            SELECT e.id, l.id, p.id, p.name, e.number, s.id, coalesce(s.status, 0), s.warehouse_id,
                   w.name, coalesce(s.last_movement_id > e.seen_after, 0),
                   s.last_movement_id, s.current_movement_id, e.topic
            FROM draft_serial e
            JOIN document_line l ON l.id = e.line_id
            JOIN product p ON p.id = l.product_id
            LEFT JOIN serial s ON s.id = coalesce(
              (SELECT id FROM serial WHERE number = e.number),
              (SELECT serial_id FROM serial_alias WHERE number = e.number))
            LEFT JOIN warehouse w ON w.id = s.warehouse_id
            WHERE e.document_id = ? ORDER BY e.id
            """,
            count,
        )
    ]


_MISSING = """
FROM document d
JOIN (SELECT document_id, product_id, min(id) AS line_id, sum(book_on_hand IS NOT NULL) AS touched,
             sum((SELECT count(*) FROM draft_serial e WHERE e.line_id = l.id)) AS scanned
      FROM document_line l WHERE document_id = ?1 GROUP BY product_id) c ON c.document_id = d.id
JOIN product p ON p.id = c.product_id AND p.track_serials
JOIN serial s ON s.warehouse_id = d.warehouse_id AND s.product_id = c.product_id AND s.status = 1
WHERE d.id = ?1 AND (c.scanned > 0 OR c.touched = 0) AND s.last_movement_id <= d.begun_after
  AND s.id NOT IN (
    SELECT coalesce((SELECT id FROM serial WHERE number = e.number),
                    (SELECT serial_id FROM serial_alias WHERE number = e.number), 0)
    FROM draft_serial e WHERE e.document_id = ?1)
"""
"""In stock on the books since before the count began, of its products, and not counted. A product
whose units were counted as a number only has none (D2)."""


class MissingSerial(NamedTuple):
    """A serial in stock on the books that was not counted, with the line of its product."""

    line_id: int
    product_id: int
    product: str
    serial_id: int
    number: str
    warehouse_id: int
    last_movement_id: int
    current_movement_id: int


def missing(database: Database, count: int, limit: int = -1) -> list[MissingSerial]:
    """The serials not counted, by product and number; ``limit`` -1 means all of them."""
    return [
        MissingSerial(*row)
        for row in sql.rows(
            database,
            "SELECT c.line_id, p.id, p.name, s.id, s.number, s.warehouse_id, s.last_movement_id,"
            f" s.current_movement_id {_MISSING} ORDER BY p.name, p.id, s.number LIMIT ?2",
            count,
            limit,
        )
    ]


def missing_total(database: Database, count: int) -> int:
    """How many serials were not counted."""
    return int(sql.value(database, f"SELECT count(*) {_MISSING}", count))


def taken_out(database: Database, count: int) -> list[MissingSerial]:
    """The serials that a posted count took out of stock, by product and number."""
    return [
        MissingSerial(*row)
        for row in sql.rows(
            database,
            "SELECT l.id, p.id, p.name, s.id, s.number, m.from_warehouse_id, s.last_movement_id,"
            " s.current_movement_id FROM document_line l JOIN product p ON p.id = l.product_id"
            " JOIN serial_movement m ON m.line_id = l.id AND m.reverses_id IS NULL"
            " JOIN serial s ON s.id = m.serial_id WHERE l.document_id = ? AND m.to_status = 4"
            " ORDER BY p.name, p.id, s.number",
            count,
        )
    ]


class CountedProduct(NamedTuple):
    """A product on a count over all its lines; thousandths, counts of serials.

    ``counted`` None: nobody has counted it. ``book_on_hand`` and ``book_identified`` are of the
    moment it was counted, ``on_hand`` and ``identified`` of now. ``sold_nameless``: how many were
    scanned while nobody knew them, and sold afterwards: each sale took a unit without a serial.
    ``first_flow``, ``last_flow``: how far the stock ledger had come when its first and last part
    was counted; ``last_nameless``: thousandths without a serial then. ``posted`` is by how much the
    count changed what is on hand, ``posted_serials`` by how many serials.
    """

    line_id: int
    position: int
    product_id: int
    product: str
    counted: int | None
    scanned: int
    book_on_hand: int
    book_identified: int
    on_hand: int
    identified: int
    sold_nameless: int
    first_flow: int | None
    last_flow: int | None
    last_nameless: int | None
    posted: int
    posted_serials: int


def products(database: Database, count: int) -> list[CountedProduct]:
    """The products of a count in the order of their first lines."""
    return [
        CountedProduct(*row)
        for row in sql.rows(
            database,
            """
            WITH RECURSIVE
              since (product_id, seen_after, movement_id) AS (
                SELECT l.product_id, e.seen_after, s.current_movement_id
                FROM draft_serial e JOIN document_line l ON l.id = e.line_id
                JOIN serial s ON s.number = e.number
                WHERE e.document_id = ?1 AND s.current_movement_id > e.seen_after
                UNION ALL
                SELECT since.product_id, since.seen_after, m.before_id
                FROM since JOIN serial_movement m ON m.id = since.movement_id
                WHERE m.before_id > since.seen_after),
              sold (product_id, nameless) AS (
                SELECT since.product_id, count(*)
                FROM since JOIN serial_movement m ON m.id = since.movement_id
                WHERE m.from_status = 0 AND m.to_status = 2 GROUP BY since.product_id)
            SELECT min(l.id), min(l.position), p.id, p.name,
                   iif(max(l.book_on_hand) IS NULL, NULL,
                       sum(iif(l.book_on_hand IS NULL, 0, l.quantity))),
                   sum((SELECT count(*) FROM draft_serial e WHERE e.line_id = l.id)),
                   coalesce(first.book_on_hand, 0), coalesce(first.book_identified, 0),
                   coalesce(s.on_hand, 0), coalesce(s.identified, 0), coalesce(sold.nameless, 0),
                   min(l.first_flow), last.last_flow, last.last_nameless,
                   coalesce(sum((SELECT sum(m.quantity) FROM stock_movement m
                                 WHERE m.line_id = l.id AND m.reverses_id IS NULL)), 0),
                   coalesce(sum((SELECT sum(CASE m.to_status WHEN 1 THEN 1 ELSE -1 END)
                                 FROM serial_movement m
                                 WHERE m.line_id = l.id AND m.reverses_id IS NULL)), 0)
            FROM document_line l
            JOIN document d ON d.id = l.document_id
            JOIN product p ON p.id = l.product_id
            LEFT JOIN stock s ON s.product_id = p.id AND s.warehouse_id = d.warehouse_id
            LEFT JOIN sold ON sold.product_id = p.id
            LEFT JOIN document_line first ON first.id = (
              SELECT min(id) FROM document_line WHERE document_id = l.document_id
              AND product_id = l.product_id AND book_on_hand IS NOT NULL)
            LEFT JOIN document_line last ON last.id = (
              SELECT id FROM document_line WHERE document_id = l.document_id
              AND product_id = l.product_id AND last_flow IS NOT NULL
              ORDER BY last_flow DESC, id DESC LIMIT 1)
            WHERE l.document_id = ?1 GROUP BY p.id ORDER BY min(l.position)
            """,
            count,
        )
    ]


class Decision(NamedTuple):
    """Whether a group's differences were to be carried out, and how many there were (0: unsaid)."""

    taken: bool
    size: int


def decisions(database: Database, count: int) -> dict[str, Decision]:
    """What was decided about each group when the count was posted."""
    return {
        topic: Decision(bool(taken), size)
        for topic, taken, size in sql.rows(
            database, "SELECT topic, taken, size FROM count_decision WHERE document_id = ?", count
        )
    }


def add_products(database: Database, count: int) -> None:
    """A line, not counted yet, for every product that is in the count's warehouse by the books."""
    sql.execute(
        database,
        """
        INSERT INTO document_line (document_id, position, product_id, quantity, unit)
        SELECT d.id, (SELECT coalesce(max(position), 0) FROM document_line WHERE document_id = d.id)
                 + row_number() OVER (ORDER BY p.name, p.id), p.id, 0, p.unit
        FROM document d
        JOIN stock s ON s.warehouse_id = d.warehouse_id AND s.on_hand <> 0
        JOIN product p ON p.id = s.product_id
        WHERE d.id = ?1 AND p.id NOT IN (SELECT product_id FROM document_line
                                         WHERE document_id = ?1)
        """,
        count,
    )
