"""The box of Serial Number Search: a part of a number, a scan, or a list that is pasted (Q1)."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit

from app.domain.pasted import sought
from app.gui.kit.guard import guarded
from app.gui.kit.icons import icon
from app.gui.kit.theme import GRID, Theme
from app.gui.kit.widgets import label, row
from app.gui.scanning.boxes import ScanBox
from app.text import _

_INTO_LIST = (Qt.Key.Key_Down, Qt.Key.Key_PageDown)


class FindBox(ScanBox):
    """Keeps what was looked for. What is pasted as several codes is told, and not cut to one line;
    so are Backspace while nothing stands in it, ↓, and Ctrl+C where nothing of it is chosen.
    """

    taken_back = Signal()
    pasted = Signal(object)
    """Several codes were pasted or dropped (``pasted.Sought``)."""
    left_for_list = Signal()
    copy_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.keeps_text = True
        self.setPlaceholderText(_("Any part of a serial number"))
        self.setClearButtonEnabled(True)
        picture = icon("mdi6.magnify", theme.muted)
        self.addAction(picture, QLineEdit.ActionPosition.LeadingPosition)
        self._hint = label(_("Ctrl+V takes a list of up to 1,000"), "hint")
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = row(None, self._hint)
        inside.setContentsMargins(0, 0, GRID * 5, 0)
        self.setLayout(inside)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.textChanged.connect(lambda text: self._hint.setVisible(not text))

    def take_pasted(self, text: str) -> None:
        """One code is put where the cursor is; several are a list."""
        found = sought(text)
        if len(found.codes) > 1:
            self.pasted.emit(found)
        elif found.codes:
            self.insert(found.codes[0])

    def paste_list(self) -> None:
        """Take what is on the clipboard."""
        self.take_pasted(QApplication.clipboard().text())

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_list()
        elif event.matches(QKeySequence.StandardKey.Copy) and not self.hasSelectedText():
            self.copy_wanted.emit()
        elif event.key() in _INTO_LIST and not event.modifiers() & ~_KEYPAD:
            self.left_for_list.emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            if not event.isAutoRepeat():  # a key held down to empty the box takes no filter away
                self.taken_back.emit()
        else:
            super().keyPressEvent(event)

    @guarded()
    def dropEvent(self, event: QDropEvent) -> None:
        if event.mimeData().hasText():
            event.acceptProposedAction()
            self.take_pasted(event.mimeData().text())

    def _show_menu(self, place: QPoint) -> None:
        """Qt's own menu, with a Paste that takes lists."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        plain = menu.findChild(QAction, "edit-paste")
        if plain is not None:
            paste = QAction(plain.text(), menu)
            paste.setEnabled(plain.isEnabled())
            paste.triggered.connect(self.paste_list)
            menu.insertAction(plain, paste)
            menu.removeAction(plain)
        menu.popup(self.mapToGlobal(place))


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
