"""Reads about one document that is posted: what happened to it, and what it is tied to."""

from collections.abc import Sequence
from enum import Enum, unique
from typing import NamedTuple

from db import sql
from db.codes import DISCARDED, JOB_PRINTED, POSTED, REMOVED, VOIDED
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
    PAID = "paid"
    SETTLED = "settled"


class Event(NamedTuple):
    """One thing that happened to a document, or of it; ``at`` is a stamp of the store.

    TOLD is a row of the audit log: ``action`` and, of the line at ``position``, what was ``before``
    and ``after`` as JSON. CORRECTED: the serial number ``before`` and ``after``. BEGUN, MADE,
    RETURNED, SETTLED name the other document: what it was made of, what was made of it, what of it
    came or went back, what paid it on account. PRINTED: ``action`` is the purpose, ``position``
    which paper of the document it was, ``before`` the template, ``after`` how many pieces. PAID is
    a payment with its document: ``position`` the kind of its tender, ``before`` the shop's name
    for that. SETTLED may be ``reversed`` (``action``). ``amount`` is what was settled, or what was
    paid, below zero what was given back. ``counter`` is known where a ledger or a log knows it.
    ``approval`` is what the audit log keeps (JSON) of the approval that it needed (U3). ``seal`` is
    the hash of a posting or a void, once it is sealed (S3). ``place`` and ``nth`` order what
    happened at one moment.
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
    amount: int | None
    document_id: int | None
    kind: str | None
    number: str | None
    state: int | None
    approval: str | None
    seal: bytes | None
    place: int
    nth: int


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


def events(
    database: Database, document: int, before: Event | None = None, most: int = 20
) -> list[Event]:
    """What happened to a document and is written down, newest first; one read.

    The ``most`` newest, or of those ``before`` one of them.
    """
    key = _AFTER_ALL if before is None else (before.at or "", before.place, before.nth)
    return [
        Event(Happened(happened), *rest)
        for happened, *rest in sql.rows(database, _EVENTS, document, *key, most)
    ]


_AFTER_ALL = ("~", 0, 0)

# CROSS names the order: from the document to what is its own, never from all there is
_LATER = f"""
  later (happened, id) AS MATERIALIZED (
    SELECT 'made', m.id FROM document m WHERE m.origin_id = ?1 AND m.state IN ({POSTED}, {VOIDED})
    UNION
    SELECT 'returned', t.document_id
    FROM document_line l CROSS JOIN document_line t CROSS JOIN document td
    WHERE l.document_id = ?1 AND t.origin_line_id = l.id AND td.id = t.document_id
      AND td.state IN ({POSTED}, {VOIDED}) AND td.origin_id IS DISTINCT FROM ?1)
"""

_EVENTS = f"""
WITH
  own (serial_id) AS MATERIALIZED (
    SELECT DISTINCT m.serial_id FROM document_line l CROSS JOIN serial_movement m
    WHERE l.document_id = ?1 AND m.line_id = l.id AND m.reverses_id IS NULL),
  told (id, at, user_id, counter_id, action, detail, subject, subject_id, before, after)
  AS MATERIALIZED (
    SELECT a.id, a.at, a.user_id, a.counter_id, a.action, a.detail, a.subject, a.subject_id,
           a.before, a.after
    FROM audit a WHERE a.document_id = ?1),
  {_LATER.strip()},
  happening (happened, place, nth, at, person_id, counter_id, action, reason, position, told_before,
             told_after, amount, document_id) AS (
    SELECT 'begun', 1, 0, d.created_at, d.created_by, NULL, NULL, NULL, NULL, NULL, NULL,
           CAST(NULL AS bigint), d.origin_id
    FROM document d WHERE d.id = ?1
    UNION ALL
    SELECT 'told', 2, a.id, a.at, a.user_id, a.counter_id, a.action, a.detail, l.position, a.before,
           a.after, NULL, NULL
    FROM told a LEFT JOIN document_line l ON l.id = a.subject_id AND a.subject = 'document_line'
    WHERE a.action NOT IN ('void', 'reprint', 'allocation', 'adjust', 'approval')
    UNION ALL
    SELECT 'told', 2, a.id, a.at, a.user_id, a.counter_id, a.action, a.detail, NULL, a.before,
           a.after, NULL, NULL
    FROM told a CROSS JOIN document d
    WHERE a.action = 'approval' AND d.id = ?1 AND a.at IS DISTINCT FROM d.posted_at
      AND NOT EXISTS (SELECT 1 FROM told o WHERE o.at = a.at AND o.user_id = a.user_id
                      AND o.action <> 'approval')
    UNION ALL
    SELECT 'posted', 3, 0, d.posted_at, d.posted_by,
           d.counter_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM document d WHERE d.id = ?1 AND d.posted_by IS NOT NULL
    UNION ALL
    SELECT 'paid', 4, p.id, p.at, p.person_id, p.counter_id, NULL, p.reference, t.kind, t.name,
           NULL, p.amount + p.rounding, NULL
    FROM payment p CROSS JOIN tender t
    WHERE p.document_id = ?1 AND t.id = p.tender_id
    UNION ALL
    SELECT 'settled', 5, a.id, a.at, a.person_id, NULL,
           CASE WHEN a.reverses_id IS NOT NULL THEN 'reversed' END, NULL, NULL, NULL, NULL,
           abs(a.amount), CASE WHEN a.to_id = ?1 THEN a.from_id ELSE a.to_id END
    FROM (SELECT id, at, person_id, amount, from_id, to_id, reverses_id FROM allocation
          WHERE to_id = ?1
          UNION ALL
          SELECT id, at, person_id, amount, from_id, to_id, reverses_id FROM allocation
          WHERE from_id = ?1) a
    UNION ALL
    SELECT 'corrected', 6, s.id, a.at, a.user_id, NULL, NULL, NULL, NULL, a.number, s.number, NULL,
           NULL
    FROM own CROSS JOIN serial_alias a CROSS JOIN serial s
    WHERE a.serial_id = own.serial_id AND s.id = own.serial_id AND a.is_earlier
    UNION ALL
    SELECT later.happened, 7, t.posting, t.posted_at, t.posted_by, NULL, NULL, NULL, NULL, NULL,
           NULL, NULL, t.id
    FROM later CROSS JOIN document t WHERE t.id = later.id
    UNION ALL
    SELECT 'voided', 8, 0, d.voided_at, d.voided_by, a.counter_id, NULL, d.void_reason, NULL, NULL,
           NULL, NULL, NULL
    FROM document d LEFT JOIN told a ON a.action = 'void'
    WHERE d.id = ?1 AND d.voided_by IS NOT NULL
    UNION ALL
    SELECT 'printed', 9, j.id, j.ended_at, j.person_id, j.counter_id, j.purpose, j.reason,
           CASE WHEN NOT j.of_draft THEN j.copy_number END, j.template, CAST(j.pieces AS text),
           NULL, NULL
    FROM print_job j WHERE j.document_id = ?1 AND j.state = {JOB_PRINTED}),
  page AS MATERIALIZED (
    SELECT * FROM happening
    WHERE (coalesce(at, ''), place, nth) < (?2, ?3, ?4)
    ORDER BY coalesce(at, '') DESC, place DESC, nth DESC LIMIT ?5)
SELECT e.happened, e.at, p.name, c.name, e.action, e.reason, e.position, e.told_before,
       e.told_after, e.amount, o.id, o.kind, o.number, o.state,
       (SELECT a.after FROM told a WHERE a.action = 'approval' AND a.at = e.at
        AND a.user_id = e.person_id AND e.happened IN ('told', 'posted', 'voided')
        ORDER BY a.id LIMIT 1),
       (SELECT s.hash FROM seal s WHERE e.happened IN ('posted', 'voided') AND s.document_id = ?1
        AND (s.event = 1) = (e.happened = 'voided')),
       e.place, e.nth
FROM page e LEFT JOIN person p ON p.id = e.person_id LEFT JOIN counter c ON c.id = e.counter_id
LEFT JOIN document o ON o.id = e.document_id
ORDER BY coalesce(e.at, '') DESC, e.place DESC, e.nth DESC
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


_TIES = f"""
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
WHERE d.id = tied.id AND d.state <> {DISCARDED}
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
  SELECT l.id,
         CASE WHEN l.book_on_hand IS NULL AND d.state IN ({POSTED}, {VOIDED}) THEN 0 ELSE 1 END
  FROM {ids_in("?1")} j CROSS JOIN document_line l CROSS JOIN document d
  WHERE l.id = j.value AND d.id = l.document_id)
SELECT line_id, number, missing
FROM (
  SELECT m.line_id AS line_id, s.number AS number,
         CASE WHEN m.to_status = {REMOVED} THEN 1 ELSE 0 END AS missing, m.id AS nth
  FROM asked CROSS JOIN serial_movement m CROSS JOIN serial s
  WHERE m.line_id = asked.id AND m.reverses_id IS NULL AND s.id = m.serial_id
    AND (asked.counted = 0 OR m.to_status = {REMOVED})
  UNION ALL
  SELECT e.line_id, e.number, 0, e.id
  FROM asked CROSS JOIN draft_serial e WHERE asked.counted = 1 AND e.line_id = asked.id) numbers
ORDER BY line_id, missing, nth
"""
