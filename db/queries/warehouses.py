"""Reads about warehouses."""

from db import sql
from db.queries import records
from db.queries.records import Named, Record
from db.sql import Database


def record(database: Database, id: int) -> Record:
    """All columns of one warehouse. Raises KeyError where there is none."""
    from db.models import Warehouse  # with the first page of one

    return records.record(database, Warehouse, id)


def named(database: Database, name: str) -> list[int]:
    """The warehouses with this name, as the store compares names."""
    return [
        id
        for (id,) in sql.rows(database, "SELECT id FROM warehouse WHERE name = ? ORDER BY id", name)
    ]


def items_in(database: Database, warehouse: int) -> int:
    """How many items a warehouse holds some of, or owes."""
    return int(
        sql.value(
            database,
            "SELECT count(*) FROM stock WHERE on_hand <> 0 AND warehouse_id = ?",
            warehouse,
        )
    )


def is_last(database: Database, warehouse: int) -> bool:
    """No other warehouse is active."""
    return not sql.value(
        database,
        "SELECT EXISTS (SELECT 1 FROM warehouse WHERE active AND id <> ?)",
        warehouse,
    )


def warehouses(database: Database) -> list[Named]:
    """The active warehouses, the first one made first."""
    return [
        Named(*row)
        for row in sql.rows(database, "SELECT id, name FROM warehouse WHERE active ORDER BY id")
    ]
