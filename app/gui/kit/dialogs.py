"""Dialogs that lose no key: what is scanned while one opens or closes still arrives (C4).

Qt's own modality drops the keys of the window beneath from the moment a dialog is shown; X moves
the focus only later. And keys that are on their way to a dialog that is gone are lost as well. So
the dialogs here keep the mouse off the window beneath themselves, are given what is typed there
(``scanning/capture`` tells it from scans), and give the focus back before they go. A dialog that
was answered is deleted: it hears no signal any more.
"""

from typing import TYPE_CHECKING, Protocol, runtime_checkable

import shiboken6
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QWidget,
)

from app.gui.kit.guard import guarded
from app.gui.kit.theme import dress
from app.gui.kit.widgets import window_title

_PATIENCE = 300
_KEYS_ON_THE_WAY = 2000
"""Milliseconds that a dialog is kept, hidden, where the focus had not left it: keys still come."""
_TO_DIALOG = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.ContextMenu,
    QEvent.Type.DragEnter,
    QEvent.Type.Close,
)


if TYPE_CHECKING:
    _OfDialogs = QDialog  # what it is mixed into is one
else:
    _OfDialogs = object


class Asks(_OfDialogs):
    """A dialog whose ``exec`` waits for the answer as Qt's does; see the top of this file."""

    _beneath: QWidget | None = None
    _is_asking = False
    _is_going = False
    _is_early = False
    _is_giving = False
    _is_away = False
    _answer = 0

    @property
    def beneath(self) -> QWidget | None:
        """The window that it asks over, while it waits for its answer."""
        return self._beneath

    @property
    def waits(self) -> bool:
        """It waits for an answer."""
        return self._beneath is not None and self.isVisible()

    @guarded()
    def setWindowTitle(self, text: str) -> None:
        """Say what it is about; a name in it is shown as it is."""
        super().setWindowTitle(window_title(text))

    @property
    def is_going(self) -> bool:
        """It was answered, and closes as soon as the keyboard focus has left it."""
        return self._is_going

    @guarded(0)
    def exec(self) -> int:
        """Wait for the answer. The dialog is there until whoever asked comes back to Qt."""
        self._is_asking = True
        try:
            return self._wait()
        finally:
            self._is_asking = False
            self._delete()

    def _wait(self) -> int:
        parent = self.parentWidget()
        beneath = parent.window() if parent is not None else QApplication.activeWindow()
        if beneath is None or beneath.windowHandle() is None:
            return super().exec()
        self._beneath, self._is_going = beneath, False
        self.setWindowModality(Qt.WindowModality.NonModal)
        wait = QEventLoop(self)
        self.finished.connect(wait.quit)
        beneath.windowHandle().installEventFilter(self)
        self.show()
        self.raise_()
        self.activateWindow()
        wait.exec()
        self.finished.disconnect(wait.quit)
        self._beneath = None
        if shiboken6.isValid(beneath) and beneath.windowHandle() is not None:
            beneath.windowHandle().removeEventFilter(self)
        return self.result()

    @guarded()
    def done(self, answer: int) -> None:
        """Close: the keyboard focus goes back first, so that no key is lost; waited for 300 ms."""
        if self._is_going:
            return
        self._answer = answer
        if self._beneath is None:
            self._finish()
            return
        if QGuiApplication.focusWindow() is not self.windowHandle():
            self._is_early = True  # X may be about to give it the keys
            self._finish()
            return
        self._is_going = True
        _program().focusWindowChanged.connect(self._go)
        QTimer.singleShot(_PATIENCE, self, self._go_early)
        self._beneath.activateWindow()

    def _go(self) -> None:
        if self._is_going:
            _program().focusWindowChanged.disconnect(self._go)
            self._is_going = False
            self._finish()

    def _go_early(self) -> None:
        """The focus has not left yet, and keys for this window may be on their way."""
        self._is_early = self._is_going
        self._go()

    def _finish(self) -> None:
        super().done(self._answer)
        if not self._is_asking:
            self._delete()

    def _delete(self) -> None:
        if self._is_early:
            QTimer.singleShot(_KEYS_ON_THE_WAY, self, self.deleteLater)
        else:
            self.deleteLater()

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._is_giving and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # or Qt would look for a shortcut of the page beneath
            return True
        if self._beneath is None or watched is not self._beneath.windowHandle() or self._is_away:
            return super().eventFilter(watched, event)
        if event.type() in _TO_DIALOG:
            event.ignore()
            if event.type() != QEvent.Type.MouseMove:
                self.activateWindow()
            return True
        if event.type() == QEvent.Type.FocusIn and not self._is_going:
            QTimer.singleShot(0, self, self.activateWindow)
        return False

    def take_key(self, event: QKeyEvent) -> None:
        """A key that was typed for what came up, and reached the window beneath: it is ours.

        What has the focus here gets it, as if this window had the keys already.
        """
        if event.type() == QEvent.Type.KeyPress and self._press(event):
            return
        to = self.focusWidget() or self
        to.installEventFilter(self)
        self._is_giving = True
        QApplication.sendEvent(to, event)
        self._is_giving = False
        if shiboken6.isValid(to):
            to.removeEventFilter(self)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that nothing in it took: another person wants the counter, as on any page."""
        window = asked_of(self)
        if QKeySequence(event.keyCombination()) == QKeySequence(PERSON_KEY):
            if isinstance(window, _Locks):
                window.lock()
            return
        super().keyPressEvent(event)

    def put_away(self) -> None:
        """Hide with its question, as it is: the window beneath is locked."""
        self._is_away = True
        self.hide()

    def bring_back(self) -> None:
        """Ask again; what was typed is there."""
        self._is_away = False
        self.show()
        self.raise_()
        self.activateWindow()

    @property
    def is_away(self) -> bool:
        """Its question stands, and it is hidden until who was asked is back."""
        return self._is_away and self._beneath is not None

    def _press(self, event: QKeyEvent) -> bool:
        """Do what a shortcut of this window does; False: the key is none."""
        keys = QKeySequence(event.keyCombination())
        for shortcut in self.findChildren(QShortcut):
            if shortcut.isEnabled() and shortcut.keys().count(keys):
                shortcut.activated.emit()
                return True
        for button in self.findChildren(QAbstractButton):
            if button.isEnabled() and button.isVisible() and button.shortcut() == keys:
                button.click()
                return True
        return False


PERSON_KEY = "F12"
"""Another person comes to the counter: where one signs in stands in the window then."""


@runtime_checkable
class _Locks(Protocol):
    """A window that another person can come to."""

    def lock(self) -> None:
        """Ask who is at the counter."""


def asked_of(dialog: QWidget) -> QWidget:
    """The window that a dialog stands over, maybe over another dialog."""
    beneath = dialog.beneath if isinstance(dialog, Asks) else None
    return dialog if beneath is None else asked_of(beneath)


def _program() -> QGuiApplication:
    program = QGuiApplication.instance()
    assert isinstance(program, QGuiApplication)
    return program


class Dialog(Asks, QDialog):
    """A window of our own that asks or shows something over a page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if parent is None:
            dress(self)


def asking_over(window: QWindow) -> Asks | None:
    """The dialog that waits for an answer over a window: what is typed there is meant for it."""
    dialog = asking()
    if not isinstance(dialog, Asks) or dialog.is_going:
        return None
    over = dialog.beneath
    while over is not None and over.windowHandle() is not window:
        over = over.beneath if isinstance(over, Asks) else None
    return None if over is None else dialog


def asking_all() -> list[Asks]:
    """All dialogs that wait for an answer, each before those that stand on it; hidden ones too."""
    waiting = [one for one in _dialogs() if one.waits or one.is_away]
    return sorted(waiting, key=_depth)


def _depth(dialog: Asks) -> int:
    over = dialog.beneath
    return 1 + _depth(over) if isinstance(over, Asks) else 0


def close_choosers() -> None:
    """Close what hangs over everything for a choice, with none made: menus, lists, files.

    They are Qt's own, and cannot be put away: whoever comes next would choose.
    """
    from PySide6.QtWidgets import QFileDialog  # no start opens one

    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
        if popup.isVisible():
            break  # it does not go, and is not asked for ever
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QFileDialog) and window.isVisible():
            window.reject()


def give_up_questions(window: QWidget) -> None:
    """A window goes for good: what is asked over it is answered with no, the last question first.

    Else it waited for ever, hidden, and kept others from asking anything.
    """
    for dialog in reversed(asking_all()):
        if asked_of(dialog) is window:
            dialog.done(QDialog.DialogCode.Rejected)


def is_closing(window: QWidget) -> bool:
    """It was answered, and only waits for the focus to go: what is scanned now is not for it."""
    return isinstance(window, Asks) and window.is_going


def _dialogs() -> list[Asks]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, Asks)]


def asking() -> QWidget | None:
    """The dialog that waits for an answer now, the one on top of the others, or None."""
    waiting = [one for one in _dialogs() if one.waits]
    on_top = [one for one in waiting if all(other.beneath is not one for other in waiting)]
    return on_top[0] if on_top else QApplication.activeModalWidget()
