"""Icons: each that the program names is in its font, and is the library's."""

import importlib.util
import re
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QRawFont
from pytestqt.qtbot import QtBot

from app.gui.kit.icon_codes import CODES
from app.gui.kit.icons import icon

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r'"mdi6\.([^"]+)"')


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The script that cuts the font; what it cuts with is not installed with the tests."""
    for name in ("fontTools", "fontTools.subset", "fontTools.ttLib"):
        made = ModuleType(name)
        made.__dict__.update(subset=made, TTFont=None)
        monkeypatch.setitem(sys.modules, name, made)
    spec = importlib.util.spec_from_file_location("icon_font", ROOT / "packaging/icon_font.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module


def test_the_font_has_the_icons_that_the_program_names_and_no_other(cut: ModuleType) -> None:
    named = {
        name for path in (ROOT / "app").rglob("*.py") for name in NAMED.findall(path.read_text())
    }
    assert sorted(CODES) == sorted(named) == cut.names(), "run packaging/icon_font.py"


def test_each_icon_is_the_librarys(cut: ModuleType) -> None:
    library = cut.library_codes()
    assert {name: library[name] for name in CODES} == CODES
    assert len(library) > 5000


def test_each_icon_has_a_glyph_of_its_own(qtbot: QtBot) -> None:
    file = resources.files("resources") / "fonts/MaterialDesignIcons.ttf"
    with resources.as_file(file) as path:
        font = QRawFont(str(path), 16)
    glyphs = [tuple(font.glyphIndexesForString(chr(code))) for code in CODES.values()]
    assert len(set(glyphs)) == len(CODES)
    assert all(len(glyph) == 1 and glyph[0] for glyph in glyphs)


@pytest.mark.parametrize("name", ["barcode-scan", "chevron-down"])
def test_an_icon_is_drawn_in_its_colour(qtbot: QtBot, name: str) -> None:
    drawn = icon(f"mdi6.{name}", "#ff0000").pixmap(QSize(32, 32)).toImage()
    inks = {drawn.pixelColor(x, y).name() for x in range(32) for y in range(32)}
    assert "#ff0000" in inks


def test_an_icon_that_is_not_in_the_font_is_an_error(qtbot: QtBot) -> None:
    with pytest.raises(KeyError):
        icon("mdi6.no-such-icon", "#ff0000")
