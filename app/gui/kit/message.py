"""A box with one sentence and its buttons; no start brings it along."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from app.gui.kit.dialogs import Asks
from app.gui.kit.guard import guarded
from app.gui.kit.theme import dress


class Message(Asks, QMessageBox):
    """A sentence with buttons; plain text, whatever names are in it."""

    def __init__(
        self, icon: QMessageBox.Icon, title: str, text: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        if parent is None:
            dress(self)
        self.setIcon(icon)
        self.setText(text)
        self.setWindowTitle(title)
        self.setTextFormat(Qt.TextFormat.PlainText)

    @guarded()
    def setInformativeText(self, text: str) -> None:
        """Say more below the sentence."""
        super().setInformativeText(text)
        for shown in self.findChildren(QLabel):
            shown.setTextFormat(Qt.TextFormat.PlainText)
