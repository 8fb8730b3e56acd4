"""Discounts of lines and of documents, while they are drafts and when they are posted (M3)."""

import json

import pytest

from app.domain.kinds import KINDS
from app.domain.permissions import Permission, Role
from app.domain.pricing import PERCENT, WHOLE, Discount
from app.domain.problems import Code
from app.services.documents import copying, discounts, draft_lines, orders, undoing
from db.queries import document_lines, documents
from tests.shop import Shop, codes, refusal

pytestmark = pytest.mark.rule("M3")

DEALING = [kind for kind in KINDS if KINDS[kind].deals]


def percent(number: float) -> Discount:
    return Discount(rate=round(number * PERCENT))


def cables(shop: Shop, kind: str, units: float = 3, price: int = 10_00) -> tuple[int, int]:
    """A draft with cables; and its line."""
    draft = shop.draft(kind)
    line = shop.line(draft, product=shop.has.cable, units=units)
    draft_lines.set_price(shop.session, draft, line, price)
    return draft, line


def total(shop: Shop, document: int) -> int:
    return documents.document(shop.database, document).total


def lines(shop: Shop, document: int) -> list[document_lines.DocumentLine]:
    return document_lines.lines(shop.database, document)


@pytest.mark.parametrize("kind", DEALING)
def test_all_that_is_sold_or_bought_can_have_discounts(shop, kind):
    draft, line = cables(shop, kind)
    discounts.set_of_line(shop.session, draft, line, percent(5))
    (found,) = lines(shop, draft)
    assert (found.discount, found.discount_rate, found.amount) == (1_50, 5 * PERCENT, 28_50)
    discounts.set_of_document(shop.session, draft, Discount(8_50))
    assert total(shop, draft) == 20_00
    if kind in ("purchase_return", "sale"):
        shop.opening(product=shop.has.cable, units=3)
    shop.post(draft)
    (found,) = lines(shop, draft)
    head = documents.document(shop.database, draft)
    assert (found.share, head.discount, head.total) == (8_50, 8_50, 20_00)


def test_the_rule_s_example_is_spread_over_the_lines_as_it_is_posted(shop):
    draft = shop.draft("purchase")
    for price in (33_33, 33_33, 33_34):
        line = shop.line(draft, product=shop.has.cable)
        draft_lines.set_price(shop.session, draft, line, price)
    discounts.set_of_document(shop.session, draft, Discount(10_00))
    shop.post(draft)
    assert [line.share for line in lines(shop, draft)] == [3_33, 3_33, 3_34]
    assert total(shop, draft) == 90_00


@pytest.mark.parametrize("given", [percent(10), Discount(3_00)])
def test_a_percentage_follows_quantity_and_price_and_an_amount_stays(shop, given):
    draft, line = cables(shop, "sale")
    discounts.set_of_line(shop.session, draft, line, given)
    shop.set_quantity(draft, line, 6)
    draft_lines.set_price(shop.session, draft, line, 20_00)
    (found,) = lines(shop, draft)
    off = 12_00 if given.rate else 3_00
    assert (found.discount, found.amount, total(shop, draft)) == (off, 120_00 - off, 120_00 - off)


def test_the_document_s_percentage_follows_its_lines(shop):
    draft, line = cables(shop, "sale")
    discounts.set_of_document(shop.session, draft, percent(10))
    shop.set_quantity(draft, line, 10)
    head = documents.document(shop.database, draft)
    assert (head.discount, head.total) == (10_00, 90_00)
    draft_lines.delete_line(shop.session, draft, line)
    head = documents.document(shop.database, draft)
    assert (head.discount, head.discount_rate, head.total) == (0, 10 * PERCENT, 0)


@pytest.mark.parametrize(
    "given, code",
    [
        (Discount(-1), Code.DISCOUNT_BELOW_ZERO),
        (percent(-1), Code.DISCOUNT_BELOW_ZERO),
        (Discount(rate=WHOLE + 1), Code.DISCOUNT_ABOVE_WHOLE),
        (Discount(30_01), None),
    ],
)
def test_what_is_no_discount_is_refused_and_nothing_changes(shop, given, code):
    draft, line = cables(shop, "sale")
    discounts.set_of_line(shop.session, draft, line, percent(50))
    before = shop.everything()
    found = refusal(discounts.set_of_line, shop.session, draft, line, given)
    assert codes(found) == [code or Code.DISCOUNT_ABOVE_AMOUNT]
    found = refusal(discounts.set_of_document, shop.session, draft, given)
    assert codes(found) == [code or Code.DISCOUNT_ABOVE_TOTAL]
    assert shop.everything() == before


def test_all_of_it_can_be_given_away(shop):
    draft, line = cables(shop, "purchase")
    discounts.set_of_line(shop.session, draft, line, percent(100))
    discounts.set_of_document(shop.session, draft, percent(100))
    shop.post(draft)
    assert total(shop, draft) == 0


def test_a_discount_that_the_line_no_longer_bears_stays_and_is_not_posted(shop):
    shop.opening(product=shop.has.cable, units=3)
    draft, line = cables(shop, "sale")
    discounts.set_of_line(shop.session, draft, line, Discount(25_00))
    shop.set_quantity(draft, line, 2)
    assert lines(shop, draft)[0].discount == 25_00
    assert Code.DISCOUNT_ABOVE_AMOUNT in codes(refusal(shop.post, draft))
    discounts.set_of_line(shop.session, draft, line, Discount(20_00))
    discounts.set_of_document(shop.session, draft, Discount())
    shop.post(draft)


def test_a_document_s_discount_that_its_lines_no_longer_bear_is_not_posted(shop):
    draft, line = cables(shop, "purchase")
    discounts.set_of_document(shop.session, draft, Discount(25_00))
    shop.set_quantity(draft, line, 2)
    assert codes(refusal(shop.post, draft)) == [Code.DISCOUNT_ABOVE_TOTAL]


def test_a_deleted_line_comes_back_with_its_discount(shop):
    draft, line = cables(shop, "sale")
    discounts.set_of_line(shop.session, draft, line, percent(5))
    discounts.set_of_document(shop.session, draft, Discount(1_00))
    before = shop.everything("document_line"), total(shop, draft)
    undoing.delete_line(shop.session, draft, line)
    undoing.undo_last(shop.session, draft)
    assert (shop.everything("document_line"), total(shop, draft)) == before


@pytest.mark.parametrize("kind", DEALING)
def test_a_copy_has_the_discounts(shop, kind):
    draft, line = cables(shop, kind)
    discounts.set_of_line(shop.session, draft, line, percent(5))
    discounts.set_of_document(shop.session, draft, Discount(1_00))
    made = copying.copy(shop.session, draft)
    (found,) = lines(shop, made)
    head = documents.document(shop.database, made)
    assert (found.discount, found.discount_rate, head.discount) == (1_50, 5 * PERCENT, 1_00)
    assert head.total == total(shop, draft) == 27_50


@pytest.mark.parametrize("kind, of", [("sale", "sales_order"), ("purchase", "purchase_order")])
@pytest.mark.parametrize("given, left", [(percent(10), 10 * PERCENT), (Discount(3_00), None)])
def test_what_is_made_of_an_order_has_its_discounts_for_what_is_left(shop, kind, of, given, left):
    """Three were ordered and one came: two thirds of what is off goes over."""
    shop.opening(product=shop.has.cable, units=9)
    order, line = cables(shop, of)
    discounts.set_of_line(shop.session, order, line, given)
    discounts.set_of_document(shop.session, order, Discount(2_70))
    shop.post(order)
    first = orders.make(shop.session, order, kind)
    assert total(shop, first) == total(shop, order)
    shop.set_quantity(first, lines(shop, first)[0].id, 1)
    shop.post(first)
    rest = orders.make(shop.session, order, kind)
    (found,) = lines(shop, rest)
    assert (found.discount, found.discount_rate) == (2_00, left)
    assert total(shop, rest) == 18_00 - 1_80


def test_discounts_are_told_to_the_audit_log(shop):
    draft, line = cables(shop, "sale")
    discounts.set_of_line(shop.session, draft, line, percent(5))
    discounts.set_of_document(shop.session, draft, Discount(1_00))
    discounts.set_of_document(shop.session, draft, Discount(1_00))
    told = shop.rows(
        "SELECT subject, subject_id, document_id, before, after FROM audit"
        " WHERE action = 'discount' ORDER BY id"
    )
    assert [(*one[:3], json.loads(one[4])) for one in told] == [
        ("document_line", line, draft, {"discount_rate": 5 * PERCENT, "discount": None}),
        ("document", draft, draft, {"discount": 1_00}),
    ]


def test_who_may_give_no_discount_is_refused(shop):
    draft, line = cables(shop, "sale")
    for act, *values in (
        (discounts.set_of_line, draft, line, percent(5)),
        (discounts.set_of_document, draft, percent(5)),
    ):
        (problem,) = refusal(act, shop.as_a(Role.VIEWER), *values)
        assert problem.values["action"] is Permission.GIVE_DISCOUNT


def test_a_posted_document_has_the_discount_it_has(shop):
    draft, line = cables(shop, "purchase")
    shop.post(draft)
    for act, *values in (
        (discounts.set_of_line, draft, line, percent(5)),
        (discounts.set_of_document, draft, percent(5)),
    ):
        assert codes(refusal(act, shop.session, *values)) == [Code.NOT_A_DRAFT]
