"""The last card of a draft's page: how many lines and units, what they come to, and Post."""

from PySide6.QtWidgets import QFrame, QWidget

from app.formats import Formats
from app.gui.kit.theme import GRID
from app.gui.kit.total import Total
from app.gui.kit.widgets import column, label, row
from app.text import _, ngettext


class TotalsCard(QFrame):
    """How many lines and units, in one line, and what they come to, above Post."""

    def __init__(self, formats: Formats, post: QWidget, with_money: bool) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._formats = formats
        self._with_money = with_money
        self.lines, self.units = label("", "muted"), label("", "muted")
        self.total = Total()
        self._counts, self._sum = QWidget(), QWidget()
        self._counts.setLayout(row(self.lines, None, self.units))
        sum_row = row(label(_("Total"), "heading"), self.total)
        sum_row.setStretch(1, 1)
        self._sum.setLayout(sum_row)
        parts = (self._counts, self._sum, post)
        self.setLayout(column(*parts, margin=GRID * 3 // 2, gap=GRID // 2))
        self.show_empty(False)

    def show_sums(self, lines: int, units: int, total: int) -> None:
        """Show how many lines and units (thousandths), and what they come to (minor units)."""
        self.lines.setText(ngettext("{count} line", "{count} lines", lines, f"{lines:,}"))
        self.units.setText(self._formats.units(units))
        self.total.setText(self._formats.money(total))

    def show_empty(self, is_empty: bool) -> None:
        """Where nothing is entered Post stands alone."""
        self._counts.setVisible(not is_empty)
        self._sum.setVisible(self._with_money and not is_empty)
