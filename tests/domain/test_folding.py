"""Folding to ranges says every serial number, and no other (Q5)."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.folding import FEWEST, SerialRange, fold

printable = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=12)
near = st.builds(
    lambda head, start, count, width, tail: [
        f"{head}{running:0{width}}{tail}" for running in range(start, start + count)
    ],
    st.sampled_from(["", "SN", "sn", "A-1-", "9"]),
    st.integers(0, 10**6),
    st.integers(1, 30),
    st.integers(1, 9),
    st.sampled_from(["", "X", "-"]),
)
"""Runs as shops have them, across a change of width, of case and beside each other."""

numbers = st.lists(near, max_size=6).map(lambda runs: [number for run in runs for number in run])


def unfolded(ranges: list[SerialRange]) -> list[str]:
    return [number for made in ranges for number in made.numbers()]


@pytest.mark.rule("Q5")
@given(st.one_of(numbers, st.lists(printable, max_size=40)).flatmap(st.permutations))
def test_nothing_is_lost_and_nothing_added(given_numbers: list[str]) -> None:
    folded = fold(given_numbers)
    assert Counter(unfolded(folded)) == Counter(given_numbers)
    for made in folded:
        said = list(made.numbers())
        assert (said[0], said[-1], len(said)) == (made.first, made.last, made.count)


@pytest.mark.rule("Q5")
@given(numbers.flatmap(st.permutations))
def test_the_order_of_entry_does_not_matter_and_folding_is_done(given_numbers: list[str]) -> None:
    folded = fold(given_numbers)
    assert folded == fold(sorted(given_numbers))
    assert not {made.count for made in folded} & set(range(2, FEWEST))
    assert fold(unfolded(folded)) == folded


@pytest.mark.rule("Q5")
@given(numbers)
def test_what_is_said_can_be_read_back(given_numbers: list[str]) -> None:
    """The end that is said replaces as many letters of the first number, and that is the last."""
    for made in fold(given_numbers):
        if made.count > 1:
            assert made.first[: len(made.first) - len(made.end)] + made.end == made.last
            kept = made.first[: len(made.first) - len(made.end)]
            assert len(made.end) >= (3 if kept[-1:].isdigit() else 1)
            assert made.text == f"{made.first}–{made.end} ({made.count})"


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ([f"{n:015}" for n in range(4912027106950, 4912027106974)], "004912027106950–973 (24)"),
        (["0000410022", "0000410048", "0000410055"], "0000410022  0000410048  0000410055"),
        (["A2", "A1"], "A1  A2"),
        (["A8", "A10", "A9", "A11", "A12"], "A8  A9  A10–12 (3)"),
        (["SN1X", "SN2X", "SN3X"], "SN1X–3X (3)"),
        (["a1", "A2", "A3", "A4"], "A2–4 (3)  a1"),
        (["099", "100", "101"], "099–101 (3)"),
        (["ABC"], "ABC"),
        ([], ""),
    ],
)
def test_how_they_are_said(entered: list[str], said: str) -> None:
    assert "  ".join(made.text for made in fold(entered)) == said
