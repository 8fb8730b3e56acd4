"""Voiding a document: the reason is asked, what stands in the way is listed (V1, V4)."""

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from app.domain.problems import Refused
from app.gui.desk import Desk
from app.gui.problem_list import ProblemList
from app.gui.theme import GRID
from app.gui.widgets import button, column, label, row
from app.services import voiding
from app.text import _
from db.queries.documents import Document


class VoidDialog(QDialog):
    """Accepted once the document is void; a blocker's link closes it and opens that document."""

    def __init__(self, desk: Desk, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._document = document
        self.setWindowTitle(_("Void {number}").format(number=document.number))
        self.setMinimumWidth(560)
        explain = label(
            _("The document keeps its number; its serials and stock go back to what was before."),
            "muted",
        )
        explain.setWordWrap(True)
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        self.problems = ProblemList(desk)
        self.void_button = button(_("Void the document"), role="primary")
        cancel = button(_("Cancel"))
        reason = label(_("&Reason"), buddy=self.reason)
        self.setLayout(
            column(
                explain,
                column(reason, self.reason, gap=4),
                self.problems,
                row(None, cancel, self.void_button),
                margin=GRID * 2,
                gap=GRID * 2,
            )
        )
        self.void_button.clicked.connect(self._void)
        cancel.clicked.connect(self.reject)
        desk.bus.open_document.connect(self.reject)
        blockers = voiding.problems_of(desk.database, document.id)
        self.problems.show_problems(blockers)
        self.void_button.setEnabled(not blockers)
        self.reason.setEnabled(not blockers)

    def _void(self) -> None:
        try:
            voiding.void(
                self._desk.database, self._document.id, self._desk.user, self.reason.text()
            )
        except Refused as refusal:
            self.problems.show_problems(refusal.problems)
            return
        self.accept()
