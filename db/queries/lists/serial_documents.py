"""The serials that were on documents which are asked for: the newest of those documents first."""

from collections.abc import Sequence
from typing import NamedTuple

from db import sql
from db.codes import DRAFT
from db.engine import document_search
from db.engine.parameters import ids_in
from db.queries.lists.paging import Cursor
from db.queries.lists.serial_filter import Filter, own_conditions
from db.sql import Database

_AT_ONCE = 2_000
"""So many documents are looked at at a time, of which some may not fit."""
_INDEXED_AT_ONCE = 500
"""So many documents are looked at at a time where the index of numbers gives them: most fit."""
_READ = 10
"""So many documents are read at a time for the serials on them."""
_MOVED_AT_ONCE = 3_000
"""After so many movements a page ends, however few serials of them fit."""
_LAST = 1 << 62
_WHOLE, _ABOVE_ALL = "~~", "~"
"""Stand for a date above every date: of the document whose whole number was asked for, and none."""


class _Order(NamedTuple):
    """In which order documents stand, and the way through them.

    ``date`` and ``place`` are expressions: ``date`` is empty where the order is that of ``place``
    alone. Without a ``way`` the index of numbers gives them.
    """

    date: str
    place: str
    way: str


class _Document(NamedTuple):
    """A document, and where it stands in the order."""

    date: str
    place: int
    id: int


class _Place(NamedTuple):
    """Where a serial stands in this order: by a document's place, and by its movement there."""

    date: str
    document: int
    movement: int


def walk(
    database: Database, asked: Filter, after: Cursor | None, size: int
) -> tuple[list[int], Cursor | None]:
    """The serials after a place, at most ``size``, and the place they end at (None: the end).

    Each stands at its newest place only; the document whose whole number is asked for comes before
    all others. A cursor is a place and that document, or 0.
    """
    whole = _whole(database, asked) if after is None else int(after[3])
    last = _Place(_WHOLE if whole else _ABOVE_ALL, _LAST, _LAST)
    if after is not None:
        last = _Place(str(after[0]), int(after[1]), int(after[2]))
    if last.date == _WHOLE:
        documents = [_Document(_WHOLE, whole, whole)]
        reached: _Place | None = _Place(_ABOVE_ALL, _LAST, _LAST)
    else:
        documents, reached = _documents(database, asked, last)
    found: list[int] = []
    looked_at = 0
    for start in range(0, len(documents), _READ):
        some = documents[start : start + _READ]
        there = _moved(database, asked, some, last)
        for begin in range(0, len(there), size):
            part = there[begin : begin + size]
            newest = newest_of(database, asked, [id for _, id in part], whole)
            for place, id in part:
                if newest.get(id) == place:
                    found.append(id)
                    if len(found) == size:
                        return found, (*place, whole)
        looked_at += len(there)
        if looked_at >= _MOVED_AT_ONCE and start + _READ < len(documents):
            return found, (some[-1].date, some[-1].place, 0, whole)
    return found, (*reached, whole) if reached else None


def newest_of(
    database: Database, asked: Filter, ids: Sequence[int], whole: int = 0
) -> dict[int, _Place]:
    """The newest place of each serial that was on a document that is asked for."""
    fits, values = _fits(asked)
    date, place_of, _way = _order(asked)
    rows = sql.unordered(
        database,
        "WITH RECURSIVE chain (serial_id, id) AS ("
        f"SELECT s.id, s.last_movement_id FROM {ids_in()} j CROSS JOIN serial s"
        " WHERE s.id = j.value"
        " UNION ALL SELECT c.serial_id, m.prev_id FROM chain c"
        " CROSS JOIN serial_movement m WHERE m.id = c.id AND m.prev_id IS NOT NULL)"
        f" SELECT c.serial_id, {date}, {place_of}, c.id, d.id FROM chain c"
        " CROSS JOIN serial_movement m CROSS JOIN document_line l CROSS JOIN document d"
        f" WHERE m.id = c.id AND l.id = m.line_id AND d.id = l.document_id AND {fits}",
        sql.json_list(ids),
        *values,
    )
    newest: dict[int, _Place] = {}
    for serial, day, stands, movement, document in rows:
        place = _Place(day, stands, movement)
        if document == whole:
            place = _Place(_WHOLE, whole, movement)
        newest[serial] = max(place, newest.get(serial, place))
    return newest


def on_documents(database: Database, asked: Filter, ids: list[int]) -> list[int]:
    """Those of ``ids`` that were on a document that is asked for; all where none is asked for."""
    if not asked.by_document or not ids:
        return ids
    on_one = newest_of(database, asked, ids)
    return [id for id in ids if id in on_one]


def _order(asked: Filter) -> _Order:
    """The order of the documents that are asked for."""
    if asked.party is not None:
        return _Order("''", "d.id", "d.party_id = ? AND d.id < ?")
    if asked.date_from or asked.date_to:
        return _Order("d.date", "d.id", "(d.date, d.id) < (?, ?) AND d.date >= ?")
    if document_search.can_answer(asked.document):
        return _Order("''", "d.posting", "")
    return _Order("''", "d.id", "d.id < ?")


def _fits(asked: Filter) -> tuple[str, list[object]]:
    """What is asked about a document ``d``; all of it of the same one. Drafts moved nothing."""
    conditions = [f"d.state > {DRAFT}"]
    values: list[object] = []
    for condition, value in (
        (
            "d.number LIKE ? ESCAPE '\\'",
            asked.document and f"%{sql.like_literal(asked.document)}%",
        ),
        ("+d.party_id = ?", asked.party),
        ("d.date || '' >= ?", asked.date_from),
        ("d.date || '' <= ?", asked.date_to),
    ):
        if value:
            conditions.append(condition)
            values.append(value)
    return " AND ".join(conditions), values


def _whole(database: Database, asked: Filter) -> int:
    """The document whose whole number is asked for, where it fits; else 0."""
    fits, values = _fits(asked)
    query = f"SELECT d.id FROM document d WHERE d.number = ? AND {fits}"
    return int(sql.value(database, query, asked.document.upper(), *values) or 0)


def _documents(
    database: Database, asked: Filter, last: _Place
) -> tuple[list[_Document], _Place | None]:
    """Documents that fit, from that of a place on, and where looking ended (None: the end)."""
    date, _by_id, way = _order(asked)
    fits, fitting = _fits(asked)
    below = last.document + (last.movement > 0)  # first what is left of where a page ended
    if not way:
        return _numbered(database, asked, below)
    values: tuple[object, ...] = (below,)
    order = "d.id DESC"
    if asked.party is not None:
        values = (asked.party, below)
    elif date != "''":
        newest = (last.date, below)
        if asked.date_to:  # where the walk begins: all that is later is not even looked at
            newest = min(newest, (asked.date_to, _LAST))
        values = (*newest, asked.date_from)
        order = "d.date DESC, d.id DESC"
    rows = sql.rows(
        database,
        f"SELECT {date}, d.id, {fits} FROM document d WHERE {way} ORDER BY {order} LIMIT ?",
        *fitting,
        *values,
        _AT_ONCE,
    )
    documents = [_Document(day, id, id) for day, id, does in rows if does]
    if len(rows) < _AT_ONCE:
        return documents, None
    return documents, _Place(rows[-1][0], rows[-1][1], 0)


def _numbered(
    database: Database, asked: Filter, below: int
) -> tuple[list[_Document], _Place | None]:
    """Documents whose numbers contain a text, by the index of these, below a posting."""
    there = document_search.newest(database, asked.document, below, _INDEXED_AT_ONCE)
    fits, values = _fits(asked)
    rows = sql.unordered(
        database,
        f"SELECT d.posting, d.id FROM {ids_in()} j CROSS JOIN document d"
        f" WHERE d.posting = j.value AND {fits}",
        sql.json_list(there),
        *values,
    )
    documents = [_Document("", posting, id) for posting, id in sorted(rows, reverse=True)]
    return documents, _Place("", there[-1], 0) if len(there) == _INDEXED_AT_ONCE else None


def _moved(
    database: Database, asked: Filter, documents: Sequence[_Document], last: _Place
) -> list[tuple[_Place, int]]:
    """The serials that some documents moved, in order, below a place."""
    rest, values = own_conditions(asked)
    stands = {one.id: one for one in documents}
    rows = sql.unordered(
        database,
        f"SELECT l.document_id, m.id, m.serial_id FROM {ids_in()} j"
        " CROSS JOIN document_line l CROSS JOIN serial_movement m CROSS JOIN serial s"
        f" WHERE l.document_id = j.value AND m.line_id = l.id AND s.id = m.serial_id{rest}",
        sql.json_list(stands),
        *values,
    )
    there = (
        (_Place(stands[document].date, stands[document].place, movement), id)
        for document, movement, id in rows
    )
    return sorted((one for one in there if one[0] < last), reverse=True)
