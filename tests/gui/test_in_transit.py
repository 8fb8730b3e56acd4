"""Inventory › In transit: what has not arrived, and the documents begun from there (D4)."""

import pytest

from app.domain.kinds import TRANSFER
from app.gui.documents.list_page import DocumentsPage
from app.gui.documents.page import DocumentPage
from app.gui.documents.posted_page import PostedPage
from app.gui.inventory.in_transit import InTransitPage
from app.gui.kit.desk import Desk
from app.services.documents import draft_head
from app.services.documents.effects import transfers
from db.queries import documents
from tests.gui.test_document_page import on_draft, scan
from tests.shop import Shop

pytestmark = pytest.mark.rule("D4")


def sent(shop: Shop, serials: str, cables: int = 0) -> int:
    """A posted transfer from Main to Branch."""
    draft = shop.draft("transfer")
    draft_head.set_destination(shop.session, draft, shop.has.branch)
    shop.line(draft, serials)
    if cables:
        shop.line(draft, product=shop.has.cable, units=cables)
    shop.post(draft)
    return draft


@pytest.fixture
def transfer(shop: Shop) -> int:
    """Three phones and five cables that are on the way."""
    shop.purchase("A1 A2 A3 A4")
    shop.purchase(product=shop.has.cable, units=9)
    return sent(shop, "A1 A2 A3", cables=5)


@pytest.fixture
def page(qtbot, desk: Desk, transfer: int) -> InTransitPage:
    made = InTransitPage(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def cells(table) -> list[list[str]]:
    """What a table shows."""
    model = table.table_model
    return [[column.text(row) for column in model.columns] for row in model.rows]


def test_what_is_on_the_way_by_transfer_item_and_serial(page: InTransitPage) -> None:
    (row,) = cells(page.table)
    assert row[2:] == ["0", "Main", "Branch", "8", "3"]
    assert cells(page.lines) == [["Phone", "PHONE-1", "3", "3"], ["Cable", "CABLE-C", "5", "0"]]
    assert cells(page.serials) == [["A1"], ["A2"], ["A3"]]
    page.lines.selectRow(1)
    assert cells(page.serials) == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("receive_button", "transfer_receipt"),
        ("back_button", "transfer_back"),
        ("loss_button", "transfer_loss"),
    ],
)
def test_each_button_opens_its_document_and_goes_on_with_it(
    page: InTransitPage, shop: Shop, transfer: int, qtbot, name: str, kind: str
) -> None:
    opened = []
    page._desk.bus.open_document.connect(opened.append)
    getattr(page, name).click()
    head = documents.document(shop.database, opened[0])
    assert (head.kind, head.origin_id) == (kind, transfer)
    getattr(page, name).click()
    assert opened[1] == opened[0]


def test_what_arrives_goes_off_the_page_and_what_is_missing_stays(
    page: InTransitPage, shop: Shop, desk: Desk, qtbot
) -> None:
    with qtbot.waitSignal(desk.bus.open_document) as opened:
        page.receive_button.click()
    receipts = DocumentsPage(desk, TRANSFER)
    qtbot.addWidget(receipts)
    receipts.show()
    receipts.open(opened.args[0])
    receipt = receipts.stack.currentWidget()
    assert isinstance(receipt, DocumentPage)
    scan(receipt, "A1", "A3", "A4")
    assert on_draft(receipt) == ["A1", "A3"]
    assert receipt.verdict._text.text().startswith("“A4” was not sent with TR-")
    receipt.post()
    assert receipt.document.state == documents.POSTED
    assert cells(page.lines) == [["Phone", "PHONE-1", "1", "1"], ["Cable", "CABLE-C", "5", "0"]]
    assert cells(page.serials) == [["A2"]]


def test_a_receipt_that_was_left_empty_is_not_kept(
    qtbot, shop: Shop, desk: Desk, transfer: int
) -> None:
    receipt = transfers.begin(shop.session, transfer)
    pages = DocumentsPage(desk, TRANSFER)
    qtbot.addWidget(pages)
    pages.open(receipt)
    pages.stack.currentWidget().leave()
    assert documents.document(shop.database, receipt).state == documents.DISCARDED


def test_an_empty_page_says_what_to_do(page: InTransitPage, shop: Shop, transfer: int) -> None:
    draft = transfers.begin(shop.session, transfer)
    transfers.take_all(shop.session, draft)
    shop.post(draft)
    page.reload()
    assert page.list.empty.isVisible() and not page.table.isVisible()
    assert not page.receive_button.isVisible()
    page.receive_button.click()  # there is nothing to begin with


def test_a_transfer_offers_its_receipt_while_something_is_on_the_way(
    qtbot, shop: Shop, desk: Desk, transfer: int
) -> None:
    page = PostedPage(desk, TRANSFER)
    qtbot.addWidget(page)
    page.open(transfer)
    page.show()
    assert page.receive_button.isVisible() and "Units still on the way\t8" in page.paper.text()
    with qtbot.waitSignal(desk.bus.open_document) as opened:
        page.receive_button.click()
    transfers.take_all(shop.session, opened.args[0])
    shop.post(opened.args[0])
    page.reload()
    assert not page.receive_button.isVisible() and "on the way" not in page.paper.text()


@pytest.mark.rule("P1")
def test_with_the_switch_off_there_is_no_serial_field(
    qtbot, transfer: int, desk_without_serials: Desk
) -> None:
    page = InTransitPage(desk_without_serials)
    qtbot.addWidget(page)
    page.show()
    assert not page.serials.isVisible()
    assert "Serials" not in [column.title for column in page.table.table_model.columns]
