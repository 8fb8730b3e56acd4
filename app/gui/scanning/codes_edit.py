"""The box for many codes, each in a line of its own: typed, scanned, or pasted from a table."""

from PySide6.QtCore import QMimeData

from app.gui.kit.fields import NoInputMethod
from app.gui.kit.guard import guarded
from app.gui.kit.plain_text import PlainTextEdit
from app.gui.scanning.route import PLAIN_FIELD


class CodesEdit(NoInputMethod, PlainTextEdit):
    """A box for many codes."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty(PLAIN_FIELD, True)

    def take_scan(self, code: str) -> bool:
        """A scan becomes a line of its own."""
        if self.isReadOnly():
            return False
        cursor = self.textCursor()
        before = "" if cursor.atBlockStart() else "\n"
        cursor.insertText(f"{before}{code}\n")
        self.setTextCursor(cursor)
        return True

    @guarded()
    def insertFromMimeData(self, source: QMimeData) -> None:
        """What is pasted or dropped here: of a spreadsheet's columns, those that are meant."""
        from app.gui.scanning.pasted_columns import text_to_enter  # with the first that is pasted

        if source.hasText():
            meant = QMimeData()
            meant.setText(text_to_enter(source.text(), self))
            super().insertFromMimeData(meant)
