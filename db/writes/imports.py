"""Imports told, undone, and their columns remembered."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from db import sql
from db.queries.imports import ImportMade
from db.sql import Database


class NewImport(NamedTuple):
    """An import to be told: of which kind, which file, how many rows, when, by whom, where."""

    kind: str
    name: str
    rows: int
    made_at: str
    person: int
    counter: int


def add(database: Database, told: NewImport, made: Sequence[ImportMade]) -> int:
    """Tell of an import and of what came of it; returns its id."""
    (id,) = sql.new_ids(database, "file_import", 1)
    sql.insert_many(
        database,
        "file_import",
        "id, kind, name, rows, made_at, person_id, counter_id",
        [(id, *told)],
    )
    sql.insert_many(
        database,
        "import_made",
        "import_id, place, subject, subject_id, before, after",
        [(id, place, *one) for place, one in enumerate(made, 1)],
    )
    return id


def undo(database: Database, id: int, at: str) -> None:
    """Note when an import was undone."""
    sql.execute(database, "UPDATE file_import SET undone_at = ? WHERE id = ?", at, id)


def remember_columns(
    database: Database, kind: str, party: int | None, fields: Mapping[str, str]
) -> None:
    """Keep what the titles of a party's files mean: ``fields`` by title, empty for none."""
    sql.execute_many(
        database,
        "DELETE FROM import_column WHERE kind = ? AND coalesce(party_id, 0) = coalesce(?, 0)"
        " AND title = ?",
        [(kind, party, title) for title in fields],
    )
    sql.insert_many(
        database,
        "import_column",
        "kind, party_id, title, field",
        [(kind, party, title, field) for title, field in fields.items()],
    )
