"""What is made of an order keeps the link, and what is left of the order stays open (D15)."""

import pytest

from app.domain.kinds import KINDS
from app.domain.problems import Code
from app.services.documents import copying, draft_head, draft_lines, orders
from db.queries import document_lines, documents
from db.queries import orders as order_reads
from tests.shop import codes, refusal

MADE = [(kind.key, made) for kind in KINDS.values() for made in kind.becomes]
every_pair = pytest.mark.parametrize(("kind", "made"), MADE)


def ordered(shop, kind, units=5, **line):
    """A posted order of cables."""
    draft = shop.draft(kind)
    shop.line(draft, product=shop.has.cable, units=units, **line)
    shop.post(draft)
    return draft


def make(shop, order, made, **named):
    """A draft that is made of the order."""
    return orders.make(shop.session, order, made, **named)


def left(shop, order):
    """What is open of the order, line by line, in units."""
    lines = document_lines.lines(shop.database, order)
    open_ = orders.left(shop.database, order, lines)
    return [open_[line.id] / 1000 for line in lines]


def post_part(shop, order, made, units):
    """Make a document of the order, of so many units, and post it."""
    draft = make(shop, order, made)
    (line,) = document_lines.lines(shop.database, draft)
    shop.set_quantity(draft, line.id, units)
    shop.post(draft)
    return draft


@pytest.fixture
def stocked(shop):
    shop.opening(product=shop.has.cable, units=100)
    return shop


@pytest.mark.rule("D15")
@every_pair
def test_each_names_the_other(stocked, kind, made):
    order = ordered(stocked, kind)
    draft = make(stocked, order, made)
    head = documents.document(stocked.database, draft)
    assert (head.origin_id, head.origin) == (order, stocked.number(order))
    assert order_reads.made_of(stocked.database, order) == []  # a draft says nothing yet
    number = stocked.post(draft)
    assert order_reads.made_of(stocked.database, order) == [(draft, made, number)]


@pytest.mark.rule("D15")
@every_pair
def test_what_is_left_is_proposed_until_nothing_is(stocked, kind, made):
    order = ordered(stocked, kind, units=5)
    post_part(stocked, order, made, 2)
    assert left(stocked, order) == [3]
    second = make(stocked, order, made)
    assert stocked.quantities(second) == [3]
    assert left(stocked, order) == [3]  # a draft takes nothing
    stocked.post(second)
    assert left(stocked, order) == [0]


@pytest.mark.rule("D15")
@every_pair
def test_where_nothing_is_left_it_is_asked_before_an_empty_one_is_made(stocked, kind, made):
    order = ordered(stocked, kind)
    stocked.post(make(stocked, order, made))
    before = stocked.everything()
    question = refusal(make, stocked, order, made)
    assert codes(question) == [Code.NOTHING_OPEN]
    assert question[0].values["number"] == stocked.number(order)
    assert stocked.everything() == before
    empty = make(stocked, order, made, sure=question)
    head = documents.document(stocked.database, empty)
    assert document_lines.lines(stocked.database, empty) == []
    assert (head.origin_id, head.party_id) == (
        order,
        documents.document(stocked.database, order).party_id,
    )


@pytest.mark.rule("D15", "V3")
@every_pair
def test_a_void_opens_the_order_again_and_the_copy_takes_its_place(stocked, kind, made):
    order = ordered(stocked, kind)
    first = make(stocked, order, made)
    stocked.post(first)
    copied = copying.void_and_copy(stocked.session, first, "wrong price")
    assert left(stocked, order) == [5]
    stocked.post(copied)
    assert left(stocked, order) == [0]
    assert [row.id for row in order_reads.made_of(stocked.database, order)] == [copied]
    stocked.void(copied)
    assert left(stocked, order) == [5]
    assert stocked.quantities(make(stocked, order, made)) == [5]


@pytest.mark.rule("D15", "D6")
def test_the_copy_of_a_posted_invoice_is_nobodys_order(stocked):
    order = ordered(stocked, "sales_order")
    invoice = make(stocked, order, "sale")
    stocked.post(invoice)
    copied = copying.copy(stocked.session, invoice)
    assert documents.document(stocked.database, copied).origin is None
    stocked.post(copied)
    assert left(stocked, order) == [0]


@pytest.mark.rule("D15")
def test_more_than_was_ordered_may_be_delivered_and_shows(stocked):
    order = ordered(stocked, "sales_order", units=5)
    post_part(stocked, order, "sale", 7)
    assert left(stocked, order) == [-2]
    assert codes(refusal(make, stocked, order, "sale")) == [Code.NOTHING_OPEN]


@pytest.mark.rule("D15", "C1")
def test_goods_scanned_on_the_invoice_are_those_of_the_order_however_they_came_there(shop):
    shop.purchase("A1 A2 A3")
    order = shop.draft("sales_order")
    shop.line(order, units=3)
    shop.post(order)
    invoice = make(shop, order, "sale")
    (line,) = document_lines.lines(shop.database, invoice)
    draft_lines.delete_line(shop.session, invoice, line.id)
    shop.scan(invoice, "A1")
    shop.scan(invoice, "A2")
    shop.post(invoice)
    assert left(shop, order) == [1]
    rest = make(shop, order, "sale")
    shop.scan(rest, "A3")
    assert (shop.quantities(rest), shop.serials_on(rest)) == ([1], ["A3"])
    shop.post(rest)
    back = shop.take_back("A3")  # a return finds its sale by the serial, whatever it was made of
    (line,) = document_lines.lines(shop.database, back)
    assert (line.origin, left(shop, order)) == (shop.number(rest), [0])


@pytest.mark.rule("D15")
def test_a_quotation_its_order_and_the_orders_invoice_are_a_chain(stocked):
    quotation = ordered(stocked, "quotation")
    order = make(stocked, quotation, "sales_order")
    draft_head.set_party(stocked.session, order, stocked.has.customer)
    stocked.post(order)
    invoice = make(stocked, order, "sale")
    stocked.post(invoice)
    assert [row.kind for row in order_reads.made_of(stocked.database, quotation)] == ["sales_order"]
    assert [row.kind for row in order_reads.made_of(stocked.database, order)] == ["sale"]
    assert (left(stocked, quotation), left(stocked, order)) == ([0], [0])


@pytest.mark.rule("D15", "V1")
@every_pair
def test_an_order_is_voided_whatever_was_made_of_it_and_its_draft_is_posted(stocked, kind, made):
    order = ordered(stocked, kind)
    post_part(stocked, order, made, 1)
    draft = make(stocked, order, made)
    stocked.void(order)
    assert stocked.post(draft)
    assert codes(refusal(make, stocked, order, made)) == [Code.NOT_POSTED]


@pytest.mark.rule("D15")
def test_the_draft_that_was_begun_is_gone_on_with(stocked):
    order = ordered(stocked, "sales_order")
    first = orders.go_on(stocked.session, order, "sale")
    assert orders.go_on(stocked.session, order, "sale") == first
    stocked.post(first)
    refusal(orders.go_on, stocked.session, order, "sale")


def test_only_what_the_kind_says_is_made_of_it(stocked):
    order = ordered(stocked, "sales_order")
    for other in set(KINDS) - set(KINDS["sales_order"].becomes):
        assert codes(refusal(make, stocked, order, other)) == [Code.NOT_POSTED]
