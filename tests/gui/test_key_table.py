"""The keys of the program: what a button shows works, and means the same everywhere."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTabWidget, QWidget

import app.gui
from app.domain.problems import Code, Problem
from app.gui.contacts.page import ContactsPage
from app.gui.documents.counter import CounterPage
from app.gui.items.edit_inventory import EditInventoryDialog
from app.gui.kit.desk import Desk
from app.gui.kit.key_table import KEYS, Key, Where
from app.gui.kit.keys import KeyButton, spelled
from app.gui.kit.tables import Table
from app.gui.shell import page_keys
from app.gui.shell.main_window import MainWindow
from app.services import settings
from tests.everywhere import Everywhere, furnish
from tests.shop import Shop

BY_SHORTCUT = (Where.PAGE, Where.EVERYWHERE)
SCANNED = frozenset("IJMH[]\\^_@")
"""With Ctrl: tab, line feed, return, backspace and the separators, as many scanners send them."""
OF_PARTS = frozenset({"Up", "Down", "Return", "Del", "Esc"})
"""Shortcuts that work only while one part has the cursor."""
MEANT_OTHERWISE = {
    (Where.FINDER, "Ctrl+Return"): "beside Enter, which adds: the second thing with what is found",
    (Where.RAIL, "Ctrl+Return"): "beside Enter, which opens",
    (Where.GO_TO, "Ctrl+Return"): "beside Enter, which opens",
    (Where.TABS, "Ctrl+Tab"): "as everywhere where tabs are",
    (Where.DATE, "Alt+Down"): "no other part has it",
    (Where.FIELDS, "Alt+Up"): "no other part has it",
    (Where.FIELDS, "Alt+Down"): "as the calendar of the date, which no template has",
    (Where.LIST, "Ctrl+C"): "as everywhere where rows are",
    (Where.CHECKED, "Ctrl+A"): "as everywhere where rows are checked",
    **{
        (Where.CHECKED, f"Shift+{key}"): "as everywhere where rows are checked"
        for key in ("Up", "Down", "Home", "End")
    },
    (Where.PAPER, "Ctrl+A"): "as everywhere where text is",
    (Where.PAPER, "Ctrl+C"): "as everywhere where text is",
}
"""Keys with Ctrl or Alt that one part takes before the page does, and why they are its own."""

SAID: dict[str, set[str]] = {
    "F3": {"Return", "Exchange"},
    "F5": {"Print again", "Try again"},
    "F7": {"Park"},
    "F8": {"Next to correct"},
    "Return": {"Sign in", "Give this PIN"},
    "F9": {
        "It is written down",
        "Post",
        "OK",
        "Take payment",
        "Give back",
        "Open the drawer",
        "All is counted",
    },
    "Alt+M": {"Money in or out"},
    "Alt+O": {"Open without a sale"},
    "Alt+Y": {"Yes, it is right", "A serial number", "One unit", "Call it back"},
    "Alt+N": {"No, leave it", "No, change it"},
    "Ctrl+N": {"Learn by scanning"},
    "Ctrl+Shift+N": {"Pack carton"},
    "Ctrl+O": {
        "Open",
        "Open document",
        "Open item",
        "Open the document",
        "Detail",
        "Other file…",
        "Prices of the item…",
    },
    "Ctrl+R": {"Records"},
    "Ctrl+D": {"Copy", "Copy to change"},
    "Ctrl+E": {"Edit…", "Correct number…", "Correct…", "Edit inventory…", "Change list…"},
    "Ctrl+F": {"Filter"},
    "Ctrl+Shift+F": {"Look in inactive"},
    "Ctrl+B": {"Back up now"},
    "Ctrl+G": {"Receive…"},
    "Ctrl+L": {"Import…"},
    "Ctrl+P": {
        "X report",
        "Report of the day",
        "Print",
        "Print…",
        "Print page of rulers",
        "Test page",
    },
    "Ctrl+Shift+P": {"PDF…", "Save as PDF…"},
    "Ctrl+Shift+K": {"Print labels…", "Labels…", "Shelf labels…"},
    "Ctrl+PgUp": {"The page before"},
    "Ctrl+PgDown": {"The next page"},
    "Ctrl+S": {"Save"},
    "Ctrl+Z": {"Undo", "Undo last scan", "Undo the last scan", "Take the mark off"},
    "Ctrl+Shift+Z": {"Take it back"},
    "Ctrl+Shift+S": {"Export…"},
    "Ctrl+Return": {
        "Export…",
        "Enter these",
        "Generate",
        "Learn carton",
        "Pack carton",
        "Take the chosen",
        "Take good ones",
        "Take the good ones",
        "Work out from these",
    },
    "Ctrl+Shift+L": {"Columns"},
    "Ctrl+Shift+E": {"Add to document…"},
    "Ctrl+C": {"Copy"},
    "Ctrl+Shift+A": {"All that fit", "Enter all that is on the way", "Count everything here"},
    "Ctrl+Del": {
        "Delete",
        "Delete serial",
        "Discard",
        "Leave this row out",
        "Drop",
        "Remove",
        "Take away",
    },
    "Ctrl+Backspace": {"Delete line"},
    "Ctrl+Shift+Del": {"Void…"},
    "Ctrl+Shift+D": {"Into this document", "Scan again into the current document"},
    "Ctrl+Shift+C": {"To the Counter"},
    "Alt+1": {"Preview", "Call back"},
    "Alt+2": {"Call back"},
    "Alt+3": {"Call back"},
    "Alt+Left": {"Back"},
    "Alt+Up": {"Up"},
    "Alt+Down": {"Down"},
    "Alt+I": {"Into this sale"},
    "Alt+T": {"Note"},
    "Esc": {"Keep it", "Close", "Back"},
}
"""What buttons with a key say: each text is what the key means, in the words of its page."""
BEGIN = {
    "Ctrl+Shift+K": "Print what was not printed yet",
    "Ctrl+N": "New ",
    "F9": "Close the drawer, ",
    "Ctrl+Return": "Take all ",
    "Ctrl+G": "Create ",
    "Ctrl+Shift+G": "Create ",
    "Alt+Right": "Go on with ",
}


A_KEY = re.compile(r"(Ctrl\+|Alt\+|Shift\+)+\w+|F\d+")

_ASKED = {"code": "6901234567892", "product": "Phone"}


def each_key(*where: Where) -> Iterator[tuple[str, Key]]:
    for key in KEYS:
        if key.where in where:
            for one in key.each():
                yield spelled(one), key


def in_force(window: QWidget) -> list[QShortcut]:
    """The shortcuts that Qt would find in a window now, wherever the focus is."""
    found = []
    for made in window.findChildren(QShortcut):
        owner = made.parent()
        everywhere = made.context() in (
            Qt.ShortcutContext.WindowShortcut,
            Qt.ShortcutContext.ApplicationShortcut,
        )
        shown = isinstance(owner, QWidget) and owner.isVisible() and owner.window() is window
        if everywhere and shown and made.isEnabled():
            found.append(made)
    return found


@pytest.fixture
def shop(shop_after) -> Shop:
    return shop_after(furnish)


@pytest.fixture
def captured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.gui.kit.dialogs.Asks.exec", lambda dialog: 0)


@pytest.fixture
def states(captured, qtbot, desk: Desk, shop: Shop, tmp_path: Path) -> Iterator[Iterator]:
    """Every place, and what shows for a moment on one: each window when it is shown."""
    with Everywhere(shop, desk, tmp_path) as everywhere:
        yield _states(everywhere, shop)


def _states(everywhere: Everywhere, shop: Shop) -> Iterator[tuple[str, QWidget]]:
    window = everywhere.window
    for name, place in everywhere.places():
        QApplication.processEvents()
        yield name, place.window()
    counter = window.counter()
    assert isinstance(counter, CounterPage)
    counter.question.ask(Problem(Code.GTIN_UNKNOWN, _ASKED))
    yield "a scan is asked about", window
    counter.question.hide()
    counter.confirm.ask([Problem(Code.GTIN_UNKNOWN, _ASKED)], lambda _yes: None)
    yield "a posting is asked about", window
    counter.confirm.hide()
    counter.gone.offer(1)
    yield "a draft was discarded", window
    counter.gone.forget()
    yield from _parked_sales(counter)
    yield from _payment(counter, shop)
    counter.finder.look_for("nothing-like-this")
    counter.finder.read_now()
    yield "words find nothing", window
    search = window.show_page("search")
    search.table.check_loaded()
    yield "rows are checked", window
    counter = window.counter()
    counter.finder.close_finder()
    window.strays.adopt(["A1"])
    yield "scans wait", window
    window.strays.take_all()
    window.open_document(shop._posted("quotation", "", product=shop.has.cable))
    yield "what two kinds can be made of", window
    page = window.show_page("purchase")
    page.open(everywhere._newest("purchase", 0))
    tabs = page.shown_page().panel.tabs
    for place in range(tabs.count()):
        tabs.setCurrentIndex(place)
        yield f"purchase, way in {place}", window
    contacts = window.show_page("contacts")
    assert isinstance(contacts, ContactsPage)
    contacts.open(1)
    contacts.open_list()
    yield "a record was open", window
    window._show_fault("contacts", ValueError("to be seen"))
    yield "a page failed", window
    window.resize(1024, 640)
    window.open_document(everywhere._newest("sale", 1))
    yield "a document in little room", window


def _parked_sales(counter: CounterPage) -> Iterator[tuple[str, QWidget]]:
    counter.take_scan("6905555555553")
    counter.queue.drain()
    yield "a sale at the counter", counter.window()
    counter.park()
    yield "a sale is parked", counter.window()
    counter.show_parked()
    yield "parked sales are listed", counter.window()
    (sale,) = counter.parked.model.rows
    counter.offer.offer("A1", sale, taken=False)
    yield "what was scanned is on a parked sale", counter.window()
    counter.call_back(sale.id)
    counter.discard()
    counter.gone.forget()


def _payment(counter: CounterPage, shop: Shop) -> Iterator[tuple[str, QWidget]]:
    """A shop that takes payments has the strip on the same page."""
    shop.take_payments()
    shown = counter.desk
    counter.desk = Desk.of(shop.session, shown.theme, shown.sounds)
    (here,) = shop.rows("SELECT min(number) FROM serial WHERE status = 1 AND warehouse_id = 1")[0]
    counter.take_scan(here)
    counter.queue.drain()
    counter.post()
    counter.take_scan("A1")
    yield "a sale is paid", counter.window()
    counter.take_next()
    counter.leave_payment()
    counter.discard()
    counter.gone.forget()
    counter.desk = shown
    settings.save(shop.session, payments=False)


def test_each_key_means_one_thing() -> None:
    """On a page each key stands once; a part that takes it before the page says why."""
    for where in BY_SHORTCUT, *((part,) for part in page_keys.PARTS), (Where.GO_TO,):
        keys = [key for key, _entry in each_key(*where)]
        assert sorted(keys) == sorted(set(keys)), where
    chords = {
        (entry.where, key)
        for key, entry in each_key(*page_keys.PARTS, Where.GO_TO)
        if "+" in key and (entry.where, key) != (Where.FINDER, "Ctrl+N")  # new, as on pages
    }
    assert chords == set(MEANT_OTHERWISE)


@pytest.mark.rule("C4")
def test_no_key_is_one_that_a_scanner_may_send() -> None:
    """Characters, Enter and Tab are codes; with Ctrl some are what codes hold or end with."""
    modifiers = Qt.KeyboardModifier
    types_nothing = {Qt.Key.Key_Escape, *map(Qt.Key, range(Qt.Key.Key_F1, Qt.Key.Key_F12 + 1))}
    for keys, entry in each_key(*BY_SHORTCUT):
        if entry.keys == "Tab Shift+Tab":
            continue  # Qt's own, and a scanner's Tab ends a code before that
        pressed = QKeySequence(keys)[0]
        held, key = pressed.keyboardModifiers(), pressed.key()
        if held in (modifiers.NoModifier, modifiers.ShiftModifier):
            assert key in types_nothing, keys
        if held == modifiers.ControlModifier:
            assert keys.removeprefix("Ctrl+") not in SCANNED, keys


def test_what_is_shown_works_and_means_what_the_table_says(states) -> None:
    """Through all places: no key twice, none outside the table, none in it that does nothing, each
    button in the words of its key and no key in them: one that is only written stays when another
    works."""
    table = {key for key, _entry in each_key(*BY_SHORTCUT)}
    works = set(page_keys.ALWAYS)
    misnamed: set[str] = set()
    written: set[str] = set()
    for name, window in states:
        there = [spelled(made.key()) for made in in_force(window)]
        twice = sorted({key for key in there if there.count(key) > 1})
        assert not twice, f"{name}: neither of two shortcuts works: {twice}"
        assert set(there) <= table, f"{name}: not in the table: {set(there) - table}"
        works |= set(there) | _mnemonics(window)
        buttons = window.findChildren(KeyButton)
        misnamed |= {f"{name}: {said}" for said in _misnamed(buttons)}
        written |= {f"{name}: {made.text()}" for made in buttons if _SAYS_KEY.search(made.text())}
    assert works - OF_PARTS <= table, f"not in the table: {works - table}"
    assert table <= works, f"does nothing: {table - works}"
    assert not misnamed
    assert not written


def test_every_key_in_the_sources_stands_in_the_table() -> None:
    """Also where nobody looked: what is shown in a rare state, said in a tip or a line of hints."""
    table = {key for key, _entry in each_key(*Where)}
    wrong = [
        f"{file.name}: {node.value}"
        for file in sorted((Path(app.gui.__file__).parent).rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and A_KEY.fullmatch(node.value)
        and spelled(node.value.replace("Enter", "Return")) not in table  # as it is shown
    ]
    assert not wrong


def _mnemonics(window: QWidget) -> set[str]:
    """Alt and the letter that a label marks for its field."""
    page = window.stack.currentWidget() if isinstance(window, MainWindow) else None
    shown = page or window
    labels = [made for made in shown.findChildren(QLabel) if made.buddy() and made.isVisible()]
    made = {QKeySequence.mnemonic(label.text()) for label in labels}
    return {spelled(keys) for keys in made if not keys.isEmpty()}


_SAYS_KEY = re.compile(r"Ctrl\+|Alt\+| {3}")
"""In the text of a button: a key, or the room that others leave before one."""


def _misnamed(buttons: Iterable[KeyButton]) -> Iterator[str]:
    """Buttons that say what their key does not mean; a key of one field is the field's."""
    for made in buttons:
        shortcut = made.shortcut_made
        if shortcut is None or not made.isVisible():
            continue
        if shortcut.context() is Qt.ShortcutContext.WidgetShortcut:
            continue
        key, text = spelled(shortcut.key()), made.text().replace("&&", "&")
        begins = BEGIN.get(key)
        if text not in SAID.get(key, set()) and not (begins and text.startswith(begins)):
            yield f"{key} {text}"


@pytest.mark.parametrize("where", [*page_keys.PARTS, Where.GO_TO], ids=lambda where: where.name)
def test_the_keys_of_a_part_are_taken_by_it(
    captured, qtbot, desk: Desk, shop: Shop, tmp_path: Path, where: Where
) -> None:
    """Each key that is said of a part does something there: the part takes the event."""
    with Everywhere(shop, desk, tmp_path) as everywhere:
        for keys, entry in reversed(list(each_key(where))):
            part = _part(everywhere, where)
            part.setFocus()
            pressed = QKeySequence(keys)[0]
            held = pressed.keyboardModifiers()
            event = QKeyEvent(QKeyEvent.Type.KeyPress, int(pressed.key()), held)
            if (
                where in (Where.LIST, Where.CHECKED, Where.SIDE, Where.TRAIL)
                and held is Qt.KeyboardModifier.NoModifier
            ):
                QTest.keyClick(part, Qt.Key.Key_Down)  # off the first row
            assert _takes(part, event), f"{entry.does}: {keys}"


def _takes(part: QWidget, event: QKeyEvent) -> bool:
    """It has a shortcut of its own for the key, or takes the event."""
    own = [made for made in part.findChildren(QShortcut) if made.parent() is part]
    if any(made.key() == QKeySequence(event.keyCombination()) for made in own):
        return True
    QApplication.sendEvent(part, event)
    return event.isAccepted()


def _at_row(table: Table, place: int) -> Table:
    table.select_only(place)
    return table


def _part(everywhere: Everywhere, where: Where) -> QWidget:
    """A part where it has something to do; of the rail and the finder, what has the focus."""
    window = everywhere.window
    match where:
        case Where.PAPER | Where.SIDE:
            window.open_document(everywhere._newest("purchase", 1))
            posted = window.stack.currentWidget().shown_page().posted
            posted.paper.unfold()
            return posted.paper if where is Where.PAPER else posted.history.timeline
        case Where.LIST:
            return _at_row(window.open_list("items").table, 0)
        case Where.CHECKED:
            return _at_row(window.show_page("search").table, 1)
        case Where.FIELDS:
            page = window.show_page("print_templates")
            page.copy()
            return page.editor.fields[1].table
        case Where.GO_TO:
            window.go_to.open()
            return window.go_to.box
        case Where.SEARCH:
            return window.show_page("items").search
        case Where.RAIL:
            window.show_page("items").setFocus()
            window.rail.enter()
            return window.focusWidget() or window.rail
        case _:
            page = window.counter()
    match where:
        case Where.FINDER:
            page.scan_box.setText("phone")
            page.finder.look_for("phone")
            page.finder.read_now()
            return page.scan_box
        case Where.TRAIL:
            for code in ("?1", "?2", "?3", "?4", "?5"):
                page.take_scan(code)
            page.queue.drain()
            return page.trail
        case Where.TABS:
            dialog = EditInventoryDialog(everywhere.desk, 1, 1, window)
            dialog.show()
            return dialog.findChild(QTabWidget)
        case Where.DATE:
            return page.header.date
        case Where.PARTY:
            return page.header.party
        case _:
            return page.scan_box
