"""Voiding: the newest first, exactly back to what was before (V1, V3, V4, L4)."""

import pytest

from app.domain.lifecycle import Status
from app.domain.permissions import Role
from app.domain.problems import Code
from app.services import settings
from app.services.documents import voiding
from app.text import sentence
from db import sql
from db.queries import documents
from db.writes import ledger
from tests.shop import codes, refusal

IN_MAIN, SOLD = (Status.IN_STOCK, 1), (Status.SOLD, None)


def refused(shop, document):
    before = shop.everything()
    problems = refusal(voiding.void, shop.session, document, "typo")
    assert shop.everything() == before
    return problems


@pytest.mark.rule("V3")
def test_a_void_restores_exactly_what_was_before(shop):
    """Every kind of movement, one after the other, undone in the opposite order."""
    has = shop.has
    works = [
        lambda: shop.opening("A1 A2", units=3),
        lambda: shop.purchase("A3 A4", units=4),
        lambda: shop.purchase("B1", warehouse=has.branch),
        lambda: shop.purchase("CAM1", product=has.camera),
        lambda: shop.sell("A1 A3 U1"),  # two known ones and one never seen
        lambda: shop.purchase("A1"),  # comes back
        lambda: shop.purchase("U1", warehouse=has.branch),
        lambda: shop.sell("U1 B1", warehouse=has.branch),
        lambda: shop.purchase(product=has.cable, units=8),
        lambda: shop.sell(product=has.cable, units=3),
        lambda: shop.sell("A1"),
    ]
    earlier, made = [], []
    for work in works:
        earlier.append(shop.books())
        made.append(work())
    for before, latest in zip(reversed(earlier), reversed(made), strict=True):
        shop.void(latest)
        assert shop.books() == before
    assert shop.books() == {"serials": [], "stock": [], "totals": []}


@pytest.mark.rule("V3", "L1")
def test_after_a_void_the_serial_can_go_on(shop):
    shop.purchase("A1")
    shop.void(shop.sell("A1"))
    assert shop.status("A1") == IN_MAIN
    shop.sell("A1")
    assert shop.status("A1") == SOLD


@pytest.mark.rule("V3", "L3")
def test_the_void_of_a_sale_gives_back_the_unit_without_a_serial(shop):
    shop.purchase(units=1)
    sale = shop.sell("U1")
    shop.void(sale)
    assert shop.status("U1") == (Status.UNKNOWN, None)
    assert shop.stock() == (1, 0)
    shop.sell("U2")


@pytest.mark.rule("V1", "F7")
def test_a_void_is_refused_with_every_later_document_newest_first_and_its_serials(shop):
    purchase = shop.purchase("A1 A2 A3 A4")
    second = shop.written("sale", "A3")
    first = shop.sell("A1 A2")
    shop.post(second)  # begun first, posted later
    back = shop.purchase("A1")
    problems = refused(shop, purchase)
    assert set(codes(problems)) == {Code.BLOCKED}
    assert [problem.values["document"] for problem in problems] == [back, second, first]
    assert [sorted(problem.values["serials"]) for problem in problems] == [
        ["A1"],
        ["A3"],
        ["A1", "A2"],
    ]
    assert [problem.values["count"] for problem in problems] == [1, 1, 2]
    numbers = [documents.document(shop.database, id).number for id in (back, second, first)]
    assert [problem.values["number"] for problem in problems] == numbers


@pytest.mark.rule("V1")
def test_of_many_serials_some_are_named_and_all_are_counted(shop):
    numbers = " ".join(f"A{n:03}" for n in range(200))
    purchase = shop.purchase(numbers)
    shop.sell(numbers)
    (problem,) = refused(shop, purchase)
    assert problem.values["count"] == 200
    assert problem.values["serials"] == ("A000", "A001", "A002", "A003", "A004")


@pytest.mark.rule("V1")
def test_a_voided_later_document_blocks_no_more(shop):
    purchase = shop.purchase("A1")
    sale, back = shop.sell("A1"), shop.purchase("A1")
    refused(shop, sale)
    shop.void(back)
    assert [p.values["document"] for p in refused(shop, purchase)] == [sale]
    shop.void(sale)
    shop.void(purchase)
    assert shop.books()["serials"] == []


@pytest.mark.rule("V1")
def test_documents_about_other_serials_do_not_block(shop):
    purchase = shop.purchase("A1")
    shop.purchase("A2")
    shop.sell("A2")
    shop.void(purchase)
    assert shop.stock() == (0, 0)


@pytest.mark.rule("V3", "L2")
def test_a_void_that_takes_units_already_sold_is_refused(shop):
    purchase = shop.purchase("A1", units=3)
    shop.sell("U1 U2")  # both units without a serial
    shop.opening("B1")
    (problem,) = refused(shop, purchase)
    assert problem.code is Code.VOID_BREAKS_STOCK
    # Three would go, but but for B1's there is only A1's own unit.
    assert (problem.values["quantity"], problem.values["free"]) == ("3", "1")


@pytest.mark.rule("V3")
def test_untracked_goods_go_below_zero_by_a_void_only_where_the_shop_allows_it(shop):
    purchase = shop.purchase(product=shop.has.cable, units=5)
    shop.sell(product=shop.has.cable, units=4)
    (problem,) = refused(shop, purchase)
    assert (problem.code, problem.values["free"]) == (Code.VOID_BREAKS_STOCK, "1")
    settings.save(shop.session, negative_stock=True)
    shop.void(purchase)
    assert shop.stock(shop.has.cable) == (-4, 0)


@pytest.mark.rule("V3", "L2")
def test_tracked_goods_never_do(shop):
    purchase = shop.purchase(units=2)
    shop.sell("U1")
    settings.save(shop.session, negative_stock=True)
    assert codes(refused(shop, purchase)) == [Code.VOID_BREAKS_STOCK]


@pytest.mark.rule("V4")
def test_a_void_needs_the_permission(shop):
    purchase = shop.purchase("A1")
    (problem,) = refusal(voiding.void, shop.as_a(Role.CLERK), purchase, "typed wrongly")
    said = "Ann the clerk may not do this: Void documents. These may: Owner, Manager."
    assert (problem.code, sentence(problem)) == (Code.NOT_ALLOWED, said)


@pytest.mark.rule("V4")
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_void_needs_a_reason(shop, reason):
    purchase = shop.purchase("A1")
    before = shop.everything()
    assert codes(refusal(shop.void, purchase, reason)) == [Code.NO_REASON]
    assert shop.everything() == before


@pytest.mark.rule("V4")
def test_a_void_keeps_its_number_and_is_in_the_audit_log(shop):
    purchase = shop.purchase("A1")
    number = documents.document(shop.database, purchase).number
    shop.void(purchase, " wrong supplier ")
    head = documents.document(shop.database, purchase)
    assert (head.state, head.number) == (documents.VOIDED, number)
    assert (head.voided_by, head.void_reason) == ("Owner", "wrong supplier")
    assert head.voided_at
    assert shop.rows(
        "SELECT user_id, action, document_id, detail FROM audit WHERE action <> 'settings'"
    ) == [(shop.session.person.id, "void", purchase, "wrong supplier")]
    again = documents.document(shop.database, shop.purchase("A1")).number
    assert int(again[-6:]) == int(number[-6:]) + 1


@pytest.mark.rule("L4", "V3")
def test_a_void_adds_to_the_ledger_and_changes_nothing_there(shop):
    purchase = shop.purchase("A1", units=2)
    before = shop.everything("serial_movement", "stock_movement", "document_line")
    shop.void(purchase)
    after = shop.everything("serial_movement", "stock_movement", "document_line")
    for table in ("serial_movement", "stock_movement"):
        assert set(before[table]) < set(after[table])
    assert after["document_line"] == before["document_line"]
    assert shop.rows("SELECT sum(quantity) FROM stock_movement") == [(0,)]


@pytest.mark.rule("D6")
def test_only_a_posted_document_is_voided_and_only_once(shop):
    draft = shop.written("purchase", "A1")
    assert codes(refused(shop, draft)) == [Code.NOT_POSTED]
    shop.post(draft)
    shop.void(draft)
    assert codes(refused(shop, draft)) == [Code.ALREADY_VOID]


@pytest.mark.rule("V1", "L4")
def test_the_ledger_itself_reverses_only_what_is_in_force(shop):
    """Even where the rules were not asked."""
    purchase = shop.purchase("A1 A2")
    shop.sell("A2")
    before = shop.everything()
    with pytest.raises(ledger.Stale), sql.transaction(shop.database, of=sql.SHOP):
        ledger.reverse(shop.database, purchase)
    assert shop.everything() == before


@pytest.mark.rule("V2")
def test_the_chain_is_voided_newest_first_in_one_go(shop):
    purchase = shop.purchase("A1 A2 A3")
    first, second = shop.sell("A1"), shop.sell("A2")
    back = shop.blank("sales_return")
    shop.scan(back, "A1")
    shop.post(back)
    again = shop.sell("A1")
    order = [again, back, second, first, purchase]
    assert [link.id for link in voiding.chain_of(shop.database, purchase)] == order
    voiding.void_chain(shop.session, purchase, "never delivered")
    assert shop.stock() == (0, 0)
    assert shop.rows("SELECT document_id FROM audit WHERE action = 'void' ORDER BY id") == [
        (id,) for id in order
    ]


@pytest.mark.rule("V2")
def test_a_chain_that_cannot_be_voided_whole_is_not_voided_at_all(shop):
    purchase = shop.draft("purchase")
    shop.line(purchase, "A1")
    shop.line(purchase, product=shop.has.cable, units=2)
    shop.post(purchase)
    shop.sell("A1")
    shop.sell(product=shop.has.cable, units=2)  # no serial ties it: the purchase lacks the cables
    before = shop.everything()
    problems = refusal(voiding.void_chain, shop.session, purchase, "wrong")
    assert codes(problems) == [Code.VOID_BREAKS_STOCK]
    assert shop.everything() == before
