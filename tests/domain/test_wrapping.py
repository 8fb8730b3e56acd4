"""Text in rows: nothing is lost, nothing is too wide, names wrap and amounts never (Q5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.wrapping import cells, centred, one_row, sides, wrap

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=120)
WORDS = st.text(st.sampled_from("ab c，。手机壳（）-¥é\u0301 "), max_size=80)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3),
        ("手机", 4),
        ("Ａ１", 4),
        ("é", 1),
        ("e\u0301", 1),
        ("¥1", 2),
        ("￥1", 3),
        ("–", 1),
    ],
)
def test_a_chinese_glyph_takes_two_columns(text: str, columns: int) -> None:
    assert cells(text) == columns


@pytest.mark.parametrize(
    ("text", "room", "rows"),
    [
        ("Tarnwick P10 256 GB", 12, ["Tarnwick P10", "256 GB"]),
        ("a" * 10, 4, ["aaaa", "aaaa", "aa"]),
        ("高级手机壳透明", 6, ["高级手", "机壳透", "明"]),
        ("手机壳，透明", 6, ["手机", "壳，透", "明"]),
        ("one\ntwo", 9, ["one", "two"]),
        ("", 5, [""]),
        ("  a\t b ", 5, ["a b"]),
        ("字", 1, ["字"]),
    ],
)
def test_rows_end_where_a_reader_expects_it(text: str, room: int, rows: list[str]) -> None:
    assert wrap(text, room) == rows


@pytest.mark.rule("Q5")
@given(TEXTS | WORDS, st.integers(2, 48))
def test_no_row_is_too_wide_and_no_character_is_lost(text: str, columns: int) -> None:
    rows = wrap(text, columns)
    assert max(map(cells, rows)) <= columns
    kept = "".join("".join(rows).split())
    assert kept == "".join("".join(one_row(row) for row in text.splitlines()).split())


@pytest.mark.rule("Q5")
@given(WORDS, st.integers(0, 10**15), st.sampled_from([32, 42, 48]))
def test_a_name_wraps_and_an_amount_never(name: str, amount: int, columns: int) -> None:
    figure = f"¥{amount:,}.00"
    rows = sides(name, figure, columns)
    assert rows[-1].endswith(figure)
    assert cells(rows[-1]) == columns
    assert max(map(cells, rows)) <= columns
    assert "".join("".join(rows).removesuffix(figure).split()) == "".join(name.split())


def test_a_text_stands_in_the_middle() -> None:
    assert centred("手机", 8) == ["  手机"]
