"""Those who work here."""

from db import sql
from db.sql import Database


def rename(database: Database, person: int, name: str) -> None:
    """Give somebody another name."""
    sql.execute(database, "UPDATE person SET name = ? WHERE id = ?", name, person)
