"""Returns that name another than their serials came from (D14): said and asked, never silent."""

import pytest

from app.domain.document_kind import Party
from app.domain.kinds import KINDS
from app.domain.problems import Code
from app.services.documents import draft_head, posting
from tests.shop import codes, refusal

GOING_BACK = [kind.key for kind in KINDS.values() if kind.goes_back]


@pytest.fixture
def traded(shop):
    """Phones of two suppliers; some of each were sold, to Mrs Chen, Mr Li and to nobody named."""
    shop.other_supplier = shop.contact("Brightline", supplier=True)
    shop.li = shop.contact("Mr Li")
    shop.purchase("A1 A2 A3 A4 A5 A6")
    draft = shop.draft("purchase")
    draft_head.set_party(shop.session, draft, shop.other_supplier)
    shop.line(draft, "B1 B2")
    shop.post(draft)
    for serials, customer in (("A1 A2", shop.has.customer), ("A3", shop.li), ("A4", None)):
        sale = shop.draft("sale")
        draft_head.set_party(shop.session, sale, customer)
        shop.line(sale, serials)
        shop.post(sale)
    return shop


def returned(shop, kind, serials, party):
    """A draft that takes serials back and names ``party``."""
    draft = shop.blank(kind)
    shop.enter(draft, serials)
    draft_head.set_party(shop.session, draft, party)
    return draft


def test_the_kinds_that_go_back_are_these():
    assert GOING_BACK == ["sales_return", "purchase_return"]


@pytest.mark.rule("D14")
@pytest.mark.parametrize(
    ("serials", "party", "found"),
    [
        ("A1", "customer", []),
        ("A1", "li", [(Code.OTHER_CUSTOMER, "Mrs Chen", 1)]),
        ("A1", None, [(Code.OWNED_BY_CUSTOMER, "Mrs Chen", 1)]),
        ("A4", "li", [(Code.SOLD_TO_NOBODY, None, 1)]),
        ("A4", None, []),
        (
            "A1 A3 A2 A4",
            "li",
            [(Code.OTHER_CUSTOMER, "Mrs Chen", 2), (Code.SOLD_TO_NOBODY, None, 1)],
        ),
    ],
)
def test_a_sales_return_says_whose_the_goods_are(traded, serials, party, found):
    chosen = {"customer": traded.has.customer, "li": traded.li, None: None}[party]
    draft = returned(traded, "sales_return", serials, chosen)
    asked = posting.problems_of(traded.database, draft)
    assert [(p.code, p.values["owner"], p.values["count"]) for p in asked] == found
    if asked:
        assert refusal(traded.post, draft) == tuple(asked)
        assert all(problem.asks for problem in asked)
    traded.post(draft, sure=asked)


@pytest.mark.rule("D14")
@pytest.mark.parametrize(
    ("serials", "of_other", "found"),
    [
        ("A5", False, []),
        ("A5", True, [("Wholesale Ltd", 1)]),
        ("A5 B1 B2", False, [("Brightline", 2)]),
        ("B1 A5", True, [("Wholesale Ltd", 1)]),
    ],
)
def test_a_purchase_return_says_who_it_came_from(traded, serials, of_other, found):
    supplier = traded.other_supplier if of_other else traded.has.supplier
    draft = returned(traded, "purchase_return", serials, supplier)
    asked = posting.problems_of(traded.database, draft)
    assert [p.code for p in asked] == [Code.OTHER_SUPPLIER] * len(found)
    assert [(p.values["owner"], p.values["count"]) for p in asked] == found
    traded.post(draft, sure=asked)


@pytest.mark.rule("D14")
def test_one_serial_more_is_asked_about_again(traded):
    draft = returned(traded, "sales_return", "A1", traded.li)
    asked = refusal(traded.post, draft)
    traded.enter(draft, "A2")
    assert codes(refusal(traded.post, draft, asked)) == [Code.OTHER_CUSTOMER]


@pytest.mark.rule("D14")
@pytest.mark.parametrize("came", ["opening", "count"])
def test_serials_that_came_from_nobody_are_asked_about_by_nobody(traded, came):
    if came == "opening":
        traded.opening("O1")
    else:
        traded.post(traded.count("O1 A5 A6 B1 B2"), new=True, missing=False)
    draft = returned(traded, "purchase_return", "O1", traded.other_supplier)
    traded.post(draft)


@pytest.mark.rule("D14")
def test_a_serial_is_of_the_latest_who_sold_it_wherever_it_went_meanwhile(traded):
    traded.take_back("A1")
    traded.receive(traded.dispatch("A1"), "A1")
    draft = traded.blank("sale")
    draft_head.set_warehouse(traded.session, draft, traded.has.branch)
    draft_head.set_party(traded.session, draft, traded.li)
    traded.enter(draft, "A1")
    traded.post(draft)
    back = returned(traded, "sales_return", "A1", traded.has.customer)
    assert posting.problems_of(traded.database, back)[0].values["owner"] == "Mr Li"
    traded.correct("A1", "A1X")  # found by its earlier number too
    draft_head.set_party(traded.session, back, traded.li)
    traded.post(back)


@pytest.mark.rule("D14")
def test_every_question_names_the_document_to_open(traded):
    for kind, serial in (("sales_return", "A1"), ("purchase_return", "B1")):
        party = traded.li if KINDS[kind].party is Party.CUSTOMER else traded.has.supplier
        (problem,) = refusal(traded.post, returned(traded, kind, serial, party))
        number = traded.number(problem.values["document"])
        assert (problem.values["number"], problem.line, problem.serial) == (number, 1, serial)
