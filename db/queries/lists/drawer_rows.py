"""What a figure of a drawer is made of: payments of documents, or what was put in and taken out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db import sql
from db.codes import TENDER_CASH
from db.queries.lists.paging import Count, Cursor, Page, counted
from db.queries.shifts import DrawerScope
from db.sql import Database


@dataclass(frozen=True, slots=True)
class DrawerRowsAsked:
    """Of which drawer, and of which figure: the name of a ``DrawerFigure``.

    ``suppliers`` are the kinds of documents with suppliers: what goes out to these is no refund.
    With a ``tender`` it is what was paid by that, whichever figure.
    """

    scope: DrawerScope
    figure: str = ""
    suppliers: Sequence[str] = ()
    tender: int | None = None


class DrawerRow(NamedTuple):
    """One part of a figure; ``kind``, ``number`` and ``document_id`` are the document's.

    A float's rows are what the last close left, and what it differs by, with the ids of the shift
    and below zero.
    """

    id: int
    at: str
    person: str
    kind: str | None
    number: str | None
    document_id: int | None
    party: str | None
    reason: str
    amount: int
    rounding: int


_MOVED = "x.amount + x.rounding"
_ENTRIES = {"MONEY_IN": 0, "MONEY_OUT": 1}


def page(
    database: Database, asked: DrawerRowsAsked, after: Cursor | None, size: int
) -> Page[DrawerRow]:
    """The rows before ``after``, at most ``size``, the newest first; a cursor is moment and id."""
    if asked.figure == "FLOAT":
        return Page(_float(database, asked.scope), None)
    of_shift = asked.scope.shift is not None
    keys = "x.id" if of_shift else "x.at, x.id"
    order = "x.id DESC" if of_shift else "x.at DESC, x.id DESC"
    before, reached = "", tuple[object, ...]()
    if after:
        reached = after[1:] if of_shift else after
        before = f" AND ({keys}) < ({', '.join('?' * len(reached))})"
    columns, source, values = _source(asked)
    found = [
        DrawerRow(*row)
        for row in sql.rows(
            database,
            f"SELECT {columns} {source}{before} ORDER BY {order} LIMIT ?",
            *values,
            *reached,
            size,
        )
    ]
    return Page(found, (found[-1].at, found[-1].id) if len(found) == size else None)


def count(database: Database, asked: DrawerRowsAsked) -> Count | None:
    """How many there are, so far as that is quickly told."""
    if asked.figure == "FLOAT":
        return Count(len(_float(database, asked.scope)), True)
    _columns, source, values = _source(asked)
    return counted(database, source, values)


def _source(asked: DrawerRowsAsked) -> tuple[str, str, Sequence[object]]:
    """The columns of a row, what they are read from, and the values of that."""
    scope = asked.scope
    if asked.figure in _ENTRIES:
        source = (
            "FROM drawer_entry x CROSS JOIN person p"
            f" WHERE {scope.condition} AND p.id = x.person_id AND x.kind = ?"
        )
        columns = "x.id, x.at, p.name, NULL, NULL, NULL, NULL, x.reason, x.amount, 0"
        return columns, source, (*scope.values, _ENTRIES[asked.figure])
    part, values = _part(asked)
    amount = _AMOUNTS.get(asked.figure, "x.amount")
    columns = (
        f"x.id, x.at, p.name, d.kind, d.number, d.id, c.name, x.reference, {amount}, x.rounding"
    )
    source = (
        "FROM payment x CROSS JOIN tender t CROSS JOIN person p CROSS JOIN document d"
        f" LEFT JOIN contact c ON c.id = d.party_id WHERE {scope.condition}"
        f" AND t.id = x.tender_id AND p.id = x.person_id AND d.id = x.document_id AND {part}"
    )
    return columns, source, (*scope.values, *values)


_AMOUNTS = {
    "TAKEN": f"coalesce(x.given, {_MOVED})",
    "CHANGE": f"{_MOVED} - x.given",
    "REFUNDS": _MOVED,
    "PAID": _MOVED,
}
"""What of a payment is in a figure."""


def _part(asked: DrawerRowsAsked) -> tuple[str, Sequence[object]]:
    """Which payments are in a figure."""
    if asked.tender is not None:
        return "x.tender_id = ?", (asked.tender,)
    marks = ", ".join("?" * len(asked.suppliers))
    parts: dict[str, tuple[str, Sequence[object]]] = {
        "TAKEN": ("x.amount > 0", ()),
        "CHANGE": (f"x.given > {_MOVED}", ()),
        "REFUNDS": (f"x.amount < 0 AND d.kind NOT IN ({marks})", asked.suppliers),
        "PAID": (f"x.amount < 0 AND d.kind IN ({marks})", asked.suppliers),
    }
    condition, values = parts[asked.figure]
    return f"t.kind = {TENDER_CASH} AND {condition}", values


def _float(database: Database, scope: DrawerScope) -> list[DrawerRow]:
    """What the last close left, and by how much the float differs from it."""
    rows = sql.rows(
        database,
        "SELECT s.id, s.opened_at, p.name, s.differs, s.why, s.float FROM shift s"
        " CROSS JOIN person p WHERE s.id = ? AND p.id = s.opened_by ORDER BY s.id",
        scope.shift,
    )
    return [
        row
        for id, at, person, differs, why, float in rows
        for row in (
            DrawerRow(id, at, person, None, None, None, None, "", float - differs, 0),
            DrawerRow(-id, at, person, None, None, None, None, why, differs, 0),
        )
        if row.id > 0 or row.amount
    ]
