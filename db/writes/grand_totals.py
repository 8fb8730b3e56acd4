"""What was sold and taken back since the shop began, kept with a Z report for ever."""

from db import sql
from db.queries.grand_totals import GrandTotal
from db.sql import Database


def keep(database: Database, shift: int, total: GrandTotal) -> None:
    """Keep what it is at the close of a shift."""
    sql.execute(
        database,
        "INSERT INTO grand_total (id, shift_id, sold, returned, voided, posting, audit_id)"
        " SELECT 1 + max(id), ?, ?, ?, ?, ?, ? FROM grand_total",
        shift,
        *total,
    )
