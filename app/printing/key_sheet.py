"""The keys of a page on paper: one sheet of A4, to lie beside the keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.printing.files import write_whole
from resources import FOLDER

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

WIDTH_MM, HEIGHT_MM = 210, 297
_MARGIN_MM = 18
_GAP_MM = 10
_HEAD_MM = 16
_COLUMNS = 2
_ROW_MM = 7.0
"""The height of a line, where there is room for so much; a long list has lower lines."""
_KEY_SHARE = 0.4
"""Of a column, for the keys."""
_TEXT, _HEADING, _KEY = "NotoSansSC-Regular", "NotoSansSC-SemiBold", "JetBrainsMono-Regular"
_POINTS_A_ROW = 10 / _ROW_MM


@dataclass(frozen=True, slots=True)
class ShownKey:
    """Keys as they stand on a keyboard, and what they do, in the language in use."""

    keys: str
    does: str


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Keys that work in one place, under its heading."""

    title: str
    keys: tuple[ShownKey, ...]

    @property
    def height(self) -> int:
        """In lines: its heading, its keys, and the gap below."""
        return len(self.keys) + 2


def in_columns(groups: Sequence[KeyGroup], count: int) -> list[list[KeyGroup]]:
    """Groups in their order, in ``count`` columns as even in height as that allows."""
    columns: list[list[KeyGroup]] = [[] for _n in range(count)]
    share = sum(group.height for group in groups) / count
    above = 0.0
    for group in groups:
        place = min(int((above + group.height / 2) / share), count - 1)
        columns[place].append(group)
        above += group.height
    return columns


def write(path: Path, title: str, groups: Sequence[KeyGroup]) -> None:
    """Write a PDF of one A4 page with the keys under ``title``.

    Raises Refused where the file cannot be written; nothing half written is left then.
    """
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas

    register_fonts()
    canvas = Canvas(path.name, (WIDTH_MM * mm, HEIGHT_MM * mm))
    canvas.setTitle(title)
    wide = (WIDTH_MM - 2 * _MARGIN_MM - (_COLUMNS - 1) * _GAP_MM) / _COLUMNS
    top = HEIGHT_MM - _MARGIN_MM - _HEAD_MM
    columns = in_columns(groups, _COLUMNS)
    most = max((sum(group.height for group in column) for column in columns), default=1)
    row = min(_ROW_MM, (top - _MARGIN_MM) / max(most, 1))
    write_line(canvas, _HEADING, 18, _MARGIN_MM, HEIGHT_MM - _MARGIN_MM - 6, title, 2 * wide)
    for place, column in enumerate(columns):
        left, at = _MARGIN_MM + place * (wide + _GAP_MM), float(top)
        for group in column:
            at = _write_group(canvas, group, left, at, wide, row)
    write_whole(path, canvas.getpdfdata())


def _write_group(
    canvas: "Canvas", group: KeyGroup, left: float, at: float, wide: float, row: float
) -> float:
    """A group below ``at``; returns where the next one begins. All figures in millimetres."""
    size = row * _POINTS_A_ROW
    for_keys = wide * _KEY_SHARE
    at -= row
    write_line(canvas, _HEADING, size * 1.1, left, at, group.title, wide)
    for key in group.keys:
        at -= row
        write_line(canvas, _KEY, size, left, at, key.keys, for_keys - 2)
        write_line(canvas, _TEXT, size, left + for_keys, at, key.does, wide - for_keys)
    return at - row


def write_line(
    canvas: "Canvas", font: str, size: float, left: float, bottom: float, text: str, room: float
) -> None:
    """One line of text, smaller where it would not fit; all but ``size`` in millimetres."""
    from reportlab.lib.units import mm
    from reportlab.pdfbase.pdfmetrics import stringWidth

    size = min(size, size * room * mm / max(stringWidth(text, font, size), 1))
    canvas.setFont(font, size)
    canvas.drawString(left * mm, bottom * mm, text)


def register_fonts() -> None:
    """Have the fonts of such sheets known."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name in (_TEXT, _HEADING, _KEY):
        if name not in pdfmetrics.getRegisteredFontNames():
            with (FOLDER / f"fonts/{name}.ttf").open("rb") as file:
                pdfmetrics.registerFont(TTFont(name, file))
