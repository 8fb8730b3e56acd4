"""Writes of what waits in Manual entry (D11)."""

from db import sql
from db.codes import DRAFT
from db.sql import Database


def keep(database: Database, document: int, line: int | None, text: str) -> None:
    """Keep the text of one line of a draft, or of none, instead of what was kept for it.

    Of a document that is no draft any more, or of a line that is gone, nothing is kept.
    """
    with sql.transaction(database, of=document):
        sql.execute(
            database,
            "DELETE FROM waiting_text WHERE document_id = ? AND coalesce(line_id, 0) = ?",
            document,
            line or 0,
        )
        if text:
            sql.execute(
                database,
                "INSERT INTO waiting_text (document_id, line_id, text)"
                " SELECT d.id, l.id, ?3 FROM document d LEFT JOIN document_line l"
                " ON l.document_id = d.id AND l.id = ?2"
                f" WHERE d.id = ?1 AND d.state = {DRAFT}"
                " AND (CAST(?2 AS bigint) IS NULL OR l.id IS NOT NULL)",
                document,
                line,
                text,
            )
