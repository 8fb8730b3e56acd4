"""The last card of the right column: how many units, the total, and the one blue button."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy

from app.domain.kinds import DocumentKind, Price
from app.gui.kit.desk import Desk
from app.gui.kit.side_column import NARROW, WIDTH
from app.gui.kit.widgets import button, column, label, row
from app.text import _, ngettext
from db.queries.documents import Document, DocumentLine

_MARGIN = 12


class TotalsCard(QFrame):
    """Says what a document comes to; its button posts it. It is as high as what it holds."""

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(_("Total"))
        self.setMinimumWidth(NARROW)
        self.setMaximumWidth(WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._desk = desk
        self._priced = kind.price is not Price.NONE
        self.units = label("")
        self.total = label("", "total")
        self.total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._title = label(_("Total"), "section")
        self.post_button = button(_("Post"), "F9", "big")
        for part in (self._title, self.total):
            part.setVisible(self._priced)
        self.setLayout(
            column(self.units, row(self._title, None, self.total), self.post_button, margin=_MARGIN)
        )

    def show_document(self, document: Document, lines: list[DocumentLine]) -> None:
        """Show what a document's lines come to."""
        said = ngettext("{count} line", "{count} lines", len(lines)).format(count=len(lines))
        units = self._desk.formats.units(sum(line.quantity for line in lines))
        self.units.setText(f"{said}, {units}")
        if self._priced:
            self.total.setText(self._desk.formats.money(document.total))
