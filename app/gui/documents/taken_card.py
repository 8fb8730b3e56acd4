"""Beside the empty Counter: by what today's sales were paid."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from app.gui.kit.desk import Desk
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import column, label, name_label
from app.gui.money.tender_tiles import PaymentChoice
from app.services.documents.day_sales import TakenBy
from app.text import _


class TakenCard(QFrame):
    """By what today's sales were paid; hidden while nothing was."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._formats = desk.formats
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(GRID)
        self._rows.setVerticalSpacing(GRID // 2)
        self._rows.setColumnStretch(0, 1)
        around = column(label(_("Taken today"), "section"), margin=GRID * 2)
        around.addLayout(self._rows)
        self.setLayout(around)
        self._said: list[tuple[QLabel, QLabel]] = []
        self.hide()

    def show_taken(self, sums: Sequence[TakenBy]) -> None:
        """Show other sums, one a row."""
        while len(self._said) < len(sums):
            made = name_label(""), label("")
            made[1].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for place, part in enumerate(made):
                self._rows.addWidget(part, len(self._said), place)
            self._said.append(made)
        for place, (name, figure) in enumerate(self._said):
            shown = place < len(sums)
            name.setVisible(shown)
            figure.setVisible(shown)
            if shown:
                name.setText(PaymentChoice(sums[place].tender).name)
                figure.setText(self._formats.price(sums[place].amount))
        self.setVisible(bool(sums))
