"""A unit's second identifier, such as IMEI 2: judged while it is typed, empty for none (C9)."""

from PySide6.QtWidgets import QWidget

from app.gui.inventory.unit_dialog import lay_out
from app.gui.kit.desk import Desk
from app.gui.kit.entry_dialog import EntryDialog
from app.gui.kit.theme import serial_font
from app.gui.scanning.boxes import CodeEdit
from app.services.stock import identifying
from app.services.stock.identifying import Pair
from app.text import _


class SecondIdentifierDialog(EntryDialog):
    """Accepted once the identifier is given to the unit, or taken away."""

    def __init__(self, desk: Desk, number: str, second: str, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self.edit = CodeEdit(second)
        self.edit.setFont(serial_font(12))
        hint = _("Such as IMEI 2. It finds the unit as its number does. Empty it for none.")
        self.ok_button = lay_out(self, number, self.edit, _("Second identifier"), hint, self.give)
        self._number = number
        self._second = second
        self.setWindowTitle(_("Second identifier of {serial}").format(serial=number))
        self.edit.textChanged.connect(self._judge)
        self.ok_button.setEnabled(False)

    @property
    def _pair(self) -> Pair:
        return Pair(self._number, self.edit.text()).cleaned

    def is_entered(self) -> bool:
        """Another one than it has was typed."""
        return self._pair.second != self._second

    def _judge(self) -> None:
        (problem,) = identifying.problems_of(self._desk.database, [self._pair])
        self.problems.show_problems([problem] if problem else [])
        self.ok_button.setEnabled(problem is None and self.is_entered())
        self.adjustSize()

    def give(self) -> None:
        """Give it to the unit; what stands against it is said here."""
        self.carry_out(lambda: identifying.give(self._desk.session, [self._pair]))
