"""What is on hand, by item and warehouse."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db import sql
from db.engine.parameters import pairs_in
from db.queries.lists import walking
from db.queries.lists.items import containing
from db.queries.lists.paging import Count, Cursor, Page
from db.queries.lists.walking import Fits, IndexWay, Order, in_order
from db.sql import Database


class StockListRow(NamedTuple):
    """A row of the stock list: an item in a warehouse; thousandths, and a count of serials."""

    product_id: int
    product: str
    sku: str
    unit: str
    track_serials: bool
    warehouse_id: int
    warehouse: str
    on_hand: int
    identified: int
    active: bool

    @property
    def id(self) -> tuple[int, int]:
        """Which item in which warehouse."""
        return self.product_id, self.warehouse_id


BY_PRODUCT = Order("product")
"""The first order."""


@dataclass(frozen=True, slots=True)
class StockAsked:
    """Which stock: of items with ``text`` in name, SKU or barcode, in a warehouse or in all.

    What is on hand is never hidden, also of an inactive item or in a closed warehouse (D12);
    ``with_none`` shows all active items in all active warehouses too. ``gtins`` are the keys of a
    GTIN that ``text`` is: its other forms are found too (C7).
    """

    text: str = ""
    warehouse: int | None = None
    with_none: bool = False
    gtins: Sequence[str] = ()
    order: Order = BY_PRODUCT


def page(
    database: Database, asked: StockAsked, after: Cursor | None, size: int
) -> Page[StockListRow]:
    """The rows after ``after``, at most ``size``: ids first, then what is shown of them."""
    by, falling = BY[asked.order.column], asked.order.falling
    way = IndexWay("product p", _SOURCE, (by, "p.id", "w.id"), falling)
    fits = _there(asked).also(containing(asked.text, asked.gtins))
    keys, ended = walking.walk(database, way, fits, after, size, _where(asked))
    return Page(_read(database, [(int(item), int(place)) for _, item, place in keys]), ended)


def count(database: Database, asked: StockAsked) -> Count | None:
    """How many rows there are: from kept totals, or up to so many; None where a text is sought."""
    if asked.text:
        return None
    if not asked.with_none:
        return Count(_kept(database, asked)[0], True)
    where = Fits("p.id > 0")
    if (place := _where(asked)) is not None:
        where = where.also(place)
    return walking.count_of(database, _SOURCE, _there(asked), where)


def units(database: Database, asked: StockAsked) -> int | None:
    """Thousandths of all that fits, from kept totals; None where a text is looked for."""
    return None if asked.text else _kept(database, asked)[1]


BY = {"product": "p.name", "sku": "p.sku"}
"""What an index serves an order by."""
_SOURCE = (
    "product p CROSS JOIN warehouse w"
    " LEFT JOIN stock s ON s.product_id = p.id AND s.warehouse_id = w.id"
)


def _there(asked: StockAsked) -> Fits:
    return Fits("s.on_hand <> 0 OR ? AND p.active AND w.active", (asked.with_none,))


def _where(asked: StockAsked) -> Fits | None:
    return None if asked.warehouse is None else Fits("w.id = ?", (asked.warehouse,))


def _kept(database: Database, asked: StockAsked) -> tuple[int, int]:
    """How many rows have stock, and thousandths of it."""
    found = sql.row(
        database,
        "SELECT coalesce(sum(items), 0), coalesce(sum(on_hand), 0) FROM warehouse_stock"
        " WHERE CAST(? AS bigint) IS NULL OR warehouse_id = ?",
        asked.warehouse,
        asked.warehouse,
    )
    assert found is not None
    return int(found[0]), int(found[1])


def _read(database: Database, ids: Sequence[tuple[int, int]]) -> list[StockListRow]:
    if not ids:
        return []
    rows = sql.unordered(
        database,
        f"""
        SELECT p.id, p.name, p.sku, p.unit, p.track_serials, w.id, w.name,
               coalesce(s.on_hand, 0), coalesce(s.identified, 0), p.active
        FROM {pairs_in()} j CROSS JOIN product p CROSS JOIN warehouse w
        LEFT JOIN stock s ON s.product_id = p.id AND s.warehouse_id = w.id
        WHERE p.id = j.first AND w.id = j.second
        """,
        sql.json_list(ids),
    )
    return in_order(ids, (StockListRow(*row) for row in rows))
