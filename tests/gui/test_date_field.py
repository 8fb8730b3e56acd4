"""The date field by key events: typed as shown or as people write, never read as another day."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLineEdit

from app.domain import dates
from app.domain.problems import Code
from app.formats import Formats
from app.gui.inventory.search_page import SearchPage
from app.gui.kit.date_field import DateField
from app.gui.kit.theme import LIGHT
from app.text import LANGUAGES, use_language

pytestmark = pytest.mark.rule("D10")
DAY = date(2026, 3, 31)


@pytest.fixture
def field(qtbot) -> DateField:
    made = DateField("Date", LIGHT, emptied="empty is today")
    qtbot.addWidget(made)
    made.show_day(DAY)
    made.said = []
    made.changed.connect(made.said.append)
    made.refused.connect(lambda problem: made.said.append(problem.code))
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


def type_over(field: QLineEdit, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    if text.isascii():
        QTest.keyClicks(field, text)
    else:
        field.insert(text)
    QTest.keyClick(field, end)


@pytest.mark.parametrize("text", ["2025-12-31", "31.12.2025", "20251231", "2025年12月31日"])
@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_what_is_typed_is_that_day(field: DateField, text: str, end: Qt.Key) -> None:
    type_over(field, text, end)
    assert field.said == [date(2025, 12, 31)]
    assert (field.text(), field.problem) == ("31 Dec 2025", None)


@pytest.fixture
def language(request):
    """The language in use, English again afterwards."""
    use_language(request.param)
    yield request.param
    use_language("en")


@pytest.mark.parametrize("language", LANGUAGES, indirect=True)
@pytest.mark.parametrize("day", [date(1999, 12, 31), DAY, date(2026, 5, 1), date(2026, 9, 10)])
def test_a_day_is_shown_as_elsewhere_on_the_page_and_read_as_itself(qtbot, language, day) -> None:
    made = DateField("Date", LIGHT)
    qtbot.addWidget(made)
    made.show_day(day)
    assert made.text() == Formats(language, "CNY").date(day.isoformat())
    assert dates.read(made.text()) == day


def test_leaving_the_field_reads_it_too(qtbot, field: DateField) -> None:
    other = QLineEdit(field)
    other.show()
    field.setText("1.2.2026")
    other.setFocus()
    assert field.said == [date(2026, 2, 1)]


@pytest.mark.parametrize(
    ("text", "code"), [("2025-13-31", Code.BAD_DATE), ("01/02/2026", Code.DATE_UNCLEAR)]
)
def test_what_is_no_day_stays_marked_and_is_said_once(field, text, code) -> None:
    type_over(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.said == [code]
    assert (field.text(), field.day, field.property("wrong")) == (text, DAY, True)
    assert field.problem.code is code
    field.show_day(date(2026, 4, 1))  # midnight: what was typed stays
    assert (field.text(), field.day) == (text, date(2026, 4, 1))
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), field.problem, field.property("wrong")) == ("1 Apr 2026", None, False)


def test_a_mended_day_is_taken(field: DateField) -> None:
    type_over(field, "31.02.2026")
    type_over(field, "28.02.2026")
    assert field.said == [Code.BAD_DATE, date(2026, 2, 28)]
    assert field.property("wrong") is False


def test_the_same_day_written_otherwise_changes_nothing(field: DateField) -> None:
    type_over(field, "31.3.2026")
    assert (field.said, field.text()) == ([], "31 Mar 2026")


def test_emptied_it_says_so(field: DateField) -> None:
    type_over(field, "")
    assert field.said == [None]
    field.show_day(date(2026, 4, 1))
    assert field.text() == "1 Apr 2026"


def test_up_and_down_go_a_day_on_and_back(field: DateField) -> None:
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(field, key)
    assert field.said == [date(2026, 4, 1), DAY, date(2026, 3, 30)]


@pytest.mark.qt_log_ignore("This plugin does not support")  # popups on the offscreen screen
def test_the_calendar_opens_at_the_day_and_chooses_one(field: DateField) -> None:
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = QApplication.activePopupWidget().findChild(QCalendarWidget)
    assert calendar.selectedDate() == QDate(2026, 3, 31)
    calendar.clicked.emit(QDate(2026, 3, 5))
    assert field.said == [date(2026, 3, 5)]
    assert QApplication.activePopupWidget() is None


@pytest.mark.rule("Q1", "D10")
def test_the_search_reads_its_period_the_same_way(qtbot, desk, set_clock) -> None:
    set_clock("2026-03-31 10:00")
    page = SearchPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.filters.open_panel()
    period = page.filters.period
    set_clock("2026-04-01 10:00")
    page.hide()
    page.show()  # the next day, up to which is offered
    assert (period.first.text(), period.last.text()) == ("31 Dec 2025", "1 Apr 2026")
    period.limited.click()
    type_over(period.first, "30.11.2025")
    type_over(period.last, "01/02/2026")
    assert period.dates() == ("2025-11-30", "2026-04-01")
    assert period.last.property("wrong") is True
    page.filters.clear()
    assert (period.first.text(), period.last.text()) == ("31 Dec 2025", "1 Apr 2026")
