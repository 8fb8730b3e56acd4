"""Which backups are kept (S1)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.thinning import MOST, Dated, Keeping, kept

pytestmark = pytest.mark.rule("S1")

NEW_YEAR = date(2026, 1, 1)
days = st.lists(st.integers(0, 900).map(lambda n: NEW_YEAR + timedelta(n)), max_size=120)


def made_on(days):
    """Backups made on days, the newest first, by their place."""
    return [Dated(number, day) for number, day in enumerate(days)]


def test_a_year_of_daily_backups_comes_to_twelve_ten_and_nine():
    today = date(2026, 11, 26)  # a Thursday
    found = kept(made_on([today - timedelta(n) for n in range(365)]))
    by = {keeping: [n for n, k in found.items() if k is keeping] for keeping in Keeping}
    assert by[Keeping.DAILY] == list(range(12))
    # The weeks of the twelve days are kept by them; eight more end on a Sunday.
    assert by[Keeping.WEEKLY] == [18, 25, 32, 39, 46, 53, 60]
    # Ten weeks reach into September, whose last day is kept for its month.
    assert [str(today - timedelta(n)) for n in by[Keeping.MONTHLY]] == [
        "2026-10-31",
        "2026-09-30",
        "2026-08-31",
        "2026-07-31",
        "2026-06-30",
        "2026-05-31",
        "2026-04-30",
        "2026-03-31",
    ]


def test_of_a_day_the_last_stays_and_of_today_what_was_asked_for():
    today, before = date(2026, 3, 2), date(2026, 3, 1)
    made = [
        Dated("closing", today),
        Dated("on demand", today, on_demand=True),
        Dated("daily", today),
        Dated("closing, yesterday", before),
        Dated("on demand, yesterday", before, on_demand=True),
    ]
    assert set(kept(made)) == {"closing", "on demand", "closing, yesterday"}


@given(days)
def test_the_newest_is_always_kept_whatever_the_clock_said(days):
    backups = made_on(days)
    assert {each.key for each in backups[:1]} <= kept(backups).keys()


@given(days)
def test_each_of_so_many_days_weeks_and_months_keeps_its_last(days):
    backups = made_on(days)
    left = [each for each in backups if each.key in kept(backups)]
    spans = {
        Keeping.DAILY: lambda day: day,
        Keeping.WEEKLY: lambda day: day.isocalendar()[:2],
        Keeping.MONTHLY: lambda day: (day.year, day.month),
    }
    for keeping, span in spans.items():
        last = {}
        for each in backups:
            last.setdefault(span(each.day), each)
        for each in list(last.values())[: MOST[keeping]]:
            assert each in left


@given(days)
def test_no_more_are_kept_than_that(days):
    assert len(kept(made_on(days))) <= sum(MOST.values())


@given(days)
def test_thinning_what_was_thinned_takes_nothing_more(days):
    backups = made_on(days)
    left = [each for each in backups if each.key in kept(backups)]
    assert kept(left).keys() == kept(backups).keys()
