"""What a serial number is: F1, F2, F5, F6."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.problems import Code
from app.domain.serials import LONGEST, MOST, check, check_list, fold, key, split

GOOD = string.ascii_letters + string.digits + "!\"#$%&'()*+-./:;<=>?@[\\]^_`{|}~"
good_serials = st.text(GOOD, min_size=1, max_size=100)


@pytest.mark.rule("F1")
def test_limits_are_those_of_the_guide():
    assert (LONGEST, MOST) == (100, 1000)
    assert len(set(GOOD)) == 93  # printable ASCII is 95: the space and the comma separate


@pytest.mark.rule("F1")
@given(good_serials)
def test_any_printable_ascii_without_space_and_comma_is_a_serial(number):
    assert check(number) is None


@pytest.mark.rule("F1")
@given(good_serials, st.characters(exclude_characters=GOOD), st.text(max_size=20))
def test_the_first_bad_character_is_named_by_its_position(before, bad, after):
    problem = check(before + bad + after)
    assert problem is not None
    assert problem.code is Code.BAD_CHARACTER
    assert problem.values["position"] == len(before) + 1
    assert problem.serial == before + bad + after


@pytest.mark.rule("F1")
@pytest.mark.parametrize(
    ("number", "position", "character"),
    [
        ("A B", 2, "“ ”"),
        ("A,B", 2, "“,”"),
        ("AB\t", 3, "U+0009"),
        ("\x1dAB", 1, "U+001D"),
        ("AB\x7f", 3, "U+007F"),
        ("SN\u200b1", 3, "U+200B"),
        ("序列", 1, "“序”"),
        ("Sérial", 2, "“é”"),
    ],
)
def test_a_bad_character_is_shown_readably(number, position, character):
    problem = check(number)
    assert problem is not None
    assert (problem.values["position"], problem.values["character"]) == (position, character)


@pytest.mark.rule("F1")
@given(st.text(GOOD, min_size=101, max_size=300))
def test_more_than_100_characters_are_refused_with_their_number(number):
    problem = check(number)
    assert problem is not None
    assert problem.code is Code.TOO_LONG
    assert problem.values == {"length": len(number), "most": 100}


@pytest.mark.rule("F1")
def test_nothing_is_no_serial():
    problem = check("")
    assert problem is not None
    assert problem.code is Code.EMPTY


@pytest.mark.rule("F2")
@pytest.mark.parametrize(
    ("scanned", "folded"),
    [
        ("ＳＮ１２３", "SN123"),
        ("ｓｎ－０００７／ａ", "sn-0007/a"),
        ("！～", "!~"),
        ("SN　1", "SN 1"),  # then refused: white space
        ("序1", "序1"),  # what is not a full-width form stays, to be refused
    ],
)
def test_full_width_characters_become_ascii(scanned, folded):
    assert fold(scanned) == folded


@pytest.mark.rule("F2")
@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.rule("F2")
@given(good_serials)
def test_what_is_ascii_already_is_never_changed(number):
    assert fold(number) == number
    assert fold("".join(chr(ord(char) + 0xFEE0) for char in number)) == number


@pytest.mark.rule("F2")
def test_leading_zeros_are_kept():
    assert split("00012, 0") == ["00012", "0"]


@pytest.mark.rule("F3")
@given(good_serials)
def test_only_the_case_of_letters_may_differ_between_spellings_of_one_serial(number):
    assert key(number) == key(number.lower()) == key(number.swapcase())
    assert key(number + "-") != key(number)


@pytest.mark.rule("F6")
@given(
    st.lists(good_serials, max_size=20),
    st.lists(
        st.text(",，、 \t\r\n\u3000\xa0\v\f", min_size=1, max_size=3), min_size=22, max_size=22
    ),
)
def test_a_list_survives_any_separators(numbers, separators):
    gaps = iter(separators)
    text = next(gaps) + "".join(number + next(gaps) for number in numbers)
    assert split(text) == numbers


@pytest.mark.rule("F6")
def test_entries_are_folded_as_they_are_split():
    assert split("ＳＮ１，ＳＮ２、ＳＮ３") == ["SN1", "SN2", "SN3"]


@pytest.mark.rule("F6")
def test_nothing_but_separators_is_an_empty_list():
    assert split(" ,，、\n\t ") == []


@pytest.mark.rule("F6", "C6")
def test_every_entry_of_a_list_gets_its_own_verdict():
    entries = list(check_list(["A1", "B!", "a1", "x y", "C" * 101, "A1", "B2"]))
    assert [entry.position for entry in entries] == [1, 2, 3, 4, 5, 6, 7]
    assert [entry.problem and entry.problem.code for entry in entries] == [
        None,
        None,
        Code.DUPLICATE,
        Code.BAD_CHARACTER,
        Code.TOO_LONG,
        Code.DUPLICATE,
        None,
    ]
    assert entries[2].problem.values["entry"] == entries[5].problem.values["entry"] == 1


@pytest.mark.rule("F5")
def test_the_1001st_of_a_list_is_refused_and_the_first_1000_stay():
    entries = list(check_list([*(f"SN{n}" for n in range(1, 1003)), "sn7"]))
    assert all(entry.problem is None for entry in entries[:1000])
    assert [entry.problem.code for entry in entries[1000:]] == [
        Code.TOO_MANY,
        Code.TOO_MANY,
        Code.DUPLICATE,
    ]


@pytest.mark.rule("F5")
def test_what_is_refused_takes_no_room():
    entries = list(check_list(["A", "a", "x y", "B", "C"], room=2))
    assert [entry.number for entry in entries if entry.problem is None] == ["A", "B"]
    assert entries[4].problem.code is Code.TOO_MANY
