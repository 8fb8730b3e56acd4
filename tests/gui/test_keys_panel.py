"""F1: the keys of the page at hand, over it; Esc closes it, and nothing scanned goes into it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.gui.inventory.cartons.collect_dialog import CollectDialog
from app.gui.kit.desk import Desk
from app.gui.shell.keys_panel import KeysPanel
from app.gui.shell.main_window import MainWindow
from tests.shop import Shop


@pytest.fixture
def window(qtbot, desk: Desk, shop: Shop) -> MainWindow:
    shop.purchase("A1 A2")
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.start()
    show(qtbot, made)
    return made


def show(qtbot, shown: QWidget) -> None:
    shown.show()
    with qtbot.waitActive(shown):
        shown.activateWindow()


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key as it comes from the keyboard: to the window with the focus."""
    window = QApplication.activeWindow()
    assert window is not None
    QTest.keyClick(window.windowHandle(), key, held)


def panel_of(window: QWidget) -> KeysPanel | None:
    return next((one for one in window.findChildren(KeysPanel) if one.isVisible()), None)


def said(panel: KeysPanel) -> dict[str, dict[str, str]]:
    """What is shown: by heading, each key and what it does."""
    return {one.title: {key.keys: key.does for key in one.keys} for one in panel.groups}


def test_the_keys_of_the_counter_are_shown_by_where_they_work(window: MainWindow) -> None:
    press(Qt.Key.Key_F1)
    panel = panel_of(window)
    assert panel is not None and panel.hasFocus()
    shown = said(panel)
    assert list(shown)[:2] == ["On this page", "In the box"] and "Everywhere" in shown
    page = shown["On this page"]
    assert page["F9"] == "Post" and page["F2"] == "Into the box" and "Ctrl+S" not in page
    assert shown["In the box"]["↑ ↓"] == "The line before, the next one"
    assert shown["Everywhere"]["Ctrl+2…6"] == "The pinned pages"


def test_each_page_shows_its_own_keys(window: MainWindow) -> None:
    window.show_page("settings")
    press(Qt.Key.Key_F1)
    panel = panel_of(window)
    assert panel is not None
    assert said(panel)["On this page"] == {"Ctrl+F": "Find or filter on this page"}
    assert "In the box" not in said(panel)


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F1])
def test_esc_or_f1_closes_it_and_the_focus_is_back_in_the_box(window: MainWindow, key) -> None:
    box = window.counter().scan_box
    assert box.hasFocus()
    press(Qt.Key.Key_F1)
    press(key)
    assert panel_of(window) is None and box.hasFocus()


@pytest.mark.rule("C4")
def test_a_scan_goes_past_it_into_the_draft(qtbot, window: MainWindow) -> None:
    page = window.counter()
    press(Qt.Key.Key_F1)
    window.route_scan("A1")
    qtbot.waitUntil(lambda: [line.serials for line in page.lines.table_model.rows] == [1])


def test_a_key_of_the_page_closes_it_and_acts(qtbot, window: MainWindow) -> None:
    page = window.counter()
    page.take_scan("A1")
    page.queue.drain()
    press(Qt.Key.Key_F1)
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert panel_of(window) is None and page.lines.table_model.rows == []


def test_over_a_dialog_it_shows_the_keys_of_the_dialog(qtbot, window, desk: Desk) -> None:
    dialog = CollectDialog(desk, window)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    press(Qt.Key.Key_F1)
    panel = panel_of(dialog)
    assert panel is not None
    assert said(panel)["On this page"]["Ctrl+Enter"] == "Learn carton"
    press(Qt.Key.Key_Escape)
    assert panel_of(dialog) is None and dialog.isVisible()


@pytest.fixture
def printed(monkeypatch, tmp_path: Path) -> Path:
    path = tmp_path / "keys.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(path), ""))
    monkeypatch.setattr("app.gui.kit.paper.QDesktopServices.openUrl", lambda _url: True)
    return path


def test_it_is_printed_where_the_person_says(window: MainWindow, printed: Path) -> None:
    press(Qt.Key.Key_F1)
    press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert printed.read_bytes().startswith(b"%PDF")
    assert panel_of(window) is not None and panel_of(window).hasFocus()


def test_where_it_cannot_be_written_it_says_so(window: MainWindow, printed: Path) -> None:
    printed.mkdir()
    press(Qt.Key.Key_F1)
    press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    panel = panel_of(window)
    assert panel is not None and panel.problem.isVisible() and "keys.pdf" in panel.problem.text()


@pytest.mark.parametrize("size", [(1366, 768), (1024, 640)])
def test_it_lies_within_its_window(qtbot, window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    press(Qt.Key.Key_F1)
    panel = panel_of(window)
    assert panel is not None and window.rect().contains(panel.geometry())


def test_it_stays_within_a_window_that_gets_smaller(window: MainWindow) -> None:
    press(Qt.Key.Key_F1)
    window.resize(1024, 640)
    QApplication.processEvents()
    panel = panel_of(window)
    assert panel is not None and window.rect().contains(panel.geometry())


def test_a_click_on_the_page_closes_it_and_the_focus_is_there(window: MainWindow) -> None:
    press(Qt.Key.Key_F1)
    window.counter().header.note_button.setFocus(Qt.FocusReason.MouseFocusReason)
    assert panel_of(window) is None and window.counter().header.note_button.hasFocus()


def test_tab_stays_within_it(window: MainWindow) -> None:
    press(Qt.Key.Key_F1)
    panel = panel_of(window)
    assert panel is not None
    press(Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
    press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert panel.hasFocus()
    press(Qt.Key.Key_Escape)
    assert panel_of(window) is None
