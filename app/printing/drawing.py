"""Symbols on a page of paper: the one place where bars become rectangles of a PDF."""

from typing import TYPE_CHECKING

from app.printing.symbols import bars

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


def draw_bars(
    canvas: "Canvas", modules: str, module: float, middle: float, bottom: float, height: float
) -> None:
    """Draw the modules of a symbol with their middle at ``middle``; all figures in millimetres.

    ``module`` is the width of the thinnest bar. The caller leaves the quiet zones free.
    """
    from reportlab.lib.units import mm

    left = middle - len(modules) * module / 2
    for start, length in bars(modules):
        at = (left + start * module) * mm
        canvas.rect(at, bottom * mm, length * module * mm, height * mm, stroke=0, fill=1)
