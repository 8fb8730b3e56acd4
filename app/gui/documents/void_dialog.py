"""Voiding a document: the reason is asked, what stands in the way is listed (V1, V4)."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.kinds import KINDS
from app.gui.kit.desk import Desk
from app.gui.kit.entry_dialog import EntryDialog
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row
from app.services.documents import copying, voiding
from app.services.session import Session
from app.text import _, ngettext
from db.queries.documents import Document

T = TypeVar("T")


class VoidDialog(EntryDialog):
    """Accepted once the document is void, alone or with the whole chain that blocks it (V2).

    A blocker's link closes the dialog and opens that document.
    """

    def __init__(
        self, desk: Desk, document: Document, parent: QWidget, and_copy: bool = False
    ) -> None:
        super().__init__(desk, parent)
        self._document = document
        self._and_copy = and_copy
        self.copied: int | None = None
        """The draft that was made of the document, where that was asked for."""
        title = _("Void and copy {number}") if and_copy else _("Void {number}")
        self.setWindowTitle(title.format(number=document.number))
        self.setMinimumWidth(680)
        explain = label(
            _("The document keeps its number; its serials and stock go back to what was before."),
            "muted",
        )
        explain.setWordWrap(True)
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        text = _("Void and copy") if and_copy else _("Void the document")
        self.void_button = button(text, role="primary")
        self.chain = voiding.chain_of(desk.database, document.id)
        self.chain_button = button(
            ngettext("Void the chain of {count}", "Void the chain of {count}", len(self.chain))
        )
        self.chain_table = Table(TableModel(self._columns()), _("The chain, newest first"))
        self.chain_table.table_model.set_rows(self.chain)
        self.chain_table.setMinimumHeight(168)
        cancel = button(_("Cancel"))
        reason = label(_("&Reason"), buddy=self.reason)
        self.setLayout(
            column(
                explain,
                column(reason, self.reason, gap=4),
                self.problems,
                self.chain_table,
                row(None, cancel, self.chain_button, self.void_button),
                margin=GRID * 2,
                gap=GRID * 2,
            )
        )
        self.void_button.clicked.connect(self._void)
        self.chain_button.clicked.connect(self._void_chain)
        cancel.clicked.connect(self.reject)
        self.chain_table.chosen.connect(self._open)
        blocked = len(self.chain) > 1
        problems = voiding.problems_of(desk.database, document.id)
        self.problems.show_problems(problems)
        self.void_button.setEnabled(not problems)
        self.reason.setEnabled(blocked or not problems)
        self.chain_table.setVisible(blocked)
        self.chain_button.setVisible(blocked and not and_copy)

    def _columns(self) -> list[TableColumn]:
        formats = self._desk.formats
        return [
            TableColumn(_("Number"), lambda d: d.number, width=152),
            TableColumn(_("Kind"), lambda d: _(KINDS[d.kind].name), width=152),
            TableColumn(_("Date"), lambda d: formats.date(d.date), width=112),
            TableColumn(_("Party"), lambda d: d.party or "–", stretch=True),
            TableColumn(_("Total"), lambda d: formats.price(d.total), figure=True, width=104),
        ]

    def is_entered(self) -> bool:
        """A reason was typed."""
        return bool(self.reason.text().strip())

    def _void(self) -> None:
        if self._and_copy:
            self.copied = self._with_reason(copying.void_and_copy)
        else:
            self._with_reason(voiding.void)

    def _void_chain(self) -> None:
        self._with_reason(voiding.void_chain)

    def _with_reason(self, action: Callable[[Session, int, str], T]) -> T | None:
        desk, reason = self._desk, self.reason.text()
        return self.carry_out(lambda: action(desk.session, self._document.id, reason))

    def _open(self, document: Document) -> None:
        self._desk.bus.open_document.emit(document.id)
