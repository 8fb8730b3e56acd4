"""How the shop stands with a contact: what is owed, since when, and what is open (M8)."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel

from app.domain.accounts import BAND_NAMES, OpenDebt, is_overdue
from app.gui.contacts.statement_dialog import StatementDialog
from app.gui.kit.desk import Desk
from app.gui.kit.theme import GRID
from app.gui.kit.total import Total
from app.gui.kit.widgets import Paragraph, button, column, label, row
from app.services import clock
from app.services.money import accounts
from app.text import _

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
        self.setLayout(
            column(
                row(self.title, None, self.statement_button),
                self.balance,
                self.ages,
                self.open,
                margin=GRID * 2,
                gap=GRID,
            )
        )
        self.hide()

    def show_contact(self, contact: int | None) -> None:
        """Show another contact's account; None, or nothing on account: none."""
        self._contact = contact
        debts = [] if contact is None else accounts.open_debts(self._desk.database, contact)
        owns = contact is not None and accounts.has_account(self._desk.database, contact)
        self.setVisible(owns)
        if contact is None or not owns:
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

    def _open(self, debt: OpenDebt) -> str:
        formats, colour = self._desk.formats, self._desk.theme.accent_text
        late = f" · {_('overdue')}" if debt.left > 0 and is_overdue(debt, clock.today()) else ""
        link = f'<a style="color: {colour}" href="{debt.document}">{escape(debt.number)}</a>'
        return f"{link} {formats.date(debt.date)} · {formats.price(debt.left)}{escape(late)}"

    def show_statement(self) -> None:
        """All that was on account with the contact, by its date."""
        if self._contact is not None:
            StatementDialog(self._desk, self._contact, self).exec()
