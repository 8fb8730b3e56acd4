"""Those who work here, and what they prove it by."""

from typing import NamedTuple

from db import sql
from db.engine import earlier_names
from db.sql import Database


def add(database: Database, name: str, role: str) -> int:
    """Somebody new; returns the id."""
    return int(
        sql.value(
            database, "INSERT INTO person (name, role) VALUES (?, ?) RETURNING id", name, role
        )
    )


def change(database: Database, person: int, name: str, role: str, active: bool) -> None:
    """Write who somebody is; what they posted keeps the name of before (S3)."""
    earlier_names.keep(database, "person", [(person, {"name": name})])
    sql.execute(
        database,
        "UPDATE person SET name = ?, role = ?, active = ? WHERE id = ?",
        name,
        role,
        active,
        person,
    )


def rename(database: Database, person: int, name: str) -> None:
    """Give somebody another name."""
    earlier_names.keep(database, "person", [(person, {"name": name})])
    sql.execute(database, "UPDATE person SET name = ? WHERE id = ?", name, person)


def keep_secret(
    database: Database, kind: int, person: int | None, kept: str, mark: int | None = None
) -> None:
    """Keep a secret in place of the one of before; nothing is waited for any more."""
    forget_secret(database, kind, person)
    sql.execute(
        database,
        "INSERT INTO secret (kind, person_id, kept, mark) VALUES (?, ?, ?, ?)",
        kind,
        person,
        kept,
        mark,
    )


def forget_secret(database: Database, kind: int, person: int | None) -> None:
    """Delete a PIN, badge or recovery code."""
    sql.execute(
        database,
        "DELETE FROM secret WHERE kind = ? AND coalesce(person_id, 0) = ?",
        kind,
        person or 0,
    )


class Wait(NamedTuple):
    """How many wrong tries there were, and how long it is waited, from when by the steady clock."""

    tries: int
    seconds: int = 0
    steady: float | None = None


def wait(database: Database, secret: int, wait: Wait) -> None:
    """Keep how often a secret was missed, and how long it is waited now."""
    sql.execute(
        database,
        "UPDATE secret SET tries = ?, wait_seconds = ?, wait_steady = ? WHERE id = ?",
        *wait,
        secret,
    )
