"""The documents of some kinds: drafts first, then the newest posting; discarded ones are out.

A text is looked up where it can stand: in the index of numbers, which goes by posting as the list
does, on the documents of those contacts whose names have it, and on those with a note. Where very
many contacts or notes may have it, postings are walked through instead, the newest first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db import sql
from db.codes import DRAFT
from db.engine import document_search
from db.engine.parameters import ids_in
from db.queries.lists.paging import Count, Cursor, Page, counted, in_all
from db.sql import Database

_AT_ONCE = 20_000
"""So many postings are looked at for a text at a time: about 6 ms."""

_INDEXED_AT_ONCE = 500
"""So many numbers that may have a text are looked at at a time: about 2 ms."""
_TIMES = 8
"""So many times a page goes on to the next numbers, then the screen asks again."""
_FEW = 500
"""Of so many documents and contacts at most that may have a text, each is looked at."""
_NAMES = 300_000
"""The names of so many contacts are gone through for a text: about 20 ms."""

_ABOVE_ALL = 1 << 62


class DocumentRow(NamedTuple):
    """A row of a document list; ``units`` in thousandths; ``to_warehouse`` of a transfer.

    ``serials`` are those it moved; on a draft and on a count those entered. ``posting`` is its
    place in the order of posting; a draft has none. ``net`` is the total without tax, ``cost`` what
    the goods had cost, None where that is not kept of all of them (M11). ``person`` posted it, or
    began the draft.
    """

    id: int
    kind: str
    state: int
    number: str | None
    date: str
    party: str | None
    warehouse: str | None
    to_warehouse: str | None
    units: int
    serials: int
    total: int
    changed_at: str
    posting: int | None
    net: int
    cost: int | None
    person: str


@dataclass(frozen=True, slots=True)
class DocumentsAsked:
    """Which documents: of these kinds, with ``text`` in what is looked through.

    That is the number, the supplier's own number, the party and the note. ``beginnings`` is what
    numbers of these kinds begin with (D8), such as ``SI-``: with them, numbers of other kinds are
    not even looked at. ``half_width`` is the text as numbers have it (F2), where it is another.
    """

    kinds: Sequence[str]
    text: str = ""
    beginnings: Sequence[str] = ()
    half_width: str = ""

    @property
    def in_number(self) -> str:
        """What is looked for in numbers, the shop's and the suppliers'."""
        return self.half_width or self.text

    @property
    def is_of_numbers(self) -> bool:
        """A number may have the text: it is made of its beginning, digits and dashes."""
        made_of = {*"0123456789-", *"".join(self.beginnings)}
        text = self.in_number
        return text.isascii() and (not self.beginnings or made_of.issuperset(text.upper()))


_ROWS = f"""
SELECT d.id, d.kind, d.state, d.number, d.date, c.name, w.name, t.name,
       coalesce((SELECT sum(quantity) FROM document_line WHERE document_id = d.id), 0),
       coalesce(
         nullif((SELECT count(*) FROM draft_serial WHERE document_id = d.id), 0),
         (SELECT count(*) FROM document_line l CROSS JOIN serial_movement m
          WHERE m.line_id = l.id AND m.reverses_id IS NULL AND l.document_id = d.id)),
       d.total, d.changed_at, d.posting,
       d.total - coalesce((SELECT sum(t.tax) FROM document_tax t WHERE t.document_id = d.id), 0),
       (SELECT CASE WHEN count(*) = count(l.cost) THEN sum(l.cost) END
        FROM document_line l WHERE l.document_id = d.id),
       p.name
FROM {ids_in()} j CROSS JOIN document d CROSS JOIN person p
LEFT JOIN contact c ON c.id = d.party_id
LEFT JOIN warehouse w ON w.id = d.warehouse_id
LEFT JOIN warehouse t ON t.id = d.to_warehouse_id
WHERE d.id = j.value AND p.id = coalesce(d.posted_by, d.created_by)
"""

_DRAFTS = f"FROM document d WHERE d.kind = ? AND d.state = {DRAFT} AND NOT d.at_counter"
_POSTED = "FROM document d WHERE d.kind = ? AND d.posting"
_NOTED = "FROM document d WHERE d.note <> '' AND length(d.note) > 0"
_NUMBERED_BY_THEM = (
    "FROM document d WHERE d.kind = ? AND d.their_number <> '' AND length(d.their_number) > 0"
)
"""Those with a note, and those with their supplier's number, each by an index of its own."""

_CONTAINS = (
    " AND (d.number LIKE ? ESCAPE '\\' OR d.their_number LIKE ? ESCAPE '\\'"
    " OR d.note LIKE ? ESCAPE '\\' OR EXISTS"
    " (SELECT 1 FROM contact c WHERE c.id = d.party_id AND c.name LIKE ? ESCAPE '\\')"
    " OR EXISTS (SELECT 1 FROM earlier_name e WHERE e.subject = 'contact'"
    " AND e.subject_id = d.party_id AND e.until_posting >= d.posting"
    " AND e.name LIKE ? ESCAPE '\\'))"
)
"""The party is found by the name that it has now, and by the one that stands on the paper (S3)."""


def page(
    database: Database, asked: DocumentsAsked, after: Cursor | None, size: int
) -> Page[DocumentRow]:
    """The rows after ``after``, at most ``size``: ids first, then what is shown of them.

    A cursor is (0, the last draft's id), then (1, the last posting).
    """
    segment, last = after or (0, _ABOVE_ALL)
    rows = []
    if segment == 0:
        rows = rows_of(database, _drafts(database, asked, int(last), size))
        if len(rows) == size:
            return Page(rows, (0, rows[-1].id))
        last = _end(database)
    ids, reached = _posted(database, asked, int(last), size - len(rows))
    return Page(rows + rows_of(database, ids), None if reached is None else (1, reached))


def count(database: Database, asked: DocumentsAsked) -> Count | None:
    """How many there are, so far as that is quickly told; None where a text is looked for."""
    if asked.text:
        return None
    return in_all(
        counted(database, query, (kind,))
        for kind in asked.kinds
        for query in (_DRAFTS, f"{_POSTED} IS NOT NULL")
    )


def _end(database: Database) -> int:
    return int(sql.value(database, "SELECT coalesce(max(posting), 0) + 1 FROM document"))


def _drafts(database: Database, asked: DocumentsAsked, last: int, size: int) -> list[int]:
    """The newest drafts begun before ``last``; drafts of the Counter live on its own page."""
    query = f"SELECT d.id, d.id AS place {_DRAFTS} AND d.id < ?"
    return [id for id, _ in _of_each_kind(database, asked, query, (last,), size)]


def _posted(
    database: Database, asked: DocumentsAsked, last: int, size: int
) -> tuple[list[int], int | None]:
    """The newest posted before the posting ``last``, and the posting they end at (None: the end).

    For a text only so many are looked at, then the screen asks again.
    """
    others = _elsewhere(database, asked, last) if asked.text else None
    if others is not None:
        found, first = _indexed(database, asked, others, last, size)
    else:
        first = max(last - _AT_ONCE, 0) if asked.text else 0
        query = f"SELECT d.id, d.posting AS place {_POSTED} < ? AND d.posting >= ?"
        found = _of_each_kind(database, asked, query, (last, first), size)
    ids = [id for id, _ in found]
    if len(found) == size:
        return ids, found[-1][1]
    return ids, first or None


_Posted = tuple[int, int]
"""The id of a document, and its posting."""


def _indexed(
    database: Database, asked: DocumentsAsked, others: Sequence[_Posted], last: int, size: int
) -> tuple[list[_Posted], int]:
    """The newest posted before ``last`` whose number has a text, or that are among ``others``.

    And down to which posting was looked, 0 where that is the end.
    """
    found: list[_Posted] = []
    below = last
    for _ in range(_TIMES):
        there = _numbered(database, asked, below)
        first = there[-1] if len(there) == _INDEXED_AT_ONCE else 0
        some = set(_of_postings(database, asked, there))
        some.update(other for other in others if first <= other[1] < below)
        found += sorted(some, key=lambda one: one[1], reverse=True)
        below = first
        if not first or len(found) >= size:
            break
    return found[:size], below


def _numbered(database: Database, asked: DocumentsAsked, below: int) -> list[int]:
    """The newest postings whose numbers may have a text."""
    if not asked.is_of_numbers:
        return []
    return document_search.newest(
        database, asked.in_number, below, _INDEXED_AT_ONCE, asked.beginnings
    )


def _of_postings(
    database: Database, asked: DocumentsAsked, postings: Sequence[int]
) -> list[_Posted]:
    """Those of some postings that are of a kind and whose number has a text."""
    rows = sql.unordered(
        database,
        f"SELECT d.id, d.posting, d.kind FROM {ids_in()} j CROSS JOIN document d"
        " WHERE d.posting = j.value AND d.number LIKE ? ESCAPE '\\'",
        sql.json_list(postings),
        _like(asked.in_number),
    )
    return [(id, posting) for id, posting, kind in rows if kind in asked.kinds]


def _elsewhere(database: Database, asked: DocumentsAsked, last: int) -> list[_Posted] | None:
    """Those posted before ``last`` that have a text elsewhere than in their number.

    None where very many may, or where the index of numbers cannot be asked.
    """
    if asked.is_of_numbers and not document_search.can_answer(asked.in_number):
        return None
    through: list[tuple[str, str, Sequence[object]]] = [
        ("note", _NOTED, ()),
        *(("their_number", _NUMBERED_BY_THEM, (kind,)) for kind in asked.kinds),
    ]
    if not all(counted(database, query, values).exact for _, query, values in through):
        return None
    few = _of_contacts(database, asked.text)
    if few is None:
        return None
    for field, query, values in through:
        query = f"SELECT d.id {query} AND d.{field} LIKE ? ESCAPE '\\'"
        sought = _like(asked.text if field == "note" else asked.in_number)
        few += (id for (id,) in sql.unordered(database, query, *values, sought))
    return _of_few(database, asked, few, last)


def _of_contacts(database: Database, text: str) -> list[int] | None:
    """The documents of contacts with a text in their names; None: more than a few."""
    if sql.value(database, "SELECT coalesce(max(id), 0) FROM contact") > _NAMES:
        return None
    named = sql.rows(
        database,
        "SELECT id FROM contact WHERE id <= ?1 AND name LIKE ?2 ESCAPE '\\' UNION"
        " SELECT subject_id FROM earlier_name WHERE subject = 'contact'"
        " AND name LIKE ?2 ESCAPE '\\' ORDER BY id LIMIT ?3",
        _NAMES,
        _like(text),
        _FEW + 1,
    )
    if len(named) > _FEW:
        return None
    theirs = sql.unordered(
        database,
        f"SELECT d.id FROM {ids_in()} j CROSS JOIN document d WHERE d.party_id = j.value LIMIT ?",
        sql.json_list([id for (id,) in named]),
        _FEW + 1,
    )
    return None if len(theirs) > _FEW else [id for (id,) in theirs]


def _of_few(
    database: Database, asked: DocumentsAsked, few: Sequence[int], last: int
) -> list[_Posted]:
    """Those of a few that fit."""
    rows = sql.unordered(
        database,
        "SELECT d.id, d.posting, d.kind FROM document d"
        f" WHERE d.id IN (SELECT j.value FROM {ids_in()} j) AND d.posting < ?{_CONTAINS}",
        sql.json_list(few),
        last,
        *_contained(asked),
    )
    return [(id, posting) for id, posting, kind in rows if kind in asked.kinds]


def _of_each_kind(
    database: Database, asked: DocumentsAsked, query: str, values: Sequence[object], size: int
) -> list[tuple[int, int]]:
    """(id, place) of the first ``size`` rows in falling places, each kind by its own index."""
    contains: tuple[object, ...] = ()
    if asked.text:
        query += _CONTAINS
        contains = _contained(asked)
    query += " ORDER BY place DESC LIMIT ?"
    found: list[tuple[int, int]] = []
    for kind in asked.kinds:
        found += sql.rows(database, query, kind, *values, *contains, size)
    found.sort(key=lambda row: row[1], reverse=True)
    return found[:size]


def _contained(asked: DocumentsAsked) -> tuple[object, ...]:
    """The values of ``_CONTAINS``."""
    return (*(_like(asked.in_number),) * 2, *(_like(asked.text),) * 3)


def _like(text: str) -> str:
    return f"%{sql.like_literal(text)}%"


def rows_of(database: Database, ids: Sequence[int]) -> list[DocumentRow]:
    """The documents of some ids, in the order of these."""
    return [DocumentRow(*row) for row in sql.rows_of(database, _ROWS, ids)]
