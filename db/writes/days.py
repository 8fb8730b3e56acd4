"""The day on drafts (D10)."""

from db import sql
from db.sql import Database


def follow(database: Database, today: str) -> int:
    """Give every draft whose date nobody chose the date ``today`` (ISO); how many changed."""
    return sql.execute(
        database,
        "UPDATE document SET date = ?1 WHERE state = 0 AND date_choice = 0 AND date <> ?1",
        today,
    ).rowcount
