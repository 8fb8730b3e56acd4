"""The items with their prices in one list, or with their own: which there are, by name or SKU."""

from dataclasses import dataclass
from typing import NamedTuple

from db import sql
from db.engine.parameters import ids_in
from db.queries import prices
from db.queries.lists import items, walking
from db.queries.lists.paging import Count, Cursor, Page
from db.queries.lists.walking import ALL, BY_NAME, Fits, IndexWay, Order
from db.sql import Database


class ItemPriceRow(NamedTuple):
    """An item with its prices in a list: from which quantity on (thousandths), and what.

    ``cost`` is what a unit had cost, where it is asked for, ``included_rate`` that of the tax that
    prices include.
    """

    id: int
    sku: str
    name: str
    purchase_price: int
    sale_price: int
    steps: tuple[tuple[int, int], ...]
    cost: int | None = None
    included_rate: int = 0


@dataclass(frozen=True, slots=True)
class PricesAsked:
    """The items in use with ``text`` in their name, SKU or barcode; with ``priced``, those that the
    list prices. ``price_list`` None: their own prices.
    """

    text: str = ""
    price_list: int | None = None
    priced: bool = False
    order: Order = BY_NAME


def page(
    database: Database, asked: PricesAsked, after: Cursor | None, size: int
) -> Page[ItemPriceRow]:
    """The rows after ``after``, at most ``size``: ids first, then what is shown of them."""
    by, falling = BY[asked.order.column], asked.order.falling
    way = IndexWay("product p", "product p", (by, "p.id"), falling)
    fits = _fits(asked).also(items.containing(asked.text, ()))
    keys, ended = walking.walk(database, way, fits, after, size)
    return Page(_read(database, asked, [int(id) for _, id in keys]), ended)


def count(database: Database, asked: PricesAsked) -> Count | None:
    """How many there are, up to so many; None where a text is looked for."""
    if asked.text:
        return None
    return walking.count_of(database, "product p", _fits(asked), Fits("p.id > 0"))


BY = items.BY
"""What an index serves an order by."""


def _fits(asked: PricesAsked) -> Fits:
    active = Fits("p.active")
    if asked.price_list is None or not asked.priced:
        return active.also(ALL)
    return active.also(
        Fits(
            "EXISTS (SELECT 1 FROM list_price l WHERE l.product_id = p.id AND l.price_list_id = ?)",
            (asked.price_list,),
        )
    )


def _read(database: Database, asked: PricesAsked, ids: list[int]) -> list[ItemPriceRow]:
    steps: dict[int, list[tuple[int, int]]] = {}
    if asked.price_list is not None and ids:
        for row in prices.steps(database, ids, asked.price_list):
            steps.setdefault(row.product_id, []).append((row.from_quantity, row.price))
    return [
        ItemPriceRow._make((*row, tuple(steps.get(row[0], ())), None, 0))
        for row in sql.rows_of(
            database,
            "SELECT p.id, p.sku, p.name, p.purchase_price, p.sale_price"
            f" FROM {ids_in()} j CROSS JOIN product p WHERE p.id = j.value",
            ids,
        )
    ]
