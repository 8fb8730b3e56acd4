"""Serial Number Search in the order of the numbers: by the index of numbers, or a few sorted."""

from db import sql
from db.engine import serial_search
from db.engine.parameters import ids_in
from db.queries.lists import serial_documents, walking
from db.queries.lists.paging import Cursor
from db.queries.lists.serial_filter import Filter, own_conditions
from db.queries.lists.serial_ways import end, in_range, ways
from db.queries.lists.walking import Fits, IndexWay
from db.sql import Database

_FEW = 1_000
"""So many serials are sorted for a page at most."""
_LOOKED_FOR = 500
"""So many are looked for on documents for a page, where more may fit."""


def walk(
    database: Database, asked: Filter, after: Cursor | None, size: int
) -> tuple[list[int], Cursor | None]:
    """The serials after a number, at most ``size``.

    Where an index says that only a few can fit, these are sorted; else the numbers are gone
    through, ``walking.AT_ONCE`` at a time. A cursor is a number and its serial, and where more than
    a few can fit, that they can: it is asked for the first page.
    """
    few = None if after is not None and len(after) > len(_KEY) else _few(database, asked)
    if few is not None:
        found, reached = _sorted(database, asked, few, after, size)
    else:
        found, reached = _by_index(database, asked, after and after[: len(_KEY)], size)
        reached = reached and (*reached, True)
    return [int(id) for _number, id in found], reached


_KEY = ("s.number", "s.id")


def _by_index(
    database: Database, asked: Filter, after: Cursor | None, size: int
) -> tuple[list[Cursor], Cursor | None]:
    rest, values = own_conditions(asked)
    way = IndexWay("serial s", "serial s", _KEY, asked.order.falling)
    where = None if asked.product is None else Fits("s.product_id = ?", (asked.product,))
    most = _LOOKED_FOR if asked.by_document else size
    found, reached = walking.walk(database, way, Fits(f"1 = 1{rest}", values), after, most, where)
    if not asked.by_document:
        return found, reached
    on_one = set(serial_documents.on_documents(database, asked, [int(id) for _, id in found]))
    fit = [key for key in found if key[1] in on_one]
    return (fit[:size], fit[size - 1]) if len(fit) > size else (fit, reached)


def _few(database: Database, asked: Filter) -> list[int] | None:
    """The serials among which all that fit are, where an index says that they are few."""
    part = serial_search.longest_part(asked.text)
    found: list[int] | None = None
    if part:
        found = in_range(database, part, 0, end(database), _FEW)
        earlier = sql.unordered(
            database,
            "SELECT serial_id FROM serial_alias WHERE number LIKE ? ESCAPE '\\'",
            f"%{sql.like_literal(asked.text)}%",
        )
        found += [id for (id,) in earlier]
    elif asked.by_document:
        # Whatever else is asked of them: what few have would be looked for on all documents.
        on_documents, reached = serial_documents.walk(
            database, asked.of_documents(), None, _FEW + 1
        )
        found = on_documents if reached is None else None
    elif asked.product is None and (asked.status is not None or asked.warehouse is not None):
        found = []
        for where, given in ways(database, asked):
            query = f"SELECT s.id FROM serial s WHERE {where}s.id > 0 ORDER BY s.id LIMIT ?"
            found += [id for (id,) in sql.rows(database, query, *given, _FEW + 1)]
    return found if found is not None and len(found) <= _FEW else None


def _sorted(
    database: Database, asked: Filter, ids: list[int], after: Cursor | None, size: int
) -> tuple[list[Cursor], Cursor | None]:
    """A few serials in the order of their numbers, as the store compares them (F3)."""
    rest, values = own_conditions(asked)
    query = (
        f"SELECT s.number, s.id FROM {ids_in()} j CROSS JOIN serial s WHERE s.id = j.value{rest}"
    )
    numbers = {
        id: number for number, id in sql.unordered(database, query, sql.json_list(ids), *values)
    }
    falling = asked.order.falling
    keys = sorted(
        (
            (numbers[id].lower(), id)
            for id in serial_documents.on_documents(database, asked, list(numbers))
        ),
        reverse=falling,
    )
    if after is not None:
        last = (str(after[0]).lower(), int(after[1]))
        keys = [key for key in keys if (key < last if falling else key > last)]
    found: list[Cursor] = [(numbers[id], id) for _key, id in keys[:size]]
    return found, found[-1] if len(keys) > size else None
