"""The foot of a page while its document is paid: what it comes to, and that nothing is posted."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QWidget

from app.gui.documents.totals import SumRow
from app.gui.kit.keys import only_shown
from app.gui.kit.theme import CARD_GAP, GRID
from app.gui.kit.widgets import button, column, label, row
from app.text import _

_WIDTH = 304


class PayingFoot(QFrame):
    """Stands where the actions stand otherwise; the sums close up with the lines above it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self.back_button = button(_("Back to the document"), "Esc", "flat")
        only_shown(self.back_button)  # the page answers it
        nothing = label(_("Nothing is posted before Finish."), "secondary")
        line = row(self.back_button, None, nothing)
        line.setContentsMargins(GRID // 2, GRID // 2, GRID * 3 // 2, GRID // 2)
        self.sums = QWidget()
        self.sums.setFixedWidth(_WIDTH)
        self._rows = column(gap=GRID // 2)
        self.sums.setLayout(self._rows)
        self.shown: list[SumRow] = []
        self._around = QWidget()
        beside = row(None, self.sums)
        beside.setContentsMargins(0, GRID, CARD_GAP, 0)
        self._around.setLayout(beside)
        self.setLayout(column(self._around, line, gap=0))

    def show_sums(self, sums: Sequence[tuple[str, str]], total: str) -> None:
        """Show figures with their names, and the total below them; hidden where there are none."""
        said = [*sums, (_("Total"), total)] if sums else []
        while len(self.shown) < len(said):
            self.shown.append(SumRow())
            self._rows.addWidget(self.shown[-1])
        for place, made in enumerate(self.shown):
            made.setVisible(place < len(said))
            if place < len(said):
                made.show_sum(*said[place])
        self._around.setVisible(bool(said))
