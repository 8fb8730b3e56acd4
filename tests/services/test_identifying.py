"""The second identifier of a unit: it finds the unit, and is nobody else's (C9)."""

import pytest

from app.domain.lifecycle import Status
from app.domain.problems import Code
from app.services.entry import cartons
from app.services.stock import correcting, identifying, items
from app.services.stock.identifying import Pair
from app.services.stock.items import ItemForm
from db.queries import serials
from db.queries.lists.serial_filter import Filter
from tests.lists import serial_rows
from tests.shop import codes, refusal

FIRST, SECOND = "356938035643809", "490154203237518"


def give(shop, number, second):
    identifying.give(shop.session, [Pair(number, second)])


def second_of(shop, number):
    unit = serials.known(shop.database, [number])[number.upper()]
    return serials.second_identifiers(shop.database, [unit.id]).get(unit.id)


@pytest.fixture
def phone(shop):
    """A unit in stock that is known by two identifiers, and one that has but its number."""
    shop.purchase(f"{FIRST} B1")
    give(shop, FIRST, SECOND)
    return shop


@pytest.mark.rule("C9", "C2")
@pytest.mark.parametrize("typed", [SECOND, f" {SECOND} ", "４９０１５４２０３２３７５１８"])
def test_the_second_identifier_finds_the_unit_by_scan_and_by_search(shop, typed):
    shop.purchase(FIRST)
    give(shop, FIRST, typed)
    draft = shop.draft("sale")
    assert shop.scan(draft, SECOND).code == FIRST
    assert shop.serials_on(draft) == [FIRST]
    found = serial_rows(shop.database, Filter(text=SECOND[3:9]))
    assert [row.number for row in found] == [FIRST]
    shop.post(draft)
    assert shop.status(FIRST) == (Status.SOLD, None)


@pytest.mark.rule("C9", "F3")
@pytest.mark.parametrize("kind", ["purchase", "opening"])
def test_the_second_identifier_never_becomes_another_unit(phone, kind):
    draft = phone.draft(kind)
    outcome = phone.scan(draft, SECOND, phone.line(draft))
    assert outcome.problem is not None and phone.serials_on(draft) == []


@pytest.mark.rule("C9", "L5")
def test_an_earlier_number_can_be_the_second_one_and_goes_on_finding_the_unit(shop):
    """A clerk scanned IMEI 2 first: the number is corrected, IMEI 2 stays what it is."""
    shop.purchase(SECOND)
    shop.correct(SECOND, FIRST)
    give(shop, FIRST, SECOND)
    assert second_of(shop, FIRST) == SECOND
    unit = serials.known(shop.database, [FIRST])[FIRST]
    assert [one.number for one in serials.earlier_numbers(shop.database, unit.id)] == [SECOND]
    give(shop, FIRST, "")
    assert second_of(shop, FIRST) is None
    assert serials.known(shop.database, [SECOND])[SECOND].number == FIRST


@pytest.mark.rule("C9", "L5")
def test_a_number_that_is_corrected_to_the_second_one_is_no_second_one_any_more(phone):
    correcting.correct(phone.session, FIRST, SECOND)
    assert second_of(phone, SECOND) is None
    assert serials.known(phone.database, [FIRST])[FIRST].number == SECOND


@pytest.mark.rule("C9")
def test_it_is_changed_and_taken_away_and_is_free_then(phone):
    give(phone, FIRST, "Z9")
    assert second_of(phone, FIRST) == "Z9"
    give(phone, "B1", SECOND)
    assert second_of(phone, "B1") == SECOND
    give(phone, FIRST, "")
    assert second_of(phone, FIRST) is None
    assert serials.earlier_numbers(phone.database, 1) == []
    told = "SELECT before, after FROM audit WHERE action = 'second' ORDER BY id"
    assert phone.rows(told)[-1] == ('{"second": "Z9"}', '{"second": ""}')


@pytest.mark.rule("C9", "D5")
def test_a_draft_on_which_both_stand_has_the_unit_once(shop):
    shop.purchase(FIRST)
    draft = shop.written("purchase", f"{SECOND} N2")
    count = shop.count(f"{FIRST} {SECOND}")
    give(shop, FIRST, SECOND)
    assert shop.serials_on(draft) == [FIRST, "N2"]
    assert shop.serials_on(count) == [FIRST]


def test_what_it_can_not_be_is_said_with_who_has_it(phone):
    phone.purchase("WRONG")
    phone.correct("WRONG", "RIGHT")
    items.save(phone.session, ItemForm("CASE-1", "Case"), [])
    cartons.learn(phone.session, "CTN-1", ["B1"])
    before = phone.everything()
    for number, second, code in (
        ("RIGHT", "B1", Code.NUMBER_TAKEN),
        ("B1", "WRONG", Code.CODE_IS_CORRECTED),
        ("RIGHT", "CASE-1", Code.IS_PRODUCT_CODE),
        ("RIGHT", "CTN-1", Code.IS_CARTON_CODE),
        ("RIGHT", "中", Code.BAD_CHARACTER),
        ("RIGHT", "RIGHT", Code.SAME_NUMBER),
        ("WRONG", "right", Code.SAME_NUMBER),
        ("RIGHT", SECOND, Code.SECOND_TAKEN),
    ):
        problems = refusal(identifying.give, phone.session, [Pair(number, second)])
        assert codes(problems) == [code], second
        if code in (Code.NUMBER_TAKEN, Code.SECOND_TAKEN):
            assert problems[0].holder is not None
    problems = refusal(identifying.give, phone.session, [Pair("NOBODY", "X1")])
    assert codes(problems) == [Code.IS_UNKNOWN]
    problems = refusal(identifying.give, phone.session, [Pair("B1", "X1"), Pair("RIGHT", "x1")])
    assert codes(problems) == [Code.NUMBER_TAKEN]
    assert phone.everything() == before


@pytest.mark.rule("C9", "L5")
def test_no_unit_is_corrected_to_the_second_identifier_of_another(phone):
    (problem,) = refusal(correcting.correct, phone.session, "B1", SECOND)
    assert (problem.code, problem.values["other"]) == (Code.SECOND_TAKEN, FIRST)
