"""One page for all document kinds: head, scan box, lines, serial panel, totals and Post."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedLayout

from app.domain.document_kind import DocumentKind
from app.domain.pricing import Discount, Totals
from app.domain.problems import Problem
from app.domain.verdicts import Level
from app.gui.documents.draft_view import DraftView
from app.gui.documents.header import DocumentHeader
from app.gui.documents.lines import LinesTable
from app.gui.documents.offering_page import OfferingPage
from app.gui.documents.ties import OriginLink
from app.gui.kit.after_painting import AfterPainting
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.later import class_named
from app.gui.kit.part_place import PartPlace
from app.gui.kit.side_column import WIDTH
from app.gui.kit.theme import CARD_GAP, GRID
from app.gui.kit.widgets import label, row
from app.gui.paper.preview_place import PreviewPlace
from app.gui.paper.print_actions import PrintActions
from app.gui.paper.print_place import PrintPlace
from app.gui.scanning.boxes import DocumentBox, Ended
from app.gui.scanning.queue import ScanQueue
from app.gui.scanning.route import WRITES_DOWN
from app.services import clock
from app.services.documents import draft_head, pricing, undoable
from app.services.entry.outcome import Outcome
from app.text import _, called, ngettext, sentence
from db.engine.trouble import StoreTrouble
from db.queries import document_lines, documents
from db.queries.document_lines import DocumentLine
from db.queries.documents import DRAFT, Document
from db.sql import rows_changed

if TYPE_CHECKING:
    from app.gui.documents.labels_at_scan import LabelsAtScan
    from app.gui.documents.side_panel import SidePanel
    from app.services.approving import WouldBe

SERIAL_PANEL = "documents.serial_panel.SerialPanel"


class DocumentPage(OfferingPage):
    """Shows one document of a kind: a draft to fill and post, or a posted one to read."""

    side_width = WIDTH
    """Of the right column, where there is room; a kind that shows more there has it wider."""

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        super().__init__()
        self.setProperty(WRITES_DOWN, True)
        self.desk = desk
        self.kind = kind
        self.document: Document | None = None
        self.current: int | None = None
        self._opened_hidden: int | None = None
        """How many rows were changed when the document was read that is about to be shown."""
        self.with_serials = desk.settings.serials_enabled and kind.carries_serials  # P1, D1
        self.title = label("", "title")
        self.origin = OriginLink(desk)
        self.header = DocumentHeader(desk, kind)
        self.scan_box = DocumentBox(desk.theme)
        self.lines = self.make_lines()
        self.lines.setProperty("role", "plain")  # the card is its frame
        self.panel_place = PartPlace(self._make_panel)
        self.queue = ScanQueue(self._take_scan, self)
        self.printing_place = PrintPlace(desk, self.scan_box.setFocus, self._show_actions)
        self.prints = PrintActions(
            desk, self.scan_box, self.printing_place, self.to_print, self.show_preview
        )
        self.lines.home = self.scan_box
        self._make_buttons()
        self.at_scan: LabelsAtScan | None = None
        if self.with_serials and kind.brings_serials:
            self.at_scan = class_named("documents.labels_at_scan.LabelsAtScan")(desk)
        self._arrange()
        self._connect()
        self.quiet = AfterPainting(self)
        self.quiet.due.connect(self._prepare)
        self.quiet.begin()

    def _prepare(self) -> None:
        """Make what the first keys ask for, while nobody waits for it."""
        if self.isVisible():
            for place in self.first_needed():
                place.make()

    def first_needed(self) -> Sequence[PartPlace[Any]]:
        """The parts that the first keys or the first scan ask for."""
        return (self.finder_place,)

    # Building ---------------------------------------------------------------------------------

    def make_lines(self) -> LinesTable:
        """The table of lines; a kind that shows other columns has its own."""
        return LinesTable(self.desk, self.kind)

    def make_panel(self) -> "SidePanel":
        """What stands beside the lines; a kind that shows other things there has its own."""
        made: SidePanel = class_named(SERIAL_PANEL)(self.desk, self.kind)
        return made

    @property
    def shows_scans(self) -> bool:
        """What was scanned last stands below the lines of a draft."""
        return self.draft is not None

    def _make_panel(self) -> "SidePanel":
        """It is made as it is first shown, with the line that is chosen then."""
        made = self.make_panel()
        made.changed.connect(self._after_list)
        made.box_wanted.connect(self.scan_box.setFocus)
        made.deleted.connect(self._after_deletion)
        made.fold(self.draft_page.is_narrow)
        self.draft_page.folded.connect(made.fold)
        if self.document is not None:
            made.show_line(self.document, self.lines.current_row())
        return made

    @property
    def shows_panel(self) -> bool:
        """Something stands beside the lines; not where the shop follows no serial numbers (P1)."""
        return self.with_serials

    def _arrange(self) -> None:
        self.top = row(self.back_button, self.title, self.origin, self.header, gap=CARD_GAP)
        self.top.setStretch(3, 1)
        self.tools = row(
            self.delete_line_button,
            self.take_all_button,
            None,
            *([self.at_scan] if self.at_scan else []),
            self.labels_button,
            self.discard_button,
            self.print_button,
            self.more_button,
        )
        self.tools.setContentsMargins(GRID // 2, GRID // 2, GRID // 2, GRID // 2)
        answers = (
            self.finder_place.widget,
            self.new_item_place.widget,
            *self.own_answers(),
            self.question_place.widget,
            self.confirm_place.widget,
            self.approval_band_place.widget,
            self.printing_place.widget,
            self.problems_place.widget,
        )
        self.draft_page = DraftView(
            above=(self.top, *self.header.lines_below),
            work=(self.scan_box, *answers, self.reason, self.lines),
            trail=self.scans_place.widget,
            actions=self.tools,
            beside=(self.panel_place.widget, self.totals),
            wide_side=self.side_width,
        )
        self.draft_page.folded.connect(self._fold)
        self.panel_place.set_visible(self.shows_panel)
        self.draft_page.resized.connect(self.give_way)
        self.stack = QStackedLayout(self)
        self.stack.addWidget(self.draft_page)
        self.preview = PreviewPlace(self.desk, self.stack, self._bar, self._be_ready)

    @property
    def name(self) -> str:
        """What it is called where it is offered again."""
        return self.title.text()

    def _connect(self) -> None:
        self.scan_box.scanned.connect(self.take_scan)
        self.scan_box.typed.connect(lambda text: self.take_scan(Ended(text, by_hand=True)))
        self.scan_box.stepped.connect(self._step)
        self.connect_finder()
        self.lines.edited.connect(self.reload)
        self.lines.refused.connect(self._show_refused_edit)
        self.lines.not_written.connect(self._tell_trouble)
        self.lines.line_changed.connect(self._choose_line)
        self.header.changed.connect(self.reload)
        self.header.not_written.connect(self._tell_trouble)
        self.header.refused.connect(self._show_refusal)
        self.header.done.connect(self.scan_box.setFocus)
        self.queue.waits_for_store.connect(self._show_waits)
        self.header.dated.connect(self._ask_about_date)
        self.header.priced_again.connect(self._say_priced_again)
        self.header.date.refused.connect(lambda problem: self._show_refusal((problem,)))
        self.header.date.returnPressed.connect(self._leave_date)
        self.desk.bus.day_changed.connect(self.follow_day)
        self.back_button.clicked.connect(self.leave)
        self.delete_line_button.clicked.connect(self.delete_line)
        self.undo_button.clicked.connect(self.undo)
        if self.at_scan is not None:
            self.at_scan.refused.connect(lambda found: self.problems.show_problems(found))
        self.labels_button.clicked.connect(self.print_labels)
        self.discard_button.clicked.connect(self.discard)
        self.post_button.clicked.connect(self.post)
        self.take_all_button.clicked.connect(self.take_all)
        self.print_button.clicked.connect(self.prints.print)
        self.totals.discount_entered.connect(self._give_discount)
        self.totals.discount_refused.connect(lambda problem: self._show_refused_edit((problem,)))
        self.totals.discount_left.connect(self._leave_discount)
        discount = QShortcut(QKeySequence("F6"), self.totals)
        discount.setEnabled(self.kind.deals)
        discount.activated.connect(self.edit_discount)
        focus = QShortcut(QKeySequence("F2"), self.scan_box)  # of a draft
        focus.activated.connect(self.scan_box.setFocus)
        self.scan_box.setToolTip(_("F2 comes back here"))

    # What is shown ----------------------------------------------------------------------------

    def open(self, document: int) -> None:
        """Show a document from the store; scans that still wait for another are kept and shown."""
        for code in self.let_go():
            self.desk.bus.stray_scan.emit(code)
        self.current, self.left_out = None, []
        if (scans := self.scans_place.made) is not None:
            scans.trail.clear()
            scans.verdict.show_ready()
        self.clear_problems()
        self.printing_place.dismiss()
        self._show(document)
        self.follow_day()
        if self.draft is not None and self.lines.table_model.rows and self.current is None:
            self.show_line_at(len(self.lines.table_model.rows))
        self._be_ready()
        self._opened_hidden = None if self.isVisible() else rows_changed(self.desk.database)

    def _be_ready(self) -> None:
        """The next key goes into the box of a draft, or to the paper."""
        entering = self.stack.currentWidget() is self.draft_page
        (self.scan_box if entering else self.posted).setFocus()

    def reload(self) -> None:
        """Read the document again; a list of problems that was shown is out of date then."""
        if self.document is not None:
            self.clear_problems()
            self._drop_questions()
            self._show(self.document.id)

    def follow_day(self) -> None:
        """A draft whose date nobody chose takes the new day (D10); nothing else is touched."""
        shown, database = self.document, self.desk.database
        if shown is None or shown.state != DRAFT or shown.date_choice:
            return
        if shown.date == clock.today().isoformat():
            return
        try:
            draft_head.follow_day(self.desk.session)
        except StoreTrouble:  # the window tries again; a posting looks at the clock itself
            return
        self.document = documents.document(database, shown.id)
        self.header.show_day(self.document)

    def _show(self, id: int) -> None:
        if documents.document(self.desk.database, id).state != DRAFT:
            self._show_paper(id)
            return
        self.stack.setCurrentWidget(self.draft_page)
        lines = self._show_head_and_lines(id)
        chosen = next((line for line in lines if line.id == self.current), None)
        self._show_beside_lines(chosen)
        self.desk.bus.document_shown.emit()

    def _show_paper(self, id: int) -> None:
        """A document that is posted or void is paper: nothing of it can be entered."""
        self.document = documents.document(self.desk.database, id)
        self.title.setText(self._title(self.document))
        shown, was = self.posted.document, self.stack.currentWidget()
        self.stack.setCurrentWidget(self.posted)
        if was is self.posted and shown is not None and shown.id == id:
            self.posted.reload()
        else:
            self.posted.open(id)
        self.desk.bus.document_shown.emit()

    def _show_head_and_lines(self, id: int) -> list[DocumentLine]:
        database = self.desk.database
        document = documents.document(database, id)
        lines = document_lines.lines(database, id)
        self.document = document
        editing = document.state == DRAFT
        self.title.setText(self._title(document) + self._whose(document))
        self.header.show_document(document)
        self.origin.show_document(document)
        self.lines.show_lines(document, lines, self.current)
        totals = Totals(total=document.total)
        if self.kind.deals:
            totals = pricing.totals(database, document, lines)
        self._show_sums_of(document, lines, totals)
        if (scans := self.scans_place.made) is not None:
            self._show_count(scans, lines)
        self.undo_button.setEnabled(editing and undoable.can_undo(database, id))
        self.delete_line_button.setEnabled(bool(lines))
        self._show_actions()
        self.follow_payment()
        return lines

    def _show_sums_of(
        self, document: Document, lines: Sequence[DocumentLine], totals: Totals
    ) -> None:
        units = sum(line.quantity for line in lines)
        discount = Discount(document.discount, document.discount_rate)
        self.totals.show_sums(len(lines), units, totals, discount)

    def show_would_be(self, would_be: "WouldBe") -> None:
        """Show the draft as it would be by what is to be approved; it is not so yet."""
        self.lines.show_asked(would_be.head, list(would_be.lines))
        self._show_sums_of(would_be.head, would_be.lines, would_be.totals)

    def after_scan(self, outcome: Outcome) -> None:
        """Print the label of what a purchase has just taken, where that is switched on."""
        if self.document is not None and self.at_scan is not None:
            self.at_scan.take(self.document, outcome)

    def _title(self, document: Document) -> str:
        return " ".join(part for part in (_(self.kind.name), document.number) if part)

    def _whose(self, document: Document) -> str:
        """Whose draft it is, where that is not who is at the counter (U2)."""
        own = document.state != DRAFT or document.begun_by == self.desk.session.person.name
        return "" if own else f" · {called(document.begun_by)}"

    def warehouse_here(self) -> int:
        """Where *here* is."""
        return (self.document.warehouse_id if self.document else None) or 0

    def _say_priced_again(self, count: int) -> None:
        text = ngettext(
            "{count} price changed with the customer",
            "{count} prices changed with the customer",
            count,
        )
        self.verdict.say(text)

    def _choose_line(self, line: DocumentLine | None) -> None:
        if line is not None and self.document is not None:
            self.current = line.id
            self._show_beside_lines(line)

    def _show_beside_lines(self, line: DocumentLine | None) -> None:
        panel = self.panel_place.made
        if panel is not None and self.document is not None:
            panel.show_line(self.document, line)

    def show_line_at(self, position: int) -> None:
        self.lines.select_only(position - 1)
        self._choose_line(self.lines.current_row())

    def _step(self, by: int) -> None:
        """The line before, or the next one, while the focus stays in the box."""
        at, last = self.lines.currentIndex().row(), len(self.lines.table_model.rows) - 1
        if last >= 0:
            self.show_line_at(max(0, min(at + by, last)) + 1)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nothing else takes leads back to the box."""
        if event.key() == Qt.Key.Key_Escape and self.asks_approval_now:
            self.approval.leave()
        elif event.key() == Qt.Key.Key_Escape and self.draft is not None:
            self.leave_payment()
        else:
            super().keyPressEvent(event)

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        read, self._opened_hidden = self._opened_hidden, None
        if self.document is not None:
            if read != rows_changed(self.desk.database):  # another page changed it meanwhile
                self.header.read_choices_again()
                self._show(self.document.id)
            self.follow_day()
        self._be_ready()

    # Acting on the draft ----------------------------------------------------------------------

    def _show_posted(self, document: int) -> None:
        """What comes after posting: the document as it is in the books."""
        self._show(document)

    def _show_refusal(self, problems: Sequence[Problem]) -> None:
        self.reload()
        self.problems.show_problems(problems)

    def _show_refused_edit(self, problems: Sequence[Problem]) -> None:
        """What was typed into a cell is refused: also said where the next scan leaves it."""
        self._show_refusal(problems)
        for problem in problems:
            self.trail.refuse(sentence(problem))
        self.desk.sounds.play(Level.REFUSED)
