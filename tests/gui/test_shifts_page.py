"""Money › Z reports: the shifts in a list, each reopened as its paper (M9)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.domain.printing import Printer, PrinterType, Purpose
from app.domain.shifts import Counted, DrawerEntryKind
from app.gui.money.shifts_page import ShiftsPage
from app.lists.shifts import SHIFTS
from app.services import settings
from app.services.money import shifts
from app.services.paper import printers
from app.services.paper.printers import Printout
from db.queries import print_jobs
from tests.gui.conftest import desk_at
from tests.shop import Shop

pytestmark = pytest.mark.rule("M9")


@pytest.fixture
def page(qtbot, desk, shop: Shop, tmp_path) -> ShiftsPage:
    """A shop with two closed shifts and one that is open."""
    settings.save(shop.session, shifts=True)
    printers.save(shop.session, Printer("Files", PrinterType.FOLDER, str(tmp_path)))
    printers.choose(shop.session, Purpose.DRAWER_REPORT, Printout("Files", "a4"))
    shifts.open_drawer(shop.session, 500_00)
    shifts.close(shop.session, Counted(total=490_00, stays=490_00, reason="Wrong change"))
    shifts.open_drawer(shop.session, 490_00)
    shifts.close(shop.session, Counted(total=490_00, stays=100_00))
    shifts.open_drawer(shop.session, 100_00)
    made = ShiftsPage(desk_at(shop))
    qtbot.addWidget(made)
    made.resize(1158, 768)
    made.show()
    made.activateWindow()
    made.open_list()
    QApplication.processEvents()
    return made


def looked_at(page: ShiftsPage, qtbot, place: int) -> list[QLabel]:
    """Open the report of a row by Enter; its pages, once they are there."""
    page.listing.table.select_only(place)
    QTest.keyClick(page.listing.table, Qt.Key.Key_Return)

    def pages() -> list[QLabel]:
        shown = page.view.area.widget()
        return [] if shown is None else shown.findChildren(QLabel)

    qtbot.waitUntil(lambda: bool(pages()), timeout=10_000)
    return pages()


def test_the_shifts_are_listed_newest_first(page: ShiftsPage) -> None:
    formats = page._desk.formats
    shown = [
        {column.key: column.text(row, formats) for column in SHIFTS.columns}
        for row in page.listing.model.rows
    ]
    year = page._desk.session.today().year
    assert [row["number"] for row in shown] == [
        "Shift is open",
        f"Z-{year}-000002",
        f"Z-{year}-000001",
    ]
    assert (shown[2]["expected"], shown[2]["counted"], shown[2]["difference"]) == (
        "500.00",
        "490.00",
        "−10.00",
    )
    assert shown[2]["reason"] == "Wrong change"


def test_what_the_reports_come_to_stands_above_them(page: ShiftsPage) -> None:
    assert page.totals.isVisible()
    assert page.totals.text().split("   ·   ") == [
        "This month: ¥0.00 in 2 Z reports",
        "This year: ¥0.00 in 2 Z reports",
        "Since the shop began: ¥0.00",
    ]


def test_a_report_is_reopened_as_its_paper(page: ShiftsPage, qtbot) -> None:
    (shown,) = looked_at(page, qtbot, 2)
    assert page.view.title.text().endswith("-000001")
    assert shown.pixmap().width() > 300
    QTest.keyClick(page.view.area, Qt.Key.Key_Escape)
    assert page.listing.isVisible()
    assert page.listing.table.currentIndex().row() == 2


@pytest.mark.rule("Q6")
def test_it_is_printed_once_more_with_a_reason(page: ShiftsPage, qtbot, shop: Shop) -> None:
    looked_at(page, qtbot, 2)
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(page.view.area, Qt.Key.Key_P, control)
    assert len(print_jobs.open_jobs(shop.database, 1, 10)) == 1
    QTest.keyClick(page.view.area, Qt.Key.Key_P, control)
    assert page.view.prints.reason.hasFocus()
    QTest.keyClicks(page.view.prints.reason, "it was lost")
    QTest.keyClick(page.view.prints.reason, Qt.Key.Key_Return)
    jobs = print_jobs.open_jobs(shop.database, 1, 10)
    assert [job.reason for job in jobs] == ["", "it was lost"]


def test_the_shift_that_is_open_leads_to_the_drawer(page: ShiftsPage, qtbot) -> None:
    page.listing.table.select_only(0)
    with qtbot.waitSignal(page._desk.bus.page_wanted) as wanted:
        QTest.keyClick(page.listing.table, Qt.Key.Key_Return)
    assert wanted.args == ["drawer"]


@pytest.fixture
def sold_out(page: ShiftsPage, qtbot, shop: Shop) -> ShiftsPage:
    """A shift with three payments and money taken out is closed, and its report is looked at."""
    shop.purchase("A1 A2")
    shop.take_payments()
    shop.paid("sale", "A1")
    draft = shop.written("sale", "A2")
    shop.pay(draft, "card", 1000_00)
    shop.pay(draft, "cash", 2000_00)
    shop.post(draft)
    shifts.move_money(shop.session, DrawerEntryKind.MONEY_OUT, 50_00, "window cleaner")
    shifts.close(shop.session, Counted(total=5048_00, stays=100_00))
    page.open_list()
    looked_at(page, qtbot, 0)
    return page


def shown_rows(page: ShiftsPage) -> list[int]:
    return [row.amount for row in page.view.figures.rows.list.model.rows]


def test_each_figure_of_a_closed_shift_opens_what_it_is_made_of(sold_out: ShiftsPage) -> None:
    view = sold_out.view
    assert shifts.report(sold_out._desk.database, 3).expected == 5048_00
    QTest.keyClick(view.area, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    figures = view.figures
    assert not view.area.isVisible() and figures.expected.table.hasFocus()
    found = {}
    for place, one in enumerate(figures.expected.model.rows):
        figures.expected.table.select_only(place)
        QTest.keyClick(figures.expected.table, Qt.Key.Key_Return)
        assert figures.rows.isVisible()
        found[one.figure.name] = shown_rows(sold_out)
        assert sum(found[one.figure.name]) == one.amount
        QTest.keyClick(sold_out.focusWidget(), Qt.Key.Key_Escape)
        assert figures.expected.table.hasFocus()
    assert found["TAKEN"] == [2000_00, 2999_00] and found["CHANGE"] == [-1_00]
    assert found["MONEY_OUT"] == [-50_00]


def test_what_was_paid_otherwise_opens_too_and_is_not_counted_again(sold_out: ShiftsPage) -> None:
    view = sold_out.view
    view.figures_button.click()
    QApplication.processEvents()
    (card,) = view.figures.tenders._rows.values()
    assert card.count.isVisible() and not card.field.isVisible()
    card.name.click()
    assert shown_rows(sold_out) == [1000_00]


def test_from_its_rows_each_step_leads_one_back(sold_out: ShiftsPage) -> None:
    view = sold_out.view
    view.figures_button.click()
    QTest.keyClick(view.figures.expected.table, Qt.Key.Key_Return)
    for part in (view.figures.expected, view.area, sold_out.listing):
        view.back_button.click()
        assert part.isVisible()
