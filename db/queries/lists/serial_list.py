"""Serials that are asked for by a list of their numbers (Q1): all of it is one read."""

from collections.abc import Iterable

from db import sql
from db.engine.parameters import ids_in, texts_in
from db.queries.lists import serial_documents
from db.queries.lists.paging import Cursor
from db.queries.lists.serial_filter import BY_NUMBER, Filter, own_conditions
from db.sql import Database


def walk(
    database: Database, asked: Filter, after: Cursor | None, size: int
) -> tuple[list[int], Cursor | None]:
    """Those that fit, as they stand in the list; a cursor is a place in it."""
    begin = int(after[0]) if after else 0
    ids = fitting(database, asked)
    found = ids[begin : begin + size]
    return found, (begin + size,) if begin + size < len(ids) else None


def fitting(database: Database, asked: Filter) -> list[int]:
    """All of the list that fit what else is asked, in the order that is asked for."""
    by_number = _known(database, asked.numbers)
    ids = list(
        dict.fromkeys(by_number[key] for key in map(str.upper, asked.numbers) if key in by_number)
    )
    rest, values = own_conditions(asked)
    query = (
        f"SELECT s.id, s.number FROM {ids_in()} j CROSS JOIN serial s WHERE s.id = j.value{rest}"
    )
    fit: dict[int, str] = dict(sql.unordered(database, query, sql.json_list(ids), *values))
    ids = serial_documents.on_documents(database, asked, [id for id in ids if id in fit])
    if asked.order.column != BY_NUMBER:
        return ids
    return sorted(ids, key=lambda id: fit[id].lower(), reverse=asked.order.falling)


def unknown(database: Database, numbers: Iterable[str]) -> list[str]:
    """Those of a list that no serial has or had (L5), as they stand in it."""
    numbers = list(numbers)
    known = _known(database, numbers)
    return [number for number in numbers if number.upper() not in known]


def _known(database: Database, numbers: Iterable[str]) -> dict[str, int]:
    """The serials by their numbers in capitals; one's own number comes before an earlier one."""
    rows = sql.unordered(
        database,
        "SELECT j.value, a.serial_id, 0 FROM"
        f" {texts_in('?1')} j CROSS JOIN serial_alias a WHERE a.number = j.value"
        " UNION ALL SELECT j.value, s.id, 1 FROM"
        f" {texts_in('?1')} j CROSS JOIN serial s WHERE s.number = j.value",
        sql.json_list(numbers),
    )
    return {number.upper(): id for number, id, _own in sorted(rows, key=lambda row: row[2])}
