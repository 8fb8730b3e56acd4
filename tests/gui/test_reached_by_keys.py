"""Everything that the mouse can do, keys can do: each control is reached by Tab or has a key."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollBar,
    QTabBar,
    QToolButton,
    QWidget,
)

from app.gui.documents.counter_empty import CounterEmpty
from app.gui.kit.desk import Desk
from app.gui.kit.keys import KeyButton
from app.gui.kit.side_column import SideColumn
from app.gui.lists.check_table import CheckTable
from app.gui.people.person_tile import PersonTile
from app.gui.shell.flyout import Flyout
from app.gui.shell.go_to import GoTo
from app.gui.shell.rail import Rail
from tests.everywhere import Everywhere, furnish
from tests.gui import looks
from tests.gui.looks import named
from tests.shop import Shop

MOST = 150
MOST_LINKS = 20
CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTabBar,
)


def controls(place: QWidget) -> Iterator[QWidget]:
    """What can be pressed, chosen or typed into, and what has a link in it."""
    for part in (place, *place.findChildren(QWidget)):
        if not (part.isVisible() and part.isEnabled() and part.window() is place.window()):
            continue
        if isinstance(part, QScrollBar | QHeaderView) or _is_inside(part):
            continue
        if isinstance(part, QAbstractItemView) and _is_empty(part):
            continue
        links = part.textInteractionFlags() if isinstance(part, QLabel) else None
        with_link = links and "<a " in part.text()
        if isinstance(part, CONTROLS) or with_link:
            yield part


def _is_empty(part: QAbstractItemView) -> bool:
    model = part.model()
    return model is None or model.rowCount() == 0


def _is_inside(part: QWidget) -> bool:
    """Qt's own parts of a field: the field has the keys."""
    around = part.parentWidget()
    while around is not None:
        if isinstance(around, QLineEdit | QComboBox | QCalendarWidget | QAbstractSpinBox):
            return True
        around = around.parentWidget()
    return False


def has_key(part: QWidget) -> bool:
    made = part.shortcut_made if isinstance(part, KeyButton) else None
    return made is not None and made.isEnabled()


def walked(window: QWidget, key: Qt.Key) -> set[QWidget]:
    """What Tab, or Shift+Tab, comes to, from where the focus is until it is there again.

    A text with links is come to once for each, and once more.
    """
    seen: dict[QWidget, int] = {}
    for _step in range(MOST):
        focused = QApplication.focusWidget()
        if focused is None or seen.get(focused, 0) > MOST_LINKS:
            break
        seen[focused] = seen.get(focused, 0) + 1
        if focused is next(iter(seen)) and len(seen) > 1:
            break
        QTest.keyClick(window.windowHandle(), key)
    return set(seen)


@pytest.fixture
def captured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.gui.kit.dialogs.Asks.exec", lambda dialog: 0)


def _have_read(place: QWidget) -> None:
    """What is read after a pause stands there now, so that all is judged that comes."""
    for timer in place.findChildren(QTimer):
        if timer.isSingleShot() and timer.isActive():
            timer.stop()
            timer.timeout.emit()
    QApplication.processEvents()


@pytest.mark.usefixtures("captured")
def test_every_control_is_reached(qtbot, desk: Desk, shop: Shop, tmp_path: Path) -> None:
    furnish(shop)
    missed = []
    with Everywhere(shop, desk, tmp_path) as everywhere:
        everywhere.window.activateWindow()
        qtbot.waitUntil(everywhere.window.isActiveWindow)
        for name, place in everywhere.places():
            window = place.window()
            if window is not QApplication.activeWindow():
                window.activateWindow()
                qtbot.waitUntil(window.isActiveWindow)
            looks.settle(window)
            _have_read(place)
            left = not_in(walked(window, Qt.Key.Key_Tab), place)
            if left:
                left = not_in(walked(window, Qt.Key.Key_Backtab), place).intersection(left)
            missed += [f"{name}: {named(part)}" for part in left]
    assert not missed


def not_in(reached: set[QWidget], place: QWidget) -> set[QWidget]:
    """The controls of a place that are not reached, nor by other keys."""
    return {
        part
        for part in controls(place)
        if part not in reached and not has_key(part) and not has_way(part)
    }


def has_way(part: QWidget) -> bool:
    """It is reached by other keys, each of which has its test."""
    around = part
    while around is not None:
        if isinstance(around, Rail | Flyout | GoTo | PersonTile):
            return True  # the arrows
        if isinstance(around, CheckTable):
            return part is around.all_box  # Ctrl+A
        if isinstance(around, SideColumn):
            return isinstance(part, QToolButton)  # Alt+1, Alt+2 …
        around = around.parentWidget()
    if isinstance(part, QAbstractButton) and part.group() is not None:
        return part.group().exclusive()  # the arrows, once one of them is reached
    if isinstance(part, QRadioButton) and part.autoExclusive():
        return True  # the arrows, once one of them is reached
    if isinstance(part, QTabBar):
        return True  # Ctrl+Tab
    return isinstance(part.parentWidget(), CounterEmpty)  # the arrows of the box, Ctrl+O
