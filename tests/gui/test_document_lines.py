"""The lines of a document on the screen: two lines a row, columns by name; the totals card."""

import pytest

from app.domain.kinds import PURCHASE, SALE, DocumentKind
from app.gui.documents.lines import LinesTable
from app.gui.kit.desk import Desk
from app.gui.kit.theme import TWO_LINE_ROW
from app.services.documents import undoing
from db.queries import documents
from tests.shop import Shop


@pytest.fixture
def lines(qtbot, desk: Desk) -> LinesTable:
    table = LinesTable(desk, PURCHASE)
    qtbot.addWidget(table)
    return table


def show(table: LinesTable, document: int) -> list[documents.DocumentLine]:
    database = table._desk.database
    shown = documents.lines(database, document)
    table.show_lines(documents.document(database, document), shown, None)
    return shown


def below(table: LinesTable, document: int) -> list[str]:
    return [table.text_below(line) for line in show(table, document)]


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
    for name, title in (("item", "Item"), ("quantity", "Quantity"), ("amount", "Amount")):
        assert columns[table.place_of(name)].title == title
    assert table.place_of("discount") == -1


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
            documents.lines(shop.database, draft),
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
    changed: list[int] = []
    lines.table_model.dataChanged.connect(lambda begin, _end: changed.append(begin.row()))
    (entered,) = documents.draft_serials(shop.database, draft, line)
    undoing.remove_serials(shop.session, draft, [entered.id])
    shop.enter(draft, "B2", line)
    assert show(lines, draft) == [before]
    assert changed == [0]
    assert lines.text_below(before) == "B2"
