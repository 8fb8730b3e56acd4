"""A group of the rail beside it, where it is narrow; and how arrows go through its lines."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QWidget

from app.gui.kit.guard import guarded
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import column, label
from app.gui.shell.menu import MenuGroup
from app.gui.shell.rail_rows import RailRow
from app.text import _

if TYPE_CHECKING:
    from app.gui.shell.rail import Rail

_WIDTH = 215


class Flyout(QFrame):
    """A group's pages beside the narrow rail: a part of the window, which catches no key."""

    def __init__(self, rail: "Rail", group: MenuGroup, rows: Sequence[RailRow]) -> None:
        super().__init__(rail.window())
        self._rail = rail
        self.group = group
        self.rows = list(rows)
        self._back_to = QApplication.focusWidget()
        self.setObjectName("flyout")
        self.setAccessibleName(_(group.title))
        head = label(_(group.title), "heading")
        head.setContentsMargins(GRID * 2, GRID, 0, GRID)
        self.setLayout(column(head, *rows, GRID // 2, gap=0))
        self.setFixedWidth(_WIDTH)

    def show_at(self, place: QPoint) -> None:
        """Show it beside its tile, as a whole within the window."""
        self.adjustSize()
        lowest = max(0, self._rail.window().height() - self.height() - GRID)
        self.move(place.x(), min(place.y(), lowest))
        self.show()
        self.raise_()
        marked = next((made for made in self.rows if made.is_marked()), self.rows[0])
        marked.setFocus()
        _application().installEventFilter(self)

    def stood_before(self) -> QWidget | None:
        """Where a scan goes that comes meanwhile."""
        back = self._back_to
        return back if back is not None and shiboken6.isValid(back) else None

    def leave(self) -> None:
        """Go, and give the focus back where it was."""
        _application().removeEventFilter(self)
        inside = QApplication.focusWidget()
        back = self.stood_before()
        if inside is not None and self.isAncestorOf(inside) and back is not None:
            back.setFocus()
        self.hide()
        self.deleteLater()

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click beside it closes it, and acts where it went."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            place = self.mapFromGlobal(event.globalPosition().toPoint())
            on_rail = self._rail.rect().contains(
                self._rail.mapFromGlobal(event.globalPosition().toPoint())
            )
            if not self.rect().contains(place) and not on_rail:
                self._rail.close_flyout()
        return False

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._rail.close_flyout()
        elif not walk(self, self.rows, event):
            super().keyPressEvent(event)


def _application() -> QCoreApplication:
    found = QCoreApplication.instance()
    assert found is not None  # there is a widget
    return found


def walk(around: QWidget, lines: Sequence[QAbstractButton], event: QKeyEvent) -> bool:
    """Let the arrows go from line to line, Enter choose, Ctrl+Enter pin; False: another key."""
    focused = around.window().focusWidget()
    at = lines.index(focused) if focused in lines else -1
    match event.key():
        case Qt.Key.Key_Down:
            lines[min(at + 1, len(lines) - 1)].setFocus()
        case Qt.Key.Key_Up:
            lines[max(at - 1, 0)].setFocus()
        case Qt.Key.Key_Return | Qt.Key.Key_Enter if at >= 0:
            line = lines[at]
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if isinstance(line, RailRow):
                    line.press_pin()
            else:
                line.click()
        case _:
            return False
    return True
