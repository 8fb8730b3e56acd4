"""Reads about one document that is posted: what happened to it, and what it is tied to."""

from collections.abc import Sequence
from enum import Enum, unique
from typing import NamedTuple

from db import sql
from db.engine.parameters import ids_in
from db.sql import Database


@unique
class Happened(Enum):
    """What an event of a document's history is."""

    BEGUN = "begun"
    TOLD = "told"
    POSTED = "posted"
    CORRECTED = "corrected"
    MADE = "made"
    RETURNED = "returned"
    VOIDED = "voided"
    PRINTED = "printed"


class Event(NamedTuple):
    """One thing that happened to a document, or of it; ``at`` is a stamp of the store.

    TOLD is a row of the audit log: ``action`` and, of the line at ``position``, what was ``before``
    and ``after`` as JSON. CORRECTED: the serial number ``before`` and ``after``. BEGUN, MADE,
    RETURNED name the other document: what it was made of, what was made of it, what of it came or
    went back. PRINTED: ``action`` is the purpose, ``position`` which paper of the document it was,
    ``before`` the template, ``after`` how many pieces. ``counter`` is known where the audit log
    or the print log knows it.
    """

    happened: Happened
    at: str | None
    person: str | None
    counter: str | None
    action: str | None
    reason: str | None
    position: int | None
    before: str | None
    after: str | None
    document_id: int | None
    kind: str | None
    number: str | None
    state: int | None


def size(database: Database, document: int, at_most: int) -> int:
    """How many lines a document has and how many serials it moved, counted as far as needed."""
    return int(
        sql.value(
            database,
            "SELECT (SELECT count(*) FROM (SELECT l.id FROM document_line l"
            " WHERE l.document_id = ?1 LIMIT ?2) AS lines) + (SELECT count(*) FROM (SELECT m.id"
            " FROM document_line l CROSS JOIN serial_movement m"
            " WHERE l.document_id = ?1 AND m.line_id = l.id LIMIT ?2) AS moved)",
            document,
            at_most,
        )
    )


def events(database: Database, document: int) -> list[Event]:
    """All that happened to a document and is written down, newest first; one read."""
    return [
        Event(Happened(happened), *rest)
        for happened, *rest in sql.rows(database, _EVENTS, document)
    ]


# CROSS names the order: from the document to what is its own, never from all there is
_LATER = """
  later (happened, id) AS MATERIALIZED (
    SELECT 'made', m.id FROM document m WHERE m.origin_id = ?1 AND m.state IN (1, 2)
    UNION
    SELECT 'returned', t.document_id
    FROM document_line l CROSS JOIN document_line t CROSS JOIN document td
    WHERE l.document_id = ?1 AND t.origin_line_id = l.id AND td.id = t.document_id
      AND td.state IN (1, 2) AND td.origin_id IS DISTINCT FROM ?1)
"""

_EVENTS = f"""
WITH
  own (serial_id) AS MATERIALIZED (
    SELECT DISTINCT m.serial_id FROM document_line l CROSS JOIN serial_movement m
    WHERE l.document_id = ?1 AND m.line_id = l.id AND m.reverses_id IS NULL),
  {_LATER.strip()}
SELECT happened, at, person, counter, action, reason, position, told_before, told_after,
       document_id, kind, number, state
FROM (
  SELECT 'begun' AS happened, 1 AS place, 0 AS nth, d.created_at AS at, p.name AS person,
         NULL AS counter, NULL AS action, NULL AS reason, NULL AS position, NULL AS told_before,
         NULL AS told_after, o.id AS document_id, o.kind AS kind, o.number AS number,
         o.state AS state
  FROM document d JOIN person p ON p.id = d.created_by LEFT JOIN document o ON o.id = d.origin_id
  WHERE d.id = ?1
  UNION ALL
  SELECT 'told', 2, a.id, a.at, p.name, c.name, a.action, a.detail, l.position, a.before, a.after,
         NULL, NULL, NULL, NULL
  FROM audit a JOIN person p ON p.id = a.user_id LEFT JOIN counter c ON c.id = a.counter_id
  LEFT JOIN document_line l ON l.id = a.subject_id AND a.subject = 'document_line'
  WHERE a.document_id = ?1 AND a.action NOT IN ('void', 'reprint')
  UNION ALL
  SELECT 'posted', 3, 0, d.posted_at, p.name, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
         NULL, NULL
  FROM document d JOIN person p ON p.id = d.posted_by WHERE d.id = ?1
  UNION ALL
  SELECT 'corrected', 4, s.id, a.at, p.name, NULL, NULL, NULL, NULL, a.number, s.number, NULL,
         NULL, NULL, NULL
  FROM own CROSS JOIN serial_alias a CROSS JOIN serial s LEFT JOIN person p ON p.id = a.user_id
  WHERE a.serial_id = own.serial_id AND s.id = own.serial_id AND a.is_earlier = 1
  UNION ALL
  SELECT later.happened, 5, t.posting, t.posted_at, p.name, NULL, NULL, NULL, NULL, NULL, NULL,
         t.id, t.kind, t.number, t.state
  FROM later CROSS JOIN document t JOIN person p ON p.id = t.posted_by WHERE t.id = later.id
  UNION ALL
  SELECT 'voided', 6, 0, d.voided_at, p.name, c.name, NULL, d.void_reason, NULL, NULL, NULL, NULL,
         NULL, NULL, NULL
  FROM document d JOIN person p ON p.id = d.voided_by
  LEFT JOIN audit a ON a.document_id = d.id AND a.action = 'void'
  LEFT JOIN counter c ON c.id = a.counter_id
  WHERE d.id = ?1
  UNION ALL
  SELECT 'printed', 7, j.id, j.ended_at, p.name, c.name, j.purpose, j.reason,
         CASE WHEN j.of_draft = 0 THEN j.copy_number END, j.template, CAST(j.pieces AS text), NULL,
         NULL, NULL, NULL
  FROM print_job j JOIN person p ON p.id = j.person_id JOIN counter c ON c.id = j.counter_id
  WHERE j.document_id = ?1 AND j.state = 2) events
ORDER BY coalesce(at, '') DESC, place DESC, nth DESC
"""


@unique
class Tie(Enum):
    """How another document is tied to one."""

    ORIGIN = "origin"
    MADE = "made"
    RETURNS = "returns"
    RETURNED = "returned"


class Tied(NamedTuple):
    """A document that another is tied to; a draft has no number."""

    tie: Tie
    id: int
    kind: str
    number: str | None
    date: str
    party: str | None
    state: int


def ties(database: Database, document: int) -> list[Tied]:
    """What a document was made of and brings back, what was made of it and came back of it.

    Drafts that were begun of it too; put-aside ones not. In the order of the ties, oldest first.
    """
    return [Tied(Tie(tie), *rest) for tie, *rest in sql.rows(database, _TIES, document)]


_TIES = """
WITH tied (place, tie, id) AS MATERIALIZED (
  SELECT 1, 'origin', d.origin_id FROM document d WHERE d.id = ?1 AND d.origin_id IS NOT NULL
  UNION
  SELECT 2, 'returns', o.document_id
  FROM document d CROSS JOIN document_line l CROSS JOIN document_line o
  WHERE d.id = ?1 AND l.document_id = ?1 AND o.id = l.origin_line_id
    AND o.document_id IS DISTINCT FROM d.origin_id
  UNION
  SELECT 3, 'made', m.id FROM document m WHERE m.origin_id = ?1
  UNION
  SELECT 4, 'returned', t.document_id
  FROM document_line l CROSS JOIN document_line t CROSS JOIN document td
  WHERE l.document_id = ?1 AND t.origin_line_id = l.id AND td.id = t.document_id
    AND td.origin_id IS DISTINCT FROM ?1)
SELECT tied.tie, d.id, d.kind, d.number, d.date, c.name, d.state
FROM tied CROSS JOIN document d LEFT JOIN contact c ON c.id = d.party_id
WHERE d.id = tied.id AND d.state <> 3
ORDER BY tied.place, coalesce(d.posting, 0), d.id
"""


class LineSerial(NamedTuple):
    """A serial number on a line of a document.

    ``missing``: it was taken out of stock: not found by a count, or taken away.
    """

    line_id: int
    number: str
    missing: bool


def serials_of(database: Database, lines: Sequence[int]) -> list[LineSerial]:
    """The serial numbers of some lines of a document, in the order of entry; one read.

    Of a draft what was entered; of a counted line what was scanned, and what was not found; of
    every other what it moved.
    """
    return [
        LineSerial(line, number, bool(missing))
        for line, number, missing in sql.rows(database, _SERIALS, sql.json_list(lines))
    ]


_SERIALS = f"""
WITH asked (id, counted) AS MATERIALIZED (
  SELECT l.id, CASE WHEN l.book_on_hand IS NULL AND d.state IN (1, 2) THEN 0 ELSE 1 END
  FROM {ids_in("?1")} j CROSS JOIN document_line l CROSS JOIN document d
  WHERE l.id = j.value AND d.id = l.document_id)
SELECT line_id, number, missing
FROM (
  SELECT m.line_id AS line_id, s.number AS number,
         CASE WHEN m.to_status = 4 THEN 1 ELSE 0 END AS missing, m.id AS nth
  FROM asked CROSS JOIN serial_movement m CROSS JOIN serial s
  WHERE m.line_id = asked.id AND m.reverses_id IS NULL AND s.id = m.serial_id
    AND (asked.counted = 0 OR m.to_status = 4)
  UNION ALL
  SELECT e.line_id, e.number, 0, e.id
  FROM asked CROSS JOIN draft_serial e WHERE asked.counted = 1 AND e.line_id = asked.id) numbers
ORDER BY line_id, missing, nth
"""
