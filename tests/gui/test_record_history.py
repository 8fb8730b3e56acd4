"""The history of a record: what the audit log tells of it, in its page."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.gui.contacts.page import ContactsPage
from app.gui.items.list_page import ItemsPage
from app.gui.kit.desk import Desk
from app.gui.lists.record_history import AT_ONCE
from app.gui.lists.record_page import RecordPage
from app.gui.settings.warehouses import WarehousesPage
from app.services import settings
from app.services.stock import contacts, items, tracking, warehouses
from db.queries.items import Pack
from tests.gui.conftest import desk_at
from tests.shop import Shop

Shown = Callable[[type[RecordPage], int], RecordPage]


@pytest.fixture
def shown(qtbot, desk: Desk) -> Shown:
    def show(kind: type[RecordPage], id: int) -> RecordPage:
        page = kind(desk)
        qtbot.addWidget(page)
        page.show()
        page.open(id)
        return page

    return show


def told(page: RecordPage) -> list[str]:
    return [step.text for step in page.editor.history.timeline.steps.steps]


def rename(shop: Shop, name: str) -> None:
    form, barcodes = items.load(shop.database, shop.has.phone)
    items.save(shop.session, replace(form, name=name), barcodes, shop.has.phone)


@pytest.mark.rule("U4")
def test_an_item_tells_each_field_before_and_after_and_by_whom(shop: Shop, shown: Shown) -> None:
    form, barcodes = items.load(shop.database, shop.has.phone)
    dearer = replace(form, sale_price=129900, note="two\nlines", active=False)
    items.save(shop.session, dearer, ["4006381333931"], shop.has.phone, [Pack("box", 10_000)])
    page = shown(ItemsPage, shop.has.phone)
    (step,) = page.editor.history.timeline.steps.steps
    assert step.text.split("\n") == [
        "Active: Yes → No",
        f"Sale price: {page.desk.formats.price(form.sale_price)} → 1,299.00",
        f"Barcodes: {', '.join(barcodes) or '–'} → 4006381333931",
        "Pack units: – → box × 10",
        "Note: – → two lines",
    ]
    assert step.below.endswith("Owner · Counter 1")


@pytest.mark.rule("U4")
@pytest.mark.parametrize("kind", [ContactsPage, WarehousesPage])
def test_a_contact_and_a_warehouse_tell_theirs(
    kind: type[RecordPage], shop: Shop, shown: Shown
) -> None:
    customer, branch = shop.has.customer, shop.has.branch
    was = contacts.load(shop.database, customer)
    contacts.save(shop.session, replace(was, phone="555 01"), customer)
    stood = warehouses.load(shop.database, branch)
    warehouses.save(shop.session, replace(stood, address="12 Dock Street"), branch)
    expected = {
        ContactsPage: f"Phone: {was.phone or '–'} → 555 01",
        WarehousesPage: "Address: – → 12 Dock Street",
    }
    page = shown(kind, customer if kind is ContactsPage else branch)
    assert told(page) == [expected[kind]]


@pytest.mark.rule("P1")
@pytest.mark.parametrize("managed", [True, False])
def test_without_serial_numbers_nothing_is_told_of_them(managed: bool, shop: Shop, qtbot) -> None:
    for on in (False, True):
        tracking.switch(shop.session, shop.has.camera, on)
    settings.change(shop.session, serials_enabled=managed)
    page = ItemsPage(desk_at(shop))
    qtbot.addWidget(page)
    page.open(shop.has.camera)
    both = ["Serial numbers: No → Yes", "Serial numbers: Yes → No"]
    assert told(page) == (both if managed else [])


def test_what_is_saved_here_is_told_and_is_the_title(shop: Shop, shown: Shown) -> None:
    page = shown(ItemsPage, shop.has.phone)
    assert not page.editor.history.is_told
    page.editor.fields["name"].setText("Telephone")
    page.editor.save()
    assert page.editor.title.text() == "Telephone"
    assert told(page)[0].endswith("→ Telephone")


@pytest.mark.parametrize("kind", [ContactsPage, WarehousesPage])
def test_a_new_record_has_no_history_beside_it(
    kind: type[RecordPage], shop: Shop, shown: Shown
) -> None:
    page = shown(kind, 1)
    assert page.editor.history.isVisible()
    page.open(None)
    assert not page.editor.history.isVisible()


def test_many_changes_are_shown_in_parts_newest_first(shop: Shop, shown: Shown) -> None:
    for n in range(AT_ONCE + 3):
        rename(shop, f"Phone {n}")
    page = shown(ItemsPage, shop.has.phone)
    more = page.editor.history.more_button
    assert len(told(page)) == AT_ONCE and more.isVisibleTo(page.editor)
    more.click()
    assert [text.rsplit(" ", 1)[1] for text in told(page)] == [
        str(n) for n in reversed(range(AT_ONCE + 3))
    ]
    assert not more.isVisibleTo(page.editor)


def test_a_long_text_is_shortened_and_a_name_is_shown_as_it_is(shop: Shop, shown: Shown) -> None:
    rename(shop, "<b>&amp;" + "x" * 150)
    (text,) = told(shown(ItemsPage, shop.has.phone))
    assert "→ <b>&amp;xxx" in text and text.endswith("x…") and len(text) < 160


def test_the_history_is_a_section_of_the_item_even_where_nothing_was_changed(
    shop: Shop, shown: Shown
) -> None:
    editor = shown(ItemsPage, shop.has.phone).editor
    for n in range(editor.index.count()):
        editor.go_to(n)
    assert editor.index.item(n).text() == "History"
    assert editor.focusWidget() is editor.history.nothing
