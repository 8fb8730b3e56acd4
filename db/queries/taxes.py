"""Reads about taxes: their names, and the rate of each on a day (M4)."""

from typing import NamedTuple

from db import sql
from db.sql import Database


class TaxRow(NamedTuple):
    """A tax by its name; an inactive one is no longer offered."""

    id: int
    name: str
    active: bool


class TaxPeriod(NamedTuple):
    """A tax's rate, in thousandths of a percent, from one day (ISO) until another, or on."""

    valid_from: str
    valid_until: str | None
    rate: int


def taxes(database: Database) -> list[TaxRow]:
    """All taxes by name."""
    found = sql.rows(database, "SELECT id, name, active FROM tax ORDER BY name, id")
    return [TaxRow(id, name, bool(active)) for id, name, active in found]


def names(database: Database) -> dict[int, str]:
    """The name of each tax."""
    return {row.id: row.name for row in taxes(database)}


def periods(database: Database, tax: int) -> list[TaxPeriod]:
    """The rates of one tax, the first one first."""
    return [
        TaxPeriod(*row)
        for row in sql.rows(
            database,
            "SELECT valid_from, valid_until, rate FROM tax_rate WHERE tax_id = ?"
            " ORDER BY valid_from",
            tax,
        )
    ]


def rates_on(database: Database, day: str) -> dict[int, int]:
    """The rate of each tax that has one on a day (ISO)."""
    return dict(
        sql.rows(
            database,
            "SELECT tax_id, rate FROM tax_rate WHERE valid_from <= ?1"
            " AND (valid_until IS NULL OR valid_until >= ?1) ORDER BY tax_id, valid_from",
            day,
        )
    )
