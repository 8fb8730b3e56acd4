"""Pages as dots of a printer: what is drawn on whole dots stands on them."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from app.domain.printing import Printer, PrinterType
from app.printing.printers import escpos, zpl
from app.printing.printers.raster import Raster, rasters
from tests.printing.heard import black_of_escpos, black_of_zpl

pytestmark = pytest.mark.rule("Q8")

DPIS = (203, 300, 600)


def page(dpi, width=83, height=50, boxes=((0, 0, 2, 50), (5, 10, 40, 7), (80, 3, 3, 1))):
    """A PDF of one page of so many dots, with black boxes: left, from the top, width, height.

    Each is a hundredth of a dot smaller at its edges, as everything is that we draw on dots: what
    reads a PDF blackens each dot that is touched, if by a rounded figure only.
    """
    dot = 72 / dpi
    canvas = Canvas("page", (width * dot, height * dot))
    for left, top, wide, high in boxes:
        bottom = (height - top - high) * dot
        less = dot / 100
        canvas.rect(
            left * dot + less,
            bottom + less,
            wide * dot - 2 * less,
            high * dot - 2 * less,
            stroke=0,
            fill=1,
        )
    return canvas.getpdfdata()


def drawn(boxes, width, height):
    """The black dots of the boxes."""
    return {
        (x, y)
        for left, top, wide, high in boxes
        for x in range(left, left + wide)
        for y in range(top, top + high)
        if x < width and y < height
    }


def black(raster: Raster):
    """The black dots of a raster."""
    return {
        (x, y)
        for y, row in enumerate(raster.rows)
        for x in range(raster.row_bytes * 8)
        if row[x // 8] & (128 >> x % 8)
    }


BOXES = ((0, 0, 2, 50), (5, 10, 40, 7), (80, 3, 3, 1))


@pytest.mark.parametrize("dpi", DPIS)
def test_a_page_becomes_the_dots_it_was_drawn_on(dpi):
    (raster,) = rasters(page(dpi), dpi)
    assert (raster.width, len(raster.rows)) == (83, 50)
    assert black(raster) == drawn(BOXES, 83, 50)


@pytest.mark.parametrize("dpi", DPIS)
def test_a_receipt_printer_is_sent_these_dots(dpi):
    printer = Printer("Till", PrinterType.ESC_POS_NETWORK, "10.0.0.9", dpi=dpi)
    sent = escpos.receipt(page(dpi, height=300, boxes=BOXES), printer)
    (heard,) = black_of_escpos(sent)
    assert heard == drawn(BOXES, 83, 300)
    assert sent.endswith(b"\x1dVB\x00")


def test_it_cuts_only_where_there_is_a_knife():
    printer = Printer("Till", PrinterType.ESC_POS_NETWORK, "10.0.0.9", cutter=False)
    assert b"\x1dV" not in escpos.receipt(page(203), printer)


def test_the_drawer_opens_without_paper():
    assert escpos.drawer() == b"\x1b@\x1bp\x00\x19\xfa"


@pytest.mark.parametrize("dpi", DPIS)
def test_a_label_printer_is_sent_these_dots_and_how_many(dpi):
    printer = Printer("Labels", PrinterType.ZPL_NETWORK, "10.0.0.8", dpi=dpi)
    sent = zpl.labels(page(dpi), printer, copies=3)
    (label,) = black_of_zpl(sent)
    assert (label.width, label.height, label.copies) == (83, 50, 3)
    assert label.black == drawn(BOXES, 83, 50)


def test_wide_runs_are_shortened_and_read_whole():
    boxes = ((0, 0, 4801, 1), (1, 2, 1609, 1), (0, 3, 81, 2))
    printer = Printer("Labels", PrinterType.ZPL_NETWORK, "10.0.0.8", dpi=600)
    sent = zpl.labels(page(600, 4801, 5, boxes), printer)
    (label,) = black_of_zpl(sent)
    assert label.black == drawn(boxes, 4801, 5)
    assert len(sent) < 300
