"""Sales that are put aside and called back (M10): whole, and with what became of their goods."""

import pytest

from app.domain.kinds import SALE
from app.domain.lifecycle import Status
from app.domain.problems import Code
from app.services.documents import draft_head, draft_lines, drafts, parking, posting
from app.services.entry import entering, scanning, waiting
from db import sql
from db.queries import document_lines, documents, draft_serials
from tests.shop import Shop, codes, refusal

pytestmark = pytest.mark.rule("M10")


@pytest.fixture
def at_counter(shop: Shop):
    """Begins a sale at the Counter, with phones on it by their serial numbers."""
    shop.purchase("A1 A2 A3 A4")

    def begin(*serials: str) -> int:
        draft = drafts.new(shop.session, SALE.key, at_counter=True)
        for serial in serials:
            scanning.scan(shop.session, draft, None, serial)
        return draft

    return begin


def at_hand(shop: Shop) -> int | None:
    """What the Counter would show."""
    return documents.newest_draft(shop.database, SALE.key, at_counter=True)


def notes(shop: Shop) -> list[str]:
    """The notes of what is parked, the newest first."""
    return [sale.note for sale in parking.parked(shop.database)]


def test_a_parked_sale_is_out_of_the_way_and_comes_back_whole(shop, at_counter):
    draft = at_counter("A1", "A2")
    draft_head.set_party(shop.session, draft, shop.has.customer)
    before = shop.serials_on(draft), document_lines.lines(shop.database, draft)
    parking.park(shop.session, draft, "back at nine")
    assert at_hand(shop) is None
    (sale,) = parking.parked(shop.database)
    assert (sale.id, sale.note, sale.party, sale.product) == (
        draft,
        "back at nine",
        "Mrs Chen",
        "Phone",
    )
    assert (sale.lines, sale.total, sale.gone) == (1, 2 * 2999_00, None)
    assert parking.call_back(shop.session, draft) == []
    assert at_hand(shop) == draft
    assert parking.parked(shop.database) == []
    assert (shop.serials_on(draft), document_lines.lines(shop.database, draft)) == before
    shop.post(draft)
    assert shop.stock() == (2, 2)


def test_payments_typed_so_far_come_back_too(shop, at_counter):
    draft = at_counter("A1")
    sql.execute(
        shop.database,
        "INSERT INTO draft_payment (document_id, tender_id, amount) VALUES (?, 2, 100000)",
        draft,
    )
    parking.park(shop.session, draft)
    parking.call_back(shop.session, draft)
    assert shop.rows("SELECT document_id, amount FROM draft_payment") == [(draft, 100000)]


def test_several_are_parked_the_newest_is_the_first(shop, at_counter, set_clock):
    for minute, (serial, note) in enumerate([("A1", "one"), ("A2", "two"), ("A3", "three")]):
        set_clock(f"2026-11-26 20:0{minute}:00")
        parking.park(shop.session, at_counter(serial), note)
    assert notes(shop) == ["three", "two", "one"]


def test_the_note_can_be_written_while_it_is_parked(shop, at_counter):
    draft = at_counter("A1")
    assert codes(refusal(parking.set_note, shop.session, draft, "x")) == [Code.NOT_PARKED]
    parking.park(shop.session, draft)
    parking.set_note(shop.session, draft, "his wife comes")
    assert notes(shop) == ["his wife comes"]


@pytest.mark.parametrize(
    ("moves", "kind"),
    [
        (lambda shop: shop.sell("A1"), "sale"),
        (lambda shop: shop.dispatch("A1"), "transfer"),
        (lambda shop: shop.adjust(take="A1"), "adjustment"),
    ],
)
def test_what_went_elsewhere_is_said_with_who_did_it_and_when(
    shop, at_counter, set_clock, moves, kind
):
    """Also where the sale was parked with others, whose serial numbers are still there."""
    draft = at_counter("A1", "A2")
    parking.park(shop.session, draft)
    set_clock("2026-11-26 21:15:00")
    moves(shop)
    (number,) = shop.rows("SELECT max(number) FROM document WHERE kind = ?", kind)[0]
    assert [sale.gone for sale in parking.parked(shop.database)] == [number]
    (gone,) = parking.call_back(shop.session, draft)
    assert (gone.code, gone.serial, gone.line) == (Code.GONE_WHILE_PARKED, "A1", 1)
    said = {name: gone.values[name] for name in ("number", "person", "date", "time")}
    assert said == {
        "number": number,
        "person": shop.session.person.name,
        "date": "2026-11-26",
        "time": "21:15",
    }
    assert shop.serials_on(draft) == ["A1", "A2"]  # nothing of it is taken out unasked


def test_what_came_back_to_the_shop_meanwhile_is_not_gone(shop, at_counter):
    draft = at_counter("A1")
    parking.park(shop.session, draft)
    shop.sell("A1")
    shop.take_back("A1")
    assert parking.call_back(shop.session, draft) == []
    shop.void(shop.sell("A2"))
    assert parking.gone(shop.database, at_counter("A2")) == []


def test_a_serial_on_a_parked_sale_is_sold_elsewhere(shop, at_counter):
    parking.park(shop.session, at_counter("A1"))
    shop.post(at_counter("A1"))
    assert shop.status("A1")[0] == Status.SOLD


def test_it_is_found_by_any_of_its_serials(shop, at_counter):
    draft = at_counter("A1", "A2")
    parking.park(shop.session, draft, "the one")
    other = at_counter("a2")  # sold elsewhere it can be: it is scanned, and the parked one found
    rows = [serial.id for serial in draft_serials.draft_serials(shop.database, other)]
    assert parking.holding(shop.database, other, "-", rows).id == draft
    assert parking.holding(shop.database, other, "a1", []).id == draft
    assert parking.holding(shop.database, other, "A3", []) is None
    assert parking.holding(shop.database, draft, "A1", []) is None  # itself is no other


def test_what_is_at_hand_makes_room(shop, at_counter):
    """An empty one goes, one that holds something is parked in its turn: nothing is lost."""
    first = at_counter("A1")
    parking.park(shop.session, first, "one")
    parking.call_back(shop.session, first, at_hand=at_counter())
    assert notes(shop) == []
    assert shop.rows("SELECT count(*) FROM document WHERE state = 3") == [(1,)]
    parking.park(shop.session, first, "one")
    second = at_counter("A2")
    parking.call_back(shop.session, first, at_hand=second)
    assert [sale.id for sale in parking.parked(shop.database)] == [second]
    assert at_hand(shop) == first


@pytest.mark.parametrize("enter", ["note", "party", "waiting"])
def test_what_is_at_hand_is_kept_whatever_was_entered_on_it(shop, at_counter, enter):
    parked, draft = at_counter("A1"), at_counter()
    parking.park(shop.session, parked)
    if enter == "note":
        draft_head.set_note(shop.session, draft, "asks for a bag")
    elif enter == "party":
        draft_head.set_party(shop.session, draft, shop.has.customer)
    else:
        waiting.keep(shop.session, draft, None, "A2, nonsense")
    parking.call_back(shop.session, parked, at_hand=draft)
    assert [sale.id for sale in parking.parked(shop.database)] == [draft]


def test_the_scan_that_found_it_is_taken_back(shop, at_counter):
    """Its serial number is on the parked sale already, and not on two."""
    parked = at_counter("A1", "A2")
    parking.park(shop.session, parked)
    draft = at_counter("A3", "A1")
    parking.call_back(shop.session, parked, at_hand=draft, take_back=True)
    assert (shop.serials_on(draft), shop.serials_on(parked)) == (["A3"], ["A1", "A2"])


def test_nothing_is_entered_on_a_parked_sale_nor_is_it_posted(shop, at_counter):
    draft = at_counter("A1")
    line = document_lines.lines(shop.database, draft)[0].id
    parking.park(shop.session, draft)
    before = shop.everything()
    for action, *values in (
        (draft_head.set_note, "x"),
        (draft_lines.add_line, shop.has.cable),
        (draft_lines.set_price, line, 1),
        (entering.enter, line, ["A2"]),
        (parking.park, "again"),
        (posting.post,),
    ):
        problems = refusal(action, shop.session, draft, *values)
        assert codes(problems) == [Code.IS_PARKED], action
    assert shop.everything() == before


def test_what_cannot_be_parked(shop, at_counter):
    empty, posted, elsewhere = at_counter(), at_counter("A1"), shop.written("sale", "A2")
    shop.post(posted)
    for draft, code in (
        (empty, Code.NO_LINES),
        (posted, Code.NOT_A_DRAFT),
        (elsewhere, Code.NOT_AT_COUNTER),
    ):
        assert codes(refusal(parking.park, shop.session, draft)) == [code]
        assert codes(refusal(parking.call_back, shop.session, draft)) == [Code.NOT_PARKED]
    assert parking.parked(shop.database) == []


def test_a_sale_is_called_back_once(shop, at_counter):
    draft = at_counter("A1")
    parking.park(shop.session, draft)
    parking.call_back(shop.session, draft)
    other = at_counter("A2")
    refused = refusal(parking.call_back, shop.session, draft, at_hand=other)
    assert codes(refused) == [Code.NOT_PARKED]
    assert at_hand(shop) == other  # what was at hand elsewhere is left as it was
