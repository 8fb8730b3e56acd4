"""Reads of the audit log: what it tells of one record."""

from typing import NamedTuple

from db import sql
from db.sql import Database


class RecordChange(NamedTuple):
    """One row; ``before`` and ``after`` are JSON objects of the fields that differ, or None."""

    id: int
    at: str
    person: str
    counter: str | None
    reason: str
    before: str | None
    after: str | None


def of_record(
    database: Database, subject: str, id: int, below: int | None, most: int
) -> list[RecordChange]:
    """What was done to a record, newest first: the ``most`` rows below the row ``below``.

    ``subject`` is the table that ``id`` is of; ``below`` None begins with the newest.
    """
    after = "" if below is None else " AND a.id < ?"
    found = sql.rows(
        database,
        "SELECT a.id, a.at, p.name, c.name, a.detail, a.before, a.after"
        " FROM audit a CROSS JOIN person p LEFT JOIN counter c ON c.id = a.counter_id"
        f" WHERE a.subject = ? AND a.subject_id = ? AND p.id = a.user_id{after}"
        " ORDER BY a.id DESC LIMIT ?",
        *(subject, id),
        *([] if below is None else [below]),
        most,
    )
    return [RecordChange(*row) for row in found]


def approvals(database: Database, document: int) -> list[str]:
    """What was approved for a document, as JSON, oldest first."""
    return [
        after
        for (after,) in sql.rows(
            database,
            "SELECT a.after FROM audit a"
            " WHERE a.document_id = ? AND a.action = 'approval' ORDER BY a.id",
            document,
        )
    ]
