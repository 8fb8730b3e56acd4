"""Reads about customers and suppliers."""

from collections.abc import Iterable
from typing import NamedTuple

from db import sql
from db.engine.parameters import ids_in, texts_in
from db.models import Contact
from db.queries import records
from db.queries.records import Named, Record
from db.sql import Database


def record(database: Database, id: int) -> Record:
    """All columns of one contact. Raises KeyError where there is none."""
    return records.record(database, Contact, id)


def parties(
    database: Database, customers: bool, text: str = "", most: int = sql.ALL
) -> list[Named]:
    """The active customers, or suppliers, with a text in their names, by name."""
    column = "is_customer" if customers else "is_supplier"
    return [
        Named(*row)
        for row in sql.rows(
            database,
            f"SELECT id, name FROM contact WHERE active AND {column}"
            " AND name LIKE ? ESCAPE '\\' ORDER BY name, id LIMIT ?",
            f"%{sql.like_literal(text)}%",
            most,
        )
    ]


def everybody(database: Database, text: str = "", most: int = sql.ALL) -> list[Named]:
    """The contacts with a text in their names, by name, the closed ones too: they stand on old
    documents."""
    return [
        Named(*row)
        for row in sql.rows(
            database,
            "SELECT id, name FROM contact WHERE name LIKE ? ESCAPE '\\' ORDER BY name, id LIMIT ?",
            f"%{sql.like_literal(text)}%",
            most,
        )
    ]


class ContactRecord(NamedTuple):
    """What an import compares of a contact."""

    id: int
    name: str
    is_customer: bool
    is_supplier: bool
    phone: str
    email: str
    address: str
    note: str


_CONTACT = (
    "SELECT c.id, c.name, c.is_customer, c.is_supplier, c.phone, c.email, c.address, c.note FROM"
)


def by_names(database: Database, names: Iterable[str]) -> dict[str, list[ContactRecord]]:
    """The contacts that have these names, by upper-cased name; nobody's are left out."""
    found: dict[str, list[ContactRecord]] = {}
    for row in sql.rows(
        database,
        f"{_CONTACT} {texts_in()} j JOIN contact c ON c.name = j.value ORDER BY c.id",
        sql.json_list(names),
    ):
        found.setdefault(row[1].upper(), []).append(ContactRecord(*row))
    return found


def records_of(database: Database, ids: Iterable[int]) -> dict[int, ContactRecord]:
    """Some contacts, by id."""
    return {
        row[0]: ContactRecord(*row)
        for row in sql.unordered(
            database,
            f"{_CONTACT} {ids_in()} j JOIN contact c ON c.id = j.value",
            sql.json_list(ids),
        )
    }
