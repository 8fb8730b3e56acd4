"""The page of a receipt or payment: from whom, how much, how, and what it settles (M8)."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.domain.document_kind import DocumentKind
from app.domain.payments import Tender
from app.domain.problems import Problem, Refused
from app.domain.verdicts import Level
from app.gui.documents.draft_view import NARROW_BELOW
from app.gui.documents.header import DocumentHeader
from app.gui.documents.open_document import OpenDocument
from app.gui.documents.settled_table import SettledTable
from app.gui.kit.confirm_bar import ConfirmBar
from app.gui.kit.desk import Desk
from app.gui.kit.errors import at_work_text
from app.gui.kit.guard import guarded
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.side_column import NARROW, WIDTH
from app.gui.kit.theme import CARD_GAP, GRID, PAGE_SIDE, PAGE_TOP
from app.gui.kit.total import Total
from app.gui.kit.widgets import button, card, column, label, name_label, row
from app.gui.money.amount_field import AmountField
from app.gui.money.tender_tiles import PaymentChoice, TenderTiles
from app.gui.paper.preview_place import PreviewPlace
from app.gui.paper.print_bar import PrintBar
from app.services.documents import draft_head, drafts, posting
from app.services.money import accounts, payments, tenders
from app.services.money.accounts import SettlingPlan
from app.text import _
from db.engine.trouble import StoreTrouble
from db.queries import documents
from db.queries.documents import DRAFT, Document


class SettlingPage(OpenDocument):
    """Left what is paid and what it settles, right by which way, and Post."""

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        super().__init__()
        self.desk, self.kind = desk, kind
        self.document: Document | None = None
        self.plan: SettlingPlan | None = None
        self.header = DocumentHeader(desk, kind)
        self.title = name_label("", "title")
        self.amount = AmountField()
        self.table = SettledTable(desk)
        self.tiles = TenderTiles(desk.theme)
        self.problems, self.confirm = ProblemList(desk), ConfirmBar(desk)
        self.total, self.advance = Total(), label("", "secondary")
        self.settled = label("", "secondary")
        self.back_button = button(_("Back"), "Alt+Left")
        self.discard_button = button(_("Discard draft"), role="flat")
        self.oldest_button = button(_("The oldest first"), role="link")
        self.post_button = button(_("Post"), "F9", "big")
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        asked = _("Amount received") if self.kind.money_sign > 0 else _("Amount paid")
        self.amount.setAccessibleName(asked)
        self.amount.setFixedWidth(WIDTH // 2)
        paid = row(label(asked, "heading"), self.amount, None, gap=GRID * 2)
        owed = _("Open with this contact")
        work = card(
            column(
                self.confirm,
                self.problems,
                paid,
                row(label(owed, "heading"), None, self.oldest_button),
                self.table,
                row(None, self.discard_button),
                margin=GRID * 3 // 2,
                gap=GRID * 3 // 2,
            )
        )
        ways = card(column(label(_("How it is paid"), "heading"), self.tiles, margin=GRID * 3 // 2))
        sums = column(
            self.settled,
            self.advance,
            row(label(_("Total"), "heading"), self.total),
            self.post_button,
            margin=GRID * 3 // 2,
            gap=GRID // 2,
        )
        side = QWidget()
        side.setLayout(column(ways, None, card(sums)))
        self.side = side
        body = row(work, side, gap=CARD_GAP)
        body.setStretch(0, 1)
        top = row(self.back_button, self.title, self.header, gap=CARD_GAP)
        top.setStretch(2, 1)
        page = column(top, self.header.note_line, body, gap=CARD_GAP)
        page.setStretch(2, 1)
        page.setContentsMargins(PAGE_SIDE, PAGE_TOP, PAGE_SIDE, PAGE_SIDE)
        self.draft_page = QWidget()
        self.draft_page.setLayout(page)
        self.stack = QStackedLayout(self)
        self.stack.addWidget(self.draft_page)
        self.preview = PreviewPlace(self.desk, self.stack, self._bar, self._be_ready)

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW_BELOW
        self.side.setFixedWidth(NARROW if narrow else WIDTH)
        self.tiles.fold(narrow)
        self.table.fold(narrow)
        self.header.fold(narrow)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.leave)
        self.discard_button.clicked.connect(self.discard)
        self.post_button.clicked.connect(self.post)
        self.oldest_button.clicked.connect(lambda: self._choose({}))
        self.amount.editingFinished.connect(self._save_amount)
        self.amount.entered.connect(self._save_amount)
        self.tiles.chosen.connect(self._save_tender)
        self.table.wanted.connect(self._want)
        self.table.refused.connect(self._show_refusal)
        for changed in (self.header.changed, self.header.done):
            changed.connect(self.reload)
        self.header.not_written.connect(self._tell_trouble)
        self.header.refused.connect(self._show_refusal)
        self.header.dated.connect(self._ask_about_date)
        self.header.date.refused.connect(lambda problem: self._show_refusal((problem,)))
        shortcut = QShortcut(QKeySequence("F2"), self.draft_page)
        shortcut.activated.connect(self.amount.setFocus)
        self.amount.setToolTip(_("F2 comes back here"))

    # What is shown

    @property
    def name(self) -> str:
        """What it is called where it is offered again."""
        return self.title.text()

    def open(self, document: int) -> None:
        """Show a receipt or payment from the store."""
        self.problems.show_problems(())
        self.confirm.hide()
        self.amount.setModified(False)
        self.tiles.offer((), None)  # what was chosen for another one is not this one's
        self._show(document)
        self._be_ready()

    def reload(self) -> None:
        """Read it again; what stands against it is out of date then."""
        if self.document is not None:
            self.problems.show_problems(())
            self._show(self.document.id)

    def _show(self, id: int) -> None:
        head = self.document = documents.document(self.desk.database, id)
        self.title.setText(" ".join(part for part in (_(self.kind.name), head.number) if part))
        if head.state == DRAFT:
            self.stack.setCurrentWidget(self.draft_page)
            self._show_draft(head)
        else:
            self.stack.setCurrentWidget(self.posted)
            self.posted.open(id)
        self.desk.bus.document_shown.emit()

    def _show_draft(self, head: Document) -> None:
        formats, database = self.desk.formats, self.desk.database
        self.header.show_document(head)
        if not self.amount.isModified():
            self.amount.setText(formats.price(head.total) if head.total else "")
        offered = [PaymentChoice(one) for one in tenders.every(database) if one.is_offered]
        parts = payments.parts_of(database, head.id)
        # a way that was chosen before there is an amount is on the draft as soon as there is one
        chosen = PaymentChoice(parts[0].tender) if parts else self.tiles.current
        self.tiles.offer(offered, chosen)
        self.plan = accounts.plan_of(database, head)
        self.table.show_plan(self.plan)
        self.oldest_button.setVisible(self.plan.chosen)
        self.total.setText(formats.money(head.total))
        settled = formats.money(head.total - self.plan.advance)
        self.settled.setText(_("{amount} settles what is open").format(amount=settled))
        advance = formats.money(self.plan.advance)
        self.advance.setText(_("{amount} stays as an advance").format(amount=advance))
        self.advance.setVisible(self.plan.advance > 0)

    def _be_ready(self) -> None:
        """The next key goes where something is missing, or to the paper."""
        head = self.draft
        if head is None:
            self.posted.setFocus()
        elif head.party_id is None:
            self.header.party.setFocus()
        else:
            self.amount.setFocus()
            self.amount.selectAll()

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()
        self._be_ready()

    def _bar(self) -> PrintBar:
        return self.posted.printing

    def show_preview(self, document: Document) -> None:
        """Show the pages of a document as they are printed."""
        self.preview.show(document)

    # What is typed

    def _save_amount(self) -> None:
        self.finish_amount()

    def finish_amount(self) -> bool:
        """Write the amount that is typed; False where it is none, and stays to be mended."""
        head = self.draft
        if head is None or not self.amount.isModified():
            return True
        typed = self.amount.text().strip()
        amount = self.desk.formats.read_amount(typed, below_zero=True) if typed else 0
        if isinstance(amount, Problem):
            self._show_refusal((amount,))
            return False
        self.amount.setModified(False)
        tender = self._tender()

        def write() -> None:
            accounts.set_amount(self.desk.session, head.id, amount)
            if tender is not None:
                accounts.set_tender(self.desk.session, head.id, tender.id)

        if not self._do(write):
            self.amount.setModified(True)
            return False
        self.reload()
        return True

    def _tender(self) -> Tender | None:
        return self.tiles.current.tender if self.tiles.current else None

    def _save_tender(self) -> None:
        head, tender = self.draft, self._tender()
        if head is None or tender is None or not self.finish_amount():
            return
        if self._do(lambda: accounts.set_tender(self.desk.session, head.id, tender.id)):
            self.reload()
        self.amount.setFocus()

    def _want(self, document: int, amount: int) -> None:
        """So much of one document is to be settled; of the others what is shown."""
        if self.plan is not None:
            others = {debt.document: 0 for debt in self.plan.debts}
            self._choose(others | dict(self.plan.amounts) | {document: amount})

    def _choose(self, amounts: dict[int, int]) -> None:
        head = self.draft
        if head is None or not self.finish_amount():
            return
        if self._do(lambda: accounts.choose(self.desk.session, head.id, amounts)):
            self.reload()

    def finish_fields(self) -> bool:
        """Write all that is being typed; False where something is not taken, which is said."""
        if self.draft is None:
            return True
        self.table.finish_edit()
        problems: list[Problem] = []
        if not self._do(lambda: problems.extend(self.header.finish())):
            return False
        if problems:
            self._show_refusal(problems)
            self.header.focus_unfinished()
            return False
        return self.finish_amount()

    def holds_something(self) -> bool:
        """Somebody is named, an amount or a note was entered."""
        head = self.document
        return head is not None and bool(head.party_id or head.total or head.note)

    # What is done

    def post(self) -> None:
        """Post it, or say every reason why not."""
        if self.draft is not None and self.finish_fields():
            self._post()

    def _post(self, sure: Sequence[Problem] = ()) -> None:
        head = self.draft
        if head is None:
            return
        try:
            posting.post(self.desk.session, head.id, sure=sure)
        except Refused as refusal:
            if refusal.asks:
                self._ask(refusal.problems)
            else:
                self._show_refusal(refusal.problems)
            return
        except StoreTrouble as trouble:
            self._tell_trouble(trouble)
            return
        self.desk.sounds.play(Level.ACCEPTED)
        self._show(head.id)
        self._be_ready()
        self.posted.printing.after_posting(documents.document(self.desk.database, head.id))
        self.desk.bus.changed.emit()

    def _ask(self, questions: Sequence[Problem]) -> None:
        def answer(yes: bool) -> None:
            if yes:
                self._post(questions)
            else:
                self._be_ready()

        self.confirm.ask(questions, answer)

    def _ask_about_date(self) -> None:
        """A date that was chosen and is odd is asked about at once, and then no more (D10)."""
        head = self.draft
        odd = posting.date_question(self.desk.database, head.id) if head else None
        if head is None or odd is None:
            return

        def answer(yes: bool) -> None:
            if yes:
                draft_head.set_date(self.desk.session, head.id, head.date, sure=True)
                self.reload()
            else:
                self.header.date.setFocus()

        self.confirm.ask((odd,), answer)

    def discard(self) -> None:
        """Put the draft aside; it can be taken back."""
        head = self.draft
        if head is None or not self._do(lambda: drafts.discard(self.desk.session, head.id)):
            return
        self.document = None
        self.desk.bus.changed.emit()
        self.left.emit()
        self.discarded.emit(head.id)

    def leave(self) -> None:
        """Go back to the list; a draft that holds nothing is not kept."""
        if not self.finish_fields() or (self.draft is None and not self.posted.may_leave()):
            return
        empty = None if self.holds_something() else self.draft
        if empty and not self._do(lambda: drafts.discard(self.desk.session, empty.id)):
            return
        self.document = None
        self.desk.bus.document_shown.emit()
        self.left.emit()

    def _do(self, action: Callable[[], object]) -> bool:
        """Write something; False where the rules or the disk refuse it, which the page says."""
        try:
            action()
        except Refused as refusal:
            self._show_refusal(refusal.problems)
        except StoreTrouble as trouble:
            self._tell_trouble(trouble)
        else:
            return True
        return False

    def _show_refusal(self, problems: Sequence[Problem]) -> None:
        self.problems.show_problems(problems)
        self.desk.sounds.play(Level.REFUSED)

    def _tell_trouble(self, trouble: StoreTrouble) -> None:
        self.problems.say(at_work_text(trouble))
        self.desk.sounds.play(Level.REFUSED)
