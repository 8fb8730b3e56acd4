"""The print log: everything that was ever asked to be printed, the newest first (Q6)."""

from collections.abc import Sequence
from dataclasses import dataclass

from db import sql
from db.engine.parameters import ids_in
from db.queries.lists.paging import Count, Cursor, Page, counted
from db.queries.print_jobs import JOB, OF, PrintJob
from db.sql import Database

_AT_ONCE = 3_000
"""So many jobs are looked at at a time for a text or a state."""


@dataclass(frozen=True, slots=True)
class PrintsAsked:
    """Which prints: with ``text``, of one of these ``states``; none means any.

    The text is a part of a document's number, of the printer's or the template's name or of the
    reason; or the whole of a serial number that a label says.
    """

    text: str = ""
    states: Sequence[int] = ()


def page(database: Database, asked: PrintsAsked, after: Cursor | None, size: int) -> Page[PrintJob]:
    """The prints before ``after``, at most ``size``; a cursor is an id."""
    last = (
        int(after[0])
        if after
        else 1 + int(sql.value(database, "SELECT coalesce(max(id), 0) FROM print_job"))
    )
    fits, values = _fits(asked)
    floor = max(last - _AT_ONCE, 1) if fits else 1
    ids = sql.rows(
        database,
        "SELECT j.id FROM print_job j LEFT JOIN document d ON d.id = j.document_id"
        f" WHERE j.id < ? AND j.id >= ?{fits} ORDER BY j.id DESC LIMIT ?",
        last,
        floor,
        *values,
        size,
    )
    reached = ids[-1][0] if len(ids) == size else floor
    return Page(_read(database, [id for (id,) in ids]), (reached,) if reached > 1 else None)


def count(database: Database, asked: PrintsAsked) -> Count | None:
    """How many there are, so far as that is quickly told; None for a text or a state."""
    if asked.text or asked.states:
        return None
    return counted(database, "FROM print_job j WHERE j.id > 0", ())


def _fits(asked: PrintsAsked) -> tuple[str, list[object]]:
    conditions, values = "", list[object]()
    if asked.text:
        part = f"%{sql.like_literal(asked.text)}%"
        names = ("d.number", "j.printer", "j.template", "j.reason")
        likes = " OR ".join(f"{name} LIKE ? ESCAPE '\\'" for name in names)
        conditions += (
            f" AND ({likes} OR EXISTS (SELECT 1 FROM print_job_label l"
            " WHERE l.number = ? AND l.job_id = j.id))"
        )
        values += [part] * len(names) + [asked.text]
    if asked.states:
        conditions += f" AND j.state IN ({', '.join('?' * len(asked.states))})"
        values += asked.states
    return conditions, values


def _read(database: Database, ids: Sequence[int]) -> list[PrintJob]:
    found = {
        row[0]: PrintJob(*row)
        for row in sql.unordered(
            database,
            f"SELECT {JOB} FROM {ids_in()} wanted CROSS JOIN print_job j {OF}"
            " AND j.id = wanted.value",
            sql.json_list(ids),
        )
    }
    return [found[id] for id in ids if id in found]
