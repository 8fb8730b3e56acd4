"""A page of a PDF as dots of a printer, black or white: what printers without PDF are sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from app.printing.pdfium import each_page

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_INCH = 72  # points
_LESS = 0.01  # of a dot: what rounding adds to a page
_BLACK_OR_WHITE = bytes(ord("1") if grey < 128 else ord("0") for grey in range(256))


@dataclass(frozen=True, slots=True)
class Raster:
    """``rows`` from the top, each ``width`` dots, eight a byte, the first the highest; 1: black."""

    width: int
    rows: tuple[bytes, ...]

    @property
    def row_bytes(self) -> int:
        """Bytes of a row."""
        return (self.width + 7) // 8


def rasters(pdf: bytes, dpi: int) -> Iterator[Raster]:
    """Each page of a PDF at a printer's dots, without grey: edges stand where the dots are."""
    return each_page(pdf, lambda page: _raster(page, dpi))


def _raster(page: "PdfPage", dpi: int) -> Raster:
    from pypdfium2 import PdfBitmap, raw

    dot = _INCH / dpi
    width, height = (ceil(size / dot - _LESS) for size in page.get_size())
    page.set_mediabox(0, 0, width * dot, height * dot)  # whole dots, counted from below as drawn
    bitmap = PdfBitmap.new_native(width, height, raw.FPDFBitmap_Gray)
    try:
        raw.FPDFBitmap_FillRect(bitmap.raw, 0, 0, width, height, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(
            bitmap.raw, page.raw, 0, 0, width, height, 0, raw.FPDF_GRAYSCALE | raw.FPDF_PRINTING
        )
        stride, dots = bitmap.stride, bytes(bitmap.buffer)
        rows = (dots[at : at + width] for at in range(0, stride * height, stride))
        return Raster(width, tuple(_packed(row) for row in rows))
    finally:
        bitmap.close()


def _packed(row: bytes) -> bytes:
    """Grey dots as bits, the last byte filled up with white."""
    bits = row.translate(_BLACK_OR_WHITE) + b"0" * (-len(row) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8)
