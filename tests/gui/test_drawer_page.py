"""Money › Drawer by real keys: opened, counted, explained, closed; blind; by the day (M9)."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.printing import Asking, Printer, PrinterType, Purpose
from app.domain.shifts import DrawerEntryKind, DrawerFigure
from app.gui.kit.desk import Desk
from app.gui.money.drawer_page import DrawerPage
from app.services import settings
from app.services.money import shifts
from app.services.paper import printers
from app.services.paper.printers import Printout
from db.queries import print_jobs
from tests.drawer import CARD, Paid, refund, sell
from tests.gui.conftest import desk_at
from tests.shop import Shop

pytestmark = pytest.mark.rule("M9")


@pytest.fixture
def drawer(qapp, shop: Shop) -> Shop:
    """A shop with shifts and rope to sell."""
    shop.opening(product=shop.has.rope, units=100)
    settings.save(shop.session, shifts=True)
    return shop


@pytest.fixture
def show(qtbot, desk, drawer: Shop):
    """Shows the page as the shop's settings are now."""

    def made() -> DrawerPage:
        page = DrawerPage(desk_at(drawer))
        qtbot.addWidget(page)
        page.resize(1158, 768)
        page.show()
        page.activateWindow()
        QApplication.processEvents()
        return page

    return made


def trade(shop: Shop) -> None:
    """A drawer opened with 500.00 in which 512.40 should be; 100.00 by card."""
    shifts.open_drawer(shop.session, 500_00)
    sell(shop, Paid(14_90, given=20_00))
    sell(shop, Paid(27_50), Paid(100_00, CARD))
    refund(shop, Paid(-10_00))
    shifts.move_money(shop.session, DrawerEntryKind.MONEY_OUT, 20_00, "window cleaner")


def type_in(text: str) -> None:
    """Type where the focus is."""
    QTest.keyClicks(QApplication.focusWidget(), text)


def press(key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)
    QApplication.processEvents()


def said(page: DrawerPage) -> str:
    return page.problems._text.text() if page.problems.isVisible() else ""


def count(page: DrawerPage, **pieces: int) -> None:
    """Type how many of each note or coin, from the largest down, Enter after each."""
    page.counted.setFocus()
    for name in ("n100", "n50", "n20", "n10", "n5", "n1", "c50", "c10"):
        type_in(str(pieces.get(name, "")))
        press(Qt.Key.Key_Return)


# Opening ------------------------------------------------------------------------------------------


def test_a_closed_drawer_asks_for_its_float(show, drawer) -> None:
    page = show()
    assert page.opening.float.hasFocus()
    assert not page.move_button.isVisible()
    type_in("500")
    press(Qt.Key.Key_Return)
    shift = shifts.report(drawer.database, shifts.open_shift(drawer.database, 1)).shift
    assert shift.float == 500_00
    assert page.title.text() == "Close the drawer"
    assert page.counted.fields[0].hasFocus()


@pytest.mark.parametrize(
    ("typed", "says"), [("", "Enter the amount."), ("-5", "below zero is in no drawer")]
)
def test_what_is_no_float_is_said_and_stays(show, drawer, typed, says) -> None:
    page = show()
    type_in(typed)
    press(Qt.Key.Key_F9)
    assert says in page.opening.problems._text.text()
    assert page.opening.float.hasFocus() and page.opening.float.text() == typed
    assert shifts.open_shift(drawer.database, 1) is None


def test_a_float_that_differs_asks_why(show, drawer) -> None:
    trade(drawer)
    page = show()
    count(page, n100=5, n10=1, n1=2, c10=4)
    press(Qt.Key.Key_F9)
    assert page.opening.isVisible() and page.opening.float.text() == "500.00"
    assert "Z-" in page.closed.text() and "12.40 to the safe" in page.closed.text()
    page.opening.float.selectAll()
    type_in("490")
    assert page.opening.why.isVisible()
    press(Qt.Key.Key_F9)
    assert page.opening.why.hasFocus()
    type_in("ten for stamps")
    press(Qt.Key.Key_F9)
    assert shifts.report(drawer.database, 2).shift.differs == -10_00


# Counting and closing -----------------------------------------------------------------------------


def test_it_is_counted_and_closed_by_keys_alone(show, drawer) -> None:
    trade(drawer)
    page = show()
    count(page, n100=5, n10=1, n1=2, c10=4)
    assert page.counted.total.text() == "¥512.40"
    assert page.difference.said.text() == "It fits"
    assert not page.difference.text.isVisible()
    assert page.difference.stays.hasFocus() and page.difference.stays.text() == "500.00"
    assert page.close_button.text().endswith("-000001")
    page.tenders.fields[CARD].setFocus()
    type_in("100")
    assert page.tenders.sign(CARD) == "✓"
    press(Qt.Key.Key_F9)
    found = shifts.report(drawer.database, 1)
    assert (found.shift.counted, found.shift.stays) == (512_40, 500_00)
    assert found.pieces == [(100_00, 5), (10_00, 1), (1_00, 2), (10, 4)]
    assert [one.counted for one in found.tenders] == [100_00]
    assert page.opening.float.hasFocus()


def test_a_difference_is_closed_with_its_reason(show, drawer) -> None:
    trade(drawer)
    page = show()
    count(page, n100=5)
    assert page.difference.said.text() == "12.40 is missing"
    assert page.difference.amount.text() == "−12.40"
    press(Qt.Key.Key_F9)
    assert "Say why" in said(page)
    assert page.difference.text.hasFocus()
    page.difference.why.set_value("Wrong change")
    type_in("small sale at noon")
    press(Qt.Key.Key_F9)
    shift = shifts.report(drawer.database, 1).shift
    assert shift.reason == "Wrong change · small sale at noon"


def test_too_much_is_said(show, drawer) -> None:
    trade(drawer)
    page = show()
    count(page, n100=6)
    assert (page.difference.said.text(), page.difference.amount.text()) == (
        "87.60 is too much",
        "+87.60",
    )


def test_one_sum_stands_for_the_pieces_and_back(show, drawer) -> None:
    trade(drawer)
    page = show()
    count(page, n100=5)
    page.counted.as_one.click()
    assert page.counted.sum.hasFocus()
    type_in("512.40")
    assert page.difference.said.text() == "It fits"
    page.counted.as_one.click()
    assert page.counted.amount() == 500_00
    page.counted.as_one.click()
    press(Qt.Key.Key_F9)
    found = shifts.report(drawer.database, 1)
    assert (found.shift.counted, found.pieces) == (512_40, [])


def test_what_is_cleared_can_be_taken_back(show, drawer) -> None:
    trade(drawer)
    page = show()
    count(page, n100=5, c10=4)
    page.counted.clear.click()
    assert page.counted.amount() == 0
    page.counted.clear.click()
    assert page.counted.amount() == 500_40


@pytest.mark.parametrize("typed", ["x", "-1", "1.5", "1000001", "12x"])
def test_what_is_no_count_is_framed_and_not_closed(show, drawer, typed) -> None:
    trade(drawer)
    page = show()
    type_in(typed)
    assert page.counted.total.text() == "–"
    press(Qt.Key.Key_F9)
    assert "no figure" in said(page)
    assert shifts.open_shift(drawer.database, 1) == 1
    assert page.counted.fields[0].text() == typed


def test_nothing_counted_is_not_closed_with_nothing(show, drawer) -> None:
    trade(drawer)
    page = show()
    assert page.difference.said.text() == "Nothing is counted yet."
    assert not page.difference._reason.isVisible()
    press(Qt.Key.Key_F9)
    assert "Count what is in the drawer" in said(page)
    assert page.counted.fields[0].hasFocus()


def test_what_is_typed_stays_while_something_passes(show, drawer) -> None:
    trade(drawer)
    page = show()
    count(page, n100=5)
    sell(drawer, Paid(3_00))
    page._desk.bus.changed.emit()
    assert page.counted.amount() == 500_00
    assert page.difference.said.text() == "15.40 is missing"


def test_the_cursor_stays_in_a_tenders_field_while_something_passes(show, drawer) -> None:
    trade(drawer)
    page = show()
    page.tenders.fields[CARD].setFocus()
    type_in("10")
    sell(drawer, Paid(3_00, CARD))
    page._desk.bus.changed.emit()
    assert page.tenders.fields[CARD].hasFocus()
    type_in("3")
    assert page.tenders.counted() == {CARD: 103_00}
    assert page.tenders.sign(CARD) == "✓"


def test_what_is_typed_is_there_again_when_the_window_is_built_anew(show, drawer) -> None:
    trade(drawer)
    page = show()
    count(page, n100=5)
    page.difference.text.setText("noon")
    page.tenders.fields[CARD].setText("99")
    again = show()
    again.go_on_from(page.left_off())
    assert again.counted.amount() == 500_00
    assert again.difference.text.text() == "noon"
    assert again.tenders.typed() == {CARD: "99"}


# What it is made of -------------------------------------------------------------------------------


def test_each_figure_opens_what_it_is_made_of(show, drawer) -> None:
    trade(drawer)
    page = show()
    page.expected.table.setFocus()
    page.expected.table.select_only(1)
    press(Qt.Key.Key_Return)
    assert page.rows.isVisible() and page.rows.title.text() == "Cash taken"
    assert [row.amount for row in page.rows.list.model.rows] == [27_50, 20_00]
    assert not page.close_button.isVisible()
    with_document = page.rows.list.model.row(0)
    opened = []
    page._desk.bus.open_document.connect(opened.append)
    press(Qt.Key.Key_Return)
    assert opened == [with_document.document_id]
    press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.expected.isVisible() and page.close_button.isVisible()


def test_what_each_figure_says(show, drawer) -> None:
    trade(drawer)
    page = show()
    columns = page.expected.model.columns
    shown = [[column.text(one) for column in columns] for one in page.expected.model.rows]
    assert [row[0] for row in shown] == [
        "Opening float",
        "Cash taken",
        "Change given",
        "Cash refunds",
        "Money in",
        "Money out",
    ]
    assert [row[2] for row in shown] == ["500.00", "47.50", "−5.10", "−10.00", "0.00", "−20.00"]
    assert (shown[1][1], shown[2][1]) == ("2 payments", "1 payment")
    assert shown[3][1].startswith("SR-")
    assert shown[5][1].endswith(", window cleaner")
    assert page.expected.total.text() == "¥512.40"


def test_a_tender_opens_what_was_paid_by_it(show, drawer) -> None:
    trade(drawer)
    page = show()
    page.tenders.opened.emit(page.report.tenders[0])
    assert page.rows.title.text() == "Card"
    assert [row.amount for row in page.rows.list.model.rows] == [100_00]


# Money in and out ---------------------------------------------------------------------------------


def test_money_is_taken_out_in_the_column(show, drawer) -> None:
    trade(drawer)
    page = show()
    press(Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    assert page.moving.amount.hasFocus() and not page.close_button.isVisible()
    type_in("5")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert page.moving.problems.isVisible() and page.moving.reason.hasFocus()
    type_in("stamps")
    press(Qt.Key.Key_Return)
    assert page.expected.isVisible()
    figures = {one.figure: one.amount for one in page.report.figures}
    assert figures[DrawerFigure.MONEY_OUT] == -25_00
    assert page.counted.fields[0].hasFocus()


def test_what_was_typed_for_money_out_is_there_when_it_is_asked_again(show, drawer) -> None:
    trade(drawer)
    page = show()
    press(Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    type_in("5")
    press(Qt.Key.Key_Escape)
    assert page.expected.isVisible()
    press(Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    assert page.moving.amount.text() == "5"


def test_it_is_opened_without_a_sale_with_a_reason(show, drawer) -> None:
    trade(drawer)
    page = show()
    page.no_sale_button.click()
    assert not page.moving.amount.isVisible()
    press(Qt.Key.Key_Return)
    assert page.moving.problems.isVisible()
    type_in("change for a note")
    press(Qt.Key.Key_Return)
    assert shifts.report(drawer.database, 1).opened == 1


# Blind --------------------------------------------------------------------------------------------


def test_blind_nothing_is_shown_before_it_is_counted(show, drawer) -> None:
    settings.save(drawer.session, blind_count=True)
    trade(drawer)
    page = show()
    assert not page.expected.table.isVisible() and page.expected.hidden.isVisible()
    assert not page.difference.isVisible() and not page.tenders.isVisible()
    assert not page.close_button.isVisible()
    count(page, n100=5)
    assert page.counted_button.hasFocus()
    press(Qt.Key.Key_F9)
    assert page.expected.table.isVisible()
    assert page.difference.said.text() == "12.40 is missing"
    assert not page.counted.fields[0].isEnabled()
    type_in("noon")
    press(Qt.Key.Key_F9)
    assert shifts.report(drawer.database, 1).shift.counted == 500_00


def test_blind_it_is_counted_again_where_something_passed_since(show, drawer) -> None:
    settings.save(drawer.session, blind_count=True)
    trade(drawer)
    page = show()
    count(page, n100=5)
    press(Qt.Key.Key_F9)
    sell(drawer, Paid(3_00))
    page._desk.bus.changed.emit()
    assert page.counted.fields[0].isEnabled() and not page.expected.table.isVisible()


def test_blind_nothing_counted_is_not_locked(show, drawer) -> None:
    settings.save(drawer.session, blind_count=True)
    trade(drawer)
    page = show()
    press(Qt.Key.Key_F9)
    assert page.counted.fields[0].isEnabled() and not page.expected.table.isVisible()


# Without shifts -----------------------------------------------------------------------------------


def test_a_shop_without_shifts_sees_the_day(show, drawer) -> None:
    settings.save(drawer.session, shifts=False)
    sell(drawer, Paid(14_90, given=20_00), Paid(5_00, CARD))
    page = show()
    assert not page.counted.isVisible() and not page.close_button.isVisible()
    assert [one.figure for one in page.expected.model.rows] == [
        figure for figure in DrawerFigure if figure not in (DrawerFigure.FLOAT, DrawerFigure.PAID)
    ]
    assert page.expected.total.text() == "¥14.90"
    assert page.tenders.isVisible() and not page.tenders.fields


def test_shifts_switched_off_while_one_is_open_leave_it_to_be_closed(show, drawer) -> None:
    trade(drawer)
    settings.save(drawer.session, shifts=False)
    page = show()
    assert page.close_button.isVisible()


@pytest.mark.parametrize("currency", ["JPY", "KWD"])
def test_currencies_of_other_decimals(show, drawer: Shop, desk: Desk, currency) -> None:
    drawer.in_currency(currency)
    shifts.open_drawer(drawer.session, 500)
    page = show()
    type_in("2")
    largest = page.counted._values[0]
    assert page.counted.amount() == 2 * largest
    assert page.counted.total.text() == page._desk.formats.money(2 * largest)


# On paper -----------------------------------------------------------------------------------------


def chosen_printer(shop: Shop, folder, asking: Asking = Asking.ASK) -> None:
    """Reports go into a folder of PDF files."""
    printers.save(shop.session, Printer("Files", PrinterType.FOLDER, str(folder)))
    printers.choose(shop.session, Purpose.DRAWER_REPORT, Printout("Files", "a4", asking=asking))


def asked_for(shop: Shop) -> list[tuple[str, int]]:
    """The reports in the print queue: what their details say of which shift."""
    jobs = print_jobs.open_jobs(shop.database, 1, 10)
    return [(job.purpose, json.loads(job.details)["shift"]) for job in jobs]


@pytest.mark.rule("Q6")
def test_an_x_report_is_printed_and_changes_nothing(show, drawer, tmp_path) -> None:
    trade(drawer)
    chosen_printer(drawer, tmp_path)
    page = show()
    before = drawer.everything("shift", "payment", "drawer_entry", "audit")
    press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert asked_for(drawer) == [("DRAWER_REPORT", 1)]
    assert "X report goes to Files" in page.prints.text.text()
    assert drawer.everything("shift", "payment", "drawer_entry", "audit") == before


def test_without_a_printer_it_says_where_to_choose_one(show, drawer) -> None:
    trade(drawer)
    page = show()
    press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert page.prints.printers_button.isVisible()
    assert asked_for(drawer) == []


@pytest.mark.parametrize(
    ("asking", "jobs"),
    [(Asking.AT_ONCE, [("DRAWER_REPORT", 1)]), (Asking.ASK, []), (Asking.NEVER, [])],
)
def test_a_z_is_printed_when_it_is_closed_as_the_printers_page_says(
    show, drawer, tmp_path, asking, jobs
) -> None:
    shifts.open_drawer(drawer.session, 0)
    chosen_printer(drawer, tmp_path, asking)
    page = show()
    type_in("0")
    press(Qt.Key.Key_F9)
    assert asked_for(drawer) == jobs
    assert page.prints.asks == (asking is Asking.ASK)


def test_a_blind_count_prints_no_x_report_before_it_is_done(show, drawer, tmp_path) -> None:
    settings.save(drawer.session, blind_count=True)
    trade(drawer)
    chosen_printer(drawer, tmp_path)
    page = show()
    assert not page.report_button.isVisible()
    press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert asked_for(drawer) == []


def test_the_drawer_that_hangs_on_a_printer_opens_for_it(show, drawer) -> None:
    """Once for what was written down; not for what was refused."""
    till = Printer("Till", PrinterType.ESC_POS_NETWORK, "127.0.0.1", drawer=True)
    printers.save(drawer.session, till)
    trade(drawer)
    page = show()
    page.no_sale_button.click()
    press(Qt.Key.Key_Return)
    assert print_jobs.open_jobs(drawer.database, 1, 10) == []
    type_in("change for a note")
    press(Qt.Key.Key_Return)
    (job,) = print_jobs.open_jobs(drawer.database, 1, 10)
    assert (job.purpose, job.printer) == ("DRAWER", "Till")


def test_in_a_small_window_the_other_tenders_fold_and_nothing_scrolls(show, drawer) -> None:
    trade(drawer)
    page = show()
    assert page.tenders.isVisible() and not page.tenders.folded.isVisible()
    page.resize(952, 640)
    QApplication.processEvents()
    assert page.tenders.folded.isVisible() and not page.tenders.isVisible()
    assert page._figures.verticalScrollBar().maximum() == 0
    page.tenders.unfold_button.click()
    QApplication.processEvents()
    assert page.tenders.isVisible() and page.tenders.fields[CARD].hasFocus()
    type_in("100")
    assert page.tenders.sign(CARD) == "✓"


def test_blind_the_other_tenders_are_folded_away_too(show, drawer) -> None:
    trade(drawer)
    settings.save(drawer.session, blind_count=True)
    page = show()
    page.resize(952, 640)
    QApplication.processEvents()
    assert not page.tenders.folded.isVisible() and not page.tenders.isVisible()
