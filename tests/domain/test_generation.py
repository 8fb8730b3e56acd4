"""Batch generation before the store is asked: patterns, ranges, and what cannot be made."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.generation import (
    MOST_DIGITS,
    Pattern,
    Plan,
    Run,
    problems_of,
    read_pattern,
    read_ranges,
)
from app.domain.problems import Code
from app.domain.serials import LONGEST, MOST, check
from app.text import sentence

DAY = date(2026, 3, 9)
PLAIN = "ABCxyz-/{}"

texts = st.text(PLAIN, max_size=12)
figures = {
    "start": st.integers(0, 10**6),
    "width": st.sampled_from([0, 7, 8, 12]),
    "count": st.integers(1, 200),
}
runs = st.builds(Run, prefix=texts, suffix=texts, step=st.integers(1, 50), **figures)
unhyphened = st.text(PLAIN.replace("-", ""), max_size=6)
ranges = st.builds(
    Run,
    prefix=st.builds(lambda head, tail: head and f"{head}-{tail}x", unhyphened, unhyphened),
    suffix=unhyphened,
    **figures,
)


def made(run):
    return Plan((run,)).numbers()


def refused(plan):
    """The codes of a plan's problems, each of which can be said in words."""
    problems = problems_of(plan)
    for problem in problems:
        assert sentence(problem)
    return [problem.code for problem in problems]


@pytest.mark.rule("G1")
def test_a_running_number_stands_between_prefix_and_suffix():
    assert made(Run("SN", 8, 3, "X", step=2, count=3)) == ["SN008X", "SN010X", "SN012X"]
    assert made(Run("", 8, 0, count=3)) == ["8", "9", "10"]


@pytest.mark.rule("G1")
def test_the_preview_is_first_last_and_count():
    plan = Plan((Run("SN", 1, 3, count=50), Run("SN", 101, 3, count=5)))
    assert (plan.first, plan.last, plan.count) == ("SN001", "SN105", 55)


@pytest.mark.rule("G1")
@given(runs)
def test_a_plan_without_problems_is_as_its_preview_says(run):
    plan = Plan((run,))
    assert not problems_of(plan)
    numbers = plan.numbers()
    assert (numbers[0], numbers[-1], len(numbers)) == (plan.first, plan.last, plan.count)
    assert len(set(numbers)) == plan.count
    assert not any(map(check, numbers))
    if run.width:
        assert len({len(number) for number in numbers}) == 1


@pytest.mark.rule("F5", "G1")
def test_a_thousand_can_be_made_and_one_more_cannot():
    assert refused(Plan((Run("SN", 1, 4, count=MOST),))) == []
    assert refused(Plan((Run("SN", 1, 5, count=MOST + 1),))) == [Code.GENERATE_TOO_MANY]
    both = (Run("A", 1, count=600), Run("B", 1, count=401))
    assert refused(Plan(both)) == [Code.GENERATE_TOO_MANY]


@pytest.mark.rule("G2")
@pytest.mark.parametrize(
    ("run", "codes"),
    [
        (Run("SN", 990, 3, count=10), []),
        (Run("SN", 990, 3, count=11), [Code.GENERATE_OVERFLOW]),
        (Run("SN", 998, 3, step=2), []),
        (Run("SN", 998, 0, count=5), []),
        (Run("SN", 10**MOST_DIGITS - 1, 0), []),
        (Run("SN", 10**MOST_DIGITS - 1, 0, count=2), [Code.GENERATE_OVERFLOW]),
        (Run("SN", 10**MOST_DIGITS), [Code.GENERATE_START]),
        (Run("SN", -1), [Code.GENERATE_START]),
        (Run("SN", 1, MOST_DIGITS + 1), [Code.GENERATE_WIDTH]),
        (Run("SN", 1, step=0), [Code.GENERATE_STEP]),
        (Run("SN", 1, count=0), [Code.GENERATE_NOTHING]),
        (Run("P" * 97, 1, 3), []),
        (Run("P" * 98, 1, 3), [Code.TOO_LONG]),
        (Run("P" * 97, 99, 0, count=902), [Code.TOO_LONG]),
        (Run("序", 1), [Code.BAD_CHARACTER]),
        (Run("A B", 1), [Code.BAD_CHARACTER]),
        (Run("SN", 1, suffix=",x"), [Code.BAD_CHARACTER]),
        (Run("SN", 998, 3, count=2000), [Code.GENERATE_OVERFLOW, Code.GENERATE_TOO_MANY]),
        (Run("SN", -1, -1, step=0, count=0), [
            Code.GENERATE_NOTHING, Code.GENERATE_STEP, Code.GENERATE_WIDTH, Code.GENERATE_START,
        ]),
    ],
)  # fmt: skip
def test_all_that_is_wrong_with_a_run_is_said_at_once(run, codes):
    assert refused(Plan((run,))) == codes


@pytest.mark.rule("G2")
def test_ranges_that_overlap_would_make_a_serial_twice():
    plan = read_ranges("SN001-SN010, sn008-sn020")
    assert [problem.serial for problem in problems_of(plan)] == ["sn008"]
    assert refused(plan) == [Code.GENERATE_TWICE]


# Patterns


@pytest.mark.rule("G1")
@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        ("{YYYY}{MM}{DD}-{SKU}-{N:5}", "20260309-PHONE-1-00042"),
        ("{yy}{mm}/{n:3}X", "2603/042X"),
        ("SN{N}", "SN42"),
        ("{{{N:3}}}", "{042}"),
        ("ＳＮ｛Ｎ：４｝", "SN0042"),
    ],
)
def test_a_pattern_is_filled_in(pattern, first):
    assert read_pattern(pattern, DAY, "PHONE-1").plan(42, 1).first == first


@pytest.mark.rule("G1")
@pytest.mark.parametrize(
    ("pattern", "codes"),
    [
        ("SN", [Code.PATTERN_NUMBER]),
        ("", [Code.PATTERN_NUMBER]),
        ("{N}{N:3}", [Code.PATTERN_NUMBER]),
        ("{YEAR}{N}", [Code.PATTERN_UNKNOWN]),
        ("SN{N:}", [Code.PATTERN_UNKNOWN, Code.PATTERN_NUMBER]),
        ("{N:3", [Code.PATTERN_UNKNOWN, Code.PATTERN_NUMBER]),
        ("SN}{N}", [Code.PATTERN_UNKNOWN]),
        ("{N:19}", [Code.GENERATE_WIDTH]),
    ],
)
def test_a_pattern_that_cannot_be_read_says_how_to_write_it(pattern, codes):
    assert refused(read_pattern(pattern, DAY, "X").plan(1, 1)) == codes


@pytest.mark.rule("G3")
@given(texts, st.integers(0, MOST_DIGITS), texts)
def test_the_pattern_of_a_run_is_read_back_as_that_run(prefix, width, suffix):
    run = Run(prefix, 7, width, suffix)
    assert read_pattern(run.pattern, DAY, "SKU") == Pattern(run.pattern, prefix, width, suffix)


# Ranges


@pytest.mark.rule("G1")
@pytest.mark.parametrize(
    ("text", "first", "last", "count"),
    [
        ("SN001-SN050", "SN001", "SN050", 50),
        ("SN001 - SN050", "SN001", "SN050", 50),
        ("SN-001-SN-050", "SN-001", "SN-050", 50),
        ("SN001~SN050", "SN001", "SN050", 50),
        ("SN001~050", "SN001", "SN050", 50),
        ("SN0198 ~ 201", "SN0198", "SN0201", 4),
        ("SN001..SN003", "SN001", "SN003", 3),
        ("SN001 to SN003", "SN001", "SN003", 3),
        ("SN001至SN050", "SN001", "SN050", 50),
        ("SN001 到 050", "SN001", "SN050", 50),
        ("ＳＮ００１～ＳＮ０５０", "SN001", "SN050", 50),
        ("SN001——SN050", "SN001", "SN050", 50),
        ("sn001-SN050", "sn001", "sn050", 50),
        ("A001X-A003X", "A001X", "A003X", 3),
        ("SN001 +9", "SN001", "SN010", 10),
        ("SN001＋９", "SN001", "SN010", 10),
        ("SN98 +3", "SN98", "SN101", 4),
        ("SN98-SN101", "SN98", "SN101", 4),
        ("10~15", "10", "15", 6),
        ("0~10", "0", "10", 11),
        ("SN7", "SN7", "SN7", 1),
        ("SN001-050+0", "SN001-050", "SN001-050", 1),
        ("SN001-SN001", "SN001", "SN001", 1),
        ("12345678901234567890 +9", "12345678901234567890", "12345678901234567899", 10),
        ("12345678901234567890~12345678901234567899", "12345678901234567890",
         "12345678901234567899", 10),
        ("SN001-SN005，SN010-SN012、X9\nY1 +1", "SN001", "Y2", 11),
    ],
)  # fmt: skip
def test_ranges_are_read_as_people_write_them(text, first, last, count):
    plan = read_ranges(text)
    assert refused(plan) == []
    assert (plan.first, plan.last, plan.count) == (first, last, count)


@pytest.mark.rule("G1")
@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", [Code.GENERATE_NOTHING]),
        (" ,， ", [Code.GENERATE_NOTHING]),
        ("SN001-050", [Code.RANGE_UNCLEAR]),  # may be a serial just as well
        ("SN050-SN001", [Code.RANGE_UNCLEAR]),  # a range the wrong way round
        ("SN050~SN001", [Code.RANGE_UNCLEAR]),
        ("SN01~TN05", [Code.RANGE_UNCLEAR]),
        ("SN098~SN1001", [Code.RANGE_UNCLEAR]),  # leading zeros, but no common width
        ("SN1~SN2~SN3", [Code.RANGE_UNCLEAR]),
        ("SN~SN5", [Code.RANGE_UNCLEAR]),
        ("SN1~", [Code.RANGE_UNCLEAR]),
        ("ABC", [Code.RANGE_NO_NUMBER]),
        ("SN999 +1", []),
        ("SN099 +1000", [Code.GENERATE_OVERFLOW, Code.GENERATE_TOO_MANY]),
        ("SN1 +1000", [Code.GENERATE_TOO_MANY]),
        ("SN1 +" + "9" * 5000, [Code.TOO_LONG]),
        ("9" * 150 + "~" + "9" * 5000, [Code.TOO_LONG]),
        ("9" * 101, [Code.TOO_LONG]),
        ("序1", [Code.BAD_CHARACTER]),
        ("SN1~SN3 SN1-5 ABC", [Code.RANGE_UNCLEAR, Code.RANGE_NO_NUMBER]),
    ],
)
def test_what_is_not_clearly_a_range_is_asked_never_guessed(text, codes):
    assert refused(read_ranges(text)) == codes


@pytest.mark.rule("G1")
@given(ranges, st.sampled_from(["~", " - ", "-", "..", "至", " to "]))
def test_the_two_ends_of_any_run_are_read_back_as_that_run(run, between):
    plan = read_ranges(f"{run.number(run.start)}{between}{run.number(run.end)}")
    assert plan.numbers() == made(run)


@pytest.mark.rule("G1")
@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_but_never_breaks(text):
    plan = read_ranges(text)
    if not problems_of(plan):
        assert not any(map(check, plan.numbers()))
    read_pattern(text, DAY, "SKU")


@pytest.mark.rule("F1")
def test_the_longest_serial_can_be_made():
    assert len(Plan((Run("P" * (LONGEST - 4), 1, 4),)).first) == LONGEST


# Ranges as people write them, beyond the usual


@pytest.mark.rule("G1")
@pytest.mark.parametrize(
    "text",
    [
        "SN001..SN010", "SN001 ... 010", "SN001…010", "SN001 - SN010", "SN001 -SN010",
        "SN001- SN010", "SN001--SN010", "SN001 -> SN010", "SN001=>SN010", "SN001→SN010",
        "SN001 to SN010", "SN001 TO 010", "SN001 through SN010", "SN001 thru 010",
        "SN001 bis SN010", "SN001至SN010", "SN001 到 010", "SN001::SN010", "SN001::10",
        "SN001 +9", "SN001 + 9", "SN001 x10", "SN001 X 10", "SN001*10", "SN001 × 10",
        "ＳＮ００１＊１０",
    ],
)  # fmt: skip
def test_ten_numbers_are_read_however_they_are_written(text):
    plan = read_ranges(text)
    assert problems_of(plan) == []
    assert (plan.first, plan.last, plan.count) == ("SN001", "SN010", 10)
    assert [run.count for run in plan.runs] == [10]


@pytest.mark.rule("G1")
def test_with_a_dash_in_the_serial_too():
    assert read_ranges("SN-01::10").numbers() == [f"SN-{n:02}" for n in range(1, 11)]


@pytest.mark.rule("G1")
@pytest.mark.parametrize("text", ["4+", "20+", "SN001+", "SN001 +", "SN001 + , SN9", "5 + "])
def test_without_a_count_the_count_is_asked_for(text):
    assert problems_of(read_ranges(text))[0].code is Code.RANGE_NO_COUNT


@pytest.mark.rule("G1")
@pytest.mark.parametrize(
    "text",
    [
        "001 +-1", "SN001++9", "SN001 +9 +9", "+9", "SN001 +9.5", "SN001x10", "10*SN001",
        "10xSN001", "SN001-", "-SN010", "SN001~", "~SN010", "SN001-SN010-SN020", "SN001:SN010",
        "-001+001", "-001 *3",
        "SN001/SN010", "SN001_SN010", "SN001|SN010", "SN001.SN010", "SN001;SN010", "SN001>SN010",
        "SN001&SN010", "[SN001-SN010]", "SN001 (10)", "SN{001..010}", "SN[001-010]", "SN001=SN010",
        "SN001 *",
    ],
)  # fmt: skip
def test_what_may_mean_several_is_never_a_serial_of_that_text(text):
    assert [problem.code for problem in problems_of(read_ranges(text))] == [Code.RANGE_UNCLEAR]


@pytest.mark.rule("G1")
@given(st.lists(st.sampled_from(["SN", "001", "10", " ", "至", *"+-*x~.:/"]), max_size=7))
def test_no_sign_of_a_range_stands_in_what_is_made(parts):
    plan = read_ranges("".join(parts))
    if not problems_of(plan):
        assert not [number for number in plan.numbers() if {"+", "*", "~"} & set(number)]
        assert not [number for number in plan.numbers() if number.startswith("-") or ".." in number]
