"""The Counter while nothing is entered: its keys, parked and last sales, the first steps."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.domain.kinds import KINDS
from app.domain.verdicts import Level
from app.gui.documents.first_steps import FirstSteps
from app.gui.documents.sale_words import items_text, moment_text
from app.gui.kit.desk import Desk
from app.gui.kit.empty_state import EmptyState
from app.gui.kit.guard import guarded
from app.gui.kit.keys import only_shown
from app.gui.kit.part_place import PartPlace
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.theme import GRID, ROW_HEIGHT
from app.gui.kit.widgets import button, column, label, row, section
from app.services.documents import day_sales
from app.text import _
from db.codes import VOIDED
from db.queries import parking
from db.queries.day_sales import LastSale

if TYPE_CHECKING:
    from app.gui.documents.parked_rows import ParkedRows

_MOMENT, _NUMBER, _AMOUNT = 0, 1, 3
"""The columns that are as wide as what is in them."""
_MOST = 7
_LEAST = 3
"""Rows that always have room."""


class CounterEmpty(QFrame):
    """Stands where the lines of the sale will; ↑ and ↓ in the box choose one of the last sales."""

    def __init__(
        self,
        desk: Desk,
        box: QWidget,
        hints: Sequence[tuple[str, str]],
        parked: "PartPlace[ParkedRows]",
    ) -> None:
        """``box`` keeps the focus; ``hints`` are keys, each with what it does; ``parked`` are made
        once a sale is parked.
        """
        super().__init__()
        self._desk = desk
        self.setProperty("role", "card")
        self.model = TableModel(self._columns())
        self.table = Table(self.model, _("Last sales"))
        self.table.setProperty("role", "plain")
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys stay in the box
        self.table.horizontalHeader().hide()
        for bar in (self.table.setVerticalScrollBarPolicy, self.table.setHorizontalScrollBarPolicy):
            bar(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # as many as there is room for
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.open_button = button(_("Open"), "Ctrl+O", "link")
        self.print_button = button(_("Print"), "Ctrl+P", "link")
        only_shown(self.print_button)  # the page answers it
        self.exchange_button = button(_("Exchange"), "F3", "link")
        self.nothing_place = PartPlace(lambda: EmptyState(_("Today's sales will show here.")))
        self.parked_place = parked
        self.steps = FirstSteps(desk)
        self._head = QWidget()
        acts = self.print_button, self.exchange_button, self.open_button
        self._head.setLayout(section(_("Last sales"), *acts))
        keys = row(*(part for hint in hints for part in _hint(*hint)), None, gap=GRID // 2)
        nothing = self.nothing_place.widget
        parts = (keys, self.parked_place.widget, self._head, self.table, nothing, None)
        body = column(*parts, margin=GRID * 3 // 2)
        body.setStretch(3, 1000)  # before what is left
        body.setStretch(4, 1000)
        around = column(gap=0)
        around.addLayout(body, 1)
        around.addWidget(self.steps)
        self.setLayout(around)
        self.steps.put_off.connect(box.setFocus)
        self.open_button.clicked.connect(self.open_chosen)
        self.table.chosen.connect(self._open)
        self._moves = [
            QShortcut(QKeySequence(key), box, context=Qt.ShortcutContext.WidgetShortcut)
            for key in ("Up", "Down")
        ]
        for move, step in zip(self._moves, (-1, 1), strict=True):
            move.activated.connect(partial(self.choose, step))

    @property
    def parked(self) -> "ParkedRows":
        """The sales that are parked."""
        return self.parked_place.part

    @property
    def nothing(self) -> EmptyState:
        """What stands there before the first sale."""
        return self.nothing_place.part

    @property
    def offers_exchange(self) -> bool:
        """Exchange stands above the last sales, of which it takes the chosen one."""
        return not self._head.isHidden() and not self.exchange_button.isHidden()

    def _columns(self) -> list[TableColumn]:
        theme, formats = self._desk.theme, self._desk.formats
        quiet = theme.muted
        return [
            TableColumn(
                "",
                lambda sale: moment_text(sale.posted_at, formats),
                width=104,
                colour=lambda _sale: quiet,
            ),
            TableColumn("", lambda sale: sale.number, width=136, colour=self._colour),
            TableColumn("", self._what, stretch=True),
            TableColumn("", lambda sale: formats.price(_signed(sale)), figure=True, width=104),
        ]

    def _colour(self, sale: LastSale) -> str:
        theme = self._desk.theme
        if sale.state == VOIDED:
            return theme.level(Level.REFUSED)[1]
        if KINDS[sale.kind].goes_back:
            return theme.level(Level.WARNING)[1]
        return theme.accent_text

    def _what(self, sale: LastSale) -> str:
        """The first line's item, how many lines more, who it was with, and what became of it."""
        said = [items_text(sale.product, sale.lines)]
        if sale.state == VOIDED:
            said.append(_("void"))
        if KINDS[sale.kind].goes_back:
            said.append(_("came back"))
        if sale.party:
            said.append(sale.party)
        return " · ".join(said)

    def stand_in(self, stands: bool) -> None:
        """Whether it stands there; the arrow keys of the box are its own only then."""
        for move in self._moves:
            move.setEnabled(stands)
        if stands:
            self.reload()

    def reload(self) -> None:
        """Read again what is shown."""
        if self.parked_place.made is not None or parking.count(self._desk.database):
            self.parked.reload()
        sales = day_sales.last(self._desk.database, _MOST)
        self.model.set_rows(sales)
        self.table.setMinimumHeight(min(len(sales), _LEAST) * ROW_HEIGHT)
        self.table.setMaximumHeight(len(sales) * ROW_HEIGHT + 2)
        self._head.setVisible(bool(sales))
        self.table.setVisible(bool(sales))
        self.nothing_place.set_visible(not sales)
        if sales:
            self.table.select_only(0)
        if self.isVisible():
            self._fit_columns()
        self.steps.reload()

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Once it stands in its window, for it depends on the look."""
        for place in (_MOMENT, _NUMBER, _AMOUNT):
            self.table.resizeColumnToContents(place)

    def choose(self, step: int) -> None:
        """Go ``step`` sales down, the focus staying in the box."""
        last = self.model.rowCount() - 1
        if last >= 0:
            self.table.select_only(min(max(self.table.currentIndex().row() + step, 0), last))

    def chosen(self) -> LastSale | None:
        """The sale that is chosen."""
        return self.table.current_row()

    def open_chosen(self) -> None:
        """Show the sale that is chosen."""
        sale = self.chosen()
        if sale is not None:
            self._open(sale)

    def _open(self, sale: LastSale) -> None:
        self._desk.bus.open_document.emit(sale.id)


def _hint(key: str, does: str) -> tuple[object, ...]:
    return label(key, "hint-key"), label(does, "secondary"), GRID


def _signed(sale: LastSale) -> int:
    return -sale.total if KINDS[sale.kind].goes_back else sale.total
