"""Dates as people type them, and those that are asked about (D10)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dates import LONG_AGO, DateChoice, judge_date, read
from app.domain.problems import Code

DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))
DECEMBER_31 = date(2025, 12, 31)
TODAY = date(2026, 3, 31)


@pytest.mark.rule("D10")
@pytest.mark.parametrize(
    "text",
    [
        "2025-12-31",
        " 2025 - 12 - 31 ",
        "2025/12/31",
        "2025.12.31",
        "20251231",
        "２０２５－１２－３１",
        "2025年12月31日",
        "2025 年 12 月 31 日",
        "2025年12月31号",
        "31.12.2025",
        "31. 12. 2025",
        "31/12/2025",
        "31-12-2025",
        "12/31/2025",
        "31 Dec 2025",
        "31 december 2025",
        "31-Dec-2025",
        "Dec 31, 2025",
        "December 31 2025",
    ],
)
def test_a_day_is_read_as_it_is_shown_and_as_people_write_it(text):
    assert read(text) == DECEMBER_31


@pytest.mark.rule("D10")
@pytest.mark.parametrize(
    "text",
    [
        "",
        "31",
        "2025-12",
        "2025-13-01",
        "2025-02-29",
        "31.02.2025",
        "31.12.25",  # which year
        "25-12-31",
        "31122025",
        "20251331",
        "0025-12-31",
        "2025-12/31",
        "2025-12-31T00:00",
        "31 Ju 2025",
        "31 Foo 2025",
        "A1002025",
        "yesterday",
    ],
)
def test_what_is_no_day_is_said_and_never_another_day(text):
    problem = read(text)
    assert problem.code is Code.BAD_DATE
    assert problem.values["text"] == text


@pytest.mark.rule("D10")
def test_what_can_be_two_days_is_not_guessed():
    problem = read("01/02/2025")
    assert problem.code is Code.DATE_UNCLEAR
    assert (problem.values["first"], problem.values["second"]) == ("2025-01-02", "2025-02-01")
    assert read("05/05/2025") == date(2025, 5, 5)


@pytest.mark.rule("D10")
@given(day=DAYS)
def test_no_usual_way_to_write_a_day_is_read_as_another(day):
    shown = [day.isoformat(), f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日"]
    shown += [f"{day.day}.{day.month}.{day.year}", f"{day:%d %b %Y}"]
    assert [read(text) for text in shown] == [day] * len(shown)
    for text in (f"{day:%d/%m/%Y}", f"{day:%m/%d/%Y}"):
        found = read(text)
        if day.day > 12 or day.day == day.month:
            assert found == day
        else:
            assert found.code is Code.DATE_UNCLEAR


@pytest.mark.rule("D10")
@given(text=st.text(st.sampled_from("0123456789-/. 年月日JanDec,"), max_size=14))
def test_whatever_is_typed_is_a_day_or_a_problem(text):
    found = read(text)
    if isinstance(found, date):
        assert f"{found.year:04}" in text
    else:
        assert found.values["text"] == text


@pytest.mark.rule("D10")
@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        (TODAY, None),
        (TODAY - timedelta(LONG_AGO), None),
        (TODAY - timedelta(LONG_AGO + 1), Code.DATE_LONG_AGO),
        (TODAY + timedelta(1), Code.DATE_AHEAD),
        (date(2999, 1, 1), Code.DATE_AHEAD),
        (date(2023, 12, 31), Code.DATE_BEFORE_SHOP),
        (date(1900, 1, 1), Code.DATE_BEFORE_SHOP),
    ],
)
def test_a_chosen_date_is_asked_about_where_it_is_odd(chosen, code):
    problem = judge_date(chosen, DateChoice.CHOSEN, TODAY, first_year=2024)
    assert (problem.code if problem else None) is code
    for choice in (DateChoice.POSTING, DateChoice.SURE):
        assert judge_date(chosen, choice, TODAY, first_year=2024) is None


@pytest.mark.rule("D10")
def test_the_last_days_of_the_year_before_the_shop_began_are_asked_about():
    new_year = date(2026, 1, 2)
    assert judge_date(DECEMBER_31, DateChoice.CHOSEN, new_year, 2026).code is Code.DATE_BEFORE_SHOP
    assert judge_date(DECEMBER_31, DateChoice.CHOSEN, new_year, 2025) is None


@pytest.mark.rule("D10")
@pytest.mark.parametrize(("back", "asked"), [(7, False), (8, True)])
def test_how_far_back_is_asked_about_is_the_shops_choice(back, asked):
    chosen = TODAY - timedelta(back)
    problem = judge_date(chosen, DateChoice.CHOSEN, TODAY, first_year=2024, long_ago=7)
    assert (problem is not None) is asked
