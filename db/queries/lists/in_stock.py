"""The serials in stock in a warehouse, those that came first at the top (D4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db import sql
from db.codes import IN_STOCK
from db.engine.parameters import ids_in
from db.queries.lists.paging import Count, Cursor, Page, counted
from db.sql import Database

_AT_ONCE = 20_000
"""So many serials are looked at at a time for those that fit: about 2 ms."""
_FEW = 2_000
"""Where no more of an item are in stock, all of them are read; else the warehouse is walked."""


class InStock(NamedTuple):
    """A serial in stock, with the day it came here (ISO), and by which document.

    ``movement_id`` is the movement it came by: those that came first have the lowest.
    """

    id: int
    number: str
    product: str
    since: str
    document_id: int
    document_number: str
    movement_id: int


@dataclass(frozen=True, slots=True)
class InStockAsked:
    """Which serials: in stock in ``warehouse``; None: no warehouse is chosen, so there are none.

    ``text`` is any part of the number; ``without`` leaves out what stands on a draft already, and
    not ``with_inactive`` those of inactive products (D12).
    """

    warehouse: int | None
    product: int | None = None
    text: str = ""
    without: int | None = None
    with_inactive: bool = True


def page(database: Database, asked: InStockAsked, after: Cursor | None, size: int) -> Page[InStock]:
    """The serials that came after ``after``, at most ``size``; a cursor is a movement."""
    if asked.warehouse is None:
        return Page([], None)
    last = int(after[0]) if after else 0
    if asked.product is not None and _kept(database, asked) <= _FEW:
        ids, reached = _of_product(database, asked, last, size)
    else:
        ids, reached = _walk(database, asked, last, size)
    return Page(_read(database, ids), None if reached is None else (reached,))


def count(database: Database, asked: InStockAsked) -> Count | None:
    """How many there are, so far as that is quickly told; None where a text is looked for."""
    if asked.text:
        return None
    fits, values = _fits(asked)
    where, place = f"s.status = {IN_STOCK} AND s.warehouse_id = ?", [asked.warehouse]
    if asked.product is not None:
        where, place = f"{where} AND s.product_id = ?", [*place, asked.product]
    return counted(database, f"FROM serial s WHERE {where}{fits}", [*place, *values])


def _kept(database: Database, asked: InStockAsked) -> int:
    """How many serials of the product are in stock here."""
    query = "SELECT identified FROM stock WHERE product_id = ? AND warehouse_id = ?"
    return int(sql.value(database, query, asked.product, asked.warehouse) or 0)


def _fits(asked: InStockAsked) -> tuple[str, list[object]]:
    """What is asked but for the place and the product, as further conditions."""
    conditions, values = "", list[object]()
    if asked.text:
        conditions += " AND s.number LIKE ? ESCAPE '\\'"
        values.append(f"%{sql.like_literal(asked.text)}%")
    if asked.without is not None:
        conditions += " AND s.number NOT IN (SELECT number FROM draft_serial WHERE document_id = ?)"
        values.append(asked.without)
    if not asked.with_inactive:
        conditions += " AND (SELECT p.active FROM product p WHERE p.id = s.product_id)"
    return conditions, values


def _of_product(
    database: Database, asked: InStockAsked, last: int, size: int
) -> tuple[list[int], int | None]:
    """Those of a product of which there are few: all are read, and put in order here."""
    fits, values = _fits(asked)
    there = sql.unordered(
        database,
        f"SELECT s.current_movement_id, s.id FROM serial s WHERE s.status = {IN_STOCK}"
        f" AND s.warehouse_id = ? AND s.product_id = ? AND +s.current_movement_id > ?{fits}",
        asked.warehouse,
        asked.product,
        last,
        *values,
    )
    found = sorted(there)[:size]
    return [id for _, id in found], found[-1][0] if len(found) < len(there) else None


def _walk(
    database: Database, asked: InStockAsked, last: int, size: int
) -> tuple[list[int], int | None]:
    """By the index in which they came, ``_AT_ONCE`` of them; the unary plus keeps to that."""
    fits, values = _fits(asked)
    if asked.product is not None:
        fits, values = f"{fits} AND +s.product_id = ?", [*values, asked.product]
    here = (
        f"FROM serial s WHERE s.status = {IN_STOCK} AND s.warehouse_id = ?"
        " AND s.current_movement_id > ?"
    )
    reached = sql.row(
        database,
        f"SELECT coalesce(max(id), 0), count(*) FROM (SELECT s.current_movement_id AS id {here}"
        " ORDER BY s.current_movement_id LIMIT ?) AS looked_at",
        asked.warehouse,
        last,
        _AT_ONCE,
    )
    end, there = reached or (0, 0)
    found = sql.rows(
        database,
        f"SELECT s.current_movement_id, s.id {here} AND s.current_movement_id <= ?{fits}"
        " ORDER BY s.current_movement_id LIMIT ?",
        *(asked.warehouse, last, end),
        *values,
        size,
    )
    ids = [id for _, id in found]
    if len(found) == size:
        return ids, int(found[-1][0])
    return ids, end if there == _AT_ONCE else None


def _read(database: Database, ids: Sequence[int]) -> list[InStock]:
    found = {
        row[0]: InStock(*row)
        for row in sql.unordered(
            database,
            "SELECT s.id, s.number, p.name, substr(d.posted_at, 1, 10), d.id, d.number, m.id"
            f" FROM {ids_in()} j CROSS JOIN serial s CROSS JOIN product p"
            " CROSS JOIN serial_movement m CROSS JOIN document_line l CROSS JOIN document d"
            " WHERE s.id = j.value AND p.id = s.product_id AND m.id = s.current_movement_id"
            " AND l.id = m.line_id AND d.id = l.document_id",
            sql.json_list(ids),
        )
    }
    return [found[id] for id in ids if id in found]
