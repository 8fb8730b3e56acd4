"""After every edit, choice and dialog the cursor is back in the box, ready for the next scan."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.kinds import KINDS
from app.domain.problems import Code, Problem
from app.gui.documents.page import DocumentPage
from app.gui.documents.pages import page_of
from app.gui.kit.desk import Desk
from app.services.stock import warehouses
from app.services.stock.warehouses import WarehouseForm
from tests.shop import Shop

KEY, HELD = Qt.Key, Qt.KeyboardModifier
ALT, CTRL = HELD.AltModifier, HELD.ControlModifier


def press(*keys: Qt.Key, held: Qt.KeyboardModifier = HELD.NoModifier) -> None:
    """Press keys as they come from the keyboard: to the window with the focus."""
    for key in keys:
        window = QApplication.activeWindow()
        assert window is not None
        QTest.keyClick(window.windowHandle(), key, held)


def type_in(text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)


@pytest.fixture
def stocked(shop: Shop) -> Shop:
    warehouses.save(shop.session, WarehouseForm("Cellar"))
    warehouses.save(shop.session, WarehouseForm("Attic"))
    shop.purchase("A1 A2 A3")
    shop.opening(product=shop.has.cable, units=9)
    return shop


@pytest.fixture
def page_of_kind(qtbot, desk: Desk, stocked: Shop) -> Callable[[str], DocumentPage]:
    """Shows the page of a kind."""

    def shown(kind: str) -> DocumentPage:
        page = page_of(KINDS[kind])(desk, KINDS[kind])
        qtbot.addWidget(page)
        page.resize(1366, 768)
        page.open(with_a_line(stocked, kind))
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return shown


def with_a_line(shop: Shop, kind: str) -> int:
    """A draft with a line of cables."""
    draft = shop.blank(kind)
    shop.line(draft, product=shop.has.cable)
    return draft


def choose_warehouse(page: DocumentPage) -> None:
    press(KEY.Key_W, held=ALT)
    assert page.header.warehouse.hasFocus()
    press(KEY.Key_Down, KEY.Key_Down)
    assert page.header.warehouse.hasFocus()  # the arrows go on to a third
    press(KEY.Key_Return)
    assert page.document.warehouse == page.header.warehouse.itemText(2)


def choose_destination(page: DocumentPage) -> None:
    press(KEY.Key_G, held=ALT)
    press(KEY.Key_Down, KEY.Key_Down, KEY.Key_Return)
    assert page.document.to_warehouse_id == page.header.destination.itemData(2)


def leave_the_warehouse(page: DocumentPage) -> None:
    press(KEY.Key_W, held=ALT)
    press(KEY.Key_Escape)


def type_a_date(page: DocumentPage) -> None:
    press(KEY.Key_D, held=ALT)
    page.header.date.selectAll()
    type_in(page.document.date)
    press(KEY.Key_Return)


def give_up_a_date(page: DocumentPage) -> None:
    press(KEY.Key_D, held=ALT)
    type_in("7")
    press(KEY.Key_Escape, KEY.Key_Escape)


def write_a_note(page: DocumentPage) -> None:
    press(KEY.Key_T, held=ALT)
    type_in("for Tuesday")
    press(KEY.Key_Return)
    assert page.document.note == "for Tuesday"


def give_up_a_note(page: DocumentPage) -> None:
    press(KEY.Key_T, held=ALT)
    press(KEY.Key_Escape)


def choose_the_party(page: DocumentPage) -> None:
    press(KEY.Key_F4)
    type_in("Mrs" if page.kind.party.name == "CUSTOMER" else "Whole")
    page.header.party.read_now()
    press(KEY.Key_Return)
    assert page.document.party_id is not None


def give_up_the_party(page: DocumentPage) -> None:
    press(KEY.Key_F4)
    type_in("nobody")
    press(KEY.Key_Escape, KEY.Key_Escape)


def edit_a_quantity(page: DocumentPage) -> None:
    page.lines.setFocus()
    place = page.lines.place_of("quantity")
    page.lines.setCurrentIndex(page.lines.table_model.index(0, place))
    type_in("4")
    press(KEY.Key_Return)


def delete_the_line(page: DocumentPage) -> None:
    press(KEY.Key_Down)
    page.lines.setFocus()
    press(KEY.Key_Backspace, held=CTRL)
    assert page.lines.table_model.rows == []


def delete_no_line(page: DocumentPage) -> None:
    page.lines.setCurrentIndex(QModelIndex())
    page.lines.setFocus()
    press(KEY.Key_Backspace, held=CTRL)


def undo(page: DocumentPage) -> None:
    press(KEY.Key_Down)
    press(KEY.Key_Backspace, held=CTRL)
    page.lines.setFocus()
    press(KEY.Key_Z, held=CTRL)
    assert len(page.lines.table_model.rows) == 1


def add_by_words(page: DocumentPage) -> None:
    type_in("rope")
    page.finder.read_now()
    press(KEY.Key_Return)
    assert len(page.lines.table_model.rows) == 2


def give_up_words(page: DocumentPage) -> None:
    type_in("rope")
    page.finder.read_now()
    press(KEY.Key_Escape)


def give_up_a_new_item(page: DocumentPage) -> None:
    type_in("umbrella")
    page.finder.read_now()
    press(KEY.Key_N, held=CTRL)
    assert not page.new_item.isHidden()
    press(KEY.Key_Escape)


def make_a_new_item(page: DocumentPage) -> None:
    type_in("umbrella")
    page.finder.read_now()
    press(KEY.Key_N, held=CTRL)
    type_in("UMB-1")
    press(KEY.Key_Return)
    assert len(page.lines.table_model.rows) == 2


def answer_no(page: DocumentPage) -> None:
    page.question.ask(Problem(Code.GTIN_UNKNOWN, {"code": "1", "product": "Phone"}))
    page.lines.setFocus()
    press(KEY.Key_N, held=ALT)
    assert page.question.isHidden()


def answer_yes(page: DocumentPage) -> None:
    page.question.ask(Problem(Code.GTIN_UNKNOWN, {"code": "1", "product": "Phone"}))
    page.lines.setFocus()
    press(KEY.Key_Y, held=ALT)
    assert page.question.isHidden()


def esc_from_the_lines(page: DocumentPage) -> None:
    page.lines.setFocus()
    press(KEY.Key_Escape)


def esc_from_a_button(page: DocumentPage) -> None:
    page.post_button.setFocus()
    press(KEY.Key_Escape)


def esc_from_the_last_scans(page: DocumentPage) -> None:
    page.trail.setFocus()
    press(KEY.Key_Escape)


def into_the_box(page: DocumentPage) -> None:
    page.lines.setFocus()
    press(KEY.Key_F2)


def post_what_is_refused(page: DocumentPage) -> None:
    press(KEY.Key_Down)
    page.lines.setFocus()
    press(KEY.Key_Backspace, held=CTRL)
    press(KEY.Key_F9)
    assert not page.problems.isHidden()


EVERYWHERE = [
    choose_warehouse,
    leave_the_warehouse,
    type_a_date,
    give_up_a_date,
    write_a_note,
    give_up_a_note,
    edit_a_quantity,
    delete_the_line,
    delete_no_line,
    undo,
    add_by_words,
    give_up_words,
    give_up_a_new_item,
    make_a_new_item,
    answer_no,
    answer_yes,
    esc_from_the_lines,
    esc_from_a_button,
    esc_from_the_last_scans,
    into_the_box,
    post_what_is_refused,
]


OF_KIND = {
    "sale": [choose_the_party, give_up_the_party],
    "purchase": [choose_the_party, give_up_the_party],
    "sales_return": [choose_the_party, give_up_the_party],
    "count": [],
    "transfer": [choose_destination],
}
"""Kinds that differ in their head or their page, with what only they have."""


@pytest.mark.rule("C4")
@pytest.mark.parametrize("kind", OF_KIND)
def test_the_cursor_is_back_in_the_box(page_of_kind, stocked: Shop, kind: str) -> None:
    page = page_of_kind(kind)
    for act in (*EVERYWHERE, *OF_KIND[kind]):
        page.open(with_a_line(stocked, kind))
        assert focused() is page.scan_box, f"before {act.__name__}"
        act(page)
        assert focused() is page.scan_box, f"after {act.__name__}"


def focused() -> QWidget | None:
    QApplication.processEvents()
    return QApplication.focusWidget()
