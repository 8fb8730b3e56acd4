"""Reads of what a shop has that an older copy of it lacks: the documents posted since, by order."""

from collections.abc import Sequence
from typing import NamedTuple

from db import sql
from db.codes import IN_STOCK, SEAL_TAKEN, SEAL_VOIDED, SOLD, VOIDED
from db.queries.lists.documents import DocumentRow, rows_of
from db.queries.lists.paging import Count, Cursor, Page
from db.sql import Database


def posting_of(database: Database, number: str, posted_at: str) -> int | None:
    """The place of a document in the order of posting; None: there is none that was posted then.

    Another shop numbers alike, and so does this one once an older backup was restored.
    """
    found: int | None = sql.value(
        database,
        "SELECT posting FROM document WHERE number = ? AND posted_at = ?",
        number,
        posted_at,
    )
    return found


class KindCount(NamedTuple):
    """How many documents of a kind."""

    kind: str
    documents: int


def kinds_after(database: Database, posting: int) -> list[KindCount]:
    """The documents posted after one, by kind, most first."""
    found = sql.rows(
        database,
        "SELECT kind, count(*) AS documents FROM document WHERE posting > ?"
        " GROUP BY kind ORDER BY documents DESC, kind",
        posting,
    )
    return [KindCount(*row) for row in found]


def voided_after(database: Database, posting: int, moment: str) -> int:
    """How many documents up to one were voided after a moment."""
    found: int = sql.value(
        database,
        "SELECT count(*) FROM document WHERE state = ? AND posting <= ? AND voided_at > ?",
        VOIDED,
        posting,
        moment,
    )
    return found


def voided_behind(database: Database, posting: int, seal: int, moment: str) -> int:
    """How many documents up to one were voided after a seal, whatever the clock said.

    Of documents of before there were seals, which got theirs later, the ``moment`` says it.
    """
    found: int = sql.value(
        database,
        "SELECT count(*) FROM seal s JOIN document d ON d.id = s.document_id"
        f" WHERE s.id > ? AND s.event = {SEAL_VOIDED} AND d.posting <= ?"
        " AND (d.voided_at > ? OR NOT EXISTS (SELECT 1 FROM seal t"
        f" WHERE t.document_id = s.document_id AND t.event = {SEAL_TAKEN}))",
        seal,
        posting,
        moment,
    )
    return found


def sold_after(database: Database, posting: int) -> int:
    """How many serial numbers are sold now that were in stock before the documents after one."""
    found: int = sql.value(
        database,
        "SELECT count(*) FROM ("
        " SELECT m.serial_id, min(m.id) AS first FROM document d"
        " JOIN document_line l ON l.document_id = d.id JOIN serial_movement m ON m.line_id = l.id"
        " WHERE d.posting > ? GROUP BY m.serial_id) f"
        " JOIN serial_movement m ON m.id = f.first JOIN serial s ON s.id = f.serial_id"
        f" WHERE m.from_status = {IN_STOCK} AND s.status = {SOLD}",
        posting,
    )
    return found


def page(database: Database, posting: int, after: Cursor | None, size: int) -> Page[DocumentRow]:
    """The documents posted after one, the newest first; a cursor is a posting."""
    last = int(after[0]) if after else 1 << 62
    ids: Sequence[tuple[int, int]] = sql.rows(
        database,
        "SELECT id, posting FROM document WHERE posting > ? AND posting < ?"
        " ORDER BY posting DESC LIMIT ?",
        posting,
        last,
        size,
    )
    rows = rows_of(database, [id for id, _posting in ids])
    return Page(rows, (ids[-1][1],) if len(ids) == size else None)


def count(database: Database, posting: int) -> Count | None:
    """How many were posted after one."""
    found = sql.value(database, "SELECT count(*) FROM document WHERE posting > ?", posting)
    return Count(found, True)
