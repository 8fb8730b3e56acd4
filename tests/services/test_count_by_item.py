"""A count's differences decided by group, and where wanted by item otherwise (D2)."""

import pytest

from app.domain.counting import CountGroup, Decisions
from app.domain.lifecycle import Status
from app.domain.problems import Code
from app.services.documents import drafts, posting
from app.services.documents.effects import counting
from db import sql
from db.engine.trouble import ConstraintBroken
from db.queries import counts
from tests.shop import codes, refusal

BY_SERIAL = {
    CountGroup.MISSING: "M",
    CountGroup.SOLD_HERE: "S",
    CountGroup.COMES_BACK: "X",
    CountGroup.NEW: "N",
}
"""The group that a serial is in, by the first letter of its number."""


@pytest.fixture
def two(shop):
    """Phones (…1) and cameras (…2), each with one serial of every state; cables were miscounted."""
    for last, product in (("1", shop.has.phone), ("2", shop.has.camera)):
        shop.purchase(f"F{last} M{last} S{last} X{last}", product=product, units=5)
        shop.sell(f"S{last}", product=product)
        shop.adjust(take=f"X{last}", product=product)
    return shop


@pytest.fixture
def count(two):
    """The count of all that found all but M1 and M2."""
    made = two.count(everything=True)
    for last, product in (("1", two.has.phone), ("2", two.has.camera)):
        line = two._counted_line(made, product)
        two.enter(made, f"F{last} S{last} X{last} N{last}", line)
    return made


def in_stock(shop):
    """The serials that are in stock, by number."""
    return {
        number for (number,) in shop.rows("SELECT number FROM serial WHERE status = 1 ORDER BY id")
    }


def decisions(taken, group, product, otherwise):
    """The same for all groups, but for one product of one group."""
    return Decisions(
        dict.fromkeys(BY_SERIAL, taken) | {CountGroup.QUANTITY: True}, {(group, product): otherwise}
    )


@pytest.mark.parametrize("taken", [True, False])
@pytest.mark.parametrize("group", BY_SERIAL)
@pytest.mark.rule("D2")
def test_an_item_decided_by_itself_is_left_out_of_what_holds_for_its_group(
    two, count, group, taken
):
    letter = BY_SERIAL[group]
    posting.post(two.session, count, decisions(taken, group, two.has.camera, not taken))
    here = in_stock(two)
    for number_group, first in BY_SERIAL.items():
        carried = {"1": taken, "2": (not taken) if first == letter else taken}
        for last, is_carried in carried.items():
            comes_in = number_group is not CountGroup.MISSING
            assert (f"{first}{last}" in here) is (is_carried is comes_in), first + last


@pytest.mark.parametrize("taken", [True, False])
@pytest.mark.rule("D2")
def test_a_quantity_decided_by_itself_is_left_out_too(shop, taken):
    has = shop.has
    for product in (has.cable, has.rope):
        shop.purchase(product=product, units=5)
    made = shop.count(everything=True)
    shop.tally(made, 3, has.cable)
    shop.tally(made, 3, has.rope)
    otherwise = {(CountGroup.QUANTITY, has.rope): not taken}
    posting.post(shop.session, made, Decisions({CountGroup.QUANTITY: taken}, otherwise))
    assert shop.stock(has.cable)[0] == (3 if taken else 5)
    assert shop.stock(has.rope)[0] == (5 if taken else 3)


@pytest.mark.rule("D2")
def test_an_item_alone_decides_nothing_about_its_group(two, count):
    alone = Decisions({}, {(CountGroup.MISSING, two.has.phone): True})
    found = refusal(posting.post, two.session, count, alone)
    assert set(codes(found)) == {Code.UNDECIDED}
    assert {problem.values["group"] for problem in found} >= {CountGroup.MISSING}


@pytest.mark.rule("L2", "D7")
def test_what_an_item_decides_is_judged_as_what_a_group_does(shop):
    """Five phones by the books, three of them with serials; counted are one, and none of these."""
    shop.purchase("A1 A2 A3", units=5)
    shop.purchase("C1", product=shop.has.camera, units=1)
    made = shop.count("A1", everything=True)
    shop.tally(made, 1)
    groups = {CountGroup.MISSING: True, CountGroup.QUANTITY: True}
    stays = Decisions(groups, {(CountGroup.MISSING, shop.has.phone): False})
    before = shop.books()
    assert posting.post(shop.session, made, stays)
    assert shop.stock() == (3, 3)
    assert shop.status("A2") == (Status.IN_STOCK, shop.has.main)
    assert shop.status("C1") == (Status.REMOVED, None)
    shop.void(made)
    assert shop.books() == before


@pytest.mark.rule("D6")
def test_what_is_decided_about_items_stays_on_the_draft_until_it_is_told_otherwise(two, count):
    first = {(CountGroup.MISSING, two.has.phone): False, (CountGroup.NEW, two.has.camera): True}
    counting.except_products(two.session, count, first)
    assert counting.exceptions(two.database, count) == first
    second = {(CountGroup.NEW, two.has.camera): False}
    counting.except_products(two.session, count, second)
    assert counting.exceptions(two.database, count) == second


@pytest.mark.rule("D6", "L4")
def test_a_posted_count_keeps_what_was_decided_about_its_items(two, count):
    stale = (CountGroup.NEW, two.has.cable)  # nothing of it is in the group
    kept = (CountGroup.MISSING, two.has.phone)
    all_groups = dict.fromkeys(CountGroup, True)
    posting.post(two.session, count, Decisions(all_groups, {kept: False, stale: False}))
    assert counting.exceptions(two.database, count) == {kept: False}
    (only,) = counts.exceptions(two.database, count)
    assert (only.group, only.product, only.taken) == ("MISSING", "Phone", False)
    refused = refusal(counting.except_products, two.session, count, {})
    assert codes(refused) == [Code.NOT_A_DRAFT]
    for statement in (
        "DELETE FROM count_exception",
        "UPDATE count_exception SET taken = true",
        f"INSERT INTO count_exception VALUES ({count}, 'NEW', {two.has.camera}, 1)",
    ):
        with pytest.raises(ConstraintBroken):
            sql.execute(two.database, statement)
    assert counting.exceptions(two.database, count) == {kept: False}


@pytest.mark.rule("U4")
def test_what_was_decided_about_items_is_told(two, count):
    posting.post(two.session, count, decisions(True, CountGroup.MISSING, two.has.phone, False))
    (told,) = two.rows("SELECT after FROM audit WHERE action = 'decide'")
    assert f'"missing:{two.has.phone}": false' in told[0]


def test_a_discarded_draft_is_no_draft_to_decide_on(two, count):
    drafts.discard(two.session, count)
    found = refusal(counting.except_products, two.session, count, {})
    assert codes(found) == [Code.NOT_A_DRAFT]
