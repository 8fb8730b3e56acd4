"""Amounts in Chinese capitals (M12), by the rule's own examples and back again."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.capitals import capitals

DIGITS = {char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.rule("M12")
@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (1_409_50, "壹仟肆佰零玖元伍角"),
        (6_007_14, "陆仟零柒元壹角肆分"),
        (1_680_32, "壹仟陆佰捌拾元零叁角贰分"),
        (107_000_53, "壹拾万柒仟元零伍角叁分"),
        (16_409_02, "壹万陆仟肆佰零玖元零贰分"),
        (325_04, "叁佰贰拾伍元零肆分"),
        (309_825_00, "叁拾万玖仟捌佰贰拾伍元整"),
        (100_000_00, "壹拾万元整"),
        (100_000_000_00, "壹亿元整"),
        (0, "零元整"),
        (1, "壹分"),
        (10, "壹角"),
        (11, "壹角壹分"),
        (10_00, "壹拾元整"),
        (10_50, "壹拾元零伍角"),
        (100_050_00, "壹拾万零伍拾元整"),
        (10_000_005_00, "壹仟万零伍元整"),
        (100_000_010_00, "壹亿零壹拾元整"),
        (1_000_010_000_00, "壹拾亿零壹万元整"),
        (9_999_999_999_99, "玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        (10**14, "壹万亿元整"),
        (-5, "负伍分"),
    ],
)
def test_an_amount_is_said_as_the_rule_writes_it(fen: int, said: str) -> None:
    assert capitals(fen) == said


def read(said: str) -> int:
    """An amount in capitals as fen, place by place."""
    yuan, _mark, small = said.rpartition("元")
    return _number(yuan) * 100 + sum(
        DIGITS[digit] * {"角": 10, "分": 1}[unit]
        for digit, unit in pairwise(small)
        if digit in DIGITS and unit in "角分"
    )


def _number(said: str) -> int:
    for name, unit in (("亿", 10**8), ("万", 10**4)):
        high, found, low = said.rpartition(name)
        if found:
            return _number(high) * unit + _number(low)
    total, digit = 0, 0
    for char in said:
        if char in PLACES:
            total, digit = total + digit * PLACES[char], 0
        else:
            digit = DIGITS[char]
    return total + digit


@pytest.mark.rule("M12")
@given(st.integers(0, 10**14) | st.integers(0, 10**6))
def test_what_is_said_is_the_amount_and_no_zero_stands_twice(fen: int) -> None:
    said = capitals(fen)
    assert read(said) == fen
    assert "零零" not in said
    assert said.endswith("整") == (fen % 100 == 0)
