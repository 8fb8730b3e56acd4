"""Reads about the shop's own templates of what is printed (Q7)."""

from typing import NamedTuple

from db import sql
from db.sql import Database


class KeptTemplate(NamedTuple):
    """A template as the store keeps it; ``content`` is JSON."""

    id: int
    purpose: str
    name: str
    content: str


def every(database: Database) -> list[KeptTemplate]:
    """All of them, by purpose and name."""
    return [
        KeptTemplate(*row)
        for row in sql.rows(
            database,
            "SELECT id, purpose, name, content FROM print_template ORDER BY purpose, name, id",
        )
    ]


def of_purpose(database: Database, purpose: str) -> list[KeptTemplate]:
    """The templates of one purpose, by name."""
    return [kept for kept in every(database) if kept.purpose == purpose]


def template(database: Database, id: int) -> KeptTemplate | None:
    """One of them; None: it was removed."""
    found = sql.row(
        database, "SELECT id, purpose, name, content FROM print_template WHERE id = ?", id
    )
    return KeptTemplate(*found) if found else None


def named(database: Database, purpose: str, name: str) -> int | None:
    """The template of a purpose that has a name already, whatever its case."""
    found: int | None = sql.value(
        database,
        "SELECT id FROM print_template WHERE purpose = ? AND name = ? ORDER BY id",
        purpose,
        name,
    )
    return found
