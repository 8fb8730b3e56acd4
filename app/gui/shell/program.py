"""Opens a shop and keeps its window: first run, main window, rebuilt when a choice changes."""

import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QObject,
    Qt,
    QTimer,
    QTranslator,
)
from PySide6.QtWidgets import QApplication, QWidget

from app.domain import scanner
from app.gui.kit import theme, throwaway
from app.gui.kit.after_painting import AfterPainting
from app.gui.kit.collector import Collector
from app.gui.kit.desk import Continues, Desk
from app.gui.kit.dialogs import asked_of, asking_all, give_up_questions
from app.gui.kit.errors import tell_trouble, trouble_text
from app.gui.kit.input_method import InputMethodPolicy
from app.gui.kit.later import class_named
from app.gui.kit.sounds import Sounds
from app.gui.kit.tasks import end_all
from app.gui.people.counter_watch import CounterWatch
from app.gui.scanning.capture import ScanCapture
from app.gui.shell.background import Background
from app.gui.shell.main_window import MainWindow
from app.gui.shell.restores import Restores, staying
from app.gui.shell.succession import Succession
from app.gui.shell.usual_places import default_store, first_backups
from app.services import people, settings
from app.services import session as sessions
from app.services.keeping import frozen
from app.services.session import Session
from app.services.settings import PersonSettings
from app.text import LANGUAGES, _, use_language
from db.engine.lock import InUse, StoreLock
from db.engine.opening import close_database, is_earlier, make_sure, open_database
from db.engine.trouble import StoreTrouble, Trouble
from db.sql import Database

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

    from app.gui.keeping.backup_work import CopyToLookAt
    from app.gui.keeping.trouble_window import TroubleWindow
    from app.gui.shell.first_run import FirstRunPage
    from app.gui.shell.one_window import OneWindow

FIRST_RUN = "shell.first_run.FirstRunPage"
TROUBLE_WINDOW = "keeping.trouble_window.stand_in"
LEADS_TO_BACKUPS = "keeping.trouble_window.leads_to_backups"
UPGRADE_WINDOW = "shell.upgrade_window.UpgradeWindow"
CUSTOMER_SCREEN = "money.customer_screen.begin"
ONE_WINDOW, CALL_OTHER = "shell.one_window.OneWindow", "shell.one_window.call_other"
_TO_END = 1.0
"""Seconds that work beside the screen has to come to an end as the shop is closed."""
_ASKED = 200
"""Milliseconds after which it is looked again whether a question was answered."""
_TO_LET_GO = 3.0
"""Seconds after which it is closed, though what was broken off has not let the store go."""
_log = logging.getLogger(__name__)


class Program(QObject):
    """One open shop at a time."""

    def __init__(self, application: QApplication, own: Path | None = None) -> None:
        """``own`` is the shop that the demo shop leads to; without it, this user's."""
        super().__init__(application)
        Collector.of_program()
        self._own = own or default_store()
        self.application = application
        self._lock: StoreLock | None = None
        self._door: OneWindow | None = None
        self._door_soon = AfterPainting(self)
        self._door_soon.due.connect(self._begin_door)
        self._database: Database | None = None
        self._session: Session | None = None
        self._demo: TemporaryDirectory[str] | None = None
        self.first_run: FirstRunPage | None = None
        self.window: MainWindow | None = None
        self._away: dict[int, MainWindow] = {}
        """The windows of those who are not at the counter now, by person, as they left them."""
        self._stale: set[int] = set()
        """Whose windows show choices of the shop that are others now."""
        self.trouble: TroubleWindow | None = None
        """What stands where the shop cannot be opened."""
        self._capture = ScanCapture(application)
        self._succession = Succession(application, self._capture, self)
        self._watch = CounterWatch(self._capture.quiet, self._may_lock, self._lock_counter, self)
        self._input_methods = InputMethodPolicy(application)
        self._qt_texts = QTranslator(self)
        self._look: theme.Theme | None = None
        self.path: Path | None = None
        """The shop that is open, by the name that it was asked for by."""
        self._restores = Restores(self)
        self.background = Background(self._capture.quiet, self._page_shown, self)
        """What works beside the window."""
        self.background.checks.found.connect(self._say_found)

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
            self._database = open_database(path, accepted)
            choices = settings.load(self._database)
            self._session = _first_session(self._database)
            frozen.heed(self._database)
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
        self.background.begin(self._session, of_demo=self._demo is not None)
        try:
            if choices.is_set_up:
                self.rebuild(locked=people.signs_in(self._database))
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
        self._speak(_system_language())
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
                demo.build(database, language or _system_language())
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

    def _dress(self, look: theme.Theme | None = None) -> None:
        """Put on a look, where it is another than before: the system's own without a shop."""
        look = look or self._look or theme.theme_for("system")
        if look is not self._look:
            theme.apply(self.application, look)
            self._look = look

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

    def _leave_demo(self) -> None:
        """From the demo shop to one's own."""
        if self.window is not None and self.window.close():
            self.window.given_up = True
            self.close_store()
            self.open(self._own)

    def rebuild(self, locked: bool = False) -> None:
        """Build the window anew, in the language and look that who works there has chosen."""
        assert self._database is not None and self._session is not None
        old, key = self.window, None
        codes: list[str] = []
        if old is not None:
            if not old.may_leave():
                return
            old.given_up = True
            codes = old.let_go()
            key = old.current_key()
        was = self._session.person.id
        window = self._build(sessions.begin(self._database, was))
        locked = locked or self._session.person.id != was  # who was here may not any more
        if old is None or key is None or not window.offers(key):
            window.start()
            if locked:
                window.lock()
            window.showMaximized()
        else:
            window.restoreGeometry(old.saveGeometry())
            page, before = window.show_page(key), old.pages.get(key)
            window.show()
            if isinstance(page, Continues) and isinstance(before, Continues):
                page.go_on_from(before.left_off())
            if old.is_locked or locked:
                window.lock()
        window.strays.adopt(codes)
        for gone in (old, self.first_run):
            if gone is not None:
                self._succession.follow(gone, window, partial(_end, gone))
        self.first_run = None

    def _build(self, session: Session) -> MainWindow:
        """The window of who is at the counter now, not shown yet."""
        self._session = session
        own = settings.load_person(session.database, session.person.id)
        look = self._look_of(own)
        desk = Desk.of(session, look, Sounds(own.sounds, own.sound_set, own.volume))
        # Not at once: the page whose signal this answers is part of the window that goes.
        desk.bus.settings_changed.connect(self._rebuild_soon)
        window = MainWindow(desk, is_demo=self._demo is not None)
        window.others = lambda: list(self._away.values())
        if self._demo is not None:
            window.band.own_button.clicked.connect(self._leave_demo)
        else:
            self._restores.serve(window)
        window.signed_in.connect(self._signed_in)
        window.older_accepted.connect(lambda: self.background.checks.accept(desk.session))
        desk.bus.setParent(window)
        if desk.counter_settings.customer_screen:
            class_named(CUSTOMER_SCREEN)(desk, window)
        self._serve(window)
        return window

    def _look_of(self, own: PersonSettings) -> theme.Theme:
        """Put on the language and the look that somebody has chosen."""
        self._speak(own.language)
        look = theme.theme_for(own.theme)
        self._dress(look)
        return look

    def _serve(self, window: MainWindow) -> None:
        """Scans, prints and the clock of locking are this window's from now on."""
        self.window = window
        desk = window.desk
        profile = scanner.profile_of(desk.counter_settings.scanner)
        self._capture.serve(window.route_scan, profile)
        self._watch.begin(desk.settings.lock_after)
        if self.background.checks.has_found or window.check_band is not None:
            self._say_found()
        self.background.serve(desk)

    # Who is at the counter --------------------------------------------------------------------

    def _signed_in(self, session: Session) -> None:
        """Somebody comes to the counter: their window, as they left it; scans that wait go there.

        The window of before stays as it is until its person comes back.
        """
        old = self.window
        assert old is not None and old.sign_in is not None
        if session.person == old.desk.session.person:
            old.unlock()
        else:
            self._change_person(old, session)
        assert self.window is not None
        if not self.window.is_locked:
            for code in old.sign_in.take_waiting():
                self.window.route_scan(code)

    def _change_person(self, old: MainWindow, session: Session) -> None:
        if _asks_two(old):
            assert old.sign_in is not None
            old.sign_in.say_unanswered(old.desk.session.person)
            return
        settings.save_counter(session, person=session.person.id)
        own, theirs = old.desk.session.person.id, session.person.id
        window = self._away.pop(theirs, None)
        if own == theirs:  # the name or role is another now
            old.unlock()
            self._session = session
            self.rebuild()
            return
        if window is not None and window.desk.session.person != session.person:
            window.given_up = True
            _end(window)
            window = None
        self._away[own] = old
        if window is None:
            window = self._build(session)
            window.start()
        else:
            self._session = session
            self._look_of(window.desk.person_settings)
            self._serve(window)
        window.restoreGeometry(old.saveGeometry())
        window.show()
        self._succession.follow(old, window, old.hide)
        if window.is_locked:
            window.unlock()
            window.desk.bus.changed.emit()  # others were here meanwhile
        if theirs in self._stale:
            self._stale.discard(theirs)
            self._rebuild_what_is_open()

    def _lock_counter(self) -> None:
        if self.window is not None:
            self.window.lock()

    def _may_lock(self) -> bool:
        return self.window is not None and self.window.may_lock()

    def _page_shown(self) -> str | None:
        return self.window.current_key() if self.window is not None else None

    def _say_found(self) -> None:
        """What a check found stands above the pages."""
        if self.window is not None:
            self.window.say_found(self.background.checks.older, self.background.checks.faults)

    def leave(self) -> None:
        """The shop was closed: it is backed up first, unless nobody waits for it."""
        keeper = self.background.backs_up() if self.window is not None else None
        if keeper is not None and self.window is not None:
            class_named("keeping.closing_window.carry_out")(self.window.desk, keeper)
        self.close_store()
        self._restores.end()

    def _speak(self, language: str) -> None:
        """Texts, Qt's own too, dates and numbers in a language."""
        use_language(language)
        QLocale.setDefault(QLocale(language))
        self.application.removeTranslator(self._qt_texts)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._qt_texts.load(f"qtbase_{language}", folder):
            self.application.installTranslator(self._qt_texts)

    def _rebuild_soon(self) -> None:
        self._stale.update(self._away)  # those of others are built anew as they come back
        QTimer.singleShot(0, self, self._rebuild_what_is_open)

    def _rebuild_what_is_open(self) -> None:
        """A window that closes saves what was typed last; it does not come back for that.

        What is asked over it is answered first.
        """
        window = self.window
        if window is None or window.given_up:
            return
        if any(asked_of(dialog) is window for dialog in asking_all()):
            QTimer.singleShot(_ASKED, self, self._rebuild_what_is_open)
        else:
            self.rebuild()

    def close_store(self) -> None:
        """Close the window and the store, and release its lock; a demo shop is deleted."""
        self.background.end()
        self._succession.end()
        self._capture.stop()
        self._watch.stop()
        for away in self._away.values():
            away.given_up = True  # who closed the program was asked about them
            _end_timers(away)
        shown = (self.window, self.first_run, self.trouble, *self._away.values())
        windows = [window for window in shown if window is not None]
        for window in windows:
            give_up_questions(window)
            window.close()
            _end_timers(window)
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
            self._database = self._session = None
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


def _end(window: QWidget) -> None:
    """Another stands in its place: nobody waits for what it does beside the screen any more."""
    give_up_questions(window)
    window.close()
    end_all([window], 0)
    window.deleteLater()


def _end_timers(window: QWidget) -> None:
    """Nothing is read any more."""
    for timer in window.findChildren(QTimer):
        timer.stop()


def _asks_two(window: MainWindow) -> bool:
    """A question waits in a window, and one in somebody else's: that one can only end after it."""
    asked = [asked_of(dialog) for dialog in asking_all()]
    return window in asked and any(one is not window for one in asked)


def _first_session(database: Database) -> Session:
    """Of who was here last, where it is asked who that is; the owner's otherwise."""
    session = sessions.begin(database)
    if not people.signs_in(database):
        return session
    return sessions.begin(database, settings.load_counter(database, session.counter.id).person)


def _system_language() -> str:
    """The computer's language, or English where it is none of ours."""
    system = QLocale.system().name()
    return system if system in LANGUAGES else next(iter(LANGUAGES))
