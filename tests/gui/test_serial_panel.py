"""The column beside the lines: ways by Alt+n, verdicts in two words, what is known of a unit."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from app.domain.document_kind import WayIn
from app.domain.kinds import KINDS
from app.domain.problems import Code
from app.domain.verdicts import PROBLEM_WORDS, Finding, Verdict, words_of
from app.gui.documents.page import DocumentPage
from app.gui.documents.pages import page_of
from app.gui.inventory.records import RecordsDialog
from app.gui.kit.desk import Desk
from app.services.stock import unit_facts
from app.text import wording
from tests.shop import Shop

_WITH_SERIALS = [
    key for key, kind in KINDS.items() if kind.carries_serials and not kind.begun_elsewhere
]
_CTRL = Qt.KeyboardModifier.ControlModifier


def opened(qtbot, desk: Desk, draft: int, kind: str = "sale") -> DocumentPage:
    page = page_of(KINDS[kind])(desk, KINDS[kind])
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    page.open(draft)
    page.show_line_at(1)
    page.scan_box.setFocus()
    return page


@pytest.fixture
def sale(qtbot, desk: Desk, shop: Shop) -> DocumentPage:
    """A sale of two units that are in stock, one of them not entered yet."""
    shop.purchase("A1 A2 A3")
    draft = shop.draft("sale")
    shop.line(draft, "A1", units=2)
    return opened(qtbot, desk, draft)


def alt(page: DocumentPage, number: int) -> None:
    QTest.keyClick(page.window().windowHandle(), str(number), Qt.KeyboardModifier.AltModifier)


@pytest.mark.parametrize("kind", _WITH_SERIALS)
@pytest.mark.rule("D4")
def test_each_way_in_has_its_key_and_the_focus_where_it_takes_any(
    qtbot, desk: Desk, shop: Shop, kind: str
) -> None:
    """The list of what was scanned takes none: the next key is the box's."""
    if kind == "sales_return":
        shop.purchase("A1")
        shop.sell("A1")
    elif kind == "purchase_return":
        shop.purchase("A1")
    draft = shop.draft(kind)
    shop.line(draft)
    page = opened(qtbot, desk, draft, kind)
    for number, way in enumerate(KINDS[kind].ways_in, 1):
        alt(page, number)
        assert page.panel.tabs.currentIndex() == number - 1
        focused = QApplication.focusWidget()
        if way in (WayIn.MANUAL, WayIn.GENERATE, WayIn.IN_STOCK):
            assert page.panel.tabs.currentWidget().isAncestorOf(focused)
            assert not isinstance(focused, QTableView)
        else:
            assert focused is page.scan_box
    alt(page, len(KINDS[kind].ways_in) + 1)  # there is no such way
    assert page.panel.tabs.currentIndex() == len(KINDS[kind].ways_in) - 1


def test_a_tab_that_is_clicked_leaves_the_next_key_to_the_same_place(sale: DocumentPage) -> None:
    for place, reached in ((1, sale.panel.manual._box), (0, sale.scan_box)):
        bar = sale.panel.tabs.tabBar()
        where = bar.tabRect(place).center()
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=where)
        assert sale.panel.tabs.currentIndex() == place
        assert QApplication.focusWidget() is reached


@pytest.mark.rule("D11", "F6")
@pytest.mark.parametrize(("typed", "left"), [("A2", ""), ("A2 A1 A3", "A1")])
def test_after_a_list_the_box_has_the_focus_but_for_what_is_to_be_corrected(
    sale: DocumentPage, typed: str, left: str
) -> None:
    alt(sale, 2)
    QTest.keyClicks(QApplication.focusWidget(), typed)
    sale.panel.manual.accept_good()
    assert sale.panel.manual.text == left
    box = sale.panel.manual._box if left else sale.scan_box
    assert QApplication.focusWidget() is box


def test_after_a_choice_in_stock_or_a_plan_the_box_has_the_focus(sale: DocumentPage) -> None:
    alt(sale, 3)
    sale.panel.in_stock.choose_oldest()
    sale.panel.in_stock.take()
    assert QApplication.focusWidget() is sale.scan_box
    assert [row.verdict.number for row in sale.panel.list.model.rows] == ["A1", "A2"]


@pytest.mark.rule("D2")
def test_the_head_says_how_many_of_how_many_and_checks_what_is_whole(
    sale: DocumentPage, shop: Shop
) -> None:
    panel = sale.panel
    assert (panel._product.text(), panel._filled.text()) == ("Phone", "1 of 2")
    assert panel._check.isHidden()
    sale.take_scan("A2")
    sale.queue.drain()
    assert panel._filled.text() == "2 of 2" and panel._check.isVisible()
    shop.sell("A1")  # on another counter
    sale.reload()
    assert panel._filled.text() == "2 of 2" and panel._check.isHidden()


# Verdicts ---------------------------------------------------------------------------------------


@pytest.mark.rule("F7", "L1")
def test_a_row_says_two_words_and_the_sentence_stands_below(sale: DocumentPage, shop: Shop) -> None:
    listed = sale.panel.list
    assert listed.model.index(0, 2).data() == "In stock here" and listed.said.isHidden()
    shop.sell("A1")
    sale.reload()
    assert listed.model.index(0, 2).data() == "Sold already"
    assert listed.said.isVisible() and "“A1” is sold already." in listed.said.text()
    assert "SI-" in listed.said.text()  # who holds it


_OF_SERIALS = (Finding.NEW, Finding.IN_STOCK, Finding.COMES_BACK, Finding.NOT_SEEN, Finding.SOLD)


@pytest.mark.parametrize("words", [*PROBLEM_WORDS.values(), *(one.value for one in _OF_SERIALS)])
def test_verdicts_in_a_row_are_short(words: str) -> None:
    """Three words at most, which their column has room for."""
    assert len(words.split()) <= 3 and len(words) <= 16


def test_a_reason_without_words_of_its_own_is_still_said() -> None:
    refused = Verdict(1, "X", problem=type("P", (), {"code": Code.NO_PARTY})())
    assert words_of(refused) == "Refused"


# The unit ---------------------------------------------------------------------------------------


@pytest.mark.rule("F7")
def test_the_facts_of_the_chosen_unit_are_read_when_scans_rest(
    sale: DocumentPage, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    facts_of = unit_facts.facts_of

    def noted(database: object, number: str) -> object:
        read.append(number)
        return facts_of(database, number)

    monkeypatch.setattr(unit_facts, "facts_of", noted)
    for code in ("A2", "A3"):
        sale.take_scan(code)
    sale.queue.drain()
    facts = sale.panel.list.facts
    assert read == [] and facts.others.text() == ""  # nothing of the unit before is left
    facts.read()
    assert read == ["A3"] and facts.isVisible()
    assert "PI-" in facts.link.text() and facts.others.text() == "2, oldest A1"
    assert facts.since.text().endswith("today")
    sale.panel.list.table.select_only(0)
    facts.read()
    assert facts.others.text() == "2, this is the oldest"


def test_the_document_that_brought_it_is_a_link(sale: DocumentPage) -> None:
    opened: list[int] = []
    sale.desk.bus.open_document.connect(opened.append)
    facts = sale.panel.list.facts
    facts.read()
    facts.link.linkActivated.emit(facts.link.text().split('href="')[1].split('"')[0])
    assert len(opened) == 1


def test_of_a_unit_that_nobody_has_seen_there_is_nothing_to_say(
    qtbot, desk: Desk, shop: Shop
) -> None:
    draft = shop.draft("purchase")
    shop.line(draft, "N1")
    page = opened(qtbot, desk, draft, "purchase")
    page.panel.list.facts.read()
    assert page.panel.list.facts.isHidden()
    assert not page.panel.list.records_button.isEnabled()


@pytest.mark.rule("Q2")
def test_ctrl_r_shows_the_records_and_ctrl_del_takes_the_unit_out(
    sale: DocumentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(RecordsDialog, "exec", lambda dialog: shown.append(dialog.windowTitle()))
    window = sale.window().windowHandle()
    QTest.keyClick(window, Qt.Key.Key_R, _CTRL)
    assert shown == ["Records of A1"] and QApplication.focusWidget() is sale.scan_box
    QTest.keyClick(window, Qt.Key.Key_Delete, _CTRL)
    assert sale.panel.list.model.rows == [] and QApplication.focusWidget() is sale.scan_box
    QTest.keyClick(window, Qt.Key.Key_Z, _CTRL)
    assert [row.verdict.number for row in sale.panel.list.model.rows] == ["A1"]


# Room -------------------------------------------------------------------------------------------


def test_the_keys_of_the_ways_are_said_where_there_is_room_and_never_as_a_window(
    sale: DocumentPage,
) -> None:
    for width, said in ((1158, "Alt+1…4"), (952, ""), (1158, "Alt+1…4")):
        sale.resize(width, 640)
        heights(sale)
        assert sale.panel._keys.text() == said and sale.panel._keys.isVisible() is bool(said)
        shown = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
        assert shown == [sale]


def heights(part: QWidget) -> int:
    for _turn in range(4):
        QApplication.processEvents()
    return part.height()


def test_the_card_is_as_high_as_what_it_holds(sale: DocumentPage) -> None:
    sale.resize(952, 640)
    one = heights(sale.panel)
    assert one < sale.draft_page.side.height() - sale.totals.height() - 100
    sale.take_scan("A2")
    sale.queue.drain()
    two = heights(sale.panel)
    assert two > one
    alt(sale, 2)
    assert heights(sale.panel) > two  # what is filled in takes the room there is
    alt(sale, 1)
    assert heights(sale.panel) == two


@pytest.mark.parametrize("width", [952, 1158])
def test_in_stock_fits_its_column(sale: DocumentPage, width: int) -> None:
    sale.resize(width, 640)
    alt(sale, 3)
    heights(sale.panel)
    stock = sale.panel.in_stock
    assert stock.table.horizontalScrollBar().maximum() == 0
    for made in (stock.oldest_button, stock.take_button):
        assert made.width() >= made.sizeHint().width()


def test_a_long_serial_number_is_whole_where_the_column_is_narrow(
    qtbot, desk: Desk, shop: Shop
) -> None:
    numbers = [f"35693803564{n:04}" for n in range(40)]
    shop.purchase(" ".join(numbers))
    draft = shop.draft("sale")
    shop.line(draft, " ".join(numbers))
    page = opened(qtbot, desk, draft)
    page.resize(952, 640)
    table = page.panel.list.table
    assert table.verticalScrollBar().maximum() > 0 and table.isColumnHidden(0)
    cell = table.model().index(39, 1)
    assert cell.data() == numbers[-1]
    assert table.sizeHintForIndex(cell).width() <= table.columnWidth(1)


_CELL_PADDING = 24
_OF_NO_SERIAL = {
    Finding.PRODUCT,
    Finding.CARTON,
    Finding.LIST,
    Finding.DOCUMENT,
    Finding.IN_CARTON,
    Finding.INTO_FIELD,
    Finding.LOOKED_UP,
}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_verdict_on_a_serial_number_is_cut(sale: DocumentPage, language: str) -> None:
    sale.resize(1158, 640)
    heights(sale.panel)
    table = sale.panel.list.table
    room = table.columnWidth(2) - _CELL_PADDING
    words = {finding.value for finding in set(Finding) - _OF_NO_SERIAL} | {*PROBLEM_WORDS.values()}
    said = wording(language)
    wide = {word: table.fontMetrics().horizontalAdvance(said.text(word)) for word in words}
    assert min(wide.values()) > 12 and not {word for word in wide if wide[word] > room}
