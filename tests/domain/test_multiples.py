"""``3*`` before words or a code: a quantity, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.multiples import multiple
from app.domain.problems import Code


@pytest.mark.parametrize(
    ("typed", "text", "thousandths"),
    [
        ("3*smart", "smart", 3000),
        ("3 * smart case", "smart case", 3000),
        ("3×smart", "smart", 3000),
        ("３＊smart", "smart", 3000),
        ("3 *", "", 3000),
        (" 12*6901234567892", "6901234567892", 12000),
        ("1,000*smart", "smart", 1_000_000),
        ("3*4*smart", "4*smart", 3000),
        ("007*smart", "smart", 7000),
        ("1000000*smart", "smart", 1_000_000_000),
    ],
)
def test_a_number_and_a_star_before_the_rest_is_a_quantity(typed, text, thousandths):
    found = multiple(typed)
    assert (found.text, found.read(0)) == (text, thousandths)


@pytest.mark.parametrize(
    "typed",
    [
        *("smart", "3", "*smart", "smart 3*", "SN3*4", "MW-44", "x3*y", "(01)04006381333931(10)3*"),
        *("]C10104006381333931103*4", "\x1d3*4", "010400638133393110A3*4", "", "3 smart*"),
        *("3**", "1e5*a", "9" * 400 + "*a", "0104006381333931103*4"),
    ],
)
def test_everything_else_stays_as_it_was_typed(typed):
    assert multiple(typed).quantity is None and multiple(typed).text == typed


@pytest.mark.rule("D13")
@pytest.mark.parametrize("typed", ["0*a", "-3*a", "1.5*a", "0.0*a", "1,5*a", "1 2,3*a", "00*a"])
def test_a_quantity_that_cannot_be_is_refused_as_it_was_typed(typed):
    problem = multiple(typed).read(0)
    assert problem.code is Code.BAD_QUANTITY
    assert problem.values["text"] == typed.removesuffix("*a")


@pytest.mark.rule("D13")
@pytest.mark.parametrize("typed", ["1000000000*a", "1000001*a", "999999999999*a"])
def test_a_quantity_beyond_what_a_line_holds_is_refused(typed):
    assert multiple(typed).read(0).code is Code.QUANTITY_TOO_BIG


def test_a_product_that_allows_fractions_takes_one():
    assert multiple("1.25*rope").read(2) == 1250
    assert multiple("0.001*rope").read(2).code is Code.BAD_QUANTITY


@given(st.text(max_size=40))
def test_no_text_loses_a_character_but_the_quantity(typed):
    found = multiple(typed)
    assert typed.endswith(found.text)
    if found.quantity is not None:
        assert any(star in typed for star in "*＊×✕")
