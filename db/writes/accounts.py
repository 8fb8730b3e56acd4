"""What contacts owe, and what settles it: rows are added, none changes (M8)."""

from collections.abc import Mapping

from db import sql
from db.sql import Database


def allocate(database: Database, source: int, amounts: Mapping[int, int], at: str, by: int) -> None:
    """Settle debts by what the document ``source`` has; amounts have the sign of those debts."""
    sql.insert_many(
        database,
        "allocation",
        "from_id, to_id, amount, at, person_id",
        [(source, target, amount, at, by) for target, amount in amounts.items()],
    )


def want(database: Database, draft: int, amounts: Mapping[int, int]) -> None:
    """Keep what a draft is to settle; nothing: the oldest first."""
    sql.execute(database, "DELETE FROM draft_allocation WHERE document_id = ?", draft)
    sql.insert_many(
        database,
        "draft_allocation",
        "document_id, to_id, amount",
        [(draft, target, amount) for target, amount in amounts.items()],
    )
