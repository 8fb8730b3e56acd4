"""The customers and suppliers, by name; found by name, phone or email."""

from app.domain.marks import N_
from app.lists import said
from app.lists.listing import Column, Listing, Type, name_of
from app.text import _
from db.queries.lists import contacts as contact_pages
from db.queries.lists.contacts import ContactRow, ContactsAsked
from db.queries.lists.walking import BY_NAME


def _role(contact: ContactRow) -> str:
    if contact.is_customer and contact.is_supplier:
        return _("Customer and supplier")
    return _("Customer") if contact.is_customer else _("Supplier")


CONTACTS: Listing[ContactsAsked, ContactRow] = Listing(
    "contacts",
    (
        Column(
            "name",
            N_("Name"),
            Type.TEXT,
            lambda c: name_of(c.name, c.active),
            stretch=True,
            faded=lambda c: not c.active,
            sorts=True,
        ),
        Column("role", N_("Role"), Type.TEXT, _role, 176),
        Column("phone", N_("Phone"), Type.TEXT, lambda c: c.phone, 160),
        Column("email", N_("Email"), Type.TEXT, lambda c: c.email, 240),
    ),
    contact_pages.page,
    contact_pages.count,
    BY_NAME,
    says=said.of_contacts,
)
