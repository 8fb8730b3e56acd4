"""F1: the keys of the page at hand, over it. A part of the window, and no scan goes into it."""

from collections.abc import Callable, Sequence
from functools import partial

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QScrollArea, QWidget

from app.domain.problems import Refused
from app.gui.kit.guard import guarded
from app.gui.kit.paper import make_pdf
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row
from app.gui.shell.page_keys import groups
from app.printing import key_sheet
from app.printing.key_sheet import KeyGroup, in_columns
from app.text import _, sentence, titled

_WIDTH = 880
_COLUMNS = 2
_AROUND = 5 * GRID
_HELD = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)


def toggle(window: QWidget, page: str) -> None:
    """Show the keys of what is in a window, called ``page``; or close them again."""
    panels = [one for one in window.findChildren(KeysPanel) if one.window() is window]
    shown = next((one for one in panels if one.isVisible()), None)
    if shown is not None:
        shown.leave()
    else:
        KeysPanel(window, page)


class KeysPanel(QFrame):
    """Lies over its window with the focus, until Esc; any key that it shows closes it and acts."""

    def __init__(self, window: QWidget, page: str) -> None:
        """``page`` is what the page is called."""
        super().__init__(window)
        self._back_to = QApplication.focusWidget()
        self._page = page
        self.groups = groups(window)
        self.setObjectName("goTo")  # as Ctrl+K looks, which lies over the page too
        self.setAccessibleName(_("Keys of this page"))
        self.print_button = button(_("Print…"), "Ctrl+P")
        self.close_button = button(_("Close"), "Esc")
        for made in (self.print_button, self.close_button):
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            if made.shortcut_made is not None:  # shown there; the panel takes them itself
                made.shortcut_made.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.problem = label("", "muted")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.shown = QScrollArea()
        self.shown.setWidget(_columns(self.groups))
        self.shown.setWidgetResizable(True)
        self.shown.setFrameShape(QFrame.Shape.NoFrame)
        self.shown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        title = label(titled(_("Keys of this page"), page) if page else _("Keys"), "section")
        head = row(title, None, self.print_button, self.close_button)
        self.setLayout(column(head, self.problem, self.shown, margin=2 * GRID, gap=GRID))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.print_button.clicked.connect(self.print_keys)
        self.close_button.clicked.connect(self.leave)
        self._fit()
        self.show()
        self.raise_()
        self.setFocus()
        window.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # there is a widget
        application.focusChanged.connect(self._focus_went)

    def _fit(self) -> None:
        """In the middle of the window, as large as what it shows, or as there is room for."""
        room = self.window().size()
        width = min(_WIDTH, room.width() - _AROUND)
        inside = self.shown.widget()
        needed = inside.sizeHint().height() + 10 * GRID if inside is not None else 0
        self.resize(width, min(needed, room.height() - _AROUND))
        self.move((room.width() - self.width()) // 2, (room.height() - self.height()) // 2)

    # Coming and going -------------------------------------------------------------------------

    def stood_before(self) -> QWidget | None:
        """What had the focus before: there a scan goes that comes meanwhile."""
        back = self._back_to
        there = back is not None and shiboken6.isValid(back) and back.isVisible()
        return back if there else None

    def leave(self) -> None:
        """Go, and give the focus back where it was."""
        back = self.stood_before()
        self.hide()
        if back is not None:
            back.setFocus()
        self.deleteLater()

    def _focus_went(self, _before: QWidget | None, now: QWidget | None) -> None:
        """The page is clicked, or takes what was scanned: somebody goes on there."""
        if now is None or now.window() is not self.window() or not self.isVisible():
            return
        if now is not self and not self.isAncestorOf(now):
            self.hide()
            self.deleteLater()

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._fit()
        return super().eventFilter(watched, event)

    def print_keys(self) -> None:
        """Make a sheet of them, where the person at the counter says."""
        title = _("Keys: {page}").format(page=self._page) if self._page else _("Keys")
        write: Callable[..., None] = partial(key_sheet.write, title=title, groups=self.groups)
        try:
            make_pdf(self, _("Print keys"), title, write)
        except Refused as refusal:
            self.problem.setText(sentence(refusal.problems[0]))
            self.problem.show()
        self.setFocus()

    # Keys -------------------------------------------------------------------------------------

    @guarded(False)
    def event(self, event: QEvent) -> bool:
        """Its own keys before those of the page; another that is a command is the page's again."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._act_of(event) is not None:
                event.accept()
                return True
            if event.key() not in (*_HELD, *_TABS, Qt.Key.Key_F1):
                self.leave()
        if isinstance(event, QKeyEvent) and event.key() in _TABS:
            return True  # the focus stays here
        return super().event(event)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._act_of(event)
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _act_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        bar = self.shown.verticalScrollBar()
        step = bar.pageStep() if event.key() in _PAGES else 3 * bar.singleStep()
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        match event.key():
            case Qt.Key.Key_Escape:
                return self.leave
            case Qt.Key.Key_P if control:
                return self.print_keys
            case Qt.Key.Key_Down | Qt.Key.Key_PageDown:
                return lambda: bar.setValue(bar.value() + step)
            case Qt.Key.Key_Up | Qt.Key.Key_PageUp:
                return lambda: bar.setValue(bar.value() - step)
        return None


_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_PAGES = (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


def _columns(shown: Sequence[KeyGroup]) -> QWidget:
    """The groups side by side, each a heading and lines of a key and what it does."""
    made = QWidget()
    parts = [column(*map(_group, one), None, gap=2 * GRID) for one in in_columns(shown, _COLUMNS)]
    inside = row(*parts, gap=4 * GRID)
    for place in range(len(parts)):
        inside.setStretch(place, 1)
    made.setLayout(inside)
    return made


def _group(group: KeyGroup) -> QWidget:
    made, lines = QWidget(), QGridLayout()
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setHorizontalSpacing(2 * GRID)
    lines.setVerticalSpacing(GRID // 2)
    lines.setColumnMinimumWidth(0, _KEY_WIDTH)
    lines.setColumnStretch(1, 1)
    lines.addWidget(label(group.title, "heading"), 0, 0, 1, 2)
    for place, key in enumerate(group.keys, 1):
        lines.addWidget(label(key.keys, "hint-key"), place, 0)
        lines.addWidget(label(key.does), place, 1)
    made.setLayout(lines)
    return made


_KEY_WIDTH = 120
