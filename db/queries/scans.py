"""Reads of the scan log (C4)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from db import sql
from db.sql import Database


class ScanRow(NamedTuple):
    """One scan: ``at`` ISO in UTC, ``level`` and ``finding`` by name, ``problem`` as JSON."""

    id: int
    at: str
    code: str
    level: str
    finding: str | None
    problem: str | None
    product: str
    document_id: int | None
    kind: str | None
    number: str | None


def scan_ids(database: Database, text: str = "", levels: Sequence[str] = ()) -> list[int]:
    """The scans whose code contains ``text``, the newest first; no ``levels`` means any."""
    return [
        id
        for (id,) in sql.execute(
            database,
            "SELECT id FROM scan_log WHERE (?1 = '%%' OR code LIKE ?1 ESCAPE '\\')"
            " AND (?2 = '[]' OR level IN (SELECT value FROM json_each(?2))) ORDER BY id DESC",
            f"%{sql.like_literal(text)}%",
            sql.json_list(levels),
        )
    ]


def scan_page(database: Database, ids: Sequence[int]) -> list[ScanRow]:
    """The rows of some ids of ``scan_ids``, in the same order."""
    found = {
        row[0]: ScanRow(*row)
        for row in sql.rows(
            database,
            "SELECT s.id, s.at, s.code, s.level, s.finding, s.problem, s.product, s.document_id,"
            " d.kind, d.number FROM json_each(?) j CROSS JOIN scan_log s ON s.id = j.value"
            " LEFT JOIN document d ON d.id = s.document_id",
            sql.json_list(ids),
        )
    }
    return [found[id] for id in ids if id in found]


class LastScan(NamedTuple):
    """A scan that can still be taken back; ``undo`` is how, as JSON."""

    id: int
    document_id: int
    undo: str


def last_undo(database: Database, document: int | None = None) -> LastScan | None:
    """The newest scan that a draft, or any draft, can still take back; or None.

    What was scanned before a deletion by hand is not taken back before that deletion is (D11).
    """
    one, values = ("", []) if document is None else (" AND s.document_id = ?", [document])
    found = sql.row(
        database,
        "SELECT s.id, s.document_id, s.undo FROM scan_log s JOIN document d ON d.id = s.document_id"
        f" WHERE d.state = 0 AND s.undo IS NOT NULL{one}"
        " AND NOT EXISTS (SELECT 1 FROM draft_deletion x"
        "  WHERE x.document_id = s.document_id AND x.after_scan >= s.id)"
        " ORDER BY s.id DESC LIMIT 1",
        *values,
    )
    return LastScan(*found) if found else None


def newest_of_days(database: Database) -> Iterator[str]:
    """When the newest scan of each day was made that has any, the latest day first.

    One look into the index for each: the days of a long log cost no more than they are.
    """
    day = "~"  # behind every date
    while True:
        found: str | None = sql.value(database, "SELECT max(at) FROM scan_log WHERE at < ?", day)
        if found is None:
            return
        yield found
        day = found[:10]
