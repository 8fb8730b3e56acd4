"""Prices on a document: where each came from, what they paid last, and what is below cost (M2)."""

import re

import pytest
from PySide6.QtCore import Qt

from app.domain.kinds import SALE
from app.domain.permissions import Role
from app.domain.prices import PriceStep
from app.formats import rate_text
from app.gui.documents.page import DocumentPage
from app.gui.documents.posted_page import PostedPage
from app.gui.inventory.records import RecordsDialog
from app.gui.inventory.unit_price import UnitPriceDialog
from app.gui.kit.desk import Desk
from app.services.documents import draft_head, posting
from app.services.money import price_lists, unit_prices
from app.services.stock import contacts
from app.services.stock.contacts import ContactForm
from db.queries import documents, prices
from db.queries.lists.serial_filter import Filter
from tests.lists import serial_rows
from tests.shop import Shop

pytestmark = pytest.mark.rule("M2")


@pytest.fixture
def member(shop: Shop) -> int:
    made = price_lists.save(shop.session, "Member")
    price_lists.set_steps(shop.session, shop.has.phone, {made: [PriceStep(1_000, 2799_00)]})
    steps = [PriceStep(1_000, 15_00), PriceStep(10_000, 12_00)]
    price_lists.set_steps(shop.session, shop.has.cable, {made: steps})
    return made


@pytest.fixture
def anna(shop: Shop, member: int) -> int:
    return contacts.save(shop.session, ContactForm("Anna", price_list_id=member))


@pytest.fixture
def page(qtbot, desk: Desk) -> DocumentPage:
    made = DocumentPage(desk, SALE)
    qtbot.addWidget(made)
    made.show()
    return made


def begun(shop: Shop, party: int) -> int:
    draft = shop.blank("sale")
    draft_head.set_party(shop.session, draft, party)
    return draft


def below(page: DocumentPage) -> list[str]:
    return [page.lines.source_below(line).text for line in page.lines.table_model.rows]


def test_under_a_price_stands_its_list_and_the_tip_says_retail(
    page: DocumentPage, shop: Shop, anna: int
) -> None:
    shop.purchase("A1 B1")
    unit_prices.set_price(shop.session, "B1", 2500_00)
    draft = begun(shop, anna)
    shop.enter(draft, "A1 B1")
    shop.line(draft, product=shop.has.camera)
    page.open(draft)
    assert below(page) == ["Member", "own price", ""]
    index = page.lines.table_model.index(0, page.lines.place_of("price"))
    assert "Retail 2,999.00" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_a_customer_that_is_chosen_changes_prices_and_the_page_says_so(
    page: DocumentPage, shop: Shop, anna: int
) -> None:
    draft = begun(shop, shop.has.customer)
    shop.line(draft, product=shop.has.cable, units=10)
    page.open(draft)
    page.header._save_party(anna)
    assert below(page) == ["Member"]
    assert page.verdict._text.text() == "1 price changed with the customer"
    page.header._save_party(anna)
    assert [line.price for line in page.lines.table_model.rows] == [12_00]


def _plain(text: str) -> str:
    """A link without what makes it one."""
    return re.sub("<[^>]+>", "", text)


def shown(page: DocumentPage) -> tuple[str, str, bool]:
    facts = page.panel.price
    facts.read()
    return facts.source.text(), _plain(facts.link.text()), facts.below.isVisibleTo(facts)


def test_beside_a_line_stands_where_its_price_came_from_and_what_they_paid_last(
    page: DocumentPage, shop: Shop, anna: int
) -> None:
    shop.purchase("A1 A2")
    first = begun(shop, anna)
    shop.enter(first, "A1")
    shop.post(first)
    draft = begun(shop, anna)
    shop.enter(draft, "A2")
    page.open(draft)
    day = page.desk.formats.date(documents.document(shop.database, first).date)
    assert shown(page) == ("Member list; retail 2,999.00", f"2,799.00, {day}", False)
    assert f'href="{first}"' in page.panel.price.link.text()


def test_a_price_below_cost_is_said_when_it_is_typed(
    page: DocumentPage, shop: Shop, anna: int
) -> None:
    shop.purchase("A1")
    draft = begun(shop, anna)
    shop.enter(draft, "A1")
    page.open(draft)
    (line,) = page.lines.table_model.rows
    page.lines._set_price(line, "1999.99")
    assert shown(page) == ("typed; retail 2,999.00", "", True)
    assert len(posting.questions_of(shop.database, draft)) == 1
    page.lines._set_price(line, "2000")
    assert shown(page)[2] is False


def test_an_item_without_serial_numbers_has_its_price_said_too(
    page: DocumentPage, shop: Shop, anna: int
) -> None:
    draft = begun(shop, anna)
    shop.line(draft, product=shop.has.cable, units=12)
    page.open(draft)
    assert shown(page) == ("Member list, by quantity; retail 19.90", "", False)


@pytest.mark.rule("M11")
def test_a_posted_sale_says_its_margin_to_who_may_see_it(qtbot, desk: Desk, shop: Shop) -> None:
    shop.purchase("A1")
    sale = shop.sell("A1")
    made = PostedPage(desk, SALE)
    qtbot.addWidget(made)
    made.open(sale)
    assert made.margin is not None
    margin = made.margin
    figures = [part.text() for part in (margin.net, margin.cost, margin.margin, margin.rate)]
    assert figures == ["2,999.00", "2,000.00", "999.00", "33.3 %"]
    clerk = desk._replace(session=shop.as_a(Role.CLERK))
    other = PostedPage(clerk, SALE)
    qtbot.addWidget(other)
    assert other.margin is None


@pytest.mark.rule("M11")
@pytest.mark.parametrize(
    ("rate", "text"), [(24_900, "24.9 %"), (-50_049, "−50.0 %"), (-49, "0.0 %"), (33_350, "33.4 %")]
)
def test_a_rate_is_said_to_one_decimal(rate: int, text: str) -> None:
    assert rate_text(rate) == text


def test_a_units_own_price_is_typed_in_its_records(qtbot, desk: Desk, shop: Shop) -> None:
    shop.purchase("A1")
    records = RecordsDialog(desk, serial_rows(shop.database, Filter(text="A1"))[0], None)
    qtbot.addWidget(records)
    assert not records.own_price.isVisibleTo(records)
    dialog = UnitPriceDialog(desk, "A1", None, records)
    qtbot.addWidget(dialog)
    dialog.edit.setText("dear")
    dialog.ok_button.click()
    assert dialog.problems.isVisibleTo(dialog) and dialog.edit.text() == "dear"
    dialog.edit.setText("1500")
    dialog.ok_button.click()
    records._show_number()
    assert records.own_price.text() == "1,500.00"
    (serial,) = shop.rows("SELECT id FROM serial WHERE number = 'A1'")[0]
    again = UnitPriceDialog(desk, "A1", prices.own_price(shop.database, serial), records)
    qtbot.addWidget(again)
    assert not again.is_entered()
    again.edit.setText("")
    again.ok_button.click()
    assert prices.own_price(shop.database, serial) is None


def test_who_may_not_change_prices_is_not_offered_it(qtbot, desk: Desk, shop: Shop) -> None:
    shop.purchase("A1")
    clerk = desk._replace(session=shop.as_a(Role.CLERK))
    records = RecordsDialog(clerk, serial_rows(shop.database, Filter(text="A1"))[0], None)
    qtbot.addWidget(records)
    assert not records.price_button.isVisibleTo(records)
