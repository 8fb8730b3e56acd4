"""What should be in a drawer, figure by figure, and what stands against opening and closing it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.problems import Code
from app.domain.quantities import MOST_MONEY
from app.domain.shifts import (
    PIECES,
    CashSum,
    Counted,
    DrawerEntryKind,
    DrawerFigure,
    closing_problems,
    entry_problems,
    expected_of,
    figures,
    opening_problems,
    report_number,
)
from app.services.settings import CURRENCIES

pytestmark = pytest.mark.rule("M9")

IN, OUT, NO_SALE = DrawerEntryKind


def amounts(sums):
    return {one.figure.name.lower(): one.amount for one in sums}


def test_a_drawer_adds_up_as_its_picture():
    cash = [
        CashSum(4_978_95, 5, 5_714_00, payments=23, changed=17),
        CashSum(-249_00),
    ]
    sums = figures(500_00, cash, [(IN, 200_00, 1), (OUT, -120_00, 1), (NO_SALE, 0, 4)])
    assert amounts(sums) == {
        "float": 500_00,
        "taken": 5_714_00,
        "change": -735_00,
        "refunds": -249_00,
        "paid": 0,
        "money_in": 200_00,
        "money_out": -120_00,
    }
    assert expected_of(sums) == 5_310_00
    taken, change = sums[1:3]
    assert (taken.times, taken.rounding, change.times) == (23, 5, 17)


def test_what_goes_out_to_a_supplier_is_no_refund():
    sums = amounts(figures(0, [CashSum(-80_00, to_customers=False), CashSum(-5_00)]))
    assert (sums["paid"], sums["refunds"]) == (-80_00, -5_00)


def test_what_nobody_said_was_given_is_what_moved():
    assert amounts(figures(0, [CashSum(14_68, 2)]))["taken"] == 14_70


@pytest.mark.rule("M6")
def test_a_sum_that_is_rounded_to_nothing_is_still_taken():
    sums = figures(0, [CashSum(2, -2)])
    assert (sums[1].amount, sums[1].times, sums[1].rounding) == (0, 1, -2)


_MONEY = st.integers(1, 10**6)


@st.composite
def _payment(draw):
    amount = draw(_MONEY) * draw(st.sampled_from((1, -1)))
    rounding = draw(st.integers(-5, 5))
    extra = draw(st.none() | st.integers(0, 500))
    comes_in = amount > 0 and extra is not None
    given = amount + rounding + extra if comes_in else None
    return CashSum(
        amount,
        rounding,
        given,
        changed=int(bool(comes_in and extra)),
        to_customers=draw(st.booleans()),
    )


@given(
    st.integers(0, 10**6),
    st.lists(_payment(), max_size=20),
    st.lists(st.tuples(st.sampled_from((IN, OUT)), _MONEY), max_size=10),
)
def test_what_should_be_in_it_is_what_passed(float, payments, moves):
    """Whoever stood beside the drawer and counted what went in and out comes to the same."""
    entries = [(kind, amount if kind is IN else -amount, 1) for kind, amount in moves]
    sums = figures(float, payments, entries)
    passed = sum(one.amount + one.rounding for one in payments) + sum(e[1] for e in entries)
    assert expected_of(sums) == float + passed
    assert sum(one.rounding for one in sums) == sum(one.rounding for one in payments)


@given(st.lists(_payment(), max_size=20))
def test_payments_can_be_added_up_before(payments):
    """The store adds up those of one sign and side; one by one they come to the same figures."""
    together = []
    for sign in (True, False):
        for customers in (True, False):
            some = [p for p in payments if (p.amount > 0) is sign and p.to_customers is customers]
            if some:
                given = [p.amount + p.rounding if p.given is None else p.given for p in some]
                together.append(
                    CashSum(
                        sum(p.amount for p in some),
                        sum(p.rounding for p in some),
                        sum(given),
                        len(some),
                        sum(p.changed for p in some),
                        customers,
                    )
                )
    assert figures(7, together) == figures(7, payments)


# Counting -----------------------------------------------------------------------------------------


def codes(problems):
    return [problem.code for problem in problems]


@given(st.dictionaries(st.sampled_from(PIECES["CNY"]), st.integers(0, 1000)))
def test_pieces_come_to_their_sum(pieces):
    assert Counted(pieces).amount == sum(value * count for value, count in pieces.items())


def test_one_sum_stands_for_the_pieces():
    assert Counted({100_00: 3}, total=12).amount == 12


@pytest.mark.parametrize(
    ("float", "left", "why", "found"),
    [
        (500_00, None, "", []),
        (0, 0, "", []),
        (500_00, 500_00, "", []),
        (490_00, 500_00, "", [Code.FLOAT_DIFFERS]),
        (490_00, 500_00, "  ", [Code.FLOAT_DIFFERS]),
        (490_00, 500_00, "change for the market", []),
        (-1, None, "", [Code.AMOUNT_BELOW_ZERO]),
        (MOST_MONEY, None, "", []),
        (MOST_MONEY + 1, None, "", [Code.MONEY_TOO_MUCH]),
        (-1, 500_00, "", [Code.AMOUNT_BELOW_ZERO, Code.FLOAT_DIFFERS]),
    ],
)
def test_what_stands_against_opening(float, left, why, found):
    assert codes(opening_problems(float, left, why, 2, is_open=False)) == found
    assert codes(opening_problems(float, left, why, 2, is_open=True)) == [
        Code.SHIFT_IS_OPEN,
        *found,
    ]


@pytest.mark.parametrize("decimals", sorted(set(CURRENCIES.values())))
def test_too_much_is_said_in_the_currency(decimals):
    (problem,) = opening_problems(10**12 + 1, None, "", decimals, is_open=False)
    assert problem.values["most"] == f"{10 ** (12 - decimals):,}"


@pytest.mark.parametrize(
    ("kind", "amount", "reason", "found"),
    [
        (IN, 200_00, "change from the bank", []),
        (OUT, 0, "window cleaner", [Code.AMOUNT_MISSING]),
        (OUT, -5, "window cleaner", [Code.AMOUNT_BELOW_ZERO]),
        (IN, MOST_MONEY + 1, "", [Code.MONEY_TOO_MUCH, Code.DRAWER_REASON_MISSING]),
        (NO_SALE, 0, "", [Code.DRAWER_REASON_MISSING]),
        (NO_SALE, 0, " ", [Code.DRAWER_REASON_MISSING]),
        (NO_SALE, 0, "change for a note", []),
    ],
)
def test_what_stands_against_money_in_and_out(kind, amount, reason, found):
    assert codes(entry_problems(kind, amount, reason, 2)) == found
    assert codes(entry_problems(kind, amount, reason, 2, is_open=False)) == [
        Code.SHIFT_NOT_OPEN,
        *found,
    ]


@pytest.mark.parametrize(
    ("counted", "found"),
    [
        (Counted({100_00: 5}, stays=500_00), []),
        (Counted(total=500_00), []),
        (Counted(reason="x"), [Code.NOT_COUNTED]),
        (Counted(total=490_00), [Code.DIFFERENCE_REASON_MISSING]),
        (Counted(total=510_00, reason=" "), [Code.DIFFERENCE_REASON_MISSING]),
        (Counted(total=490_00, reason="wrong change"), []),
        (Counted(total=500_00, stays=500_01), [Code.STAYS_TOO_MUCH]),
        (Counted(total=500_00, stays=-1), [Code.AMOUNT_BELOW_ZERO]),
        (
            Counted(total=-1),
            [Code.AMOUNT_BELOW_ZERO, Code.STAYS_TOO_MUCH, Code.DIFFERENCE_REASON_MISSING],
        ),
        (Counted(total=MOST_MONEY + 1, reason="x"), [Code.MONEY_TOO_MUCH]),
        (Counted({100_00: -1, 50_00: 12}), [Code.PIECES_IMPOSSIBLE]),
        (Counted({100_00: 1_000_001}, reason="x"), [Code.PIECES_IMPOSSIBLE]),
        (
            Counted({100_00: 5}, tenders={2: MOST_MONEY + 1, 3: MOST_MONEY + 1}),
            [Code.MONEY_TOO_MUCH],
        ),
        (Counted({100_00: 5}, tenders={2: -30_00}), []),
    ],
    ids=str,
)
def test_what_stands_against_closing(counted, found):
    assert codes(closing_problems(counted, 500_00, 2)) == found


def test_more_refunded_than_taken_leaves_a_difference_and_no_way_out_of_closing():
    """A drawer in which less than nothing should be is closed with nothing, and says why."""
    assert closing_problems(Counted(total=0, reason="paid from the purse"), -5_00, 2) == []


def test_numbers_of_reports():
    assert report_number(2026, 88) == "Z-2026-000088"
    assert report_number(2027, 1_000_001) == "Z-2027-1000001"


# Notes and coins ----------------------------------------------------------------------------------


@pytest.mark.rule("M1")
@pytest.mark.parametrize("currency", CURRENCIES)
def test_every_currency_has_its_notes_and_coins(currency):
    pieces = PIECES[currency]
    assert list(pieces) == sorted(set(pieces), reverse=True)
    assert all(isinstance(value, int) for value in pieces)
    assert pieces[-1] > 0
    scale = 10 ** CURRENCIES[currency]
    assert {value // 10 ** (len(str(value)) - 1) for value in pieces} <= {1, 2, 5}
    assert [value for value in pieces if value >= scale]


def test_no_currency_is_here_that_no_shop_can_have():
    assert PIECES.keys() == CURRENCIES.keys()


def test_the_figures_are_said_in_the_order_of_the_formula():
    assert [one.figure for one in figures(0)] == list(DrawerFigure)
