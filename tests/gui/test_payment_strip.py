"""The payment strip by real keys: two for the usual sale, every tender, nothing lost (M5, M6)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.gui.documents.counter import CounterPage
from tests.gui.conftest import desk_at
from tests.shop import Shop

pytestmark = pytest.mark.rule("M5")
ALT = Qt.KeyboardModifier.AltModifier
PRICE = 2999_00


@pytest.fixture
def counter(qtbot, qapp: QApplication, shop: Shop):
    """Shows a Counter of a shop that takes payments, with choices of its own."""

    def show(**choices: object) -> CounterPage:
        shop.purchase("A1 A2 A3 A4")
        shop.take_payments(**choices)
        page = CounterPage(desk_at(shop))
        qtbot.addWidget(page)
        page.resize(1100, 700)
        page.show()
        with qtbot.waitActive(page):
            page.activateWindow()
        return page

    return show


def scan(page: CounterPage, *codes: str) -> None:
    """Scan, wherever the focus is."""
    for code in codes:
        page.take_scan(code)
    page.queue.drain()


def press(page: CounterPage, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(page.focusWidget() or page, key, held or Qt.KeyboardModifier.NoModifier)


def typed(page: CounterPage, text: str) -> None:
    """Type where the focus is."""
    QTest.keyClicks(page.focusWidget(), text)


def ledger(shop: Shop) -> list[tuple[int, int, int, int | None]]:
    """Tender, amount, rounding and given of every payment."""
    return shop.rows("SELECT tender_id, amount, rounding, given FROM payment ORDER BY id")


def test_two_keys_are_the_usual_sale(counter, shop):
    page = counter()
    scan(page, "A1")
    press(page, Qt.Key.Key_F9)
    assert page.is_paying and page.strip.amount.hasFocus()
    press(page, Qt.Key.Key_Return)
    assert ledger(shop) == [(1, PRICE, 0, None)]
    assert shop.status("A1")[0] == 2
    assert not page.is_paying and page.empty.isVisible() and page.scan_box.hasFocus()
