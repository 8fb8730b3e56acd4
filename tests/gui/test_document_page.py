"""The document page by key events: scanning, verdicts, manual entry, posting, voiding."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.document_kind import DocumentKind
from app.domain.kinds import KINDS, PURCHASE, SALE
from app.domain.verdicts import Level
from app.gui.documents.counter import CounterPage
from app.gui.documents.page import DocumentPage
from app.gui.documents.pages import page_of
from app.gui.kit.desk import Desk
from app.services.documents import draft_head, draft_lines, drafts
from app.services.stock import finding
from db import sql
from db.queries import document_lines, documents, draft_serials
from tests.shop import Shop


def scan(page: DocumentPage, *codes: str) -> None:
    """Type codes into the focused scan box, each with its Return, and let the queue run."""
    for code in codes:
        if code.isascii():
            QTest.keyClicks(page.scan_box, code)
        else:  # what an input method commits
            page.scan_box.insert(code)
        QTest.keyClick(page.scan_box, Qt.Key.Key_Return)
    page.queue.drain()


def on_draft(page: DocumentPage) -> list[str]:
    """The serials on the page's draft, in order."""
    return [
        found.number for found in draft_serials.draft_serials(page.desk.database, page.document.id)
    ]


@pytest.fixture
def purchase(qtbot, desk: Desk, shop: Shop) -> DocumentPage:
    page = DocumentPage(desk, PURCHASE)
    qtbot.addWidget(page)
    page.open(shop.draft("purchase"))
    page.show()
    return page


@pytest.fixture
def counter(qtbot, desk: Desk) -> CounterPage:
    page = CounterPage(desk)
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.mark.rule("C4", "D6")
def test_two_hundred_scans_in_a_row_are_all_there_in_order(purchase: DocumentPage) -> None:
    numbers = [f"S{place:04}" for place in range(200)]
    scan(purchase, "PHONE-1", *numbers)
    assert on_draft(purchase) == numbers
    assert purchase.panel.list.model.rowCount() == 200


@pytest.mark.rule("C4")
def test_a_refused_scan_is_a_red_row_and_does_not_block_the_next(purchase: DocumentPage) -> None:
    scan(purchase, "PHONE-1", "A1")
    scan(purchase, "序列号")
    assert "Character 1 of “序列号” is “序”" in purchase.verdict._text.text()
    scan(purchase, "A2")
    assert on_draft(purchase) == ["A1", "A2"]
    assert purchase.trail.count() == 4


@pytest.mark.rule("C6", "D5")
def test_a_code_scanned_twice_is_one_entry_and_a_warning(
    purchase: DocumentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Level] = []
    monkeypatch.setattr(type(purchase.desk.sounds), "play", lambda self, level: heard.append(level))
    scan(purchase, "PHONE-1", "A1", "a1")
    assert on_draft(purchase) == ["A1"]
    assert heard == [Level.ACCEPTED, Level.ACCEPTED, Level.WARNING]


def test_enter_is_consumed_and_an_empty_line_says_so(purchase: DocumentPage) -> None:
    scan(purchase, "PHONE-1")
    QTest.keyClick(purchase.scan_box, Qt.Key.Key_Return, delay=-1)
    purchase.scan_box.scanned.emit("")
    purchase.queue.drain()
    assert "Nothing was entered" in purchase.verdict._text.text()
    assert purchase.document.state == documents.DRAFT


@pytest.mark.rule("C5")
def test_the_input_method_is_off_in_code_fields(purchase: DocumentPage) -> None:
    off = Qt.InputMethodQuery.ImEnabled
    assert purchase.scan_box.inputMethodQuery(off) is False
    assert purchase.panel.manual._box.inputMethodQuery(off) is False
    assert purchase.header.note.inputMethodQuery(off) is True


@pytest.mark.rule("F7")
def test_a_sold_serial_is_refused_and_the_sale_is_a_link(
    counter: CounterPage, shop: Shop, qtbot
) -> None:
    shop.purchase("A1 A2")
    scan(counter, "A1")
    counter.post()
    scan(counter, "a1")
    text = counter.verdict._text.text()
    assert "sold already" in text
    assert "SI-" in text
    sale = sql.value(shop.database, "SELECT id FROM document WHERE kind = 'sale' AND state = 1")
    with qtbot.waitSignal(counter.desk.bus.open_document) as asked:
        counter.verdict._text.linkActivated.emit(str(sale))
    assert asked.args == [sale]


@pytest.mark.rule("C2")
def test_posting_at_the_counter_makes_the_next_customers_page_ready(
    counter: CounterPage, shop: Shop, qtbot
) -> None:
    shop.purchase("A1 A2")
    first = counter.document.id
    scan(counter, "A1")
    with qtbot.waitActive(counter):
        counter.activateWindow()
    QTest.keyClick(counter.windowHandle(), Qt.Key.Key_F9)
    assert documents.document(shop.database, first).state == documents.POSTED
    assert counter.document.id != first
    scan(counter, "A2")
    assert on_draft(counter) == ["A2"]
    assert "SI-" not in counter.title.text()


def test_scans_that_wait_are_taken_before_posting(counter: CounterPage, shop: Shop) -> None:
    shop.purchase("A1 A2 A3")
    sale = counter.document.id
    for code in ("A1", "A2", "A3"):
        counter.queue.put(code)
    counter.post()
    sold = sql.value(shop.database, "SELECT count(*) FROM serial WHERE status = 2")
    assert (documents.document(shop.database, sale).state, sold) == (documents.POSTED, 3)


@pytest.mark.rule("D7")
def test_a_refused_posting_lists_everything_in_the_page(purchase: DocumentPage, shop: Shop) -> None:
    draft_head.set_party(shop.session, purchase.document.id, None)
    scan(purchase, "CABLE-C", "PHONE-1")
    draft_lines.set_quantity(
        shop.session, purchase.document.id, purchase.lines.table_model.row(0).id, 0
    )
    purchase.reload()
    purchase.post()
    text = purchase.problems._text.text()
    assert "customer or supplier" in text
    assert "the quantity is zero" in text
    assert purchase.problems.isVisible()


@pytest.mark.rule("F6")
def test_manual_entry_judges_all_then_takes_the_good_and_keeps_the_rest(
    purchase: DocumentPage,
) -> None:
    scan(purchase, "PHONE-1", "A1")
    manual = purchase.panel.manual
    manual._box.setPlainText("B1，B2、a1 序列号\nB1")
    manual.check()
    assert [verdict.good for verdict in manual._verdicts] == [True, True, False, False, False]
    manual.accept_good()
    assert on_draft(purchase) == ["A1", "B1", "B2"]
    assert manual._box.toPlainText().split() == ["a1", "序列号", "B1"]


@pytest.mark.rule("F5")
def test_of_1001_pasted_serials_1000_are_taken_and_one_stays_in_the_box(
    purchase: DocumentPage,
) -> None:
    scan(purchase, "PHONE-1")
    manual = purchase.panel.manual
    manual._box.setPlainText("\n".join(f"P{place:04}" for place in range(1001)))
    manual.accept_good()
    assert len(on_draft(purchase)) == 1000
    assert manual._box.toPlainText() == "P1000"


@pytest.mark.rule("F6")
def test_an_entry_is_mended_in_place(purchase: DocumentPage) -> None:
    scan(purchase, "PHONE-1")
    manual = purchase.panel.manual
    manual._box.setPlainText("C1 C序2")
    manual.check()
    model = manual._model
    model.setData(model.index(1, 1), "C2")
    assert [(v.number, v.good) for v in manual._verdicts] == [("C1", True), ("C2", True)]


@pytest.mark.rule("D3")
def test_a_quantity_below_the_serials_is_refused_and_said(purchase: DocumentPage) -> None:
    scan(purchase, "PHONE-1", "A1", "A2")
    model = purchase.lines.table_model
    model.setData(model.index(0, 2), "1")
    assert model.row(0).quantity == 2000
    assert "less than its serial numbers (2)" in purchase.problems._text.text()


def test_undo_takes_the_last_scan_back(purchase: DocumentPage) -> None:
    scan(purchase, "PHONE-1", "A1", "A2")
    purchase.undo()
    assert on_draft(purchase) == ["A1"]
    purchase.undo()
    purchase.undo()
    assert purchase.lines.table_model.rowCount() == 0


@pytest.mark.rule("D3")
def test_undo_goes_no_further_back_than_a_list_or_a_deletion(purchase: DocumentPage) -> None:
    scan(purchase, "PHONE-1", "A1", "A2")
    purchase.panel.manual._box.setPlainText("B1 B2")
    purchase.panel.manual.accept_good()
    purchase.undo()
    assert on_draft(purchase) == ["A1", "A2", "B1", "B2"]
    assert purchase.lines.table_model.row(0).quantity == 4000
    scan(purchase, "A3")
    purchase.undo()
    assert on_draft(purchase) == ["A1", "A2", "B1", "B2"]


@pytest.mark.rule("D6")
def test_a_posted_document_takes_no_typing_and_no_scan(purchase: DocumentPage) -> None:
    scan(purchase, "PHONE-1", "A1")
    purchase.post()
    model = purchase.lines.table_model
    model.setData(model.index(0, 2), "9")
    purchase._take_scan("A2")
    assert document_lines.lines(purchase.desk.database, purchase.document.id)[0].quantity == 1000
    assert not purchase.post_button.isVisible()


@pytest.mark.rule("P1")
def test_with_the_switch_off_there_is_no_serial_field(qtbot, desk_without_serials: Desk) -> None:
    page = DocumentPage(desk_without_serials, SALE)
    qtbot.addWidget(page)
    page.open(drafts.new(page.desk.session, "sale"))
    page.show()
    assert not page.panel.isVisible()
    assert "Serials" not in [column.title for column in page.lines.table_model.columns]


@pytest.mark.rule("D1")
@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS.values() if kind.has_lines], ids=lambda kind: kind.key
)
def test_a_document_of_every_kind_is_shown(
    qtbot, desk: Desk, shop: Shop, kind: DocumentKind
) -> None:
    page = page_of(kind)(desk, kind)
    qtbot.addWidget(page)
    draft = shop.draft(kind.key)
    draft_lines.add_line(shop.session, draft, shop.has.cable)
    page.open(draft)
    page.show()
    assert page.lines.table_model.rowCount() == 1
    assert page.panel.isVisible() == kind.carries_serials
    assert page.reason.isVisible() == (not kind.carries_serials)


@pytest.mark.rule("F7")
def test_a_scan_reads_no_party_again_and_who_is_new_is_offered(
    counter: CounterPage, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.purchase("A1 A2 A3")
    read, find = [], finding.find_parties

    def counting(*asked: object) -> object:
        read.append(asked)
        return find(*asked)

    monkeypatch.setattr(finding, "find_parties", counting)
    scan(counter, "A1", "A2")
    counter.desk.bus.changed.emit()
    scan(counter, "A3")
    assert on_draft(counter) == ["A1", "A2", "A3"] and not read
    shop.contact("Mr Lin")
    counter.header.party.setText("lin")
    assert counter.header.party.settle() is None and len(read) == 1
    assert counter.document.party == "Mr Lin"
    draft_head.set_party(shop.session, counter.document.id, shop.has.customer)
    counter.reload()
    assert counter.header.party.text() == "Mrs Chen"
