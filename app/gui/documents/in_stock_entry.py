"""In-stock selection (D4): what is in stock here, the oldest first; filter, choose, take."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from app.domain import serials as serial_numbers
from app.domain.codes import serial_in
from app.domain.kinds import KINDS
from app.domain.quantities import ONE_UNIT
from app.domain.verdicts import Verdict
from app.gui.inventory.in_stock_list import in_stock_list
from app.gui.kit.desk import Desk
from app.gui.kit.theme import serial_font
from app.gui.kit.widgets import button, column, label, row
from app.gui.scanning.boxes import CodeEdit
from app.lists.in_stock import IN_STOCK
from app.text import _
from db.queries.document_lines import DocumentLine
from db.queries.documents import Document
from db.queries.lists.in_stock import InStockAsked

"""The columns of ``IN_STOCK``."""


class InStockEntry(QWidget):
    """Lists the serials of the document's warehouse; ``take`` puts the chosen ones on the draft."""

    taken = Signal()
    """Some serials were taken."""

    def __init__(self, desk: Desk, take: Callable[[Sequence[str]], list[Verdict]]) -> None:
        super().__init__()
        self._desk = desk
        self._take = take
        self._document: Document | None = None
        self._line: DocumentLine | None = None
        self.filter = CodeEdit(clearButtonEnabled=True)
        self.filter.setFont(serial_font())
        self.filter.setPlaceholderText(_("Any part of the number"))
        self.filter.setAccessibleName(_("Filter by any part of the number"))
        self.list = in_stock_list(desk, IN_STOCK, self._asked)
        self.model, self.table = self.list.model, self.list.table
        self.amount = QSpinBox(minimum=1, maximum=serial_numbers.MOST)
        self.amount.setFixedWidth(80)
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.amount.setAccessibleName(_("How many of the oldest"))
        self.oldest_button = button(_("Choose the oldest"))
        self.take_button = button(_("Take the chosen"), "Ctrl+Return", "primary")
        self._summary = label("", "muted")
        self.setLayout(
            column(
                self.filter,
                self._summary,
                self.list,
                row(self.amount, self.oldest_button, None),
                row(None, self.take_button),
            )
        )
        self.setFocusProxy(self.filter)
        self.list.search_by(self.filter)
        self.table.selectionModel().selectionChanged.connect(self._count)
        self.list.loaded.connect(self._show_loaded)
        self.table.chosen.connect(lambda found: self.take())
        self.oldest_button.clicked.connect(self.choose_oldest)
        self.take_button.clicked.connect(self.take)

    def show_line(self, document: Document, line: DocumentLine | None) -> None:
        """Offer what is in stock of the line's item; of all items where no line is current."""
        self._document = document
        self._line = line if line is not None and line.track_serials else None
        wanted = self._line.quantity // ONE_UNIT - self._line.serials if self._line else 1
        self.amount.setValue(min(max(wanted, 1), serial_numbers.MOST))
        if self.isVisible():
            self.reload()

    def reload(self) -> None:
        """Read what is in stock again."""
        self.list.reload()

    def _asked(self) -> InStockAsked:
        document = self._document
        if document is None:
            return InStockAsked(None)
        return InStockAsked(
            document.warehouse_id,
            self._line.product_id if self._line else None,
            serial_in(self.filter.text()),
            document.id,
            KINDS[document.kind].takes_inactive,
        )

    def _show_loaded(self) -> None:
        self.list.columns.leave_out({"product"} if self._line is not None else set())
        self._count()

    def choose_oldest(self) -> None:
        """Choose as many as asked of those that came first (first in, first out)."""
        self.model.read_to(self.amount.value())
        last = min(self.amount.value(), self.model.rowCount()) - 1
        if last < 0:
            return
        ends = self.model.index(0, 0), self.model.index(last, len(self.model.columns) - 1)
        self.table.selectionModel().select(
            QItemSelection(*ends), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.table.setFocus()

    def _chosen(self) -> list[int]:
        return sorted(index.row() for index in self.table.selectionModel().selectedRows())

    def waiting(self) -> int:
        """How many are chosen in the list that is shown, and not taken."""
        return len(self._chosen()) if self.isVisible() else 0

    def _count(self) -> None:
        chosen = len(self._chosen())
        there = self.list.counted.text() or self.list.empty.text()
        text = _("{there}, {chosen} chosen. The oldest come first.")
        self._summary.setText(text.format(there=there, chosen=chosen))
        self.take_button.setEnabled(chosen > 0)

    def take(self) -> None:
        """Put the chosen serials on the draft."""
        numbers = [self.model.row(place).number for place in self._chosen()[: serial_numbers.MOST]]
        if numbers:
            self._take(numbers)
            self.taken.emit()
            self.reload()
