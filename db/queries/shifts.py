"""Reads about a drawer: its shifts, what was paid in them, what else passed it (M9)."""

from collections.abc import Sequence
from typing import NamedTuple

from db import sql
from db.codes import DRAFT, TENDER_CASH, TENDER_EXCHANGE
from db.sql import Database


class Shift(NamedTuple):
    """A shift of a counter's drawer; the last seven of one that is open are None.

    Amounts are minor units, moments stamps. ``differs`` is by how much more its float was than what
    the last close left, ``why`` the reason of that; ``reason`` is that of what was counted.
    """

    id: int
    counter_id: int
    counter: str
    opened_at: str
    opened_by: str
    float: int
    differs: int
    why: str
    reason: str
    closed_at: str | None
    closed_by: str | None
    number: int | None
    expected: int | None
    counted: int | None
    stays: int | None

    @property
    def is_open(self) -> bool:
        """It is not closed yet."""
        return self.closed_at is None


SHIFT = """
  s.id, s.counter_id, c.name, s.opened_at, o.name, s.float, s.differs, s.why, s.reason,
  s.closed_at, b.name, s.number, s.expected, s.counted, s.stays
"""
"""The columns of a ``Shift``."""

OF = """
  CROSS JOIN counter c CROSS JOIN person o LEFT JOIN person b ON b.id = s.closed_by
  WHERE c.id = s.counter_id AND o.id = s.opened_by
"""
"""What they are read from, behind the table ``shift s``."""


def shift(database: Database, id: int) -> Shift:
    """One shift."""
    found = sql.row(database, f"SELECT {SHIFT} FROM shift s {OF} AND s.id = ?", id)
    assert found is not None
    return Shift(*found)


def open_shift(database: Database, counter: int) -> int | None:
    """The shift of a counter that is open."""
    found: int | None = sql.value(
        database, "SELECT id FROM shift WHERE counter_id = ? AND closed_at IS NULL", counter
    )
    return found


def last_left(database: Database, counter: int) -> int | None:
    """What the last close of a counter's drawer left inside; None: it was never closed."""
    found: int | None = sql.value(
        database,
        "SELECT stays FROM shift WHERE counter_id = ? ORDER BY id DESC LIMIT 1",
        counter,
    )
    return found


def last_number(database: Database) -> int:
    """The number of the last Z report of the shop; 0: there is none."""
    found: int = sql.value(database, "SELECT coalesce(max(number), 0) FROM shift")
    return found


class DrawerScope(NamedTuple):
    """What passed a drawer in a shift; or without one at a counter from a moment to another."""

    shift: int | None
    counter: int = 0
    begins: str = ""
    ends: str = ""

    @property
    def condition(self) -> str:
        """As a condition of ``payment`` or ``drawer_entry``, each named ``x``."""
        if self.shift is not None:
            return "x.shift_id = ?"
        return "x.counter_id = ? AND x.at >= ? AND x.at < ?"

    @property
    def values(self) -> tuple[object, ...]:
        """The values of the condition."""
        return (self.shift,) if self.shift is not None else (self.counter, self.begins, self.ends)


class PaidInCash(NamedTuple):
    """Payments in cash of documents of a kind, of one sign; see ``domain.shifts.CashSum``."""

    kind: str
    amount: int
    rounding: int
    given: int
    payments: int
    changed: int


def paid_in_cash(database: Database, scope: DrawerScope) -> list[PaidInCash]:
    """What was paid in cash, by kind of document and sign."""
    return [
        PaidInCash(*row)
        for row in sql.rows(
            database,
            "SELECT d.kind, sum(x.amount), sum(x.rounding),"
            " sum(coalesce(x.given, x.amount + x.rounding)), count(*),"
            " sum(CASE WHEN x.given > x.amount + x.rounding THEN 1 ELSE 0 END)"
            " FROM payment x CROSS JOIN tender t CROSS JOIN document d"
            f" WHERE {scope.condition} AND t.id = x.tender_id AND t.kind = {TENDER_CASH}"
            " AND d.id = x.document_id GROUP BY d.kind, x.amount > 0 ORDER BY d.kind, x.amount > 0",
            *scope.values,
        )
    ]


class TenderSum(NamedTuple):
    """What was paid by a tender other than cash; ``name`` None: that of its kind."""

    tender: int
    kind: int
    name: str | None
    payments: int
    amount: int
    counted: int | None = None


def paid_otherwise(database: Database, scope: DrawerScope) -> list[TenderSum]:
    """What was paid by each other tender, in the shop's order."""
    return [
        TenderSum(*row)
        for row in sql.rows(
            database,
            "SELECT t.id, t.kind, t.name, count(*), sum(x.amount)"
            " FROM payment x CROSS JOIN tender t"
            f" WHERE {scope.condition} AND t.id = x.tender_id"
            f" AND t.kind NOT IN ({TENDER_CASH}, {TENDER_EXCHANGE})"
            " GROUP BY t.id, t.kind, t.name, t.place ORDER BY t.place, t.id",
            *scope.values,
        )
    ]


def tenders_of(database: Database, shift: int) -> list[TenderSum]:
    """What a closed shift keeps of the other tenders."""
    return [
        TenderSum(*row)
        for row in sql.rows(
            database,
            "SELECT t.id, t.kind, t.name, x.payments, x.expected, x.counted"
            " FROM shift_tender x CROSS JOIN tender t"
            " WHERE x.shift_id = ? AND t.id = x.tender_id ORDER BY t.place, t.id",
            shift,
        )
    ]


def pieces_of(database: Database, shift: int) -> list[tuple[int, int]]:
    """The notes and coins counted at a close, by value, from the largest down."""
    return [
        (value, pieces)
        for value, pieces in sql.rows(
            database,
            "SELECT value, pieces FROM shift_piece WHERE shift_id = ? ORDER BY value DESC",
            shift,
        )
    ]


class EntrySum(NamedTuple):
    """What passed the drawer without a document, by kind."""

    kind: int
    amount: int
    entries: int


def passed(database: Database, scope: DrawerScope) -> list[EntrySum]:
    """What was put in, taken out, and opened without a sale."""
    return [
        EntrySum(*row)
        for row in sql.rows(
            database,
            "SELECT x.kind, sum(x.amount), count(*) FROM drawer_entry x"
            f" WHERE {scope.condition} GROUP BY x.kind ORDER BY x.kind",
            *scope.values,
        )
    ]


class DrawerEntry(NamedTuple):
    """One of these, with its reason."""

    id: int
    at: str
    person: str
    kind: int
    amount: int
    reason: str


def entries(database: Database, scope: DrawerScope, most: int = sql.ALL) -> list[DrawerEntry]:
    """What passed the drawer without a document, newest first."""
    return [
        DrawerEntry(*row)
        for row in sql.rows(
            database,
            "SELECT x.id, x.at, p.name, x.kind, x.amount, x.reason"
            " FROM drawer_entry x CROSS JOIN person p"
            f" WHERE {scope.condition} AND p.id = x.person_id ORDER BY x.id DESC LIMIT ?",
            *scope.values,
            most,
        )
    ]


def being_paid(database: Database, counter: int) -> int | None:
    """A draft that is being paid at a counter: it holds payments, and is not parked.

    One of which nobody knows where it is may be paid anywhere.
    """
    found: int | None = sql.value(
        database,
        "SELECT d.id FROM draft_payment p CROSS JOIN document d"
        f" WHERE d.id = p.document_id AND d.state = {DRAFT} AND d.parked_at IS NULL"
        " AND (d.counter_id = ? OR d.counter_id IS NULL) ORDER BY d.id LIMIT 1",
        counter,
    )
    return found


def open_drafts(database: Database, kinds: Sequence[str]) -> tuple[int, int]:
    """How many drafts of some kinds are parked, and how many at the Counter have lines."""
    marks = ", ".join("?" * len(kinds))
    parked: int = sql.value(
        database,
        "SELECT count(*) FROM document"
        f" WHERE parked_at IS NOT NULL AND state = {DRAFT} AND kind IN ({marks})",
        *kinds,
    )
    begun: int = sql.value(
        database,
        "SELECT count(*) FROM document d"
        f" WHERE d.state = {DRAFT} AND d.at_counter AND d.parked_at IS NULL"
        f" AND d.kind IN ({marks})"
        " AND EXISTS (SELECT 1 FROM document_line WHERE document_id = d.id)",
        *kinds,
    )
    return parked, begun
