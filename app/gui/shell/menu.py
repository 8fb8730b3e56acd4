"""The rail's entries, in the guide's own words, so that its paths work literally."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, unique

from PySide6.QtWidgets import QWidget

from app.domain.kinds import KINDS, DocumentKind, Menu
from app.gui.kit.desk import Desk
from app.gui.kit.later import class_named
from app.text import N_


@unique
class Group(Enum):
    """The first level of the rail, with its icon."""

    COUNTER = ("counter", N_("Counter"), "mdi6.cash-register")
    SALES = (Menu.SALES.value, N_("Sales"), "mdi6.receipt-text-outline")
    PURCHASE = (Menu.PURCHASE.value, N_("Purchase"), "mdi6.truck-delivery-outline")
    INVENTORY = (Menu.INVENTORY.value, N_("Inventory"), "mdi6.warehouse")
    ITEM = ("item", N_("Item"), "mdi6.package-variant-closed")
    CONTACTS = ("contacts", N_("Contacts"), "mdi6.account-group-outline")
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


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the rail: ``shortcut`` shows it, ``kind`` is that of its documents.

    ``page`` is the name of its class, which is imported when it is first shown.
    """

    key: str
    group: Group
    title: str
    page: str
    shortcut: str = ""
    kind: DocumentKind | None = None

    def make(self, desk: Desk) -> QWidget:
        """Build its page."""
        page = class_named(self.page)
        made: QWidget = page(desk, self.kind) if self.kind else page(desk)
        return made


_KIND_SHORTCUTS = {"sale": "Ctrl+2", "purchase": "Ctrl+3"}


def _of_kind(kind: DocumentKind) -> Entry:
    group = next(group for group in Group if group.key == kind.menu.value)
    shortcut = _KIND_SHORTCUTS.get(kind.key, "")
    return Entry(kind.key, group, kind.name, "documents.list_page.DocumentsPage", shortcut, kind)


def entries(serials_enabled: bool) -> Iterator[Entry]:
    """Every entry, in the order of the rail; with P1 off there is no serial page."""
    yield Entry("counter", Group.COUNTER, N_("Counter"), "documents.counter.CounterPage", "Ctrl+1")
    yield Entry("stock", Group.INVENTORY, N_("Stock"), "inventory.stock.StockPage", "Ctrl+4")
    for kind in KINDS.values():
        if not kind.listed_with:
            yield _of_kind(kind)
        if kind.sends:
            yield Entry(
                "in_transit",
                Group.INVENTORY,
                N_("In transit"),
                "inventory.in_transit.InTransitPage",
            )
    if serials_enabled:
        yield Entry("cartons", Group.INVENTORY, N_("Cartons"), "inventory.cartons.page.CartonsPage")
        yield Entry(
            "search",
            Group.INVENTORY,
            N_("Serial Number Search"),
            "inventory.search_page.SearchPage",
            "Ctrl+5",
        )
    yield Entry("scan_log", Group.INVENTORY, N_("Scan log"), "inventory.scan_log.ScanLogPage")
    yield Entry("items", Group.ITEM, N_("Item"), "items.list_page.ItemsPage", "Ctrl+6")
    yield Entry("contacts", Group.CONTACTS, N_("Contacts"), "contacts.page.ContactsPage", "Ctrl+7")
    yield Entry(
        "settings", Group.SETTINGS, N_("System Settings"), "settings.page.SettingsPage", "Ctrl+8"
    )
    yield Entry("scanner", Group.SETTINGS, N_("Scanner"), "settings.scanner.ScannerPage")
    yield Entry(
        "warehouses", Group.SETTINGS, N_("Warehouses"), "settings.warehouses.WarehousesPage"
    )
