"""Every list, and what it is written out into, exported and read back equal (Q4)."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from app.domain.kinds import KINDS
from app.domain.prices import PriceStep
from app.domain.shifts import Counted, DrawerEntryKind, DrawerFigure
from app.exchange.export.delimited_file import COMMAS
from app.exchange.export.exported import ExportAsked, columns_for, exported
from app.exchange.export.writing import ExportKind, write
from app.formats import Formats
from app.lists import listing as listing_module
from app.lists.audit import AUDIT
from app.lists.cartons import CARTONS
from app.lists.contacts import CONTACTS
from app.lists.documents import documents, listed
from app.lists.drawer_rows import DRAWER_ROWS, of_figure
from app.lists.in_transit import in_transit
from app.lists.items import items
from app.lists.listing import Listing
from app.lists.price_list import PRICES
from app.lists.prints import PRINTS
from app.lists.scans import SCANS
from app.lists.selection import Selection, rows_of
from app.lists.serials import SERIALS
from app.lists.shifts import SHIFTS
from app.lists.stock import stock
from app.lists.warehouses import WAREHOUSES
from app.services.entry import cartons
from app.services.money import price_lists, shifts
from app.services.stock import contacts
from app.services.stock import items as item_services
from app.services.stock.contacts import ContactForm
from app.services.stock.items import ItemForm
from db.queries.lists.audit import AuditAsked
from db.queries.lists.contacts import ContactsAsked
from db.queries.lists.documents import DocumentsAsked
from db.queries.lists.items import ItemsAsked
from db.queries.lists.price_list import PricesAsked
from db.queries.lists.prints import PrintsAsked
from db.queries.lists.scans import ScansAsked
from db.queries.lists.serial_filter import Filter
from db.queries.lists.shifts import ShiftsAsked
from db.queries.lists.stock import StockAsked
from db.queries.lists.warehouses import WarehousesAsked
from db.queries.shifts import DrawerScope
from db.sql import own_connection
from tests.conftest import Work
from tests.exchange.exports import as_read_back, as_text, cells_of, texts_of
from tests.shop import Shop

LONG = "0012345678901234567"


class ListAsked(NamedTuple):
    listing: Listing[Any, Any]
    asked: Any


LISTS = {
    "serials": ListAsked(SERIALS, Filter()),
    "stock": ListAsked(stock(True), StockAsked(with_none=True)),
    "items": ListAsked(items(True), ItemsAsked(with_inactive=True)),
    "prices": ListAsked(PRICES, PricesAsked(price_list=1)),
    "contacts": ListAsked(CONTACTS, ContactsAsked(with_inactive=True)),
    "warehouses": ListAsked(WAREHOUSES, WarehousesAsked()),
    "cartons": ListAsked(CARTONS, ""),
    "scans": ListAsked(SCANS, ScansAsked()),
    "prints": ListAsked(PRINTS, PrintsAsked()),
    "audit": ListAsked(AUDIT, AuditAsked()),
    "shifts": ListAsked(SHIFTS, ShiftsAsked()),
    "drawer_rows": ListAsked(
        DRAWER_ROWS, of_figure(DrawerScope(None, 1, "2000", "3000"), DrawerFigure.MONEY_IN)
    ),
    "in_transit": ListAsked(in_transit(True), None),
    **{
        f"documents of {kind.key}": ListAsked(
            documents(kind, True), DocumentsAsked([one.key for one in listed(kind)])
        )
        for kind in KINDS.values()
        if not kind.listed_with
    },
}
CASES = [
    (name, detail)
    for name, (listing, _asked) in LISTS.items()
    for detail in ("", *(one.key for one in listing.details))
]


def trade(shop: Shop) -> None:
    """Names and numbers that a spreadsheet would bend, in all that is listed."""
    for name in ("=1+1", "+86 10", "序列号 国", "<r>x</r>", "@x", "X" * 100, 'a,b;c"d'):
        sku = f"0{len(name)}{ord(name[0])}"
        form = ItemForm(sku, name, purchase_price=1, sale_price=10**11)
        item_services.save(shop.session, form, [])
        contacts.save(shop.session, ContactForm(name, phone="+86 010 0001"))
    member = price_lists.save(shop.session, "=Member")
    steps = [PriceStep(1_000, 18_00), PriceStep(10_000, 17_00)]
    price_lists.set_steps(shop.session, shop.has.cable, {member: steps})
    numbers = f"{LONG} 0001 -5 =1+1 @A {'S' * 100} A1 A2 A3 A4"
    shop.purchase(numbers)
    shop.opening(product=shop.has.cable, units=20)
    shop.void(shop.sell("A1 =1+1"), "=wrong")
    shop.sell("A1 0001")
    shop.draft("sale")
    scanned = shop.draft("sale")
    shop.scan(scanned, "A2")
    shop.scan(scanned, "unknown")
    shop.dispatch("A3")
    shop.tally(shop.count("A4 NEW1"), 18, shop.has.cable)
    cartons.learn(shop.session, "CTN-01", [LONG])
    for reason in ("=1+1", LONG):
        shifts.move_money(shop.session, DrawerEntryKind.MONEY_IN, 10**12, reason)
    shifts.open_drawer(shop.session, 0)
    shifts.close(shop.session, Counted(total=5_00, reason="=1+1"))
    shifts.open_drawer(shop.session, 10**12, "=1+1")


@pytest.fixture
def busy(shop_after: Callable[[Work], Shop]) -> Shop:
    return shop_after(trade)


def rows_in_all(shop: Shop, name: str, detail: str) -> Iterator[Any]:
    listing, asked = LISTS[name]
    for rows in rows_of(listing, shop.database, Selection(asked, None, None)):
        if detail:
            for parts in listing.detail(detail).read(shop.database, rows):
                yield from parts
        else:
            yield from rows


@pytest.mark.reliability(21)
@pytest.mark.rule("Q4", "F2")
@pytest.mark.parametrize(("name", "detail"), CASES, ids=lambda part: part or "itself")
def test_it_is_read_back_equal(busy: Shop, tmp_path: Path, name: str, detail: str) -> None:
    listing, question = LISTS[name]
    columns = columns_for(busy.session, listing, detail)
    asked = ExportAsked(
        name, listing, Selection(question, None, None), [one.key for one in columns], detail
    )
    table = exported(busy.session, Formats("en", "CNY"), asked)
    expected = [[read(row) for read in table.readers()] for row in rows_in_all(busy, name, detail)]
    for kind in (ExportKind.XLSX, ExportKind.CSV, ExportKind.CSV_PLAIN):
        path = tmp_path / f"list.{kind.ending}"
        assert write(table, kind, path, lambda rows: None, COMMAS) == len(expected)
        titles = [column.title for column in columns]
        if kind is ExportKind.XLSX:
            found = cells_of(path)
            assert found == [titles, *([as_read_back(value) for value in row] for row in expected)]
        else:
            shown = [
                [as_text(value, one.type) for value, one in zip(row, columns, strict=True)]
                for row in expected
            ]
            assert texts_of(path) == [titles, *shown]


@pytest.mark.rule("Q4")
def test_documents_are_written_out_into_lines_and_serials(busy: Shop) -> None:
    (line,) = rows_in_all(busy, "documents of purchase", "lines")
    assert (line.part.product, line.part.quantity) == ("Phone", 10_000)
    serials = [w.part.number for w in rows_in_all(busy, "documents of purchase", "serials")]
    assert LONG in serials and "=1+1" in serials and len(serials) == 10
    drafted = [w.part.number for w in rows_in_all(busy, "documents of sale", "serials")]
    assert drafted == ["A2", "A1", "0001", "A1", "=1+1"]


@pytest.mark.rule("Q2", "Q4")
def test_a_serial_is_written_out_into_its_records_oldest_first(busy: Shop) -> None:
    records = [w for w in rows_in_all(busy, "serials", "records") if w.row.number == "=1+1"]
    assert [(w.part.kind, w.part.voids, w.part.void) for w in records] == [
        ("purchase", False, False),
        ("sale", False, True),
        ("sale", True, False),
    ]


def test_a_count_is_written_out_into_its_differences(busy: Shop) -> None:
    found = [w.part for w in rows_in_all(busy, "documents of count", "differences")]
    assert ("NEW", "NEW1") in [(one.group.name, one.number) for one in found]
    assert ("MISSING", LONG) in [(one.group.name, one.number) for one in found]
    assert ("QUANTITY", -2000) in [(one.group.name, one.change) for one in found]
    assert "A4" not in [one.number for one in found]


@pytest.mark.rule("Q4")
def test_what_was_asked_for_is_said_filter_by_filter(busy: Shop) -> None:
    asked = Filter(
        "A",
        product=busy.has.phone,
        status=1,
        warehouse=busy.has.main,
        document="PI",
        party=busy.has.supplier,
        date_from="2026-01-02",
        date_to="2026-12-31",
        numbers=("A1", "A2"),
    )
    assert [name for name, _value in SERIALS.says(busy.database, asked)] == [
        *("Search", "Item", "Status", "Warehouse", "Document", "Party", "From", "To"),
        "Pasted list",
    ]
    assert dict(SERIALS.says(busy.database, asked))["Item"] == "Phone"


@pytest.mark.rule("Q4")
def test_a_file_is_of_one_moment_whatever_is_written_meanwhile(
    busy: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing_module, "_PAGE", 2)
    selection = Selection(ContactsAsked(), None, None)
    asked = ExportAsked("Contacts", CONTACTS, selection, ["name"])
    pages = exported(busy.session, Formats("en", "CNY"), asked).each_rows()
    before = CONTACTS.rows(busy.database, ContactsAsked())
    read = list(next(pages))

    def save() -> None:
        with own_connection(busy.database):
            contacts.save(busy.session, ContactForm("zzz came meanwhile"))

    with ThreadPoolExecutor(1) as beside:
        beside.submit(save).result()
    for rows in pages:
        read += rows
    assert read == before
    assert len(CONTACTS.rows(busy.database, ContactsAsked())) == len(before) + 1
