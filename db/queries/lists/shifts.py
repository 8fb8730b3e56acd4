"""The shifts of all counters, the newest first (M9)."""

from collections.abc import Sequence
from dataclasses import dataclass

from db import sql
from db.engine.parameters import ids_in
from db.queries.lists.paging import Count, Cursor, Page, counted
from db.queries.shifts import OF, SHIFT, Shift
from db.sql import Database


@dataclass(frozen=True, slots=True)
class ShiftsAsked:
    """Which shifts: all of them, the open ones too."""


def page(database: Database, asked: ShiftsAsked, after: Cursor | None, size: int) -> Page[Shift]:
    """The shifts before ``after``, at most ``size``; a cursor is an id."""
    last = (
        int(after[0])
        if after
        else 1 + int(sql.value(database, "SELECT coalesce(max(id), 0) FROM shift"))
    )
    ids = sql.rows(
        database, "SELECT s.id FROM shift s WHERE s.id < ? ORDER BY s.id DESC LIMIT ?", last, size
    )
    reached = ids[-1][0] if len(ids) == size else 1
    return Page(read(database, [id for (id,) in ids]), (reached,) if reached > 1 else None)


def count(database: Database, asked: ShiftsAsked) -> Count | None:
    """How many there are, so far as that is quickly told."""
    return counted(database, "FROM shift s WHERE s.id > 0", ())


def read(database: Database, ids: Sequence[int]) -> list[Shift]:
    """Some shifts, in the order of these."""
    return [
        Shift(*row)
        for row in sql.rows_of(
            database,
            f"SELECT {SHIFT} FROM {ids_in()} j CROSS JOIN shift s {OF} AND s.id = j.value",
            ids,
        )
    ]
