"""The day on drafts (D10)."""

from db import sql
from db.codes import DATE_OF_POSTING, DRAFT
from db.sql import Database


def are_behind(database: Database, today: str) -> bool:
    """A draft whose date nobody chose has another date than ``today`` (ISO)."""
    return bool(
        sql.value(database, f"SELECT EXISTS(SELECT 1 FROM document WHERE {_BEHIND})", today)
    )


def follow(database: Database, today: str) -> int:
    """Give every draft whose date nobody chose the date ``today`` (ISO); how many changed."""
    return sql.execute(
        database,
        f"UPDATE document SET date = ?1 WHERE {_BEHIND}",
        today,
    ).rowcount


_BEHIND = f"state = {DRAFT} AND date_choice = {DATE_OF_POSTING} AND date <> ?1"
