"""Reads of the scan log (C4)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from db import sql
from db.codes import DRAFT
from db.engine.parameters import texts_in
from db.sql import Database


class LastScan(NamedTuple):
    """A scan that can still be taken back; ``undo`` is how, as JSON."""

    id: int
    document_id: int
    undo: str


_UNDO = f"""
SELECT s.id, s.document_id, s.undo FROM document d CROSS JOIN scan_log s
WHERE {{draft}} AND d.state = {DRAFT} AND s.document_id = d.id AND s.undo IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM draft_deletion x
                WHERE x.document_id = d.id AND x.after_scan >= s.id)
ORDER BY s.id DESC LIMIT 1
"""


def last_undo(database: Database, draft: int) -> LastScan | None:
    """The newest scan that a draft can still take back, or None.

    What was scanned before a deletion by hand is not taken back before that deletion is (D11).
    """
    found = sql.row(database, _UNDO.format(draft="d.id = ?"), draft)
    return LastScan(*found) if found else None


def last_undo_of(database: Database, kinds: Sequence[str]) -> LastScan | None:
    """The newest scan that any draft of some kinds can still take back, or None.

    Only what drafts took is looked at, not the log.
    """
    drafts = f"d.kind IN {texts_in()}"
    found = sql.row(database, _UNDO.format(draft=drafts), sql.json_list(kinds))
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
