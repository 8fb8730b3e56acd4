"""Rows that are checked: by keys and clicks, all that fit, counted and copied beside the screen."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.lifecycle import Status
from app.gui.inventory.search_page import SearchPage
from app.gui.kit import theme
from app.gui.kit.desk import Desk
from app.gui.lists import list_view, selection_bar
from app.lists import listing
from app.lists.selection import rows_of
from app.lists.serials import SERIALS
from db.queries.lists import paging
from db.queries.lists.serial_filter import Filter
from tests.shop import Shop

pytestmark = pytest.mark.rule("Q1")
KEY, HELD = Qt.Key, Qt.KeyboardModifier
NEWEST_FIRST = [f"A{at}" for at in range(9, -1, -1)]


@pytest.fixture
def page(qtbot, desk: Desk, shop: Shop, monkeypatch) -> SearchPage:
    """Ten phones, of which A3 and A4 are sold; A9 stands on top, five to a page of the list."""
    shop.purchase(" ".join(f"A{at}" for at in range(10)))
    shop.sell("A3 A4")
    monkeypatch.setattr(list_view, "_PAGE", 5)
    made = SearchPage(desk)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitActive(made):
        made.show()
    made.model.read_to(10)
    made.table.select_only(0)
    made.table.setFocus()
    QApplication.clipboard().setText("before")
    return made


def press(page: SearchPage, key, held=HELD.NoModifier, times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(page.table, key, held)


def checked(page: SearchPage) -> list[str]:
    """The numbers that the rows show as checked, by what a screen reader is told, too."""
    place = page.table.box_place
    return [
        row.number
        for at, row in enumerate(page.model.rows)
        if page.model.index(at, place).data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked
    ]


def chosen(page: SearchPage) -> list[str]:
    """The numbers of the selection, read as whoever acts on it reads them."""
    selection = page.list.selection()
    if selection is None:
        return []
    parts = rows_of(SERIALS, page._desk.database, selection)
    return [row.number for rows in parts for row in rows]


def click(page: SearchPage, place: int, key: str, held=HELD.NoModifier) -> None:
    columns = [*(column.key for column in SERIALS.columns), "box"]
    index = page.model.index(place, columns.index(key))
    where = page.table.visualRect(index).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, held, where)


def test_space_checks_the_current_row_and_again_unchecks_it(page: SearchPage) -> None:
    assert page.list.bar.isHidden()
    press(page, KEY.Key_Space)
    press(page, KEY.Key_Down, times=2)
    press(page, KEY.Key_Space)
    assert checked(page) == chosen(page) == ["A9", "A7"]
    assert page.list.bar.isVisible() and page.list.bar.said.text() == "2 chosen"
    press(page, KEY.Key_Space)
    assert checked(page) == ["A9"]
    press(page, KEY.Key_Home)
    press(page, KEY.Key_Space)
    assert checked(page) == [] and page.list.bar.isHidden()


def test_shift_and_arrows_check_a_range_and_take_it_back_when_it_shrinks(page: SearchPage) -> None:
    press(page, KEY.Key_Down)
    press(page, KEY.Key_Space)  # A8, which stays whatever the range does
    press(page, KEY.Key_Down, times=2)  # at A6
    press(page, KEY.Key_Down, HELD.ShiftModifier, 2)
    assert checked(page) == ["A8", "A6", "A5", "A4"]
    press(page, KEY.Key_Up, HELD.ShiftModifier, 4)
    assert checked(page) == ["A8", "A7", "A6"]
    press(page, KEY.Key_End, HELD.ShiftModifier)
    assert checked(page) == ["A8", *NEWEST_FIRST[3:]]
    press(page, KEY.Key_Up)
    press(page, KEY.Key_Up, HELD.ShiftModifier)
    assert checked(page) == ["A8", *NEWEST_FIRST[3:]]


def test_clicks_check_in_the_first_column_with_ctrl_and_with_shift(page: SearchPage) -> None:
    click(page, 1, "product")
    assert checked(page) == [] and page.preview.number.text() == "A8"
    click(page, 2, "box")
    click(page, 4, "product", HELD.ControlModifier)
    assert checked(page) == ["A7", "A5"] and page.preview.number.text() == "A5"
    click(page, 6, "number", HELD.ShiftModifier)
    assert checked(page) == ["A7", "A5", "A4", "A3"]
    click(page, 2, "box")
    assert checked(page) == ["A5", "A4", "A3"]


def test_a_double_click_on_a_box_is_two_clicks_and_opens_nothing(page: SearchPage) -> None:
    opened = []
    page.table.chosen.connect(opened.append)
    where = page.table.visualRect(page.model.index(2, page.table.box_place)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    QTest.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert checked(page) == [] and not opened


def test_ctrl_a_checks_all_that_were_read_and_the_head_says_so(page: SearchPage) -> None:
    box = page.table.all_box
    press(page, KEY.Key_Space)
    assert box.checkState() is Qt.CheckState.PartiallyChecked
    press(page, KEY.Key_A, HELD.ControlModifier)
    assert checked(page) == NEWEST_FIRST and box.checkState() is Qt.CheckState.Checked
    assert page.list.selection().ids is not None
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(6, 6))
    assert checked(page) == [] and box.checkState() is Qt.CheckState.Unchecked
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(6, 6))
    assert checked(page) == NEWEST_FIRST


def test_the_head_says_none_some_or_all(page: SearchPage, qapp: QApplication) -> None:
    """A dash across its middle says *some*: its ground is the accent, the stroke is white."""
    theme.apply(qapp, theme.LIGHT)
    theme.dress(page)
    box, accent, stroke = page.table.all_box, QColor(theme.LIGHT.accent), QColor("#ffffff")

    def seen() -> tuple[QColor, QColor]:
        picture = box.grab().toImage()
        middle = picture.height() // 2
        return picture.pixelColor(8, middle), picture.pixelColor(8, middle - 4)

    none = seen()
    press(page, KEY.Key_Space)
    some = seen()
    press(page, KEY.Key_A, HELD.ControlModifier)
    assert some == (stroke, accent)
    assert seen() != some and none != some


def test_all_that_fit_is_described_by_what_is_asked(page: SearchPage, shop: Shop) -> None:
    page.filters.status.setCurrentIndex(page.filters.status.findText("In stock"))
    page.reload()
    press(page, KEY.Key_Space)
    page.list.bar.all_button.click()
    selection = page.list.selection()
    assert selection.ids is None and selection.asked.status == Status.IN_STOCK
    assert selection.count == (8, True) and page.list.bar.said.text() == "8 chosen"
    press(page, KEY.Key_Down)
    press(page, KEY.Key_Space)
    without = page.list.selection()
    assert without.count == (7, True) and len(without.without) == 1 and without.ids is None
    assert chosen(page) == ["A9", "A7", "A6", "A5", "A2", "A1", "A0"]
    shop.purchase("NEW")  # it fits as well
    assert "NEW" in chosen(page)


def test_what_is_not_counted_is_not_said_to_be(page: SearchPage, monkeypatch) -> None:
    monkeypatch.setattr(paging, "MOST_COUNTED", 6)
    page.reload()
    page.list.bar.all_button.click()
    assert page.list.selection().count == (6, False)
    assert page.list.bar.said.text() == "All that fit are chosen"
    page.list.checks.toggle(page.model.row(0).id)
    assert page.list.bar.said.text() == "All that fit but 1 are chosen"


def test_another_question_ends_all_that_fit_and_keeps_what_was_checked_one_by_one(page) -> None:
    page.list.bar.all_button.click()
    page.filters.text.setText("A1")
    page.reload()
    assert not page.list.checks.some and page.list.bar.isHidden()
    press(page, KEY.Key_Space)
    page.filters.text.setText("A2")
    page.reload()
    press(page, KEY.Key_Space)
    assert checked(page) == ["A2"] and sorted(chosen(page)) == ["A1", "A2"]
    page.filters.clear()
    page.model.read_to(10)
    assert checked(page) == ["A2", "A1"]


def test_a_change_of_the_store_or_of_the_order_keeps_the_checks(page, desk, shop) -> None:
    press(page, KEY.Key_Space)
    shop.purchase("NEW")
    desk.bus.changed.emit()
    assert checked(page) == ["A9"]
    page.list.bar.all_button.click()
    page.table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    assert page.list.selection().ids is None
    assert [row.number for row in page.model.rows][:2] == ["A0", "A1"]


def test_no_row_moves_when_the_bar_comes(page: SearchPage) -> None:
    def places() -> list[int]:
        return [page.table.visualRect(page.model.index(at, 0)).top() for at in range(10)]

    before = places()
    press(page, KEY.Key_Space)
    QApplication.processEvents()
    assert places() == before
    assert page.list.bar.geometry().top() >= page.table.geometry().bottom()


def test_esc_goes_back_one_step_after_the_other(qtbot, page: SearchPage) -> None:
    press(page, KEY.Key_Space)
    page.filters.open_panel()
    QTest.keyClick(page.filters.document, KEY.Key_Escape)
    assert page.filters.panel.isHidden() and checked(page) == ["A9"]
    page.table.setFocus()
    press(page, KEY.Key_Escape)
    assert checked(page) == [] and page.filters.text.hasFocus()


def test_down_in_the_box_leads_to_the_rows_and_typing_space_there_is_no_check(page) -> None:
    page.filters.text.setFocus()
    QTest.keyClicks(page.filters.text, " ")
    assert not page.list.checks.some
    QTest.keyClick(page.filters.text, KEY.Key_Down)
    assert page.table.hasFocus()


# Copying and counting -----------------------------------------------------------------------


def clipboard() -> str:
    return QApplication.clipboard().text()


@pytest.mark.parametrize("place", ["table", "box"])
def test_ctrl_c_copies_what_is_checked_as_the_shown_columns_read(qtbot, page, place) -> None:
    page.list.columns.show_column("product", False)
    press(page, KEY.Key_Down, times=5)
    press(page, KEY.Key_Space)
    press(page, KEY.Key_Home)
    press(page, KEY.Key_Space)
    page.filters.text.setText("A1")
    page.reload()
    where = page.table if place == "table" else page.filters.text
    where.setFocus()
    page.filters.text.deselect()
    QTest.keyClick(where, KEY.Key_C, HELD.ControlModifier)
    qtbot.waitUntil(lambda: clipboard() != "before")
    lines = sorted(line.split("\t") for line in clipboard().splitlines())
    assert [line[:2] for line in lines] == [["A4", "Sold"], ["A9", "In stock"]]
    assert len(lines[0]) == 5 and page.list.bar.said.text() == "2 rows copied"


def test_ctrl_c_in_the_box_copies_what_is_chosen_there_first(page: SearchPage) -> None:
    page.filters.text.setText("A9")
    page.filters.text.setFocus()
    page.filters.text.selectAll()
    QTest.keyClick(page.filters.text, KEY.Key_C, HELD.ControlModifier)
    assert clipboard() == "A9"
    page.filters.text.deselect()
    QTest.keyClick(page.filters.text, KEY.Key_C, HELD.ControlModifier)
    assert clipboard().startswith("A9\tPhone\t")


def test_all_that_fit_are_copied_in_their_order_but_not_without_end(qtbot, page, monkeypatch):
    page.list.bar.all_button.click()
    page.list.bar.copy()
    qtbot.waitUntil(lambda: clipboard() != "before")
    assert [line.split("\t")[0] for line in clipboard().splitlines()] == NEWEST_FIRST
    monkeypatch.setattr(selection_bar, "MOST_COPIED", 9)
    QApplication.clipboard().setText("before")
    page.list.bar.copy()
    qtbot.waitUntil(lambda: not page.list.count_line.busy)
    assert clipboard() == "before" and "too many to copy" in page.list.bar.said.text()


@pytest.fixture
def uncounted(page: SearchPage, shop: Shop, monkeypatch) -> SearchPage:
    """Seventy serials, of which so many were read as the window shows."""
    shop.purchase(" ".join(f"AB{at}" for at in range(60)))
    monkeypatch.setattr(paging, "MOST_COUNTED", 6)
    monkeypatch.setattr(listing, "_IDS", 2)
    page.table.select_only(0)
    page.reload()
    assert not page.model.is_whole
    return page


@pytest.mark.parametrize(
    ("asked", "count"), [({}, 70), ({"text": "A"}, 70), ({"document": "SI-"}, 2)], ids=str
)
def test_all_are_counted_beside_the_screen(qtbot, desk, shop, uncounted, asked, count) -> None:
    assert uncounted.list.counted.text() == "More than 6"
    uncounted.list.count_line.count_button.click()
    assert uncounted.list.count_line.busy and uncounted.list.counted.text().startswith("Counted")
    qtbot.waitUntil(lambda: uncounted.list.counted.text() == "70 serial numbers")
    assert not uncounted.list.count_line.count_button.isVisible()
    assert sum(map(len, SERIALS.each_ids(desk.database, Filter(**asked)))) == count


@pytest.mark.parametrize("how", ["esc", "button", "another question"])
def test_counting_can_be_stopped_and_says_nothing_then(qtbot, uncounted, how) -> None:
    line = uncounted.list.count_line
    line.count_button.click()
    if how == "esc":
        press(uncounted, KEY.Key_Escape)
    elif how == "button":
        line.stop_button.click()
    else:
        uncounted.filters.text.setText("A")
        uncounted.reload()
    assert not line.busy
    qtbot.wait(50)
    assert uncounted.list.counted.text().startswith("More than ")
    assert line.count_button.isVisible()


def test_what_was_counted_is_the_count_of_all_that_fit(qtbot, uncounted) -> None:
    uncounted.list.bar.all_button.click()
    uncounted.list.count_line.count_button.click()
    qtbot.waitUntil(lambda: uncounted.list.bar.said.text() == "70 chosen")
    assert uncounted.list.selection().count == (70, True)


def test_without_checks_the_rows_that_are_selected_are_the_selection(page: SearchPage) -> None:
    page.table.select_only(3)
    assert chosen(page) == ["A6"] and page.list.whole().ids is None
