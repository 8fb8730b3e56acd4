"""What goods had cost, through all that moves them (M11, M2)."""

from collections import defaultdict
from contextlib import suppress
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.kinds import KINDS
from app.domain.permissions import Role
from app.domain.pricing import Discount
from app.domain.problems import Code, Problem, Refused
from app.domain.quantities import ONE_UNIT
from app.services import settings as shop_settings
from app.services.documents import discounts, draft_lines, draft_read, posting
from app.services.money import costs, price_facts
from db import sql
from db.queries import document_lines, documents, ledger_checks
from tests.shop import Shop, refusal

pytestmark = pytest.mark.rule("M11")


def bought(shop, price, serials="", product=None, units=None):
    """A posted purchase at a price; the document."""
    draft = shop.written("purchase", serials, product=product, units=units)
    at_price(shop, draft, price)
    shop.post(draft)
    return draft


def at_price(shop, draft, price):
    for line in document_lines.lines(shop.database, draft):
        draft_lines.set_price(shop.session, draft, line.id, price)


def sold(shop, serials="", product=None, units=None, sure=True):
    draft = shop.draft("sale")
    if serials:
        shop.enter(draft, serials)
    else:
        shop.line(draft, product=product or shop.has.cable, units=units)
    shop.post(draft, sure=posting.questions_of(shop.database, draft) if sure else ())
    return draft


def cost(shop, document):
    """What the goods of a document had cost, and the margin."""
    kind = KINDS[documents.kind_of(shop.database, document)]
    margin = costs.margin_of(shop.database, document, kind)
    return margin.cost, margin.amount


def held(shop, product=None):
    """Units of an item that are held, and their value; None where nothing is kept."""
    found = sql.row(
        shop.database,
        "SELECT quantity, value FROM item_value WHERE product_id = ?",
        product or shop.has.cable,
    )
    return found and (found[0] / 1000, found[1])


@pytest.fixture(autouse=True)
def books(shop, request):
    """Whatever a test does, the check of the books finds that all follows from the documents."""
    yield
    if "of_before" not in request.node.name:  # there the costs of before are not taken away
        assert ledger_checks.held(shop.database) == []
        assert ledger_checks.values(shop.database) == []


# Units


def test_a_unit_had_cost_what_its_own_purchase_says(shop):
    bought(shop, 1000_00, "A1 A2")
    bought(shop, 1200_00, "B1")
    assert cost(shop, sold(shop, "A1 B1")) == (2200_00, 2 * 2999_00 - 2200_00)


def test_a_discount_of_the_purchase_is_borne_by_its_units_to_the_last_coin(shop):
    draft = shop.written("purchase", "A1 A2 A3")
    at_price(shop, draft, 40_00)
    sql.execute(
        shop.database,
        "UPDATE document_line SET discount = 1999, amount = 10001, share = 0 WHERE document_id = ?",
        draft,
    )
    sql.execute(shop.database, "UPDATE document SET total = 10001 WHERE id = ?", draft)
    shop.post(draft)
    found = [cost(shop, sold(shop, number))[0] for number in ("A3", "A1", "A2")]
    assert sum(found) == 100_01
    assert sorted(found) == [33_33, 33_34, 33_34]


def test_what_was_bought_again_had_cost_what_was_paid_last(shop):
    bought(shop, 1000_00, "A1")
    sold(shop, "A1")
    bought(shop, 700_00, "A1")
    assert cost(shop, sold(shop, "A1"))[0] == 700_00


def test_a_transfer_a_count_and_a_return_leave_a_units_cost(shop):
    bought(shop, 1000_00, "A1 A2")
    first = sold(shop, "A1")
    back = shop.take_back("A1")
    assert cost(shop, back) == (-1000_00, 1000_00 - 2999_00)
    sent = shop.dispatch("A1")
    shop.send_back(sent, "A1")
    again = sold(shop, "A1")
    assert cost(shop, again) == cost(shop, first) == (1000_00, 1999_00)


def test_the_cost_stays_whatever_becomes_of_the_items_price(shop):
    """A unit nobody knew had cost the item's purchase price of that day, back and forth."""
    shop.purchase(units=2)
    before = sold_unknown(shop, "X1")
    sql.execute(shop.database, "UPDATE product SET purchase_price = 1 WHERE id = ?", shop.has.phone)
    assert cost(shop, before)[0] == 2000_00
    assert cost(shop, shop.take_back("X1"))[0] == -2000_00


def sold_unknown(shop, number):
    draft = shop.draft("sale")
    shop.line(draft, number)
    shop.post(draft)
    return draft


def test_the_sum_of_the_units_is_that_of_the_document(shop):
    bought(shop, 1000_00, "A1 A2")
    bought(shop, 5000_00, "C1", product=shop.has.camera)
    draft = shop.draft("sale")
    shop.enter(draft, "A1 A2 C1")
    shop.line(draft, product=shop.has.cable, units=2)
    shop.purchase(product=shop.has.cable, units=10)
    shop.post(draft)
    rows = shop.rows("SELECT cost FROM document_line WHERE document_id = ? ORDER BY id", draft)
    assert [row[0] for row in rows] == [2000_00, 5000_00, 19_00]
    assert cost(shop, draft)[0] == 7019_00


# Units without a serial number


def without(shop):
    """Phones without a serial number that are held, and what they had cost."""
    return held(shop, shop.has.phone)


def test_units_without_a_serial_number_had_cost_their_average(shop):
    bought(shop, 900_00, units=2)
    bought(shop, 1200_00, units=1)
    assert without(shop) == (3, 3000_00)
    assert cost(shop, sold_unknown(shop, "X1")) == (1000_00, 1999_00)
    assert without(shop) == (2, 2000_00)


def test_of_a_purchase_each_unit_bears_its_part_named_or_not(shop):
    draft = shop.draft("purchase")
    line = shop.line(draft, "A1", units=3)
    draft_lines.set_price(shop.session, draft, line, 50_00)
    discounts.set_of_document(shop.session, draft, Discount(50_00 - 1))
    shop.post(draft)
    assert without(shop) == (2, 66_67)
    found = [cost(shop, sold(shop, "A1"))[0], *(cost(shop, sold_unknown(shop, x))[0] for x in "XY")]
    assert sum(found) == 100_01
    assert sorted(found) == [33_33, 33_34, 33_34]


@pytest.mark.parametrize("kind", ["purchase", "purchase_return", "sale", "sales_return"])
def test_what_is_held_beside_serial_numbers_is_read_only_where_it_may_move(shop, kind):
    """A document that names every unit moves nothing else; one without a number does."""
    bought(shop, 900_00, "A1 A2 A3", units=5)
    sold(shop, "A1 A2")
    draft = shop.draft(kind)
    if kind == "purchase":
        shop.line(draft, "B1 B2")
    else:
        shop.enter(draft, "A1 A2" if kind == "sales_return" else "A3")

    def read():
        whole = draft_read.read(shop.database, draft)
        return costs.held_before(shop.database, whole).held.keys()

    assert read() == set()
    line = document_lines.lines(shop.database, draft)[0]
    draft_lines.set_quantity(shop.session, draft, line.id, line.quantity + ONE_UNIT)
    assert read() == {shop.has.phone}


def test_a_number_that_was_not_in_stock_takes_from_what_is_held(shop):
    """It is named, as all of its line are, and yet a unit without a number goes."""
    bought(shop, 900_00, "A1", units=2)
    draft = shop.draft("sale")
    shop.line(draft, "A1 X1", units=2)
    whole = draft_read.read(shop.database, draft)
    assert costs.held_before(shop.database, whole).held.keys() == {shop.has.phone}
    shop.post(draft)
    assert without(shop) == (0, 0)


def test_a_return_restores_the_cost_of_a_unit_that_had_no_number(shop):
    bought(shop, 900_00, units=3)
    bought(shop, 1000_01, units=1)
    draft = shop.draft("sale")
    shop.line(draft, "X1 X2 X3")
    shop.post(draft)
    whole = cost(shop, draft)[0]
    assert whole == 2775_01
    backs = [cost(shop, shop.take_back(number))[0] for number in ("X2", "X3", "X1")]
    assert sum(backs) == -whole
    bought(shop, 5000_00, units=1)
    sql.execute(shop.database, "UPDATE product SET purchase_price = 1 WHERE id = ?", shop.has.phone)
    assert cost(shop, sold(shop, "X1 X2 X3"))[0] == whole


def test_who_is_given_a_number_takes_the_average_along(shop):
    bought(shop, 900_00, units=1)
    bought(shop, 1000_00, units=1)
    counted = shop.count("N1")
    shop.tally(counted, 2)
    shop.post(counted, new=True, quantity=True)
    assert without(shop) == (1, 950_00)
    bought(shop, 100_00, units=5)
    assert cost(shop, sold(shop, "N1"))[0] == 950_00
    shop.adjust(add="N2")
    assert without(shop)[0] == 5
    taken = 1450_00 - without(shop)[1]
    assert cost(shop, sold(shop, "N2"))[0] == taken


def test_what_is_void_gives_units_without_a_number_their_cost_back(shop):
    first = bought(shop, 900_00, "A1", units=3)
    before = without(shop)
    bought(shop, 1000_00, "B1")
    draft = shop.draft("sale")
    shop.line(draft, "A1 X1 B1")
    shop.line(draft, "X2")
    shop.post(draft)
    assert (without(shop), cost(shop, draft)[0]) == ((0, 0), 3700_00)
    shop.void(draft)
    assert without(shop) == before == (2, 1800_00)
    shop.void(first)
    assert without(shop) == (0, 0)


@pytest.mark.rule("P1")
def test_while_management_is_off_units_go_by_their_average(shop):
    """Numbers that are released for it bring what their units had cost along."""
    bought(shop, 900_00, units=1)
    bought(shop, 1100_00, "A1 A2")
    shop_settings.save(shop.session, serials_enabled=False)
    assert cost(shop, sold(shop, product=shop.has.phone, units=2))[0] == 2000_00
    assert without(shop) == (0, 0)


@pytest.mark.rule("M2")
def test_below_what_units_without_a_number_had_cost_is_asked_about(shop):
    bought(shop, 900_00, units=2)
    draft = shop.draft("sale")
    shop.line(draft, "X1 X2")
    at_price(shop, draft, 900_00)
    assert posting.questions_of(shop.database, draft) == []
    at_price(shop, draft, 899_99)
    assert [one.code for one in posting.questions_of(shop.database, draft)] == [Code.BELOW_COST]


def test_stock_without_a_number_from_before_begins_with_the_purchase_price(shop):
    shop.purchase("A1", units=3)
    sql.execute(shop.database, "DELETE FROM item_value")
    sent = shop.dispatch(units=1)
    assert cost(shop, sold_unknown(shop, "X1"))[0] == 2000_00
    assert without(shop) == (1, 2000_00)
    lost = shop.write_off(sent, units=1)
    assert without(shop) == (0, 0)
    shop.void(lost)
    assert without(shop) == (1, 2000_00)


# Others


def test_the_average_of_what_came_is_what_goes(shop):
    bought(shop, 10_00, product=shop.has.cable, units=10)
    bought(shop, 13_00, product=shop.has.cable, units=5)
    assert held(shop) == (15, 165_00)
    assert cost(shop, sold(shop, units=3))[0] == 33_00
    assert held(shop) == (12, 132_00)


def test_stock_of_before_begins_with_the_purchase_price(shop):
    shop.purchase(product=shop.has.cable, units=10)
    sql.execute(shop.database, "DELETE FROM item_value")
    sql.execute(
        shop.database, "UPDATE product SET purchase_price = 800 WHERE id = ?", shop.has.cable
    )
    assert cost(shop, sold(shop, units=1))[0] == 8_00
    assert held(shop) == (9, 72_00)


def test_what_comes_back_had_cost_what_it_had_when_it_went(shop):
    bought(shop, 10_00, product=shop.has.cable, units=10)
    sale = sold(shop, units=3)
    bought(shop, 20_00, product=shop.has.cable, units=7)
    (origin,) = document_lines.lines(shop.database, sale)
    for units in (1, 2):
        back = shop.draft("sales_return")
        line = shop.line(back, product=shop.has.cable, units=units)
        sql.execute(
            shop.database,
            "UPDATE document_line SET origin_line_id = ? WHERE id = ?",
            origin.id,
            line,
        )
        shop.post(back)
        assert cost(shop, back)[0] == -units * 10_00


def test_what_is_on_the_way_is_held_and_what_is_lost_is_not(shop):
    bought(shop, 10_00, product=shop.has.cable, units=10)
    sent = shop.dispatch(product=shop.has.cable, units=4)
    assert held(shop) == (10, 100_00)
    shop.receive(sent, units=3)
    assert held(shop) == (10, 100_00)
    lost = shop.write_off(sent, units=1)
    assert held(shop) == (9, 90_00)
    shop.void(lost)
    assert held(shop) == (10, 100_00)


@pytest.mark.rule("P4")
def test_switching_serial_numbers_leaves_what_goods_had_cost(shop):
    """On and off again: the average, and what the units had cost whose numbers are released."""
    bought(shop, 10_00, product=shop.has.cable, units=10)
    shop.switch(shop.has.cable, True)
    assert held(shop) == (10, 100_00)
    bought(shop, 30_00, "C1 C2", product=shop.has.cable)
    assert held(shop) == (10, 100_00)
    shop.switch(shop.has.cable, False)
    assert held(shop) == (12, 160_00)
    assert cost(shop, sold(shop, units=3))[0] == 40_00


def test_what_is_made_had_cost_what_its_parts_had(shop):
    bought(shop, 10_00, product=shop.has.cable, units=10)
    bought(shop, 3_00, product=shop.has.rope, units=10)
    draft = shop.draft("assembly")
    shop.line(draft, product=shop.has.rope, units=2)
    shop.line(draft, product=shop.has.cable, units=3)
    shop.post(draft)
    assert held(shop) == (7, 70_00)
    assert held(shop, shop.has.rope) == (12, 60_00)
    shop.void(draft)
    assert (held(shop), held(shop, shop.has.rope)) == ((10, 100_00), (10, 30_00))


KINDS_OF_STEPS = ("purchase", "sale", "purchase_return", "adjust", "count", "void")
steps = st.lists(
    st.tuples(st.sampled_from(KINDS_OF_STEPS), st.integers(1, 9), st.integers(0, 50_00)),
    min_size=1,
    max_size=9,
)


def do(shop, kind, units, price, posted):
    """One step of a day, which the rules may refuse."""
    on_hand = shop.stock(shop.has.cable)[0]
    if kind == "void":
        for document in posted[price % (len(posted) or 1) :][:1]:
            shop.void(document)
            posted.remove(document)
    elif kind == "adjust":
        shop.adjust(on_hand=on_hand + units - 5, product=shop.has.cable)
    elif kind == "count":
        draft = shop.count(product=shop.has.cable)
        shop.tally(draft, max(on_hand - units, 0), shop.has.cable)
        shop.post(draft, quantity=True)
        posted.append(draft)
    else:
        draft = shop.draft(kind)
        line = shop.line(draft, product=shop.has.cable, units=units)
        draft_lines.set_price(shop.session, draft, line, price)
        shop.post(draft, sure=posting.questions_of(shop.database, draft))
        posted.append(draft)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=steps)
def test_the_value_is_what_came_less_what_went_through_any_day(steps, template, tmp_path):
    """Against the documents' own costs: nothing is lost, whatever is voided in between."""
    shop = Shop.fresh(template, template.copy_to(tmp_path / f"{uuid4()}.sdk"))
    shop.purchase(product=shop.has.cable, units=50)
    assert held(shop) == (50, 50 * 9_50)
    posted = []
    for kind, units, price in steps:
        with suppress(Refused):
            do(shop, kind, units, price, posted)
    moved = defaultdict(int)
    for quantity, value in shop.rows(
        "SELECT (SELECT sum(quantity) FROM stock_movement m WHERE m.line_id = l.id), l.cost"
        " FROM document_line l JOIN document d ON d.id = l.document_id"
        " WHERE d.state = 1 AND l.product_id = ? ORDER BY l.id",
        shop.has.cable,
    ):
        if quantity:
            moved["quantity"] += quantity / 1000
            moved["value"] += value if quantity > 0 else -value
    assert held(shop) == (moved["quantity"], moved["value"])
    assert held(shop)[0] == shop.stock(shop.has.cable)[0]
    assert ledger_checks.values(shop.database) == []
    shop.close()


# Below cost


@pytest.mark.rule("M2")
def test_less_than_it_had_cost_is_asked_about_and_only_by_who_may(shop):
    bought(shop, 1000_00, "A1 A2")
    draft = shop.draft("sale")
    shop.enter(draft, "A1 A2")
    at_price(shop, draft, 1000_00)
    assert posting.questions_of(shop.database, draft) == []
    at_price(shop, draft, 999_99)
    question = Problem(Code.BELOW_COST, {"product": "Phone"}, line=1)
    assert posting.questions_of(shop.database, draft) == [question]
    clerk = shop.as_a(Role.CLERK)
    for sure in ((), (question,)):
        (problem,) = refusal(posting.post, clerk, draft, sure=sure)
        assert (problem.code, problem.asks) == (Code.BELOW_COST_REFUSED, False)
    assert refusal(posting.post, shop.session, draft) == (question,)
    assert shop.post(draft, sure=[question])


@pytest.mark.rule("M2")
def test_a_gift_of_what_had_cost_something_is_asked_about_too(shop):
    bought(shop, 10_00, product=shop.has.cable, units=5)
    draft = shop.draft("sale")
    shop.line(draft, product=shop.has.cable)
    at_price(shop, draft, 0)
    (problem,) = posting.questions_of(shop.database, draft)
    assert problem.code is Code.BELOW_COST
    back = shop.draft("sales_return")
    shop.line(back, product=shop.has.cable)
    at_price(shop, back, 0)
    assert posting.questions_of(shop.database, back) == []


@pytest.mark.rule("M2", "M3")
def test_the_document_s_discount_counts_where_it_is_asked_what_goods_had_cost(shop):
    shop.purchase("A1")
    draft = shop.written("sale", "A1")
    discounts.set_of_document(shop.session, draft, Discount(1_000_00))
    (problem,) = refusal(posting.post, shop.session, draft)
    assert problem.code is Code.BELOW_COST
    (line,) = document_lines.lines(shop.database, draft)
    head = documents.document(shop.database, draft)
    assert price_facts.is_below_cost(shop.database, head, line)


@pytest.mark.rule("M2")
def test_what_the_document_s_discount_takes_off_counts_below_cost(shop):
    bought(shop, 1000_00, "A1")
    draft = shop.written("sale", "A1")
    at_price(shop, draft, 1100_00)
    assert list(posting.questions_of(shop.database, draft)) == []
    discounts.set_of_document(shop.session, draft, Discount(100_01))
    (question,) = posting.questions_of(shop.database, draft)
    assert question.code is Code.BELOW_COST
    (problem,) = refusal(posting.post, shop.as_a(Role.CLERK), draft, sure=(question,))
    assert problem.code is Code.BELOW_COST_REFUSED


def test_other_goods_had_cost_what_was_paid_after_the_document_s_discount(shop):
    draft = shop.written("purchase", product=shop.has.cable, units=10)
    at_price(shop, draft, 10_00)
    discounts.set_of_document(shop.session, draft, Discount(25_00))
    shop.post(draft)
    assert held(shop) == (10, 75_00)
