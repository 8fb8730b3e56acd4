"""Ctrl+K: type where to go. A part of the window over the page, and no scan goes into it."""

import logging
from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.icons import icon
from app.gui.kit.theme import GRID, HINT, ROW_HEIGHT, SECONDARY, Theme, text_font
from app.gui.kit.widgets import column, label, row
from app.gui.shell.destinations import Destination, Everything, Kind, found_in, marks, of_menu
from app.gui.shell.menu import PIN_KEYS
from app.gui.shell.rail import Rail
from app.text import _
from db.engine.trouble import StoreTrouble

_log = logging.getLogger(__name__)

_WIDTH = 680
_TOP = 56
_PAUSE = 25
"""Milliseconds from the last key until the store is asked: what it has stands there within 50."""
_MOST_OF_A_KIND = 6
_ROW = ROW_HEIGHT + 4
_MOST_ROWS = 12
_HEADING = 24
_ITEM = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class GoTo(QFrame):
    """Hidden until ``open``. Arrows, Enter and Esc work from its box; the focus goes back."""

    chosen = Signal(object)
    """A Destination."""

    def __init__(self, desk: Desk, over: QWidget, rail: Rail, everything: Everything) -> None:
        super().__init__(over.window())
        self._desk = desk
        self._over = over
        self._rail = rail
        self._everything = everything
        self._back_to: QWidget | None = None
        self._menu: list[Destination] = list(of_menu(rail.entries))
        self._records: list[Destination] = []
        self.setObjectName("goTo")
        self.setAccessibleName(_("Go to or find"))
        self.box = _Box(self)
        self.list = QListWidget()
        self.list.setAccessibleName(_("What was found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_Rows(desk.theme, self))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.said = label("", "muted")
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.said.setMargin(GRID * 2)
        self.foot = label("", "hint")
        foot = QFrame()
        foot.setProperty("role", "bar")
        foot.setLayout(row(self.foot, None, margin=GRID))
        sign = label("")
        sign.setPixmap(icon("mdi6.magnify", desk.theme.muted).pixmap(22, 22))
        head = row(sign, self.box, label(_("pages, settings, actions, records"), "hint"))
        head.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID // 2)
        inside = column(head, self.list, self.said, foot, gap=0)
        inside.setContentsMargins(1, 1, 1, 1)
        self.setLayout(inside)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._find_more)
        self.box.textChanged.connect(self._find)
        self.list.itemClicked.connect(self._choose)
        self.hide()

    # Coming and going -------------------------------------------------------------------------

    def toggle(self) -> None:
        """Open it, or close it again."""
        if self.isHidden():
            self.open()
        else:
            self.leave()

    def open(self) -> None:
        """Lie over the page, empty, with the focus."""
        self._rail.close_flyout()
        self._back_to = QApplication.focusWidget()
        self.box.clear()
        self._find("")
        self._show_keys()
        self.show()
        self.fit()  # the look is put on when it is shown
        self.raise_()
        self.box.setFocus()

    def leave(self) -> None:
        """Go, and give the focus back where it was."""
        had_focus = self.box.hasFocus()
        back = self.stood_before()
        self.hide()
        if had_focus and back is not None:
            back.setFocus()

    def stood_before(self) -> QWidget | None:
        """What had the focus before: there a scan goes that comes meanwhile."""
        back = self._back_to
        valid = back is not None and shiboken6.isValid(back) and back.isVisible()
        return back if valid else None

    def focus_went(self, reason: Qt.FocusReason) -> None:
        """A click elsewhere closes it. A page that took a scan wants the focus: it waits for it."""
        if self.isHidden() or reason in _WINDOWS:
            return
        if reason == Qt.FocusReason.OtherFocusReason:
            QTimer.singleShot(0, self, self._come_back)
        else:
            self.hide()

    def _come_back(self) -> None:
        focused = QApplication.focusWidget()
        if self.isHidden() or focused is self.box:
            return
        if focused is not None and focused.window() is self.window():
            self._back_to = focused
            self.box.setFocus()

    def fit(self) -> None:
        """Be as high as what was found, within the window, in the middle of the page."""
        window = self.window()
        if window is self:
            return
        page = QRect(self._over.mapTo(window, self._over.rect().topLeft()), self._over.size())
        width = min(_WIDTH, page.width() - 4 * GRID)
        heights = sum(self.list.sizeHintForRow(n) for n in range(self.list.count()))
        self.list.setVisible(self.list.count() > 0)
        room = max(_ROW, page.height() - 2 * _TOP - 88)
        self.list.setFixedHeight(min(heights + 2, room, _MOST_ROWS * _ROW))
        self.setFixedWidth(width)
        self.adjustSize()
        self.move(page.left() + (page.width() - width) // 2, _TOP)

    # Finding ----------------------------------------------------------------------------------

    def _find(self, typed: str) -> None:
        """Show what the menu has at once; what the store has follows in a moment.

        What it had for the keys before stays until then, so that no row comes and goes.
        """
        self._pause.stop()
        if typed.strip():
            self._pause.start()
        else:
            self._records = []
        self._show([*self._of_menu(typed), *self._records])

    def _of_menu(self, typed: str) -> list[Destination]:
        if typed.strip():
            return found_in(typed, self._menu)
        return [one for one in self._menu if one.kind is Kind.PAGE]

    def _find_more(self) -> None:
        self._pause.stop()
        typed = self.box.text()
        try:
            self._records = list(self._everything(typed.strip()))
        except StoreTrouble as trouble:
            self._records = []
            _log.info("the store is not looked through now: %s", trouble.trouble)
        self._show([*self._of_menu(typed), *self._records])

    def _show(self, found: Sequence[Destination]) -> None:
        before = self.current()
        self.list.clear()
        some = bool(self.box.text().strip())
        for kind in Kind:
            own = [one for one in found if one.kind is kind]
            if not own:
                continue
            heading = QListWidgetItem(_(kind.heading))
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(heading)
            for one in own[: _MOST_OF_A_KIND if some else None]:
                item = QListWidgetItem(one.text)
                item.setData(_ITEM, one)
                item.setToolTip("")
                self.list.addItem(item)
        self.said.setVisible(not found and not self._pause.isActive())
        self.said.setText(_("Nothing is called “{text}”.").format(text=self.box.text().strip()))
        places = self._places()
        same = [n for n in places if self.list.item(n).data(_ITEM) == before] if some else []
        if places:
            self.list.setCurrentRow((same or places)[0])
        self._say_current()
        self.fit()

    def _places(self) -> list[int]:
        """The rows that can be chosen."""
        return [n for n in range(self.list.count()) if self.list.item(n).data(_ITEM)]

    def current(self) -> Destination | None:
        """What Enter opens."""
        item = self.list.currentItem()
        found = item.data(_ITEM) if item is not None else None
        return found if isinstance(found, Destination) else None

    # Keys -------------------------------------------------------------------------------------

    def press(self, event: QKeyEvent) -> bool:
        """A key in the box; False: it is the box's own."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_Down:
                self._move(1)
            case Qt.Key.Key_Up:
                self._move(-1)
            case Qt.Key.Key_PageDown:
                self._move(_MOST_OF_A_KIND)
            case Qt.Key.Key_PageUp:
                self._move(-_MOST_OF_A_KIND)
            case Qt.Key.Key_Escape:
                self.leave()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if control:
                self._pin()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._finish_finding()
                self._choose(self.list.currentItem())
            case key if key in _TABS:
                pass  # the focus stays in the box
            case _:
                return False
        return True

    def _finish_finding(self) -> None:
        """Enter takes what fits all that was typed, not what fitted the keys before."""
        if self._pause.isActive():
            self._find_more()

    def _move(self, by: int) -> None:
        places = self._places()
        if places:
            at = self.list.currentRow()
            now = places.index(at) if at in places else 0
            self.list.setCurrentRow(places[max(0, min(len(places) - 1, now + by))])
            self._say_current()

    def _say_current(self) -> None:
        """Who cannot see the list hears what Enter would open."""
        current = self.current()
        self.box.setAccessibleDescription(current.text if current is not None else "")

    def _choose(self, item: QListWidgetItem | None) -> None:
        found = item.data(_ITEM) if item is not None else None
        if isinstance(found, Destination):
            self.leave()
            self.chosen.emit(found)

    def _pin(self) -> None:
        """Pin the page of the row, or take it off; more than five are not pinned."""
        current = self.current()
        if current is None or current.kind is not Kind.PAGE:
            return
        if not self._rail.toggle_pin(current.key):
            self.foot.setText(
                _("Five pages are pinned already: take one off first, with Ctrl+Enter on it.")
            )
            return
        if current.key in self._rail.pins:
            key = PIN_KEYS[self._rail.pins.index(current.key)]
            self.foot.setText(_("Pinned in the rail: {key}").format(key=key))
        else:
            self.foot.setText(_("Not pinned any more"))

    def _show_keys(self) -> None:
        said = (
            ("↑ ↓", _("choose")),
            ("Enter", _("open")),
            ("Ctrl+Enter", _("pin in the rail")),
            ("Esc", _("back")),
        )
        self.foot.setText("     ".join(f"{key} {text}" for key, text in said))


_WINDOWS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class _Box(QLineEdit):
    """What is typed into; no shortcut of the page below acts meanwhile, but Ctrl+K."""

    def __init__(self, around: GoTo) -> None:
        super().__init__()
        self._around = around
        self.setPlaceholderText(_("Go to or find"))
        self.setAccessibleName(_("Go to or find"))
        self.setProperty("role", "go-to")
        self.setMaxLength(200)

    @guarded(False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = Qt.KeyboardModifier.ControlModifier
            if not (event.key() == Qt.Key.Key_K and event.modifiers() == control):
                event.accept()
                return True
        if isinstance(event, QKeyEvent) and event.key() in _TABS:
            return event.type() != QEvent.Type.KeyPress or self._around.press(event)
        return super().event(event)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._around.press(event):
            super().keyPressEvent(event)

    @guarded()
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._around.focus_went(event.reason())


class _Rows(QStyledItemDelegate):
    """Paints a row: icon, text with what was typed marked, a note at the right; or a heading.

    What was found has half the room at least, however long the note is.
    """

    def __init__(self, theme: Theme, around: GoTo) -> None:
        super().__init__(around)
        self._theme = theme
        self._around = around

    @guarded(QSize(0, _ROW))
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, _ROW if index.data(_ITEM) else _HEADING)

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found, theme, room = index.data(_ITEM), self._theme, QRect(option.rect)
        middle = Qt.AlignmentFlag.AlignVCenter
        if not isinstance(found, Destination):
            painter.setFont(text_font(HINT, bold=True))
            painter.setPen(QColor(theme.muted))
            painter.drawText(room.adjusted(GRID * 2, 0, 0, 0), middle, str(index.data()))
            return
        current = self._around.list.currentRow() == index.row()
        if current:
            painter.fillRect(room, QColor(theme.selection))
            painter.fillRect(QRect(room.left(), room.top(), 3, room.height()), QColor(theme.accent))
        place = QRect(room.left() + GRID * 2, room.top() + (room.height() - 18) // 2, 18, 18)
        icon(found.icon or found.kind.icon, theme.muted).paint(painter, place)
        inner = room.adjusted(GRID * 6, 0, -GRID * 2, 0)
        painter.setFont(text_font(SECONDARY))
        metrics = painter.fontMetrics()
        note = metrics.elidedText(found.note, Qt.TextElideMode.ElideRight, inner.width() // 2)
        note_width = metrics.horizontalAdvance(note)
        painter.setPen(QColor(theme.muted))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, note)
        painter.setFont(text_font())
        self._draw_marked(painter, inner.adjusted(0, 0, -note_width - GRID, 0), found)

    def _draw_marked(self, painter: QPainter, room: QRect, found: Destination) -> None:
        metrics, text = painter.fontMetrics(), found.text
        marked = found.marked
        if marked is None:
            marked = tuple(marks(text, self._around.box.text()))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room.width())
        if shown == text:
            for begin, end in marked:
                left = room.left() + metrics.horizontalAdvance(text[:begin])
                width = metrics.horizontalAdvance(text[begin:end])
                height = metrics.height() + 2
                top = room.top() + (room.height() - height) // 2
                painter.fillRect(QRect(left, top, width, height), QColor(self._theme.mark))
        painter.setPen(QColor(self._theme.text))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
