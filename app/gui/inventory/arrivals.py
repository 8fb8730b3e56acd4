"""The rows of serials in stock, the oldest first: as many as one operation takes, then on."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex

from app.domain.serials import MOST
from app.gui.kit.guard import guarded
from app.gui.kit.tables import Index, PagedRows, TableColumn, TableModel
from app.text import _, ngettext
from db.queries.serials import Arrival, InStock

Read = Callable[[int, int], list[Arrival]]
"""Reads what came after a movement, at most so many."""
Show = Callable[[Sequence[int]], list[InStock]]


class Arrivals(TableModel):
    """Serials in stock, read by the thousand (F5) as the table is scrolled."""

    def __init__(self, columns: Sequence[TableColumn], show: Show) -> None:
        super().__init__(columns)
        self._show = show
        self._read: Read | None = None
        self._last = 0
        self.ids: list[int] = []

    def ask(self, read: Read | None) -> None:
        """Show other serials from the first on; None: there are none."""
        self._read, self._last = read, 0
        self.ids = self._next()
        self.set_rows(PagedRows(self.ids, self._show))

    def chosen(self, places: Sequence[int]) -> list[InStock]:
        """The serials at some places of the table."""
        return self._show([self.ids[place] for place in sorted(places)])

    def how_many(self) -> str:
        """How many there are, as a text; beyond one operation (F5) only that there are more."""
        there = len(self.ids)
        if self._read is not None:
            return _("More than {count:,} in stock").format(count=there)
        return ngettext("{count} in stock", "{count} in stock", there)

    def _next(self) -> list[int]:
        found = self._read(self._last, MOST + 1) if self._read else []
        if len(found) <= MOST:
            self._read = None
        else:
            found.pop()  # it only said that there are more
            self._last = found[-1].movement_id
        return [came.id for came in found]

    @guarded(False)
    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        return not parent.isValid() and self._read is not None

    @guarded()
    def fetchMore(self, parent: Index = QModelIndex()) -> None:  # noqa: B008
        there, more = len(self.ids), self._next()
        if more:
            self.beginInsertRows(QModelIndex(), there, there + len(more) - 1)
            self.ids += more
            self.endInsertRows()
