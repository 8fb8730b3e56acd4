"""Parts of pages: the right column with its one job, empty lists, switches and chips."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.gui.kit import theme
from app.gui.kit.empty_state import EmptyState
from app.gui.kit.filled_bar import FilledBar
from app.gui.kit.segments import Segments
from app.gui.kit.shown_stack import ShownStack
from app.gui.kit.side_column import SideColumn
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.theme import ROW_HEIGHT
from app.gui.kit.widgets import button, chip, column, section, switch

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.side = SideColumn("Side")
    made.jobs = [QLineEdit() for _job in range(3)]
    for place, job in enumerate(made.jobs):
        made.side.add(f"Job {place}", job)
    made.setLayout(column(made.side))
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def shown(window: QWidget) -> list[QWidget]:
    return [job for job in window.jobs if job.isVisible()]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_alt_n_shows_the_nth_job_alone_with_the_focus(qtbot, window: QWidget, place: int) -> None:
    chosen = []
    window.side.chosen.connect(chosen.append)
    qtbot.keyClick(window, Qt.Key(Qt.Key.Key_1 + place), ALT)
    assert shown(window) == [window.jobs[place]] == [window.side.current()]
    assert window.jobs[place].hasFocus() and chosen == [place]


def test_a_single_job_needs_no_choice(qtbot) -> None:
    side = SideColumn("Side")
    qtbot.addWidget(side)
    side.add("Only", QLineEdit())
    side.show()
    assert not side._heads.isVisible()


def test_what_takes_over_is_the_one_job_until_it_gives_back(qtbot, window: QWidget) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, ALT)
    payment = QLineEdit()
    window.side.take_over(payment)
    assert payment.isVisible() and payment.hasFocus() and shown(window) == []
    qtbot.keyClick(payment, Qt.Key.Key_3, ALT)
    assert window.side.current() is payment
    window.side.give_back()
    assert shown(window) == [window.jobs[1]] and payment.parent() is None


def test_an_empty_list_says_what_to_do_in_its_middle_with_the_button(qtbot) -> None:
    act = button("New item", "Ctrl+N", "primary")
    made = EmptyState("No item yet.", act)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    QApplication.processEvents()
    between = (made._text.geometry().top() + act.geometry().bottom()) // 2
    assert abs(between - made.rect().center().y()) < 10
    assert abs(act.geometry().center().x() - made.rect().center().x()) < 10
    made.say("Nothing is found.")
    assert made.text() == "Nothing is found."


def test_a_switch_looks_other_when_it_is_on(qtbot, qapp) -> None:
    theme.apply(qapp, theme.LIGHT)
    made = switch("Serial numbers")
    qtbot.addWidget(made)
    theme.dress(made)
    off = made.grab().toImage()
    made.setChecked(True)
    assert made.grab().toImage() != off and made.accessibleName() == "Serial numbers"
    qapp.setProperty(theme.SHEET, "")


def test_a_chip_says_to_a_screen_reader_what_pressing_it_does(qtbot) -> None:
    made = chip("Status & state", "Drop the filter Status")
    qtbot.addWidget(made)
    assert made.text() == "Status && state  ×"
    assert made.accessibleName() == made.toolTip() == "Drop the filter Status"


def test_a_section_has_its_title_and_what_stands_at_its_right(qtbot) -> None:
    window, link = QWidget(), button("Undo", role="link")
    qtbot.addWidget(window)
    window.setLayout(section("Sounds", link))
    window.resize(400, 60)
    window.show()
    assert link.geometry().right() > 380


# How much is there


@pytest.mark.parametrize(
    ("value", "most", "filled"), [(0, 4, 0), (1, 4, 25), (4, 4, 100), (9, 4, 100), (0, 0, 0)]
)
def test_a_bar_is_filled_as_far_as_something_is_there(
    qtbot, value: int, most: int, filled: int
) -> None:
    bar = FilledBar(theme.LIGHT)
    qtbot.addWidget(bar)
    bar.resize(100, 4)
    bar.show_share(value, most)
    picture = bar.grab().toImage()
    colours = [picture.pixelColor(x, 2).name() for x in range(100)]
    assert colours == [theme.LIGHT.accent] * filled + [theme.LIGHT.line] * (100 - filled)


@pytest.mark.parametrize("rows", [0, 1, 5, 500])
def test_a_table_is_no_higher_than_its_rows(qtbot, rows: int) -> None:
    """Where there is room for them; what is left is the page's."""
    table = Table(TableModel([TableColumn("Title", str)]), "Table")
    page = QWidget()
    page.setLayout(column(table, None, margin=0))
    page.layout().setStretch(0, 1000)
    qtbot.addWidget(page)
    page.resize(400, 600)
    table.hold_rows(1)
    table.table_model.set_rows(list(range(rows)))
    page.show()
    head = table.horizontalHeader().height()
    wanted = head + max(rows, 1) * ROW_HEIGHT + 2 * table.frameWidth()
    room = page.contentsRect().height()
    assert abs(table.height() - min(wanted, room)) <= 2
    assert (table.verticalScrollBar().maximum() > 0) == (rows == 500)


def test_a_table_with_a_most_is_always_as_high_as_its_rows_up_to_it(qtbot) -> None:
    table = Table(TableModel([TableColumn("Title", str)]), "Table")
    qtbot.addWidget(table)
    table.hold_rows(1, 3)
    heights = []
    for rows in (0, 2, 3, 9):
        table.table_model.set_rows(list(range(rows)))
        assert table.minimumHeight() == table.maximumHeight() == table.sizeHint().height()
        heights.append(table.maximumHeight())
    assert [high - heights[0] for high in heights] == [
        0,
        ROW_HEIGHT,
        2 * ROW_HEIGHT,
        2 * ROW_HEIGHT,
    ]


def test_the_arrows_go_through_choices_that_exclude_each_other(qtbot) -> None:
    """So that Tab, which stops at the one that is chosen, leads to all of them."""
    made = Segments([(1, "One"), (2, "Two"), (3, "Three")])
    qtbot.addWidget(made)
    made.set_value(1)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    for value in (2, 3):
        QTest.keyClick(made.windowHandle(), Qt.Key.Key_Right)
        assert made.value() == value
    QTest.keyClick(made.windowHandle(), Qt.Key.Key_Left)
    assert made.value() == 2


def test_a_stack_of_pages_asks_only_the_page_it_shows_how_large_it_is(qtbot) -> None:
    asked: list[str] = []

    class Page(QWidget):
        def minimumSizeHint(self) -> QSize:
            asked.append(self.objectName())
            return QSize(300 if self.objectName() == "large" else 100, 50)

    stack = ShownStack()
    qtbot.addWidget(stack)
    for name in ("small", "large"):
        page = Page()
        page.setObjectName(name)
        stack.addWidget(page)
    assert (stack.minimumSizeHint().width(), {*asked}) == (100, {"small"})
    stack.setCurrentIndex(1)
    assert stack.minimumSizeHint().width() == 300
