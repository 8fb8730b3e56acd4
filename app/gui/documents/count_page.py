"""Inventory count: scan freely, see at once what differs from the books, decide at posting (D2)."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex

from app.domain.counting import CountGroup, undecided
from app.domain.document_kind import DocumentKind
from app.domain.problems import Problem, Refused, unanswered
from app.gui.documents.count_board import CountBoard
from app.gui.documents.count_dialog import CountDialog
from app.gui.documents.count_lines import CountLines
from app.gui.documents.page import DocumentPage
from app.gui.documents.posted_page import PostedPage
from app.gui.kit import long_work
from app.gui.kit.desk import Desk
from app.gui.kit.widgets import button
from app.services.documents import posting
from app.services.documents.effects import counting
from app.services.documents.effects.counting import Board
from app.services.entry import waiting
from app.text import _
from db.queries import counts
from db.queries.document_lines import DocumentLine
from db.queries.documents import Document


class CountPage(DocumentPage):
    """A count is a draft for as long as it takes, days too; nothing moves before it is posted."""

    board: CountBoard
    """The same beside the paper of a posted count."""
    side_width = 448

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        super().__init__(desk, kind)
        self.everything_button = button(_("Count everything here"), "Ctrl+Shift+A", "flat")
        self.everything_button.clicked.connect(self.count_everything)
        self.tools.insertWidget(1, self.everything_button)

    def make_lines(self) -> CountLines:
        return CountLines(self.desk, self.kind)

    def make_panel(self) -> CountBoard:
        return CountBoard(self.desk, self.kind)

    def make_posted(self) -> PostedPage:
        """With what the count found and what was decided beside its paper."""
        made = super().make_posted()
        self.board = CountBoard(self.desk, self.kind)
        made.add_side(_("Compared"), self.board, self.side_width)
        return made

    def open(self, document: int) -> None:
        super().open(document)
        if self.draft is None:
            return
        # At no line yet: a serial that nobody knows asks for its product first.
        self.lines.setCurrentIndex(QModelIndex())
        self.lines.scrollToTop()
        self.current = None
        self._show(document)
        beside = self.panel
        assert isinstance(beside, CountBoard)
        beside.refresh()

    def count_everything(self) -> None:
        """Put all that is in the warehouse by the books on the count."""
        if self.finish_fields() and self._finish_scans() and self.draft is not None:
            draft = self.draft.id
            place = self.draft.warehouse_id

            def enter() -> None:
                long_work.carry_out(
                    self,
                    self.desk.database,
                    counts.products_in(self.desk.database, place) if place else 0,
                    _("Entering all that is here by the books"),
                    lambda: counting.count_everything(self.desk.session, draft),
                )

            if self._do(enter):
                self.reload()
            self.scan_box.setFocus()

    def carry_out(self, draft: Document, sure: Sequence[Problem]) -> bool:
        """Ask what is to happen with each group of differences, and post."""
        if left := list(waiting.problems_of(self.desk.database, draft.id)):
            raise Refused(left)  # before anything is decided
        board = self._compared(draft, sure)
        if not undecided((group for group in CountGroup if board.size(group)), {}):
            return super().carry_out(draft, sure)
        dialog = CountDialog(self.desk, draft, board, self, sure)
        dialog.problems.line_wanted.connect(self.show_line_at)
        return bool(dialog.exec())

    def _compared(self, draft: Document, sure: Sequence[Problem]) -> Board:
        """What the count comes to; raises Refused with the questions that are not answered."""
        database = self.desk.database

        def compare() -> Board:
            if asked := unanswered(posting.questions_of(database, draft.id), sure):
                raise Refused(asked)
            return counting.board(database, draft.id, limit=0)

        size, text = counts.size(database, draft.id), _("Comparing with the books")
        return long_work.carry_out(self, database, size, text, compare, writes=False)

    def _show_head_and_lines(self, id: int) -> list[DocumentLine]:
        lines = super()._show_head_and_lines(id)
        self.everything_button.setVisible(self.draft is not None)
        return lines
