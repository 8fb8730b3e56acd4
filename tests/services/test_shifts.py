"""A drawer's shift: opened with a float, closed with what was counted, its Z report for ever."""

from datetime import date

import pytest

from app.domain.permissions import Permission, Role
from app.domain.problems import Code
from app.domain.quantities import MOST_MONEY
from app.domain.shifts import Counted, DrawerEntryKind
from app.services import settings
from app.services.documents import posting
from app.services.money import payments, shifts
from db import sql
from db.engine.trouble import ConstraintBroken
from tests.drawer import CARD, CASH, WALLET, Paid, buy, refund, sell
from tests.shop import refusal

pytestmark = pytest.mark.rule("M9")

IN, OUT, _NO_SALE = DrawerEntryKind


@pytest.fixture
def drawer(shop):
    """A shop with shifts whose rope is on the shelf; its drawer is closed."""
    shop.opening(product=shop.has.rope, units=100)
    settings.save(shop.session, shifts=True)
    return shop


def codes(action, *values, **named):
    return [problem.code for problem in refusal(action, *values, **named)]


def of(shop, shift):
    """The figures of a shift by their names; those that are nothing are left out."""
    sums = shifts.report(shop.database, shift).figures
    return {one.figure.name.lower(): one.amount for one in sums if one.amount}


def closed(shop, **counted):
    """Close the drawer; the shift, and the number of its report."""
    shift = shifts.open_shift(shop.database, shop.session.counter.id)
    expected = shifts.report(shop.database, shift).expected
    number = shifts.close(shop.session, Counted(**{"total": expected, **counted}))
    return shift, number


# A day --------------------------------------------------------------------------------------------


def test_a_day_adds_up(drawer):
    """Each figure is what passed, added up by hand; the other tenders are beside the drawer."""
    shift = shifts.open_drawer(drawer.session, 500_00)
    sell(drawer, Paid(14_68, rounding=2, given=20_00))
    sell(drawer, Paid(100_00, given=100_00))
    sell(drawer, Paid(30_00), Paid(70_00, CARD))
    sell(drawer, Paid(9_99, WALLET))
    refund(drawer, Paid(-24_90))
    refund(drawer, Paid(-5_00, CARD))
    buy(drawer, Paid(-60_00))
    shifts.move_money(drawer.session, IN, 200_00, "change from the bank")
    shifts.move_money(drawer.session, OUT, 120_00, "window cleaner")
    shifts.open_without_sale(drawer.session, "change for a note")
    assert of(drawer, shift) == {
        "float": 500_00,
        "taken": 20_00 + 100_00 + 30_00,
        "change": -5_30,
        "refunds": -24_90,
        "paid": -60_00,
        "money_in": 200_00,
        "money_out": -120_00,
    }
    found = shifts.report(drawer.database, shift)
    assert found.expected == 639_80
    assert (found.opened, found.number) == (1, "")
    assert [(one.tender, one.payments, one.amount) for one in found.tenders] == [
        (CARD, 2, 65_00),
        (WALLET, 1, 9_99),
    ]
    assert found.figures[1].rounding == 2


def test_a_report_in_between_changes_nothing(drawer):
    shift = shifts.open_drawer(drawer.session, 500_00)
    sell(drawer, Paid(14_68, rounding=2, given=20_00), Paid(3_00, CARD))
    before = drawer.everything()
    shifts.report(drawer.database, shift)
    shifts.entries(drawer.database, shifts.report(drawer.database, shift).scope)
    assert drawer.everything() == before


def test_what_is_voided_after_its_shift_stands_in_todays(drawer):
    shifts.open_drawer(drawer.session, 500_00)
    sale = sell(drawer, Paid(14_68, rounding=2, given=20_00))
    first, _number = closed(drawer, stays=500_00)
    before = of(drawer, first)
    second = shifts.open_drawer(drawer.session, 500_00)
    drawer.void(sale)
    assert of(drawer, first) == before
    assert of(drawer, second) == {"float": 500_00, "refunds": -14_70}


def test_a_void_in_the_same_shift_leaves_both_in_it(drawer):
    shift = shifts.open_drawer(drawer.session, 0)
    sale = sell(drawer, Paid(14_68, rounding=2, given=20_00))
    drawer.void(sale)
    assert of(drawer, shift) == {"taken": 20_00, "change": -5_30, "refunds": -14_70}
    assert shifts.report(drawer.database, shift).expected == 0


# Opening ------------------------------------------------------------------------------------------


def test_a_float_other_than_the_last_close_left_is_a_difference(drawer):
    shifts.open_drawer(drawer.session, 500_00)
    closed(drawer, stays=300_00)
    assert shifts.last_left(drawer.database, drawer.session.counter.id) == 300_00
    assert codes(shifts.open_drawer, drawer.session, 290_00) == [Code.FLOAT_DIFFERS]
    shift = shifts.open_drawer(drawer.session, 290_00, "ten for  stamps ")
    found = shifts.report(drawer.database, shift).shift
    assert (found.float, found.differs, found.why) == (290_00, -10_00, "ten for stamps")


def test_a_drawer_is_opened_once(drawer):
    shifts.open_drawer(drawer.session, 500_00)
    before = drawer.everything()
    assert codes(shifts.open_drawer, drawer.session, 500_00) == [Code.SHIFT_IS_OPEN]
    assert drawer.everything() == before


@pytest.mark.parametrize(
    ("float", "code"),
    [(-1, Code.AMOUNT_BELOW_ZERO), (MOST_MONEY + 1, Code.MONEY_TOO_MUCH)],
)
def test_a_float_that_cannot_be_is_refused(drawer, float, code):
    assert codes(shifts.open_drawer, drawer.session, float) == [code]
    assert shifts.open_shift(drawer.database, 1) is None


def test_each_counter_has_its_own_drawer(drawer):
    sql.execute(drawer.database, "INSERT INTO counter (id, name) VALUES (2, 'Counter 2')")
    other = drawer.session._replace(counter=drawer.session.counter._replace(id=2))
    first, second = (shifts.open_drawer(s, 100_00) for s in (drawer.session, other))
    shifts.move_money(other, IN, 5_00, "coins")
    assert of(drawer, first) == {"float": 100_00}
    assert of(drawer, second) == {"float": 100_00, "money_in": 5_00}
    assert shifts.close(other, Counted(total=105_00)).endswith("-000001")
    assert shifts.open_shift(drawer.database, 1) == first


# Money in, money out, no sale ---------------------------------------------------------------------


@pytest.mark.parametrize("kind", [IN, OUT])
def test_money_that_passes_needs_a_reason_and_an_open_drawer(drawer, kind):
    assert codes(shifts.move_money, drawer.session, kind, 5_00, " ") == [
        Code.SHIFT_NOT_OPEN,
        Code.DRAWER_REASON_MISSING,
    ]
    assert codes(shifts.open_without_sale, drawer.session, "") == [
        Code.SHIFT_NOT_OPEN,
        Code.DRAWER_REASON_MISSING,
    ]
    shifts.open_drawer(drawer.session, 0)
    assert codes(shifts.move_money, drawer.session, kind, 0, "x") == [Code.AMOUNT_MISSING]
    assert drawer.everything("drawer_entry") == {"drawer_entry": []}


def test_what_passed_tells_who_when_and_why(drawer):
    shift = shifts.open_drawer(drawer.session, 0)
    shifts.move_money(drawer.session, OUT, 120_00, " window  cleaner")
    shifts.open_without_sale(drawer.session, "change for a note")
    rows = shifts.entries(drawer.database, shifts.report(drawer.database, shift).scope)
    assert [(row.kind, row.amount, row.reason, row.person) for row in rows] == [
        (DrawerEntryKind.NO_SALE, 0, "change for a note", "Owner"),
        (OUT, -120_00, "window cleaner", "Owner"),
    ]


# Closing ------------------------------------------------------------------------------------------


def test_the_close_keeps_what_was_counted(drawer):
    shifts.open_drawer(drawer.session, 500_00)
    sell(drawer, Paid(10_00, given=20_00), Paid(3_00, CARD), Paid(4_00, WALLET))
    counted = Counted(
        {100_00: 5, 50_00: 0, 5_00: 1}, stays=400_00, reason="wrong change", tenders={CARD: 2_50}
    )
    assert codes(shifts.close, drawer.session, counted._replace(reason="")) == [
        Code.DIFFERENCE_REASON_MISSING
    ]
    number = shifts.close(drawer.session, counted)
    found = shifts.report(drawer.database, 1)
    shift = found.shift
    assert found.number == number == f"Z-{drawer.session.today().year}-000001"
    assert (shift.expected, shift.counted, shift.stays) == (510_00, 505_00, 400_00)
    assert (shift.reason, found.pieces) == ("wrong change", [(100_00, 5), (5_00, 1)])
    assert [(one.tender, one.amount, one.counted) for one in found.tenders] == [
        (CARD, 3_00, 2_50),
        (WALLET, 4_00, None),
    ]


def test_one_sum_keeps_no_pieces_and_what_fits_no_reason(drawer):
    shifts.open_drawer(drawer.session, 500_00)
    shift, _number = closed(drawer, pieces={100_00: 1}, reason="nothing to say")
    found = shifts.report(drawer.database, shift)
    assert (found.pieces, found.shift.reason, found.shift.counted) == ([], "", 500_00)


def test_a_closed_drawer_is_not_closed_again(drawer):
    assert codes(shifts.close, drawer.session, Counted(total=0)) == [Code.SHIFT_NOT_OPEN]
    shifts.open_drawer(drawer.session, 0)
    closed(drawer)
    before = drawer.everything()
    assert codes(shifts.close, drawer.session, Counted(total=0)) == [Code.SHIFT_NOT_OPEN]
    assert drawer.everything() == before


def test_it_is_not_closed_while_a_sale_is_being_paid(drawer):
    shifts.open_drawer(drawer.session, 0)
    draft = drawer.written("sale", product=drawer.has.rope, units=1)
    part = "INSERT INTO draft_payment (document_id, tender_id, amount) VALUES (?, 1, 100)"
    sql.execute(drawer.database, part, draft)
    (problem,) = refusal(shifts.close, drawer.session, Counted(total=0))
    assert (problem.code, problem.values["document"]) == (Code.BEING_PAID, draft)
    sql.execute(drawer.database, "UPDATE document SET parked_at = '2026' WHERE id = ?", draft)
    assert closed(drawer)[1].startswith("Z-")


def test_what_is_paid_at_another_counter_does_not_hold_it_up(drawer):
    drawer.take_payments(shifts=True)
    sql.execute(drawer.database, "INSERT INTO counter (id, name) VALUES (2, 'Counter 2')")
    other = drawer.session._replace(counter=drawer.session.counter._replace(id=2))
    for session in (drawer.session, other):
        shifts.open_drawer(session, 0)
    draft = drawer.written("sale", product=drawer.has.rope, units=1)
    payments.add_part(other, draft, CASH)  # begun here, paid there
    assert closed(drawer)[1].startswith("Z-")
    (problem,) = refusal(shifts.close, other, Counted(total=0))
    assert (problem.code, problem.values["document"]) == (Code.BEING_PAID, draft)


def test_a_document_keeps_the_counter_at_which_it_is_posted(drawer):
    sql.execute(drawer.database, "INSERT INTO counter (id, name) VALUES (2, 'Counter 2')")
    other = drawer.session._replace(counter=drawer.session.counter._replace(id=2))
    draft = drawer.written("purchase", product=drawer.has.rope, units=1)
    counter = "SELECT counter_id FROM document WHERE id = ?"
    assert sql.value(drawer.database, counter, draft) == 1
    posting.post(other, draft)
    assert sql.value(drawer.database, counter, draft) == 2
    with pytest.raises(ConstraintBroken):
        sql.execute(drawer.database, "UPDATE document SET counter_id = 1 WHERE id = ?", draft)


def test_all_that_stands_against_it_is_said_at_once(drawer):
    shifts.open_drawer(drawer.session, 5_00)
    draft = drawer.written("sale", product=drawer.has.rope, units=1)
    part = "INSERT INTO draft_payment (document_id, tender_id, amount) VALUES (?, 1, 100)"
    sql.execute(drawer.database, part, draft)
    before = drawer.everything()
    assert codes(shifts.close, drawer.session, Counted(total=4_00, stays=4_01)) == [
        Code.STAYS_TOO_MUCH,
        Code.DIFFERENCE_REASON_MISSING,
        Code.BEING_PAID,
    ]
    assert drawer.everything() == before


def test_numbers_are_gapless_over_the_shop_and_go_by_shift(drawer, set_clock):
    """Over midnight, over New Year, over both counters, and with the clock set back a day."""
    sql.execute(drawer.database, "INSERT INTO counter (id, name) VALUES (2, 'Counter 2')")
    other = drawer.session._replace(counter=drawer.session.counter._replace(id=2))
    numbers = []
    for session, opened, shut in (
        (drawer.session, "2026-12-30 09:00", "2026-12-30 20:00"),
        (other, "2026-12-31 09:00", "2027-01-01 02:00"),
        (drawer.session, "2026-12-31 22:00", "2026-12-31 21:00"),
        (other, "2027-01-02 09:00", "2027-01-02 09:00"),
    ):
        set_clock(opened)
        left = shifts.last_left(drawer.database, session.counter.id) or 0
        shifts.open_drawer(session, left)
        set_clock(shut)
        expected = shifts.next_number(drawer.database, date.fromisoformat(shut[:10]))
        numbers.append(shifts.close(session, Counted(total=left)))
        assert numbers[-1] == expected
    assert numbers == ["Z-2026-000001", "Z-2027-000002", "Z-2026-000003", "Z-2027-000004"]
    assert [
        shifts.number_of(shifts.report(drawer.database, shift).shift) for shift in (1, 2, 3, 4)
    ] == numbers


def test_a_sale_after_midnight_is_of_the_shift_that_is_open(drawer, set_clock):
    set_clock("2026-11-26 20:00")
    shift = shifts.open_drawer(drawer.session, 0)
    sell(drawer, Paid(3_00))
    set_clock("2026-11-27 01:00")
    sell(drawer, Paid(4_00))
    set_clock("2026-11-25 01:00")
    sell(drawer, Paid(5_00))
    assert of(drawer, shift) == {"taken": 12_00}


def test_a_closed_shift_never_changes(drawer):
    shifts.open_drawer(drawer.session, 500_00)
    sell(drawer, Paid(3_00, CARD), Paid(2_00))
    shift, _number = closed(drawer, total=None, pieces={100_00: 5, 1_00: 2})
    before = drawer.everything()
    for statement in (
        "UPDATE shift SET counted = 0, reason = 'x'",
        "UPDATE shift SET number = 2",
        "DELETE FROM shift",
        "INSERT INTO shift_piece VALUES (1, 5000, 1)",
        "DELETE FROM shift_tender",
        "INSERT INTO drawer_entry (shift_id, counter_id, at, person_id, kind, amount, reason)"
        " VALUES (1, 1, '2026', 1, 0, 5, 'x')",
    ):
        with pytest.raises(ConstraintBroken), sql.transaction(drawer.database, of=sql.SHOP):
            sql.execute(drawer.database, statement)
    assert drawer.everything() == before
    assert shifts.report(drawer.database, shift).shift.counted == 502_00


# Without shifts -----------------------------------------------------------------------------------


def test_a_shop_without_shifts_has_the_total_of_a_day(shop, set_clock):
    """By the clock on the wall and by counter; what passed the day before is not in it."""
    shop.opening(product=shop.has.rope, units=10)
    set_clock("2026-11-25 23:59")
    sell(shop, Paid(50_00))
    set_clock("2026-11-26 00:00")
    sell(shop, Paid(14_68, rounding=2, given=20_00), Paid(3_00, CARD))
    set_clock("2026-11-26 23:59")
    refund(shop, Paid(-4_00))
    shifts.move_money(shop.session, OUT, 1_00, "stamps")
    shifts.open_without_sale(shop.session, "change for a note")
    set_clock("2026-11-27 00:00")
    sell(shop, Paid(7_00))
    found = shifts.of_day(shop.database, 1, date(2026, 11, 26))
    sums = {one.figure.name.lower(): one.amount for one in found.figures if one.amount}
    assert sums == {"taken": 20_00, "change": -5_30, "refunds": -4_00, "money_out": -1_00}
    assert (found.expected, found.opened, found.shift) == (9_70, 1, None)
    assert [(one.tender, one.amount) for one in found.tenders] == [(CARD, 3_00)]
    assert shifts.of_day(shop.database, 2, date(2026, 11, 26)).expected == 0


def test_a_shop_without_shifts_needs_none_to_be_opened(shop):
    assert not shifts.opening_needed(shop.database, 1)
    settings.save(shop.session, shifts=True)
    assert shifts.opening_needed(shop.database, 1)
    shifts.open_drawer(shop.session, 0)
    assert not shifts.opening_needed(shop.database, 1)


# Who may ------------------------------------------------------------------------------------------


@pytest.mark.rule("U1")
def test_a_clerk_keeps_the_drawer_and_a_stock_keeper_does_not(drawer):
    clerk, keeper = drawer.as_a(Role.CLERK), drawer.as_a(Role.STOCK_KEEPER)
    for action, permission, *values in (
        (shifts.open_drawer, Permission.OPEN_DRAWER, 5_00),
        (shifts.move_money, Permission.MOVE_MONEY, IN, 5_00, "coins"),
        (shifts.close, Permission.CLOSE_DRAWER, Counted(total=10_00)),
    ):
        (problem,) = refusal(action, keeper, *values)
        assert problem.values["action"] is permission
        action(clerk, *values)
    (problem,) = refusal(shifts.open_without_sale, clerk, "change for a note")
    assert problem.values["action"] is Permission.OPEN_WITHOUT_SALE


@pytest.mark.rule("M1")
@pytest.mark.parametrize("begun", ["float", "money in"])
def test_once_a_drawer_was_counted_the_currency_stays(shop, begun):
    """What is kept in minor units would mean something else."""
    assert len(settings.currencies(shop.database)) > 1
    if begun == "float":
        shifts.open_drawer(shop.session, 500)
    else:
        shifts.move_money(shop.session, IN, 500, "coins")
    assert settings.currencies(shop.database) == ["CNY"]
