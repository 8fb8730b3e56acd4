"""Those who work here."""

from db import sql
from db.engine import earlier_names
from db.sql import Database


def rename(database: Database, person: int, name: str) -> None:
    """Give somebody another name."""
    earlier_names.keep(database, "person", [(person, {"name": name})])
    sql.execute(database, "UPDATE person SET name = ? WHERE id = ?", name, person)
