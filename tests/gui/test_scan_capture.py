"""Scans by time-stamped key events into windows, wherever the focus is."""

import random
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QMessageBox, QPushButton, QWidget

from app.domain.keystrokes import SHORTEST
from app.domain.scanner import Ending, Profile
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import Dialog, asking
from app.gui.kit.questions import give_up
from app.gui.kit.widgets import button, column
from app.gui.scanning.boxes import CodeEdit
from app.gui.scanning.capture import ScanCapture
from app.gui.shell.main_window import MainWindow
from app.services.documents import draft_lines, drafts
from db import sql
from tests.gui.test_document_page import on_draft
from tests.shop import Shop

_KEYS = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, "\x1d": Qt.Key.Key_BracketRight}


class Keyboard:
    """Sends key events to the window with the focus, as the system does; its clock is virtual."""

    def __init__(self) -> None:
        self.now = 1000

    def press(self, text: str, key: int = 0, hold: int = 0, repeat: bool = False) -> None:
        """One key down and, ``hold`` milliseconds later, up."""
        key = key or _KEYS.get(text) or Qt.Key(ord(text.upper()))
        modifiers = Qt.KeyboardModifier.NoModifier
        if text == "\x1d":
            modifiers = Qt.KeyboardModifier.ControlModifier
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            popup = QApplication.activePopupWidget()
            window = popup.windowHandle() if popup else QApplication.focusWindow()
            event = QKeyEvent(kind, key, modifiers, text, repeat)
            if kind == QEvent.Type.KeyRelease:
                self.now += hold
            event.setTimestamp(self.now)
            QCoreApplication.sendEvent(window, event)

    def scan(self, code: str, gap: int = 2, ending: str = "\r") -> None:
        """One scan at machine speed."""
        for text in code + ending:
            self.press(text)
            self.now += gap
        self.now += 200

    def type(self, text: str) -> None:
        """As a person does."""
        for char in text:
            self.press(char, hold=60)
            self.now += 60


@pytest.fixture
def keyboard() -> Keyboard:
    return Keyboard()


@pytest.fixture
def scans() -> list[str]:
    return []


@pytest.fixture
def capture(qapp: QApplication, scans: list[str]) -> Iterator[ScanCapture]:
    made = ScanCapture(qapp)
    made.serve(scans.append, Profile())
    yield made
    made.stop()
    made.deleteLater()


@pytest.fixture
def window(qtbot, capture: ScanCapture) -> QWidget:
    """A text field and a button."""
    made = QWidget()
    qtbot.addWidget(made)
    made.field, made.button = QLineEdit(), QPushButton("Post")
    made.pressed = []
    made.button.clicked.connect(lambda: made.pressed.append(1))
    made.button.setAutoDefault(True)
    made.setLayout(column(made.field, made.button))
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.field.setFocus()
    return made


@pytest.mark.rule("C4")
@pytest.mark.parametrize("ending", ["\r", "\t", "\r\r"])
@pytest.mark.parametrize("gap", [0, 1, 5, 20])
def test_a_scan_is_taken_from_a_text_field(
    qtbot, window: QWidget, keyboard: Keyboard, scans: list[str], gap: int, ending: str
) -> None:
    keyboard.scan("SN-0011", gap, ending)
    qtbot.waitUntil(lambda: bool(scans))
    assert (scans, window.field.text(), window.focusWidget()) == (["SN-0011"], "", window.field)


@pytest.mark.rule("C4")
def test_a_scan_presses_no_button(window: QWidget, keyboard: Keyboard, scans: list[str]) -> None:
    window.button.setFocus()
    keyboard.scan("SN 0011", ending="\r\r")
    assert (scans, window.pressed) == (["SN 0011"], [])


@pytest.mark.rule("C4")
@pytest.mark.parametrize("opened_by", ["button", "menu", "field"])
def test_a_dialog_that_a_key_opened_takes_no_scan_for_typing(
    qtbot, window: QWidget, keyboard: Keyboard, scans: list[str], opened_by: str
) -> None:
    """The key that opened it is not done with before the dialog is answered."""
    dialog, menu, seen = Dialog(window), QMenu(window), []
    dialog.field = QLineEdit()
    dialog.setLayout(column(dialog.field))
    opens = {
        "button": window.button.clicked,
        "menu": menu.addAction("Ask…").triggered,
        "field": window.field.returnPressed,
    }
    opens[opened_by].connect(lambda: dialog.exec())

    def scan_in_it() -> None:
        try:
            keyboard.scan("SN 0011")
            keyboard.type("12")
            qtbot.waitUntil(lambda: len(dialog.field.text()) > 1)
            seen.append((list(scans), dialog.field.text()))
        finally:
            dialog.done(0)

    waits = QTimer(window, interval=20)
    waits.timeout.connect(lambda: dialog.field.hasFocus() and (waits.stop(), scan_in_it()))
    waits.start()
    if opened_by == "menu":
        menu.popup(window.pos())
        menu.setActiveAction(menu.actions()[0])
    else:
        getattr(window, opened_by).setFocus()
    keyboard.press("\r")
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(["SN 0011"], "12")]


@pytest.mark.rule("C4")
def test_what_is_typed_arrives_unchanged_after_a_moment(
    qtbot, window: QWidget, keyboard: Keyboard, scans: list[str]
) -> None:
    keyboard.type("Mr Li, 2nd ")
    qtbot.waitUntil(lambda: window.field.text() == "Mr Li, 2nd ")
    keyboard.scan("SN123456")
    assert (scans, window.field.text()) == (["SN123456"], "Mr Li, 2nd ")
    window.button.setFocus()
    keyboard.type(" ")
    qtbot.waitUntil(lambda: window.pressed == [1])


@pytest.mark.rule("C4")
def test_enter_comes_after_what_was_typed_before_it(
    qtbot, window: QWidget, keyboard: Keyboard, scans: list[str]
) -> None:
    seen = []
    window.field.returnPressed.connect(lambda: seen.append(window.field.text()))
    keyboard.scan("abc")  # fewer than a scan has: somebody's quick fingers
    assert len("abc") < SHORTEST
    qtbot.waitUntil(lambda: bool(seen))
    assert (seen, scans) == (["abc"], [])


@pytest.mark.rule("C4")
def test_fast_repeats_and_separators_are_kept(
    window: QWidget, keyboard: Keyboard, scans: list[str]
) -> None:
    for text in "A100":
        keyboard.press(text, repeat=text == "0")
        keyboard.now += 1
    keyboard.scan("0\x1d21A1")
    assert scans == ["A1000\x1d21A1"]


@pytest.mark.rule("C4")
def test_a_blocked_program_tears_no_code_apart(
    qtbot, window: QWidget, keyboard: Keyboard, scans: list[str], capture: ScanCapture
) -> None:
    """The first key was read, then the program worked; the rest is read after the timer."""
    keyboard.press("S")
    keyboard.now += 2
    capture._timer.stop()
    capture._look_again()  # the timer, late: the rest of the code has not been read yet
    keyboard.scan("N123456")
    qtbot.wait(1)
    assert (scans, window.field.text()) == (["SN123456"], "")


@pytest.mark.rule("C4")
def test_a_scanner_without_an_ending(
    qtbot, window: QWidget, keyboard: Keyboard, scans: list[str], capture: ScanCapture
) -> None:
    capture.serve(scans.append, Profile(ending=Ending.NOTHING))
    keyboard.scan("SN123456", ending="")
    qtbot.waitUntil(lambda: scans == ["SN123456"])
    assert window.field.text() == ""


@pytest.mark.rule("C4", "D11")
@pytest.mark.parametrize("ending", [Ending.ENTER, Ending.NOTHING])
def test_f9_acts_after_what_was_entered_before_it(
    main: MainWindow, keyboard: Keyboard, capture: ScanCapture, ending: Ending
) -> None:
    """Typed keys, or a scan without an ending, are still held when the clerk is quick."""
    counter = main.counter()
    counter.scan_box.setFocus()
    capture.serve(main.route_scan, Profile(ending=ending))
    if ending is Ending.NOTHING:
        keyboard.scan("SERIAL-A", ending="")
        keyboard.now -= 100
    else:
        keyboard.type("SERIAL-A")
    keyboard.press("", key=Qt.Key.Key_F9)
    counter.queue.drain()
    assert counter.trail.item(0).text().startswith("SERIAL-A ")
    assert counter.scan_box.text() == ""


@pytest.mark.rule("C4")
def test_a_command_in_the_midst_of_a_scan_does_not_tear_it(
    window: QWidget, keyboard: Keyboard, scans: list[str]
) -> None:
    for text in "SN":
        keyboard.press(text)
        keyboard.now += 2
    keyboard.press("", key=Qt.Key.Key_F9)
    keyboard.now += 2
    keyboard.scan("123456")
    assert scans == ["SN123456"]


@pytest.mark.reliability(17)
@pytest.mark.rule("C4")
def test_scans_amid_typing_through_the_window(
    qtbot, window: QWidget, keyboard: Keyboard, scans: list[str]
) -> None:
    rng = random.Random(7)
    codes, typed = [], ""
    for place in range(400):
        some = "".join(rng.choice("etaoin ,7") for _ in range(rng.randint(0, 3)))
        keyboard.type(some)
        typed += some
        codes.append(f"SN{place:04}" + rng.choice("00x-/"))
        keyboard.scan(codes[-1], rng.choice((0, 1, 2, 5)), rng.choice(("\r", "\t", "\r\r")))
    qtbot.waitUntil(lambda: len(scans) == len(codes))
    assert scans == codes
    assert window.field.text() == typed


# In the program's own window --------------------------------------------------------------------


@pytest.fixture
def main(qtbot, capture: ScanCapture, desk: Desk, shop: Shop) -> MainWindow:
    shop.purchase("A100 A200 A300 A400")
    made = MainWindow(desk)
    capture.serve(made.route_scan, Profile())
    qtbot.addWidget(made)
    made.show()
    made.start()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


@pytest.mark.rule("C2", "C4")
@pytest.mark.parametrize("where", ["post_button", "lines", "undo_button", "header.note", "rail"])
def test_the_draft_on_top_takes_scans_wherever_the_focus_is(
    main: MainWindow, keyboard: Keyboard, where: str
) -> None:
    counter = main.counter()
    counter.take_scan("CABLE-C")
    counter.queue.drain()  # what belongs to a sale is shown
    places = {"header.note": counter.header.note, "rail": main.rail._lines()[0]}
    widget = places.get(where) or getattr(counter, where)
    counter.header.open_note()
    widget.setEnabled(True)
    widget.setFocus()
    assert QApplication.focusWidget() is widget
    keyboard.scan("A100")
    keyboard.scan("A200")
    counter.queue.drain()
    assert on_draft(counter) == ["A100", "A200"]
    assert counter.header.note.text() == ""


@pytest.mark.rule("C4", "M8")
@pytest.mark.parametrize("field", ["number", "due"])
def test_what_the_suppliers_paper_says_takes_no_scan(
    main: MainWindow, keyboard: Keyboard, shop: Shop, field: str
) -> None:
    draft = shop.draft("purchase")
    shop.line(draft, "")
    main.open_document(draft)
    page = main.pages["purchase"].page
    page.show_line_at(1)
    theirs = page.header.theirs
    theirs.open()
    theirs.with_due.show()
    getattr(theirs, field).setFocus()
    assert getattr(theirs, field).hasFocus()
    keyboard.scan("NEW1")
    page.queue.drain()
    assert on_draft(page) == ["NEW1"]
    assert (theirs.number.text(), theirs.due.text()) == ("", "")


@pytest.mark.qt_log_ignore("This plugin does not support")  # popups on the offscreen screen
@pytest.mark.rule("C4")
def test_a_date_field_and_an_open_list_take_no_scan(main: MainWindow, keyboard: Keyboard) -> None:
    counter = main.counter()
    day = counter.header.date.text()
    counter.header.date.setFocus()
    keyboard.scan("A100")
    warehouse = counter.header.warehouse.currentIndex()
    counter.header.warehouse.showPopup()
    keyboard.scan("A200")
    counter.header.warehouse.hidePopup()
    counter.queue.drain()
    assert on_draft(counter) == ["A100", "A200"]
    assert counter.header.date.text() == day
    assert counter.header.warehouse.currentIndex() == warehouse


@pytest.mark.rule("C4")
def test_a_scan_answers_no_question_and_waits_for_the_answer(
    qtbot, main: MainWindow, keyboard: Keyboard
) -> None:
    counter = main.counter()

    def meanwhile() -> None:
        box = asking()
        assert isinstance(box, QMessageBox)
        keyboard.scan("A100", ending="\r\r")
        keyboard.scan("A200")
        qtbot.wait(5)
        assert box.isVisible() and on_draft(counter) == []
        assert "2 scans wait" in main.strays._text.text() and main.strays.isVisible()
        box.buttons()[0].click()

    QTimer.singleShot(0, meanwhile)
    assert not give_up(counter, "Discard", "Discard it?", "Keep", "Discard")
    qtbot.waitUntil(lambda: on_draft(counter) == ["A100", "A200"])
    assert not main.strays.isVisible()


@pytest.mark.rule("C4")
def test_a_code_field_of_a_dialog_takes_the_scan_itself(
    qtbot, main: MainWindow, keyboard: Keyboard
) -> None:
    dialog = Dialog(main.counter())
    code, ok = CodeEdit(), button("OK")
    ok.setDefault(True)
    ok.clicked.connect(dialog.accept)
    dialog.setLayout(column(code, ok))
    seen = []

    def meanwhile() -> None:
        code.setFocus()
        keyboard.scan("A100")
        seen.append((code.text(), asking() is dialog))
        dialog.reject()

    QTimer.singleShot(20, meanwhile)
    dialog.exec()
    main.counter().queue.drain()
    assert (seen, on_draft(main.counter())) == ([("A100", True)], [])


@pytest.mark.rule("C4")
def test_a_page_that_takes_no_scans_keeps_them_for_the_counter(
    main: MainWindow, keyboard: Keyboard
) -> None:
    main.show_page("settings").fields["shop_name"].setFocus()
    keyboard.scan("A100")
    keyboard.scan("A200")
    assert main.pages["settings"].fields["shop_name"].text() == "Corner Shop"
    assert main.strays.isVisible() and "A100  A200" in main.strays._list.text()
    assert on_draft(main.pages["counter"]) == []
    main.strays.counter_button.click()
    main.counter().queue.drain()
    assert main.current_key() == "counter" and not main.strays.isVisible()
    assert on_draft(main.counter()) == ["A100", "A200"]


@pytest.mark.rule("C4")
def test_a_draft_that_is_gone_before_its_scan_is_taken_loses_nothing(
    main: MainWindow, keyboard: Keyboard, shop: Shop
) -> None:
    main.open_document(drafts.new(shop.session, "purchase"))
    page = main.pages["purchase"].page
    keyboard.scan("A777")
    page.document = None  # as after Discard
    page.queue.drain()
    assert main.strays.take_all() == ["A777"]


@pytest.mark.rule("C4", "Q1")
def test_serial_number_search_looks_a_scan_up(main: MainWindow, keyboard: Keyboard) -> None:
    search = main.show_page("search")
    search.filters.open_panel()
    search.filters.document.setFocus()
    keyboard.scan("A300")
    search.queue.drain()
    assert search.filters.document.text() == ""
    assert [row.number for row in search.model.rows] == ["A300"]


@pytest.mark.rule("C4")
def test_the_item_page_opens_a_scanned_item_and_then_adds_barcodes(
    main: MainWindow, keyboard: Keyboard, shop: Shop
) -> None:
    items = main.show_page("items")
    keyboard.scan("6909876543215")
    items.queue.drain()
    assert items.editor.id == shop.has.camera
    items.editor.fields["sale_price"].setFocus()
    price = items.editor.fields["sale_price"].text()
    keyboard.scan("4006381333931")
    items.queue.drain()
    assert items.editor.fields["sale_price"].text() == price
    assert items.editor.fields["barcodes"].value() == ["6909876543215", "4006381333931"]
    items.editor.sku.setFocus()
    keyboard.scan("CAM-8")
    assert items.editor.sku.text() == "CAM-8"
    items.editor.show_values(items.editor.read(shop.has.camera))  # nothing waits to be saved


@pytest.mark.rule("C4", "F6")
def test_the_manual_entry_box_takes_scans_line_by_line(
    main: MainWindow, keyboard: Keyboard, shop: Shop
) -> None:
    draft = drafts.new(shop.session, "purchase")
    draft_lines.add_line(shop.session, draft, shop.has.phone)
    main.open_document(draft)
    page = main.pages["purchase"].page
    page.panel.tabs.setCurrentWidget(page.panel.manual)
    page.panel.manual._box.setFocus()
    page.panel.manual._box.setPlainText("typed")
    page.panel.manual._box.moveCursor(page.panel.manual._box.textCursor().MoveOperation.End)
    keyboard.scan("B100")
    keyboard.scan("B200")
    assert page.panel.manual._box.toPlainText().split() == ["typed", "B100", "B200"]
    assert sql.value(shop.database, "SELECT count(*) FROM draft_serial") == 0


@pytest.mark.rule("C4")
def test_closing_the_window_takes_the_scans_that_wait(main: MainWindow, keyboard: Keyboard) -> None:
    counter = main.counter()
    keyboard.scan("A100")
    assert main.close()
    assert on_draft(counter) == ["A100"]


@pytest.mark.rule("C4")
def test_a_part_with_something_below_it_is_none_that_lies_over_the_page(
    main: MainWindow, keyboard: Keyboard
) -> None:
    counter = main.counter()
    part = QPushButton("x", counter)
    part.below = []  # type: ignore[attr-defined]
    part.show()
    part.setFocus()
    keyboard.scan("A100")
    counter.queue.drain()
    assert on_draft(counter) == ["A100"]
