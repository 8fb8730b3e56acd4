"""How many rows of a file stand how; a press shows those alone."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from app.domain.imports import RowStanding
from app.gui.importing.import_view import ImportView, standing_text
from app.gui.importing.rows_table import LEVELS
from app.gui.kit.desk import Desk
from app.gui.kit.widgets import row
from app.text import _


class StandingChips(QWidget):
    """A chip for all rows, and one for each standing that rows have."""

    chosen = Signal(object)
    """Rows of this standing are wanted; None: all."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.chips: dict[RowStanding | None, QToolButton] = {}
        line = row()
        for standing in (None, *RowStanding):
            made = QToolButton()
            made.setCheckable(True)
            made.setProperty("role", "standing")
            if standing is not None:
                back, text = desk.theme.level(LEVELS[standing])
                made.setStyleSheet(f"QToolButton {{ background: {back}; color: {text}; }}")
            made.clicked.connect(partial(self._tell, standing))
            self._group.addButton(made)
            self.chips[standing] = made
            line.addWidget(made)
        self.setLayout(line)
        self.chips[None].setChecked(True)
        self.hide()

    def _tell(self, standing: RowStanding | None) -> None:
        self.chosen.emit(standing)

    def choose(self, standing: RowStanding | None) -> None:
        """Say that rows of this standing are shown."""
        self.chips[standing].setChecked(True)

    def show_counts(self, view: ImportView) -> None:
        """Count the rows again; what no row is has no chip."""
        counts = standing_text(view)
        for standing, made in self.chips.items():
            name = _("All") if standing is None else _(standing.value)
            text = f"{name}  {counts.get(standing, 0):,}"
            made.setText(text)
            made.setAccessibleName(text)
            made.setVisible(standing in counts or made.isChecked())
