"""One page for all document kinds: head, scan box, lines, serial panel, totals and Post."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

from app.domain.kinds import DocumentKind
from app.domain.problems import Problem, Refused
from app.domain.verdicts import Level, Verdict
from app.gui.desk import Desk
from app.gui.documents.header import DocumentHeader
from app.gui.documents.lines import LinesTable
from app.gui.documents.serial_panel import SerialPanel
from app.gui.documents.state_banner import StateBanner
from app.gui.documents.void_dialog import VoidDialog
from app.gui.problem_list import ProblemList
from app.gui.questions import give_up
from app.gui.scan_box import ScanBox
from app.gui.scan_queue import ScanQueue
from app.gui.theme import GRID
from app.gui.verdict_bar import ScanTrail, VerdictBar
from app.gui.widgets import button, column, label, row
from app.services import copying, drafts, posting, scanning
from app.services.scanning import Outcome, Undo
from app.text import _, ngettext
from db.queries import documents
from db.queries.documents import DRAFT, POSTED, Document, DocumentLine

_ASK_ABOVE = 10


class DocumentPage(QWidget):
    """Shows one document of a kind: a draft to fill and post, or a posted one to read."""

    left = Signal()
    """The document is done with: back to where it was opened."""

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        super().__init__()
        self.desk = desk
        self.kind = kind
        self.document: Document | None = None
        self.current: int | None = None
        self._undo: list[Undo] = []
        self.title = label("", "title")
        self.header = DocumentHeader(desk, kind)
        self.banner = StateBanner(desk)
        self.scan_box = ScanBox()
        self.verdict = VerdictBar(desk)
        self.trail = ScanTrail(desk)
        self.lines = LinesTable(desk, kind)
        self.panel = SerialPanel(desk, kind)
        self.problems = ProblemList(desk)
        self.queue = ScanQueue(self._take_scan, self)
        self._make_buttons()
        self._arrange()
        self._connect()

    # Building ---------------------------------------------------------------------------------

    def _make_buttons(self) -> None:
        self.back_button = button(_("Back"), "Alt+Left")
        self.delete_line_button = button(_("Delete line"), "Ctrl+Backspace")
        self.undo_button = button(_("Undo last scan"), "Ctrl+Z")
        self.discard_button = button(_("Discard draft"))
        self.void_button = button(_("Void…"))
        self.void_and_copy_button = button(_("Void and copy…"))
        self.copy_button = button(_("Copy"), "Ctrl+D")
        self.post_button = button(_("Post"), "F9", "primary")
        self.units = label("", "muted")
        self.total = label("", "total")

    def _arrange(self) -> None:
        left = QWidget()
        tools = row(self.delete_line_button, self.undo_button, None)
        left.setLayout(column(self.scan_box, self.verdict, self.lines, self.trail, tools))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.panel)
        split.setHandleWidth(GRID * 2)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([690, 430])
        self.panel.setVisible(self.desk.settings.serials_enabled)
        self.top = row(self.back_button, self.title, None)
        foot = row(
            self.discard_button,
            self.void_button,
            self.void_and_copy_button,
            self.copy_button,
            None,
            self.units,
            self.total,
            GRID,
            self.post_button,
        )
        self.setLayout(
            column(
                self.top,
                self.banner,
                self.header,
                split,
                self.problems,
                foot,
                margin=GRID * 2,
                gap=GRID * 3 // 2,
            )
        )
        self.layout().setStretch(3, 1)

    def _connect(self) -> None:
        self.scan_box.scanned.connect(self.queue.put)
        self.lines.edited.connect(self.reload)
        self.lines.refused.connect(self._show_refusal)
        self.lines.line_changed.connect(self._choose_line)
        self.panel.changed.connect(self.reload)
        self.header.changed.connect(self.reload)
        self.problems.line_wanted.connect(self._show_line)
        self.back_button.clicked.connect(self.leave)
        self.delete_line_button.clicked.connect(self.delete_line)
        self.undo_button.clicked.connect(self.undo_scan)
        self.discard_button.clicked.connect(self.discard)
        self.void_button.clicked.connect(self.void)
        self.void_and_copy_button.clicked.connect(self.void_and_copy)
        self.copy_button.clicked.connect(self.copy)
        self.post_button.clicked.connect(self.post)
        focus = QShortcut(QKeySequence("F2"), self)
        focus.activated.connect(self.scan_box.setFocus)
        self.scan_box.setToolTip(_("F2 comes back here"))

    # What is shown ----------------------------------------------------------------------------

    def open(self, document: int) -> None:
        """Show a document from the store."""
        self.queue.drain()
        self.current = None
        self._undo.clear()
        self.trail.clear()
        self.problems.show_problems(())
        self.verdict.show_ready()
        self._show(document)
        if self.lines.table_model.rows and self.current is None:
            self._show_line(len(self.lines.table_model.rows))
        self.scan_box.setFocus()

    def reload(self) -> None:
        """Read the document again; a list of problems that was shown is out of date then."""
        if self.document is not None:
            self.problems.show_problems(())
            self._show(self.document.id)

    def _show(self, id: int) -> None:
        lines = self._show_head_and_lines(id)
        chosen = next((line for line in lines if line.id == self.current), None)
        if self.document is not None:
            self.panel.show_line(self.document, chosen)

    def _show_head_and_lines(self, id: int) -> list[DocumentLine]:
        database = self.desk.database
        document = documents.document(database, id)
        lines = documents.lines(database, id)
        self.document = document
        editing = document.state == DRAFT
        self.title.setText(self._title(document))
        self.banner.show_document(document)
        self.header.show_document(document)
        self.lines.show_lines(document, lines, self.current)
        formats = self.desk.formats
        units = formats.quantity(sum(line.quantity for line in lines))
        self.units.setText(_("{units} units").format(units=units))
        self.total.setText(formats.money(document.total))
        self.verdict.show_count(sum(line.serials for line in lines))
        for widget in (
            self.scan_box,
            self.verdict,
            self.trail,
            self.delete_line_button,
            self.undo_button,
            self.discard_button,
            self.post_button,
        ):
            widget.setVisible(editing)
        self.void_button.setVisible(document.state == POSTED)
        self.void_and_copy_button.setVisible(document.state == POSTED)
        self.copy_button.setVisible(not editing)
        self.undo_button.setEnabled(bool(self._undo))
        self.delete_line_button.setEnabled(bool(lines))
        return lines

    def _title(self, document: Document) -> str:
        return " ".join(part for part in (_(self.kind.name), document.number) if part)

    def _choose_line(self, line: DocumentLine | None) -> None:
        if line is not None and self.document is not None:
            self.current = line.id
            self.panel.show_line(self.document, line)

    def _show_line(self, position: int) -> None:
        self.lines.selectRow(position - 1)
        self._choose_line(self.lines.current_row())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.scan_box.setFocus()

    # Scanning ---------------------------------------------------------------------------------

    def take_scan(self, code: str) -> bool:
        """Let a captured scan wait for its turn; False where no draft is shown."""
        if self.document is None or self.document.state != DRAFT:
            return False
        self.queue.put(code)
        return True

    def _take_scan(self, code: str) -> None:
        """Let one scan act on the draft; its verdict is a row and a sound, never a box."""
        if self.document is None or self.document.state != DRAFT:
            self.desk.bus.stray_scan.emit(code)
            return
        self.problems.show_problems(())
        outcome = scanning.scan(self.desk.database, self.document.id, self.current, code)
        self._show_scanned(outcome)
        self.verdict.show_outcome(outcome)
        self.trail.add(outcome)

    def _show_scanned(self, outcome: Outcome) -> None:
        if outcome.undo is None or self.document is None:
            return
        same = outcome.line == self.current
        self._undo.append(outcome.undo)
        self.current = outcome.line
        lines = self._show_head_and_lines(self.document.id)
        line = next(line for line in lines if line.id == outcome.line)
        if same and outcome.undo.serials:
            verdict = Verdict(line.serials, outcome.code, outcome.finding)
            self.panel.grow(line, outcome.undo.serials[0], verdict)
        else:
            self.panel.show_line(self.document, line)

    def undo_scan(self) -> None:
        """Take the last accepted scan back."""
        self.queue.drain()
        if self.document is not None and self._undo:
            scanning.take_back(self.desk.database, self.document.id, self._undo.pop())
            self.verdict.show_ready()
            self.reload()
            self.scan_box.setFocus()

    # Acting on the draft ----------------------------------------------------------------------

    def delete_line(self) -> None:
        """Take the current line out of the draft."""
        line = self.lines.current_row()
        if self.document is not None and line is not None:
            drafts.delete_line(self.desk.database, self.document.id, line.id)
            self._undo.clear()
            self.current = None
            self.reload()
            self.scan_box.setFocus()

    def post(self) -> None:
        """Post the draft: done, or every reason why not."""
        self.queue.drain()
        if self.document is None or self.document.state != DRAFT:
            return
        self.lines.setFocus()  # an open cell is written before
        try:
            posting.post(self.desk.database, self.document.id, self.desk.user)
        except Refused as refusal:
            self._show_refusal(refusal.problems)
            self.desk.sounds.play(Level.REFUSED)
            self.scan_box.setFocus()
            return
        self.desk.sounds.play(Level.ACCEPTED)
        self._undo.clear()
        self._show_posted(self.document.id)
        self.desk.bus.changed.emit()

    def _show_posted(self, document: int) -> None:
        """What comes after posting: the document as it is in the books."""
        self._show(document)

    def _show_refusal(self, problems: Sequence[Problem]) -> None:
        self.reload()
        self.problems.show_problems(problems)

    def discard(self) -> None:
        """Put the draft aside; one with more than a few serials asks first."""
        self.queue.drain()
        if self.document is None:
            return
        serials = sum(line.serials for line in self.lines.table_model.rows)
        if serials > _ASK_ABOVE and not self._confirm_discard(serials):
            return
        drafts.discard(self.desk.database, self.document.id)
        self.document = None
        self.desk.bus.changed.emit()
        self.left.emit()

    def _confirm_discard(self, serials: int) -> bool:
        text = ngettext(
            "This draft holds {count} serial. Discard it?",
            "This draft holds {count} serials. Discard it?",
            serials,
        )
        return give_up(self, _("Discard draft"), text, _("Keep"), _("Discard"))

    def void(self) -> None:
        """Void the posted document, with a reason."""
        if self.document is not None and VoidDialog(self.desk, self.document, self).exec():
            self.reload()
            self.desk.bus.changed.emit()

    def void_and_copy(self) -> None:
        """Void the document, and go on with a draft that has its serials (D6)."""
        if self.document is None:
            return
        dialog = VoidDialog(self.desk, self.document, self, and_copy=True)
        if dialog.exec() and dialog.copied is not None:
            self.desk.bus.changed.emit()
            self.desk.bus.open_document.emit(dialog.copied)

    def copy(self) -> None:
        """Go on with a draft that has the same lines (D6)."""
        if self.document is not None and self.document.state != DRAFT:
            draft = copying.copy(self.desk.database, self.document.id, self.desk.user)
            self.desk.bus.open_document.emit(draft)

    def leave(self) -> None:
        """Go back to the list; a draft that holds nothing is not kept."""
        self.queue.drain()
        document = self.document
        if document and document.state == DRAFT and not self.lines.table_model.rows:
            drafts.discard(self.desk.database, document.id)
        self.document = None
        self.left.emit()
