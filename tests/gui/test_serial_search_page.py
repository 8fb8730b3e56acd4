"""Serial Number Search on the screen: chips, marks, and the unit beside the list."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.gui.inventory.search_page import SearchPage
from app.gui.kit.desk import Desk
from app.gui.lists.marked import spans, spans_shown
from app.lists.serials import SERIALS
from db.queries.lists.serial_filter import NEWEST
from tests.shop import Shop


@pytest.fixture
def page(qtbot, desk: Desk, shop: Shop) -> SearchPage:
    shop.purchase("A1 A2 A3")
    shop.sell("A2")
    made = SearchPage(desk)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    return made


def numbers(page: SearchPage) -> list[str]:
    return [found.number for found in page.model.rows]


@pytest.mark.rule("Q1")
def test_each_filter_stands_as_a_chip_and_backspace_takes_the_last_away(page: SearchPage) -> None:
    filters = page.filters
    filters.status.setCurrentIndex(filters.status.findText("Sold"))
    filters.document.setText("SI-")
    page.reload()
    assert numbers(page) == ["A2"]
    assert [one.title for one in filters.standing()] == ["Status", "Document"]
    assert len(filters._chips) == 2
    QTest.keyClick(filters.text, Qt.Key.Key_Backspace)
    assert [one.title for one in filters.standing()] == ["Status"]
    filters._chips[0].click()
    assert filters.standing() == [] and filters._chips == []
    assert sorted(numbers(page)) == ["A1", "A2", "A3"]


@pytest.mark.rule("Q1")
def test_backspace_edits_what_stands_in_the_box_first(page: SearchPage) -> None:
    page.filters.status.setCurrentIndex(page.filters.status.findText("Sold"))
    page.filters.text.setText("A2")
    QTest.keyClick(page.filters.text, Qt.Key.Key_Backspace)
    assert page.filters.text.text() == "A"
    assert len(page.filters.standing()) == 1


@pytest.mark.rule("Q1")
def test_where_nothing_fits_all_filters_can_be_cleared_in_the_middle(page: SearchPage) -> None:
    page.filters.document.setText("no such number")
    page.reload()
    assert page.list.empty.isVisible() and page.clear_button.isVisible()
    page.clear_button.click()
    assert len(numbers(page)) == 3


@pytest.mark.rule("Q2")
def test_the_unit_beside_the_list_tells_its_way_newest_first(
    qtbot, desk: Desk, page: SearchPage
) -> None:
    page.filters.text.setText("A2")
    page.reload()
    preview = page.preview
    assert (preview.number.text(), preview.state.text()) == ("A2", "Sold")
    steps = preview.way.steps.steps
    moves = [step.below.split("\n")[0].split(" · ")[0] for step in steps]
    assert moves == ["Main → Sold", "Main"]
    with qtbot.waitSignal(desk.bus.open_document) as asked:
        preview.way.clicked.emit(preview.way.steps.index(1))
    assert asked.args == [steps[1].document]
    preview.copy_button.click()
    assert QApplication.clipboard().text() == "A2"


def test_in_a_narrow_window_the_unit_is_folded_and_its_buttons_stay(page: SearchPage) -> None:
    page.resize(1000, 600)
    assert page.preview.isHidden() and page.records_button.isVisible()
    page.preview_button.click()
    assert page.preview.isVisible() and page.records_button.isVisible()
    page.show_unit()
    assert page.preview.isHidden() and page.open_button.isVisible()


@pytest.mark.parametrize(
    ("text", "sought", "marked"),
    [
        ("SN-12-12", "12", [(3, 5), (6, 8)]),
        ("sn-1", "SN", [(0, 2)]),
        ("1111", "11", [(0, 2), (2, 4)]),
        ("İ-ab", "AB", [(2, 4)]),
        ("SN-1", "", []),
        ("SN-1", "9", []),
    ],
)
def test_what_was_looked_for_is_marked(text: str, sought: str, marked: object) -> None:
    assert spans(text, sought) == marked


def sort_by(page: SearchPage, key: str) -> None:
    """Click a head."""
    header = page.table.horizontalHeader()
    place = [column.key for column in SERIALS.columns].index(key)
    where = QPoint(header.sectionViewportPosition(place) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)


@pytest.mark.rule("Q1")
def test_the_numbers_head_sorts_up_down_and_leads_back_to_the_newest(page: SearchPage) -> None:
    header = page.table.horizontalHeader()
    assert numbers(page) == ["A3", "A2", "A1"] and header.sortIndicatorSection() == -1
    sort_by(page, "number")
    assert numbers(page) == ["A1", "A2", "A3"] and header.sortIndicatorSection() == 0
    assert header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
    sort_by(page, "date")  # no index serves that: nothing changes, the sign least of all
    assert numbers(page) == ["A1", "A2", "A3"] and header.sortIndicatorSection() == 0
    sort_by(page, "number")
    assert numbers(page) == ["A3", "A2", "A1"] and header.sortIndicatorSection() == 0
    page.filters.document.setText("PI-")
    page.reload()
    assert numbers(page) == ["A3", "A2", "A1"]
    sort_by(page, "number")
    assert page.list.order == NEWEST and header.sortIndicatorSection() == -1


@pytest.mark.rule("Q1")
def test_whatever_has_the_focus_the_units_keys_work(qtbot, desk: Desk, page: SearchPage) -> None:
    for part in (page.filters.text, page.table):
        part.setFocus()
        with qtbot.waitSignal(desk.bus.open_document) as opened:
            QTest.keyClick(part, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
        assert opened.args == [page.table.current_row().document_id]


LONG = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0001"


@pytest.mark.rule("Q1")
@pytest.mark.parametrize(
    ("shown", "part", "marked"),
    [
        (LONG, "DEF", "DEF"),
        ("ABCD…0001", "BCD", "BCD"),
        ("ABCD…0001", "0001", "0001"),
        ("ABCD…0001", "CDEFGH", "CD…"),
        ("ABCD…0001", "KLM", "…"),
        ("ABCD…0001", "YZ00", "…00"),
        ("ABCD…0001", LONG, "ABCD…0001"),
    ],
)
def test_what_was_sought_is_marked_in_a_number_with_its_middle_left_out(
    shown: str, part: str, marked: str
) -> None:
    ((begin, end),) = spans(LONG, part)
    first, last = spans_shown(LONG, shown, begin, end)
    assert shown[first:last] == marked
