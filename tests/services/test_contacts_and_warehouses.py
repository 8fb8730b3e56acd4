"""Customers, suppliers and warehouses: what is refused, and that editing keeps the rest."""

from dataclasses import replace

import pytest

from app.domain.problems import Code
from app.services.stock import contacts, warehouses
from app.services.stock.contacts import ContactForm
from app.services.stock.warehouses import WarehouseForm
from db.queries.contacts import parties
from db.queries.warehouses import warehouses as warehouses_of
from tests.shop import codes, refusal


def test_a_contact_is_kept_as_it_was_entered(shop):
    form = ContactForm("Li & Sons", True, True, "555-1234", "li@example.org", "Elm St 1", "pays")
    id = contacts.save(shop.session, replace(form, name=" Li & Sons "))
    assert contacts.load(shop.database, id) == form


def test_a_contact_is_changed_in_place(shop):
    form = contacts.load(shop.database, shop.has.customer)
    changed = replace(form, phone="555", active=False)
    assert contacts.save(shop.session, changed, shop.has.customer) == shop.has.customer
    assert contacts.load(shop.database, shop.has.customer) == changed


def test_everything_wrong_with_a_contact_is_said_at_once(shop):
    before = shop.everything()
    problems = refusal(contacts.save, shop.session, ContactForm("  ", False, False))
    assert codes(problems) == [Code.NAME_MISSING, Code.NO_ROLE]
    assert shop.everything() == before


def test_a_party_is_offered_where_its_role_fits_while_it_is_active(shop):
    assert [row.name for row in parties(shop.database, customers=True)] == ["Mrs Chen"]
    assert [row.name for row in parties(shop.database, customers=False)] == ["Wholesale Ltd"]
    form = contacts.load(shop.database, shop.has.customer)
    contacts.save(shop.session, replace(form, active=False), shop.has.customer)
    assert parties(shop.database, customers=True) == []


def test_a_warehouse_is_kept_as_it_was_entered(shop):
    id = warehouses.save(shop.session, WarehouseForm(" Depot ", "Dock 4"))
    assert warehouses.load(shop.database, id) == WarehouseForm("Depot", "Dock 4")


@pytest.mark.parametrize("name", ["", "  "])
def test_a_warehouse_needs_a_name(shop, name):
    problems = refusal(warehouses.save, shop.session, WarehouseForm(name))
    assert codes(problems) == [Code.NAME_MISSING]


@pytest.mark.parametrize(("first", "twin"), [("Depot", " DEPOT"), ("ÉTÉ", "ÉTÉ"), ("仓库", "仓库")])
def test_no_two_warehouses_have_one_name(shop, first, twin):
    id = warehouses.save(shop.session, WarehouseForm(first))
    problems = refusal(warehouses.save, shop.session, WarehouseForm(twin))
    assert codes(problems) == [Code.NAME_TAKEN]
    warehouses.save(shop.session, WarehouseForm(first, "new address"), id)  # its own name is free


def test_a_warehouse_is_closed_only_when_nothing_is_in_it(shop):
    shop.purchase("A1", warehouse=shop.has.branch)
    closing = WarehouseForm("Branch", active=False)
    problems = refusal(warehouses.save, shop.session, closing, shop.has.branch)
    assert codes(problems) == [Code.WAREHOUSE_IN_USE]
    assert problems[0].values["count"] == 1
    shop.sell("A1", warehouse=shop.has.branch)
    warehouses.save(shop.session, closing, shop.has.branch)
    assert [row.name for row in warehouses_of(shop.database)] == ["Main"]


def test_the_only_open_warehouse_cannot_be_closed(shop):
    warehouses.save(shop.session, WarehouseForm("Branch", active=False), shop.has.branch)
    close = WarehouseForm("Main", active=False)
    problems = refusal(warehouses.save, shop.session, close, shop.has.main)
    assert codes(problems) == [Code.LAST_WAREHOUSE]
