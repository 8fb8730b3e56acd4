"""The windows of who works at the counter: built, built anew, one in another's place."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from app.domain import scanner
from app.gui.kit import theme
from app.gui.kit.collector import Collector
from app.gui.kit.desk import Continues, Desk
from app.gui.kit.dialogs import asked_of, asking_all, give_up_questions
from app.gui.kit.input_method import InputMethodPolicy
from app.gui.kit.later import class_named
from app.gui.kit.sounds import Sounds
from app.gui.kit.tasks import end_all
from app.gui.people.counter_watch import CounterWatch
from app.gui.scanning.capture import ScanCapture
from app.gui.shell.background import Background
from app.gui.shell.main_window import MainWindow
from app.gui.shell.succession import Succession
from app.services import session as sessions
from app.services import settings
from app.services.session import Session
from app.services.settings import PersonSettings
from app.text import LANGUAGES, use_language
from db.sql import Database

if TYPE_CHECKING:
    from app.gui.shell.first_run import FirstRunPage

CUSTOMER_SCREEN = "money.customer_screen.begin"
_ASKED = 200
"""Milliseconds after which it is looked again whether a question was answered."""


class ProgramWindows(QObject):
    """The part of the program that keeps the windows of an open shop."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        Collector.of_program()
        self.application = application
        self._database: Database | None = None
        self._session: Session | None = None
        self.first_run: FirstRunPage | None = None
        self.window: MainWindow | None = None
        self._away: dict[int, MainWindow] = {}
        """The windows of those who are not at the counter now, by person, as they left them."""
        self._stale: set[int] = set()
        """Whose windows show choices of the shop that are others now."""
        self._capture = ScanCapture(application)
        self._succession = Succession(application, self._capture, self)
        self._watch = CounterWatch(self._capture.quiet, self._may_lock, self._lock_counter, self)
        self._input_methods = InputMethodPolicy(application)
        self._qt_texts = QTranslator(self)
        self._look: theme.Theme | None = None
        self.background = Background(self._capture.quiet, self._page_shown, self)
        """What works beside the window."""
        self.background.checks.found.connect(self._say_found)

    def _hold(self, database: Database | None, session: Session | None = None) -> None:
        """The store that is open, with who is at the counter; None: none is any more."""
        self._database, self._session = database, session

    @property
    def is_demo(self) -> bool:
        """The demo shop is open."""
        raise NotImplementedError

    def lead_on(self, window: MainWindow) -> None:
        """From this shop to another: what of the window does that."""
        raise NotImplementedError

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
                self._succession.follow(gone, window, partial(end_window, gone))
        self.first_run = None

    def _build(self, session: Session) -> MainWindow:
        """The window of who is at the counter now, not shown yet."""
        self._session = session
        own = settings.load_person(session.database, session.person.id)
        look = self._look_of(own)
        desk = Desk.of(session, look, Sounds(own.sounds, own.sound_set, own.volume))
        # Not at once: the page whose signal this answers is part of the window that goes.
        desk.bus.settings_changed.connect(self._rebuild_soon)
        window = MainWindow(desk, is_demo=self.is_demo)
        window.others = lambda: list(self._away.values())
        self.lead_on(window)
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

    def _dress(self, look: theme.Theme | None = None) -> None:
        """Put on a look, where it is another than before: the system's own without a shop."""
        look = look or self._look or theme.theme_for("system")
        if look is not self._look:
            theme.apply(self.application, look)
            self._look = look

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
            end_window(window)
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


def end_window(window: QWidget) -> None:
    """Another stands in its place: nobody waits for what it does beside the screen any more."""
    give_up_questions(window)
    window.close()
    end_all([window], 0)
    window.deleteLater()


def end_timers(window: QWidget) -> None:
    """Nothing is read any more."""
    for timer in window.findChildren(QTimer):
        timer.stop()


def _asks_two(window: MainWindow) -> bool:
    """A question waits in a window, and one in somebody else's: that one can only end after it."""
    asked = [asked_of(dialog) for dialog in asking_all()]
    return window in asked and any(one is not window for one in asked)


def system_language() -> str:
    """The computer's language, or English where it is none of ours."""
    system = QLocale.system().name()
    return system if system in LANGUAGES else next(iter(LANGUAGES))
