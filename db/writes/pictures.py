"""The shop's pictures, each kept once by its name."""

from db import sql
from db.sql import Database


def keep(database: Database, name: str, picture: bytes) -> None:
    """Keep a picture; one that is there already stays."""
    sql.execute(
        database,
        "INSERT INTO shop_picture (name, picture) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
        name,
        picture,
    )
