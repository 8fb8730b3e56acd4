"""Customers and suppliers, added and changed."""

from collections.abc import Mapping

from db.models import Contact
from db.sql import Database
from db.writes import records


def save(database: Database, values: Mapping[str, object], id: int | None = None) -> int:
    """Add a contact, or change the one with ``id``; returns its id."""
    return records.save(database, Contact, values, id)
