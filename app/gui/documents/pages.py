"""Which page shows the documents of a kind: one for all, but for what is done differently."""

from app.domain.kinds import DocumentKind, Effect
from app.gui.documents.count_page import CountPage
from app.gui.documents.page import DocumentPage

_OWN_PAGES: dict[Effect, type[DocumentPage]] = {Effect.COUNTS: CountPage}


def page_of(kind: DocumentKind) -> type[DocumentPage]:
    """The page's class."""
    return _OWN_PAGES.get(kind.effect, DocumentPage)
