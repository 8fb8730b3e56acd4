"""The field for an amount: digits and their signs only, so that nothing else gets in."""

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator

from app.gui.kit.fields import FigureEdit
from app.gui.kit.guard import guarded
from app.gui.kit.theme import TITLE, text_font

_DIGITS = QRegularExpression("[0-9.,]*")
_MOST = 20


class AmountField(FigureEdit):
    """Takes no scan: that goes on to the page. Enter is the strip's."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFont(text_font(TITLE))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(_MOST)
        self.setValidator(QRegularExpressionValidator(_DIGITS, self))
        self.setProperty("role", "amount")

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
