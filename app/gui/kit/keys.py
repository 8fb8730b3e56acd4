"""Keys: what is shown on a button is what works, for it is read from the shortcut itself."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QShortcut,
)
from PySide6.QtWidgets import QLayout, QPushButton, QStyle, QStyleOptionButton, QWidget

from app.gui.kit.guard import guarded
from app.gui.kit.theme import GRID, HINT, text_font

_SAID = {
    "Return": "Enter",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "PgDown": "PgDn",
}
"""Keys as they stand on a keyboard; one script in every language."""


def key_text(keys: QKeySequence | str) -> str:
    """How keys are shown: ``Ctrl+Enter``, ``Alt+←``."""
    return "+".join(_SAID.get(part, part) for part in spelled(keys).split("+"))


def spelled(keys: QKeySequence | str) -> str:
    """Keys in the one way in which Qt writes them: ``Ctrl+Delete`` is ``Ctrl+Del``."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)


class KeyButton(QPushButton):
    """A button with its key beside its text, smaller and muted; no key, and it is a button.

    Its ``text`` is the text alone.
    """

    def __init__(self, text: str, keys: str = "") -> None:
        super().__init__(text)
        self.shortcut_made: QShortcut | None = None
        self._in_tip = False
        if keys:
            # Not setShortcut: that one presses the button for a tenth of a second before it acts,
            # and what is scanned in that time would still go to what was there before.
            self.shortcut_made = QShortcut(QKeySequence(keys), self)
            self.shortcut_made.setAutoRepeat(
                False
            )  # held down it is one press: F9 pays nothing yet
            self.shortcut_made.activated.connect(self.click)

    def shown_key(self) -> str:
        """The key as it stands on the button."""
        return "" if self._in_tip else self._key()

    def _key(self) -> str:
        made = self.shortcut_made
        return key_text(made.key()) if made is not None and made.isEnabled() else ""

    def show_key(self, on_button: bool) -> None:
        """Show the key on the button, or in its tip where there is little room."""
        if self._in_tip == on_button:
            self._in_tip = not on_button
            self.setToolTip("" if on_button else self._key())
            around: QWidget | None = self
            while around is not None:  # each asks those within it anew how wide they are
                around.updateGeometry()
                around = around.parentWidget()

    @property
    def shows_key(self) -> bool:
        """The key stands on the button, or would if it had one."""
        return not self._in_tip

    def room_of_key(self) -> int:
        """How much wider the button is, in pixels, while its key stands on it."""
        key = self._key()
        return GRID + QFontMetrics(_key_font()).horizontalAdvance(key) if key else 0

    def _room_for_key(self) -> int:
        return 0 if self._in_tip else self.room_of_key()

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(self._room_for_key(), 0)

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        key = self.shown_key()
        if not key:
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QPainter(self)
        style = self.style()
        style.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        option.rect = option.rect.adjusted(self._begins_at(), 0, -self._room_for_key(), 0)
        style.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option, painter, self)
        self._draw_key(painter, option.text, key)
        painter.end()

    def _draw_key(self, painter: QPainter, text: str, key: str) -> None:
        """Right of the text, which the style has drawn in the middle of what the key leaves."""
        taken = self.fontMetrics().horizontalAdvance(text.replace("&&", "&"))
        if not self.icon().isNull():
            taken += self.iconSize().width() + GRID // 2
        room = self.width() - self._room_for_key()
        start = (self._begins_at() or max(0, (room - taken) // 2)) + taken + GRID
        painter.setFont(_key_font())
        painter.setPen(QGuiApplication.palette().color(self._role()))
        place = self.rect().adjusted(start, 1, 0, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, key)

    def _begins_at(self) -> int:
        """Where the text of a link begins, with a key or without; others stand in the middle."""
        return GRID // 2 if self.property("role") == "link" else 0

    def _role(self) -> QPalette.ColorRole:
        on_accent = self.isEnabled() and self.property("role") in ON_ACCENT
        role = QPalette.ColorRole
        return role.HighlightedText if on_accent else role.PlaceholderText


def only_shown(made: KeyButton) -> None:
    """Show a button's key where its page answers the key, as one of several things it may do."""
    if made.shortcut_made is not None:
        made.shortcut_made.setContext(Qt.ShortcutContext.WidgetShortcut)


def buttons_of(line: QLayout) -> list[KeyButton]:
    """The buttons of a row, from the left."""
    items = (line.itemAt(place) for place in range(line.count()))
    parts = [item.widget() for item in items if item is not None]
    return [part for part in parts if isinstance(part, KeyButton)]


def width_with_keys(line: QLayout, buttons: Sequence[KeyButton]) -> int:
    """How many pixels a row needs while the keys of these buttons of it stand on them."""
    line.invalidate()  # a layout within another is not told that a button has another width
    return line.sizeHint().width() + sum(
        one.room_of_key() for one in _shown(line, buttons) if not one.shows_key
    )


def _shown(line: QLayout, buttons: Sequence[KeyButton]) -> list[KeyButton]:
    around = line.parentWidget()
    return [one for one in buttons if around is not None and one.isVisibleTo(around)]


def fit_keys(line: QLayout, room: int, buttons: Sequence[KeyButton]) -> None:
    """Put keys into tips, those of the first buttons first, until a row fits into ``room`` pixels.

    Once there is room again, they stand on their buttons again.
    """
    need = width_with_keys(line, buttons)
    for one in _shown(line, buttons):
        fits = need <= room
        one.show_key(fits)
        need -= 0 if fits else one.room_of_key()
    line.invalidate()


ON_ACCENT = ("primary", "big")
"""The roles of buttons that are filled with the accent."""


def _key_font() -> QFont:
    return text_font(HINT)
