"""What goods had cost, kept with the lines that moved them; what is held of items (M11)."""

from collections.abc import Iterable

from db import sql
from db.sql import Database


def write_lines(database: Database, costs: Iterable[tuple[int, int]]) -> None:
    """Keep what the goods of lines that are being posted had cost: each cost with its line."""
    sql.execute_many(database, "UPDATE document_line SET cost = ? WHERE id = ?", costs)


def write_held(database: Database, held: Iterable[tuple[int, int, int]]) -> None:
    """Keep what is held of items: the item, its quantity, and what that had cost in all."""
    sql.execute_many(
        database,
        "INSERT INTO item_value (product_id, quantity, value) VALUES (?, ?, ?)"
        " ON CONFLICT (product_id)"
        " DO UPDATE SET quantity = excluded.quantity, value = excluded.value",
        held,
    )
