"""View records (Q2): every movement of a serial, voided ones too; opens their documents."""

from PySide6.QtWidgets import QWidget

from app.domain.kinds import KINDS
from app.domain.lifecycle import STATUS_NAMES, Status
from app.gui.desk import Desk
from app.gui.dialogs import Dialog
from app.gui.tables import Column, Table, TableModel
from app.gui.theme import GRID, serial_font
from app.gui.widgets import button, column, label, row
from app.text import _
from db.queries import serials
from db.queries.serials import Found, Movement


class RecordsDialog(Dialog):
    """The whole circulation of one serial, oldest first."""

    def __init__(self, desk: Desk, found: Found, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(_("Records of {serial}").format(serial=found.number))
        self.resize(1080, 440)
        number = label(found.number)
        number.setFont(serial_font(13, bold=True))
        self.model = TableModel(self._columns())
        self.model.set_rows(serials.history(desk.database, found.id))
        self.table = Table(self.model, _("Records"))
        open_button = button(_("Open document"), "Ctrl+O", "primary")
        close = button(_("Close"))
        place = _(STATUS_NAMES[Status(found.status)])
        if found.warehouse:
            place = _("{status} in {warehouse}").format(status=place, warehouse=found.warehouse)
        product = label(f"{found.product} · {found.sku}", "muted")
        self.setLayout(
            column(
                row(number, GRID, product, None, label(place, "heading")),
                self.table,
                row(None, close, open_button),
                margin=GRID * 2,
                gap=GRID * 2,
            )
        )
        self.table.chosen.connect(self._open)
        self.table.selectRow(len(self.model.rows) - 1)
        open_button.clicked.connect(self._open_current)
        close.clicked.connect(self.reject)

    def _columns(self) -> list[Column]:
        formats, theme = self._desk.formats, self._desk.theme

        def faded(movement: Movement) -> str | None:
            return theme.muted if movement.void or movement.voids else None

        return [
            Column(_("Time"), lambda m: formats.moment(m.at), width=152, colour=faded),
            Column(_("Document"), document_text, width=248, colour=faded),
            Column(_("From"), lambda m: _place(m.from_status, m.from_warehouse), width=112),
            Column(_("To"), lambda m: _place(m.to_status, m.to_warehouse), width=112),
            Column(_("Party"), lambda m: m.party or "–", width=168),
            Column(_("User"), lambda m: m.user, width=80),
            Column(_("Note"), _note, stretch=True, colour=faded),
        ]

    def _open_current(self) -> None:
        if self.table.current_row() is not None:
            self._open(self.table.current_row())

    def _open(self, movement: Movement) -> None:
        self.accept()
        self._desk.bus.open_document.emit(movement.document_id)


def document_text(movement: Movement) -> str:
    """The kind and number of the document that made a movement."""
    return f"{_(KINDS[movement.kind].name)} {movement.number}"


def _place(status: int, warehouse: str | None) -> str:
    return warehouse or _(STATUS_NAMES[Status(status)])


def _note(movement: Movement) -> str:
    if movement.voids:
        return _("Void: {reason}").format(reason=movement.reason)
    return _("void since") if movement.void else ""
