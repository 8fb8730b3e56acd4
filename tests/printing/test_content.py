"""What a document says on the screen and on paper: in one language or both, posted or not."""

import pytest

from app.domain.kinds import KINDS
from app.printing.documents.content import DocumentContent
from app.services import settings
from app.text import BOTH
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
