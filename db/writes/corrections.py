"""A serial's number corrected, wherever it stands (L5)."""

from collections.abc import Iterable

from db import sql
from db.codes import DISCARDED, DRAFT
from db.engine import earlier_names, serial_search
from db.sql import Database


def keep_earlier(database: Database, serial: int, number: str, at: str, by: int) -> None:
    """Let ``number``, which a serial had until now, go on finding it."""
    sql.execute(
        database,
        "INSERT INTO serial_alias (number, serial_id, at, user_id)"
        " SELECT ?1, ?2, ?3, ?4"
        " WHERE NOT EXISTS (SELECT 1 FROM serial_alias WHERE number = ?1)",
        number,
        serial,
        at,
        by,
    )


def rename(database: Database, serial: int, wrong: str, right: str) -> None:
    """Give a serial its right number, in the search too; what is sealed keeps the wrong one."""
    earlier_names.keep_number(database, serial, wrong)
    sql.execute(database, "UPDATE serial SET number = ? WHERE id = ?", right, serial)
    serial_search.rename(database, serial, wrong, right)


_OPEN = f"document_id IN (SELECT id FROM document WHERE state IN ({DRAFT}, {DISCARDED}))"


def rename_on_drafts(database: Database, right: Iterable[tuple[str, str]]) -> None:
    """Give drafts the right numbers, each behind the wrong one.

    Where both stand on one draft, they are one unit, once (D5).
    """
    renamed = list(right)
    sql.execute_many(
        database,
        f"DELETE FROM draft_serial AS e WHERE number = ?1 AND number <> ?2 AND {_OPEN} AND EXISTS"
        " (SELECT 1 FROM draft_serial WHERE document_id = e.document_id AND number = ?2)",
        renamed,
    )
    sql.execute_many(
        database,
        f"UPDATE draft_serial SET number = ?2 WHERE number = ?1 AND {_OPEN}",
        renamed,
    )
