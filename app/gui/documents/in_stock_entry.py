"""In-stock selection (D4): what is in stock here, the oldest first; filter, choose, take."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QSpinBox, QWidget

from app.domain import serials as serial_numbers
from app.domain.codes import serial_in
from app.domain.kinds import KINDS
from app.domain.quantities import ONE_UNIT
from app.domain.verdicts import Verdict
from app.gui.inventory.arrivals import Arrivals
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.tables import Table, TableColumn
from app.gui.kit.theme import serial_font
from app.gui.kit.widgets import button, column, label, row
from app.gui.scanning.boxes import CodeEdit
from app.services import clock
from app.text import _
from db.queries import serials
from db.queries.documents import Document, DocumentLine
from db.queries.serials import Arrival, InStock

_PAUSE = 120


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
        self.model = Arrivals(
            self._columns(), lambda ids: serials.in_stock_page(desk.database, ids)
        )
        self.table = Table(self.model, _("Serial numbers in stock"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
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
                self.table,
                row(self.amount, self.oldest_button, None, self.take_button),
            )
        )
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.reload)
        self.filter.textChanged.connect(self._pause.start)
        self.table.selectionModel().selectionChanged.connect(self._count)
        self.model.rowsInserted.connect(self._count)
        self.table.chosen.connect(lambda found: self.take())
        self.oldest_button.clicked.connect(self.choose_oldest)
        self.take_button.clicked.connect(self.take)

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn(_("Serial number"), lambda s: s.number, serial=True, width=160),
            TableColumn(_("Item"), lambda s: s.product, width=112),
            TableColumn(_("Days"), self._days, figure=True, width=56),
            TableColumn(_("Came by"), lambda s: s.document_number, stretch=True),
        ]

    def _days(self, found: InStock) -> str:
        return str((clock.today() - date.fromisoformat(found.since)).days)

    def show_line(self, document: Document, line: DocumentLine | None) -> None:
        """Offer what is in stock of the line's item; of all items where no line is current."""
        self._document = document
        self._line = line if line is not None and line.track_serials else None
        wanted = self._line.quantity // ONE_UNIT - self._line.serials if self._line else 1
        self.amount.setValue(min(max(wanted, 1), serial_numbers.MOST))
        if self.isVisible():
            self.reload()

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def reload(self) -> None:
        """Read what is in stock again."""
        self._pause.stop()
        document = self._document
        self.model.ask(
            None
            if document is None or document.warehouse_id is None
            else partial(self._arrivals, document, document.warehouse_id)
        )
        self.table.setColumnHidden(1, self._line is not None)
        self._count()

    def _arrivals(
        self, document: Document, warehouse: int, after: int, limit: int
    ) -> list[Arrival]:
        return serials.arrivals(
            self._desk.database,
            warehouse,
            self._line.product_id if self._line else None,
            serial_in(self.filter.text()),
            without=document.id,
            with_inactive=KINDS[document.kind].takes_inactive,
            after=after,
            limit=limit,
        )

    def choose_oldest(self) -> None:
        """Choose as many as asked of those that came first (first in, first out)."""
        last = min(self.amount.value(), len(self.model.ids)) - 1
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
        text = _("{there}, {chosen} chosen. The oldest come first.")
        self._summary.setText(text.format(there=self.model.how_many(), chosen=chosen))
        self.take_button.setEnabled(chosen > 0)

    def take(self) -> None:
        """Put the chosen serials on the draft."""
        numbers = [
            found.number for found in self.model.chosen(self._chosen()[: serial_numbers.MOST])
        ]
        if numbers:
            self._take(numbers)
            self.taken.emit()
            self.reload()
