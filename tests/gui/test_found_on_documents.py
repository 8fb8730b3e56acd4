"""Words in a document's box: what they find is added; what nobody knows can be made in place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.kinds import KINDS
from app.domain.problems import Code
from app.domain.verdicts import Level
from app.gui.documents.counter import CounterPage
from app.gui.documents.page import DocumentPage
from app.gui.documents.pages import page_of
from app.gui.kit.desk import Desk
from db.queries import document_lines, documents
from tests.shop import Shop

EAN = "4006381333931"


def opened(qtbot, desk: Desk, kind: str, draft: int) -> DocumentPage:
    page = page_of(KINDS[kind])(desk, KINDS[kind])
    qtbot.addWidget(page)
    page.open(draft)
    page.show()
    return page


@pytest.fixture
def counter(qtbot, desk: Desk) -> CounterPage:
    page = CounterPage(desk)
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def purchase(qtbot, desk: Desk, shop: Shop) -> DocumentPage:
    """At no line yet."""
    return opened(qtbot, desk, "purchase", shop.blank("purchase"))


def type_words(page: DocumentPage, text: str) -> None:
    """Type, and let the keys rest: the finder shows what fits."""
    QTest.keyClicks(page.scan_box, text)
    page.finder.read_now()


def enter(page: DocumentPage) -> None:
    QTest.keyClick(page.scan_box, Qt.Key.Key_Return)
    page.queue.drain()


def lines(page: DocumentPage) -> list[tuple[str, int]]:
    """Each line's item and quantity in whole units, as the store has them."""
    found = document_lines.lines(page.desk.database, page.document.id)
    return [(line.product, line.quantity // 1000) for line in found]


def last(page: DocumentPage) -> str:
    return page.verdict._text.text()


# Words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "quantity"), [("cab", 1), ("3*cab", 3), ("12 × cab", 12)])
def test_enter_adds_what_is_shown_as_many_as_were_said(counter, typed, quantity) -> None:
    type_words(counter, typed)
    enter(counter)
    assert lines(counter) == [("Cable", quantity)]
    assert counter.scan_box.text() == "" and counter.finder.isHidden()
    assert QApplication.focusWidget() is counter.scan_box


def test_what_was_chosen_is_taken_back_like_a_scan(counter) -> None:
    type_words(counter, "3*cab")
    enter(counter)
    type_words(counter, "2*cab")
    enter(counter)
    assert lines(counter) == [("Cable", 5)]
    counter.undo()
    assert lines(counter) == [("Cable", 3)]
    counter.undo()
    assert lines(counter) == []


@pytest.mark.rule("D13")
@pytest.mark.parametrize("typed", ["0*cab", "1.5*cab", "-2*cab", "99999999999*cab"])
def test_a_quantity_that_is_none_is_refused_and_said(counter, typed) -> None:
    type_words(counter, typed)
    enter(counter)
    assert lines(counter) == [] and last(counter)
    assert counter.trail.item(0).text()


def test_a_serial_that_is_typed_and_found_comes_with_its_unit(counter, shop) -> None:
    shop.purchase("A1 A2")
    type_words(counter, "A1")
    assert counter.finder.current is not None  # its product
    enter(counter)
    assert document_lines.lines(shop.database, counter.document.id)[0].serials == 1


@pytest.mark.rule("C2")
@pytest.mark.parametrize("kind", ["quotation", "sales_order", "purchase_order"])
def test_where_no_serials_stand_a_serial_finds_its_product(qtbot, desk, shop, kind) -> None:
    shop.purchase("A1 A2")
    page = opened(qtbot, desk, kind, shop.blank(kind))
    page.take_scan("A1")
    type_words(page, "A2")
    enter(page)
    assert lines(page) == [("Phone", 2)]


# Quantities before codes -------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["typed", "scanned behind it"])
def test_a_quantity_before_a_code_is_its_own(counter, way) -> None:
    if way == "typed":
        QTest.keyClicks(counter.scan_box, "3*CABLE-C")
        enter(counter)
    else:
        QTest.keyClicks(counter.scan_box, "3*")
        counter.scan_box.take_scan("CABLE-C")
        counter.queue.drain()
    assert lines(counter) == [("Cable", 3)]
    assert counter.scan_box.text() == ""


@pytest.mark.rule("C4")
def test_a_scan_is_never_cut_though_a_star_is_in_it(qtbot, desk, shop) -> None:
    draft = shop.blank("purchase")
    shop.line(draft)
    page = opened(qtbot, desk, "purchase", draft)
    page.scan_box.take_scan("12*AB")
    page.queue.drain()
    assert shop.rows("SELECT number FROM draft_serial") == [("12*AB",)]


def test_what_is_typed_and_known_as_it_stands_has_no_quantity(counter, shop) -> None:
    shop.purchase("3*A1")
    QTest.keyClicks(counter.scan_box, "3*A1")
    enter(counter)
    assert shop.rows("SELECT number FROM draft_serial") == [("3*A1",)]


@pytest.mark.parametrize("code", ["A1", "NOBODY-1"])
def test_a_quantity_before_no_item_is_refused_and_makes_no_serial(qtbot, desk, shop, code) -> None:
    shop.purchase("A1")
    draft = shop.blank("purchase")
    shop.line(draft)
    page = opened(qtbot, desk, "purchase", draft)
    QTest.keyClicks(page.scan_box, f"3*{code}")
    enter(page)
    assert page._scanned.problem.code is Code.QUANTITY_OF_NO_ITEM
    assert page._scanned.level is Level.REFUSED
    assert shop.rows("SELECT number FROM draft_serial") == []


@pytest.mark.rule("D11")
def test_words_in_the_box_stop_the_posting_and_are_looked_for(counter, shop) -> None:
    shop.purchase("A1")
    counter.take_scan("A1")
    QTest.keyClicks(counter.scan_box, "cab")
    counter.post()
    assert counter.document.state == documents.DRAFT
    assert not counter.finder.isHidden() and counter.finder.current is not None
    QTest.keyClick(counter.scan_box, Qt.Key.Key_Return)
    assert ("Cable", 1) in lines(counter)


# What nobody knows -------------------------------------------------------------------------------


def test_an_unknown_barcode_becomes_an_item_and_stands_on_the_document(counter, shop) -> None:
    counter.take_scan(EAN)
    counter.queue.drain()
    assert counter.finder.new_button.text() == "New item with this barcode"
    counter.finder.new_button.click()
    bar = counter.new_item
    assert QApplication.focusWidget() is bar.name and bar.sku.text() == EAN
    bar.name.setText("Whiteboard marker")
    bar.price.setText("2.50")
    QTest.keyClick(bar.price, Qt.Key.Key_Return)
    assert lines(counter) == [("Whiteboard marker", 1)]
    assert QApplication.focusWidget() is counter.scan_box
    counter.take_scan(EAN)
    counter.queue.drain()
    assert lines(counter) == [("Whiteboard marker", 2)]


@pytest.mark.rule("C4")
def test_scans_come_in_while_a_new_item_is_filled_in(counter, shop) -> None:
    shop.purchase("A1")
    counter.finder.new_item.emit("Case")
    counter.new_item.sku.setFocus()
    counter.take_scan("A1")
    counter.queue.drain()
    assert lines(counter) == [("Phone", 1)]
    assert counter.new_item.isVisible() and counter.new_item.name.text() == "Case"


@pytest.mark.rule("D11")
def test_a_new_item_that_is_half_filled_in_is_not_dropped_by_posting(counter, shop) -> None:
    shop.purchase("A1")
    counter.take_scan("A1")
    counter.queue.drain()
    counter.finder.new_item.emit("Case")
    counter.post()
    assert counter.document.state == documents.DRAFT and counter.new_item.isVisible()
    QTest.keyClick(counter.new_item.name, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is counter.scan_box
    counter.post()
    assert lines(counter) == []  # the next customer's


def test_a_new_item_that_cannot_be_is_said_and_stays(counter, shop) -> None:
    counter.finder.new_item.emit("Case")
    counter.new_item.sku.setText("PHONE-1")
    counter.new_item.make()
    assert counter.problems.isVisible() and counter.new_item.isVisible()
    assert lines(counter) == []


def test_a_barcode_that_is_asked_about_can_be_a_new_item_instead(qtbot, desk, shop) -> None:
    draft = shop.blank("purchase")
    shop.line(draft)
    page = opened(qtbot, desk, "purchase", draft)
    page.show_line_at(1)
    page.take_scan(EAN)
    page.queue.drain()
    assert page.question.isVisible() and page.finder.isVisible()
    page.finder.new_button.click()
    assert page.question.isHidden() and page.new_item.isVisible()
    assert shop.rows("SELECT number FROM draft_serial") == []


def test_the_next_scan_closes_the_finder_unless_something_is_typed(counter, shop) -> None:
    shop.purchase("A1 A2")
    counter.take_scan(EAN)
    counter.queue.drain()
    assert counter.finder.isVisible()
    counter.take_scan("A1")
    counter.queue.drain()
    assert counter.finder.isHidden()
    type_words(counter, "cab")
    counter.take_scan("A2")
    counter.queue.drain()
    assert counter.finder.isVisible() and counter.scan_box.text() == "cab"


# Keys --------------------------------------------------------------------------------------------


def test_arrows_in_the_box_choose_the_line_while_no_finder_is_open(counter, shop) -> None:
    shop.purchase("A1")
    for code in ("A1", "CABLE-C"):
        counter.take_scan(code)
    counter.queue.drain()
    assert counter.lines.current_row().product == "Cable"
    QTest.keyClick(counter.scan_box, Qt.Key.Key_Up)
    assert counter.lines.current_row().product == "Phone"
    type_words(counter, "cab")
    QTest.keyClick(counter.scan_box, Qt.Key.Key_Down)
    assert counter.lines.current_row().product == "Phone"


@pytest.mark.parametrize("where", ["date", "warehouse", "note"])
def test_esc_leads_from_the_head_back_to_the_box(counter, where) -> None:
    counter.header.open_note()
    field = getattr(counter.header, where)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is counter.scan_box


def test_a_note_is_kept_whichever_key_leaves_it(counter, shop) -> None:
    for key, text in ((Qt.Key.Key_Return, "one"), (Qt.Key.Key_Escape, "two")):
        counter.header.open_note()
        counter.header.note.selectAll()
        QTest.keyClicks(counter.header.note, text)
        QTest.keyClick(counter.header.note, key)
        assert documents.document(shop.database, counter.document.id).note == text
        assert QApplication.focusWidget() is counter.scan_box
        assert counter.header.note.isVisible()


def test_the_document_that_holds_a_refused_serial_is_a_key_away(counter, shop) -> None:
    shop.purchase("A1")
    sale = shop.sell("A1")
    opened_documents: list[int] = []
    counter.desk.bus.open_document.connect(opened_documents.append)
    counter.take_scan("A1")
    counter.queue.drain()
    counter.scans.open_button.click()
    assert opened_documents == [sale]
    counter.take_scan("CABLE-C")
    counter.queue.drain()
    assert counter.scans.open_button.isHidden()


# Room --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "narrow"), [(952, True), (1158, False)])
def test_where_there_is_little_room_what_is_needed_less_is_a_choice_of_more(
    counter, width, narrow
) -> None:
    counter.take_scan("CABLE-C")  # while nothing is entered there is nothing to do
    counter.queue.drain()
    counter.resize(width, 600)
    folded = [*counter.folded_actions, *(action for _made, action in counter.rare[1:])]
    assert [action.isVisible() for action in folded] == [narrow, narrow]
    assert counter.discard_button.isHidden() is narrow
    assert counter.header.note_button.isHidden() is narrow
    assert counter.trail.isHidden() is narrow
    assert counter.post_button.isVisible() and counter.totals.total.isVisible()


def test_a_list_of_problems_does_not_move_post(counter) -> None:
    counter.resize(952, 600)
    before = counter.post_button.mapTo(counter, counter.post_button.rect().topLeft())
    counter.post()
    assert counter.problems.isVisible()
    QApplication.processEvents()
    assert counter.post_button.mapTo(counter, counter.post_button.rect().topLeft()) == before
