"""What can be printed of a document, beside Print itself: its pages, a PDF, other papers."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from app.gui.kit.desk import Desk
from app.gui.kit.keys import key_text
from app.gui.kit.later import class_named
from app.gui.kit.widgets import caption
from app.gui.paper.print_place import PrintPlace
from app.text import _
from db.queries.documents import Document

PDF_KEY = "Ctrl+Shift+P"


class PrintActions:
    """Keys and choices for the document that a page shows, which ``shown`` finishes and gives."""

    def __init__(
        self,
        desk: Desk,
        page: QWidget,
        place: PrintPlace,
        shown: Callable[[], Document | None],
        preview: Callable[[Document], None],
    ) -> None:
        self._desk = desk
        self._place = place
        self._shown = shown
        self._preview = preview
        self.print_key = QShortcut(QKeySequence("Ctrl+P"), page)
        self.pdf_key = QShortcut(QKeySequence(PDF_KEY), page)
        self.print_key.activated.connect(self.print)
        self.pdf_key.activated.connect(self.make_pdf)
        for made in (self.print_key, self.pdf_key):
            made.setContext(Qt.ShortcutContext.WindowShortcut)

    def allow(self, something: bool) -> None:
        """Say whether something is shown that can be printed; what is asked can be answered."""
        self.print_key.setEnabled(something or self._place.asks)
        self.pdf_key.setEnabled(something)

    def print(self) -> None:
        """Print what is asked about, or what is shown, on its usual paper."""
        if self._place.asks:
            self._place.part.say_yes()
        elif (document := self._shown()) is not None:
            self._place.part.print_document(document)

    def make_pdf(self) -> None:
        """Make a PDF of what is shown."""
        if (document := self._shown()) is not None:
            self._place.part.make_pdf(document)

    def preview(self) -> None:
        """Show the pages of what is shown as they are printed."""
        if (document := self._shown()) is not None:
            self._preview(document)

    def add_to(self, menu: QMenu, kind: str) -> None:
        """Offer a PDF and every paper in a menu; the papers are looked up when it opens."""
        seen = menu.addAction(_("Preview"), self.preview)
        made = menu.addAction(f"{_('PDF…')}\t{key_text(PDF_KEY)}", self.make_pdf)
        papers = menu.addMenu(_("Print on"))
        papers.aboutToShow.connect(partial(self._fill, papers, kind))

        def allow() -> None:
            for act in (seen, made, papers):
                act.setEnabled(self.pdf_key.isEnabled())

        menu.aboutToShow.connect(allow)

    def _fill(self, papers: QMenu, kind: str) -> None:
        papers.clear()
        for on in class_named("paper.document_papers.every")(self._desk, kind):
            papers.addAction(caption(on.name), partial(self._print_on, on))

    def _print_on(self, on: object) -> None:
        if (document := self._shown()) is not None:
            self._place.part.print_document(document, on)  # type: ignore[arg-type]
