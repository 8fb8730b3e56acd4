"""The lines of a document on the screen: two lines a row, columns by name; the totals card."""

import pytest

from app.domain.kinds import PURCHASE, SALE, DocumentKind
from app.gui.documents.lines import LinesTable
from app.gui.kit.desk import Desk
from app.gui.kit.theme import TWO_LINE_ROW
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
