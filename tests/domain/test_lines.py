"""What the lines of a document must satisfy: D2, D3, L2, L3."""

import pytest

from app.domain.kinds import KINDS
from app.domain.lines import Line, Stock, judge_lines, judge_stock
from app.domain.problems import Code

PHONE, CABLE = 1, 2


def line(units, serials=0, known=None, tracked=True, position=1, product=PHONE, managed=None):
    return Line(
        position,
        product,
        "Phone" if product == PHONE else "Cable",
        tracked,
        round(units * 1000),
        serials,
        serials if known is None else known,
        tracked if managed is None else managed,
    )


def against(kind, *lines):
    return [(problem.line, problem.code) for problem in judge_lines(KINDS[kind], lines)]


def short(lines, on_hand=0, identified=0, negative=False, kind="sale"):
    stock = {PHONE: Stock(round(on_hand * 1000), identified)}
    return list(judge_stock(KINDS[kind], lines, stock, "Main", negative))


@pytest.mark.rule("D2")
@pytest.mark.parametrize("serials", [0, 1, 3])
def test_a_purchase_carries_any_number_of_serials_up_to_its_quantity(serials):
    assert against("purchase", line(3, serials)) == []


@pytest.mark.rule("D2")
@pytest.mark.parametrize("serials", [0, 2])
def test_a_sale_needs_a_serial_for_every_unit(serials):
    problems = list(judge_lines(KINDS["sale"], [line(3, serials)]))
    assert [problem.code for problem in problems] == [Code.SERIALS_MISSING]
    assert problems[0].values["missing"] == str(3 - serials)
    assert against("sale", line(3, 3)) == []


@pytest.mark.rule("D3")
@pytest.mark.parametrize("kind", [key for key, kind in KINDS.items() if kind.carries_serials])
def test_a_quantity_below_the_number_of_serials_is_refused(kind):
    assert against(kind, line(1, 2)) == [(1, Code.BELOW_SERIALS)]


@pytest.mark.rule("D2")
@pytest.mark.parametrize("units", [0, -1])
def test_a_line_without_a_quantity_is_refused(units):
    assert against("purchase", line(units)) == [(1, Code.NO_QUANTITY)]


@pytest.mark.rule("D2")
def test_a_tracked_product_has_whole_units_only():
    assert against("purchase", line(1.5)) == [(1, Code.FRACTION)]
    assert against("purchase", line(1.5, tracked=False)) == []


@pytest.mark.rule("D2")
def test_an_untracked_product_needs_and_takes_no_serials():
    assert against("sale", line(3, 0, tracked=False)) == []
    assert against("sale", line(3, 1, tracked=False)) == [(1, Code.NOT_TRACKED)]


@pytest.mark.rule("D7")
def test_every_line_is_judged():
    lines = [line(0), line(1, 2, position=2), line(1, 1, position=3), line(2, 1, position=4)]
    assert against("sale", *lines) == [
        (1, Code.NO_QUANTITY),
        (2, Code.BELOW_SERIALS),
        (4, Code.SERIALS_MISSING),
    ]


@pytest.mark.rule("L2")
def test_units_without_a_serial_are_those_on_hand_beyond_the_serials():
    assert Stock(5000, 3).without_serial == 2000
    assert Stock().without_serial == 0


@pytest.mark.rule("L2", "L3")
def test_known_serials_take_their_own_units_and_unknown_ones_those_without_a_serial():
    assert short([line(3, 3, known=1)], on_hand=5, identified=3) == []
    (problem,) = short([line(3, 3, known=0)], on_hand=5, identified=3)
    assert problem.code is Code.NOT_ENOUGH_WITHOUT_SERIAL
    assert (problem.values["wanted"], problem.values["there"]) == ("3", "2")


@pytest.mark.rule("L2")
def test_the_lines_of_one_product_are_taken_together():
    two = [line(2, 2, known=0), line(2, 2, known=0, position=2)]
    assert [problem.line for problem in short(two, on_hand=3)] == [1]
    assert short(two, on_hand=4) == []


@pytest.mark.rule("L2", "D2")
def test_units_still_to_be_scanned_are_missed_on_their_line_alone():
    unfinished = line(3, 1)
    assert against("sale", unfinished) == [(1, Code.SERIALS_MISSING)]
    assert short([unfinished], on_hand=3, identified=3) == []


@pytest.mark.rule("L2")
def test_goods_coming_in_take_nothing():
    assert short([line(9)], kind="purchase") == []


@pytest.mark.rule("L2")
def test_untracked_stock_goes_below_zero_only_where_the_shop_allows_it():
    (problem,) = short([line(2, tracked=False)], on_hand=1)
    assert problem.code is Code.NOT_ENOUGH_STOCK
    assert (problem.values["quantity"], problem.values["on_hand"]) == ("2", "1")
    assert short([line(2, tracked=False)], on_hand=1, negative=True) == []


@pytest.mark.rule("L2")
def test_tracked_stock_never_goes_below_zero_whatever_the_shop_allows():
    (problem,) = short([line(2, 2, known=0)], on_hand=1, negative=True)
    assert problem.code is Code.NOT_ENOUGH_WITHOUT_SERIAL


@pytest.mark.rule("L2", "P1")
def test_nor_while_the_shops_switch_for_serials_is_off():
    hidden = line(2, tracked=False, managed=True)
    assert [p.code for p in short([hidden], on_hand=1, negative=True)] == [Code.NOT_ENOUGH_STOCK]


@pytest.mark.rule("P1", "L2")
def test_while_the_switch_is_off_units_with_a_serial_may_leave_by_quantity():
    hidden = line(2, tracked=False, managed=True)
    assert not short([hidden], on_hand=2, identified=2)
