"""On a list: go on with the record that was open before the list was shown."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QStyleOptionButton

from app.gui.kit.guard import guarded
from app.gui.kit.keys import KeyButton
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import caption, tip
from app.text import _

_LONGEST = 40
_LEAST = 72


class GoOn(KeyButton):
    """Hidden until ``offer``; with too little room its text is shortened, its tip has all of it."""

    changed = Signal()
    """It is offered now, or nothing is."""

    def __init__(self) -> None:
        super().__init__("", "Alt+Right")
        self.setAutoDefault(False)
        self.setProperty("role", "link")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._act: Callable[[], object] | None = None
        self.clicked.connect(self._go_on)
        self.hide()

    def offer(self, name: str, act: Callable[[], object]) -> None:
        """Offer to go on with what is called so."""
        self._act = act
        text = _("Go on with {record}").format(record=name)
        short = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        self.setText(caption(short))
        self.setToolTip(tip(text))
        self.setAccessibleName(text)
        self.show()
        self.changed.emit()

    @guarded(QSize())
    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST + self._room_for_key(), super().minimumSizeHint().height())

    @guarded()
    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        room = self.width() - self._room_for_key() - GRID
        option.text = self.fontMetrics().elidedText(
            option.text, Qt.TextElideMode.ElideRight, room, Qt.TextFlag.TextShowMnemonic
        )

    def forget(self) -> None:
        """Offer nothing."""
        self._act = None
        self.hide()
        self.changed.emit()

    def spare(self) -> int:
        """By how many pixels its text can be shortened."""
        return 0 if self.isHidden() else self.sizeHint().width() - self.minimumSizeHint().width()

    def _go_on(self) -> None:
        act = self._act
        self.forget()
        if act is not None:
            act()
