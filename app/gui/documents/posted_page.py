"""A posted document: paper on a desk, what can be done with it, its history at the side (D6)."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLayout, QMenu, QWidget

from app.domain.document_kind import DocumentKind
from app.domain.kinds import KINDS
from app.domain.permissions import Permission
from app.domain.verdicts import Level
from app.gui.documents.document_history import DocumentHistory, newest
from app.gui.documents.document_sheet import DocumentSheet
from app.gui.documents.history import tie_rows
from app.gui.documents.margin_view import MarginView
from app.gui.documents.posted_actions import PostedActions
from app.gui.documents.posted_side import SIDE
from app.gui.documents.side_strip import SideStrip
from app.gui.documents.void_panel import VoidPanel
from app.gui.kit import long_work
from app.gui.kit.confirm_bar import ConfirmBar
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.keys import only_shown
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.side_column import SideColumn
from app.gui.kit.tasks import Task, in_store
from app.gui.kit.theme import CARD_GAP, GRID, PAGE_SIDE, PAGE_TOP
from app.gui.kit.timeline import Timeline
from app.gui.kit.widgets import button, column, label, more_button, name_label, row
from app.gui.money.change_box import ChangeBox
from app.gui.paper.print_actions import PrintActions
from app.gui.paper.print_place import PrintPlace
from app.printing.documents.content import DocumentContent, content_of
from app.services.documents import returning
from app.text import _
from db.queries import documents, history
from db.queries import transfers as transfer_reads
from db.queries.documents import POSTED, VOIDED, Document
from db.queries.history import Event, Tied

_GO_ON_KEYS = ("Ctrl+G", "Ctrl+Shift+G")
_TIED = 1
_KIND_FROM = 1300
"""Pixels from which on the title says the kind too."""
_LEAST = 900
"""Of a page in a window of 1024, beside the rail, and less."""


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


class PostedPage(PostedActions):
    """Shows one posted or voided document of a kind; it takes no scans and edits nothing."""

    preview_wanted = Signal(object)
    """The pages of the document are to be shown (a Document)."""

    def __init__(self, desk: Desk, kind: DocumentKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.kind = kind
        self.document = None
        self._reading = Task(self)
        self.title = name_label("", "title")
        self.chip = label("")
        self.paper = DocumentSheet(desk)
        self.history = DocumentHistory(desk)
        self.tied = Timeline(desk, _("Tied to"), nothing=_("No other document is tied to it."))
        self.margin: MarginView | None = None
        """Of goods that are sold or come back, for those who may see it (M11)."""
        if kind.sells_goods and desk.session.may(Permission.SEE_COST):
            self.margin = MarginView(desk, kind)
        self.void_panel = VoidPanel(desk)
        self.side = SideColumn(_("Beside the document"))
        self.strip = SideStrip(desk)
        self.problems = ProblemList(desk)
        self.confirm = ConfirmBar(desk)
        self.printing_place = PrintPlace(desk, self.paper.setFocus, self._offer_print)
        self.change = ChangeBox(desk)
        """What is handed back of the cash that was just taken for it."""
        self.prints = PrintActions(
            desk, self, self.printing_place, lambda: self.document, self.preview_wanted.emit
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
        self.by_need = (
            self.void_button,
            self.records_button,
            self.copy_button,
            self.return_button,
            self.print_button,
            self.back_button,
            *self.becomes_buttons,
            self.receive_button,
        )

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
        answers = (self.change, self.printing_place.widget, self.problems, self.confirm)
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

    # What is shown ----------------------------------------------------------------------------

    def open(self, document: int) -> None:
        """Show a posted or voided document from the store, the paper with the focus."""
        self._end_void()
        self.problems.show_problems(())
        self.confirm.hide()
        self.printing_place.dismiss()
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
        self.show_title(document)
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

    def _show_printed(self) -> None:
        """A print stands in the history as soon as it has come out."""
        if self.document is not None and self.isVisible():
            self.history.show_events(self.document.id, newest(self.desk, self.document.id))

    def show_title(self, document: Document) -> None:
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

    # Acting -----------------------------------------------------------------------------------
