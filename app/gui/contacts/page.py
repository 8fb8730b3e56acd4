"""Contacts: customers and suppliers, found by name, phone or email; add and edit."""

from app.domain.permissions import Permission
from app.gui.contacts.editor import ContactEditor
from app.gui.importing.import_button import Importing
from app.gui.kit.desk import Desk
from app.gui.kit.forms import ChoiceField
from app.gui.lists.list_page import Words
from app.gui.lists.record_page import RecordPage
from app.lists.contacts import CONTACTS
from app.services.money import accounts
from app.text import _, ngettext
from db.queries.lists.contacts import OWE, OWED, ContactsAsked


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
        self.importing = Importing.offered(desk, ("contacts",), self.listing)
        self.role.currentIndexChanged.connect(self.reload)

    def asked(self, text: str) -> ContactsAsked:
        customers, suppliers, debts = self.role.currentData()
        inactive = self.with_inactive.isChecked()
        kinds = tuple(accounts.kinds_shown(self.desk.session.may(Permission.SEE_COST)))
        return ContactsAsked(text, customers, suppliers, inactive, debts=debts, kinds=kinds)

    def count_text(self, count: int) -> str:
        return ngettext("{count} contact", "{count} contacts", count, f"{count:,}")
