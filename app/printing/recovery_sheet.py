"""The shop's recovery code on paper: one page of A4, to be kept where the money is."""

from pathlib import Path

from app.printing.files import write_whole
from app.printing.key_sheet import HEIGHT_MM, WIDTH_MM, register_fonts, write_line

_MARGIN_MM = 24
_LINE_MM = 8
_TEXT, _HEADING, _CODE = "NotoSansSC-Regular", "NotoSansSC-SemiBold", "JetBrainsMono-Regular"


def write(path: Path, title: str, code: str, says: list[str]) -> None:
    """Write a PDF of one page: the title, the code in large letters, and lines that say what for.

    Raises Refused where the file cannot be written; nothing half written is left then.
    """
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas

    register_fonts()
    canvas = Canvas(path.name, (WIDTH_MM * mm, HEIGHT_MM * mm))
    canvas.setTitle(title)
    wide, at = WIDTH_MM - 2 * _MARGIN_MM, HEIGHT_MM - _MARGIN_MM - _LINE_MM
    write_line(canvas, _HEADING, 18, _MARGIN_MM, at, title, wide)
    write_line(canvas, _CODE, 26, _MARGIN_MM, at - 3 * _LINE_MM, code, wide)
    for place, line in enumerate(says):
        write_line(canvas, _TEXT, 11, _MARGIN_MM, at - (5 + place) * _LINE_MM, line, wide)
    write_whole(path, canvas.getpdfdata())
