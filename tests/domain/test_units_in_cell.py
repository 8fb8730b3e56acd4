"""What a cell of a list names: nothing is guessed, a range is written out only when asked (G1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.problems import Code, Problem
from app.domain.units_in_cell import between, units_in_cell, written_out

pytestmark = pytest.mark.rule("C3", "G1")

RANGES = ["SN001-SN003", "SN001~SN003", "SN001 ~ 003", "SN001 至 SN003", "SN001 +2"]
PLAIN = ["2024-11-05", "A-1", "X/7-B", "B 1", "SN12-0001", "A.B.C", "12:30"]


@pytest.mark.parametrize("text", PLAIN)
def test_what_means_one_unit_is_one(text):
    assert list(units_in_cell(text)) == [text]
    assert written_out(text) == text


@pytest.mark.parametrize("text", RANGES)
def test_a_range_is_asked_about_written_out_or_taken_as_it_stands(text):
    (asked, other) = units_in_cell(f"{text}、X9")
    assert isinstance(asked, Problem) and asked.code is Code.LIST_RANGE and other == "X9"
    assert written_out(f"{text}、X9") == "SN001, SN002, SN003, X9"
    assert list(units_in_cell(text, literal=True)) == [text]


def test_what_is_no_clear_range_is_not_written_out():
    assert written_out("SN001-010") is None
    assert written_out("A0001-A1000") is not None
    assert written_out("A0001-A0600, B0001-B0600") is None


@pytest.mark.rule("F5")
def test_from_the_first_to_the_last():
    assert between("008", "010") == ["008", "009", "010"]
    for first, last, code in (
        ("A9", "A1", Code.RANGE_UNCLEAR),
        ("A0001", "A2000", Code.GENERATE_TOO_MANY),
    ):
        problem = between(first, last)
        assert isinstance(problem, Problem) and problem.code is code


@given(st.text("A01-~+ ,至x\n*:", max_size=12))
def test_what_was_written_out_is_read_back_as_it_was(text):
    numbers = written_out(text)
    if numbers is not None:
        assert ", ".join(map(str, units_in_cell(numbers, literal=True))) == numbers
