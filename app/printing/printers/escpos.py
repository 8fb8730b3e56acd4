"""Receipts for printers that speak ESC/POS: the receipt's own dots, so that any script prints.

Commands of Epson's ESC/POS reference: ``ESC @`` begin, ``GS v 0`` dots, ``GS V`` cut, ``ESC p``
the pulse that opens a cash drawer.
"""

from app.domain.printing import Printer
from app.printing.printers.raster import rasters

DOTS = {32: 384, 42: 512, 48: 576}
"""Dots in a line, by its characters (python-escpos' profiles of 58 and 80 mm printers)."""

_BEGIN = b"\x1b@"
_CUT = b"\x1dVB\x00"  # feeds to the knife, then cuts
_DRAWER = b"\x1bp\x00\x19\xfa"  # 50 ms on, 500 ms off
_BAND = 128
"""Rows a command: printers keep one command in their memory."""


def receipt(pdf: bytes, printer: Printer) -> bytes:
    """A receipt's pages as what the printer is sent; it cuts behind each where it has a knife."""
    sent = [_BEGIN]
    for raster in rasters(pdf, printer.dpi):
        for at in range(0, len(raster.rows), _BAND):
            rows = raster.rows[at : at + _BAND]
            head = raster.row_bytes.to_bytes(2, "little") + len(rows).to_bytes(2, "little")
            sent += [b"\x1dv0\x00", head, *rows]
        sent.append(_CUT if printer.cutter else b"\n\n\n")
    return b"".join(sent)


def drawer() -> bytes:
    """What opens the cash drawer that hangs on the printer."""
    return _BEGIN + _DRAWER
