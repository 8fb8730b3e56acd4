"""What the books should say, worked out of the ledgers and compared with what they do say (S3).

Each statement gives what does not fit, a few of it, named as people name it. All read whole tables:
they are for a check beside the screen. What a posting sealed is not looked at again.
"""

from typing import NamedTuple

from db import sql
from db.codes import IN_STOCK, POSTED, UNKNOWN, VOIDED
from db.engine import audit_marks
from db.queries.prices import ONE
from db.sql import Database

MOST = 20
"""Of what does not fit, so many of a kind are listed."""


class NotFitting(NamedTuple):
    """Something that does not fit: what it is of, and where, or nothing."""

    name: str
    place: str


def _found(database: Database, statement: str) -> list[NotFitting]:
    return [
        NotFitting(str(name or ""), str(place or ""))
        for name, place in sql.rows(database, f"{statement} LIMIT {MOST}")
    ]


def serials(database: Database) -> list[NotFitting]:
    """Serials that are not where their last movement left them."""
    return _found(database, SERIALS)


SERIALS = """
SELECT s.number, NULL FROM serial s
LEFT JOIN serial_movement m ON m.id = s.last_movement_id
LEFT JOIN document_line l ON l.id = m.line_id
WHERE m.serial_id IS DISTINCT FROM s.id OR m.to_status <> s.status
  OR m.to_warehouse_id IS DISTINCT FROM s.warehouse_id OR l.product_id <> s.product_id
  OR s.current_movement_id IS DISTINCT FROM
     CASE WHEN m.reverses_id IS NULL THEN m.id ELSE m.before_id END
ORDER BY s.id
"""


def movements(database: Database) -> list[NotFitting]:
    """Serials whose movements do not follow one another, or reverse what they do not fit."""
    found = _found(database, MOVEMENTS)
    if found or sql.value(database, IN_A_ROW):
        return found
    return _found(database, NOT_IN_A_ROW)


MOVEMENTS = f"""
SELECT coalesce(s.number, CAST(m.serial_id AS text)), NULL FROM serial_movement m
LEFT JOIN serial_movement p ON p.id = m.prev_id
LEFT JOIN serial_movement r ON r.id = m.reverses_id
LEFT JOIN serial s ON s.id = m.serial_id
WHERE s.id IS NULL
  OR CASE WHEN m.prev_id IS NULL
       THEN m.from_status <> {UNKNOWN} OR m.from_warehouse_id IS NOT NULL
         OR m.before_id IS NOT NULL OR m.reverses_id IS NOT NULL
       ELSE p.id IS NULL OR p.id >= m.id OR p.serial_id <> m.serial_id
         OR p.to_status <> m.from_status
         OR p.to_warehouse_id IS DISTINCT FROM m.from_warehouse_id END
  OR CASE WHEN m.reverses_id IS NULL
       THEN p.id IS NOT NULL AND m.before_id IS DISTINCT FROM
            CASE WHEN p.reverses_id IS NULL THEN p.id ELSE p.before_id END
       ELSE r.id IS NULL OR r.reverses_id IS NOT NULL OR r.serial_id <> m.serial_id
         OR r.line_id <> m.line_id OR r.from_status <> m.to_status
         OR r.from_warehouse_id IS DISTINCT FROM m.to_warehouse_id
         OR r.before_id IS DISTINCT FROM m.before_id END
ORDER BY m.id
"""

IN_A_ROW = """
SELECT (SELECT coalesce(sum(id), 0) FROM serial_movement)
  = (SELECT coalesce(sum(prev_id), 0) FROM serial_movement)
  + (SELECT coalesce(sum(last_movement_id), 0) FROM serial)
"""
"""Each movement is the one before of exactly one other, or the last of its serial: so both add up.

Only where they do not is it looked for, which sorts the whole ledger.
"""

NOT_IN_A_ROW = """
SELECT s.number, NULL FROM (
  SELECT serial_id, max(id) AS last, count(*) AS moved, count(DISTINCT prev_id) AS befores
  FROM serial_movement GROUP BY serial_id) AS way JOIN serial s ON s.id = way.serial_id
WHERE s.last_movement_id <> way.last OR way.befores <> way.moved - 1 ORDER BY s.id
"""


def flows(database: Database) -> list[NotFitting]:
    """Documents whose rows of the stock ledger are not of their lines, or reverse what is none."""
    return _found(database, FLOWS)


FLOWS = """
SELECT d.number, NULL FROM stock_movement m
LEFT JOIN document_line l ON l.id = m.line_id LEFT JOIN document d ON d.id = l.document_id
LEFT JOIN stock_movement r ON r.id = m.reverses_id
WHERE l.product_id IS DISTINCT FROM m.product_id
  OR m.reverses_id IS NOT NULL AND (r.id IS NULL OR r.id >= m.id OR r.line_id <> m.line_id
    OR r.warehouse_id <> m.warehouse_id OR r.quantity <> -m.quantity OR r.reverses_id IS NOT NULL)
ORDER BY m.id
"""


def flow_order(database: Database) -> list[NotFitting]:
    """Documents whose rows of the stock ledger are not where they were written.

    Its rows are numbered from 1 on, and come in the order in which documents were posted: none is
    ever taken out, and no seal says the number of a row.
    """
    return _found(database, FLOW_ORDER) or _found(database, FLOWS_SWAPPED)


FLOW_ORDER = """
SELECT d.number, NULL FROM (
  SELECT min(id) AS first, max(id) AS last, count(*) AS moved FROM stock_movement) AS ids
LEFT JOIN stock_movement m ON m.id = ids.last
LEFT JOIN document_line l ON l.id = m.line_id LEFT JOIN document d ON d.id = l.document_id
WHERE ids.first <> 1 OR ids.last <> ids.moved
ORDER BY d.id
"""


FLOWS_SWAPPED = """
SELECT number, NULL FROM (
  SELECT d.number, m.id, d.posting, lag(d.posting) OVER (ORDER BY m.id) AS before
  FROM stock_movement m CROSS JOIN document_line l CROSS JOIN document d
  WHERE l.id = m.line_id AND d.id = l.document_id AND m.reverses_id IS NULL) AS flows
WHERE posting < before ORDER BY id
"""


def stock(database: Database) -> list[NotFitting]:
    """Items and warehouses whose stock is not what the ledgers lead to."""
    return _found(database, STOCK)


STOCK = f"""
SELECT p.name, w.name FROM (
  SELECT product_id, warehouse_id FROM (
    SELECT product_id, warehouse_id, sum(quantity) AS on_hand, 0 AS identified
    FROM stock_movement GROUP BY product_id, warehouse_id
    UNION ALL
    SELECT product_id, warehouse_id, 0, count(*) FROM serial WHERE status = {IN_STOCK}
    GROUP BY warehouse_id, product_id
    UNION ALL
    SELECT product_id, warehouse_id, -on_hand, -identified FROM stock) AS moved
  GROUP BY product_id, warehouse_id HAVING sum(on_hand) <> 0 OR sum(identified) <> 0) AS wrong
LEFT JOIN product p ON p.id = wrong.product_id LEFT JOIN warehouse w ON w.id = wrong.warehouse_id
ORDER BY wrong.product_id, wrong.warehouse_id
"""


def held(database: Database) -> list[NotFitting]:
    """Items of which another quantity has a value than is there without serial numbers (M11)."""
    return _found(database, HELD)


HELD = f"""
SELECT p.name, NULL FROM item_value v LEFT JOIN product p ON p.id = v.product_id
LEFT JOIN (
  SELECT product_id, sum(quantity) AS quantity FROM (
    SELECT product_id, on_hand - {ONE} * identified AS quantity FROM stock
    UNION ALL SELECT product_id, quantity - {ONE} * serials FROM on_the_way) AS parts
  GROUP BY product_id) AS there ON there.product_id = v.product_id
WHERE v.quantity <> coalesce(there.quantity, 0) OR p.id IS NULL ORDER BY v.product_id
"""


def values(database: Database) -> list[NotFitting]:
    """Items whose value is not what their documents moved of it (M11).

    Looked at are those of which that is known from their first on: the value of others, which have
    serial numbers or were there before costs were kept, began with a purchase price. What moves no
    stock of the shop's and yet has a cost was lost on the way.
    """
    return _found(database, VALUES)


VALUES = f"""
SELECT p.name, NULL FROM (
  SELECT product_id, sum(moved) AS quantity,
         sum(CASE WHEN moved > 0 THEN cost ELSE -cost END) AS value
  FROM (
    SELECT l.product_id, l.cost, coalesce(nullif(
             (SELECT sum(m.quantity) FROM stock_movement m
              WHERE m.line_id = l.id AND m.reverses_id IS NULL), 0), -l.quantity) AS moved
    FROM document_line l JOIN document d ON d.id = l.document_id AND d.state = {POSTED}
    JOIN product i ON i.id = l.product_id
    WHERE l.cost IS NOT NULL AND NOT i.track_serials) AS lines
  GROUP BY product_id) AS known
JOIN item_value v ON v.product_id = known.product_id AND v.quantity = known.quantity
JOIN product p ON p.id = v.product_id
WHERE v.value <> known.value
  AND NOT EXISTS (SELECT 1 FROM serial s WHERE s.product_id = v.product_id)
  AND NOT EXISTS (SELECT 1 FROM stock_movement o JOIN document_line l ON l.id = o.line_id
                  WHERE o.product_id = v.product_id AND o.reverses_id IS NOT NULL
                  AND l.cost IS NULL)
ORDER BY v.product_id
"""


def counts(database: Database) -> list[NotFitting]:
    """Items whose serials by status are not as many as there are."""
    return _found(database, COUNTS)


COUNTS = f"""
SELECT p.name, NULL FROM (
  SELECT product_id FROM (
    SELECT product_id, status, count(*) AS there FROM serial
    WHERE status NOT IN ({UNKNOWN}, {IN_STOCK}) GROUP BY product_id, status
    UNION ALL SELECT product_id, status, -count FROM serial_count) AS counted
  GROUP BY product_id, status HAVING sum(there) <> 0) AS wrong
LEFT JOIN product p ON p.id = wrong.product_id ORDER BY wrong.product_id
"""


def warehouses(database: Database) -> list[NotFitting]:
    """Warehouses whose totals are not those of their stock."""
    return _found(database, WAREHOUSES)


WAREHOUSES = """
SELECT coalesce(w.name, CAST(wrong.warehouse_id AS text)), NULL FROM (
  SELECT warehouse_id FROM (
    SELECT warehouse_id, sum(on_hand) AS on_hand, count(*) FILTER (WHERE on_hand <> 0) AS items
    FROM stock GROUP BY warehouse_id
    UNION ALL SELECT warehouse_id, -on_hand, -items FROM warehouse_stock) AS told
  GROUP BY warehouse_id HAVING sum(on_hand) <> 0 OR sum(items) <> 0) AS wrong
LEFT JOIN warehouse w ON w.id = wrong.warehouse_id ORDER BY wrong.warehouse_id
"""


def on_the_way(database: Database) -> list[NotFitting]:
    """Transfers of which something else is on the way than what was sent and not received."""
    return _found(database, ON_THE_WAY)


ON_THE_WAY = """
SELECT d.number, NULL FROM (
  SELECT line_id, min(posting) AS posting FROM (
    SELECT line_id, posting, product_id, quantity, serials, 1 AS side FROM on_the_way
    UNION ALL
    SELECT line_id, posting, product_id, quantity, serials, -1 FROM still_on_the_way) AS sides
  GROUP BY line_id, posting, product_id, quantity, serials HAVING sum(side) <> 0) AS wrong
LEFT JOIN document_line l ON l.id = wrong.line_id LEFT JOIN document d ON d.id = l.document_id
ORDER BY wrong.posting
"""


def debts(database: Database) -> list[NotFitting]:
    """Documents whose debt is not settled by what settles it, or is in force and should not be."""
    return _found(database, DEBTS)


DEBTS = f"""
SELECT d.number, NULL FROM debt b LEFT JOIN document d ON d.id = b.document_id
WHERE b.settled <> (SELECT coalesce(sum(amount), 0) FROM allocation WHERE to_id = b.document_id)
                 - (SELECT coalesce(sum(amount), 0) FROM allocation WHERE from_id = b.document_id)
  OR d.state IS NULL OR b.void <> (d.state = {VOIDED})
ORDER BY b.document_id
"""


def half_void(database: Database) -> list[NotFitting]:
    """Posted documents that say something of a void, and are not void."""
    return _found(database, HALF_VOID)


HALF_VOID = f"""
SELECT number, NULL FROM document WHERE state = {POSTED}
  AND (voided_at IS NOT NULL OR voided_by IS NOT NULL OR void_reason IS NOT NULL)
ORDER BY id
"""


def taxes(database: Database) -> list[NotFitting]:
    """Documents whose rates of tax are not numbered from 1 on, as they are written."""
    return _found(database, TAXES)


TAXES = """
SELECT d.number, NULL FROM (
  SELECT document_id, min(place) AS first, max(place) AS last, count(*) AS rates
  FROM document_tax GROUP BY document_id) AS places
CROSS JOIN document d
WHERE d.id = places.document_id AND (first <> 1 OR last <> rates)
ORDER BY d.id
"""


def audit_rows(database: Database) -> list[NotFitting]:
    """Rows of the audit log, by id, that are not as this program wrote them (U4)."""
    return [NotFitting(str(id), "") for id in audit_marks.strange(database, MOST)]


def drawer_entries(database: Database) -> list[NotFitting]:
    """Money put into drawers or taken out of them, by its id, and not as the audit log tells it.

    Before its rows had marks, it told of them some milliseconds later.
    """
    return _found(database, DRAWER_ENTRIES)


DRAWER_ENTRIES = """
SELECT CAST(id AS text), NULL FROM (
  SELECT e.id FROM drawer_entry e LEFT JOIN shift s ON s.id = e.shift_id
  WHERE s.counter_id <> e.counter_id OR (s.id IS NULL) <> (e.shift_id IS NULL)
    OR NOT EXISTS (
      SELECT 1 FROM audit a WHERE a.subject = 'drawer_entry' AND a.subject_id = e.id
        AND (a.at = e.at OR a.mark IS NULL) AND a.user_id = e.person_id
        AND a.counter_id = e.counter_id AND a.detail = e.reason
        AND a.after = '{"amount": ' || CAST(e.amount AS text) || '}'
        AND NOT EXISTS (SELECT 1 FROM audit c WHERE c.subject = 'shift' AND c.id < a.id
                        AND c.subject_id = e.shift_id AND c.action = 'drawer_closed'))
  UNION ALL
  SELECT a.subject_id FROM audit a WHERE a.subject = 'drawer_entry'
    AND NOT EXISTS (SELECT 1 FROM drawer_entry e WHERE e.id = a.subject_id)) AS wrong
ORDER BY id
"""


def open_drawers(database: Database) -> list[NotFitting]:
    """Drawers that are open, by their counter, and not as the audit log tells it; or are gone."""
    return _found(database, OPEN_DRAWERS)


OPEN_DRAWERS = """
SELECT c.name, NULL FROM (
  SELECT s.counter_id FROM shift s
  WHERE s.closed_at IS NULL AND (s.reason <> '' OR NOT EXISTS (
    SELECT 1 FROM audit a WHERE a.subject = 'shift' AND a.subject_id = s.id
      AND (a.at = s.opened_at OR a.mark IS NULL) AND a.user_id = s.opened_by
      AND a.counter_id = s.counter_id AND a.detail = s.why
      AND a.after = '{"float": ' || CAST(s.float AS text)
        || ', "differs": ' || CAST(s.differs AS text) || '}'))
  UNION ALL
  SELECT a.counter_id FROM audit a WHERE a.subject = 'shift'
    AND NOT EXISTS (SELECT 1 FROM shift s WHERE s.id = a.subject_id)) AS wrong
LEFT JOIN counter c ON c.id = wrong.counter_id ORDER BY wrong.counter_id
"""


def numbers(database: Database) -> list[NotFitting]:
    """Where document numbers, or the order of posting, have a gap, or do not end where they do."""
    return _found(database, NUMBERS)


NUMBERS = f"""
SELECT last_number, NULL FROM (
  SELECT d.kind, max(d.number) AS last_number, count(*) AS posted,
         (SELECT last FROM number_sequence n WHERE n.kind = d.kind) AS last
  FROM document d WHERE d.state IN ({POSTED}, {VOIDED}) GROUP BY d.kind) AS kinds
WHERE last IS DISTINCT FROM posted
UNION ALL
SELECT (SELECT number FROM document WHERE posting = ends.last), NULL FROM (
  SELECT max(posting) AS last, count(posting) AS posted FROM document) AS ends
WHERE ends.last <> ends.posted
ORDER BY last_number
"""
