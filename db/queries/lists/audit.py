"""The audit log: what was done that changed what stood before, the newest first (U4)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db import sql
from db.engine.parameters import ids_in
from db.queries.lists.paging import Count, Cursor, Page, counted
from db.sql import Database

_AT_ONCE = 10_000
"""So many entries are looked at at a time for a text, which is looked for in what they changed."""

_AT_ONCE_BY_FIELDS = 20_000
"""And so many for a person, a counter, a day, what was done or to what."""


class AuditRow(NamedTuple):
    """One entry: ``at`` ISO in UTC, ``action`` by its name in lower case, ``subject`` a table.

    ``name`` is what the thing is called now; ``before`` and ``after`` are JSON objects with the
    fields that differ. Entries of before the shop had counters know no counter and none of the
    last five.
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
    subject_id: int | None
    name: str | None
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class AuditAsked:
    """Which entries: with ``text``, of one of these ``actions`` done to one of these ``subjects``
    (tables), by a ``person``, at a ``counter``, between two moments (ISO in UTC, from ``since``
    on, before ``until``), of documents whose number has ``document`` in it. What is empty asks
    for nothing.

    The text is a part of the reason, of a document's number, of the name of what was changed or of
    who did it, or of what stood there before or after.
    """

    text: str = ""
    actions: Sequence[str] = ()
    subjects: Sequence[str] = ()
    person: int | None = None
    counter: int | None = None
    since: str = ""
    until: str = ""
    document: str = ""

    @property
    def is_all(self) -> bool:
        """Nothing is asked for: every entry fits."""
        return self == AuditAsked()


_NAMES = {
    "product": "name",
    "contact": "name",
    "warehouse": "name",
    "serial": "number",
    "carton": "code",
    "print_template": "name",
    "price_list": "name",
    "tax": "name",
    "person": "name",
    "counter": "name",
    "tender": "name",
    "file_import": "name",
}
"""What the things of a table are called by."""

_OF = "".join(
    f" LEFT JOIN {table} AS of_{table} ON a.subject = '{table}' AND of_{table}.id = a.subject_id"
    for table in _NAMES
) + (
    " LEFT JOIN document_line AS of_line"
    " ON a.subject = 'document_line' AND of_line.id = a.subject_id"
    " LEFT JOIN product AS of_line_product ON of_line_product.id = of_line.product_id"
)
_NAME = (
    f"coalesce({', '.join(f'of_{table}.{column}' for table, column in _NAMES.items())},"
    " of_line_product.name)"
)
_JOINED = (
    " JOIN person w ON w.id = a.user_id LEFT JOIN counter c ON c.id = a.counter_id"
    f" LEFT JOIN document d ON d.id = a.document_id{_OF}"
)
_SOUGHT = ("a.detail", "d.number", _NAME, "w.name")
_KEPT = ("a.before", "a.after")
"""What is kept as JSON: a text stands in it as JSON writes it."""


def page(database: Database, asked: AuditAsked, after: Cursor | None, size: int) -> Page[AuditRow]:
    """The entries before ``after``, at most ``size``; a cursor is an id.

    Where something is asked for, only so many entries are looked at, then the screen asks again.
    """
    last = (
        int(after[0])
        if after
        else 1 + int(sql.value(database, "SELECT coalesce(max(id), 0) FROM audit"))
    )
    fits, values = _fits(asked)
    at_once = _AT_ONCE if asked.text or asked.document else _AT_ONCE_BY_FIELDS
    floor = 1 if asked.is_all else max(last - at_once, 1)
    joined = _JOINED if asked.text else _WITH_DOCUMENT if asked.document else ""
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


_WITH_DOCUMENT = " JOIN document d ON d.id = a.document_id"


def count(database: Database, asked: AuditAsked) -> Count | None:
    """How many there are, so far as that is quickly told; None where something is asked for."""
    if not asked.is_all:
        return None
    return counted(database, "FROM audit a WHERE a.id > 0", ())


def _fits(asked: AuditAsked) -> tuple[str, list[object]]:
    conditions, values = "", list[object]()
    if asked.text:
        likes = " OR ".join(f"{name} LIKE ? ESCAPE '\\'" for name in (*_SOUGHT, *_KEPT))
        conditions += f" AND ({likes})"
        kept = json.dumps(asked.text, ensure_ascii=False)[1:-1]
        values += [f"%{sql.like_literal(asked.text)}%"] * len(_SOUGHT)
        values += [f"%{sql.like_literal(kept)}%"] * len(_KEPT)
    if asked.document:
        conditions += " AND d.number LIKE ? ESCAPE '\\'"
        values.append(f"%{sql.like_literal(asked.document)}%")
    for column, of_several in (("action", asked.actions), ("subject", asked.subjects)):
        if of_several:
            conditions += f" AND a.{column} IN ({', '.join('?' * len(of_several))})"
            values += of_several
    for condition, value in (
        ("a.user_id = ?", asked.person),
        ("a.counter_id = ?", asked.counter),
        ("a.at >= ?", asked.since or None),
        ("a.at < ?", asked.until or None),
    ):
        if value is not None:
            conditions += f" AND {condition}"
            values.append(value)
    return conditions, values


def read(database: Database, ids: Sequence[int]) -> list[AuditRow]:
    """The rows of some entries, in the order of these."""
    return [
        AuditRow(*row)
        for row in sql.rows_of(
            database,
            "SELECT a.id, a.at, w.name, c.name, a.action, a.document_id, d.kind, d.number,"
            f" a.detail, a.subject, a.subject_id, {_NAME}, a.before, a.after"
            f" FROM {ids_in()} j CROSS JOIN audit a{_JOINED} WHERE a.id = j.value",
            ids,
        )
    ]


def people(database: Database) -> list[tuple[int, str]]:
    """Everybody who can stand in the log, by id and name."""
    return [(id, name) for id, name in sql.rows(database, f"{_EVERY} person ORDER BY id")]


def counters(database: Database) -> list[tuple[int, str]]:
    """Every counter, by id and name."""
    return [(id, name) for id, name in sql.rows(database, f"{_EVERY} counter ORDER BY id")]


_EVERY = "SELECT id, name FROM"
