"""Warehouses, added and changed."""

from collections.abc import Mapping

from db import sql
from db.engine import earlier_names
from db.models import Warehouse
from db.sql import Database
from db.writes import records


def save(database: Database, values: Mapping[str, object], id: int | None = None) -> int:
    """Add a warehouse, or change the one with ``id``; returns its id."""
    if id is not None:
        earlier_names.keep(database, "warehouse", [(id, values)])
    return records.save(database, Warehouse, values, id)


def add_first(database: Database, name: str) -> None:
    """Add a warehouse where there is none yet."""
    sql.execute(
        database,
        "INSERT INTO warehouse (name) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM warehouse)",
        name,
    )
