"""What is said to one serial: L1, F4, F7, C6."""

import pytest

from app.domain.lifecycle import Move, Status
from app.domain.problems import CODES, Code, Holder, Problem
from app.domain.verdicts import Finding, Level, SerialState, Verdict, judge_serial, level_of

PHONE, CAMERA = 1, 2
HERE, ELSEWHERE = 1, 2


def serial(status, warehouse=None, product=PHONE):
    holder = Holder("Phone", "PHONE-1", status, "Main", 9, "sale", "SI-2026-000009", "2026-01-31")
    return SerialState("SN1", product, status, warehouse, holder)


@pytest.mark.rule("F6", "L1")
@pytest.mark.parametrize(
    ("move", "state", "finding"),
    [
        (Move.PURCHASE, None, Finding.NEW),
        (Move.PURCHASE, serial(Status.SOLD), Finding.COMES_BACK),
        (Move.PURCHASE, serial(Status.RETURNED), Finding.COMES_BACK),
        (Move.PURCHASE, serial(Status.UNKNOWN), Finding.NEW),
        (Move.SALE, None, Finding.NOT_SEEN),
        (Move.SALE, serial(Status.UNKNOWN), Finding.NOT_SEEN),
        (Move.SALE, serial(Status.IN_STOCK, HERE), Finding.IN_STOCK),
        (Move.SALES_RETURN, serial(Status.SOLD), Finding.SOLD),
        (Move.RECEIPT, serial(Status.IN_TRANSIT, HERE), Finding.ARRIVES),
    ],
)
def test_what_a_good_serial_turns_out_to_be(move, state, finding):
    assert judge_serial(move, "SN1", state, PHONE, HERE) is finding


@pytest.mark.rule("F7", "L1")
@pytest.mark.parametrize(
    ("move", "state", "code"),
    [
        (Move.PURCHASE, serial(Status.IN_STOCK, HERE), Code.IS_IN_STOCK),
        (Move.PURCHASE, serial(Status.IN_TRANSIT, HERE), Code.IS_IN_TRANSIT),
        (Move.SALE, serial(Status.SOLD), Code.IS_SOLD),
        (Move.SALE, serial(Status.RETURNED), Code.IS_RETURNED),
        (Move.SALE, serial(Status.REMOVED), Code.IS_REMOVED),
        (Move.SALE, serial(Status.IN_STOCK, ELSEWHERE), Code.OTHER_WAREHOUSE),
        (Move.COUNT_FOUND, serial(Status.SOLD), Code.CONFIRM),
        (Move.SALES_RETURN, serial(Status.UNKNOWN), Code.NOT_SOLD),
        (Move.SALES_RETURN, serial(Status.IN_STOCK, HERE), Code.NOT_SOLD),
    ],
)
def test_a_refusal_of_a_known_serial_says_who_holds_it(move, state, code):
    problem = judge_serial(move, "SN1", state, PHONE, HERE)
    assert isinstance(problem, Problem)
    assert problem.code is code
    assert problem.serial == "SN1"
    assert problem.holder is state.holder


@pytest.mark.rule("F4", "F7")
@pytest.mark.parametrize("status", [status for status in Status if status is not Status.UNKNOWN])
def test_a_serial_of_another_product_is_refused_whatever_its_status(status):
    state = serial(status, HERE, CAMERA)
    problem = judge_serial(Move.PURCHASE, "SN1", state, PHONE, HERE)
    assert isinstance(problem, Problem)
    assert problem.code is Code.OTHER_PRODUCT
    assert problem.holder is state.holder


@pytest.mark.rule("F4")
def test_a_serial_whose_every_movement_was_voided_may_begin_again_under_another_product():
    finding = judge_serial(Move.PURCHASE, "SN1", serial(Status.UNKNOWN, None, CAMERA), PHONE, HERE)
    assert finding is Finding.NEW


@pytest.mark.rule("L1")
def test_a_serial_never_seen_cannot_come_back():
    problem = judge_serial(Move.SALES_RETURN, "SN1", None, PHONE, HERE)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.holder) == (Code.NOT_SOLD, None)


@pytest.mark.rule("C6")
@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.name)
def test_only_what_is_there_already_warns_all_else_refuses(code):
    there_already = code in (Code.DUPLICATE, Code.ON_DOCUMENT)
    verdict = Verdict(1, "SN1", problem=Problem(code))
    assert level_of(verdict) is (Level.WARNING if there_already else Level.REFUSED)


@pytest.mark.rule("F6")
def test_an_entry_is_good_when_nothing_is_against_it():
    assert Verdict(1, "SN1", finding=Finding.NEW).good
    assert not Verdict(1, "SN1", problem=Problem(Code.IS_SOLD)).good
