"""Reads about tenders, the shop's ways of being paid (M5)."""

from typing import NamedTuple

from db import sql
from db.sql import Database


class TenderRow(NamedTuple):
    """A way of paying, in the shop's order; ``name`` None: that of its kind."""

    id: int
    kind: int
    name: str | None
    place: int
    opens_drawer: bool
    active: bool
    asks_reference: bool


def tenders(database: Database) -> list[TenderRow]:
    """All of them, those that are not in use any more too, in the shop's order."""
    return [
        TenderRow(id, kind, name, place, bool(opens), bool(active), bool(asks))
        for id, kind, name, place, opens, active, asks in sql.rows(
            database,
            "SELECT id, kind, name, place, opens_drawer, active, asks_reference FROM tender"
            " ORDER BY place, id",
        )
    ]


def named(database: Database, name: str) -> list[int]:
    """The tenders with this name of the shop's own, as the store compares names."""
    return [
        id for (id,) in sql.rows(database, "SELECT id FROM tender WHERE name = ? ORDER BY id", name)
    ]
