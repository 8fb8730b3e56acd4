"""Serial number management switched off (P1): stock goes on by quantity, and L2 holds."""

import pytest

from app.domain.lifecycle import Status
from app.domain.problems import Code
from app.services import settings
from app.services.documents import draft_lines, voiding
from app.services.documents.effects import transfers
from db.queries import draft_serials
from tests.shop import codes, refusal

REMOVED = (Status.REMOVED, None)


@pytest.fixture
def off(shop):
    """Five phones, the serials of three known, in Main; then the switch is turned off."""
    shop.purchase("A1 A2 A3", units=5)
    settings.save(shop.session, serials_enabled=False)
    return shop


def in_stock(shop):
    return [n for (n,) in shop.rows("SELECT number FROM serial WHERE status = 1 ORDER BY number")]


def releases(shop):
    return shop.rows("SELECT number FROM document WHERE kind = 'release' AND state = 1 ORDER BY id")


@pytest.mark.rule("P1", "L2")
@pytest.mark.parametrize(
    ("units", "left", "released"),
    [(1, 3, 0), (2, 3, 0), (3, 2, 1), (5, 0, 1)],
)
def test_units_without_a_serial_are_sold_first_then_the_oldest_serials_are_released(
    off, units, left, released
):
    off.sell(units=units)
    assert off.stock() == (5 - units, left)
    assert in_stock(off) == ["A1", "A2", "A3"][3 - left :]
    assert len(releases(off)) == released


@pytest.mark.rule("P1")
def test_more_than_there_is_is_refused_by_what_a_clerk_can_do(off):
    draft = off.written("sale", units=6)
    assert codes(refusal(off.post, draft)) == [Code.NOT_ENOUGH_STOCK]
    assert in_stock(off) == ["A1", "A2", "A3"]
    settings.save(off.session, negative_stock=True)  # not for what has serials
    assert codes(refusal(off.post, draft)) == [Code.NOT_ENOUGH_STOCK]


@pytest.mark.rule("P1", "P4")
@pytest.mark.parametrize("way", ["sale", "purchase_return", "transfer", "count", "adjustment"])
def test_every_way_out_goes_by_quantity(off, way):
    if way in ("sale", "purchase_return"):
        off.post(off.written(way, units=4))
    elif way == "transfer":
        off.dispatch(units=4)
    elif way == "count":
        count = off.draft("count")
        off.tally(count, 1)
        off.post(count, quantity=True)
    else:
        off.adjust(on_hand=1)
    assert off.stock() == (1, 1)
    assert in_stock(off) == ["A3"]
    assert [off.status(number) for number in ("A1", "A2")] == [REMOVED] * 2


@pytest.mark.rule("P1", "V3")
def test_a_void_of_both_documents_restores_what_was_before(off):
    before = off.books()
    sale = off.sell(units=4)
    release = off.rows("SELECT id FROM document WHERE kind = 'release'")[0][0]
    assert codes(voiding.problems_of(off.database, release)) == [Code.VOID_BREAKS_STOCK]
    off.void(sale)
    off.void(release)
    assert off.books() == before


@pytest.mark.rule("P1", "P4", "D2")
def test_switched_on_again_a_count_finds_what_is_really_there(off):
    off.sell(units=4)
    settings.save(off.session, serials_enabled=True)
    count = off.count("A2")  # the one that is left
    off.post(count, missing=True, comes_back=True)
    assert in_stock(off) == ["A2"]
    assert off.stock() == (1, 1)


@pytest.mark.rule("P1")
def test_nothing_is_released_where_the_goods_come_or_the_switch_is_on(off):
    off.purchase(units=2)
    off.post(off.written("sales_return", units=1))
    settings.save(off.session, serials_enabled=True)
    off.sell("A1")
    assert releases(off) == []


@pytest.mark.rule("P1", "D4")
def test_what_is_on_the_way_with_serials_arrives_by_quantity(shop):
    shop.purchase("A1 A2 A3", units=5)
    transfer = shop.dispatch("A1 A2", units=3)
    settings.save(shop.session, serials_enabled=False)
    first = shop.receive(transfer, units=2)  # the one without a serial, then the first sent
    assert shop.stock(warehouse=shop.has.branch) == (2, 1)
    shop.receive(transfer, units=1)
    assert shop.stock(warehouse=shop.has.branch) == (3, 2)
    assert [shop.status(n) for n in ("A1", "A2")] == [(Status.IN_STOCK, shop.has.branch)] * 2
    assert shop.number(first).startswith("TI-")


@pytest.mark.rule("P1", "D4")
@pytest.mark.parametrize("kind", ["transfer_receipt", "transfer_back", "transfer_loss"])
def test_all_that_is_on_the_way_can_be_settled(shop, kind):
    shop.purchase("A1 A2")
    transfer = shop.dispatch("A1 A2")
    settings.save(shop.session, serials_enabled=False)
    draft = transfers.begin(shop.session, transfer, kind)
    transfers.take_all(shop.session, draft)
    shop.post(draft)
    assert shop.rows("SELECT count(*) FROM serial WHERE status = 5") == [(0,)]


@pytest.mark.rule("P1")
def test_serials_that_a_clerk_entered_before_are_still_not_posted_unseen(shop):
    shop.purchase("A1")
    draft = shop.written("sale", "A1")
    settings.save(shop.session, serials_enabled=False)
    assert codes(refusal(shop.post, draft)) == [Code.TRACKING_OFF]
    rows = [serial.id for serial in draft_serials.draft_serials(shop.database, draft)]
    draft_lines.remove_serials(shop.session, draft, rows)
    shop.post(draft)
    assert shop.stock() == (0, 0)
