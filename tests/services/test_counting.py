"""Inventory counts: what was scanned against the books, decided by a person (D2, D4, L, L2)."""

import pytest

from app.domain.counting import CountGroup
from app.domain.lifecycle import Status
from app.domain.problems import Code
from app.domain.verdicts import Finding, Level
from app.services import settings
from app.services.documents import copying, draft_head, draft_lines
from app.services.documents.effects import counting
from app.services.entry import entering
from app.services.stock import edit_inventory
from db.queries import counts, document_lines, draft_serials
from tests.shop import codes, refusal

SOLD, REMOVED, RETURNED = (Status.SOLD, None), (Status.REMOVED, None), (Status.RETURNED, None)
IN_MAIN = (Status.IN_STOCK, 1)


@pytest.fixture
def mixed(shop):
    """A shop with one serial in every state; F1 and M1 in stock, with a unit without serial.

    The last document is about another product. Returned: the count that found all but M1.
    """
    has = shop.has
    shop.purchase("F1 M1 S1 R1 T1 X1", units=7)
    shop.purchase("E1", warehouse=has.branch)
    shop.sell("S1")
    back = shop.draft("purchase_return")
    shop.enter(back, "R1")
    shop.post(back)
    shop.dispatch("T1")
    shop.adjust(take="X1")
    return shop


def count_of(shop):
    return shop.count("F1 E1 T1 S1 R1 X1 N1", everything=True)


def groups(shop, count):
    """The serials of each group that holds some, and how many are not yet counted."""
    board = counting.board(shop.database, count)
    found = {
        group.name: [serial.number for serial in rows] for group, rows in board.serials.items()
    }
    if board.missing:
        found["MISSING"] = [serial.number for serial in board.missing]
    return found


def differences(shop, count):
    """(product, by the books, counted) of what differs without serials."""
    board = counting.board(shop.database, count)
    return [(row.product, row.book / 1000, row.counted / 1000) for row in board.differences]


# What is scanned


@pytest.mark.rule("D4", "L1")
def test_every_serial_is_taken_down_and_said_what_it_is(mixed):
    count = mixed.count(everything=True)
    (line,) = document_lines.lines(mixed.database, count)
    expected = {
        "F1": (Level.ACCEPTED, Finding.FOUND),
        "E1": (Level.NOTED, Finding.ELSEWHERE),
        "T1": (Level.NOTED, Finding.ELSEWHERE),
        "S1": (Level.NOTED, Finding.SOLD_HERE),
        "R1": (Level.NOTED, Finding.COMES_BACK),
        "X1": (Level.NOTED, Finding.COMES_BACK),
        "N1": (Level.ACCEPTED, Finding.NEW),
    }
    for code, (level, finding) in expected.items():
        outcome = mixed.scan(count, code, line.id)
        assert (outcome.level, outcome.finding, outcome.line) == (level, finding, line.id)
    assert mixed.scan(count, "f1", line.id).level is Level.WARNING  # C6


@pytest.mark.rule("D4", "L1")
def test_the_board_of_a_count_has_every_group(mixed):
    count = count_of(mixed)
    assert groups(mixed, count) == {
        "FOUND": ["F1"],
        "ELSEWHERE": ["E1", "T1"],
        "SOLD_HERE": ["S1"],
        "COMES_BACK": ["R1", "X1"],
        "NEW": ["N1"],
        "MISSING": ["M1"],
    }
    assert differences(mixed, count) == [("Phone", 1, 0)]
    board = counting.board(mixed.database, count)
    assert {group.name: board.size(group) for group in CountGroup} == {
        "FOUND": 1,
        "MISSING": 1,
        "ELSEWHERE": 2,
        "SOLD_HERE": 1,
        "COMES_BACK": 2,
        "NEW": 1,
        "MOVED": 0,
        "QUANTITY": 1,
    }


@pytest.mark.rule("D4")
def test_what_was_scanned_can_be_deleted(mixed):
    count = count_of(mixed)
    rows = {row.number: row.id for row in draft_serials.draft_serials(mixed.database, count)}
    draft_lines.remove_serials(mixed.session, count, [rows["N1"], rows["F1"]])
    assert groups(mixed, count)["MISSING"] == ["F1", "M1"]
    assert mixed.quantities(count) == [5]


@pytest.mark.rule("D4", "C4")
def test_a_product_whose_scans_are_all_taken_back_is_not_counted_yet(shop):
    shop.purchase("A1 A2", units=3)
    count = shop.count(everything=True)
    undo = shop.scan(count, "A1").undo
    assert differences(shop, count) == [("Phone", 1, 0)]
    entering.take_back(shop.session, count, undo)
    assert (differences(shop, count), groups(shop, count)) == ([], {"MISSING": ["A1", "A2"]})


@pytest.mark.rule("C1")
def test_an_unknown_serial_needs_its_product_first(shop):
    count = shop.draft("count")
    assert shop.scan(count, "NEW1").problem.code is Code.NO_LINE
    line = shop.scan(count, "PHONE-1").line
    assert shop.scan(count, "NEW1", line).finding is Finding.NEW


@pytest.mark.rule("F4")
def test_a_known_serial_is_counted_on_its_own_products_line(shop):
    shop.purchase("A1")
    shop.purchase("C1", product=shop.has.camera)
    count = shop.count("A1 C1")
    lines = document_lines.lines(shop.database, count)
    assert [(line.product, line.serials) for line in lines] == [("Phone", 1), ("Camera", 1)]


@pytest.mark.rule("F4", "F7")
def test_a_serial_scanned_as_one_product_that_was_bought_as_another_since_is_refused(shop):
    count = shop.count("C1")
    shop.purchase("C1", product=shop.has.camera)
    (problem,) = refusal(shop.post, count)
    assert (problem.code, problem.line) == (Code.OTHER_PRODUCT, 1)
    assert problem.holder.product == "Camera"


@pytest.mark.rule("F4", "D6")
def test_so_is_one_that_a_copied_count_brings_along(shop):
    count = shop.count("C1")
    shop.post(count, new=False)
    shop.adjust(add="C1", product=shop.has.camera)
    shop.adjust(take="C1", product=shop.has.camera)
    copy = copying.void_and_copy(shop.session, count, "wrong item")
    problems = refusal(shop.post, copy, comes_back=True)
    assert codes(problems) == [Code.OTHER_PRODUCT]


# Decisions


@pytest.mark.rule("L1", "D4")
@pytest.mark.parametrize(
    ("decided", "serials", "then"),
    [
        ("missing", "M1", REMOVED),
        ("sold_here", "S1", IN_MAIN),
        ("comes_back", "R1 X1", IN_MAIN),
        ("new", "N1", IN_MAIN),
    ],
)
@pytest.mark.parametrize("taken", [True, False])
def test_each_group_is_carried_out_or_left_as_was_decided(mixed, decided, serials, then, taken):
    count = count_of(mixed)
    before = {number: mixed.status(number) for number in serials.split()}
    units, identified = mixed.stock()
    leave = {"missing": False, "sold_here": False, "comes_back": False, "new": False}
    mixed.post(count, quantity=False, **leave | {decided: taken})
    after = {number: mixed.status(number) for number in before}
    assert after == (dict.fromkeys(before, then) if taken else before)
    change = 0 if not taken else (-1 if decided == "missing" else len(before))
    assert mixed.stock() == (units + change, identified + change)
    assert mixed.status("E1") == (Status.IN_STOCK, mixed.has.branch)
    assert mixed.status("T1") == (Status.IN_TRANSIT, mixed.has.branch)


@pytest.mark.rule("D2", "L2")
@pytest.mark.parametrize(("taken", "stock"), [(True, (2, 2)), (False, (3, 2))])
def test_units_without_a_serial_are_set_to_what_was_counted_or_left(shop, taken, stock):
    shop.purchase("A1 A2", units=3)
    shop.post(shop.count("A1 A2"), quantity=taken)
    assert shop.stock() == stock


@pytest.mark.rule("D4", "D7")
def test_nothing_is_guessed_every_group_must_be_decided(mixed):
    count = count_of(mixed)
    before = mixed.everything()
    problems = refusal(mixed.post, count, missing=True, new=False)
    assert [problem.values["group"] for problem in problems] == [
        CountGroup.SOLD_HERE,
        CountGroup.COMES_BACK,
        CountGroup.QUANTITY,
    ]
    assert set(codes(problems)) == {Code.UNDECIDED}
    assert [problem.values["count"] for problem in problems] == [1, 2, 1]
    assert mixed.everything() == before


@pytest.mark.rule("D4")
def test_a_count_that_agrees_with_the_books_asks_nothing_and_moves_nothing(shop):
    shop.purchase("A1 A2")
    before = shop.books()
    shop.post(shop.count("A2 A1", everything=True))
    assert shop.books() == before
    assert shop.rows("SELECT count(*) FROM serial_movement WHERE line_id > 1") == [(0,)]


@pytest.mark.rule("D4", "L1")
def test_all_groups_taken_make_the_books_what_was_counted(mixed):
    count = count_of(mixed)
    mixed.post(count, missing=True, sold_here=True, comes_back=True, new=True, quantity=True)
    for number in ("F1", "S1", "R1", "X1", "N1"):
        assert mixed.status(number) == IN_MAIN
    assert mixed.status("M1") == REMOVED
    assert mixed.stock() == (5, 5)


@pytest.mark.rule("L3", "L2")
def test_counting_names_the_units_that_had_no_serial(shop):
    shop.purchase("A1", units=3)
    shop.post(shop.count("A1 U1 U2"), new=True, quantity=True)
    assert shop.stock() == (3, 3)


# By quantity


@pytest.mark.rule("D2", "L2")
@pytest.mark.parametrize(("counted", "stock"), [(3, (3, 2)), (2, (2, 2)), (7, (7, 2))])
def test_a_product_may_be_counted_by_its_quantity_alone(shop, counted, stock):
    shop.purchase("A1 A2", units=4)
    count = shop.draft("count")
    shop.tally(count, counted)
    assert groups(shop, count) == {}  # its serials are taken to be there
    shop.post(count, quantity=True)
    assert shop.stock() == stock


@pytest.mark.rule("D2", "L2")
def test_counted_below_its_serials_they_must_be_scanned(shop):
    shop.purchase("A1 A2", units=4)
    count = shop.draft("count")
    shop.tally(count, 1)
    (problem,) = refusal(shop.post, count, quantity=True)
    assert problem.code is Code.COUNT_SHORT
    assert (problem.values["counted"], problem.values["serials"]) == ("1", 2)
    shop.scan(count, "A1")
    shop.post(count, quantity=True, missing=True)
    assert shop.stock() == (1, 1)
    assert shop.status("A2") == REMOVED


@pytest.mark.rule("D2")
def test_goods_without_serial_management_are_counted_too(shop):
    shop.purchase(product=shop.has.rope, units=2.5)
    count = shop.draft("count")
    shop.tally(count, 2.25, shop.has.rope)
    shop.tally(count, 6, shop.has.cable)
    assert differences(shop, count) == [("Rope", 2.5, 2.25), ("Cable", 0, 6)]
    shop.post(count, quantity=True)
    assert shop.stock(shop.has.rope) == (2.25, 0)
    assert shop.stock(shop.has.cable) == (6, 0)


@pytest.mark.rule("D2", "L2")
def test_stock_below_zero_is_counted_to_what_is_there(shop):
    settings.save(shop.session, negative_stock=True)
    shop.sell(product=shop.has.cable, units=3)
    count = shop.draft("count")
    shop.tally(count, 0, shop.has.cable)
    shop.post(count, quantity=True)
    assert shop.stock(shop.has.cable) == (0, 0)


@pytest.mark.rule("D7")
def test_a_quantity_must_be_one_of_the_unit(shop):
    count = shop.draft("count")
    shop.tally(count, 1.5)
    shop.tally(count, 1.125, shop.has.rope)
    assert codes(refusal(shop.post, count, quantity=True)) == [Code.FRACTION, Code.DECIMALS]


@pytest.mark.rule("D2")
def test_what_nobody_counted_keeps_its_quantity(shop):
    shop.purchase(product=shop.has.cable, units=5)
    shop.purchase("A1", units=3)
    count = shop.count(everything=True)
    assert groups(shop, count) == {"MISSING": ["A1"]}
    shop.post(count, missing=False)
    assert shop.stock(shop.has.cable) == (5, 0)
    assert shop.stock() == (3, 1)


@pytest.mark.rule("D2", "L1")
def test_serials_of_a_product_nobody_counted_can_be_taken_out(shop):
    shop.purchase("A1", units=3)
    shop.post(shop.count(everything=True), missing=True)
    assert shop.status("A1") == REMOVED
    assert shop.stock() == (2, 0)


# A count that goes on for days


@pytest.mark.rule("D4")
def test_what_was_sold_meanwhile_is_not_missing(shop):
    shop.purchase("A1 A2 A3")
    count = shop.count("A1", everything=True)
    shop.sell("A2")
    assert groups(shop, count) == {"FOUND": ["A1"], "MISSING": ["A3"]}
    shop.post(count, missing=True)
    assert (shop.status("A2"), shop.status("A3")) == (SOLD, REMOVED)
    assert shop.stock() == (1, 1)


@pytest.mark.rule("D4")
def test_what_was_scanned_and_then_sold_is_left_to_its_documents(shop):
    shop.purchase("A1 A2")
    count = shop.count("A1 A2", everything=True)
    shop.sell("A1")
    assert groups(shop, count) == {"FOUND": ["A2"], "MOVED": ["A1"]}
    assert differences(shop, count) == []
    shop.post(count)
    assert shop.status("A1") == SOLD
    assert shop.stock() == (1, 1)


@pytest.mark.rule("D4")
def test_what_came_in_meanwhile_is_not_missing(shop):
    shop.purchase("A1")
    count = shop.count("A1", everything=True)
    shop.purchase("B1 B2", units=4)
    assert groups(shop, count) == {"FOUND": ["A1"]}
    assert differences(shop, count) == []
    shop.post(count)
    assert shop.stock() == (5, 3)


@pytest.mark.rule("D4")
def test_what_was_scanned_before_its_purchase_was_entered_is_found(shop):
    shop.purchase("A1")
    count = shop.count("A1 B1", everything=True)
    assert groups(shop, count)["NEW"] == ["B1"]
    shop.purchase("B1")
    assert groups(shop, count) == {"FOUND": ["A1", "B1"]}
    shop.post(count)
    assert shop.stock() == (2, 2)


@pytest.mark.rule("D4")
def test_what_the_customer_brought_back_meanwhile_is_found_or_not_missing(shop):
    shop.purchase("A1 S1 S2")
    shop.sell("S1 S2")
    count = shop.count("A1 S1", everything=True)
    assert groups(shop, count) == {"FOUND": ["A1"], "SOLD_HERE": ["S1"]}
    shop.take_back("S1 S2")
    assert groups(shop, count) == {"FOUND": ["A1", "S1"]}
    shop.post(count)
    assert shop.stock() == (3, 3)


@pytest.mark.rule("D4", "L3")
def test_a_unit_without_serial_that_was_scanned_and_then_sold_is_counted_once(shop):
    """The sale took a unit without a serial off the books: the count must not take it off again."""
    shop.purchase("A1", units=3)
    count = shop.count("A1 U1 U2")
    shop.sell("U1")
    assert groups(shop, count) == {"FOUND": ["A1"], "NEW": ["U2"], "MOVED": ["U1"]}
    assert differences(shop, count) == [("Phone", 2, 1)]
    shop.post(count, new=True, quantity=True)
    assert shop.stock() == (2, 2)
    assert (shop.status("U1"), shop.status("U2")) == (SOLD, IN_MAIN)


@pytest.mark.rule("D4", "L3")
def test_nor_when_it_came_back_before_the_count_was_posted(shop):
    shop.purchase("A1", units=3)
    count = shop.count("A1 U1 U2")
    shop.sell("U1")
    shop.take_back("U1")
    shop.post(count, new=True, quantity=True)
    assert shop.stock() == (3, 3)


@pytest.mark.rule("D2")
def test_units_sold_after_they_were_counted_by_quantity_stay_sold(shop):
    shop.purchase("A1", units=6)
    count = shop.draft("count")
    shop.tally(count, 5)
    shop.sell("U1 U2")
    shop.purchase(units=1)
    shop.post(count, quantity=True)
    assert shop.stock() == (4, 1)  # 6, one fewer as counted, two sold, one bought


@pytest.mark.rule("D2")
def test_counted_again_it_is_against_the_books_of_that_moment(shop):
    shop.purchase("A1", units=6)
    count = shop.draft("count")
    shop.tally(count, 6)
    shop.sell("U1 U2")
    shop.tally(count, 4)
    assert differences(shop, count) == []
    shop.post(count)
    assert shop.stock() == (4, 1)


@pytest.mark.rule("D2", "L2")
def test_where_too_much_went_meanwhile_it_must_be_counted_again(shop):
    shop.purchase("A1", units=4)
    count = shop.draft("count")
    shop.tally(count, 2)
    shop.sell("U1 U2")
    assert codes(refusal(shop.post, count, quantity=True)) == [Code.COUNT_SHORT]
    shop.tally(count, 2)
    shop.post(count)
    assert shop.stock() == (2, 1)


@pytest.mark.rule("D4", "V3")
def test_a_purchase_that_was_voided_meanwhile_leaves_what_was_scanned_to_its_documents(shop):
    purchase = shop.purchase("A1")
    shop.purchase("B1")
    count = shop.count("A1 B1", everything=True)
    shop.void(purchase)
    assert groups(shop, count) == {"FOUND": ["B1"], "MOVED": ["A1"]}
    shop.post(count)
    assert shop.stock() == (1, 1)


@pytest.mark.rule("D4")
def test_two_counts_of_one_shelf_do_not_take_the_same_out_twice(shop):
    shop.purchase("A1 A2")
    first, second = shop.count("A1", everything=True), shop.count("A1", everything=True)
    shop.post(first, missing=True)
    assert groups(shop, second) == {"FOUND": ["A1"]}
    shop.post(second)
    assert shop.stock() == (1, 1)


@pytest.mark.rule("D4", "D2")
def test_a_count_that_changes_its_warehouse_is_against_the_books_there(shop):
    shop.purchase("A1", units=3)
    shop.purchase("B1 B2", units=5, warehouse=shop.has.branch)
    count = shop.count("B1 B2")
    shop.tally(count, 5)
    draft_head.set_warehouse(shop.session, count, shop.has.branch)
    assert groups(shop, count) == {"FOUND": ["B1", "B2"]}
    assert differences(shop, count) == []
    shop.post(count)
    assert shop.stock(warehouse=shop.has.branch) == (5, 2)


# Many


@pytest.mark.rule("F5", "D4")
def test_4000_serials_are_counted_over_several_lines(shop):
    numbers = [f"A{n:04}" for n in range(4000)]
    for first in range(0, 4000, 1000):
        shop.purchase(" ".join(numbers[first : first + 1000]))
    count = shop.count(everything=True)
    for first in range(0, 3990, 1000):
        shop.enter(count, " ".join(numbers[first : min(first + 1000, 3990)]))
    assert shop.quantities(count) == [1000, 1000, 1000, 990]
    board = counting.board(shop.database, count, limit=3)
    assert (board.size(CountGroup.FOUND), board.size(CountGroup.MISSING)) == (3990, 10)
    assert [serial.number for serial in board.missing] == ["A3990", "A3991", "A3992"]
    assert board.differences == []
    shop.post(count, missing=True)
    assert shop.stock() == (3990, 3990)
    posted = counting.board(shop.database, count, limit=3)
    assert posted.size(CountGroup.MISSING) == 10
    assert [serial.number for serial in posted.missing] == ["A3990", "A3991", "A3992"]


@pytest.mark.rule("D4")
def test_of_what_was_not_counted_the_first_of_each_item_are_told(shop):
    """However many there are: what is decided about is shown without reading it all."""
    shop.purchase("A1 A2 A3 A4 A5")
    shop.purchase("C2 C1", product=shop.has.camera)
    count = shop.count(everything=True)
    shop.scan(count, "A2")
    products = [shop.has.phone, shop.has.camera]
    assert counts.first_missing(shop.database, count, products, 2) == {
        shop.has.phone: ["A1", "A3"],
        shop.has.camera: ["C1", "C2"],
    }
    shop.purchase("A0")  # it came since
    assert counts.first_missing(shop.database, count, [shop.has.phone], 9) == {
        shop.has.phone: ["A1", "A3", "A4", "A5"]
    }


# Its life


@pytest.mark.rule("V3")
@pytest.mark.parametrize("taken", [True, False])
def test_voiding_a_count_restores_exactly_what_was_before(mixed, taken):
    before = mixed.books()
    count = count_of(mixed)
    mixed.post(count, missing=taken, sold_here=taken, comes_back=taken, new=taken, quantity=taken)
    mixed.void(count)
    assert mixed.books() == before


@pytest.mark.rule("V1")
def test_a_count_is_voided_only_before_what_came_after_it(shop):
    shop.purchase("A1")
    count = shop.count("A1 N1")
    shop.post(count, new=True)
    sale = shop.sell("N1")
    (problem,) = refusal(shop.void, count)
    assert (problem.code, problem.values["document"]) == (Code.BLOCKED, sale)
    shop.void_chain(count)
    assert shop.stock() == (1, 1)


@pytest.mark.rule("D6", "L4")
def test_a_posted_count_keeps_what_was_scanned_and_what_it_was_then(mixed):
    count = count_of(mixed)
    before = groups(mixed, count)
    mixed.post(count, missing=True, sold_here=True, comes_back=True, new=True, quantity=True)
    mixed.sell("F1")
    after = groups(mixed, count)
    assert after == before
    assert mixed.serials_on(count) == ["F1", "E1", "T1", "S1", "R1", "X1", "N1"]
    assert [line.serials for line in document_lines.lines(mixed.database, count)] == [7]
    assert counts.decisions(mixed.database, count) == {
        "MISSING": (True, 1),
        "SOLD_HERE": (True, 1),
        "COMES_BACK": (True, 2),
        "NEW": (True, 1),
        "QUANTITY": (True, 1),
    }


@pytest.mark.rule("D6")
def test_a_count_is_a_draft_until_it_is_posted_and_moves_nothing(mixed):
    before = mixed.books()
    count_of(mixed)
    assert mixed.books() == before


@pytest.mark.rule("D6")
def test_an_empty_count_is_not_posted(shop):
    assert codes(refusal(shop.post, shop.draft("count"))) == [Code.NO_LINES]


@pytest.mark.rule("D6", "V3")
def test_a_count_voided_and_copied_has_all_that_was_scanned_and_posts_again(mixed):
    count = count_of(mixed)
    decided = dict.fromkeys(("missing", "sold_here", "comes_back", "new", "quantity"), True)
    before, board, open_ = mixed.books(), groups(mixed, count), differences(mixed, count)
    mixed.post(count, **decided)
    after = mixed.books()
    copy = copying.void_and_copy(mixed.session, count, "M1 was under the table")
    assert mixed.books() == before
    assert (groups(mixed, copy), differences(mixed, copy)) == (board, open_)
    mixed.post(copy, **decided)
    assert mixed.books() == after


@pytest.mark.rule("D6")
def test_a_plain_copy_of_a_count_begins_with_nothing_counted(shop):
    shop.purchase("A1", units=2)
    count = shop.count("A1")
    shop.tally(count, 2)
    shop.post(count)
    copy = copying.copy(shop.session, count)
    assert (shop.quantities(copy), differences(shop, copy)) == ([0], [])
    assert groups(shop, copy) == {"MISSING": ["A1"]}


# Settings and codes


@pytest.mark.rule("P1")
def test_with_serials_switched_off_none_is_missing_and_none_is_counted(shop):
    shop.purchase("A1", units=2)
    with_serials = shop.count("A1")
    settings.save(shop.session, serials_enabled=False)
    assert Code.TRACKING_OFF in codes(refusal(shop.post, with_serials, quantity=True))
    count = shop.count(everything=True)
    assert groups(shop, count) == {}
    shop.post(count)
    assert shop.stock() == (2, 1)


@pytest.mark.rule("P4")
def test_serials_scanned_for_a_product_no_longer_managed_are_refused(shop):
    shop.purchase("A1")
    count = shop.count("A1")
    shop.switch(shop.has.phone, False)
    assert Code.NOT_TRACKED in codes(refusal(shop.post, count, quantity=True, comes_back=True))


@pytest.mark.rule("C1", "F3")
def test_a_serial_that_became_an_items_code_is_refused(shop):
    count = shop.count("NEW1")
    shop.rows("INSERT INTO product_barcode VALUES ('new1', ?)", shop.has.cable)
    assert Code.IS_PRODUCT_CODE in codes(refusal(shop.post, count, new=True, quantity=True))


@pytest.mark.rule("L5")
def test_a_serial_corrected_after_it_was_scanned_is_found(shop):
    shop.purchase("A1")
    count = shop.count("A1", everything=True)
    shop.correct("A1", "B1")
    assert groups(shop, count) == {"FOUND": ["B1"]}
    shop.post(count)
    assert groups(shop, count) == {"FOUND": ["B1"]}


@pytest.mark.rule("P7", "D4")
def test_what_an_adjustment_added_after_it_was_scanned_is_found(shop):
    shop.purchase("A1", units=1)
    count = shop.count("A1 B1")
    change = edit_inventory.Adjustment(shop.has.phone, shop.has.main, add=["B1"])
    edit_inventory.edit(shop.session, change)
    assert groups(shop, count) == {"FOUND": ["A1", "B1"]}
    shop.post(count)
    assert shop.stock() == (2, 2)
