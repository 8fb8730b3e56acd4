"""Contacts: customers and suppliers, found by name, phone or email; add and edit."""

from dataclasses import asdict
from typing import Any

from PySide6.QtWidgets import QLineEdit

from app.gui.kit.desk import Desk
from app.gui.kit.forms import ChoiceField, TextEdit
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import card, column, row
from app.gui.lists.list_page import Words
from app.gui.lists.record_editor import RecordEditor
from app.gui.lists.record_page import RecordPage
from app.lists.contacts import CONTACTS
from app.services.audit import Subject
from app.services.stock import contacts
from app.services.stock.contacts import ContactForm
from app.text import _, ngettext
from db.queries.lists.contacts import OWE, OWED, ContactsAsked


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
            self.add("note", _("Note"), TextEdit()),
            self.add_check("active", _("Active")),
        )
        body = card(column(*parts, margin=GRID * 2, gap=GRID * 3 // 2))
        self.arrange_beside(body, name)

    def read(self, id: int | None) -> dict[str, Any]:
        return asdict(ContactForm("") if id is None else contacts.load(self.desk.database, id))

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
        self.role.currentIndexChanged.connect(self.reload)

    def asked(self, text: str) -> ContactsAsked:
        customers, suppliers, debts = self.role.currentData()
        inactive = self.with_inactive.isChecked()
        return ContactsAsked(text, customers, suppliers, inactive, debts=debts)

    def count_text(self, count: int) -> str:
        return ngettext("{count} contact", "{count} contacts", count, f"{count:,}")
