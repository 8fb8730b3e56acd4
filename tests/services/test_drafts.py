"""A draft is saved at every step and moves nothing: D3, D5, D6, F5."""

from datetime import UTC, datetime

import pytest

from app.domain.problems import Code
from app.services.documents import draft_head, draft_lines, drafts
from app.services.entry import entering
from app.services.stock import correcting
from db.queries import document_lines, documents, draft_serials
from tests.lists import document_rows
from tests.shop import codes, refusal, said
from tests.store import another


def test_a_new_draft_is_dated_today_in_the_first_warehouse(shop):
    at = datetime(2026, 1, 31, 12, tzinfo=UTC)
    draft = drafts.new(shop.session.at(at), "sale")
    head = documents.document(shop.database, draft)
    assert (head.kind, head.state, head.number) == ("sale", documents.DRAFT, None)
    assert head.date == at.astimezone().date().isoformat()
    assert head.warehouse == "Main"


@pytest.mark.rule("D6")
def test_the_same_uuid_gives_the_same_draft(shop):
    first = drafts.new(shop.session, "sale", uuid="one")
    before = shop.everything()
    assert drafts.new(shop.session, "sale", uuid="one") == first
    assert shop.everything() == before
    assert drafts.new(shop.session, "sale") != first
    assert len(shop.rows("SELECT * FROM document")) == 2


def test_the_head_of_a_draft(shop):
    draft = drafts.new(shop.session, "sale")
    draft_head.set_party(shop.session, draft, shop.has.customer)
    draft_head.set_warehouse(shop.session, draft, shop.has.branch)
    draft_head.set_date(shop.session, draft, "2026-02-28")
    draft_head.set_note(shop.session, draft, "ring twice")
    head = documents.document(shop.database, draft)
    assert (head.party, head.warehouse, head.date, head.note) == (
        "Mrs Chen",
        "Branch",
        "2026-02-28",
        "ring twice",
    )
    draft_head.set_party(shop.session, draft, None)
    assert documents.document(shop.database, draft).party is None


@pytest.mark.parametrize("date", ["", "tomorrow", "2026-02-30", "20260228", "2026-W09-1"])
def test_a_date_is_a_date(shop, date):
    draft = shop.draft("sale")
    before = shop.everything()
    assert codes(refusal(draft_head.set_date, shop.session, draft, date)) == [Code.BAD_DATE]
    assert shop.everything() == before


def test_a_line_starts_with_the_price_of_its_direction_and_the_total_follows(shop):
    sale, purchase = shop.draft("sale"), shop.draft("purchase")
    shop.line(sale, units=2)
    shop.line(purchase, units=3)
    assert documents.document(shop.database, sale).total == 2 * 2999_00
    assert documents.document(shop.database, purchase).total == 3 * 2000_00
    (line,) = document_lines.lines(shop.database, sale)
    draft_lines.set_price(shop.session, sale, line.id, 100)
    draft_lines.set_quantity(shop.session, sale, line.id, 5000)
    second = shop.line(sale, product=shop.has.rope, units=1.25)
    assert documents.document(shop.database, sale).total == 5 * 100 + 375
    draft_lines.delete_line(shop.session, sale, second)
    assert documents.document(shop.database, sale).total == 500


def test_lines_stay_in_the_order_they_were_made(shop):
    draft = shop.draft("purchase")
    first, second, third = (shop.line(draft) for _ in range(3))
    draft_lines.delete_line(shop.session, draft, second)
    fourth = shop.line(draft)
    assert [row.id for row in document_lines.lines(shop.database, draft)] == [first, third, fourth]


@pytest.mark.rule("D3")
def test_more_serials_than_the_quantity_raise_it(shop):
    draft = shop.draft("purchase")
    line = shop.line(draft, units=2)
    for number, units in (("A1", 2), ("A2", 2), ("A3", 3)):
        shop.judge(draft, line, number)
        assert shop.quantities(draft) == [units]


@pytest.mark.rule("D3")
def test_a_quantity_below_the_number_of_serials_is_refused(shop):
    draft = shop.draft("purchase")
    line = shop.line(draft, "A1 A2 A3")
    before = shop.everything()
    (problem,) = refusal(draft_lines.set_quantity, shop.session, draft, line, 2000)
    assert (problem.code, problem.line) == (Code.BELOW_SERIALS, 1)
    assert shop.everything() == before
    draft_lines.set_quantity(shop.session, draft, line, 3000)
    draft_lines.set_quantity(shop.session, draft, line, 4000)
    assert shop.quantities(draft) == [4]


@pytest.mark.rule("D3")
def test_a_quantity_that_came_from_serials_follows_when_they_go(shop):
    draft = shop.draft("purchase")
    shop.line(draft, "A1 A2 A3")
    ids = [row.id for row in draft_serials.draft_serials(shop.database, draft)]
    draft_lines.remove_serials(shop.session, draft, ids[:1])
    assert (shop.serials_on(draft), shop.quantities(draft)) == (["A2", "A3"], [2])
    draft_lines.remove_serials(shop.session, draft, ids[1:])
    assert (shop.serials_on(draft), shop.quantities(draft)) == ([], [1])


@pytest.mark.rule("D3")
def test_a_quantity_that_was_typed_stays_when_serials_go(shop):
    draft = shop.draft("purchase")
    shop.line(draft, "A1 A2", units=5)
    ids = [row.id for row in draft_serials.draft_serials(shop.database, draft)]
    draft_lines.remove_serials(shop.session, draft, ids)
    assert (shop.serials_on(draft), shop.quantities(draft)) == ([], [5])


@pytest.mark.rule("D5")
def test_a_serial_stands_once_over_all_lines_of_a_document(shop):
    draft = shop.draft("purchase")
    shop.line(draft, "A1")
    other = shop.line(draft)
    assert said(shop.judge(draft, other, "a1", "A2", "A2")) == ["ON_DOCUMENT", "NEW", "DUPLICATE"]
    assert shop.serials_on(draft) == ["A1", "A2"]


@pytest.mark.rule("D5", "L5")
def test_nor_twice_under_its_earlier_number(shop):
    shop.purchase("OLD")
    correcting.correct(shop.session, "OLD", "NEW")
    draft = shop.draft("sale")
    line = shop.line(draft)
    assert said(shop.judge(draft, line, "OLD", "NEW")) == ["IN_STOCK", "ON_DOCUMENT"]
    assert said(shop.judge(draft, line, "old")) == ["ON_DOCUMENT"]
    assert shop.serials_on(draft) == ["NEW"]


@pytest.mark.rule("D6", "C4")
def test_every_accepted_scan_is_in_the_store_before_the_next(shop):
    """Read by another connection, as after a crash."""
    draft = shop.draft("purchase")
    outcome = shop.scan(draft, "PHONE-1")
    with another(shop.path) as other:
        for count in range(1, 6):
            shop.scan(draft, f"A{count}", outcome.line)
            kept = other.execute("SELECT number FROM draft_serial ORDER BY id").fetchall()
            assert kept == [(f"A{n}",) for n in range(1, count + 1)]
            (quantity,) = other.execute("SELECT quantity FROM document_line").fetchone()
            assert quantity == 1000 * count


@pytest.mark.rule("D6")
def test_a_draft_moves_nothing(shop):
    shop.purchase("A1 A2")
    before = shop.books()
    shop.written("sale", "A1 A2")
    shop.written("purchase", "B1", units=7)
    assert shop.books() == before
    assert shop.status("B1") is None


@pytest.mark.rule("D6")
def test_a_discarded_draft_can_be_taken_back_whole(shop):
    draft = shop.written("purchase", "A1 A2", units=3)
    drafts.discard(shop.session, draft)
    assert document_rows(shop.database, ["purchase"]) == []
    assert documents.newest_draft(shop.database, "purchase", at_counter=False) is None
    drafts.restore(shop.session, draft)
    assert [row.id for row in document_rows(shop.database, ["purchase"])] == [draft]
    assert (shop.serials_on(draft), shop.quantities(draft)) == (["A1", "A2"], [3])
    shop.post(draft)
    assert shop.stock() == (3, 2)


@pytest.mark.rule("D6")
@pytest.mark.parametrize("state", ["posted", "voided", "discarded"])
def test_only_a_draft_is_edited(shop, state):
    draft = shop.written("purchase", "A1")
    line = document_lines.lines(shop.database, draft)[0].id
    row = draft_serials.draft_serials(shop.database, draft)[0].id
    if state == "discarded":
        drafts.discard(shop.session, draft)
    else:
        shop.post(draft)
    if state == "voided":
        shop.void(draft)
    before = shop.everything()
    for action, *values in (
        (draft_head.set_party, None),
        (draft_head.set_warehouse, shop.has.branch),
        (draft_head.set_date, "2026-01-31"),
        (draft_head.set_note, "x"),
        (draft_lines.add_line, shop.has.cable),
        (draft_lines.set_quantity, line, 9000),
        (draft_lines.set_price, line, 1),
        (draft_lines.delete_line, line),
        (entering.enter, line, ["A9"]),
        (draft_lines.remove_serials, [row]),
        (drafts.discard,),
    ):
        problems = refusal(action, shop.session, draft, *values)
        assert codes(problems) == [Code.NOT_A_DRAFT], action
    if state != "discarded":
        assert codes(refusal(drafts.restore, shop.session, draft)) == [Code.NOT_A_DRAFT]
    assert shop.everything() == before


def test_a_line_of_another_document_is_out_of_reach(shop):
    mine, other = shop.draft("purchase"), shop.written("purchase", "A1")
    line = document_lines.lines(shop.database, other)[0].id
    with pytest.raises(KeyError):
        draft_lines.set_quantity(shop.session, mine, line, 1000)
    assert said(shop.judge(mine, line, "A2")) == ["NO_LINE"]
    draft_lines.delete_line(shop.session, mine, line)
    assert shop.serials_on(other) == ["A1"]


@pytest.mark.rule("F5")
def test_a_line_holds_1000_serials_and_the_next_is_refused(shop):
    draft = shop.draft("purchase")
    line = shop.line(draft)
    shop.judge(draft, line, *(f"A{n}" for n in range(600)))
    verdicts = shop.judge(draft, line, *(f"B{n}" for n in range(401)))
    assert said(verdicts) == ["NEW"] * 400 + ["TOO_MANY"]
    assert said(shop.judge(draft, line, "C1")) == ["TOO_MANY"]
    assert (len(shop.serials_on(draft)), shop.quantities(draft)) == (1000, [1000])
    assert said(shop.judge(draft, shop.line(draft), "C1")) == ["NEW"]
