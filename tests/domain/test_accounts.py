"""What contacts owe, how old it is, and what settles what (M8)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.accounts import (
    OpenDebt,
    account_of,
    band_of,
    is_overdue,
    judge_allocation,
    judge_credit,
    oldest_first,
)
from app.domain.problems import Code

TODAY = date(2026, 11, 27)
days = st.dates(date(2025, 1, 1), date(2026, 12, 31)).map(date.isoformat)
amounts = st.integers(1, 10**12)


def debts_of(sign):
    """Some open debts of one sign, each of another document."""
    made = st.builds(
        lambda document, day, left: OpenDebt(document, f"N{document}", day, day, sign * left),
        document=st.integers(1, 10**6),
        day=days,
        left=amounts,
    )
    return st.lists(made, max_size=8, unique_by=lambda debt: debt.document)


def of(document, day, left):
    return OpenDebt(document, f"SI-{document}", day, day, left)


@pytest.mark.rule("M8")
@pytest.mark.parametrize(
    ("day", "band"),
    [
        ("2026-12-24", 0),  # dated ahead
        ("2026-11-27", 0),
        ("2026-10-28", 0),  # 30 days
        ("2026-10-27", 1),
        ("2026-09-28", 1),  # 60
        ("2026-09-27", 2),
        ("2026-08-29", 2),  # 90
        ("2026-08-28", 3),
        ("2024-02-29", 3),
    ],
)
def test_a_debt_is_in_the_band_of_its_age(day, band):
    assert band_of(day, TODAY) == band


@pytest.mark.rule("M8")
@given(debts_of(1), debts_of(-1))
def test_an_account_is_the_sum_of_its_debts_and_its_bands_of_what_is_owed(owes, owed):
    account = account_of([*owes, *owed], TODAY)
    assert account.owes == sum(account.bands) == sum(debt.left for debt in owes)
    assert account.owed == -sum(debt.left for debt in owed)
    assert account.balance == account.owes - account.owed


@pytest.mark.rule("M8")
@given(st.sampled_from([1, -1]).flatmap(debts_of), amounts)
def test_an_amount_settles_the_oldest_first_and_never_more_than_is_there(debts, amount):
    settled = oldest_first(amount, debts)
    assert sum(settled.values()) == min(amount, sum(abs(debt.left) for debt in debts))
    assert judge_allocation(amount, settled, debts, 2) == []
    in_order = sorted(debts, key=lambda debt: (debt.date, debt.document))
    whole = [settled.get(debt.document, 0) == abs(debt.left) for debt in in_order]
    assert whole == sorted(whole, reverse=True)
    partly = [debt for debt in in_order if 0 < settled.get(debt.document, 0) < abs(debt.left)]
    assert len(partly) <= 1


@pytest.mark.rule("M8")
def test_everything_that_is_wrong_with_an_allocation_is_said():
    debts = [of(1, "2026-11-01", 10_000), of(2, "2026-11-02", -500)]
    problems = judge_allocation(9_000, {1: 10_001, 2: 500, 3: 1, 4: 0}, debts, 2)
    assert [problem.code for problem in problems] == [
        Code.ALLOCATED_ABOVE_OPEN,
        Code.SETTLED_MEANWHILE,
        Code.ALLOCATED_ABOVE_AMOUNT,
    ]
    assert problems[0].values == {"number": "SI-1", "most": "100.00", "amount": "100.01"}
    assert problems[2].values == {"total": "105.02", "amount": "90.00"}
    (negative,) = judge_allocation(9_000, {1: -1}, debts, 2)
    assert negative.code is Code.ALLOCATED_ABOVE_OPEN


@pytest.mark.rule("M8")
@pytest.mark.parametrize(
    ("limit", "owes", "more", "asked"),
    [
        (None, 10**12, 1, False),
        (100, 60, 40, False),
        (100, 60, 41, True),
        (0, 0, 1, True),
        (100, 200, 0, False),  # nothing is added
        (100, 200, -50, False),
    ],
)
def test_a_credit_limit_asks_where_it_would_be_passed(limit, owes, more, asked):
    problem = judge_credit(limit, owes, more, "Ada", 0)
    assert (problem is not None) == asked
    if problem:
        assert problem.asks
        assert problem.values == {"name": "Ada", "owes": str(owes + more), "limit": str(limit)}


@pytest.mark.rule("M8")
def test_a_debt_is_overdue_after_its_due_date():
    debt = OpenDebt(1, "SI-1", "2026-10-01", "2026-11-27", 5)
    assert not is_overdue(debt, TODAY)
    assert is_overdue(debt, date(2026, 11, 28))
