"""How the shop stands with a contact: what is owed, since when, and what is open (M8)."""

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from app.domain.accounts import BAND_NAMES, OpenDebt, is_overdue
from app.domain.document_kind import DocumentKind
from app.domain.kinds import MONEY_PAYMENT, MONEY_RECEIPT
from app.domain.permissions import Permission
from app.domain.problems import Refused
from app.domain.verdicts import Level
from app.gui.contacts.statement_dialog import StatementDialog
from app.gui.kit.desk import Desk
from app.gui.kit.errors import at_work_text
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.theme import GRID, HINT
from app.gui.kit.total import Total
from app.gui.kit.widgets import Paragraph, button, column, label, row
from app.services import clock
from app.services.money import accounts
from app.services.stock import contacts
from app.text import _, ngettext
from db.engine.trouble import StoreTrouble

_PAYING = (MONEY_RECEIPT, MONEY_PAYMENT)
"""How money passes by itself: from a customer, to a supplier."""
_MOST = 6
"""Open documents that are shown, and of the others their sum; the statement has all."""


class AccountCard(QFrame):
    """Hidden while nothing is on account."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._desk = desk
        self._contact: int | None = None
        self.title, self.balance = label("", "heading"), Total()
        self.ages, self.open = _rows_label(), _rows_label()
        self.ages.setProperty("role", "secondary")
        self.without = Paragraph("muted")
        self.without.setText(_("Without purchases and what was paid for them."))
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
                self.without,
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
        database, kinds = self._desk.database, self._kinds()
        owns = contact is not None and accounts.has_account(database, contact, kinds)
        self.setVisible(owns)
        if contact is None or not owns:
            return
        formats, today = self._desk.formats, clock.today()
        debts = accounts.open_debts(database, contact, kinds=kinds)
        account = accounts.account(database, contact, today, kinds)
        side = 1 if account.balance >= 0 else -1
        self.title.setText(_("Owes us") if side > 0 else _("We owe"))
        self.balance.setText(formats.money(abs(account.balance)))
        ages = [
            (escape(_(name)), formats.price(amount))
            for name, amount in zip(BAND_NAMES, account.bands, strict=True)
            if amount
        ]
        self.ages.setText(_table(ages))
        self.ages.setVisible(bool(ages))
        shown = [self._open(debt, side) for debt in debts[:_MOST]]
        if rest := debts[_MOST:]:
            more = ngettext("and {count} more", "and {count} more", len(rest), f"{len(rest):,}")
            left = sum(debt.left for debt in rest) * side
            shown.append((escape(more), formats.price(left)))
        self.open.setText(_table(shown))
        self.open.setVisible(bool(debts))
        self._offer(contact)

    def _kinds(self) -> Sequence[str]:
        """The kinds of documents whose sums are shown; none: all."""
        return accounts.kinds_shown(self._desk.session.may(Permission.SEE_COST))

    def _offer(self, contact: int) -> None:
        """What the shop can do now, and who is here may."""
        form = contacts.load(self._desk.database, contact)
        pays = form.active and self._desk.settings.payments
        session, roles = self._desk.session, (form.is_customer, form.is_supplier)
        self.without.setVisible(form.is_supplier and bool(self._kinds()))
        for kind, role in zip(_PAYING, roles, strict=True):
            offered = pays and role and session.may(kind.permission)
            self.new_buttons[kind.key].setVisible(offered)
        credit = accounts.credits_to_settle(self._desk.database, contact)
        self.settle_button.setVisible(bool(credit) and session.may(Permission.KEEP_ACCOUNTS))

    def _open(self, debt: OpenDebt, side: int) -> tuple[str, str]:
        """A document, its date below it, and what it leaves open to the ``side`` that owes."""
        formats, theme = self._desk.formats, self._desk.theme
        link = f'<a style="color: {theme.accent_text}" href="{debt.document}">'
        below = escape(formats.date(debt.date))
        if debt.left > 0 and is_overdue(debt, clock.today()):
            red, late = theme.level(Level.REFUSED)[1], _("overdue")
            below += f' · <span style="color: {red}">{escape(late)}</span>'
        small = f'<span style="color: {theme.muted}; font-size: {HINT}pt">{below}</span>'
        return f"{link}{escape(debt.number)}</a><br>{small}", formats.price(debt.left * side)

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


def _rows_label() -> QLabel:
    """A label of rows, each with its figure at the right."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setWordWrap(True)
    return made


def _table(rows: Sequence[tuple[str, str]]) -> str:
    """Rows of what is said, in marked text, and its figure."""
    cells = (f'<tr><td>{said}</td><td align="right">{figure}</td></tr>' for said, figure in rows)
    return f'<table width="100%" cellspacing="0" cellpadding="2">{"".join(cells)}</table>'
