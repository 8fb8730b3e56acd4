"""A box to choose one named thing of many; any part of a name finds it."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QCompleter


class ChoiceBox(QComboBox):
    """``search`` lets people type: leaving the box chooses the one name that fits, or none new."""

    def __init__(self, name: str, search: bool = True) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        if not search:
            return
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self.completer()
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.lineEdit().editingFinished.connect(self._settle)

    def offer(
        self, named: Sequence[tuple[int | None, str]], chosen: int | None, name: str | None = None
    ) -> None:
        """Offer ``named``; show ``chosen`` even where it (called ``name``) is offered no more.

        Tells nobody: what is shown is what the store says.
        """
        offered = [(id, text) for id, text in named]
        if chosen is not None and all(id != chosen for id, _text in offered):
            offered.append((chosen, name or ""))
        with QSignalBlocker(self):
            if [(self.itemData(at), self.itemText(at)) for at in range(self.count())] != offered:
                self.clear()
                for id, text in offered:
                    self.addItem(text, id)
            ids = [id for id, _text in offered]
            self.setCurrentIndex(ids.index(chosen) if chosen in ids else -1)

    def _settle(self) -> None:
        """Choose the name that was typed, or the only one it is a part of; else as before."""
        typed = self.currentText().strip().casefold()
        names = [self.itemText(at).casefold() for at in range(self.count())]
        fits = [at for at, name in enumerate(names) if name == typed]
        if not fits and typed:
            fits = [at for at, name in enumerate(names) if typed in name]
        if len(fits) == 1:
            self.setCurrentIndex(fits[0])
        self.setEditText(self.itemText(self.currentIndex()))
