"""Rows of the tables that people edit, written by the names of their columns."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from db.sql import Database

if TYPE_CHECKING:
    from db.models import Numbered


def save(
    database: Database, table: "type[Numbered]", values: Mapping[str, object], id: int | None
) -> int:
    """Add a row, or change the one with ``id``; returns its id."""
    if id is None:
        return int(table.insert(**values).execute(database))
    table.update(**values).where(table.id == id).execute(database)
    return id
