"""What a new shop has entered already."""

from db import sql
from db.sql import Database


def has_items(database: Database) -> bool:
    """An item was entered."""
    return sql.value(database, "SELECT id FROM product ORDER BY id LIMIT 1") is not None


def has_stock(database: Database) -> bool:
    """Goods came in, whether they are here still or not."""
    return sql.value(database, "SELECT id FROM stock_movement ORDER BY id LIMIT 1") is not None
