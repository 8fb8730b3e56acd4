"""A store changed by hand, as somebody does who knows SQL and not this program."""

from db import sql
from db.sql import Database


def bent(database: Database, *statements: str) -> None:
    """Change the file by hand; what guards the rows is away meanwhile, and back afterwards."""
    guards = sql.rows(
        database, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"
    )
    sql.execute(database, "PRAGMA foreign_keys = 0")
    sql.execute(database, "PRAGMA ignore_check_constraints = 1")
    sql.execute(database, "PRAGMA writable_schema = 1")
    dropping = [one for one in statements if one.startswith("DROP TRIGGER ")]
    for name, _ in guards:
        sql.execute(database, f"DROP TRIGGER {name}")
    for statement in statements:
        if statement not in dropping:
            assert sql.execute(database, statement).rowcount, statement
    for name, text in guards:
        if f"DROP TRIGGER {name}" not in dropping:
            sql.execute(database, text)
    sql.execute(database, "PRAGMA writable_schema = 0")


def without_check(check: str, table: str) -> str:
    """The statement that takes a constraint from a table, as ``bent`` carries it out."""
    return f"UPDATE sqlite_schema SET sql = replace(sql, '{check}', '') WHERE name = '{table}'"
