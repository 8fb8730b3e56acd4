"""Midnight in the real window with a set clock (D10): the draft takes the new day, nothing else."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.gui.kit.desk import Desk
from app.gui.shell.main_window import MainWindow
from app.services.documents import drafts
from app.text import day_text
from db.queries import documents
from tests.gui.test_document_page import scan
from tests.shop import Shop

pytestmark = pytest.mark.rule("D10")
YESTERDAY, TODAY = "2026-03-31", "2026-04-01"


@pytest.fixture
def main(qtbot, desk: Desk, shop: Shop, set_clock: Callable[[str], None]) -> MainWindow:
    """The window late in the evening, at the Counter."""
    set_clock(f"{YESTERDAY} 23:59:30")
    shop.purchase("A1 A2 A3")
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.start()
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def sales(shop: Shop) -> list[str]:
    query = "SELECT date FROM document WHERE kind = 'sale' AND state = 1 ORDER BY posting"
    return [date for (date,) in shop.rows(query)]


def press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def test_it_looks_at_the_clock_at_midnight_and_once_a_minute(main, set_clock) -> None:
    assert main.day._timer.interval() == 30_050
    set_clock(f"{TODAY} 08:00:00")
    main.day.look()
    assert main.day._timer.interval() == 60_000


def test_at_midnight_the_page_shows_the_new_day_and_loses_nothing(main, set_clock) -> None:
    counter = main.counter()
    scan(counter, "A1")
    counter.header.open_note()
    QTest.keyClicks(counter.header.note, "half a note")
    set_clock(f"{TODAY} 00:00:00")
    main.day._timer.timeout.emit()
    assert counter.header.date.text() == day_text(TODAY)
    assert QApplication.focusWidget() is counter.header.note
    assert counter.header.note.text() == "half a note"
    counter.scan_box.setFocus()
    QTest.keyClicks(counter.scan_box, "A")
    set_clock("2026-04-02 00:00:00")
    main.day._timer.timeout.emit()
    assert (counter.header.date.text(), counter.scan_box.text()) == ("2 Apr 2026", "A")
    assert QApplication.focusWidget() is counter.scan_box


def test_the_first_sale_of_the_morning_bears_the_morning(main, shop, set_clock) -> None:
    counter = main.counter()
    scan(counter, "A1")
    press(Qt.Key.Key_F9)
    set_clock(f"{TODAY} 08:00:00")  # nobody touched anything in between
    scan(counter, "A2")
    assert counter.header.date.text() == day_text(TODAY)  # at the scan already
    press(Qt.Key.Key_F9)
    assert sales(shop) == [YESTERDAY, TODAY]


def test_shown_again_it_bears_the_day_it_is(main, set_clock) -> None:
    main.show_page("stock")
    set_clock(f"{TODAY} 08:00:00")
    assert main.counter().header.date.text() == day_text(TODAY)


def test_a_chosen_date_is_kept_over_midnight(main, shop, set_clock) -> None:
    counter = main.counter()
    scan(counter, "A1")
    counter.header.date.setFocus()
    counter.header.date.selectAll()
    QTest.keyClicks(counter.header.date, "30.3.2026")
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is counter.scan_box
    set_clock(f"{TODAY} 08:00:00")
    main.day._timer.timeout.emit()
    assert counter.header.date.text() == "30 Mar 2026"
    press(Qt.Key.Key_F9)
    assert sales(shop) == ["2026-03-30"]
    assert counter.header.date.text() == day_text(TODAY)  # the next customer's


def test_drafts_that_are_not_shown_follow_too_also_when_the_program_starts(
    qtbot, desk, shop, set_clock
) -> None:
    set_clock(f"{YESTERDAY} 20:00:00")
    left = drafts.new(shop.session, "purchase")
    set_clock(f"{TODAY} 08:00:00")
    main = MainWindow(desk)
    qtbot.addWidget(main)
    assert documents.document(shop.database, left).date == TODAY
