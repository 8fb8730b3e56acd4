"""Quantities are whole thousandths and money is whole minor units."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.problems import Code, Problem
from app.domain.quantities import (
    ONE_UNIT,
    amount,
    money_text,
    parse,
    parse_quantity,
    quantity_text,
    read_amount,
    read_price,
    read_quantity,
)


@given(st.integers(-(10**12), 10**12))
def test_a_quantity_written_and_read_again_is_the_same(quantity):
    assert parse_quantity(quantity_text(quantity), 3) == quantity


@pytest.mark.parametrize(
    ("quantity", "text"),
    [(2000, "2"), (1250, "1.25"), (1, "0.001"), (-500, "−0.5"), (0, "0"), (10_100, "10.1")],
)
def test_a_quantity_has_no_needless_zeros(quantity, text):
    assert quantity_text(quantity) == text


@pytest.mark.parametrize(
    ("text", "decimals", "quantity"),
    [
        ("3", 0, 3000),
        (" 12 ", 0, 12_000),
        ("1,250.5", 1, 1_250_500),
        ("1 250", 0, 1_250_000),
        ("2.", 0, 2000),
        (".5", 1, 500),
        ("1.50", 1, 1500),
        ("-4", 0, -4000),
        ("−4", 0, -4000),
        ("－4", 0, -4000),
        ("１２．５", 1, 12_500),
        ("１，２５０", 0, 1_250_000),
        ("\u30003\u3000", 0, 3000),
        ("1\u00a0250", 0, 1_250_000),
        ("1\u202f250.5", 3, 1_250_500),
        ("1,250.000", 3, 1_250_000),
        ("1,250", 2, 1_250_000),
        ("1000.000", 0, 1_000_000),
    ],
)
def test_a_quantity_is_read_as_people_type_it(text, decimals, quantity):
    assert parse_quantity(text, decimals) == quantity


@pytest.mark.parametrize(
    ("text", "decimals"),
    [
        ("", 0),
        (".", 0),
        ("1.5", 0),
        ("1.255", 2),
        ("1,25", 2),
        ("1e3", 0),
        ("NaN", 0),
        ("٣", 0),
        ("3x", 0),
        ("-", 0),
        ("+", 0),
        ("1,2", 1),
        ("Infinity", 0),
        ("0x10", 0),
        ("1_000", 0),
        ("²", 0),
        ("1,250", 3),
        ("-12,500", 3),
        ("１，２５０", 3),
        ("1.000", 0),
        ("25.000", 2),
        ("1.250,50", 2),
        ("1 250,50", 2),
        ("1'250.50", 2),
        ("--5", 2),
        ("5-", 2),
        ("+-5", 2),
        ("1..5", 2),
        ("1,25,000", 2),
        ("¥5", 2),
    ],
)
def test_what_is_no_quantity_is_not_guessed(text, decimals):
    assert parse_quantity(text, decimals) is None


@pytest.mark.rule("D13")
@given(st.integers(0, 10**60), st.integers(0, 3))
def test_a_figure_of_any_length_is_taken_or_called_too_large(figure, decimals):
    quantity, price = read_quantity(str(figure)), read_price(str(figure), decimals)
    assert (quantity == figure * ONE_UNIT) == (figure <= 1_000_000)
    assert (price == figure * 10**decimals) == (figure * 10**decimals <= 10**12)
    if figure > 10**12:
        assert quantity.code is Code.QUANTITY_TOO_BIG
        assert price.code is Code.PRICE_TOO_BIG


@pytest.mark.rule("D13")
@pytest.mark.parametrize("below_zero", [False, True])
@given(st.integers(-(10**13), 10**13), st.integers(0, 3))
def test_an_amount_is_read_below_zero_only_where_that_is_judged_later(below_zero, amount, decimals):
    read = read_amount(money_text(amount, decimals), decimals, below_zero)
    if amount < 0 and not below_zero:
        assert read.code is Code.BAD_AMOUNT
    elif abs(amount) > 10**12:
        assert read.code is Code.MONEY_TOO_MUCH
    elif read != amount:  # what could be a thousand times that
        assert decimals == 3 and read.code is Code.BAD_AMOUNT


REFUSALS = {Code.BAD_QUANTITY, Code.BAD_PRICE, Code.QUANTITY_TOO_BIG, Code.PRICE_TOO_BIG}


@pytest.mark.rule("D13")
@given(st.text(alphabet="0123456789.,-+ ０１．，e٣ \x00\ud800\u3000", max_size=40))
def test_whatever_is_typed_is_a_figure_within_the_limits_or_a_problem(text):
    read = [read_quantity(text, 3), read_price(text, 2)]
    figures = [figure for figure in read if not isinstance(figure, Problem)]
    refusals = {problem.code for problem in read if isinstance(problem, Problem)}
    assert [figure for figure in figures if not 0 <= figure <= 10**12] == []
    assert refusals <= REFUSALS


@pytest.mark.rule("D13")
def test_a_figure_of_a_million_digits_is_read_in_no_time():
    assert read_quantity("9" * 1_000_000).code is Code.QUANTITY_TOO_BIG
    assert read_price("0" * 1_000_000 + "1", 2) == 100
    assert read_quantity("1." + "0" * 1_000_000) == ONE_UNIT


def test_money_is_read_in_minor_units():
    assert parse("1299.00", 100, 2) == 129_900
    assert parse("19.999", 100, 2) is None
    assert parse("500", 1, 0) == 500


@pytest.mark.parametrize(
    ("quantity", "price", "unit_size", "expected"),
    [
        (2000, 1999, 1000, 3998),
        (500, 1, 1000, 1),  # half a cent goes up, as tills do
        (-500, 1, 1000, -1),
        (499, 1, 1000, 0),
        (333, 100, 1000, 33),
        (10_000, 1500, 10_000, 1500),  # one carton of ten
    ],
)
def test_an_amount_is_rounded_half_away_from_zero(quantity, price, unit_size, expected):
    assert amount(quantity, price, unit_size) == expected


@given(
    st.integers(-(10**18), 10**18), st.integers(0, 10**18), st.sampled_from([1000, 6000, 10_000])
)
def test_an_amount_is_never_off_by_more_than_half_a_minor_unit(quantity, price, unit_size):
    exact = Fraction(quantity * price, unit_size)
    assert abs(amount(quantity, price, unit_size) - exact) <= Fraction(1, 2)
