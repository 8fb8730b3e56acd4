"""Drawings on the pages of a PDF: the one place where the dots of labels become points of a page.

A page is painted in the printer's dots from its top left corner; its calibration moves, sizes and
turns the whole of it. A symbol is filled as one, so that no seam shows between its modules.
"""

from io import BytesIO
from typing import TYPE_CHECKING

from app.printing.fonts import POINT, runs
from app.printing.labels.drawing import MM_PER_INCH, Dark, Drawing, LabelWords, Picture, dots_of
from app.printing.labels.printers import LabelPrinter
from app.printing.packing import PagePacker

if TYPE_CHECKING:
    from reportlab.lib.utils import ImageReader


class PdfPages:
    """The pages of a PDF, all of one size in millimetres: painted one by one, then taken whole."""

    def __init__(self, title: str, width: float, height: float, printer: LabelPrinter) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self._printer = printer
        # Whole dots, so that no printer's program stretches the page to them; a bit less, since a
        # PDF's figures are rounded.
        across, down = (dots_of(length, printer.dpi) - 0.001 for length in (width, height))
        self._dot = MM_PER_INCH / printer.dpi / POINT
        self._height = down * self._dot
        self._canvas: Canvas = Canvas("", (across * self._dot, self._height))
        self._canvas.setTitle(title)
        # Else viewers fit the page into what the printer reaches, and every label moves.
        self._canvas.setViewerPreference("PrintScaling", "None")
        self._packer = PagePacker(self._canvas)
        self._pictures: dict[bytes, ImageReader] = {}
        self._begun = False

    def paint(self, drawing: Drawing, left: int, top: int, turned: bool = False) -> None:
        """Paint a drawing on the page that is open, its left and top edge at these dots.

        ``turned``: it is read down the page, its top to the right.
        """
        self._begin()
        for part in drawing.parts:
            match part:
                case Dark():
                    self._fill(part, drawing, left, top, turned)
                case LabelWords():
                    self._write(part, drawing, left, top, turned)
                case Picture():
                    self._show(part, drawing, left, top, turned)

    def end_page(self) -> None:
        """Close the page; what is painted next stands on another."""
        self._begin()
        self._canvas.showPage()
        self._begun = False
        self._packer.pack()

    def data(self) -> bytes:
        """All pages that were ended, as a file."""
        made: bytes = self._canvas.getpdfdata()
        return made

    def _begin(self) -> None:
        """Count in dots from the page's top left corner, upwards as PDF does."""
        if self._begun:
            return
        self._begun = True
        calibration = self._printer.calibration
        dot = self._dot
        wide, down, across, high = calibration.matrix()
        self._canvas.transform(
            wide * dot,
            -down * dot,
            -across * dot,
            high * dot,
            calibration.right / POINT,
            self._height - calibration.down / POINT,
        )

    def _fill(self, part: Dark, drawing: Drawing, left: int, top: int, turned: bool) -> None:
        if turned:
            right = left + drawing.height
            boxes = (
                f"{right - y - high} {-(top + x + wide)} {high} {wide} re"
                for x, y, wide, high in part.boxes
            )
        else:
            boxes = (
                f"{left + x} {-(top + y + high)} {wide} {high} re"
                for x, y, wide, high in part.boxes
            )
        self._canvas.addLiteral("\n".join((*boxes, "f")))

    def _write(
        self, words: LabelWords, drawing: Drawing, left: int, top: int, turned: bool
    ) -> None:
        dots = drawing.dpi / MM_PER_INCH
        text = self._canvas.beginText()
        at = float(words.left)
        for run in runs(words.text, words.face, words.size):
            if turned:
                place = (left + drawing.height - words.base, -(top + at))
                text.setTextTransform(0, -1, 1, 0, *place)
            else:
                text.setTextTransform(1, 0, 0, 1, left + at, -(top + words.base))
            text.setFont(run.font, run.size * POINT * dots)
            text.textOut(run.text)
            at += run.width * dots
        self._canvas.drawText(text)

    def _show(self, picture: Picture, drawing: Drawing, left: int, top: int, turned: bool) -> None:
        from reportlab.lib.utils import ImageReader

        if picture.content not in self._pictures:
            self._pictures[picture.content] = ImageReader(BytesIO(picture.content))
        x, y, wide, high = picture.box
        self._canvas.saveState()
        if turned:
            self._canvas.transform(0, -1, 1, 0, left + drawing.height - y - high, -(top + x))
        else:
            self._canvas.translate(left + x, -(top + y + high))
        self._canvas.drawImage(self._pictures[picture.content], 0, 0, wide, high, mask="auto")
        self._canvas.restoreState()
