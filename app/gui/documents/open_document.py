"""What the page of any document has in common: a draft that is filled in, or paper that is read."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.domain.document_kind import DocumentKind
from app.gui.kit.desk import Desk
from app.gui.kit.later import class_named
from db.queries.documents import DRAFT, Document

if TYPE_CHECKING:
    from app.gui.documents.posted_page import PostedPage

POSTED_PAGE = "documents.posted_page.PostedPage"


class OpenDocument(QWidget):
    """Shows one document: the page of a kind builds the parts and says what is typed in them."""

    left = Signal()
    """The document is done with: back to where it was opened."""
    discarded = Signal(object)
    """The draft with this id was put aside, and can be taken back."""

    desk: Desk
    kind: DocumentKind
    document: Document | None
    stack: QStackedLayout
    """A draft is filled in on the one; a posted document is read on the other."""

    @property
    def draft(self) -> Document | None:
        """The draft that is shown; None where nothing is shown, or what is posted."""
        shown = self.document
        return shown if shown is not None and shown.state == DRAFT else None

    @property
    def name(self) -> str:
        """What it is called where it is offered again."""
        raise NotImplementedError

    def open(self, document: int) -> None:
        """Show a document from the store."""
        raise NotImplementedError

    def leave(self) -> None:
        """Go back to the list; a draft that holds nothing is not kept."""
        raise NotImplementedError

    def holds_something(self) -> bool:
        """Something was entered."""
        raise NotImplementedError

    def takes_scans(self) -> bool:
        """A draft is shown that scans are entered on."""
        return False

    def take_scan(self, code: str) -> bool:
        """Let a captured scan act on the draft; False where none is entered here."""
        return False

    def finish_fields(self) -> bool:
        """Write all that is being typed; False where something is not taken."""
        return True

    def waiting_codes(self) -> list[str]:
        """The codes that no document took yet."""
        return []

    def let_go(self) -> list[str]:
        """Write and take what can be; the codes that are left are the caller's from now on."""
        self.finish_fields()
        return []

    @cached_property
    def posted(self) -> "PostedPage":
        """The page of what is posted; made when the first such document is shown."""
        return self.make_posted()

    def make_posted(self) -> "PostedPage":
        """What a posted document is read on; a kind that shows more there adds it."""
        made: PostedPage = class_named(POSTED_PAGE)(self.desk, self.kind, self)
        made.left.connect(self.leave)
        made.preview_wanted.connect(self.show_preview)
        self.stack.addWidget(made)
        return made

    def show_preview(self, document: Document) -> None:
        """Show the pages of a document as they are printed."""
        raise NotImplementedError
