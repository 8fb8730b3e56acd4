"""The head of the rows of a file: each column's title, and below it the field that it fills."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from app.exchange.imports.fields import base
from app.gui.kit.forms import ChoiceField
from app.gui.kit.guard import guarded
from app.gui.kit.theme import FIELD_HEIGHT, GRID
from app.text import _

Offered = Sequence[tuple[str | None, str]]


class MatchingHead(QHeaderView):
    """A choice stands over each column of the file; it is made when its column is first seen."""

    matched = Signal(object, object)
    """The column of the file at this place fills the field of this key (None: none)."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._offered: Offered = ()
        self._columns: dict[int, tuple[int, str | None, str]] = {}
        self.boxes: dict[int, ChoiceField] = {}
        self.setHighlightSections(False)
        self.setMinimumSectionSize(44)
        self.sectionResized.connect(self.place)
        table.horizontalScrollBar().valueChanged.connect(self.place)

    def offer(self, offered: Offered, columns: dict[int, tuple[int, str | None, str]]) -> None:
        """Other columns: by section the place in the file, the field it fills, and its title."""
        for box in self.boxes.values():
            box.hide()
            box.deleteLater()
        self.boxes.clear()
        self._offered, self._columns = offered, columns
        self.place()

    def place(self) -> None:
        """Put the choices over the columns that are seen."""
        for section in self._columns:
            left, width = self.sectionViewportPosition(section), self.sectionSize(section)
            seen = left < self.viewport().width() and left + width > 0
            box = self.boxes.get(section)
            if seen and box is None:
                box = self.boxes[section] = self._box(section)
            if box is not None:
                top = self.height() - FIELD_HEIGHT - GRID // 2
                box.setGeometry(left + GRID // 2, top, width - GRID, FIELD_HEIGHT)
                box.setVisible(seen)

    def _box(self, section: int) -> ChoiceField:
        place, key, title = self._columns[section]
        box = ChoiceField(self._offered)
        box.setParent(self.viewport())
        box.setProperty("role", "head")
        box.setAccessibleName(_("Column {title} fills").format(title=title or place + 1))
        box.setCurrentIndex(box.findData(base(key) if key else None))
        box.activated.connect(partial(self._tell, section))
        return box

    def _tell(self, section: int, _index: int) -> None:
        self.matched.emit(self._columns[section][0], self.boxes[section].currentData())

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), FIELD_HEIGHT + GRID * 7 // 2)

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()
