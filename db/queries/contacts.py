"""Reads about customers and suppliers."""

from db import sql
from db.models import Contact
from db.queries import records
from db.queries.records import Named, Record
from db.sql import Database


def record(database: Database, id: int) -> Record:
    """All columns of one contact. Raises KeyError where there is none."""
    return records.record(database, Contact, id)


def parties(database: Database, customers: bool) -> list[Named]:
    """The active customers, or suppliers, by name."""
    column = "is_customer" if customers else "is_supplier"
    return [
        Named(*row)
        for row in sql.rows(
            database, f"SELECT id, name FROM contact WHERE active AND {column} ORDER BY name, id"
        )
    ]


def everybody(database: Database) -> list[Named]:
    """All contacts, by name, the closed ones too: they stand on old documents."""
    return [
        Named(*row) for row in sql.rows(database, "SELECT id, name FROM contact ORDER BY name, id")
    ]
