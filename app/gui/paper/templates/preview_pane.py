"""The paper that a template makes, as it is printed: made beside the screen, page by page."""

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QToolButton

from app.domain.document_kind import Party
from app.domain.kinds import KINDS
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.forms import ChoiceField
from app.gui.kit.guard import guarded
from app.gui.kit.icons import icon
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.tasks import Task, Tell, Work
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import column, label, row
from app.printing.documents.previewing import Preview, PreviewAsked, preview
from app.printing.documents.sample import Trial, newest, trials_of
from app.printing.documents.template import DocumentTemplate
from app.text import N_, _
from db.sql import own_connection

_SETTLES = 150
"""Milliseconds after the last change until it is drawn."""
_POINT_MM = 72 / 25.4
_LARGEST, _STEP, _STEPS = 1.7, 1.25, 6
"""Pixels of a point at most where all of a page is shown; how much a step is, and how many."""
_ROLL = 1.5
_LEAST_STEP = 0.01
_EDGE = 4 * GRID
_NOBODY = {Party.CUSTOMER: N_("no customer"), Party.SUPPLIER: N_("no supplier")}


class PreviewPane(QFrame):
    """A page on a desk; above it which document, below it what the template is tried with."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked: PreviewAsked | None = None
        self._kind = ""
        self._page, self._pages, self._zoom = 0, 0, 0
        self._drawn = 0.0
        self._task = Task(self)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLES)
        self._settle.timeout.connect(self.draw)
        self.document = ChoiceField()
        self.document.setAccessibleName(_("Shown with"))
        self.document.activated.connect(self._turn_to_first)
        self.trials = {trial: QCheckBox(_(trial.value)) for trial in Trial}
        for box in self.trials.values():
            box.clicked.connect(self._turn_to_first)
        self.before = self._tool("mdi6.chevron-left", _("The page before"), partial(self.turn, -1))
        self.after = self._tool("mdi6.chevron-right", _("The next page"), partial(self.turn, 1))
        self.smaller = self._tool(
            "mdi6.magnify-minus-outline", _("Smaller"), partial(self.zoom, -1)
        )
        self.larger = self._tool("mdi6.magnify-plus-outline", _("Larger"), partial(self.zoom, 1))
        self.place = label("", "secondary")
        self.problems = ProblemList(desk, Level.WARNING)
        self.paper = label("")
        self.paper.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.paper.setAccessibleName(_("The page as it is printed"))
        self._body = QScrollArea()
        self._body.setWidget(self.paper)
        self._body.setWidgetResizable(True)
        self._body.setAccessibleName(_("The page as it is printed"))
        self._build()

    def _tool(self, name: str, says: str, act: partial[None]) -> QToolButton:
        made = QToolButton()
        made.setIcon(icon(name, self._desk.theme.text))
        made.setAccessibleName(says)
        made.setToolTip(says)
        made.clicked.connect(lambda: act())
        return made

    def _build(self) -> None:
        theme = self._desk.theme
        self.setObjectName("paperDesk")
        self.setStyleSheet(f"QFrame#paperDesk {{ background: {theme.desk}; border-radius: 6px; }}")
        turning = (self.before, self.place, self.after)
        head = row(
            label(_("Shown with"), "muted"),
            self.document,
            None,
            *turning,
            self.smaller,
            self.larger,
            gap=4,
        )
        tries = row(label(_("Try with:"), "muted"), *self.trials.values(), None, gap=GRID)
        page = column(head, self.problems, self._body, tries, margin=GRID)
        page.setStretch(2, 1)
        self.setLayout(page)

    # What is shown ----------------------------------------------------------------------------

    def show_kind(self, kind: str) -> None:
        """Offer the newest documents of a kind, and what can be tried with it."""
        self._kind = kind
        offered = newest(self._desk.database, kind)
        shown = self.document.currentData()
        self.document.offer([*offered, (None, _("an invented document"))])
        self.document.setCurrentIndex(max(self.document.findData(shown), 0) if shown else 0)
        of_kind = trials_of(KINDS[kind], self._desk.settings.serials_enabled)
        for trial, box in self.trials.items():
            box.setVisible(trial in of_kind)
            box.setChecked(box.isChecked() and trial in of_kind)
        nobody = _(_NOBODY.get(KINDS[kind].party, N_("no customer")))
        self.trials[Trial.NO_PARTY].setText(nobody)
        self._page = 0

    def show_template(self, template: DocumentTemplate, in_hand: str) -> None:
        """Show what a template makes of the document, as soon as nothing changes any more."""
        self._asked = PreviewAsked(template, in_hand=in_hand)
        self._settle.start()

    def forget(self) -> None:
        """Show nothing."""
        self._asked = None
        self._task.stop()
        self._settle.stop()
        self.paper.setPixmap(QPixmap())
        self.problems.show_problems(())

    def asked(self) -> PreviewAsked | None:
        """What is shown, or is about to be."""
        if self._asked is None:
            return None
        tried = [trial for trial, box in self.trials.items() if box.isChecked()]
        template = self._asked.template
        return PreviewAsked(
            template,
            self.document.currentData(),
            tried,
            self._page,
            self._asked.in_hand,
            self._scale(template) * self.devicePixelRatioF(),
        )

    def _scale(self, template: DocumentTemplate) -> float:
        """Pixels of a point: all of a page is seen, or what is on a roll is read."""
        paper, room = template.paper, self._body.maximumViewportSize()
        wide = max(paper.width, 1.0) * _POINT_MM
        fits = max(room.width() - _EDGE, 100) / wide
        if paper.height:
            high = max(paper.height, 1.0) * _POINT_MM
            fits = min(fits, max(room.height() - _EDGE, 100) / high)
        return float(min(fits, _ROLL if paper.is_roll else _LARGEST) * _STEP**self._zoom)

    def draw(self) -> None:
        """Make the page, beside the screen; what was being made before is given up."""
        asked = self.asked()
        if asked is not None and self.isVisible():
            self._drawn = asked.scale
            self._task.start(self._work(asked), self._show, self.problems.show_problems)

    def _work(self, asked: PreviewAsked) -> Work[Preview]:
        database = self._desk.database

        def work(tell: Tell) -> Preview:
            with own_connection(database):
                return preview(database, asked, tell)

        return work

    def _show(self, made: Preview) -> None:
        self._page, self._pages = made.page, made.pages
        said_before = not self.problems.isHidden()
        self.problems.show_problems(made.problems)
        self.paper.setPixmap(self._picture(made))
        said = _("Page {page} of {count}").format(page=made.page + 1, count=made.pages)
        self.place.setText(said if made.pages else "")
        for part in (self.before, self.place, self.after):
            part.setVisible(made.pages > 1)
        self.before.setEnabled(made.page > 0)
        self.after.setEnabled(made.page + 1 < made.pages)
        self.smaller.setEnabled(self._zoom > 0)
        self.larger.setEnabled(self._zoom < _STEPS)
        if bool(made.problems) != said_before:  # what is said above takes some of the room
            QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        asked = self.asked()
        if asked is not None and abs(asked.scale - self._drawn) > _LEAST_STEP:
            self._settle.start()

    def _picture(self, made: Preview) -> QPixmap:
        image = made.image
        if image is None:
            return QPixmap()
        shown = QImage(
            image.data, image.width, image.height, 4 * image.width, QImage.Format.Format_RGB32
        )
        picture = QPixmap.fromImage(shown.copy())  # else it reads bytes that Python has let go
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        return picture

    # What is done -----------------------------------------------------------------------------

    def _turn_to_first(self) -> None:
        self._page = 0
        self.draw()

    def turn(self, by: int) -> None:
        """Show another page."""
        self._page = min(max(self._page + by, 0), max(self._pages - 1, 0))
        self.draw()

    def zoom(self, by: int) -> None:
        """Show it larger or smaller; at the smallest all of a page is seen."""
        self._zoom = min(max(self._zoom + by, 0), _STEPS)
        self.draw()

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._asked is not None:
            self._settle.start()

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, _WIDTH)


_WIDTH = 468
