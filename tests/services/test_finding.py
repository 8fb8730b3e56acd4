"""Products and contacts are found by words: any part, any order, by pinyin; the best first."""

import random

import pytest

from app.services.stock import contacts, finding, items
from app.services.stock.contacts import ContactForm
from app.services.stock.finding import find_parties, find_products
from app.services.stock.items import ItemForm
from db import sql


def add(shop, name, sku, *barcodes, **more):
    return items.save(shop.session, ItemForm(sku=sku, name=name, **more), barcodes)


def names(shop, typed, **more):
    found = find_products(shop.database, typed, shop.has.main, **more)
    return [one.row.name for one in found.rows]


@pytest.fixture
def goods(shop):
    add(shop, "Merrow Watch 44 mm", "MW-44", "2000000000138")
    add(shop, "Watch strap 44 mm, leather", "AC-ST-44")
    add(shop, "Watch charger", "AC-WCH", "2000044000199")
    add(shop, "小手机 P10", "XP-10")
    add(shop, "重庆火锅底料", "HG-1")
    return shop


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("wat 44", {"Merrow Watch 44 mm", "Watch strap 44 mm, leather", "Watch charger"}),
        ("44 wat", {"Merrow Watch 44 mm", "Watch strap 44 mm, leather", "Watch charger"}),
        ("ＷＡＴ　４４", {"Merrow Watch 44 mm", "Watch strap 44 mm, leather", "Watch charger"}),
        ("eather", {"Watch strap 44 mm, leather"}),
        ("ac-s", {"Watch strap 44 mm, leather"}),
        ("000138", {"Merrow Watch 44 mm"}),
        ("手机", {"小手机 P10"}),
        ("机", {"小手机 P10"}),
        ("xsj", {"小手机 P10"}),
        ("sjp10", {"小手机 P10"}),
        ("xiaoshouji", {"小手机 P10"}),
        ("xiaosj", {"小手机 P10"}),
        ("ＸＳＪ", {"小手机 P10"}),
        ("cq", {"重庆火锅底料"}),
        ("zq", {"重庆火锅底料"}),
        ("chongqing", {"重庆火锅底料"}),
        ("zhongqing", {"重庆火锅底料"}),
        ("watch nothing", set()),
        ("%", set()),
        ('"', set()),
        ("\0", set()),
        ("\ud800", set()),
        ("   ", set()),
        ("a" * 5000, set()),
    ],
)
def test_words_find_what_has_all_of_them_somewhere(goods, typed, found):
    assert set(names(goods, typed)) == found


def test_a_code_comes_first_then_the_beginning_of_a_word_then_a_part(shop):
    add(shop, "Stopwatch", "A1")
    add(shop, "Watch", "A2")
    add(shop, "Zebra", "watch")
    assert names(shop, "watch") == ["Zebra", "Watch", "Stopwatch"]


def test_what_is_in_stock_here_comes_before_what_is_not(shop):
    add(shop, "Lamp A", "L1")
    there = add(shop, "Lamp B", "L2")
    shop.purchase(product=there, units=1)
    assert names(shop, "lamp") == ["Lamp B", "Lamp A"]


def test_inactive_ones_only_where_they_are_looked_for(shop):
    add(shop, "Old lamp", "L1", active=False)
    assert names(shop, "lamp") == [] and names(shop, "L1") == []
    assert names(shop, "lamp", inactive=True) == ["Old lamp"]


def test_what_was_changed_is_found_by_what_it_says_now_and_by_nothing_else(shop):
    id = add(shop, "Lamp", "L1")
    items.save(shop.session, ItemForm(sku="L1", name="充电器"), ["77345"], id)
    assert names(shop, "lamp") == []
    assert names(shop, "cdq") == names(shop, "7345") == ["充电器"]


def test_how_many_more_there_are_is_told(shop):
    for number in range(9):
        add(shop, f"Lamp {number}", f"C{number}")
    found = find_products(shop.database, "lamp", shop.has.main)
    assert (len(found.rows), found.more, found.count.exact) == (6, 3, True)


def test_another_form_of_a_gtin_is_the_same_product(shop):
    add(shop, "Lamp", "L1", "4006381333931")
    assert names(shop, "04006381333931") == ["Lamp"]


def test_marks_say_where_the_words_stand(goods):
    found = find_products(goods.database, "wat 44", goods.has.main).rows
    charger = next(one for one in found if one.row.sku == "AC-WCH")
    assert charger.match.of(0) == [(0, 3)] and charger.match.of(2) == [(5, 7)]
    phone = find_products(goods.database, "sj", goods.has.main).rows[0]
    assert phone.match.of(0) == [(1, 3)]


def test_a_store_of_before_is_filled_in(goods):
    sql.execute(goods.database, "DELETE FROM product_find")
    sql.execute(goods.database, "INSERT INTO product_search (product_search) VALUES ('delete-all')")
    assert names(goods, "xsj") == []
    paused = []
    assert finding.fill(goods.database, 2, lambda: paused.append(1)) >= 5
    assert len(paused) > 2 and names(goods, "xsj") == ["小手机 P10"]
    assert finding.fill(goods.database) == 0


@pytest.fixture
def people(shop):
    for name, phone, email in (
        ("Hester Pellwood", "+86 (138) 0013-8000", "hester@example.org"),
        ("陈女士", "13900139000", ""),
        ("Garage 24-7", "", ""),
        ("Adela Winterbrook", "555 0131", ""),
    ):
        contacts.save(shop.session, ContactForm(name, phone=phone, email=email))
    contacts.save(shop.session, ContactForm("Chester Supplies", False, True))
    return shop


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("pell", {"Hester Pellwood"}),
        ("138001", {"Hester Pellwood"}),
        ("138-0013", {"Hester Pellwood"}),
        ("５５５０", {"Adela Winterbrook"}),
        ("example", {"Hester Pellwood"}),
        ("cns", {"陈女士"}),
        ("chen", {"陈女士", "Mrs Chen"}),
        ("hester", {"Hester Pellwood"}),
        ("女士", {"陈女士"}),
        ("24-7", {"Garage 24-7"}),
        ("pell 138-00", {"Hester Pellwood"}),
        ("+86 138 0013", {"Hester Pellwood"}),
        ("555-0131 adela", {"Adela Winterbrook"}),
    ],
)
def test_a_customer_is_found_by_any_part(people, typed, found):
    assert {one.row.name for one in find_parties(people.database, typed, True).rows} == found


def test_a_supplier_is_found_among_suppliers(people):
    assert [one.row.name for one in find_parties(people.database, "hester", False).rows] == [
        "Chester Supplies"
    ]


def test_nothing_typed_offers_those_used_last(people):
    def party():
        return find_parties(people.database, "", True, ["sale"]).rows[0].row.name

    assert party() == "Adela Winterbrook"
    people.purchase("A1 A2", units=2)
    people.sell("A1")
    assert party() == "Mrs Chen"


_SHARED = [
    "smart",
    "smartphone",
    "watch",
    "case",
    "手机",
    "小手机",
    "充电器",
    "phone",
    "a",
    "silicone",
]


@pytest.mark.parametrize("seed", range(3))
def test_what_is_found_is_what_a_look_at_every_record_finds(shop, seed):
    dice = random.Random(seed)
    made = {}
    for number in range(60):
        name = " ".join(dice.choices(_SHARED, k=3))
        made[add(shop, name, f"S{seed}-{number}", f"20{number:05}")] = f"{name} s{seed}-{number}"
    for _try in range(40):
        word = dice.choice(_SHARED)
        at = dice.randrange(len(word))
        part = word[at : at + dice.randint(1, 4)]
        found = find_products(shop.database, part, shop.has.main, most=100)
        plain = {id for id, text in made.items() if part in text}
        assert plain <= {one.row.id for one in found.rows}


def test_what_few_have_whole_is_found_among_many_that_have_its_parts(shop, monkeypatch):
    monkeypatch.setattr(finding, "_RANKED", 5)
    monkeypatch.setattr(finding, "_CHOSEN_FROM", 3)
    add(shop, "Right", "X0101017")
    for number in range(20):
        add(shop, f"Wrong {number}", f"X010Y101Z{number}")
    assert names(shop, "010101") == ["Right"]


def test_of_very_many_those_in_stock_here_come_first(shop, monkeypatch):
    monkeypatch.setattr(finding, "_RANKED", 5)
    monkeypatch.setattr(finding, "_CHOSEN_FROM", 10)
    for number in range(20):
        add(shop, f"Lamp {number:02}", f"L{number:02}")
    (first,) = shop.rows("SELECT id FROM product WHERE sku = 'L03'")[0]
    shop.purchase(product=first, units=1)
    found = find_products(shop.database, "lam", shop.has.main)
    assert found.rows[0].row.sku == "L03"
    assert (found.count.number, found.count.exact) == (5, False)


def test_a_serial_finds_its_product_whatever_became_of_the_unit(shop):
    shop.purchase("SN-77 SN-78", units=2)
    shop.sell("SN-77")
    assert names(shop, "sn-77") == names(shop, "ＳＮ-78") == ["Phone"]
    assert names(shop, "SN-79") == []


@pytest.mark.rule("P1")
def test_with_serial_numbers_switched_off_a_serial_finds_nothing(shop):
    shop.purchase("SN-77", units=1)
    assert names(shop, "SN-77", with_serials=False) == []


def test_a_very_long_name_and_a_very_long_text_are_no_trouble(shop):
    long = " ".join(f"{number:x}手{number * 7919:o}" for number in range(20_000))
    add(shop, long, "LONG")
    assert names(shop, long[:400]) == [long]
    random.seed(1)
    typed = " ".join(
        "".join(chr(random.randrange(33, 0x9FFF)) for _ in range(60)) for _ in "12345678"
    )
    assert names(shop, typed) == []
