"""The audit log: what was done that changed what stood before, the newest first (U4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db import sql
from db.engine.parameters import ids_in
from db.queries.lists.paging import Count, Cursor, Page, counted
from db.sql import Database

_AT_ONCE = 3_000
"""So many entries are looked at at a time for a text or an action."""


class AuditRow(NamedTuple):
    """One entry: ``at`` ISO in UTC, ``action`` by its name in lower case, ``subject`` a table.

    ``name`` is what the thing is called now; ``before`` and ``after`` are JSON objects with the
    fields that differ. Entries of before the shop had counters know none of the last five.
    """

    id: int
    at: str
    person: str
    counter: str | None
    action: str
    document_id: int | None
    kind: str | None
    number: str | None
    reason: str
    subject: str | None
    name: str | None
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class AuditAsked:
    """Which entries: with ``text``, of one of these ``actions``; none means any.

    The text is a part of the reason, of a document's number, of the name of what was changed or of
    who did it, or of what stood there before or after.
    """

    text: str = ""
    actions: Sequence[str] = ()


_NAMES = {
    "product": "name",
    "contact": "name",
    "warehouse": "name",
    "serial": "number",
    "carton": "code",
    "print_template": "name",
}
"""What the things of a table are called by."""

_OF = "".join(
    f" LEFT JOIN {table} AS of_{table} ON a.subject = '{table}' AND of_{table}.id = a.subject_id"
    for table in _NAMES
)
_NAME = f"coalesce({', '.join(f'of_{table}.{column}' for table, column in _NAMES.items())})"
_JOINED = (
    " JOIN person w ON w.id = a.user_id LEFT JOIN counter c ON c.id = a.counter_id"
    f" LEFT JOIN document d ON d.id = a.document_id{_OF}"
)
_SOUGHT = ("a.detail", "d.number", _NAME, "w.name", "a.before", "a.after")


def page(database: Database, asked: AuditAsked, after: Cursor | None, size: int) -> Page[AuditRow]:
    """The entries before ``after``, at most ``size``; a cursor is an id.

    For a text or an action only ``_AT_ONCE`` entries are looked at, then the screen asks again.
    """
    last = (
        int(after[0])
        if after
        else 1 + int(sql.value(database, "SELECT coalesce(max(id), 0) FROM audit"))
    )
    fits, values = _fits(asked)
    floor = max(last - _AT_ONCE, 1) if fits else 1
    joined = _JOINED if asked.text else ""
    ids = sql.rows(
        database,
        f"SELECT a.id FROM audit a{joined} WHERE a.id < ? AND a.id >= ?{fits}"
        " ORDER BY a.id DESC LIMIT ?",
        last,
        floor,
        *values,
        size,
    )
    reached = ids[-1][0] if len(ids) == size else floor
    return Page(read(database, [id for (id,) in ids]), (reached,) if reached > 1 else None)


def count(database: Database, asked: AuditAsked) -> Count | None:
    """How many there are, so far as that is quickly told; None for a text or an action."""
    if asked.text or asked.actions:
        return None
    return counted(database, "FROM audit a WHERE a.id > 0", ())


def _fits(asked: AuditAsked) -> tuple[str, list[object]]:
    conditions, values = "", list[object]()
    if asked.text:
        likes = " OR ".join(f"{name} LIKE ? ESCAPE '\\'" for name in _SOUGHT)
        conditions += f" AND ({likes})"
        values += [f"%{sql.like_literal(asked.text)}%"] * len(_SOUGHT)
    if asked.actions:
        conditions += f" AND a.action IN ({', '.join('?' * len(asked.actions))})"
        values += asked.actions
    return conditions, values


def read(database: Database, ids: Sequence[int]) -> list[AuditRow]:
    """The rows of some entries, in the order of these."""
    return [
        AuditRow(*row)
        for row in sql.rows_of(
            database,
            "SELECT a.id, a.at, w.name, c.name, a.action, a.document_id, d.kind, d.number,"
            f" a.detail, a.subject, {_NAME}, a.before, a.after"
            f" FROM {ids_in()} j CROSS JOIN audit a{_JOINED} WHERE a.id = j.value",
            ids,
        )
    ]
