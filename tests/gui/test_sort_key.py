"""What a click on a column's head does, a key does: up, down, then the next column."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.gui.items.list_page import ItemsPage
from app.gui.kit.desk import Desk
from tests.shop import Shop


def test_the_key_goes_through_all_orders_and_begins_again(qtbot, desk: Desk, shop: Shop) -> None:
    page = ItemsPage(desk)
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    page.table.setFocus()
    sortable = [column.key for column in page.list._listing.columns if column.sorts]
    first = page.list.order.column
    begin = sortable.index(first)
    wanted = [(first, True)]
    for step in range(1, len(sortable) + 1):
        key = sortable[(begin + step) % len(sortable)]
        wanted += [(key, False), (key, True)]
    for key, falling in wanted:
        held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(page.windowHandle(), Qt.Key.Key_O, held)
        assert (page.list.order.column, page.list.order.falling) == (key, falling)
    rows = [row.name for row in page.list.model.rows]
    assert len(rows) > 1 and page.table.hasFocus()
