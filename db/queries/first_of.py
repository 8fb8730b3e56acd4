"""The newest record of a kind, to be shown as an example."""

from db import sql
from db.sql import Database


def products(database: Database) -> list[int]:
    """The newest item that is sold; none in a new shop."""
    return [
        id
        for (id,) in sql.rows(
            database, "SELECT id FROM product WHERE active ORDER BY id DESC LIMIT 1"
        )
    ]


def cartons(database: Database) -> list[str]:
    """The code of the newest carton."""
    return [
        code for (code,) in sql.rows(database, "SELECT code FROM carton ORDER BY id DESC LIMIT 1")
    ]
