"""How long a unit has warranty."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.problems import Code, Problem
from app.domain.warranty import MOST_MONTHS, last_day, read_months


@pytest.mark.parametrize(
    ("sold", "months", "last"),
    [
        ("2026-01-31", 12, "2027-01-30"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-28"),
        ("2026-11-27", 24, "2028-11-26"),
        ("2026-03-01", 12, "2027-02-28"),
        ("2026-08-31", 1, "2026-09-30"),
        ("2026-10-31", 2, "2026-12-30"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-01-01", 12, "2026-12-31"),
    ],
)
def test_it_ends_on_the_day_before_or_with_a_shorter_month(sold, months, last):
    assert last_day(date.fromisoformat(sold), months).isoformat() == last


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, MOST_MONTHS))
def test_the_day_after_is_the_same_day_or_the_first_of_the_next_month(sold, months):
    year, month = divmod(sold.year * 12 + sold.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    days = (following - first).days
    after = following if sold.day > days else first.replace(day=sold.day)
    assert last_day(sold, months) + timedelta(days=1) == after


@pytest.mark.parametrize(
    ("text", "months"), [("", 0), (" 24 ", 24), ("0", 0), (str(MOST_MONTHS), MOST_MONTHS)]
)
def test_months_are_read(text, months):
    assert read_months(text) == months


@pytest.mark.parametrize("text", ["-1", "1.5", "two", "601", "99999999999", "²", "１2x"])
def test_what_is_no_number_of_months_is_refused(text):
    problem = read_months(text)
    assert isinstance(problem, Problem) and problem.code is Code.WARRANTY_MONTHS
