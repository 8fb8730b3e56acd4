"""Reads about serial numbers: who holds them, where they went, which match a filter."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db import sql
from db.sql import Database


class Known(NamedTuple):
    """A serial the shop knows: its state and the movement in force, with that one's document."""

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


_KNOWN = """
SELECT s.id, s.number, s.product_id, p.name, p.sku, s.status, s.warehouse_id, w.name,
       s.last_movement_id, s.current_movement_id, d.id, d.kind, d.number, d.date
FROM serial s
JOIN product p ON p.id = s.product_id
LEFT JOIN warehouse w ON w.id = s.warehouse_id
LEFT JOIN serial_movement m ON m.id = coalesce(s.current_movement_id, s.last_movement_id)
LEFT JOIN document_line l ON l.id = m.line_id
LEFT JOIN document d ON d.id = l.document_id
"""


def known(database: Database, numbers: Iterable[str]) -> dict[str, Known]:
    """The known ones of ``numbers``, by upper-cased number as asked (F3).

    A corrected serial is found by its earlier number too (L5).
    """
    asked = sql.json_list(numbers)
    by_number = sql.rows(
        database,
        "SELECT j.value, s.id FROM json_each(?) j JOIN serial s ON s.number = j.value UNION ALL "
        "SELECT j.value, a.serial_id FROM json_each(?) j JOIN serial_alias a ON a.number = j.value",
        asked,
        asked,
    )
    ids = sql.json_list(serial for _, serial in by_number)
    found = {
        row[0]: Known(*row)
        for row in sql.execute(
            database, _KNOWN + "WHERE s.id IN (SELECT value FROM json_each(?))", ids
        )
    }
    return {number.upper(): found[serial] for number, serial in by_number}


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


def history(database: Database, serial: int) -> list[Movement]:
    """The whole circulation of a serial, oldest first (Q2): voided and reversing rows too (L4)."""
    return [
        Movement(*row)
        for row in sql.rows(
            database,
            """
            WITH RECURSIVE chain (id) AS (
              SELECT last_movement_id FROM serial WHERE id = ?
              UNION ALL
              SELECT m.prev_id FROM chain JOIN serial_movement m ON m.id = chain.id
              WHERE m.prev_id IS NOT NULL)
            SELECT m.id, d.id, d.kind, d.number, d.date,
                   CASE WHEN m.reverses_id IS NULL THEN d.posted_at ELSE d.voided_at END,
                   u.name, c.name,
                   m.from_status, f.name, m.to_status, t.name,
                   m.reverses_id IS NOT NULL, m.reverses_id IS NULL AND d.state = 2,
                   CASE WHEN m.reverses_id IS NOT NULL THEN d.void_reason END
            FROM chain
            JOIN serial_movement m ON m.id = chain.id
            JOIN document_line l ON l.id = m.line_id
            JOIN document d ON d.id = l.document_id
            JOIN person u ON u.id =
              CASE WHEN m.reverses_id IS NULL THEN d.posted_by ELSE d.voided_by END
            LEFT JOIN contact c ON c.id = d.party_id
            LEFT JOIN warehouse f ON f.id = m.from_warehouse_id
            LEFT JOIN warehouse t ON t.id = m.to_warehouse_id
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
            " WHERE a.serial_id = ? AND a.number <> s.number ORDER BY a.at, a.number",
            serial,
        )
    ]


def numbers_before(database: Database, serials: Iterable[int]) -> set[str]:
    """The numbers that any of ``serials`` had before it was corrected (L5)."""
    return {
        number
        for (number,) in sql.rows(
            database,
            "SELECT number FROM serial_alias"
            " WHERE serial_id IN (SELECT value FROM json_each(?)) ORDER BY number",
            sql.json_list(serials),
        )
    }


@dataclass(frozen=True, slots=True)
class Filter:
    """What Serial Number Search asks (Q1); None and "" mean: any."""

    text: str = ""
    product: int | None = None
    status: int | None = None
    warehouse: int | None = None
    document: str = ""
    party: int | None = None
    date_from: str = ""
    date_to: str = ""


class Found(NamedTuple):
    """One row of the search, with the document of the movement in force."""

    id: int
    number: str
    product: str
    sku: str
    status: int
    warehouse: str | None
    document_id: int | None
    kind: str | None
    document_number: str | None
    date: str | None
    party: str | None


def _conditions(asked: Filter) -> tuple[list[str], list[object]]:
    conditions: list[str] = []
    values: list[object] = []

    def add(condition: str, *given: object) -> None:
        conditions.append(condition)
        values.extend(given)

    if len(asked.text) >= 3:
        for condition, given in _containing(asked.text):
            add(condition, *given)
    elif asked.text:  # less than a trigram: no index answers it, the numbers themselves do
        add(
            "(s.number LIKE ? ESCAPE '\\' OR s.id IN"
            " (SELECT serial_id FROM serial_alias WHERE number LIKE ? ESCAPE '\\'))",
            *[f"%{sql.like_literal(asked.text)}%"] * 2,
        )
    if asked.product is not None:
        add("s.product_id = ?", asked.product)
    if asked.status is not None:
        add("s.status = ?", asked.status)
    if asked.warehouse is not None:
        add("s.warehouse_id = ?", asked.warehouse)
    made, given = _document_conditions(asked)
    if made:
        add(
            "s.id IN (SELECT m.serial_id FROM document d"
            " JOIN document_line l ON l.document_id = d.id"
            f" JOIN serial_movement m ON m.line_id = l.id WHERE d.state > 0 AND {made})",
            *given,
        )
    return conditions, values


def _containing(text: str) -> Iterator[tuple[str, list[object]]]:
    """That ``text``, three characters or more, is part of a number, or of an earlier one (L5).

    LIKE without ESCAPE is what the trigram index answers. It is asked for the longest part of the
    text without a wildcard: one in a pattern is no wildcard here, and with characters beyond ASCII
    before it SQLite's index crashes. All of the text is then looked for in what was found.
    """
    if not _IS_OF_A_SERIAL.fullmatch(text):
        yield "1 = 0", []
        return
    part = max(re.split("[%_]", text), key=len)
    if len(part) >= 3:
        yield (
            "s.id IN (SELECT rowid FROM serial_search WHERE number LIKE ?"
            " UNION ALL SELECT serial_id FROM serial_alias WHERE number LIKE ?)",
            [f"%{part}%"] * 2,
        )
    if part != text:
        yield (
            "(instr(upper(s.number), upper(?)) > 0 OR s.id IN (SELECT serial_id"
            " FROM serial_alias WHERE instr(upper(number), upper(?)) > 0))",
            [text] * 2,
        )


_IS_OF_A_SERIAL = re.compile(r"[!-~]{1,100}")
"""What can be a part of a serial number (F1): the schema holds numbers to it."""


def _document_conditions(asked: Filter) -> tuple[str, list[object]]:
    """The part of the filter that is about any document the serial was on."""
    parts: list[str] = []
    values: list[object] = []
    for condition, value in (
        ("d.number LIKE ? ESCAPE '\\'", asked.document and f"%{sql.like_literal(asked.document)}%"),
        ("d.party_id = ?", asked.party),
        ("d.date >= ?", asked.date_from),
        ("d.date <= ?", asked.date_to),
    ):
        if value:
            parts.append(condition)
            values.append(value)
    return " AND ".join(parts), values


def search_ids(database: Database, asked: Filter, newest: int | None = None) -> list[int]:
    """The ids of the serials that match, in the order of their numbers; 8 bytes each, no rows.

    ``newest``: only so many of them, the one that came last first. The search ends when it has
    found them, so that what fits nearly every serial is answered as fast as what fits a few.
    """
    conditions, values = _conditions(asked)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    order = "s.number" if newest is None else "s.id DESC LIMIT ?"
    limit = [] if newest is None else [newest]
    return [
        found[0]
        for found in sql.execute(
            database, f"SELECT s.id FROM serial s {where} ORDER BY {order}", *values, *limit
        )
    ]


def page(database: Database, ids: Sequence[int]) -> list[Found]:
    """The rows of some ids of ``search_ids``, in the same order."""
    found = {
        row[0]: Found(*row)
        for row in sql.rows(
            database,
            """
            SELECT s.id, s.number, p.name, p.sku, s.status, w.name,
                   d.id, d.kind, d.number, d.date, c.name
            FROM serial s
            JOIN product p ON p.id = s.product_id
            LEFT JOIN warehouse w ON w.id = s.warehouse_id
            LEFT JOIN serial_movement m
              ON m.id = coalesce(s.current_movement_id, s.last_movement_id)
            LEFT JOIN document_line l ON l.id = m.line_id
            LEFT JOIN document d ON d.id = l.document_id
            LEFT JOIN contact c ON c.id = d.party_id
            WHERE s.id IN (SELECT value FROM json_each(?))
            """,
            sql.json_list(ids),
        )
    }
    return [found[id] for id in ids if id in found]


def status_counts(database: Database, product: int | None = None) -> dict[int, int]:
    """How many serials are in each status, of one product or of all, from the kept totals."""
    return dict(
        sql.rows(
            database,
            """
            SELECT status, sum(n) FROM (
              SELECT product_id, 1 AS status, identified AS n FROM stock
              UNION ALL SELECT product_id, status, count FROM serial_count)
              AS kept
            WHERE CAST(?1 AS bigint) IS NULL OR product_id = ?1 GROUP BY status HAVING sum(n) > 0
            """,
            product,
        )
    )


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
            " SELECT number FROM (SELECT number FROM serial WHERE product_id = ?2 LIMIT ?4)"
            " AS a_few"
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


def in_stock(database: Database, warehouse: int, product: int) -> list[str]:
    """The serials of a product in stock in a warehouse, by number."""
    return [
        number
        for (number,) in sql.rows(
            database,
            "SELECT number FROM serial WHERE status = 1 AND warehouse_id = ? AND product_id = ?"
            " ORDER BY number",
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


class InStock(NamedTuple):
    """A serial in stock, with the day it came here (ISO), and by which document."""

    id: int
    number: str
    product: str
    since: str
    document_id: int
    document_number: str


def in_stock_ids(
    database: Database,
    warehouse: int,
    product: int | None = None,
    text: str = "",
    without: int | None = None,
    with_inactive: bool = True,
) -> list[int]:
    """The serials in stock in a warehouse, those that came first at the top.

    ``text`` is any part of the number; ``without`` leaves out what stands on a draft already, and
    not ``with_inactive`` those of inactive products (D12).
    """
    conditions = ["s.status = 1", "s.warehouse_id = ?"]
    values: list[object] = [warehouse]
    if product is not None:
        conditions.append("s.product_id = ?")
        values.append(product)
    if text:
        conditions.append("s.number LIKE ? ESCAPE '\\'")
        values.append(f"%{sql.like_literal(text)}%")
    if without is not None:
        conditions.append("s.number NOT IN (SELECT number FROM draft_serial WHERE document_id = ?)")
        values.append(without)
    if not with_inactive:
        conditions.append("s.product_id IN (SELECT id FROM product WHERE active)")
    return [
        id
        for (id,) in sql.execute(
            database,
            f"SELECT s.id FROM serial s WHERE {' AND '.join(conditions)}"
            " ORDER BY s.current_movement_id",
            *values,
        )
    ]


def first_in_stock(database: Database, warehouse: int, product: int, count: int) -> list[str]:
    """The serials of a product in a warehouse that came first, up to ``count`` of them."""
    return [
        number
        for (number,) in sql.rows(
            database,
            "SELECT number FROM serial WHERE status = 1 AND warehouse_id = ? AND product_id = ?"
            " ORDER BY current_movement_id LIMIT ?",
            warehouse,
            product,
            count,
        )
    ]


def in_stock_page(database: Database, ids: Sequence[int]) -> list[InStock]:
    """The rows of some ids of ``in_stock_ids``, in the same order."""
    found = {
        row[0]: InStock(*row)
        for row in sql.rows(
            database,
            "SELECT s.id, s.number, p.name, date(d.posted_at), d.id, d.number FROM json_each(?) j"
            " CROSS JOIN serial s ON s.id = j.value JOIN product p ON p.id = s.product_id"
            " JOIN serial_movement m ON m.id = s.current_movement_id"
            " JOIN document_line l ON l.id = m.line_id JOIN document d ON d.id = l.document_id",
            sql.json_list(ids),
        )
    }
    return [found[id] for id in ids if id in found]


def of_line(database: Database, line: int) -> Iterator[str]:
    """The serials a posted line moved, in the order they were entered."""
    for (number,) in sql.execute(
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
