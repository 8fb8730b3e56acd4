"""A page of a PDF as dots: of a printer, black or white, or of the screen."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfBitmap, PdfPage

PDFIUM = Lock()
"""Held by whoever reads a PDF: PDFium serves one thread at a time, and we print beside previews."""

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
    from pypdfium2 import PdfDocument

    with PDFIUM:
        document = PdfDocument(pdf)
        count = len(document)
    try:
        for number in range(count):
            with PDFIUM:
                raster = _raster(document[number], dpi)
            yield raster
    finally:
        with PDFIUM:
            document.close()


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as the screen shows it: ``pixels`` row by row, each blue, green, red and 255."""

    width: int
    height: int
    pixels: bytes


def picture(pdf: bytes, page: int, wide: int, high: int) -> tuple[Picture, int]:
    """A page of a PDF (from 0) as large as fits into so many pixels, and how many pages there are.

    A roll is as wide as there is room; as much of it as there is stands below each other.
    """
    from pypdfium2 import PdfDocument

    with PDFIUM:
        document = PdfDocument(pdf)
        try:
            shown = document[page]
            width, height = shown.get_size()
            scale = min(wide / width, high / height if high else MOST_PIXELS / height)
            bitmap = shown.render(scale=max(scale, 0.05), rev_byteorder=False, prefer_bgrx=True)
            made = Picture(bitmap.width, bitmap.height, _packed_rows(bitmap))
            return made, len(document)
        finally:
            document.close()


MOST_PIXELS = 16_000
"""Pixels that a page is high at most."""


def _packed_rows(bitmap: "PdfBitmap") -> bytes:
    wide, data = bitmap.width * 4, bytes(bitmap.buffer)
    if bitmap.stride == wide:
        return data
    rows = (data[at : at + wide] for at in range(0, bitmap.stride * bitmap.height, bitmap.stride))
    return b"".join(rows)


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
