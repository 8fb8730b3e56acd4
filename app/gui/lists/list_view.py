"""Any list of ``app.lists`` on the screen: its first page at once, more as it is scrolled."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.tables import Index, Table, TableColumn, TableModel
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import column, label
from app.lists.listing import Column, Listing, Type
from app.text import _
from db.queries.lists.paging import Count, Cursor

PAUSE = 150
"""Milliseconds after the last key until a search box is answered."""
_PAGE = 100
_KEPT = 1_000
"""So many of the rows that had been read are read again, so that the view stays where it is."""


class ListModel(TableModel):
    """The rows of a list that have been read; more are read when the table asks for them."""

    read_on = Signal()
    """The store was asked for more rows; there may have been none."""

    def __init__(self, desk: Desk, listing: Listing[Any, Any]) -> None:
        super().__init__([_shown(desk, one) for one in listing.columns])
        self._desk = desk
        self._listing = listing
        self._asked: Any = None
        self._after: Cursor | None = None

    @property
    def is_whole(self) -> bool:
        """Have all rows been read?"""
        return self._after is None

    def ask(self, asked: Any, at_least: int = _PAGE) -> None:
        """Show what is asked for from its beginning: one look of the store, or some rows more."""
        rows: list[Any] = []
        after: Cursor | None = None
        while True:
            size = max(_PAGE, min(at_least, _KEPT) - len(rows))
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
        page = self._listing.page(self._desk.database, self._asked, self._after, _PAGE)
        self._after = page.after
        if page.rows:
            rows = self._rows
            assert isinstance(rows, list)
            self.beginInsertRows(QModelIndex(), len(rows), len(rows) + len(page.rows) - 1)
            rows += page.rows
            self.endInsertRows()
        self.read_on.emit()

    def place_of(self, id: int) -> int | None:
        """Where the row of a record stands among those that were read, or None."""
        return next((place for place, row in enumerate(self.rows) if row.id == id), None)


def _shown(desk: Desk, column: Column[Any]) -> TableColumn:
    """A list's column as a table takes it."""

    def colour(row: Any) -> str | None:
        level = column.tone(row)
        return None if level is None else desk.theme.level(level)[1]

    return TableColumn(
        _(column.title),
        lambda row: column.text(row, desk.formats),
        figure=column.type.is_figure,
        serial=column.type is Type.SERIAL,
        stretch=column.stretch,
        width=column.width,
        colour=colour if column.tones else None,
    )


class ListView(QWidget):
    """The table of a list, what it says when it is empty, and how many rows there are.

    It is read again after a change of the store while it is on the screen. ``asked`` gives what
    the page's boxes ask for, ``empty`` what is said where nothing is found, ``count_text``
    how many there are.
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
    ) -> None:
        super().__init__()
        self._desk = desk
        self._listing = listing
        self._asked = asked
        self._said_when_empty = empty
        self._count_text = count_text
        self.model = ListModel(desk, listing)
        self.table = Table(self.model, name)
        self.table.setSortingEnabled(False)
        self.empty = label("", "muted")
        self.empty.setWordWrap(True)
        self.counted = label("", "muted")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.reload)
        self._goes_on = QTimer(self, singleShot=True, interval=0)
        self._goes_on.timeout.connect(self._go_on)
        self._count: Count | None = None
        self.model.read_on.connect(self._tell)
        self.setLayout(column(self.table, self.empty, gap=GRID))
        desk.bus.changed.connect(self.reload_if_visible)

    def search_by(self, box: QLineEdit) -> None:
        """Answer what is typed into a search box, a pause after its last key."""
        box.textChanged.connect(self.ask_soon)

    def ask_soon(self) -> None:
        """Ask again when no more was typed for a moment."""
        self._pause.start()

    def reload(self) -> None:
        """Read the list from its beginning; the row that was chosen stays chosen."""
        self._pause.stop()
        self._goes_on.stop()
        chosen = self.table.current_row()
        asked = self._asked()
        self.model.ask(asked, self._rows_to_keep(chosen))
        self._count = self._listing.count(self._desk.database, asked)
        place = self.model.place_of(chosen.id) if chosen is not None else None
        if place is not None:
            self.table.select_only(place)
        self._tell()
        self._go_on_if_short()

    def _rows_to_keep(self, chosen: Any | None) -> int:
        """Down to the chosen row, and a page below it, where others came above."""
        if chosen is None:
            return _PAGE
        return min(self.table.currentIndex().row() + 1 + _PAGE, _KEPT)

    def _go_on_if_short(self) -> None:
        """Where the store has looked at a part only, let it look on; keys come in between."""
        if self.model.rowCount() < _PAGE and not self.model.is_whole:
            self._goes_on.start()

    @guarded()
    def _go_on(self) -> None:
        if self.isVisible():
            self.model.fetchMore()
            self._go_on_if_short()

    def _tell(self) -> None:
        """Say how many there are, or that there are none."""
        rows, whole = self.model.rowCount(), self.model.is_whole
        self.empty.setVisible(rows == 0)
        if rows == 0:
            self.empty.setText(self._said_when_empty() if whole else _("Searching…"))
        self.counted.setText(self._said_of(rows, whole))
        self.loaded.emit()

    def _said_of(self, rows: int, whole: bool) -> str:
        if whole:
            return self._count_text(rows)
        if self._count is not None and self._count.exact:
            return self._count_text(self._count.number)
        most = self._count.number if self._count is not None else rows
        return _("More than {count}").format(count=f"{most:,}") if most else ""

    def reload_if_visible(self) -> None:
        """Read the list again while it is on the screen."""
        if self.isVisible():
            self.reload()

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()
