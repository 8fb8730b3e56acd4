"""A page of a PDF as a picture for the screen: what is shown is what will be printed."""

from dataclasses import dataclass

from app.printing.pdfium import opened

_MOST = 8_000
"""Pixels of a side at most: a roll may be metres long."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """Pixels from the top left, four bytes each: blue, green, red and one that means nothing."""

    width: int
    height: int
    data: bytes


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with opened(pdf) as document:
        return len(document)


def page_image(pdf: bytes, page: int, scale: float) -> PageImage:
    """A page of a PDF, counted from 0, ``scale`` pixels for each of its points."""
    with opened(pdf) as document:
        shown = document[page]
        scale = min(scale, _MOST / max(shown.get_size()))
        bitmap = shown.render(scale=scale, prefer_bgrx=True)
        wide, high, stride = bitmap.width, bitmap.height, bitmap.stride
        pixels = bytes(bitmap.buffer)
        bitmap.close()
    rows = (pixels[at : at + wide * 4] for at in range(0, stride * high, stride))
    return PageImage(wide, high, pixels if stride == wide * 4 else b"".join(rows))
