"""What may change (items, contacts, prices, settings, drafts), from one opening to the next (S3).

How all that is, is noted as the shop is closed; what was changed outside of the program is found
by it after the next opening.
"""

from collections.abc import Iterator, Sequence

from app.domain.problems import Code, Problem
from app.services import clock
from app.services.keeping.records import called
from app.services.keeping.seal_fault import SealFault
from db import sql
from db.engine import digests
from db.engine.trouble import StoreTrouble
from db.sql import Database


def changed(found: Sequence[tuple[str, str]]) -> Iterator[SealFault]:
    """Each table, or row of one, that is not as it was at the closing, as a fault."""
    for table, row in found:
        code = Code.CLOSED_DIFFERS if row else Code.CLOSED_ROWS
        yield SealFault(None, "", Problem(code, {"rows": called(table), "row": row}))


_ROWS_AT_ONCE = 500


class Opened:
    """A shop as it was at its opening: looked at beside the screen, and by any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._snapshot = digests.Snapshot(str(database.database))

    @property
    def closed_at(self) -> str | None:
        """When it was closed before. None: not cleanly, or it is new, or was brought up to date, so
        that there is nothing to compare with; a check tells which it was (``StoreChecked``)."""
        return self._snapshot.closed_at

    def compare(self) -> Sequence[SealFault]:
        """What was changed between the closing and the opening."""
        at = self.closed_at
        try:
            found = list(changed(self._snapshot.changed()))
        except StoreTrouble:
            self._database.compared = None
            raise
        self._database.compared = (at, len(found)) if at else None
        return found

    def compare_again_next_time(self) -> None:
        """What was changed was told to nobody: the next opening compares with the same closing."""
        self._snapshot.note_again(self._database)


def opened(database: Database) -> Opened:
    """The shop was just opened: what was noted at its closing counts for now, and no longer."""
    found = Opened(database)
    with sql.transaction(database, of=sql.SHOP):
        digests.forget_closing(database)
    at = found.closed_at
    database.compared = (at, None) if at else None
    return found


def close(database: Database, unseen: Opened | None = None) -> None:
    """The shop is about to be closed: what only grows is sealed, all else noted as it is.

    The last that is written. What is not reached is for the next time; so is what was changed
    before this opening, where nobody was told yet (``unseen``): it may have been open for seconds.
    """
    from app.services.keeping import seals  # as the shop is closed

    while seals.seal_rows(database, _ROWS_AT_ONCE):
        pass
    with sql.transaction(database, of=sql.SHOP):
        if unseen is not None and unseen.compare():
            unseen.compare_again_next_time()
        else:
            digests.note_closing(database, clock.stamp(clock.now()))
