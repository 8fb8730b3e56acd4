"""What can be done with a posted document: copy, return, receive, make another of it, label."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.document_kind import DocumentKind
from app.domain.problems import Problem, Refused
from app.domain.verdicts import Level
from app.gui.documents.posted_side import PostedSide
from app.gui.inventory.records import RecordsDialog
from app.gui.kit import long_work
from app.gui.kit.asking_approval import asks_approval
from app.gui.kit.confirm_bar import ConfirmBar
from app.gui.kit.problem_list import ProblemList
from app.gui.paper.labels.label_source import of_document, unprinted
from app.gui.paper.labels_window import show_labels
from app.services.documents import copying, orders, returning
from app.services.documents.effects import transfers
from app.text import _
from db.queries.documents import DRAFT, POSTED
from db.queries.lists import serials as serial_list


class PostedActions(PostedSide):
    """The part of a posted document's page that goes on with it."""

    kind: DocumentKind
    back_kind: DocumentKind | None
    """What takes back what this kind sold or bought."""
    problems: ProblemList
    confirm: ConfirmBar
    print_button: QPushButton
    records_button: QPushButton
    labels_button: QPushButton
    labels_action: QAction

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unprinted = False

    def _offer_print(self) -> None:
        """While printing is asked about, its button is the one there."""
        self.print_button.setVisible(not self.printing_place.asks)

    def _offer_records(self) -> None:
        sheet, line = self.paper.sheet, self.paper.current_line()
        self.records_button.setVisible(sheet is not None and sheet.with_serials)
        self._offer_labels()
        self.place_first()
        self.records_button.setEnabled(line is not None and bool(line.serials))

    def _beside(self, make: Callable[[], int]) -> int:
        """Make a draft of the document's lines, beside the screen where there are many."""
        size = len(self.paper.sheet.lines) if self.paper.sheet else 0
        return long_work.carry_out(self, self.desk.database, size, _("Making the draft"), make)

    def _open_made(self, make: Callable[[], int]) -> None:
        """Go on with the draft that is made, or say why there is none."""
        try:
            draft = self._beside(make)
        except Refused as refusal:
            if asks_approval(self, self.desk, refusal, lambda: self._open_made(make)):
                return
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
