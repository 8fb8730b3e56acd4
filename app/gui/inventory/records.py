"""View records (Q2): every movement of a serial, voided ones too; opens their documents."""

from PySide6.QtWidgets import QWidget

from app.domain.kinds import KINDS
from app.domain.lifecycle import STATUS_NAMES, Status
from app.gui.inventory.correct_number import CorrectNumberDialog
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import Dialog
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.theme import GRID, serial_font
from app.gui.kit.widgets import button, column, label, name_label, row
from app.services.stock import correcting
from app.text import _, party_name
from db.queries import serials
from db.queries.lists.serials import Found
from db.queries.serials import EarlierNumber, Movement


class RecordsDialog(Dialog):
    """The whole circulation of one serial, oldest first."""

    def __init__(self, desk: Desk, found: Found, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._found = found
        self.resize(1080, 440)
        self._number = name_label("")
        self._number.setFont(serial_font(13, bold=True))
        self.earlier = label("", "muted")
        self.model = TableModel(self._columns())
        self.model.set_rows(serials.history(desk.database, found.id))
        self.table = Table(self.model, _("Records"))
        self.correct_button = button(_("Correct number…"), "Ctrl+E")
        open_button = button(_("Open document"), "Ctrl+O", "primary")
        close = button(_("Close"))
        place = _(STATUS_NAMES[Status(found.status)])
        if found.warehouse:
            place = _("{status} in {warehouse}").format(status=place, warehouse=found.warehouse)
        product = name_label(f"{found.product} · {found.sku}", "muted")
        self.setLayout(
            column(
                row(self._number, GRID, product, None, name_label(place, "heading")),
                self.earlier,
                self.table,
                row(self.correct_button, None, close, open_button),
                margin=GRID * 2,
                gap=GRID * 2,
            )
        )
        self.table.chosen.connect(self._open)
        self.table.select_only(len(self.model.rows) - 1)
        self.correct_button.clicked.connect(self.correct)
        open_button.clicked.connect(self._open_current)
        close.clicked.connect(self.reject)
        self._show_number()

    def _show_number(self) -> None:
        """The number, and those it had before it was corrected."""
        self.setWindowTitle(_("Records of {serial}").format(serial=self._found.number))
        self._number.setText(self._found.number)
        earlier = serials.earlier_numbers(self._desk.database, self._found.id)
        self.earlier.setText("\n".join(self._said_of(number) for number in earlier))
        self.earlier.setVisible(bool(earlier))

    def _said_of(self, earlier: EarlierNumber) -> str:
        text = _("Earlier number {number}, corrected on {moment} by {user}")
        moment = self._desk.formats.moment(earlier.at)
        return text.format(number=earlier.number, moment=moment or "–", user=earlier.user or "–")

    def correct(self) -> None:
        """Give the serial its right number; its records stay as they are (L5)."""
        dialog = CorrectNumberDialog(self._desk, self._found.number, self)
        if dialog.exec():
            wrong, right = self._found.number, dialog.number
            correcting.correct(self._desk.session, wrong, right)
            self._found = self._found._replace(number=right)
            self._show_number()
            self._desk.bus.changed.emit()

    def _columns(self) -> list[TableColumn]:
        formats, theme = self._desk.formats, self._desk.theme

        def faded(movement: Movement) -> str | None:
            return theme.muted if movement.void or movement.voids else None

        return [
            TableColumn(_("Time"), lambda m: formats.moment(m.at), width=152, colour=faded),
            TableColumn(_("Document"), document_text, width=248, colour=faded),
            TableColumn(_("From"), lambda m: _place(m.from_status, m.from_warehouse), width=112),
            TableColumn(_("To"), lambda m: _place(m.to_status, m.to_warehouse), width=112),
            TableColumn(_("Party"), lambda m: party_name(m.kind, m.party), width=168),
            TableColumn(_("User"), lambda m: m.user, width=80),
            TableColumn(_("Note"), _note, stretch=True, colour=faded),
        ]

    def _open_current(self) -> None:
        movement = self.table.current_row()
        if movement is not None:
            self._open(movement)

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
    return _("now void") if movement.void else ""
