"""An exchange at the Counter by real keys: sold comes back, in stock goes out, one payment (M7)."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from app.domain.pricing import Discount
from app.domain.problems import Code
from app.gui.documents.counter import CounterPage
from app.gui.documents.exchange_band import GoesWhere
from app.services.documents import discounts, draft_head, exchanging, parking, returning
from app.services.stock import contacts, warehouses
from app.services.stock.contacts import ContactForm
from app.services.stock.warehouses import WarehouseForm
from db.queries import document_lines, documents
from tests.gui.conftest import desk_at, end_timers
from tests.printing.made import said
from tests.shop import Shop, refusal

pytestmark = pytest.mark.rule("M7")
PHONE, CAMERA = 2999_00, 6499_00


@pytest.fixture
def page(shop: Shop, qtbot, qapp) -> Iterator[CounterPage]:
    """A Counter; a phone was sold for a card payment, and a camera in cash."""
    shop.purchase("A1 A2 A3")
    shop.purchase("C1 C2", product=shop.has.camera)
    shop.take_payments()
    for serials, tender, product in (("A1", "card", None), ("C1", "cash", shop.has.camera)):
        sale = shop.written("sale", serials, product)
        shop.pay(sale, tender)
        shop.post(sale)
    made = CounterPage(desk_at(shop))
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    press(made, Qt.Key.Key_F3)
    yield made
    end_timers(made)


def scan(page: CounterPage, *codes: str) -> None:
    """Scan, wherever the focus is."""
    for code in codes:
        page.take_scan(code)
    page.queue.drain()


def press(page: CounterPage, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(page.focusWidget() or page, key, held or Qt.KeyboardModifier.NoModifier)


def moved(shop: Shop) -> list[tuple[str, int]]:
    """Kind of tender and amount of what the exchange posted."""
    return shop.rows(
        "SELECT t.kind, p.amount FROM payment p JOIN tender t ON t.id = p.tender_id"
        " JOIN document d ON d.id = p.document_id WHERE d.exchange_id IS NOT NULL ORDER BY p.id"
    )


def on_both(page: CounterPage, shop: Shop) -> tuple[list[str], list[str]]:
    """The serial numbers that come back, and that go out."""
    back, sale = page.exchange
    return shop.serials_on(back.id), shop.serials_on(sale.id)


def test_f3_begins_it_and_each_scan_decides_itself(page, shop):
    assert page.title.text() == "Exchange" and page.band.isVisible()
    scan(page, "A1", "C2")
    assert on_both(page, shop) == (["A1"], ["C2"])
    assert page.difference.title.text() == "Customer pays"
    assert page.difference.figure.text() == "¥3,500.00"
    assert page.post_button.text() == "Take payment"
    assert page.header.party.text().startswith("Mrs Chen")  # who bought it


def test_the_customer_pays_the_difference_by_two_keys(page, shop):
    scan(page, "A1", "C2")
    press(page, Qt.Key.Key_F9)
    assert page.strip.due.text() == "¥3,500.00"
    press(page, Qt.Key.Key_Return)
    assert moved(shop) == [(5, -PHONE), (5, PHONE), (0, CAMERA - PHONE)]
    assert (shop.status("A1")[0], shop.status("C2")[0]) == (1, 2)
    assert page.title.text() == "Counter" and page.empty.isVisible()


def test_the_customer_gets_the_difference_as_it_was_paid(page, shop):
    scan(page, "C1", "A2")
    assert page.difference.title.text() == "Customer gets"
    assert page.post_button.text() == "Give back"
    press(page, Qt.Key.Key_F9)
    press(page, Qt.Key.Key_Return)
    assert moved(shop) == [(5, -PHONE), (0, PHONE - CAMERA), (5, PHONE)]
    assert page.paid_card.figure.text() == "¥3,500.00"


def test_an_even_one_moves_no_money(page, shop):
    scan(page, "A1", "A2")
    assert page.difference.title.text() == "Even"
    press(page, Qt.Key.Key_F9)
    press(page, Qt.Key.Key_Return)
    assert moved(shop) == [(5, -PHONE), (5, PHONE)]


@pytest.mark.parametrize(("code", "kind"), [("A1", "sales_return"), ("A2", "sale")])
def test_where_one_half_is_empty_it_is_a_plain_document(page, shop, code, kind):
    scan(page, code)
    press(page, Qt.Key.Key_F9)
    press(page, Qt.Key.Key_Return)
    assert moved(shop) == []
    newest = shop.rows("SELECT kind FROM document WHERE state = 1 ORDER BY posting DESC LIMIT 1")
    assert newest == [(kind,)]
    assert page.empty.isVisible()


def test_the_switch_sends_all_one_way(page, shop):
    cable = "6905555555553"
    shop.purchase("", product=shop.has.cable, units=5)
    press(page, Qt.Key.Key_F3)
    assert page.band.switch.value() is GoesWhere.BACK
    scan(page, cable)
    press(page, Qt.Key.Key_F3)
    scan(page, cable)
    back, sale = page.exchange
    products = [
        [line.product for line in document_lines.lines(shop.database, half.id)]
        for half in (back, sale)
    ]
    assert products == [["Cable"], ["Cable"]]


def test_what_is_in_stock_does_not_come_back(page, shop):
    page.band.switch.set_value(GoesWhere.BACK)
    scan(page, "A2")
    assert on_both(page, shop) == ([], [])
    assert "not sold" in page.verdict._text.text()


@pytest.mark.rule("C4")
def test_undo_takes_back_the_last_scan_in_whichever_half_it_is(page, shop):
    scan(page, "C2", "A1")
    page.undo()
    assert on_both(page, shop) == ([], ["C2"])
    page.undo()
    assert on_both(page, shop) == ([], [])


def test_a_line_that_comes_back_is_deleted_where_it_has_the_keys(page, shop):
    scan(page, "A1", "C1", "A2")
    page.band.lines.setFocus()
    page.band.lines.select_only(0)
    page.delete_line()
    assert on_both(page, shop) == (["C1"], ["A2"])
    page.delete_line()
    assert on_both(page, shop) == (["C1"], [])


def test_esc_leaves_while_nothing_comes_back(page, shop):
    scan(page, "A2")
    press(page, Qt.Key.Key_Escape)
    assert page.exchange is None and not page.band.isVisible()
    assert shop.serials_on(page.document.id) == ["A2"]
    press(page, Qt.Key.Key_F3)
    scan(page, "A1")
    press(page, Qt.Key.Key_Escape)
    assert page.exchange is not None


@pytest.mark.rule("M10")
def test_a_parked_exchange_comes_back_whole(page, shop):
    scan(page, "A1", "C2")
    sale = page.document.id
    page.park()
    assert page.exchange is None and page.title.text() == "Counter"
    assert [one.id for one in parking.parked(shop.database)] == [sale]
    page.call_back(sale)
    assert on_both(page, shop) == (["A1"], ["C2"])


@pytest.mark.rule("D6")
def test_a_discarded_exchange_is_taken_back_whole(page, shop):
    scan(page, "A1", "C2")
    page.discard()
    assert page.exchange is None
    assert shop.rows("SELECT count(*) FROM document WHERE kind = 'sales_return' AND state = 0") == [
        (0,)
    ]
    page.gone.restore()
    assert on_both(page, shop) == (["A1"], ["C2"])


@pytest.mark.rule("D6")
def test_after_a_start_it_is_there_again(page, qtbot, shop):
    scan(page, "A1", "C2")
    page.hide()
    later = CounterPage(page.desk)
    qtbot.addWidget(later)
    later.show()
    assert on_both(later, shop) == (["A1"], ["C2"])


def test_a_scan_while_it_is_paid_is_the_next_customers(page, shop):
    scan(page, "A1", "C2")
    press(page, Qt.Key.Key_F9)
    scan(page, "A2")
    assert page.next_scans == ["A2"] and on_both(page, shop) == (["A1"], ["C2"])


def test_leaving_with_goods_that_came_back_leaves_a_return_of_its_own(page, shop):
    scan(page, "A1", "A2")
    back = page.exchange.back.id
    page.leave_exchange()
    assert page.exchange is None and shop.serials_on(page.document.id) == ["A2"]
    assert shop.serials_on(back) == ["A1"]
    assert exchanging.exchange_of(shop.database, back) is None


# What it came from, and why -----------------------------------------------------------------------


def origin_rows(page):
    return page.origins.table.table_model.rows


def test_f3_shows_what_may_come_back_of_the_sale_that_is_chosen(page, shop):
    """The last one was chosen at the empty Counter: a camera; nothing is done with it unasked."""
    assert page.origins.isVisible() and not page.panel.isVisible()
    (row,) = origin_rows(page)
    assert (row.number, row.left) == ("C1", 1000)
    assert on_both(page, shop) == ([], [])
    page.origins.add_button.click()
    assert on_both(page, shop) == (["C1"], [])
    assert not page.origins.add_button.isEnabled() and page.scan_box.hasFocus()


def test_each_invoice_of_what_comes_back_has_its_choice(page, shop):
    scan(page, "A1", "C1")
    numbers = [made.text() for made in page.origins.choices]
    assert numbers == ["SI-2026-000001", "SI-2026-000002"]
    assert [row.number for row in origin_rows(page)] == ["C1"]  # what was scanned last
    page.origins.choices[0].click()
    assert [row.number for row in origin_rows(page)] == ["A1"]


def test_beside_what_goes_out_stand_its_serial_numbers(page):
    scan(page, "A1")
    assert page.origins.isVisible() and not page.panel.isVisible()
    scan(page, "C2")
    assert page.panel.isVisible() and not page.origins.isVisible()


@pytest.mark.rule("M3")
def test_goods_without_serial_numbers_come_back_from_the_invoice_at_what_was_paid(page, shop):
    shop.purchase("", product=shop.has.cable, units=5)
    sale = shop.written("sale", product=shop.has.cable, units=3)
    (line,) = document_lines.lines(shop.database, sale)
    discounts.set_of_document(shop.session, sale, Discount(1_00))
    shop.pay(sale, "cash")
    shop.post(sale)
    returning.add_sold(shop.session, page.exchange.back.id, line.id)
    page._of = sale
    page.reload()
    for left in (1000, 0):
        page._show_beside(True)
        page.origins.table.chosen.emit(origin_rows(page)[0])
        assert origin_rows(page)[0].left == left
    back = page.exchange.back
    (came,) = document_lines.lines(shop.database, back.id)
    assert (came.quantity, back.total) == (3000, documents.document(shop.database, sale).total)
    assert [p.code for p in refusal(returning.add_sold, shop.session, back.id, line.id)] == [
        Code.ALL_CAME_BACK
    ]


def test_why_and_how_it_comes_back_is_said_once_and_stands_on_its_paper(page, shop):
    other = warehouses.save(shop.session, WarehouseForm("Repairs"))
    scan(page, "A1")
    fields = page.band.fields
    assert fields.isVisible() and fields.condition is None
    fields.condition_field.buttons[2].click()
    fields.typed.setFocus()
    QTest.keyClicks(fields.typed, "screen flickers")
    fields.into.setCurrentIndex(fields.into.findData(other))
    fields.into.activated.emit(fields.into.currentIndex())
    back = page.exchange.back.id
    press(page, Qt.Key.Key_F9)
    press(page, Qt.Key.Key_Return)
    head = documents.document(shop.database, back)
    assert (head.return_reason, head.return_condition) == ("screen flickers", 2)
    assert shop.status("A1") == (1, other)
    facts = {one.key: one.text for one in said(shop, back).facts}
    assert (facts["return_reason"], facts["condition"]) == ("screen flickers", "Faulty")


@pytest.mark.rule("D11")
def test_a_reason_that_is_typed_and_not_left_is_posted_too(page, shop):
    scan(page, "A1")
    page.band.fields.typed.setFocus()
    QTest.keyClicks(page.band.fields.typed, "too small")
    back = page.exchange.back.id
    page.post()
    assert documents.document(shop.database, back).return_reason == "too small"


@pytest.mark.rule("D14")
def test_another_customer_s_unit_says_at_once_whose_it_is(page, shop):
    other = contacts.save(shop.session, ContactForm("Mr Li"))
    draft_head.set_party(shop.session, page.exchange.sale.id, other)
    page.reload()
    assert not page.band.whose.isVisible()
    scan(page, "A1")
    assert page.band.whose.isVisible() and "Mrs Chen" in page.band.whose._text.text()


@pytest.mark.parametrize("begun", [False, True])
def test_exchange_stands_once_beside_its_key(page, shop, begun):
    press(page, Qt.Key.Key_Escape)
    assert page.exchange is None
    if begun:
        scan(page, "A2")
    shown = [made for made in page.findChildren(QAbstractButton) if made.isVisible()]
    (one,) = [made for made in shown if made.accessibleName() == "Exchange"]
    assert one is (page.exchange_button if begun else page.empty.exchange_button)
    press(page, Qt.Key.Key_F3)
    assert page.exchange is not None and page.title.text() == "Exchange"


def test_where_nothing_was_sold_yet_exchange_stands_below(shop: Shop, qtbot, qapp) -> None:
    shop.take_payments()
    made = CounterPage(desk_at(shop))
    qtbot.addWidget(made)
    made.show()
    assert made.exchange_button.isVisible() and not made.empty.exchange_button.isVisible()
    end_timers(made)
