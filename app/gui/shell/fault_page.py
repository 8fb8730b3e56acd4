"""Stands where a page cannot be shown: says why, and tries again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from app.gui.kit.errors import report_of, said_of, with_log
from app.gui.kit.theme import GRID, serial_font
from app.gui.kit.widgets import button, column, label, row
from app.text import _
from db.engine.trouble import StoreTrouble


class FaultPage(QWidget):
    """One page's place; all others work as ever."""

    again = Signal()
    """The page is to be shown once more."""

    def __init__(self, title: str, fault: Exception) -> None:
        super().__init__()
        ours = not isinstance(fault, StoreTrouble)
        self.said = label(
            _(
                "This page cannot be shown; all others work. Try again. If it stays so, send the "
                "report below to your supplier: it names no customers."
            )
            if ours
            else said_of(fault)
        )
        self.said.setWordWrap(True)
        self.report = QPlainTextEdit(with_log(report_of(fault)))
        self.report.setReadOnly(True)
        self.report.setFont(serial_font())
        self.report.setAccessibleName(_("Report"))
        self.again_button = button(_("Try again"), "F5", "primary")
        self.copy_button = button(_("Copy report"))
        self.report.setVisible(ours)
        self.copy_button.setVisible(ours)
        self.setLayout(
            column(
                label(title, "title"),
                self.said,
                row(self.again_button, self.copy_button, None),
                self.report,
                *(() if ours else (None,)),
                margin=GRID * 2,
                gap=GRID * 2,
            )
        )
        self.again_button.clicked.connect(self.again)
        self.copy_button.clicked.connect(self._copy)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.report.toPlainText())
