"""Serial Number Search (Q1): the serials that fit some filters, those that came last first.

Where documents are asked for (by number, party or date), their order is that of the documents: the
newest of those asked for first. Every page looks at a part of the store at most (see ``Page``).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from db import sql
from db.queries.lists import serial_documents
from db.queries.lists.paging import Count, Cursor, Page, counted, in_all
from db.queries.lists.serial_filter import Filter, own_conditions
from db.sql import Database

_AT_ONCE = 20_000
"""So many serials, or documents, are looked at one by one at a time."""
_TRIGRAMS_AT_ONCE = 1_000_000
"""So many ids are looked for at a time where the trigram index answers and more is asked."""
_TRIGRAM = 3
_PLACE = "coalesce(s.warehouse_id, 0) * 10 + s.status = ? AND "
"""As the index ``serial_place`` says it: a status in a warehouse, or in none."""
_ABOVE_ALL = 1 << 62
_IN_STOCK, _IN_TRANSIT = 1, 5
"""The statuses of a serial that is in a warehouse, or on its way to one."""


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


def page(database: Database, asked: Filter, after: Cursor | None, size: int) -> Page[Found]:
    """The rows after ``after``, at most ``size``: ids first, then what is shown of them."""
    if asked.text and not _IS_OF_A_SERIAL.fullmatch(asked.text):
        return Page([], None)
    if len(_longest_part(asked.text)) >= _TRIGRAM:
        ids, reached = _by_text(database, asked, after, size)
    elif asked.by_document:
        ids, reached = serial_documents.walk(database, asked, after, size)
    else:
        ids, reached = _by_place(database, asked, after, size)
    return Page(_read(database, ids), reached)


def count(database: Database, asked: Filter) -> Count | None:
    """How many there are: exact where a total of the product is kept, else up to so many.

    None where only looking tells: where a text or a document is looked for, or all of a product
    in a warehouse, whatever their status.
    """
    if asked.text or asked.by_document:
        return None
    if asked.product is None:
        return in_all(
            counted(database, f"FROM serial s WHERE {where}s.id > 0", given)
            for where, given in _ways(database, asked)
        )
    if asked.warehouse is None:
        kept = _kept(database, asked.product)
        return Count(
            sum(kept.values()) if asked.status is None else kept.get(asked.status, 0), True
        )
    if asked.status == _IN_STOCK:
        values = (asked.product, asked.warehouse)
        query = "SELECT identified FROM stock WHERE product_id = ? AND warehouse_id = ?"
        return Count(int(sql.value(database, query, *values) or 0), True)
    return None


def _kept(database: Database, product: int) -> dict[int, int]:
    """How many serials of a product are in each status, from the kept totals."""
    return dict(
        sql.rows(
            database,
            "SELECT 1, coalesce(sum(identified), 0) FROM stock WHERE product_id = ?"
            " UNION ALL SELECT status, count FROM serial_count WHERE product_id = ?",
            product,
            product,
        )
    )


# By what they are and where: an index of the store, from its newest down ------------------------


def _by_place(
    database: Database, asked: Filter, after: Cursor | None, size: int
) -> tuple[list[int], Cursor | None]:
    """Newest first by one index, or by several beside each other, some of each at a time."""
    last = int(after[0]) if after else _ABOVE_ALL
    ways = _ways(database, asked)
    rest, values = own_conditions(asked)
    bounded = _is_bounded(asked)
    floor = max((_floor(database, *way, last) for way in ways), default=0) if bounded else 0
    found: list[int] = []
    for where, given in ways:
        query = (
            f"SELECT s.id FROM serial s WHERE {where}s.id < ? AND s.id >= ?{rest}"
            " ORDER BY s.id DESC LIMIT ?"
        )
        rows = sql.rows(database, query, *given, last, floor, *values, size)
        found += [id for (id,) in rows]
    found = sorted(found, reverse=True)[:size]
    if len(found) == size:
        return found, (found[-1],)
    return found, (floor,) if floor else None


def _ways(database: Database, asked: Filter) -> list[tuple[str, tuple[object, ...]]]:
    """The ways through the store that give, each in falling ids, all that can fit."""
    status, warehouse = asked.status, asked.warehouse
    if asked.product is not None:
        return [("s.product_id = ? AND ", (asked.product,))]
    if warehouse is not None:
        statuses = (_IN_STOCK, _IN_TRANSIT) if status is None else (status,)
        return [(_PLACE, (warehouse * 10 + one,)) for one in statuses]
    if status in (_IN_STOCK, _IN_TRANSIT):
        places = sql.rows(database, "SELECT id FROM warehouse ORDER BY id")
        return [(_PLACE, (place * 10 + status,)) for (place,) in places]
    if status is not None:
        return [(_PLACE, (status,))]
    return [("", ())]


def _is_bounded(asked: Filter) -> bool:
    """Must the rows that a page looks at be limited, because some of them may not fit?"""
    more_than_product = asked.status is not None or asked.warehouse is not None
    return bool(asked.text) or (asked.product is not None and more_than_product)


def _floor(database: Database, where: str, values: Sequence[object], last: int) -> int:
    """The id down to which ``_AT_ONCE`` serials of a way lie below ``last``; 0: fewer do."""
    lowest, many = sql.rows(
        database,
        "SELECT min(id), count(*) FROM (SELECT s.id FROM serial s"
        f" WHERE {where}s.id < ? ORDER BY s.id DESC LIMIT ?) AS looked_at",
        *values,
        last,
        _AT_ONCE,
    )[0]
    return int(lowest) if many == _AT_ONCE else 0


# By a part of the number ------------------------------------------------------------------------


def _longest_part(text: str) -> str:
    """The longest part of a text without a wildcard, for which the trigram index is asked.

    A wildcard in a pattern is none here, and with characters beyond ASCII before it SQLite's index
    crashes. All of the text is then looked for in what was found.
    """
    return max(re.split("[%_]", text), key=len)


def _by_text(
    database: Database, asked: Filter, after: Cursor | None, size: int
) -> tuple[list[int], Cursor | None]:
    """The whole number first (L5: or an earlier one), then the newest that contain the text.

    A cursor is the id below which the others are, and the id that was given before them.
    """
    rest, values = own_conditions(asked)
    if after is None:
        whole = [
            id
            for (id,) in sql.rows(
                database,
                "SELECT s.id FROM (SELECT id FROM serial WHERE number = ?"
                " UNION ALL SELECT serial_id FROM serial_alias WHERE number = ?) n"
                f" CROSS JOIN serial s WHERE s.id = n.id{rest}",
                asked.text,
                asked.text,
                *values,
            )
        ][:1]
        after = (_end(database), whole[0] if whole else 0)
        if whole:
            return _on_documents(database, asked, whole), after
    last, given = (int(part) for part in after)
    floor = max(last - _TRIGRAMS_AT_ONCE, 0) if _is_narrowed(asked) else 0
    most = _AT_ONCE // 10 if asked.by_document else size
    part = f"%{_longest_part(asked.text)}%"
    found = sql.rows(
        database,
        "SELECT s.id FROM serial_search t CROSS JOIN serial s WHERE s.id = t.rowid"
        f" AND t.number LIKE ? AND t.rowid < ? AND t.rowid >= ?{rest}"
        " ORDER BY t.rowid DESC LIMIT ?",
        *(part, last, floor, *values, most + 1),
    )
    earlier = sql.rows(
        database,
        "SELECT s.id FROM serial_alias a CROSS JOIN serial s WHERE s.id = a.serial_id"
        f" AND a.number LIKE ? AND s.id < ? AND s.id >= ?{rest}",
        *(part, last, floor, *values),
    )
    ids = sorted({id for (id,) in found + earlier} - {given}, reverse=True)[:most]
    if len(ids) == most:
        floor = ids[-1]
    return _on_documents(database, asked, ids), (floor, given) if floor else None


def _is_narrowed(asked: Filter) -> bool:
    """May what contains the text not fit for another reason?"""
    others = (asked.product, asked.status, asked.warehouse)
    return asked.by_document or any(other is not None for other in others)


def _end(database: Database) -> int:
    return int(sql.value(database, "SELECT coalesce(max(id), 0) + 1 FROM serial"))


def _on_documents(database: Database, asked: Filter, ids: list[int]) -> list[int]:
    """Those that were on a document that is asked for."""
    if not asked.by_document or not ids:
        return ids
    on_one = serial_documents.newest_of(database, asked, ids)
    return [id for id in ids if id in on_one]


_IS_OF_A_SERIAL = re.compile(r"[!-~]{1,100}")
"""What can be a part of a serial number (F1): the schema holds numbers to it."""


def _read(database: Database, ids: Sequence[int]) -> list[Found]:
    if not ids:
        return []
    found = {
        row[0]: Found(*row)
        for row in sql.rows(
            database,
            """
            SELECT s.id, s.number, p.name, p.sku, s.status, w.name,
                   d.id, d.kind, d.number, d.date, c.name
            FROM json_each(?) j CROSS JOIN serial s
            JOIN product p ON p.id = s.product_id
            LEFT JOIN warehouse w ON w.id = s.warehouse_id
            LEFT JOIN serial_movement m
              ON m.id = coalesce(s.current_movement_id, s.last_movement_id)
            LEFT JOIN document_line l ON l.id = m.line_id
            LEFT JOIN document d ON d.id = l.document_id
            LEFT JOIN contact c ON c.id = d.party_id
            WHERE s.id = j.value
            """,
            sql.json_list(ids),
        )
    }
    return [found[id] for id in ids if id in found]


def of_number(database: Database, number: str) -> Found | None:
    """The row of one serial number, or None where nobody knows it."""
    id = sql.value(database, "SELECT id FROM serial WHERE number = ?", number)
    return None if id is None else _read(database, [id])[0]
