"""A unit's own price, such as of used goods; empty for none (M2)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.problems import Problem
from app.gui.kit.desk import Desk
from app.gui.kit.entry_dialog import EntryDialog
from app.gui.kit.fields import FigureEdit
from app.gui.kit.theme import GRID, serial_font
from app.gui.kit.widgets import button, column, label, name_label, row
from app.services.money import unit_prices
from app.text import _


class UnitPriceDialog(EntryDialog):
    """Accepted once the price is written, or taken away."""

    def __init__(self, desk: Desk, number: str, price: int | None, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._number = number
        self._before = "" if price is None else desk.formats.price(price)
        self.setWindowTitle(_("Own price of {serial}").format(serial=number))
        self.setMinimumWidth(440)
        shown = name_label(number)
        shown.setFont(serial_font(13, bold=True))
        self.edit = FigureEdit(self._before)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.edit.setAccessibleName(_("Own price"))
        self.edit.selectAll()
        hint = label(
            _("Such as for used goods. It comes before every price list. Empty it for none."),
            "muted",
        )
        hint.setWordWrap(True)
        self.ok_button = button(_("OK"), role="primary")
        cancel = button(_("Cancel"))
        self.setLayout(
            column(
                shown,
                column(label(_("Own price"), "muted", self.edit), self.edit, gap=4),
                hint,
                self.problems,
                row(None, cancel, self.ok_button),
                margin=GRID * 2,
                gap=GRID * 3 // 2,
            )
        )
        self.edit.returnPressed.connect(self.ok_button.click)
        self.ok_button.clicked.connect(self.save)
        cancel.clicked.connect(self.reject)

    def is_entered(self) -> bool:
        """Another price than it has was typed."""
        return self.edit.text().strip() != self._before

    def save(self) -> None:
        """Write the price; what stands against it is said here."""
        typed = self.edit.text().strip()
        price = self._desk.formats.read_price(typed) if typed else None
        if isinstance(price, Problem):
            self.problems.show_problems([price])
            self.edit.setFocus()
            self.edit.selectAll()
            return
        self.carry_out(lambda: unit_prices.set_price(self._desk.session, self._number, price))
