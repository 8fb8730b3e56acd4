"""Reads about serial numbers: who holds them, where they went, which match a filter."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from db import sql
from db.codes import IN_STOCK, VOIDED
from db.engine.parameters import ids_in, texts_in
from db.sql import Database


class Known(NamedTuple):
    """A serial the shop knows: its state and the movement in force, with that one's document.

    ``active`` is the product's; ``own_price`` the unit's own, None: it has none (M2).
    """

    id: int
    number: str
    product_id: int
    product: str
    sku: str
    status: int
    warehouse_id: int | None
    warehouse: str | None
    last_movement_id: int
    current_movement_id: int | None
    document_id: int | None
    kind: str | None
    document_number: str | None
    date: str | None
    active: bool
    own_price: int | None


# CROSS names the order: from what is asked to its serial, never through all there are
_KNOWN = f"""
WITH asked (number) AS (SELECT j.value FROM {texts_in()} j),
  found (number, serial_id) AS (
    SELECT asked.number, s.id FROM asked CROSS JOIN serial s WHERE s.number = asked.number
    UNION ALL
    SELECT asked.number, a.serial_id
    FROM asked CROSS JOIN serial_alias a WHERE a.number = asked.number)
SELECT found.number, s.id, s.number, s.product_id, p.name, p.sku, s.status, s.warehouse_id, w.name,
       s.last_movement_id, s.current_movement_id, d.id, d.kind, d.number, d.date, p.active, o.price
FROM found CROSS JOIN serial s CROSS JOIN product p
LEFT JOIN warehouse w ON w.id = s.warehouse_id
LEFT JOIN serial_movement m ON m.id = coalesce(s.current_movement_id, s.last_movement_id)
LEFT JOIN document_line l ON l.id = m.line_id
LEFT JOIN document d ON d.id = l.document_id
LEFT JOIN serial_price o ON o.serial_id = s.id
WHERE s.id = found.serial_id AND p.id = s.product_id
"""


def known(database: Database, numbers: Iterable[str]) -> dict[str, Known]:
    """The known ones of ``numbers``, by upper-cased number as asked (F3).

    A corrected serial is found by its earlier number too (L5), each by its second identifier (C9).
    """
    found = sql.unordered(database, _KNOWN, sql.json_list(numbers))
    return {number.upper(): Known(*known) for number, *known in found}


class Movement(NamedTuple):
    """One step in a serial's life, with the document that made it.

    ``voids``: this row is the reversal made by a void. ``void``: this movement was voided since.
    """

    id: int
    document_id: int
    kind: str
    number: str
    date: str
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


SAID_OF_MOVEMENT = f"""
CASE WHEN m.reverses_id IS NULL THEN d.posted_at ELSE d.voided_at END, u.name, c.name,
m.from_status, f.name, m.to_status, t.name, m.reverses_id IS NOT NULL,
m.reverses_id IS NULL AND d.state = {VOIDED},
CASE WHEN m.reverses_id IS NOT NULL THEN d.void_reason END
"""
"""What is told of a movement ``m``: when, by whom, with whom, whence and whither, why."""

MOVED_BY = """
JOIN serial_movement m ON m.id = chain.id
JOIN document_line l ON l.id = m.line_id
JOIN document d ON d.id = l.document_id
JOIN person u ON u.id = CASE WHEN m.reverses_id IS NULL THEN d.posted_by ELSE d.voided_by END
LEFT JOIN contact c ON c.id = d.party_id
LEFT JOIN warehouse f ON f.id = m.from_warehouse_id
LEFT JOIN warehouse t ON t.id = m.to_warehouse_id
"""
"""The movements of a ``chain``, with the documents that made them, or reversed them (L4)."""


def history(database: Database, serial: int) -> list[Movement]:
    """The whole circulation of a serial, oldest first (Q2): voided and reversing rows too (L4)."""
    return [
        Movement(*row)
        for row in sql.rows(
            database,
            f"""
            WITH RECURSIVE chain (id) AS (
              SELECT last_movement_id FROM serial WHERE id = ?
              UNION ALL
              SELECT m.prev_id FROM chain JOIN serial_movement m ON m.id = chain.id
              WHERE m.prev_id IS NOT NULL)
            SELECT m.id, d.id, d.kind, d.number, d.date,
                   {SAID_OF_MOVEMENT}
            FROM chain {MOVED_BY}
            ORDER BY m.id
            """,
            serial,
        )
    ]


class EarlierNumber(NamedTuple):
    """A number that a serial had before it was corrected (L5); when, and by whom."""

    number: str
    at: str | None
    user: str | None


def earlier_numbers(database: Database, serial: int) -> list[EarlierNumber]:
    """The numbers by which a corrected serial is still found, the first one first."""
    return [
        EarlierNumber(*row)
        for row in sql.rows(
            database,
            "SELECT a.number, a.at, u.name FROM serial_alias a JOIN serial s ON s.id = a.serial_id"
            " LEFT JOIN person u ON u.id = a.user_id"
            " WHERE a.serial_id = ? AND a.number <> s.number AND a.is_earlier"
            " ORDER BY a.at, a.number",
            serial,
        )
    ]


def numbers_of(database: Database, serials: Iterable[int]) -> dict[int, str]:
    """The numbers of some serials, by their ids."""
    return dict(
        sql.rows(
            database,
            f"SELECT id, number FROM serial WHERE id IN {ids_in()} ORDER BY id",
            sql.json_list(serials),
        )
    )


def second_identifiers(database: Database, serials: Iterable[int]) -> dict[int, str]:
    """The second identifiers of some serials, by their ids; those that have none are left out."""
    return dict(
        sql.rows(
            database,
            f"SELECT serial_id, number FROM serial_alias WHERE serial_id IN {ids_in()}"
            " AND is_second ORDER BY serial_id",
            sql.json_list(serials),
        )
    )


def numbers_before(database: Database, serials: Iterable[int]) -> set[str]:
    """The other numbers of ``serials``: earlier ones (L5), second identifiers (C9)."""
    return {
        number
        for (number,) in sql.rows(
            database,
            f"SELECT number FROM serial_alias WHERE serial_id IN {ids_in()} ORDER BY number",
            sql.json_list(serials),
        )
    }


def status_counts(database: Database, product: int) -> dict[int, int]:
    """How many serials of a product are in each status, from the kept totals."""
    kept = sql.unordered(
        database,
        f"SELECT {IN_STOCK}, coalesce(sum(identified), 0) FROM stock WHERE product_id = ?1"
        " UNION ALL SELECT status, count FROM serial_count WHERE product_id = ?1",
        product,
    )
    return {status: count for status, count in kept if count}


_BEGINNING = 16
_A_FEW = 200


def has_alike(database: Database, draft: int, product: int, code: str) -> bool:
    """Some serial of the product, on the draft or among a few known, looks like ``code``.

    It is all digits of its length, or begins as a long code does.
    """
    return bool(
        sql.value(
            database,
            "SELECT EXISTS (SELECT 1 FROM ("
            " SELECT number FROM (SELECT number FROM serial WHERE product_id = ?2"
            " ORDER BY id LIMIT ?4) AS a_few"
            " UNION ALL SELECT e.number FROM draft_serial e"
            " JOIN document_line l ON l.id = e.line_id"
            " WHERE e.document_id = ?1 AND l.product_id = ?2) AS known"
            " WHERE (length(number) = length(?3) AND trim(number || ?3, '0123456789') = '')"
            " OR (length(?3) > ?5 AND substr(number, 1, ?5) = substr(?3, 1, ?5)))",
            draft,
            product,
            code,
            _A_FEW,
            _BEGINNING,
        )
    )


def a_few_of(database: Database, products: Iterable[int], most: int = 20) -> dict[int, list[str]]:
    """The serial numbers entered last of some products, a few of each; by product."""
    found: dict[int, list[str]] = {}
    for product, number in sql.rows(
        database,
        f"""
        SELECT j.value, s.number FROM {ids_in()} j JOIN serial s ON s.id IN (
          SELECT id FROM serial WHERE product_id = j.value ORDER BY id DESC LIMIT ?)
        ORDER BY j.value, s.id
        """,
        sql.json_list(products),
        most,
    ):
        found.setdefault(product, []).append(number)
    return found


def in_stock(database: Database, warehouse: int, product: int) -> list[str]:
    """The serials of a product in stock in a warehouse, by number."""
    return [
        number
        for (number,) in sql.rows(
            database,
            f"SELECT number FROM serial WHERE status = {IN_STOCK} AND warehouse_id = ?"
            " AND product_id = ? ORDER BY number",
            warehouse,
            product,
        )
    ]


def with_status(
    database: Database, status: int, warehouse: int | None = None
) -> list[tuple[int, str]]:
    """The product and the number of each serial of a status, in or bound for a warehouse.

    Without ``warehouse`` those that are nowhere in the shop; the first one seen first.
    """
    return [
        (product, number)
        for product, number in sql.rows(
            database,
            "SELECT product_id, number FROM serial WHERE status = ?"
            " AND warehouse_id IS NOT DISTINCT FROM ? ORDER BY id",
            status,
            warehouse,
        )
    ]


def first_in_stock(database: Database, warehouse: int, product: int, count: int) -> list[str]:
    """The serials of a product in a warehouse that came first, up to ``count`` of them."""
    return [
        number
        for (number,) in sql.rows(
            database,
            "WITH here (movement_id, number) AS MATERIALIZED ("
            "SELECT current_movement_id, number FROM serial"
            f" WHERE status = {IN_STOCK} AND warehouse_id = ? AND product_id = ?)"
            " SELECT number FROM here ORDER BY movement_id LIMIT ?",
            warehouse,
            product,
            count,
        )
    ]


def of_line(database: Database, line: int) -> Iterator[str]:
    """The serials a posted line moved, in the order they were entered."""
    for (number,) in sql.rows(
        database,
        "SELECT s.number FROM serial_movement m JOIN serial s ON s.id = m.serial_id "
        "WHERE m.line_id = ? AND m.reverses_id IS NULL ORDER BY m.id",
        line,
    ):
        yield number


def moved_by(database: Database, document: int) -> list[tuple[int, str]]:
    """The line and the number of each serial a document moved, in the order they were entered."""
    return [
        (line, number)
        for line, number in sql.rows(
            database,
            "SELECT m.line_id, s.number FROM document_line l"
            " JOIN serial_movement m ON m.line_id = l.id AND m.reverses_id IS NULL"
            " JOIN serial s ON s.id = m.serial_id WHERE l.document_id = ? ORDER BY m.id",
            document,
        )
    ]
