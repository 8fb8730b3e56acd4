"""A report of the drawer as it is on paper: reopened, looked at, printed once more (M9, Q6).

Its figures open what they are made of, as they did before the drawer was closed.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from app.domain.printing import Purpose
from app.gui.kit.desk import Desk
from app.gui.kit.forms import ChoiceField
from app.gui.kit.guard import guarded
from app.gui.kit.paper import ask_where
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.tasks import Task, in_store
from app.gui.kit.theme import CARD_GAP, GRID, PAGE_SIDE, PAGE_TOP
from app.gui.kit.widgets import button, column, label, row
from app.gui.money import report_papers
from app.gui.money.report_figures import ReportFigures
from app.gui.paper.print_bar import PrintBar
from app.printing import drawer_report
from app.printing.documents.paper_choices import papers_of
from app.printing.media.papers import Paper
from app.printing.page_image import PageImage, page_count, page_image
from app.services.money import shifts
from app.services.money.shifts import DrawerReport
from app.text import _

_LARGEST = 1.6
"""Pixels of a point at most: a receipt is not blown up to the width of the window."""
_MOST = 20
"""Pages that are shown; a report of more is looked at as a PDF."""
_EDGE = GRID * 2


class ReportView(QFrame):
    """Pages below each other; the paper is chosen above them. Esc leads back."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.report: DrawerReport | None = None
        self._task = Task(self)
        self.title = label("", "title")
        self.back_button = button(_("Back"), "Alt+Left")
        self.papers = ChoiceField()
        self.papers.setAccessibleName(_("Paper"))
        self.print_button = button(_("Print"), "Ctrl+P", "primary")
        self.pdf_button = button(_("PDF…"), "Ctrl+Shift+P")
        self.figures_button = button(_("Figures"), "Alt+1")
        self.figures_button.setToolTip(_("What each figure is made of"))
        self.figures = ReportFigures(desk)
        self.prints = PrintBar(desk)
        self.problems = ProblemList(desk)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAccessibleName(_("The page as it is printed"))
        self.area.setStyleSheet(f"QScrollArea {{ background: {desk.theme.desk}; }}")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.area)
        self.stack.addWidget(self.figures)
        self.setFocusProxy(self.area)
        buttons = (self.figures_button, self.papers, self.pdf_button, self.print_button)
        head = row(self.back_button, self.title, None, *buttons)
        page = column(head, self.prints, self.problems, self.stack, gap=CARD_GAP)
        page.setStretch(3, 1)
        page.setContentsMargins(PAGE_SIDE, PAGE_TOP, PAGE_SIDE, PAGE_TOP)
        self.setLayout(page)
        self.back_button.clicked.connect(self.go_back)
        self.figures_button.clicked.connect(self.show_figures)
        self.figures.left.connect(self.show_paper)
        self.papers.activated.connect(self._make)
        self.print_button.clicked.connect(self.print)
        self.pdf_button.clicked.connect(self.make_pdf)
        self.prints.left.connect(self.setFocus)

    def show_shift(self, shift: int) -> None:
        """Show the report of a shift."""
        report = self.report = shifts.report(self._desk.database, shift)
        self.title.setText(report.number or _("X report"))
        first = report_papers.usual_paper(self._desk)
        known = papers_of(self._desk.database, Purpose.DRAWER_REPORT)
        others = [paper for paper in known if paper.key != first.key]
        self.papers.offer([(paper, _(paper.name)) for paper in (first, *others)])
        self.prints.dismiss()
        self.problems.show_problems(())
        self._make()
        self.show_paper()

    def show_figures(self) -> None:
        """Show the figures in place of the paper; each opens what it is made of."""
        if self.report is not None:
            self.stack.setCurrentWidget(self.figures)
            self.figures.show_report(self.report)

    def show_paper(self) -> None:
        """Show the pages again."""
        self.stack.setCurrentWidget(self.area)
        self.setFocus()

    def go_back(self) -> None:
        """One step back: from what a figure is made of, from the figures, from the report."""
        if self.stack.currentWidget() is self.figures:
            self.figures.go_back()
        else:
            self.left.emit()

    @property
    def paper(self) -> Paper:
        """The paper that is chosen."""
        chosen: Paper = self.papers.currentData()
        return chosen

    def _make(self) -> None:
        report, paper, desk = self.report, self.paper, self._desk
        if report is None:
            return
        scale, at = _LARGEST * self.devicePixelRatioF(), desk.session.stamp()
        of = report_papers.of(report)

        def make() -> list[PageImage]:
            pdf = drawer_report.made(desk.database, of, paper, desk.formats.language, at)
            return [page_image(pdf, n, scale) for n in range(min(page_count(pdf), _MOST))]

        self._task.start(in_store(desk.database, make), self._show, self.problems.show_problems)

    def _show(self, pages: Sequence[PageImage]) -> None:
        shown = column(*(self._picture(page) for page in pages), None, margin=_EDGE, gap=_EDGE)
        inside = QWidget()
        inside.setLayout(shown)
        self.area.setWidget(inside)

    def _picture(self, image: PageImage) -> QWidget:
        made = QImage(
            image.data, image.width, image.height, image.width * 4, QImage.Format.Format_RGB32
        ).copy()
        made.setDevicePixelRatio(self.devicePixelRatioF())
        page = label("")
        page.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        page.setPixmap(QPixmap.fromImage(made))
        return page

    def print(self) -> None:
        """Print it on its printer; once more, and the reason is asked."""
        report = self.report
        if self.prints.asks:
            self.prints.say_yes()
        elif report is not None:
            self.prints.print_job(
                self.title.text(),
                lambda reason: report_papers.job_of(self._desk, report, self.paper, reason),
            )

    def make_pdf(self) -> None:
        """Make a PDF of it, where the person at the counter says; it counts as a print (Q6)."""
        report, name = self.report, self.title.text()
        if report is None:
            return
        file = ask_where(self, _("PDF of {document}").format(document=name), name)
        if file is not None:
            self.prints.print_job(
                name,
                lambda reason: report_papers.job_of(self._desk, report, self.paper, reason, file),
            )

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back; the arrows scroll the page."""
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)
