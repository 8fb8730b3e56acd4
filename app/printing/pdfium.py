"""The one door to PDFium, which reads PDFs: it is used by one thread at a time.

A preview is made while something is being printed. PDFium keeps what it knows in common for all
documents: two threads in it at once bend that, and sooner or later one of them never comes back.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

T = TypeVar("T")

PDFIUM = RLock()
"""Held by who is in it. The same thread may come twice: what it gives up half done is closed when
Python collects it, which may be while it is in there again.
"""


@contextmanager
def opened(pdf: "bytes | None") -> "Iterator[PdfDocument]":
    """A document that nobody else has, with PDFium for this thread alone; None: an empty one."""
    with PDFIUM:
        from pypdfium2 import PdfDocument

        document = PdfDocument.new() if pdf is None else PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def each_page(pdf: bytes, work: "Callable[[PdfPage], T]") -> Iterator[T]:
    """What ``work`` makes of each page, one after the other; others get in between two pages."""
    from pypdfium2 import PdfDocument

    with PDFIUM:
        document = PdfDocument(pdf)
        pages = len(document)
    try:
        for place in range(pages):
            with PDFIUM:
                made = work(document[place])
            yield made
    finally:
        with PDFIUM:
            document.close()
