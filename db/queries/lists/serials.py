"""Serial Number Search (Q1): the serials that fit some filters, those that came last first.

Where documents are asked for (by number, party or date), their order is that of the documents: the
newest of those asked for first. Every page looks at a part of the store at most (see ``Page``).
"""

from collections.abc import Sequence
from typing import NamedTuple

from db import sql
from db.codes import IN_STOCK
from db.engine import serial_search
from db.engine.parameters import ids_in
from db.queries.lists import serial_documents, serial_list, serials_by_number
from db.queries.lists.paging import Count, Cursor, Page, counted, in_all
from db.queries.lists.serial_filter import BY_NUMBER, Filter, own_conditions
from db.queries.lists.serial_ways import end, in_range, ways
from db.queries.serials import status_counts
from db.sql import Database

_AT_ONCE = 10_000
"""So many serials, or documents, are looked at one by one at a time."""
_FEW = 1_500
"""So many serials that contain a text are looked at one by one at a time."""
_NARROWER = 8
_WIDEST = _FEW * _NARROWER**3
"""So many ids are looked through at a time where the trigram index answers: about 12 ms."""
_ABOVE_ALL = 1 << 62


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
    found, reached = ids(database, asked, after, size)
    return Page(read(database, found), reached)


def ids(
    database: Database, asked: Filter, after: Cursor | None, size: int
) -> tuple[list[int], Cursor | None]:
    """The serials of a page and where the next one begins, for what needs no more of them."""
    if asked.text and not serial_search.can_be_in_a_number(asked.text):
        return [], None
    if asked.numbers:
        return serial_list.walk(database, asked, after, size)
    if asked.order.column == BY_NUMBER:
        return serials_by_number.walk(database, asked, after, size)
    if serial_search.longest_part(asked.text):
        return _by_text(database, asked, after, size)
    if asked.by_document:
        return serial_documents.walk(database, asked, after, size)
    return _by_place(database, asked, after, size)


def count(database: Database, asked: Filter) -> Count | None:
    """How many there are: exact where a total of the product is kept, else up to so many.

    None where only looking tells: where a text or a document is looked for, or all of a product
    in a warehouse, whatever their status.
    """
    if asked.numbers:
        return Count(len(serial_list.fitting(database, asked)), True)
    if asked.text or asked.by_document:
        return None
    if asked.product is None:
        return in_all(
            counted(database, f"FROM serial s WHERE {where}s.id > 0", given)
            for where, given in ways(database, asked)
        )
    if asked.warehouse is None:
        kept = status_counts(database, asked.product)
        return Count(
            sum(kept.values()) if asked.status is None else kept.get(asked.status, 0), True
        )
    if asked.status == IN_STOCK:
        values = (asked.product, asked.warehouse)
        query = "SELECT identified FROM stock WHERE product_id = ? AND warehouse_id = ?"
        return Count(int(sql.value(database, query, *values) or 0), True)
    return None


# By what they are and where: an index of the store, from its newest down ------------------------


def _by_place(
    database: Database, asked: Filter, after: Cursor | None, size: int
) -> tuple[list[int], Cursor | None]:
    """Newest first by one index, or by several beside each other, some of each at a time."""
    last = int(after[0]) if after else _ABOVE_ALL
    through = ways(database, asked)
    rest, values = own_conditions(asked)
    floor = 0
    if _is_bounded(asked) and through:
        many = _AT_ONCE // len(through)
        floor = max(_floor(database, *way, last, many) for way in through)
    found: list[int] = []
    for where, given in through:
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


def _is_bounded(asked: Filter) -> bool:
    """Must the rows that a page looks at be limited, because some of them may not fit?"""
    more_than_product = asked.status is not None or asked.warehouse is not None
    return bool(asked.text) or (asked.product is not None and more_than_product)


def _floor(database: Database, where: str, values: Sequence[object], last: int, many: int) -> int:
    """The id down to which so ``many`` serials of a way lie below ``last``; 0: fewer do."""
    found = sql.row(
        database,
        "SELECT min(id), count(*) FROM (SELECT s.id FROM serial s"
        f" WHERE {where}s.id < ? ORDER BY s.id DESC LIMIT ?) AS looked_at",
        *values,
        last,
        many,
    )
    lowest, there = found or (0, 0)
    return int(lowest) if there == many else 0


# By a part of the number ------------------------------------------------------------------------


def _by_text(
    database: Database, asked: Filter, after: Cursor | None, size: int
) -> tuple[list[int], Cursor | None]:
    """The whole number first (L5: or an earlier one), then the newest that contain the text.

    A cursor is the id below which the others are, and the id that was given before them.
    """
    rest, values = own_conditions(asked)
    if after is None:
        given = sql.value(
            database,
            "SELECT max(s.id) FROM (SELECT id FROM serial WHERE number = ?"
            " UNION ALL SELECT serial_id FROM serial_alias WHERE number = ?) n"
            f" CROSS JOIN serial s WHERE s.id = n.id{rest}",
            asked.text,
            asked.text,
            *values,
        )
        whole = [] if given is None else [int(given)]
        after = (end(database), whole[0] if whole else 0)
        if whole:
            return serial_documents.on_documents(database, asked, whole), after
    last, given = (int(part) for part in after)
    most = _FEW if asked.by_document else size
    if _is_narrowed(asked) and _is_common(database, serial_search.longest_part(asked.text), last):
        found, reached = _by_place(database, asked, (last,), most)
        floor = int(reached[0]) if reached else 0
    else:
        found, floor = _containing(database, asked, last)
    earlier = sql.unordered(
        database,
        "SELECT s.id FROM serial_alias a CROSS JOIN serial s WHERE s.id = a.serial_id"
        f" AND a.number LIKE ? ESCAPE '\\' AND s.id < ? AND s.id >= ?{rest}",
        *(f"%{sql.like_literal(asked.text)}%", last, floor, *values),
    )
    ids = sorted({*found, *(id for (id,) in earlier)} - {given}, reverse=True)
    if len(ids) > most:
        ids = ids[:most]
        floor = ids[-1]
    return serial_documents.on_documents(database, asked, ids), (floor, given) if floor else None


def _containing(database: Database, asked: Filter, last: int) -> tuple[list[int], int]:
    """The newest serials below ``last`` that contain the text and fit; how far was looked.

    The trigram index is quick from the lowest id on and slow from the highest: it is asked for
    all of a range of ids, a narrower one where that holds many.
    """
    part = serial_search.longest_part(asked.text)
    rest, values = own_conditions(asked)
    width = _WIDEST
    there = in_range(database, part, last - width, last, _FEW)
    while len(there) > _FEW:
        width //= _NARROWER
        there = in_range(database, part, last - width, last, _FEW)
    query = f"SELECT s.id FROM {ids_in()} j CROSS JOIN serial s WHERE s.id = j.value{rest}"
    fit = sql.unordered(database, query, sql.json_list(there), *values)
    return [id for (id,) in fit], max(last - width, 0)


def _is_narrowed(asked: Filter) -> bool:
    """Is something else asked about the serial itself?"""
    return any(one is not None for one in (asked.product, asked.status, asked.warehouse))


def _is_common(database: Database, part: str, last: int) -> bool:
    """Do so many serials contain a part that what else is asked says more?"""
    return len(in_range(database, part, last - _FEW * _NARROWER, last, _FEW)) > _FEW


def read(database: Database, ids: Sequence[int]) -> list[Found]:
    """The rows of some serials, in the order of these."""
    return [
        Found(*row)
        for row in sql.rows_of(
            database,
            f"""
            SELECT s.id, s.number, p.name, p.sku, s.status, w.name,
                   d.id, d.kind, d.number, d.date, c.name
            FROM {ids_in()} j CROSS JOIN serial s
            JOIN product p ON p.id = s.product_id
            LEFT JOIN warehouse w ON w.id = s.warehouse_id
            LEFT JOIN serial_movement m
              ON m.id = coalesce(s.current_movement_id, s.last_movement_id)
            LEFT JOIN document_line l ON l.id = m.line_id
            LEFT JOIN document d ON d.id = l.document_id
            LEFT JOIN contact c ON c.id = d.party_id
            WHERE s.id = j.value
            """,
            ids,
        )
    ]


def of_number(database: Database, number: str) -> Found | None:
    """The row of one serial number, or None where nobody knows it."""
    id = sql.value(database, "SELECT id FROM serial WHERE number = ?", number)
    return None if id is None else read(database, [id])[0]
