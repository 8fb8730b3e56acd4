"""How the shop stands with a contact: what is owed, since when, and what is open (M8)."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from app.domain.accounts import BAND_NAMES, OpenDebt, is_overdue
from app.domain.kinds import MONEY_PAYMENT, MONEY_RECEIPT, DocumentKind
from app.domain.permissions import Permission
from app.domain.problems import Refused
from app.domain.verdicts import Level
from app.gui.contacts.statement_dialog import StatementDialog
from app.gui.kit.desk import Desk
from app.gui.kit.errors import at_work_text
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.theme import GRID
from app.gui.kit.total import Total
from app.gui.kit.widgets import Paragraph, button, column, label, row
from app.services import clock
from app.services.money import accounts
from app.services.stock import contacts
from app.text import _
from db.engine.trouble import StoreTrouble

_PAYING = (MONEY_RECEIPT, MONEY_PAYMENT)
"""How money passes by itself: from a customer, to a supplier."""
_MOST = 6
"""Open documents that are shown; the statement has all."""


class AccountCard(QFrame):
    """Hidden while nothing is on account."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._desk = desk
        self._contact: int | None = None
        self.title, self.balance = label("", "heading"), Total()
        self.ages, self.open = Paragraph("secondary"), QLabel()
        self.open.setTextFormat(Qt.TextFormat.RichText)
        self.open.setWordWrap(True)
        self.open.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.open.linkActivated.connect(lambda link: desk.bus.open_document.emit(int(link)))
        self.statement_button = button(_("Statement…"), role="link")
        self.statement_button.clicked.connect(self.show_statement)
        self.settle_button = button(_("Settle what is open"))
        self.settle_button.clicked.connect(self.settle)
        self.problems = ProblemList(desk)
        self.new_buttons = {kind.key: self._new_button(kind) for kind in _PAYING}
        self.setLayout(
            column(
                row(self.title, None, self.statement_button),
                self.balance,
                self.ages,
                self.open,
                self.problems,
                row(*self.new_buttons.values(), None),
                row(self.settle_button, None),
                margin=GRID * 2,
                gap=GRID,
            )
        )
        self.hide()

    def _new_button(self, kind: DocumentKind) -> QPushButton:
        text = _("New receipt") if kind.money_sign > 0 else _("New payment")
        made = button(text)
        made.clicked.connect(lambda: self.begin(kind))
        return made

    def show_contact(self, contact: int | None) -> None:
        """Show another contact's account; None, or nothing on account: none."""
        self._contact = contact
        self.problems.show_problems(())
        debts = [] if contact is None else accounts.open_debts(self._desk.database, contact)
        owns = contact is not None and accounts.has_account(self._desk.database, contact)
        self.setVisible(owns)
        if contact is None or not owns:
            return
        self._offer(contact)
        sees = self._may_see(contact)
        for part in (self.balance, self.ages, self.open, self.statement_button):
            part.setVisible(sees)
        if not sees:
            self.title.setText(_("On account"))
            self.setVisible(any(not one.isHidden() for one in self.new_buttons.values()))
            return
        formats, today = self._desk.formats, clock.today()
        account = accounts.account(self._desk.database, contact, today)
        self.title.setText(_("Owes us") if account.balance >= 0 else _("We owe"))
        self.balance.setText(formats.money(abs(account.balance)))
        ages = [
            f"{_(name)}: {formats.price(amount)}"
            for name, amount in zip(BAND_NAMES, account.bands, strict=True)
            if amount
        ]
        self.ages.setText("\n".join(ages))
        self.ages.setVisible(bool(ages))
        self.open.setText("<br>".join(self._open(debt) for debt in debts[:_MOST]))
        self.open.setVisible(bool(debts))

    def _may_see(self, contact: int) -> bool:
        """What is open with a supplier is what goods were bought for (U1)."""
        form = contacts.load(self._desk.database, contact)
        return not form.is_supplier or self._desk.session.may(Permission.SEE_COST)

    def _offer(self, contact: int) -> None:
        """What the shop can do now, and who is here may."""
        form = contacts.load(self._desk.database, contact)
        pays = form.active and self._desk.settings.payments
        session, roles = self._desk.session, (form.is_customer, form.is_supplier)
        for kind, role in zip(_PAYING, roles, strict=True):
            offered = pays and role and session.may(kind.permission)
            self.new_buttons[kind.key].setVisible(offered)
        credit = accounts.credits_to_settle(self._desk.database, contact)
        self.settle_button.setVisible(bool(credit) and session.may(Permission.KEEP_ACCOUNTS))

    def _open(self, debt: OpenDebt) -> str:
        formats, colour = self._desk.formats, self._desk.theme.accent_text
        is_late = debt.left > 0 and is_overdue(debt, clock.today())
        late = " · " + _("overdue") if is_late else ""
        link = f'<a style="color: {colour}" href="{debt.document}">{escape(debt.number)}</a>'
        return f"{link} {formats.date(debt.date)} · {formats.price(debt.left)}{escape(late)}"

    def settle(self) -> None:
        """Settle what is open by what is to the contact's credit, the oldest first."""
        contact, session = self._contact, self._desk.session
        if contact is None or not self._do(lambda: accounts.settle_credits(session, contact)):
            return
        self.show_contact(contact)
        self._desk.sounds.play(Level.ACCEPTED)
        self._desk.bus.changed.emit()

    def begin(self, kind: DocumentKind) -> None:
        """Begin a receipt of the contact's or a payment to it, and open that."""
        contact, session = self._contact, self._desk.session
        begun: list[int] = []
        if contact is not None and self._do(
            lambda: begun.append(accounts.begin(session, kind.key, contact))
        ):
            self._desk.bus.open_document.emit(begun[0])

    def _do(self, action: Callable[[], object]) -> bool:
        """Write something; False where the rules or the disk refuse it, which the card says."""
        try:
            action()
        except Refused as refusal:
            self.problems.show_problems(refusal.problems)
        except StoreTrouble as trouble:
            self.problems.say(at_work_text(trouble))
        else:
            return True
        self._desk.sounds.play(Level.REFUSED)
        return False

    def show_statement(self) -> None:
        """All that was on account with the contact, by its date."""
        if self._contact is not None:
            StatementDialog(self._desk, self._contact, self).exec()
