"""Writes about a drawer: opened, something put in or taken out, closed (M9)."""

from collections.abc import Iterable

from db import sql
from db.queries.shifts import TenderSum
from db.sql import Database


def open_drawer(
    database: Database, counter: int, at: str, person: int, float: int, differs: int, why: str
) -> int:
    """A counter's drawer is opened with a float; returns the shift that begins."""
    shift: int = sql.value(
        database,
        "INSERT INTO shift (counter_id, opened_at, opened_by, float, differs, why)"
        " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        counter,
        at,
        person,
        float,
        differs,
        why,
    )
    return shift


def add_entry(
    database: Database,
    shift: int | None,
    counter: int,
    at: str,
    person: int,
    kind: int,
    amount: int,
    reason: str,
) -> int:
    """Something passed a drawer without a document; what went out is below zero."""
    entry: int = sql.value(
        database,
        "INSERT INTO drawer_entry (shift_id, counter_id, at, person_id, kind, amount, reason)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        shift,
        counter,
        at,
        person,
        kind,
        amount,
        reason,
    )
    return entry


def close(
    database: Database,
    shift: int,
    at: str,
    person: int,
    number: int,
    expected: int,
    counted: int,
    reason: str,
    stays: int,
    pieces: Iterable[tuple[int, int]],
    tenders: Iterable[TenderSum],
) -> None:
    """A shift is closed: what was counted stands with it, and nothing of it changes any more."""
    rows = [(shift, value, count) for value, count in pieces]
    sql.insert_many(database, "shift_piece", "shift_id, value, pieces", rows)
    paid = [(shift, one.tender, one.payments, one.amount, one.counted) for one in tenders]
    columns = "shift_id, tender_id, payments, expected, counted"
    sql.insert_many(database, "shift_tender", columns, paid)
    sql.execute(
        database,
        "UPDATE shift SET closed_at = ?, closed_by = ?, number = ?, expected = ?, counted = ?,"
        " reason = ?, stays = ? WHERE id = ?",
        at,
        person,
        number,
        expected,
        counted,
        reason,
        stays,
        shift,
    )
