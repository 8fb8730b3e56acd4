"""How large a figure may be: refused where it is written, and a draft of before can be mended."""

from dataclasses import replace

import pytest

from app.domain.problems import Code, Refused
from app.domain.quantities import MOST_MONEY, MOST_QUANTITY, ONE_UNIT
from app.services.documents import draft_lines, figures, posting
from app.services.stock import items
from app.services.stock.edit_inventory import Adjustment, edit
from app.services.stock.items import ItemForm
from db import sql
from db.queries import document_lines, documents
from db.queries.items import Pack
from tests.shop import refusal

pytestmark = pytest.mark.rule("D13")


def codes_of(call):
    """The codes of a refusal."""
    with pytest.raises(Refused) as caught:
        call()
    return [problem.code for problem in caught.value.problems]


@pytest.fixture
def cables(shop):
    """A sale with one line of cables: the draft and the line."""
    draft = shop.draft("sale")
    return draft, draft_lines.add_line(shop.session, draft, shop.has.cable)


@pytest.mark.parametrize("price", [-1, -MOST_MONEY, -(2**63)])
def test_no_price_is_below_zero(shop, cables, price):
    """What goes off a sale is a discount, which has its limit; what comes back is a return."""
    draft, line = cables
    before = document_lines.lines(shop.database, draft)
    assert codes_of(lambda: draft_lines.set_price(shop.session, draft, line, price)) == [
        Code.BAD_PRICE
    ]
    assert document_lines.lines(shop.database, draft) == before
    form, codes = items.load(shop.database, shop.has.cable)
    for change in ({"sale_price": price}, {"purchase_price": price}):
        saved = replace(form, **change)
        (problem,) = refusal(items.save, shop.session, saved, codes, shop.has.cable)
        assert problem.code is Code.BAD_PRICE


def test_a_draft_of_before_with_a_price_below_zero_is_mended_before_it_is_posted(shop, cables):
    draft, line = cables
    shop.opening(product=shop.has.cable, units=5)
    sql.execute(shop.database, "UPDATE document_line SET price = -5 WHERE id = ?", line)
    assert Code.BAD_PRICE in codes_of(lambda: posting.post(shop.session, draft))
    draft_lines.set_price(shop.session, draft, line, 19_90)
    posting.post(shop.session, draft)


@pytest.mark.parametrize("quantity", [MOST_QUANTITY + 1, 75_678_164_125 * ONE_UNIT, 10**30])
def test_a_quantity_beyond_the_limit_is_refused_and_the_draft_stays_as_it_was(
    shop, cables, quantity
):
    draft, line = cables
    before = document_lines.lines(shop.database, draft)
    refused = codes_of(lambda: draft_lines.set_quantity(shop.session, draft, line, quantity))
    assert Code.QUANTITY_TOO_BIG in refused
    assert codes_of(
        lambda: draft_lines.add_line(shop.session, draft, shop.has.cable, quantity)
    ) == [Code.QUANTITY_TOO_BIG]
    assert document_lines.lines(shop.database, draft) == before


def test_the_limits_themselves_are_taken(shop, cables):
    draft, line = cables
    draft_lines.set_quantity(shop.session, draft, line, MOST_QUANTITY)
    draft_lines.set_quantity(shop.session, draft, line, ONE_UNIT)
    draft_lines.set_price(shop.session, draft, line, MOST_MONEY)
    assert documents.document(shop.database, draft).total == MOST_MONEY


@pytest.mark.parametrize("price", [MOST_MONEY + 1, 10**15, 10**40])
def test_a_price_beyond_the_limit_is_refused(shop, cables, price):
    draft, line = cables
    refused = codes_of(lambda: draft_lines.set_price(shop.session, draft, line, price))
    assert Code.PRICE_TOO_BIG in refused


def test_quantity_times_price_keeps_to_the_limit(shop, cables):
    draft, line = cables
    draft_lines.set_quantity(shop.session, draft, line, MOST_QUANTITY)
    assert codes_of(lambda: draft_lines.set_price(shop.session, draft, line, 1_000_001)) == [
        Code.AMOUNT_TOO_BIG
    ]
    draft_lines.set_price(shop.session, draft, line, 1_000_000)


def test_the_sum_of_all_lines_keeps_to_the_limit(shop, cables):
    draft, first = cables
    second = draft_lines.add_line(shop.session, draft, shop.has.rope)
    draft_lines.set_price(shop.session, draft, first, MOST_MONEY - 300)
    refused = codes_of(lambda: draft_lines.set_price(shop.session, draft, second, 301))
    assert refused == [Code.TOTAL_TOO_BIG]


def test_a_pack_unit_may_not_raise_a_line_beyond_the_limit(shop):
    form, barcodes = items.load(shop.database, shop.has.cable)
    pack = [Pack("pallet", 1000 * ONE_UNIT)]
    items.save(shop.session, form, barcodes, shop.has.cable, pack)
    draft = shop.draft("purchase")
    line = draft_lines.add_line(shop.session, draft, shop.has.cable, 2000 * ONE_UNIT)
    refused = codes_of(lambda: draft_lines.set_unit(shop.session, draft, line, "pallet"))
    assert refused == [Code.QUANTITY_TOO_BIG]
    assert document_lines.lines(shop.database, draft)[0].unit == "pcs"


@pytest.mark.rule("F5")
def test_a_line_that_needs_a_serial_for_each_unit_has_no_more_units_than_serials(shop):
    draft = shop.draft("sale")
    line = draft_lines.add_line(shop.session, draft, shop.has.phone)
    draft_lines.set_quantity(shop.session, draft, line, 1000 * ONE_UNIT)
    refused = codes_of(lambda: draft_lines.set_quantity(shop.session, draft, line, 1001 * ONE_UNIT))
    assert refused == [Code.LINE_SERIALS_TOO_MANY]


def test_an_item_has_prices_and_packs_within_the_limits(shop):
    form = ItemForm("X-1", "X", purchase_price=MOST_MONEY + 1, sale_price=10**30)
    packs = [Pack("ship", MOST_QUANTITY + ONE_UNIT)]
    refused = codes_of(lambda: items.save(shop.session, form, [], packs=packs))
    assert refused == [Code.PRICE_TOO_BIG, Code.PRICE_TOO_BIG, Code.QUANTITY_TOO_BIG]


def test_an_adjustment_keeps_to_the_limit(shop):
    change = Adjustment(shop.has.cable, shop.has.main, on_hand=MOST_QUANTITY + 1000)
    assert codes_of(lambda: edit(shop.session, change)) == [Code.QUANTITY_TOO_BIG]
    assert sql.value(shop.database, "SELECT count(*) FROM document") == 0


@pytest.fixture
def old_draft(shop, cables):
    """A draft of before the limits: far beyond all of them."""
    draft, line = cables
    sql.execute(
        shop.database,
        "UPDATE document_line SET quantity = ?1, price = ?2, amount = ?3 WHERE id = ?4",
        75_678_164_125_000,
        10**14,
        9 * 10**18,
        line,
    )
    sql.execute(shop.database, "UPDATE document SET total = ? WHERE id = ?", 9 * 10**18, draft)
    return draft, line


def test_a_draft_of_before_is_not_posted_and_every_figure_is_named(shop, old_draft):
    draft, _line = old_draft
    assert {problem.code for problem in posting.problems_of(shop.database, draft)} >= {
        Code.QUANTITY_TOO_BIG,
        Code.PRICE_TOO_BIG,
        Code.AMOUNT_TOO_BIG,
        Code.TOTAL_TOO_BIG,
    }


def test_a_draft_of_before_can_be_mended_figure_by_figure(shop, old_draft):
    draft, line = old_draft
    draft_lines.set_quantity(shop.session, draft, line, 2 * ONE_UNIT)
    draft_lines.set_price(shop.session, draft, line, 5_00)
    assert documents.document(shop.database, draft).total == 10_00
    lines = document_lines.lines(shop.database, draft)
    assert not list(figures.problems_of(shop.database, lines, 10_00))


def test_a_scan_that_would_go_beyond_the_limit_is_refused_and_written_down(shop, cables):
    draft, line = cables
    draft_lines.set_quantity(shop.session, draft, line, MOST_QUANTITY)
    outcome = shop.scan(draft, "CABLE-C")
    assert outcome.problem.code is Code.QUANTITY_TOO_BIG
    assert sql.value(shop.database, "SELECT level FROM scan_log") == "REFUSED"
    assert document_lines.lines(shop.database, draft)[0].quantity == MOST_QUANTITY
