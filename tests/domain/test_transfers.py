"""What a receipt may take of what is on the way (D4, L2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.problems import Code
from app.domain.transfers import OnTheWay, Taken, judge_against_sent
from tests.shop import codes


def taken(quantity, serials=0, sent=7, position=1):
    return Taken(position, "Phone", sent, quantity * 1000, serials)


def judged(*lines, quantity=5, serials=3):
    return list(judge_against_sent(lines, {7: OnTheWay(quantity * 1000, serials)}))


@pytest.mark.rule("D4")
def test_all_or_a_part_of_what_is_on_the_way_may_arrive():
    assert judged(taken(5, serials=3)) == []
    assert judged(taken(2)) == []
    assert judged(taken(3, serials=3)) == []


@pytest.mark.rule("D4", "L2")
def test_more_than_is_on_the_way_may_not():
    (problem,) = judged(taken(6, serials=4))
    assert problem.code is Code.MORE_THAN_SENT
    assert (problem.values["quantity"], problem.values["outstanding"]) == ("6", "5")


@pytest.mark.rule("D4", "L3")
def test_units_without_a_serial_are_only_those_that_were_sent_so():
    (problem,) = judged(taken(3))
    assert problem.code is Code.MORE_WITHOUT_SERIAL_THAN_SENT
    assert (problem.values["quantity"], problem.values["outstanding"]) == ("3", "2")


@pytest.mark.rule("D4")
def test_lines_of_one_dispatched_line_count_together():
    problems = judged(taken(3, serials=3), taken(3, position=2))
    assert codes(problems) == [Code.MORE_THAN_SENT]
    assert problems[0].line == 1


@pytest.mark.rule("D4")
def test_of_what_was_never_sent_or_has_arrived_nothing_arrives():
    assert codes(judged(taken(1, sent=8))) == [Code.MORE_THAN_SENT]


@pytest.mark.rule("D4", "L2")
@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_what_is_left_never_falls_below_zero(units, serials, more_units, more_serials):
    """Whatever is let through, fewer or as many units stay, and fewer or as many without serial."""
    sent = OnTheWay((units + serials) * 1000, serials)
    entered = taken(more_units + more_serials, more_serials)
    refused = list(judge_against_sent([entered], {7: sent}))
    fits = more_units <= units and more_units + more_serials <= units + serials
    assert (not refused) == fits
