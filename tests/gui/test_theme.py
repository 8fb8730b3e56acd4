"""The look: text can be read on everything it stands on, edges are seen, headings are semibold."""

import re

import pytest
from babel.messages.pofile import read_po
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QRawFont
from PySide6.QtWidgets import QApplication, QCheckBox

from app.domain.verdicts import Level
from app.gui.kit import theme
from app.gui.kit.theme import DARK, LIGHT, Theme, contrast
from resources import FOLDER
from tests.texts import translate_tool

GROUNDS = ("window", "base", "rail", "selection", "desk", "hover")
TEXTS = {
    "text": (*GROUNDS, "mark", "soft"),
    "muted": (*GROUNDS, "soft"),
    "accent_text": GROUNDS,
    "on_accent": ("accent",),
}
"""Every colour of text, and the grounds that it stands on."""

SEEN = {"edge": 1.6, "muted": 4.5, "accent": 3.0}
"""Fields' edges, those of check boxes, and the focus: how far from what is around them."""

LOOKS = pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])


def test_a_contrast_is_measured_as_the_web_standard_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#1f6feb", "#f5f6f8") == pytest.approx(4.3, abs=0.05)


@LOOKS
@pytest.mark.parametrize(
    ("text", "ground"), [(text, ground) for text, grounds in TEXTS.items() for ground in grounds]
)
def test_text_can_be_read_on_what_it_stands_on(look: Theme, text: str, ground: str) -> None:
    assert contrast(getattr(look, text), getattr(look, ground)) >= 4.5


@LOOKS
@pytest.mark.parametrize("level", Level)
def test_a_verdict_can_be_read_on_its_ground_and_in_a_chosen_row(look: Theme, level: Level) -> None:
    back, text = look.level(level)
    for ground in (back, look.base, look.window, look.selection):
        assert contrast(text, ground) >= 4.5


@LOOKS
@pytest.mark.parametrize("edge", SEEN)
@pytest.mark.parametrize("ground", ["base", "window"])
def test_an_edge_is_seen(look: Theme, edge: str, ground: str) -> None:
    assert contrast(getattr(look, edge), getattr(look, ground)) >= SEEN[edge]


def test_every_colour_is_one() -> None:
    for look in (LIGHT, DARK):
        values = [getattr(look, name) for name in look._fields]
        texts = [value for value in values if isinstance(value, str)]
        assert [text for text in texts if not re.fullmatch("#[0-9a-f]{6}", text)] == []


@LOOKS
def test_the_style_sheet_names_nothing_that_is_not_there(look: Theme) -> None:
    sheet = theme._sheet(look)
    assert "@" not in sheet and look.accent_text in sheet


def test_the_accent_is_no_colour_of_text() -> None:
    """It is too faint for that: links and active entries have a colour of their own."""
    sheet = (FOLDER / "theme.qss").read_text("utf-8")
    assert " color: @accent;" not in sheet and "{ color: @accent;" not in sheet


@pytest.mark.usefixtures("qapp")
def test_headings_have_every_character_of_the_chinese_texts() -> None:
    file = FOLDER / "fonts/NotoSansSC-SemiBold.ttf"
    made = QRawFont()
    made.loadFromData(file.read_bytes(), 16, QFont.HintingPreference.PreferNoHinting)
    assert made.isValid()
    with translate_tool().catalogue("zh_CN").open("rb") as catalogue:
        texts = [message.string for message in read_po(catalogue) if message.id]
    told = {
        char
        for text in texts
        for char in (text if isinstance(text, str) else "".join(text))
        if char.isprintable()
    }
    assert {char for char in told if not made.supportsCharacter(ord(char))} == set()


@pytest.mark.usefixtures("qapp")
def test_headings_are_drawn_in_a_semibold_and_no_other_text_is() -> None:
    theme.load_fonts()
    family = theme._HEADINGS[1]
    assert family in QFontDatabase.families()
    assert QFontInfo(QFont(family, weight=QFont.Weight.DemiBold)).weight() == 600
    assert family in theme.text_font(bold=True).families()
    assert family not in theme.text_font().families()


def test_another_look_has_the_same_style(qapp: QApplication) -> None:
    """With a new one Qt would work out anew all that there is, before it is built anew anyway."""
    try:
        theme.apply(qapp, theme.LIGHT)
        style = qapp.style()
        theme.apply(qapp, theme.DARK)
        assert qapp.style() is style and style.name() == "fusion"
    finally:
        qapp.setProperty(theme.SHEET, "")


@LOOKS
def test_what_is_checked_looks_so_where_it_cannot_be_changed_too(
    qtbot, qapp: QApplication, look: Theme
) -> None:
    theme.apply(qapp, look)
    try:
        pictures = []
        for checked in (True, False):
            made = QCheckBox("Text")
            qtbot.addWidget(made)
            theme.dress(made)
            made.setChecked(checked)
            made.setEnabled(False)
            pictures.append(made.grab().toImage())
    finally:
        qapp.setProperty(theme.SHEET, "")
    assert pictures[0] != pictures[1]
