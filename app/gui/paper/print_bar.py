"""Printing a document, said and asked in the page itself: which printer, why once more (Q5, Q6)."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit

from app.domain.kinds import KINDS
from app.domain.printing import Asking, JobState, Purpose
from app.domain.problems import Code, Problem, Refused
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.errors import trouble_text
from app.gui.kit.fields import LONGEST_LINE
from app.gui.kit.keys import only_shown
from app.gui.kit.later import class_named
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import Paragraph, button, column, row
from app.services import kept_problems
from app.text import _, sentence
from db.engine.trouble import StoreTrouble
from db.queries import print_jobs
from db.queries.documents import Document
from db.queries.print_jobs import PrintJob

if TYPE_CHECKING:
    from app.gui.paper.document_papers import DocumentPaper, DocumentPrint
    from app.services.paper.jobs import NewJob
    from app.services.paper.printers import Printout

ASK_WHERE, SHOW_FILE = "kit.paper.ask_where", "kit.paper.show_file"


class PrintBar(QFrame):
    """Hidden until something is printed or to be asked; only a reason takes the focus."""

    left = Signal()
    """What was asked is answered: the focus goes back to the page."""
    changed = Signal()
    """Something else is asked, or nothing any more."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._desk = desk
        self._yes: Callable[[], None] | None = None
        self._job: int | None = None
        self._file: Path | None = None
        self._about: int | None = None
        self._reasons: dict[int, str] = {}
        self.text = Paragraph()
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_LINE)
        self.reason.setPlaceholderText(_("Reason"))
        self.reason.setAccessibleName(_("Reason"))
        self.print_button = button(_("Print"), "Ctrl+P", "primary")
        only_shown(self.print_button)  # the page answers it, as it does where nothing is asked
        self.leave_button = button(_("Not now"))
        self.printers_button = button(_("Printers"))
        self.log_button = button(_("Print log"))
        buttons = (self.printers_button, self.log_button, self.print_button, self.leave_button)
        line = row(self.text, self.reason, *buttons, gap=GRID)
        line.setStretch(0, 1)
        line.setStretch(1, 1)
        self.setLayout(column(line, margin=GRID))
        self.print_button.clicked.connect(self.say_yes)
        self.leave_button.clicked.connect(self.leave)
        self.printers_button.clicked.connect(lambda: desk.bus.page_wanted.emit("printers"))
        self.log_button.clicked.connect(lambda: desk.bus.page_wanted.emit("print_log"))
        self.reason.returnPressed.connect(self.say_yes)
        self.reason.textChanged.connect(self._keep_reason)
        desk.bus.printed.connect(self._follow)
        self.hide()

    @property
    def asks(self) -> bool:
        """It waits for an answer."""
        return self._yes is not None and not self.isHidden()

    # Printing ---------------------------------------------------------------------------------

    def print_document(self, document: Document, on: "DocumentPaper | None" = None) -> None:
        """Print a document, on its usual paper where none is said; what is asked first is said."""
        self._print(document, on or _papers("usual")(self._desk, document), None, "")

    def make_pdf(self, document: Document, on: "DocumentPaper | None" = None) -> None:
        """Make a PDF of it, where the person at the counter says; it counts as a print (Q6)."""
        on = on or _papers("usual")(self._desk, document)
        name = f"{_(KINDS[document.kind].name)} {document.number or ''}".strip()
        file: Path | None = class_named(ASK_WHERE)(
            self, _("PDF of {document}").format(document=name), name
        )
        if file is not None:
            self._print(document, on, file, "")

    def print_test(
        self, printer: str, template: str = "", details: Mapping[str, object] | None = None
    ) -> None:
        """Print the test page of a printer, or an example of what ``details`` say."""
        from app.services.paper import jobs  # with the first print
        from app.services.paper.jobs import NewJob  # with the first print

        try:
            new = NewJob(Purpose.TEST, printer, template, details=details or {})
            self._job, self._file = jobs.add(self._desk.session, new), None
        except StoreTrouble as trouble:
            self._tell(trouble_text(trouble), Level.REFUSED)
            return
        except Refused as refusal:
            self.refuse(refusal.problems)
            return
        said = _("{number} goes to {printer}.")
        self._tell(said.format(number=_(Purpose.TEST.value), printer=printer))
        self._desk.bus.print_asked.emit()

    def print_job(self, name: str, made: "Callable[[str], NewJob]", reason: str = "") -> None:
        """Print what is no document: ``made`` gives its job with a reason, which may be asked.

        What is printed is called ``name`` here.
        """
        from app.services.paper import jobs  # with the first print

        try:
            new = made(reason)
            self._job, self._file = jobs.add(self._desk.session, new), _file_of(new)
        except StoreTrouble as trouble:
            self._tell(trouble_text(trouble), Level.REFUSED)
            return
        except Refused as refusal:
            codes = [problem.code for problem in refusal.problems]
            if codes == [Code.COPY_NO_REASON]:
                self.reason.clear()
                self._ask(
                    sentence(refusal.problems[0]),
                    lambda: self.print_job(name, made, self.reason.text()),
                    with_reason=True,
                )
            else:
                self.refuse(refusal.problems)
            return
        said = _("{number} goes to {printer}.")
        self._tell(said.format(number=name, printer=new.printer))
        self._desk.bus.print_asked.emit()

    def after_closing(self, name: str, how: "Printout", made: "Callable[[str], NewJob]") -> None:
        """Print a report that has just come to be, ask whether to, or neither."""
        self.dismiss()
        if not how.printer or how.asking is Asking.NEVER:
            return
        if how.asking is Asking.AT_ONCE:
            self.print_job(name, made)
            return
        text = _("Print {number} on {printer}?").format(number=name, printer=how.printer)
        self._ask(text, lambda: self.print_job(name, made), with_reason=False)

    def after_posting(self, document: Document) -> None:
        """Print what was just posted, ask whether to, or neither: as its purpose says."""
        self.dismiss()
        if not KINDS[document.kind].goes_with_paper:
            return
        try:
            on = _papers("usual")(self._desk, document)
            how = _papers("printout")(self._desk, on.purpose)
        except StoreTrouble as trouble:
            self._tell(trouble_text(trouble), Level.REFUSED)
            return
        if not how.printer or how.asking is Asking.NEVER:
            return
        if how.asking is Asking.AT_ONCE:
            self._print(document, on, None, "")
            return
        text = _("Print {number} on {printer}?").format(number=document.number, printer=how.printer)
        self._ask(text, lambda: self._print(document, on, None, ""), with_reason=False)

    def _print(
        self, document: Document, on: "DocumentPaper", file: Path | None, reason: str
    ) -> None:
        """Put it into the queue; a second paper of a document is asked why (Q6)."""
        from app.services.paper import jobs  # with the first print

        try:
            made: DocumentPrint = _papers("print_of")(self._desk, document, on, reason, file)
            self._job, self._file = jobs.add(self._desk.session, made.new), file
        except StoreTrouble as trouble:
            self._tell(trouble_text(trouble), Level.REFUSED)
            return
        except Refused as refusal:
            self._refuse(document, on, file, refusal)
            return
        self._reasons.pop(document.id, None)
        said = _("{number} goes to {printer}.")
        number = document.number or _(KINDS[document.kind].name)
        said = said.format(number=number, printer=made.new.printer)
        instead = f"{sentence(made.instead)} " if made.instead else ""
        self._tell(instead + said, Level.WARNING if instead else Level.NOTED)
        self._desk.bus.print_asked.emit()

    def _refuse(
        self, document: Document, on: "DocumentPaper", file: Path | None, refusal: Refused
    ) -> None:
        codes = [problem.code for problem in refusal.problems]
        if codes == [Code.COPY_NO_REASON]:
            self._about = document.id
            self.reason.setText(self._reasons.get(document.id, ""))
            self._ask(
                sentence(refusal.problems[0]),
                lambda: self._print(document, on, file, self.reason.text()),
                with_reason=True,
            )
            return
        self.refuse(refusal.problems)

    def refuse(self, problems: Sequence[Problem]) -> None:
        """Say why nothing is printed, and where a printer is chosen if that is missing."""
        self._desk.sounds.play(Level.REFUSED)
        self._tell(" ".join(map(sentence, problems)), Level.REFUSED)
        codes = [problem.code for problem in problems]
        self.printers_button.setVisible(Code.PRINTER_NOT_SET in codes)

    # What is said and asked -------------------------------------------------------------------

    def _ask(self, text: str, yes: Callable[[], None], with_reason: bool) -> None:
        self._show(text, Level.WARNING)
        self._yes = yes
        self.reason.setVisible(with_reason)
        self.print_button.show()
        self.leave_button.show()
        self.changed.emit()
        if with_reason:
            self.reason.setFocus()

    def say_yes(self) -> None:
        """Print what was asked about."""
        yes = self._yes
        if yes is not None:
            had_focus = self.reason.hasFocus()
            yes()
            if had_focus and not self.asks:
                self.left.emit()

    def leave(self) -> None:
        """Print nothing; a reason that was typed is there again when it is asked next."""
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.dismiss()
        if had_focus:
            self.left.emit()

    def dismiss(self) -> None:
        """Nothing is asked or said any more."""
        self._yes = self._job = self._about = None
        self.hide()
        self.changed.emit()

    def _tell(self, text: str, level: Level = Level.NOTED) -> None:
        self._show(text, level)
        self._yes = self._about = None
        self.changed.emit()

    def _show(self, text: str, level: Level) -> None:
        back, colour = self._desk.theme.level(level)
        self.setStyleSheet(
            f"PrintBar {{ background: {back}; border-radius: 6px; }}"
            f" PrintBar QLabel {{ color: {colour}; }}"
        )
        self.text.setText(text)
        for made in (
            self.reason,
            self.print_button,
            self.leave_button,
            self.printers_button,
            self.log_button,
        ):
            made.hide()
        self.show()

    def _keep_reason(self) -> None:
        if self._about is not None:
            self._reasons[self._about] = self.reason.text()

    def _follow(self) -> None:
        """Say what became of the print that was asked for here."""
        if self._job is None or self.asks:
            return
        try:
            found = print_jobs.job(self._desk.database, self._job)
        except StoreTrouble:  # the print log says it
            return
        if found is None:
            return
        state = JobState(found.state)
        if state is JobState.PRINTED:
            done = _("{number} is printed on {printer}.")
            if self._file is not None:
                done = _("{number} is written: {file}.")
                class_named(SHOW_FILE)(self._file)
            name = found.number or _name(found)
            file = str(self._file or "")
            self._tell(done.format(number=name, printer=found.printer, file=file), Level.ACCEPTED)
            self._job = None
        elif state is JobState.FAILED:
            problem = kept_problems.read(found.problem or "") or Problem(Code.PRINT_NOT_MADE)
            self._tell(sentence(problem), Level.REFUSED)
            self.log_button.show()
            self._job = None


def _file_of(new: "NewJob") -> Path | None:
    """The file that a job writes; None: it goes to a printer."""
    from app.services.paper.jobs import FILE  # with the first print

    file = new.details.get(FILE)
    return Path(file) if isinstance(file, str) else None


def _name(job: PrintJob) -> str:
    """What was printed where it has no number."""
    if job.kind in KINDS:
        return _(KINDS[job.kind].name)
    return _(Purpose[job.purpose].value)


def _papers(name: str) -> Callable[..., Any]:
    """A function of ``document_papers``, which is imported when something is printed."""
    found: Callable[..., Any] = class_named(f"paper.document_papers.{name}")
    return found
