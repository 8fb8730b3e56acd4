"""Says that a document is posted or void, by whom, when and why."""

from PySide6.QtWidgets import QFrame

from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import label, row, tip
from app.text import _
from db.queries.documents import DRAFT, VOIDED, Document


class StateBanner(QFrame):
    """A coloured row for what is no draft any more; hidden on a draft."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._text = label("")
        self._text.setWordWrap(True)
        self._text.setMinimumWidth(1)  # a reason may be one long word
        self.setLayout(row(self._text, margin=GRID))

    def show_document(self, document: Document) -> None:
        """Show the state of a document."""
        self.setVisible(document.state != DRAFT)
        formats = self._desk.formats
        text = _("Posted on {moment} by {user}. A posted document is never edited.").format(
            moment=formats.moment(document.posted_at), user=document.posted_by
        )
        level = Level.ACCEPTED
        if document.state == VOIDED:
            level = Level.REFUSED
            text = _("Void since {moment}, by {user}: {reason}").format(
                moment=formats.moment(document.voided_at),
                user=document.voided_by,
                reason=document.void_reason,
            )
        self._text.setText(text)
        self._text.setToolTip(tip(text))
        back, colour = self._desk.theme.level(level)
        self.setStyleSheet(
            f"StateBanner {{ background: {back}; border-radius: 6px; }}"
            f" StateBanner QLabel {{ color: {colour}; }}"
        )
