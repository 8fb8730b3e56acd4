"""Text that waits in Manual entry stays with its line, and is never posted over (D11)."""

import pytest

from app.domain.problems import Code
from app.services import settings
from app.services.documents import draft_lines, drafts
from app.services.entry import waiting
from db.queries import document_lines, draft_serials
from db.queries.waiting import text_of, texts
from tests.shop import Shop, codes, refusal

pytestmark = pytest.mark.rule("D11")


@pytest.fixture
def purchase(shop: Shop) -> int:
    draft = shop.draft("purchase")
    shop.line(draft, "A1")
    shop.line(draft, "C1", product=shop.has.camera)
    return draft


def lines(shop: Shop, draft: int) -> list[int]:
    return [line.id for line in document_lines.lines(shop.database, draft)]


def test_each_line_has_its_own_text_and_so_has_none(shop: Shop, purchase: int) -> None:
    first, second = lines(shop, purchase)
    for line, text in ((first, "one"), (second, "two"), (None, "none"), (first, "first")):
        waiting.keep(shop.session, purchase, line, text)
    kept = [text_of(shop.database, purchase, line) for line in (first, second, None)]
    assert kept == ["first", "two", "none"]
    waiting.keep(shop.session, purchase, second, "  \n")
    assert [found.line_id for found in texts(shop.database, purchase)] == [None, first]


def test_posting_is_refused_line_by_line_while_text_waits(shop: Shop, purchase: int) -> None:
    first, second = lines(shop, purchase)
    waiting.keep(shop.session, purchase, first, "MAN1")
    waiting.keep(shop.session, purchase, second, "MAN2 " * 30)
    problems = refusal(shop.post, purchase)
    assert codes(problems) == [Code.TEXT_WAITS] * 2
    assert [problem.line for problem in problems] == [1, 2]
    assert all(len(str(problem.values["text"])) <= 60 for problem in problems)


def test_the_good_ones_go_to_their_own_lines_and_the_bad_ones_wait_on(
    shop: Shop, purchase: int
) -> None:
    first, second = lines(shop, purchase)
    waiting.keep(shop.session, purchase, first, "MAN1, 序列 A1")
    waiting.keep(shop.session, purchase, second, "MAN2")
    assert waiting.take_good(shop.session, purchase)
    entered = draft_serials.draft_serials(shop.database, purchase)
    assert [(s.line_id, s.number) for s in entered[2:]] == [(first, "MAN1"), (second, "MAN2")]
    assert [(t.line_id, t.text) for t in texts(shop.database, purchase)] == [(first, "序列\nA1")]
    assert not waiting.take_good(shop.session, purchase)


def test_it_goes_with_its_line_and_is_not_kept_for_a_posted_document(
    shop: Shop, purchase: int
) -> None:
    first, second = lines(shop, purchase)
    waiting.keep(shop.session, purchase, first, "MAN1")
    draft_lines.delete_line(shop.session, purchase, first)
    assert texts(shop.database, purchase) == []
    waiting.keep(shop.session, purchase, first, "late")  # the line is gone
    shop.post(purchase)
    waiting.keep(shop.session, purchase, second, "late")
    assert texts(shop.database, purchase) == []


def test_a_discarded_draft_keeps_its_text(shop: Shop, purchase: int) -> None:
    first, _second = lines(shop, purchase)
    waiting.keep(shop.session, purchase, first, "MAN1")
    drafts.discard(shop.session, purchase)
    drafts.restore(shop.session, purchase)
    assert text_of(shop.database, purchase, first) == "MAN1"


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "型号\u2028x", "x" * 1_000_000])
def test_any_text_can_wait(shop: Shop, purchase: int, text: str) -> None:
    first, _second = lines(shop, purchase)
    waiting.keep(shop.session, purchase, first, text)
    assert text_of(shop.database, purchase, first)
    assert Code.TEXT_WAITS in codes(refusal(shop.post, purchase))


@pytest.mark.rule("P1")
def test_with_serials_off_a_text_that_nobody_can_see_stops_nothing(shop: Shop) -> None:
    draft = shop.draft("purchase")
    shop.line(draft, product=shop.has.cable)
    waiting.keep(shop.session, draft, None, "MAN1")
    settings.save(shop.session, serials_enabled=False)
    assert shop.post(draft)
