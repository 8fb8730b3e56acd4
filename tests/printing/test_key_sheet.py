"""The keys of a page on one sheet of A4, all of them, in both languages, within its margins."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from app.domain.problems import Code
from app.gui.kit.key_table import KEYS, Where
from app.gui.kit.keys import key_text
from app.printing import key_sheet
from app.printing.key_sheet import KeyGroup, ShownKey, in_columns
from app.text import _, use_language
from tests.shop import codes, refusal

Drawn = list[tuple[float, float, float, str]]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """What is written on the page: left, right, height in millimetres, and the text."""
    lines: Drawn = []
    draw: Callable[..., None] = Canvas.drawString

    def note(canvas: Canvas, left: float, bottom: float, text: str) -> None:
        wide = stringWidth(text, canvas._fontname, canvas._fontsize)
        lines.append((left / mm, (left + wide) / mm, bottom / mm, text))
        draw(canvas, left, bottom, text)

    monkeypatch.setattr(Canvas, "drawString", note)
    return lines


def every_key() -> list[KeyGroup]:
    """More than any page has: all keys of the program."""
    return [
        KeyGroup(
            _(where.value),
            tuple(
                ShownKey(key_text(key.each()[0]), _(key.does)) for key in KEYS if key.where is where
            ),
        )
        for where in Where
    ]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_all_keys_stand_on_one_page_each_once_within_its_margins(
    tmp_path: Path, drawn: Drawn, language: str
) -> None:
    use_language(language)
    try:
        groups = every_key()
    finally:
        use_language("en")
    path = tmp_path / "keys.pdf"
    key_sheet.write(path, "Keys", groups)
    assert path.read_bytes().count(b"/Type /Page\n") == 1
    wanted = ["Keys", *(group.title for group in groups)]
    wanted += [text for group in groups for key in group.keys for text in (key.keys, key.does)]
    assert sorted(text for *_place, text in drawn) == sorted(wanted)
    for left, right, bottom, text in drawn:
        assert 17 < left < right < key_sheet.WIDTH_MM - 17, text
        assert 17 < bottom < key_sheet.HEIGHT_MM - 17, text
    places = [(round(left), round(bottom, 2)) for left, _right, bottom, _text in drawn]
    assert len(set(places)) == len(places)


def test_columns_keep_the_order_and_are_about_even() -> None:
    sizes = (12, 3, 2, 6, 5)
    groups = [KeyGroup(str(n), (ShownKey("F1", ""),) * n) for n in sizes]
    left, right = in_columns(groups, 2)
    assert [*left, *right] == groups
    assert abs(sum(one.height for one in left) - sum(one.height for one in right)) <= 8


def test_no_keys_at_all_are_an_empty_sheet(tmp_path: Path, drawn: Drawn) -> None:
    key_sheet.write(tmp_path / "keys.pdf", "Keys", [])
    assert [text for *_place, text in drawn] == ["Keys"]


def test_where_it_cannot_be_written_nothing_is_left(tmp_path: Path) -> None:
    path = tmp_path / "none" / "keys.pdf"
    assert codes(refusal(key_sheet.write, path, "Keys", every_key())) == [Code.FILE_NO_FOLDER]
    assert list(tmp_path.iterdir()) == []
