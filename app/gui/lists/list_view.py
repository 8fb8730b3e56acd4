"""Any list of ``app.lists`` on the screen: its first page at once, more as it is scrolled."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.gui.kit.desk import Desk
from app.gui.kit.empty_state import EmptyState
from app.gui.kit.guard import guarded
from app.gui.kit.refresh import Refresh
from app.gui.kit.tables import Table
from app.gui.kit.widgets import column
from app.gui.lists import sort_key
from app.gui.lists.check_table import CheckTable
from app.gui.lists.checks import Checks
from app.gui.lists.columns import ColumnChoice
from app.gui.lists.columns_panel import ColumnsPanel
from app.gui.lists.count_line import CountLine
from app.gui.lists.list_model import KEPT, PAGE, ListModel
from app.gui.lists.selection_bar import SelectionBar
from app.lists.listing import Listing, for_session
from app.lists.selection import Selection
from app.text import _
from db.queries.lists.paging import Count
from db.queries.lists.walking import Order

_PAGE, _KEPT = PAGE, KEPT
_TABLE_FIRST = 1000
"""Of the room, beside what is left over below a short list."""


class ListView(QWidget):
    """The table of a list, what it says when it is empty, and how many rows there are.

    It is read again after a change of the store while it is on the screen; what was selected stays
    selected. ``asked`` gives what the page's boxes ask for, ``empty`` what is said where nothing is
    found, ``count_text`` how many there are. ``at_once`` rows are read at a time where a page is
    not enough. Where the list has an order, a click on a column that it can go by sorts it by
    that, up or down. With ``checks`` rows can be checked, and a bar below them offers what can be
    done with these (``bar.offer``); ``selection`` says which they are.
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
        checks: bool = False,
    ) -> None:
        super().__init__()
        self._desk = desk
        listing = for_session(listing, desk.session)
        self._listing = listing
        self._asked = asked
        self._said_when_empty = empty
        self._count_text = count_text
        self.order = listing.order
        self.checks = Checks(self)
        kept = self.checks if checks else None
        self.model = ListModel(desk, listing, at_once or _PAGE, kept)
        self.table: Table = (
            CheckTable(desk.theme, self.model, name, kept) if kept else Table(self.model, name)
        )
        self.table.setSortingEnabled(listing.order is not None)
        self.columns = ColumnChoice(desk, listing, self.table)
        sortable = [at for at, one in enumerate(listing.columns) if one.sorts and listing.order]
        sort_key.offer(self.table, sortable)
        self.empty = EmptyState()
        self.count_line = CountLine(desk.database)
        self.counted = self.count_line.label
        self.bar = SelectionBar(desk, self)
        self.destroyed.connect(self.count_line.deleteLater)  # also where no page gave it a place
        self.columns_panel = ColumnsPanel(self.columns, self.table, self)
        self.count_line.add(self.columns_panel.button)
        self.refresh = Refresh(self, self.reload)
        self._goes_on = QTimer(self, singleShot=True, interval=0)
        self._goes_on.timeout.connect(self._go_on)
        self._count: Count | None = None
        self._question: Any = None
        self._waiting: list[Callable[[], object]] = []
        self._arrange()
        self.model.read_on.connect(self._tell)
        self._show_order()
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._order_by)
        self.refresh.follow(desk.bus.changed)
        self.count_line.count_wanted.connect(self.count_all)
        if isinstance(self.table, CheckTable):
            self.table.copy_wanted.connect(self.bar.copy)
            self.loaded.connect(self.table.show_checks)
            self.loaded.connect(self.bar.show_selection)

    def _arrange(self) -> None:
        self.empty.hide()
        self.table.hold_rows()
        layout = column(self.table, self.empty, None, self.bar, gap=0)
        for place, share in enumerate((_TABLE_FIRST, _TABLE_FIRST, 1)):
            layout.setStretch(place, share)
        self.setLayout(layout)

    def offer_when_empty(self, *buttons: QWidget) -> None:
        """Buttons below what is said where there is nothing: what to do then."""
        self.empty.offer(*buttons)

    def search_by(self, box: QLineEdit) -> None:
        """Answer what is typed into a search box, a pause after its last key."""
        self.refresh.search_by(box)

    def ask_soon(self) -> None:
        """Ask again when no more was typed for a moment."""
        self.refresh.soon()

    @property
    def listing(self) -> Listing[Any, Any]:
        """The list that is shown."""
        return self._listing

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
        self._note_question()
        self.model.ask(asked, self._rows_to_keep())
        self._count = self._listing.count(self._desk.database, asked)
        if current is not None:
            self._select_again(current.id, selected)
        self._tell()
        self._go_on_if_short()

    def _note_question(self) -> None:
        """Something else is asked: what was described by the question of before ends with it."""
        question = self._asked()
        if question != self._question:
            self._question = question
            self.stop()
            if self.checks.now.all_fit:
                self.checks.clear()

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
        self._say_count()
        self.columns.hold_figures(self.model.rows)
        self.loaded.emit()
        self._act_if_settled()

    def _say_count(self) -> None:
        count = self.count
        if count.exact:
            self.count_line.say(self._count_text(count.number), offers_count=False)
        else:
            more = _("More than {count}").format(count=f"{count.number:,}")
            self.count_line.say(more if count.number else "", offers_count=bool(count.number))

    @property
    def count(self) -> Count:
        """How many rows fit, as far as that is known."""
        if self.model.is_whole:
            return Count(self.model.rowCount(), True)
        return self._count or Count(self.model.rowCount(), False)

    def count_all(self) -> None:
        """Count all that fit, beside the screen."""
        asked, database = self.asked(), self._desk.database
        self.count_line.go_through(
            lambda: self._listing.each_ids(database, asked),
            len,
            lambda count, _parts: self._take_count(count),
            _("Counted so far: {count}"),
            keep=False,
        )

    def _take_count(self, count: int) -> None:
        self._count = Count(count, True)
        self._say_count()
        self.bar.show_selection()

    def stop(self) -> bool:
        """Stop what goes through all rows; False: nothing did."""
        return self.count_line.stop()

    def reload_if_visible(self) -> None:
        """Read the list again while it is on the screen."""
        self.refresh.if_visible()

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    # Selecting --------------------------------------------------------------------------------

    def selection(self) -> Selection[Any] | None:
        """What is chosen: the rows that are checked, or selected where none can be; None: nothing.

        All that fit are described by what is asked, never by their ids.
        """
        now, asked = self.checks.now, self.asked()
        if now.all_fit:
            number = self.count.number - len(now.ids)
            return Selection(asked, None, Count(number, self.count.exact), now.ids)
        shown = [row.id for row in self.model.rows if row.id in now.ids] if now.ids else []
        ids = (*shown, *(now.ids - set(shown))) or tuple(self.selected_keys())
        return Selection(asked, ids, Count(len(ids), True)) if ids else None

    def chosen(self) -> Selection[Any] | None:
        """What was chosen on purpose; a single row that is not checked is only the current one."""
        selection = self.selection()
        if selection is None or self.checks.some:
            return selection
        return selection if len(selection.ids or ()) > 1 else None

    def whole(self) -> Selection[Any]:
        """All that fits what is asked."""
        return Selection(self.asked(), None, self.count)

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
        """A column's head was clicked; one that no index serves leaves the order as it is.

        Where the first order is no column's, a third click leads back to it.
        """
        if self.order is None:
            return
        columns = self._listing.columns
        if place < 0:
            self._go_by(self._listing.order)
        elif place < len(columns) and columns[place].sorts:
            self._go_by(Order(columns[place].key, direction is Qt.SortOrder.DescendingOrder))
        self._show_order()

    def _go_by(self, order: Order | None) -> None:
        self.order = order
        self.reload()
        self.table.scrollToTop()

    def _show_order(self) -> None:
        """Show the sign of the order on the head of its column; on none where it is no column's."""
        first = self._listing.order
        if self.order is None or first is None:
            return
        header = self.table.horizontalHeader()
        keys = [column.key for column in self._listing.columns]
        falling = Qt.SortOrder.DescendingOrder
        direction = falling if self.order.falling else Qt.SortOrder.AscendingOrder
        with QSignalBlocker(header):
            place = keys.index(self.order.column) if self.order.column in keys else -1
            header.setSortIndicatorClearable(first.column not in keys)
            header.setSortIndicator(place, direction)
