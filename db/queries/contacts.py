"""Reads about customers and suppliers."""

from typing import NamedTuple

from db import sql
from db.models import Contact
from db.queries import records
from db.queries.records import Named, Record
from db.sql import Database


def record(database: Database, id: int) -> Record:
    """All columns of one contact. Raises KeyError where there is none."""
    return records.record(database, Contact, id)


class ContactRow(NamedTuple):
    """A row of the contact list."""

    id: int
    name: str
    is_customer: bool
    is_supplier: bool
    phone: str
    email: str
    active: bool


def list_contacts(
    database: Database,
    text: str = "",
    customers: bool = True,
    suppliers: bool = True,
    with_inactive: bool = False,
) -> list[ContactRow]:
    """The customers, suppliers or all whose name, phone or email contains ``text``, by name."""
    return [
        ContactRow(*row)
        for row in sql.rows(
            database,
            """
            SELECT id, name, is_customer, is_supplier, phone, email, active FROM contact
            WHERE (active OR ?1) AND (?2 AND is_customer OR ?3 AND is_supplier)
              AND (name LIKE ?4 ESCAPE '\\' OR phone LIKE ?4 ESCAPE '\\'
                   OR email LIKE ?4 ESCAPE '\\')
            ORDER BY name, id
            """,
            with_inactive,
            customers,
            suppliers,
            f"%{sql.like_literal(text)}%",
        )
    ]


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
