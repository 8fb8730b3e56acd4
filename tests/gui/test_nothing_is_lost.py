"""Nothing that was entered is lost by posting, leaving, scanning or closing (D11)."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPushButton

from app.domain.kinds import KINDS
from app.gui.documents.counter import CounterPage
from app.gui.documents.page import DocumentPage
from app.gui.kit.desk import Desk
from app.gui.kit.message import Message
from app.gui.shell.main_window import MainWindow
from app.services import kept_problems, settings
from db.queries import document_lines, documents, draft_serials, serials
from db.queries.waiting import texts
from tests.conftest import Work
from tests.gui.conftest import desk_at
from tests.lists import scan_rows
from tests.shop import Shop

pytestmark = pytest.mark.rule("D11")
_WAYS = [key for key, kind in KINDS.items() if kind.carries_serials and not kind.begun_elsewhere]


def stock(shop: Shop) -> None:
    shop.purchase("A1 A2 A3 A4")


@pytest.fixture
def shop(shop_after: Callable[[Work], Shop]) -> Shop:
    return shop_after(stock)


@pytest.fixture
def window(qtbot, desk: Desk) -> MainWindow:
    made = MainWindow(desk)
    qtbot.addWidget(made, before_close_func=lambda main: setattr(main, "given_up", True))
    made.show()
    made.start()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


@pytest.fixture
def purchase(window: MainWindow, shop: Shop) -> DocumentPage:
    """An open purchase with a line of phones and one of cameras, the phones chosen."""
    draft = shop.draft("purchase")
    shop.line(draft, "P1")
    shop.line(draft, "C1", product=shop.has.camera)
    window.open_document(draft)
    page = window.pages["purchase"].page
    page.show_line_at(1)
    return page


class Answers:
    """What was asked, and the button that is pressed at each: the first one keeps."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.button = 0


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    made = Answers()

    def asked(box: QMessageBox) -> int:
        made.asked.append(box.text())
        box.buttons()[made.button].click()
        return 0

    monkeypatch.setattr(Message, "exec", asked)
    return made


def on_draft(page: DocumentPage) -> list[str]:
    return [s.number for s in draft_serials.draft_serials(page.desk.database, page.document.id)]


def type_text(page: DocumentPage, text: str) -> None:
    """Type into Manual entry, and press no button there."""
    page.panel.tabs.setCurrentWidget(page.panel.manual)
    page.panel.manual._box.setFocus()
    QTest.keyClicks(page.panel.manual._box, text)


def edit_cell(page: DocumentPage, text: str, row: int = 0, column: str = "quantity") -> QLineEdit:
    """Open a line's quantity and type over it; the cell stays open."""
    table = page.lines
    index = table.table_model.index(row, table.place_of(column))
    table.setFocus()
    table.setCurrentIndex(index)
    table.edit(index)
    editor = table.indexWidget(index)
    editor.selectAll()
    QTest.keyClicks(editor, text)
    return editor


def press(page: DocumentPage, key: Qt.Key) -> None:
    QTest.keyClick(page.window().windowHandle(), key)


def saved(page: DocumentPage) -> list[int]:
    lines = document_lines.lines(page.desk.database, page.document.id)
    return [line.quantity // 1000 for line in lines]


# Manual entry -----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", _WAYS)
def test_what_is_good_in_manual_entry_is_posted_with_f9(
    window: MainWindow, shop: Shop, key: str
) -> None:
    """On every kind that carries serials; without a press of the button there."""
    shop.sell("A4")
    shop.purchase(units=2)
    draft = shop.draft(key)
    if KINDS[key].sends:
        shop.set_destination(draft, shop.has.branch)
    number = {"sales_return": "A4"}.get(key, "A1")
    if KINDS[key].takes_new:
        number = "N1"
        shop.line(draft, "N0")
    window.open_document(draft)
    page = window.pages[KINDS[key].listed_with or key].page_for(KINDS[key])
    type_text(page, number)
    if key == "count":
        page.panel.manual.finish()
        page.take_waiting()
        assert on_draft(page) == ["A1"]
        return
    press(page, Qt.Key.Key_F9)
    assert page.document.state == documents.POSTED, page.problems._text.text()
    posted = shop.rows(
        "SELECT s.number FROM serial_movement m JOIN serial s ON s.id = m.serial_id"
        " JOIN document_line l ON l.id = m.line_id WHERE l.document_id = ?",
        draft,
    )
    assert (number,) in posted


def test_what_is_bad_stops_the_posting_and_waits_with_the_cursor_in_it(
    purchase: DocumentPage,
) -> None:
    type_text(purchase, "MAN1, A1, 1")
    purchase.show_line_at(2)
    press(purchase, Qt.Key.Key_F9)
    assert purchase.document.state == documents.DRAFT
    assert on_draft(purchase) == ["P1", "C1", "MAN1", "1"]  # the good ones went to their line
    assert "A1" in purchase.problems._text.text() and "Line 1" in purchase.problems._text.text()
    assert purchase.lines.current_row().position == 1
    assert purchase.panel.manual.text == "A1"
    assert QApplication.focusWidget() is purchase.panel.manual._box


def test_text_of_one_line_is_never_shown_or_judged_under_another(purchase: DocumentPage) -> None:
    type_text(purchase, "MAN1")
    purchase.show_line_at(2)
    assert purchase.panel.manual.text == ""
    type_text(purchase, "CAM1")
    purchase.show_line_at(1)
    assert purchase.panel.manual.text == "MAN1"
    press(purchase, Qt.Key.Key_F9)
    sold = purchase.desk.database
    by_product = document_lines.lines(sold, purchase.document.id)
    assert [(line.product, line.serials) for line in by_product] == [("Phone", 2), ("Camera", 2)]


def test_a_scanned_product_takes_over_the_panel_but_not_the_text(
    purchase: DocumentPage, qtbot
) -> None:
    type_text(purchase, "MAN1")
    purchase.take_scan("CAM-7")
    qtbot.waitUntil(lambda: not len(purchase.queue))
    assert purchase.lines.current_row().product == "Camera"
    assert purchase.panel.manual.text == ""
    assert [(t.position, t.text) for t in texts(purchase.desk.database, purchase.document.id)] == [
        (1, "MAN1")
    ]


@pytest.mark.parametrize("away", ["page", "back", "close", "language"])
def test_text_that_waits_is_there_again(
    window: MainWindow, purchase: DocumentPage, shop: Shop, qtbot, away: str, answers: Answers
) -> None:
    draft = purchase.document.id
    type_text(purchase, "MAN1")
    if away == "page":
        window.show_page("counter")
    elif away == "back":
        purchase.leave()
    elif away == "close":
        assert window.close()
    else:
        assert window.may_leave()
        assert window.let_go() == []
    assert answers.asked == []
    if away in ("close", "language"):
        window = MainWindow(desk_at(shop))
        qtbot.addWidget(window, before_close_func=lambda main: setattr(main, "given_up", True))
    window.open_document(draft)
    page = window.pages["purchase"].page
    page.show_line_at(1)
    assert page.panel.manual.text == "MAN1"


def test_cleared_text_comes_back_with_undo(purchase: DocumentPage) -> None:
    type_text(purchase, "MAN1 MAN2")
    purchase.panel.manual._clear.click()
    assert purchase.panel.manual.text == ""
    QTest.keyClick(purchase.panel.manual._box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert purchase.panel.manual.text == "MAN1 MAN2"


def test_a_verdicts_open_cell_is_written_before_posting(purchase: DocumentPage) -> None:
    type_text(purchase, "A1")
    manual = purchase.panel.manual
    manual.check()
    index = manual._model.index(0, 1)
    manual._table.setFocus()
    manual._table.setCurrentIndex(index)
    manual._table.edit(index)
    editor = manual._table.indexWidget(index)
    editor.setText("MEND1")
    press(purchase, Qt.Key.Key_F9)
    assert purchase.document.state == documents.POSTED
    assert shop_has(purchase, "MEND1")


def shop_has(page: DocumentPage, number: str) -> bool:
    """The posted document that is shown moved this serial."""
    database = page.desk.database
    lines = document_lines.lines(database, page.document.id)
    return any(number in serials.of_line(database, line.id) for line in lines)


# The scan box -----------------------------------------------------------------------------------


def test_f9_takes_what_stands_in_the_box_into_this_sale(window: MainWindow, shop: Shop) -> None:
    counter = window.counter()
    QTest.keyClicks(counter.scan_box, "A1\r")
    QTest.keyClicks(counter.scan_box, "A2")
    press(counter, Qt.Key.Key_F9)
    assert shop.rows("SELECT count(*) FROM serial WHERE status = 2") == [(2,)]
    assert counter.scan_box.text() == "" and on_draft(counter) == []


@pytest.mark.parametrize("code", ["P1", "A1", "4006381333931"])
def test_f9_stops_where_the_code_in_the_box_is_not_taken(purchase: DocumentPage, code: str) -> None:
    """It is there already, it is in stock, or a person is asked."""
    QTest.keyClicks(purchase.scan_box, code)
    press(purchase, Qt.Key.Key_F9)
    assert purchase.document.state == documents.DRAFT
    assert code in purchase.verdict._code.text() + purchase.verdict._text.text()


def test_leaving_takes_the_code_in_the_box_too(purchase: DocumentPage) -> None:
    draft = purchase.document.id
    QTest.keyClicks(purchase.scan_box, "P2")
    purchase.leave()
    numbers = [s.number for s in draft_serials.draft_serials(purchase.desk.database, draft)]
    assert numbers == ["P1", "C1", "P2"]


def test_a_code_that_is_asked_about_is_kept_when_another_document_is_opened(
    window: MainWindow, purchase: DocumentPage, shop: Shop
) -> None:
    for code in ("4006381333931", "P7"):
        purchase.queue.put(code)
    purchase.queue.drain()
    window.open_document(shop.draft("purchase"))
    assert window.strays.codes == ["4006381333931", "P7"]
    assert not purchase.question.isVisible() and not len(purchase.queue)


# Open cells and half-typed fields ---------------------------------------------------------------


@pytest.mark.parametrize("event", ["post", "scan", "page", "close", "back", "undo"])
def test_an_open_cell_is_written(
    window: MainWindow, purchase: DocumentPage, event: str, answers: Answers
) -> None:
    draft, database = purchase.document.id, purchase.desk.database
    edit_cell(purchase, "5")
    happen(window, purchase, event)
    assert document_lines.lines(database, draft)[0].quantity == 5000
    assert answers.asked == []


@pytest.mark.parametrize("event", ["post", "back", "close"])
def test_a_cell_that_is_refused_says_so_and_stops(
    window: MainWindow, purchase: DocumentPage, event: str, answers: Answers
) -> None:
    edit_cell(purchase, "five")
    happen(window, purchase, event)
    assert purchase.document is not None and purchase.document.state == documents.DRAFT
    assert "five" in purchase.problems._text.text() + purchase.trail.item(0).text()
    assert window.isVisible()


def test_a_cell_that_a_scan_ends_is_refused_where_it_can_still_be_read(
    purchase: DocumentPage,
) -> None:
    edit_cell(purchase, "five")
    happen(purchase.window(), purchase, "scan")
    said = [purchase.trail.item(at).text() for at in range(purchase.trail.count())]
    assert any("five" in text for text in said)
    assert "P9" in on_draft(purchase)


def happen(window: MainWindow, page: DocumentPage, event: str) -> None:
    match event:
        case "post":
            page.post()
        case "scan":
            page.take_scan("P9")
            page.queue.drain()
        case "page":
            window.show_page("counter")
            QApplication.processEvents()
        case "close":
            window.close()
        case "back":
            page.leave()
        case "undo":
            page.undo()


@pytest.mark.parametrize("event", ["post", "scan", "page", "close", "back", "undo"])
def test_a_note_that_is_being_typed_is_kept(
    window: MainWindow, purchase: DocumentPage, event: str, answers: Answers
) -> None:
    draft, database = purchase.document.id, purchase.desk.database
    purchase.header.open_note()
    QTest.keyClicks(purchase.header.note, "on Friday")
    happen(window, purchase, event)
    if event == "scan":
        assert purchase.header.note.text() == "on Friday"
        window.show_page("counter")
        QApplication.processEvents()
    assert documents.document(database, draft).note == "on Friday"


@pytest.mark.parametrize("what", ["note", "party", "text"])
def test_a_draft_with_anything_on_it_is_not_empty(
    window: MainWindow, shop: Shop, what: str
) -> None:
    draft = shop.blank("sale")
    window.open_document(draft)
    page = window.pages["sale"].page
    match what:
        case "note":
            page.header.open_note()
            QTest.keyClicks(page.header.note, "x")
        case "party":
            page.header.party.setText("Mrs Chen")
            page.header.party.settle()
        case "text":
            type_text(page, "A1")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.document is None
    assert documents.document(shop.database, draft).state == documents.DRAFT


def test_an_empty_draft_goes_when_it_is_left(window: MainWindow, shop: Shop) -> None:
    draft = shop.blank("sale")
    window.open_document(draft)
    window.pages["sale"].page.leave()
    assert documents.document(shop.database, draft).state == documents.DISCARDED


@pytest.mark.qt_log_ignore("This plugin does not support")  # popups on the offscreen screen
def test_a_customer_who_is_typed_and_not_known_stops_the_posting(
    window: MainWindow, shop: Shop
) -> None:
    counter = window.counter()
    counter.take_scan("A1")
    counter.queue.drain()
    counter.header.party.setFocus()
    counter.header.party.selectAll()
    QTest.keyClicks(counter.header.party, "Nobody Ltd")
    counter.take_scan("A2")
    counter.queue.drain()
    assert counter.header.party.text() == "Nobody Ltd"  # a scan does not wipe it out
    press(counter, Qt.Key.Key_F9)
    assert counter.document.state == documents.DRAFT and on_draft(counter) == ["A1", "A2"]
    assert "Nobody Ltd" in counter.problems._text.text()


@pytest.mark.parametrize("key", ["items", "contacts", "warehouses"])
def test_closing_asks_about_a_half_filled_form_and_shows_it(
    window: MainWindow, key: str, answers: Answers
) -> None:
    page = window.show_page(key)
    form = page.editor
    page.new()
    field = next(f for f in form.fields.values() if type(f) is QLineEdit)
    field.setText("half typed")
    window.show_page("counter")
    assert not window.close() and len(answers.asked) == 1
    assert window.current_key() == key and field.text() == "half typed"
    answers.button = 1
    assert window.close()


def void_reason(window: MainWindow, document: int, typed: str) -> DocumentPage:
    window.open_document(document)
    page = window.pages["purchase"].page
    page.posted.void()
    QTest.keyClicks(page.posted.void_panel.reason, typed)
    return page


def leave_by(window: MainWindow, page: DocumentPage, way: str) -> bool:
    """Leave a document as somebody would; False where it is still there."""
    match way:
        case "close":
            return window.close()
        case "back":
            page.posted.back_button.click()
        case "escape":
            for _step in range(2):  # to the paper, to the list
                press(page, Qt.Key.Key_Escape)
        case "list":
            window.open_list("purchase")
    return page.document is None


@pytest.mark.parametrize("way", ["close", "back", "escape", "list"])
def test_a_reason_that_has_voided_nothing_is_asked_about(
    window: MainWindow, shop: Shop, answers: Answers, way: str
) -> None:
    document = shop.purchase("V1")
    page = void_reason(window, document, "Wrong supplier")
    panel = page.posted.void_panel
    assert not leave_by(window, page, way)
    assert len(answers.asked) == 1 and "voided" in answers.asked[0]
    assert panel.isVisible() and panel.reason.text() == "Wrong supplier"
    assert QApplication.focusWidget() is panel.reason
    answers.button = 1
    assert leave_by(window, page, way)
    assert panel.waiting() == [] and len(answers.asked) == 2


def test_a_reason_behind_another_page_is_shown_before_the_window_closes(
    window: MainWindow, shop: Shop, answers: Answers
) -> None:
    one, other = shop.purchase("V1"), shop.purchase("V2")
    page = void_reason(window, one, "Wrong supplier")
    void_reason(window, other, "Twice")
    window.show_page("settings")
    assert not window.close() and len(answers.asked) == 1
    assert page.posted.document.id == one and page.posted.void_panel.isVisible()
    page.posted.void_panel.void()
    assert not window.close() and len(answers.asked) == 2  # what is void is not asked about
    assert page.posted.void_panel.reason.text() == "Twice"


def test_a_setting_that_is_refused_is_asked_about_and_shown(
    window: MainWindow, shop: Shop, answers: Answers
) -> None:
    page = window.show_page("settings")
    page.show_setting("phone")
    field = page.fields["shop_name"]
    field.setText("   ")
    window.show_page("counter")
    assert not window.close() and len(answers.asked) == 1
    assert window.current_key() == "settings" and QApplication.focusWidget() is field
    assert field.text() == "   " and page.problems.isVisible()
    answers.button = 1
    assert window.close()


def test_a_setting_that_is_being_typed_is_saved_by_closing(
    window: MainWindow, shop: Shop, answers: Answers
) -> None:
    page = window.show_page("settings")
    page.show_setting("phone")
    QTest.keyClicks(page.fields["phone"], "555 0199")
    assert window.close() and not answers.asked
    assert settings.load(shop.database).phone == "555 0199"


# Plans and choices that were not carried out ----------------------------------------------------


@pytest.mark.parametrize("way", ["fields", "ranges"])
def test_a_plan_that_was_not_carried_out_is_said_once_and_stays_with_its_line(
    purchase: DocumentPage, way: str
) -> None:
    generate = purchase.panel.generate
    purchase.panel.tabs.setCurrentWidget(generate)
    if way == "fields":
        QTest.keyClicks(generate.fields.prefix, "G")
        QTest.keyClicks(generate.fields.start, "001")
        generate.fields.count.set_value(7)
    else:
        generate._choices.button(2).click()
        QTest.keyClicks(generate.ranges.box, "G001-G007")
    purchase.show_line_at(2)
    assert not generate.waits()
    press(purchase, Qt.Key.Key_F9)
    assert purchase.document.state == documents.DRAFT
    said = purchase.problems._text.text()
    assert "7 serial numbers from G001" in said
    purchase.show_line_at(1)
    assert generate.waits() and generate.plan().count == 7 and generate.plan().first == "G001"
    press(purchase, Qt.Key.Key_F9)  # the clerk was told
    assert purchase.document.state == documents.POSTED


def test_a_plan_that_was_carried_out_is_not_asked_about(purchase: DocumentPage) -> None:
    generate = purchase.panel.generate
    purchase.panel.tabs.setCurrentWidget(generate)
    QTest.keyClicks(generate.fields.start, "001")
    generate.generate()
    press(purchase, Qt.Key.Key_F9)
    assert purchase.document.state == documents.POSTED


def test_what_is_chosen_in_stock_and_not_taken_is_said_once(window: MainWindow, shop: Shop) -> None:
    counter = window.counter()
    counter.take_scan("A1")
    counter.queue.drain()
    counter.panel.tabs.setCurrentWidget(counter.panel.in_stock)
    counter.panel.in_stock.choose_oldest()
    for _press in range(2):
        assert counter.panel.in_stock.waiting() == 1
        assert shop.rows("SELECT count(*) FROM serial WHERE status = 2") == [(0,)]
        press(counter, Qt.Key.Key_F9)
    assert shop.rows("SELECT count(*) FROM serial WHERE status = 2") == [(1,)]


# The focus, and deleting ------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["5", "1", "five", "0"])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape])
@pytest.mark.parametrize("column", ["quantity", "price"])
def test_after_a_cell_the_focus_is_in_the_box(
    purchase: DocumentPage, text: str, key: Qt.Key, column: str
) -> None:
    editor = edit_cell(purchase, text, column=column)
    QTest.keyClick(editor, key)
    QApplication.processEvents()
    assert QApplication.focusWidget() is purchase.scan_box
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert on_draft(purchase) == ["P1", "C1"]


def test_a_pack_that_was_typed_over_is_not_removed_by_the_next_key(
    window: MainWindow, shop: Shop
) -> None:
    """The same of every table with cells: the focus falls on no button."""
    items = window.show_page("items")
    items.open(shop.has.cable)
    packs = items.editor.fields["packs"]
    packs.name.setText("box")
    packs.size_box.setText("10")
    packs.add()
    index = packs.table.table_model.index(0, 1)
    packs.table.setFocus()
    packs.table.setCurrentIndex(index)
    packs.table.edit(index)
    editor = packs.table.indexWidget(index)
    editor.setText("12")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert not isinstance(QApplication.focusWidget(), QPushButton)
    assert [pack.size for pack in packs.value()] == [12000]


@pytest.mark.parametrize("by", ["line", "serials", "all"])
def test_what_is_deleted_comes_back_with_ctrl_z_and_the_focus_is_in_the_box(
    purchase: DocumentPage, by: str
) -> None:
    purchase.take_scan("P2")
    purchase.queue.drain()
    before = on_draft(purchase)
    if by == "line":
        purchase.lines.setFocus()
        purchase.delete_line_button.click()
    else:
        purchase.panel.list.table.setFocus()
        purchase.panel.list.table.selectAll()
        if by == "serials":
            purchase.panel.list.table.selectRow(0)
        QTest.keyClick(purchase.panel.list.table, Qt.Key.Key_Delete)
    assert on_draft(purchase) != before
    assert QApplication.focusWidget() is purchase.scan_box
    undo(purchase)
    assert on_draft(purchase) == before
    undo(purchase)  # and then the scan before it
    assert on_draft(purchase) == ["P1", "C1"]


def undo(page: DocumentPage) -> None:
    """Ctrl+Z where the focus is: the box is empty, so it is the page's."""
    window = page.window().windowHandle()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_undo_is_the_boxs_own_while_something_is_typed_in_it(purchase: DocumentPage) -> None:
    purchase.take_scan("P2")
    purchase.queue.drain()
    QTest.keyClicks(purchase.scan_box, "AB")
    undo(purchase)
    assert purchase.scan_box.text() == "" and "P2" in on_draft(purchase)
    undo(purchase)
    assert "P2" not in on_draft(purchase)


# Scans that nothing took ------------------------------------------------------------------------


def logged(shop: Shop) -> list[tuple[str, str]]:
    """Code and verdict of every scan in the log, the oldest first."""
    rows = scan_rows(shop.database)[::-1]
    return [
        (
            row.code,
            row.finding or (kept_problems.read(row.problem).code.name if row.problem else ""),
        )
        for row in rows
    ]


@pytest.mark.rule("C4")
def test_scans_that_no_page_took_can_go_into_the_document_that_is_shown(
    window: MainWindow, purchase: DocumentPage, shop: Shop
) -> None:
    window.show_page("settings")
    window.route_scan("P5")
    window.route_scan("P6")
    assert "takes no scans" in window.strays._text.text()
    assert not window.strays.here_button.isVisible()
    window.show_page("purchase")
    assert "takes no scans" not in window.strays._text.text()
    window.strays.here_button.click()
    purchase.queue.drain()
    assert on_draft(purchase) == ["P1", "C1", "P5", "P6"] and not window.strays.isVisible()
    assert logged(shop) == [
        ("P5", "SCAN_UNCLAIMED"),
        ("P6", "SCAN_UNCLAIMED"),
        ("P5", "NEW"),
        ("P6", "NEW"),
    ]


@pytest.mark.rule("C4")
def test_the_strip_follows_the_document_that_is_shown(
    window: MainWindow, purchase: DocumentPage
) -> None:
    window.show_page("settings")
    window.route_scan("P5")
    for show, here in (
        (lambda: window.show_page("purchase"), True),
        (purchase.leave, False),
        (lambda: window.show_page("counter"), True),
        (lambda: window.show_page("stock"), False),
    ):
        show()
        assert window.strays.here_button.isVisible() == here


@pytest.mark.rule("C4")
def test_long_codes_that_wait_do_not_widen_the_window(window: MainWindow) -> None:
    window.show_page("settings")
    for place in range(5):
        window.route_scan("X" * 90 + str(place))
    window.show_page("counter")
    assert window.strays.here_button.isVisible()
    assert window.strays.minimumSizeHint().width() <= 1024 - window.rail.width()


@pytest.mark.rule("C4")
def test_dropped_scans_stand_in_the_log(window: MainWindow, shop: Shop) -> None:
    window.show_page("settings")
    window.route_scan("P5")
    window.strays.drop_button.click()
    assert logged(shop) == [("P5", "SCAN_UNCLAIMED"), ("P5", "SCAN_DROPPED")]
    assert window.strays.codes == []


@pytest.mark.rule("C4")
def test_scans_that_wait_when_the_window_closes_are_asked_about_and_logged(
    window: MainWindow, purchase: DocumentPage, shop: Shop, answers: Answers
) -> None:
    window.show_page("settings")
    window.route_scan("P5")
    purchase.queue.put("4006381333931")
    purchase.queue.put("P6")
    QTest.keyClicks(window.counter().scan_box, "A1")
    assert not window.close()
    assert "4 scans" in answers.asked[0] and "P5, 4006381333931, P6, A1" in answers.asked[0]
    assert window.strays.codes == ["P5"] and purchase.waiting_codes() == ["4006381333931", "P6"]
    answers.button = 1
    assert window.close() and len(answers.asked) == 2
    dropped = [code for code, verdict in logged(shop) if verdict == "SCAN_DROPPED"]
    assert sorted(dropped) == sorted(["P5", "A1", "4006381333931", "P6"])


@pytest.mark.rule("C4")
def test_scans_into_fields_and_look_ups_are_in_the_log(
    window: MainWindow, purchase: DocumentPage, shop: Shop
) -> None:
    """Wherever a scan goes, it is written down: by whoever judges it, or by the window."""
    type_text(purchase, "")
    window.route_scan("MAN1")
    purchase.scan_box.setFocus()
    window.route_scan("P7")
    purchase.queue.drain()
    window.show_page("search")
    window.route_scan("A1")
    window.show_page("items").search.setFocus()
    window.route_scan("CAM-7")
    window.show_page("cartons")
    window.route_scan("BOX-1")
    assert logged(shop) == [
        ("MAN1", "INTO_FIELD"),
        ("P7", "NEW"),
        ("A1", "LOOKED_UP"),
        ("CAM-7", "INTO_FIELD"),
        ("BOX-1", "LOOKED_UP"),
    ]


# Counter ----------------------------------------------------------------------------------------


def test_a_discarded_sale_is_not_offered_over_what_was_begun_meanwhile(
    window: MainWindow, shop: Shop
) -> None:
    counter: CounterPage = window.counter()
    counter.take_scan("A1")
    counter.queue.drain()
    counter.discard()
    meanwhile = counter.document.id
    counter.header.note.setText("for Mrs Li")
    counter.header.note.editingFinished.emit()
    assert not counter.gone.isVisible()
    counter.gone.restore()
    assert (counter.document.id, counter.document.note) == (meanwhile, "for Mrs Li")
    assert documents.document(shop.database, meanwhile).state == documents.DRAFT
