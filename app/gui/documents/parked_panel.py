"""All parked sales, in the right column: choose one, call it back or discard it (M10)."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.domain.kinds import SALE
from app.domain.verdicts import Level
from app.gui.documents.parked_rows import gone_text
from app.gui.documents.sale_words import items_text, moment_text
from app.gui.documents.two_lines import Below, TwoLineDelegate
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.theme import GRID, TWO_LINE_ROW
from app.gui.kit.widgets import button, column, label, row, section
from app.services.documents import parking
from app.text import _, party_name
from db.queries.parking import ParkedSale


class ParkedPanel(QFrame):
    """A card with the list; Enter calls back, Esc leaves. Which is done is the page's."""

    called = Signal(object)
    """The parked sale with this id is to be called back."""
    discarded = Signal(object)
    """The parked sale with this id is to be discarded."""
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()  # until it takes over the right column
        self.setProperty("role", "card")
        self._desk = desk
        self.model = TableModel(
            [
                TableColumn("", self._whose, stretch=True, tip=self._tip),
                TableColumn("", lambda sale: desk.formats.price(sale.total), figure=True, width=88),
            ]
        )
        self.table = Table(self.model, _("Parked sales"))
        self.table.setProperty("role", "plain")
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.horizontalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(TWO_LINE_ROW)
        self.table.setItemDelegateForColumn(0, TwoLineDelegate(self._what, desk, self.table))
        self.call_button = button(_("Call back"))
        self.discard_button = button(_("Discard"), "Ctrl+Delete", "danger")
        self.leave_button = button(_("Back"), "Alt+Left", "flat")
        self._nothing = label(_("No sale is parked."), "muted")
        head = section(_("Parked sales"), self.leave_button)
        below = row(self.call_button, None, self.discard_button)
        parts = (head, self.table, self._nothing, below)
        self.setLayout(column(*parts, margin=GRID * 3 // 2))
        self.table.chosen.connect(lambda sale: self.called.emit(sale.id))
        self.call_button.clicked.connect(self._call)
        self.discard_button.clicked.connect(self._discard)
        self.leave_button.clicked.connect(self.left)
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Read again what is parked."""
        sales = parking.parked(self._desk.database)
        self.model.set_rows(sales)
        for part in (self.table, self.call_button, self.discard_button):
            part.setVisible(bool(sales))
        self._nothing.setVisible(not sales)
        if sales:
            self.table.select_only(0)

    def _whose(self, sale: ParkedSale) -> str:
        whose = party_name(SALE.key, sale.party)
        return f"{moment_text(sale.at, self._desk.formats)}  {whose}"

    def _what(self, sale: ParkedSale) -> Below:
        said = [gone_text(sale), items_text(sale.product, sale.lines)]
        if sale.note:
            said.append(_("“{note}”").format(note=sale.note))
        tone = Level.WARNING if sale.gone else None
        return Below(" · ".join(part for part in said if part), tone=tone, is_code=False)

    def _tip(self, sale: ParkedSale) -> str:
        return f"{self._whose(sale)}\n{self._what(sale).text}"

    def _call(self) -> None:
        sale = self.table.current_row()
        if sale is not None:
            self.called.emit(sale.id)

    def _discard(self) -> None:
        sale = self.table.current_row()
        if sale is not None:
            self.discarded.emit(sale.id)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @guarded(QSize())
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())
