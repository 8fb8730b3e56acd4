"""Text that no store can hold (NUL, halves of characters) is kept as unreadable, or refused."""

import pytest

from app.domain.generation import read_pattern, read_ranges
from app.domain.problems import Refused
from app.services import kept_problems, settings
from app.services.clock import today
from app.services.documents import draft_head
from app.services.entry import cartons, entering, generating, resolving
from app.services.entry.judging import product_codes
from app.services.stock import contacts, correcting, edit_inventory, items, warehouses
from app.services.stock.contacts import ContactForm
from app.services.stock.edit_inventory import Adjustment
from app.services.stock.items import ItemForm
from app.services.stock.warehouses import WarehouseForm
from app.text import sentence
from db import sql
from db.queries import documents
from db.queries import items as item_reads
from db.queries.items import Pack
from tests.lists import scan_rows
from tests.store import tables

ODD = ["a\x00b", "\x00", "\ud800", "A1\udfff", "\ud83d", "x\x00\ud800y"]


def name_contact(shop, text):
    form = ContactForm(text, phone=text, email=text, address=text, note=text)
    contacts.save(shop.session, form)


def name_warehouse(shop, text):
    warehouses.save(shop.session, WarehouseForm(text, text))


def name_item(shop, text):
    form = ItemForm("NEW-1", text, unit=text, note=text)
    items.save(shop.session, form, [], packs=[Pack(text + "!", 2000)])


def code_item(shop, text):
    items.save(shop.session, ItemForm(text, "Odd"), [text + "1"])


def write_note(shop, text):
    draft_head.set_note(shop.session, shop.draft("sale"), text)


def void(shop, text):
    shop.void(shop.purchase("Z9"), text)


def adjust(shop, text):
    change = Adjustment(shop.has.phone, shop.has.main, add=[text], note=text)
    edit_inventory.judge_added(shop.database, shop.has.phone, shop.has.main, [text])
    edit_inventory.edit(shop.session, change)


def note_adjustment(shop, text):
    change = Adjustment(shop.has.cable, shop.has.main, on_hand=1000, note=text)
    edit_inventory.edit(shop.session, change)


def enter(shop, text):
    draft = shop.draft("purchase")
    line = shop.line(draft)
    assert not entering.enter(shop.session, draft, line, [text]).verdicts[0].good


def scan(shop, text):
    outcome = shop.scan(shop.draft("sale"), text)
    assert outcome.problem and sentence(outcome.problem)
    for row in scan_rows(shop.database):
        assert sentence(kept_problems.read(row.problem))


def resolve(shop, text):
    resolving.resolve(shop.database, text, True)


def correct(shop, text):
    shop.purchase("WRONG1")
    assert correcting.problems_of(shop.database, text, text)
    correcting.correct(shop.session, "WRONG1", text)


def learn_carton(shop, text):
    cartons.learn(shop.session, text, ["U1"])


def fill_carton(shop, text):
    cartons.judge_units(shop.database, [text], None, False)
    cartons.learn(shop.session, "C1", [text])


def generate(shop, text):
    draft = shop.draft("purchase")
    line = shop.line(draft)
    for plan in (read_pattern(text + "{N}", today(), text).plan(1, 2), read_ranges(text + " +3")):
        with pytest.raises(Refused):
            generating.generate(shop.session, draft, line, plan)


def name_shop(shop, text):
    settings.save(shop.session, shop_name=text)
    assert settings.load(shop.database).shop_name


def find_code(shop, text):
    assert item_reads.by_code(shop.database, text) is None
    assert product_codes(shop.database, [text]) == {}
    assert documents.by_number(shop.database, text) is None


EVERYWHERE = [
    name_contact,
    name_warehouse,
    name_item,
    code_item,
    write_note,
    void,
    adjust,
    note_adjustment,
    enter,
    scan,
    resolve,
    correct,
    learn_carton,
    fill_carton,
    generate,
    name_shop,
    find_code,
]


@pytest.mark.parametrize("text", ODD, ids=ascii)
@pytest.mark.parametrize("write", EVERYWHERE)
def test_it_is_refused_or_kept_so_that_it_can_be_read_again(shop, write, text):
    try:
        write(shop, text)
    except Refused as refusal:
        assert all(sentence(problem) for problem in refusal.problems)
    for table in tables(shop.database):
        for row in sql.rows(shop.database, f"SELECT * FROM {table}"):
            assert not any("\0" in value for value in row if isinstance(value, str))


def test_what_was_unreadable_is_seen(shop):
    id = contacts.save(shop.session, ContactForm("Chen\x00 \ud83d"))
    assert contacts.load(shop.database, id).name == "Chen\ufffd \ufffd"


@pytest.mark.rule("F1")
def test_a_code_with_a_part_that_was_unreadable_is_not_taken_for_another(shop):
    shop.purchase("A1B2")
    for text in ("A1\x00B2", "A1B2\ud800", "A1\ud800B2"):
        assert shop.scan(shop.draft("sale"), text).problem
