"""The scan log, written (C4)."""

from typing import NamedTuple

from db import sql
from db.sql import Database


class Scan(NamedTuple):
    """One scan: ``at`` ISO in UTC, ``level`` and ``finding`` by name; JSON in the others.

    ``person`` made it at a ``counter``.
    ``problem`` is why it was refused, ``undo`` how it is taken back.
    """

    at: str
    code: str
    level: str
    finding: str | None
    problem: str | None
    product: str
    document: int | None
    undo: str | None
    person: int
    counter: int


def note(database: Database, scan: Scan) -> None:
    """Write one scan down."""
    sql.execute(
        database,
        "INSERT INTO scan_log (at, code, level, finding, problem, product, document_id, undo,"
        " person_id, counter_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *scan,
    )


def taken_back(database: Database, scan: int) -> None:
    """Mark a scan as taken back, so that it cannot be taken back again."""
    sql.execute(database, "UPDATE scan_log SET undo = NULL WHERE id = ?", scan)


def settle(database: Database, document: int) -> None:
    """Make the scans of a document final: none of them can be taken back any more."""
    sql.execute(
        database,
        "UPDATE scan_log SET undo = NULL WHERE document_id = ? AND undo IS NOT NULL",
        document,
    )


def forget_before(database: Database, at: str) -> None:
    """Delete the scans that were made before a moment (ISO, UTC)."""
    sql.execute(database, "DELETE FROM scan_log WHERE at < ?", at)
