"""Which page shows the documents of a kind: one for all, but for what is done differently."""

from app.domain.kinds import DocumentKind, Effect
from app.gui.documents.page import DocumentPage
from app.gui.kit.later import class_named


def page_of(kind: DocumentKind) -> type[DocumentPage]:
    """The page's class."""
    if kind.effect is Effect.COUNTS:
        found: type[DocumentPage] = class_named(COUNT_PAGE)
        return found
    return DocumentPage


COUNT_PAGE = "documents.count_page.CountPage"
