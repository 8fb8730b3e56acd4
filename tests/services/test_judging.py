"""A list is judged whole, entry by entry, against the store: F3 to F7, L1, L3, C6."""

import pytest

from app.domain.lifecycle import Status
from app.domain.problems import Code
from app.services.documents import draft_head
from app.services.entry import judging
from app.text import sentence
from db.queries import document_lines, documents
from tests.shop import said


@pytest.fixture
def history(shop):
    """A1 in stock in Main, B1 in Branch, S1 sold, V1 bought and voided, CAM1 a camera in stock."""
    shop.purchase("A1 S1")
    shop.purchase("B1", warehouse=shop.has.branch)
    shop.purchase("CAM1", product=shop.has.camera)
    shop.void(shop.purchase("V1"))
    shop.sell("S1")
    return shop


def judged(shop, kind, entries, product=None):
    draft = shop.draft(kind)
    line = shop.line(draft, product=product)
    return draft, shop.judge(draft, line, *entries.split())


@pytest.mark.rule("F6", "F4", "L1")
def test_every_verdict_of_a_purchase(history):
    entries = "NEW1 A1 B1 S1 V1 CAM1 new1 序列 PHONE-1 6909876543215"
    draft, verdicts = judged(history, "purchase", entries)
    assert [verdict.position for verdict in verdicts] == list(range(1, 11))
    assert said(verdicts) == [
        "NEW",
        "IS_IN_STOCK",
        "IS_IN_STOCK",
        "COMES_BACK",
        "NEW",
        "OTHER_PRODUCT",
        "DUPLICATE",
        "BAD_CHARACTER",
        "IS_PRODUCT_CODE",
        "IS_PRODUCT_CODE",
    ]
    assert history.serials_on(draft) == ["NEW1", "S1", "V1"]  # only the good ones, in order
    assert verdicts[8].problem.values["product"] == "Phone"
    assert verdicts[9].problem.values["product"] == "Camera"


@pytest.mark.rule("F6", "F4", "L1", "L3")
def test_every_verdict_of_a_sale(history):
    history.purchase(units=2)  # two units nobody has named
    entries = "A1 B1 S1 CAM1 U1 V1 U2 a1"
    draft, verdicts = judged(history, "sale", entries)
    assert said(verdicts) == [
        "IN_STOCK",
        "OTHER_WAREHOUSE",
        "IS_SOLD",
        "IN_STOCK",
        "NOT_SEEN",
        "NOT_SEEN",
        "NO_UNIT_WITHOUT_SERIAL",
        "DUPLICATE",
    ]
    assert history.serials_on(draft) == ["A1", "CAM1", "U1", "V1"]


@pytest.mark.rule("L3")
def test_units_without_a_serial_are_used_up_over_all_lists_of_a_draft(shop):
    shop.purchase("A1", units=3)
    draft = shop.draft("sale")
    first, second = shop.line(draft), shop.line(draft)
    assert said(shop.judge(draft, first, "U1", "A1")) == ["NOT_SEEN", "IN_STOCK"]
    assert said(shop.judge(draft, second, "U2", "U3")) == ["NOT_SEEN", "NO_UNIT_WITHOUT_SERIAL"]
    assert said(shop.judge(draft, first, "U4")) == ["NO_UNIT_WITHOUT_SERIAL"]
    assert (
        judging.left_without_serial(
            shop.database, documents.document(shop.database, draft), shop.has.phone
        )
        == 0
    )


@pytest.mark.rule("L3")
def test_each_product_has_its_own_units_without_a_serial(shop):
    shop.purchase(units=1)
    shop.purchase(product=shop.has.camera, units=1)
    draft = shop.draft("sale")
    phone, camera = shop.line(draft), shop.line(draft, product=shop.has.camera)
    assert said(shop.judge(draft, phone, "U1", "U2")) == ["NOT_SEEN", "NO_UNIT_WITHOUT_SERIAL"]
    assert said(shop.judge(draft, camera, "U3", "U4")) == ["NOT_SEEN", "NO_UNIT_WITHOUT_SERIAL"]


@pytest.mark.rule("L3")
def test_the_units_of_another_warehouse_do_not_count(shop):
    shop.purchase(units=3, warehouse=shop.has.branch)
    draft, verdicts = judged(shop, "sale", "U1")
    assert said(verdicts) == ["NO_UNIT_WITHOUT_SERIAL"]
    draft_head.set_warehouse(shop.session, draft, shop.has.branch)
    line = document_lines.lines(shop.database, draft)[0].id
    assert said(shop.judge(draft, line, "U1")) == ["NOT_SEEN"]


@pytest.mark.rule("F7")
def test_every_refusal_of_a_known_serial_says_who_holds_it(history):
    _, purchase = judged(history, "purchase", "A1 CAM1")
    _, sale = judged(history, "sale", "B1 S1")
    held = {
        (verdict.number, verdict.problem.code): verdict.problem.holder
        for verdict in [*purchase, *sale]
    }
    assert {
        (number, code.name, holder.product, holder.status, holder.warehouse, holder.kind)
        for (number, code), holder in held.items()
    } == {
        ("A1", "IS_IN_STOCK", "Phone", Status.IN_STOCK, "Main", "purchase"),
        ("CAM1", "OTHER_PRODUCT", "Camera", Status.IN_STOCK, "Main", "purchase"),
        ("B1", "OTHER_WAREHOUSE", "Phone", Status.IN_STOCK, "Branch", "purchase"),
        ("S1", "IS_SOLD", "Phone", Status.SOLD, None, "sale"),
    }
    holder = held["S1", Code.IS_SOLD]
    document = documents.document(history.database, holder.document)
    assert (holder.number, holder.date) == (document.number, document.date)
    assert holder.number in sentence(sale[1].problem)


@pytest.mark.rule("F7")
def test_the_holder_is_the_last_document_that_was_not_voided(shop):
    bought = shop.purchase("A1")
    shop.void(shop.sell("A1"))
    _, (verdict,) = judged(shop, "purchase", "A1")
    assert verdict.problem.holder.document == bought


@pytest.mark.rule("F3")
def test_the_case_first_entered_is_what_is_shown(shop):
    shop.purchase("SnA1")
    draft, verdicts = judged(shop, "sale", "sNa1")
    assert verdicts[0].number == "SnA1"
    assert shop.serials_on(draft) == ["SnA1"]


@pytest.mark.rule("F3", "C1")
def test_a_product_code_is_no_serial_whatever_its_case(shop):
    _, verdicts = judged(shop, "purchase", "phone-1", product=shop.has.camera)
    assert said(verdicts) == ["IS_PRODUCT_CODE"]


@pytest.mark.rule("F5")
def test_of_1001_entries_the_first_1000_stay(shop):
    draft = shop.draft("purchase")
    line = shop.line(draft)
    verdicts = shop.judge(draft, line, *(f"SN{n:04}" for n in range(1001)))
    assert said(verdicts) == ["NEW"] * 1000 + ["TOO_MANY"]
    assert verdicts[1000].problem.values["most"] == 1000
    assert shop.serials_on(draft) == [f"SN{n:04}" for n in range(1000)]


@pytest.mark.rule("F6")
def test_an_empty_list_takes_nothing(shop):
    draft, verdicts = judged(shop, "purchase", "")
    assert (verdicts, shop.serials_on(draft)) == ([], [])


@pytest.mark.rule("F6", "D4")
def test_serials_entered_earlier_are_judged_afresh(history):
    """What was good when it was entered may no longer be."""
    draft = history.written("sale", "A1")
    head = documents.document(history.database, draft)
    (line,) = document_lines.lines(history.database, draft)
    assert said(judging.judge_line(history.database, head, line, ["A1"])) == ["IN_STOCK"]
    history.sell("A1")
    assert said(judging.judge_line(history.database, head, line, ["A1"])) == ["IS_SOLD"]
