"""An approval on a draft's page: in the right column, scans are kept meanwhile (U3)."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton

from app.domain.verdicts import Level
from app.gui.documents.draft_view import DraftView
from app.gui.documents.posting_page import PostingPage
from app.gui.kit.asking_approval import ApprovalRequest
from app.gui.kit.desk import Desk
from app.gui.kit.later import class_named
from app.gui.kit.part_place import PartPlace
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import Paragraph, button, label, row
from app.text import _, ngettext

if TYPE_CHECKING:
    from app.gui.people.approval_panel import ApprovalPanel
    from app.services.approving import WouldBe

PANEL = "people.approval_panel.ApprovalPanel"


class ApprovalBand(QFrame):
    """Above the lines, while it is asked: what needs the approval, and how to leave it."""

    left = Signal()
    """It is to stay as it was."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.text = Paragraph()
        self.waiting = label("", "muted")
        self.keep_button = button(_("Not now"), "", "link")
        self.keep_button.clicked.connect(self.left)
        across = row(self.text, self.waiting, self.keep_button, margin=GRID)
        across.setStretch(0, 1)
        self.setLayout(across)
        back, colour = desk.theme.level(Level.WARNING)
        self.setStyleSheet(
            f"ApprovalBand {{ background: {back}; border-radius: 6px; }}"
            f" ApprovalBand QLabel {{ color: {colour}; }}"
            f" ApprovalBand QPushButton {{ color: {colour}; }}"
        )
        self.hide()

    def show_waiting(self, count: int) -> None:
        """How many scans are kept."""
        text = ngettext("{count} scan waits", "{count} scans wait", count) if count else ""
        self.waiting.setText(text)


class ApprovingPage(PostingPage):
    """The part of a document's page that asks another to approve what its person may not do."""

    draft_page: DraftView
    post_button: QPushButton

    def __init__(self) -> None:
        super().__init__()
        self.approval_band_place = PartPlace(self._make_approval_band)
        self._approval: ApprovalPanel | None = None
        self._previews = False
        """The draft is shown as it would be by what is asked."""

    @property
    def approval(self) -> "ApprovalPanel":
        """The panel; made when it is asked first."""
        if self._approval is None:
            made: ApprovalPanel = class_named(PANEL)(self.desk)
            self._approval = made
            made.left.connect(self._end_approval)
            self.approval_band.left.connect(made.leave)
        return self._approval

    @property
    def approval_band(self) -> ApprovalBand:
        """Says above the lines what is asked."""
        return self.approval_band_place.part

    def _make_approval_band(self) -> ApprovalBand:
        return ApprovalBand(self.desk)

    @property
    def asks_approval_now(self) -> bool:
        """Somebody else is asked just now."""
        return self._approval is not None and self._approval.request is not None

    def show_approval(self, request: ApprovalRequest) -> None:
        """Ask in the right column; the page stays as it is, and what is scanned is kept for it."""
        from app.services.approving import as_it_would_be  # with the first refusal

        self.drop_approval()
        self.queue.hold()
        band = self.approval_band
        band.text.setText(request.says)
        band.keep_button.setText(request.keep)
        band.show_waiting(len(self.queue))
        band.show()
        self.scan_box.setPlaceholderText(_("Scans go on: they are kept for this sale"))
        self.post_button.setEnabled(False)
        self.draft_page.stand_in(self.approval)
        self.approval.ask(request)
        would_be = as_it_would_be(self.desk.session, request.asking) if request.previews else None
        self._previews = would_be is not None
        if would_be is not None:
            self.show_would_be(would_be)
        # There the cell that was typed in leaves the focus.
        self.lines.home = self.approval.asked_first

    def show_would_be(self, would_be: "WouldBe") -> None:
        """Show the draft as it would be by what is asked."""
        raise NotImplementedError

    def drop_approval(self) -> None:
        """What was asked is out of date, and so is what was approved and is not done yet."""
        self.desk.session.approvals.held = None
        if self.asks_approval_now:
            self.approval.leave()

    def _end_approval(self, _done: bool) -> None:
        self.draft_page.stand_back()
        self.lines.forget_asked()
        if self._previews and self.draft is not None:
            self._show_head_and_lines(self.draft.id)
        self._previews = False
        self.lines.home = self.scan_box
        self.approval_band_place.hide()
        self.scan_box.show_usual()
        self.post_button.setEnabled(True)
        self.queue.go_on()
        self.after_approval()

    def after_approval(self) -> None:
        """The focus goes back to where the work is."""
        self.scan_box.setFocus()

    def take_scan(self, code: str) -> bool:
        """While it is asked, what is scanned waits."""
        taken = super().take_scan(code)
        if self.asks_approval_now:
            self.approval_band.show_waiting(len(self.queue))
        return taken

    def let_go(self) -> list[str]:
        """The approval is not asked for any more."""
        self.drop_approval()
        return super().let_go()
