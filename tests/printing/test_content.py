"""What a document says on the screen and on paper: in one language or both, posted or not."""

import pytest

from app.domain.kinds import KINDS
from app.printing.documents.content import DocumentContent
from app.services import settings
from app.services.documents import draft_lines
from app.services.money import payments, tenders
from app.services.money.tenders import TenderForm
from app.text import BOTH
from db.queries import document_lines
from tests.printing.made import said
from tests.shop import Shop


def facts(content: DocumentContent) -> dict[str, str]:
    return {fact.key: fact.text for fact in (*content.shop, *content.facts, *content.posting)}


@pytest.mark.rule("Q5")
def test_a_posted_invoice_says_whose_it_is_with_whom_and_what_it_comes_to(shop: Shop) -> None:
    settings.save(shop.session, address="4 Quay Street", bank="Harbour Bank 0099")
    shop.purchase("A1 A2 A3")
    content = said(shop, shop.sell("A1 A2"))
    known = facts(content)
    assert (content.kind, content.draft, content.is_void) == ("Sales invoice", "", False)
    assert (known["shop_name"], known["address"]) == ("Corner Shop", "4 Quay Street")
    assert (known["party"], known["warehouse"]) == ("Mrs Chen", "Main")
    assert known["bank"] == "Harbour Bank 0099"
    assert "phone" not in known
    (line,) = content.lines
    figures = {column.key: column.text(line) for column in content.columns}
    assert figures == {"quantity": "2", "price": "2,999.00", "amount": "5,998.00"}
    assert [(made.key, made.text) for made in content.sums] == [
        ("lines", "2 units"),
        ("total", "¥5,998.00"),
    ]


@pytest.mark.rule("Q6")
@pytest.mark.parametrize(
    ("kind", "says"), [("sale", "Draft, not an invoice"), ("count", "Draft, not posted")]
)
def test_a_draft_says_what_it_is_not(shop: Shop, kind: str, says: str) -> None:
    content = said(shop, shop.draft(kind))
    assert (content.draft, content.number) == (says, "")


def test_a_void_document_is_void(shop: Shop) -> None:
    bought = shop.purchase("A1")
    shop.void(bought)
    content = said(shop, bought)
    assert content.is_void
    assert content.draft == ""


@pytest.mark.rule("Q7")
def test_both_languages_stand_beside_each_other_whatever_the_screen_says(shop: Shop) -> None:
    bought = shop.purchase("A1")
    content = said(shop, bought, BOTH)
    assert content.kind == "Purchase invoice 进货单"
    assert content.columns[0].title == "Quantity 数量"
    assert said(shop, bought, "zh_CN").kind == "进货单"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_said_as_a_draft(shop: Shop, kind: str) -> None:
    content = said(shop, shop.draft(kind))
    assert content.kind == KINDS[kind].name
    assert facts(content)["date"]


# Payments -----------------------------------------------------------------------------------------


def paid(content: DocumentContent) -> list[tuple[str, str]]:
    return [(made.title, made.text) for made in content.sums if made.key == "payments"]


@pytest.mark.rule("M5", "M6", "M8")
def test_what_was_paid_is_said_with_the_change_the_rounding_and_what_is_still_due(
    shop: Shop,
) -> None:
    shop.purchase("A1 A2")
    shop.take_payments(cash_rounding=10)
    sale = shop.written("sale", product=shop.has.cable, units=3)  # 59.70
    draft_lines.set_price(
        shop.session, sale, document_lines.lines(shop.database, sale)[0].id, 19_87
    )
    shop.purchase(product=shop.has.cable, units=3)
    shop.pay(sale, "card", 20_00)
    shop.pay(sale, "cash", 50_00)
    shop.post(sale)
    assert paid(said(shop, sale)) == [
        ("Cash rounding", "−0.01"),
        ("Card", "20.00"),
        ("Cash", "50.00"),
        ("Change given", "10.40"),
    ]
    owed = shop.written("sale", "A1")
    shop.pay(owed, "transfer", 1000_00)
    shop.post(owed, on_account=True)
    assert paid(said(shop, owed)) == [("Bank transfer", "1,000.00"), ("On account", "1,999.00")]
    shop.void(owed)
    assert paid(said(shop, owed)) == [("Bank transfer", "1,000.00")]


@pytest.mark.rule("M7")
def test_what_was_given_back_is_said_by_the_name_of_the_tender_in_the_papers_language(
    shop: Shop,
) -> None:
    shop.purchase("A1")
    shop.take_payments()
    tenders.save(shop.session, TenderForm("Visa"), 2)
    shop.paid("sale", "A1", "Visa")
    back = shop.blank("sales_return")
    shop.enter(back, "A1")
    payments.add_proposed(shop.session, back)
    shop.post(back)
    assert paid(said(shop, back)) == [("Given back: Visa", "2,999.00")]


@pytest.mark.rule("M5")
def test_a_shop_that_takes_no_payments_says_nothing_of_them(shop: Shop) -> None:
    shop.purchase("A1")
    assert paid(said(shop, shop.sell("A1"))) == []


@pytest.mark.rule("M5")
def test_the_number_of_a_slip_stands_with_its_payment_and_a_reason_with_none(shop: Shop) -> None:
    shop.purchase("A1")
    shop.take_payments()
    sale = shop.written("sale", "A1")
    shop.pay(sale, "card", reference=" 004512 ")
    shop.post(sale)
    assert paid(said(shop, sale)) == [("Card 004512", "2,999.00")]
    back = shop.blank("sales_return")
    shop.enter(back, "A1")
    shop.pay(back, "cash", reference="terminal is broken")
    shop.post(back)
    assert paid(said(shop, back)) == [("Given back: Cash", "2,999.00")]
