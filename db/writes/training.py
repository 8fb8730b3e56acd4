"""Writes of training sales: begun as such, and done by a number of their own."""

from db import sql
from db.codes import DRAFT
from db.sql import Database


def begin(database: Database, draft: int) -> None:
    """A draft is a training sale, where nothing is on it yet; one that is stays so."""
    sql.execute(
        database,
        "INSERT INTO training_sale (document_id) SELECT d.id FROM document d"
        f" WHERE d.id = ? AND d.state = {DRAFT}"
        " AND NOT EXISTS (SELECT 1 FROM training_sale WHERE document_id = d.id)"
        " AND NOT EXISTS (SELECT 1 FROM document_line WHERE document_id = d.id)",
        draft,
    )


def finish(database: Database, draft: int, at: str, person: int) -> int:
    """It is done; returns its number, the next of its series."""
    number: int = sql.value(
        database,
        "UPDATE training_sale SET done_at = ?, done_by = ?,"
        " number = (SELECT 1 + coalesce(max(number), 0) FROM training_sale)"
        " WHERE document_id = ? RETURNING number",
        at,
        person,
        draft,
    )
    return number
