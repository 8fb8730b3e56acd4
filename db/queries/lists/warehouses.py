"""The warehouses, by name, with what they hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db import sql
from db.engine.parameters import ids_in
from db.queries.lists import walking
from db.queries.lists.paging import Count, Cursor, Page
from db.queries.lists.walking import BY_NAME, Fits, IndexWay, Order
from db.sql import Database


class WarehouseRow(NamedTuple):
    """A row of the warehouse list: how many items are there, and thousandths of all of them."""

    id: int
    name: str
    address: str
    active: bool
    items: int
    on_hand: int


@dataclass(frozen=True, slots=True)
class WarehousesAsked:
    """Which warehouses: a closed one that holds something is never hidden."""

    with_inactive: bool = False
    order: Order = BY_NAME


def page(
    database: Database, asked: WarehousesAsked, after: Cursor | None, size: int
) -> Page[WarehouseRow]:
    """The rows after ``after``, at most ``size``: ids first, then what is shown of them."""
    way = IndexWay("warehouse w", _SOURCE, (BY[asked.order.column], "w.id"), asked.order.falling)
    keys, ended = walking.walk(database, way, _shown(asked), after, size)
    return Page(_read(database, [int(id) for _, id in keys]), ended)


def count(database: Database, asked: WarehousesAsked) -> Count | None:
    """How many there are, up to so many."""
    return walking.count_of(database, _SOURCE, _shown(asked), Fits("w.id > 0"))


BY = {"name": "w.name"}
"""What an index serves an order by."""
_SOURCE = "warehouse w LEFT JOIN warehouse_stock t ON t.warehouse_id = w.id"


def _shown(asked: WarehousesAsked) -> Fits:
    return Fits("w.active OR ? OR coalesce(t.items, 0) > 0", (asked.with_inactive,))


def _read(database: Database, ids: Sequence[int]) -> list[WarehouseRow]:
    if not ids:
        return []
    rows = sql.rows_of(
        database,
        "SELECT w.id, w.name, w.address, w.active, coalesce(t.items, 0), coalesce(t.on_hand, 0)"
        f" FROM {ids_in()} j CROSS JOIN warehouse w"
        " LEFT JOIN warehouse_stock t ON t.warehouse_id = w.id WHERE w.id = j.value",
        ids,
    )
    return [WarehouseRow(*row) for row in rows]
