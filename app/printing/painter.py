"""Pages as a PDF, by ReportLab: the one place where texts, lines, bars and pictures are drawn.

Texts are drawn as they are, never read as markup. Fonts are embedded, with the glyphs of the text.
"""

from collections.abc import Iterable
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from app.printing.fonts import POINT, pitched_runs, runs
from app.printing.packing import PagePacker
from app.printing.page import (
    RED,
    PageBars,
    PagePart,
    PagePicture,
    PageRule,
    PageText,
    PageTint,
    PaperPage,
)
from app.printing.symbols.symbol import dark_runs

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_RED = (0.72, 0.11, 0.11)
_TINT = (0.80, 0.87, 0.99)


def pdf_of(pages: Iterable[PaperPage], title: str) -> bytes:
    """Draw pages, each once it is there; a viewer prints them in their own size."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas("")
    canvas.setTitle(title)
    canvas.setViewerPreference("PrintScaling", "None")
    packer = PagePacker(canvas)
    for page in pages:
        canvas.setPageSize((page.width / POINT, page.height / POINT))
        for top, block in page.placed:
            for part in block.parts:
                _draw(canvas, part, page.height - top)
        canvas.showPage()
        packer.pack()
    data: bytes = canvas.getpdfdata()
    return data


def _draw(canvas: "Canvas", part: PagePart, top: float) -> None:
    """Draw a part of a block whose top is at ``top`` millimetres from the bottom of the page."""
    match part:
        case PageText():
            _shade(canvas, part.shade)
            _draw_text(canvas, part, top)
        case PageRule():
            canvas.setStrokeGray(part.shade)
            canvas.setLineWidth(part.thickness / POINT)
            ends = (part.left, top - part.top, part.right, top - part.bottom)
            canvas.line(*(end / POINT for end in ends))
        case PageBars():
            _shade(canvas, 0)
            _draw_bars(canvas, part, top)
        case PagePicture():
            _draw_picture(canvas, part, top)
        case PageTint():
            canvas.setFillColorRGB(*_TINT)
            low = (top - part.top - part.height) / POINT
            sizes = (part.width / POINT, part.height / POINT)
            canvas.rect(part.left / POINT, low, *sizes, stroke=0, fill=1)


def _shade(canvas: "Canvas", shade: float) -> None:
    canvas.setFillColorRGB(*_RED) if shade == RED else canvas.setFillGray(shade)


def _draw_text(canvas: "Canvas", text: PageText, top: float) -> None:
    at, base = text.left, (top - text.base) / POINT
    made = partial(pitched_runs, pitch=text.pitch) if text.pitch else partial(runs, size=text.size)
    for run in made(text.text, text.face):
        canvas.setFont(run.font, run.size)
        canvas.drawString(at / POINT, base, run.text)
        at += run.width


def _draw_bars(canvas: "Canvas", symbol: PageBars, top: float) -> None:
    """In units of a module and of the height, so that every bar is said in whole numbers."""
    left, low = symbol.left / POINT, (top - symbol.top - symbol.height) / POINT
    boxes = " ".join(f"{start} 0 {length} 1 re" for start, length in dark_runs(symbol.modules))
    canvas.saveState()
    canvas.transform(symbol.module / POINT, 0, 0, symbol.height / POINT, left, low)
    canvas.addLiteral(f"{boxes} f")
    canvas.restoreState()


def _draw_picture(canvas: "Canvas", picture: PagePicture, top: float) -> None:
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(
        ImageReader(BytesIO(picture.data)),
        picture.left / POINT,
        (top - picture.top - picture.height) / POINT,
        picture.width / POINT,
        picture.height / POINT,
        mask="auto",
    )
