"""A document on paper: what it says, set by its template, as a PDF (Q5)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.domain.problems import Problem
from app.printing import painter
from app.printing.documents import columns, foot, head, receipt
from app.printing.documents import template as templates
from app.printing.documents.content import DocumentContent
from app.printing.documents.serials import LineNumbers, numbers_of
from app.printing.documents.setting import DocumentSetting
from app.printing.documents.table import LineNumbersOf, LineTable
from app.printing.documents.template import DocumentTemplate
from app.printing.flow import FlowSection, Frame, pages
from app.printing.fonts import lacking
from app.printing.page import Block, PageText, PaperPage
from db.queries.document_lines import DocumentLine
from db.sql import Database


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """A document as a PDF of so many pages.

    ``lacking`` are the characters that stand as a mark in it, because no font of ours has them.
    """

    pdf: bytes
    pages: int
    lacking: str


def make(
    database: Database, content: DocumentContent, template: DocumentTemplate, copy: int = 0
) -> PrintedDocument:
    """Print a document. ``content`` is read in the template's language; ``copy`` 2 says COPY 2.

    On whichever worker: nothing is written, and no more than a page is laid out at a time.
    """

    def numbers() -> Iterator[tuple[DocumentLine, LineNumbers]]:
        return numbers_of(database, content.lines, content.gone)

    return printed(DocumentSetting(content, template, copy), numbers)


def problems_of(content: DocumentContent, template: DocumentTemplate) -> list[Problem]:
    """What stands against a template, and which of its columns have no room (for its preview)."""
    found = templates.problems_of(template)
    if found or template.paper.columns:
        return found
    return columns.problems_of(DocumentSetting(content, template))


def printed(setting: DocumentSetting, numbers: LineNumbersOf) -> PrintedDocument:
    """Print what is set, with the serial numbers that are given."""
    seen = _Seen()
    made = painter.pdf_of(seen.through(document_pages(setting, numbers)), _title(setting))
    return PrintedDocument(made, seen.pages, "".join(seen.lacking))


def document_pages(setting: DocumentSetting, numbers: LineNumbersOf) -> Iterator[PaperPage]:
    """The pages of a document, one after the other."""
    if setting.paper.columns:
        return _receipt_pages(setting, numbers)
    frame = Frame(
        setting.paper,
        head.first(setting),
        head.again(setting),
        lambda page, of: foot.of_page(setting, page, of),
    )

    last = foot.last(setting)

    def sections() -> Iterator[FlowSection]:
        if not setting.template.columns:  # a document of money alone
            yield FlowSection(last, whole=True)
            return
        table = LineTable(setting, numbers)
        yield table.section(below=sum(block.height for block in last))
        yield FlowSection(last, whole=True)
        annex = table.annex()
        if annex is not None:
            yield annex

    return pages(frame, sections)


def _receipt_pages(setting: DocumentSetting, numbers: LineNumbersOf) -> Iterator[PaperPage]:
    """A receipt is one page as long as what is on it."""

    def sections() -> Iterator[FlowSection]:
        yield FlowSection(receipt.blocks(setting, receipt.rows(setting, numbers)))

    return pages(Frame(setting.paper, (), (), lambda page, of: Block(0.0)), sections)


def _title(setting: DocumentSetting) -> str:
    return f"{setting.content.kind} {setting.content.number}".strip()


class _Seen:
    """Counts pages on their way to paper, and what no font has on them."""

    def __init__(self) -> None:
        self.pages = 0
        self.lacking: dict[str, None] = {}

    def through(self, made: Iterable[PaperPage]) -> Iterator[PaperPage]:
        for page in made:
            self.pages += 1
            for _top, block in page.placed:
                for part in block.parts:
                    if isinstance(part, PageText):
                        self.lacking |= dict.fromkeys(lacking([part.text], part.face))
            yield page
