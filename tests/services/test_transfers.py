"""Transfers: dispatched, on the way, received, sent back, written off (D4, L, V)."""

import pytest

from app.domain.lifecycle import Status
from app.domain.problems import Code
from app.domain.verdicts import Finding, Level
from app.services import settings
from app.services.documents import copying, draft_head, draft_lines, posting, voiding
from app.services.documents.effects import transfers
from app.services.stock import warehouses
from app.services.stock.warehouses import WarehouseForm
from db.queries import document_lines, documents
from db.queries import transfers as transfer_reads
from db.queries.lists import in_transit
from tests.shop import codes, refusal

SOLD, REMOVED = (Status.SOLD, None), (Status.REMOVED, None)


@pytest.fixture
def sent(shop):
    """Three phones with serials and two without are on the way from Main to Branch."""
    shop.purchase("A1 A2 A3 A4", units=7)
    return shop.dispatch("A1 A2 A3", units=5)


def places(shop):
    return {"main": (Status.IN_STOCK, shop.has.main), "branch": (Status.IN_STOCK, shop.has.branch)}


def in_branch(shop):
    return shop.stock(warehouse=shop.has.branch)


def on_the_way(shop, transfer):
    """(units, serials) of each line that is still on the way."""
    left = transfer_reads.on_the_way(shop.database, transfer)
    return [(line.quantity / 1000, line.serials) for line in left]


# Dispatch


@pytest.mark.rule("D4", "L2", "L1")
def test_what_is_dispatched_has_left_and_is_not_yet_there(shop, sent):
    assert shop.status("A1") == (Status.IN_TRANSIT, shop.has.branch)
    assert shop.stock() == (2, 1)
    assert in_branch(shop) == (0, 0)
    assert on_the_way(shop, sent) == [(5, 3)]
    assert shop.number(sent).startswith("TR-")


@pytest.mark.rule("L1", "F7")
def test_what_is_on_the_way_is_in_no_warehouse_and_cannot_be_sold_or_sent_again(shop, sent):
    for kind, warehouse in (("sale", "main"), ("sale", "branch"), ("transfer", "main")):
        draft = shop.draft(kind, getattr(shop.has, warehouse))
        outcome = shop.scan(draft, "A1")
        assert outcome.problem.code is Code.IS_IN_TRANSIT
        assert outcome.problem.holder.number == shop.number(sent)
        assert outcome.problem.holder.warehouse == "Branch"


@pytest.mark.rule("L1")
def test_only_what_is_in_stock_at_the_source_is_dispatched(shop):
    shop.purchase("A1")
    shop.purchase("B1", warehouse=shop.has.branch)
    shop.sell("A1")
    draft = shop.draft("transfer")
    said = {code: shop.scan(draft, code).problem.code for code in ("A1", "B1", "NEVER")}
    assert said == {"A1": Code.IS_SOLD, "B1": Code.OTHER_WAREHOUSE, "NEVER": Code.IS_UNKNOWN}


@pytest.mark.rule("L3", "L2")
def test_a_dispatch_without_serials_takes_units_without_a_serial_only(shop):
    shop.purchase("A1", units=3)
    draft = shop.transfer(units=3)
    assert codes(refusal(shop.post, draft)) == [Code.NOT_ENOUGH_WITHOUT_SERIAL]
    transfer = shop.dispatch(units=2)
    assert shop.stock() == (1, 1)
    shop.receive(transfer, units=2)
    assert in_branch(shop) == (2, 0)


@pytest.mark.rule("D7")
def test_a_transfer_goes_to_another_warehouse(shop):
    shop.purchase("A1")
    draft = shop.written("transfer", "A1")
    assert codes(refusal(shop.post, draft)) == [Code.NO_DESTINATION]
    draft_head.set_destination(shop.session, draft, shop.has.main)
    assert codes(refusal(shop.post, draft)) == [Code.SAME_WAREHOUSE]


@pytest.mark.rule("D7")
def test_nothing_is_sent_to_a_closed_warehouse(shop):
    shop.purchase("A1")
    draft = shop.transfer("A1")
    warehouses.save(shop.session, WarehouseForm("Branch", active=False), shop.has.branch)
    (problem,) = refusal(shop.post, draft)
    assert (problem.code, problem.values["warehouse"]) == (Code.WAREHOUSE_CLOSED, "Branch")


# Receipt


@pytest.mark.rule("D4", "L1")
def test_a_receipt_lists_what_was_sent_and_takes_what_is_scanned(shop, sent):
    draft = shop.arrival(sent)
    (line,) = document_lines.lines(shop.database, draft)
    assert (line.product, line.quantity, line.serials) == ("Phone", 0, 0)
    outcome = shop.scan(draft, "a1")
    assert (outcome.level, outcome.finding) == (Level.ACCEPTED, Finding.ARRIVES)
    assert (outcome.line, shop.quantities(draft)) == (line.id, [1])


@pytest.mark.rule("D4")
def test_a_part_arrives_now_and_the_rest_later(shop, sent):
    shop.receive(sent, "A1 A2", units=3)
    assert on_the_way(shop, sent) == [(2, 1)]
    assert (shop.status("A1"), in_branch(shop)) == (places(shop)["branch"], (3, 2))
    assert shop.status("A3") == (Status.IN_TRANSIT, shop.has.branch)
    shop.receive(sent, "A3", units=2)
    assert on_the_way(shop, sent) == []
    assert in_branch(shop) == (5, 3)
    problems = refusal(transfers.begin, shop.session, sent)
    assert codes(problems) == [Code.NOTHING_LEFT]


@pytest.mark.rule("D4")
def test_all_that_is_on_the_way_is_entered_at_once(shop, sent):
    shop.receive(sent, "A2")
    draft = shop.arrival(sent, "A3")
    transfers.take_all(shop.session, draft)
    assert (shop.serials_on(draft), shop.quantities(draft)) == (["A3", "A1"], [4])
    shop.post(draft)
    assert in_branch(shop) == (5, 3)


@pytest.mark.rule("D4")
def test_goods_without_serials_arrive_by_their_quantity(shop):
    shop.purchase(product=shop.has.rope, units=2.5)
    transfer = shop.dispatch(product=shop.has.rope, units=2.5)
    shop.receive(transfer, units=1.25)
    assert shop.stock(shop.has.rope, shop.has.branch) == (1.25, 0)
    draft = shop.arrival(transfer, units=2)
    assert codes(refusal(shop.post, draft)) == [Code.MORE_THAN_SENT]
    shop.write_off(transfer, units=1.25)
    assert on_the_way(shop, transfer) == []


@pytest.mark.rule("D4")
def test_lines_of_which_nothing_arrives_are_not_on_the_receipt(shop):
    shop.purchase("A1")
    shop.purchase(product=shop.has.cable, units=4)
    draft = shop.transfer("A1")
    shop.line(draft, product=shop.has.cable, units=4)
    shop.post(draft)
    receipt = shop.receive(draft, "A1")
    assert [line.product for line in document_lines.lines(shop.database, receipt)] == ["Phone"]
    assert on_the_way(shop, draft) == [(4, 0)]
    empty = shop.arrival(draft)
    assert codes(refusal(shop.post, empty)) == [Code.NO_LINES]


@pytest.mark.rule("D4", "F7")
def test_a_serial_that_was_not_sent_is_refused_with_who_holds_it(shop, sent):
    shop.purchase("B1", warehouse=shop.has.branch)
    shop.purchase("C1", product=shop.has.camera)
    other = shop.dispatch("C1", product=shop.has.camera)
    draft = shop.arrival(sent)
    for code, reason, holder in (
        ("A4", Code.NOT_SENT, "Main"),
        ("B1", Code.NOT_SENT, "Branch"),
        ("C1", Code.NOT_SENT, "Branch"),
    ):
        outcome = shop.scan(draft, code)
        assert outcome.problem.code is reason
        assert outcome.problem.holder.warehouse == holder
    assert outcome.problem.holder.number == shop.number(other)
    assert shop.scan(draft, "NEVER").problem.code is Code.IS_UNKNOWN
    assert shop.scan(draft, "CABLE-C").problem.code is Code.NOTHING_SENT
    assert shop.quantities(draft) == [0]


@pytest.mark.rule("D4", "F7")
def test_a_serial_that_was_sent_and_has_arrived_is_said_to_be_in_stock(shop, sent):
    shop.receive(sent, "A1 A2 A3")
    outcome = shop.scan(shop.arrival(sent), "A1")
    assert outcome.problem.code is Code.IS_IN_STOCK
    assert outcome.problem.holder.warehouse == "Branch"


@pytest.mark.rule("D4")
def test_a_serial_that_was_sent_makes_its_line_again_where_that_was_deleted(shop, sent):
    draft = shop.arrival(sent)
    for line in document_lines.lines(shop.database, draft):
        draft_lines.delete_line(shop.session, draft, line.id)
    assert shop.scan(draft, "A1").finding is Finding.ARRIVES
    shop.post(draft)
    assert shop.status("A1") == (Status.IN_STOCK, shop.has.branch)


@pytest.mark.rule("D4", "L1")
def test_a_receipt_takes_only_serials_of_its_own_transfer_when_it_is_posted_too(shop):
    """A1 was scanned, came another way, and is on the way again with another transfer."""
    shop.purchase("A1", units=2)
    first = shop.dispatch("A1", units=2)
    late = shop.arrival(first, "A1")
    shop.send_back(first, "A1")
    second = shop.dispatch("A1")
    (problem,) = refusal(shop.post, late)
    assert (problem.code, problem.serial) == (Code.NOT_SENT, "A1")
    assert problem.holder.number == shop.number(second)
    assert on_the_way(shop, first) == [(1, 0)]
    assert on_the_way(shop, second) == [(1, 1)]


@pytest.mark.rule("D4", "L2")
def test_two_receipts_racing_for_one_transfer_do_not_both_get_it(shop, sent):
    first, second = shop.arrival(sent, "A1", units=3), shop.arrival(sent, "A2", units=3)
    both = shop.arrival(sent, "A1")
    shop.post(first)
    assert codes(refusal(shop.post, second)) == [Code.MORE_THAN_SENT]
    (problem,) = refusal(shop.post, both)
    assert (problem.code, problem.holder.number) == (Code.IS_IN_STOCK, shop.number(first))
    without_serial = shop.arrival(sent, units=1)
    assert codes(refusal(shop.post, without_serial)) == [Code.MORE_WITHOUT_SERIAL_THAN_SENT]
    assert in_branch(shop) == (3, 1)


@pytest.mark.rule("D2", "L3")
def test_what_was_sent_with_a_serial_arrives_with_it(shop, sent):
    draft = shop.arrival(sent, units=3)
    (problem,) = refusal(shop.post, draft)
    assert problem.code is Code.MORE_WITHOUT_SERIAL_THAN_SENT
    assert (problem.values["quantity"], problem.values["outstanding"]) == ("3", "2")
    shop.receive(sent, units=2)
    assert on_the_way(shop, sent) == [(3, 3)]


@pytest.mark.rule("D4", "L5")
def test_a_unit_whose_number_was_corrected_on_the_way_arrives_by_either(shop, sent):
    shop.correct("A1", "X1")
    shop.receive(sent, "A1")
    assert shop.status("X1") == places(shop)["branch"]


# Sent back and written off


@pytest.mark.rule("D4", "L1")
def test_what_is_sent_back_is_in_stock_at_its_source_again(shop, sent):
    back = shop.send_back(sent, "A1", units=2)
    assert shop.number(back).startswith("TB-")
    assert shop.status("A1") == places(shop)["main"]
    assert shop.stock() == (4, 2)
    assert on_the_way(shop, sent) == [(3, 2)]
    assert in_branch(shop) == (0, 0)


@pytest.mark.rule("D4", "L1")
def test_what_is_written_off_is_removed_and_in_no_stock(shop, sent):
    lost = shop.write_off(sent, "A1", units=2)
    assert shop.number(lost).startswith("TL-")
    assert shop.status("A1") == REMOVED
    assert shop.stock() == (2, 1)
    assert in_branch(shop) == (0, 0)
    assert on_the_way(shop, sent) == [(3, 2)]


@pytest.mark.rule("D4", "V3")
def test_received_sent_back_and_written_off_all_that_was_sent_is_accounted_for(shop, sent):
    before = shop.books()
    made = [
        shop.receive(sent, "A1", units=2),
        shop.send_back(sent, "A2"),
        shop.write_off(sent, "A3", units=2),
    ]
    assert on_the_way(shop, sent) == []
    assert (shop.stock(), in_branch(shop)) == ((3, 2), (2, 1))
    for document in made:  # they touch different units: any order
        shop.void(document)
    assert shop.books() == before
    assert on_the_way(shop, sent) == [(5, 3)]


@pytest.mark.rule("D4")
def test_the_list_of_what_is_on_the_way_has_the_oldest_first(shop, sent):
    shop.purchase(product=shop.has.cable, units=9)
    second = shop.dispatch(product=shop.has.cable, units=9)
    rows = in_transit.page(shop.database, None, None, 100).rows
    assert [(row.id, row.quantity / 1000, row.serials) for row in rows] == [
        (sent, 5, 3),
        (second, 9, 0),
    ]
    assert (rows[0].source, rows[0].destination) == ("Main", "Branch")
    shop.receive(sent, "A1 A2 A3", units=5)
    shop.receive(second, units=4)
    (row,) = in_transit.page(shop.database, None, None, 100).rows
    assert (row.id, row.quantity / 1000) == (second, 5)


# Voids


@pytest.mark.rule("V1", "V3")
def test_the_void_of_a_dispatch_brings_everything_back(shop):
    shop.purchase("A1 A2", units=4)
    before = shop.books()
    transfer = shop.dispatch("A1", units=3)
    receipt = shop.arrival(transfer, "A1")
    shop.void(transfer)
    assert shop.books() == before
    assert on_the_way(shop, transfer) == []
    assert Code.ORIGIN_VOID in codes(refusal(shop.post, receipt))
    problems = refusal(transfers.begin, shop.session, transfer)
    assert codes(problems) == [Code.NOTHING_LEFT]


@pytest.mark.rule("V1")
def test_a_dispatch_received_by_quantity_only_is_voided_after_its_receipt(shop, sent):
    receipt = shop.receive(sent, units=2)
    (problem,) = refusal(shop.void, sent)
    assert problem.code is Code.BLOCKED_BY_QUANTITY
    assert (problem.values["document"], problem.values["number"]) == (receipt, shop.number(receipt))
    shop.void(receipt)
    shop.void(sent)
    assert shop.stock() == (7, 4)


@pytest.mark.rule("V1")
def test_a_dispatch_is_blocked_by_all_that_became_of_it_newest_first(shop, sent):
    made = [shop.receive(sent, "A1"), shop.send_back(sent, units=1), shop.write_off(sent, "A2")]
    problems = refusal(shop.void, sent)
    assert [problem.values["document"] for problem in problems] == made[::-1]
    assert [problem.values["serials"] for problem in problems] == [("A2",), (), ("A1",)]


@pytest.mark.rule("V2", "V3")
def test_the_chain_of_a_dispatch_takes_its_receipts_and_what_came_after_along(shop, sent):
    receipt = shop.receive(sent, "A1", units=3)
    sale = shop.sell("A1 U1", warehouse=shop.has.branch)  # U1: one that came without its serial
    lost = shop.write_off(sent, "A2")
    assert shop.void_chain(sent) == [lost, sale, receipt, sent]
    assert (shop.stock(), in_branch(shop)) == ((7, 4), (0, 0))


@pytest.mark.rule("V3", "L2")
def test_a_receipt_whose_units_without_a_serial_were_sold_is_not_voided(shop, sent):
    receipt = shop.receive(sent, units=2)
    shop.sell("U1", warehouse=shop.has.branch)
    assert codes(refusal(shop.void, receipt)) == [Code.VOID_BREAKS_STOCK]


# Transfers that arrive at once


@pytest.fixture
def direct(shop):
    """A shop whose transfers arrive at once."""
    settings.save(shop.session, direct_transfers=True)
    return shop


@pytest.mark.rule("D4")
def test_a_direct_transfer_arrives_in_the_same_moment(direct):
    direct.purchase("A1", units=3)
    transfer = direct.dispatch("A1", units=2)
    assert direct.status("A1") == places(direct)["branch"]
    assert (direct.stock(), in_branch(direct)) == ((1, 0), (2, 1))
    assert on_the_way(direct, transfer) == []
    kinds = direct.rows("SELECT kind, state FROM document WHERE kind LIKE 'transfer%'")
    assert kinds == [("transfer", 1), ("transfer_receipt", 1)]


@pytest.mark.rule("D7")
def test_a_direct_transfer_that_cannot_be_sent_is_not_received_either(direct):
    direct.purchase("A1")
    draft = direct.transfer("A1")
    direct.sell("A1")
    before = direct.everything()
    refusal(direct.post, draft)
    assert direct.everything() == before


@pytest.mark.rule("V1", "V2")
def test_a_direct_transfer_is_undone_with_its_receipt(direct):
    direct.purchase("A1", units=3)
    before = direct.books()
    transfer = direct.dispatch("A1", units=2)
    (problem,) = refusal(direct.void, transfer)
    assert problem.code is Code.BLOCKED
    direct.void_chain(transfer)
    assert direct.books() == before


@pytest.mark.rule("D6")
def test_posting_a_direct_transfer_again_changes_nothing(direct):
    direct.purchase("A1")
    transfer = direct.dispatch("A1")
    before = direct.everything()
    assert direct.post(transfer) == direct.number(transfer)
    assert direct.everything() == before


# Copies


@pytest.mark.rule("D6")
def test_a_voided_receipt_can_be_mended_and_posted_again(shop, sent):
    receipt = shop.receive(sent, "A1 A2", units=3)
    draft = copying.void_and_copy(shop.session, receipt, "A2 was not there")
    assert shop.serials_on(draft) == ["A1", "A2"]
    assert documents.document(shop.database, draft).origin == shop.number(sent)
    assert posting.problems_of(shop.database, draft) == []
    shop.post(draft)
    assert on_the_way(shop, sent) == [(2, 1)]


@pytest.mark.rule("D6", "V2")
def test_the_preview_of_a_chain_is_what_is_voided(shop, sent):
    receipt = shop.receive(sent, units=1)
    preview = [link.id for link in voiding.chain_of(shop.database, sent)]
    assert preview == shop.void_chain(sent) == [receipt, sent]
