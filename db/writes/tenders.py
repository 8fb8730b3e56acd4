"""Tenders, added and changed."""

from db import sql
from db.engine import earlier_names
from db.sql import Database


def add(database: Database, kind: int, name: str, opens_drawer: bool, asks_reference: bool) -> int:
    """Add a tender below the others; returns its id."""
    return int(
        sql.value(
            database,
            "INSERT INTO tender (kind, name, place, opens_drawer, asks_reference)"
            " VALUES (?, ?, (SELECT 1 + max(place) FROM tender), ?, ?) RETURNING id",
            kind,
            name,
            opens_drawer,
            asks_reference,
        )
    )


def write(
    database: Database,
    id: int,
    name: str | None,
    opens_drawer: bool,
    active: bool,
    asks_reference: bool,
) -> None:
    """Write a tender; ``name`` None: that of its kind."""
    earlier_names.keep(database, "tender", [(id, {"name": name})])
    sql.execute(
        database,
        "UPDATE tender SET name = ?, opens_drawer = ?, active = ?, asks_reference = ? WHERE id = ?",
        name,
        opens_drawer,
        active,
        asks_reference,
        id,
    )


def place(database: Database, ids: list[int]) -> None:
    """Put tenders into an order: the places that these have are theirs, one after the other."""
    sql.execute_many(
        database,
        "UPDATE tender SET place = ? WHERE id = ?",
        [(place, id) for place, id in enumerate(ids, 1)],
    )
