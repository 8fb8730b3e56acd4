"""What stands beside a document's lines has this, whatever it shows."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QTabWidget

from app.domain.problems import Problem
from app.gui.documents.manual_entry import ManualEntry
from app.services.entry.scanning import Outcome
from app.text import _
from db.queries.documents import Document, DocumentLine


class SidePanel(QFrame):
    """Shows what belongs to the current line or to the whole document, in tabs.

    A panel sets ``manual``, puts it into its tabs, and carries out ``show_line``.
    """

    changed = Signal()
    """Serials were taken by a list, and the draft is saved."""
    deleted = Signal()
    """Serials were taken out, which can be undone, and the draft is saved."""

    manual: ManualEntry

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Ways to enter"))

    def show_line(self, document: Document, line: DocumentLine | None) -> None:
        """Show another line of a document, read from the store."""
        raise NotImplementedError

    def fold(self, narrow: bool) -> None:
        """There is little room now, or there is room again."""

    def show_scan(
        self, document: Document, line: DocumentLine, outcome: Outcome, same: bool
    ) -> None:
        """Show an accepted scan; ``same``: it went to the line that is shown here."""
        self.show_line(document, line)

    def not_carried_out(self) -> list[Problem]:
        """What is planned or chosen here and not on the draft (D11)."""
        return []
