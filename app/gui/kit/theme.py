"""The look: one accent colour, an 8-pixel grid, bundled fonts, light and dark, icons."""

from dataclasses import dataclass, fields
from functools import cache
from importlib import resources

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.domain.verdicts import Level

GRID = 8
ROW_HEIGHT = 30
_FONTS = (
    "Inter-Regular.ttf",
    "Inter-SemiBold.ttf",
    "JetBrainsMono-Regular.ttf",
    "JetBrainsMono-Bold.ttf",
    "NotoSansSC-Regular.ttf",
)


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one scheme, by what they mean."""

    dark: bool
    accent: str
    on_accent: str
    window: str
    rail: str
    base: str
    zebra: str
    text: str
    muted: str
    line: str
    hover: str
    selection: str
    levels: tuple[tuple[str, str], ...]  # (background, text) in the order of Level

    def level(self, level: Level) -> tuple[str, str]:
        """Background and text colour of a verdict."""
        return self.levels[list(Level).index(level)]


LIGHT = Theme(
    dark=False,
    accent="#1f6feb",
    on_accent="#ffffff",
    window="#f5f6f8",
    rail="#e9edf2",
    base="#ffffff",
    zebra="#f9fafb",
    text="#1b1f24",
    muted="#5b6570",
    line="#d8dde3",
    hover="#dde4ec",
    selection="#dbe8fd",
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
    window="#16191d",
    rail="#101316",
    base="#1c2025",
    zebra="#20252b",
    text="#e6e9ed",
    muted="#98a3ae",
    line="#333a42",
    hover="#262c33",
    selection="#223a5e",
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


@cache
def load_fonts() -> None:
    """Add the bundled fonts, so that every machine shows the same text, Chinese too."""
    for name in _FONTS:
        file = resources.files("resources") / f"fonts/{name}"
        with resources.as_file(file) as path:  # read where text needs it, not whole at the start
            QFontDatabase.addApplicationFont(str(path))


def text_font(points: float = 10, bold: bool = False) -> QFont:
    """The font of all text, with figures of one width."""
    font = QFont(["Inter", "Noto Sans SC"])
    font.setPointSizeF(points)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def serial_font(points: float = 10, bold: bool = False) -> QFont:
    """The font of serial numbers: fixed width, 0 and O apart; ligatures off."""
    font = QFont(["JetBrains Mono", "Noto Sans SC"])
    font.setPointSizeF(points)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    font.setFeature(QFont.Tag("liga"), 0)
    font.setFeature(QFont.Tag("calt"), 0)
    return font


def apply(application: QApplication, theme: Theme) -> None:
    """Dress the whole program."""
    load_fonts()
    application.setStyle("Fusion")
    application.setFont(text_font())
    application.setPalette(_palette(theme))
    application.setStyleSheet(_sheet(theme))


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.base,
        role.AlternateBase: theme.zebra,
        role.Text: theme.text,
        role.PlaceholderText: theme.muted,
        role.Button: theme.base,
        role.ButtonText: theme.text,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.ToolTipBase: theme.base,
        role.ToolTipText: theme.text,
        role.Link: theme.accent,
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
    sheet = (resources.files("resources") / "theme.qss").read_text("utf-8")
    for field in fields(theme):
        value = getattr(theme, field.name)
        if isinstance(value, str):
            sheet = sheet.replace(f"@{field.name}", value)
    back, wrong = theme.level(Level.REFUSED)
    sheet = sheet.replace("@wrong_back", back).replace("@wrong", wrong)
    icons = resources.files("resources") / "icons"
    shade = "dark" if theme.dark else "light"
    images = {
        "@chevron": icons / f"chevron-{shade}.svg",
        "@up": icons / f"chevron-up-{shade}.svg",
        "@check": icons / "check.svg",
    }
    for name, image in images.items():
        sheet = sheet.replace(name, str(image).replace("\\", "/"))
    return sheet
