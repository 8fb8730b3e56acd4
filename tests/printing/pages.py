"""What is on a page of a PDF: its boxes as drawn, and its symbols as a reader reads its pixels."""

import re
import zlib
from pathlib import Path
from typing import Any

import zxingcpp

from app.printing.pdfium import opened

READ = {
    "Code128": zxingcpp.BarcodeFormat.Code128,
    "QRCode": zxingcpp.BarcodeFormat.QRCode,
    "DataMatrix": zxingcpp.BarcodeFormat.DataMatrix,
}
"""What a reader looks for: what a shop's scanner is set to."""

Box = tuple[float, float, float, float]


def pages(path: Path) -> int:
    with opened(path.read_bytes()) as document:
        return len(document)


def pixels(path: Path, dpi: int, page: int = 0) -> Any:
    """A page in the dots of a printer, black and white, as a picture of Pillow's."""
    with opened(path.read_bytes()) as document:
        shown = document[page].render(scale=dpi / 72, grayscale=True).to_pil()
    return shown.point(lambda value: 255 if value > 127 else 0)


def read(picture: Any) -> list[str]:
    """Every symbol in a picture, from the top, then from the left."""
    formats = READ["Code128"], READ["QRCode"], READ["DataMatrix"]
    found = zxingcpp.read_barcodes(picture, formats=formats, text_mode=zxingcpp.TextMode.Plain)
    found.sort(key=lambda symbol: (symbol.position.top_left.y, symbol.position.top_left.x))
    return [symbol.bytes.decode("latin-1") for symbol in found]


def text(path: Path, page: int = 0) -> str:
    with opened(path.read_bytes()) as document:
        return str(document[page].get_textpage().get_text_bounded())


def symbols_drawn(path: Path, page: int = 0) -> list[list[Box]]:
    """The boxes of each symbol of a page, in dots from its top left corner: left, top, size."""
    streams = re.findall(rb"/FlateDecode.*?stream\n(.*?)endstream", path.read_bytes(), re.DOTALL)
    contents = [
        found for stream in streams if b" cm" in (found := _unpacked(stream)) and b" re" in found
    ]
    filled = re.findall(r"((?:[-\d. ]+ re\s+)+)f\b", contents[page].decode("latin-1"))
    symbols = []
    for boxes in filled:
        numbers = [
            tuple(float(part) for part in line.split()[:4]) for line in boxes.strip().splitlines()
        ]
        symbols.append([(x, -y - high, wide, high) for x, y, wide, high in numbers])
    return symbols


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""
