"""Inventory › In transit: what was sent and has not arrived; receive, send back, write off (D4)."""

from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.kinds import TRANSFER, TRANSFER_BACK, TRANSFER_LOSS, TRANSFER_RECEIPT
from app.gui.kit.desk import Desk
from app.gui.kit.empty_state import leads_to
from app.gui.kit.guard import guarded
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.theme import CARD_GAP, GRID, PAGE_SIDE, PAGE_TOP
from app.gui.kit.widgets import button, card, column, label, name_label, row
from app.gui.lists.export_button import export_button
from app.gui.lists.list_view import ListView
from app.lists.in_transit import in_transit
from app.services.documents.effects import transfers
from app.text import _, ngettext
from db.queries import transfers as transfer_reads
from db.queries.lists import in_transit as listed
from db.queries.lists.in_transit import TransferOnTheWay

_ALL_THE_ROOM = 1000


class InTransitPage(QWidget):
    """The transfers on the way, those sent first on top, and what of one has not arrived."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.list = ListView(
            desk,
            in_transit(desk.settings.serials_enabled),
            _("In transit"),
            lambda: None,
            _said_when_empty,
            _counted,
        )
        self.list.offer_when_empty(leads_to(desk, TRANSFER.key, _(TRANSFER.plural)))
        self.model, self.table = self.list.model, self.list.table
        self.export_button = export_button(desk, self.list)
        self.list.count_line.add(self.export_button)
        self.lines = Table(TableModel(self._line_columns()), _("Still on the way"))
        numbers = [TableColumn(_("Serial number"), str, serial=True, stretch=True)]
        self.serials = Table(TableModel(numbers), _("Serial numbers still on the way"))
        self.receive_button = button(_("Receive…"), "Ctrl+G", "primary")
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
        self.list.loaded.connect(self._show_loaded)
        desk.bus.day_changed.connect(self.list.reload_if_visible)

    def _arrange(self) -> None:
        """The transfers above, and in one card what of the chosen one is still on the way."""
        below = row(gap=GRID * 2)
        for table, share in ((self.lines, 3), (self.serials, 2)):
            table.setProperty("role", "plain")
            table.hold_rows(1)
            held = column(table, None)
            held.setStretch(0, 1000)
            below.addLayout(held, share)
        if not self._desk.settings.serials_enabled:  # P1
            self.serials.hide()
        buttons = row(
            self.open_button, None, self.loss_button, self.back_button, self.receive_button
        )
        self._parts = card(column(self._chosen, below, buttons, margin=GRID * 2))
        head = row(label(_("In transit"), "title"), None, self._summary, self.list.count_line)
        self._parts.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._page = page = column(head, self.list, self._parts, None, gap=CARD_GAP)
        page.setContentsMargins(PAGE_SIDE, PAGE_TOP, PAGE_SIDE, PAGE_TOP)
        self.setLayout(page)

    def _line_columns(self) -> list[TableColumn]:
        quantity = self._desk.formats.quantity
        columns = [
            TableColumn(_("Item"), lambda line: line.product, stretch=True),
            TableColumn(_("SKU"), lambda line: line.sku, width=128),
            TableColumn(_("Units"), lambda line: quantity(line.quantity), figure=True, width=88),
        ]
        if self._desk.settings.serials_enabled:  # P1
            columns.append(
                TableColumn(_("Serials"), lambda line: str(line.serials), figure=True, width=88)
            )
        return columns

    # What is shown ----------------------------------------------------------------------------

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.setFocus()

    def reload(self) -> None:
        """Read again what is on the way; the transfer that was chosen stays chosen."""
        self.list.reload()

    def _show_loaded(self) -> None:
        """How much there is, and what is in the chosen transfer; the first where none is chosen."""
        rows = self.model.rowCount()
        self._parts.setVisible(rows > 0)
        high = QSizePolicy.Policy.Maximum if rows else QSizePolicy.Policy.Expanding
        self.list.setSizePolicy(QSizePolicy.Policy.Preferred, high)
        self._page.setStretchFactor(self.list, 0 if rows else _ALL_THE_ROOM)
        self.table.setVisible(rows > 0)
        units = listed.quantity(self._desk.database)
        self._summary.setText(self._desk.formats.units(units) if rows else "")
        if rows and self.table.current_row() is None:
            self.table.select_only(0)
        self._show_transfer()

    def _show_transfer(self) -> None:
        """What of the chosen transfer has not arrived."""
        transfer, before = self.table.current_row(), self.lines.current_row()
        lines = []
        if transfer is not None:
            lines = transfer_reads.on_the_way(self._desk.database, transfer.id)
            text = _("{number}: still on the way from {source} to {destination}")
            self._chosen.setText(text.format(**transfer._asdict()))
        self.lines.table_model.set_rows(lines)
        if lines:
            ids = [line.line_id for line in lines]
            self.lines.select_only(
                ids.index(before.line_id) if before and before.line_id in ids else 0
            )
        self._show_serials()

    def _show_serials(self) -> None:
        """The serials of the chosen line."""
        line = self.lines.current_row()
        found = transfer_reads.serials_of_line(self._desk.database, line.line_id) if line else []
        self.serials.table_model.set_rows(found)

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


def _counted(count: int) -> str:
    return ngettext("{count} transfer", "{count} transfers", count, f"{count:,}")


def _said_when_empty() -> str:
    return _(
        "Nothing is on the way. Inventory › Transfer sends goods to another warehouse; "
        "until they are received there, they show here."
    )
