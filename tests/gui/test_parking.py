"""Parking at the Counter by real keys: F7 puts aside, a key, the list or a scan calls back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.gui.documents.counter import CounterPage
from app.services.documents import drafts, parking
from db.queries import documents
from tests.shop import Shop

pytestmark = pytest.mark.rule("M10")
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(qtbot, desk, shop: Shop) -> CounterPage:
    """A Counter that is shown, four phones in stock."""
    shop.purchase("A1 A2 A3 A4")
    made = CounterPage(desk)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def scan(page: CounterPage, *codes: str) -> None:
    """Scan while the page has the keys."""
    for code in codes:
        page.take_scan(code)
    page.queue.drain()


def press(page: CounterPage, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(page.focusWidget() or page, key, held or Qt.KeyboardModifier.NoModifier)


def park(page: CounterPage, *codes: str) -> int:
    """Scan a sale and park it by its key; the draft."""
    scan(page, *codes)
    draft = page.document.id
    press(page, Qt.Key.Key_F7)
    return draft


def on_page(page: CounterPage, shop: Shop) -> list[str]:
    """The serial numbers of what is shown."""
    return shop.serials_on(page.document.id)


def test_f7_parks_at_once_and_the_next_keys_are_its_note(page, shop):
    draft = park(page, "A1")
    assert page.document.id != draft and page.empty.isVisible()
    note = page.empty.parked.rows[0].note
    assert note.hasFocus()
    QTest.keyClicks(note, "back at nine")
    QTest.keyClick(note, Qt.Key.Key_Return)
    assert page.scan_box.hasFocus() and note.isHidden()
    assert [sale.note for sale in parking.parked(shop.database)] == ["back at nine"]
    assert page.empty.parked.rows[0]._note.text() == "“back at nine”"


@pytest.mark.parametrize("leave", ["Esc", "scan", "call back", "F2"])
@pytest.mark.rule("D11")
def test_a_note_is_kept_however_it_is_left(page, shop, leave):
    draft = park(page, "A1")
    note = page.empty.parked.rows[0].note
    QTest.keyClicks(note, "half a no")
    if leave == "scan":
        page.take_scan("A2")
        page.queue.drain()
        page.finish_fields()
    elif leave == "call back":
        press(page, Qt.Key.Key_1, ALT)
        page.park()
        assert page.empty.parked.rows[0].sale.id == draft
        return  # it was called back, and nothing was refused
    else:
        press(page, Qt.Key.Key_Escape if leave == "Esc" else Qt.Key.Key_F2)
    assert [sale.note for sale in parking.parked(shop.database)] == ["half a no"]
    assert page.problems.isHidden()


def test_a_scan_right_after_f7_is_the_next_customers(page, shop):
    draft = park(page, "A1")
    scan(page, "A2")
    assert on_page(page, shop) == ["A2"]
    assert shop.serials_on(draft) == ["A1"]


def test_what_is_typed_in_the_box_is_taken_before_it_is_parked(page, shop):
    scan(page, "A1")
    draft = page.document.id
    QTest.keyClicks(page.scan_box, "A2")
    QTest.keyClick(page.scan_box, Qt.Key.Key_F7)
    assert shop.serials_on(draft) == ["A1", "A2"]
    assert page.document.id != draft


def test_f7_on_an_empty_sale_parks_nothing(page, shop):
    assert not page.park_button.isVisible()
    press(page, Qt.Key.Key_F7)
    page.park()
    assert parking.parked(shop.database) == []


def test_alt_n_calls_the_nth_back(page, shop):
    first, second = park(page, "A1"), park(page, "A2")
    press(page, Qt.Key.Key_Escape)
    assert [row.sale.id for row in page.empty.parked.rows if row.isVisible()] == [second, first]
    press(page, Qt.Key.Key_2, ALT)
    assert on_page(page, shop) == ["A1"]
    assert page.scan_box.hasFocus()
    page.post()
    assert shop.status("A1")[0] == 2


def test_f8_lists_all_and_enter_calls_back(page, shop):
    drafts_made = [park(page, serial) for serial in ("A1", "A2", "A3", "A4")]
    press(page, Qt.Key.Key_Escape)
    assert sum(row.isVisible() for row in page.empty.parked.rows) == 3
    press(page, Qt.Key.Key_F8)
    assert page.parked.table.hasFocus()
    assert [sale.id for sale in page.parked.model.rows] == drafts_made[::-1]
    for _step in range(3):
        press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_Return)
    assert on_page(page, shop) == ["A1"]
    assert page.panel.isVisible() and not page.parked.isVisible()


def test_esc_in_the_list_leads_back_to_the_sale(page, shop):
    park(page, "A1")
    scan(page, "A2")
    press(page, Qt.Key.Key_F8)
    assert page.parked.isVisible() and not page.panel.isVisible()
    press(page, Qt.Key.Key_Escape)
    assert page.scan_box.hasFocus() and page.panel.isVisible()
    assert on_page(page, shop) == ["A2"]


def test_a_scan_while_the_list_is_shown_goes_to_the_sale(page, shop):
    park(page, "A1")
    press(page, Qt.Key.Key_F8)
    scan(page, "A2")
    assert on_page(page, shop) == ["A2"]


def test_a_sale_at_hand_is_parked_where_another_is_called_back(page, shop):
    first = park(page, "A1")
    scan(page, "A2")
    second = page.document.id
    page.call_back(first)
    assert [sale.id for sale in parking.parked(shop.database)] == [second]
    assert on_page(page, shop) == ["A1"]


def test_what_was_sold_elsewhere_is_said_in_the_row_and_when_it_comes_back(page, shop):
    draft = park(page, "A1", "A2")
    shop.sell("A2")
    page.reload()
    (row,) = [row for row in page.empty.parked.rows if row.isVisible()]
    assert row._gone.text() == "gone since, SI-2026-000001"
    page.call_back(draft)
    assert page.problems.isVisible()
    assert "“A2” went out meanwhile with SI-2026-000001" in page.problems._text.text()
    assert on_page(page, shop) == ["A1", "A2"]


def test_a_scan_of_what_is_parked_is_taken_and_offers_to_call_it_back(page, shop):
    draft = park(page, "A1", "A2")
    scan(page, "A1")
    assert on_page(page, shop) == ["A1"]
    assert page.offer.isVisible()
    press(page, Qt.Key.Key_Y, ALT)
    assert page.document.id == draft
    assert parking.parked(shop.database) == []  # the other sale held nothing but that scan
    assert shop.rows("SELECT count(*) FROM document WHERE state = 0 AND at_counter") == [(1,)]


def test_the_offer_goes_with_the_next_scan_which_waits_for_nothing(page, shop):
    park(page, "A1")
    scan(page, "A1", "A3")
    assert not page.offer.isVisible()
    assert on_page(page, shop) == ["A1", "A3"]


def test_what_is_sold_already_still_finds_its_parked_sale(page, shop):
    draft = park(page, "A1", "A2")
    shop.sell("A1")
    scan(page, "A1")
    assert on_page(page, shop) == []
    assert page.offer.isVisible()
    page.offer.button.click()
    assert page.document.id == draft


@pytest.mark.rule("D6")
def test_a_parked_sale_that_is_discarded_is_parked_again_when_it_is_taken_back(page, shop):
    draft = park(page, "A1")
    press(page, Qt.Key.Key_F8)
    page.parked.discard_button.click()
    assert parking.parked(shop.database) == [] and page.gone.isVisible()
    page.gone.restore()
    assert [sale.id for sale in parking.parked(shop.database)] == [draft]
    assert page.document.id != draft


def test_a_sale_that_was_called_back_elsewhere_is_said_and_nothing_is_lost(page, shop):
    draft = park(page, "A1")
    parking.call_back(shop.session, draft)
    scan(page, "A2")
    page.call_back(draft)
    assert on_page(page, shop) == ["A2"]
    assert page.problems.isVisible()


@pytest.mark.rule("D6")
def test_after_a_start_the_sale_at_hand_is_shown_and_not_a_parked_one(page, qtbot, desk, shop):
    park(page, "A1")
    scan(page, "A2")
    later = CounterPage(desk)
    qtbot.addWidget(later)
    later.show()
    assert on_page(later, shop) == ["A2"]
    drafts.discard(shop.session, later.document.id)
    assert documents.newest_draft(shop.database, "sale", at_counter=True) is None
