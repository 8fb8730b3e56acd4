"""Which page shows the documents of a kind: one for all, but for what is done differently."""

from app.domain.kinds import DocumentKind, Effect
from app.gui.documents.page import DocumentPage
from app.gui.kit.later import class_named


def page_of(kind: DocumentKind) -> type[DocumentPage]:
    """The page's class."""
    if kind.effect is Effect.COUNTS:
        found = class_named(COUNT_PAGE)
    elif kind.sends:
        found = class_named(TRANSFER_PAGE)
    else:
        found = DocumentPage
    made: type[DocumentPage] = found
    return made


COUNT_PAGE = "documents.count_page.CountPage"
TRANSFER_PAGE = "documents.transfer_page.TransferPage"
