"""The input method is for names and notes only: everywhere else letters must arrive whole (C5)."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodQueryEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
)

from app.gui.kit.guard import guarded


def takes_free_text(focused: QObject) -> bool:
    """Text is written in it, so that it may answer for itself; code fields answer no.

    A cell of a table is none: there are serials, quantities and prices in it. A focused table,
    date or button would else pass what is scanned to the input method, which eats the digits.
    """
    if isinstance(focused, QComboBox):
        return focused.isEditable()
    if not any(map(focused.inherits, _FOR_TEXT)):
        return False
    around = focused.parent()
    return around is None or not isinstance(around.parent(), QAbstractItemView)


_FOR_TEXT = ("QLineEdit", "QTextEdit", "QPlainTextEdit")
"""By name: to have their classes for Python, where none is made, would cost the start."""


class InputMethodPolicy(QObject):
    """Answers for what has the focus whether an input method may be on."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._focused: QObject | None = None
        application.focusObjectChanged.connect(self._follow)

    def _follow(self, focused: QObject | None) -> None:
        if self._focused is not None and shiboken6.isValid(self._focused):
            self._focused.removeEventFilter(self)
        self._focused = None
        if focused is not None and not takes_free_text(focused):
            self._focused = focused
            focused.installEventFilter(self)
            # Qt asked before it told us.
            QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImEnabled)

    @guarded(False)
    def eventFilter(self, focused: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodQueryEvent):
            event.setValue(Qt.InputMethodQuery.ImEnabled, False)
            return True
        return False
