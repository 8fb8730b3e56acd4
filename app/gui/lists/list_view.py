"""Any list of ``app.lists`` on the screen: its first page at once, more as it is scrolled."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from app.gui.kit.desk import Desk
from app.gui.kit.empty_state import EmptyState
from app.gui.kit.guard import guarded
from app.gui.kit.refresh import Refresh
from app.gui.kit.tables import Index, Table, TableColumn, TableModel
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import column, label
from app.gui.lists import sort_key
from app.lists.listing import Column, Listing, Type
from app.text import _
from db.queries.lists.paging import Count, Cursor
from db.queries.lists.walking import Order

_PAGE = 100
_KEPT = 1_000
"""So many of the rows that had been read are read again, so that the view stays where it is."""


class ListModel(TableModel):
    """The rows of a list that have been read; more are read when the table asks for them."""

    read_on = Signal()
    """The store was asked for more rows; there may have been none."""

    def __init__(self, desk: Desk, listing: Listing[Any, Any], at_once: int | None = None) -> None:
        super().__init__([_shown(desk, one) for one in listing.columns])
        self._at_once = at_once or _PAGE
        self._desk = desk
        self._listing = listing
        self._asked: Any = None
        self._after: Cursor | None = None

    @property
    def is_whole(self) -> bool:
        """Have all rows been read?"""
        return self._after is None

    def ask(self, asked: Any, at_least: int = 0) -> None:
        """Show what is asked for from its beginning: one look of the store, or some rows more."""
        rows: list[Any] = []
        after: Cursor | None = None
        while True:
            size = max(self._at_once, min(at_least, _KEPT) - len(rows))
            page = self._listing.page(self._desk.database, asked, after, size)
            rows += page.rows
            after = page.after
            if after is None or len(rows) >= at_least or len(page.rows) < size:
                break
        self._asked, self._after = asked, after
        self.set_rows(rows)

    @guarded(False)
    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        return not parent.isValid() and self._after is not None

    @guarded()
    def fetchMore(self, parent: Index = QModelIndex()) -> None:  # noqa: B008
        if self._after is None:
            return
        page = self._listing.page(self._desk.database, self._asked, self._after, self._at_once)
        self._after = page.after
        if page.rows:
            rows = self._rows
            assert isinstance(rows, list)
            self.beginInsertRows(QModelIndex(), len(rows), len(rows) + len(page.rows) - 1)
            rows += page.rows
            self.endInsertRows()
        self.read_on.emit()

    @guarded()
    def sort(self, place: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Rows come sorted from the store; what has been read is not sorted by itself."""

    def read_to(self, rows: int) -> None:
        """Have so many rows read, where there are so many."""
        while self.rowCount() < rows and not self.is_whole:
            self.fetchMore()

    def place_of(self, id: Any) -> int | None:
        """Where the row of a record stands among those that were read, or None."""
        return next((place for place, row in enumerate(self.rows) if row.id == id), None)


def _shown(desk: Desk, column: Column[Any]) -> TableColumn:
    """A list's column as a table takes it."""

    def colour(row: Any) -> str | None:
        if column.faded is not None and column.faded(row):
            return desk.theme.muted
        level = column.tone(row)
        return None if level is None else desk.theme.level(level)[1]

    return TableColumn(
        _(column.title),
        lambda row: column.text(row, desk.formats),
        figure=column.type.is_figure,
        serial=column.type is Type.SERIAL,
        stretch=column.stretch,
        width=column.width,
        colour=colour if column.tones or column.level or column.faded else None,
    )


class ListView(QWidget):
    """The table of a list, what it says when it is empty, and how many rows there are.

    It is read again after a change of the store while it is on the screen; what was selected stays
    selected. ``asked`` gives what the page's boxes ask for, ``empty`` what is said where nothing is
    found, ``count_text`` how many there are. ``at_once`` rows are read at a time where a page is
    not enough. Where the list has an order, a click on a column that it can go by sorts it by
    that, up or down.
    """

    loaded = Signal()
    """Rows were read: those asked for, or more of them."""

    def __init__(
        self,
        desk: Desk,
        listing: Listing[Any, Any],
        name: str,
        asked: Callable[[], Any],
        empty: Callable[[], str],
        count_text: Callable[[int], str],
        at_once: int | None = None,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._listing = listing
        self._asked = asked
        self._said_when_empty = empty
        self._count_text = count_text
        self.order = listing.order
        self.model = ListModel(desk, listing, at_once)
        self.table = Table(self.model, name)
        self.table.setSortingEnabled(listing.order is not None)
        sortable = [at for at, one in enumerate(listing.columns) if one.sorts and listing.order]
        sort_key.offer(self.table, sortable)
        self.empty = EmptyState()
        self.counted = label("", "muted")
        self.destroyed.connect(self.counted.deleteLater)  # also where no page gave it a place
        self.refresh = Refresh(self, self.reload)
        self._goes_on = QTimer(self, singleShot=True, interval=0)
        self._goes_on.timeout.connect(self._go_on)
        self._count: Count | None = None
        self._waiting: list[Callable[[], object]] = []
        self._arrange()
        self.model.read_on.connect(self._tell)
        self._show_order()
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._order_by)
        self.refresh.follow(desk.bus.changed)

    def _arrange(self) -> None:
        self.empty.hide()
        self.setLayout(column(self.table, self.empty, gap=GRID))

    def offer_when_empty(self, *buttons: QPushButton) -> None:
        """Buttons below what is said where there is nothing: what to do then."""
        self.empty.offer(*buttons)

    def search_by(self, box: QLineEdit) -> None:
        """Answer what is typed into a search box, a pause after its last key."""
        self.refresh.search_by(box)

    def ask_soon(self) -> None:
        """Ask again when no more was typed for a moment."""
        self.refresh.soon()

    # Reading ----------------------------------------------------------------------------------

    def asked(self) -> Any:
        """What is asked for now, in the order that was chosen."""
        asked = self._asked()
        return asked if self.order is None else replace(asked, order=self.order)

    def reload(self) -> None:
        """Read the list from its beginning; the rows that were selected stay selected."""
        self.refresh.done()
        self._goes_on.stop()
        self._waiting.clear()
        current, selected = self.table.current_row(), set(self.selected_keys())
        asked = self.asked()
        self.model.ask(asked, self._rows_to_keep())
        self._count = self._listing.count(self._desk.database, asked)
        if current is not None:
            self._select_again(current.id, selected)
        self._tell()
        self._go_on_if_short()

    def _rows_to_keep(self) -> int:
        """Down to the last row that was selected, and a page below it."""
        places = [*self.table.selected_places(), self.table.currentIndex().row()]
        return min(max(places) + 1 + _PAGE, _KEPT) if max(places) >= 0 else _PAGE

    def _go_on_if_short(self) -> None:
        """Where the store has looked at a part only, let it look on; keys come in between."""
        if self.model.rowCount() < _PAGE and not self.model.is_whole:
            self._goes_on.start()

    @guarded()
    def _go_on(self) -> None:
        if self.isVisible():
            self.model.fetchMore()
            self._go_on_if_short()

    def when_settled(self, act: Callable[[], object]) -> None:
        """Do something once it is known which single row fits, or that none or several do.

        That is now, or when looking has come so far; another question forgets it.
        """
        self._waiting.append(act)
        self._act_if_settled()

    def _act_if_settled(self) -> None:
        if self.model.rowCount() > 1 or self.model.is_whole:
            waiting, self._waiting = self._waiting, []
            for act in waiting:
                act()

    def _tell(self) -> None:
        """Say how many there are, or that there are none."""
        rows, whole = self.model.rowCount(), self.model.is_whole
        self.empty.setVisible(rows == 0)
        self.table.setVisible(rows > 0)
        if rows == 0:
            self.empty.say(self._said_when_empty() if whole else _("Searching…"))
        self.counted.setText(self._said_of(rows, whole))
        self.loaded.emit()
        self._act_if_settled()

    def _said_of(self, rows: int, whole: bool) -> str:
        if whole:
            return self._count_text(rows)
        if self._count is not None and self._count.exact:
            return self._count_text(self._count.number)
        most = self._count.number if self._count is not None else rows
        return _("More than {count}").format(count=f"{most:,}") if most else ""

    def reload_if_visible(self) -> None:
        """Read the list again while it is on the screen."""
        self.refresh.if_visible()

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    # Selecting --------------------------------------------------------------------------------

    def selected_keys(self) -> list[Any]:
        """The ids of the rows that are selected, from the top."""
        return [row.id for row in self.table.selected_rows()]

    def select(self, id: Any) -> None:
        """Select one row and no other, where it is among the first ``_KEPT``."""
        place = self.model.place_of(id)
        while place is None and not self.model.is_whole and self.model.rowCount() < _KEPT:
            self.model.fetchMore()
            place = self.model.place_of(id)
        if place is not None:
            self.table.select_only(place)

    def _select_again(self, current: Any, selected: set[Any]) -> None:
        place = self.model.place_of(current)
        if place is not None:
            self.table.select_only(place)
        flag = QItemSelectionModel.SelectionFlag
        for other, found in enumerate(self.model.rows if selected - {current} else ()):
            if found.id in selected:
                index = self.model.index(other, 0)
                self.table.selectionModel().select(index, flag.Select | flag.Rows)

    # The order --------------------------------------------------------------------------------

    def _order_by(self, place: int, direction: Qt.SortOrder) -> None:
        """A column's head was clicked; one that no index serves leaves the order as it is."""
        if self.order is None:
            return
        chosen = self._listing.columns[place]
        if chosen.sorts:
            self.order = Order(chosen.key, direction is Qt.SortOrder.DescendingOrder)
            self.reload()
            self.table.scrollToTop()
        self._show_order()

    def _show_order(self) -> None:
        """Show the sign of the order on the head of its column."""
        if self.order is None:
            return
        header = self.table.horizontalHeader()
        keys = [column.key for column in self._listing.columns]
        falling = Qt.SortOrder.DescendingOrder
        direction = falling if self.order.falling else Qt.SortOrder.AscendingOrder
        with QSignalBlocker(header):
            header.setSortIndicator(keys.index(self.order.column), direction)
