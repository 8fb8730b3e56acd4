"""What of a pasted list was not found, or was not even looked for: kept in view, to be copied."""

from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy

from app.domain.pasted import Sought
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.plain_text import PlainTextEdit
from app.gui.kit.refresh import Refresh
from app.gui.kit.theme import GRID, serial_font
from app.gui.kit.widgets import button, column, label, row
from app.text import _, ngettext
from db.queries.lists import serial_list

_LINES = 3


class PastedList(QFrame):
    """Hidden where all of the list is found; read again after a change of the store."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._sought = Sought((), ())
        self.setObjectName("pasted")
        self.setAccessibleName(_("The list that was pasted"))
        back, text = desk.theme.level(Level.WARNING)
        self.setStyleSheet(
            f"QFrame#pasted {{ background: {back}; border-radius: 6px; }}"
            f" QLabel {{ color: {text}; }}"
        )
        self._said = label("")
        self.missing = PlainTextEdit()
        self.missing.setReadOnly(True)
        self.missing.setFont(serial_font())
        self.missing.setAccessibleName(_("Codes that were not found"))
        self.missing.setFixedHeight(self.missing.fontMetrics().lineSpacing() * (_LINES + 1))
        self._beyond = label("")
        self._beyond.setWordWrap(True)
        self.copy_button = button(_("Copy these"))
        self.beyond_button = button(_("Copy the others"))
        lines = [row(self._said, self.copy_button), row(self._beyond, self.beyond_button)]
        for line in lines:
            line.setStretch(0, 1)
        self.setLayout(column(lines[0], self.missing, lines[1], margin=GRID))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._refresh = Refresh(self, self.read)
        self._refresh.follow(desk.bus.changed)
        self.copy_button.clicked.connect(self._copy_missing)
        self.beyond_button.clicked.connect(self._copy_beyond)
        self.hide()

    def show_list(self, sought: Sought) -> None:
        """Say of another list what was not found; of an empty one nothing."""
        self._sought = sought
        self.read()

    def read(self) -> None:
        """Look up again which of the list are nobody's."""
        codes, beyond = self._sought
        gone = serial_list.unknown(self._desk.database, codes) if codes else []
        said = ngettext(
            "{count} code of the list was not found:",
            "{count} codes of the list were not found:",
            len(gone),
            f"{len(gone):,}",
        )
        self._said.setText(said)
        self.missing.setPlainText("\n".join(gone))
        for part in (self._said, self.missing, self.copy_button):
            part.setVisible(bool(gone))
        more = ngettext(
            "The list is too long: its last code is not looked for. Paste it as the next list.",
            "The list is too long: its last {count} codes are not looked for. "
            "Paste them as the next list.",
            len(beyond),
            f"{len(beyond):,}",
        )
        self._beyond.setText(more)
        for part in (self._beyond, self.beyond_button):
            part.setVisible(bool(beyond))
        self.setVisible(bool(gone or beyond))

    def _copy_missing(self) -> None:
        QApplication.clipboard().setText(self.missing.toPlainText())

    def _copy_beyond(self) -> None:
        QApplication.clipboard().setText("\n".join(self._sought.beyond))
