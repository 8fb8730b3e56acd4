"""A box of very many names: some are offered, all are found by a part, and none is lost."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget

from app.gui.kit import names_box
from app.gui.kit.names_box import NamesBox
from app.gui.kit.widgets import button, column

MANY = [(number, f"Shop {number:04}") for number in range(1, 1001)]


@pytest.fixture
def asked() -> list[tuple[str, int]]:
    """What was asked of the store: a text, and how many at most."""
    return []


@pytest.fixture
def box(qtbot: Any, asked: list[tuple[str, int]]) -> NamesBox:
    def read(text: str, most: int) -> list[tuple[int, str]]:
        asked.append((text, most))
        return [(id, name) for id, name in MANY if text.casefold() in name.casefold()][:most]

    made, other = NamesBox("Party", "All", read), button("Other")
    window = QWidget()
    window.setLayout(column(made, other))
    qtbot.addWidget(window)
    window.show()
    made.other, made.around = other, window
    made.read_now()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def typed(box: NamesBox, text: str) -> None:
    """Type over what stands there; the pause after the last key is over."""
    box.lineEdit().selectAll()
    QTest.keyClicks(box, text)
    box._refresh.due.emit()


def key_down() -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)


def offered(box: NamesBox) -> list[str]:
    return [box.itemText(at) for at in range(box.count())]


def test_no_more_are_read_than_are_offered(box: NamesBox, asked: list[tuple[str, int]]) -> None:
    assert asked == [("", names_box.OFFERED + 1)]
    assert offered(box) == [
        *("All", *(name for _id, name in MANY[: names_box.OFFERED])),
        "Many more, type on",
    ]


def test_that_there_are_more_is_said_and_cannot_be_chosen(box: NamesBox) -> None:
    box.setCurrentIndex(names_box.OFFERED)
    QTest.keyClick(box, Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier)
    QComboBox.keyPressEvent(box, key_down())
    assert box.currentIndex() == names_box.OFFERED
    typed(box, "Many more, type on")
    box.settle()
    assert box.currentText() == MANY[names_box.OFFERED - 1][1]


def test_where_all_are_offered_it_is_not_said(box: NamesBox) -> None:
    typed(box, "p 09")
    assert offered(box)[-1] == "Shop 0999"


def test_what_is_typed_is_looked_for_among_all(box: NamesBox) -> None:
    typed(box, "p 099")
    assert offered(box) == ["All", *(name for _id, name in MANY[989:999])]
    assert box.lineEdit().text() == "p 099"
    assert box.currentData() is None
    typed(box, "0997")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert (box.currentData(), box.currentText()) == (997, "Shop 0997")


def test_leaving_it_at_once_chooses_the_one_that_is_named(box: NamesBox) -> None:
    box.lineEdit().selectAll()
    QTest.keyClicks(box, "shop 0998")
    box.other.setFocus()
    assert (box.currentData(), box.currentText()) == (998, "Shop 0998")


def test_what_is_chosen_stays_offered_though_it_is_none_of_the_first(box: NamesBox) -> None:
    typed(box, "Shop 0999")
    QTest.keyClick(box, Qt.Key.Key_Return)
    box.other.setFocus()
    box.read_now()
    assert (box.currentData(), box.currentText()) == (999, "Shop 0999")
    assert offered(box)[1 + names_box.OFFERED :] == ["Shop 0999", "Many more, type on"]
    typed(box, "Shop 0002")
    assert box.currentData() == 999  # until that is chosen


def test_what_is_rubbed_out_does_not_come_back_under_the_hand(box: NamesBox) -> None:
    typed(box, "0995")
    QTest.keyClick(box, Qt.Key.Key_Return)
    box.lineEdit().selectAll()
    QTest.keyClick(box, Qt.Key.Key_Delete)
    box._refresh.due.emit()
    assert box.lineEdit().text() == ""
    box.other.setFocus()
    assert (box.currentData(), box.currentText()) == (995, "Shop 0995")


def test_a_name_that_nobody_has_gives_way_to_what_is_chosen(box: NamesBox) -> None:
    typed(box, "nobody at all")
    assert offered(box) == ["All"]
    box.other.setFocus()
    assert (box.currentData(), box.currentText()) == (None, "All")
