"""The choices of the shop, of a person and of a counter, written."""

from collections.abc import Mapping

from db import sql
from db.sql import Database


def keep(database: Database, choices: Mapping[str, str]) -> None:
    """Keep choices of the shop, each as JSON, instead of what was kept for them."""
    sql.execute_many(
        database,
        "INSERT INTO setting (key, value) VALUES (?1, ?2)"
        " ON CONFLICT (key) DO UPDATE SET value = ?2",
        choices.items(),
    )


def keep_of_person(database: Database, person: int, choices: Mapping[str, str]) -> None:
    """Keep choices of a person likewise."""
    sql.execute_many(
        database,
        "INSERT INTO person_setting (person_id, key, value) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (person_id, key) DO UPDATE SET value = ?3",
        [(person, key, value) for key, value in choices.items()],
    )


def keep_of_counter(database: Database, counter: int, choices: Mapping[str, str]) -> None:
    """Keep choices of a counter likewise."""
    sql.execute_many(
        database,
        "INSERT INTO counter_setting (counter_id, key, value) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (counter_id, key) DO UPDATE SET value = ?3",
        [(counter, key, value) for key, value in choices.items()],
    )
