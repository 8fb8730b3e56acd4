"""Printing from a document's page: its pages, their preview, labels; what was just posted."""

from typing import TYPE_CHECKING

from app.gui.documents.changing_page import ChangingPage
from app.gui.kit.later import class_named
from app.gui.paper.preview_place import PreviewPlace
from app.gui.paper.print_actions import PrintActions
from app.gui.paper.print_place import PrintPlace
from app.text import _
from db.queries.documents import Document

if TYPE_CHECKING:
    from app.gui.paper.print_bar import PrintBar


class PrintingPage(ChangingPage):
    """The part of a document's page that prints."""

    printing_place: PrintPlace
    prints: PrintActions
    preview: PreviewPlace

    def print_labels(self) -> None:
        """Print labels of what is entered on the draft (Q3)."""
        draft = self.draft
        if draft is not None and self.finish_fields() and self._finish_scans():
            title = _("All on this draft")
            class_named("paper.labels_window.show_of_document")(self.desk, draft.id, title, self)
            self.scan_box.setFocus()

    def take_scan(self, code: str) -> bool:
        """Let a captured scan act on the draft, which is shown again."""
        self.preview.leave()
        return super().take_scan(code)

    @property
    def printing(self) -> "PrintBar":
        """Where printing a draft is asked and said."""
        return self.printing_place.part

    def _bar(self) -> "PrintBar":
        """Where printing what is shown is asked and said."""
        return self.posted.printing if self.draft is None else self.printing

    def show_preview(self, document: Document) -> None:
        """Show the pages of a document as they are printed."""
        self.preview.show(document)

    def print_posted(self, document: Document) -> None:
        """Print what was just posted as its purpose says; the page that shows it says so, and what
        is handed back."""
        paid = self.settled
        self.print_after(self.posted.printing, document)
        if paid is not None and self.kind.money_sign > 0:
            self.posted.change.show_change(paid.change)

    def to_print(self) -> Document | None:
        """What Print prints: the draft, with all that was typed."""
        return self.document if self.draft is not None and self.finish_entry() else None
