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


class PriceTold(NamedTuple):
    """A price or discount that was typed, or something that was approved; ``role`` is now's."""

    action: str
    role: str
    subject: str
    subject_id: int
    after: str | None


def prices_told(database: Database, document: int) -> list[PriceTold]:
    """What was typed of a document's prices and by whom, and what was approved; oldest first."""
    found = sql.rows(
        database,
        "SELECT a.action, p.role, a.subject, a.subject_id, a.after FROM audit a"
        " JOIN person p ON p.id = a.user_id"
        " WHERE a.document_id = ? AND a.action IN ('price', 'discount', 'approval')"
        " ORDER BY a.id",
        document,
    )
    return [PriceTold(*row) for row in found]


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
