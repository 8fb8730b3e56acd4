"""Taxes, added and changed."""

from collections.abc import Iterable

from db import sql
from db.queries.taxes import TaxPeriod
from db.sql import Database


def save(database: Database, name: str, active: bool, id: int | None) -> int:
    """Add a tax, or change the one with ``id``; returns its id."""
    if id is None:
        return int(
            sql.value(
                database,
                "INSERT INTO tax (name, active) VALUES (?, ?) RETURNING id",
                name,
                active,
            )
        )
    sql.execute(database, "UPDATE tax SET name = ?, active = ? WHERE id = ?", name, active, id)
    return id


def write_periods(database: Database, tax: int, periods: Iterable[TaxPeriod]) -> None:
    """Give a tax these rates instead of those that it had."""
    sql.execute(database, "DELETE FROM tax_rate WHERE tax_id = ?", tax)
    sql.insert_many(
        database,
        "tax_rate",
        "tax_id, valid_from, valid_until, rate",
        [(tax, *period) for period in periods],
    )
