"""Parts of a document's head: a field that bears its name inside it, the line of the note."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.gui.kit.guard import guarded
from app.gui.kit.theme import GRID, HINT, text_font
from app.gui.kit.widgets import label, row
from app.text import _


def title_inside(field: QLineEdit, title: str, key: str) -> None:
    """Write the name of a field at its beginning, and the key that leads to it at its end."""
    name, shown_key = label(title, "muted"), label(key, "hint")
    shown_key.setFont(text_font(HINT))  # measured before the page stands in a window with a look
    line = row(name, None, shown_key)
    line.setContentsMargins(GRID, 0, GRID, 0)
    for part in (name, shown_key):
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    before, after = _width(name), _width(shown_key)
    field.setTextMargins(before, 0, after, 0)
    field.setLayout(line)


def _width(part: QWidget) -> int:
    hint: QSize = part.sizeHint()
    return hint.width()


class NoteLine(QWidget):
    """The field of the note with its name; hidden while nothing is noted."""

    left = Signal()
    """Esc: what is typed is kept, and the field is left."""

    def __init__(self, note: QLineEdit) -> None:
        super().__init__()
        self.setLayout(row(label(_("Note"), "muted", note), note))
        self.hide()

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
