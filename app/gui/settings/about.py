"""Settings › About: which program this is, where its log is, and what nobody certified (S7)."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QScrollArea, QWidget

from app import log_file
from app.gui.kit.desk import Desk
from app.gui.kit.errors import versions, with_log
from app.gui.kit.theme import CARD_GAP, GRID, PAGE_SIDE, PAGE_TOP
from app.gui.kit.widgets import button, card, column, label, row
from app.text import N_, _

_WIDTH = 760

_PRACTICE = (
    N_("What is posted is never changed and never deleted: a void keeps its number and its lines."),
    N_("Documents and Z reports are numbered one after the other, without a gap."),
    N_("A Z report carries the total of all sales since the shop began; nothing sets it back."),
    N_("A second print of a document says so, and the audit log tells who made it, and why."),
    N_(
        "Sales that were given up, drawers opened without a sale, prices and discounts by hand "
        "are in the audit log."
    ),
)
_NO_CLAIM = N_(
    "Serialdesk is certified by nobody. It has no certificate and claims none under any fiscal "
    "law: not NF525 (France), not KassenSichV with its TSE (Germany), nor any other. Whether your "
    "shop may use it where it is, and what else the law asks of you, is for you to find out: ask "
    "your tax adviser."
)


class AboutPage(QWidget):
    """Says; and hands a report over, which names nobody."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._log = log_file.at_work()
        self.copy_button = button(_("Copy report"), role="primary")
        self.folder_button = button(_("Open folder"))
        self.copied = label("", "muted")
        self.place = _wrapped(self._where())
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.folder_button.setEnabled(self._log is not None and self._log.is_kept)
        parts = column(
            _part(_("This program"), _wrapped(versions())),
            _part(
                _("Log"),
                _wrapped(
                    _(
                        "What the program did and what went wrong in it. It has no names, phone "
                        "numbers, prices or PINs, and nothing that was typed or scanned: it can "
                        "be sent to your supplier."
                    )
                ),
                self.place,
                row(self.copy_button, self.folder_button, self.copied, None),
            ),
            _part(
                _("Good practice, and no claim"),
                *(_wrapped(f"•  {_(text)}") for text in _PRACTICE),
                _wrapped(_(_NO_CLAIM)),
            ),
            None,
            gap=CARD_GAP,
        )
        inside = QWidget()
        inside.setMaximumWidth(_WIDTH)
        inside.setLayout(parts)
        scrolled = QScrollArea()
        scrolled.setWidget(inside)
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setAccessibleName(_("About Serialdesk"))
        page = column(label(_("About Serialdesk"), "title"), scrolled, gap=CARD_GAP)
        page.setContentsMargins(PAGE_SIDE, PAGE_TOP, PAGE_SIDE, PAGE_TOP)
        self.setLayout(page)
        self.copy_button.clicked.connect(self.copy)
        self.folder_button.clicked.connect(self.open_folder)

    def _where(self) -> str:
        if self._log is None:
            return _("No log is written now.")
        if not self._log.is_kept:
            return _(
                "It cannot be written to {path}: the last lines are kept until the program is "
                "closed."
            ).format(path=self._log.path)
        return str(self._log.path)

    def take_focus(self) -> None:
        """Give the focus to *Copy*: that is what people come here for."""
        self.copy_button.setFocus()

    def report(self) -> str:
        """What a supplier needs to know; no values."""
        return with_log(versions())

    def copy(self) -> None:
        """Put the report where it can be pasted from."""
        QApplication.clipboard().setText(self.report())
        self.copied.setText(_("Copied. Paste it into a message to your supplier."))

    def open_folder(self) -> None:
        """Show the folder of the log in the computer's own window."""
        if self._log is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self._log.folder))))


def _part(title: str, *parts: object) -> QWidget:
    made = card(column(label(title, "heading"), *parts, margin=GRID * 2, gap=GRID))
    made.setAccessibleName(title)
    return made


def _wrapped(text: str) -> QLabel:
    made = label(text)
    made.setWordWrap(True)
    return made
