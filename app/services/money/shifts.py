"""A counter's drawer: opened with a float, closed with what was counted in it (M9).

A shift has its Z report, whose number is the next one of the shop, and never changes again. What
passes a drawer belongs to the shift that is open then, whatever the date is. A shop without shifts
has the total of a day.
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from app.domain.document_kind import Party
from app.domain.kinds import KINDS, SALE
from app.domain.permissions import Permission
from app.domain.problems import Code, Problem, Refused
from app.domain.shifts import (
    CashSum,
    Counted,
    DrawerEntryKind,
    FigureSum,
    closing_problems,
    entry_problems,
    expected_of,
    figures,
    opening_problems,
    report_number,
)
from app.services import audit, clock, settings
from app.services.audit import Action, Change, Subject
from app.services.keeping import seals
from app.services.money import grand_totals
from app.services.permitting import permitted
from app.services.session import Session
from db import sql
from db.queries import shifts as shift_reads
from db.queries.grand_totals import GrandTotal
from db.queries.shifts import DrawerEntry, DrawerScope, Shift, TenderSum
from db.sql import Database
from db.writes import shifts as shift_writes


class DrawerReport(NamedTuple):
    """All that is known of a drawer at a moment: the X report, of a closed shift the Z report.

    ``shift`` is None where a shop has no shifts: it is of the day ``date`` (ISO) then. ``opened``
    is how often it was opened without a sale. ``grand`` is what was sold since the shop began, as a
    Z report carries it; None of an X report, and of a Z report from before the shop kept it.
    """

    shift: Shift | None
    scope: DrawerScope
    date: str
    figures: list[FigureSum]
    tenders: list[TenderSum]
    opened: int
    pieces: list[tuple[int, int]]
    grand: GrandTotal | None = None

    @property
    def expected(self) -> int:
        """What should be in the drawer."""
        return expected_of(self.figures)

    @property
    def number(self) -> str:
        """The number of the Z report; none of a shift that is open."""
        return number_of(self.shift) if self.shift else ""


def open_shift(database: Database, counter: int) -> int | None:
    """The shift of a counter that is open; None: its drawer is closed, or the shop has no shifts.

    What is paid is written with it.
    """
    return shift_reads.open_shift(database, counter)


def shift(database: Database, id: int) -> Shift:
    """A shift: who opened it, when and with what; of a closed one what was counted."""
    return shift_reads.shift(database, id)


def opening_needed(database: Database, counter: int) -> bool:
    """The shop has shifts, and this counter's drawer is not open: nothing is paid before it is."""
    return settings.load(database).shifts and open_shift(database, counter) is None


def last_left(database: Database, counter: int) -> int | None:
    """What the last close of a counter's drawer left inside; None: it was never closed."""
    return shift_reads.last_left(database, counter)


def number_of(shift: Shift) -> str:
    """The number of a shift's Z report: ``Z-2026-000088``; none while it is open."""
    if shift.number is None or shift.closed_at is None:
        return ""
    return report_number(clock.day_of(datetime.fromisoformat(shift.closed_at)).year, shift.number)


def next_number(database: Database, day: date) -> str:
    """The number that a shift gets which is closed on a day."""
    return report_number(day.year, 1 + shift_reads.last_number(database))


# Reports ------------------------------------------------------------------------------------------


def report(database: Database, shift: int) -> DrawerReport:
    """What is known of a shift now: its X report, or its Z report once it is closed."""
    found = shift_reads.shift(database, shift)
    scope = DrawerScope(shift)
    tenders = shift_reads.paid_otherwise(database, scope)
    if not found.is_open:
        tenders = shift_reads.tenders_of(database, shift)
    opened_at = clock.day_of(datetime.fromisoformat(found.opened_at)).isoformat()
    return _report(database, found, scope, opened_at, tenders)


def of_day(database: Database, counter: int, day: date) -> DrawerReport:
    """What passed a counter's drawer on a day of a shop without shifts, by the clock."""
    scope = DrawerScope(None, counter, clock.begins(day), clock.begins(day + timedelta(days=1)))
    tenders = shift_reads.paid_otherwise(database, scope)
    return _report(database, None, scope, day.isoformat(), tenders)


def _report(
    database: Database, shift: Shift | None, scope: DrawerScope, date: str, tenders: list[TenderSum]
) -> DrawerReport:
    passed = shift_reads.passed(database, scope)
    opened = sum(one.entries for one in passed if one.kind == DrawerEntryKind.NO_SALE)
    return DrawerReport(
        shift,
        scope,
        date,
        figures(
            shift.float if shift else 0,
            [
                CashSum(
                    one.amount,
                    one.rounding,
                    one.given,
                    one.payments,
                    one.changed,
                    KINDS[one.kind].party is not Party.SUPPLIER,
                )
                for one in shift_reads.paid_in_cash(database, scope)
            ],
            [(DrawerEntryKind(one.kind), one.amount, one.entries) for one in passed],
        ),
        tenders,
        opened,
        shift_reads.pieces_of(database, shift.id) if shift else [],
        grand_totals.of_shift(database, shift.id) if shift else None,
    )


def entries(database: Database, scope: DrawerScope, most: int = sql.ALL) -> list[DrawerEntry]:
    """What passed a drawer without a document, newest first."""
    return shift_reads.entries(database, scope, most)


def open_drafts(database: Database) -> tuple[int, int]:
    """How many sales are parked, and how many are begun at the Counter: neither holds it up."""
    return shift_reads.open_drafts(database, [SALE.key])


# What is done -------------------------------------------------------------------------------------


@permitted(Permission.OPEN_DRAWER)
def open_drawer(session: Session, float: int, why: str = "") -> int:
    """Open this counter's drawer with so much in it; returns the shift that begins.

    Raises Refused where it is open, or where the float is not what the last close left and nobody
    says why.
    """
    session = session.at(session.now())  # one moment for the drawer and what is told of it
    database, why = session.database, " ".join(why.split())
    with sql.transaction(database, of=sql.SHOP):
        is_open = shift_reads.open_shift(database, session.counter.id) is not None
        left = None if is_open else shift_reads.last_left(database, session.counter.id)
        _check(opening_problems(float, left, why, _decimals(database), is_open))
        differs = 0 if left is None else float - left
        shift = shift_writes.open_drawer(
            database, session.counter.id, session.stamp(), session.person.id, float, differs, why
        )
        after = {"float": float, "differs": differs}
        audit.note(session, Action.DRAWER_OPENED, [Change(Subject.SHIFT, shift, None, after)], why)
    return shift


@permitted(Permission.MOVE_MONEY)
def move_money(session: Session, kind: DrawerEntryKind, amount: int, reason: str) -> int:
    """Put money into this counter's drawer or take it out; ``amount`` is above zero for both.

    Returns the entry. Raises Refused without a reason, and where a shop with shifts has none open.
    """
    signed = -amount if kind is DrawerEntryKind.MONEY_OUT else amount
    return _enter(session, kind, amount, signed, reason)


@permitted(Permission.OPEN_WITHOUT_SALE)
def open_without_sale(session: Session, reason: str) -> int:
    """Note that this counter's drawer is opened without a sale. Raises Refused as above."""
    return _enter(session, DrawerEntryKind.NO_SALE, 0, 0, reason)


def _enter(session: Session, kind: DrawerEntryKind, amount: int, signed: int, reason: str) -> int:
    session = session.at(session.now())
    database, counter, reason = session.database, session.counter.id, " ".join(reason.split())
    with sql.transaction(database, of=sql.SHOP):
        missing = opening_needed(database, counter)
        _check(entry_problems(kind, amount, reason, _decimals(database), not missing))
        shift = shift_reads.open_shift(database, counter)
        entry = shift_writes.add_entry(
            database, shift, counter, session.stamp(), session.person.id, kind, signed, reason
        )
        change = Change(Subject.DRAWER, entry, None, {"amount": signed})
        action = Action.NO_SALE if kind is DrawerEntryKind.NO_SALE else Action.MONEY_MOVED
        audit.note(session, action, [change], reason)
    return entry


@permitted(Permission.CLOSE_DRAWER)
def close(session: Session, counted: Counted) -> str:
    """Close this counter's drawer with what was counted; returns the number of its Z report.

    It is sealed at once.

    Raises Refused where it is not open, where a draft holds payments, and where what was counted is
    not what should be in it and nobody says why.
    """
    database = session.database
    with sql.transaction(database, of=sql.SHOP):
        shift = shift_reads.open_shift(database, session.counter.id)
        if shift is None:
            raise Refused([Problem(Code.SHIFT_NOT_OPEN)])
        found = report(database, shift)
        problems = closing_problems(counted, found.expected, _decimals(database))
        if waits := shift_reads.being_paid(database, session.counter.id):
            problems.append(Problem(Code.BEING_PAID, {"document": waits}))
        _check(problems)
        number = 1 + shift_reads.last_number(database)
        reason = " ".join(counted.reason.split()) if counted.amount != found.expected else ""
        shift_writes.close(
            database,
            shift,
            session.stamp(),
            session.person.id,
            number,
            found.expected,
            counted.amount,
            reason,
            counted.stays,
            [] if counted.total is not None else [p for p in counted.pieces.items() if p[1]],
            [one._replace(counted=counted.tenders.get(one.tender)) for one in found.tenders],
        )
        grand_totals.keep(session, shift)
        after = {"number": number, "expected": found.expected, "counted": counted.amount}
        change = Change(Subject.SHIFT, shift, None, after)
        audit.note(session, Action.DRAWER_CLOSED, [change], reason)
        seals.seal_close(session)
    return report_number(session.today().year, number)


def _check(problems: list[Problem]) -> None:
    if problems:
        raise Refused(problems)


def _decimals(database: Database) -> int:
    return settings.CURRENCIES[settings.load(database).currency]
