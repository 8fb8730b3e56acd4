"""What a document looks like on paper: the page itself, made beside the screen."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea

from app.domain.problems import Problem
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.forms import ChoiceField
from app.gui.kit.guard import guarded
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.tasks import Task, in_store
from app.gui.kit.theme import CARD_GAP, GRID, PAGE_SIDE, PAGE_TOP
from app.gui.kit.widgets import button, column, label, row
from app.gui.paper import document_papers
from app.gui.paper.document_papers import DocumentPaper
from app.printing import making
from app.printing.documents import choosing
from app.printing.documents.making import PrintedDocument
from app.printing.page_image import PageImage, page_image
from app.services.paper.jobs import PAPERS
from app.text import _
from db.queries import print_jobs
from db.queries.documents import DRAFT, Document

_POINTS_WIDE = 595  # of A4
_LARGEST = 1.6
"""Pixels of a point at most: a receipt is not blown up to the width of the window."""
_LEAST = 200
_EDGE = GRID * 2


@dataclass(frozen=True, slots=True)
class _Shown:
    """A document that was made, one of its pages as a picture, and what could not be used."""

    made: PrintedDocument
    image: PageImage
    instead: Problem | None


class PagePreview(QFrame):
    """Pages turn by Ctrl+PgUp and Ctrl+PgDn; the paper is chosen above them. It writes nothing."""

    left = Signal()
    """Back to the document."""
    print_wanted = Signal(object)
    """It is to be printed as it is shown (a DocumentPaper)."""
    pdf_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._document: Document | None = None
        self._made: PrintedDocument | None = None
        self._page = 0
        self._task = Task(self)
        self.back_button = button(_("Back"), "Alt+Left")
        self.papers = ChoiceField()
        self.papers.setAccessibleName(_("Paper"))
        self.before_button = button("‹", "Ctrl+PgUp")
        self.after_button = button("›", "Ctrl+PgDown")
        self.before_button.setAccessibleName(_("The page before"))
        self.after_button.setAccessibleName(_("The next page"))
        self.place = label("", "secondary")
        self.print_button = button(_("Print"), "Ctrl+P", "primary")
        self.pdf_button = button(_("PDF…"), "Ctrl+Shift+P")
        self.problems = ProblemList(desk, Level.WARNING)
        self.paper = label("")
        self.paper.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area = QScrollArea()
        self._arrange()
        self.papers.activated.connect(self._make)
        self.before_button.clicked.connect(partial(self.turn, -1))
        self.after_button.clicked.connect(partial(self.turn, 1))
        self.back_button.clicked.connect(self.left)
        self.print_button.clicked.connect(lambda: self.print_wanted.emit(self.on))
        self.pdf_button.clicked.connect(lambda: self.pdf_wanted.emit(self.on))

    def _arrange(self) -> None:
        self.area.setWidget(self.paper)
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(_("The page as it is printed"))
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.paper.setStyleSheet(f"background: {self._desk.theme.desk}; padding: {_EDGE}px;")
        turning = (self.before_button, self.place, self.after_button)
        ends = (self.pdf_button, self.print_button)
        head = row(self.back_button, self.papers, None, *turning, None, *ends)
        page = column(head, self.problems, self.area, gap=CARD_GAP)
        page.setStretch(2, 1)
        page.setContentsMargins(PAGE_SIDE, PAGE_TOP, PAGE_SIDE, PAGE_TOP)
        self.setLayout(page)
        self.setFocusProxy(self.area)

    @property
    def on(self) -> DocumentPaper:
        """The paper that is shown."""
        chosen: DocumentPaper = self.papers.currentData()
        return chosen

    def show_document(self, document: Document) -> None:
        """Show the pages of a document, on its usual paper first."""
        self._document = document
        first = document_papers.usual(self._desk, document)
        others = [on for on in document_papers.every(self._desk, document.kind) if on != first]
        self.papers.offer([(first, first.name), *((on, on.name) for on in others)])
        self._make()
        self.setFocus()

    def turn(self, by: int) -> None:
        """Show another page."""
        made = self._made
        if made is not None and 0 <= self._page + by < made.pages:
            self._page += by
            self._say_place()
            scale, page = self._scale(), self._page
            self._task.start(
                lambda _tell: page_image(made.pdf, page, scale),
                self._paint,
                self.problems.show_problems,
            )

    def _make(self) -> None:
        document, on, desk = self._document, self.on, self._desk
        if document is None:
            return
        self._page, scale = 0, self._scale()

        def make() -> _Shown:
            found = choosing.chosen(
                desk.database, document.kind, on.paper.key, desk.formats.language, on.template
            )
            copy = 0
            if document.state != DRAFT:
                copy = 1 + print_jobs.times_printed(desk.database, document.id, PAPERS)
            made = making.printed_document(desk.database, document.id, found.template, copy)
            return _Shown(made, page_image(made.pdf, 0, scale), found.instead)

        self._task.start(in_store(desk.database, make), self._show, self.problems.show_problems)

    def _show(self, shown: _Shown) -> None:
        self._made = shown.made
        self.problems.show_problems([shown.instead] if shown.instead else ())
        if shown.made.lacking:
            text = _("No font here has these characters, a mark stands for each: {characters}")
            self.problems.say(text.format(characters=" ".join(shown.made.lacking)))
        self._say_place()
        self._paint(shown.image)

    def _say_place(self) -> None:
        pages = self._made.pages if self._made else 0
        self.place.setText(_("Page {page} of {pages}").format(page=self._page + 1, pages=pages))
        self.before_button.setEnabled(self._page > 0)
        self.after_button.setEnabled(self._page + 1 < pages)

    def _scale(self) -> float:
        """Pixels of a point: the paper is as wide as there is room."""
        bar = self.area.verticalScrollBar().sizeHint().width()
        free = max(self.area.width() - bar - 2 * _EDGE, _LEAST)
        room = free * self.devicePixelRatioF()
        wide = max(_POINTS_WIDE, self.on.paper.width * 72 / 25.4)
        return min(room / wide, _LARGEST * self.devicePixelRatioF())

    def _paint(self, image: PageImage) -> None:
        made = QImage(
            image.data, image.width, image.height, image.width * 4, QImage.Format.Format_RGB32
        ).copy()
        made.setDevicePixelRatio(self.devicePixelRatioF())
        self.paper.setPixmap(QPixmap.fromImage(made))
        self.paper.setMinimumSize(
            QSize(0, round(image.height / self.devicePixelRatioF()) + 2 * _EDGE)
        )
        self.area.verticalScrollBar().setValue(0)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back; the arrows scroll the page."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self._made is not None:
            self.turn(0)
