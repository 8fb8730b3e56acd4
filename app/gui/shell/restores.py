"""A restore as the program sees it: the shop closes, another file takes its place, it opens again.

So does a copy of a backup that is only looked at; the band over the shop says what it is (S2, S6).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.domain.permissions import Permission
from app.domain.problems import Refused
from app.formats import Formats
from app.gui.kit.errors import tell_trouble, trouble_text
from app.gui.kit.later import class_named
from app.gui.kit.questions import give_up
from app.services.keeping import frozen
from app.services.keeping.frozen import Frozen
from app.text import _, language_in_use, sentence
from db.engine.trouble import StoreTrouble

if TYPE_CHECKING:
    from app.gui.keeping.backup_work import CopyToLookAt
    from app.gui.keeping.bring_dialog import BringDialog
    from app.gui.keeping.restore_panel import ReadyToRestore
    from app.gui.shell.main_window import MainWindow
    from app.gui.shell.program import Program


BRING = "keeping.bring_dialog.BringDialog"
OWN_PIN = "people.own_pin.OwnPinDialog"


@contextmanager
def staying(application: QApplication) -> Iterator[None]:
    """The program goes on though its one window closes: another one follows."""
    application.setQuitOnLastWindowClosed(False)
    try:
        yield
    finally:
        QTimer.singleShot(0, application, partial(application.setQuitOnLastWindowClosed, True))


class Restores(QObject):
    """Carries out what the page of backups has made ready."""

    def __init__(self, program: "Program") -> None:
        super().__init__(program)
        self._program = program
        self._looked_at: CopyToLookAt | None = None
        self._own: Path | None = None
        """The shop that was open before a copy was looked at."""
        self._done: tuple[str, str] | None = None
        """What was done last, said once over the shop: title and text."""

    def serve(self, window: "MainWindow") -> None:
        """Take what the pages of a new window ask for, and say over them what this shop is."""
        bus = window.desk.bus
        bus.restore_ready.connect(partial(self._soon, self._put_in_place))
        bus.look_ready.connect(partial(self._soon, self._look_at))
        said = self._said(window)
        if said is not None:
            title, text, act, pressed = said
            window.band.say(title, text, act)
            window.band.own_button.clicked.connect(pressed)
            window.band.show()

    def _said(self, window: "MainWindow") -> tuple[str, str, str, Callable[[], object]] | None:
        formats = window.desk.formats
        if self._looked_at is not None:
            title = _("The backup of {when}").format(when=_when(formats, self._looked_at.made_at))
            text = _("A copy to look at: nothing is changed in it, and it is thrown away.")
            return title, text, _("Back to my shop"), self.back
        if frozen.frozen_of(window.desk.database) is Frozen.MOVED:
            title = _("This shop was moved to another computer")
            text = _("It is only looked at here.")
            return title, text, _("Take it back…"), self.take_back
        if self._done is not None:
            (title, text), self._done = self._done, None
            return title, text, _("Close"), window.band.hide
        return None

    def _soon(self, act: Callable[[Any], None], what: object) -> None:
        """Not at once: the page whose signal this answers is part of the window that goes."""

        def carry_out() -> None:
            with staying(self._program.application):
                act(what)

        QTimer.singleShot(0, self, carry_out)

    def _put_in_place(self, ready: "ReadyToRestore") -> None:
        path = self._close()
        if path is None:
            ready.give_up()
            return
        wrong = ""
        try:
            aside = ready.put_in_place()
            self._done = _what_was_done(ready, aside)
        except Refused as refused:
            wrong = "\n".join(sentence(problem) for problem in refused.problems)
        except StoreTrouble as trouble:
            wrong = trouble_text(trouble)
        self._program.open(path)
        if wrong:
            tell_trouble(wrong, self._program.window)

    def _look_at(self, copy: "CopyToLookAt") -> None:
        path = self._close()
        if path is None:
            copy.folder.cleanup()
            return
        self._looked_at, self._own = copy, path
        self._program.open(copy.store)

    def look_before(self, own: Path, copy: "CopyToLookAt") -> None:
        """A copy is about to be opened in place of a shop that cannot be opened."""
        self._looked_at, self._own = copy, own

    def back(self) -> None:
        """From the copy to the shop; the copy goes."""
        self._soon(self._go_back, self._own)

    def _go_back(self, own: Path | None) -> None:
        if own is not None and self._close() is not None:
            self._own = None
            self.end()
            self._program.open(own)

    def end(self) -> None:
        """A copy that was looked at goes."""
        if self._looked_at is not None:
            self._looked_at.folder.cleanup()
            self._looked_at = None

    def bring(self, file: Path) -> None:
        """At the first start: the shop in a file takes the place of the empty one."""
        program = self._program
        first, path = program.first_run, program.path
        if first is None or path is None:
            return
        dialog: BringDialog = class_named(BRING)(path, file, first)
        if not dialog.exec() or dialog.prepared is None:
            return
        first.done = True
        self._soon(partial(self._bring, path), dialog.bring())

    def _bring(self, path: Path, put_in_place: Callable[[], object]) -> None:
        program = self._program
        program.close_store()
        try:
            put_in_place()
        except Refused as refused:
            tell_trouble("\n".join(sentence(each) for each in refused.problems))
        except StoreTrouble as trouble:
            tell_trouble(trouble_text(trouble))
        program.open(path)

    def take_back(self) -> None:
        """The shop that was moved is worked in here again, once the owner has said so."""
        from app.services import proving  # no start proves anybody

        window = self._program.window
        if window is None:
            return
        session = window.desk.session
        asked = (
            _("Take the shop back"),
            _(
                "It was moved to another computer. What is sold there does not show here: with "
                "two shops in use, numbers are given twice, and a serial number is sold twice. "
                "Take it back only if it is not used there."
            ),
            _("Leave it as it is"),
            _("Take it back"),
        )
        take_back = partial(frozen.take_back, session)
        if session.may(Permission.RESTORE) and proving.has_pin(session.database, session.person.id):
            if not class_named(OWN_PIN)(window.desk, *asked, take_back, window).exec():
                return
        elif give_up(window, *asked):
            try:
                take_back()
            except Refused as refused:
                tell_trouble("\n".join(sentence(each) for each in refused.problems), window)
                return
        else:
            return
        QTimer.singleShot(0, self, self._program.rebuild)

    def _close(self) -> Path | None:
        """Close the shop; which one it was, None: it stays, for something typed is to be kept."""
        program = self._program
        window, path = program.window, program.path
        if window is None or path is None or not window.may_leave():
            return None
        window.given_up = True
        program.close_store()
        return path


def _what_was_done(ready: "ReadyToRestore", aside: Path | None) -> tuple[str, str]:
    when = Formats(language_in_use(), "USD").moment(ready.made_at)
    title = _("The backup of {when} was restored").format(when=when)
    parts = []
    if aside is not None:
        parts.append(_("What was here is kept as {name}.").format(name=aside.name))
    if ready.saved is not None:
        parts.append(_("The documents are saved in {folder}.").format(folder=ready.saved))
    return title, " ".join(parts)


def _when(formats: Formats, stamp: str) -> str:
    return formats.moment(stamp)
