"""A list pasted into Serial Number Search: found by one read; what is missing stays in view."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from app.gui.inventory.search_page import SearchPage
from app.gui.kit.desk import Desk
from tests.shop import Shop

pytestmark = pytest.mark.rule("Q1")


@pytest.fixture
def page(qtbot, desk: Desk, shop: Shop) -> SearchPage:
    shop.purchase("A1 A2 A3 A4")
    shop.sell("A2")
    made = SearchPage(desk)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitActive(made):
        made.show()
    return made


def numbers(page: SearchPage) -> list[str]:
    return [found.number for found in page.model.rows]


def press_paste(page: SearchPage, text: str) -> None:
    QApplication.clipboard().setText(text)
    QTest.keyClick(page.filters.text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def press_insert(page: SearchPage, text: str) -> None:
    QApplication.clipboard().setText(text)
    QTest.keyClick(page.filters.text, Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier)


def drop(page: SearchPage, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    action, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    page.filters.text.dropEvent(QDropEvent(QPointF(5, 5), action, data, left, none))


def choose_paste(page: SearchPage, text: str) -> None:
    QApplication.clipboard().setText(text)
    box = page.filters.text
    box.customContextMenuRequested.emit(box.rect().center())
    menu = QApplication.activePopupWidget()
    (paste,) = [action for action in menu.actions() if action.text().startswith("&Paste")]
    paste.trigger()
    menu.close()


WAYS = [press_paste, press_insert, drop, choose_paste]


@pytest.mark.qt_log_ignore("This plugin does not support")  # popups on the offscreen screen
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "text", ["A3\nA1", "A3,A1", "A3\tA1", "A3 A1\r\n", "a3，ａ1、A3", "A3\nA1\nA3"]
)
def test_a_list_is_found_whichever_way_it_comes(page: SearchPage, way, text: str) -> None:
    way(page, text)
    assert numbers(page) == ["A3", "A1"]
    assert page.list.counted.text() == "2 serial numbers"
    assert page.filters.text.text() == "" and not page.filters.pasted.isVisible()
    assert [(one.title, one.text) for one in page.filters.standing()] == [("List", "2 codes")]


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("way", WAYS)
def test_one_code_is_put_where_the_cursor_is(page: SearchPage, way) -> None:
    page.filters.text.setText("A")
    way(page, " 3\n")
    page.reload()
    assert page.filters.text.text() == "A3" and numbers(page) == ["A3"]
    assert not page.filters.standing()


def test_what_was_not_found_stays_in_view_and_can_be_copied(page: SearchPage) -> None:
    press_paste(page, "A1\ngone-1\nA2\nGONE-2\ngone-1")
    assert numbers(page) == ["A1", "A2"]
    pasted = page.filters.pasted
    assert pasted.isVisible() and pasted.missing.toPlainText() == "gone-1\nGONE-2"
    assert pasted._said.text() == "2 codes of the list were not found:"
    pasted.copy_button.click()
    assert QApplication.clipboard().text() == "gone-1\nGONE-2"
    page.filters.status.setCurrentIndex(page.filters.status.findText("Sold"))
    page.reload()
    assert numbers(page) == ["A2"] and pasted.missing.toPlainText() == "gone-1\nGONE-2"


def test_what_comes_meanwhile_is_found(page: SearchPage, desk: Desk, shop: Shop) -> None:
    press_paste(page, "A1\nlate")
    assert page.filters.pasted.isVisible()
    shop.purchase("LATE")
    desk.bus.changed.emit()
    assert numbers(page) == ["A1", "LATE"] and not page.filters.pasted.isVisible()


@pytest.mark.rule("F5")
@pytest.mark.parametrize("more", [0, 1, 2, 300])
def test_of_a_list_that_is_too_long_the_first_thousand_are_found(page, shop, more) -> None:
    codes = [f"N{at:04}" for at in range(1_000 + more)]
    shop.purchase(" ".join(codes[:1_000]))
    press_paste(page, "\n".join(codes))
    assert page.list.counted.text() == "1,000 serial numbers"
    pasted = page.filters.pasted
    assert pasted.isVisible() == pasted.beyond_button.isVisible() == bool(more)
    assert not pasted.missing.isVisible()
    if more:
        assert pasted._beyond.text().startswith("The list is too long")
        last = "its last code is" if more == 1 else f"its last {more} codes are"
        assert last in pasted._beyond.text()
        pasted.beyond_button.click()
        assert QApplication.clipboard().text() == "\n".join(codes[1_000:])


@pytest.mark.rule("C4")
@pytest.mark.parametrize(
    "scan", [lambda page: page.take_scan("A4"), lambda page: typed(page, "A4")]
)
def test_a_scan_after_a_list_looks_for_one_wherever_it_is(qtbot, page, scan) -> None:
    press_paste(page, "A1\nA2\ngone")
    scan(page)
    qtbot.waitUntil(lambda: numbers(page) == ["A4"])
    assert not page.filters.standing() and not page.filters.pasted.isVisible()


def typed(page: SearchPage, code: str) -> None:
    QTest.keyClicks(page.filters.text, code)
    QTest.keyClick(page.filters.text, Qt.Key.Key_Return)


def test_the_list_goes_by_its_chip_by_backspace_and_with_all(page: SearchPage) -> None:
    def by_chip() -> None:
        page.filters._chips[0].click()

    def by_backspace() -> None:
        QTest.keyClick(page.filters.text, Qt.Key.Key_Backspace)

    for act in (by_chip, by_backspace, page.filters.clear):
        press_paste(page, "A1\ngone")
        assert numbers(page) == ["A1"]
        act()
        assert len(numbers(page)) == 4 and not page.filters.pasted.isVisible()
        assert page.filters.text.hasFocus()


def offered(page: SearchPage) -> list[QToolButton]:
    """The chips in the middle."""
    return [chip for chip in page.drops.findChildren(QToolButton) if chip.isVisible()]


def test_where_nothing_fits_each_filter_can_be_dropped_in_the_middle(qtbot, page) -> None:
    page.filters.status.setCurrentIndex(page.filters.status.findText("Sold"))
    press_paste(page, "A1\nA3")
    page.filters.text.setText("zz")
    page.reload()
    assert page.list.empty.text() == "No serial number fits"
    qtbot.waitUntil(lambda: len(offered(page)) == 3)
    titles = [chip.text().split(":")[0] for chip in offered(page)]
    assert titles == ["Serial number", "Status", "List"]
    offered(page)[0].click()
    assert page.filters.text.text() == "" and page.list.empty.isVisible()
    qtbot.waitUntil(lambda: len(offered(page)) == 2)
    offered(page)[0].click()
    assert numbers(page) == ["A1", "A3"] and page.preview.isVisible()
    assert page.filters.text.hasFocus()


def test_without_a_unit_there_is_no_preview_and_nothing_to_do_with_one(page: SearchPage) -> None:
    page.filters.text.setText("zz")
    page.reload()
    assert not page.preview.isVisible() and not page.records_button.isVisible()
    page.filters.text.clear()
    page.reload()
    assert page.preview.isVisible() and page.records_button.isVisible()


def test_after_each_choice_of_a_filter_the_focus_is_in_the_box(qtbot, page: SearchPage) -> None:
    filters = page.filters
    for box in (filters.product, filters.status, filters.warehouse, filters.party):
        filters.open_panel()
        box.setFocus()
        box.setCurrentIndex(1)
        box.activated.emit(1)
        assert filters.text.hasFocus()
        filters.close_panel()
    filters.open_panel()
    filters.document.setFocus()
    QTest.keyClicks(filters.document, "SI-")
    QTest.keyClick(filters.document, Qt.Key.Key_Return)
    assert filters.text.hasFocus()
