"""Writes about the shop's counters: the places where somebody works with the program."""

from db import sql
from db.sql import Database


def rename(database: Database, counter: int, name: str) -> None:
    """Call a counter otherwise."""
    sql.execute(database, "UPDATE counter SET name = ? WHERE id = ?", name, counter)
