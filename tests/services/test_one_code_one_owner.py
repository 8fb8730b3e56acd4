"""A code that has an owner is refused everywhere else, by a sentence and never by the store."""

import pytest

from app.domain.problems import Refused
from app.services.entry import cartons, entering
from app.services.stock import correcting, edit_inventory, items
from app.services.stock.edit_inventory import Adjustment
from app.services.stock.items import ItemForm

pytestmark = pytest.mark.rule("F4", "C3", "L5")

CODE = "AB-77"


def is_sku(shop):
    items.save(shop.session, ItemForm(CODE, "Owner"), [])


def is_barcode(shop):
    items.save(shop.session, ItemForm("OWN", "Owner"), [CODE.lower()])


def is_serial(shop):
    shop.purchase(CODE)


def is_sold(shop):
    shop.purchase(CODE)
    shop.sell(CODE)


def is_earlier_number(shop):
    shop.purchase(CODE)
    shop.correct(CODE, "AB-78")


def is_carton(shop):
    cartons.learn(shop.session, CODE, ["U1", "U2"])


def is_in_a_carton(shop):
    cartons.learn(shop.session, "C1", [CODE, "U2"])


def is_on_a_draft(shop):
    shop.written("purchase", CODE)


def correct(shop, code):
    shop.purchase("WRONG")
    correcting.correct(shop.session, "WRONG", code)


def correct_in_the_inventory(shop, code):
    shop.purchase("WRONG")
    change = Adjustment(shop.has.phone, shop.has.main, corrected={"WRONG": code})
    edit_inventory.edit(shop.session, change)


def add_to_the_inventory(shop, code):
    change = Adjustment(shop.has.phone, shop.has.main, add=[code])
    edit_inventory.edit(shop.session, change)


def give_as_sku(shop, code):
    items.save(shop.session, ItemForm(code, "Other"), [])


def give_as_barcode(shop, code):
    items.save(shop.session, ItemForm("OTHER", "Other"), [code])


def learn_as_carton(shop, code):
    cartons.learn(shop.session, code, ["V1"])


def pack_as_carton(shop, code):
    shop.purchase("V1")
    cartons.pack(shop.session, ["V1"], code)


def learn_as_unit(shop, code):
    cartons.learn(shop.session, "C9", [code])


def receive(shop, code):
    draft = shop.draft("purchase")
    line = shop.line(draft)
    entering.enter(shop.session, draft, line, [code])
    shop.post(draft)


@pytest.mark.parametrize(
    "owned",
    [
        is_sku,
        is_barcode,
        is_serial,
        is_sold,
        is_earlier_number,
        is_carton,
        is_in_a_carton,
        is_on_a_draft,
    ],
)
@pytest.mark.parametrize(
    "give",
    [
        correct,
        correct_in_the_inventory,
        add_to_the_inventory,
        give_as_sku,
        give_as_barcode,
        learn_as_carton,
        pack_as_carton,
        learn_as_unit,
        receive,
    ],
)
def test_the_store_never_has_to_refuse_it(shop, owned, give):
    owned(shop)
    try:
        give(shop, CODE)
    except Refused as refusal:
        assert refusal.problems
