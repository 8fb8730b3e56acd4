"""Reads of what waits in Manual entry (D11)."""

from typing import NamedTuple

from db import sql
from db.sql import Database


class WaitingText(NamedTuple):
    """A text and the line it was typed for, with its position; None where there was no line."""

    line_id: int | None
    position: int | None
    text: str


def texts(database: Database, document: int) -> list[WaitingText]:
    """All that waits on a draft, in the order of its lines."""
    return [
        WaitingText(*row)
        for row in sql.rows(
            database,
            "SELECT w.line_id, l.position, w.text FROM waiting_text w"
            " LEFT JOIN document_line l ON l.id = w.line_id WHERE w.document_id = ?"
            " ORDER BY coalesce(l.position, 0), w.line_id",
            document,
        )
    ]


def text_of(database: Database, document: int, line: int | None) -> str:
    """What waits for one line, or for none; empty where nothing does."""
    found = sql.value(
        database,
        "SELECT text FROM waiting_text WHERE document_id = ? AND coalesce(line_id, 0) = ?",
        document,
        line or 0,
    )
    return str(found or "")
