"""The page of one contact: who it is, what is agreed, and how the shop stands with it (M8)."""

from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.accounts import read_days
from app.domain.permissions import Permission
from app.domain.problems import Problem, Refused
from app.gui.contacts.account_card import AccountCard
from app.gui.kit.desk import Desk
from app.gui.kit.fields import FigureEdit
from app.gui.kit.forms import ChoiceField, TextEdit
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import card, column, row
from app.gui.lists.record_editor import RecordEditor
from app.gui.lists.record_history import ToldField
from app.services.audit import Subject
from app.services.stock import contacts
from app.services.stock.contacts import ContactForm
from app.text import _
from db.queries.prices import lists


class ContactEditor(RecordEditor):
    """Adds or edits one contact."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Add contact"), Subject.CONTACT)
        name, phone, email = QLineEdit(), QLineEdit(), QLineEdit()
        for field in (name, phone, email):
            field.setMaxLength(200)
        roles = (
            self.add_check("is_customer", _("Customer")),
            self.add_check("is_supplier", _("Supplier")),
        )
        named = self.add("name", _("Name"), name)
        reached = row(gap=GRID * 2)
        reached.addLayout(self.add("phone", _("Phone"), phone), 1)
        reached.addLayout(self.add("email", _("Email"), email), 1)
        parts = (
            named,
            row(*roles, None, gap=GRID * 3),
            reached,
            self.add("address", _("Address"), TextEdit()),
            self._price_list(),
            self._terms(),
            self.add("note", _("Note"), TextEdit()),
            self.add_check("active", _("Active")),
        )
        body = card(column(*parts, margin=GRID * 2, gap=GRID * 3 // 2))
        self.account = AccountCard(desk)
        self.arrange_beside(body, name, self.account)

    def _price_list(self) -> QWidget:
        """Which prices a customer pays; not there while the shop has no price list."""
        self.price_list = ChoiceField()
        self._with_lists = QWidget()
        self._with_lists.setLayout(self.add("price_list_id", _("Price list"), self.price_list))
        return self._with_lists

    def _terms(self) -> QWidget:
        """How much it may owe and when it pays; not there while no payments are taken."""
        limit, days = FigureEdit(), FigureEdit()
        for field in (limit, days):
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
        limit.setPlaceholderText(_("no limit"))
        days.setPlaceholderText(_("at once"))
        terms = row(gap=GRID * 2)
        terms.addLayout(self.add("credit_limit", _("Credit limit"), limit), 1)
        terms.addLayout(self.add("payment_days", _("Pays within days"), days), 1)
        made = QWidget()
        made.setLayout(terms)
        made.setVisible(self.desk.settings.payments)
        return made

    def told_fields(self) -> dict[str, ToldField]:
        told = dict(super().told_fields())
        names = {one.id: one.name for one in lists(self.desk.database)}
        price = self.desk.formats.price
        limit = ToldField(
            told["credit_limit"].title, lambda kept: "–" if kept is None else price(kept)
        )
        days = ToldField(
            told["payment_days"].title, lambda kept: "–" if kept is None else str(kept)
        )
        return told | {
            "price_list_id": ToldField(_("Price list"), lambda id: names.get(id, str(id))),
            "credit_limit": limit,
            "payment_days": days,
        }

    def open(self, id: int | None) -> None:
        super().open(id)
        self.account.show_contact(id)

    def read(self, id: int | None) -> dict[str, Any]:
        form = ContactForm("") if id is None else contacts.load(self.desk.database, id)
        self._offer_lists(form.price_list_id)
        limit, days = form.credit_limit, form.payment_days
        return asdict(form) | {
            "credit_limit": "" if limit is None else self.desk.formats.price(limit),
            "payment_days": "" if days is None else str(days),
        }

    def _offer_lists(self, own: int | None) -> None:
        """The lists in use, and the contact's own, whatever became of it."""
        offered = [one for one in lists(self.desk.database) if one.active or one.id == own]
        named = [
            (one.id, one.name if one.active else _("{name} (not in use)").format(name=one.name))
            for one in offered
        ]
        self.price_list.offer([(None, _("None: what everybody pays")), *named])
        may = self.desk.session.may(Permission.EDIT_PRICES)
        self.price_list.setEnabled(may)
        self.price_list.setToolTip("" if may else _("Your role may not change prices."))
        self._with_lists.setVisible(bool(offered))

    def write(self, values: dict[str, Any], id: int | None) -> int:
        problems = []
        reads = {"credit_limit": self.desk.formats.read_amount, "payment_days": read_days}
        for key, read in reads.items():
            typed = values[key].strip()
            found = read(typed) if typed else None
            if isinstance(found, Problem):
                problems.append(found)
                found = None
            values[key] = found
        form = ContactForm(**values)
        if problems:
            raise Refused([*contacts.problems_of(form), *problems])
        return contacts.save(self.desk.session, form, id)
