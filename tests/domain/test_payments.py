"""Payments: due, cash rounding, change, likely amounts, and what is given back (M5 to M7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.payments import (
    ComesBack,
    Part,
    Received,
    Refund,
    Tender,
    TenderKind,
    TenderName,
    in_coins,
    judge_due,
    likely_amounts,
    otherwise,
    part_problems,
    problems_of,
    proposals,
    refund_problems,
    settle,
)
from app.domain.problems import Code
from app.domain.quantities import MOST_MONEY, money_text
from app.domain.shifts import PIECES
from app.services.settings import CURRENCIES

CASH, CARD, WALLET, TRANSFER, OWN, EXCHANGE = (Tender(int(kind) + 1, kind) for kind in TenderKind)
TENDERS = (CASH, CARD, WALLET, TRANSFER, OWN)


def codes(problems):
    return [problem.code for problem in problems]


@pytest.mark.rule("M6")
@pytest.mark.parametrize(
    ("amount", "step", "coins"),
    [
        (14_68, 5, 14_70),
        (14_68, 10, 14_70),
        (14_66, 5, 14_65),
        (49_99, 5, 50_00),
        (49_99, 10, 50_00),
        (-1_98, 5, -2_00),
        (1_98, 5, 2_00),
        (22_90, 100, 23_00),
        (22_50, 100, 23_00),
        (-22_50, 100, -23_00),
        (1_05, 10, 1_10),
        (2, 5, 0),
        (1299, 0, 1299),
        (1299, 1, 1299),
        (1299, 10, 1300),  # of a currency without decimals
        (1_002, 5, 1_000),  # of one with three
    ],
)
def test_cash_is_rounded_to_the_coins_of_the_shop_half_away_from_zero(amount, step, coins):
    assert in_coins(amount, step) == coins


@pytest.mark.rule("M6")
@given(st.integers(-MOST_MONEY, MOST_MONEY), st.integers(0, 1000))
def test_rounding_goes_to_the_nearest_coin_and_is_done_once(amount, step):
    coins = in_coins(amount, step)
    assert in_coins(coins, step) == coins
    assert 2 * abs(coins - amount) <= max(step, 0) if step > 1 else coins == amount
    assert in_coins(-amount, step) == -coins


@pytest.mark.rule("M5")
def test_the_usual_sale_is_exact_cash():
    (paid,) = settle(14_68, [Part(CASH, 14_68)]).paid
    assert (paid.amount, paid.rounding, paid.change, paid.moved) == (14_68, 0, 0, 14_68)


@pytest.mark.rule("M5", "M6")
def test_card_then_cash_given_with_change():
    """As in the picture of the payment: 3,000 by card of 4,701.05, then 1,750 in cash."""
    card = Part(CARD, 3000_00)
    before = settle(4701_05, [card], 10)
    assert (before.due, before.in_cash) == (1701_05, 1701_10)
    done = settle(4701_05, [card, Part(CASH, 1701_05, given=1750_00)], 10)
    assert (done.due, done.in_cash, done.rounding, done.change) == (0, 0, 5, 48_90)


@pytest.mark.rule("M6")
def test_only_the_cash_part_is_rounded_whatever_the_order():
    cash, card = Part(CASH, 4_68), Part(CARD, 10_00)
    for parts in ([cash, card], [card, cash]):
        done = settle(14_68, parts, 5)
        assert {one.part.tender.kind: one.rounding for one in done.paid} == {
            TenderKind.CASH: 2,
            TenderKind.CARD: 0,
        }
        assert [one.part for one in done.paid] == parts
    (paid,) = settle(14_68, [Part(CARD, 14_68)], 5).paid
    assert paid.rounding == 0


@pytest.mark.rule("M6")
def test_the_coins_there_are_pay_for_what_no_coin_can():
    """14.65 is all that 14.66 takes in coins of 0.05, 14.70 what 14.68 does."""
    enough = settle(14_66, [Part(CASH, 14_66, given=14_65)], 5)
    assert (enough.due, enough.rounding, enough.change) == (0, -1, 0)
    short = settle(14_68, [Part(CASH, 14_68, given=14_65)], 5)
    assert (short.due, short.in_cash) == (3, 5)
    nothing = settle(2, [Part(CASH, 2)], 5)
    assert (nothing.due, nothing.paid[0].moved) == (0, 0)


@pytest.mark.rule("M6")
def test_cash_moves_in_coins_also_where_it_is_not_all():
    """The sale grew after 14.68 was paid exactly; of what comes back the rest is on account."""
    done = settle(24_68, [Part(CASH, 14_68)], 5)
    assert [(one.amount, one.moved) for one in done.paid] == [(14_68, 14_70)]
    assert (done.due, done.in_cash) == (10_00, 10_00)
    all_paid = settle(24_68, [Part(CASH, 14_68), Part(CASH, 10_00, given=20_00)], 5)
    assert (all_paid.due, all_paid.rounding, all_paid.change) == (0, 2, 10_00)


@pytest.mark.rule("M6")
@pytest.mark.parametrize("given", [14_66, 14_68, 14_69, 14_72, 99_99])
def test_nothing_is_handed_over_in_coins_that_there_are_not(given):
    """14.68 in cash is 14.70: neither 14.68 nor 14.69 pays it, and no change of 0.02 is given."""
    part = Part(CASH, min(given, 14_68), given=given)
    (problem,) = problems_of(14_68, [part], 5, 2)
    assert problem.code is Code.NOT_IN_COINS
    assert problem.values == {
        "amount": money_text(given, 2),
        "step": "0.05",
        "due": "14.70",
    }
    assert not list(problems_of(14_68, [part], 1, 2))
    assert not list(problems_of(14_68, [part._replace(tender=CARD, given=None)], 5, 2))


@pytest.mark.rule("M6")
@pytest.mark.parametrize("step", [5, 10, 100])
def test_cash_of_several_parts_is_rounded_once_in_all(step):
    """Two sales paid in cash are given back together: 4.67 and 4.69 are 9.36, in coins 9.35."""
    done = settle(9_36, [Part(CASH, 4_67), Part(CASH, 4_69)], step)
    assert done.due == 0
    assert sum(one.moved for one in done.paid) == in_coins(9_36, step)


parts_of = st.lists(
    st.builds(
        lambda tender, amount, more, exact: Part(
            tender, amount, None if exact or not tender.is_cash else amount + more
        ),
        st.sampled_from(TENDERS),
        st.integers(1, 10_000),
        st.integers(0, 500),
        st.booleans(),
    ),
    max_size=5,
)


@pytest.mark.rule("M5", "M6")
@given(st.integers(0, 20_000), parts_of, st.sampled_from([0, 1, 5, 10, 100]))
def test_nothing_is_off_by_one(total, parts, step):
    done = settle(total, parts, step)
    assert sum(one.amount for one in done.paid) + done.due == total
    assert done.due >= 0
    for one in done.paid:
        assert one.amount >= 0
        if not one.part.tender.is_cash:
            assert one.rounding == one.change == 0
        if one.part.given is not None:
            assert one.part.given == one.moved + one.change
            assert one.change >= 0
    if step > 1:
        assert 2 * abs(done.rounding) <= step
        given = [one.part.given for one in done.paid if one.part.given is not None]
        if all(amount == in_coins(amount, step) for amount in given):
            assert sum(one.moved for one in done.paid if one.part.tender.is_cash) % step == 0
            assert done.in_cash % step == 0
    if not list(problems_of(total, parts, step, 2)) and done.due == 0:
        kept = sum(one.moved for one in done.paid)
        assert kept == total + done.rounding


@pytest.mark.rule("M5")
@pytest.mark.parametrize(
    ("part", "due", "said"),
    [
        (Part(CASH, 0), 10_00, [Code.AMOUNT_MISSING]),
        (Part(CARD, -5_00), 10_00, [Code.PAYMENT_BELOW_ZERO]),
        (Part(CASH, 10_00, given=-1), 10_00, [Code.PAYMENT_BELOW_ZERO]),
        (Part(CARD, MOST_MONEY + 1), 10_00, [Code.MONEY_TOO_MUCH]),
        (Part(CASH, 10_00, given=MOST_MONEY + 1), 10_00, [Code.MONEY_TOO_MUCH]),
        (Part(CASH, 10_00, given=MOST_MONEY), 10_00, []),
        (Part(CARD, 10_01), 10_00, [Code.MORE_THAN_DUE]),
        (Part(WALLET, 10_00), 10_00, []),
        (Part(CARD, 10_00, given=20_00), 10_00, [Code.CHANGE_FROM_CASH_ONLY]),
        (Part(TRANSFER, 10_00, given=10_00), 10_00, [Code.CHANGE_FROM_CASH_ONLY]),
        (Part(CASH, 10_00), 0, [Code.NOTHING_DUE]),
        (Part(CARD, 10_00), -1, [Code.NOTHING_DUE]),
    ],
)
def test_what_is_no_payment_is_refused(part, due, said):
    assert codes(part_problems(part, due, 2)) == said


@pytest.mark.rule("M7")
def test_nothing_is_handed_over_where_money_is_given_back():
    part = Part(CASH, 10_00, given=20_00)
    assert codes(part_problems(part, 10_00, 2, incoming=False)) == [Code.CHANGE_FROM_CASH_ONLY]


@pytest.mark.rule("M5")
def test_parts_are_judged_against_the_total_as_it_is_now():
    """A line was taken out after the card was charged: cash follows, the card does not."""
    card, exact, given = Part(CARD, 30_00), Part(CASH, 20_00), Part(CASH, 20_00, given=50_00)
    assert codes(problems_of(50_00, [card, exact], 0, 2)) == []
    assert codes(problems_of(40_00, [card, exact], 0, 2)) == []
    assert codes(problems_of(40_00, [card, given], 0, 2)) == []
    assert codes(problems_of(30_00, [card, exact], 0, 2)) == [Code.NOTHING_DUE]
    (problem,) = problems_of(25_00, [card], 0, 2)
    assert (problem.code, problem.values["due"]) == (Code.MORE_THAN_DUE, "25.00")
    assert problem.values["tender"] is TenderName.CARD


@pytest.mark.rule("M5")
def test_a_tender_that_is_not_offered_takes_nothing():
    retired = WALLET._replace(active=False, own_name="Voucher")
    (problem,) = problems_of(10_00, [Part(retired, 10_00)], 0, 2)
    assert (problem.code, problem.values["tender"]) == (Code.TENDER_NOT_OFFERED, "Voucher")
    assert not EXCHANGE.is_offered
    assert codes(problems_of(10_00, [Part(EXCHANGE, 10_00)], 0, 2)) == []  # an exchange wrote it


@pytest.mark.rule("M5")
@pytest.mark.parametrize(
    ("due", "on_account", "named", "code"),
    [
        (0, False, False, None),
        (1, False, True, Code.NOT_PAID),
        (1, True, False, Code.ACCOUNT_OF_NOBODY),
        (1, True, True, None),
    ],
)
def test_what_stays_open_needs_a_named_customer(due, on_account, named, code):
    problem = judge_due(due, on_account, named, 2)
    assert (problem.code if problem else None) is code


CNY = PIECES["CNY"]


@pytest.mark.parametrize(
    ("due", "offered"),
    [
        (1701_10, [1701_10, 1750_00, 1800_00, 2000_00]),  # as in the picture
        (14_70, [14_70, 15_00, 20_00, 50_00]),
        (50_00, [50_00, 60_00, 100_00]),
        (30, [30, 50, 1_00, 5_00]),
        (0, []),
        (-1, []),
    ],
)
def test_what_a_customer_may_hand_over(due, offered):
    assert likely_amounts(due, CNY) == offered


@given(st.integers(1, MOST_MONEY), st.sampled_from(sorted(CURRENCIES)))
def test_likely_amounts_begin_with_exactly_what_is_due_and_are_in_whole_notes(due, currency):
    first, *others = likely_amounts(due, PIECES[currency])
    assert first == due
    assert len(others) <= 3
    assert others == sorted(set(others))
    for amount in others:
        assert amount > due
        assert any(amount % piece == 0 for piece in PIECES[currency])


# Giving back


def received(payment, tender, left):
    return Received(payment, tender, left)


@pytest.mark.rule("M7")
def test_the_tenders_of_the_sale_are_proposed_in_their_order():
    sale = ComesBack(1392_31, 0, (received(1, CARD, 1000_00), received(2, CASH, 507_35)))
    assert proposals([sale], CASH) == [Refund(1000_00, CARD, 1), Refund(392_31, CASH, 2)]


@pytest.mark.rule("M7")
def test_what_was_given_back_before_is_not_given_back_again():
    sale = ComesBack(100_00, 0, (received(1, CARD, 0), received(2, CASH, 60_00)))
    assert proposals([sale], CASH) == [Refund(60_00, CASH, 2), Refund(40_00, None)]


@pytest.mark.rule("M7", "M8")
def test_what_is_owed_for_it_is_owed_no_more_before_money_is_given_back():
    sale = ComesBack(100_00, 30_00, (received(1, CARD, 70_00),))
    assert proposals([sale], CASH) == [Refund(70_00, CARD, 1), Refund(30_00, None)]


@pytest.mark.rule("M7")
def test_a_sale_of_before_money_was_kept_counts_as_paid_in_cash():
    assert proposals([ComesBack(100_00, keeps_money=False)], CASH) == [Refund(100_00, CASH)]


amounts = st.integers(0, 100_00)
sales = st.lists(
    st.builds(
        lambda amount, owed, lefts, keeps: (amount, owed, tuple(lefts), keeps),
        st.integers(1, 100_00),
        amounts,
        st.lists(st.tuples(st.sampled_from(TENDERS), amounts), max_size=3),
        st.booleans(),
    ),
    max_size=3,
).map(
    lambda rows: [
        ComesBack(
            amount,
            owed,
            tuple(received(10 * n + m, tender, left) for m, (tender, left) in enumerate(lefts)),
            keeps,
        )
        for n, (amount, owed, lefts, keeps) in enumerate(rows)
    ]
)


@pytest.mark.rule("M7")
@given(sales)
def test_a_proposal_gives_back_all_of_it_and_is_never_refused(came):
    made = proposals(came, CASH)
    assert sum(refund.amount for refund in made) == sum(sale.amount for sale in came)
    parts = [Part(r.tender, r.amount, refunds=r.refunds) for r in made if r.tender]
    there = [one for sale in came for one in sale.received]
    assert list(refund_problems(parts, there, made, 2)) == []
    assert otherwise(parts, made) == []


@pytest.mark.rule("M7")
def test_more_than_a_payment_received_is_refused():
    sale = ComesBack(100_00, 0, (received(1, CARD, 60_00), received(2, CASH, 40_00)))
    made = proposals([sale], CASH)
    parts = [Part(CARD, 50_00, refunds=1), Part(CARD, 10_01, refunds=1)]
    (problem,) = refund_problems(parts, sale.received, made, 2)
    assert (problem.code, problem.values["left"]) == (Code.REFUND_TOO_MUCH, "60.00")


@pytest.mark.rule("M7")
def test_a_payment_of_another_sale_is_not_given_back():
    made = proposals([ComesBack(10_00, 0, (received(1, CARD, 10_00),))], CASH)
    parts = [Part(CARD, 10_00, refunds=7)]
    assert codes(refund_problems(parts, [received(1, CARD, 10_00)], made, 2)) == [
        Code.REFUND_OF_ANOTHER
    ]


@pytest.mark.rule("M7")
@pytest.mark.parametrize(
    "part", [Part(CASH, 10_00, refunds=1), Part(CASH, 10_00), Part(WALLET, 10_00)]
)
def test_another_way_than_was_proposed_needs_a_reason(part):
    there = (received(1, CARD, 10_00),)
    made = proposals([ComesBack(10_00, 0, there)], CASH)
    assert otherwise([part], made) == [part]
    assert codes(refund_problems([part], there, made, 2)) == [Code.REFUND_REASON_MISSING]
    explained = part._replace(reference="the card is lost")
    assert codes(refund_problems([explained], there, made, 2)) == []
