"""Cartons: learned, packed, unpacked; what they hold now (C3)."""

import pytest

from app.domain.lifecycle import Status
from app.domain.problems import Code
from app.services import settings
from app.services.entry import cartons
from app.services.entry.cartons import CartonSource, ListedUnit
from app.services.stock import correcting, items
from app.services.stock.items import ItemForm
from db import sql
from db.engine.trouble import ConstraintBroken
from db.queries.lists import cartons as carton_list
from tests.lists import carton_rows
from tests.shop import codes, refusal, said

SSCC = "106141412345678908"


def learn(shop, code, numbers, **more):
    return cartons.learn(shop.session, code, numbers.split(), **more)


def refused(shop, code, numbers, **more):
    """The problems for which a carton is not learned, as (code, position); nothing has changed."""
    before = shop.everything()
    numbers = numbers.split() if isinstance(numbers, str) else numbers
    found = refusal(cartons.learn, shop.session, code, numbers, **more)
    assert shop.everything() == before
    return [(problem.code, problem.line) for problem in found]


def held(shop, code):
    """The numbers a carton holds, or None where none is known."""
    found = cartons.contents(shop.database, code)
    return found and found.numbers


def listed(text):
    """``"C1:A1 C1:A2"`` as the rows of a packing list."""
    pairs = (pair.split(":") for pair in text.split())
    return [ListedUnit(code, number, row) for row, (code, number) in enumerate(pairs, 1)]


def renamed(shop, old, new):
    """Correct a serial's number (L5)."""
    correcting.correct(shop.session, old, new)


# Learning


@pytest.mark.rule("C3")
def test_a_carton_is_learned_before_its_units_are_known_to_the_shop(shop):
    learned = learn(shop, "CTN-1", "A1 A2 0003", product=shop.has.phone)
    assert (learned.codes, learned.units, learned.taken_from) == (("CTN-1",), 3, ())
    found = cartons.contents(shop.database, "ctn-1")
    assert found.numbers == ["A1", "A2", "0003"]
    assert (found.carton.product, found.carton.source) == ("Phone", "scanned")
    assert [unit.status for unit in found.units] == [Status.UNKNOWN] * 3
    assert not found.apart


@pytest.mark.rule("C1", "C3")
@pytest.mark.parametrize("scanned", [SSCC, "00" + SSCC, f"(00){SSCC}", f"]C100{SSCC}"])
def test_an_sscc_finds_its_carton_however_it_is_scanned(shop, scanned):
    learn(shop, f"(00){SSCC}", "A1")
    assert held(shop, scanned) == ["A1"]
    learn(shop, scanned, "A2")
    assert held(shop, SSCC) == ["A2"]


@pytest.mark.rule("C3")
def test_learning_a_carton_again_replaces_what_it_holds(shop):
    learn(shop, "C1", "A1 A2")
    learn(shop, "c1", "A2 A3")
    assert held(shop, "C1") == ["A2", "A3"]
    assert len(carton_rows(shop.database)) == 1


@pytest.mark.rule("C3")
def test_a_unit_is_in_the_carton_that_was_learned_last(shop):
    learn(shop, "C1", "A1 A2 A3")
    assert learn(shop, "C2", "a2 B1").taken_from == ("C1",)
    assert held(shop, "C1") == ["A1", "A3"]
    assert learn(shop, "C3", "A1 A3").taken_from == ("C1",)
    assert held(shop, "C1") is None  # its last unit went


@pytest.mark.rule("C3", "L5")
def test_a_unit_whose_number_was_corrected_is_one_unit(shop):
    shop.purchase("OLD A2")
    learn(shop, "C1", "OLD A2")
    renamed(shop, "OLD", "NEW")
    assert held(shop, "C1") == ["NEW", "A2"]
    assert refused(shop, "C2", "NEW OLD") == [(Code.DUPLICATE, 2)]
    assert learn(shop, "C2", "NEW").taken_from == ("C1",)
    assert (held(shop, "C1"), held(shop, "C2")) == (["A2"], ["NEW"])
    learn(shop, "C3", "OLD")
    assert (held(shop, "C2"), held(shop, "C3")) == (None, ["NEW"])


@pytest.mark.rule("C3", "F1", "F3", "F4")
def test_everything_wrong_with_a_carton_is_said_at_once(shop):
    shop.purchase("CAM1", product=shop.has.camera)
    learn(shop, "OTHER", "X1")
    numbers = ["A1", "序2", "a1", "PHONE-1", "other", "CAM1", "B" * 101]
    assert refused(shop, "C1", numbers, product=shop.has.phone) == [
        (Code.BAD_CHARACTER, 2),
        (Code.DUPLICATE, 3),
        (Code.IS_PRODUCT_CODE, 4),
        (Code.IS_CARTON_CODE, 5),
        (Code.OTHER_PRODUCT, 6),
        (Code.TOO_LONG, 7),
    ]


@pytest.mark.rule("F5", "C3")
def test_a_carton_holds_a_thousand_and_not_one_more(shop):
    learn(shop, "C1", " ".join(f"A{n}" for n in range(1000)))
    assert len(held(shop, "C1")) == 1000
    more = " ".join(f"A{n}" for n in range(1001))
    assert refused(shop, "C2", more) == [(Code.CARTON_TOO_MANY, 1)]


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("", Code.CARTON_NO_CODE),
        ("C 1", Code.CODE_BAD),
        ("phone-1", Code.CARTON_IS_ITEM),
        ("6901234567892", Code.CARTON_IS_ITEM),
        ("k1", Code.CARTON_IS_SERIAL),
        ("OLD", Code.CARTON_IS_SERIAL),
        ("b1", Code.CARTON_IS_SERIAL),  # the unit of another carton
        ("a1", Code.IS_CARTON_CODE),  # one of its own units
    ],
)
def test_the_code_of_a_carton_is_no_other_code(shop, code, problem):
    shop.purchase("K1 OLD")
    renamed(shop, "OLD", "NEW")
    learn(shop, "C1", "B1")
    assert problem in [found for found, _ in refused(shop, code, "A1")]


@pytest.mark.rule("C3")
def test_an_empty_carton_is_not_learned(shop):
    assert refused(shop, "C1", "") == [(Code.CARTON_EMPTY, None)]
    assert refused(shop, "", "") == [(Code.CARTON_NO_CODE, None)]


@pytest.mark.rule("C3", "F3", "F4")
@pytest.mark.parametrize(
    "write",
    [
        "INSERT INTO product (sku, name, unit) VALUES ('c1', 'x', 'pcs')",
        "UPDATE product SET sku = 'c1' WHERE id = 1",
        "INSERT INTO product_barcode VALUES ('c1', 1)",
        "INSERT INTO carton_serial (carton_id, number) VALUES (1, 'c1')",
        "INSERT INTO carton (code, source, made_at, made_by) VALUES ('k1', 'packed', '', 1)",
        "INSERT INTO carton (code, source, made_at, made_by) VALUES ('a1', 'packed', '', 1)",
        "INSERT INTO carton (code, source, made_at, made_by) VALUES ('cam-7', 'packed', '', 1)",
        "UPDATE serial SET number = 'c1'",
    ],
)
def test_no_program_can_give_a_cartons_code_to_anything_else(shop, write):
    shop.purchase("K1")
    learn(shop, "C1", "A1")
    with pytest.raises(ConstraintBroken) as caught:
        sql.execute(shop.database, write)
    assert caught.value.name == "carton_code_is_its_own"


@pytest.mark.rule("C3")
def test_no_program_changes_a_cartons_code(shop):
    learn(shop, "C1", "A1")
    with pytest.raises(ConstraintBroken) as caught:
        sql.execute(shop.database, "UPDATE carton SET code = 'c2'")
    assert caught.value.name == "carton_code_is_kept"


@pytest.mark.rule("C3")
def test_a_serial_cannot_come_into_being_by_the_code_of_a_carton(shop):
    draft = shop.written("purchase", "C1")
    learn(shop, "C1", "A1")
    assert codes(refusal(shop.post, draft)) == [Code.IS_CARTON_CODE]
    statement = "UPDATE serial SET number = 'C1' WHERE number = 'A2'"
    shop.purchase("A2")
    correct = "INSERT INTO serial_alias (number, serial_id) SELECT number, id FROM serial"
    sql.execute(shop.database, correct)
    with pytest.raises(ConstraintBroken) as caught:  # whatever program writes it
        sql.execute(shop.database, statement)
    assert caught.value.name == "carton_code_is_its_own"


@pytest.mark.rule("C3")
def test_an_items_code_cannot_be_that_of_a_carton(shop):
    learn(shop, "C1", "A1")
    found = refusal(items.save, shop.session, ItemForm("c1", "Box"), ["C1"])
    assert set(codes(found)) == {Code.CODE_IS_CARTON}


# Packing lists


@pytest.mark.rule("C3")
def test_a_packing_list_brings_many_cartons(shop):
    learned = cartons.learn_list(shop.session, listed("C1:A1 C2:B1 c1:A2"))
    assert (learned.codes, learned.units) == (("C1", "C2"), 3)
    assert (held(shop, "C1"), held(shop, "C2")) == (["A1", "A2"], ["B1"])


@pytest.mark.rule("C3")
def test_a_packing_list_is_learned_whole_or_not_at_all_with_every_reason_by_row(shop):
    learn(shop, "C0", "Z1")
    before = shop.everything()
    rows = listed("C1:A1 C2:A1 C2:B,1 PHONE-1:B2 C3:C1 C0:Z2")
    found = refusal(cartons.learn_list, shop.session, rows)
    assert [(problem.code, problem.line) for problem in found] == [
        (Code.DUPLICATE, 2),
        (Code.BAD_CHARACTER, 3),
        (Code.CARTON_IS_ITEM, 4),
        (Code.IS_CARTON_CODE, 5),
    ]
    assert shop.everything() == before


@pytest.mark.rule("F5", "C3")
def test_a_packing_list_may_be_longer_than_a_carton(shop):
    rows = [ListedUnit(f"C{n // 1000}", f"A{n}", n) for n in range(3000)]
    assert cartons.learn_list(shop.session, rows).units == 3000


# Packing


@pytest.mark.rule("C3")
def test_the_shop_packs_its_own_cartons_without_a_gap(shop):
    shop.purchase("A1 A2 A3 A4")
    year = "2026"
    first = cartons.pack(shop.session, ["A1", "A2"])
    refusal(cartons.pack, shop.session, ["A3", "X"])
    refusal(cartons.pack, shop.session, [])
    second = cartons.pack(shop.session, ["A3"])
    assert [code[-7:] for code in (*first.codes, *second.codes)] == ["-000001", "-000002"]
    assert first.codes[0].startswith("CT-" + year[:2])
    own = cartons.pack(shop.session, ["A4"], code="BOX-9")
    assert own.codes == ("BOX-9",)
    assert cartons.contents(shop.database, "BOX-9").carton.source == CartonSource.PACKED.value


@pytest.mark.rule("C3", "F7")
def test_only_what_is_in_stock_in_one_warehouse_is_packed(shop):
    shop.purchase("A1 A2 A3")
    shop.purchase("B1", warehouse=shop.has.branch)
    shop.sell("A2")
    found = refusal(cartons.pack, shop.session, ["A1", "A2", "B1", "X1", "A1"])
    assert [(problem.code, problem.line) for problem in found] == [
        (Code.IS_SOLD, 2),
        (Code.CARTON_APART, 3),
        (Code.IS_UNKNOWN, 4),
    ]
    assert found[0].holder.number.startswith("SI-")


@pytest.mark.rule("C3")
def test_a_code_that_is_a_carton_already_is_not_packed_again(shop):
    shop.purchase("A1 A2")
    cartons.pack(shop.session, ["A1"], code="BOX")
    found = refusal(cartons.pack, shop.session, ["A2"], code="box")
    assert codes(found) == [Code.CARTON_TAKEN]


def test_a_packed_carton_does_not_settle_the_currency(shop):
    before = settings.currencies(shop.database)
    sql.execute(shop.database, "INSERT INTO number_sequence VALUES ('carton', 1)")
    assert settings.currencies(shop.database) == before


# What a carton holds now


@pytest.mark.rule("C3", "F7")
def test_each_unit_of_a_carton_says_what_it_is_now(shop):
    shop.purchase("A1 A2 A3")
    learn(shop, "C1", "A1 A2 A3 A4")
    shop.sell("A2")
    found = cartons.contents(shop.database, "C1")
    assert [unit.status for unit in found.units] == [
        Status.IN_STOCK, Status.SOLD, Status.IN_STOCK, Status.UNKNOWN,
    ]  # fmt: skip
    assert found.units[0].holder.warehouse == "Main"
    assert found.units[1].holder.number.startswith("SI-")
    assert found.apart


@pytest.mark.rule("C3")
def test_units_in_two_warehouses_have_gone_apart(shop):
    shop.purchase("A1")
    learn(shop, "C1", "A1 A2")
    assert cartons.contents(shop.database, "C1").apart
    shop.purchase("A2")
    assert not cartons.contents(shop.database, "C1").apart
    shop.void(shop.purchase("A3", warehouse=shop.has.branch))
    learn(shop, "C2", "A1 A3")
    assert cartons.contents(shop.database, "C2").units[1].holder is None


@pytest.mark.rule("C3")
def test_a_document_takes_the_units_that_fit(shop):
    shop.purchase("A1 A2 A3")
    shop.sell("A2")
    learn(shop, "C1", "A1 A2 A3")
    draft = shop.draft("sale")
    line = shop.line(draft)
    verdicts = shop.judge(draft, line, *cartons.contents(shop.database, "C1").numbers)
    assert said(verdicts) == ["IN_STOCK", "IS_SOLD", "IN_STOCK"]
    assert shop.serials_on(draft) == ["A1", "A3"]


def test_an_unknown_code_is_no_carton(shop):
    assert cartons.contents(shop.database, "C1") is None
    assert cartons.contents_of(shop.database, 1) is None


@pytest.mark.rule("C3", "F6")
def test_units_are_judged_while_they_are_scanned(shop):
    shop.purchase("K1")
    verdicts = cartons.judge_units(shop.database, ["A1", "K1", "a1", "PHONE-1", "序"])
    assert said(verdicts) == ["NEW", "", "DUPLICATE", "IS_PRODUCT_CODE", "BAD_CHARACTER"]
    assert verdicts[1].holder.status is Status.IN_STOCK


# Taking apart


@pytest.mark.rule("C3")
def test_an_unpacked_carton_is_forgotten_and_the_audit_log_knows(shop):
    learn(shop, "C1", "A1 A2")
    found = cartons.contents(shop.database, "C1")
    cartons.unpack(shop.session, found.carton.id)
    assert held(shop, "C1") is None
    assert shop.rows("SELECT action, before FROM audit WHERE action <> 'settings'") == [
        ("unpack", '{"code": "C1", "serials": ["A1", "A2"]}')
    ]
    learn(shop, "A1", "C1")  # the code is free for anything again
    assert codes(refusal(cartons.unpack, shop.session, 99)) == [Code.CARTON_GONE]


@pytest.mark.rule("C3")
def test_a_unit_is_taken_out_and_with_the_last_one_the_carton_goes(shop):
    learn(shop, "C1", "A1 A2")
    id = cartons.contents(shop.database, "C1").carton.id
    cartons.take_out(shop.session, id, ["a1"])
    assert held(shop, "C1") == ["A2"]
    cartons.take_out(shop.session, id, ["A2"])
    assert held(shop, "C1") is None


# The list


@pytest.mark.rule("C3")
def test_the_list_says_how_many_units_are_left_of_what(shop):
    shop.purchase("A1 A2")
    shop.purchase("B1", product=shop.has.camera)
    shop.sell("A2")
    learn(shop, "C1", "A1 A2 A9")
    learn(shop, "C2", "B1")
    learn(shop, "C3", "X1", product=shop.has.cable)
    rows = carton_rows(shop.database)
    assert [(row.code, row.product, row.units, row.in_stock) for row in rows] == [
        ("C3", "Cable", 1, 0),
        ("C2", "Camera", 1, 1),
        ("C1", "Phone", 3, 1),
    ]
    learn(shop, "C4", "A1 B1")
    (mixed,) = carton_rows(shop.database, "c4")
    assert mixed.product is None


@pytest.mark.rule("C3")
@pytest.mark.parametrize(("text", "count"), [("", 2), ("c1", 1), ("0-7", 1), ("%", 0), ("SN", 2)])
def test_a_carton_is_found_by_its_code_or_a_unit(shop, text, count):
    learn(shop, "C1", "SN-10-7 SN-11-8")
    learn(shop, "C2", "SN-20-9")
    assert len(carton_rows(shop.database, text)) == count


@pytest.mark.rule("C3")
@pytest.mark.parametrize("at_once", [1, 2, 1_000])
@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["C6", "C5", "C4", "C3", "C2", "C1"]),
        ("C2", ["C2"]),
        ("SN-2", ["C2"]),
        ("SN", ["C6", "C5", "C4", "C3", "C2", "C1"]),
        ("sn-1", ["C1"]),
        ("X", []),
    ],
)
def test_pages_say_each_carton_that_fits_once(shop, monkeypatch, text, found, size, at_once):
    """However few are looked into at a time; what was scanned itself comes first."""
    monkeypatch.setattr(carton_list, "_AT_ONCE", at_once)
    for number in range(1, 7):
        learn(shop, f"C{number}", f"SN-{number}")
    rows, after = [], None
    while True:
        page = carton_list.page(shop.database, text, after, size)
        assert len(page.rows) <= size
        rows += page.rows
        after = page.after
        if after is None:
            break
    assert [row.code for row in rows] == found
    assert carton_list.count(shop.database, text) == (None if text else (6, True))
