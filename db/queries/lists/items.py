"""The items, by name, SKU or price, with their codes and what is on hand of them in all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db import sql
from db.engine.parameters import ids_in, texts_in
from db.queries.lists import walking
from db.queries.lists.paging import Count, Cursor, Page
from db.queries.lists.walking import ALL, BY_NAME, Fits, IndexWay, Order
from db.sql import Database


class ProductListRow(NamedTuple):
    """A row of the item list; prices in minor units, quantities in thousandths, serials counted.

    ``cost`` is what a unit had cost (M11), where it is asked for, ``included_rate`` that of the tax
    that its price includes.
    """

    id: int
    sku: str
    name: str
    unit: str
    purchase_price: int
    sale_price: int
    track_serials: bool
    active: bool
    on_hand: int
    identified: int
    barcodes: str
    cost: int | None = None
    included_rate: int = 0


@dataclass(frozen=True, slots=True)
class ItemsAsked:
    """Which items: those whose name, SKU or barcode contains ``text``.

    ``gtins`` are the keys of a GTIN that ``text`` is: its other forms are found too (C7).
    ``of_serial`` is the item of the serial number that ``text`` is; it is found also when inactive.
    """

    text: str = ""
    with_inactive: bool = False
    gtins: Sequence[str] = ()
    of_serial: int | None = None
    order: Order = BY_NAME


def page(
    database: Database, asked: ItemsAsked, after: Cursor | None, size: int
) -> Page[ProductListRow]:
    """The rows after ``after``, at most ``size``: ids first, then what is shown of them."""
    by, falling = BY[asked.order.column], asked.order.falling
    way = IndexWay("product p", "product p", (by, "p.id"), falling)
    fits = _active(asked).also(containing(asked.text, asked.gtins))
    if asked.of_serial is not None:
        fits = fits.or_else(Fits("p.id = ?", (asked.of_serial,)))
    keys, ended = walking.walk(database, way, fits, after, size)
    return Page(_read(database, [int(id) for _, id in keys]), ended)


def count(database: Database, asked: ItemsAsked) -> Count | None:
    """How many there are, up to so many; None where a text is looked for."""
    if asked.text:
        return None
    return walking.count_of(database, "product p", _active(asked), Fits("p.id > 0"))


def containing(text: str, gtins: Sequence[str]) -> Fits:
    """A product ``p`` with the text in its name, its SKU or a barcode, or with one of the GTINs."""
    if not text:
        return ALL
    condition = (
        "p.name LIKE ? ESCAPE '\\' OR p.sku LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1"
        " FROM product_barcode b WHERE b.product_id = p.id AND b.barcode LIKE ? ESCAPE '\\')"
    )
    values: tuple[object, ...] = (f"%{sql.like_literal(text)}%",) * 3
    if gtins:
        condition += (
            f" OR p.gtin IN {texts_in()} OR EXISTS (SELECT 1"
            " FROM product_barcode b WHERE b.product_id = p.id"
            f" AND b.gtin IN {texts_in()})"
        )
        values += (sql.json_list(gtins),) * 2
    return Fits(condition, values)


BY = {
    "name": "p.name",
    "sku": "p.sku",
    "purchase_price": "p.purchase_price",
    "sale_price": "p.sale_price",
}
"""What an index serves an order by."""


def _active(asked: ItemsAsked) -> Fits:
    return ALL if asked.with_inactive else Fits("p.active")


def _read(database: Database, ids: Sequence[int]) -> list[ProductListRow]:
    if not ids:
        return []
    chosen = sql.json_list(ids)
    barcodes: dict[int, list[str]] = {}
    for product, barcode in sql.unordered(
        database,
        f"SELECT b.product_id, b.barcode FROM {ids_in()} j CROSS JOIN product_barcode b"
        " WHERE b.product_id = j.value",
        chosen,
    ):
        barcodes.setdefault(product, []).append(barcode)
    rows = sql.rows_of(
        database,
        f"""
        SELECT p.id, p.sku, p.name, p.unit, p.purchase_price, p.sale_price, p.track_serials,
               p.active,
               coalesce((SELECT sum(on_hand) FROM stock WHERE product_id = p.id), 0),
               coalesce((SELECT sum(identified) FROM stock WHERE product_id = p.id), 0)
        FROM {ids_in()} j CROSS JOIN product p WHERE p.id = j.value
        """,
        ids,
    )
    said = {product: ", ".join(sorted(codes)) for product, codes in barcodes.items()}
    return [ProductListRow._make((*row, said.get(row[0], ""), None, 0)) for row in rows]
