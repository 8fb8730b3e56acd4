"""A PIN as it is typed: a box for each digit, dots in them; or how long it waits."""

from PySide6.QtCore import QRectF, QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPen,
    QRegularExpressionValidator,
)
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from app.domain.people import LONGEST_PIN, SHORTEST_PIN
from app.gui.kit.guard import guarded
from app.gui.kit.theme import BOX_HEIGHT, GRID, SECTION, Theme, text_font
from app.text import _, ngettext

_WIDE = 44
_HIGH = BOX_HEIGHT + 4
_DOT = 4.5
_ROUND = 4


class PinBoxes(QLineEdit):
    """Takes four to eight digits; Enter hands them over (``returnPressed``)."""

    waited = Signal()
    """The wait is over."""

    def __init__(self, look: Theme, name: str = "") -> None:
        super().__init__()
        self._look = look
        self._left = 0
        self.setProperty("role", "pin")
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(LONGEST_PIN)
        self.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]*"), self))
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAccessibleName(name or _("PIN"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HIGH)
        self.textChanged.connect(lambda _text: self.update())

    @property
    def waits(self) -> bool:
        """It takes nothing, for it was wrong too often."""
        return self._left > 0

    def show_wait(self, seconds: int) -> None:
        """Take nothing, and say how many seconds are left; 0: take digits again."""
        was, self._left = self._left, seconds
        self.setReadOnly(seconds > 0)
        if seconds:
            self.clear()
            said = ngettext("PIN, {count} second to wait", "PIN, {count} seconds to wait", seconds)
            self.setAccessibleDescription(said)
        elif was:
            self.setAccessibleDescription("")
            self.waited.emit()
        self.update()

    def said(self) -> list[str]:
        """What stands in the boxes: a dot for a digit, nothing, or the figures of the wait."""
        if self._left:
            return list(f"{self._left // 60}:{self._left % 60:02}")
        typed = len(self.text())
        boxes = min(max(SHORTEST_PIN, typed + (typed >= SHORTEST_PIN)), LONGEST_PIN)
        return ["●" if place < typed else "" for place in range(boxes)]

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        return QSize(LONGEST_PIN * (_WIDE + GRID), _HIGH)

    @guarded(QSize())
    def minimumSizeHint(self) -> QSize:
        return QSize(SHORTEST_PIN * (_WIDE + GRID), _HIGH)

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        said = self.said()
        wide = min(_WIDE, (self.width() + GRID) / len(said) - GRID)
        for place, text in enumerate(said):
            box = QRectF(place * (wide + GRID) + 1, 1, wide - 2, _HIGH - 2)
            self._draw(painter, box, text, self._is_next(place, said))
        painter.end()

    def _is_next(self, place: int, said: list[str]) -> bool:
        """The next digit goes into this box."""
        typed = len(self.text())
        return self.hasFocus() and not self._left and place == min(typed, len(said) - 1)

    def _draw(self, painter: QPainter, box: QRectF, text: str, is_next: bool) -> None:
        look = self._look
        edge = look.accent if is_next else look.edge
        painter.setPen(QPen(QColor(edge), 2 if is_next else 1))
        painter.setBrush(QColor(look.window if self._left else look.base))
        painter.drawRoundedRect(box, _ROUND, _ROUND)
        if text == "●":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.text))
            painter.drawEllipse(box.center(), _DOT, _DOT)
        elif text:
            painter.setFont(text_font(SECTION, bold=True))
            painter.setPen(QColor(look.muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
