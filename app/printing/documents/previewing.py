"""A template as it prints: a page of a document, with what does not fit and the field in hand."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from app.domain.problems import Problem
from app.formats import Formats
from app.printing.documents import making
from app.printing.documents.making import document_pages
from app.printing.documents.sample import Sample, Trial, sample_of
from app.printing.documents.setting import DocumentSetting
from app.printing.documents.template import DocumentTemplate
from app.printing.media import papers
from app.printing.page import PaperPage
from app.printing.page_image import PageImage, page_image
from app.printing.painter import pdf_of
from app.services import settings
from db.sql import Database

Tell = Callable[[float], None]
"""Is told how much is done, 0 to 1, and may raise to end it."""


@dataclass(frozen=True, slots=True)
class PreviewAsked:
    """What is to be shown: ``document`` None is an invented one, ``page`` is counted from 0.

    ``scale`` is how many pixels a point has, ``in_hand`` the field that is tinted
    (``DocumentSetting.in_hand``).
    """

    template: DocumentTemplate
    document: int | None = None
    trials: Collection[Trial] = ()
    page: int = 0
    in_hand: str = ""
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Preview:
    """A page of how many, and everything that stands against the template.

    ``image`` is None where it cannot be printed at all.
    """

    image: PageImage | None
    page: int
    pages: int
    problems: Sequence[Problem]


def preview(database: Database, asked: PreviewAsked, tell: Tell) -> Preview:
    """Print by a template what is asked, and show one page of it; the last where it has fewer."""
    template = asked.template
    sample = _sample(database, asked)
    problems = making.problems_of(sample.content, template)
    if not _can_be_set(template):
        return Preview(None, 0, 0, problems)
    setting = DocumentSetting(sample.content, template, in_hand=asked.in_hand)
    kept, last, count = None, None, 0
    for made in _told(document_pages(setting, sample.numbers), tell):
        kept = made if count == asked.page else kept
        last, count = made, count + 1
    shown = kept or last
    assert shown is not None  # a document has a page
    place = min(asked.page, count - 1)
    return Preview(page_image(pdf_of([shown], ""), 0, asked.scale), place, count, problems)


def whole(database: Database, asked: PreviewAsked) -> bytes:
    """All pages of it as a PDF, nothing tinted: a test page, to hold beside the screen."""
    sample = _sample(database, asked)
    setting = DocumentSetting(sample.content, asked.template, is_test=True)
    return making.printed(setting, sample.numbers).pdf


def _sample(database: Database, asked: PreviewAsked) -> Sample:
    shop, template = settings.load(database), asked.template
    formats = Formats(template.language, shop.currency)
    return sample_of(database, shop, formats, template.kind, asked.document, asked.trials)


def _can_be_set(template: DocumentTemplate) -> bool:
    """There is room on the paper for anything at all."""
    return not papers.problems_of(template.paper)


def _told(pages: Iterator[PaperPage], tell: Tell) -> Iterator[PaperPage]:
    for page in pages:
        tell(0.5)
        yield page
