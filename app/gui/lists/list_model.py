"""The rows of a list that have been read; its columns as a table takes them."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.tables import Index, TableColumn, TableModel
from app.gui.lists.checks import Checks
from app.lists.listing import Column, Listing, Type
from app.text import _
from db.queries.lists.paging import Cursor

PAGE = 100
KEPT = 1_000
"""So many of the rows that had been read are read again, so that the view stays where it is."""

CHECK_COLUMN = TableColumn("", lambda row: "", width=40, name="check")
"""The last column where rows can be checked, so that a list's own keep their places; it is shown
first."""


class ListModel(TableModel):
    """The rows of a list that have been read; more are read when the table asks for them.

    Where ``checks`` are kept, a column of boxes stands behind those of the list.
    """

    read_on = Signal()
    """The store was asked for more rows; there may have been none."""

    def __init__(
        self,
        desk: Desk,
        listing: Listing[Any, Any],
        at_once: int = PAGE,
        checks: Checks | None = None,
    ) -> None:
        columns = [_shown(desk, one) for one in listing.columns]
        super().__init__([*columns, CHECK_COLUMN] if checks else columns)
        self._at_once = at_once
        self._checks = checks
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
            size = max(self._at_once, min(at_least, KEPT) - len(rows))
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

    # The boxes --------------------------------------------------------------------------------

    def _is_box(self, index: Index) -> bool:
        return self.columns[index.column()] is CHECK_COLUMN

    @guarded()
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._checks is not None:
            checked = self._checks.now.has(self.row(index.row()).id)
            if role == Qt.ItemDataRole.CheckStateRole and self._is_box(index):
                return Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
            if role == Qt.ItemDataRole.BackgroundRole and checked:
                return QColor(self._desk.theme.selection)
        return super().data(index, role)

    @guarded(Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        is_box = index.isValid() and self._checks is not None and self._is_box(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if is_box else flags

    @guarded(False)
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or self._checks is None:
            return super().setData(index, value, role)
        on = Qt.CheckState(value) is Qt.CheckState.Checked
        self._checks.check([self.row(index.row()).id], on)
        return True


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
