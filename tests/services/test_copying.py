"""Copy makes a new draft; Void and copy takes the serials along (D6)."""

import pytest

from app.domain.problems import Code
from app.services.documents import copying, draft_head
from db.queries import documents
from db.queries.documents import DRAFT, POSTED, VOIDED
from tests.shop import codes, refusal


@pytest.mark.rule("D6")
def test_a_copy_has_the_lines_and_the_party_but_no_serials(shop):
    shop.purchase("A1 A2")
    sale = shop.sell("A1 A2")
    draft = copying.copy(shop.session, sale)
    head = documents.document(shop.database, draft)
    assert (head.state, head.number, head.party_id) == (DRAFT, None, shop.has.customer)
    assert head.total == documents.document(shop.database, sale).total
    assert shop.quantities(draft) == [2]
    assert shop.serials_on(draft) == []
    assert documents.document(shop.database, sale).state == POSTED


@pytest.mark.rule("D6", "V3")
def test_void_and_copy_takes_the_serials_along_and_the_copy_posts_again(shop):
    shop.purchase("B2 A1")
    sale = shop.sell("B2 A1")
    draft = copying.void_and_copy(shop.session, sale, "wrong customer")
    assert documents.document(shop.database, sale).state == VOIDED
    assert shop.serials_on(draft) == ["B2", "A1"]
    shop.post(draft)
    assert shop.stock() == (0, 0)


@pytest.mark.rule("D6", "L1")
def test_the_serials_of_a_copy_are_judged_afresh(shop):
    shop.purchase("A1")
    sale = shop.sell("A1")
    draft = copying.void_and_copy(shop.session, sale, "wrong customer")
    shop.sell("A1")
    assert codes(refusal(shop.post, draft)) == [Code.IS_SOLD]


@pytest.mark.rule("D6", "V1")
def test_what_cannot_be_voided_is_not_copied_either(shop):
    purchase = shop.purchase("A1")
    shop.sell("A1")
    before = shop.everything()
    refusal(copying.void_and_copy, shop.session, purchase, "wrong")
    assert shop.everything() == before


@pytest.mark.rule("D6", "M8")
@pytest.mark.parametrize("kind", ["purchase", "purchase_return"])
@pytest.mark.parametrize("void", [True, False])
def test_only_what_takes_its_place_is_of_the_same_paper_of_the_suppliers(shop, kind, void):
    shop.purchase("", product=shop.has.cable, units=5)
    paper = shop.draft(kind)
    shop.line(paper, "", shop.has.cable, 1)
    draft_head.set_their_number(shop.session, paper, "A-1041")
    draft_head.set_due_date(shop.session, paper, "2026-04-15")
    shop.post(paper)
    if void:
        draft = copying.void_and_copy(shop.session, paper, "wrong price")
    else:
        draft = copying.copy(shop.session, paper)
    head = documents.document(shop.database, draft)
    said = (head.their_number, head.due_date)
    assert said == (("A-1041", "2026-04-15") if void else ("", None))
    shop.post(draft)  # and nothing is asked
