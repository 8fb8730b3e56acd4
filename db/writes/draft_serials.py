"""The serials that stand on drafts, until a posting writes their movements."""

from collections.abc import Iterable, Sequence

from db import sql
from db.sql import Database


def add(database: Database, draft: int, numbers: Sequence[tuple[int, str]]) -> list[int]:
    """Put serials on a draft, each with its line; returns the ids of their rows, in that order.

    Each notes how far the ledger had come when it was entered.
    """
    ids = sql.new_ids(database, "draft_serial", len(numbers))
    seen_after = sql.value(database, "SELECT coalesce(max(id), 0) FROM serial_movement")
    sql.insert_many(
        database,
        "draft_serial",
        "id, document_id, line_id, number, seen_after",
        [
            (id, draft, line, number, seen_after)
            for id, (line, number) in zip(ids, numbers, strict=True)
        ],
    )
    return list(ids)


def delete(database: Database, draft: int, rows: Iterable[int]) -> None:
    """Take serials off a draft, by their rows."""
    sql.execute_many(
        database,
        "DELETE FROM draft_serial WHERE id = ? AND document_id = ?",
        [(row, draft) for row in rows],
    )


def delete_all(database: Database, draft: int) -> None:
    """Take all serials off a draft."""
    sql.execute(database, "DELETE FROM draft_serial WHERE document_id = ?", draft)


def write_groups(database: Database, groups: Iterable[tuple[str, int]]) -> None:
    """Note what serials of a count turned out to be: a group's name for each row."""
    sql.execute_many(database, "UPDATE draft_serial SET topic = ? WHERE id = ?", groups)
