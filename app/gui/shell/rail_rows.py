"""The rows of the rail: a line with its key or its arrow, and a tile with its word under it."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton

from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.icons import icon
from app.gui.kit.theme import GRID, HINT, text_font
from app.gui.kit.widgets import caption
from app.text import _

_ICON = 18
_PIN = 16
NARROW = 72
TILE_HEIGHT = 49
_OF_THE_RAIL = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""Keys that the rail answers for its lines."""


class RailRow(QPushButton):
    """A line of the rail, a group with an icon or a page below it; ``note`` stands at its right."""

    pin_pressed = Signal()

    def __init__(self, desk: Desk, text: str, sign: str = "", note: str = "") -> None:
        super().__init__(caption(text))
        self._theme = desk.theme
        self._sign = sign
        self.note = note
        """What stands at its right: a key, or an arrow."""
        self._is_pinned: bool | None = None
        self._made_pin: QToolButton | None = None
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a click leaves the focus; arrows reach it
        self.setAccessibleName(text)
        self.setProperty("role", "rail" if sign else "rail-child")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if sign:
            self.setIconSize(QSize(_ICON, _ICON))
        self.mark(False)

    def mark(self, active: bool) -> None:
        """It is the page that is shown, or it is not."""
        if self.property("active") == active:
            return  # the style sheet is worked out for those alone that change
        self.setProperty("active", active)
        if self._sign:
            colour = self._theme.accent_text if active else self._theme.text
            self.setIcon(icon(self._sign, colour))
        self.setAccessibleDescription(_("shown now") if active else "")
        self.style().unpolish(self)
        self.style().polish(self)

    def is_marked(self) -> bool:
        """It is the page that is shown."""
        return bool(self.property("active"))

    def offer_pin(self, is_pinned: bool) -> None:
        """Show a pin at the right while the mouse is over it."""
        self.setProperty("pinned", is_pinned)
        self._is_pinned = is_pinned

    @property
    def _pin(self) -> QToolButton | None:
        """The pin, made when the mouse is over the line first; a group has none."""
        if self._made_pin is None and self._is_pinned is not None:
            self._made_pin = self._make_pin(self._is_pinned)
        return self._made_pin

    def _make_pin(self, is_pinned: bool) -> QToolButton:
        name = _("Unpin {page}") if is_pinned else _("Pin {page}")
        made = QToolButton(self)
        made.setProperty("role", "pin")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sign = "mdi6.pin-off-outline" if is_pinned else "mdi6.pin-outline"
        made.setIcon(icon(sign, self._theme.muted))
        made.setAccessibleName(name.format(page=self.accessibleName()))
        made.setToolTip(made.accessibleName())
        made.clicked.connect(self.pin_pressed)
        made.hide()
        return made

    def press_pin(self) -> None:
        """Pin its page or take it off, as a click on the pin does; a group has none."""
        if self._pin is not None:
            self._pin.click()

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OF_THE_RAIL:
            event.ignore()
        else:
            super().keyPressEvent(event)

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        """With room for what stands at the right."""
        note = QFontMetrics(text_font(HINT)).horizontalAdvance(self.note)
        return super().sizeHint() + QSize(note + GRID if note else 0, 0)

    @property
    def shows_note(self) -> bool:
        """There is room for its key beside its name."""
        return bool(self.note) and self.sizeHint().width() <= self.width()

    @guarded(QSize())
    def minimumSizeHint(self) -> QSize:
        """As narrow as the rail makes it, where what there is to scroll takes room from it."""
        return QSize(0, super().minimumSizeHint().height())

    @guarded()
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        if self._pin is not None:
            self._place_pin()
            self._pin.show()

    @guarded()
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._made_pin is not None:
            self._made_pin.hide()

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_pin()

    def _place_pin(self) -> None:
        if self._made_pin is not None:
            top = (self.height() - _PIN) // 2
            self._made_pin.setGeometry(self.width() - _PIN - GRID, top, _PIN, _PIN)

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.shows_note or (self._made_pin is not None and self._made_pin.isVisible()):
            return
        painter = QPainter(self)
        painter.setFont(text_font(HINT))
        painter.setPen(QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText))
        room = self.rect().adjusted(0, 0, -GRID * 3 // 2, 0)
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(room, side, self.note)
        painter.end()


class GroupRow(RailRow):
    """A group that folds: an arrow at its right says whether it is open."""

    def __init__(self, desk: Desk, text: str, sign: str) -> None:
        super().__init__(desk, text, sign)
        self.is_open = False

    def set_open(self, is_open: bool) -> None:
        """Open or fold it, as it looks; its pages are the rail's."""
        self.is_open = is_open
        self.setProperty("open", is_open)
        self.setAccessibleDescription(_("unfolded") if is_open else _("folded"))
        self.style().unpolish(self)
        self.style().polish(self)
        self.update()

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        sign = "mdi6.chevron-down" if self.is_open else "mdi6.chevron-right"
        place = QRect(self.width() - 16 - GRID, (self.height() - 16) // 2, 16, 16)
        painter = QPainter(self)
        icon(sign, self._theme.muted).paint(painter, place)
        painter.end()


class RailTile(QToolButton):
    """An icon with its word under it, where the rail is narrow."""

    def __init__(self, desk: Desk, text: str, sign: str) -> None:
        super().__init__()
        self._theme = desk.theme
        self._sign = sign
        self.setText(caption(text))
        self.setAccessibleName(text)
        self.setProperty("role", "rail-tile")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIconSize(QSize(_ICON, _ICON))
        self.setFont(text_font(HINT))
        self.setFixedSize(NARROW - 1, TILE_HEIGHT)
        self.mark(False)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OF_THE_RAIL:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mark(self, active: bool) -> None:
        """The page that is shown is here, or it is not."""
        self.setProperty("active", active)
        self.setIcon(icon(self._sign, self._theme.accent_text if active else self._theme.text))
        self.style().unpolish(self)
        self.style().polish(self)
