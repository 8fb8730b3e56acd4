"""Counter: the quick sale. Scan, post, and the next customer's page is ready."""

from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from app.domain.kinds import SALE
from app.gui.documents.counter_day import CounterDay
from app.gui.documents.counter_empty import CounterEmpty
from app.gui.documents.discarded_bar import DiscardedBar
from app.gui.documents.page import DocumentPage
from app.gui.kit.desk import Desk
from app.services.documents import drafts
from app.services.entry.scanning import Outcome
from app.text import _
from db.queries import documents
from db.queries.documents import Document, DocumentLine
from db.queries.waiting import texts


class CounterPage(DocumentPage):
    """A sales invoice that is always open; after a crash the same draft is there again (D6).

    While nothing is entered, the last sales and the day stand where lines and serials will.
    """

    def __init__(self, desk: Desk) -> None:
        self._is_empty = False
        super().__init__(desk, SALE)
        self.back_button.hide()
        self._begun = False
        """Something was scanned into the draft that is shown, whatever came of it."""
        self.empty = CounterEmpty(desk, self.scan_box, self._hints())
        self.day = CounterDay(desk)
        self._place = _in_place_of(self.lines, self.empty)
        self.draft_page.put_beside(self.day)
        self.gone = DiscardedBar(desk, self)
        self.empty.print_button.clicked.connect(self.prints.print)
        self.left.connect(self.start)
        self.discarded.connect(self.gone.offer)
        self.gone.restored.connect(self._take_up)
        self.start()

    def _hints(self) -> list[tuple[str, str]]:
        """The keys that are said while nothing is entered."""
        return [
            ("3*", _("and a code: three of it")),
            ("F4", _("customer")),
            ("↑ ↓", _("choose a sale")),
            ("Ctrl+K", _("go to a page, find anything")),
        ]

    def start(self) -> None:
        """Show the open counter draft, or begin one."""
        database = self.desk.database
        draft = documents.newest_draft(database, self.kind.key, at_counter=True)
        if draft is None:
            draft = drafts.new(self.desk.session, self.kind.key, at_counter=True)
        self.open(draft)

    def open(self, document: int) -> None:
        """Show a draft; while nothing is on it, the day and the last sales."""
        self._begun = False
        super().open(document)

    def _show_outcome(self, outcome: Outcome) -> None:
        self._begun = True
        self.gone.forget()
        self._show_empty(False)  # at once, also where the scan is refused
        super()._show_outcome(outcome)

    def _show_head_and_lines(self, id: int) -> list[DocumentLine]:
        self.gone.forget()
        lines = super()._show_head_and_lines(id)
        undone = self.undo_button.isEnabled()  # what was taken back can be looked at
        is_empty = not (lines or self._begun or undone or texts(self.desk.database, id))
        self._show_empty(is_empty)
        return lines

    def _show_empty(self, is_empty: bool) -> None:
        self._place.setCurrentIndex(1 if is_empty else 0)
        self.day.setVisible(is_empty)
        self.panel.setVisible(self.with_serials and not is_empty)
        self._is_empty = is_empty
        self.empty.stand_in(is_empty)
        self._show_actions()
        if is_empty:
            self.day.reload()

    def _show_actions(self) -> None:
        """Nothing can be done to an empty sale; Post stays, it takes what is in the box (D11)."""
        super()._show_actions()
        self.totals.show_empty(self._is_empty)
        if self._is_empty:
            self.scans.hide()
            self.delete_line_button.hide()
            self.discard_button.hide()
            self.print_button.hide()
            self.empty.print_button.setVisible(not self.printing.asks)
            self.prints.allow(bool(self.empty.model.rows))
            self.more_button.setVisible(self.draft_page.is_narrow)

    def _step(self, by: int) -> None:
        if not self._is_empty:  # then the arrows choose one of the last sales
            super()._step(by)

    def _take_up(self, draft: int) -> None:
        """Show a draft that was taken back; the empty draft begun after it is discarded."""
        if self.document is not None and not self.holds_something():
            drafts.discard(self.desk.session, self.document.id)
        self.open(draft)

    def _show_posted(self, posted: int) -> None:
        """The sale is in the books: say so, and be ready for the next customer."""
        sale = documents.document(self.desk.database, posted)
        waiting = self.queue.give_up()  # scanned while something was asked: the next customer's
        self.start()
        for code in waiting:
            self.take_scan(code)
        text = _("{number} is posted: {total}. Ready for the next customer.")
        total = self.desk.formats.money(sale.total)
        self.verdict.show_done(text.format(number=sale.number, total=total), sale.id)
        self.scans.follow()

    def to_print(self) -> Document | None:
        """While nothing is entered it is the sale that is chosen among the last ones."""
        if not self._is_empty:
            return super().to_print()
        sale = self.empty.chosen()
        return None if sale is None else documents.document(self.desk.database, sale.id)

    def print_posted(self, document: Document) -> None:
        """The next customer's page says it; nothing waits for it."""
        self.printing.after_posting(document)

    def _title(self, document: Document) -> str:
        return _("Counter")


def _in_place_of(part: QWidget, other: QWidget) -> QStackedWidget:
    """Let ``other`` stand where ``part`` is; the part is 0 and is shown, the other is 1."""
    around, place = part.parentWidget(), QStackedWidget()
    if isinstance(around, QSplitter):
        around.replaceWidget(around.indexOf(part), place)
    elif around is not None and (layout := around.layout()) is not None:
        layout.replaceWidget(part, place)
    place.addWidget(part)
    place.addWidget(other)
    return place
