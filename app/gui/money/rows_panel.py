"""The rows of one figure of the drawer; Enter opens the document, Esc leads back (M9)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.shifts import DrawerFigure
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.theme import CARD_GAP
from app.gui.kit.widgets import button, column, label, row
from app.gui.lists.export_button import export_button
from app.gui.lists.list_view import ListView
from app.gui.money.tenders_card import tender_name
from app.lists.drawer_rows import DRAWER_ROWS, of_figure, of_tender
from app.text import _, ngettext
from db.queries.lists.drawer_rows import DrawerRow, DrawerRowsAsked
from db.queries.shifts import DrawerScope, TenderSum


class RowsPanel(QWidget):
    """A list with its count, and the way back."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked = DrawerRowsAsked(DrawerScope(0), DrawerFigure.TAKEN.name)
        self.title = label("", "section")
        self.back_button = button(_("Back"), "Alt+Left")
        self.list = ListView(
            desk,
            DRAWER_ROWS,
            _("What a figure is made of"),
            lambda: self._asked,
            lambda: _("Nothing of it yet."),
            lambda count: ngettext("{count} row", "{count} rows", count, f"{count:,}"),
        )
        self.export_button = export_button(desk, self.list)
        self.list.count_line.add(self.export_button)
        head = row(self.back_button, self.title, None, self.list.count_line)
        self.setLayout(column(head, self.list, gap=CARD_GAP))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # without rows it has the keys itself
        self.setAccessibleName(_("What a figure is made of"))
        self.back_button.clicked.connect(self.left)
        self.list.table.chosen.connect(self._open)

    def show_figure(self, scope: DrawerScope, figure: DrawerFigure) -> None:
        """Show what a figure is made of."""
        self._show(of_figure(scope, figure), _(figure.value))

    def show_tender(self, scope: DrawerScope, tender: TenderSum) -> None:
        """Show what was paid by a tender."""
        self._show(of_tender(scope, tender.tender), tender_name(tender))

    def _show(self, asked: DrawerRowsAsked, title: str) -> None:
        self._asked = asked
        self.title.setText(title)
        self.list.reload()
        has_rows = self.list.model.rowCount() > 0
        if has_rows:
            self.list.table.select_only(0)
        self.setFocusProxy(self.list.table if has_rows else None)  # type: ignore[arg-type]
        self.setFocus()

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _open(self, chosen: DrawerRow) -> None:
        if chosen.document_id is not None:
            self._desk.bus.open_document.emit(chosen.document_id)
