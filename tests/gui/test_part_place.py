"""A part that is made when it is first asked for stands as if it had always been there."""

from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QWidget

from app.gui.kit.part_place import PartPlace
from app.gui.kit.widgets import column, row


class Page(QWidget):
    """Two fields, and between them a part of two more: made later, or at once."""

    def __init__(self, at_once: bool = False) -> None:
        super().__init__()
        self.built = 0
        self.place = PartPlace(self._make)
        self.first, self.last = QLineEdit("first"), QLineEdit("last")
        between = self._make() if at_once else self.place.widget
        self.setLayout(column(row(self.first), between, self.last))
        self.layout().setStretch(1, 1)

    def _make(self) -> QWidget:
        self.built += 1
        part = QWidget()
        part.setLayout(row(QLineEdit("one"), QLabel("told"), QLineEdit("two")))
        return part


@pytest.fixture
def page(qtbot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    made.show()
    return made


def by_tab(page: Page) -> list[str]:
    """What Tab reaches from the first field on."""
    reached, window = [page.first], page.window()
    page.first.setFocus()
    while page.focusNextChild() and window.focusWidget() is not page.first:
        reached.append(window.focusWidget())
    return [field.text() for field in reached]


def test_it_is_made_once_and_not_before_it_is_asked_for(page: Page) -> None:
    assert page.place.made is None and page.built == 0
    part = page.place.part
    assert page.place.part is part is page.place.made and page.built == 1


def test_nothing_is_made_to_be_hidden(page: Page) -> None:
    page.place.set_visible(False)
    page.place.hide()
    assert page.built == 0 and not page.place.is_shown
    page.place.set_visible(True)
    assert page.place.part.isVisible() and page.place.is_shown
    page.place.hide()
    assert not page.place.part.isVisible() and not page.place.is_shown


def test_what_is_made_ahead_stays_hidden(page: Page, qapp) -> None:
    page.place.make()
    qapp.processEvents()  # a layout shows what it is given a turn later
    assert page.built == 1 and not page.place.part.isVisible()


def test_it_stands_in_its_place_and_not_below_the_others(page: Page, qtbot) -> None:
    at_once = Page(at_once=True)
    qtbot.addWidget(at_once)
    at_once.show()
    part = page.place.part
    page.place.set_visible(True)
    for one in (page, at_once):
        one.resize(300, 400)
        one.layout().activate()
    assert page.layout().indexOf(part) == 1
    assert part.geometry() == at_once.layout().itemAt(1).geometry()
    assert page.last.geometry() == at_once.last.geometry()


def test_tab_reaches_it_in_its_turn(page: Page, qtbot) -> None:
    at_once = Page(at_once=True)
    qtbot.addWidget(at_once)
    at_once.show()
    assert by_tab(page) == ["first", "last"]
    page.place.part.show()
    assert by_tab(page) == ["first", "one", "two", "last"] == by_tab(at_once)


def test_what_comes_after_a_part_outlives_it(page: Page, qapp: QApplication) -> None:
    """Its menu too: a wrapper that PySide took for a part of what is gone could not be used."""
    menu = QMenu(page.last)
    act = menu.addAction("act")
    part = page.place.part
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    part.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(part)
    assert shiboken6.isValid(page.last) and shiboken6.isValid(menu)
    assert shiboken6.isValid(act) and act.text() == "act"


def test_the_chain_is_asked_in_one_place() -> None:
    """Where what it returns is given back to its own parent."""
    sources = Path(__file__).parents[2].joinpath("app").rglob("*.py")
    found = [path.name for path in sources if "InFocusChain()" in path.read_text("utf-8")]
    assert found == ["widgets.py"]
