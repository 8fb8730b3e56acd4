"""The whole check of a store: its pages, seals, books and records, with each fault by name (S3).

What was posted is sealed, what follows from it is worked out again, and what may change (items,
contacts, prices, settings, drafts) is compared with what it was when the shop was closed.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from app.domain.problems import Code, Problem, Reason
from app.services import clock
from app.services.keeping import closings, newest_seal, seals
from app.services.keeping.patience import Tell, untold
from app.services.keeping.records import Records
from app.services.keeping.seal_fault import SealFault
from db import sql
from db.engine import digests, guards
from db.engine.trouble import StoreTrouble, Trouble, whatever_is_read
from db.queries import ledger_checks
from db.queries import seals as seal_reads
from db.queries.ledger_checks import NotFitting
from db.sql import Database


class ComparedWith(NamedTuple):
    """The closing that items, contacts and all else that may change were compared with.

    ``closed_at``: when it was. ``changed``: how many things were not as then; None: of a store that
    was opened a moment ago this is still looked at.
    """

    closed_at: str
    changed: int | None


class StoreChecked(NamedTuple):
    """What a check came to. ``at``: when. ``seals``: how many there are; ``waiting``: documents of
    before that have none yet. ``compared``: with what all that may change was compared, of a store
    that is open when it was opened; None: with nothing, as it was not closed cleanly before.
    ``seals_fit``: all that is sealed is as it was.
    """

    faults: Sequence[SealFault]
    at: str
    seals: int
    waiting: int
    compared: ComparedWith | None
    seals_fit: bool

    @property
    def is_whole(self) -> bool:
        """Nothing was found."""
        return not self.faults


def check(database: Database, tell: Tell = untold) -> StoreChecked:
    """Check a whole store, as it is at this moment; nothing is written.

    ``tell`` is told which share of it is done; what it raises ends the check. For a large store it
    is called on a worker, with a connection of its own.
    """
    faults: list[SealFault] = []
    parts = _Parts()
    faults += _unless_damaged(database, lambda _, told: parts.check(database, told), tell) or []
    return StoreChecked(
        faults,
        clock.stamp(clock.now()),
        parts.seals,
        parts.waiting,
        parts.compared,
        parts.seals_fit,
    )


class _Parts:
    """What a check learns besides faults, part by part."""

    def __init__(self) -> None:
        self.seals = self.waiting = 0
        self.seals_fit = False
        self.compared: ComparedWith | None = None

    def check(self, database: Database, tell: Tell) -> list[SealFault]:
        """All parts, each as the store is at this moment."""
        faults: list[SealFault] = []
        self.compared = ComparedWith(*database.compared) if database.compared else None
        with sql.one_moment(database):
            closed_at = digests.closed_at(database)
            for begins, ends, part in _PARTS:
                found = _unless_damaged(database, part, _from(tell, begins, ends))
                if part is _records and closed_at and found is not None:
                    self.compared = ComparedWith(closed_at, len(found))
                self.seals_fit |= part is _sealed and not found
                faults += found or []
                tell(ends)
            last, takeover = newest_seal.of(database), seal_reads.takeover(database)
            self.seals = last.seal if last else 0
            self.waiting = max(takeover.last - takeover.done, 0)
        return faults


_Part = Callable[[Database, Tell], list[SealFault] | None]


def _unless_damaged(database: Database, part: _Part, tell: Tell) -> list[SealFault] | None:
    """What a part finds; that it cannot be read is found too."""
    try:
        with whatever_is_read(Path(str(database.database))):
            return part(database, tell)
    except StoreTrouble as trouble:
        if trouble.trouble is not Trouble.DAMAGED:
            raise
        return [damaged(trouble)]


def damaged(trouble: StoreTrouble) -> SealFault:
    """That something of the store cannot be read at all."""
    return _plain(Code.PAGES_DAMAGED, reported=str(trouble.__cause__ or trouble.trouble.value))


def _from(tell: Tell, begins: float, ends: float) -> Tell:
    return lambda share: tell(begins + share * (ends - begins))


def _plain(code: Reason, **values: object) -> SealFault:
    return SealFault(None, "", Problem(code, values))


def _pages(database: Database, _tell: Tell) -> list[SealFault]:
    """What SQLite itself finds wrong."""
    return [_plain(Code.PAGES_DAMAGED, reported=text) for text in digests.pages(database)]


def _guards(database: Database, _tell: Tell) -> list[SealFault]:
    """What guards the books in the file, and was taken away."""
    return [_plain(Code.RULES_GONE, name=name) for name in guards.missing(database)]


def _sealed(database: Database, tell: Tell) -> list[SealFault]:
    return seals.check(database, tell)


def books(database: Database, tell: Tell = untold) -> list[SealFault]:
    """What the books say and the ledgers do not lead to."""
    faults = []
    for place, (read, fault) in enumerate(_BOOKS):
        faults += _unless_damaged(database, _book(read, fault), tell) or []
        tell(place / len(_BOOKS))
    return faults


def _book(
    read: Callable[[Database], list[NotFitting]], fault: Callable[[NotFitting], SealFault]
) -> _Part:
    return lambda database, _tell: [fault(found) for found in read(database)]


def _of_serial(code: Reason) -> Callable[[NotFitting], SealFault]:
    return lambda found: _plain(code, serial=found.name)


def _of_document(code: Reason) -> Callable[[NotFitting], SealFault]:
    return lambda found: SealFault(None, found.name, Problem(code, {"number": found.name}))


def _of_audit(found: NotFitting) -> SealFault:
    return _plain(Code.ROW_PUT_IN, rows=Records.AUDIT, row=found.name)


_BOOKS: Sequence[
    tuple[Callable[[Database], list[NotFitting]], Callable[[NotFitting], SealFault]]
] = (
    (ledger_checks.serials, _of_serial(Code.BOOKS_SERIAL)),
    (ledger_checks.movements, _of_serial(Code.BOOKS_MOVEMENT)),
    (ledger_checks.flows, _of_document(Code.BOOKS_FLOW)),
    (ledger_checks.flow_order, _of_document(Code.BOOKS_FLOW_ORDER)),
    (
        ledger_checks.stock,
        lambda found: _plain(Code.BOOKS_STOCK, product=found.name, warehouse=found.place),
    ),
    (ledger_checks.held, lambda found: _plain(Code.BOOKS_HELD, product=found.name)),
    (ledger_checks.values, lambda found: _plain(Code.BOOKS_VALUE, product=found.name)),
    (ledger_checks.counts, lambda found: _plain(Code.BOOKS_COUNT, product=found.name)),
    (ledger_checks.warehouses, lambda found: _plain(Code.BOOKS_WAREHOUSE, warehouse=found.name)),
    (ledger_checks.on_the_way, _of_document(Code.BOOKS_ON_THE_WAY)),
    (ledger_checks.debts, _of_document(Code.BOOKS_DEBT)),
    (ledger_checks.half_void, _of_document(Code.BOOKS_VOID)),
    (ledger_checks.taxes, _of_document(Code.BOOKS_TAXES)),
    (ledger_checks.numbers, _of_document(Code.BOOKS_NUMBERS)),
    (ledger_checks.drawer_entries, lambda found: _plain(Code.BOOKS_DRAWER, row=found.name)),
    (ledger_checks.open_drawers, lambda found: _plain(Code.BOOKS_FLOAT, counter=found.name)),
    (ledger_checks.audit_rows, _of_audit),
)


def _records(database: Database, _tell: Tell) -> list[SealFault] | None:
    found = digests.changed_since_closing(database)
    return None if found is None else list(closings.changed(found))


_PARTS: Sequence[tuple[float, float, _Part]] = (
    (0.0, 0.3, _pages),
    (0.3, 0.32, _guards),
    (0.32, 0.75, _sealed),
    (0.75, 0.95, books),
    (0.95, 1.0, _records),
)
"""What is checked, and from which share of the whole to which."""
