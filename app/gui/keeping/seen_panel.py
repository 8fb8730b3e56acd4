"""The documents that can still be read of a shop that cannot be opened, to be looked at (S2)."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame

from app.domain.kinds import KINDS
from app.formats import Formats
from app.gui.kit.guard import guarded
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.theme import CARD_GAP, GRID
from app.gui.kit.widgets import button, column, label, row
from app.services.keeping.salvaging import SeenDocument
from app.text import _, ngettext

_NARROW = 760
_PARTY = 3
"""The place of the column."""


class SeenPanel(QFrame):
    """A list with its count, and the way back; nothing can be changed in it."""

    left = Signal()

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._formats = Formats(language, "CNY")
        self.setProperty("role", "card")
        self.back_button = button(_("Back"), "Alt+Left")
        self.title = label("", "section")
        self.title.setWordWrap(True)
        self.model = TableModel(self._columns(), self)
        self.table = Table(self.model, _("Documents"))
        self.counted = label("", "secondary")
        head = row(self.back_button, self.title)
        head.setStretch(1, 1)
        self.setLayout(column(head, self.table, self.counted, margin=GRID * 2, gap=CARD_GAP))
        self.setFocusProxy(self.table)
        self.back_button.clicked.connect(self.left)

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, whose it is stands in the tip alone, and in the files."""
        super().resizeEvent(event)
        self.table.setColumnHidden(_PARTY, self.width() < _NARROW)

    def _columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn(_("Number"), lambda each: each.number, width=144, tip=_whole),
            TableColumn(_("Kind"), _kind, width=112, stretch=True),
            TableColumn(_("Posted at"), self._moment, width=152),
            TableColumn(_("Party"), lambda each: each.party, width=144),
            TableColumn(_("Total"), self._total, figure=True, width=112),
        )

    def _moment(self, each: SeenDocument) -> str:
        try:
            return self._formats.short_moment(datetime.fromisoformat(each.posted_at))
        except ValueError:  # read out of a damaged file
            return each.posted_at

    def _total(self, each: SeenDocument) -> str:
        return self._formats.price(each.total) if each.total else ""

    def show_documents(
        self, title: str, documents: Sequence[SeenDocument], currency: str, cut: bool
    ) -> None:
        """List documents, the newest first; ``cut``: there are older ones that are not listed."""
        self._formats = Formats(self._language, currency or "CNY")
        self.title.setText(title)
        self.model.set_rows(list(documents))
        count = len(documents)
        said = ngettext("{count} document", "{count} documents", count, f"{count:,}")
        self.counted.setText(_("The newest {documents}").format(documents=said) if cut else said)
        if documents:
            self.table.select_only(0)


def _whole(each: SeenDocument) -> str:
    """What is said where there is no room for all columns."""
    return " · ".join(part for part in (each.number, _kind(each), each.party) if part)


def _kind(each: SeenDocument) -> str:
    kind = KINDS.get(each.kind)
    name = _(kind.name) if kind else each.kind
    void = _("(void)")
    return f"{name} {void}" if each.is_void else name
