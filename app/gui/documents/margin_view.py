"""What a posted sale brings above what its goods had cost (M11), for those who may see it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.domain.document_kind import DocumentKind
from app.domain.pricing import TaxMode
from app.formats import rate_text
from app.gui.kit.desk import Desk
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import Paragraph, column, label
from app.services.money import costs
from app.text import _
from db.queries import documents


class MarginView(QWidget):
    """What was taken without tax, what the goods had cost, and what is left of it."""

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        super().__init__()
        self._desk = desk
        self._kind = kind
        self.net, self.cost, self.margin = _figure(), _figure(), _figure("heading")
        self.rate = _figure()
        self.said = Paragraph("muted")
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        self.taken = label("", "secondary")
        rows = (
            (self.taken, self.net),
            (label(_("What the goods had cost"), "secondary"), self.cost),
            (label(_("Margin"), "secondary"), self.margin),
            (label(_("Of what was taken"), "secondary"), self.rate),
        )
        for place, (title, figure) in enumerate(rows):
            grid.addWidget(title, place, 0)
            grid.addWidget(figure, place, 1)
        self.setLayout(column(grid, self.said, None, margin=GRID))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Margin"))

    def show_document(self, id: int) -> None:
        """Show the margin of a posted document."""
        found = costs.margin_of(self._desk.database, id, self._kind)
        if found is None:
            return
        price = self._desk.formats.price
        taxed = documents.document(self._desk.database, id).tax_mode != TaxMode.NONE
        self.taken.setText(_("Taken, without tax") if taxed else _("What was taken"))
        self.net.setText(price(found.net))
        self.cost.setText("–" if found.cost is None else price(found.cost))
        self.margin.setText("–" if found.amount is None else price(found.amount))
        self.rate.setText("–" if found.rate is None else rate_text(found.rate))
        self.said.setText(
            _("Nobody knows what all of these goods had cost: they were sold before it was kept.")
            if found.cost is None
            else _(
                "A unit with a serial number had cost what its own purchase says; other goods the "
                "average of what came, and the item's purchase price where none is known."
            )
        )


def _figure(role: str = "") -> QLabel:
    made = label("", role)
    made.setAlignment(Qt.AlignmentFlag.AlignRight)
    return made
