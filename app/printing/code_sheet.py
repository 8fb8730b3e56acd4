"""A sheet with one code in large bars, for scanners that do not read screens."""

from pathlib import Path

from app.printing.drawing import draw_bars
from app.printing.files import write_whole
from app.printing.symbols import QUIET, code128

WIDTH_MM, HEIGHT_MM = 210, 297
_SYMBOL_MM = 100
_DOT_MM = 25.4 / 300  # printers have as many dots, or two or four for each
_BARS_MM = 25
_TOP_MM = 25


def write(path: Path, code: str) -> None:
    """Write a PDF of one A4 page with ``code`` as Code 128, and in letters below.

    Raises Refused where no Code 128 holds the code, or where the file cannot be written; nothing
    half written is left then.
    """
    modules = code128(code)
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(path.name, (WIDTH_MM * mm, HEIGHT_MM * mm))
    canvas.setTitle(code)
    dots = max(int(_SYMBOL_MM / _DOT_MM / (len(modules) + 2 * QUIET)), 1)
    bottom = HEIGHT_MM - _TOP_MM - _BARS_MM
    draw_bars(canvas, modules, dots * _DOT_MM, WIDTH_MM / 2, bottom, _BARS_MM)
    canvas.setFont("Courier", 12)
    canvas.drawCentredString(WIDTH_MM / 2 * mm, (bottom - 7) * mm, code)
    write_whole(path, canvas.getpdfdata())
