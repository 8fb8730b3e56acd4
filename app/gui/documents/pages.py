"""Which page shows the documents of a kind: one for all, but for what is done differently."""

from app.domain.kinds import DocumentKind, Effect
from app.gui.documents.count_page import CountPage
from app.gui.documents.page import DocumentPage


def page_of(kind: DocumentKind) -> type[DocumentPage]:
    """The page's class."""
    return CountPage if kind.effect is Effect.COUNTS else DocumentPage
