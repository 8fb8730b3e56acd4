"""The ways through the serials that an index serves: by what and where they are, by their text."""

from db import sql
from db.codes import IN_STOCK, IN_TRANSIT
from db.engine import serial_search
from db.queries.lists.serial_filter import Filter
from db.sql import Database

_PLACE = "coalesce(s.warehouse_id, 0) * 10 + s.status = ? AND "
"""As the index ``serial_place`` says it: a status in a warehouse, or in none."""

Given = tuple[str, tuple[object, ...]]
"""A way: a condition that ends with AND, or none, and its values."""


def ways(database: Database, asked: Filter) -> list[Given]:
    """The ways through the store that give, each in the order of ids, all that can fit."""
    status, warehouse = asked.status, asked.warehouse
    if asked.product is not None:
        return [("s.product_id = ? AND ", (asked.product,))]
    if warehouse is not None:
        statuses = (IN_STOCK, IN_TRANSIT) if status is None else (status,)
        return [(_PLACE, (warehouse * 10 + one,)) for one in statuses]
    if status in (IN_STOCK, IN_TRANSIT):
        places = sql.rows(database, "SELECT id FROM warehouse ORDER BY id")
        return [(_PLACE, (place * 10 + status,)) for (place,) in places]
    if status is not None:
        return [(_PLACE, (status,))]
    return [("", ())]


def in_range(database: Database, part: str, floor: int, last: int, most: int) -> list[int]:
    """The serials of a range of ids that contain a part, and one more than ``most``."""
    found = sql.rows(
        database,
        f"SELECT t.id FROM {serial_search.containing()} t WHERE t.id < ? AND t.id >= ?"
        " ORDER BY t.id LIMIT ?",
        *(serial_search.pattern(part), last, floor, most + 1),
    )
    return [id for (id,) in found]


def end(database: Database) -> int:
    """The id that the next serial will have at least."""
    return int(sql.value(database, "SELECT coalesce(max(id), 0) + 1 FROM serial"))
