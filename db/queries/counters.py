"""Reads about the shop's counters: the places where somebody works with the program."""

from typing import NamedTuple

from db import sql
from db.sql import Database


class Counter(NamedTuple):
    """One counter of the shop."""

    id: int
    name: str


def first(database: Database) -> Counter:
    """The first counter, which every store has."""
    found = sql.row(database, "SELECT id, name FROM counter ORDER BY id LIMIT 1")
    if found is None:
        raise sql.damaged(database)
    return Counter(*found)
