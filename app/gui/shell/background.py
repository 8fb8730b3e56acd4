"""What works beside the window of an open shop: prints, backups, checks, tidying while idle."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.gui.keeping.keeping_work import KeepingWork
from app.gui.kit import throwaway
from app.gui.kit.after_painting import AfterPainting
from app.gui.kit.desk import Desk
from app.gui.kit.later import class_named
from app.gui.shell.finding_fill import FindingFill
from app.gui.shell.hold_watch import HoldWatch
from app.gui.shell.usual_places import first_backups
from app.services.entry import scan_log
from app.services.session import Session
from db.engine import log, statistics
from db.engine.trouble import StoreTrouble
from db.sql import rows_changed

if TYPE_CHECKING:
    from app.gui.keeping.keeper import Keeper
    from app.gui.paper.print_queue import PrintQueue

PRINTING = "app.printing"
OF_PRINTING = (".labels.layout", ".documents.making", ".making")
"""What the print queue brings along, in parts of some 20 ms."""
ACTING = "app"
OF_ACTING = (
    "statistics",
    ".domain.codes",
    ".services.documents.draft_read",
    ".services.documents.draft_lines",
    ".services.entry.scanning",
    ".services.documents.undoing",
    ".services.documents.discounts",
    ".services.stock.finding",
    ".services.money.payments",
    ".services.keeping.seals",
    ".services.documents.posting",
    ".services.proving",
    ".services.paper.drawer",
    ".services.stock.contacts",
    ".services.approving",
    ".gui.kit.message",
)
"""What the first scan, posting, payment or refusal needs, in parts of less than 10 ms: no start
waits for it, and the first scan is as fast as the second.
"""
_log = logging.getLogger(__name__)
_IDLE = 60_000


class Background(QObject):
    """Begins with a shop and ends with it; whose window is there is told by ``serve``."""

    def __init__(
        self, quiet: Callable[[], float], page: Callable[[], str | None], parent: QObject
    ) -> None:
        """``quiet``: for how many seconds nobody has typed or scanned. ``page``: what is shown."""
        super().__init__(parent)
        self._quiet = quiet
        self._session: Session | None = None
        self._desk: Desk | None = None
        self._of_demo = False
        self._changes = 0
        self._idle = QTimer(self, interval=_IDLE)
        self._idle.timeout.connect(self.tidy)
        self._fill = FindingFill(self)
        self.checks = KeepingWork(self)
        """Seals and checks."""
        self.printing: PrintQueue | None = None
        """The print queue, once the first window is there."""
        self._act_soon = AfterPainting(self, ACTING, OF_ACTING)
        self._print_soon = AfterPainting(self, PRINTING, OF_PRINTING)
        self._print_soon.due.connect(self._begin_printing)
        self._holds = HoldWatch(page, self)
        self._print_soon.due.connect(self._holds.begin)
        self.backups: Keeper | None = None
        """What makes backups, once the first window is there."""
        self._keep_soon = AfterPainting(self)
        self._keep_soon.due.connect(self._begin_keeping)

    def begin(self, session: Session, of_demo: bool) -> None:
        """A shop is open."""
        self._session, self._of_demo = session, of_demo
        if not session.database.frozen:
            self.checks.begin(session.database, session.counter.id)
        self._changes = rows_changed(session.database)
        self._idle.start()
        self._fill.begin(session.database)

    def serve(self, desk: Desk) -> None:
        """This desk's window is there from now on; what is not begun yet begins once it is seen."""
        if self._desk is not None:
            self._desk.bus.backed_up.disconnect(self._note_places)
        self._session, self._desk = desk.session, desk
        desk.bus.backed_up.connect(self._note_places)
        if self.printing is None:
            self._act_soon.begin()
            self._print_soon.begin()
        else:
            self.printing.serve(desk)
        if self.backups is None:
            self._keep_soon.begin()
        else:
            self.backups.serve(desk)

    def _begin_printing(self) -> None:
        """What waits to be printed is, beside the screen; imported only now.

        Not by a shop that is only looked at: another prints its papers.
        """
        if self._desk is None or self._desk.database.frozen:
            return
        queue: PrintQueue = class_named("paper.print_queue.at_work")(self._desk, self)
        self.printing = queue
        queue.begin()

    def _begin_keeping(self) -> None:
        """From now on the shop is backed up by itself; imported only now."""
        desk = self._desk
        if desk is None or desk.database.frozen:
            return
        store = Path(desk.database.database).resolve()
        keeper: Keeper = class_named("keeping.keeper.at_work")(desk, store, self._quiet, self)
        self.backups = keeper
        keeper.begin(first_backups(store))
        self._note_places()
        if not self._of_demo:
            throwaway.tidy()

    def backs_up(self) -> "Keeper | None":
        """What makes backups, though the shop was open for a moment only; None: nothing does."""
        if self.backups is None:
            self._keep_soon.stop()
            self._begin_keeping()
        return self.backups

    def _note_places(self) -> None:
        """Where the backups are stands beside the shop's file too, should it not be opened."""
        if self._session is not None and self.backups is not None and not self._of_demo:
            self.backups.note_places()

    def tidy(self) -> None:
        """While nobody waits: delete old scans, and write the log back into the store."""
        if self._session is None:
            return
        database = self._session.database
        try:
            scan_log.forget_old(self._session)
            statistics.refresh(database)
            changes = rows_changed(database)
            if changes != self._changes:
                log.begin(database)
                self._changes = rows_changed(database)
        except StoreTrouble as trouble:  # nobody waits for it: the next idle minute does it
            _log.info("not tidied now: %s", trouble.trouble)
        self.checks.keep()  # last: who reads meanwhile keeps the log from being begun anew

    def end(self) -> None:
        """The shop closes: nothing is begun any more, what works comes to its end.

        The checks go on until ``checks.stop``, once no window needs them.
        """
        for timer in (self._idle, self._act_soon, self._print_soon, self._keep_soon):
            timer.stop()
        self._fill.stop()
        self._holds.stop()
        if self.backups is not None:
            self.backups.end()
            self.backups.deleteLater()
            self.backups = None
        if self.printing is not None:
            self.printing.end()
            self.printing.deleteLater()
            self.printing = None
        self._session = self._desk = None
