"""The field for an amount. What is no figure stays as it was typed, and is refused as a whole.

Were letters left out, what is left of ``1e5``, ``-5`` or a code would be another amount.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.gui.kit.fields import FigureEdit
from app.gui.kit.guard import guarded
from app.gui.kit.theme import TITLE, text_font


class AmountField(FigureEdit):
    """Takes no scan: that goes on to the page. Enter is the strip's."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFont(text_font(TITLE))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setProperty("role", "amount")

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():  # held down it takes one payment, never the rest as well
                self.entered.emit()
        else:
            super().keyPressEvent(event)
