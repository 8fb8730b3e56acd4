"""The running numbers of documents (D8): gapless, each kind's own."""

from db import sql
from db.sql import Database


def next_of(database: Database, kind: str) -> int:
    """Take the number after the highest that a posted document of the kind bears.

    It follows from the documents themselves, so a sequence that was set by hand, or lost, finds its
    place again. Called inside a transaction.
    """
    last = sql.value(
        database,
        "SELECT CAST(substr(number, length(rtrim(number, '0123456789')) + 1) AS INTEGER)"
        " FROM document WHERE kind = ? AND number IS NOT NULL ORDER BY"
        " CAST(substr(number, length(rtrim(number, '0123456789')) + 1) AS INTEGER) DESC LIMIT 1",
        kind,
    )
    number: int = 1 + (last or 0)
    sql.execute(
        database,
        "INSERT INTO number_sequence (kind, last) VALUES (?1, ?2)"
        " ON CONFLICT (kind) DO UPDATE SET last = ?2",
        kind,
        number,
    )
    return number


def next_carton(database: Database) -> int:
    """Take the next number of the cartons that the shop packs itself (C3)."""
    return int(
        sql.value(
            database,
            "INSERT INTO number_sequence (kind, last) VALUES ('carton', 1)"
            " ON CONFLICT (kind) DO UPDATE SET last = number_sequence.last + 1 RETURNING last",
        )
    )
