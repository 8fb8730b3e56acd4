"""What is entered on a draft: scans in their order, and all that is typed; none of it is lost."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.domain.problems import Problem, Refused
from app.domain.verdicts import Level
from app.gui.documents.header import DocumentHeader
from app.gui.documents.parts_page import PartsPage
from app.gui.documents.totals import TotalsCard
from app.gui.kit import long_work
from app.gui.kit.asking_approval import asks_approval
from app.gui.kit.errors import at_work_text, waits_text
from app.gui.kit.guard import guarded
from app.gui.kit.write_again import PAUSE
from app.gui.scanning.boxes import DocumentBox, Ended, ended
from app.gui.scanning.queue import ScanQueue
from app.services.documents import undoable
from app.services.entry import scan_log
from app.services.entry.outcome import Outcome
from app.text import _
from db.engine.trouble import StoreTrouble
from db.queries.document_lines import DocumentLine

_TAKEN = (Level.ACCEPTED, Level.NOTED)
_DELETES_WORD = (
    QKeySequence.StandardKey.DeleteStartOfWord,
    QKeySequence.StandardKey.DeleteEndOfWord,
)
"""Ctrl+Backspace and Ctrl+Delete."""


class EntryPage(PartsPage):
    """The part of a document's page that takes scans and finishes what is typed (C4, D11).

    The page itself builds the parts that are named here, and shows the document in them.
    """

    current: int | None
    header: DocumentHeader
    totals: TotalsCard
    scan_box: DocumentBox
    queue: ScanQueue

    def __init__(self) -> None:
        super().__init__()
        self._asked = ""
        """The code that a person is asked about; empty while nothing is asked."""
        self._ended = ended("")
        """The code that was taken last, and how it came."""
        self._scanned: Outcome | None = None
        self._waits_said = 0
        self._look_again = QTimer(self, singleShot=True, interval=PAUSE)
        self._look_again.timeout.connect(self._show_again)

    def reload(self) -> None:
        """Read the document again."""
        raise NotImplementedError

    def follow_day(self) -> None:
        """A draft whose date nobody chose takes the new day (D10)."""
        raise NotImplementedError

    def drop_approval(self) -> None:
        """Nobody is asked to approve anything any more (U3)."""
        raise NotImplementedError

    def _show_head_and_lines(self, id: int) -> list[DocumentLine]:
        raise NotImplementedError

    def _show_refusal(self, problems: Sequence[Problem]) -> None:
        raise NotImplementedError

    # Scanning ---------------------------------------------------------------------------------

    def takes_scans(self) -> bool:
        """A draft is shown."""
        return self.draft is not None

    def take_scan(self, code: str) -> bool:
        """Let a captured scan wait for its turn; False where no draft is shown."""
        if not self.takes_scans():
            return False
        if not isinstance(code, Ended):
            code = Ended(code, self.scan_box.take_quantity())
        self.queue.put(code)
        for place in (self.question_place, self.confirm_place):
            if place.is_shown:
                place.part.show_waiting(len(self.queue))
        return True

    def _take_scan(self, code: str) -> None:
        """Let one scan act on the draft; its verdict is a row and a sound, never a box.

        Raises StoreTrouble where it could not act: it goes on waiting.
        """
        from app.services.entry import scanning  # with the first scan

        if self.draft is None:
            self.desk.bus.stray_scan.emit(code)
            return
        self.lines.finish_edit()
        self.follow_day()
        self._ended = was = ended(code)
        if self.takes_elsewhere(was):
            return
        outcome = scanning.scan(
            self.desk.session,
            self.draft.id,
            self.current,
            str(was),
            times=was.times,
            typed=was.by_hand,
        )
        self.clear_problems()
        self._show_outcome(outcome)

    def _show_outcome(self, outcome: Outcome) -> None:
        """Show what is done and saved; what cannot be read of it now is shown later."""
        self._scanned = outcome
        self._waits_said = 0
        if outcome.asks and outcome.problem is not None:
            self.confirm_place.hide()  # one question at a time; Post asks again
            self._asked = outcome.code
            self.question.ask(outcome.problem)
            self.queue.hold()
        self.verdict.show_outcome(outcome)
        self.trail.add(outcome)
        self.scans.follow()
        try:
            self._show_scanned(outcome)
            self.after_scan(outcome)
        except StoreTrouble:
            self._look_again.start()

    def takes_elsewhere(self, code: Ended) -> bool:
        """The code was taken into another draft of this page; for pages to override."""
        return False

    def after_scan(self, outcome: Outcome) -> None:
        """Called when what a scan did is shown; for pages to override."""

    def _show_again(self) -> None:
        try:
            self.reload()
        except StoreTrouble:
            self._look_again.start()

    def _show_waits(self, trouble: StoreTrouble) -> None:
        """Say that scans wait for the disk; each is heard once, whenever it is tried again."""
        count = len(self.queue)
        self.verdict.show_waits(self.queue.first, waits_text(trouble, count))
        if count > self._waits_said:
            self.desk.sounds.play(Level.WARNING)
        self._waits_said = count

    def answer(self, yes: bool) -> None:
        """What only a person could say was said: take the code, or leave it, and go on."""
        from app.services.entry import scanning  # with the first scan

        draft = self.draft
        if yes and draft is not None:
            code = self._asked
            try:
                outcome = scanning.scan(self.desk.session, draft.id, self.current, code, sure=True)
            except StoreTrouble as trouble:
                self.question.show()  # it is asked on: the answer can be given again
                self._tell_trouble(trouble)
                return
            self._show_outcome(outcome)
        self._asked = ""
        self.queue.go_on()
        self.scan_box.setFocus()

    def _show_scanned(self, outcome: Outcome) -> None:
        if outcome.undo is None or self.document is None:
            return
        same = outcome.line == self.current
        self.current = outcome.line
        lines = self._show_head_and_lines(self.document.id)
        line = next(line for line in lines if line.id == outcome.line)
        self.panel.show_scan(self.document, line, outcome, same)

    def undo(self) -> None:
        """Take back what was scanned or deleted last."""
        from app.services.documents import undoing  # with the first that is taken back

        if not self.finish_fields() or not self._finish_scans() or self.draft is None:
            return
        draft, database = self.draft.id, self.desk.database

        def undo() -> None:
            long_work.carry_out(
                self,
                database,
                undoable.size_of_undo(database, draft),
                _("Taking back what was deleted"),
                lambda: undoing.undo_last(self.desk.session, draft),
            )

        if self._do(undo):
            self.verdict.show_ready()
            self.scans.follow()
            self.reload()
        self.scan_box.setFocus()

    def _start_afresh(self) -> None:
        """Serials came by another way: the scans before it are not undone any more."""
        if self.document is not None:
            scan_log.settle(self.desk.session, self.document.id)
        self.reload()

    def _after_list(self) -> None:
        """A list was taken, generated or chosen; what is left of it to correct keeps the focus."""
        self._start_afresh()
        if not self.panel.is_typed_in():
            self.scan_box.setFocus()

    def _after_deletion(self) -> None:
        """Serials were taken out; the next key is no second deletion."""
        self.reload()
        self.scan_box.setFocus()

    @guarded(True)
    def event(self, event: QEvent) -> bool:
        """While something is typed in a field, what deletes a word there deletes no line."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            deletes = any(event.matches(keys) for keys in _DELETES_WORD)
            if deletes and _typed_in(QApplication.focusWidget()):
                event.accept()
                return True
        return super().event(event)

    # What is entered and not taken yet (D11) --------------------------------------------------

    def finish_fields(self) -> bool:
        """Write all that is being typed: an open cell, the discount, the header, Manual entry.

        False where something is not taken; it is said in the page, and stays where it is.
        """
        if not (self.lines.finish_edit() and self.totals.finish_discount()):
            return False
        try:
            problems = self.header.finish()
            if (panel := self.panel_place.made) is not None:
                panel.manual.finish()
        except StoreTrouble as trouble:
            self._tell_trouble(trouble)
            return False
        if problems:
            self._show_refusal(problems)
            self.header.focus_unfinished()
        return not problems

    def _finish_scans(self) -> bool:
        """Take the scans that wait; False where some go on waiting, for the disk or an answer."""
        self.drop_approval()
        done = self.queue.drain() and not self._asked
        if self._asked:
            text = _("Answer the question about “{code}” first.")
            self.problems.say(text.format(code=self._asked))
            self.desk.sounds.play(Level.REFUSED)
        elif self.queue.trouble is not None:
            self._tell_trouble(self.queue.trouble)
        return done

    def finish_entry(self) -> bool:
        """Before the draft is posted or left: what is typed is written, each scan is taken, and
        so is the code that stands in the scan box. False where something is not taken.
        """
        if not self.takes_scans():
            return True
        if not self.finish_fields() or not self._finish_scans():
            return False
        code = self.scan_box.text()
        if not code.strip():
            return True
        self.scan_box.clear()
        self._scanned = None
        self.queue.put(Ended(code, by_hand=True))
        taken = self.queue.drain() and self._scanned and self._scanned.level in _TAKEN
        return bool(taken)

    def waiting_codes(self) -> list[str]:
        """The codes that no document took yet: asked about, waiting, standing in the box."""
        box = self.scan_box.text().strip()
        codes = [self._asked, *self.queue.waiting(), box]
        return [code for code in codes if code]

    def let_go(self) -> list[str]:
        """Write and take what can be; the codes that are left are the caller's from now on."""
        if self.takes_scans():
            self.finish_fields()
            self.queue.drain()
        codes = self.waiting_codes()
        self.queue.give_up()
        self.scan_box.clear()
        self._asked = ""
        self.question_place.hide()
        self.confirm_place.hide()
        return codes

    def _do(self, action: Callable[[], object]) -> bool:
        """Write something; False where the rules or the disk refuse it, which the page says."""
        try:
            action()
        except Refused as refusal:
            if asks_approval(self, self.desk, refusal, lambda: self._do_approved(action)):
                return False
            self._show_refusal(refusal.problems)
        except StoreTrouble as trouble:
            self._tell_trouble(trouble)
            return False
        else:
            return True
        self.desk.sounds.play(Level.REFUSED)
        return False

    def _do_approved(self, action: Callable[[], object]) -> None:
        """Do what was refused and somebody else approved, and show what came of it (U3)."""
        if self._do(action):
            self.reload()

    def _tell_trouble(self, trouble: StoreTrouble) -> None:
        self.problems.say(at_work_text(trouble))
        self.desk.sounds.play(Level.REFUSED)


def _typed_in(field: QWidget | None) -> str:
    if isinstance(field, QLineEdit):
        return field.text()
    if field is not None and field.inherits("QPlainTextEdit"):  # no start needs its class
        return str(field.property("plainText"))
    return ""
