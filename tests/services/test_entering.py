"""Lists of serials find their own lines; one scan is a list of one (D3 to D5, F4 to F7)."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from app.domain.problems import Code
from app.services.documents import draft_lines
from app.services.entry import entering
from db.queries import document_lines
from tests.shop import said


def lines(shop, draft):
    """(product, units, serials) of each line."""
    return [
        (line.product, line.quantity / 1000, line.serials)
        for line in document_lines.lines(shop.database, draft)
    ]


def enter(shop, draft, entries, line=None):
    return entering.enter(shop.session, draft, line, entries.split())


@pytest.fixture
def stocked(shop):
    """Phones P1 to P3 and cameras C1 and C2 in stock."""
    shop.purchase("P1 P2 P3")
    shop.purchase("C1 C2", product=shop.has.camera)
    return shop


@pytest.mark.rule("F4", "F6", "C2")
def test_each_serial_of_a_list_goes_to_its_own_products_line(stocked):
    draft = stocked.draft("sale")
    entered = enter(stocked, draft, "P1 C1 P2 C2")
    assert said(entered.verdicts) == ["IN_STOCK"] * 4
    assert lines(stocked, draft) == [("Phone", 2, 2), ("Camera", 2, 2)]
    assert entered.line == document_lines.lines(stocked.database, draft)[1].id


@pytest.mark.rule("F4")
def test_whatever_line_the_clerk_is_at(stocked):
    draft = stocked.draft("sale")
    phone = stocked.line(draft, "P1")
    enter(stocked, draft, "C1 P2", phone)
    assert lines(stocked, draft) == [("Phone", 2, 2), ("Camera", 1, 1)]


@pytest.mark.rule("F4", "L1")
def test_new_goods_go_to_the_line_that_is_being_filled(stocked):
    stocked.sell("C1", product=stocked.has.camera)
    draft = stocked.draft("purchase")
    phone = stocked.line(draft)
    assert said(enter(stocked, draft, "N1 N2 C1", phone).verdicts) == [
        "NEW",
        "NEW",
        "OTHER_PRODUCT",
    ]
    assert lines(stocked, draft) == [("Phone", 2, 2)]


@pytest.mark.rule("F6")
def test_the_good_ones_are_taken_and_the_others_left_with_their_reasons(stocked):
    draft = stocked.draft("sale")
    entered = enter(stocked, draft, "P1 NEVER p1 序1 C1")
    assert said(entered.verdicts) == [
        "IN_STOCK",
        "IS_UNKNOWN",
        "DUPLICATE",
        "BAD_CHARACTER",
        "IN_STOCK",
    ]
    assert [verdict.position for verdict in entered.verdicts] == [1, 2, 3, 4, 5]
    assert stocked.serials_on(draft) == ["P1", "C1"]


@pytest.mark.rule("F6")
def test_judging_takes_nothing_and_says_what_entering_does(stocked):
    draft = stocked.draft("sale")
    before = stocked.everything()
    entries = ["P1", "NEVER", "C1", "p1"]
    judged = entering.judge_entries(stocked.database, draft, None, entries)
    assert stocked.everything() == before
    assert entering.enter(stocked.session, draft, None, entries).verdicts == judged


@pytest.mark.rule("F6")
def test_a_list_of_which_nothing_is_good_leaves_no_line(stocked):
    draft = stocked.draft("sale")
    entered = enter(stocked, draft, "NEVER EITHER")
    assert (entered.line, entered.undo, lines(stocked, draft)) == (None, None, [])


@pytest.mark.rule("D5")
def test_what_stands_on_any_line_of_the_document_is_not_taken_again(stocked):
    draft = stocked.draft("sale")
    enter(stocked, draft, "P1 C1")
    assert said(enter(stocked, draft, "c1 p1 P2").verdicts) == [
        "ON_DOCUMENT",
        "ON_DOCUMENT",
        "IN_STOCK",
    ]


@pytest.mark.rule("D3", "F4")
def test_units_waiting_for_their_serials_are_filled_before_there_are_more(stocked):
    draft = stocked.draft("sale")
    stocked.line(draft, units=2)
    enter(stocked, draft, "P1 P2 P3")
    assert lines(stocked, draft) == [("Phone", 3, 3)]


@pytest.mark.rule("F5")
def test_a_list_that_is_too_long_for_one_line_goes_on_with_another(shop):
    shop.purchase(" ".join(f"A{n}" for n in range(1000)))
    shop.purchase(" ".join(f"B{n}" for n in range(10)))
    draft = shop.draft("sale")
    shop.enter(draft, " ".join(f"B{n}" for n in range(10)))
    shop.enter(draft, " ".join(f"A{n}" for n in range(1000)))
    assert lines(shop, draft) == [("Phone", 1000, 1000), ("Phone", 10, 10)]


@pytest.mark.rule("F5")
def test_of_new_goods_the_1001st_is_refused_and_the_first_1000_stay(shop):
    draft = shop.draft("purchase")
    line = shop.line(draft, " ".join(f"A{n}" for n in range(999)))
    entered = enter(shop, draft, "B1 B2", line)
    assert said(entered.verdicts) == ["NEW", "TOO_MANY"]
    assert lines(shop, draft) == [("Phone", 1000, 1000)]


@pytest.mark.rule("F5")
def test_the_1001st_of_one_list_is_refused(shop):
    entries = [f"A{n}" for n in range(1001)]
    draft = shop.draft("purchase")
    line = shop.line(draft)
    verdicts = entering.enter(shop.session, draft, line, entries).verdicts
    assert said(verdicts[-1:]) == ["TOO_MANY"]
    assert len(shop.serials_on(draft)) == 1000


@pytest.mark.rule("L3")
def test_unknown_ones_of_a_list_use_up_the_units_without_a_serial_one_by_one(stocked):
    stocked.purchase(units=2)
    draft = stocked.draft("sale")
    line = stocked.line(draft)
    assert said(enter(stocked, draft, "U1 C1 U2 U3", line).verdicts) == [
        "NOT_SEEN",
        "IN_STOCK",
        "NOT_SEEN",
        "NO_UNIT_WITHOUT_SERIAL",
    ]
    assert lines(stocked, draft) == [("Phone", 2, 2), ("Camera", 1, 1)]


@pytest.mark.rule("D2")
def test_a_list_of_returned_goods_finds_the_sale_of_each(stocked):
    first, second = stocked.sell("P1 P2"), stocked.sell("P3")
    back = stocked.blank("sales_return")
    enter(stocked, back, "P3 P1 P2")
    found = document_lines.lines(stocked.database, back)
    assert [(line.origin, line.serials) for line in found] == [
        (stocked.number(second), 1),
        (stocked.number(first), 2),
    ]


@pytest.mark.rule("D4")
def test_a_list_of_what_arrived_fills_the_lines_of_what_was_sent(stocked):
    draft = stocked.transfer("P1 P2")
    stocked.line(draft, "C1", stocked.has.camera)
    stocked.post(draft)
    receipt = stocked.arrival(draft)
    assert said(enter(stocked, receipt, "C1 P2 P3 P1").verdicts) == [
        "ARRIVES",
        "ARRIVES",
        "NOT_SENT",
        "ARRIVES",
    ]
    assert lines(stocked, receipt) == [("Phone", 2, 2), ("Camera", 1, 1)]


@pytest.mark.rule("C4")
@hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(st.sampled_from(["P1", "P2", "P3", "C1", "C2", "NEVER", "p1"]), min_size=1),
        max_size=5,
    ),
    st.sampled_from(["sale", "transfer", "purchase_return", "count"]),
)
def test_every_entry_can_be_taken_back_the_last_one_first(stocked, lists, kind):
    draft = stocked.draft(kind)
    stocked.line(draft, product=stocked.has.cable, units=2)
    states, undos = [], []
    for entries in lists:
        state = (lines(stocked, draft), stocked.serials_on(draft))
        undo = entering.enter(stocked.session, draft, None, entries).undo
        if undo:
            states.append(state)
            undos.append(undo)
    for state, undo in zip(reversed(states), reversed(undos), strict=True):
        entering.take_back(stocked.session, draft, undo)
        assert (lines(stocked, draft), stocked.serials_on(draft)) == state


@pytest.mark.rule("C4")
def test_an_entry_whose_line_was_deleted_has_nothing_left_to_take_back(stocked):
    draft = stocked.draft("sale")
    line = stocked.line(draft, units=3)
    undo = enter(stocked, draft, "P1 C1").undo
    draft_lines.delete_line(stocked.session, draft, line)
    entering.take_back(stocked.session, draft, undo)
    assert lines(stocked, draft) == []


@pytest.mark.rule("C1", "F3")
def test_a_products_code_in_a_list_is_refused_by_name(stocked):
    draft = stocked.draft("purchase")
    line = stocked.line(draft)
    (verdict,) = enter(stocked, draft, "cable-c", line).verdicts
    assert verdict.problem.code is Code.IS_PRODUCT_CODE
    assert verdict.problem.values["product"] == "Cable"
