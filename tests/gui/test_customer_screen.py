"""The second screen: the sale as the customer may see it, at once, and nothing else."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from app.domain.pricing import PERCENT, Discount
from app.domain.quantities import MOST_MONEY
from app.gui.documents.counter import CounterPage
from app.gui.money.customer_screen import CustomerScreen, begin
from app.gui.money.shown_sale import ShownLine, ShownSale
from app.services import settings
from app.services.documents import discounts, draft_head, draft_lines
from app.services.money import taxes
from app.services.money.taxes import TaxForm
from db.queries.taxes import TaxPeriod
from tests.gui.conftest import desk_at, end_timers
from tests.shop import Shop


@pytest.fixture
def shown(shop: Shop, qtbot, qapp: QApplication):
    """A Counter, and the customer's screen in a window beside it."""
    shop.purchase("A1 A2 A3")
    settings.change(shop.session, customer_screen=True)
    desk = desk_at(shop)
    window = QMainWindow()
    qtbot.addWidget(window)
    page = CounterPage(desk)
    window.setCentralWidget(page)
    screen = CustomerScreen(desk, window)
    window.show()
    screen.show()
    page.reload()
    return page, screen


def said(screen: CustomerScreen) -> list[str]:
    """All that stands on the screen."""
    rows = [
        " ".join(column.text(line) for column in screen.model.columns)
        for line in (screen.model.rows if screen.stack.currentIndex() else ())
    ]
    return rows + [made.text() for made in screen.findChildren(QLabel) if made.isVisible()]


def test_between_two_customers_it_says_the_shop(shown):
    _page, screen = shown
    assert said(screen) == ["Corner Shop"]


def test_each_scan_is_there_within_a_tenth_of_a_second(shown):
    page, screen = shown
    for code, units in (("A1", "1"), ("A2", "2")):
        page.take_scan(code)
        begun = time.process_time()
        page.queue.drain()
        screen.repaint()
        assert time.process_time() - begun < 0.1
        assert said(screen)[0].startswith(f"Phone {units} ")
    assert said(screen)[-2:] == ["Total", "¥5,998.00"]


def test_it_shows_no_cost_no_note_and_nobody(shown, shop):
    page, screen = shown
    page.take_scan("A1")
    page.queue.drain()
    draft_head.set_party(shop.session, page.document.id, shop.has.customer)
    draft_head.set_note(shop.session, page.document.id, "haggles")
    page.reload()
    text = " ".join(said(screen))
    for secret in ("Mrs Chen", "haggles", "2,000", "A1"):
        assert secret not in text
    assert set(ShownLine._fields) == {"name", "quantity", "unit_size", "amount"}


@pytest.mark.parametrize(
    ("sale", "sums"),
    [
        (ShownSale((), 9_00, paid=0, due=9_00), ["Corner Shop"]),
        (
            ShownSale([ShownLine("Cable", 1000, 1000, 9_00)], 9_00, paid=5_00, due=4_00),
            ["Cable 1 9.00", "Total", "¥9.00", "Paid", "¥5.00", "Still due", "¥4.00"],
        ),
        (
            ShownSale((), 9_00, paid=10_00, change=1_00),
            ["Total", "¥9.00", "Paid", "¥10.00", "Change due", "¥1.00"],
        ),
    ],
)
def test_while_it_is_paid_and_after(shown, sale, sums):
    page, screen = shown
    page.desk.bus.sale_shown.emit(sale)
    assert said(screen) == sums


@pytest.fixture
def exchanging(shop: Shop, shown):
    """A1 was sold for 2,999.00 in cash and comes back; cash is rounded to 0.10."""
    page, screen = shown
    shop.take_payments(cash_rounding=10)
    shop.paid("sale", "A1")
    desk = desk_at(shop)
    again = CounterPage(desk)
    page.window().setCentralWidget(again)
    screen = CustomerScreen(desk, again.window())
    screen.show()
    again.begin_exchange()
    yield again, screen
    end_timers(again)


def scanned_at(page: CounterPage, shop: Shop, price: int, *codes: str) -> None:
    """Scan what goes out, at a price of its own."""
    for code in codes:
        page.take_scan(code)
    page.queue.drain()
    line = page.lines.table_model.rows[0]
    draft_lines.set_price(shop.session, page.document.id, line.id, price)
    page.reload()


BACK = "Phone 1 −2,999.00"


@pytest.mark.rule("M7")
def test_of_an_exchange_the_customer_sees_both_halves_and_pays_the_difference(exchanging, shop):
    page, screen = exchanging
    page.take_scan("A1")
    page.queue.drain()
    assert said(screen) == [BACK, "You get", "¥2,999.00"]
    scanned_at(page, shop, 3100_04, "A2")
    lines = [BACK, "Phone 1 3,100.04"]
    assert said(screen) == [*lines, "Total", "¥101.04"]
    page.post()
    due = ["Total", "¥101.04", "Paid", "¥0.00", "Still due", "¥101.00"]
    assert said(screen) == [*lines, *due]
    page.strip.amount.setText("200")
    page.strip.enter()
    done = ["Total", "¥101.04", "Paid", "¥200.00", "Change due", "¥99.00"]
    assert said(screen) == [*lines, *done]


@pytest.mark.rule("M7")
def test_what_the_customer_gets_is_never_called_due(exchanging, shop):
    page, screen = exchanging
    page.take_scan("A1")
    scanned_at(page, shop, 2000_04, "A2")
    lines = [BACK, "Phone 1 2,000.04"]
    assert said(screen) == [*lines, "You get", "¥998.96"]
    page.post()
    assert said(screen) == [*lines, "You get", "¥999.00"]  # in cash
    page.strip.enter()
    assert said(screen) == [*lines, "You get", "¥999.00"]


@pytest.mark.rule("M7")
def test_what_only_comes_back_is_shown_too(exchanging):
    page, screen = exchanging
    page.take_scan("A1")
    page.queue.drain()
    page.post()
    page.strip.enter()
    assert said(screen) == [BACK, "You get", "¥2,999.00"]


@pytest.mark.rule("D13")
def test_a_very_large_amount_is_shown_whole(shown):
    page, screen = shown
    line = ShownLine("The crown", 1000, 1000, -MOST_MONEY)
    page.desk.bus.sale_shown.emit(ShownSale([line], 0))
    QApplication.processEvents()
    needed = QFontMetrics(screen.table.font()).horizontalAdvance("−10,000,000,000.00")
    assert screen.table.columnWidth(2) > needed


@pytest.mark.rule("M3", "M4")
def test_what_leads_from_the_lines_to_the_total_stands_below_them(shown, shop):
    page, screen = shown
    vat = taxes.save(shop.session, TaxForm("VAT", [TaxPeriod("2000-01-01", None, 13 * PERCENT)]))
    settings.save(shop.session, taxes="added", default_tax=vat)
    page.take_scan("A1")
    page.queue.drain()
    discounts.set_of_document(shop.session, page.document.id, Discount(99_00))
    page.reload()
    assert said(screen) == [
        "Phone 1 2,999.00",
        "Discount  −99.00",
        "VAT 13\N{NO-BREAK SPACE}%  377.00",
        "Total",
        "¥3,277.00",
    ]


def test_it_takes_no_focus_and_goes_with_its_window(shown):
    page, screen = shown
    page.scan_box.setFocus()
    screen.hide()
    screen.show()
    assert QApplication.focusWidget() in (page.scan_box, None)
    page.window().close()
    assert not screen.isVisible()


def test_with_one_screen_it_is_not_shown(qtbot, qapp, shop):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    assert len(QGuiApplication.screens()) == 1
    assert not begin(desk_at(shop), window).isVisible()


@pytest.mark.parametrize("wanted", [True, False])
def test_on_a_second_screen_it_stands_where_the_program_is_not(shop, tmp_path, wanted):
    """A program of its own, with two screens."""
    settings.change(shop.session, customer_screen=wanted)
    shop.close()
    screens = [
        {"name": name, "x": x, "y": 0, "width": 1024, "height": 640}
        for name, x in (("left", 0), ("right", 1024))
    ]
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": screens}))
    found = subprocess.run(
        [sys.executable, "-c", _TWO_SCREENS, str(shop.path)],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    shown = json.loads(found.stdout.splitlines()[-1])
    assert shown == ([[1024, 0, 1024, 640]] if wanted else [])


_TWO_SCREENS = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from app.__main__ import start

application, program, opened = start(Path(sys.argv[1]))
assert opened
application.processEvents()
shown = [w for w in QApplication.topLevelWidgets()
         if type(w).__name__ == "CustomerScreen" and w.isVisible()]
print(json.dumps([list(w.geometry().getRect()) for w in shown]))
program.window.given_up = True
program.window.close()
program.close_store()
"""
