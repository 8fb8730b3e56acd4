"""The audit log: what was done that changes what was written before, by whom, where and when."""

from collections.abc import Iterable
from typing import NamedTuple

from db import sql
from db.engine.audit_marks import COLUMNS, mark_of
from db.sql import Database


class NewEntry(NamedTuple):
    """One row: the document it was done to or None, a reason, and what changed.

    ``subject`` is the table that ``subject_id`` is of; before and after are JSON objects.
    """

    document: int | None
    reason: str
    subject: str
    subject_id: int | None
    before: str | None
    after: str | None


def note(
    database: Database,
    at: str,
    person: int,
    counter: int,
    action: str,
    entries: Iterable[NewEntry],
) -> None:
    """Note that a person did something at a counter, at a stamp of the clock, to each entry."""
    rows = [[*map(sql.storable, (at, person, counter, action, *entry))] for entry in entries]
    ids = sql.new_ids(database, "audit", len(rows))
    sql.execute_many(
        database,
        _INSERT,
        [(id, *row, mark_of(id, row)) for id, row in zip(ids, rows, strict=True)],
    )


_INSERT = (
    f"INSERT INTO audit (id, {', '.join(COLUMNS)}, mark)"
    f" VALUES ({', '.join('?' * (len(COLUMNS) + 2))})"
)
