"""While another program holds the store, or the disk is full, all waits and is tried again."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from app.domain.verdicts import Level
from app.gui.documents.page import DocumentPage
from app.gui.kit.desk import Desk
from app.gui.kit.message import Message
from app.gui.shell.background import Background
from app.gui.shell.main_window import MainWindow
from app.services.entry import waiting
from db.engine.trouble import StoreTrouble, Trouble
from db.queries import document_lines, documents, draft_serials
from tests.lists import scan_rows
from tests.shop import Shop
from tests.store import Holder, full

pytestmark = pytest.mark.rule("D11")


@pytest.fixture
def holder(store: Path) -> Iterator[Holder]:
    made = Holder(store)
    yield made
    made.close()


@pytest.fixture
def window(qtbot, desk: Desk, shop: Shop, no_box: list[str]) -> MainWindow:
    shop.purchase("A1 A2 A3 A4")
    made = MainWindow(desk)
    qtbot.addWidget(made, before_close_func=lambda main: setattr(main, "given_up", True))
    made.show()
    made.start()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


@pytest.fixture
def no_box(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts of the boxes that were shown; each is answered by its first button."""
    shown: list[str] = []

    def asked(box: QMessageBox) -> int:
        shown.append(box.text())
        box.buttons()[0].click()
        return 0

    monkeypatch.setattr(Message, "exec", asked)
    return shown


@pytest.fixture
def purchase(window: MainWindow, shop: Shop) -> DocumentPage:
    draft = shop.draft("purchase")
    shop.line(draft, "P0")
    window.open_document(draft)
    return window.pages["purchase"].page


def on_draft(page: DocumentPage) -> list[str]:
    return [s.number for s in draft_serials.draft_serials(page.desk.database, page.document.id)]


@contextmanager
def never_longer_than(seconds: float) -> Iterator[None]:
    start = time.monotonic()
    yield
    assert time.monotonic() - start < seconds


@pytest.mark.reliability(6)
@pytest.mark.rule("C4")
def test_scans_wait_in_their_order_and_are_taken_once_each(
    qtbot,
    window: MainWindow,
    purchase: DocumentPage,
    holder: Holder,
    no_box: list[str],
    monkeypatch,
) -> None:
    heard: list[Level] = []
    monkeypatch.setattr(type(window.desk.sounds), "play", lambda self, level: heard.append(level))
    holder.hold()
    with never_longer_than(0.5):
        window.route_scan("P1")
        QApplication.processEvents()
    assert "Another program holds" in purchase.verdict._text.text()
    assert "waits for the disk" in purchase.verdict._text.text()
    assert purchase.verdict._code.text() == "P1"
    for code in ("CAM-7", "C1", "CAM-7"):
        window.route_scan(code)
    assert "4 scans wait" in purchase.verdict._text.text()
    qtbot.wait(700)  # it is tried again, and still held
    assert purchase.queue.waiting() == ["P1", "CAM-7", "C1", "CAM-7"]
    assert heard == [Level.WARNING] * 4
    holder.let_go()
    qtbot.waitUntil(lambda: not len(purchase.queue))
    assert on_draft(purchase) == ["P0", "P1", "C1"]
    lines = document_lines.lines(window.desk.database, purchase.document.id)
    assert [line.quantity for line in lines] == [2000, 2000]  # the product counted twice, not more
    rows = scan_rows(window.desk.database)[::-1]
    assert [row.code for row in rows] == ["P1", "CAM-7", "C1", "CAM-7"]
    assert no_box == []


@pytest.mark.rule("C4")
def test_what_was_saved_but_cannot_be_read_back_is_not_taken_twice(
    qtbot, purchase: DocumentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The scan is on the draft; only showing it fails, and is made up for."""

    def fails(*_all: object) -> None:
        raise StoreTrouble(Trouble.DISK, Path())

    with monkeypatch.context() as patched:
        patched.setattr(purchase, "_show_head_and_lines", fails)
        purchase.take_scan("PHONE-1")
        purchase.queue.drain()
        assert not len(purchase.queue) and purchase.queue.trouble is None
    qtbot.waitUntil(lambda: purchase.lines.table_model.row(0).quantity == 2000)


def act_delete(page: DocumentPage) -> None:
    page.show_line_at(1)
    page.delete_line()


def act_delete_serial(page: DocumentPage) -> None:
    page.show_line_at(1)
    page.panel.list.table.selectRow(0)
    page.panel.delete_selected()


def act_quantity(page: DocumentPage) -> None:
    model = page.lines.table_model
    model.setData(model.index(0, 2), "5")


def act_answer(page: DocumentPage) -> None:
    page._asked = "4006381333931"
    page.answer(True)


_ACTIONS: dict[str, Callable[[DocumentPage], None]] = {
    "post": DocumentPage.post,
    "undo": DocumentPage.undo,
    "delete a line": act_delete,
    "a quantity": act_quantity,
    "an answer": act_answer,
    "discard": DocumentPage.discard,
}


@pytest.mark.parametrize("name", _ACTIONS)
def test_what_cannot_be_written_now_is_said_in_the_page_and_can_be_done_again(
    purchase: DocumentPage, shop: Shop, holder: Holder, no_box: list[str], name: str
) -> None:
    purchase.take_scan("P1")
    purchase.queue.drain()
    before = shop.everything()
    holder.hold()
    with never_longer_than(0.5):
        _ACTIONS[name](purchase)
    assert "Another program holds" in purchase.problems._text.text()
    assert purchase.document is not None and shop.everything() == before
    holder.let_go()
    if name == "a quantity":
        purchase.reload()
    _ACTIONS[name](purchase)
    assert shop.everything() != before
    assert no_box == []


def test_post_says_that_scans_wait_and_takes_them_once_it_can(
    purchase: DocumentPage, shop: Shop, holder: Holder
) -> None:
    holder.hold()
    purchase.take_scan("P1")
    purchase.post()
    assert purchase.document.state == documents.DRAFT
    assert purchase.problems.isVisible() and purchase.queue.waiting() == ["P1"]
    holder.let_go()
    purchase.post()
    assert purchase.document.state == documents.POSTED
    assert shop.rows("SELECT count(*) FROM serial WHERE number IN ('P0', 'P1')") == [(2,)]


@pytest.mark.parametrize("field", ["note", "party", "warehouse"])
def test_a_change_of_the_header_stays_in_its_field_and_is_written_later(
    qtbot, purchase: DocumentPage, shop: Shop, holder: Holder, field: str, no_box: list[str]
) -> None:
    header, draft = purchase.header, purchase.document.id
    supplier = "Acme Wholesale"
    shop.contact(supplier, supplier=True)
    holder.hold()
    if field == "note":
        header.open_note()
        QTest.keyClicks(header.note, "on Friday")
        purchase.scan_box.setFocus()
    elif field == "party":
        header.party.setText(supplier)
        header.party.settle()
    else:
        box = header.warehouse
        box.setCurrentIndex((box.currentIndex() + 1) % box.count())
    assert "Another program" in purchase.problems._text.text()
    shown = header.note.text(), header.party.text(), header.warehouse.currentText()
    purchase.reload()
    now = header.note.text(), header.party.text(), header.warehouse.currentText()
    assert now == shown
    holder.let_go()

    def kept() -> bool:
        head = documents.document(shop.database, draft)
        names = head.note, header.party.text(), head.warehouse
        return names == shown and (head.party or "") == shown[1]

    qtbot.waitUntil(kept)
    assert no_box == []


@pytest.mark.rule("M8")
def test_what_the_suppliers_paper_says_stays_and_is_written_later(
    qtbot, purchase: DocumentPage, shop: Shop, holder: Holder, no_box: list[str]
) -> None:
    theirs, draft = purchase.header.theirs, purchase.document.id
    holder.hold()
    theirs.number.setFocus()
    QTest.keyClicks(theirs.number, "A-1041")
    theirs.due.setText("2026-04-15")
    theirs.number.editingFinished.emit()
    theirs.due.editingFinished.emit()
    assert "Another program" in purchase.problems._text.text()
    shown = theirs.number.text(), theirs.due.text()
    purchase.reload()
    assert (theirs.number.text(), theirs.due.text()) == shown
    assert theirs.number.text() == "A-1041" and theirs.due.text()
    holder.let_go()

    def kept() -> bool:
        head = documents.document(shop.database, draft)
        return (head.their_number, head.due_date) == ("A-1041", "2026-04-15")

    qtbot.waitUntil(kept)
    assert no_box == []


def test_text_that_waits_is_kept_in_the_box_and_written_later(
    qtbot, purchase: DocumentPage, shop: Shop, holder: Holder, no_box: list[str]
) -> None:
    purchase.show_line_at(1)
    manual = purchase.panel.manual
    holder.hold()
    manual._box.setPlainText("MAN1")
    manual.check()
    purchase.panel.show_line(purchase.document, None)
    purchase.show_line_at(1)
    assert manual.text == "MAN1"  # from the memory, while the store has it not
    holder.let_go()
    qtbot.waitUntil(lambda: list(waiting.problems_of(shop.database, purchase.document.id)) != [])
    assert no_box == []


@pytest.mark.rule("C4")
def test_closing_while_scans_wait_says_so_and_drops_none_unasked(
    window: MainWindow, purchase: DocumentPage, shop: Shop, holder: Holder, no_box: list[str]
) -> None:
    holder.hold()
    for code in ("P1", "P2"):
        window.route_scan(code)
    with never_longer_than(1.0):
        assert not window.close()
    assert "2 scans" in no_box[0] and "P1, P2" in no_box[0] and "for the disk" in no_box[0]
    holder.let_go()
    assert window.close()
    assert on_draft(purchase) == ["P0", "P1", "P2"] and len(no_box) == 1


@pytest.mark.rule("C4")
def test_scans_that_wait_for_one_document_do_not_go_into_the_next(
    qtbot, window: MainWindow, purchase: DocumentPage, shop: Shop, holder: Holder
) -> None:
    other = shop.draft("purchase")
    shop.line(other)
    holder.hold()
    window.route_scan("P1")
    QApplication.processEvents()
    window.pages["purchase"].page.open(other)
    holder.let_go()
    assert window.strays.codes == ["P1"] and on_draft(purchase) == []


def test_the_idle_minute_shows_no_box(shop: Shop, holder: Holder, no_box: list[str]) -> None:
    holder.hold()
    with never_longer_than(0.5):
        checks = SimpleNamespace(keep=lambda: None)
        Background.tidy(SimpleNamespace(_session=shop.session, _changes=None, checks=checks))
    assert no_box == []


@pytest.mark.rule("C4")
def test_the_log_is_written_later_where_a_scan_only_filled_a_field(
    qtbot, window: MainWindow, shop: Shop, holder: Holder
) -> None:
    window.show_page("items").search.setFocus()
    holder.hold()
    for code in ("CAM-7", "PHONE-1"):
        window.route_scan(code)
    holder.let_go()
    qtbot.waitUntil(lambda: len(scan_rows(shop.database)) == 2)
    rows = scan_rows(shop.database)[::-1]
    assert [row.code for row in rows] == ["CAM-7", "PHONE-1"]


def test_a_full_disk_says_so(qtbot, purchase: DocumentPage, shop: Shop) -> None:
    numbers = [f"N{place:03}-{'x' * 90}" for place in range(100)]
    with full(shop.database, left=2):
        for number in numbers:
            purchase.take_scan(number)
        assert not purchase.queue.drain()
        assert "The disk is full" in purchase.verdict._text.text()
        taken, left = on_draft(purchase)[1:], purchase.queue.waiting()
        assert taken and left and taken + left == numbers
        purchase.post()
        assert "The disk is full" in purchase.problems._text.text()
    qtbot.waitUntil(lambda: not len(purchase.queue), timeout=10_000)
    assert on_draft(purchase)[1:] == numbers
