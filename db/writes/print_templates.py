"""The shop's own templates of what is printed (Q7)."""

from db import sql
from db.sql import Database


def add(database: Database, purpose: str, name: str, content: str) -> int:
    """Keep a new template; returns its id. Its name is its own among those of its purpose."""
    made: int = sql.value(
        database,
        "INSERT INTO print_template (purpose, name, content) VALUES (?, ?, ?) RETURNING id",
        purpose,
        name,
        content,
    )
    return made


def change(database: Database, template: int, name: str, content: str) -> None:
    """Keep what a template is called and says from now on."""
    sql.execute(
        database,
        "UPDATE print_template SET name = ?, content = ? WHERE id = ?",
        name,
        content,
        template,
    )


def remove(database: Database, template: int) -> None:
    """Forget a template; what was printed by it names it still."""
    sql.execute(database, "DELETE FROM print_template WHERE id = ?", template)
