"""Ctrl+K: pages, settings and actions by what is typed; keys, pins; scans go to the page below."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.domain.scanner import Profile
from app.gui.kit.desk import Desk
from app.gui.scanning.capture import ScanCapture
from app.gui.shell.destinations import Destination, Kind, found_in, marks, of_menu
from app.gui.shell.main_window import MainWindow
from app.gui.shell.menu import entries
from app.lists.setting_rows import SETTINGS
from app.services import settings
from db.engine.trouble import StoreTrouble, Trouble
from tests.gui.conftest import desk_at
from tests.gui.test_document_page import on_draft
from tests.gui.test_scan_capture import Keyboard
from tests.shop import Shop

MENU = list(of_menu(list(entries(serials_enabled=True))))
NOTE = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot, qapp, shop: Shop) -> MainWindow:
    """A window of a shop that has nothing pinned."""
    settings.change(shop.session, pins=[])
    made = MainWindow(desk_at(shop))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def first(typed: str) -> str:
    return found_in(typed, MENU)[0].text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("serial number s", "Inventory › Serial Number Search"),
        ("system", "Settings › System Settings"),
        ("settings system", "Settings › System Settings"),
        ("SCANNER", "Settings › Scanner"),
        ("below zero", f"Settings › System Settings › {SETTINGS['negative_stock'].title}"),
        ("new purchase inv", "New purchase invoice"),
        ("new item", "New item"),
        ("log", "Inventory › Scan log"),
    ],
)
def test_a_page_a_setting_and_an_action_are_found_by_any_words(typed: str, text: str) -> None:
    assert first(typed) == text


def test_what_has_not_all_the_words_is_not_found() -> None:
    assert found_in("serial nothing-like-this", MENU) == []
    assert found_in("  ", MENU) == []


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Serial Number Search", "ser", ["Ser"]),
        ("Serial Number Search", "sear num", ["Num", "Sear"]),
        ("Serial", "seri rial", ["Serial"]),
        ("Straße", "strasse", []),
        ("序列号查询", "号查", ["号查"]),
        ("Stock", "", []),
    ],
)
def test_what_was_typed_is_marked(text: str, typed: str, marked: list[str]) -> None:
    assert [text[begin:end] for begin, end in marks(text, typed)] == marked


def test_everything_that_can_be_gone_to_opens(window: MainWindow) -> None:
    for one in MENU:
        window.carry_out(one)
        assert window.current_key() == one.key
        assert not window.faults, one
        if one.kind is Kind.SETTING:
            field = window.pages["settings"].fields[one.part]
            assert field.hasFocus() is field.isEnabled(), one


def test_every_setting_with_a_title_is_on_its_page(window: MainWindow) -> None:
    page = window.show_page("settings")
    assert set(SETTINGS) == set(page.fields)
    for name, setting in SETTINGS.items():
        assert page.fields[name].accessibleName() == setting.title


def test_ctrl_k_opens_it_with_the_focus_and_esc_gives_that_back(qtbot, window: MainWindow) -> None:
    counter = window.counter()
    counter.scan_box.setFocus()
    qtbot.keyClick(counter.scan_box, Qt.Key.Key_K, NOTE)
    go_to = window.go_to
    assert go_to.isVisible() and go_to.box.hasFocus()
    assert not go_to.isWindow() and QApplication.activePopupWidget() is None
    qtbot.keyClicks(go_to.box, "stock")
    qtbot.keyClick(go_to.box, Qt.Key.Key_Escape)
    assert go_to.isHidden() and counter.scan_box.hasFocus()
    assert counter.scan_box.text() == ""


def test_arrows_choose_and_enter_opens(qtbot, window: MainWindow) -> None:
    window.counter()
    go_to = window.go_to
    go_to.open()
    qtbot.keyClicks(go_to.box, "invoice")
    before = go_to.current()
    qtbot.keyClick(go_to.box, Qt.Key.Key_Down)
    assert go_to.current() != before
    assert go_to.box.accessibleDescription() == go_to.current().text
    qtbot.keyClick(go_to.box, Qt.Key.Key_Up)
    qtbot.keyClick(go_to.box, Qt.Key.Key_Up)
    assert go_to.current() == before
    qtbot.keyClick(go_to.box, Qt.Key.Key_Return)
    assert go_to.isHidden() and window.current_key() == before.key == "sale"


def test_nothing_found_says_so_and_enter_stays(qtbot, window: MainWindow) -> None:
    window.counter()
    window.go_to.open()
    qtbot.keyClicks(window.go_to.box, "nothing-like-this")
    qtbot.keyClick(window.go_to.box, Qt.Key.Key_Return)
    assert window.go_to.isVisible()
    assert "nothing-like-this" in window.go_to.said.text()


def test_ctrl_enter_pins_and_takes_off(qtbot, window: MainWindow) -> None:
    window.counter()
    window.go_to.open()
    qtbot.keyClicks(window.go_to.box, "scan log")
    qtbot.keyClick(window.go_to.box, Qt.Key.Key_Return, NOTE)
    assert window.rail.pins == ["scan_log"] and window.go_to.isVisible()
    assert "Ctrl+2" in window.go_to.foot.text()
    qtbot.keyClick(window.go_to.box, Qt.Key.Key_Return, NOTE)
    assert window.rail.pins == []


@pytest.mark.parametrize("keys", [Qt.Key.Key_F9, Qt.Key.Key_F2])
def test_no_key_of_the_page_below_acts_meanwhile(qtbot, window: MainWindow, keys) -> None:
    counter = window.counter()
    posted = []
    counter.post_button.clicked.connect(lambda: posted.append(1))
    window.go_to.open()
    qtbot.keyClick(window.go_to.box, keys)
    assert posted == [] and window.go_to.box.hasFocus()


def test_a_click_on_the_page_closes_it(qtbot, window: MainWindow) -> None:
    counter = window.counter()
    window.go_to.open()
    counter.scan_box.setFocus(Qt.FocusReason.MouseFocusReason)
    assert window.go_to.isHidden() and counter.scan_box.hasFocus()


def test_records_come_from_the_function_that_is_given(qtbot, desk: Desk, shop: Shop) -> None:
    document = shop.purchase("S1")
    asked: list[str] = []

    def everything(text: str) -> Iterable[Destination]:
        asked.append(text)
        return [
            Destination(Kind.ITEM, "Phone", "items", str(shop.has.phone)),
            Destination(Kind.UNIT, "S1", "search", "S1"),
            Destination(Kind.DOCUMENT, "PI-1", "purchase", str(document)),
        ]

    window = MainWindow(desk, everything=everything)
    qtbot.addWidget(window)
    window.show()
    window.counter()
    window.go_to.open()
    window.go_to.box.setText("s1")
    assert asked == []  # what the menu has does not wait for it
    window.go_to._find_more()
    assert asked == ["s1"]
    shown = [window.go_to.list.item(n).text() for n in range(window.go_to.list.count())]
    assert shown[-6:] == ["Documents", "PI-1", "Serial numbers", "S1", "Items", "Phone"]
    for one in everything(""):
        window.carry_out(one)
        assert window.current_key() == one.key
    assert window.pages["purchase"].shown_page().document.id == document
    assert window.pages["items"].editor.id == shop.has.phone


def test_what_was_found_stays_until_the_store_has_answered_to_all_keys(
    qtbot, desk: Desk, shop: Shop
) -> None:
    """Nothing comes and goes between two keys, and Enter takes what fits all that was typed."""

    def everything(text: str) -> Iterable[Destination]:
        return [Destination(Kind.UNIT, name, "search", name) for name in names if text in name]

    names = ("XQ1", "XQ2")
    window = MainWindow(desk, everything=everything)
    qtbot.addWidget(window)
    window.show()
    go_to = window.go_to
    go_to.open()
    go_to.box.setText("XQ")
    assert go_to.list.count() == 0 and go_to.said.isHidden()  # nobody said yet that there is none
    go_to._find_more()
    assert go_to.current().text == "XQ1"
    go_to.box.setText("XQ2")
    assert go_to.current().text == "XQ1" and go_to.said.isHidden()
    with qtbot.waitSignal(go_to.chosen) as chosen:
        qtbot.keyClick(go_to.box, Qt.Key.Key_Return)
    assert chosen.args[0].text == "XQ2"
    go_to.open()
    assert go_to.current().kind is Kind.PAGE
    go_to.box.setText("no such thing")
    go_to._find_more()
    assert go_to.list.count() == 0 and not go_to.said.isHidden()


def test_a_store_that_cannot_be_read_leaves_the_pages(qtbot, desk: Desk) -> None:
    def everything(text: str) -> Iterable[Destination]:
        raise StoreTrouble(Trouble.LOCKED, Path("shop"))

    window = MainWindow(desk, everything=everything)
    qtbot.addWidget(window)
    window.go_to.open()
    window.go_to.box.setText("stock")
    window.go_to._find_more()
    assert window.go_to.current().text == "Inventory › Stock"


# Scans -------------------------------------------------------------------------------------------


@pytest.mark.rule("C4")
@pytest.mark.parametrize("ending", ["\r", "\t"])
@pytest.mark.parametrize("typed", ["", "sto"])
def test_a_scan_goes_to_the_page_below_and_never_into_it(
    qtbot, qapp, window: MainWindow, shop: Shop, ending: str, typed: str
) -> None:
    shop.purchase("SERIAL-A SERIAL-B")
    capture = ScanCapture(qapp)
    capture.serve(window.route_scan, Profile())
    counter = window.counter()
    counter.scan_box.setFocus()
    window.go_to.open()
    keyboard = Keyboard()
    keyboard.type(typed)
    qtbot.waitUntil(lambda: window.go_to.box.text() == typed)
    for code in ("SERIAL-A", "SERIAL-B"):
        keyboard.scan(code, ending=ending)
        qtbot.waitUntil(lambda code=code: on_draft(counter)[-1:] == [code])
    capture.stop()
    assert on_draft(counter) == ["SERIAL-A", "SERIAL-B"]
    assert window.go_to.isVisible() and window.go_to.box.hasFocus()
    assert (window.go_to.box.text(), window.current_key()) == (typed, "counter")
    qtbot.keyClick(window.go_to.box, Qt.Key.Key_Escape)
    assert counter.scan_box.hasFocus()


@pytest.mark.rule("C4")
def test_it_goes_into_the_field_that_had_the_focus(window: MainWindow) -> None:
    counter = window.counter()
    page = window.show_page("search")
    page.filters.text.setFocus()
    window.go_to.open()
    window.route_scan("SERIAL-A")
    page.queue.drain()
    assert page.filters.text.text() == "SERIAL-A"
    assert counter.lines.table_model.rows == [] and window.strays.codes == []


@pytest.mark.rule("C4")
def test_where_no_page_takes_scans_it_is_kept(window: MainWindow) -> None:
    window.show_page("settings")
    window.go_to.open()
    window.route_scan("SERIAL-A")
    assert window.strays.codes == ["SERIAL-A"]
    assert window.go_to.box.text() == ""
