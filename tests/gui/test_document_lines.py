"""The lines of a document on the screen: two lines a row, what comes next, typing by keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from app.domain.document_kind import DocumentKind
from app.domain.kinds import PURCHASE, SALE
from app.domain.verdicts import Level
from app.gui.documents.lines import LinesTable
from app.gui.documents.page import DocumentPage
from app.gui.documents.two_lines import PADDING
from app.gui.kit.desk import Desk
from app.gui.kit.theme import TWO_LINE_ROW
from app.services.documents import draft_lines, undoing
from app.services.entry import judging
from app.services.stock import items
from db.queries import document_lines, documents, draft_serials
from db.queries.items import Pack
from tests.shop import Shop


@pytest.fixture
def lines(qtbot, desk: Desk) -> LinesTable:
    table = LinesTable(desk, PURCHASE)
    qtbot.addWidget(table)
    return table


def show(table: LinesTable, document: int) -> list[document_lines.DocumentLine]:
    database = table._desk.database
    shown = document_lines.lines(database, document)
    table.show_lines(documents.document(database, document), shown, None)
    return shown


def below(table: LinesTable, document: int) -> list[str]:
    return [table.text_below(line).text for line in show(table, document)]


@pytest.mark.parametrize(
    ("serials", "quantity", "said"),
    [
        ((), 1, "PHONE-1"),
        (("0000243617",), 1, "0000243617"),
        (("A1", "A2", "A3"), 5, "3 of 5 serials"),
        (("A1",), 5, "1 of 5 serials"),
    ],
)
@pytest.mark.rule("D4")
def test_below_a_name_stands_the_one_serial_or_how_many(
    lines: LinesTable, shop: Shop, serials: tuple[str, ...], quantity: int, said: str
) -> None:
    draft = shop.draft("purchase")
    line = shop.line(draft, units=quantity)
    if serials:
        shop.enter(draft, " ".join(serials), line)
    assert below(lines, draft) == [said]


@pytest.mark.parametrize(
    ("prepare", "mark", "tone"),
    [
        (lambda shop: None, Level.ACCEPTED, None),
        (lambda shop: shop.sell("A1"), Level.REFUSED, Level.REFUSED),
        (lambda shop: shop.dispatch("A1"), Level.REFUSED, Level.REFUSED),
    ],
    ids=["in stock", "sold meanwhile", "sent away meanwhile"],
)
@pytest.mark.rule("D4", "L1")
def test_the_verdict_of_the_one_serial_is_marked_by_it(
    qtbot, desk: Desk, shop: Shop, prepare: Callable[[Shop], object], mark: Level, tone: Level
) -> None:
    """As the store is now: what was sold elsewhere meanwhile is marked at once."""
    draft = shop.draft("sale")
    line = shop.line(draft)
    shop.purchase("A1")
    shop.enter(draft, "A1", line)
    prepare(shop)
    table = LinesTable(desk, SALE)
    qtbot.addWidget(table)
    said = table.text_below(show(table, draft)[0])
    assert (said.text, said.mark, said.tone) == ("A1", mark, tone)


@pytest.mark.rule("D2")
def test_a_line_that_wants_serials_stands_out_until_it_has_them(
    qtbot, desk: Desk, shop: Shop
) -> None:
    shop.purchase("A1 A2")
    draft = shop.draft("sale")
    line = shop.line(draft, units=2)
    table = LinesTable(desk, SALE)
    qtbot.addWidget(table)
    for serial, text, tone in (
        ("", "0 of 2 serials", Level.WARNING),
        ("A1", "1 of 2 serials", Level.WARNING),
        ("A2", "2 of 2 serials", None),
    ):
        if serial:
            shop.enter(draft, serial, line)
        said = table.text_below(show(table, draft)[0])
        assert (said.text, said.tone) == (text, tone)


def test_the_base_unit_is_written_nowhere_and_a_pack_is(lines: LinesTable, shop: Shop) -> None:
    draft = shop.draft("purchase")
    line = shop.line(draft, product=shop.has.cable, units=20)
    show(lines, draft)
    pack = lines.place_of("unit")
    assert lines.isColumnHidden(pack) and "pcs" not in words(lines)
    add_pack(shop, shop.has.cable, "carton", 10)
    show(lines, draft)
    assert not lines.isColumnHidden(pack) and "pcs" not in words(lines)
    draft_lines.set_unit(shop.session, draft, line, "carton")
    draft_lines.set_quantity(shop.session, draft, line, 20_000)
    show(lines, draft)
    assert [lines.table_model.index(0, at).data() for at in (2, pack)] == ["2", "carton of 10"]


def words(table: LinesTable) -> str:
    model = table.table_model
    cells = [model.index(0, at) for at in range(model.columnCount())]
    heads = [column.title for column in model.columns]
    tips = [str(cell.data(Qt.ItemDataRole.ToolTipRole)) for cell in cells]
    return " ".join([*heads, *tips, *(cell.data() for cell in cells)])


def add_pack(shop: Shop, product: int, name: str, holds: int) -> None:
    form, barcodes = items.load(shop.database, product)
    items.save(shop.session, form, barcodes, product, packs=[Pack(name, holds * 1000)])


def test_below_the_last_line_stands_what_comes_next(
    qtbot, desk: Desk, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    draw = QPainter.drawText

    def note(painter: QPainter, *values: object) -> object:
        drawn.append(str(values[-1]))
        return draw(painter, *values)

    monkeypatch.setattr(QPainter, "drawText", note)
    table = LinesTable(desk, PURCHASE)
    qtbot.addWidget(table)
    draft = shop.draft("purchase")
    for place in (1, 2, 3):
        show(table, draft)
        table.resize(700, 400)
        drawn.clear()
        table.grab()
        assert drawn[-2:] == [str(place), "Scan the next unit, or type words"]
        shop.line(draft)


# Typing, by keys alone --------------------------------------------------------------------------


@pytest.fixture
def page(qtbot, desk: Desk, shop: Shop) -> DocumentPage:
    """A purchase of two lines that has the focus in its box, the second line chosen."""
    made = DocumentPage(desk, PURCHASE)
    qtbot.addWidget(made)
    draft = shop.draft("purchase")
    shop.line(draft, product=shop.has.cable, units=3)
    shop.line(draft, product=shop.has.rope, units=4)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.open(draft)
    return made


def press(*keys: Qt.Key | str) -> None:
    for key in (one for some in keys for one in (some if isinstance(some, str) else [some])):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        QApplication.processEvents()  # Enter in a cell is carried out a turn later


def quantities(page: DocumentPage) -> list[int]:
    lines = document_lines.lines(page.desk.database, page.document.id)
    return [line.quantity // 1000 for line in lines]


@pytest.mark.parametrize(
    ("keys", "after"),
    [
        ((Qt.Key.Key_Tab, Qt.Key.Key_Return, "7", Qt.Key.Key_Return), [3, 7]),
        ((Qt.Key.Key_Tab, "12", Qt.Key.Key_Return), [3, 12]),
        ((Qt.Key.Key_Up, Qt.Key.Key_Tab, "5", Qt.Key.Key_Tab), [5, 4]),
        ((Qt.Key.Key_Tab, Qt.Key.Key_Up, "5", Qt.Key.Key_Return), [5, 4]),
        ((Qt.Key.Key_Tab, "9", Qt.Key.Key_Escape), [3, 4]),
        ((Qt.Key.Key_Tab, Qt.Key.Key_Escape), [3, 4]),
    ],
)
@pytest.mark.rule("D11")
def test_a_line_is_changed_by_keys_and_the_focus_is_in_the_box(
    page: DocumentPage, keys: tuple[Qt.Key | str, ...], after: list[int]
) -> None:
    press(*keys)
    assert quantities(page) == after
    assert QApplication.focusWidget() is page.scan_box


@pytest.mark.parametrize("width", [700, 1400])
def test_arrows_lead_from_line_to_line_where_columns_are_left_out_too(
    qtbot, page: DocumentPage, width: int
) -> None:
    page.resize(width, 640)
    with qtbot.waitActive(page):
        page.activateWindow()
    page.scan_box.setFocus()
    press(Qt.Key.Key_Tab)
    assert page.lines.isColumnHidden(0) is (width == 700)
    assert page.lines.current_row().position == 2
    press(Qt.Key.Key_Up)
    assert page.lines.current_row().position == 1
    press(Qt.Key.Key_Down)
    assert page.lines.current_row().position == 2


def test_letters_typed_on_the_lines_are_words_for_the_box(page: DocumentPage) -> None:
    press(Qt.Key.Key_Tab, "cab")
    assert page.scan_box.text() == "cab" and page.scan_box.hasFocus()
    assert page.lines.current_row().position == 2  # nothing jumped to a row that begins so


def in_box(page: DocumentPage) -> QWidget:
    return page.scan_box


def in_note(page: DocumentPage) -> QWidget:
    page.header.open_note()
    return QApplication.focusWidget()


def in_cell(page: DocumentPage) -> QWidget:
    press(Qt.Key.Key_Tab, Qt.Key.Key_Return)
    return QApplication.focusWidget()


def in_manual(page: DocumentPage) -> QWidget:
    page.panel.manual._box.setFocus()
    return page.panel.manual._box


@pytest.mark.parametrize("key", [Qt.Key.Key_Backspace, Qt.Key.Key_Delete])
@pytest.mark.parametrize("field", [in_box, in_note, in_cell, in_manual])
@pytest.mark.rule("D11")
def test_a_word_is_deleted_in_a_field_and_no_line_or_serial(
    page: DocumentPage, shop: Shop, field: Callable[[DocumentPage], QWidget], key: Qt.Key
) -> None:
    """Ctrl+Backspace and Ctrl+Delete are the page's only where nothing is typed."""
    page.take_scan("PHONE-1")
    page.take_scan("SN1")
    page.queue.drain()
    page.panel.tabs.setCurrentWidget(page.panel.manual)
    part = field(page)
    part.clear()
    QTest.keyClicks(part, "12")
    if key == Qt.Key.Key_Delete:
        QTest.keyClick(part, Qt.Key.Key_Home)
    QTest.keyClick(part, key, Qt.KeyboardModifier.ControlModifier)
    assert quantities(page) == [3, 4, 1] and shop.serials_on(page.document.id) == ["SN1"]
    assert (part.toPlainText() if isinstance(part, QPlainTextEdit) else part.text()) == ""


def test_ctrl_backspace_deletes_the_line_from_the_box(page: DocumentPage) -> None:
    QTest.keyClick(page.scan_box, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert quantities(page) == [3] and page.scan_box.hasFocus()


@pytest.mark.rule("D11", "C4")
def test_what_is_typed_in_a_cell_is_written_before_a_scan_between(page: DocumentPage) -> None:
    press(Qt.Key.Key_Tab, "8")
    page.take_scan("CABLE-C")
    page.queue.drain()
    assert quantities(page) == [4, 8]


def test_from_the_box_tab_goes_to_the_lines_the_column_and_post(page: DocumentPage) -> None:
    page.take_scan("PHONE-1")
    page.take_scan("SN1")
    page.queue.drain()
    reached: list[QWidget] = []
    while len(reached) < 40 and page.post_button not in reached:
        press(Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    in_panel = [place for place, part in enumerate(reached) if page.panel.isAncestorOf(part)]
    lines, post = reached.index(page.lines), reached.index(page.post_button)
    assert lines < in_panel[0] <= in_panel[-1] < post


def test_a_row_has_room_for_two_lines(lines: LinesTable, shop: Shop) -> None:
    draft = shop.draft("purchase")
    shop.line(draft)
    show(lines, draft)
    assert lines.rowHeight(0) == TWO_LINE_ROW


@pytest.mark.parametrize("kind", [PURCHASE, SALE])
def test_a_column_is_found_by_its_name(qtbot, desk: Desk, kind: DocumentKind) -> None:
    table = LinesTable(desk, kind)
    qtbot.addWidget(table)
    columns = table.table_model.columns
    for name in ("item", "quantity", "discount", "amount"):
        assert columns[table.place_of(name)].title == name.title()
    assert table.place_of("colour") == -1


@pytest.mark.parametrize("width", [1200, 380], ids=["all columns", "without the number"])
def test_the_line_that_a_scan_is_on_is_in_view(lines: LinesTable, shop: Shop, width: int) -> None:
    draft = shop.draft("purchase")
    ids = [shop.line(draft) for _line in range(20)]
    lines.resize(width, 300)
    lines.show()
    assert lines.isColumnHidden(lines.place_of("number")) is (width < 1000)
    for place in (19, 0, 10):
        head, shown = (
            documents.document(shop.database, draft),
            document_lines.lines(shop.database, draft),
        )
        lines.show_lines(head, shown, ids[place])
        cell = lines.visualRect(lines.table_model.index(place, lines.place_of("item")))
        assert lines.viewport().rect().contains(cell.center())
        assert lines.current_row().id == ids[place]


def test_only_the_line_that_changed_is_told_and_others_only_where_lines_come_or_go(
    qtbot, lines: LinesTable, shop: Shop
) -> None:
    draft = shop.draft("purchase")
    first, second = shop.line(draft), shop.line(draft, units=5)
    show(lines, draft)
    changed: list[int] = []
    resets: list[None] = []
    lines.table_model.dataChanged.connect(lambda begin, _end: changed.append(begin.row()))
    lines.table_model.modelReset.connect(lambda: resets.append(None))
    show(lines, draft)
    assert (changed, resets) == ([], [])
    shop.enter(draft, "A1", second)
    show(lines, draft)
    assert (changed, resets) == ([1], [])
    shop.line(draft)
    show(lines, draft)
    assert resets == [None]
    assert [line.id for line in lines.table_model.rows][:2] == [first, second]


def test_another_serial_under_an_equal_line_is_told_too(lines: LinesTable, shop: Shop) -> None:
    draft = shop.draft("purchase")
    line = shop.line(draft)
    shop.enter(draft, "A1", line)
    (before,) = show(lines, draft)
    lines.grab()
    changed: list[int] = []
    lines.table_model.dataChanged.connect(lambda begin, _end: changed.append(begin.row()))
    (entered,) = draft_serials.draft_serials(shop.database, draft, line)
    undoing.remove_serials(shop.session, draft, [entered.id])
    shop.enter(draft, "B2", line)
    assert show(lines, draft) == [before]
    assert changed == [0]
    assert lines.text_below(before).text == "B2"


def test_of_many_lines_only_those_near_what_shows_are_judged(
    lines: LinesTable, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thousands open as fast as ten: what is said below a name is read as it is painted."""
    draft = shop.draft("purchase")
    count = 250
    for n in range(count):
        shop.line(draft, f"A{n}")
    asked: list[int] = []
    judge = judging.judge_entered
    monkeypatch.setattr(judging, "judge_entered", lambda *a: asked.extend(a[-1]) or judge(*a))
    last = show(lines, draft)[-1]
    lines.grab()
    first_seen = set(asked)
    assert 0 < len(first_seen) <= 100
    lines.scrollToBottom()
    lines.grab()
    assert last.id in set(asked) - first_seen
    assert lines.text_below(last).text == f"A{count - 1}"
    assert len(asked) == len(set(asked)) <= 200


@pytest.mark.rule("D4")
@pytest.mark.parametrize("price", [0, 9_99, 999_999_999_99])
@pytest.mark.parametrize("count", [1, 120])
def test_no_figure_of_a_line_is_cut(lines: LinesTable, shop: Shop, price: int, count: int) -> None:
    """A number, a quantity or an amount with its end left out reads as another one."""
    draft = shop.draft("purchase")
    for _each in range(count):
        line = shop.line(draft, product=shop.has.cable, units=1)
    draft_lines.set_price(shop.session, draft, line, price)
    lines.resize(620, 400)
    lines.show()
    there = show(lines, draft)
    metrics = QFontMetrics(lines.font())
    for name in ("number", "quantity", "price", "amount"):
        place = lines.place_of(name)
        said = [lines.table_model.columns[place].text(line) for line in there]
        widest = max(metrics.horizontalAdvance(text) for text in said)
        if not lines.isColumnHidden(place):
            assert lines.columnWidth(place) >= widest + 2 * PADDING
