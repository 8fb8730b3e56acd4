"""Each figure of a drawer opens what it is made of: its rows come to it, page by page."""

from datetime import date

import pytest

from app.domain.shifts import Counted, DrawerEntryKind, DrawerFigure, expected_of
from app.formats import Formats
from app.lists.drawer_rows import DRAWER_ROWS, of_figure, of_tender, what
from app.services.money import shifts
from db.queries.lists import drawer_rows
from tests.drawer import CARD, WALLET, Paid, buy, refund, sell

pytestmark = pytest.mark.rule("M9")

IN, OUT, _NO_SALE = DrawerEntryKind


@pytest.fixture
def day(shop, set_clock):
    """A day with everything; the day before has the same once, in a shift of its own."""
    shop.opening(product=shop.has.rope, units=100)
    for at, left in (("2026-11-25 12:00", None), ("2026-11-26 12:00", 0)):
        set_clock(at)
        shifts.open_drawer(shop.session, 500_00, "from the safe" if left is not None else "")
        sale = sell(shop, Paid(14_68, rounding=2, given=20_00))
        for _time in range(3):
            sell(shop, Paid(30_00, given=30_00), Paid(70_00, CARD))
        sell(shop, Paid(9_99, WALLET))
        refund(shop, Paid(-24_90), Paid(-5_00, CARD))
        buy(shop, Paid(-60_00))
        shifts.move_money(shop.session, IN, 200_00, "change from the bank")
        shifts.move_money(shop.session, OUT, 120_00, "window cleaner")
        shifts.move_money(shop.session, OUT, 1_50, "stamps")
        shifts.open_without_sale(shop.session, "change for a note")
        shop.void(sale)
        if left is None:
            expected = shifts.report(shop.database, 1).expected
            shifts.close(shop.session, Counted(total=expected))
    return shop


def rows(shop, asked, size=2):
    """All rows, a few at a time."""
    found, after = [], None
    while True:
        page = drawer_rows.page(shop.database, asked, after, size)
        found += page.rows
        after = page.after
        if after is None:
            return found


REPORTS = {
    "a shift": lambda shop: shifts.report(shop.database, 2),
    "a closed shift": lambda shop: shifts.report(shop.database, 1),
    "a day": lambda shop: shifts.of_day(shop.database, 1, date(2026, 11, 26)),
}


@pytest.mark.parametrize("made", REPORTS.values(), ids=REPORTS)
def test_the_rows_of_a_figure_come_to_it(day, made):
    report = made(day)
    for one in report.figures:
        found = rows(day, of_figure(report.scope, one.figure))
        assert sum(row.amount for row in found) == one.amount, one.figure
        if one.figure is not DrawerFigure.FLOAT:
            assert len(found) == one.times, one.figure
            count = drawer_rows.count(day.database, of_figure(report.scope, one.figure))
            assert count == (one.times, True)
    assert expected_of(report.figures) == report.expected


@pytest.mark.parametrize("made", REPORTS.values(), ids=REPORTS)
def test_the_rows_of_a_tender_come_to_it(day, made):
    report = made(day)
    assert [one.tender for one in report.tenders] == [CARD, WALLET]
    for one in report.tenders:
        found = rows(day, of_tender(report.scope, one.tender))
        assert (sum(row.amount for row in found), len(found)) == (one.amount, one.payments)


def test_a_float_is_made_of_what_was_left_and_what_differs(day):
    report = shifts.report(day.database, 2)
    left, differs = rows(day, of_figure(report.scope, DrawerFigure.FLOAT))
    assert (left.amount, differs.amount, differs.reason) == (0, 500_00, "from the safe")


def test_rows_say_the_document_or_the_reason_newest_first(day):
    report = shifts.report(day.database, 2)

    def said(figure, *keys):
        formats = Formats("en", "CNY")
        columns = [one for one in DRAWER_ROWS.columns if one.key in keys]
        return [
            [column.text(row, formats) for column in columns]
            for row in rows(day, of_figure(report.scope, figure))
        ]

    assert said(DrawerFigure.MONEY_OUT, "what", "amount", "person") == [
        ["stamps", "−1.50", "Owner"],
        ["window cleaner", "−120.00", "Owner"],
    ]
    taken = said(DrawerFigure.TAKEN, "what", "amount", "rounding")
    assert [row[1:] for row in taken] == [["30.00", ""]] * 3 + [["20.00", "0.02"]]
    assert [row[0].startswith("SI-2026-") for row in taken] == [True] * 4
    assert taken[0][0].endswith("· Mrs Chen")


@pytest.mark.rule("M5")
def test_the_number_of_a_slip_stands_in_its_row(shop):
    shop.opening("A1")
    shop.take_payments()
    sale = shop.written("sale", "A1")
    shop.pay(sale, "card", reference="004512")
    number = shop.post(sale)
    (row,) = rows(
        shop, of_tender(shifts.of_day(shop.database, 1, shop.session.today()).scope, CARD)
    )
    assert what(row) == f"{number} · Mrs Chen · 004512"
