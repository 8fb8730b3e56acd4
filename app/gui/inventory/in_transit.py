"""Inventory › In transit: what was sent and has not arrived; receive, send back, write off (D4)."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.kinds import SENDING, TRANSFER_BACK, TRANSFER_LOSS, TRANSFER_RECEIPT
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, name_label, row
from app.services import clock
from app.services.documents.effects import transfers
from app.text import _
from db.queries import transfers as transfer_reads
from db.queries.transfers import LineOnTheWay, TransferOnTheWay


class InTransitPage(QWidget):
    """The transfers on the way, the oldest first, and what of the chosen one has not arrived."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._serials: list[tuple[int, str]] = []
        self.table = Table(TableModel(self._columns()), _("In transit"))
        self.lines = Table(TableModel(self._line_columns()), _("Still on the way"))
        numbers = [TableColumn(_("Serial number"), str, serial=True, stretch=True)]
        self.serials = Table(TableModel(numbers), _("Serial numbers still on the way"))
        self.receive_button = button(_("Receive…"), "Ctrl+R", "primary")
        self.back_button = button(_("Send back…"))
        self.loss_button = button(_("Write off…"))
        self.open_button = button(_("Open document"), "Ctrl+O")
        self._chosen = name_label("", "heading")
        self._summary = label("", "muted")
        self._arrange()
        for made, kind in (
            (self.receive_button, TRANSFER_RECEIPT),
            (self.back_button, TRANSFER_BACK),
            (self.loss_button, TRANSFER_LOSS),
        ):
            made.clicked.connect(partial(self.begin, kind.key))
        self.open_button.clicked.connect(self._open_current)
        self.table.chosen.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(self._show_transfer)
        self.lines.selectionModel().currentRowChanged.connect(self._show_serials)
        desk.bus.changed.connect(self._reload_if_visible)
        desk.bus.day_changed.connect(self._reload_if_visible)

    def _arrange(self) -> None:
        below = row(gap=GRID * 2)
        below.addWidget(self.lines, 3)
        below.addWidget(self.serials, 2)
        if not self._desk.settings.serials_enabled:  # P1
            self.serials.hide()
        buttons = row(
            self.open_button, None, self.loss_button, self.back_button, self.receive_button
        )
        full, empty = (
            QWidget(),
            label(
                _(
                    "Nothing is on the way. Inventory › Transfer sends goods to another warehouse; "
                    "until they are received there, they show here."
                ),
                "muted",
            ),
        )
        empty.setWordWrap(True)
        parts = column(self.table, self._chosen, below, buttons, gap=GRID * 3 // 2)
        parts.setStretch(0, 3)
        parts.setStretch(2, 4)
        full.setLayout(parts)
        hint = QWidget()
        hint.setLayout(column(empty, None))
        self._pages = QStackedWidget()
        self._pages.addWidget(full)
        self._pages.addWidget(hint)
        head = row(label(_("In transit"), "title"), None, self._summary)
        self.setLayout(column(head, self._pages, margin=GRID * 2, gap=GRID * 2))

    def _columns(self) -> list[TableColumn]:
        formats = self._desk.formats
        columns = [
            TableColumn(_("Number"), lambda t: t.number, width=152),
            TableColumn(_("Date"), lambda t: formats.date(t.date), width=120),
            TableColumn(_("Days"), lambda t: str(_days(t)), figure=True, width=64),
            TableColumn(_("Comes from"), lambda t: t.source, stretch=True),
            TableColumn(_("Goes to"), lambda t: t.destination, stretch=True),
            TableColumn(_("Units"), lambda t: formats.quantity(t.quantity), figure=True, width=88),
        ]
        return columns + self._serials_column()

    def _line_columns(self) -> list[TableColumn]:
        quantity = self._desk.formats.quantity
        columns = [
            TableColumn(_("Item"), lambda line: line.product, stretch=True),
            TableColumn(_("SKU"), lambda line: line.sku, width=128),
            TableColumn(_("Units"), lambda line: quantity(line.quantity), figure=True, width=88),
        ]
        return columns + self._serials_column()

    def _serials_column(self) -> list[TableColumn]:
        if not self._desk.settings.serials_enabled:  # P1
            return []
        return [TableColumn(_("Serials"), lambda found: str(found.serials), figure=True, width=88)]

    # What is shown ----------------------------------------------------------------------------

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()
        self.table.setFocus()

    def _reload_if_visible(self) -> None:
        if self.isVisible():
            self.reload()

    def reload(self) -> None:
        """Read again what is on the way; the transfer that was chosen stays chosen."""
        before = self.table.current_row()
        rows = transfer_reads.list_on_the_way(self._desk.database, SENDING)
        self.table.table_model.set_rows(rows)
        self._pages.setCurrentIndex(0 if rows else 1)
        units = self._desk.formats.units(sum(row.quantity for row in rows))
        self._summary.setText(units if rows else "")
        if rows:
            ids = [row.id for row in rows]
            self.table.select_only(ids.index(before.id) if before and before.id in ids else 0)
        self._show_transfer()

    def _show_transfer(self) -> None:
        """What of the chosen transfer has not arrived."""
        transfer, database = self.table.current_row(), self._desk.database
        lines: Sequence[LineOnTheWay] = ()
        self._serials = []
        if transfer is not None:
            lines = transfer_reads.on_the_way(database, transfer.id)
            self._serials = transfer_reads.serials_on_the_way(database, transfer.id)
            text = _("{number}: still on the way from {source} to {destination}")
            self._chosen.setText(text.format(**transfer._asdict()))
        self.lines.table_model.set_rows(list(lines))
        if lines:
            self.lines.select_only(0)
        self._show_serials()

    def _show_serials(self) -> None:
        """The serials of the chosen line."""
        line = self.lines.current_row()
        numbers = [number for sent, number in self._serials if line and sent == line.line_id]
        self.serials.table_model.set_rows(numbers)

    # What is done -----------------------------------------------------------------------------

    def begin(self, kind: str) -> None:
        """Go on with a receipt of the chosen transfer, a sending back or a write-off."""
        transfer = self.table.current_row()
        if transfer is not None:
            desk = self._desk
            draft = transfers.go_on(desk.session, transfer.id, kind)
            desk.bus.open_document.emit(draft)

    def _open_current(self) -> None:
        transfer = self.table.current_row()
        if transfer is not None:
            self._open(transfer)

    def _open(self, transfer: TransferOnTheWay) -> None:
        self._desk.bus.open_document.emit(transfer.id)


def _days(transfer: TransferOnTheWay) -> int:
    """Days since it was sent, by its date."""
    return (clock.today() - date.fromisoformat(transfer.date)).days
