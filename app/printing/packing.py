"""A page of ReportLab's that is done: packed at once, whoever painted it.

However many pages a file has, the memory holds of each what will stand in it: its content,
compressed, and a few words. Fonts and pictures are listed once for all pages that need the same.
"""

import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


class PagePacker:
    """Packs the pages of one canvas, each after its ``showPage``."""

    def __init__(self, canvas: "Canvas") -> None:
        from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName

        self._document: Any = canvas._doc
        self._told = PDFDictionary({"Filter": PDFName("FlateDecode")})
        self._shared: dict[object, Any] = {}

    def pack(self) -> None:
        """Put what will be written of the page that was shown last in its place."""
        from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFStream

        document = self._document
        page = document.Pages.pages.pop()
        stream = PDFStream(self._told, zlib.compress(page.stream.encode("latin-1")))
        packed = PDFDictionary(self._common(page))
        packed["Contents"] = document.Reference(stream)
        packed.__RefOnly__ = 1
        packed.__InternalName__ = page.__InternalName__
        document.idToObject[page.__InternalName__] = packed
        document.Pages.addPage(packed)

    def _common(self, page: Any) -> dict[str, Any]:
        """What a page has in common with others of its size, fonts and pictures."""
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFName

        size = (page.pagewidth, page.pageheight)
        pictures = page.XObjects
        key = (size, tuple(sorted(pictures.dict)) if pictures else ())
        if key not in self._shared:
            self._shared[key] = {
                "Type": PDFName("Page"),
                "Parent": self._document.Reference(self._document.Pages),
                "MediaBox": PDFArray([0, 0, *size]),
                "Resources": self._document.Reference(_resources(pictures)),
            }
        found: dict[str, Any] = self._shared[key]
        return found


def _resources(pictures: Any) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFResourceDictionary

    made = PDFResourceDictionary()
    made.basicFonts()
    made.allProcs()
    if pictures:
        made.XObject = pictures
    return made
