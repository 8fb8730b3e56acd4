"""Ordered steps from any earlier schema to today's, over plain SQL; never live models."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from db.schema import (
    mending,
    version_1,
    version_2,
    version_3,
    version_4,
    version_5,
    version_6,
    version_7,
    version_8,
    version_9,
    version_10,
    version_11,
    version_12,
    version_13,
    version_14,
    version_15,
    version_16,
    version_17,
    version_18,
    version_19,
    version_20,
    version_21,
    version_22,
    version_23,
    version_24,
    version_25,
    version_26,
    version_27,
    version_28,
    version_29,
    version_30,
    version_31,
    version_32,
    version_33,
)
from db.schema.newest import NEWEST, Tell, untold

SCRIPTS = (
    version_1.SCRIPT,
    version_2.SCRIPT,
    version_3.SCRIPT,
    version_4.SCRIPT,
    version_5.SCRIPT,
    version_6.SCRIPT,
    version_7.SCRIPT,
    version_8.SCRIPT,
    version_9.SCRIPT,
    version_10.SCRIPT,
    version_11.SCRIPT,
    version_12.SCRIPT,
    version_13.SCRIPT,
    version_14.SCRIPT,
    version_15.SCRIPT,
    version_16.SCRIPT,
    version_17.SCRIPT,
    version_18.SCRIPT,
    version_19.SCRIPT,
    version_20.SCRIPT,
    version_21.SCRIPT,
    version_22.SCRIPT,
    version_23.SCRIPT,
    version_24.SCRIPT,
    version_25.SCRIPT,
    version_26.SCRIPT,
    version_27.SCRIPT,
    version_28.SCRIPT,
    version_29.SCRIPT,
    version_30.SCRIPT,
    version_31.SCRIPT,
    version_32.SCRIPT,
    version_33.SCRIPT,
)
"""Script n takes a store from version n to n + 1; a landed script is never changed."""

MENDED = 3
"""Up to this version scripts were changed after they had landed: stores are mended before more."""


def statements(script: str) -> Iterator[str]:
    """Cut a script into its statements; triggers, which hold semicolons, stay whole."""
    part = ""
    for line in script.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            yield part
            part = ""


def migrate(connection: sqlite3.Connection, version: int, tell: Tell = untold) -> None:
    """Take the store from ``version`` to ``NEWEST``, all steps in one transaction or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for number, script in enumerate(SCRIPTS[version:], version):
            tell(number - version + 1, len(SCRIPTS) - version)
            if number == MENDED:
                _mend(connection)
            _run(connection, script)
        connection.execute(f"PRAGMA user_version = {NEWEST}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk has rolled it back already
            connection.execute("ROLLBACK")
        raise


def _run(connection: sqlite3.Connection, script: str) -> None:
    for statement in statements(script):
        connection.execute(statement)


def _mend(connection: sqlite3.Connection) -> None:
    """Bring what the first three scripts made, in any of their texts, to what they say today."""
    if not mending.has_column(connection, "document", "begun_after"):
        _run(connection, version_2.SCRIPT)  # there was a third version with an empty second
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        for script in SCRIPTS[:MENDED]:
            _run(model, script)
        right = mending.schema_of(model)
    mending.mend(connection, right)
