"""Words against what a record says: by any part, in any order, by pinyin; grams never miss one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import finding
from app.domain.finding import Findable, Rank

PHONE = Findable(
    "小手机 P10", ("XP-10", "6901234567892"), (("xiao",), ("shou",), ("ji",), (), (), (), ())
)
CITY = Findable("重庆", (), (("zhong", "chong"), ("qing",)))


def ranked(record, typed):
    found = finding.match(record, finding.words(typed))
    return found and found.rank


@pytest.mark.parametrize(
    ("typed", "rank"),
    [
        ("小手", Rank.BEGINS),
        ("手机", Rank.INSIDE),
        ("p1", Rank.BEGINS),
        ("10", Rank.BEGINS),  # of the SKU
        ("0123", Rank.INSIDE),
        ("xp-10", Rank.EXACT),
        ("ｘｐ-１０", Rank.EXACT),
        ("xsj", Rank.BEGINS),
        ("sj", Rank.INSIDE),
        ("xiaosho", Rank.BEGINS),
        ("xshouji", Rank.BEGINS),
        ("xsjp1", Rank.BEGINS),
        ("xiaoj", None),
        ("aos", None),  # from the middle of a reading
        ("p10 xsj", Rank.BEGINS),
        ("p10 zzz", None),
    ],
)
def test_how_well_a_record_fits(typed, rank):
    assert ranked(PHONE, typed) is rank


@pytest.mark.parametrize("typed", ["zq", "cq", "zhongqing", "chongqing", "chqing"])
def test_every_reading_of_a_character_finds_it(typed):
    assert (ranked(CITY, typed) is None) == (typed == "chqing")


def test_a_match_says_where_it_is():
    found = finding.match(PHONE, finding.words("sj 6901 p"))
    assert (found.of(0), found.of(2)) == ([(1, 3), (4, 5)], [(0, 4)])


def test_marks_that_touch_are_one():
    assert finding.marks("Serial", ("seri", "ial")) == [(0, 6)]


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("138-0013", "1380013"),
        ("+86 (138)", "86138"),
        ("１３８", "138"),
        ("5", ""),
        ("a138", ""),
        ("", ""),
        ("---", ""),
    ],
)
def test_what_can_only_be_a_phone_is_its_digits(typed, digits):
    assert finding.phone_in(typed) == digits


_LETTERS = st.text(alphabet='aAbＢ1 -手机重庆İß%"^', max_size=12)
_READINGS = {"手": ("shou",), "机": ("ji",), "重": ("zhong", "chong"), "庆": ("qing",)}


@given(_LETTERS, _LETTERS, st.text(alphabet='aAb1 手机重庆sjzcqhongu"^', max_size=6))
def test_the_grams_of_a_record_hold_those_of_all_that_fits_it(name, code, typed):
    readings = tuple(_READINGS.get(char, ()) for char in finding.fold(name))
    record = Findable(name, (code,), readings if any(readings) else ())
    wanted = finding.words(typed)
    found = finding.match(record, wanted)
    if wanted and found is not None:
        assert finding.wanted_grams(wanted) <= finding.grams(record)
        if found.rank is Rank.BEGINS:
            assert finding.wanted_grams(wanted, begins=True) <= finding.grams(record)


@given(st.text(max_size=30))
def test_folding_moves_no_character(text):
    storable = text.encode("utf-8", "replace").decode()
    assert len(finding.fold(storable)) == len(storable)
