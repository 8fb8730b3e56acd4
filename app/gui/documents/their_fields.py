"""What a supplier's own paper says: its number, and the day by which it is to be paid (M8)."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.document_kind import DocumentKind
from app.domain.problems import Problem
from app.gui.documents.head_fields import title_inside
from app.gui.kit.date_field import DateField
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import label, row
from app.text import _
from db.queries.documents import Document

KEY = "Alt+S"
_NUMBER_WIDTH, _DATE_WIDTH = 300, 148


class TheirFields(QWidget):
    """A line below the head; where there is little room it hides while nothing is in it.

    The day is not asked for while no payments are taken: nothing stays to be paid then.
    """

    numbered = Signal(str)
    """Another number was typed, and the field is left."""
    done = Signal()
    """Enter or Esc: the next scan may come."""

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        super().__init__()
        self._narrow = False
        self._saved = ""
        self.number = QLineEdit()
        self.number.setAccessibleName(_("Their number"))
        self.number.setMaxLength(100)
        self.number.setFixedWidth(_NUMBER_WIDTH)
        title_inside(self.number, _("Their number"), KEY)
        self.due = DateField(
            _("Due on"), desk.theme, _("Empty it, and the supplier's payment days count.")
        )
        self.due.setProperty("role", "head")
        self.due.setFixedWidth(_DATE_WIDTH)
        self.with_due = QWidget()
        self.with_due.setLayout(row(label(_("Due on"), "muted", self.due), self.due))
        self.with_due.setVisible(desk.settings.takes_payments(kind))
        self.setLayout(row(self.number, self.with_due, None, gap=GRID * 2))
        self.number.editingFinished.connect(self.read)
        self.number.returnPressed.connect(self._go_on)
        self.due.returnPressed.connect(self._leave_due)

    def show_document(
        self, document: Document, same: bool, number_waits: bool, due_waits: bool
    ) -> None:
        """Show what a draft says; what is being typed or waits to be written stays."""
        self._saved = document.their_number
        if not same:
            self.due.reset()
        if not (same and (self.number.isModified() or number_waits)):
            self.number.setText(document.their_number)
            self.number.setModified(False)
        if not due_waits:
            due = document.due_date
            self.due.show_day(date.fromisoformat(due) if due else None)
        self._show()

    def fold(self, narrow: bool) -> None:
        """Where there is little room it is opened by its key, or from ⋯."""
        self._narrow = narrow
        self._show()

    def open(self) -> None:
        """Show the fields, with the cursor in the first."""
        if self.isEnabled():
            self.show()
            self.number.setFocus()

    def read(self) -> None:
        """Take the number that is typed."""
        typed = self.number.text()
        self.number.setModified(False)
        if typed != self._saved:
            self.numbered.emit(typed)

    @property
    def problem(self) -> Problem | None:
        """What is typed and is no day."""
        return self.due.problem

    def _show(self) -> None:
        typed = bool(self.number.text() or self.due.text())
        focused = self.number.hasFocus() or self.due.hasFocus()
        self.setVisible(typed or focused or not self._narrow)

    def _go_on(self) -> None:
        if self.with_due.isHidden():
            self._leave()
        else:
            self.due.setFocus()

    def _leave_due(self) -> None:
        """What is no date keeps the cursor."""
        if self.problem is None:
            self._leave()

    def _leave(self) -> None:
        self.done.emit()
        self._show()

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.read()
            self._leave()
        else:
            super().keyPressEvent(event)
