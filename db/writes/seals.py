"""The chain of seals made longer, and how far documents of before are taken over (S3)."""

from collections.abc import Iterable

from db import sql
from db.queries.seals import SealRow
from db.sql import Database


def append(database: Database, seals: Iterable[SealRow]) -> None:
    """Add seals to the end of the chain; their ids follow that of the last one."""
    sql.insert_many(
        database,
        "seal",
        "id, event, document_id, rows, first_id, last_id, at, hash, marks",
        seals,
    )


def taken_over(database: Database, posting: int) -> None:
    """All documents up to a posting have a seal now."""
    sql.execute(database, "UPDATE takeover SET done = ? WHERE id = 1", posting)
