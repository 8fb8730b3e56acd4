"""Documents of the tests' shop on paper."""

from dataclasses import replace
from typing import Any

from app.formats import Formats
from app.printing.documents.built_in import built_in
from app.printing.documents.content import DocumentContent, content_of
from app.printing.documents.making import PrintedDocument, make
from app.printing.media.papers import Paper
from app.services import settings
from db.queries import documents
from tests.shop import Shop


def said(shop: Shop, document: int, language: str = "en") -> DocumentContent:
    """What a document says now."""
    choices = settings.load(shop.database)
    head = documents.document(shop.database, document)
    return content_of(shop.database, choices, Formats(language, choices.currency), head)


def printed(
    shop: Shop,
    document: int,
    paper: str = "a4",
    language: str = "en",
    copy: int = 0,
    paper_itself: Paper | None = None,
    **changed: Any,
) -> PrintedDocument:
    """A document by the built-in template of a paper, of which some is changed."""
    content = said(shop, document, language)
    template = replace(built_in(content.document.kind, paper, language), **changed)
    if paper_itself is not None:
        template = replace(template, paper=paper_itself)
    return make(shop.database, content, template, copy)
