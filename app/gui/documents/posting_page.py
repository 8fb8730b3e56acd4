"""Posting a draft from its page: what was entered first, then every reason, then the questions."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex

from app.domain.kinds import KINDS
from app.domain.problems import Problem, Refused
from app.domain.quantities import ONE_UNIT
from app.domain.verdicts import Level
from app.gui.documents.finding_page import FindingPage
from app.gui.kit import long_work
from app.gui.kit.asking_approval import asks_approval
from app.services.documents import draft_head
from app.services.entry import waiting
from app.text import _
from db.queries import documents
from db.queries.documents import Document
from db.queries.waiting import texts


class PostingPage(FindingPage):
    """The part of a document's page that posts it, and asks what only a person can answer (D7)."""

    with_serials: bool

    def __init__(self) -> None:
        super().__init__()
        self.left_out: list[Problem] = []
        """What was said not to be carried out yet; posting again leaves it out."""
        self.on_account = False
        """What is not paid stays with the party (M5)."""

    def _show_posted(self, document: int) -> None:
        raise NotImplementedError

    def print_posted(self, document: Document) -> None:
        raise NotImplementedError

    def post(self) -> None:
        """Post the draft: done, or every reason why not. What was entered is on it, or said."""
        if not self.takes_scans() or not self.finish_entry() or not self.may_leave_out():
            return
        self._post()

    def _post(self, sure: Sequence[Problem] = ()) -> None:
        """Post the draft; where nothing but questions stand against it, ask them first."""
        draft = self.draft
        if draft is None:
            return
        posted = False
        asked: tuple[Problem, ...] = ()

        def carry_out() -> None:
            nonlocal posted, asked
            self.take_waiting()
            try:
                posted = self.carry_out(draft, sure)
            except Refused as refusal:
                again = partial(self._post_as, self.on_account, sure)
                if refusal.asks:
                    asked = refusal.problems
                elif not asks_approval(self, self.desk, refusal, again):
                    raise

        if not self._do(carry_out):
            self.show_what_waits(draft)
        elif asked:
            self._ask(asked)
        elif posted:
            self.document = documents.document(self.desk.database, draft.id)
            self.desk.sounds.play(Level.ACCEPTED)
            self._show_posted(draft.id)
            self.print_posted(documents.document(self.desk.database, draft.id))
            self.desk.bus.changed.emit()

    def _post_as(self, on_account: bool, sure: Sequence[Problem]) -> None:
        """Post it once more, as it was asked for then."""
        before, self.on_account = self.on_account, on_account
        try:
            self._post(sure)
        finally:
            self.on_account = before

    def may_leave_out(self) -> bool:
        """A plan or a choice that was not carried out is said once; then it may be left out."""
        panel = self.panel_place.made
        left = panel.not_carried_out() if panel is not None else []
        if left and left != self.left_out:
            self.left_out = left
            self.problems.show_problems(left)
            self.desk.sounds.play(Level.REFUSED)
            return False
        return True

    def take_waiting(self) -> None:
        """Take what is good in Manual entry, each text on its own line."""
        draft = self.draft
        if draft is not None and waiting.take_good(self.desk.session, draft.id):
            self._start_afresh()
        if (panel := self.panel_place.made) is not None:
            panel.manual.reload()

    def show_what_waits(self, draft: Document) -> None:
        """Show the first text that waits, the cursor in it; else be ready for the next scan."""
        left = texts(self.desk.database, draft.id) if self.with_serials else []
        if not left:
            self.scan_box.setFocus()
            return
        self.current = left[0].line_id
        self._show_head_and_lines(draft.id)
        line = next((line for line in self.lines.table_model.rows if line.id == self.current), None)
        if line is None:
            self.lines.setCurrentIndex(QModelIndex())
        self.panel.show_line(self.document or draft, line)
        self.panel.tabs.setCurrentWidget(self.panel.manual)
        self.panel.manual.show_waiting()

    def carry_out(self, draft: Document, sure: Sequence[Problem]) -> bool:
        """Post the draft; false where the clerk thought better of it. Raises Refused.

        ``sure`` are the questions that were answered with yes.
        """
        from app.services.documents import posting  # with the first posting

        long_work.carry_out(
            self,
            self.desk.database,
            self._size(),
            _("Posting {kind}").format(kind=_(KINDS[draft.kind].name)),
            lambda: posting.post(
                self.desk.session, draft.id, sure=sure, on_account=self.on_account
            ),
        )
        return True

    def _size(self) -> int:
        """How many serials and lines a posting writes; with P1 off, units may be released ones."""
        lines = self.lines.table_model.rows
        if self.desk.settings.serials_enabled:
            return sum(max(line.serials, 1) for line in lines)
        return sum(max(line.quantity // ONE_UNIT, 1) for line in lines)

    def _ask(self, questions: Sequence[Problem]) -> None:
        """Ask before posting; the scans that come now wait for the answer."""

        on_account = self.on_account

        def answer(yes: bool) -> None:
            if yes:
                self._post_as(on_account, questions)
            self.queue.go_on()
            self.scan_box.setFocus()

        self.reload()
        self.queue.hold()
        self.confirm.ask(questions, answer, scans_wait=True)
        self.desk.sounds.play(Level.WARNING)
        self.scan_box.setFocus()

    def _ask_about_date(self) -> None:
        """A date that was chosen and is odd is asked about at once, and then no more (D10)."""
        from app.services.documents import posting  # with the first posting

        head = self.document
        odd = posting.date_question(self.desk.database, head.id) if head else None
        if head is None or odd is None or self.question_place.is_shown:
            return

        def answer(yes: bool) -> None:
            if yes:
                draft_head.set_date(self.desk.session, head.id, head.date, sure=True)
                self.reload()
                self.scan_box.setFocus()
            else:
                self.header.date.setFocus()
                self.header.date.selectAll()

        self.confirm.ask((odd,), answer)

    def _leave_date(self) -> None:
        """After Enter the box is ready again, unless what was typed is no date."""
        if self.header.date.problem is None:
            self.scan_box.setFocus()

    def _drop_questions(self) -> None:
        """What was asked is out of date; the scans that waited for the answer go on."""
        if self.confirm_place.is_shown:
            self.confirm_place.hide()
            self.queue.go_on()
