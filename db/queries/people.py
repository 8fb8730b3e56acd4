"""Reads about those who work here."""

from typing import NamedTuple

from db import sql
from db.sql import Database


class PersonRow(NamedTuple):
    """Somebody who works here."""

    id: int
    name: str
    role: str


def owner(database: Database) -> PersonRow:
    """The built-in owner, whom every store has."""
    found = sql.row(
        database, "SELECT id, name, role FROM person WHERE role = 'owner' ORDER BY id LIMIT 1"
    )
    assert found is not None
    return PersonRow(*found)
