"""A page of the rail that holds documents: the list, or one of them."""

from typing import Protocol, runtime_checkable

from app.gui.documents.open_document import OpenDocument


@runtime_checkable
class HoldsDocuments(Protocol):
    """A page of the rail that shows the list of its documents, or one of them."""

    def open(self, document: int) -> None:
        """Show one document."""

    def shown_page(self) -> OpenDocument | None:
        """The page of the document that is open; None while the list is shown."""
