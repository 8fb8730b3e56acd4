"""Contacts: customers and suppliers, found by name, phone or email; add and edit."""

from dataclasses import asdict
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.permissions import Permission
from app.exchange.imports.kinds import CONTACTS as IMPORTED
from app.gui.importing.import_button import Importing
from app.gui.kit.desk import Desk
from app.gui.kit.forms import ChoiceField, TextEdit
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import card, column, row
from app.gui.lists.list_page import Words
from app.gui.lists.record_editor import RecordEditor
from app.gui.lists.record_history import ToldField
from app.gui.lists.record_page import RecordPage
from app.lists.contacts import CONTACTS
from app.services.audit import Subject
from app.services.stock import contacts
from app.services.stock.contacts import ContactForm
from app.text import _, ngettext
from db.queries.lists.contacts import OWE, OWED, ContactsAsked
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
            self.add("note", _("Note"), TextEdit()),
            self.add_check("active", _("Active")),
        )
        body = card(column(*parts, margin=GRID * 2, gap=GRID * 3 // 2))
        self.arrange_beside(body, name)

    def _price_list(self) -> QWidget:
        """Which prices a customer pays; not there while the shop has no price list."""
        self.price_list = ChoiceField()
        self._with_lists = QWidget()
        self._with_lists.setLayout(self.add("price_list_id", _("Price list"), self.price_list))
        return self._with_lists

    def told_fields(self) -> dict[str, ToldField]:
        told = dict(super().told_fields())
        names = {one.id: one.name for one in lists(self.desk.database)}
        return told | {
            "price_list_id": ToldField(_("Price list"), lambda id: names.get(id, str(id)))
        }

    def read(self, id: int | None) -> dict[str, Any]:
        form = ContactForm("") if id is None else contacts.load(self.desk.database, id)
        self._offer_lists(form.price_list_id)
        return asdict(form)

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
        return contacts.save(self.desk.session, ContactForm(**values), id)


class ContactsPage(RecordPage):
    """The list of contacts, and the editor of the one that was opened from it."""

    def __init__(self, desk: Desk) -> None:
        self.role = ChoiceField(
            [
                ((True, True, ""), _("All")),
                ((True, False, ""), _("Customers")),
                ((False, True, ""), _("Suppliers")),
                ((True, True, OWE), _("Owe us")),
                ((True, True, OWED), _("We owe")),
            ]
        )
        self.role.setAccessibleName(_("Show"))
        words = Words(
            title=_("Contacts"),
            new=_("New contact"),
            find=_("Find a name, phone or email"),
            empty=_("adds the first one. A purchase needs its supplier; a sale can do without."),
        )
        super().__init__(desk, CONTACTS, words, ContactEditor(desk), [self.role])
        self.importing = Importing.offered(desk, (IMPORTED,), self.listing)
        self.role.currentIndexChanged.connect(self.reload)

    def asked(self, text: str) -> ContactsAsked:
        customers, suppliers, debts = self.role.currentData()
        inactive = self.with_inactive.isChecked()
        return ContactsAsked(text, customers, suppliers, inactive, debts=debts)

    def count_text(self, count: int) -> str:
        return ngettext("{count} contact", "{count} contacts", count, f"{count:,}")
