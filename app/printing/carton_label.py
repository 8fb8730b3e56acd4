"""The label of a carton: its code as Code 128 and in letters, what it holds and how many.

A bar is a whole number of dots of a 203 dpi label printer, two at least, or no reader reads it:
a code too long for that is refused, never squeezed.
"""

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.problems import Code, refuse
from app.printing.drawing import draw_bars
from app.printing.files import write_whole
from app.printing.symbols import QUIET, code128
from app.text import ngettext

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

WIDTH_MM, HEIGHT_MM = 100, 60
_DOT_MM = 25.4 / 203
_LEAST_DOTS = 2
_MARGIN_MM = 3
_BARS_MM = 24
_TEXT, _CODE = "NotoSansSC-Regular", "JetBrainsMono-Bold"


def dots_per_module(count: int) -> int:
    """How many dots a module gets so that ``count`` of them fill the label. Raises Refused."""
    room = (WIDTH_MM - 2 * _MARGIN_MM) / _DOT_MM
    dots = int(room / (count + 2 * QUIET))
    if dots < _LEAST_DOTS:
        raise refuse(Code.LABEL_TOO_NARROW)
    return min(dots, 4)


def write(path: Path, code: str, product: str, units: int) -> None:
    """Write the label of one carton as a PDF of one page, in the label's own size.

    Raises Refused where the code has too many characters for a label of this width, or where the
    file cannot be written; nothing half written is left then.
    """
    modules = code128(code)
    module = dots_per_module(len(modules)) * _DOT_MM
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas

    _register_fonts()
    canvas = Canvas(path.name, (WIDTH_MM * mm, HEIGHT_MM * mm))
    canvas.setTitle(code)
    middle = WIDTH_MM * mm / 2
    _centred(canvas, _TEXT, 12, middle, (HEIGHT_MM - 10) * mm, product)
    draw_bars(canvas, modules, module, WIDTH_MM / 2, 20, _BARS_MM)
    _centred(canvas, _CODE, 14, middle, 13 * mm, code)
    _centred(canvas, _TEXT, 11, middle, 5 * mm, ngettext("{count} unit", "{count} units", units))
    write_whole(path, canvas.getpdfdata())


def _centred(
    canvas: "Canvas", font: str, size: float, middle: float, height: float, text: str
) -> None:
    """One line of text in the middle, smaller where it would not fit."""
    from reportlab.lib.units import mm
    from reportlab.pdfbase.pdfmetrics import stringWidth

    room = (WIDTH_MM - 2 * _MARGIN_MM) * mm
    size = min(size, size * room / max(stringWidth(text, font, size), 1))
    canvas.setFont(font, size)
    canvas.drawCentredString(middle, height, text)


def _register_fonts() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name in (_TEXT, _CODE):
        if name not in pdfmetrics.getRegisteredFontNames():
            with (resources.files("resources") / f"fonts/{name}.ttf").open("rb") as file:
                pdfmetrics.registerFont(TTFont(name, file))
