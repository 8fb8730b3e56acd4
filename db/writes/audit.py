"""The audit log: what was done that changes what was written before, by whom and when."""

from db import sql
from db.sql import Database


def note(
    database: Database,
    at: str,
    by: int,
    action: str,
    detail: str,
    document: int | None = None,
) -> None:
    """Note that somebody did something, at a stamp of the clock, to a document or to none."""
    sql.execute(
        database,
        "INSERT INTO audit (at, user_id, action, document_id, detail) VALUES (?, ?, ?, ?, ?)",
        at,
        by,
        action,
        document,
        detail,
    )
