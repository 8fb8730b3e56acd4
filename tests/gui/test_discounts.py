"""Discounts at the page of a draft: typed in the line, and with F6 in the totals (M3)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.domain.kinds import KINDS
from app.domain.pricing import PERCENT, Discount
from app.gui.documents.page import DocumentPage
from app.gui.documents.pages import page_of
from app.gui.kit import theme
from app.gui.kit.desk import Desk
from app.services import settings
from app.services.documents import discounts, draft_lines
from app.services.money import taxes
from app.services.money.taxes import TaxForm
from db.queries import documents
from db.queries.taxes import TaxPeriod
from tests.gui.conftest import desk_at
from tests.shop import Shop

pytestmark = pytest.mark.rule("M3")

DEALING = [key for key, kind in KINDS.items() if kind.deals]


def opened(qtbot, desk: Desk, kind: str, draft: int, width: int = 1158) -> DocumentPage:
    page = page_of(KINDS[kind])(desk, KINDS[kind])
    qtbot.addWidget(page)
    theme.dress(page)
    page.open(draft)
    page.resize(width, 740)
    page.show()
    QApplication.processEvents()
    return page


def cables(shop: Shop, kind: str, units: float = 4, price: int = 100_00) -> int:
    draft = shop.draft(kind)
    line = shop.line(draft, product=shop.has.cable, units=units)
    draft_lines.set_price(shop.session, draft, line, price)
    return draft


def typed(qtbot, page: DocumentPage, text: str) -> None:
    edit = page.totals.discount.edit
    edit.selectAll()
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, Qt.Key.Key_Return)


def discount_of(shop: Shop, draft: int) -> tuple[int, int | None]:
    head = documents.document(shop.database, draft)
    return head.discount, head.discount_rate


@pytest.mark.parametrize("kind", DEALING)
@pytest.mark.parametrize(
    "text, found", [("5%", (20_00, 5 * PERCENT)), ("5", (5_00, None)), ("400.00", (400_00, None))]
)
def test_f6_types_it_where_it_stands(qtbot, desk, shop, kind, text, found):
    draft = cables(shop, kind)
    page = opened(qtbot, desk, kind, draft)
    assert not page.totals.discount.isVisible()
    qtbot.keyClick(page.scan_box, Qt.Key.Key_F6)
    assert page.totals.discount.edit.hasFocus()
    typed(qtbot, page, text)
    assert discount_of(shop, draft) == found
    assert page.scan_box.hasFocus() and not page.totals.discount.is_open
    assert page.totals.discount.figure.text().endswith(desk.formats.price(-found[0]))
    assert page.totals.total.text() == desk.formats.money(400_00 - found[0])


def test_esc_leaves_it_as_it_was(qtbot, desk, shop):
    draft = cables(shop, "sale")
    discounts.set_of_document(shop.session, draft, Discount(7_00))
    page = opened(qtbot, desk, "sale", draft)
    page.edit_discount()
    assert page.totals.discount.edit.text() == "7.00"
    qtbot.keyClicks(page.totals.discount.edit, "99")
    qtbot.keyClick(page.totals.discount.edit, Qt.Key.Key_Escape)
    assert discount_of(shop, draft) == (7_00, None)
    assert page.scan_box.hasFocus() and page.totals.discount.figure.isVisible()


def test_what_is_no_discount_stays_where_it_is_and_is_said(qtbot, desk, shop):
    draft = cables(shop, "sale")
    page = opened(qtbot, desk, "sale", draft)
    for text in ("101%", "-5", "five", "400.01"):
        page.edit_discount()
        typed(qtbot, page, text)
        assert page.problems.isVisible() and page.totals.discount.edit.text() == text
        assert not page.finish_fields()
    assert discount_of(shop, draft) == (0, None)


def test_alt_and_a_figure_take_what_is_offered(qtbot, shop):
    settings.save(shop.session, discount_presets=[3 * PERCENT, 30 * PERCENT])
    draft = cables(shop, "sale")
    page = opened(qtbot, desk_at(shop), "sale", draft)
    page.edit_discount()
    qtbot.keyClick(page.totals.discount.edit, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert discount_of(shop, draft) == (120_00, 30 * PERCENT)
    assert not page.totals.discount.is_open


@pytest.mark.rule("D11")
def test_what_is_typed_and_not_entered_is_posted(qtbot, desk, shop):
    shop.opening(product=shop.has.cable, units=4)
    draft = cables(shop, "sale")
    page = opened(qtbot, desk, "sale", draft)
    page.edit_discount()
    qtbot.keyClicks(page.totals.discount.edit, "5%")
    page.post()
    assert documents.document(shop.database, draft).total == 380_00


@pytest.mark.rule("C4")
def test_a_scan_while_it_is_typed_goes_into_the_document_and_the_text_stays(qtbot, desk, shop):
    draft = cables(shop, "purchase")
    page = opened(qtbot, desk, "purchase", draft)
    page.edit_discount()
    qtbot.keyClicks(page.totals.discount.edit, "1")
    page.take_scan("6905555555553")
    page.queue.drain()
    assert shop.quantities(draft) == [5]
    assert page.totals.discount.edit.text() == "1" and page.totals.discount.is_open


def test_without_lines_there_is_nothing_to_take_it_off(qtbot, desk, shop):
    page = opened(qtbot, desk, "sale", shop.draft("sale"))
    qtbot.keyClick(page.scan_box, Qt.Key.Key_F6)
    assert not page.totals.discount.is_open


@pytest.mark.parametrize("kind", DEALING)
def test_a_line_s_discount_is_typed_in_its_cell(qtbot, desk, shop, kind):
    draft = cables(shop, kind)
    page = opened(qtbot, desk, kind, draft)
    model, at = page.lines.table_model, page.lines.place_of("discount")
    cell = model.index(0, at)
    assert model.data(cell) == ""
    for text, shown, again in (
        ("5%", "−5\N{NO-BREAK SPACE}%", "5%"),
        ("7", "−7.00", "7.00"),
        ("", "", ""),
    ):
        assert model.setData(model.index(0, at), text)
        cell = model.index(0, at)
        assert (model.data(cell), model.data(cell, Qt.ItemDataRole.EditRole)) == (shown, again)
    model.setData(cell, "101%")
    assert page.problems.isVisible()


def test_what_has_no_price_has_no_discount(qtbot, desk, shop):
    page = opened(qtbot, desk, "transfer", shop.transfer(product=shop.has.cable, units=2))
    assert page.lines.place_of("discount") == -1
    page.edit_discount()
    assert not page.totals.discount.is_open


@pytest.fixture
def taxed(shop):
    """A shop whose prices include 13 % VAT."""
    tax = taxes.save(shop.session, TaxForm("VAT", [TaxPeriod("2000-01-01", None, 13 * PERCENT)]))
    settings.save(shop.session, taxes="included", default_tax=tax)
    return shop


@pytest.mark.rule("M4")
def test_the_card_says_what_the_picture_says(qtbot, taxed):
    draft = taxed.draft("sale")
    for price, units, rate in ((3_399_00, 1, 0), (1_299_00, 1, 5), (59_00, 2, 0)):
        line = taxed.line(draft, product=taxed.has.cable, units=units)
        draft_lines.set_price(taxed.session, draft, line, price)
        discounts.set_of_line(taxed.session, draft, line, Discount(rate=rate * PERCENT))
    discounts.set_of_document(taxed.session, draft, Discount(50_00))
    card = opened(qtbot, desk_at(taxed), "sale", draft).totals
    (vat,) = card.taxes
    shown = [
        (card.amounts.title.text(), card.amounts.figure.text()),
        (card.line_discounts.title.text(), card.line_discounts.figure.text()),
        ("Discount", card.discount.figure.text()),
        (vat.title.text(), vat.figure.text()),
    ]
    assert shown == [
        ("Lines, 4 units", "4,816.00"),
        ("Line discounts", "−64.95"),
        ("Discount", "−50.00"),
        ("VAT 13\N{NO-BREAK SPACE}%, included", "540.83"),
    ]
    assert card.total.text() == "¥4,701.05"
    rows = (card.amounts, card.line_discounts, card.discount, vat)
    assert all(part.isVisible() for part in rows)


@pytest.mark.rule("M4")
def test_where_there_is_little_room_it_is_one_line(qtbot, taxed):
    draft = cables(taxed, "sale", units=4)
    discounts.set_of_document(taxed.session, draft, Discount(50_00))
    card = opened(qtbot, desk_at(taxed), "sale", draft, width=952).totals
    assert (
        card.folded.text() == "4 units · discounts −50.00 · tax 40.27" and card.folded.isVisible()
    )
    assert not (card.amounts.isVisible() or card.discount.isVisible())
    card.edit_discount()
    assert card.discount.edit.isVisible()


@pytest.mark.rule("M4")
def test_a_shop_without_taxes_reads_no_word_of_them(qtbot, desk, shop):
    page = opened(qtbot, desk, "sale", cables(shop, "sale"), width=952)
    assert page.totals.folded.text() == "4 units" and not page.totals.taxes
