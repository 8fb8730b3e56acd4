"""The side of a posted document: where it folds, a void that is asked there, an approval."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.domain.verdicts import Level
from app.gui.documents.document_sheet import DocumentSheet
from app.gui.documents.side_panel import SidePanel
from app.gui.documents.side_strip import SideStrip
from app.gui.documents.void_panel import VoidPanel
from app.gui.kit.asking_approval import ApprovalRequest
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.keys import KeyButton, fit_keys
from app.gui.kit.later import class_named
from app.gui.kit.side_column import SideColumn
from app.gui.kit.theme import PAGE_SIDE
from app.gui.paper.print_place import PrintPlace
from db.queries.documents import POSTED, Document

if TYPE_CHECKING:
    from app.gui.paper.print_bar import PrintBar
    from app.gui.people.approval_panel import ApprovalPanel, ApprovalPlace

SIDE = 320
"""Pixels of the side column."""
APPROVAL = "people.approval_panel.ApprovalPlace"
_FOLDS_BELOW = 980
"""Pixels of the page below which a side of the usual width folds to a strip."""
_FIRST_PLACE = 4


class PostedSide(QWidget):
    """The part of a posted document's page that has the side column."""

    left = Signal()
    """The document is done with: back to where it was opened."""
    changed = Signal()
    """The document is void now."""

    desk: Desk
    document: Document | None
    paper: DocumentSheet
    void_panel: VoidPanel
    side: SideColumn
    strip: SideStrip
    printing_place: PrintPlace
    top: QBoxLayout
    second: QBoxLayout
    body: QBoxLayout
    by_need: Sequence[KeyButton]
    """The buttons of the row above; where it has too little room, the keys of the first named
    are the first that go into their tips."""
    first: QWidget
    """What is done most; in a row of its own where the row above has no room for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = False
        self._approval: ApprovalPlace | None = None
        self._more: list[SidePanel] = []
        self._side_width = SIDE
        self._back = QShortcut(QKeySequence("Esc"), self)
        self._back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._back.activated.connect(self.step_back)

    def reload(self) -> None:
        """Read the document again."""
        raise NotImplementedError

    def show_title(self, document: Document) -> None:
        """Say which document it is, as the room allows."""
        raise NotImplementedError

    def add_side(self, title: str, panel: SidePanel, width: int = SIDE) -> None:
        """Let the side tell more of documents of this kind, ``width`` pixels wide."""
        self._more.append(panel)
        self._side_width = width
        self.side.setMaximumWidth(width)
        self.side.setFixedWidth(width)
        self.side.add(title, panel)
        self.side.answer_while_shown(self)

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _FOLDS_BELOW + self._side_width - SIDE
        if narrow != self._narrow:
            self._narrow = narrow
            self._fold(narrow)
        self.place_first()
        self._place_side()

    def _fold(self, narrow: bool) -> None:
        """At a narrow window the side is a strip; what it holds lies over the desk when asked."""
        self.strip.setVisible(narrow)
        if self.document is not None:
            self.show_title(self.document)
        if narrow:
            self.body.removeWidget(self.side)
            self.side.setVisible(self._voids)
            self.side.raise_()
        else:
            self.body.insertWidget(1, self.side)
            self.side.show()

    def place_first(self) -> None:
        """Put what is done most beside the rest, or below where even without keys is no room."""
        self.second.removeWidget(self.first)
        self.top.removeWidget(self.first)
        self.top.insertWidget(_FIRST_PLACE, self.first)
        room = self.width() - 2 * PAGE_SIDE
        fit_keys(self.top, room, self.by_need)
        if self.top.sizeHint().width() > room:
            self.top.removeWidget(self.first)
            self.second.insertWidget(0, self.first, alignment=Qt.AlignmentFlag.AlignLeft)

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

    @property
    def printing(self) -> "PrintBar":
        """Where printing is asked and said."""
        return self.printing_place.part

    def step_back(self) -> None:
        """Esc: answer no; fold what lies over the desk; back to the paper; leave the document."""
        if self.printing_place.asks:
            self.printing.leave()
        elif self._narrow and self.side.isVisible():
            self.side.hide()
            self.paper.setFocus()
        elif not self.paper.hasFocus():
            self.paper.setFocus()
        else:
            self.left.emit()

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
        self.approval.setFocus()

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
