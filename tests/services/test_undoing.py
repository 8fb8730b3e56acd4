"""What was deleted from a draft by hand can be put back, in the order of time (D11)."""

import random

import pytest

from app.domain.problems import Code
from app.services.documents import draft_lines, undoable, undoing
from app.services.entry import entering, scan_log, waiting
from db.queries import document_lines, draft_serials
from tests.shop import Shop, codes, refusal

pytestmark = pytest.mark.rule("D11")


def draft_of(shop: Shop, draft: int) -> dict[str, object]:
    """All that is on a draft: what an undo has to bring back."""
    tables = ("document_line", "draft_serial", "waiting_text")
    return {
        name: shop.rows(f"SELECT * FROM {name} WHERE document_id = ? ORDER BY id", draft)
        for name in tables
    } | {"total": shop.rows("SELECT total FROM document WHERE id = ?", draft)}


def line_of(shop: Shop, draft: int, place: int = 0) -> int:
    return document_lines.lines(shop.database, draft)[place].id


def rows_of(shop: Shop, draft: int, *numbers: str) -> list[int]:
    return [s.id for s in draft_serials.draft_serials(shop.database, draft) if s.number in numbers]


@pytest.fixture
def purchase(shop: Shop) -> int:
    draft = shop.draft("purchase")
    shop.line(draft, "A1 A2 A3")
    shop.line(draft, product=shop.has.cable, units=7)
    return draft


def test_a_deleted_line_comes_back_with_serials_price_and_the_text_that_waits(
    shop: Shop, purchase: int
) -> None:
    line = line_of(shop, purchase)
    draft_lines.set_price(shop.session, purchase, line, 4321)
    waiting.keep(shop.session, purchase, line, "MAN1, MAN2")
    before = draft_of(shop, purchase)
    undoing.delete_line(shop.session, purchase, line)
    assert shop.serials_on(purchase) == [] and undoable.can_undo(shop.database, purchase)
    assert undoing.undo_last(shop.session, purchase)
    after = draft_of(shop, purchase)
    assert after == before
    assert not undoing.undo_last(shop.session, purchase)


@pytest.mark.parametrize("numbers", [("A1",), ("A1", "A3"), ("A1", "A2", "A3")])
def test_deleted_serials_come_back_in_their_order_with_the_quantity(
    shop: Shop, purchase: int, numbers: tuple[str, ...]
) -> None:
    before = draft_of(shop, purchase)
    undoing.remove_serials(shop.session, purchase, rows_of(shop, purchase, *numbers))
    assert not set(numbers) & set(shop.serials_on(purchase))
    assert undoing.undo_last(shop.session, purchase)
    assert draft_of(shop, purchase) == before


def test_on_a_count_what_the_books_said_comes_back_too(shop: Shop) -> None:
    shop.purchase("A1 A2")
    count = shop.count("A1 A2")
    before = draft_of(shop, count)
    undoing.remove_serials(shop.session, count, rows_of(shop, count, "A1", "A2"))
    undoing.undo_last(shop.session, count)
    assert draft_of(shop, count) == before


def test_scans_and_deletions_are_taken_back_in_the_order_of_time(shop: Shop) -> None:
    """Whatever was scanned and deleted, undoing all of it goes the same way back."""
    rng = random.Random(11)
    for _life in range(30):
        draft = shop.draft("purchase")
        past = [draft_of(shop, draft)]
        shop.scan(draft, "PHONE-1")
        for step in range(rng.randint(3, 12)):
            past.append(draft_of(shop, draft))
            there = draft_serials.draft_serials(shop.database, draft)
            lines = document_lines.lines(shop.database, draft)
            match rng.choice(("scan", "scan", "product", "serials", "line")):
                case "serials" if there:
                    some = rng.sample(there, rng.randint(1, len(there)))
                    undoing.remove_serials(shop.session, draft, [one.id for one in some])
                case "line" if lines:
                    undoing.delete_line(shop.session, draft, rng.choice(lines).id)
                case "product":
                    shop.scan(draft, rng.choice(("PHONE-1", "CAM-7", "CABLE-C")))
                case _ if lines and lines[0].track_serials:
                    shop.scan(draft, f"U{draft}-{step}", lines[0].id)
                case _:
                    shop.scan(draft, "PHONE-1")
        for then in reversed(past):
            assert undoing.undo_last(shop.session, draft)
            assert draft_of(shop, draft) == then
        assert not undoable.can_undo(shop.database, draft)


def test_the_scan_log_takes_no_scan_back_over_a_later_deletion(shop: Shop) -> None:
    draft = shop.draft("purchase")
    shop.scan(draft, "PHONE-1")
    shop.scan(draft, "A1", line_of(shop, draft))
    undoing.remove_serials(shop.session, draft, rows_of(shop, draft, "A1"))
    assert not scan_log.undo_last(shop.session)
    undoing.undo_last(shop.session, draft)
    assert shop.serials_on(draft) == ["A1"]
    assert scan_log.undo_last(shop.session)
    assert shop.serials_on(draft) == []


def test_what_was_entered_again_meanwhile_stays_where_it_is(shop: Shop, purchase: int) -> None:
    """Rows that took the places of deleted ones, by a list, are not touched by the undo."""
    undoing.remove_serials(shop.session, purchase, rows_of(shop, purchase, "A1", "A2", "A3"))
    shop.enter(purchase, "B1 a2 B3", line_of(shop, purchase))
    undoing.undo_last(shop.session, purchase)
    assert shop.serials_on(purchase) == ["B1", "a2", "B3", "A1", "A3"]
    assert shop.quantities(purchase) == [5, 7]


def test_a_line_whose_place_another_has_taken_comes_back_below(shop: Shop, purchase: int) -> None:
    undoing.delete_line(shop.session, purchase, line_of(shop, purchase, 1))
    shop.line(purchase, "C1", product=shop.has.camera)
    undoing.undo_last(shop.session, purchase)
    positions = [line.position for line in document_lines.lines(shop.database, purchase)]
    assert positions == [1, 2, 3]
    assert shop.quantities(purchase) == [3, 1, 7]
    assert [s.number for s in draft_serials.draft_serials(shop.database, purchase)][-1] == "C1"


def test_a_line_that_is_full_meanwhile_refuses_and_loses_nothing(shop: Shop, purchase: int) -> None:
    line = line_of(shop, purchase)
    undoing.remove_serials(shop.session, purchase, rows_of(shop, purchase, "A1", "A2", "A3"))
    entering.enter(shop.session, purchase, line, [f"N{place:04}" for place in range(1000)])
    before = draft_of(shop, purchase)
    assert codes(refusal(undoing.undo_last, shop.session, purchase)) == [Code.TOO_MANY]
    assert draft_of(shop, purchase) == before and undoable.can_undo(shop.database, purchase)


def test_a_posted_document_has_nothing_to_undo(shop: Shop, purchase: int) -> None:
    undoing.delete_line(shop.session, purchase, line_of(shop, purchase, 1))
    shop.post(purchase)
    assert not undoing.undo_last(shop.session, purchase)
    assert shop.rows("SELECT * FROM draft_deletion") == []


def test_a_line_with_text_that_waits_is_not_undone_away(shop: Shop) -> None:
    draft = shop.draft("purchase")
    shop.scan(draft, "PHONE-1")
    waiting.keep(shop.session, draft, line_of(shop, draft), "MAN1")
    assert codes(refusal(undoing.undo_last, shop.session, draft)) == [Code.TEXT_WAITS]
    assert len(document_lines.lines(shop.database, draft)) == 1
