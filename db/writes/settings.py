"""The shop's choices, written."""

from collections.abc import Mapping

from db import sql
from db.sql import Database


def keep(database: Database, choices: Mapping[str, str]) -> None:
    """Keep choices, each as JSON, instead of what was kept for them."""
    sql.execute_many(
        database,
        "INSERT INTO setting (key, value) VALUES (?1, ?2)"
        " ON CONFLICT (key) DO UPDATE SET value = ?2",
        choices.items(),
    )
