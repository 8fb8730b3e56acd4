"""The Counter while nothing is entered: the last sales, the day, the first steps."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.quantities import MOST_MONEY
from app.gui.documents.counter import CounterPage
from app.gui.documents.first_steps import STEPS
from app.services import settings
from app.services.documents import day_sales, draft_lines
from app.services.entry import waiting
from db.queries import document_lines
from tests.gui.conftest import desk_at, end_timers
from tests.shop import Shop


@pytest.fixture
def page(qtbot, desk, shop: Shop) -> CounterPage:
    """A Counter that is shown, after two sales."""
    shop.purchase("A1 A2 A3 A4")
    shop.sell("A1")
    shop.sell("A2")
    made = CounterPage(desk)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def is_empty(page: CounterPage) -> bool:
    """What stands in the place of lines and serials is shown, and these are not; or the reverse."""
    shown = {part.isVisible() for part in (page.empty, page.day)}
    hidden = {part.isVisible() for part in (page.lines, page.panel)}
    assert len(shown) == len(hidden) == 1 and shown != hidden
    return page.empty.isVisible()


def test_while_nothing_is_entered_the_last_sales_and_the_day_are_shown(page, shop) -> None:
    assert is_empty(page)
    assert [sale.number for sale in page.empty.model.rows] == ["SI-2026-000002", "SI-2026-000001"]
    assert page.scan_box.hasFocus()


@pytest.mark.parametrize("code", ["A3", "6901234567892", "A1", "nobody knows it"])
def test_the_first_scan_replaces_it_whatever_comes_of_it(page, code) -> None:
    page.scan_box.scanned.emit(code)
    page.queue.drain()
    assert not is_empty(page)
    assert page.scans.isVisible()


@pytest.mark.parametrize("prepared", [True, False])
def test_the_first_scan_shows_its_serial_however_soon_it_comes(page, prepared) -> None:
    assert page.panel_place.made is None
    if prepared:
        page.quiet.due.emit()
        assert page.panel_place.made is not None and is_empty(page)
    page.scan_box.scanned.emit("A3")
    page.queue.drain()
    assert page.panel.isVisible()
    assert [row.verdict.number for row in page.panel.list.model.rows] == ["A3"]


def test_beside_a_refused_first_scan_stands_where_serials_go(page) -> None:
    page.scan_box.scanned.emit("nobody knows it")
    page.queue.drain()
    assert page.panel._product.isVisible()
    assert page.panel._product.text() == "Serial numbers go to their item's line"


@pytest.mark.rule("D11")
def test_a_text_that_waits_in_manual_entry_is_not_covered(page, shop) -> None:
    waiting.keep(shop.session, page.document.id, None, "A3, nonsense")
    page.open(page.document.id)
    assert not is_empty(page)


def test_after_a_sale_is_posted_it_is_the_newest_of_the_last(page, shop) -> None:
    page.scan_box.scanned.emit("A3")
    page.queue.drain()
    page.post()
    assert is_empty(page)
    assert page.empty.table.current_row().number == "SI-2026-000003"


def test_a_code_in_the_box_is_sold_by_f9_while_it_is_empty(page, shop) -> None:
    QTest.keyClicks(page.scan_box, "A3")
    QTest.keyClick(page.scan_box, Qt.Key.Key_F9)
    assert shop.rows("SELECT count(*) FROM serial WHERE status = 2") == [(3,)]


def test_what_was_taken_back_by_undo_can_be_looked_at(page) -> None:
    page.scan_box.scanned.emit("A3")
    page.queue.drain()
    page.undo()
    assert page.lines.table_model.rows == []
    assert not is_empty(page)
    page.open(page.document.id)
    assert is_empty(page)


def test_the_arrow_keys_choose_a_sale_and_ctrl_o_opens_it(page, desk, qtbot) -> None:
    chosen = page.empty.table.current_row
    assert chosen().number == "SI-2026-000002"
    for key, number in (
        (Qt.Key.Key_Down, "SI-2026-000001"),
        (Qt.Key.Key_Down, "SI-2026-000001"),
        (Qt.Key.Key_Up, "SI-2026-000002"),
        (Qt.Key.Key_Down, "SI-2026-000001"),
    ):
        QTest.keyClick(page.scan_box, key)
        assert chosen().number == number
        assert page.scan_box.hasFocus()
    with qtbot.waitSignal(desk.bus.open_document) as opened:
        QTest.keyClick(page.scan_box, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert opened.args == [chosen().id]


def test_the_arrow_keys_are_the_boxs_own_once_something_is_entered(page) -> None:
    page.scan_box.scanned.emit("A3")
    page.queue.drain()
    QTest.keyClick(page.scan_box, Qt.Key.Key_Down)
    assert page.empty.table.currentIndex().row() == 0


def test_the_day_says_how_many_sales_and_what_they_come_to(page, shop, desk) -> None:
    sums = day_sales.of_day(shop.database, shop.session.today())
    assert page.day._total.text() == desk.formats.money(sums.total)
    assert page.day._counts.text() == "2 sales"
    assert sum(amount for _hour, amount in page.day._bars.shown()) == sums.total
    shop.take_back("A1")
    page.reload()
    assert page.day._counts.text().startswith("2 sales   1 return −")


def test_on_the_first_day_it_says_where_todays_sales_will_stand(qtbot, desk) -> None:
    page = CounterPage(desk)
    qtbot.addWidget(page)
    page.show()
    assert is_empty(page)
    assert page.empty.nothing.isVisible() and not page.empty.table.isVisible()
    assert page.empty.nothing.text() == "Today's sales will show here."


def test_only_a_scan_reads_nothing_of_it(page, monkeypatch) -> None:
    """The first scan puts it away; neither that scan nor those after it read the day."""

    def unwanted(*_given: object) -> None:
        raise AssertionError("read at a scan")

    monkeypatch.setattr(day_sales, "of_day", unwanted)
    monkeypatch.setattr(day_sales, "last", unwanted)
    for code in ("A3", "A4"):
        page.scan_box.scanned.emit(code)
        page.queue.drain()
    assert not is_empty(page)


# First steps


def links(page: CounterPage) -> list[str]:
    """The steps that can still be done."""
    return [made.accessibleName() for made in page.empty.steps.links if made.isVisible()]


def test_each_first_step_tells_by_itself_whether_it_is_done(qtbot, desk, shop) -> None:
    page = CounterPage(desk)
    qtbot.addWidget(page)
    page.show()
    assert links(page) == ["Learn the scanner", "Enter opening stock"]
    shop.purchase("A1")
    page.reload()
    assert links(page) == ["Learn the scanner"]
    settings.save_counter(shop.session, scanner={"gap": 20})
    later = CounterPage(desk_at(shop))
    qtbot.addWidget(later)
    later.show()
    assert not later.empty.steps.isVisible()


def test_a_shop_without_items_enters_them_first(qtbot, desk, shop, monkeypatch) -> None:
    monkeypatch.setattr("db.queries.first_steps.has_items", lambda _database: False)
    page = CounterPage(desk)
    qtbot.addWidget(page)
    page.show()
    assert links(page) == [step.title for step in STEPS]


def test_a_first_step_leads_to_its_page(page, desk, qtbot) -> None:
    with qtbot.waitSignal(desk.bus.page_wanted) as wanted:
        page.empty.steps.links[0].click()
    assert wanted.args == ["scanner"]


def test_first_steps_that_were_put_away_stay_away(page, shop, qtbot) -> None:
    page.empty.steps.hide_button.click()
    assert not page.empty.steps.isVisible()
    assert page.scan_box.hasFocus()
    page.reload()
    assert not page.empty.steps.isVisible()
    later = CounterPage(desk_at(shop))
    qtbot.addWidget(later)
    later.show()
    assert not later.empty.steps.isVisible()


# The draft that was discarded


@pytest.mark.rule("D6")
def test_the_discarded_bar_pushes_nothing(page) -> None:
    page.scan_box.scanned.emit("A3")
    page.queue.drain()
    page.discard()
    for _again in range(3):  # until all is in its place
        QApplication.processEvents()
    with_bar = page.scan_box.geometry(), page.empty.geometry()
    assert page.gone.isVisible()
    assert page.rect().contains(page.gone.geometry())
    page.resize(page.width() + 60, page.height() + 80)
    assert page.rect().contains(page.gone.geometry())
    page.gone.hide()
    QApplication.processEvents()
    page.resize(page.width() - 60, page.height() - 80)
    assert (page.scan_box.geometry(), page.empty.geometry()) == with_bar


@pytest.mark.rule("D6")
def test_the_discarded_bar_goes_with_the_next_action(page) -> None:
    page.scan_box.scanned.emit("A3")
    page.queue.drain()
    page.discard()
    assert page.gone.isVisible()
    page.scan_box.scanned.emit("nobody knows it")
    page.queue.drain()
    assert not page.gone.isVisible()
    page.gone.restore()
    assert page.lines.table_model.rows == []  # what is not offered is not taken back


@pytest.mark.rule("D13")
@pytest.mark.parametrize("currency", ["JPY", "KWD"])
def test_the_largest_sum_is_not_cut(shop: Shop, qtbot, qapp, currency: str) -> None:
    shop.in_currency(currency)
    shop.purchase("", product=shop.has.cable, units=1)
    sale = shop.written("sale", product=shop.has.cable, units=1)
    (line,) = document_lines.lines(shop.database, sale)
    draft_lines.set_price(shop.session, sale, line.id, MOST_MONEY)
    shop.post(sale)
    page = CounterPage(desk_at(shop))
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    QApplication.processEvents()
    total, table = page.day._total, page.empty.table
    assert QFontMetrics(total.shown_font()).horizontalAdvance(total.text()) <= total.width()
    text = page.empty.model.index(0, 3).data()
    assert table.fontMetrics().horizontalAdvance(text) < table.columnWidth(3)
    end_timers(page)
