"""Counter: the quick sale. Scan, post, and the next customer's page is ready."""

from app.domain.kinds import SALE
from app.gui.documents.discarded_bar import DiscardedBar
from app.gui.documents.page import DocumentPage
from app.gui.kit.desk import Desk
from app.services.documents import drafts
from app.text import _
from db.queries import documents
from db.queries.documents import Document


class CounterPage(DocumentPage):
    """A sales invoice that is always open; after a crash the same draft is there again (D6)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, SALE)
        self.back_button.hide()
        self.gone = DiscardedBar(desk)
        self.draft_page.rows.insertWidget(1, self.gone)
        self.left.connect(self.start)
        self.discarded.connect(self.gone.offer)
        self.gone.restored.connect(self._take_up)
        self.start()

    def start(self) -> None:
        """Show the open counter draft, or begin one."""
        database = self.desk.database
        draft = documents.newest_draft(database, self.kind.key, at_counter=True)
        if draft is None:
            draft = drafts.new(self.desk.session, self.kind.key, at_counter=True)
        self.open(draft)

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

    def _title(self, document: Document) -> str:
        return _("Counter")
