"""Customers and suppliers, added and changed."""

from collections.abc import Iterable, Mapping, Sequence

from db import sql
from db.engine import earlier_names
from db.engine.parameters import ids_in
from db.models import Contact
from db.sql import Database
from db.writes import records


def save(database: Database, values: Mapping[str, object], id: int | None = None) -> int:
    """Add a contact, or change the one with ``id``; returns its id."""
    if id is not None:
        earlier_names.keep(database, "contact", [(id, values)])
    return records.save(database, Contact, values, id)


def add_many(database: Database, rows: Sequence[Sequence[object]]) -> list[int]:
    """Add contacts at once: name, customer, supplier, phone, email, address, note; their ids.

    Called inside a transaction of the shop: what is above the last id is what was added.
    """
    last = sql.value(database, "SELECT coalesce(max(id), 0) FROM contact")
    sql.insert_many(
        database,
        "contact",
        "name, is_customer, is_supplier, phone, email, address, note",
        rows,
    )
    found = sql.rows(database, "SELECT id FROM contact WHERE id > ? ORDER BY id", last)
    return [id for (id,) in found]


def write_many(database: Database, rows: Iterable[Sequence[object]]) -> None:
    """Change contacts at once: the same fields, each with its id last."""
    changes = list(rows)
    printed = [
        (int(str(id)), {"name": name, "phone": phone, "address": address})
        for name, _, _, phone, _, address, _, id in changes
    ]
    earlier_names.keep(database, "contact", printed)
    sql.execute_many(
        database,
        "UPDATE contact SET name = ?, is_customer = ?, is_supplier = ?, phone = ?, email = ?,"
        " address = ?, note = ? WHERE id = ?",
        changes,
    )


def delete_unused(database: Database, contacts: Iterable[int]) -> None:
    """Delete contacts. Raises ConstraintBroken where one stands on a document."""
    ids = sql.json_list(contacts)
    sql.execute(database, f"DELETE FROM contact WHERE id IN {ids_in()}", ids)
