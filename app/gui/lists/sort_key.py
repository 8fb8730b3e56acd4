"""A list is sorted by a key as by a click on a head: up, down, then by the next column."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHeaderView, QTableView

_KEY = "Ctrl+Shift+O"


def offer(table: QTableView, places: Sequence[int]) -> None:
    """Let the key go through the orders of ``places``, the columns that can be sorted by."""
    shortcut = QShortcut(QKeySequence(_KEY), table)
    shortcut.activated.connect(lambda: _sort_next(table.horizontalHeader(), places))
    shortcut.setEnabled(bool(places))


def _sort_next(header: QHeaderView, places: Sequence[int]) -> None:
    rising, falling = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
    place, order = header.sortIndicatorSection(), header.sortIndicatorOrder()
    at = places.index(place) if place in places else -1
    if at >= 0 and order is rising:
        header.setSortIndicator(place, falling)
    else:
        header.setSortIndicator(places[(at + 1) % len(places)], rising)
