"""Contacts: found by role and text, added and edited in the page."""

from dataclasses import replace

import pytest

from app.gui.contacts.page import ContactsPage
from app.gui.kit.desk import Desk
from app.services.money import price_lists
from app.services.stock import contacts
from app.services.stock.contacts import ContactForm
from tests.shop import Shop


@pytest.fixture
def page(qtbot, desk: Desk) -> ContactsPage:
    made = ContactsPage(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def names(page: ContactsPage) -> list[str]:
    page.reload()
    return [row.name for row in page.table.table_model.rows]


def test_customers_suppliers_or_all(shop: Shop, page: ContactsPage) -> None:
    contacts.save(shop.session, ContactForm("Both Ltd", True, True))
    assert names(page) == ["Both Ltd", "Mrs Chen", "Wholesale Ltd"]
    page.role.setCurrentIndex(1)
    assert names(page) == ["Both Ltd", "Mrs Chen"]
    page.role.setCurrentIndex(2)
    assert names(page) == ["Both Ltd", "Wholesale Ltd"]


def test_search_by_name_phone_and_email(shop: Shop, page: ContactsPage) -> None:
    contacts.save(shop.session, ContactForm("Mr Li", phone="138 0000 1", email="li_a@shop.cn"))
    for text in ("mr l", "0000", "I_A@"):
        page.search.setText(text)
        assert names(page) == ["Mr Li"]
    page.search.setText("%")
    assert names(page) == []


def test_inactive_contacts_are_shown_on_demand(shop: Shop, page: ContactsPage) -> None:
    contacts.save(shop.session, ContactForm("Gone", active=False))
    assert "Gone" not in names(page)
    page.with_inactive.setChecked(True)
    assert "Gone" in names(page)


@pytest.mark.rule("M2")
def test_a_customer_is_asked_for_a_price_list_where_there_is_one(
    shop: Shop, page: ContactsPage
) -> None:
    page.new()
    assert not page.editor._with_lists.isVisibleTo(page.editor)
    made = price_lists.save(shop.session, "Member")
    page.open(shop.has.customer)
    assert page.editor._with_lists.isVisibleTo(page.editor)
    page.editor.price_list.setCurrentIndex(1)
    page.editor.save_button.click()
    assert contacts.load(shop.database, shop.has.customer).price_list_id == made
    price_lists.save(shop.session, "Member", made, active=False)
    page.open(shop.has.customer)
    assert page.editor.price_list.currentText() == "Member (not in use)"


def test_a_contact_is_added_with_every_value(shop: Shop, page: ContactsPage) -> None:
    member = price_lists.save(shop.session, "Member")
    page.new_button.click()
    form = ContactForm("Mr Li", True, True, "138", "li@shop.cn", "1 Road\nTown", "Pays late", False)
    form = replace(form, price_list_id=member)
    for name, value in vars_of(form).items():
        field = page.editor.fields[name]
        if isinstance(value, bool):
            field.setChecked(value)
        elif isinstance(value, int):
            field.setCurrentIndex(field.findData(value))
        elif name in ("address", "note"):
            field.setPlainText(value)
        else:
            field.setText(value)
    page.editor.save_button.click()
    assert not page.editor.isVisible()
    (added,) = shop.rows("SELECT id FROM contact WHERE name = 'Mr Li'")
    assert contacts.load(shop.database, added[0]) == form


def vars_of(form: ContactForm) -> dict[str, object]:
    return {name: getattr(form, name) for name in ContactForm.__slots__}


def test_all_problems_are_shown_and_the_form_stays(shop: Shop, page: ContactsPage) -> None:
    page.new()
    page.editor.fields["is_customer"].setChecked(False)
    page.editor.save_button.click()
    shown = page.editor.problems._text.text()
    assert page.editor.isVisible() and "Enter a name" in shown and "customer, a supplier" in shown


def test_an_edited_contact_is_the_same_one(shop: Shop, page: ContactsPage) -> None:
    page.open(shop.has.customer)
    assert page.editor.fields["name"].text() == "Mrs Chen"
    page.editor.fields["name"].setText("Dr Chen")
    page.editor.save_button.click()
    assert contacts.load(shop.database, shop.has.customer).name == "Dr Chen"
    assert page.table.current_row().id == shop.has.customer


@pytest.mark.parametrize(("name", "begins"), [("Mrs Chen", False), ("A long name " * 12, True)])
def test_a_name_that_is_longer_than_its_box_is_read_from_its_beginning(
    qtbot, desk: Desk, shop: Shop, name: str, begins: bool
) -> None:
    page = ContactsPage(desk)
    qtbot.addWidget(page)
    page.resize(952, 640)
    page.show()
    page.open(contacts.save(shop.session, ContactForm(name)))
    field = page.editor.fields["name"]
    assert (field.cursorPosition() == 0) is begins
