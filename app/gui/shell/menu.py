"""The rail's entries, in the guide's own words, so that its paths work literally."""

from collections.abc import Iterator
from enum import Enum, unique
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from app.domain.document_kind import DocumentKind, Menu
from app.domain.kinds import KINDS
from app.domain.permissions import Permission
from app.gui.kit.desk import Desk
from app.gui.kit.later import class_named
from app.services.permitting import what_shows
from app.services.session import Session
from app.text import N_, _


@unique
class MenuGroup(Enum):
    """The first level of the rail, with its icon."""

    COUNTER = ("counter", N_("Counter"), "mdi6.cash-register")
    SALES = (Menu.SALES.value, N_("Sales"), "mdi6.receipt-text-outline")
    PURCHASE = (Menu.PURCHASE.value, N_("Purchase"), "mdi6.truck-delivery-outline")
    INVENTORY = (Menu.INVENTORY.value, N_("Inventory"), "mdi6.warehouse")
    ITEM = ("item", N_("Item"), "mdi6.package-variant-closed")
    CONTACTS = ("contacts", N_("Contacts"), "mdi6.account-group-outline")
    MONEY = (Menu.MONEY.value, N_("Money"), "mdi6.cash-multiple")
    SETTINGS = ("settings", N_("Settings"), "mdi6.cog-outline")

    @property
    def key(self) -> str:
        """Its name for the program."""
        return self.value[0]

    @property
    def title(self) -> str:
        """Its name for people, to be translated."""
        return self.value[1]

    @property
    def icon(self) -> str:
        """Its icon's name."""
        return self.value[2]

    @property
    def is_page(self) -> bool:
        """It opens its page itself; the others open the list of their pages."""
        return self in (MenuGroup.COUNTER, MenuGroup.CONTACTS)


class MenuEntry(NamedTuple):
    """One page of the rail; ``kind`` is that of its documents.

    ``page`` is the name of its class, which is imported when it is first shown. It is offered to
    who has one of the permissions that it ``needs``, or to everybody where it needs none (U1).
    """

    key: str
    group: MenuGroup
    title: str
    page: str
    kind: DocumentKind | None = None
    needs: tuple[Permission, ...] = ()

    def is_for(self, session: Session) -> bool:
        """Is it offered to who is at the counter?"""
        return not self.needs or any(map(session.may, self.needs))

    def make(self, desk: Desk) -> QWidget:
        """Build its page."""
        page = class_named(self.page)
        made: QWidget = page(desk, self.kind) if self.kind else page(desk)
        return made

    def path(self) -> str:
        """Where it is, in the language in use: ``Settings › System Settings``."""
        if self.group.is_page:
            return _(self.title)
        return f"{_(self.group.title)} › {_(self.title)}"


FIRST_KEY = "Ctrl+1"
"""Shows the Counter."""
PIN_KEYS = ("Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+6")
"""Show what is pinned; so many pages can be."""


def _of_kind(kind: DocumentKind) -> MenuEntry:
    group = next(group for group in MenuGroup if group.key == kind.menu.value)
    page = "documents.list_page.DocumentsPage"
    return MenuEntry(kind.key, group, kind.name, page, kind, what_shows(kind))


_SHOP, _WAREHOUSES = (Permission.CHANGE_SETTINGS,), (Permission.EDIT_WAREHOUSES,)
_PEOPLE, _MOVING = (Permission.EDIT_PEOPLE,), (Permission.IMPORT,)
_BACKUPS = (Permission.MAKE_BACKUPS,)
_COST = (Permission.SEE_COST,)
"""The audit log tells of purchase prices."""


def entries(
    serials_enabled: bool, with_taxes: bool = False, with_payments: bool = False
) -> Iterator[MenuEntry]:
    """Every entry, in the order of the rail; with P1 off there is no serial page.

    Nor is there one of taxes where the shop keeps none (M4), nor of receipts and payments where it
    takes none (M8).
    """
    counter = "documents.counter.CounterPage"
    sells = (Permission.SELL,)
    yield MenuEntry("counter", MenuGroup.COUNTER, N_("Counter"), counter, needs=sells)
    yield MenuEntry("stock", MenuGroup.INVENTORY, N_("Stock"), "inventory.stock.StockPage")
    if serials_enabled:
        search = "inventory.search_page.SearchPage"
        yield MenuEntry("search", MenuGroup.INVENTORY, N_("Serial Number Search"), search)
    yield MenuEntry("drawer", MenuGroup.MONEY, N_("Drawer"), "money.drawer_page.DrawerPage")
    reports = "money.shifts_page.ShiftsPage"
    yield MenuEntry("shifts", MenuGroup.MONEY, N_("Z reports"), reports)
    for kind in KINDS.values():
        if not kind.listed_with and (kind.has_lines or with_payments):
            yield _of_kind(kind)
        if kind.sends:
            in_transit = "inventory.in_transit.InTransitPage"
            yield MenuEntry("in_transit", MenuGroup.INVENTORY, N_("In transit"), in_transit)
    if serials_enabled:
        cartons = "inventory.cartons.page.CartonsPage"
        yield MenuEntry("cartons", MenuGroup.INVENTORY, N_("Cartons"), cartons)
    scans, shops = "inventory.scan_log.ScanLogPage", "settings.warehouses.WarehousesPage"
    yield MenuEntry("scan_log", MenuGroup.INVENTORY, N_("Scan log"), scans)
    yield MenuEntry("items", MenuGroup.ITEM, N_("Item"), "items.list_page.ItemsPage")
    lists = "items.price_lists_page.PriceListsPage"
    yield MenuEntry("price_lists", MenuGroup.ITEM, N_("Price lists"), lists)
    yield MenuEntry("contacts", MenuGroup.CONTACTS, N_("Contacts"), "contacts.page.ContactsPage")
    yield MenuEntry(
        "settings", MenuGroup.SETTINGS, N_("System Settings"), "settings.page.SettingsPage"
    )
    prints = "paper.templates.page.TemplatesPage"
    title = N_("Print Template Settings")
    yield MenuEntry("print_templates", MenuGroup.SETTINGS, title, prints, needs=_SHOP)
    yield MenuEntry("scanner", MenuGroup.SETTINGS, N_("Scanner"), "settings.scanner.ScannerPage")
    yield MenuEntry("warehouses", MenuGroup.SETTINGS, N_("Warehouses"), shops, needs=_WAREHOUSES)
    if with_taxes:
        yield MenuEntry(
            "taxes", MenuGroup.SETTINGS, N_("Taxes"), "settings.taxes.TaxesPage", needs=_SHOP
        )
    tenders = "settings.tenders.TendersPage"
    yield MenuEntry("tenders", MenuGroup.SETTINGS, N_("Tenders"), tenders, needs=_SHOP)
    printers, prints = "settings.printers.PrintersPage", "paper.print_log.PrintLogPage"
    yield MenuEntry("printers", MenuGroup.SETTINGS, N_("Printers"), printers)
    yield MenuEntry("print_log", MenuGroup.SETTINGS, N_("Print log"), prints)
    yield MenuEntry(
        "people", MenuGroup.SETTINGS, N_("People"), "people.page.PeoplePage", needs=_PEOPLE
    )
    moving = "settings.migration.MigrationPage"
    yield MenuEntry("migration", MenuGroup.SETTINGS, N_("Migration"), moving, needs=_MOVING)
    backups = "keeping.page.BackupsPage"
    yield MenuEntry("backups", MenuGroup.SETTINGS, N_("Backups"), backups, needs=_BACKUPS)
    audit = "settings.audit_log.AuditLogPage"
    yield MenuEntry("audit_log", MenuGroup.SETTINGS, N_("Audit log"), audit, needs=_COST)
    yield MenuEntry("about", MenuGroup.SETTINGS, N_("About"), "settings.about.AboutPage")
