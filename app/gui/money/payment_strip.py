"""The payment of a document, in the right column of its page: no window, so no scan is lost (M5).

F9 opens it, Enter takes what is typed as the chosen tender, or exactly what is due, and finishes
once nothing is. What is typed is on the draft at once, and is there when the strip opens again.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QWidget

from app.domain import payments as payment_rules
from app.domain.document_kind import Settling
from app.domain.kinds import KINDS
from app.domain.payments import Part, Settlement
from app.domain.problems import Code, Problem, Refused
from app.domain.shifts import PIECES
from app.domain.verdicts import Level
from app.gui.kit.asking_approval import asks_approval
from app.gui.kit.desk import Desk
from app.gui.kit.errors import at_work_text
from app.gui.kit.guard import guarded
from app.gui.kit.keys import only_shown
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.theme import GRID
from app.gui.kit.total import Total
from app.gui.kit.widgets import button, column, label, row
from app.gui.money.amount_field import AmountField
from app.gui.money.change_box import ChangeBox
from app.gui.money.paid_parts import PaidParts
from app.gui.money.receipt_choice import ReceiptChoice
from app.gui.money.shown_sale import ShownSale
from app.gui.money.tender_tiles import PaymentChoice, TenderTiles
from app.services.money import payments, tenders
from app.text import _
from db.engine.trouble import StoreTrouble
from db.queries.documents import Document

_LIKELY = 4


class PaymentStrip(QFrame):
    """A card; the page posts what it takes."""

    widths = 400, 320
    """Of the right column while it is paid, where there is room and where there is little."""
    finish_wanted = Signal(bool)
    """Everything is paid; True: what is not stays on account."""
    left = Signal()
    """Back to the document; what is paid so far stays."""
    changed = Signal()
    """Another part was typed or taken off."""
    customer_wanted = Signal()
    """What is not paid can stay on account once the customer is named."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(_("Take payment"))
        self._desk = desk
        self._document: Document | None = None
        self.settlement: Settlement = Settlement(0, (), 0, 0)
        self._make_parts()
        self._arrange()
        self.tiles.chosen.connect(self._choose)
        self.tiles.closed.connect(self.customer_wanted)
        self.amount.textChanged.connect(self._show_change)
        self.amount.entered.connect(self.enter)
        self.reason.returnPressed.connect(self.enter)
        self.finish_button.clicked.connect(self.enter)
        self.parts.removed.connect(self._remove)
        for place, made in enumerate(self.likely):
            made.clicked.connect(partial(self._take_likely, place))

    def _make_parts(self) -> None:
        theme, formats = self._desk.theme, self._desk.formats
        self._title, self._of = label("", "muted"), label("", "secondary")
        self.due = Total(Qt.AlignmentFlag.AlignLeft)
        self._rounding = label("", "secondary")
        self.tiles = TenderTiles(theme)
        self._hint = label("", "secondary")
        self._hint.setWordWrap(True)
        self._asked = label("", "secondary")
        self.amount = AmountField()
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self.likely: list[QPushButton] = [button("", role="likely") for _place in range(_LIKELY)]
        self._amounts: list[int] = []
        self.change = ChangeBox(desk=self._desk)
        self.parts = PaidParts(formats, theme)
        self.problems = ProblemList(self._desk)
        self.receipt = ReceiptChoice(self._desk)
        self.finish_button = button(_("Finish"), "Return", "big")
        only_shown(self.finish_button)

    def _arrange(self) -> None:
        self._likely_row = QWidget()
        self._likely_row.setLayout(row(*self.likely))
        head = row(self._title, None, self._of)
        upper = column(
            head,
            self.due,
            self._rounding,
            self.tiles,
            self._hint,
            GRID // 2,
            self._asked,
            self.amount,
            self.reason,
            self._likely_row,
            self.change,
            self.problems,
            self.parts,
            None,
            gap=GRID // 2,
        )
        upper.setContentsMargins(GRID * 2, GRID * 3 // 2, GRID * 2, GRID)
        foot = QFrame()
        foot.setProperty("role", "bar")
        below = column(self.receipt, self.finish_button)
        below.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID * 3 // 2)
        foot.setLayout(below)
        whole = column(gap=0)
        whole.addLayout(upper, 1)
        whole.addWidget(foot)
        self.setLayout(whole)

    def fold(self, narrow: bool) -> None:
        """There is little room now, or there is room again."""
        self.tiles.fold(narrow)

    # What is shown ----------------------------------------------------------------------------

    def begin(self, document: Document) -> None:
        """Begin to pay a draft, or go on; the amount has the focus. Raises StoreTrouble.

        What comes back is given back as it was paid, unless somebody chooses otherwise (M7).
        """
        self._document = document
        self.problems.show_problems(())
        self.amount.clear()
        self.reason.clear()
        self.receipt.begin(document)
        if KINDS[document.kind].refunds:
            self._try(self._propose)
        self._read()
        self._offer(PaymentChoice(None) if self._stays_open_by_itself() else None)
        self._show()
        self.take_focus()

    def take_focus(self) -> None:
        """The next key is of the amount, or finishes where nothing is due.

        Where something else stands in its place, such as an approval, that one keeps the focus.
        """
        if self.isVisibleTo(self.window()):
            (self.amount if self.amount.isVisibleTo(self) else self.finish_button).setFocus()

    def _offer(self, current: PaymentChoice | None) -> None:
        """The shop's tenders, and after four of them *On account*, where a document needs it."""
        offered = [PaymentChoice(tender) for tender in tenders.offered(self._desk.database)]
        if self._pays_at_once or self._account_is_open():
            offered.insert(min(len(offered), _BEFORE_ACCOUNT), PaymentChoice(None))
        self.tiles.offer(offered, current, self._account_is_open())

    def _propose(self) -> None:
        """Type what is proposed anew, unless somebody chose another way for what is there."""
        assert self._document is not None
        session, draft = self._desk.session, self._document.id
        settled = payments.settlement_of(session.database, draft)
        there = [one for one in settled.paid if one.part.id is not None]
        fits = settled.due == 0 and all(one.amount == one.part.amount for one in there)
        if there and (fits or any(one.part.reference for one in there)):
            return
        for one in there:
            payments.remove_part(session, draft, one.part.id or 0)
        payments.add_proposed(session, draft)

    def reload(self, document: Document) -> None:
        """Show the same draft as it is now: its total may be another."""
        self._document = document
        self._read()
        self._offer(self.tiles.current)
        self._show()

    def _read(self) -> None:
        assert self._document is not None
        self.settlement = payments.settlement_of(self._desk.database, self._document.id)

    @property
    def _incoming(self) -> bool:
        return self._document is not None and KINDS[self._document.kind].money_sign > 0

    @property
    def _pays_at_once(self) -> bool:
        kind = KINDS[self._document.kind] if self._document else None
        return kind is not None and kind.settling is Settling.AT_ONCE

    @property
    def _in_cash(self) -> bool:
        choice = self.tiles.current
        return choice is not None and choice.tender is not None and choice.tender.is_cash

    @property
    def _asks_reference(self) -> bool:
        choice = self.tiles.current
        return choice is not None and choice.tender is not None and choice.tender.asks_reference

    @property
    def _on_account(self) -> bool:
        choice = self.tiles.current
        return choice is not None and choice.tender is None

    def _account_is_open(self) -> bool:
        """What is not paid can stay on account of somebody who is named."""
        return self._document is not None and self._document.party_id is not None

    def _stays_open_by_itself(self) -> bool:
        """What comes back of what was on account is proposed to stay there (M7)."""
        assert self._document is not None
        kind = KINDS[self._document.kind]
        return kind.refunds and self.settlement.due > 0 and self._account_is_open()

    def _show(self) -> None:
        formats, settled = self._desk.formats, self.settlement
        self._title.setText(self._says_due())
        of = _("of {total}").format(total=formats.price(settled.total))
        self._of.setText(of if settled.paid else "")
        self.due.setText(formats.money(self._figure()))
        self.tiles.setVisible(settled.due > 0)
        self._show_rounding()
        self._hint.setText("" if self._account_is_open() else _("On account needs a customer F4"))
        closed = self._pays_at_once and not self._account_is_open()
        self._hint.setVisible(closed and settled.due > 0)
        paid_title = _("Paid so far") if self._incoming else _("Given back by")
        self.parts.show_parts(paid_title, settled.paid)
        self._show_amounts()
        self._show_change()

    def _figure(self) -> int:
        """What is large: what is due, or where all is typed of it, what is given back."""
        settled = self.settlement
        if settled.due > 0 or self._incoming:
            return settled.in_cash if self._in_cash else settled.due
        return sum(one.moved for one in settled.by_hand)

    def _says_due(self) -> str:
        if self._incoming:
            return _("Still due") if self.settlement.paid else _("Due")
        refunds = self._document is not None and KINDS[self._document.kind].refunds
        return _("To give back") if refunds else _("To pay")

    def _show_rounding(self) -> None:
        settled, step = self.settlement, self._desk.settings.cash_rounding
        by = settled.in_cash - settled.due
        text = _("in cash; rounded by {by} to {step}")
        formats = self._desk.formats
        sign = "+" if by > 0 else ""
        said = text.format(by=f"{sign}{formats.price(by)}", step=formats.price(step))
        self._rounding.setText(said)
        self._rounding.setVisible(bool(by) and self._in_cash)

    def _show_amounts(self) -> None:
        """What is asked for, and what a customer is likely to hand over."""
        due, formats = self.settlement, self._desk.formats
        cash_in = self._in_cash and self._incoming
        asked = due.due > 0 and not self._on_account
        self._asked.setText(_("Cash given") if cash_in else _("Amount"))
        self.amount.setAccessibleName(self._asked.text())
        self.amount.setPlaceholderText(formats.price(due.in_cash if self._in_cash else due.due))
        for part in (self._asked, self.amount):
            part.setVisible(asked or (part is self.amount and self._on_account and due.due > 0))
        self.amount.setReadOnly(not asked and not self.amount.text())
        refunds = self._document is not None and KINDS[self._document.kind].refunds
        self.reason.setVisible(asked and (refunds or self._asks_reference))
        said = _("Reason") if refunds else _("Slip or transaction number")
        self.reason.setPlaceholderText(said)
        self.reason.setAccessibleName(said)
        step = self._desk.settings.cash_rounding
        there = PIECES.get(self._desk.settings.currency, ())
        pieces = [piece for piece in there if piece == payment_rules.in_coins(piece, step)]
        self._amounts = (
            payment_rules.likely_amounts(due.in_cash, pieces, _LIKELY) if cash_in else []
        )
        for place, made in enumerate(self.likely):
            made.setVisible(place < len(self._amounts))
            if place < len(self._amounts):
                exact = self._amounts[place] == due.in_cash
                text = _("Exact") if exact else formats.whole_price(self._amounts[place])
                made.setText(text)
                made.setAccessibleName(text)
        self._likely_row.setVisible(bool(self._amounts))

    def _show_change(self) -> None:
        """The change of what is typed, and what Enter does with it."""
        settled = self._with_typed()
        self.change.show_change(settled.change)
        formats = self._desk.formats
        text = _("Finish")
        if self._on_account and settled.due > 0:
            text = _("Finish, on account")
        elif settled.due > 0:
            text = _("Take {amount}").format(amount=self.amount.text())
        elif settled.change:
            text = _("Finish, change {change}").format(change=formats.price(settled.change))
        self.finish_button.setText(text)
        self.finish_button.setAccessibleName(text)
        choice = self.tiles.current
        chosen = [choice.tender] if choice and choice.tender and self.settlement.due else []
        used = [one.part.tender for one in settled.paid] + chosen
        self.receipt.show_drawer(any(tender.opens_drawer for tender in used))

    def _with_typed(self) -> Settlement:
        """What it comes to with what is typed; as it is where that is nothing, or no amount."""
        settled, choice = self.settlement, self.tiles.current
        if choice is None or choice.tender is None or settled.due <= 0:
            return settled
        typed = self._typed()
        if isinstance(typed, Problem) or (typed is not None and typed < 0):
            return settled
        amount = settled.due if typed is None else min(typed, settled.due)
        given = typed if choice.tender.is_cash and self._incoming else None
        step = self._desk.settings.cash_rounding
        too_much = given is None and typed is not None and typed > settled.due
        if too_much or (given is not None and given != payment_rules.in_coins(given, step)):
            return settled
        parts: Sequence[Part] = [
            *(one.part for one in settled.paid),
            Part(choice.tender, amount, given),
        ]
        return payment_rules.settle(settled.total, parts, step)

    def _typed(self) -> int | Problem | None:
        text = self.amount.text().strip()
        return self._desk.formats.read_amount(text, below_zero=True) if text else None

    def shown_sale(self, sale: ShownSale) -> ShownSale:
        """What the customer may see of ``sale``: what is paid and due of it, or given back."""
        if not self._incoming:
            return sale._replace(total=-self._figure())
        due = self.settlement.in_cash if self._in_cash else self.settlement.due
        return sale._replace(paid=sum(one.moved for one in self.settlement.by_hand), due=due)

    # What is done -----------------------------------------------------------------------------

    def _choose(self) -> None:
        self._show()
        self.take_focus()

    def _take_likely(self, place: int) -> None:
        self.amount.setText(self._desk.formats.price(self._amounts[place]))
        self.take_focus()

    def enter(self) -> None:
        """Take what is typed, or exactly what is due; finish once nothing is due any more."""
        if self._document is None:
            return
        self.problems.show_problems(())
        if self._on_account:
            if self._try(self._leave_open):
                self.finish_wanted.emit(True)
            return
        if self.settlement.due > 0 or self.amount.text().strip():
            if not self._try(self._take, self.enter):
                self.take_focus()
                return
            self.amount.clear()
            self.reason.clear()
            self._after_change()
        if self.settlement.due <= 0:
            self.finish_wanted.emit(False)

    def _take(self) -> None:
        """Type the part on the draft."""
        choice, typed = self.tiles.current, self._typed()
        if isinstance(typed, Problem):
            raise Refused([typed])
        assert self._document is not None
        if choice is None or choice.tender is None:
            raise Refused([Problem(Code.NOTHING_DUE, {"tender": ""})])
        payments.add_part(
            self._desk.session,
            self._document.id,
            choice.tender.id,
            typed,
            self.reason.text() if not self.reason.isHidden() else "",
        )

    def _leave_open(self) -> None:
        """Nothing is typed that would be left out: all that is not paid stays on account (D11)."""
        typed = self.amount.text().strip()
        if typed:
            due = self._desk.formats.price(self.settlement.due)
            raise Refused([Problem(Code.ACCOUNT_TAKES_ALL, {"text": typed, "due": due})])

    def _remove(self, part: int) -> None:
        draft = self._document
        if draft is not None and self._try(
            lambda: payments.remove_part(self._desk.session, draft.id, part)
        ):
            self.problems.show_problems(())
            self._after_change()
        self.take_focus()

    def _after_change(self) -> None:
        self._read()
        self._show()
        self.changed.emit()

    def _try(self, act: Callable[[], object], again: Callable[[], object] | None = None) -> bool:
        """Write something; False where the rules or the disk refuse it, which is said here.

        ``again`` does it once more, where somebody else approves it.
        """
        try:
            act()
        except Refused as refusal:
            if again is not None and asks_approval(self, self._desk, refusal, again):
                return False
            self.problems.show_problems(refusal.problems)
        except StoreTrouble as trouble:
            self.problems.say(at_work_text(trouble))
        else:
            return True
        self._desk.sounds.play(Level.REFUSED)
        return False

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the document, Enter finishes wherever the focus is."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.enter()
        else:
            super().keyPressEvent(event)


_BEFORE_ACCOUNT = 4
"""Tenders before *On account*."""
