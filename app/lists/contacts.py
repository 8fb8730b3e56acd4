"""The customers and suppliers, by name; found by name, phone or email; what is owed (M8)."""

from collections.abc import Callable

from app.domain.accounts import BAND_NAMES
from app.domain.marks import N_
from app.lists import said
from app.lists.listing import Column, Listing, Type, name_of
from app.services import clock
from app.services.money import accounts
from app.text import _
from db.queries.lists import contacts as contact_pages
from db.queries.lists.contacts import ContactRow, ContactsAsked
from db.queries.lists.paging import Cursor, Page
from db.queries.lists.walking import BY_NAME
from db.sql import Database


def _role(contact: ContactRow) -> str:
    if contact.is_customer and contact.is_supplier:
        return _("Customer and supplier")
    return _("Customer") if contact.is_customer else _("Supplier")


def _page(
    database: Database, asked: ContactsAsked, after: Cursor | None, size: int
) -> Page[ContactRow]:
    """A page of contacts, each with how the shop stands with it today."""
    page = contact_pages.page(database, asked, after, size)
    ids = [row.id for row in page.rows]
    found = accounts.accounts_of(database, ids, clock.today(), asked.kinds)
    rows = [
        row._replace(owes=account.owes, owed=account.owed, bands=account.bands)
        for row in page.rows
        if (account := found[row.id])
    ]
    return Page(rows, page.after)


def _band(place: int) -> Callable[[ContactRow], int | None]:
    """What of a contact's debts is so old; nothing is not written."""
    return lambda contact: contact.bands[place] or None


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
        Column("email", N_("Email"), Type.TEXT, lambda c: c.email, 240, gives_way=1),
        Column("owes", N_("Owes us"), Type.MONEY, lambda c: c.owes or None, 112),
        *(
            Column(f"band_{place}", name, Type.MONEY, _band(place), 112, at_first=False)
            for place, name in enumerate(BAND_NAMES)
        ),
        Column("owed", N_("We owe"), Type.MONEY, lambda c: c.owed or None, 112),
    ),
    _page,
    contact_pages.count,
    BY_NAME,
    says=said.of_contacts,
)
