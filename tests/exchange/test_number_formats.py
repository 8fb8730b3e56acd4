"""What Excel shows of a cell by its number format, or that it is not certain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.number_formats import BUILT_IN, is_date, shown_number, shown_text


@pytest.mark.rule("C3", "F2")
@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (7, "General", "7"),
        (123456789012345, "General", "123456789012345"),
        (7, "@", "7"),
        (7, "0", "7"),
        (7, "00000", "00007"),
        (1234567, "00000", "1234567"),
        (0, "00000", "00000"),
        (7, '"SN"00000', "SN00007"),
        (7, "\\S\\N00000", "SN00007"),
        (7, '00000"-A"', "00007-A"),
        (7, "00000;-00000", "00007"),
        (7, "00000_);(00000)", "00007 "),
        (7, "[Red]00000", "00007"),
        (7, "[$-804]00000", "00007"),
        (7, "[$-409]00000;@", "00007"),
        (7, "[$SN-804]00000", "SN00007"),
        (7, "[$-0804]00000", "00007"),
        (7, "000-000", "000-007"),
        (1234567, "000-000", "1234-567"),
        (1234567890, "(000) 000-0000", "(123) 456-7890"),
        (123456789, "00\\.00\\.00\\.000\\.0", "01.23.45.678.9"),
        (7, "###-###", "-7"),
        (7, "??0", "  7"),
        (12, '"SN"General', "SN12"),
        (0, '0;0;"N"0', "N0"),
        (0, "00;-00;@", "00"),
        (123, "#,##0", "123"),
        (7, '编号"-"000', "编号-007"),
        (5, "¥0", "¥5"),
    ],
)
def test_the_digits_stand_in_the_places_of_the_format(number, form, shown):
    assert shown_number(number, form) == shown


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    ("number", "form"),
    [
        (1234, "#,##0"),
        (7, "000,000"),
        (1000, "0,"),
        (7, '000","000'),
        (7, "0.00"),
        (7, "0.##"),
        (7, "0%"),
        (7, "0.00E+00"),
        (7, "##0E+0"),
        (7, "# ?/?"),
        (7, "000/000"),
        (7, "yyyy-mm-dd"),
        (7, "[h]:mm"),
        (7, "[>100]000;0"),
        (7, "[DBNum1]General"),
        (7, "[$-D000000]0"),
        (7, "*-0"),
        (7, ";;;"),
        (0, "0;-0;;@"),
        (0, "#"),
        (7, '"hidden"'),
        (7, '"SN"@'),
        (123456789012, '"SN"General'),
        (7, "0!-0"),
        (7, "SN000"),
        (7, ""),
    ],
)
def test_where_excel_shows_something_else_nothing_is_guessed(number, form):
    assert shown_number(number, form) is None


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("General", "A1"),
        ("@", "A1"),
        ("00000", "A1"),
        ('0;0;0;"SN"@', "SNA1"),
        ('"SN"@', "SNA1"),
        ("0;@", "A1"),
        (";;;", None),
        ('0;0;0;"hidden"', None),
        ("*-@", None),
    ],
)
def test_text_is_shown_by_the_section_for_text(form, shown):
    assert shown_text("A1", form) == shown


@pytest.mark.parametrize(
    ("form", "date"),
    [
        ("yyyy年m月d日", True),
        ("[$-804]上午/下午h:mm", True),
        ("[mm]:ss", True),
        ("[$-F800]dddd, mmmm dd", True),
        ("General", False),
        ('"year"0', False),
        ("0.00E+00", False),
        ("[Red]0", False),
        *((form, number in range(14, 23)) for number, form in BUILT_IN.items() if number < 23),
    ],
)
def test_dates_are_told_from_numbers(form, date):
    assert is_date(form) is date


@given(st.integers(0, 10**15), st.text('0#?-;"\\[]$,.@E+%/_*ySN 年', max_size=20))
def test_no_format_is_too_strange_and_a_comma_never_cuts_a_number(number, form):
    numbers, texts = shown_number(number, form), shown_text("A1", form)
    assert [shown for shown in [numbers] if shown is not None and "," in shown] == []
    assert [shown for shown in [texts] if shown is not None and "A1" not in shown] == []


@given(st.integers(1, 10**14), st.lists(st.sampled_from(["0", "#", "-", "\\A"]), min_size=1))
def test_digits_are_never_lost_or_changed(number, places):
    shown = shown_number(number, "".join(places))
    holds = any(place in "0#" for place in places)
    assert (shown is not None) is holds
    if shown is not None:
        assert "".join(filter(str.isdigit, shown)).lstrip("0") == str(number)
