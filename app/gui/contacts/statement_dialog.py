"""A contact's statement of account: a list that is looked through and exported (M8)."""

from PySide6.QtWidgets import QWidget

from app.domain.permissions import Permission
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import Dialog
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, name_label, row
from app.gui.lists.export_button import export_button
from app.gui.lists.list_view import ListView
from app.lists.statement import STATEMENT
from app.services.money import accounts
from app.text import _, ngettext
from db.queries import contacts
from db.queries.lists.statement import StatementAsked, StatementRow

_WIDTH, _HEIGHT = 900, 520


class StatementDialog(Dialog):
    """Every document that was left on account, by date, and the balance after each."""

    def __init__(self, desk: Desk, contact: int, parent: QWidget) -> None:
        super().__init__(parent)
        name = contacts.record(desk.database, contact)["name"]
        self.setWindowTitle(_("Statement of account"))
        self._desk = desk
        kinds = tuple(accounts.kinds_shown(desk.session.may(Permission.SEE_COST)))
        self.list = ListView(
            desk,
            STATEMENT,
            _("Statement of account"),
            lambda: StatementAsked(contact, kinds),
            lambda: _("Nothing was left on account."),
            lambda count: ngettext("{count} document", "{count} documents", count, f"{count:,}"),
        )
        self.export_button = export_button(desk, self.list)
        close = button(_("Close"))
        close.clicked.connect(self.reject)
        head = row(name_label(name, "heading"), None, self.list.counted)
        foot = row(self.export_button, None, close)
        self.setLayout(column(head, self.list, foot, margin=GRID * 2, gap=GRID))
        self.resize(_WIDTH, _HEIGHT)
        self.list.table.chosen.connect(self._open)
        self.list.reload()

    def _open(self, chosen: StatementRow) -> None:
        self.accept()
        self._desk.bus.open_document.emit(chosen.id)
