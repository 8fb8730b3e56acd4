"""A window that can be locked: where one signs in stands in place of all that is in it (U2)."""

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import asked_of, asking_all, close_choosers
from app.gui.kit.later import class_named
from app.gui.kit.tasks import Task
from db.queries import people

if TYPE_CHECKING:
    from app.gui.people.sign_in import SignInPage

SIGN_IN = "people.sign_in.SignInPage"


class LockableWindow(QMainWindow):
    """Of one person; what is in it stays as it is while it is locked."""

    signed_in = Signal(object)
    """Somebody has signed in: their session. The window is theirs, or another comes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.body = QWidget()
        self.places = QStackedWidget()
        """What is in it, and where one signs in."""
        self.sign_in: SignInPage | None = None
        """Where one signs in, once it was asked who is there."""
        self._had_focus: QWidget | None = None

    def put_in(self, body: QWidget) -> None:
        """What is seen while it is not locked."""
        self.body = body
        self.places.addWidget(body)
        self.setCentralWidget(self.places)

    @property
    def is_locked(self) -> bool:
        """It is asked who is at the counter; nothing else can be seen or done."""
        return self.sign_in is not None and self.places.currentWidget() is self.sign_in

    def lock(self, person: int | None = None) -> None:
        """Ask who is at the counter, proposing a ``person``, or who was; all stays as it is."""
        if self.is_locked or not people.signs_in(self.desk.database):
            return
        if self.sign_in is None:
            made: SignInPage = class_named(SIGN_IN)(self.desk)
            self.sign_in = made
            self.places.addWidget(made)
            made.signed_in.connect(self.signed_in)
        close_choosers()
        self._had_focus = self.focusWidget()
        for dialog in reversed(asking_all()):
            dialog.put_away()
        self.places.setCurrentWidget(self.sign_in)
        self.sign_in.begin(person or self.desk.session.person.id)

    def unlock(self) -> None:
        """Go on where it was: the same page, what was typed, the same focus."""
        self.places.setCurrentWidget(self.body)
        focus, self._had_focus = self._had_focus, None
        if focus is not None and shiboken6.isValid(focus) and focus.isVisible():
            focus.setFocus()
        for dialog in asking_all():
            if dialog.is_away and asked_of(dialog) is self:
                dialog.bring_back()

    def may_lock(self) -> bool:
        """No work goes on that somebody waits for."""
        busy = any(task.busy for task in self.findChildren(Task))
        return not (self.is_locked or busy)
