"""What lists show in all, for tests that ask what is found and not how it comes page by page."""

from collections.abc import Sequence

from app.domain.kinds import KINDS
from app.lists import items, stock
from app.lists.cartons import CARTONS
from app.lists.contacts import CONTACTS
from app.lists.documents import documents
from app.lists.scans import SCANS
from app.lists.serials import SERIALS
from app.lists.warehouses import WAREHOUSES
from db.queries.lists import contacts, people, price_list, scans, taxes, warehouses
from db.queries.lists import items as item_pages
from db.queries.lists import stock as stock_pages
from db.queries.lists.cartons import CartonRow
from db.queries.lists.contacts import ContactRow
from db.queries.lists.documents import DocumentRow, DocumentsAsked
from db.queries.lists.items import ProductListRow
from db.queries.lists.scans import ScanRow
from db.queries.lists.serial_filter import Filter
from db.queries.lists.serials import Found
from db.queries.lists.stock import StockListRow
from db.queries.lists.warehouses import WarehouseRow
from db.sql import Database


def document_rows(database: Database, kinds: Sequence[str], text: str = "") -> list[DocumentRow]:
    """The documents of some kinds in which a text is found."""
    listing = documents(KINDS[kinds[0]], serials_enabled=True)
    return listing.rows(database, DocumentsAsked(kinds, text))


def serial_rows(database: Database, asked: Filter) -> list[Found]:
    """The serials that fit a filter."""
    return SERIALS.rows(database, asked)


def scan_rows(database: Database, text: str = "", levels: Sequence[str] = ()) -> list[ScanRow]:
    """The scans whose code contains a text, of some verdicts, the newest first."""
    return SCANS.rows(database, scans.ScansAsked(text, levels))


def carton_rows(database: Database, text: str = "") -> list[CartonRow]:
    """The cartons with a text in their code or in a serial they hold."""
    return CARTONS.rows(database, text)


def item_rows(
    database: Database, text: str = "", with_inactive: bool = False
) -> list[ProductListRow]:
    """The items in which a text is found."""
    return items.items(True).rows(database, items.asked_for(text, with_inactive))


def stock_rows(
    database: Database, text: str = "", warehouse: int | None = None, with_none: bool = False
) -> list[StockListRow]:
    """What is on hand, by item and warehouse."""
    return stock.stock(True).rows(database, stock.asked_for(text, warehouse, with_none))


def contact_rows(database: Database, text: str = "", **asked: bool) -> list[ContactRow]:
    """The contacts in which a text is found."""
    return CONTACTS.rows(database, contacts.ContactsAsked(text, **asked))


def warehouse_rows(database: Database, with_inactive: bool = False) -> list[WarehouseRow]:
    """The warehouses."""
    return WAREHOUSES.rows(database, warehouses.WarehousesAsked(with_inactive))


QUESTION_OF = {
    item_pages: item_pages.ItemsAsked,
    stock_pages: stock_pages.StockAsked,
    contacts: contacts.ContactsAsked,
    price_list: price_list.PricesAsked,
    warehouses: warehouses.WarehousesAsked,
    taxes: taxes.TaxesAsked,
    people: people.PeopleAsked,
}
"""What is asked of the lists of masters, by the module of their pages."""
