"""What contacts owe, and what settles it: rows are added, none changes (M8)."""

from collections.abc import Mapping

from db import sql
from db.sql import Database


def owe(
    database: Database, document: int, contact: int, amount: int, date: str, due_date: str
) -> None:
    """Note what a document that is being posted leaves open with a contact."""
    sql.execute(
        database,
        "INSERT INTO debt (document_id, contact_id, amount, date, due_date)"
        " VALUES (?, ?, ?, ?, ?)",
        document,
        contact,
        amount,
        date,
        due_date,
    )


def allocate(
    database: Database, source: int, amounts: Mapping[int, int], at: str, by: int
) -> None:
    """Settle debts by what the document ``source`` has; amounts have the sign of those debts."""
    sql.insert_many(
        database,
        "allocation",
        "from_id, to_id, amount, at, person_id",
        [(source, target, amount, at, by) for target, amount in amounts.items()],
    )


def take_back(database: Database, document: int, at: str, by: int) -> None:
    """Reverse all that was allocated from or to a document and was not taken back yet."""
    sql.execute(
        database,
        """
        INSERT INTO allocation (from_id, to_id, amount, at, person_id, reverses_id)
        SELECT a.from_id, a.to_id, -a.amount, ?2, ?3, a.id FROM allocation a
        WHERE (a.from_id = ?1 OR a.to_id = ?1) AND a.reverses_id IS NULL
          AND NOT EXISTS (SELECT 1 FROM allocation r WHERE r.reverses_id = a.id)
        ORDER BY a.id
        """,
        document,
        at,
        by,
    )


def void(database: Database, document: int) -> None:
    """A document that is being voided owes nothing any more."""
    sql.execute(database, "UPDATE debt SET void = 1 WHERE document_id = ?", document)


def want(database: Database, draft: int, amounts: Mapping[int, int]) -> None:
    """Keep what a draft is to settle; nothing: the oldest first."""
    sql.execute(database, "DELETE FROM draft_allocation WHERE document_id = ?", draft)
    sql.insert_many(
        database,
        "draft_allocation",
        "document_id, to_id, amount",
        [(draft, target, amount) for target, amount in amounts.items()],
    )
