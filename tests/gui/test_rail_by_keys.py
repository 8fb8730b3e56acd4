"""The rail by keys alone: F10 into it and back, arrows, Enter, Ctrl+Enter pins; wide and narrow."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.gui.shell.main_window import MainWindow
from app.gui.shell.menu import MenuGroup
from app.gui.shell.rail_rows import RailRow
from tests.gui.conftest import desk_at
from tests.shop import Shop

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot, qapp, shop: Shop) -> MainWindow:
    made = MainWindow(desk_at(shop))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.start()
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def press(window: MainWindow, *keys: Qt.Key, held=Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(window.windowHandle(), key, held)


def focused_text() -> str:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused.accessibleName()


@pytest.mark.parametrize("back", [KEY.Key_F10, KEY.Key_Escape])
def test_into_the_rail_and_back_where_it_was(window: MainWindow, back: Qt.Key) -> None:
    box = window.counter().scan_box
    press(window, KEY.Key_F10)
    assert focused_text() == "Counter"
    press(window, KEY.Key_Down, KEY.Key_Down, back)
    assert box.hasFocus()


def test_enter_unfolds_a_group_and_opens_a_page_which_has_the_focus(window: MainWindow) -> None:
    press(window, KEY.Key_F10)
    while focused_text() != "Item" or window.rail._groups[MenuGroup.ITEM].hasFocus() is False:
        press(window, KEY.Key_Down)
    press(window, KEY.Key_Return)
    assert window.rail.is_open(MenuGroup.ITEM)
    press(window, KEY.Key_Down, KEY.Key_Return)
    assert window.current_key() == "items"
    page = window.stack.currentWidget()
    assert page.isAncestorOf(QApplication.focusWidget())


def test_ctrl_enter_pins_the_line_and_takes_it_off_the_focus_stays_in_the_rail(
    window: MainWindow,
) -> None:
    window.show_page("contacts")
    window.show_page("stock")
    pins = list(window.rail.pins)
    press(window, KEY.Key_F10)
    press(window, KEY.Key_Return, held=CTRL)  # it was pinned
    assert window.rail.pins == [key for key in pins if key != "stock"]
    assert window.rail.isAncestorOf(QApplication.focusWidget())
    line = next(made for made in window.rail._rows["stock"] if made.isVisible())
    line.setFocus()
    press(window, KEY.Key_Return, held=CTRL)
    assert window.rail.pins[-1] == "stock"
    assert isinstance(QApplication.focusWidget(), RailRow)


def test_ctrl_enter_on_a_group_does_nothing(window: MainWindow) -> None:
    window.rail._groups[MenuGroup.SALES].setFocus()
    press(window, KEY.Key_Return, held=CTRL)
    assert not window.rail.is_open(MenuGroup.SALES)


def test_the_narrow_rail_opens_a_group_beside_it_and_a_page_from_there(window: MainWindow) -> None:
    window.resize(1024, 640)
    press(window, KEY.Key_F10)
    while focused_text() != "Settings":
        press(window, KEY.Key_Down)
    press(window, KEY.Key_Return)
    assert window.rail.flyout is not None and window.rail.flyout.group is MenuGroup.SETTINGS
    press(window, KEY.Key_Down, KEY.Key_Down, KEY.Key_Return)
    assert window.rail.flyout is None
    assert window.current_key() == "scanner"
    assert window.stack.currentWidget().isAncestorOf(QApplication.focusWidget())


@pytest.mark.rule("C4")
def test_a_scan_meanwhile_goes_to_the_page(window: MainWindow, shop: Shop) -> None:
    shop.purchase("A1")
    page = window.counter()
    press(window, KEY.Key_F10)
    window.route_scan("A1")
    page.queue.drain()
    assert [line.serials for line in page.lines.table_model.rows] == [1]
