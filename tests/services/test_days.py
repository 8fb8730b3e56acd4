"""The day of a document (D10): that of its posting, unless the clerk chose one."""

import pytest

from app.domain.kinds import KINDS
from app.domain.problems import Code
from app.services import settings
from app.services.documents import copying, draft_head, posting
from db.queries import document_lines, documents
from tests.shop import codes, refusal

YESTERDAY, TODAY = "2026-03-31", "2026-04-01"
BY_HAND = [kind.key for kind in KINDS.values() if not kind.begun_elsewhere]


@pytest.fixture
def evening(shop, set_clock):
    """A shop with stock, late in the evening."""
    set_clock(f"{YESTERDAY} 23:58:00")
    shop.purchase("A1 A2 A3", units=5)
    return shop


def date_of(shop, document):
    return documents.document(shop.database, document).date


@pytest.mark.rule("D10")
def test_a_draft_of_yesterday_bears_the_day_it_is_posted(evening, set_clock):
    sale = evening.written("sale", "A1")
    assert date_of(evening, sale) == YESTERDAY
    set_clock(f"{TODAY} 08:00:00")
    evening.post(sale)
    assert date_of(evening, sale) == TODAY


@pytest.mark.rule("D10")
@pytest.mark.parametrize("kind", BY_HAND)
def test_a_draft_of_any_kind_takes_the_new_day_and_one_with_a_chosen_date_does_not(
    evening, set_clock, kind
):
    left, chosen = evening.draft(kind), evening.draft(kind)
    draft_head.set_date(evening.session, chosen, YESTERDAY)  # the very day it bore already
    set_clock(f"{TODAY} 00:00:01")
    assert draft_head.follow_day(evening.session) == 1
    assert (date_of(evening, left), date_of(evening, chosen)) == (TODAY, YESTERDAY)
    assert draft_head.follow_day(evening.session) == 0


@pytest.mark.rule("D10")
def test_a_chosen_date_is_kept_by_posting(evening, set_clock):
    sale = evening.written("sale", "A1")
    draft_head.set_date(evening.session, sale, "2026-03-30")
    set_clock(f"{TODAY} 08:00:00")
    evening.post(sale)
    assert date_of(evening, sale) == "2026-03-30"


@pytest.mark.rule("D10")
def test_a_date_taken_back_follows_the_day_again(evening, set_clock):
    sale = evening.written("sale", "A1")
    draft_head.set_date(evening.session, sale, "2026-03-01")
    draft_head.set_date(evening.session, sale, None)
    assert date_of(evening, sale) == YESTERDAY
    set_clock(f"{TODAY} 08:00:00")
    evening.post(sale)
    assert date_of(evening, sale) == TODAY


@pytest.mark.rule("D10", "D6")
def test_a_posted_document_follows_no_day(evening, set_clock):
    sale = evening.sell("A1")
    set_clock(f"{TODAY} 08:00:00")
    draft_head.follow_day(evening.session)
    evening.void(sale)
    assert date_of(evening, sale) == YESTERDAY


@pytest.mark.rule("D10", "D6")
def test_a_copy_is_a_document_of_its_own_day(evening, set_clock):
    sale = evening.written("sale", "A1")
    draft_head.set_date(evening.session, sale, "2026-03-20")
    evening.post(sale)
    set_clock(f"{TODAY} 08:00:00")
    copied = copying.copy(evening.session, sale)
    assert date_of(evening, copied) == TODAY


@pytest.mark.rule("D10", "D8")
def test_numbers_go_on_in_the_order_of_posting_over_midnight(evening, set_clock):
    late, early = evening.written("sale", "A1"), evening.written("sale", "A2")
    first = evening.post(late)
    set_clock(f"{TODAY} 00:00:01")
    second = evening.post(early)
    assert int(second[-6:]) == int(first[-6:]) + 1
    assert [date_of(evening, one) for one in (late, early)] == [YESTERDAY, TODAY]


ODD = {
    "1900-01-01": Code.DATE_BEFORE_SHOP,
    "2025-12-31": Code.DATE_BEFORE_SHOP,
    "2026-02-27": Code.DATE_LONG_AGO,
    "2026-04-01": Code.DATE_AHEAD,
    "2999-12-31": Code.DATE_AHEAD,
}


@pytest.mark.rule("D10")
@pytest.mark.parametrize("date", ODD)
def test_an_odd_date_is_never_posted_unasked(evening, date):
    sale = evening.written("sale", "A1")
    draft_head.set_date(evening.session, sale, date)
    asked = refusal(evening.post, sale)
    assert codes(asked) == [ODD[date]]
    assert asked[0].asks
    evening.post(sale, sure=asked)
    assert date_of(evening, sale) == date


@pytest.mark.rule("D10")
def test_the_answer_is_for_that_date_and_no_other(evening):
    sale = evening.written("sale", "A1")
    draft_head.set_date(evening.session, sale, "2026-02-27")
    asked = refusal(evening.post, sale)
    draft_head.set_date(evening.session, sale, "2026-01-27")
    assert codes(refusal(evening.post, sale, asked)) == [Code.DATE_LONG_AGO]


@pytest.mark.rule("D10")
def test_an_answer_that_was_given_when_the_date_was_chosen_is_kept(evening, set_clock):
    sale = evening.written("sale", "A1")
    draft_head.set_date(evening.session, sale, "2026-02-27")
    assert posting.date_question(evening.database, sale).code is Code.DATE_LONG_AGO
    draft_head.set_date(evening.session, sale, "2026-02-27", sure=True)
    assert posting.date_question(evening.database, sale) is None
    set_clock(f"{TODAY} 08:00:00")
    evening.post(sale)


@pytest.mark.rule("D10", "D7")
def test_an_answer_never_answers_another_problem(evening):
    draft = evening.written("sale", "A1")
    line = document_lines.lines(evening.database, draft)[0].id
    evening.set_quantity(draft, line, 2)
    draft_head.set_date(evening.session, draft, "2999-12-31")
    problems = refusal(evening.post, draft)
    assert set(codes(problems)) == {Code.SERIALS_MISSING, Code.DATE_AHEAD}  # all at once
    assert codes(refusal(evening.post, draft, problems)) == [Code.SERIALS_MISSING]


@pytest.mark.rule("D10")
def test_a_shop_that_has_posted_nothing_yet_begins_this_year(shop, set_clock):
    set_clock("2026-01-10 10:00")
    draft = shop.written("purchase", "A1")
    draft_head.set_date(shop.session, draft, "2025-12-31")
    assert codes(refusal(shop.post, draft)) == [Code.DATE_BEFORE_SHOP]


@pytest.mark.rule("D10", "D4")
def test_what_arrives_at_once_bears_the_date_that_was_chosen(evening):
    settings.save(evening.session, direct_transfers=True)
    transfer = evening.transfer("A1")
    draft_head.set_date(evening.session, transfer, "2026-03-15")
    evening.post(transfer)
    dates = evening.rows("SELECT date FROM document WHERE kind LIKE 'transfer%'")
    assert dates == [("2026-03-15",)] * 2
