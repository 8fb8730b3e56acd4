"""Small parts that every page is built from, and names shown as they are.

Qt takes a text that looks like markup for markup, an ``&`` for the mark of a key and ``[*]`` for
the mark of a changed document. A name is none of these, whatever it is: what may hold one is a
``label``, or goes through ``tip``, ``caption`` or ``window_title``.
"""

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.gui.kit.guard import guarded
from app.gui.kit.keys import KeyButton
from app.gui.kit.theme import GRID
from app.text import _


def label(text: str, role: str = "", buddy: QWidget | None = None) -> QLabel:
    """A label in one of the theme's roles (title, section, heading, group, muted,
    secondary, hint, sum, total); plain text always."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    if buddy is not None:
        made.setBuddy(buddy)
    return made


def picture() -> QLabel:
    """A place for an icon beside words that say the same: it has no text, and no name."""
    return QLabel()


class NameLabel(QLabel):
    """One line with a name in it: as much as there is room for; all of it is in the tip."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)

    @guarded()
    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self.setToolTip(tip(text))

    @guarded(QSize())
    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(min(least.width(), _LEAST_NAME), least.height())

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect()
        if self.fontMetrics().horizontalAdvance(self.text()) <= room.width():
            super().paintEvent(event)
            return
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideMiddle, room.width()
        )
        self.style().drawItemText(
            QPainter(self),
            room,
            int(self.alignment()),
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )


_LEAST_NAME = 48


def name_label(text: str, role: str = "") -> NameLabel:
    """A ``NameLabel`` in one of the theme's roles."""
    made = NameLabel(role)
    made.setText(text)
    return made


class Paragraph(QLabel):
    """Words over as many lines as its width makes of them.

    Qt's own label lets its layout guess a height, which is right in a card of another width.
    """

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(True)
        self.setMinimumWidth(1)  # a name in it may be one long word

    @guarded()
    def setText(self, text: str) -> None:
        """Show another text."""
        if text != self.text():
            super().setText(text)
            self._fit()

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.heightForWidth(self.width()) if self.text() else 0)


def tip(text: str) -> str:
    """A text for a tool tip: markup in a name is shown as it is, not interpreted."""
    if not GuiQt.mightBeRichText(text):
        return text
    return f'<div style="white-space: pre-wrap">{escape(text)}</div>'


def caption(text: str) -> str:
    """A text with a name for a button, a choice or a tab: an ``&`` in it marks no key."""
    return text.replace("&", "&&")


def window_title(text: str) -> str:
    """A text for a window title: ``[*]`` in a name is shown as it is."""
    return text.replace("[*]", "[*][*]")


def button(text: str, shortcut: str = "", role: str = "") -> KeyButton:
    """A button that shows its shortcut; no button answers Enter unless it has the focus.

    Roles: ``primary`` (one on a page), ``big``, ``danger`` (what destroys), ``link``, ``tile``.
    """
    made = KeyButton(text, shortcut)
    made.setAutoDefault(False)
    made.setProperty("role", role)
    made.setAccessibleName(text)
    return made


def more_button(menu: QMenu) -> QToolButton:
    """⋯, which opens a menu of what there is no room for."""
    made = QToolButton()
    made.setText("⋯")
    made.setProperty("role", "more")
    made.setAccessibleName(_("More actions"))
    made.setToolTip(_("More actions"))
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setMenu(menu)
    return made


def switch(text: str) -> QCheckBox:
    """A check box that looks like a switch: what it turns acts at once."""
    made = QCheckBox(text)
    made.setProperty("role", "switch")
    made.setAccessibleName(text)
    return made


def chip(text: str, says: str) -> QToolButton:
    """A filter that stands: pressing it takes it away, which ``says`` tells who cannot see it."""
    made = QToolButton()
    made.setText(f"{caption(text)}  ×")
    made.setProperty("role", "chip")
    made.setAccessibleName(says)
    made.setToolTip(tip(says))
    return made


def section(text: str, *right: object) -> QBoxLayout:
    """A section's title, with what stands at the right of it."""
    return row(label(text, "section"), None, *right)


def _box(made: QBoxLayout, parts: tuple[object, ...], margin: int, gap: int) -> QBoxLayout:
    made.setContentsMargins(margin, margin, margin, margin)
    made.setSpacing(gap)
    for part in parts:
        match part:
            case QWidget():
                made.addWidget(part)
            case QLayout():
                made.addLayout(part)
            case None:
                made.addStretch(1)
            case int():
                made.addSpacing(part)
    return made


def column(*parts: object, margin: int = 0, gap: int = GRID) -> QBoxLayout:
    """Widgets and layouts above each other; None is a stretch, a number is a gap in pixels."""
    return _box(QVBoxLayout(), parts, margin, gap)


def row(*parts: object, margin: int = 0, gap: int = GRID) -> QBoxLayout:
    """Widgets and layouts side by side; None is a stretch, a number is a gap in pixels."""
    return _box(QHBoxLayout(), parts, margin, gap)


def take_place(old: QWidget, made: QWidget) -> None:
    """Let ``made`` stand where ``old`` stood, which goes: in the layout and in the order of Tab."""
    around = old.parentWidget()
    layout = around.layout() if around is not None else None
    old.hide()
    if layout is not None:
        layout.replaceWidget(old, made)
        _take_turn(old, made)
    old.deleteLater()


def _take_turn(old: QWidget, made: QWidget) -> None:
    """Let Tab reach what is in ``made`` when it was ``old``'s turn; else it came last of all."""
    parts, following = [made], _after(made)
    while following is not None and made.isAncestorOf(following):
        parts.append(following)
        following = _after(following)
    old.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt puts nothing behind what takes no focus
    before = old
    for part in parts:
        if part.focusPolicy() != Qt.FocusPolicy.NoFocus:
            QWidget.setTabOrder(before, part)
            before = part


def _after(part: QWidget) -> QWidget | None:
    """What stands behind ``part`` in the order of Tab.

    PySide takes what it returns for a child of ``part`` from then on, so that it, and all that is
    in it, could not be used any more once ``part`` is gone; to set its own parent says who it is.
    """
    found = part.nextInFocusChain()
    if found is not None:
        found.setParent(found.parentWidget())
    return found


def card(layout: QLayout) -> QFrame:
    """A framed part of a page."""
    frame = QFrame()
    frame.setProperty("role", "card")
    frame.setLayout(layout)
    return frame
