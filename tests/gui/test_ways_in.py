"""Questions about a scan, in-stock selection and generation on the document page (C1, D4, G)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.kinds import PURCHASE, PURCHASE_RETURN, SALE, TRANSFER
from app.domain.problems import Code
from app.gui.documents.counter import CounterPage
from app.gui.documents.list_page import DocumentsPage
from app.gui.documents.page import DocumentPage
from app.gui.kit.desk import Desk
from app.services.entry import cartons
from db.queries import document_lines, documents, draft_serials
from tests.lists import document_rows
from tests.shop import Shop

EAN = "4006381333931"
IMEI = "490154203237518"


def opened(qtbot, desk: Desk, kind, draft: int) -> DocumentPage:
    page = DocumentPage(desk, kind)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.open(draft)
    page.show()
    qtbot.waitActive(page)
    return page


def type_codes(page: DocumentPage, *codes: str) -> None:
    for code in codes:
        QTest.keyClicks(page.scan_box, code)
        QTest.keyClick(page.scan_box, Qt.Key.Key_Return)


def on_draft(page: DocumentPage) -> list[str]:
    return [
        found.number for found in draft_serials.draft_serials(page.desk.database, page.document.id)
    ]


@pytest.fixture
def purchase(qtbot, desk: Desk, shop: Shop) -> DocumentPage:
    return opened(qtbot, desk, PURCHASE, shop.draft("purchase"))


@pytest.mark.rule("C1", "C4")
@pytest.mark.parametrize(("key", "taken"), [(Qt.Key.Key_Y, [EAN]), (Qt.Key.Key_N, [])])
def test_what_is_ambiguous_is_asked_while_the_scans_after_it_wait(
    qtbot, purchase: DocumentPage, key, taken
) -> None:
    type_codes(purchase, "PHONE-1", EAN, "A1", "A2")
    qtbot.waitUntil(lambda: purchase.question.isVisible())
    qtbot.wait(20)  # turns of the loop in which nothing may be taken
    assert on_draft(purchase) == []
    QTest.keyClick(purchase.windowHandle(), key, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: len(on_draft(purchase)) == len(taken) + 2)
    assert on_draft(purchase) == [*taken, "A1", "A2"]
    assert not purchase.question.isVisible()


@pytest.mark.rule("C9", "C4")
@pytest.mark.parametrize(("key", "taken"), [(Qt.Key.Key_Y, [IMEI]), (Qt.Key.Key_N, [])])
def test_two_numbers_of_one_unit_are_asked_about_in_their_own_words(
    qtbot, purchase: DocumentPage, key, taken
) -> None:
    type_codes(purchase, "PHONE-1", f"IMEI1:{IMEI} IMEI2:490154203237526", "A1")
    qtbot.waitUntil(lambda: purchase.question.isVisible())
    assert purchase.question._text.text() == (f"Is this one unit, with the serial number {IMEI}?")
    assert purchase.question.yes_button.text() == "One unit"
    assert on_draft(purchase) == []
    QTest.keyClick(purchase.windowHandle(), key, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: len(on_draft(purchase)) == len(taken) + 1)
    assert on_draft(purchase) == [*taken, "A1"]
    type_codes(purchase, "https://shop.example/p/1")
    qtbot.waitUntil(lambda: purchase.question.isVisible())
    assert purchase.question._text.text() == "Is https://shop.example/p/1 a serial number of Phone?"
    assert purchase.question.yes_button.text() == "A serial number"


@pytest.mark.rule("C4", "D11")
def test_posting_waits_for_the_answer_and_then_takes_the_scans_behind_it(
    qtbot, purchase: DocumentPage
) -> None:
    type_codes(purchase, "PHONE-1", EAN, "A1")
    qtbot.waitUntil(lambda: purchase.question.isVisible())
    purchase.post()
    assert purchase.document.state == documents.DRAFT and purchase.question.isVisible()
    assert EAN in purchase.problems._text.text()
    purchase.question.no_button.click()
    purchase.post()
    assert purchase.document.number
    (line,) = document_lines.lines(purchase.desk.database, purchase.document.id)
    assert line.serials == 1


@pytest.mark.rule("C3")
def test_a_carton_that_has_gone_apart_says_what_no_longer_fits(
    qtbot, desk: Desk, shop: Shop
) -> None:
    shop.purchase("A1 A2 A3")
    cartons.learn(shop.session, "BOX-1", ["A1", "A2", "A3"])
    shop.sell("A2")
    page = opened(qtbot, desk, SALE, shop.draft("sale"))
    type_codes(page, "BOX-1")
    qtbot.waitUntil(lambda: on_draft(page) == ["A1", "A3"])
    assert "2 of 3" in page.verdict._text.text()
    assert "Sales invoice" in page.verdict._text.text()
    assert [page.trail.item(row).text().split()[0] for row in range(2)] == ["BOX-1", "A2"]


@pytest.mark.rule("D4")
@pytest.mark.parametrize("kind", [SALE, PURCHASE_RETURN, TRANSFER], ids=lambda kind: kind.key)
def test_what_is_in_stock_is_chosen_the_oldest_first(qtbot, desk: Desk, shop: Shop, kind) -> None:
    shop.purchase("B1 B2")
    shop.purchase("A1 A2")
    shop.purchase("X1", warehouse=shop.has.branch)
    page = opened(qtbot, desk, kind, shop.draft(kind.key))
    entry = page.panel.in_stock
    page.panel.tabs.setCurrentWidget(entry)
    entry.amount.setValue(3)
    entry.oldest_button.click()
    entry.take_button.click()
    assert on_draft(page) == ["B1", "B2", "A1"]
    assert [entry.table.table_model.row(0).number] == ["A2"]


@pytest.mark.rule("D4")
def test_in_stock_is_found_by_the_last_digits_of_the_current_item(
    qtbot, desk: Desk, shop: Shop
) -> None:
    shop.purchase("SN-100 SN-207 SN-307")
    shop.purchase("CAM-407", product=shop.has.camera)
    draft = shop.draft("sale")
    page = opened(qtbot, desk, SALE, draft)
    type_codes(page, "PHONE-1")
    entry = page.panel.in_stock
    page.panel.tabs.setCurrentWidget(entry)
    qtbot.waitUntil(lambda: entry.table.table_model.rowCount() == 3)
    QTest.keyClicks(entry.filter, "07")
    qtbot.waitUntil(lambda: entry.table.table_model.rowCount() == 2)
    assert [row.number for row in entry.table.table_model.rows] == ["SN-207", "SN-307"]


@pytest.mark.rule("G1", "G2", "G3", "D4")
def test_serials_are_generated_on_the_current_line(qtbot, purchase: DocumentPage) -> None:
    type_codes(purchase, "PHONE-1")
    qtbot.waitUntil(lambda: purchase.current is not None)
    entry = purchase.panel.generate
    purchase.panel.tabs.setCurrentWidget(entry)
    for box, text in (
        (entry.fields.prefix, "SN"),
        (entry.fields.start, "0098"),
        (entry.fields.count, "3"),
    ):
        box.selectAll()
        QTest.keyClicks(box, text)
    entry.check()
    entry.generate_button.click()
    assert on_draft(purchase) == ["SN0098", "SN0099", "SN0100"]
    assert entry.fields.start.text() == "0101"


@pytest.mark.rule("G3", "D4")
def test_what_makes_serials_is_made_when_its_tab_is_chosen(
    qtbot, purchase: DocumentPage, shop: Shop
) -> None:
    panel = purchase.panel
    type_codes(purchase, "PHONE-1")
    qtbot.waitUntil(lambda: purchase.current is not None)
    ways = panel.tabs.count()
    place = next(at for at in range(ways) if panel.tabs.tabText(at) == "Generate")
    assert panel._generate is None
    panel.choose(place)
    entry = panel.generate
    assert panel.tabs.currentWidget() is entry
    assert panel.tabs.count() == ways
    assert entry.isAncestorOf(QApplication.focusWidget())
    assert not entry.waits()
    QTest.keyClicks(entry.fields.start, "7")
    assert entry.waits()
    before = purchase.current
    type_codes(purchase, "CAM-7")
    qtbot.waitUntil(lambda: purchase.current != before)
    assert not panel.generate.waits()  # of another line
    assert [problem.code for problem in panel.not_carried_out()] == [Code.PLAN_WAITS]


@pytest.mark.rule("D6")
def test_a_discarded_draft_is_taken_back_at_the_counter(qtbot, desk: Desk, shop: Shop) -> None:
    shop.purchase("A1 A2")
    page = CounterPage(desk)
    qtbot.addWidget(page)
    page.show()
    type_codes(page, "A1", "A2")
    page.queue.drain()
    draft = page.document.id
    page.discard_button.click()
    assert page.document.id != draft
    assert page.gone.isVisible()
    page.gone.restore_button.click()
    assert page.document.id == draft
    assert on_draft(page) == ["A1", "A2"]
    assert not page.gone.isVisible()


@pytest.mark.rule("D6")
def test_a_discarded_draft_is_taken_back_from_the_list(qtbot, desk: Desk, shop: Shop) -> None:
    pages = DocumentsPage(desk, PURCHASE)
    qtbot.addWidget(pages)
    pages.show()
    draft = shop.written("purchase", "A1")
    pages.open(draft)
    pages.page.discard_button.click()
    assert document_rows(shop.database, ["purchase"]) == []
    pages.discarded.restore_button.click()
    assert pages.page.document.id == draft
    assert on_draft(pages.page) == ["A1"]
