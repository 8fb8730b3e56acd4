"""Opens a shop and closes it: the store and its lock, the first run, the demo shop, trouble."""

import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.gui.kit import throwaway
from app.gui.kit.after_painting import AfterPainting
from app.gui.kit.dialogs import give_up_questions
from app.gui.kit.errors import tell_trouble, trouble_text
from app.gui.kit.later import class_named
from app.gui.kit.tasks import end_all
from app.gui.shell.main_window import MainWindow
from app.gui.shell.program_windows import ProgramWindows, end_timers, system_language
from app.gui.shell.restores import Restores, staying
from app.gui.shell.usual_places import default_store, first_backups
from app.services import session as sessions
from app.services import settings
from app.services.keeping import frozen
from app.services.session import Session
from app.text import _
from db.engine.lock import InUse, StoreLock
from db.engine.opening import close_database, is_earlier, make_sure, open_database
from db.engine.trouble import StoreTrouble, Trouble
from db.queries import people
from db.sql import Database

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

    from app.gui.keeping.backup_work import CopyToLookAt
    from app.gui.keeping.trouble_window import TroubleWindow
    from app.gui.shell.one_window import OneWindow

FIRST_RUN = "shell.first_run.FirstRunPage"
TROUBLE_WINDOW = "keeping.trouble_window.stand_in"
LEADS_TO_BACKUPS = "keeping.trouble_window.leads_to_backups"
UPGRADE_WINDOW = "shell.upgrade_window.UpgradeWindow"
ONE_WINDOW, CALL_OTHER = "shell.one_window.OneWindow", "shell.one_window.call_other"
_TO_END = 1.0
"""Seconds that work beside the screen has to come to an end as the shop is closed."""
_TO_LET_GO = 3.0
"""Seconds after which it is closed, though what was broken off has not let the store go."""
_log = logging.getLogger(__name__)


class Program(ProgramWindows):
    """One open shop at a time."""

    def __init__(self, application: QApplication, own: Path | None = None) -> None:
        """``own`` is the shop that the demo shop leads to; without it, this user's."""
        super().__init__(application)
        self._own = own or default_store()
        self._lock: StoreLock | None = None
        self._door: OneWindow | None = None
        self._door_soon = AfterPainting(self)
        self._door_soon.due.connect(self._begin_door)
        self._demo: TemporaryDirectory[str] | None = None
        self.trouble: TroubleWindow | None = None
        """What stands where the shop cannot be opened."""
        self.path: Path | None = None
        """The shop that is open, by the name that it was asked for by."""
        self._restores = Restores(self)

    def open(self, path: Path, accepted: Trouble | None = None) -> bool:
        """Open the shop at ``path``, or say why it cannot be; True where a window is shown.

        ``accepted`` is a trouble with its log that the owner goes on in spite of.
        """
        try:
            self._lock_store(path)
            if is_earlier(path):
                _log.info("the shop is brought up to date")
                self._dress()
                class_named(UPGRADE_WINDOW)(path).carry_out(accepted)
            database = open_database(path, accepted)
            self._hold(database)
            choices = settings.load(database)
            session = _first_session(database)
            self._hold(database, session)
            frozen.heed(database)
        except InUse as held:
            if not class_named(CALL_OTHER)(held.name):
                self._dress()
                tell_trouble(
                    _(
                        "This shop is open already, in another window of Serialdesk or on another "
                        "computer. Close it there first."
                    )
                )
            return False
        except StoreTrouble as trouble:
            return self._not_opened(path, trouble)
        _log.info("a shop is open, of %d MiB", path.stat().st_size >> 20)
        self.path = path
        self.background.begin(session, of_demo=self.is_demo)
        try:
            if choices.is_set_up:
                self.rebuild(locked=people.signs_in(database))
            else:
                self._ask_first()
        except StoreTrouble as trouble:  # what the window begins with cannot be read
            return self._not_opened(path, trouble)
        return True

    def _not_opened(self, path: Path, trouble: StoreTrouble) -> bool:
        """Show what stands in place of the shop, or only say why; True where a window is shown."""
        _log.warning("store not opened: %s", trouble.trouble)
        self.close_store()
        self._dress()
        if class_named(LEADS_TO_BACKUPS)(path, trouble.trouble):
            self._show_trouble(path, trouble)
            return True
        tell_trouble(trouble_text(trouble))
        return False

    def _show_trouble(self, path: Path, trouble: StoreTrouble) -> None:
        """The shop cannot be opened: what stands there instead shows its backups (S2)."""
        self._speak(system_language())
        made: TroubleWindow = class_named(TROUBLE_WINDOW)(
            path, trouble, first_backups(path.resolve())
        )
        self.trouble = made
        made.open_wanted.connect(partial(self._after_trouble, path))
        made.look_ready.connect(partial(self._look_instead, path))
        made.show()

    def _after_trouble(self, path: Path, accepted: Trouble | None) -> None:
        """It is opened again: restored, or in spite of the trouble."""
        old, self.trouble = self.trouble, None
        with staying(self.application):
            if old is not None:
                old.close()
                old.deleteLater()
            if not self.open(path, accepted):
                self.application.quit()

    def _look_instead(self, path: Path, copy: "CopyToLookAt") -> None:
        """A copy of a backup is looked at; then it is back to the trouble with the shop."""
        self._restores.look_before(path, copy)
        self._after_trouble(copy.store, None)

    def open_demo(self, language: str | None = None) -> bool:
        """Open a throw-away shop, made anew; its folder goes when it is closed.

        It speaks ``language``, or the computer's own where it can.
        """
        from app.demo import shop as demo  # no shop of its own pays for it at the start

        folder = throwaway.demo_folder()
        path = Path(folder.name) / "demo.sqlite"
        try:
            with open_database(path) as database:
                demo.build(database, language or system_language())
        except StoreTrouble as trouble:
            folder.cleanup()
            self._dress()
            tell_trouble(trouble_text(trouble))
            return False
        self._demo = folder
        return self.open(path)

    def _lock_store(self, path: Path) -> None:
        """One program a shop. Raises InUse, or StoreTrouble where there can be no store."""
        place = make_sure(path)
        try:
            self._lock = StoreLock(place)
        except OSError:
            return  # opening says what is wrong with the file
        self._door_soon.begin()

    def _begin_door(self) -> None:
        """Who opens the shop once more comes to its window from now on."""
        if self._lock is not None:
            door: OneWindow = class_named(ONE_WINDOW)(self._lock.name, self)
            door.wanted.connect(self._come_to_front)
            self._door = door

    def _come_to_front(self) -> None:
        window = self.window or self.first_run
        if window is not None:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.show()
            window.raise_()
            window.activateWindow()

    def _ask_first(self) -> None:
        self._dress()
        self.first_run = class_named(FIRST_RUN)()
        self.first_run.answered.connect(self._set_up)
        self.first_run.demo_wanted.connect(self._leave_for_demo)
        self.first_run.bring_wanted.connect(self._restores.bring)
        self.first_run.show()

    def _set_up(self, answers: dict[str, Any]) -> None:
        assert self._session is not None and self.first_run is not None
        settings.set_up(self._session, **answers)
        self.first_run.done = True
        self.rebuild()

    def _leave_for_demo(self) -> None:
        language = None
        if self.first_run is not None:
            self.first_run.done = True
            language = self.first_run.language.currentData()
        self.close_store()
        self.open_demo(language)

    @property
    def is_demo(self) -> bool:
        """The demo shop is open."""
        return self._demo is not None

    def lead_on(self, window: MainWindow) -> None:
        """From the demo shop to one's own, from a copy back, to a backup."""
        if self.is_demo:
            window.band.own_button.clicked.connect(self._leave_demo)
        else:
            self._restores.serve(window)

    def _leave_demo(self) -> None:
        """From the demo shop to one's own."""
        if self.window is not None and self.window.close():
            self.window.given_up = True
            self.close_store()
            self.open(self._own)

    def leave(self) -> None:
        """The shop was closed: it is backed up first, unless nobody waits for it."""
        keeper = self.background.backs_up() if self.window is not None else None
        if keeper is not None and self.window is not None:
            class_named("keeping.closing_window.carry_out")(self.window.desk, keeper)
        self.close_store()
        self._restores.end()

    def close_store(self) -> None:
        """Close the window and the store, and release its lock; a demo shop is deleted."""
        self.background.end()
        self._succession.end()
        self._capture.stop()
        self._watch.stop()
        for away in self._away.values():
            away.given_up = True  # who closed the program was asked about them
            end_timers(away)
        shown = (self.window, self.first_run, self.trouble, *self._away.values())
        windows = [window for window in shown if window is not None]
        for window in windows:
            give_up_questions(window)
            window.close()
            end_timers(window)
            window.deleteLater()
        end_all([*windows, self.background.checks], _TO_END)
        self.window = self.first_run = self.trouble = None
        self._away.clear()
        self._stale.clear()
        if self._database is not None:
            self._database.keep_others_out(_TO_LET_GO)  # what is noted now stays as it is
        self.background.checks.stop()
        if self._database is not None:
            close_database(self._database)
            _log.info("the shop is closed")
            self._hold(None)
        self._door_soon.stop()
        if self._door is not None:
            self._door.leave()
            self._door = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        if self._demo is not None:
            self._demo.cleanup()
            self._demo = None


def _first_session(database: Database) -> Session:
    """Of who was here last, where it is asked who that is; the owner's otherwise."""
    session = sessions.begin(database)
    if not people.signs_in(database):
        return session
    return sessions.begin(database, settings.load_counter(database, session.counter.id).person)
