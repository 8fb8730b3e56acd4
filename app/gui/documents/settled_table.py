"""What a receipt or payment settles: the open documents of a contact, and how much of each (M8)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView

from app.domain.accounts import OpenDebt
from app.domain.problems import Problem
from app.gui.kit.desk import Desk
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.services.money.accounts import SettlingPlan
from app.text import _


class SettledTable(Table):
    """A row a document, the oldest first; how much of it is settled can be typed over."""

    wanted = Signal(object, object)
    """So much (minor units) of a document, by its id, is to be settled."""
    refused = Signal(object)
    """What was typed is no amount: every Problem."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._amounts: dict[int, int] = {}
        formats = desk.formats
        columns = [
            TableColumn(_("Document"), lambda debt: debt.number, stretch=True),
            TableColumn(_("Date"), lambda debt: formats.date(debt.date), width=112),
            TableColumn(
                _("Due on"), lambda debt: formats.date(debt.due_date), width=112, name="due"
            ),
            TableColumn(_("Left open"), self._left, figure=True, width=112),
            TableColumn(
                _("Settled by this"),
                self._settled,
                figure=True,
                width=128,
                edit=self._type,
                name="settled",
            ),
        ]
        super().__init__(TableModel(columns), _("What is settled"))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )

    def fold(self, narrow: bool) -> None:
        """Where there is little room the day it is due goes first."""
        self.setColumnHidden(self.place_of("due"), narrow)

    def show_plan(self, plan: SettlingPlan) -> None:
        """Show what is open, and what of it is settled as the draft stands."""
        self._amounts = dict(plan.amounts)
        self.table_model.set_rows(list(plan.debts))

    def _left(self, debt: OpenDebt) -> str:
        return self._desk.formats.price(abs(debt.left))

    def _settled(self, debt: OpenDebt) -> str:
        amount = self._amounts.get(debt.document, 0)
        return self._desk.formats.price(amount) if amount else "–"

    def _type(self, debt: OpenDebt, text: str) -> None:
        typed = text.strip()
        empty = typed in ("", "–")
        amount = 0 if empty else self._desk.formats.read_amount(typed, below_zero=True)
        if isinstance(amount, Problem):
            self.refused.emit((amount,))
        else:
            self.wanted.emit(debt.document, amount)
