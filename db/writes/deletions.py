"""What is deleted from a draft is kept as it was, row by row, and put back so."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from db import sql
from db.codes import DRAFT
from db.engine.parameters import ids_in
from db.sql import Database

Kept = dict[str, Any]
"""A row by the names of its columns."""

_TABLES = ("document_line", "draft_serial", "waiting_text")


class Deleted(NamedTuple):
    """Rows as they were: lines, their serials, and the texts that waited for them.

    ``whole``: the lines themselves were deleted, not only serials of theirs.
    """

    whole: bool
    lines: list[Kept]
    serials: list[Kept]
    texts: list[Kept]


class Deletion(NamedTuple):
    """One deletion that can be taken back."""

    id: int
    document_id: int
    deleted: Deleted


def read(
    database: Database, draft: int, lines: Sequence[int], serials: Sequence[int] | None = None
) -> Deleted:
    """Lines of a draft with all that is on them; or with some of their ``serials`` only."""
    whole = serials is None
    which = "line_id" if whole else "id"
    return Deleted(
        whole,
        _rows(database, "document_line", "id", draft, lines),
        _rows(database, "draft_serial", which, draft, lines if serials is None else serials),
        _rows(database, "waiting_text", "line_id", draft, lines) if whole else [],
    )


def _rows(
    database: Database, table: str, column: str, draft: int, ids: Sequence[int]
) -> list[Kept]:
    assert table in _TABLES
    cursor = sql.execute(
        database,
        f"SELECT * FROM {table} WHERE document_id = ? AND {column} IN {ids_in()} ORDER BY id",
        draft,
        sql.json_list(ids),
    )
    names = [name for name, *_rest in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def note(database: Database, draft: int, at: str, deleted: Deleted) -> None:
    """Note a deletion, after the scans that were made before it."""
    sql.execute(
        database,
        "INSERT INTO draft_deletion (document_id, at, after_scan, rows)"
        " VALUES (?, ?, (SELECT coalesce(max(id), 0) FROM scan_log), ?)",
        draft,
        at,
        json.dumps(deleted._asdict()),
    )


def last(database: Database, draft: int) -> Deletion | None:
    """The newest deletion from a draft that was not taken back, or None."""
    found = sql.row(
        database,
        "SELECT x.id, x.document_id, x.rows FROM draft_deletion x"
        " JOIN document d ON d.id = x.document_id"
        f" WHERE d.state = {DRAFT} AND x.document_id = ? ORDER BY x.id DESC LIMIT 1",
        draft,
    )
    return Deletion(found[0], found[1], Deleted(**json.loads(found[2]))) if found else None


def serials_in_last(database: Database, draft: int) -> int | None:
    """How many serials the newest deletion took, unread; None where there is none."""
    key = '"number": '
    found = sql.row(
        database,
        "SELECT (length(x.rows) - length(replace(x.rows, ?, ''))) / length(?)"
        " FROM draft_deletion x JOIN document d ON d.id = x.document_id"
        f" WHERE d.state = {DRAFT} AND x.document_id = ? ORDER BY x.id DESC LIMIT 1",
        *(key, key, draft),
    )
    return int(found[0]) if found else None


def put_line_back(database: Database, line: Kept) -> int:
    """Write a kept line again; its id, a new one where another line has the old one now."""
    taken = sql.value(database, "SELECT 1 FROM document_line WHERE id = ?", line["id"])
    names = [name for name in line if not (taken and name == "id")]
    return int(
        sql.value(
            database,
            f"INSERT INTO document_line ({', '.join(names)})"
            f" VALUES ({', '.join('?' for _name in names)}) RETURNING id",
            *(line[name] for name in names),
        )
    )


def put_serials_back(database: Database, serials: Sequence[Kept]) -> None:
    """Write kept serials again, in their order; with new ids where others have theirs now."""
    if not serials:
        return
    taken = sql.value(
        database,
        f"SELECT count(*) FROM draft_serial WHERE id IN {ids_in()}",
        sql.json_list(serial["id"] for serial in serials),
    )
    if taken:
        ids = sql.new_ids(database, "draft_serial", len(serials))
        serials = [{**serial, "id": id} for serial, id in zip(serials, ids, strict=True)]
    names = list(serials[0])
    sql.insert_many(
        database,
        "draft_serial",
        ", ".join(names),
        [[serial[name] for name in names] for serial in serials],
    )


_BOOKS = ("book_on_hand", "book_identified", "first_flow", "last_flow", "last_nameless")


def put_books_back(database: Database, lines: Sequence[Kept]) -> None:
    """What the books said of lines of a count that went back to not counted."""
    sql.execute_many(
        database,
        f"UPDATE document_line SET {', '.join(f'{name} = ?' for name in _BOOKS)}"
        " WHERE id = ? AND book_on_hand IS NULL",
        [[*(line[name] for name in _BOOKS), line["id"]] for line in lines],
    )


def forget(database: Database, deletion: int) -> None:
    """Delete the note of a deletion that was taken back."""
    sql.execute(database, "DELETE FROM draft_deletion WHERE id = ?", deletion)


def forget_before(database: Database, at: str) -> None:
    """Delete the notes of deletions that were made before a moment (ISO, UTC)."""
    sql.execute(database, "DELETE FROM draft_deletion WHERE at < ?", at)


def forget_of(database: Database, document: int) -> None:
    """Delete the notes of all deletions from a document that is posted."""
    sql.execute(database, "DELETE FROM draft_deletion WHERE document_id = ?", document)
