"""Those who work here."""

from db import sql
from db.sql import Database


def name_owner(database: Database, name: str) -> None:
    """Give the built-in owner a name."""
    sql.execute(database, "UPDATE person SET name = ? WHERE role = 'owner'", name)
