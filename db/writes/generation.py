"""What a product remembers of its batch generation (G3)."""

from db import sql
from db.queries.generation import Remembered
from db.sql import Database


def remember(database: Database, product: int, made: Remembered) -> None:
    """Let a product remember how its serials were generated, instead of what it did before."""
    sql.execute(
        database,
        "INSERT INTO generation (product_id, pattern, step, next) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (product_id) DO UPDATE SET pattern = ?2, step = ?3, next = ?4",
        product,
        made.pattern,
        made.step,
        made.next,
    )
