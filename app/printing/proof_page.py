"""The test page of a printer: who it is, both scripts, and a line from edge to edge (Q5)."""

from datetime import datetime

from app.domain.marks import N_
from app.domain.printing import Language, Printer
from app.printing import painter
from app.printing.documents.setting import paragraph
from app.printing.flow import FlowSection, Frame, pages
from app.printing.fonts import INCH, Face
from app.printing.media.papers import PAPERS, Paper
from app.printing.page import Block, PageRule
from app.printing.printers import escpos
from app.text import BOTH, wording

_LABEL = Paper("proof", "", 50.0, 30.0, side=2.0, top=2.0)
"""The label of the test page: small enough for nearly every roll."""


_SIZES = {
    Language.PDF: (20.0, 11.0),
    Language.ESC_POS: (11.0, 7.0),
    Language.ZPL: (7.0, 4.6),
}
"""Points of the title and of the text."""


def made(printer: Printer, asked_at: str) -> bytes:
    """The test page as a PDF; ``asked_at`` is the stamp of when it was asked for."""
    paper, says = _paper(printer), wording(BOTH)
    title, text = _SIZES[printer.language]
    at = datetime.fromisoformat(asked_at).astimezone()
    lines = [
        (says.text(N_("Test page")), Face.BOLD, title),
        (printer.name, Face.BOLD, text * 1.2),
        (says.text(printer.type.value), Face.TEXT, text),
        (printer.address, Face.SERIAL, text),
        (f"{at:%Y-%m-%d %H:%M}", Face.SERIAL, text),
        (says.text(N_("If you can read this, the printer is ready.")), Face.TEXT, text),
    ]
    if printer.language is not Language.PDF:
        lines.insert(4, (f"{printer.language.value} · {printer.dpi} dpi", Face.SERIAL, text))
    blocks = [_line(paper)]
    for words, face, size in lines:
        blocks += paragraph(paper.side, paper.room, words, face, size)
    blocks.append(_line(paper))
    frame = Frame(paper, (), (), lambda page, of: Block(0.0))
    return painter.pdf_of(pages(frame, lambda: [FlowSection(blocks)]), says.text(N_("Test page")))


def _paper(printer: Printer) -> Paper:
    if printer.language is Language.ESC_POS:
        wide = escpos.DOTS[printer.columns] / printer.dpi * INCH
        return Paper("proof", "", wide, side=0.0, top=2.0)
    return _LABEL if printer.language is Language.ZPL else PAPERS["a4"]


def _line(paper: Paper) -> Block:
    """From side to side: what is missing of it, the printer does not reach."""
    return Block(2.0, [PageRule(paper.side, 1.0, paper.side + paper.room, 1.0, 0.4)])
