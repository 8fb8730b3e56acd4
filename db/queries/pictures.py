"""Reads about the shop's pictures."""

from db import sql
from db.sql import Database


def picture(database: Database, name: str) -> bytes:
    """The picture of a name; nothing where there is none."""
    found: bytes | None = sql.value(
        database, "SELECT picture FROM shop_picture WHERE name = ?", name
    )
    return found or b""
