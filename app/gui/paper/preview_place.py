"""The preview in the place of a document, until it is left or a scan comes."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedLayout, QWidget

from app.gui.kit.desk import Desk
from app.gui.kit.later import class_named
from db.queries.documents import Document

if TYPE_CHECKING:
    from app.gui.paper.page_preview import PagePreview
    from app.gui.paper.print_bar import PrintBar


class PreviewPlace:
    """Shows the pages of a document in a stack; ``bar`` is where printing is asked and said."""

    def __init__(
        self,
        desk: Desk,
        stack: QStackedLayout,
        bar: "Callable[[], PrintBar]",
        left: Callable[[], None],
    ) -> None:
        self._desk = desk
        self._stack = stack
        self._bar = bar
        self._left = left
        self._before: QWidget | None = None
        self._document: Document | None = None
        self.preview: PagePreview | None = None
        """The pages, once they were asked for; imported then."""

    def show(self, document: Document) -> None:
        """Show the pages of a document as they are printed."""
        preview = self.preview
        if preview is None:
            made: PagePreview = class_named("paper.page_preview.PagePreview")(self._desk)
            preview = self.preview = made
            self._stack.addWidget(preview)
            preview.left.connect(self.leave)
            preview.print_wanted.connect(self._print)
            preview.pdf_wanted.connect(self._make_pdf)
        if self._stack.currentWidget() is not preview:
            self._before = self._stack.currentWidget()
        self._document = document
        self._stack.setCurrentWidget(preview)
        preview.show_document(document)

    def leave(self) -> None:
        """Back to what was there before."""
        if self._before is not None and self._stack.currentWidget() is self.preview:
            self._stack.setCurrentWidget(self._before)
            self._left()

    def _print(self, on: Any) -> None:
        self.leave()
        if self._document is not None:
            self._bar().print_document(self._document, on)

    def _make_pdf(self, on: Any) -> None:
        self.leave()
        if self._document is not None:
            self._bar().make_pdf(self._document, on)
