"""Item › Detail › Edit inventory › Adjust serial numbers (P7, L, L2)."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from app.domain import serials as serial_numbers
from app.domain.lifecycle import Status
from app.domain.problems import Code
from app.services import settings
from app.services.documents import copying
from app.services.entry import cartons
from app.services.stock import edit_inventory
from app.services.stock.edit_inventory import Adjustment
from db.queries import document_lines
from tests.shop import codes, refusal, said

REMOVED, SOLD = (Status.REMOVED, None), (Status.SOLD, None)
IN_MAIN = (Status.IN_STOCK, 1)


def refused(shop, **change):
    before = shop.everything()
    problems = refusal(shop.adjust, **change)
    assert shop.everything() == before
    return problems


@pytest.fixture
def stocked(shop):
    """Four phones in Main, two of them with a serial; one was sold and one is in Branch."""
    shop.purchase("A1 A2 S1", units=5)
    shop.sell("S1")
    shop.purchase("E1", warehouse=shop.has.branch)
    return shop


@pytest.mark.rule("P7", "L3")
def test_what_is_added_names_units_without_a_serial_first(stocked):
    stocked.adjust(add="U1")
    assert stocked.stock() == (4, 3)
    stocked.adjust(add="U2 U3")  # one unit was without, the other is one more
    assert stocked.stock() == (5, 5)
    assert stocked.status("U3") == IN_MAIN


@pytest.mark.rule("P7", "L1")
def test_what_is_taken_away_goes_off_with_its_unit(stocked):
    number = stocked.adjust(take="a1")
    assert number.startswith("IA-")
    assert stocked.status("A1") == REMOVED
    assert stocked.stock() == (3, 1)


@pytest.mark.rule("P7", "L1")
def test_what_was_taken_away_can_be_added_again(stocked):
    stocked.adjust(take="A1")
    stocked.adjust(add="a1")
    assert stocked.status("A1") == IN_MAIN
    assert stocked.stock() == (3, 2)  # the units that were there, one of them named again


@pytest.mark.rule("P7", "L2")
@pytest.mark.parametrize("on_hand", [2, 3, 9])
def test_the_quantity_can_be_set_down_to_the_serials(stocked, on_hand):
    stocked.adjust(on_hand=on_hand)
    assert stocked.stock() == (on_hand, 2)


@pytest.mark.rule("P7", "L2")
def test_but_not_below_them(stocked):
    (problem,) = refused(stocked, on_hand=1)
    assert problem.code is Code.ADJUST_BELOW_SERIALS
    assert (problem.values["quantity"], problem.values["serials"]) == ("1", 2)
    assert codes(refused(stocked, add="U1 U2 U3", on_hand=4)) == [Code.ADJUST_BELOW_SERIALS]


@pytest.mark.rule("P7")
def test_added_taken_away_corrected_and_set_are_one_adjustment(stocked):
    number = stocked.adjust(add="U1 U2", take="A1", on_hand=6, corrected={"A2": "B2"})
    assert stocked.stock() == (6, 3)
    assert (stocked.status("U1"), stocked.status("A1")) == (IN_MAIN, REMOVED)
    assert stocked.status("B2") == IN_MAIN
    made = stocked.rows("SELECT id, number FROM document WHERE kind = 'adjustment'")
    assert [number for _, number in made] == [number]
    lines = document_lines.lines(stocked.database, made[0][0])
    assert [(line.quantity, line.serials) for line in lines] == [(3000, 2), (-1000, 1)]


@pytest.mark.rule("P7", "V3")
def test_voiding_an_adjustment_restores_exactly_what_was_before(stocked):
    before = stocked.books()
    for change in (
        {"add": "U1 U2 U3"},
        {"take": "A1 A2"},
        {"on_hand": 9},
        {"add": "U1", "take": "A2", "on_hand": 3},
    ):
        stocked.adjust(**change)
        document = stocked.rows("SELECT max(id) FROM document")[0][0]
        stocked.void(document)
        assert stocked.books() == before


@pytest.mark.rule("P7", "V3", "L2")
def test_an_adjustment_whose_unit_was_sold_without_its_serial_is_not_voided(stocked):
    """A1 was taken away and its unit kept; with the other two it was sold under other names."""
    stocked.adjust(take="A1", on_hand=4)
    document = stocked.rows("SELECT max(id) FROM document")[0][0]
    stocked.sell("U1 U2 U3")
    (problem,) = refusal(stocked.void, document)
    assert problem.code is Code.VOID_BREAKS_STOCK
    assert (problem.values["quantity"], problem.values["free"]) == ("1", "0")


@pytest.mark.rule("P7", "L5")
def test_correcting_alone_needs_no_document(stocked):
    assert stocked.adjust(corrected={"A1": "B1"}) is None
    assert stocked.status("B1") == IN_MAIN
    assert stocked.rows("SELECT count(*) FROM document WHERE kind = 'adjustment'") == [(0,)]


@pytest.mark.rule("P7")
def test_an_edit_that_changes_nothing_is_refused(stocked):
    assert codes(refused(stocked)) == [Code.NOTHING_TO_ADJUST]
    assert codes(refused(stocked, on_hand=4)) == [Code.NOTHING_TO_ADJUST]


@pytest.mark.rule("P7", "D7", "F6", "F7")
def test_everything_wrong_is_said_at_once(stocked):
    stocked.purchase("C1", product=stocked.has.camera)
    problems = refused(
        stocked,
        add="A1 S1 E1 C1 bad,one NEW1 new1 CABLE-C",
        take="NEVER S1 E1 A2 a2",
        corrected={"A1": "C1", "NOBODY": "X1"},
    )
    assert codes(problems) == [
        Code.NUMBER_TAKEN,
        Code.IS_UNKNOWN,
        Code.IS_IN_STOCK,
        Code.IS_SOLD,
        Code.IS_IN_STOCK,
        Code.OTHER_PRODUCT,
        Code.BAD_CHARACTER,
        Code.DUPLICATE,
        Code.IS_PRODUCT_CODE,
        Code.IS_UNKNOWN,
        Code.IS_SOLD,
        Code.OTHER_WAREHOUSE,
        Code.DUPLICATE,
    ]
    by_serial = {problem.serial: problem.holder for problem in problems if problem.holder}
    assert by_serial["C1"].product == "Camera"
    assert by_serial["E1"].warehouse == "Branch"


@pytest.mark.rule("P7", "L1")
@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("NEVER", Code.IS_UNKNOWN),
        ("S1", Code.IS_SOLD),
        ("E1", Code.OTHER_WAREHOUSE),
        ("X1", Code.IS_REMOVED),
        ("C1", Code.OTHER_PRODUCT),
    ],
)
def test_only_what_is_in_stock_here_is_taken_away(stocked, number, code):
    stocked.adjust(add="X1")
    stocked.adjust(take="X1")
    stocked.purchase("C1", product=stocked.has.camera)
    assert codes(refused(stocked, take=number)) == [code]


@pytest.mark.rule("P7", "L5")
def test_what_is_corrected_and_added_under_its_new_number_is_one_unit(stocked):
    assert codes(refused(stocked, add="B1", corrected={"A1": "B1"})) == [Code.IS_IN_STOCK]


@pytest.mark.rule("P7", "L5")
def test_a_serial_can_be_corrected_and_its_old_number_is_still_its_own(stocked):
    assert codes(refused(stocked, add="A1", corrected={"A1": "B1"})) == [Code.IS_IN_STOCK]
    stocked.adjust(take="A1", corrected={"A1": "B1"})
    assert stocked.status("B1") == REMOVED


@pytest.mark.rule("P7", "L5", "F6")
def test_one_unit_by_both_its_numbers_counts_once(stocked):
    stocked.adjust(take="A1")
    stocked.correct("A1", "B1")
    assert codes(refused(stocked, add="A1 B1")) == [Code.DUPLICATE]
    stocked.correct("A2", "B2")
    assert codes(refused(stocked, take="B2 A2")) == [Code.DUPLICATE]


@pytest.mark.rule("F6", "F2")
def test_a_list_to_be_added_is_judged_before_anything_is_taken(stocked):
    verdicts = edit_inventory.judge_added(
        stocked.database,
        stocked.has.phone,
        stocked.has.main,
        serial_numbers.split("ＮＥＷ１，A1 S1、new1"),
    )
    assert said(verdicts) == ["NEW", "IS_IN_STOCK", "IS_SOLD", "DUPLICATE"]
    assert stocked.status("NEW1") is None


@pytest.mark.rule("F5")
def test_no_more_than_1000_at_a_time(stocked):
    assert codes(refused(stocked, add=" ".join(f"N{n}" for n in range(1001)))) == [Code.TOO_MANY]
    stocked.adjust(add=" ".join(f"N{n}" for n in range(1000)))
    assert stocked.stock() == (1002, 1002)
    stocked.adjust(take=" ".join(f"N{n}" for n in range(1000)))
    assert stocked.stock() == (2, 2)


@pytest.mark.rule("P7")
def test_goods_without_serial_management_are_set_to_a_quantity(shop):
    shop.adjust(product=shop.has.rope, on_hand=2.25)
    assert shop.stock(shop.has.rope) == (2.25, 0)
    assert codes(refused(shop, product=shop.has.rope, on_hand=2.125)) == [Code.DECIMALS]
    assert codes(refused(shop, product=shop.has.rope, on_hand=-1)) == [Code.ADJUST_BELOW_SERIALS]
    settings.save(shop.session, negative_stock=True)
    shop.adjust(product=shop.has.rope, on_hand=-1)
    assert shop.stock(shop.has.rope) == (-1, 0)


@pytest.mark.rule("P7", "L2")
def test_managed_goods_have_whole_units_and_never_fewer_than_none(shop):
    settings.save(shop.session, negative_stock=True)
    assert codes(refused(shop, on_hand=0.5)) == [Code.FRACTION]
    assert codes(refused(shop, on_hand=-1)) == [Code.ADJUST_BELOW_SERIALS]


@pytest.mark.rule("P2", "P7")
def test_serials_are_adjusted_only_where_they_are_managed(shop):
    assert codes(refused(shop, product=shop.has.cable, add="A1")) == [Code.NOT_TRACKED]


@pytest.mark.rule("P1", "P7")
def test_and_only_while_the_shop_has_them_switched_on(stocked):
    settings.save(stocked.session, serials_enabled=False)
    assert codes(refused(stocked, add="U1")) == [Code.TRACKING_OFF]
    stocked.adjust(on_hand=3)
    assert stocked.stock() == (3, 2)


@pytest.mark.rule("D6", "P7")
def test_a_voided_adjustment_can_be_copied_with_its_serials_and_posted_again(stocked):
    stocked.adjust(add="U1", take="A1")
    after = stocked.books()
    document = stocked.rows("SELECT max(id) FROM document")[0][0]
    copy = copying.void_and_copy(stocked.session, document, "once more")
    stocked.post(copy)
    assert stocked.books() == after


@pytest.mark.rule("P7", "L2")
@hypothesis_settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    add=st.sets(st.sampled_from(["U1", "U2", "U3", "U4"])),
    take=st.sets(st.sampled_from(["A1", "A2"])),
)
def test_what_is_expected_on_hand_is_what_is_there_afterwards(stocked, add, take):
    """Units without a serial are named first, and there is always room for what is added."""
    change = Adjustment(stocked.has.phone, stocked.has.main, sorted(add), sorted(take))
    expected = edit_inventory.expected_on_hand(stocked.database, change)
    assert expected == max(4 - len(take), 2 + len(add) - len(take)) * 1000
    if add or take:
        edit_inventory.edit(stocked.session, change)
        assert stocked.stock() == (expected / 1000, 2 + len(add) - len(take))
        document = stocked.rows("SELECT max(id) FROM document")[0][0]
        stocked.void(document)


@pytest.mark.rule("P7", "C3", "F6")
def test_a_cartons_code_is_refused_before_anything_is_carried_out(stocked):
    cartons.learn(stocked.session, "BOX-1", ["A1"])
    has = stocked.has
    judged = edit_inventory.judge_added(stocked.database, has.phone, has.main, ["BOX-1", "U1"])
    assert said(judged) == ["IS_CARTON_CODE", "NEW"]
    assert codes(refused(stocked, add="BOX-1 U1")) == [Code.IS_CARTON_CODE]
