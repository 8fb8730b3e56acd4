"""What is written on the pages of a PDF, and where, read by another library than drew it."""

from dataclasses import dataclass

from app.printing.pdfium import opened

POINT = 25.4 / 72


@dataclass(frozen=True)
class Written:
    """A text on a page: its box in millimetres from the left and the top."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


@dataclass(frozen=True)
class ReadPdf:
    """The pages of a PDF: their sizes in millimetres, all that is written on them, one text."""

    sizes: list[tuple[float, float]]
    written: list[Written]
    text: str

    def words(self) -> list[str]:
        """All that is set apart by white."""
        return self.text.split()


def read(pdf: bytes) -> ReadPdf:
    """Read a PDF as a viewer does."""
    sizes, written, texts = [], [], []
    with opened(pdf) as document:
        for number, page in enumerate(document, 1):
            wide, high = page.get_size()
            sizes.append((round(wide * POINT, 1), round(high * POINT, 1)))
            found = page.get_textpage()
            texts.append(found.get_text_range())
            for at in range(found.count_rects()):
                left, low, right, up = found.get_rect(at)
                text = found.get_text_bounded(left, low, right, up).strip()
                if text:
                    box = (left, high - up, right, high - low)
                    written.append(Written(number, *(round(edge * POINT, 1) for edge in box), text))
            found.close()
            page.close()
    return ReadPdf(sizes, written, "\n".join(texts).replace("\r\n", "\n"))


def overprinted(pdf: ReadPdf) -> list[tuple[Written, Written]]:
    """Texts that lie over each other."""
    found = []
    for page in {one.page for one in pdf.written}:
        texts = sorted((one for one in pdf.written if one.page == page), key=lambda one: one.top)
        for at, one in enumerate(texts):
            for other in texts[at + 1 :]:
                if other.top >= one.bottom - 0.1:
                    break
                across = min(one.right, other.right) - max(one.left, other.left)
                down = min(one.bottom, other.bottom) - max(one.top, other.top)
                if across > 0.1 and down > 0.1:
                    found.append((one, other))
    return found
