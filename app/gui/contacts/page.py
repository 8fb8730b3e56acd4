"""Contacts: customers and suppliers, found by name, phone or email; add and edit."""

from dataclasses import asdict
from typing import Any

from PySide6.QtWidgets import QLineEdit

from app.gui.kit.desk import Desk
from app.gui.kit.forms import ChoiceField, TextEdit
from app.gui.kit.tables import TableColumn
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import card, column, row
from app.gui.lists.record_page import RecordEditor, RecordPage, Words
from app.services.stock import contacts
from app.services.stock.contacts import ContactForm
from app.text import _
from db.queries.contacts import ContactRow, list_contacts

_WIDTH = 640


class ContactEditor(RecordEditor):
    """Adds or edits one contact."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Add contact"), _("Edit contact"))
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
        self.arrange(body, _WIDTH, name)

    def read(self, id: int | None) -> dict[str, Any]:
        return asdict(ContactForm("") if id is None else contacts.load(self.desk.database, id))

    def write(self, values: dict[str, Any], id: int | None) -> int:
        return contacts.save(self.desk.session, ContactForm(**values), id)


class ContactsPage(RecordPage):
    """The list of contacts, and the editor of the one that was opened from it."""

    def __init__(self, desk: Desk) -> None:
        self._theme = desk.theme
        self.role = ChoiceField(
            [
                ((True, True), _("All")),
                ((True, False), _("Customers")),
                ((False, True), _("Suppliers")),
            ]
        )
        self.role.setAccessibleName(_("Show"))
        words = Words(
            title=_("Contacts"),
            new=_("New contact"),
            find=_("Find a name, phone or email"),
            empty=_("adds the first one. A purchase needs its supplier; a sale can do without."),
        )
        super().__init__(desk, words, self._columns(), ContactEditor(desk), [self.role])
        self.role.currentIndexChanged.connect(self.reload)

    def read(self, text: str, with_inactive: bool) -> list[ContactRow]:
        customers, suppliers = self.role.currentData()
        return list_contacts(self.desk.database, text, customers, suppliers, with_inactive)

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn(
                _("Name"),
                self._name,
                stretch=True,
                key=lambda c: c.name.casefold(),
                colour=lambda c: None if c.active else self._theme.muted,
            ),
            TableColumn(_("Role"), self._roles, width=176),
            TableColumn(_("Phone"), lambda c: c.phone, width=160),
            TableColumn(_("Email"), lambda c: c.email, width=240),
        ]

    def _name(self, contact: ContactRow) -> str:
        name = contact.name
        return name if contact.active else _("{name} (inactive)").format(name=name)

    def _roles(self, contact: ContactRow) -> str:
        if contact.is_customer and contact.is_supplier:
            return _("Customer and supplier")
        return _("Customer") if contact.is_customer else _("Supplier")
