"""Which page shows the documents of a kind: one for all, but for what is done differently."""

from collections.abc import Callable

from app.domain.document_kind import DocumentKind, Effect
from app.gui.documents.open_document import OpenDocument
from app.gui.documents.page import DocumentPage
from app.gui.kit.desk import Desk
from app.gui.kit.later import class_named

MakesPage = Callable[[Desk, DocumentKind], OpenDocument]


def page_of(kind: DocumentKind) -> MakesPage:
    """The page's class."""
    if kind.effect is Effect.COUNTS:
        found: MakesPage = class_named(COUNT_PAGE)
        return found
    if kind.effect is Effect.SETTLES:
        settling: MakesPage = class_named(SETTLING_PAGE)
        return settling
    return DocumentPage


COUNT_PAGE = "documents.count_page.CountPage"
SETTLING_PAGE = "documents.settling_page.SettlingPage"
