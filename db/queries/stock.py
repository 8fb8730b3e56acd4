"""Reads of what is on hand, by item and warehouse."""

from collections.abc import Iterable
from typing import NamedTuple

from db import sql
from db.engine.parameters import ids_in
from db.sql import Database


class StockRow(NamedTuple):
    """A product in a warehouse: thousandths on hand, serials in stock there."""

    warehouse_id: int
    warehouse: str
    on_hand: int
    identified: int


def stock_of(database: Database, product: int) -> list[StockRow]:
    """The product's stock in every active warehouse, and in any other that holds some."""
    return [
        StockRow(*row)
        for row in sql.rows(
            database,
            """
            SELECT w.id, w.name, coalesce(s.on_hand, 0), coalesce(s.identified, 0)
            FROM warehouse w LEFT JOIN stock s ON s.warehouse_id = w.id AND s.product_id = ?
            WHERE w.active OR s.on_hand <> 0 ORDER BY w.id
            """,
            product,
        )
    ]


def stock_at(
    database: Database, warehouse: int, products: Iterable[int]
) -> dict[int, tuple[int, int]]:
    """(on hand, identified) of some products in one warehouse; absent means none."""
    return {
        product: (on_hand, identified)
        for product, on_hand, identified in sql.unordered(
            database,
            "SELECT product_id, on_hand, identified FROM stock WHERE warehouse_id = ? "
            f"AND product_id IN {ids_in()}",
            warehouse,
            sql.json_list(products),
        )
    }
