"""Documents begun with units that were found: judged as if they were entered there."""

import pytest

from app.domain.kinds import KINDS
from app.domain.permissions import Role
from app.domain.problems import Code
from app.services.entry.beginning import begin_with, takes_known_units
from db.queries import documents
from tests.shop import refusal


@pytest.fixture
def stocked(shop):
    shop.purchase("A1 A2 A3")
    shop.purchase("B1", warehouse=shop.has.branch)
    shop.opening("CAM-1", product=shop.has.camera)
    shop.sell("A3")
    return shop


def on(shop, draft):
    """The serials on a draft, by item."""
    found = shop.rows(
        "SELECT p.name, e.number FROM draft_serial e JOIN document_line l ON l.id = e.line_id"
        " JOIN product p ON p.id = l.product_id WHERE e.document_id = ? ORDER BY e.id",
        draft,
    )
    return [tuple(row) for row in found]


def test_the_kinds_are_those_that_move_what_the_shop_knows():
    assert [key for key, kind in KINDS.items() if takes_known_units(kind)] == [
        "sale",
        "sales_return",
        "purchase_return",
        "count",
        "transfer",
    ]


@pytest.mark.rule("C2", "F6")
@pytest.mark.parametrize("kind", ["sale", "purchase_return", "transfer", "count"])
def test_units_of_several_items_each_get_their_line(stocked, kind):
    begun = begin_with(stocked.session, kind, ["CAM-1", "a1", "A2"])
    assert on(stocked, begun.document) == [("Camera", "CAM-1"), ("Phone", "A1"), ("Phone", "A2")]
    assert (begun.taken, begun.problems) == (3, ())
    assert documents.document(stocked.database, begun.document).state == 0


@pytest.mark.rule("F6", "F7")
def test_those_that_cannot_be_entered_are_named_and_the_others_are_on_it(stocked):
    begun = begin_with(stocked.session, "sale", ["A1", "A3", "A2", "B1"])
    assert [number for _, number in on(stocked, begun.document)] == ["A1", "A2"]
    assert begun.taken == 2
    assert [(p.serial, p.holder is not None) for p in begun.problems] == [
        ("A3", True),
        ("B1", True),
    ]


def test_it_is_in_the_warehouse_where_most_are(stocked):
    begun = begin_with(stocked.session, "transfer", ["B1", "A3"])
    head = documents.document(stocked.database, begun.document)
    assert head.warehouse_id == stocked.has.branch and begun.taken == 1


@pytest.mark.rule("F7")
@pytest.mark.parametrize("kind", ["sale", "sales_return", "purchase_return", "transfer"])
def test_where_none_can_be_entered_there_is_no_draft_and_every_reason(stocked, kind):
    before = stocked.everything()
    numbers = ["A1", "A2"] if kind == "sales_return" else ["A3"]
    problems = refusal(begin_with, stocked.session, kind, numbers)
    assert [problem.serial for problem in problems] == numbers
    assert stocked.everything() == before


@pytest.mark.rule("F5")
def test_the_thousand_and_first_is_refused_and_the_others_stay(stocked):
    numbers = [f"N{at:04}" for at in range(1_000)]
    stocked.purchase(" ".join(numbers))
    begun = begin_with(stocked.session, "sale", ["A1", *numbers])
    assert begun.taken == 1_000
    assert [problem.code for problem in begun.problems] == [Code.TOO_MANY]


@pytest.mark.rule("U1")
def test_who_may_not_sell_begins_no_sale(stocked):
    viewer, before = stocked.as_a(Role.VIEWER), stocked.everything()
    (problem,) = refusal(begin_with, viewer, "sale", ["A1"])
    assert problem.code is Code.NOT_ALLOWED and stocked.everything() == before
