"""Ctrl+K: one text finds documents, units, items and contacts."""

import pytest

from app.formats import Formats
from app.lists.everything import Scope, Section, everything
from app.services.stock import contacts
from app.services.stock.contacts import ContactForm

FORMATS = Formats("en", "CNY")


def found(shop, typed, **more):
    scope = Scope(shop.has.main, **more)
    groups = everything(shop.database, FORMATS, typed, scope)
    return {group.section: [hit.title for hit in group.hits] for group in groups}


@pytest.fixture
def trading(shop):
    shop.purchase("SER-1 SER-2 SER-10", units=3)
    shop.sell("SER-1")
    contacts.save(shop.session, ContactForm("Serle Workshop", phone="555 0131"))
    return shop


def test_one_text_finds_what_there_is_of_every_section(trading):
    said = found(trading, "ser")
    assert sorted(said[Section.UNITS]) == ["SER-1", "SER-10", "SER-2"]
    assert said[Section.CONTACTS] == ["Serle Workshop"]
    assert Section.DOCUMENTS not in said


def test_a_document_is_found_by_its_number(trading):
    number = trading.rows("SELECT number FROM document WHERE kind = 'sale'")[0][0]
    assert found(trading, number.lower())[Section.DOCUMENTS] == [number]
    assert number in found(trading, number[:4])[Section.DOCUMENTS]


def test_a_whole_number_comes_first_and_those_that_contain_it_after(trading):
    assert found(trading, "ser-1")[Section.UNITS] == ["SER-1", "SER-10"]


def test_an_item_says_its_sku_and_how_many_are_here(trading):
    scope = Scope(trading.has.main)
    groups = everything(trading.database, FORMATS, "phone", scope)
    assert [hit.note for group in groups for hit in group.hits] == ["PHONE-1 · 2 here"]


def test_no_more_than_so_many_of_a_section_and_it_says_so(trading):
    scope = Scope(trading.has.main)
    groups = everything(trading.database, FORMATS, "ser", scope, most=2)
    units = next(group for group in groups if group.section is Section.UNITS)
    assert (len(units.hits), units.more) == (2, True)


@pytest.mark.rule("P1")
def test_without_serial_numbers_there_are_no_units(trading):
    assert Section.UNITS not in found(trading, "ser", with_serials=False)


def test_a_section_that_one_may_not_see_is_left_out(trading):
    said = found(trading, "ser", may_see=lambda section: section is not Section.CONTACTS)
    assert Section.CONTACTS not in said and Section.UNITS in said


@pytest.mark.parametrize("typed", ["", "   "])
def test_nothing_typed_finds_nothing(shop, typed):
    assert found(shop, typed) == {}


@pytest.mark.parametrize("typed", ['"', "%", "\0", "\ud800", "a" * 10_000, "()(0x", "NEAR(a b)"])
def test_no_text_is_too_odd(trading, typed):
    assert found(trading, typed) == {}
