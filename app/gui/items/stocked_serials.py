"""The serials of an item in a warehouse, to be taken away or corrected; nothing is done yet."""

from collections.abc import Callable, Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.serials import fold
from app.domain.verdicts import Level
from app.gui.inventory.correct_number import CorrectNumberDialog
from app.gui.inventory.in_stock_list import in_stock_list
from app.gui.kit.desk import Desk
from app.gui.kit.theme import serial_font
from app.gui.kit.widgets import button, column, label, row
from app.gui.scanning.boxes import CodeEdit
from app.lists.in_stock import CAME_BY, NUMBER, in_stock
from app.lists.listing import Column, Type
from app.text import N_, _
from db.queries.lists.in_stock import InStock, InStockAsked


class StockedSerials(QWidget):
    """Marks serials; ``taken`` are to be taken away, ``corrected`` maps wrong numbers to right.

    ``spoken_for`` gives the numbers that are about to be added.
    """

    changed = Signal()
    """Something was marked, or a mark was taken back."""

    def __init__(
        self,
        desk: Desk,
        product: int,
        warehouse: int,
        spoken_for: Callable[[], Collection[str]] = tuple,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._place = warehouse, product
        self._spoken_for = spoken_for
        self.taken: dict[str, None] = {}  # in the order they were marked
        self.corrected: dict[str, str] = {}
        self.filter = CodeEdit(clearButtonEnabled=True)
        self.filter.setFont(serial_font())
        self.filter.setPlaceholderText(_("Any part of the number"))
        self.filter.setAccessibleName(_("Filter by any part of the number"))
        change = Column(
            "change", N_("What changes"), Type.TEXT, self._mark, 0, True, level=self._level
        )
        self.list = in_stock_list(desk, in_stock(NUMBER, change, CAME_BY), self._asked)
        self.model, self.table = self.list.model, self.list.table
        self._summary = label("", "muted")
        self.take_button = button(_("Take away"), "Ctrl+Delete")
        self.correct_button = button(_("Correct…"), "Ctrl+E")
        self.undo_button = button(_("Take the mark off"), "Ctrl+Z")
        self.setLayout(
            column(
                self.filter,
                self._summary,
                self.list,
                row(self.take_button, self.correct_button, self.undo_button, None),
            )
        )
        self.list.search_by(self.filter)
        self.table.selectionModel().selectionChanged.connect(self._allow)
        self.list.loaded.connect(self._allow)
        self.table.chosen.connect(self._correct)
        self.take_button.clicked.connect(self.take_away)
        self.table.delete_pressed.connect(self.take_away)
        self.correct_button.clicked.connect(self._correct_current)
        self.undo_button.clicked.connect(self.leave)
        self.reload()

    def _mark(self, found: InStock) -> str:
        if found.number in self.taken:
            return _("Taken away")
        right = self.corrected.get(found.number)
        return _("becomes {number}").format(number=right) if right else ""

    def _level(self, found: InStock) -> Level:
        return Level.REFUSED if found.number in self.taken else Level.NOTED

    def _asked(self) -> InStockAsked:
        warehouse, product = self._place
        return InStockAsked(warehouse, product, fold(self.filter.text().strip()))

    def reload(self) -> None:
        """Read what is in stock, by the filter."""
        self.list.reload()

    def _chosen(self) -> list[str]:
        return [self.model.row(place).number for place in self.table.selected_places()]

    def _allow(self) -> None:
        chosen = len(self.table.selected_places())
        there = self.list.counted.text() or self.list.empty.text()
        text = _("{there}, {taken} to be taken away, {corrected} to be corrected")
        self._summary.setText(
            text.format(there=there, taken=len(self.taken), corrected=len(self.corrected))
        )
        self.take_button.setEnabled(chosen > 0)
        self.correct_button.setEnabled(chosen == 1)
        self.undo_button.setEnabled(chosen > 0 and bool(self.taken or self.corrected))

    def take_away(self) -> None:
        """Mark the chosen serials to be taken away."""
        for number in self._chosen():
            self.taken[number] = None
            self.corrected.pop(number, None)
        self._tell()

    def leave(self) -> None:
        """Take the marks off the chosen serials."""
        for number in self._chosen():
            self.taken.pop(number, None)
            self.corrected.pop(number, None)
        self._tell()

    def _correct_current(self) -> None:
        found = self.table.current_row()
        if found is not None:
            self._correct(found)

    def _correct(self, found: InStock) -> None:
        """Ask for the right number of a serial."""
        others = [right for wrong, right in self.corrected.items() if wrong != found.number]
        taken = [*others, *self._spoken_for()]
        dialog = CorrectNumberDialog(self._desk, found.number, self, taken)
        if dialog.exec():
            self.corrected[found.number] = dialog.number
            self.taken.pop(found.number, None)
            self._tell()

    def _tell(self) -> None:
        self.table.viewport().update()
        self._allow()
        self.changed.emit()
