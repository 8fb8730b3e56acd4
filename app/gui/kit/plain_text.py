"""Lines of plain text, as many as there are."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QPlainTextEdit

from app.gui.kit.guard import guarded


class PlainTextEdit(QPlainTextEdit):
    """Lines of text, however long.

    Qt looks for the ends of words to break lines there, and for one of a million letters it looks
    for a minute: a text with such a word is broken anywhere.
    """

    @guarded()
    def insertFromMimeData(self, source: QMimeData) -> None:
        self._fit(source.text())
        super().insertFromMimeData(source)

    @guarded()
    def setPlainText(self, text: str) -> None:
        """Show another text."""
        self._fit(text)
        super().setPlainText(text)

    def _fit(self, text: str) -> None:
        if max(map(len, text.split()), default=0) > _LONGEST_WORD:
            self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)


_LONGEST_WORD = 1000
