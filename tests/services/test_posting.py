"""Posting is all or nothing, with every reason at once: D2, D6 to D8, L1 to L3, F4."""

from datetime import UTC, datetime
from random import Random

import pytest

from app.domain.lifecycle import Status
from app.domain.problems import Code
from app.services import settings
from app.services.documents import draft_head, draft_lines, drafts, posting
from app.services.stock import items, warehouses
from app.services.stock.warehouses import WarehouseForm
from app.text import sentence
from db import sql
from db.queries import document_lines, documents, serials
from db.sql import Database
from tests.lists import document_rows
from tests.reliability import times
from tests.shop import codes, refusal

IN_MAIN, SOLD = (Status.IN_STOCK, 1), (Status.SOLD, None)


def refused(shop, draft):
    """The problems with posting, after which everything is as it was."""
    before = shop.everything()
    problems = refusal(shop.post, draft)
    assert shop.everything() == before
    assert posting.problems_of(shop.database, draft) == list(problems)
    return problems


@pytest.mark.rule("D6", "L2")
def test_a_purchase_brings_units_and_the_serials_entered(shop):
    shop.purchase("A1 A2", units=5)
    assert shop.status("A1") == shop.status("A2") == IN_MAIN
    assert shop.stock() == (5, 2)  # three units nobody has named


@pytest.mark.rule("D7", "L1", "F7")
def test_each_of_many_that_may_not_move_is_named_among_those_that_may(shop):
    """Serials in one state are judged alike: those that may go are judged once, no other is."""
    shop.purchase("A1 A2 A3 A4")
    shop.purchase("B1 B2", warehouse=shop.has.branch)
    draft = shop.written("sale", "A1 A2 A3 A4")
    shop.sell("A1 A3")
    shop.dispatch("A4")
    problems = refused(shop, draft)
    assert [(problem.serial, problem.code) for problem in problems] == [
        ("A1", Code.IS_SOLD),
        ("A3", Code.IS_SOLD),
        ("A4", Code.IS_IN_TRANSIT),
    ]
    assert {problem.holder.number for problem in problems} == {"SI-2026-000001", "TR-2026-000001"}


@pytest.mark.rule("D6", "L2")
def test_a_sale_takes_them(shop):
    shop.purchase("A1 A2", units=5)
    shop.sell("A1")
    assert (shop.status("A1"), shop.status("A2")) == (SOLD, IN_MAIN)
    assert shop.stock() == (4, 1)


@pytest.mark.rule("P8", "L2")
def test_opening_stock_counts_its_serials(shop):
    draft = shop.draft("opening")
    line = shop.line(draft)
    shop.judge(draft, line, "A1", "A2", "A3")
    assert shop.post(draft).startswith("OS-")
    assert shop.stock() == (3, 3)


@pytest.mark.rule("L2")
def test_warehouses_are_apart(shop):
    shop.purchase("A1")
    shop.purchase("B1 B2", warehouse=shop.has.branch)
    shop.sell("B1", warehouse=shop.has.branch)
    assert (shop.stock(), shop.stock(warehouse=shop.has.branch)) == ((1, 1), (1, 1))
    assert shop.status("B2") == (Status.IN_STOCK, shop.has.branch)


def test_untracked_goods_move_by_quantity_alone(shop):
    shop.purchase(product=shop.has.rope, units=10.5)
    shop.sell(product=shop.has.rope, units=2.25)
    assert shop.stock(shop.has.rope) == (8.25, 0)


@pytest.mark.rule("L1")
def test_purchase_sale_purchase_again_any_number_of_times(shop):
    for _ in range(4):
        shop.purchase("A1")
        assert shop.status("a1") == IN_MAIN
        shop.sell("A1")
        assert shop.status("a1") == SOLD
    assert shop.stock() == (0, 0)
    assert shop.rows("SELECT count(*) FROM serial") == [(1,)]
    assert shop.rows("SELECT count(*) FROM serial_movement") == [(8,)]


@pytest.mark.rule("L1", "D7")
def test_sale_after_sale_is_refused_with_who_holds_it(shop):
    shop.purchase("A1 A2")
    first, second = shop.written("sale", "A1"), shop.written("sale", "A2 A1")
    number = shop.post(first)
    (problem,) = refused(shop, second)
    assert (problem.code, problem.line, problem.serial) == (Code.IS_SOLD, 1, "A1")
    assert number in sentence(problem)


@pytest.mark.rule("L1")
def test_purchase_after_purchase_is_refused(shop):
    first, second = shop.written("purchase", "A1"), shop.written("purchase", "A1")
    shop.post(first)
    assert codes(refused(shop, second)) == [Code.IS_IN_STOCK]


@pytest.mark.rule("L1")
def test_a_sale_from_another_warehouse_is_refused(shop):
    shop.purchase("A1", units=9)
    shop.purchase(units=9, warehouse=shop.has.branch)
    draft = shop.written("sale", "A1")
    draft_head.set_warehouse(shop.session, draft, shop.has.branch)
    assert codes(refused(shop, draft)) == [Code.OTHER_WAREHOUSE]


@pytest.mark.rule("F4")
def test_a_serial_another_product_took_in_the_meantime_is_refused(shop):
    draft = shop.written("purchase", "A1")
    shop.purchase("A1", product=shop.has.camera)
    (problem,) = refused(shop, draft)
    assert problem.code is Code.OTHER_PRODUCT
    assert problem.holder.product == "Camera"


@pytest.mark.rule("F4")
def test_a_serial_whose_every_movement_was_voided_may_begin_again_under_another_product(shop):
    shop.void(shop.purchase("a1"))
    shop.purchase("A1", product=shop.has.camera)
    shop.sell("A1", product=shop.has.camera)
    assert shop.rows("SELECT number, product_id FROM serial") == [("a1", shop.has.camera)]
    assert (shop.stock(), shop.stock(shop.has.camera)) == ((0, 0), (0, 0))
    assert codes(refusal_of_list(shop, "purchase", "A1")) == [Code.OTHER_PRODUCT]


def refusal_of_list(shop, kind, entries):
    draft = shop.draft(kind)
    verdicts = shop.judge(draft, shop.line(draft), *entries.split())
    return [verdict.problem for verdict in verdicts]


@pytest.mark.rule("L3", "L2")
def test_a_sale_names_a_serial_the_shop_has_never_seen(shop):
    shop.purchase("A1", units=3)
    shop.sell("U1")
    assert shop.status("U1") == SOLD
    assert shop.stock() == (2, 1)


@pytest.mark.rule("L3", "L2")
def test_two_drafts_cannot_use_up_the_same_units_without_a_serial(shop):
    shop.purchase("A1", units=3)
    first, second = shop.written("sale", "U1 U2"), shop.written("sale", "U3")
    shop.post(first)
    (problem,) = refused(shop, second)
    assert problem.code is Code.NOT_ENOUGH_WITHOUT_SERIAL
    assert (problem.values["wanted"], problem.values["there"]) == ("1", "0")


@pytest.mark.rule("L3", "L2")
def test_a_serial_whose_every_movement_was_voided_asks_for_a_unit_without_a_serial_again(shop):
    shop.void(shop.purchase("A1"))
    shop.purchase(units=1)
    draft, other = shop.written("sale", "A1"), shop.written("sale", "U1")
    shop.post(other)
    assert codes(refused(shop, draft)) == [Code.NOT_ENOUGH_WITHOUT_SERIAL]


@pytest.mark.rule("L3", "L2")
def test_an_unknown_serial_that_was_bought_in_the_meantime_takes_its_own_unit(shop):
    shop.purchase(units=1)
    draft = shop.written("sale", "A1")
    shop.purchase("A1")
    shop.post(draft)
    assert shop.status("A1") == SOLD
    assert shop.stock() == (1, 0)


@pytest.mark.rule("L5")
def test_a_serial_corrected_since_it_was_entered_is_still_found(shop):
    shop.purchase("OLD")
    draft = shop.written("sale", "OLD")
    sql.execute(
        shop.database, "INSERT INTO serial_alias (number, serial_id) SELECT number, id FROM serial"
    )
    sql.execute(shop.database, "UPDATE serial SET number = 'NEW'")
    shop.post(draft)
    assert shop.rows("SELECT number, status FROM serial") == [("NEW", Status.SOLD)]
    assert shop.stock() == (0, 0)


@pytest.mark.rule("D2")
def test_a_sale_needs_a_serial_for_every_unit(shop):
    shop.purchase("A1 A2 A3")
    problem = refused(shop, shop.written("sale", "A1", units=3))[0]
    assert (problem.code, problem.values["missing"]) == (Code.SERIALS_MISSING, "2")


@pytest.mark.rule("D7")
def test_every_reason_is_given_at_once_by_line_and_serial(shop):
    shop.purchase("A1 A2 A3 A4")
    draft = shop.draft("sale")
    shop.line(draft, "A1 A2")
    shop.line(draft, "A3", units=2)
    shop.line(draft, product=shop.has.cable, units=7)
    shop.line(draft, product=shop.has.rope, units=0)
    shop.line(draft, "A4")
    shop.sell("A2")
    shop.sell("A4")
    assert [(p.line, p.code, p.serial) for p in refused(shop, draft)] == [
        (2, Code.SERIALS_MISSING, None),
        (4, Code.NO_QUANTITY, None),
        (1, Code.IS_SOLD, "A2"),
        (5, Code.IS_SOLD, "A4"),
        (3, Code.NOT_ENOUGH_STOCK, None),
    ]


@pytest.mark.rule("D7")
def test_an_empty_document_without_a_party_is_refused_for_both(shop):
    draft = drafts.new(shop.session, "purchase")
    assert codes(refused(shop, draft)) == [Code.NO_LINES, Code.NO_PARTY]


@pytest.mark.rule("D7")
def test_without_a_warehouse_the_lines_are_judged_all_the_same(shop):
    draft = shop.draft("purchase")
    shop.line(draft, units=0)
    sql.execute(shop.database, "UPDATE document SET warehouse_id = NULL")
    assert codes(refused(shop, draft)) == [Code.NO_WAREHOUSE, Code.NO_QUANTITY]


def test_a_sale_needs_no_customer(shop):
    shop.purchase("A1")
    draft = drafts.new(shop.session, "sale")
    shop.line(draft, "A1")
    shop.post(draft)
    assert shop.status("A1") == SOLD


@pytest.mark.rule("L2")
def test_untracked_stock_goes_below_zero_only_where_the_shop_allows_it(shop):
    draft = shop.written("sale", product=shop.has.cable, units=2)
    assert codes(refused(shop, draft)) == [Code.NOT_ENOUGH_STOCK]
    settings.save(shop.session, negative_stock=True)
    shop.post(draft)
    assert shop.stock(shop.has.cable) == (-2, 0)


def leaves(shop, kind: str) -> int:
    """A draft by which two cables leave that are not there."""
    draft = shop.written(kind, product=shop.has.rope if kind == "assembly" else shop.has.cable)
    if kind == "assembly":
        shop.line(draft, product=shop.has.cable, units=1)
        shop.line(draft, product=shop.has.cable, units=1)
    else:
        shop.set_quantity(draft, document_lines.lines(shop.database, draft)[0].id, 2)
    if kind == "transfer":
        shop.set_destination(draft, shop.has.branch)
    return draft


@pytest.mark.rule("L2")
@pytest.mark.parametrize("kind", ["sale", "purchase_return", "transfer", "assembly"])
def test_where_the_shop_wants_it_what_goes_below_zero_is_asked_about(shop, kind):
    settings.save(shop.session, negative_stock=True, negative_asks=True)
    draft = leaves(shop, kind)
    (asked,) = refused(shop, draft)
    assert asked.asks and asked.code is Code.BELOW_ZERO
    assert (asked.values["quantity"], asked.values["on_hand"]) == ("2", "0")
    shop.post(draft, sure=[asked])
    assert shop.stock(shop.has.cable) == (-2, 0)


@pytest.mark.rule("L2")
def test_a_yes_to_going_below_zero_is_not_one_to_going_further(shop):
    settings.save(shop.session, negative_stock=True, negative_asks=True)
    draft = shop.written("sale", product=shop.has.cable, units=2)
    (asked,) = refused(shop, draft)
    shop.set_quantity(draft, document_lines.lines(shop.database, draft)[0].id, 3)
    again = refusal(shop.post, draft, sure=[asked])
    assert codes(again) == [Code.BELOW_ZERO] and again[0].values["quantity"] == "3"
    settings.save(shop.session, negative_stock=False)
    assert codes(refusal(shop.post, draft, sure=again)) == [Code.NOT_ENOUGH_STOCK]


@pytest.mark.rule("P1", "L2")
def test_with_serials_switched_off_tracked_stock_still_never_goes_below_zero(shop):
    shop.purchase(units=1)
    settings.save(shop.session, serials_enabled=False, negative_stock=True)
    assert codes(refused(shop, shop.written("sale", units=2))) == [Code.NOT_ENOUGH_STOCK]
    shop.sell(units=1)
    assert shop.stock() == (0, 0)


@pytest.mark.rule("P1")
def test_serials_entered_before_the_switch_went_off_are_not_posted_silently(shop):
    draft = shop.written("purchase", "A1")
    settings.save(shop.session, serials_enabled=False)
    assert Code.TRACKING_OFF in codes(refused(shop, draft))
    settings.save(shop.session, serials_enabled=True)
    shop.post(draft)


@pytest.mark.rule("D6", "D8")
def test_posting_twice_gives_one_document(shop):
    draft = shop.written("purchase", "A1")
    number = shop.post(draft)
    before = shop.everything()
    assert shop.post(draft) == number
    assert shop.everything() == before


@pytest.mark.rule("D6")
@pytest.mark.parametrize("state", ["voided", "discarded"])
def test_only_a_draft_is_posted(shop, state):
    draft = shop.written("purchase", "A1")
    if state == "voided":
        shop.post(draft)
        shop.void(draft)
    else:
        drafts.discard(shop.session, draft)
    before = shop.everything()
    assert codes(refusal(shop.post, draft)) == [Code.NOT_A_DRAFT]
    assert shop.everything() == before


@pytest.mark.rule("D6")
def test_a_posted_document_shows_what_its_draft_held(shop):
    draft = shop.draft("purchase")
    line = shop.line(draft, "B2 A1", units=3)
    draft_lines.set_price(shop.session, draft, line, 10_00)
    number = posting.post(shop.session.at(datetime(2026, 5, 6, 12, 30, tzinfo=UTC)), draft)
    head = documents.document(shop.database, draft)
    assert (head.state, head.number, head.total) == (documents.POSTED, number, 30_00)
    assert (head.posted_at, head.posted_by) == ("2026-05-06T12:30:00.000+00:00", "Owner")
    (row,) = document_lines.lines(shop.database, draft)
    assert (row.quantity, row.serials) == (3000, 2)
    assert list(serials.of_line(shop.database, line)) == ["B2", "A1"]  # as they were entered
    (listed,) = document_rows(shop.database, ["purchase"])
    assert (listed.units, listed.serials, listed.total) == (3000, 2, 30_00)
    assert shop.rows("SELECT * FROM draft_serial") == []


@pytest.mark.rule("D8")
def test_numbers_have_no_gaps_though_postings_fail_between(shop):
    year = datetime(2026, 7, 1, tzinfo=UTC)
    shop.purchase("A1 A2 A3")
    numbers = []
    for serial in ("A1", "A2", "A3"):
        bad = shop.written("sale", serial, units=2)
        refused(shop, bad)
        good = shop.written("sale", serial)
        numbers.append(posting.post(shop.session.at(year), good))
    assert numbers == ["SI-2026-000001", "SI-2026-000002", "SI-2026-000003"]


@pytest.mark.rule("D8")
def test_each_kind_counts_for_itself_and_never_starts_again(shop):
    def post(kind, year):
        draft = shop.written(kind, product=shop.has.cable, units=1)
        return posting.post(shop.session.at(datetime(year, 7, 1, tzinfo=UTC)), draft)

    assert post("purchase", 2026) == "PI-2026-000001"
    assert post("opening", 2026) == "OS-2026-000001"
    assert post("sale", 2026) == "SI-2026-000001"
    assert post("purchase", 2027) == "PI-2027-000002"


@pytest.mark.rule("D8")
def test_history_is_in_the_order_of_posting_whatever_the_documents_date(shop):
    shop.purchase("A1")
    sale = shop.written("sale", "A1")
    draft_head.set_date(shop.session, sale, "2001-01-01", sure=True)  # before the goods were bought
    shop.post(sale)
    assert shop.status("A1") == SOLD
    order = shop.rows("SELECT kind, posting FROM document ORDER BY posting")
    assert order == [("purchase", 1), ("sale", 2)]


@pytest.mark.rule("D8")
def test_nor_does_it_matter_which_draft_was_begun_first(shop):
    early, late = shop.written("purchase", "A1"), shop.written("purchase", "A2")
    assert [int(shop.post(draft)[-6:]) for draft in (late, early)] == [1, 2]
    assert shop.rows("SELECT id FROM document ORDER BY posting") == [(late,), (early,)]


@pytest.mark.rule("D7", "L1", "D6")
@pytest.mark.parametrize("action", ["purchase", "sale", "void of a purchase", "void of a sale"])
def test_whatever_write_fails_nothing_has_happened(shop, monkeypatch, action):
    """Every statement in turn is made to fail; in the end, undisturbed, all of it is done."""
    shop.purchase("A1 A2", units=4)
    if action == "purchase":
        document, work = shop.written("purchase", "B1 B2", units=3), shop.post
    elif action == "sale":
        document, work = shop.written("sale", "A1 U1"), shop.post
    elif action == "void of a sale":
        document, work = shop.sell("A1 U1"), shop.void
    else:
        document, work = shop.purchase("B1 B2", units=3), shop.void
    before = shop.everything()
    calls = fail_at = 0
    real = {name: getattr(sql, name) for name in ("execute", "execute_many")}

    def failing(name):
        def call(*values):
            nonlocal calls
            calls += 1
            result = real[name](*values)
            if calls == fail_at:
                raise OSError("the disk went away")
            return result

        return call

    done = False
    while not done:
        fail_at += 1
        calls = 0
        with monkeypatch.context() as patch:
            for name in real:
                patch.setattr(sql, name, failing(name))
            try:
                work(document)
                done = True
            except OSError:
                assert shop.everything() == before
    assert fail_at > 8
    assert shop.everything() != before
    assert len(shop.rows("SELECT * FROM document WHERE posting = 2")) == 1


@pytest.mark.rule("D7")
def test_nothing_is_posted_into_a_warehouse_that_was_closed_meanwhile(shop):
    draft = shop.written("purchase", "A1", warehouse=shop.has.branch)
    warehouses.save(shop.session, WarehouseForm("Branch", active=False), shop.has.branch)
    assert codes(refused(shop, draft)) == [Code.WAREHOUSE_CLOSED]


@pytest.mark.rule("D7")
def test_a_party_must_be_what_the_document_asks_for(shop):
    draft = shop.written("purchase", "A1")
    draft_head.set_party(shop.session, draft, shop.has.customer)
    assert codes(refused(shop, draft)) == [Code.WRONG_PARTY]


@pytest.mark.rule("D7")
def test_a_quantity_has_no_more_decimals_than_its_unit(shop):
    draft = shop.draft("purchase")
    shop.line(draft, product=shop.has.cable, units=0.5)
    assert codes(refused(shop, draft)) == [Code.DECIMALS]


@pytest.mark.rule("F4", "D7")
def test_a_serial_that_became_a_barcode_meanwhile_is_refused(shop):
    draft = shop.written("purchase", "A1")
    form, barcodes = items.load(shop.database, shop.has.cable)
    items.save(shop.session, form, [*barcodes, "a1"], shop.has.cable)
    (problem,) = refused(shop, draft)
    assert (problem.code, problem.serial) == (Code.IS_PRODUCT_CODE, "A1")


@pytest.mark.rule("D8")
@pytest.mark.reliability(14)
def test_a_fifth_of_all_postings_fail_and_numbers_go_on_without_a_gap(shop, monkeypatch):
    """Each fails at another of its statements; some are voided, and keep their numbers."""
    chance, kind = Random(14), "sale"
    shop.opening(product=shop.has.cable, units=1_000_000)
    plainly, fails_at = Database.execute_sql, [0]

    def failing(self, statement, params=None, *more):
        fails_at[0] -= 1
        if fails_at[0] == 0:
            raise RuntimeError("the power of chance")
        return plainly(self, statement, params, *more)

    monkeypatch.setattr(Database, "execute_sql", failing)
    numbers, failed, voided = [], 0, 0
    for turn in range(times(200)):
        draft = shop.written(kind, product=shop.has.cable, units=1)
        if turn % 5 == 0:
            fails_at[0] = chance.randrange(1, 15)
            with pytest.raises(RuntimeError):
                posting.post(shop.session, draft)
            failed += 1
        numbers.append(posting.post(shop.session, draft))
        if turn % 20 == 7:
            shop.void(draft, "by chance")
            voided += 1
    assert failed == times(200) // 5 and voided
    assert [int(number[-6:]) for number in numbers] == list(range(1, len(numbers) + 1))
    kept = shop.rows(
        "SELECT number FROM document WHERE kind = ? AND posting ORDER BY posting", kind
    )
    assert [number for (number,) in kept] == numbers
