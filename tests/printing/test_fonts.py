"""Fonts: each character has one that draws it, a mark, or nothing to draw."""

import pytest

from app.printing.fonts import MARK, POINT, Face, lacking, pitched_runs, runs, width


@pytest.mark.rule("Q5")
@pytest.mark.parametrize("face", Face)
def test_every_face_has_letters_chinese_and_the_mark(face: Face) -> None:
    assert lacking(f"Az09–−·¥€£₹₩₫￥×é手机龘壹零{MARK}", face) == ""
    assert lacking(["a😀b", "𠮷😀"], face) == "😀𠮷"


def test_a_lacking_glyph_is_drawn_as_a_mark_and_an_invisible_one_not() -> None:
    text = "a😀\u200b\ufe0f\u0007b"
    assert "".join(run.text for run in runs(text, Face.TEXT, 9)).count(MARK) == 1
    assert lacking(text) == "😀"


@pytest.mark.parametrize("face", Face)
def test_a_text_is_as_wide_as_its_parts(face: Face) -> None:
    text = "Phone 手机 ¥1,299.00 😀"
    assert sum(run.width for run in runs(text, face, 9)) == pytest.approx(width(text, face, 9))
    assert width("手", Face.TEXT, 10) == pytest.approx(10 * POINT)


def test_figures_are_all_as_wide_as_each_other() -> None:
    assert len({width(digit, Face.FIGURES, 9) for digit in "0123456789"}) == 1


@pytest.mark.rule("Q5")
def test_in_columns_a_chinese_glyph_fills_two() -> None:
    made = list(pitched_runs("ab手机c", Face.SERIAL, 1.5))
    assert [(run.text, round(run.width, 3)) for run in made] == [
        ("ab", 3.0),
        ("手机", 6.0),
        ("c", 1.5),
    ]
    assert made[1].size == pytest.approx(3.0 / POINT)
