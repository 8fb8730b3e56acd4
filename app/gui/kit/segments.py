"""One of a few choices that exclude each other, side by side: a choice is seen without opening."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QWidget

from app.gui.kit.widgets import caption, row


class Segments(QWidget):
    """A field of a form: the choices' names, of which one is chosen; the arrows go between them."""

    changed = Signal()

    def __init__(self, named: Iterable[tuple[object, str]]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._values: list[object] = []
        self.buttons: list[QToolButton] = []
        line = row(gap=0)
        for value, name in named:
            made = QToolButton()
            made.setText(caption(name))
            made.setAccessibleName(name)
            made.setCheckable(True)
            made.setProperty("role", "segment")
            made.setProperty("first", not self.buttons)
            self._group.addButton(made, len(self._values))
            self._values.append(value)
            self.buttons.append(made)
            line.addWidget(made)
        line.addStretch(1)
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.buttons[0])
        self._group.idToggled.connect(self._note)

    def _note(self, place: int, chosen: bool) -> None:
        if chosen:
            self.setFocusProxy(self.buttons[place])
            self.changed.emit()

    def value(self) -> object:
        """What the choice stands for; None where none is made yet."""
        place = self._group.checkedId()
        return self._values[place] if place >= 0 else None

    def clear(self) -> None:
        """No choice is made."""
        self._group.setExclusive(False)
        for made in self.buttons:
            made.setChecked(False)
        self._group.setExclusive(True)

    def set_value(self, value: object) -> None:
        """Choose what stands for ``value``, where there is such."""
        if value in self._values:
            self.buttons[self._values.index(value)].setChecked(True)
