"""What may be right and is never done unasked: asked in line, all together (D10, D12, D14)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.kinds import COUNT, SALES_RETURN
from app.gui.documents.count_page import CountPage
from app.gui.documents.counter import CounterPage
from app.gui.documents.page import DocumentPage
from app.gui.inventory.stock import StockPage
from app.gui.items.editor import ItemEditor
from app.gui.kit.desk import Desk
from app.services.documents import draft_head
from app.services.stock import items
from db.queries import documents
from db.queries import items as item_reads
from tests.gui.test_document_page import scan
from tests.shop import Shop, refusal


def show(qtbot, page: QWidget) -> None:
    """Show a page in a window that has the keyboard."""
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)


@pytest.fixture
def counter(qtbot, desk: Desk, shop: Shop, set_clock) -> CounterPage:
    set_clock("2026-03-31 10:00")
    shop.purchase("A1 A2 A3")
    page = CounterPage(desk)
    qtbot.addWidget(page)
    show(qtbot, page)
    return page


def press(page, key: Qt.Key) -> None:
    answers = key in (Qt.Key.Key_Y, Qt.Key.Key_N)
    held = Qt.KeyboardModifier.AltModifier if answers else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(page, key, held)


def choose_date(page: DocumentPage, text: str) -> None:
    page.header.date.setFocus()
    page.header.date.selectAll()
    QTest.keyClicks(page.header.date, text)
    QTest.keyClick(page.header.date, Qt.Key.Key_Return)


def sold(shop: Shop) -> list[tuple]:
    return shop.rows(
        "SELECT d.date, s.number FROM document d JOIN document_line l ON l.document_id = d.id"
        " JOIN serial_movement m ON m.line_id = l.id JOIN serial s ON s.id = m.serial_id"
        " WHERE d.kind = 'sale' AND d.state = 1 ORDER BY m.id"
    )


@pytest.mark.rule("D10")
def test_an_odd_date_is_asked_about_at_once_and_then_no_more(counter, shop) -> None:
    scan(counter, "A1")
    choose_date(counter, "2026-01-12")
    assert counter.confirm.asks
    assert "12 Jan 2026" in counter.confirm.problems._text.text()
    press(counter, Qt.Key.Key_Y)
    assert not counter.confirm.asks
    assert QApplication.focusWidget() is counter.scan_box
    press(counter, Qt.Key.Key_F9)
    assert sold(shop) == [("2026-01-12", "A1")]


@pytest.mark.rule("D10")
def test_no_leads_back_to_the_date(counter) -> None:
    choose_date(counter, "2999-12-31")
    press(counter, Qt.Key.Key_N)
    assert QApplication.focusWidget() is counter.header.date
    assert counter.header.date.selectedText() == "31 Dec 2999"


@pytest.mark.rule("D10", "C4")
def test_not_answered_it_is_asked_at_post_while_the_scans_wait(counter, shop) -> None:
    scan(counter, "A1")
    choose_date(counter, "2999-12-31")
    press(counter, Qt.Key.Key_F9)
    assert counter.confirm.asks and sold(shop) == []
    counter.take_scan("A2")  # the next customer's, whoever is asked what
    QApplication.processEvents()
    assert len(counter.queue) == 1 and shop.serials_on(counter.document.id) == ["A1"]
    assert counter.confirm._waiting.text() == "1 scan waits"
    press(counter, Qt.Key.Key_Y)
    counter.queue.drain()
    assert sold(shop) == [("2999-12-31", "A1")]
    assert shop.serials_on(counter.document.id) == ["A2"]


@pytest.mark.rule("D10", "C4")
def test_no_at_post_posts_nothing_and_the_scans_go_on(counter, shop) -> None:
    scan(counter, "A1")
    choose_date(counter, "1900-01-01")
    press(counter, Qt.Key.Key_F9)
    counter.take_scan("A2")
    press(counter, Qt.Key.Key_N)
    QApplication.processEvents()
    assert sold(shop) == [] and not counter.confirm.asks
    assert shop.serials_on(counter.document.id) == ["A1", "A2"]


@pytest.mark.rule("D10", "D11")
def test_text_that_is_no_date_stops_the_posting_and_stays(counter, shop) -> None:
    scan(counter, "A1")
    counter.header.date.setFocus()
    counter.header.date.selectAll()
    QTest.keyClicks(counter.header.date, "2026-13-01")
    press(counter, Qt.Key.Key_F9)
    assert sold(shop) == []
    assert "2026-13-01" in counter.problems._text.text()
    assert counter.header.date.text() == "2026-13-01"
    assert QApplication.focusWidget() is counter.header.date
    scan(counter, "A2")
    assert counter.header.date.text() == "2026-13-01"


@pytest.mark.rule("D14", "D10")
def test_all_questions_of_a_posting_are_asked_together(qtbot, desk, shop, set_clock) -> None:
    set_clock("2026-03-31 10:00")
    shop.purchase("A1 A2")
    shop.sell("A1 A2")
    page = DocumentPage(desk, SALES_RETURN)
    qtbot.addWidget(page)
    draft = shop.blank("sales_return")
    draft_head.set_party(shop.session, draft, shop.contact("Mr Li"))
    draft_head.set_date(shop.session, draft, "2027-01-01")
    page.open(draft)
    show(qtbot, page)
    scan(page, "A1", "A2")
    press(page, Qt.Key.Key_F9)
    said = page.confirm.problems._text.text()
    assert "1 Jan 2027" in said and "Mrs Chen" in said and "Mr Li" in said
    assert "document:" in said  # the sale, to look at
    press(page, Qt.Key.Key_Y)
    assert documents.document(shop.database, draft).number is not None


@pytest.mark.rule("D10", "D2")
def test_a_count_asks_before_it_asks_what_to_do_with_the_differences(
    qtbot, desk, shop, set_clock
) -> None:
    set_clock("2026-03-31 10:00")
    shop.purchase("A1")
    page = CountPage(desk, COUNT)
    qtbot.addWidget(page)
    count = shop.count("A1")
    draft_head.set_date(shop.session, count, "2026-12-31")
    page.open(count)
    show(qtbot, page)
    press(page, Qt.Key.Key_F9)
    assert page.confirm.asks
    press(page, Qt.Key.Key_Y)
    assert documents.document(shop.database, count).number is not None


@pytest.mark.rule("D12")
def test_encoding_an_item_with_stock_inactive_asks_in_line(qtbot, desk, shop) -> None:
    shop.purchase(product=shop.has.cable, units=3)
    editor = ItemEditor(desk)
    qtbot.addWidget(editor)
    show(qtbot, editor)
    left = []
    editor.left.connect(left.append)
    for answer, expected in ((Qt.Key.Key_N, True), (Qt.Key.Key_Y, False)):
        editor.open(shop.has.cable)
        editor.fields["active"].setChecked(False)
        editor.save_button.click()
        assert editor.confirm.asks and "Cable" in editor.confirm.problems._text.text()
        press(editor, answer)
        assert bool(item_reads.item(shop.database, shop.has.cable).active) is expected
    assert left == [shop.has.cable]
    form, _barcodes = items.load(shop.database, shop.has.cable)
    assert not form.active


@pytest.mark.rule("D12")
def test_stock_and_drafts_show_an_inactive_item_as_one(qtbot, desk, counter, shop) -> None:
    scan(counter, "A1")
    asked = refusal(shop.set_active, shop.has.phone, False)
    shop.set_active(shop.has.phone, False, sure=asked)
    counter.reload()
    assert counter.lines.table_model.index(0, 1).data() == "Phone (inactive)"
    page = StockPage(desk)
    qtbot.addWidget(page)
    page.show()
    assert [page.model.index(0, place).data() for place in (0, 3)] == ["Phone (inactive)", "3"]
