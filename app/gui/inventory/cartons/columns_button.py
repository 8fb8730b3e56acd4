"""A button that opens a list of columns to tick, where several may be meant."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from app.text import _


class ColumnsButton(QPushButton):
    """Shows the titles that are ticked."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAutoDefault(False)
        self.setStyleSheet("QPushButton { text-align: left; }")  # as the choices beside it
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self._show()

    def offer(self, titles: Sequence[tuple[int, str]]) -> None:
        """Offer columns by their places; what was ticked stays ticked."""
        kept = self.ticked()
        self._menu.clear()
        for place, title in titles:
            action = self._menu.addAction(title)
            action.setData(place)
            action.setCheckable(True)
            action.setChecked(place in kept)
            action.toggled.connect(self._note)
        self._note()

    def ticked(self) -> tuple[int, ...]:
        """The places of the columns that are ticked, in their order."""
        return tuple(action.data() for action in self._menu.actions() if action.isChecked())

    def tick(self, places: Sequence[int]) -> None:
        """Tick these columns and no others."""
        for action in self._menu.actions():
            action.setChecked(action.data() in places)

    def _note(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        titles = [action.text() for action in self._menu.actions() if action.isChecked()]
        shown = ", ".join(titles) or _("None")
        self.setText(self.fontMetrics().elidedText(shown, _RIGHT, _WIDTH))


_WIDTH = 160
_RIGHT = Qt.TextElideMode.ElideRight
