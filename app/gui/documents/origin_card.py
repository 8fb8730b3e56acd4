"""The invoices from which something comes back, and what else of them may (M3, M7)."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QWidget

from app.gui.documents.two_lines import Below, TwoLineDelegate
from app.gui.kit.desk import Desk
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.theme import GRID, HEAD_HEIGHT, TWO_LINE_ROW
from app.gui.kit.widgets import button, caption, column, label, row
from app.services.documents import returning
from app.text import _
from db.queries.returns import BackFrom, SoldRow

_MOST_ROWS = 5


class OriginCard(QFrame):
    """A card with one invoice, of several one of the choices above it."""

    added = Signal(object)
    """One more of this (a SoldRow) is to come back."""
    opened = Signal(object)
    """The document with this id is to be shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._draft = 0
        self._shown: BackFrom | None = None
        self.setProperty("role", "card")
        self.setAccessibleName(_("What it came from"))
        self._tabs = QWidget()
        self._in_tabs = row(None, gap=0)
        self._tabs.setLayout(self._in_tabs)
        self._group = QButtonGroup(self)
        self.choices: list[QToolButton] = []
        self._number, self._date = label("", "heading"), label("", "secondary")
        self.open_button = button(_("Open"), "", "link")
        self.table = self._make_table()
        self.add_button = button(_("Add"), "", "flat")
        self._nothing = label(_("All of it came back."), "secondary")
        head = row(self._number, self._date, None, self.open_button)
        foot = row(self._nothing, None, self.add_button)
        self.setLayout(column(self._tabs, head, self.table, foot, margin=GRID, gap=GRID // 2))
        self.open_button.clicked.connect(self._open)
        self.add_button.clicked.connect(lambda: self._add(self.table.current_row()))
        self.table.chosen.connect(self._add)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._allow())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def _make_table(self) -> Table:
        formats = self._desk.formats
        columns = [
            TableColumn(_("What was sold"), lambda sold: sold.product, stretch=True),
            TableColumn(
                _("Sold"), lambda sold: formats.quantity(sold.quantity), figure=True, width=44
            ),
            TableColumn(_("Comes back"), self._back, figure=True, width=84, colour=self._colour),
        ]
        table = Table(TableModel(columns), _("What was sold"))
        table.setProperty("role", "plain")
        table.verticalHeader().setDefaultSectionSize(TWO_LINE_ROW)
        table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._two_lines = TwoLineDelegate(self._below, self._desk, table)
        table.setItemDelegateForColumn(0, self._two_lines)
        return table

    def _below(self, sold: SoldRow) -> Below:
        """The unit's serial number; of other goods what was paid for all of the line."""
        if sold.number is not None:
            return Below(sold.number)
        paid = self._desk.formats.price(sold.paid)
        return Below(_("paid {amount}").format(amount=paid), is_code=False)

    def _back(self, sold: SoldRow) -> str:
        if sold.coming:
            return self._desk.formats.quantity(sold.coming)
        return _("Add") if sold.left > 0 else _("came back")

    def _colour(self, sold: SoldRow) -> str:
        theme = self._desk.theme
        if sold.coming:
            return theme.text
        return theme.accent_text if sold.left > 0 else theme.muted

    # What is shown ------------------------------------------------------------------------------

    def show_origins(self, origins: Sequence[BackFrom], draft: int) -> None:
        """Show the invoices of what comes back on a draft; the same one as before, or the last."""
        self._draft = draft
        ids = [one.id for one in origins]
        if [made.property("document") for made in self.choices] != ids:
            self._make_choices(origins)
            self._shown = origins[-1] if origins else None
        self._tabs.setVisible(len(origins) > 1)
        self._show()

    def _make_choices(self, origins: Sequence[BackFrom]) -> None:
        for gone in self.choices:
            self._group.removeButton(gone)
            gone.hide()
            gone.deleteLater()
        self.choices = []
        for place, one in enumerate(origins):
            made = QToolButton()
            made.setText(caption(one.number))
            made.setAccessibleName(one.number)
            made.setCheckable(True)
            made.setProperty("role", "choice")
            made.setProperty("document", one.id)
            made.setChecked(place == len(origins) - 1)
            made.clicked.connect(lambda _on=False, shown=one: self.choose(shown))
            self._group.addButton(made)
            self._in_tabs.insertWidget(place, made)
            self.choices.append(made)

    def choose(self, origin: BackFrom) -> None:
        """Show another of the invoices."""
        self._shown = origin
        self._show()

    def _show(self) -> None:
        shown = self._shown
        if shown is None:
            return
        at = max(self.table.currentIndex().row(), 0)
        self._number.setText(shown.number)
        self._date.setText(self._desk.formats.date(shown.date))
        rows = returning.may_come_back(self._desk.database, shown.id, self._draft)
        model = self.table.table_model
        model.set_rows(rows)
        high = HEAD_HEIGHT + min(max(len(rows), 1), _MOST_ROWS) * TWO_LINE_ROW + 4
        self.table.setFixedHeight(high)
        if rows:
            self.table.select_only(min(at, len(rows) - 1))
        self._nothing.setVisible(not any(one.left > 0 for one in rows))
        self._allow()

    def _allow(self) -> None:
        chosen = self.table.current_row()
        self.add_button.setEnabled(chosen is not None and chosen.left > 0)

    # What is done -------------------------------------------------------------------------------

    def _add(self, sold: SoldRow | None) -> None:
        if sold is not None and sold.left > 0:
            self.added.emit(sold)

    def _open(self) -> None:
        if self._shown is not None:
            self.opened.emit(self._shown.id)
