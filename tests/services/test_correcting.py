"""A wrongly entered serial gets its right number (L5)."""

import pytest

from app.domain.lifecycle import Status
from app.domain.problems import Code
from app.services.documents import voiding
from app.services.stock import correcting, edit_inventory, items
from app.services.stock.items import ItemForm
from db.queries import document_lines, documents, serials
from db.queries.lists.serial_filter import Filter
from tests.lists import serial_rows
from tests.shop import codes, refusal, said

SOLD = (Status.SOLD, None)


def refused(shop, wrong, right):
    before = shop.everything()
    (problem,) = refusal(correcting.correct, shop.session, wrong, right)
    assert shop.everything() == before
    return problem


@pytest.fixture
def corrected(shop):
    """A phone that was entered as SN-0LD-1 and is SN-NEW-1."""
    shop.purchase("SN-0LD-1")
    shop.correct("SN-0LD-1", "SN-NEW-1")
    return shop


@pytest.mark.rule("L5")
def test_the_unit_has_its_new_number_and_its_whole_past(shop):
    shop.purchase("A1")
    sale = shop.sell("A1")
    movements = shop.everything("serial_movement", "stock_movement", "stock")
    shop.correct("A1", "B1")
    assert shop.status("A1") is None
    assert shop.status("B1") == SOLD
    assert shop.everything("serial_movement", "stock_movement", "stock") == movements
    serial = serials.known(shop.database, ["B1"])["B1"]
    assert [step.kind for step in serials.history(shop.database, serial.id)] == ["purchase", "sale"]
    line = document_lines.lines(shop.database, sale)[0].id
    assert list(serials.of_line(shop.database, line)) == ["B1"]


@pytest.mark.rule("L5", "V4")
def test_a_correction_is_in_the_audit_log(corrected):
    assert corrected.rows(
        "SELECT user_id, action, before, after FROM audit WHERE action <> 'settings'"
    ) == [(1, "correct", '{"number": "SN-0LD-1"}', '{"number": "SN-NEW-1"}')]
    aliases = corrected.rows("SELECT number, at IS NOT NULL, user_id FROM serial_alias")
    assert aliases == [("SN-0LD-1", 1, corrected.session.person.id)]


@pytest.mark.rule("L5")
@pytest.mark.parametrize("code", ["SN-0LD-1", "sn-0ld-1", "SN-NEW-1"])
def test_either_number_finds_the_unit_by_scan(corrected, code):
    draft = corrected.draft("sale")
    outcome = corrected.scan(draft, code)
    assert (outcome.code, outcome.product) == ("SN-NEW-1", "Phone")
    assert corrected.serials_on(draft) == ["SN-NEW-1"]
    assert corrected.scan(draft, "SN-0LD-1").problem.code is Code.ON_DOCUMENT
    corrected.post(draft)
    assert corrected.status("SN-NEW-1") == SOLD


@pytest.mark.rule("L5", "Q1")
@pytest.mark.parametrize(
    "text", ["SN-0LD-1", "0ld", "SN-NEW-1", "new-1", "SN", "SN-", "NEW_1", "0LD_1", "0%1"]
)
def test_the_search_finds_it_by_any_part_of_either(corrected, text):
    found = serial_rows(corrected.database, Filter(text=text))
    expected = [] if "_" in text or "%" in text else ["SN-NEW-1"]
    assert [row.number for row in found] == expected


@pytest.mark.rule("L5", "D2")
def test_a_return_by_the_old_label_finds_sale_customer_and_price(shop):
    shop.purchase("A1")
    sale = shop.sell("A1")
    shop.correct("A1", "B1")
    back = shop.blank("sales_return")
    shop.scan(back, "A1")
    (line,) = document_lines.lines(shop.database, back)
    assert (line.origin, line.price) == (shop.number(sale), 2999_00)
    assert documents.document(shop.database, back).party == "Mrs Chen"
    shop.post(back)
    assert shop.status("B1") == (Status.IN_STOCK, shop.has.main)


@pytest.mark.rule("L5", "D5")
def test_open_drafts_get_the_new_number_so_that_it_stands_there_once(shop):
    shop.purchase("A1 A2")
    draft = shop.draft("sale")
    line = shop.line(draft, "A1")
    shop.correct("A1", "B1")
    assert shop.serials_on(draft) == ["B1"]
    assert said(shop.judge(draft, line, "B1")) == ["ON_DOCUMENT"]
    assert said(shop.judge(draft, line, "A1")) == ["ON_DOCUMENT"]
    shop.post(draft)
    assert shop.status("B1") == SOLD


@pytest.mark.rule("L5", "D5", "D7")
def test_a_draft_that_holds_both_numbers_keeps_the_right_one(shop):
    """A count went on by the label while the books had it wrong."""
    shop.purchase("A1")
    count = shop.count("A1 B1")
    shop.correct("A1", "B1")
    assert shop.serials_on(count) == ["B1"]
    shop.tally(count, 1)
    shop.post(count)
    assert shop.stock() == (1, 1)


@pytest.mark.rule("L5", "D6")
def test_what_a_posted_count_scanned_stays_as_it_was_scanned(shop):
    shop.purchase("A1")
    count = shop.count("A1")
    shop.post(count)
    shop.correct("A1", "B1")
    assert shop.serials_on(count) == ["A1"]


@pytest.mark.rule("L5")
def test_a_correction_can_be_taken_back_and_made_again(corrected):
    corrected.correct("SN-NEW-1", "SN-0LD-1")
    assert corrected.status("SN-0LD-1") == (Status.IN_STOCK, corrected.has.main)
    corrected.correct("SN-0LD-1", "SN-NEW-1")
    corrected.correct("SN-NEW-1", "THIRD")
    for code in ("SN-0LD-1", "SN-NEW-1", "THIRD"):
        assert serials.known(corrected.database, [code])[code].number == "THIRD"


@pytest.mark.rule("L5", "F3")
def test_only_its_case_can_be_corrected_too(shop):
    shop.purchase("abc-1")
    shop.correct("ABC-1", "ABC-1")
    assert shop.rows("SELECT number FROM serial") == [("ABC-1",)]
    assert refused(shop, "abc-1", "ABC-1").code is Code.SAME_NUMBER
    shop.sell("abc-1")
    found = serial_rows(shop.database, Filter(text="abc-1"))
    assert len(found) == 1


@pytest.mark.rule("L5", "F3", "F7")
def test_a_number_that_exists_is_refused_with_who_holds_it(shop):
    shop.purchase("A1")
    shop.purchase("C1", product=shop.has.camera)
    problem = refused(shop, "A1", "c1")
    assert problem.code is Code.NUMBER_TAKEN
    assert problem.holder.product == "Camera"


@pytest.mark.rule("L5", "F7")
def test_the_earlier_number_of_another_unit_is_refused(corrected):
    corrected.purchase("A1")
    problem = refused(corrected, "A1", "sn-0ld-1")
    assert (problem.code, problem.values["other"]) == (Code.CODE_IS_CORRECTED, "SN-NEW-1")


@pytest.mark.rule("L5", "C1")
def test_a_products_code_is_refused(shop):
    shop.purchase("A1")
    for code in ("6901234567892", "cable-c"):
        assert refused(shop, "A1", code).code is Code.IS_PRODUCT_CODE


@pytest.mark.rule("L5", "F1")
@pytest.mark.parametrize(
    ("right", "code"),
    [
        ("", Code.EMPTY),
        ("A B", Code.BAD_CHARACTER),
        ("序1", Code.BAD_CHARACTER),
        ("x" * 101, Code.TOO_LONG),
        ("A1", Code.SAME_NUMBER),
    ],
)
def test_the_new_number_is_a_serial_number_and_another(shop, right, code):
    shop.purchase("A1")
    assert refused(shop, "A1", right).code is code


@pytest.mark.rule("L5", "F2")
def test_full_width_characters_of_the_new_number_are_folded(shop):
    shop.purchase("A1")
    shop.correct("A1", " Ｂ１ ")
    assert shop.status("B1") is not None


@pytest.mark.rule("L5")
def test_what_nobody_knows_cannot_be_corrected(shop):
    assert refused(shop, "NEVER", "B1").code is Code.IS_UNKNOWN


@pytest.mark.rule("L5", "F3")
def test_the_earlier_number_is_nobodys_new_serial_nor_an_items_code(corrected):
    draft = corrected.draft("purchase")
    line = corrected.line(draft)
    assert said(corrected.judge(draft, line, "SN-0LD-1")) == ["IS_IN_STOCK"]
    problems = refusal(
        items.save,
        corrected.session,
        ItemForm("SN-0LD-1", "Case"),
        [],
    )
    assert codes(problems) == [Code.CODE_IS_SERIAL]


@pytest.mark.rule("L5", "V3")
def test_documents_of_before_and_after_a_correction_are_voided_as_ever(corrected):
    sale = corrected.sell("SN-NEW-1")
    purchase = corrected.rows("SELECT id FROM document WHERE kind = 'purchase'")[0][0]
    assert [link.id for link in voiding.chain_of(corrected.database, purchase)] == [sale, purchase]
    corrected.void_chain(purchase)
    assert corrected.stock() == (0, 0)
    corrected.purchase("SN-0LD-1")  # known by its label still
    assert corrected.status("SN-NEW-1") == (Status.IN_STOCK, corrected.has.main)


@pytest.mark.rule("L5", "P7")
def test_corrections_of_one_edit_must_not_meet(shop):
    shop.purchase("A1 A2")
    before = shop.everything()
    change = edit_inventory.Adjustment(
        shop.has.phone, shop.has.main, corrected={"A1": "B1", "A2": "B1"}
    )
    problems = refusal(edit_inventory.edit, shop.session, change)
    assert codes(problems) == [Code.NUMBER_TAKEN]
    assert shop.everything() == before
