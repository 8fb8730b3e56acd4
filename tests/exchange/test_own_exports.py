"""What Serialdesk exported it takes in again as it was: nothing is new, nothing is changed (Q9)."""

from pathlib import Path

import pytest

from app.domain.imports import RowStanding
from app.exchange.export.delimited_file import COMMAS
from app.exchange.export.exported import ExportAsked, columns_for, exported
from app.exchange.export.writing import ExportKind, write
from app.exchange.imports.import_session import ImportSession
from app.exchange.imports.kinds import IMPORT_KINDS
from app.formats import Formats
from app.lists.contacts import CONTACTS
from app.lists.items import items
from app.lists.selection import Selection
from app.lists.serials import SERIALS
from app.services.stock import contacts
from app.services.stock import items as item_services
from app.services.stock.contacts import ContactForm
from app.services.stock.items import ItemForm
from app.text import use_language
from db.queries.lists.contacts import ContactsAsked
from db.queries.lists.items import ItemsAsked
from db.queries.lists.serial_filter import Filter
from tests.shop import Shop

LISTS = {
    "items": (items(True), ItemsAsked(with_inactive=True)),
    "contacts": (CONTACTS, ContactsAsked(with_inactive=True)),
    "sought": (SERIALS, Filter()),
}
NAMES = ("=1+1", "+86 10", "-x", "@x", "'=quoted", "''", "'mine", "＝国", "序列号 国", "X" * 90)


@pytest.fixture
def busy(shop: Shop) -> Shop:
    """Names and numbers that a spreadsheet would run or bend."""
    for at, name in enumerate(NAMES):
        barcodes = [f"690{at:04}", f"007{at:04}"]
        form = ItemForm(f"00{at}", name, purchase_price=1, sale_price=10**9, unit="pcs")
        item_services.save(shop.session, form, barcodes)
        contacts.save(shop.session, ContactForm(name, phone=f"+86 010 000{at}"))
    shop.purchase("0012345678901234567 0001 -5 @A +1 A1")
    return shop


@pytest.fixture(params=["en", "zh_CN"])
def language(request):
    """The language of the titles."""
    use_language(request.param)
    yield request.param
    use_language("en")


@pytest.mark.rule("Q4", "Q9")
@pytest.mark.parametrize("file", [ExportKind.XLSX, ExportKind.CSV, ExportKind.CSV_PLAIN])
@pytest.mark.parametrize("kind", LISTS)
def test_it_comes_in_again_as_it_was(
    busy: Shop, tmp_path: Path, language: str, kind: str, file: ExportKind
) -> None:
    listing, question = LISTS[kind]
    columns = [one.key for one in columns_for(busy.session, listing, "")]
    asked = ExportAsked(kind, listing, Selection(question, None, None), columns)
    path = tmp_path / f"list.{file.ending}"
    table = exported(busy.session, Formats(language, "CNY"), asked)
    count = write(table, file, path, lambda rows: None, COMMAS)
    session = ImportSession(busy.session, IMPORT_KINDS[kind])
    session.open(path)
    session.judge()
    rows = session.page(most=1000)
    told = {row.number: [one.problem for one in row.verdict.problems] for row in rows}
    assert told == {row.number: [] for row in rows}
    assert {row.verdict.standing for row in rows} == {RowStanding.UNCHANGED}
    assert len(rows) == count
