"""A box to choose one named thing of many; any part of a name finds it."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter

from app.gui.kit.guard import guarded

_FLAGS = Qt.ItemDataRole.UserRole - 1
"""Where a combo box's own model keeps what can be done with an item; 0: nothing."""


class ChoiceBox(QComboBox):
    """``search`` lets people type: leaving the box chooses the one name that fits."""

    decided = Signal()
    """Somebody chose in the open list, or ended with Enter; the arrows only go on."""

    def __init__(self, name: str, search: bool = True) -> None:
        super().__init__()
        self._by_arrows = self._says_more = False
        self.activated.connect(self._decide)
        self.keeps_typed = False
        """What is typed and names none stays, to be mended; else it gives way to what is chosen."""
        self.setAccessibleName(name)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        if not search:
            return
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer, line = self.completer(), self.lineEdit()
        assert completer is not None and line is not None  # a box to type in has both
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        line.editingFinished.connect(self.settle)

    def offer(
        self,
        named: Sequence[tuple[int | None, str]],
        chosen: int | None,
        name: str | None = None,
        more: str = "",
    ) -> None:
        """Offer ``named``; show ``chosen`` even where it (called ``name``) is offered no more.

        ``more`` stands below them and cannot be chosen: it says that they are not all. Tells
        nobody: what is shown is what the store says.
        """
        self._say_more("")
        offered = [(id, text) for id, text in named]
        if chosen is not None and all(id != chosen for id, _text in offered):
            offered.append((chosen, name or ""))
        with QSignalBlocker(self):
            if [(self.itemData(at), self.itemText(at)) for at in range(self.count())] != offered:
                self.clear()
                for id, text in offered:
                    self.addItem(text, id)
            ids = [id for id, _text in offered]
            place = ids.index(chosen) if chosen in ids else -1
            if place != self.currentIndex() or not self.unsettled():
                self.setCurrentIndex(place)
        self._say_more(more)

    def _say_more(self, text: str) -> None:
        """Say it below what is offered, in place of what was said there."""
        with QSignalBlocker(self):
            if self._says_more:
                self.removeItem(self.count() - 1)
            if text:
                self.addItem(text)
                self.setItemData(self.count() - 1, 0, _FLAGS)
        self._says_more = bool(text)

    def unsettled(self) -> str:
        """The text that is typed and names none of those offered; empty where there is none."""
        if not self.isEditable():
            return ""
        typed = self.currentText().strip()
        return "" if typed == self.itemText(self.currentIndex()).strip() else typed

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isEditable():
            self.decided.emit()
            return
        self._by_arrows = True
        super().keyPressEvent(event)
        self._by_arrows = False

    def _decide(self) -> None:
        if not self._by_arrows:
            self.decided.emit()

    def settle(self) -> None:
        """Choose the name that was typed, or the only one it is a part of."""
        if not self.isEditable():
            return
        typed = self.currentText().strip().casefold()
        offered = self.count() - self._says_more
        names = [self.itemText(at).casefold() for at in range(offered)]
        fits = [at for at, name in enumerate(names) if name == typed]
        if not fits and typed:
            fits = [at for at, name in enumerate(names) if typed in name]
        if len(fits) == 1:
            self.setCurrentIndex(fits[0])
        if len(fits) == 1 or not (typed and self.keeps_typed):
            self.setEditText(self.itemText(self.currentIndex()))


class FilterBox(ChoiceBox):
    """A choice of a filter; its keys open what is offered, for each choice has its effect."""

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.showPopup()
        else:
            super().keyPressEvent(event)
