"""The look: colours by what they mean, measures on an 8-pixel grid, bundled fonts, light and dark.

The style sheet ``resources/theme.qss`` names all of them as ``@name``.
"""

import re
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.verdicts import Level
from resources import FOLDER

GRID = 8
PAGE_TOP = 12
"""The margin above a page; at its sides it is two of the grid."""
PAGE_SIDE = 16
CARD_GAP = 12
FIELD_HEIGHT = 32
"""Of fields and buttons."""
BIG_BUTTON = 48
BOX_HEIGHT = 44
ROW_HEIGHT = 30
TWO_LINE_ROW = 44
SETTING_ROW = 56
HEAD_HEIGHT = 28
RAIL_GROUP = 28
RAIL_CHILD = 24
RAIL_FOOT = 48
PERSON_TILE = 56

HINT = 8.25
"""Sizes of text in points; 8.25 are 11 pixels at 96 dots an inch. Hints, and keys on buttons."""
SECONDARY = 9.0
BODY = 10.0
SECTION = 11.25
TITLE = 15.0
SUM = 21.0
TOTAL = 30.0

_MEASURES = {
    "field_height": FIELD_HEIGHT - 10,  # without padding and border
    "big_height": BIG_BUTTON - 10,
    "box_height": BOX_HEIGHT - 12,
    "pin_height": BOX_HEIGHT + 2,
    "head_height": HEAD_HEIGHT - 9,
    "rail_group": RAIL_GROUP,
    "rail_child": RAIL_CHILD,
    "rail_foot": RAIL_FOOT,
    "person_tile": PERSON_TILE - 2,
    "hint_size": HINT,
    "secondary_size": SECONDARY,
    "section_size": SECTION,
    "title_size": TITLE,
    "sum_size": SUM,
    "total_size": TOTAL,
}

_FONTS = (
    "Inter-Regular.ttf",
    "Inter-SemiBold.ttf",
    "JetBrainsMono-Regular.ttf",
    "JetBrainsMono-Bold.ttf",
    "NotoSansSC-Regular.ttf",
    "NotoSansSC-SemiBold.ttf",
)
_FAMILIES = ["Inter", "Noto Sans SC"]
_HEADINGS = ["Inter", "Noto Sans SC SemiBold", "Noto Sans SC"]
"""What the semibold lacks, names with rare characters, is drawn in the other."""


class Theme(NamedTuple):
    """The colours of one scheme, by what they mean.

    ``accent`` is for fills and the focus; as text it is too faint: links and the active entry are
    ``accent_text``. ``edge`` surrounds fields and buttons, ``line`` cards, ``soft`` parts rows.
    ``mark`` is behind what was found in a text, ``desk`` behind paper.
    """

    dark: bool
    accent: str
    on_accent: str
    accent_text: str
    window: str
    rail: str
    base: str
    desk: str
    text: str
    muted: str
    edge: str
    line: str
    soft: str
    hover: str
    selection: str
    mark: str
    levels: tuple[tuple[str, str], ...]  # (background, text) in the order of Level

    def level(self, level: Level) -> tuple[str, str]:
        """Background and text colour of a verdict."""
        return self.levels[list(Level).index(level)]


LIGHT = Theme(
    dark=False,
    accent="#1f6feb",
    on_accent="#ffffff",
    accent_text="#1557bd",
    window="#f5f6f8",
    rail="#e9edf2",
    base="#ffffff",
    desk="#e4e8ed",
    text="#1b1f24",
    muted="#57616c",
    edge="#b6bfc9",
    line="#d8dde3",
    soft="#e8ebef",
    hover="#dde4ec",
    selection="#dbe8fd",
    mark="#ffe9a8",
    levels=(
        ("#e3f4e8", "#14602c"),
        ("#e5effe", "#194a94"),
        ("#fff2cf", "#6f4a00"),
        ("#fde4e3", "#9c1512"),
    ),
)
DARK = Theme(
    dark=True,
    accent="#4c8dff",
    on_accent="#0b1526",
    accent_text="#8db7ff",
    window="#16191d",
    rail="#101316",
    base="#1c2025",
    desk="#111417",
    text="#e6e9ed",
    muted="#a0abb6",
    edge="#4c5660",
    line="#333a42",
    soft="#2a3037",
    hover="#262c33",
    selection="#223a5e",
    mark="#5a4a12",
    levels=(
        ("#143521", "#8fdca8"),
        ("#172f52", "#a9caff"),
        ("#3d2f0b", "#f3cf7a"),
        ("#471a1b", "#ffaca8"),
    ),
)


def theme_for(choice: str) -> Theme:
    """The theme of a choice: light, dark, or the system's own."""
    if choice == "system":
        scheme = QGuiApplication.styleHints().colorScheme()
        choice = "dark" if scheme is Qt.ColorScheme.Dark else "light"
    return DARK if choice == "dark" else LIGHT


def contrast(one: str, other: str) -> float:
    """How far two colours (#rrggbb) are apart, 1 to 21, as WCAG 2.1 measures it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@cache
def load_fonts() -> None:
    """Add the bundled fonts, so that every machine shows the same text, Chinese too."""
    for name in _FONTS:
        # By its name: it is read where text needs it, not whole at the start.
        QFontDatabase.addApplicationFont(str(FOLDER / f"fonts/{name}"))


def text_font(points: float = BODY, bold: bool = False) -> QFont:
    """The font of all text, with figures of one width."""
    font = QFont(_HEADINGS if bold else _FAMILIES)
    font.setPointSizeF(points)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def serial_font(points: float = BODY, bold: bool = False) -> QFont:
    """The font of serial numbers: fixed width, 0 and O apart; ligatures off."""
    font = QFont(["JetBrains Mono", "Noto Sans SC"])
    font.setPointSizeF(points)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    font.setFeature(QFont.Tag("liga"), 0)
    font.setFeature(QFont.Tag("calt"), 0)
    return font


def apply(application: QApplication, theme: Theme) -> None:
    """Give the whole program the colours and fonts of a theme, and ``dress`` its style sheet."""
    load_fonts()
    if application.property(SHEET) is None:  # once: for it Qt works out anew all that is there
        application.setStyle("Fusion")
    application.setFont(text_font())
    application.setPalette(_palette(theme))
    application.setProperty(SHEET, _sheet(theme))


def dress(window: QWidget) -> None:
    """Put the style sheet on a window: all that is in it has it, and what opens over it.

    Each window dresses itself when it is built. The application itself has no sheet: Qt would work
    it out again for all that is in a part whenever the part is put into another one, which was half
    of what building a page took.
    """
    application = QApplication.instance()
    window.setStyleSheet((application and application.property(SHEET)) or "")


SHEET = "sheet"
"""The property of the application that holds the style sheet of its windows."""


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.base,
        role.AlternateBase: theme.base,
        role.Text: theme.text,
        role.PlaceholderText: theme.muted,
        role.Button: theme.base,
        role.ButtonText: theme.text,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.ToolTipBase: theme.base,
        role.ToolTipText: theme.text,
        role.Link: theme.accent_text,
        role.Mid: theme.line,
        role.Accent: theme.accent,
    }
    palette = QPalette()
    for name, colour in colours.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.muted))
    return palette


def _sheet(theme: Theme) -> str:
    """The style sheet with every ``@name`` and ``@{name}`` filled in; KeyError for others."""
    back, wrong = theme.level(Level.REFUSED)
    shade = "dark" if theme.dark else "light"
    images = {
        "chevron": f"chevron-{shade}.svg",
        "up": f"chevron-up-{shade}.svg",
        "check": "check.svg",
        "check_some": "check-some.svg",
        "switch_on": f"switch-on-{shade}.svg",
        "switch_off": f"switch-off-{shade}.svg",
    }
    icons = FOLDER / "icons"
    named = {
        **theme._asdict(),
        **_MEASURES,
        "headings": ", ".join(f'"{family}"' for family in _HEADINGS),
        "wrong_back": back,
        "wrong": wrong,
        "good": theme.level(Level.ACCEPTED)[1],
        "warned": theme.level(Level.WARNING)[1],
        **{name: str(icons / file).replace("\\", "/") for name, file in images.items()},
    }
    sheet = (FOLDER / "theme.qss").read_text("utf-8")
    return re.sub(r"@(?:\{(\w+)\}|(\w+))", lambda found: str(named[found[1] or found[2]]), sheet)
