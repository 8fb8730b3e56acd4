"""Ordered steps from any earlier schema to today's, over plain SQL; never live models."""

import sqlite3
from collections.abc import Iterator

from db import migration_1, migration_2, migration_3, migration_5, migration_6, migration_7

SCRIPTS = (
    migration_1.SCRIPT,
    migration_2.SCRIPT,
    migration_3.SCRIPT,
    migration_5.SCRIPT,
    migration_6.SCRIPT,
    migration_7.SCRIPT,
)
"""Script n takes a store from version n to n + 1; a landed script is never changed."""

NEWEST = len(SCRIPTS)


def statements(script: str) -> Iterator[str]:
    """Cut a script into its statements; triggers, which hold semicolons, stay whole."""
    part = ""
    for line in script.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            yield part
            part = ""


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Take the store from ``version`` to ``NEWEST``, all steps in one transaction or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for script in SCRIPTS[version:]:
            for statement in statements(script):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {NEWEST}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
