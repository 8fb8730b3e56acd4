"""The cartons that the shop knows, the newest first (C3)."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from db import sql
from db.codes import IN_STOCK
from db.engine.parameters import ids_in
from db.queries.lists.paging import Count, Cursor, Page, counted
from db.sql import Database

_AT_ONCE = 1_000
"""So many cartons are looked into at a time for a text: about 5 ms where each holds 20 units."""
_UNITS_AT_ONCE = 10_000
"""Cartons with so many units in all are told of at a time: about 20 ms, a look-up for each unit."""


class CartonRow(NamedTuple):
    """A row of the list: how many units, how many of them are in stock, and what they are.

    ``product`` is what all its units are, as far as it is known, or None where they differ.
    """

    id: int
    code: str
    product: str | None
    units: int
    in_stock: int
    source: str
    made_at: str
    made_by: str


def page(database: Database, asked: str, after: Cursor | None, size: int) -> Page[CartonRow]:
    """The cartons with ``asked`` in their code or in a serial they hold, at most ``size``.

    The one whose code, or whose unit's number, it is comes first. A cursor is the id below which
    the others are, and the id that was given before them. ``_AT_ONCE`` cartons are looked into, or
    those with ``_UNITS_AT_ONCE`` units are told of, then the screen asks again.
    """
    if after is None:
        whole = _whole(database, asked) if asked else 0
        end = sql.value(database, "SELECT coalesce(max(id), 0) + 1 FROM carton")
        after = (end, whole)
        if whole:
            return Page(_read(database, [whole]), after)
    last, given = (int(part) for part in after)
    floor = max(last - _AT_ONCE, 0) if asked else 0
    fits, values = "", list[object]()
    if asked:
        fits = (
            " AND (c.code LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM carton_serial k"
            " WHERE k.carton_id = c.id AND k.number LIKE ? ESCAPE '\\'))"
        )
        values = [f"%{sql.like_literal(asked)}%"] * 2
    found = sql.rows(
        database,
        f"SELECT c.id FROM carton c WHERE c.id < ? AND c.id >= ? AND c.id <> ?{fits}"
        " ORDER BY c.id DESC LIMIT ?",
        *(last, floor, given, *values, size),
    )
    ids = [id for (id,) in found]
    told = ids[: _told_at_once(database, ids)]
    reached = told[-1] if told and (len(told) < len(ids) or len(ids) == size) else floor
    return Page(_read(database, told), (reached, given) if reached else None)


def _told_at_once(database: Database, ids: Sequence[int]) -> int:
    """How many of these cartons, from the first on, are told of in one page: one at least."""
    units: dict[int, int] = dict(
        sql.unordered(
            database,
            "SELECT carton_id, count(*) FROM carton_serial"
            f" WHERE carton_id IN {ids_in()} GROUP BY carton_id",
            sql.json_list(ids),
        )
    )
    sums = accumulate(units.get(id, 0) for id in ids)
    return max(1, sum(held <= _UNITS_AT_ONCE for held in sums))


def count(database: Database, asked: str) -> Count | None:
    """How many there are, so far as that is quickly told; None where a text is looked for."""
    return None if asked else counted(database, "FROM carton c WHERE c.id > 0", ())


def _whole(database: Database, text: str) -> int:
    """The carton of this code, or that holds the unit of this number; 0: there is none."""
    found = sql.value(
        database,
        "SELECT max(found.id) FROM (SELECT id FROM carton WHERE code = ?"
        " UNION ALL SELECT carton_id FROM carton_serial WHERE number = ?) AS found",
        text,
        text,
    )
    return int(found or 0)


def _read(database: Database, ids: Sequence[int]) -> list[CartonRow]:
    found = {
        row[0]: CartonRow(*row)
        for row in sql.unordered(
            database,
            f"""
            SELECT c.id, c.code,
                   coalesce((SELECT name FROM product WHERE id = c.product_id),
                            CASE WHEN min(s.product_id) = max(s.product_id) THEN min(p.name) END),
                   count(k.id), count(CASE WHEN s.status = {IN_STOCK} THEN 1 END),
                   c.source, c.made_at, min(u.name)
            FROM carton c CROSS JOIN person u
            LEFT JOIN carton_serial k ON k.carton_id = c.id
            LEFT JOIN serial_alias a ON a.number = k.number
            LEFT JOIN serial s ON s.id = coalesce(
              a.serial_id, (SELECT id FROM serial WHERE number = k.number))
            LEFT JOIN product p ON p.id = s.product_id
            WHERE c.id IN {ids_in()} AND u.id = c.made_by
            GROUP BY c.id
            """,
            sql.json_list(ids),
        )
    }
    return [found[id] for id in ids if id in found]
