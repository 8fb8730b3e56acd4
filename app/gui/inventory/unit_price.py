"""A unit's own price, such as of used goods; empty for none (M2)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.problems import Problem
from app.gui.inventory.unit_dialog import lay_out
from app.gui.kit.desk import Desk
from app.gui.kit.entry_dialog import EntryDialog
from app.gui.kit.fields import FigureEdit
from app.services.money import unit_prices
from app.text import _


class UnitPriceDialog(EntryDialog):
    """Accepted once the price is written, or taken away."""

    def __init__(self, desk: Desk, number: str, price: int | None, parent: QWidget) -> None:
        super().__init__(desk, parent)
        before = "" if price is None else desk.formats.price(price)
        self.edit = FigureEdit(before)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        hint = _("Such as for used goods. It comes before every price list. Empty it for none.")
        self.ok_button = lay_out(self, number, self.edit, _("Own price"), hint, self.save)
        self._number = number
        self._before = before
        self.setWindowTitle(_("Own price of {serial}").format(serial=number))

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
