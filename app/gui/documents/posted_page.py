"""A posted document: paper on a desk, what can be done with it, its history at the side (D6)."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QLayout, QMenu, QToolButton, QWidget

from app.domain.kinds import KINDS, DocumentKind
from app.domain.permissions import Permission
from app.domain.problems import Problem, Refused
from app.domain.verdicts import Level
from app.gui.documents.document_history import DocumentHistory, newest
from app.gui.documents.document_sheet import DocumentSheet
from app.gui.documents.history import tie_rows
from app.gui.documents.margin_view import MarginView
from app.gui.documents.side_panel import SidePanel
from app.gui.documents.void_panel import VoidPanel
from app.gui.inventory.records import RecordsDialog
from app.gui.kit import long_work
from app.gui.kit.asking_approval import ApprovalRequest
from app.gui.kit.confirm_bar import ConfirmBar
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.icons import icon
from app.gui.kit.keys import key_text, only_shown
from app.gui.kit.later import class_named
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.side_column import SideColumn
from app.gui.kit.tasks import Task, in_store
from app.gui.kit.theme import CARD_GAP, GRID, PAGE_SIDE, PAGE_TOP
from app.gui.kit.timeline import Timeline
from app.gui.kit.widgets import button, column, label, more_button, name_label, row
from app.gui.money.change_box import ChangeBox
from app.gui.paper.labels.label_source import of_document, unprinted
from app.gui.paper.labels_window import show_labels
from app.gui.paper.print_actions import PrintActions
from app.gui.paper.print_bar import PrintBar
from app.printing.documents.content import DocumentContent, content_of
from app.services.documents import copying, orders, returning
from app.services.documents.effects import transfers
from app.services.money import costs
from app.text import _
from db.queries import documents, history
from db.queries import transfers as transfer_reads
from db.queries.documents import DRAFT, POSTED, VOIDED, Document
from db.queries.history import Event, Tied
from db.queries.lists import serials as serial_list

SIDE = 320
APPROVAL = "people.approval_panel.ApprovalPlace"
_FOLDS_BELOW = 980
"""Pixels of the page below which the side folds to a strip."""
_GO_ON_KEYS = ("Ctrl+G", "Ctrl+Shift+G")
_TIED = 1
_KIND_FROM = 1300
"""Pixels from which on the title says the kind too."""
_LEAST = 900
"""Of a page in a window of 1024, beside the rail, and less."""
_FIRST_PLACE = 4


if TYPE_CHECKING:
    from app.gui.people.approval_panel import ApprovalPanel, ApprovalPlace


class _Whole(NamedTuple):
    """A document read whole: what its paper says, what happened to it, what it is tied to."""

    content: DocumentContent
    events: Sequence[Event]
    ties: Sequence[Tied]


def _read(desk: Desk, document: Document) -> _Whole:
    database = desk.database
    return _Whole(
        content_of(database, desk.settings, desk.formats, document),
        newest(desk, document.id),
        history.ties(database, document.id),
    )


class PostedPage(QWidget):
    """Shows one posted or voided document of a kind; it takes no scans and edits nothing."""

    left = Signal()
    """The document is done with: back to where it was opened."""
    changed = Signal()
    """The document is void now."""
    preview_wanted = Signal(object)
    """The pages of the document are to be shown (a Document)."""

    def __init__(self, desk: Desk, kind: DocumentKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.kind = kind
        self.document: Document | None = None
        self._reading = Task(self)
        self._narrow = False
        self._approval: ApprovalPlace | None = None
        self._more: list[SidePanel] = []
        self._unprinted = False
        self._side_width = SIDE
        self.title = name_label("", "title")
        self.chip = label("")
        self.paper = DocumentSheet(desk)
        self.history = DocumentHistory(desk)
        self.tied = Timeline(desk, _("Tied to"))
        self.margin: MarginView | None = None
        """Of goods that are sold or come back, for those who may see it (M11)."""
        if costs.sells_goods(kind) and desk.session.may(Permission.SEE_COST):
            self.margin = MarginView(desk, kind)
        self.void_panel = VoidPanel(desk)
        self.side = SideColumn(_("Beside the document"))
        self.strip = _Strip(desk)
        self.problems = ProblemList(desk)
        self.confirm = ConfirmBar(desk)
        self.printing = PrintBar(desk)
        self.change = ChangeBox(desk)
        """What is handed back of the cash that was just taken for it."""
        self.prints = PrintActions(
            desk, self, self.printing, lambda: self.document, self.preview_wanted.emit
        )
        self._make_buttons()
        self._arrange()
        self._connect()

    # Building ---------------------------------------------------------------------------------

    def _make_buttons(self) -> None:
        self.back_button = button(_("Back"), "Alt+Left")
        self.copy_button = button(_("Copy"), "Ctrl+D")
        self.back_kind = returning.kind_of_return(self.kind.key)
        self.return_button = button(_("Return"), "F3")
        self.records_button = button(_("Records"), "Ctrl+R")
        self.labels_button = button(_("Labels…"), "Ctrl+Shift+K")
        self.void_button = button(_("Void…"), "Ctrl+Shift+Del", "danger")
        first = self.kind.becomes or self.kind.sends
        self.print_button = button(_("Print"), "Ctrl+P", "" if first else "primary")
        only_shown(self.print_button)
        menu = QMenu(self)
        self.prints.add_to(menu, self.kind.key)
        self.labels_action = menu.addAction(_("Labels…"), self.print_labels)
        self.more_button = more_button(menu)
        self.receive_button = button(_("Receive…"), _GO_ON_KEYS[0], "primary")
        self.becomes_buttons = [
            button(
                _("Create {kind}…").format(kind=_(KINDS[key].name).lower()),
                keys,
                "primary" if keys == _GO_ON_KEYS[0] else "",
            )
            for key, keys in zip(self.kind.becomes, _GO_ON_KEYS, strict=False)
        ]

    def _arrange(self) -> None:
        self.side.add(_("History"), self.history)
        self.side.add(_("Tied to"), self.tied)
        if self.margin is not None:
            self.side.add(_("Margin"), self.margin)
        self.side.answer_while_shown(self)
        self.side.setFixedWidth(SIDE)
        self.go_on = QWidget()
        """What the document becomes."""
        self.go_on.setLayout(row(self.receive_button, *self.becomes_buttons))
        self.first = QWidget()
        """What is done most; at a narrow window in a row of its own."""
        self.first.setLayout(row(self.go_on, self.print_button))
        actions = (
            self.copy_button,
            self.return_button,
            self.records_button,
            self.void_button,
            self.more_button,
        )
        self.top = row(self.back_button, self.title, self.chip, None, self.first, *actions)
        self.second = row(self.labels_button)
        self.second.setAlignment(self.labels_button, Qt.AlignmentFlag.AlignLeft)
        self.body = row(self.paper, self.side, self.strip, gap=CARD_GAP)
        self.body.setStretch(0, 1)
        self.strip.hide()
        above = column(self.top, self.second)
        answers = (self.change, self.printing, self.problems, self.confirm)
        layout = column(above, *answers, self.body, gap=CARD_GAP)
        layout.setContentsMargins(PAGE_SIDE, PAGE_TOP, PAGE_SIDE, PAGE_TOP)
        layout.setStretch(len(answers) + 1, 1)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # see minimumSizeHint
        self.setLayout(layout)
        for made in (self.go_on, self.receive_button, self.return_button):
            made.hide()  # until a document that offers them is shown
        self.setFocusProxy(self.paper)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.left.emit)
        self.copy_button.clicked.connect(self.copy)
        self.return_button.clicked.connect(self.take_back)
        self.records_button.clicked.connect(self.show_records)
        self.labels_button.clicked.connect(self.print_labels)
        self.receive_button.clicked.connect(self.receive)
        self.void_button.clicked.connect(self.void)
        self.print_button.clicked.connect(self.prints.print)
        self.printing.left.connect(self.paper.setFocus)
        self.printing.changed.connect(self._offer_print)
        self.desk.bus.printed.connect(self._show_printed)
        for key, made in zip(self.kind.becomes, self.becomes_buttons, strict=False):
            made.clicked.connect(partial(self.make, key))
        for listed in (self.history.timeline, self.tied):
            listed.opened.connect(self.desk.bus.open_document.emit)
        self.paper.serial_wanted.connect(self.show_records_of)
        self.paper.line_changed.connect(self._offer_records)
        self.side.chosen.connect(self._open_side)
        self.strip.chosen.connect(self.side.choose)
        self.void_panel.kept.connect(self._keep)
        self.void_panel.voided.connect(self._after_void)
        self._back = QShortcut(QKeySequence("Esc"), self)
        self._back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._back.activated.connect(self.step_back)

    def add_side(self, title: str, panel: SidePanel, width: int = SIDE) -> None:
        """Let the side tell more of documents of this kind, ``width`` pixels wide."""
        self._more.append(panel)
        self._side_width = width
        self.side.setMaximumWidth(width)
        self.side.setFixedWidth(width)
        self.side.add(title, panel)
        self.side.answer_while_shown(self)

    # What is shown ----------------------------------------------------------------------------

    def open(self, document: int) -> None:
        """Show a posted or voided document from the store, the paper with the focus."""
        self._end_void()
        self.problems.show_problems(())
        self.confirm.hide()
        self.printing.dismiss()
        self.change.hide()
        self.prints.allow(True)
        self._show(document)
        self.paper.setFocus()

    def reload(self) -> None:
        """Read it again: something of it may have arrived, come back or been corrected.

        So is what stands against its void, where that is asked.
        """
        if self.document is None:
            return
        self._show(self.document.id)
        if self._voids and self.document.state == POSTED:
            self.void_panel.show_document(self.document)
        elif self._voids:
            self._end_void()

    def _show_whole(self, whole: _Whole) -> None:
        self.paper.show_sheet(whole.content)
        self.history.show_events(self.document.id if self.document else 0, whole.events)
        self.tied.show_steps(tie_rows(self.desk, whole.ties))
        count = len(whole.ties)
        title = _("Tied to ({count})").format(count=count) if count else _("Tied to")
        self.side.retitle(_TIED, title)
        self._offer_records()

    def _show(self, id: int) -> None:
        database = self.desk.database
        before, self.document = self.document, documents.document(database, id)
        document = self.document
        posted = document.state == POSTED
        self._show_title(document)
        self._show_chip(document)
        self._reading.stop()
        read = partial(_read, self.desk, document)
        is_large = history.size(database, id, long_work.AT_ONCE + 1) > long_work.AT_ONCE
        self.history.seal.check(id, beside=is_large)
        if not is_large:
            self._show_whole(read())
        else:
            if before is None or before.id != id:
                self.paper.show_nothing()
                self.history.show_events(id, [])
                self.tied.show_steps([])
            self._reading.start(in_store(database, read), self._show_whole, lambda _problems: None)
        for panel in self._more:
            panel.show_line(document, None)
        if self.margin is not None:
            self.margin.show_document(id)
        self.copy_button.setVisible(self.kind.has_lines and not self.kind.begun_elsewhere)
        self.return_button.setVisible(posted and self.back_kind is not None)
        self.void_button.setVisible(posted)
        for made in self.becomes_buttons:
            made.setVisible(posted)
        on_the_way = self.kind.sends and posted and transfer_reads.on_the_way(database, id)
        self.receive_button.setVisible(bool(on_the_way))
        self.go_on.setVisible(bool(on_the_way) or (posted and bool(self.becomes_buttons)))
        self._offer_records()

    def _offer_print(self) -> None:
        """While printing is asked about, its button is the one there."""
        self.print_button.setVisible(not self.printing.asks)

    def _show_printed(self) -> None:
        """A print stands in the history as soon as it has come out."""
        if self.document is not None and self.isVisible():
            self.history.show_events(self.document.id, newest(self.desk, self.document.id))

    def _show_title(self, document: Document) -> None:
        """Kind and number; where there is little room the number, the paper says the kind."""
        number = document.number or ""
        self.title.setText(number if self.width() < _KIND_FROM else f"{_(self.kind.name)} {number}")

    def _show_chip(self, document: Document) -> None:
        void = document.state == VOIDED
        self.chip.setText(_("Void") if void else _("Posted"))
        back, colour = self.desk.theme.level(Level.REFUSED if void else Level.ACCEPTED)
        self.chip.setStyleSheet(
            f"background: {back}; color: {colour}; border-radius: 4px;"
            f" padding: {GRID // 2}px {GRID}px;"
        )

    def _offer_records(self) -> None:
        sheet, line = self.paper.sheet, self.paper.current_line()
        self.records_button.setVisible(sheet is not None and sheet.with_serials)
        self._offer_labels()
        self.records_button.setEnabled(line is not None and bool(line.serials))

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()
        self.paper.setFocus()

    @guarded(QSize())
    def minimumSizeHint(self) -> QSize:
        """What it needs when it is folded: so it can be made so narrow that it folds."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), _LEAST), least.height())

    # The side ---------------------------------------------------------------------------------

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _FOLDS_BELOW
        if narrow != self._narrow:
            self._narrow = narrow
            self._fold(narrow)
        self._place_side()

    def _fold(self, narrow: bool) -> None:
        """At a narrow window the side is a strip; what it holds lies over the desk when asked."""
        self.strip.setVisible(narrow)
        if self.document is not None:
            self._show_title(self.document)
        self.top.removeWidget(self.first)
        if narrow:
            self.second.insertWidget(0, self.first, alignment=Qt.AlignmentFlag.AlignLeft)
        else:
            self.second.removeWidget(self.first)
            self.top.insertWidget(_FIRST_PLACE, self.first)
        if narrow:
            self.body.removeWidget(self.side)
            self.side.setVisible(self._voids)
            self.side.raise_()
        else:
            self.body.insertWidget(1, self.side)
            self.side.show()

    def _place_side(self) -> None:
        if self._narrow:
            over = self.paper.geometry()
            width = self._side_width
            left = over.right() - width + 1
            self.side.setGeometry(QRect(left, over.top(), width, over.height()))

    @property
    def _voids(self) -> bool:
        return self.side.current() is self.void_panel

    def _open_side(self) -> None:
        if self._narrow:
            self._place_side()
            self.side.show()
            self.side.raise_()
            current = self.side.current()
            if current is not None:
                current.setFocus()

    def step_back(self) -> None:
        """Esc: answer no; fold what lies over the desk; back to the paper; leave the document."""
        if self.printing.asks:
            self.printing.leave()
        elif self._narrow and self.side.isVisible():
            self.side.hide()
            self.paper.setFocus()
        elif not self.paper.hasFocus():
            self.paper.setFocus()
        else:
            self.left.emit()

    # Acting -----------------------------------------------------------------------------------

    def _beside(self, make: Callable[[], int]) -> int:
        """Make a draft of the document's lines, beside the screen where there are many."""
        size = len(self.paper.sheet.lines) if self.paper.sheet else 0
        return long_work.carry_out(self, self.desk.database, size, _("Making the draft"), make)

    def _open_made(self, make: Callable[[], int]) -> None:
        """Go on with the draft that is made, or say why there is none."""
        try:
            draft = self._beside(make)
        except Refused as refusal:
            self.problems.show_problems(refusal.problems)
            self.desk.sounds.play(Level.REFUSED)
        else:
            self.desk.bus.open_document.emit(draft)

    def copy(self) -> None:
        """Go on with a draft that has the same lines (D6)."""
        document = self.document
        if document is not None and document.state != DRAFT:
            self._open_made(lambda: copying.copy(self.desk.session, document.id))

    def take_back(self) -> None:
        """Go on with a return of what the document names; what comes back is scanned there."""
        document, kind = self.document, self.back_kind
        if document is not None and kind is not None:
            self._open_made(lambda: returning.begin(self.desk.session, document.id, kind.key))

    def receive(self) -> None:
        """Go on with the receipt of what is still on the way."""
        document = self.document
        if document is not None:
            self._open_made(lambda: transfers.go_on(self.desk.session, document.id))

    def make(self, kind: str, sure: Sequence[Problem] = ()) -> None:
        """Make a draft of ``kind`` of what is left of the document; asks where nothing is left."""
        document = self.document
        if document is None or document.state != POSTED:
            return
        try:
            draft = self._beside(lambda: orders.go_on(self.desk.session, document.id, kind, sure))
        except Refused as refusal:
            asked = refusal.problems
            if not refusal.asks:
                self.problems.show_problems(asked)
                return
            self.confirm.ask(asked, lambda yes: self.make(kind, asked) if yes else None)
        else:
            self.desk.bus.open_document.emit(draft)

    def show_records(self) -> None:
        """The records of the serial number that is chosen, or of the line's first (Q2)."""
        number = self.paper.current_serial()
        if number is not None:
            self.show_records_of(number)

    def _offer_labels(self) -> None:
        """After a purchase it says how many of its serial numbers have no label yet (Q3, Q6)."""
        sheet, document = self.paper.sheet, self.document
        posted = document is not None and document.state == POSTED
        labelled = posted and sheet is not None and sheet.with_serials
        self.labels_action.setVisible(labelled)
        left = 0
        if document is not None and labelled and self.kind.brings_serials:
            left = unprinted(self.desk.database, document.id)
        self._unprinted = bool(left)
        text = _("Print what was not printed yet ({count})").format(count=f"{left:,}")
        self.labels_button.setText(text)
        self.labels_button.setAccessibleName(text)
        self.labels_button.setVisible(self._unprinted)

    def print_labels(self) -> None:
        """Print labels of the document's serial numbers, at first of those that have none."""
        document = self.document
        if document is not None and document.state == POSTED:
            title = _("All of {number}").format(number=document.number)
            task = of_document(document.id, title, is_draft=False, not_printed=self._unprinted)
            show_labels(self.desk, task, self)
            self.reload()
            self.paper.setFocus()

    def show_records_of(self, number: str) -> None:
        """The records of one serial number."""
        found = serial_list.of_number(self.desk.database, number)
        if found is not None:
            RecordsDialog(self.desk, found, self).exec()

    @property
    def approval(self) -> "ApprovalPanel":
        """Where somebody else approves what its person may not do."""
        return self._approval_place().panel

    def _approval_place(self) -> "ApprovalPlace":
        if self._approval is None:
            made: ApprovalPlace = class_named(APPROVAL)(self.desk, self.side)
            made.panel.left.connect(self._after_approval)
            self._approval = made
        return self._approval

    def _after_approval(self, _done: bool) -> None:
        self._back.setEnabled(not self._voids)
        self._open_side()

    def show_approval(self, request: ApprovalRequest) -> None:
        """Ask in the side column, in place of what stands there."""
        self._approval_place().show(request)
        self._back.setEnabled(False)
        self._open_side()
        self.approval.reason.setFocus()

    def void(self) -> None:
        """Ask in the side column what stands against a void, and for its reason."""
        document = self.document
        if document is None or document.state != POSTED or self._voids:
            return
        self.void_panel.show_document(document)
        self.side.take_over(self.void_panel)
        self._back.setEnabled(False)
        self._open_side()
        self.void_panel.reason.setFocus()

    def may_leave(self) -> bool:
        """A reason that was typed for the void of what is shown is asked about before (D11)."""
        document = self.document
        if document is None or self.void_panel.may_leave(document.id):
            return True
        self.show_void()
        return False

    def show_void(self) -> None:
        """Show the void that was begun, the cursor in its reason."""
        self.void()
        self._open_side()
        self.void_panel.reason.setFocus()

    def _end_void(self) -> None:
        if self._voids:
            self.side.give_back()
            self._back.setEnabled(True)
        if self._narrow:
            self.side.hide()

    def _keep(self) -> None:
        self._end_void()
        self.paper.setFocus()

    def _after_void(self, copied: int | None) -> None:
        self._end_void()
        self.reload()
        self.paper.setFocus()
        self.desk.sounds.play(Level.ACCEPTED)
        self.changed.emit()
        self.desk.bus.changed.emit()
        if copied is not None:
            self.desk.bus.open_document.emit(copied)


class _Strip(QFrame):
    """What is left of the side where it has no room: a sign for each of its jobs."""

    chosen = Signal(object)
    """The place of the job that is wanted."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        signs = []
        for place, (name, sign) in enumerate(
            ((_("History"), "mdi6.history"), (_("Tied to"), "mdi6.link-variant"))
        ):
            made = QToolButton()
            made.setIcon(icon(sign, desk.theme.muted))
            made.setAccessibleName(name)
            made.setToolTip(f"{name}  {key_text(f'Alt+{place + 1}')}")
            made.setAutoRaise(True)
            made.clicked.connect(partial(self.chosen.emit, place))
            signs.append(made)
        self.setLayout(column(*signs, None, margin=GRID // 2))
        self.setFixedWidth(GRID * 5)
