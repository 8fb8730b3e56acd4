"""Reads about imports: what came of one, and how a file's columns were matched last time."""

from typing import NamedTuple

from db import sql
from db.sql import Database


class FileImport(NamedTuple):
    """A file that was taken in; ``undone_at`` is None while it stands."""

    id: int
    kind: str
    name: str
    rows: int
    made_at: str
    undone_at: str | None


class ImportMade(NamedTuple):
    """What an import made, or changed: ``before`` and ``after`` are JSON, None for nothing."""

    subject: str
    subject_id: int
    before: str | None
    after: str | None


def by_id(database: Database, id: int) -> FileImport:
    """One import. Raises KeyError where there is none."""
    found = sql.row(
        database,
        "SELECT id, kind, name, rows, made_at, undone_at FROM file_import WHERE id = ?",
        id,
    )
    if found is None:
        raise KeyError(id)
    return FileImport(*found)


def last_standing(database: Database, kind: str) -> FileImport | None:
    """The newest import of a kind that was not undone."""
    found = sql.row(
        database,
        "SELECT id, kind, name, rows, made_at, undone_at FROM file_import"
        " WHERE kind = ? AND undone_at IS NULL ORDER BY id DESC LIMIT 1",
        kind,
    )
    return None if found is None else FileImport(*found)


class ShopTotals(NamedTuple):
    """What the shop has, to be compared with another program; ``units`` in thousandths."""

    items: int
    contacts: int
    serials: int
    units: int


def totals(database: Database) -> ShopTotals:
    """Count what the shop has: its items and contacts, and what of them is in stock."""
    found = sql.row(
        database,
        "SELECT (SELECT count(*) FROM product), (SELECT count(*) FROM contact),"
        " (SELECT coalesce(sum(identified), 0) FROM stock),"
        " (SELECT coalesce(sum(on_hand), 0) FROM stock)",
    )
    assert found is not None
    return ShopTotals(*found)


def made_by(database: Database, id: int) -> list[ImportMade]:
    """What an import made and changed, in its order."""
    return [
        ImportMade(*row)
        for row in sql.rows(
            database,
            "SELECT subject, subject_id, before, after FROM import_made WHERE import_id = ?"
            " ORDER BY place",
            id,
        )
    ]


def columns_of(database: Database, kind: str, party: int | None) -> dict[str, str]:
    """The fields that titles of such files meant last time, those of the party's own files first.

    What another party's file called so says nothing; what nobody's did is a start.
    """
    return dict(
        sql.rows(
            database,
            "SELECT title, field FROM import_column WHERE kind = ?1"
            " AND coalesce(party_id, 0) IN (0, coalesce(CAST(?2 AS bigint), 0))"
            " ORDER BY coalesce(party_id, 0), id",
            kind,
            party,
        )
    )
